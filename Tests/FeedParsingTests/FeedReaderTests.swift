import FeedParsing
import Foundation
import NewsModel
import Testing

/// What the parse of a document gave, looked at as its JSON line.
struct Parsed {
    let feed: ParsedFeed
    let json: [String: Any]

    init(_ text: String, url: String? = nil, contentType: String? = nil) throws {
        try self.init(Array(text.utf8), url: url, contentType: contentType)
    }

    init(_ bytes: [UInt8], url: String? = nil, contentType: String? = nil) throws {
        feed = try FeedReader.parse(bytes, contentType: contentType, url: url)
        let line = feed.jsonLine(file: "test")
        json = try #require(JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
    }

    var header: [String: Any] { json["feed"] as? [String: Any] ?? [:] }
    var entries: [[String: Any]] { json["entries"] as? [[String: Any]] ?? [] }
    func entry(_ index: Int, _ name: String) -> String? { index < entries.count ? entries[index][name] as? String : nil }
    var titles: [String?] { entries.indices.map { entry($0, "title") } }
}

/// An RSS 2.0 document with these items.
func rss(_ items: String, attributes: String = "", channel: String = "") -> String {
    "<?xml version=\"1.0\"?><rss version=\"2.0\" \(attributes)><channel><title>Wire</title>\(channel)\(items)</channel></rss>"
}

@Suite struct FeedReaderTests {
    @Test(arguments: [
        ("<rss version='0.91'><channel/></rss>", "rss091"), ("<rss version='0.92'><channel/></rss>", "rss092"),
        ("<rss version='2.0'><channel/></rss>", "rss20"),
        ("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><channel/></rdf:RDF>", "rss10"),
        (
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://my.netscape.com/rdf/simple/0.9/'><channel/></rdf:RDF>",
            "rss090"
        ),
        ("<feed xmlns='http://www.w3.org/2005/Atom'/>", "atom10"), ("<feed version='0.3' xmlns='http://purl.org/atom/ns#'/>", "atom03"),
        ("<CHANNEL HREF='http://example.org/'/>", "cdf"),
        (#"{"version":"https://jsonfeed.org/version/1","items":[]}"#, "json10"),
        (#"{"version":"https://jsonfeed.org/version/1.1","items":[]}"#, "json11"),
    ])
    func `the format is told`(document: String, format: String) throws {
        #expect(try Parsed(document).feed.format == format)
    }

    @Test(arguments: [
        ("", ErrorType.notAFeed), ("<html><body><p>Not found</p></body></html>", .notAFeed), ("just text", .notAFeed),
        ("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url/></urlset>", .notAFeed), (#"{"a":1}"#, .notAFeed),
        ("<opml version='2.0'><body/></opml>", .notAFeed),
    ])
    func `any other document is refused`(document: String, type: ErrorType) {
        let error = #expect(throws: FeedError.self) { try FeedReader.parse(Array(document.utf8), contentType: nil, url: nil) }
        #expect(error?.type == type)
    }

    @Test func `RSS with its modules is read`() throws {
        let parsed = try Parsed(
            rss(
                """
                <item><title>Bridge opens</title><link>https://example.org/1</link><guid isPermaLink="false">g1</guid>
                <pubDate>Sun, 11 Jan 2026 10:00:00 GMT</pubDate><dc:creator>A. Writer</dc:creator><category domain="d">City</category>
                <description>Short.</description><content:encoded><![CDATA[<p>Long.</p>]]></content:encoded>
                <enclosure url="https://example.org/a.mp3" type="audio/mpeg" length="9"/></item>
                """,
                attributes: """
                    xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
                    xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:atom="http://www.w3.org/2005/Atom"
                    """,
                channel: """
                    <ttl>30</ttl><sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>
                    <skipHours><hour>3</hour><hour>24</hour></skipHours><skipDays><day>Sunday</day></skipDays>
                    <atom:link rel="self" href="https://example.org/feed"/><atom:link rel="hub" href="https://hub.example/"/>
                    """))
        #expect(parsed.entry(0, "title") == "Bridge opens")
        #expect(parsed.entry(0, "published") == "2026-01-11T10:00:00Z")
        #expect(parsed.entry(0, "author") == "A. Writer")
        #expect(parsed.entry(0, "summary") == "Short.")
        #expect(parsed.entry(0, "body") == "<p>Long.</p>")
        #expect(parsed.feed.ttl == 1800)
        #expect(parsed.feed.updatePeriod == 21_600)
        #expect(parsed.feed.skipHours == [3, 0])
        #expect(parsed.feed.skipDays == [7])
        #expect(parsed.feed.selfLink == "https://example.org/feed")
        #expect(parsed.feed.hubs == ["https://hub.example/"])
        #expect(parsed.feed.warnings.isEmpty)
    }

    @Test func `JSON Feed is read in its order`() throws {
        let parsed = try Parsed(
            #"{"version":"https://jsonfeed.org/version/1.1","title":"W","language":"tr","items":[{"id":2,"url":"/b","content_html":"<p>B</p>"},{"id":"1","title":"A\u00e9"}]}"#,
            url: "https://example.org/feed.json")
        #expect(parsed.entry(0, "id") == "2")
        #expect(parsed.entry(0, "link") == "https://example.org/b")
        #expect(parsed.entry(1, "title") == "Aé")
        #expect(parsed.header["language"] as? String == "tr")
    }

    @Test func `a document that is packed is unpacked`() throws {
        #expect(throws: FeedError.self) {
            try FeedReader.parse([0x1F, 0x8B, 8] + [UInt8](repeating: 0, count: 30), contentType: nil, url: nil)
        }
    }

    @Test func `the entry's hash follows its text and not its neighbours`() throws {
        func hashes(_ items: String) throws -> [ContentHash] { try Parsed(rss(items)).feed.entries.map(\.entryHash) }
        let one = try hashes("<item><title>A</title><guid>1</guid></item>")
        let two = try hashes("<item><title>B</title><guid>2</guid></item><item><title>A</title><guid>1</guid></item>")
        #expect(one[0] == two[1])
        #expect(two[0] != two[1])
        #expect(try hashes("<item><title>A!</title><guid>1</guid></item>")[0] != one[0])
        let counted =
            "<item><title>A</title><guid>1</guid><slash:comments xmlns:slash='http://purl.org/rss/1.0/modules/slash/'>9</slash:comments></item>"
        #expect(try hashes(counted)[0] == one[0])
    }

    @Test func `publishers' markup is kept where it is harmless`() throws {
        let hostile = """
            &lt;p onclick="x()"&gt;a&lt;script&gt;alert(1)&lt;/script&gt;&lt;a href="java&#10;script:x()"&gt;b&lt;/a&gt;\
            &lt;img src="/i.png" alt="&amp;lt;script&amp;gt;"&gt;&lt;iframe src="//evil"&gt;&lt;/iframe&gt;&lt;/p&gt;
            """
        let parsed = try Parsed(rss("<item><description>\(hostile)</description></item>"), url: "https://example.org/")
        let summary = try #require(parsed.entry(0, "summary"))
        #expect(summary == #"<p>a<a>b</a><img src="https://example.org/i.png" alt="&lt;script&gt;" /></p>"#)
    }
}
