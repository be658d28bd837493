import Foundation
import FoundationXML
import LoopbackPublisher
import NewsModel
import Testing

@Suite struct DemoSiteTests {
    private let start = Instant(year: 2026, month: 3, day: 1, hour: 12)
    private var site: DemoSite { DemoSite(startedAt: start, tempo: .seconds(2)) }

    private func get(
        _ path: String, after seconds: Int = 0, headers: [HeaderField] = [HeaderField(name: "Host", value: "127.0.0.1:8080")]
    ) -> LoopbackPublisher.Response {
        site.response(to: .init(target: path, headers: headers, receivedAt: start + .seconds(seconds)))
    }

    private func text(_ path: String, after seconds: Int = 0) -> String { String(decoding: get(path, after: seconds).body, as: UTF8.self) }

    private func path(_ id: String) throws -> String { try #require(site.sources.first { $0.id.rawValue == id }).path }

    /// The values of an element, wherever it stands, by an XML parser of its own.
    private func values(_ element: String, in xml: String) throws -> [String] {
        final class Collector: NSObject, XMLParserDelegate {
            let wanted: String
            var found: [String] = []
            var isInside = false
            init(_ wanted: String) { self.wanted = wanted }
            func parser(
                _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
                attributes: [String: String]
            ) {
                if name == wanted {
                    isInside = true
                    found.append("")
                }
            }
            func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
                if name == wanted { isInside = false }
            }
            func parser(_ parser: XMLParser, foundCharacters string: String) {
                if isInside, !found.isEmpty { found[found.count - 1] += string }
            }
        }
        let collector = Collector(element)
        let parser = XMLParser(data: Data(xml.utf8))
        parser.delegate = collector
        try #require(parser.parse(), "\(String(describing: parser.parserError)) in \(xml.prefix(200))")
        return collector.found
    }

    @Test(arguments: ["anba-ar", "harbour-courier", "island-mirror", "tide-desk", "harbour-gazette"])
    func `an XML feed is well-formed and every item has an identifier of its own`(id: String) throws {
        for seconds in [0, 7, 60, 100_000] {
            let xml = text(try path(id), after: seconds)
            let guids = try values("guid", in: xml) + values("id", in: xml)
            #expect(guids.count >= 2)
            #expect(Set(guids).count == guids.count)
        }
    }

    @Test func `the JSON feed is JSON Feed 1.1`() throws {
        let body = get(try path("field-notes")).body
        let feed = try #require(try JSONSerialization.jsonObject(with: Data(body)) as? [String: Any])
        #expect(feed["version"] as? String == "https://jsonfeed.org/version/1.1")
        #expect((feed["items"] as? [[String: Any]])?.count == 3)
    }

    @Test func `new items keep appearing, dated when they appear`() throws {
        let path = try path("harbour-courier")
        let before = try values("id", in: text(path))
        let later = text(path, after: 10)
        #expect(try values("id", in: later).count == before.count + 5)
        #expect(later.contains("<published>2026-03-01T12:00:10Z</published>"))
        #expect(!text(path, after: 9).contains("<published>2026-03-01T12:00:10Z</published>"))
    }

    @Test func `a long time later the newest are listed, and their pages stand`() throws {
        let xml = text(try path("anba-ar"), after: 1_000_000)
        let links = try values("link", in: xml).dropFirst()
        #expect(links.count == 20)
        for link in links {
            let page = get(String(link.dropFirst("http://127.0.0.1:8080".count)), after: 1_000_000)
            #expect(page.status == 200)
        }
    }

    @Test func `the Arabic feed carries teasers, its pages the articles`() throws {
        let xml = text(try path("anba-ar"), after: 30)
        let headlines = try values("title", in: xml).dropFirst()
        #expect(headlines.count == 11)
        let teasers = try values("description", in: xml).dropFirst()
        let links = try values("link", in: xml).dropFirst()
        for (headline, (teaser, link)) in zip(headlines, zip(teasers, links)) {
            #expect(teaser.count < 80)
            let page = text(String(link.dropFirst("http://127.0.0.1:8080".count)), after: 30)
            #expect(page.contains("<h1>\(headline)</h1><h4>\(teaser)</h4>"))
            #expect(page.contains("dir=\"rtl\"") && page.contains(" / الوكالة</strong></p>") && page.contains(" - محدث : "))
            #expect(page.contains("<link rel=\"canonical\" href=\"\(link)\" />"))
            #expect(page.components(separatedBy: "<p>").count - 1 >= 5)
        }
    }

