import FeedParsing
import NewsModel
import Testing

/// Documents built to make a reader work without end, each large enough that a reader with the fault would not come back in the suite's time.
@Suite struct HostileFeedTests {
    private let item = "<item><title>T</title></item>"

    @Test func `entities that refer to each other and yield nothing are expanded once`() throws {
        var dtd = "<!DOCTYPE rss [<!ENTITY e0 ''>"
        for level in 1...30 { dtd += "<!ENTITY e\(level) '" + String(repeating: "&e\(level - 1);", count: 40) + "'>" }
        let parsed = try Parsed(dtd + "]>" + rss("<item><title>T" + String(repeating: "&e18;", count: 200) + "</title></item>"))
        #expect(parsed.titles == ["T"])
    }

    @Test func `an entity that holds itself is nothing`() throws {
        let dtd = "<!DOCTYPE rss [<!ENTITY a 'x&b;'><!ENTITY b 'y&a;'>]>"
        #expect(try Parsed(dtd + rss("<item><title>T&a;</title></item>")).titles == ["Txy"])
    }

    @Test(arguments: ["<!-- >", "<!-", "<!x"])
    func `declarations that never end do not cost a search each`(piece: String) throws {
        let pieces = String(repeating: piece, count: 60_000)
        let escaped = pieces.replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        #expect(try Parsed(rss(item + pieces)).titles == ["T"])
        #expect(try Parsed(rss("<item><title>T</title><description>" + escaped + "&lt;/b&gt;</description></item>")).titles == ["T"])
    }

    @Test(arguments: ["", "&"]) func `a tag with very many attributes is read up to a thousand of them`(flaw: String) throws {
        let attributes = (0..<60_000).map { " a\($0)=''" }.joined()
        #expect(try Parsed(rss("<x y='1'\(attributes)>\(flaw)</x>" + item)).titles == ["T"])
    }

    @Test func `very many namespaces in force are not looked through for each name`() throws {
        let open = (0..<200).map { level in "<x" + (0..<100).map { " xmlns:p\(level)_\($0)='u'" }.joined() + ">" }.joined()
        let names = String(repeating: "<p0_0:a/>", count: 20_000)
        #expect(try Parsed(rss(item + open + names + String(repeating: "</x>", count: 200))).titles == ["T"])
    }

    @Test func `end tags of nothing and elements without end cost no search each`() throws {
        let parsed = try Parsed(rss(item + String(repeating: "<x>", count: 40_000) + String(repeating: "</y>", count: 40_000)))
        #expect(parsed.feed.warnings.contains(.markupRepaired))
        #expect(parsed.titles == ["T"])
    }

    @Test func `very many authors, categories, pictures and hubs are bounded`() throws {
        let all = (0..<20_000).map { number in
            "<author>n\(number)</author><category>c\(number)</category><enclosure url='https://e.org/\(number).jpg' type='image/jpeg'/>"
        }
        let hubs = (0..<2000).map { "<atom:link rel='hub' href='https://e.org/\($0)'/>" }.joined()
        let parsed = try Parsed(rss(hubs + "<item><title>T</title>" + all.joined() + "</item>"))
        #expect(parsed.feed.hubs.count == 20)
        let items = candidates(from: parsed.feed, source: .example, fetchedAt: .example, http: nil)
        #expect(items.first?.candidate.content.authors.count == 1000)
        #expect(items.first?.candidate.content.subjects.count == 1000)
        #expect(items.first?.candidate.content.media.count == 100)
    }

    @Test(arguments: ["image/svg+xml", "application/xml", "text/xml", "application/mathml+xml"])
    func `content of a foreign markup is filtered and no body`(type: String) throws {
        let document = """
            <feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><entry><title>T</title><id>1</id><content type="\(type)">
            <svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script><p>text</p></svg></content></entry></feed>
            """
        let parsed = try Parsed(document)
        #expect(parsed.titles == ["T"])
        #expect(parsed.entry(0, "body")?.contains("alert") != true)
        let items = candidates(from: parsed.feed, source: .example, fetchedAt: .example, http: nil)
        #expect(try #require(items.first).candidate.content.bodyText == nil)
    }

    @Test func `a base of a script brings no script into links`() throws {
        let parsed = try Parsed(
            """
            <CHANNEL BASE="javascript:alert(1)//"><ITEM HREF="foo"><TITLE>T</TITLE><ABSTRACT>&lt;a href="bar"&gt;x&lt;/a&gt; &lt;a href=""&gt;y&lt;/a&gt;</ABSTRACT>
            </ITEM></CHANNEL>
            """)
        #expect(parsed.titles == ["T"])
        let line = String(decoding: parsed.feed.jsonLine(file: ""), as: UTF8.self)
        #expect(!line.contains("javascript"))
    }

    @Test func `a very long base is none: it would stand in every link`() throws {
        let base = "https://example.org/" + String(repeating: "a/", count: 50_000)
        let entries = String(repeating: "<entry><link href='x'/></entry>", count: 200)
        let feed = try Parsed(
            "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='\(base)'>\(entries)</feed>", url: "https://example.org/feed"
        ).feed
        #expect(feed.entries.count == 200)
        #expect(feed.jsonLine(file: "").count < 200_000)
    }
}
