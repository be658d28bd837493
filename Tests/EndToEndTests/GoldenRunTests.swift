import Foundation
import LoopbackPublisher
import NewsModel
import Testing

/// One small press, read twice: RSS, Atom, JSON Feed, an Arabic page, a revision, a near-duplicate, a twin.
@Suite(.serialized) struct GoldenRunTests {
    /// What the publisher tells in each of the two rounds.
    private static func response(to request: LoopbackPublisher.Request, round: Int) -> LoopbackPublisher.Response {
        let host = "http://" + (request.header("Host") ?? "")
        switch request.path {
        case "/rss":
            var items = [Documents.story(1), Documents.story(2)]
            items[0].link = host + "/stories/1?utm_source=rss"
            items[1].date = "Mon, 05 Jan 2026 12:30:00 +0300"
            return .conditional(
                request, body: Array(Documents.rss(items).utf8), type: "application/rss+xml", etag: "\"rss\"",
                lastModified: "Mon, 05 Jan 2026 10:00:00 GMT")
        case "/atom":
            var item = Documents.Item(guid: "urn:test:a", headline: "A bridge is to be closed", text: bridge, link: host + "/bridge")
            if round == 2 {
                item.headline = "A bridge is closed"
                item.text = bridge.replacing("will be closed", with: "was closed")
            }
            let text = Documents.atom([item], updated: round == 2 ? "2026-01-05T11:00:00Z" : "2026-01-05T10:00:00Z")
            return .ok(text, type: "application/atom+xml; charset=utf-8")
        case "/json":
            let json = """
                {"version":"https://jsonfeed.org/version/1.1","title":"Test","language":"en","items":[{"id":"j1","url":"\(host)/j1",\
                "title":"A & B agree","content_html":"<p>Both sides <b>agree</b>.</p><script>alert(1)</script><ul><li>One</li><li>Two</li></ul>",\
                "date_published":"2026-01-05T09:00:00+02:00","authors":[{"name":"Ann Otter"}],"tags":["talks"]}]}
                """
            return .ok(json, type: "application/feed+json")
        case "/twin":
            var item = Documents.story(1)
            item.guid = "elsewhere-1"
            item.link = host + "/copies/1"
            return .ok(Documents.rss([item], title: "Copies"))
        default:
            return site.response(to: request)
        }
    }

    /// Like no other story, so that it does not matter which source comes first.
    private static let bridge = """
        The bridge between the two halves of the town will be closed for repairs on the first Monday of March, the council said. Until the end of \
        summer ferries carry those who come on foot; everybody else has to take the road by the mill, which is eleven kilometres longer.
        """

    /// The Arabic newspaper of the demo, at a fixed time: its first four stories and no more.
    private static let site = DemoSite(startedAt: Instant(year: 2026, month: 1, day: 5, hour: 10), tempo: .days(36_500))

    @Test func `the spool and the log are as they are to be`() async throws {
        let round = Shared(1)
        let publisher = try LoopbackPublisher { Self.response(to: $0, round: round.value) }
        let place = try Workplace()
        var configuration = DaemonConfiguration([
            .init(id: "rss", url: publisher.url("/rss"), name: "The RSS", keys: ["full_text: never"]),
            .init(id: "atom", url: publisher.url("/atom"), name: "The Atom", keys: ["full_text: never"]),
            .init(id: "json", url: publisher.url("/json"), name: "The JSON", keys: ["full_text: never"]),
            .init(
                id: "anba-ar", url: publisher.url("/anba-ar/rss.xml"), name: "وكالة أنباء الفنار",
                keys: ["full_text: always", "agency: الوكالة"]),
        ])
        try place.configure(configuration)
        #expect(try await place.pollAll().status == 0)
        round.value = 2
        configuration.sources.append(.init(id: "twin", url: publisher.url("/twin"), name: "The Twin", keys: ["full_text: never"]))
        try place.configure(configuration)
        #expect(try await place.pollAll().status == 0)

        var mask = Mask(directory: place.directory, ports: [publisher.port])
        let articles = try place.articles().sorted { ($0.source, $0.guid, $0.version) < ($1.source, $1.guid, $1.version) }
        if let verdict = try SpoolSchema.verdict(on: place.path("spool")) { #expect(verdict == ["\(articles.count) files"]) }
        try Golden.expect("spool.ndjson", articles.map { mask($0.value).line })
        try Golden.expect("log.ndjson", inOrder(place.log).map { mask($0.value).line })
        #expect(place.log.allSatisfy { $0.beginsAsAgreed })
    }

    /// The lines of each round: first the daemon's own as they came, then those of each source, articles before pages before polls. What happens
    /// side by side comes in no order of its own, and how polls share commits is a matter of time.
    private func inOrder(_ log: [LogLine]) -> [LogLine] {
        let ranks = ["article.spooled": 1, "article.duplicate": 2, "page.finished": 3, "poll.finished": 4]
        var round = 1
        var keyed: [(key: (Int, String, Int, String), line: LogLine)] = []
        for (index, line) in log.enumerated() where !["commit.finished", "admin.listening"].contains(line.event) {
            let source = line["source.id"]?.text ?? ""
            let headline = line["article.headline"]?.text ?? line["url.full"]?.text ?? ""
            let last = source.isEmpty ? String(index + 1_000_000) : headline
            keyed.append(((round, source, ranks[line.event] ?? 0, last), line))
            if line.event == "daemon.stopped" { round += 1 }
        }
        return keyed.sorted { $0.key < $1.key }.map(\.line)
    }

    @Test func `every spooled file is of its owner and group alone, and never written again`() async throws {
        let publisher = try LoopbackPublisher { .feed(Documents.rss([Documents.story(1)]), for: $0) }
        let place = try Workplace()
        try place.configure(DaemonConfiguration([.init(id: "feed", url: publisher.url("/feed"))]))
        try await place.pollAll()
        let article = try #require(try place.articles().first)
        let file = place.path("spool/new/" + article.name)
        let attributes = try FileManager.default.attributesOfItem(atPath: file)
        #expect(attributes[.posixPermissions] as? Int == 0o440)
        let description = try #require(JSONValue(parsing: FileManager.default.contents(atPath: place.path("spool/SPOOL.json")) ?? Data()))
        #expect(description["spool"]?.integer == 1)
        #expect(description["id"]?.text?.isEmpty == false && description["created"]?.text?.isEmpty == false)
    }
}
