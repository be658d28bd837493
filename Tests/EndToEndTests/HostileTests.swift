import LoopbackPublisher
import NewsModel
import Testing

/// Good publishers and hostile ones beside each other, in one daemon.
@Suite struct HostileTests {
    private static let good = 60
    private static let kinds: [(name: String, expected: Set<String>)] = [
        ("loop", ["redirect"]), ("leads-on", ["redirect"]), ("leads-inside", ["forbidden_address"]), ("silent", ["timeout"]),
        ("drip", ["timeout"]), ("endless", ["too_large"]), ("header-flood", ["too_large"]), ("bomb", ["too_large"]),
        ("announces-too-much", ["too_large"]), ("announces-less", ["truncated", "malformed", "not_a_feed"]), ("cut", ["truncated"]),
        ("not-packed", ["encoding"]), ("reset", ["reset"]), ("page", ["not_a_feed"]),
    ]

    private static func answer(_ request: LoopbackPublisher.Request, number: Int) -> LoopbackPublisher.Response {
        let feed = LoopbackPublisher.Response.ok(Documents.rss([Documents.story(1000)]))
        let host = "http://" + (request.header("Host") ?? "")
        return switch request.path.dropFirst() {
        case "loop": .redirect(to: host + "/loop")
        case "leads-on": .redirect(to: host + "/leads-on?\(number)", status: 301)
        case "leads-inside": .redirect(to: "http://10.255.255.1/feed")
        case "silent": feed.delivered(.silent)
        case "drip": feed.delivered(.dripped(bytes: 1, every: .milliseconds(100)))
        case "endless": feed.delivered(.endless(Array("<item><title>again</title></item>".utf8)))
        case "header-flood": feed.delivered(.endlessHeaders)
        case "bomb": .ok(body: Documents.gzipBomb(bytes: 64 << 20)).adding("Content-Encoding", "gzip")
        case "announces-too-much": feed.adding("Content-Length", "9999999999999")
        case "announces-less": feed.adding("Content-Length", "30").adding("Connection", "close")
        case "cut": feed.delivered(.truncated(after: 150))
        case "not-packed": feed.adding("Content-Encoding", "gzip")
        case "reset": feed.delivered(.reset)
        default: .ok("<!DOCTYPE html><html><head><title>Parked</title></head><body><p>For sale.</p></body></html>", type: "text/html")
        }
    }

    @Test func `good sources are told while hostile ones hang, and each hostile one fails for its reason`() async throws {
        let place = try Workplace()
        let papers = try LoopbackPublisher { request in
            .feed(Documents.rss([Documents.story(Int(request.path.dropFirst()) ?? 0)]), for: request)
        }
        let count = Shared(0)
        let strangers = try LoopbackPublisher(host: "127.0.0.2") { request in
            Self.answer(
                request,
                number: count.change {
                    $0 += 1; return $0
                })
        }
        let hanging = try LoopbackPublisher(host: "127.0.0.3") { request in
            let feed = LoopbackPublisher.Response.ok(Documents.rss([Documents.story(1001)]))
            return feed.delivered(request.path.hasSuffix("0") ? .silent : .dripped(bytes: 1, every: .seconds(60)))
        }
        var configuration = DaemonConfiguration()
        configuration.interval = "10s"
        configuration.maximumInterval = "10s"
        // The hanging ones take half of them for as long as the test lasts.
        configuration.polling = ["transfers: 16", "max_body: 1MiB"]
        configuration.articles.append("full_text: never")
        configuration.sources = (0..<8).map { .init(id: "hanging-\($0)", url: hanging.url("/\($0)"), keys: ["timeout: 10m"]) }
        configuration.sources += Self.kinds.map {
            .init(id: $0.name, url: strangers.url("/\($0.name)"), keys: ["kind: feed", "timeout: 2s"])
        }
        configuration.sources += (0..<Self.good).map { .init(id: "paper-\($0)", url: papers.url("/\($0)")) }
        let daemon = try RunningDaemon(place, configuration)
        try await daemon.wait(for: "what hangs") { hanging.requests.count == 8 }
        try await daemon.wait(for: "the article of each paper") {
            try Set(place.articles().map(\.source)).isSuperset(of: (0..<Self.good).map { "paper-\($0)" })
        }
        for kind in Self.kinds { try await daemon.wait(forEvent: "poll.finished", source: kind.name) }
        #expect((0..<8).allSatisfy { place.log("poll.finished", source: "hanging-\($0)").isEmpty })
        #expect(try place.articles().map(\.guid).count == Self.good)
        let failing = try await place.run("sources", "list", "--failing", "--json").lines.compactMap { JSONValue(parsing: $0) }
        #expect(Set(failing.compactMap { $0["id"]?.text }) == Set(Self.kinds.map(\.name)))
        for row in failing {
            let expected = Self.kinds.first { $0.name == row["id"]?.text }?.expected ?? []
            #expect(expected.contains(row["error_type"]?.text ?? "none"), "\(row)")
        }
        try await daemon.terminate()
    }
}