    @Test func `the mirror tells a story of the Courier word for word under another identifier`() throws {
        let atom = text(try path("harbour-courier"))
        let rss = text(try path("island-mirror"))
        let shared = Set(try values("content", in: atom)).intersection(try values("content:encoded", in: rss))
        #expect(shared.count == 1)
        #expect(shared.allSatisfy { $0.count > 200 })
        #expect(Set(try values("id", in: atom)).isDisjoint(with: try values("guid", in: rss)))
        #expect(Set(try values("title", in: atom)).intersection(try values("title", in: rss)).count == 1)
    }

    @Test func `the tide desk revises a story under the same identifier`() throws {
        let path = try path("tide-desk")
        let (before, after) = (text(path, after: 1), text(path, after: 2))
        #expect(try values("id", in: before) == values("id", in: after))
        let changed = Set(try values("content", in: after)).subtracting(try values("content", in: before))
        #expect(changed.count == 1)
        #expect(try values("updated", in: after).contains("2026-03-01T12:00:02Z"))
    }

    @Test func `the gazette answers 304 to whatever validators`() throws {
        let path = try path("harbour-gazette")
        let first = get(path)
        #expect(first.status == 200 && first.headers.first(named: "ETag") != nil && first.headers.first(named: "Last-Modified") != nil)
        #expect(get(path, after: 500, headers: [HeaderField(name: "If-None-Match", value: "\"other\"")]).status == 304)
        #expect(get(path, after: 500).body == first.body)
    }

    @Test func `an unchanged feed answers 304 to its own validator, a changed one does not`() throws {
        let path = try path("harbour-courier")
        let etag = try #require(get(path).headers.first(named: "ETag"))
        let fields = [HeaderField(name: "Host", value: "127.0.0.1:8080"), HeaderField(name: "If-None-Match", value: etag)]
        #expect(get(path, after: 1, headers: fields).status == 304)
        #expect(get(path, after: 2, headers: fields).status == 200)
    }

    @Test func `the failing newspapers fail as they say`() throws {
        let busy = get(try path("busy-wire"))
        #expect(busy.status == 429 && busy.headers.first(named: "Retry-After") == "120")
        let broken = get(try path("broken-news"))
        #expect(broken.status == 200 && broken.headers.first(named: "Content-Type")?.hasPrefix("text/html") == true)
        #expect(get("/robots.txt").status == 200)
        for path in [
            "/", "/nothing", "/anba-ar/1", "/harbour-courier/story-99", "/harbour-courier/story--1", "/tide-desk/story-99999999999",
        ] {
            #expect(get(path).status == 404, "\(path)")
        }
    }

    @Test func `a second site with the same beginning goes on with the same identifiers`() throws {
        let path = try path("harbour-courier")
        let other = DemoSite(startedAt: start, tempo: .seconds(2))
        let request = LoopbackPublisher.Request(target: path, receivedAt: start + .seconds(20))
        #expect(other.response(to: request).body == site.response(to: request).body)
    }

    @Test func `the site is served on every address it asks for`() throws {
        let publisher = try DemoPublisher(DemoSite(startedAt: start))
        defer { publisher.stop() }
        #expect(Set(publisher.sources.map(\.feed.id)).count == 8)
        for (feed, url) in publisher.sources {
            let port = try #require(URLReference(url)?.port.flatMap { UInt16(exactly: $0) })
            let client = try #require(RawClient(port: port, host: feed.host))
            client.get(feed.path, "Connection: close")
            #expect(client.receive().text.hasPrefix("HTTP/1.1 "))
        }
        #expect(publisher.requests.count == 8)
    }
}
