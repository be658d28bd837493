import FeedParsing
import NewsModel
import Testing

/// What real feeds get wrong, one test for each group of mistakes.
@Suite struct MalformedFeedTests {
    private let first = "<item><title>First</title><guid>1</guid><link>https://example.org/1</link></item>"
    private let second = "<item><title>Second</title><guid>2</guid><link>https://example.org/2</link></item>"

    @Test func `prefixes that nobody declared mean what they are wont to mean`() throws {
        let parsed = try Parsed(
            rss("<item><title>A</title><dc:creator>Writer</dc:creator><content:encoded>&lt;p&gt;T&lt;/p&gt;</content:encoded></item>"))
        #expect(parsed.entry(0, "author") == "Writer")
        #expect(parsed.entry(0, "body") == "<p>T</p>")
    }

    @Test func `HTML entities need no DTD`() throws {
        let parsed = try Parsed(
            rss("<item><title>a&nbsp;b&rsquo;c&shy;d &eacute;</title><link title='&uuml;'>https://example.org/</link></item>"))
        #expect(parsed.entry(0, "title") == "a\u{A0}b’c\u{AD}d é")
        #expect(parsed.feed.warnings.isEmpty)
    }

    @Test func `a bare ampersand is an ampersand, in attributes too`() throws {
        let parsed = try Parsed(
            rss("<item><title>Q & A, AT&T</title><enclosure url='https://example.org/?a=1&b=2' type='x/y'/></item>" + second))
        #expect(parsed.entry(0, "title") == "Q & A, AT&T")
        let enclosures = parsed.entries[0]["enclosures"] as? [[String: Any]]
        #expect(enclosures?.first?["url"] as? String == "https://example.org/?a=1&b=2")
        #expect(parsed.entries.count == 2)
        #expect(parsed.feed.warnings == [.markupRepaired])
    }

    @Test(arguments: ["\n\n  ", "\u{FEFF}", "<br />\n", "Warning: session_start() in line 3\n"])
    func `what stands before the declaration is passed over`(junk: String) throws {
        #expect(try Parsed(junk + rss(first)).titles == ["First"])
    }

    @Test func `a declaration over several lines names the character set`() throws {
        let bytes =
            Array("<?xml\n version='1.0'\n encoding='windows-1254'\n?>".utf8) + Array("<rss version='2.0'><channel><item><title>".utf8) + [
                0xDE
            ]
        let parsed = try Parsed(bytes + Array("</title></item></channel></rss>".utf8))
        #expect(parsed.entry(0, "title") == "Ş")
    }

