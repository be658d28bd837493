import Testing

@testable import NewsModel

/// The first rows of `Identity.md`: which texts are one. Each test is named by the number of its row.
@Suite struct ContentIdentityTests {
    private func hash(_ text: String, headline: String = "") -> ContentHash {
        var content = ArticleContent()
        (content.headline, content.bodyText) = (headline, text)
        return ContentHash(of: content)
    }

    /// In the headline and in the text alike.
    private func areOne(_ a: String, _ b: String) -> Bool {
        let (inText, inHeadline) = (hash(a) == hash(b), hash("", headline: a) == hash("", headline: b))
        #expect(inText == inHeadline)
        #expect(Array(a.utf8) != Array(b.utf8), "the two are written alike")
        return inText
    }

    @Test func `1: Arabic with and without tatweel is one text`() {
        #expect(areOne("الأنـــاضول عـاجـل", "الأناضول عاجل"))
        #expect(areOne("عربيـ", "عربي"))
    }

    @Test func `2: Arabic with and without vowel signs is two`() {
        #expect(!areOne("كَتَبَ", "كتب"))
        #expect(!areOne("محمّد", "محمد"))
    }

    @Test func `3: Arabic presentation forms and ligatures are the letters they show`() {
        #expect(areOne("\u{FE8D}\u{FEDF}\u{FEF4}\u{FEEE}\u{FEE1}", "اليوم"))
        #expect(areOne("\u{FEFB}", "لا"))
        #expect(areOne("\u{FDF2}", "الله"))
        // It holds a space, and a presentation form of a tatweel with a mark goes with its tatweel.
        #expect(areOne("\u{FDFA}", "صلى الله عليه وسلم"))
        #expect(areOne("\u{FE77}", "\u{64E}"))
    }

    @Test func `4: letters that look alike and are others are others`() {
        // Arabic and Persian yeh and kaf; alef with and without hamza; Latin and Cyrillic a.
        #expect(!areOne("ي", "ی") && !areOne("ك", "ک") && !areOne("أحمد", "احمد") && !areOne("ة", "ه") && !areOne("a", "а"))
    }

    @Test func `5: joiners between letters make no difference`() {
        #expect(areOne("می\u{200C}روم", "میروم"))
        #expect(areOne("क्\u{200D}ष", "क्ष"))
    }

    @Test func `6: bidi controls and marks make no difference`() {
        #expect(areOne("\u{202B}عربي\u{202C} \u{2067}x\u{2069}", "عربي x"))
        #expect(areOne("\u{200F}abc\u{61C}\u{200E}", "abc"))
    }

    @Test func `7: the four i of Turkish are four letters`() {
        let letters = ["İ", "I", "ı", "i"]
        for (index, letter) in letters.enumerated() {
            for other in letters[(index + 1)...] { #expect(!areOne(letter, other)) }
        }
        #expect(areOne("I\u{307}stanbul", "İstanbul"))
    }

    @Test func `8: ß, ẞ and ss are three`() {
        #expect(!areOne("Straße", "Strasse") && !areOne("STRAẞE", "STRASSE") && !areOne("ß", "ẞ"))
    }

    @Test func `9: full-width and half-width forms are the characters they show`() {
        #expect(areOne("Ｈｅｌｌｏ　１２３", "Hello 123"))
        #expect(areOne("ﾊﾛｰ ﾊﾟﾀﾞ", "ハロー パダ"))
    }

    @Test func `10: a letter and its mark are the letter with the mark, in whatever order marks stand`() {
        #expect(areOne("e\u{301}te\u{301}", "été"))
        #expect(areOne("q\u{323}\u{307}", "q\u{307}\u{323}"))
        #expect(areOne("ا\u{653}", "آ"))
    }

    @Test func `11: emoji are one with and without selectors and joiners, and another in another skin`() {
        #expect(areOne("❤\u{FE0F}", "❤"))
        #expect(areOne("👩\u{200D}👩\u{200D}👧", "👩👩👧"))
        #expect(!areOne("👍🏽", "👍") && !areOne("👍", "👎"))
    }

    @Test func `12: Hangul is one in syllables and in letters`() {
        #expect(areOne("한글", "\u{1112}\u{1161}\u{11AB}\u{1100}\u{1173}\u{11AF}"))
    }

    @Test func `13: ligatures, fractions and numbers in circles are what they stand for`() {
        #expect(areOne("ﬁnance ½ ①", "finance 1\u{2044}2 1"))
        #expect(areOne("…", "..."))
    }

    @Test func `14: soft hyphens, zero-width spaces and byte order marks make no difference`() {
        #expect(areOne("soft\u{AD}hyphen zero\u{200B}width\u{FEFF}", "softhyphen zerowidth"))
    }

    @Test func `15: white space is one space, and none at the ends; paragraphs are white space`() {
        #expect(areOne(" a\u{A0}b\r\n\r\nc\u{2003}d\u{3000}\t", "a b c d"))
        #expect(!areOne("a b", "ab"))
    }

    @Test func `16: case, punctuation and quotation marks are content`() {
        #expect(!areOne("Council", "COUNCIL") && !areOne("agreed.", "agreed") && !areOne("“yes”", "\"yes\"") && !areOne("a – b", "a - b"))
    }

    @Test func `17: where the headline ends is content`() {
        #expect(hash("c", headline: "ab") != hash("bc", headline: "a"))
        #expect(hash("a", headline: "") != hash("", headline: "a"))
    }

    @Test func `18: the summary is the text where no body is seen, and counts for nothing beside one`() {
        var body = ArticleContent()
        body.bodyText = "text"
        var summary = ArticleContent()
        (summary.bodyText, summary.summary) = (" \u{200B}\u{640}", "text")
        #expect(ContentHash(of: body) == ContentHash(of: summary))
        body.summary = "another"
        #expect(ContentHash(of: body) == ContentHash(of: summary))
    }
}
