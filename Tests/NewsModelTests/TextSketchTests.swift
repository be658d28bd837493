import Testing

@testable import NewsModel

@Suite struct TextSketchTests {
    /// Prose of made-up words in the letters of a script, always the same.
    struct Prose: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var letters: ClosedRange<UInt32>
        /// Letters of each word; 0 where words have spaces between them, and two to eight.
        var letterCount: UInt64 = 0

        /// Words from a vocabulary of 4,000.
        func words(_ count: Int, seed: UInt64) -> [String] {
            (0..<count).map { index in
                let word = Shingles.mixed(seed &* 1_000_003 &+ UInt64(index)) % 4000
                let length = letterCount == 0 ? 2 + word % 7 : letterCount
                return String(
                    String.UnicodeScalarView(
                        (0..<length).compactMap { letter in
                            Unicode.Scalar(letters.lowerBound + UInt32(Shingles.mixed(word << 8 | letter) % UInt64(letters.count)))
                        }))
            }
        }

        func text(_ words: [String]) -> String { CanonicalContent.canonicalText(words.joined(separator: letterCount == 0 ? " " : "")) }
    }

    static let scripts = [
        Prose(testDescription: "Latin", letters: 0x61...0x7A), Prose(testDescription: "Cyrillic", letters: 0x430...0x44F),
        Prose(testDescription: "Greek", letters: 0x3B1...0x3C9), Prose(testDescription: "Arabic", letters: 0x641...0x64A),
        Prose(testDescription: "Hebrew", letters: 0x5D0...0x5EA), Prose(testDescription: "Devanagari", letters: 0x915...0x939),
        Prose(testDescription: "Hangul", letters: 0xAC00...0xACFF), Prose(testDescription: "Georgian", letters: 0x10D0...0x10F0),
        Prose(testDescription: "Han", letters: 0x4E00...0x4EFF, letterCount: 2),
        Prose(testDescription: "kana", letters: 0x3042...0x3080, letterCount: 2),
        Prose(testDescription: "Thai", letters: 0xE01...0xE2E, letterCount: 4),
        Prose(testDescription: "Khmer", letters: 0x1780...0x17A2, letterCount: 4),
    ]

    private func sketch(_ prose: Prose, _ words: [String]) throws -> TextSketch { try #require(TextSketch(of: prose.text(words))) }

    @Test(arguments: scripts) func `60: a copy with a fifth of its words edited is a near-duplicate, another text is not`(_ prose: Prose)
        throws
    {
        let words = prose.words(400, seed: 1)
        let original = try sketch(prose, words)
        let other = prose.words(400, seed: 2)
        func isEdited(_ index: Int) -> Bool { Shingles.mixed(UInt64(index)) % 5 == 0 }
        let replaced = words.enumerated().map { isEdited($0.offset) ? other[$0.offset] : $0.element }
        let left = words.enumerated().filter { !isEdited($0.offset) }.map(\.element)
        for copy in [Array(words.dropLast(80)), other.prefix(80) + words, replaced, left] {
            let sketch = try sketch(prose, copy)
            #expect(original.similarity(to: sketch) >= TextSketch.nearDuplicate)
            #expect(!Set(original.marks.prefix(TextSketch.keptMarkCount)).isDisjoint(with: sketch.marks))
        }
        #expect(original.similarity(to: original) == 1)
        #expect(original.similarity(to: try sketch(prose, other)) < 0.5)
    }

    @Test func `the similarity is about the share of words that stayed`() throws {
        let prose = TextSketchTests.scripts[0]
        let words = prose.words(2000, seed: 3)
        let other = prose.words(2000, seed: 4)
        for every in [5, 10, 20] {
            let replaced = words.enumerated().map { Shingles.mixed(UInt64($0.offset)) % UInt64(every) == 0 ? other[$0.offset] : $0.element }
            let similarity = try sketch(prose, words).similarity(to: try sketch(prose, replaced))
            #expect(abs(similarity - (1 - 1 / Double(every))) < 0.06, "one in \(every): \(similarity)")
        }
    }

    @Test func `42 words have a sketch, 41 have none, and neither has a sentence over and over`() {
        let prose = TextSketchTests.scripts[0]
        #expect(TextSketch(of: prose.text(prose.words(42, seed: 5))) != nil)
        #expect(TextSketch(of: prose.text(prose.words(41, seed: 5))) == nil)
        #expect(TextSketch(of: String(repeating: "The council met on Sunday and agreed on the plan. ", count: 60)) == nil)
        #expect(TextSketch(of: "") == nil)
        let han = TextSketchTests.scripts[8]
        #expect(TextSketch(of: String(han.text(han.words(22, seed: 5)).prefix(44))) != nil)
        #expect(TextSketch(of: String(han.text(han.words(22, seed: 5)).prefix(43))) == nil)
    }

    @Test func `case, punctuation, spaces and vowel signs make no difference`() throws {
        func shingles(_ text: String) -> [UInt64] {
            var all: [UInt64] = []
            Shingles.forEach(of: CanonicalContent.canonicalText(text)) { all.append($0) }
            return all
        }
        for (a, b) in [
            ("The mayor said: “no”, twice.", "THE MAYOR   SAID — no twice"), ("ДВА ЁЖА Шли Лесом", "два ёжа шли лесом"),
            ("Ο ΔΗΜΑΡΧΟΣ είπε ναι", "ο δημαρχοσ είπε ναι"), ("ÉTÉ ŁÓDŹ Čas", "été łódź čas"), ("قُرْآن كِتَاب نُور", "قرآن كتاب نور"),
            ("东京，今日天气晴朗。", "东京今日天气晴朗"), ("น้ำท่วมใหญ่วันนี้", "น้ำท่วมใหญ่ วันนี้"),
        ] {
            #expect(shingles(a) == shingles(b) && !shingles(a).isEmpty, "\(a)")
        }
        #expect(shingles("one two three four").count == 2)
        #expect(shingles("one two three") != shingles("three two one"))
        #expect(shingles("日本語の文章").count == 2)
    }

    /// What a ledger keeps is compared with what a later version of the program makes.
    @Test func `the numbers of a text do not change`() throws {
        let prose = TextSketchTests.scripts[0]
        let sketch = try #require(TextSketch(of: prose.text(prose.words(100, seed: 6))))
        #expect(sketch.marks.prefix(4) == [1_752_129_310, 709_331_418, 4_046_376_977, 580_333_924])
        #expect(sketch.bins.prefix(8) == [133, 0, 159, 0, 0, 29, 145, 206])
        #expect(TextSketch(marks: sketch.marks, bins: sketch.bins) == sketch)
        #expect(TextSketch(marks: [1], bins: sketch.bins) == nil && TextSketch(marks: sketch.marks, bins: []) == nil)
    }
}