    @Test func `a wrong charset of the server does not spoil the text`() throws {
        #expect(
            try Parsed(rss("<item><title>Ünlü</title></item>"), contentType: "text/xml; charset=ISO-8859-1").entry(0, "title") == "Ünlü")
    }

    @Test func `control characters and bytes that are not UTF-8 do not end the document`() throws {
        let document = Array(rss("").utf8.dropLast("</channel></rss>".utf8.count)) + Array("<item><title>a".utf8) + [0x01, 0xC3, 0x0B]
        let parsed = try Parsed(document + Array("bé àü</title></item>\(second)</channel></rss>".utf8))
        #expect(parsed.entries.count == 2)
        #expect(parsed.entry(1, "title") == "Second")
        #expect(parsed.feed.warnings.contains(.encodingRepaired))
    }

    @Test(arguments: [
        "<item><title>Third", "<item><title><![CDATA[Third", "<item><title>Third</title><description>and <!-- no end",
        "<item><title>Third</tit",
    ])
    func `a document that breaks off gives what came before`(end: String) throws {
        let whole = rss(first + second)
        let parsed = try Parsed(String(whole.dropLast("</channel></rss>".count)) + end)
        #expect(parsed.titles.prefix(2) == ["First", "Second"])
        #expect(parsed.feed.warnings.contains(.documentTruncated))
        #expect(parsed.entry(2, "title")?.hasPrefix("Third") == true)
    }

    @Test func `an unclosed element swallows no later item`() throws {
        let unclosed = "<item><title>First</title><media:content url='https://example.org/a.jpg'><media:title>x</item>"
        #expect(try Parsed(rss(unclosed + second)).titles == ["First", "Second"])
        #expect(try Parsed(rss("<item><title>First</title>" + second)).titles == ["First", "Second"])
        #expect(
            try Parsed(rss("<item><title>First</title><description><b><i>x</b></i></description></item>" + second)).titles == [
                "First", "Second",
            ])
    }

    @Test func `naked HTML and a bare angle bracket are text`() throws {
        let parsed = try Parsed(
            rss("<item><title>5 < 6 <b>bold</b><br></title><description><p>One<p>Two <img src=a.png></description></item>" + second))
        #expect(parsed.entries.count == 2)
        #expect(parsed.entry(0, "title")?.contains("<b>bold</b>") == true)
        #expect(parsed.entry(0, "summary")?.contains("Two") == true)
    }

    @Test func `a title escaped twice is read as what was meant`() throws {
        let items = candidates(
            from: try Parsed(rss("<item><title>It&amp;#8217;s &amp;lt;here&amp;gt;</title></item>")).feed, source: .example,
            fetchedAt: .example, http: nil)
        #expect(items[0].candidate.content.headline == "It’s <here>")
    }

    @Test func `CDATA around every field is no part of it`() throws {
        let parsed = try Parsed(
            rss(
                """
                <item><title><![CDATA[ First ]]></title><guid><![CDATA[\n1\n]]></guid><link><![CDATA[
                https://example.org/1 ]]></link><pubDate><![CDATA[Sun, 11 Jan 2026 10:00:00 GMT\n]]></pubDate></item>
                """))
        #expect(parsed.entry(0, "id") == "1")
        #expect(parsed.entry(0, "link") == "https://example.org/1")
        #expect(parsed.entry(0, "published") == "2026-01-11T10:00:00Z")
    }

    @Test func `items without date or with one to come are kept, and say so`() throws {
        let document = rss("<item><title>A</title></item><item><title>B</title><pubDate>Thu, 01 Jan 2099 00:00:00 GMT</pubDate></item>")
        let items = candidates(from: try Parsed(document).feed, source: .example, fetchedAt: .example, http: nil)
        #expect(items[0].candidate.warnings.contains(.dateMissing))
        #expect(items[1].candidate.warnings.contains(.dateInFuture))
        #expect(items[1].candidate.content.publishedAt?.description == "2099-01-01T00:00:00Z")
    }

    @Test func `items that share a guid all survive and are marked`() throws {
        let shared =
            first.replacing("<guid>1</guid>", with: "<guid>same</guid>") + second.replacing("<guid>2</guid>", with: "<guid>same</guid>")
        let items = candidates(from: try Parsed(rss(shared)).feed, source: .example, fetchedAt: .example, http: nil)
        #expect(items.map(\.isGuidUnique) == [false, false])
        #expect(items.map(\.isLinkUnique) == [true, true])
        #expect(items[0].candidate.warnings.contains(.guidReused))
    }

    @Test func `a guid is the link where there is none, unless it says otherwise`() throws {
        #expect(try Parsed(rss("<item><guid>https://example.org/g</guid></item>")).entry(0, "link") == "https://example.org/g")
        #expect(try Parsed(rss("<item><guid isPermaLink='false'>https://example.org/g</guid></item>")).entry(0, "link") == nil)
    }

    @Test func `only an alternate link is the link`() throws {
        let parsed = try Parsed(
            """
            <feed xmlns="http://www.w3.org/2005/Atom"><entry><link rel="edit" href="/e"/><link rel="self" href="/s"/><link rel="replies" href="/r"/>
            <link/><link href="/page"/><link rel="enclosure" href="/a.mp3"/></entry></feed>
            """, url: "https://example.org/")
        #expect(parsed.entry(0, "link") == "https://example.org/page")
    }

    @Test func `relative links are seen from xml base and from the document`() throws {
        let atom = "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='/deep/'><entry><link href='a'/></entry></feed>"
        #expect(try Parsed(atom, url: "https://example.org/feed").entry(0, "link") == "https://example.org/deep/a")
        #expect(
            try Parsed(rss("<item><link>/x</link></item>"), url: "https://example.org/feed").entry(0, "link") == "https://example.org/x")
    }

    @Test(arguments: [
        "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>T</p></div></content>",
        "<content type='xhtml'><x:div xmlns:x='http://www.w3.org/1999/xhtml'><x:p>T</x:p></x:div></content>",
        "<content type='text/html'><p>T</p></content>", "<content type='html'>&lt;p&gt;T&lt;/p&gt;</content>",
    ])
    func `Atom content is read however it is written`(content: String) throws {
        #expect(try Parsed("<feed xmlns='http://www.w3.org/2005/Atom'><entry>\(content)</entry></feed>").entry(0, "body") == "<p>T</p>")
    }

    @Test(arguments: [
        "<rss:rss version='2.0' xmlns:rss='http://purl.org/rss/1.0/'><rss:channel><rss:item><rss:title>A</rss:title></rss:item></rss:channel></rss:rss>",
        "<rss version='2.0' xmlns='http://www.w3.org/2005/Atom'><channel><item><title>A</title></item></channel></rss>",
        "<rss version='2.0' xmlns='urn:my:own'><channel><item><title>A</title></item></channel></rss>",
        "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:title>A</a:title></a:entry></a:feed>",
        "<RDF xmlns='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:r='http://purl.org/rss/1.0/'><r:item><r:title>A</r:title></r:item></RDF>",
        "<RSS VERSION='2.0'><CHANNEL><ITEM><TITLE>A</TITLE></ITEM></CHANNEL></RSS>",
    ])
    func `a wrong namespace or prefix hides no item`(document: String) throws {
        #expect(try Parsed(document).titles == ["A"])
    }

    @Test func `a media group gives text and picture where the entry has none`() throws {
        let parsed = try Parsed(
            """
            <feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><entry><media:group><media:title>T</media:title>
            <media:content url="https://example.org/v.mp4" type="video/mp4"/><media:thumbnail url="https://example.org/t.jpg" width="480"/>
            <media:description>Text</media:description></media:group></entry></feed>
            """)
        #expect(parsed.entry(0, "title") == "T")
        #expect(parsed.entry(0, "summary") == "Text")
        let media = candidates(from: parsed.feed, source: .example, fetchedAt: .example, http: nil)[0].candidate.content.media
        #expect(media.map(\.kind) == [.video, .image])
        #expect(media[1].width == 480)
    }

    @Test func `entities that multiply come to an end, and harmless ones are resolved`() throws {
        let bomb = (1...9).map { "<!ENTITY a\($0) \"\(String(repeating: "&a\($0 - 1);", count: 10))\">" }.joined()
        let document =
            "<!DOCTYPE rss [<!ENTITY a0 'ha'>\(bomb)<!ENTITY self '&self;'><!ENTITY nl 'Neue Linie'>]>"
            + "<rss version='2.0'><channel><item><title>&nl;</title></item><item><title>&a9;&self;</title></item></channel></rss>"
        let parsed = try Parsed(document)
        #expect(parsed.entry(0, "title") == "Neue Linie")
        #expect((parsed.entry(1, "title") ?? "").utf8.count < 1 << 17)
    }

    @Test func `an external entity is never opened`() throws {
        let document =
            "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss version='2.0'><channel><item><title>a&x;b</title></item></channel></rss>"
        #expect(try Parsed(document).entry(0, "title")?.contains("root") == false)
    }

    @Test func `nesting without end is cut, not followed`() throws {
        let deep = String(repeating: "<b>", count: 100_000)
        #expect(try Parsed(rss("<item><title>A</title><description>\(deep)</description></item>")).titles.first == "A")
    }

    @Test func `the image of an item may be a bare address`() throws {
        let document = rss("<item><title>A</title><image>https://example.org/p.jpg</image></item>")
        let media = candidates(from: try Parsed(document).feed, source: .example, fetchedAt: .example, http: nil)[0].candidate.content.media
        #expect(media == [Media(kind: .image, url: "https://example.org/p.jpg")])
    }

    @Test(arguments: [true, false], [2, 4])
    func `a feed in UTF-16 or UTF-32 is read, with a byte order mark and without`(hasMark: Bool, width: Int) throws {
        let text = "<?xml version=\"1.0\" encoding=\"UTF-\(width * 8)\"?><rss version=\"2.0\"><channel>\(first)</channel></rss>"
        let mark: [UInt32] = hasMark ? [0xFEFF] : []
        // Of a document in ASCII every unit is a scalar.
        let bytes = (mark + text.unicodeScalars.map(\.value)).flatMap { unit in
            (0..<width).map { UInt8(truncatingIfNeeded: unit >> UInt32(8 * $0)) }
        }
        #expect(try Parsed(bytes).titles == ["First"])
    }

    @Test func `typographic marks of windows-1252 that is called ISO-8859-1 are what was typed`() throws {
        let head = "<?xml version='1.0' encoding='ISO-8859-1'?><rss version='2.0'><channel><item><title>It"
        let parsed = try Parsed(Array(head.utf8) + [0x92] + Array("s </title></item></channel></rss>".utf8))
        #expect(parsed.entry(0, "title") == "It’s")
    }

    @Test func `a feed of Cyrillic bytes that names no set is read in theirs`() throws {
        // "Новости дня" in windows-1251.
        let title: [UInt8] = [0xCD, 0xEE, 0xE2, 0xEE, 0xF1, 0xF2, 0xE8, 0x20, 0xE4, 0xED, 0xFF]
        let parsed = try Parsed(
            Array("<rss version='2.0'><channel><item><title>".utf8) + title + Array("</title></item></channel></rss>".utf8))
        #expect(parsed.entry(0, "title") == "Новости дня")
        #expect(parsed.feed.encoding == "windows-1251")
    }

    @Test(arguments: [
        ("01/21/2026 10:00", "2026-01-21T10:00:00Z"), ("2026-01-21 10:00:00", "2026-01-21T10:00:00Z"),
        ("Jan 21, 2026 1:05 PM", "2026-01-21T13:05:00Z"), ("Wed, 2 Sept 2026 10:00:00 +0000", "2026-09-02T10:00:00Z"),
        ("Thur, 22 Jan 2026 10:00:00 GMT", "2026-01-22T10:00:00Z"),
    ])
    func `a date with the month first, without zone, of twelve hours or with odd names is read`(date: String, expected: String) throws {
        #expect(try Parsed(rss("<item><title>A</title><pubDate>\(date)</pubDate></item>")).entry(0, "published") == expected)
    }

    @Test(arguments: [
        ("Do, 29 Mär 2018 10:00:00 +0100", "2018-03-29T09:00:00Z"), ("Csü, 29 márc. 2018 10:00:00 +0100", "2018-03-29T09:00:00Z"),
        ("목, 29 3월 2018 10:00:00 +0900", "2018-03-29T01:00:00Z"), ("Πέμ, 29 Μαρ 2018 10:00:00 +0200", "2018-03-29T08:00:00Z"),
        ("jeu., 29 mars 2018 10:00:00 +0100", "2018-03-29T09:00:00Z"), ("29 مارس 2018 10:00:00 +0300", "2018-03-29T07:00:00Z"),
    ])
    func `a month in the publisher's language is read`(date: String, expected: String) throws {
        #expect(try Parsed(rss("<item><title>A</title><pubDate>\(date)</pubDate></item>")).entry(0, "published") == expected)
    }

    @Test(arguments: [
        ("Sun, 12 Jul 2026 10:00:00 EDT", "2026-07-12T14:00:00Z"), ("Sun, 12 Jul 2026 10:00:00 EST", "2026-07-12T15:00:00Z"),
        ("Mon, 12 Jan 2026 10:00:00 PST", "2026-01-12T18:00:00Z"), ("Sun, 12 Jul 2026 10:00:00 BST", "2026-07-12T09:00:00Z"),
    ])
    func `a zone's name means its offset, in summer too`(date: String, expected: String) throws {
        #expect(try Parsed(rss("<item><title>A</title><pubDate>\(date)</pubDate></item>")).entry(0, "published") == expected)
    }

    @Test(arguments: [
        ("12 Jan 26 10:00 GMT", "2026-01-12T10:00:00Z"), ("Mon, 12 Jan 98 10:00:00 GMT", "1998-01-12T10:00:00Z"),
        ("Mon, 12 Jan 2026 10:00:00 GMT-01:01", "2026-01-12T11:01:00Z"), ("Mon, 12 Jan 2026 10:00:00 -13:00", "2026-01-12T23:00:00Z"),
        ("2026-01-12T10:00:00-05:00Z", "2026-01-12T15:00:00Z"),
    ])
    func `a year of two digits and an offset in odd dress are read`(date: String, expected: String) throws {
        #expect(try Parsed(rss("<item><title>A</title><pubDate>\(date)</pubDate></item>")).entry(0, "published") == expected)
    }

    @Test(arguments: ["", "<guid></guid>", "<guid> \n </guid>", "<guid isPermaLink='false'/>"])
    func `an item without a guid is known by its link`(guid: String) throws {
        let document = rss("<item><title>A</title>\(guid)<link>https://example.org/a</link></item>" + second)
        let items = candidates(from: try Parsed(document).feed, source: .example, fetchedAt: .example, http: nil)
        #expect(items.count == 2)
        #expect(items[0].candidate.guid == nil)
        #expect(items[0].candidate.url == "https://example.org/a")
    }

    @Test func `an item with neither link nor guid nor date is an article all the same`() throws {
        let document = rss("<item><title>A</title><description>Something happened.</description></item>" + second)
        let items = candidates(from: try Parsed(document).feed, source: .example, fetchedAt: .example, http: nil)
        #expect(items.map(\.candidate.content.headline) == ["A", "Second"])
        #expect(items[0].candidate.guid == nil)
    }

    @Test func `a page in place of the feed is named, and what is no document of anything`() {
        func message(_ text: String) -> String? {
            #expect(throws: FeedError.self) { try FeedReader.parse(Array(text.utf8), contentType: "application/rss+xml", url: nil) }?
                .message
        }
        #expect(message("<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head></html>")?.contains("502 Bad Gateway") == true)
        #expect(message("{\"ok\":true}")?.contains("JSON") == true)
        #expect(message("  \n")?.contains("empty") == true)
    }

    @Test(arguments: [
        "<image><url>https://example.org/l.png</url>", "<title>Wire", "<atom:link href='https://example.org/feed' rel='self'>",
        "<link>https://example.org/<description>All of it</description>",
    ])
    func `what the feed's own description leaves open swallows no item`(header: String) throws {
        let parsed = try Parsed("<rss version='2.0'><channel>\(header)\(first)\(second)</channel></rss>")
        #expect(parsed.titles == ["First", "Second"])
    }

    @Test(arguments: [
        "<rss version='2.0'><channel><title>W</title></channel></rss>", "<rss version='2.0'><channel><items><div>",
        "<?xml version='1.0'?><rss version='2.0'><channel><section>",
    ])
    func `items behind the feed's end, or in elements that nobody knows, are read`(start: String) throws {
        let end =
            start.contains("<div>") ? "</div></items></channel></rss>" : start.contains("<section>") ? "</section></channel></rss>" : ""
        #expect(try Parsed(start + first + second + end).titles == ["First", "Second"])
    }

    @Test func `entries without a feed around them are all read, behind a declaration that is not ended as well`() throws {
        let entries = "<entry><title>First</title></entry><entry><title>Second</title></entry>"
        #expect(try Parsed(entries).titles == ["First", "Second"])
        #expect(try Parsed("<?xml version='1.0'?" + entries).titles == ["First", "Second"])
    }

    @Test(arguments: [
        "<enclosure url=\"https://example.org/a.mp3/></item>", "<!-- left open </item>",
        "<description><![CDATA[left open</description></item>",
    ])
    func `a quote, a comment or a section left open ends with its item`(end: String) throws {
        let later =
            "<item><title>Third</title><!-- well --><description><![CDATA[whole]]></description><enclosure url=\"https://example.org/b\"/></item>"
        let parsed = try Parsed(rss("<item><title>First</title>\(end)\(second)\(later)"))
        #expect(parsed.titles == ["First", "Second", "Third"])
        #expect(parsed.feed.warnings.contains(.markupRepaired))
    }

    @Test func `items that are commented out stay out, and a text about sections is one text`() throws {
        let text =
            "<item><title>T</title><description><![CDATA[End it with </item>, and write <![CDATA[ here]]></description><link>https://example.org/t</link></item>"
        let parsed = try Parsed(rss("<!-- \(first) & -->" + text + second))
        #expect(parsed.titles == ["T", "Second"])
        #expect(parsed.entry(0, "summary")?.contains("here") == true)
        #expect(parsed.entry(0, "link") == "https://example.org/t")
    }

    @Test func `characters that XML forbids are dropped, wherever they stand`() throws {
        let title = "a\u{FFFF}b\u{1}c\u{FFFE}d\u{FFFF}e"
        #expect(try Parsed(rss("<item><title>\(title)</title><link>&</link></item>")).titles == ["abcde"])
        #expect(try Parsed(rss("<item><title><![CDATA[\(title)]]></title><link>&</link></item>")).titles == ["abcde"])
    }

    @Test(arguments: ["<!-- x </item>", "<title><![CDATA[x</title></item>"])
    func `what is left open in every item, with one end behind all, costs no search each`(open: String) throws {
        let items = String(repeating: "<item>\(open)", count: 5000)
        let last = "<item><title><![CDATA[y]]></title><!-- z --></item>"
        #expect(try Parsed(rss(items + last)).entries.count == 5001)
    }

    @Test func `sections that never end cost no search each`() throws {
        let items = String(repeating: "<item><title><![CDATA[x</title></item>", count: 5000)
        #expect(try Parsed(rss(items)).entries.count == 5000)
    }

    @Test func `a document type that never ends does not hide the feed`() throws {
        #expect(try Parsed("<!DOCTYPE rss [ <!ENTITY a 'b'> >" + rss(first).dropFirst(21)).titles == ["First"])
    }

    @Test func `a broken item of JSON costs its neighbours nothing, and is no part of them`() throws {
        func document(_ broken: String) -> String {
            #"{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"A"},"# + broken
                + #"{"id":"3","title":"C"},{"id":"4","title":"D"}],"title":"W"}"#
        }
        let quoted = #"{"id":"2","title":"say "hi" now","attachments":[{"url":"/a"},{"url":"/b"}]},"#
        let parsed = try Parsed(document(quoted))
        #expect(parsed.entries.compactMap { $0["id"] as? String } == ["1", "2", "3", "4"])
        #expect(parsed.feed.warnings == [.markupRepaired])
        let nested = #"{"id":"2","content_text":"a "b" c","_rel":[{"x":1},{"id":"r9","x":2}]} {"id":"2b","title":"B"},,"#
        #expect(try Parsed(document(nested)).entries.compactMap { $0["id"] as? String } == ["1", "2", "2b", "3", "4"])
        let deep = #"{"id":"2","x":"# + String(repeating: "[", count: 200) + String(repeating: "]", count: 200) + "},"
        #expect(try Parsed(document(deep)).entries.compactMap { $0["id"] as? String } == ["1", "2", "3", "4"])
    }

    @Test func `JSON that breaks off says so, and which item is not whole`() throws {
        let parsed = try Parsed(
            #"{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","title":"A"},{"id":"2","content_text":"and th"#)
        #expect(parsed.entries.count == 2)
        #expect(parsed.feed.warnings.contains(.documentTruncated))
        let items = candidates(from: parsed.feed, source: .example, fetchedAt: .example, http: nil)
        #expect(items.map { $0.candidate.warnings.contains(.documentTruncated) } == [false, true])
    }

    @Test func `a guid of one word is no address`() throws {
        #expect(
            try Parsed(rss("<item><guid>?p=1</guid></item>"), url: "https://example.org/f").entry(0, "link") == "https://example.org/f?p=1")
        #expect(try Parsed(rss("<item><title>A</title><guid>abc-123</guid></item>"), url: "https://example.org/f").entry(0, "link") == nil)
    }
}
