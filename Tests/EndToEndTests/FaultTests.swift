import Foundation
import LoopbackPublisher
import NewsModel
import Testing

/// A publisher fails in one way; that poll says so, the others go on, and what was known of the source is kept.
@Suite(.serialized) struct FaultTests {
    /// A way of failing, and what the poll's `error.type` is to be.
    enum Fault: String, CaseIterable, Sendable {
        case notFound, gone, rateLimited, serverError, unavailable, unauthorized, forbidden
        case endlessBody, endlessHeaders, slowDrip, silent, reset, gzipBomb, hugeBody
        case webPage, empty, cutShort, noGzip, unknownCoding
        case redirectLoop, redirectToFile, redirectToPrivateAddress

        var expected: Set<String> {
            switch self {
            case .notFound: ["http_4xx"]
            case .gone: ["gone"]
            case .rateLimited: ["rate_limited"]
            case .serverError: ["http_5xx"]
            // 503 is the publisher asking for less, too.
            case .unavailable: ["http_5xx", "rate_limited"]
            case .unauthorized: ["unauthorized"]
            case .forbidden: ["blocked"]
            case .endlessBody, .gzipBomb, .hugeBody: ["too_large"]
            case .endlessHeaders: ["too_large", "malformed"]
            case .slowDrip, .silent: ["timeout"]
            case .reset: ["reset"]
            case .webPage, .empty: ["not_a_feed"]
            case .cutShort: ["truncated"]
            case .noGzip, .unknownCoding: ["encoding"]
            case .redirectLoop: ["redirect"]
            case .redirectToFile: ["forbidden_scheme"]
            case .redirectToPrivateAddress: ["forbidden_address"]
            }
        }

        /// Whether the publisher asked not to be asked again at once.
        var asksForPeace: Bool {
            switch self {
            case .gone, .rateLimited, .unavailable: true
            default: false
            }
        }

        func response(_ base: String) -> LoopbackPublisher.Response {
            let feed = LoopbackPublisher.Response.ok(Documents.rss([Documents.story(9)]), etag: "\"fault\"")
            return switch self {
            case .notFound: .status(404)
            case .gone: .status(410)
            case .rateLimited: .tooManyRequests(retryAfter: 120)
            case .serverError: .status(500)
            case .unavailable: .status(503, headers: [HeaderField(name: "Retry-After", value: "60")])
            case .unauthorized: .status(401, headers: [HeaderField(name: "WWW-Authenticate", value: "Basic realm=\"x\"")])
            case .forbidden: .status(403)
            case .endlessBody: feed.delivered(.endless(Array("<item><title>again</title></item>".utf8)))
            case .endlessHeaders: feed.delivered(.endlessHeaders)
            case .slowDrip: feed.delivered(.dripped(bytes: 1, every: .milliseconds(200)))
            case .silent: feed.delivered(.silent)
            case .reset: feed.delivered(.reset)
            case .gzipBomb: .ok(body: Documents.gzipBomb(bytes: 64 << 20), etag: "\"fault\"").adding("Content-Encoding", "gzip")
            case .hugeBody: .ok(body: [UInt8](repeating: 0x20, count: 3 << 20), etag: "\"fault\"")
            case .webPage:
                .ok(
                    "<!DOCTYPE html><html><head><title>Away</title></head><body><p>Away.</p></body></html>", type: "text/html",
                    etag: "\"fault\"")
            case .empty: .ok("", etag: "\"fault\"")
            case .cutShort: feed.delivered(.truncated(after: 150))
            case .noGzip: feed.adding("Content-Encoding", "gzip")
            case .unknownCoding: feed.adding("Content-Encoding", "x-riddle")
            case .redirectLoop: .redirect(to: base + "/watched", status: 302)
            case .redirectToFile: .redirect(to: "file:///etc/hostname", status: 302)
            case .redirectToPrivateAddress: .redirect(to: "http://10.255.255.1/feed", status: 302)
            }
        }
    }

    @Test(arguments: Fault.allCases)
    func `a poll that fails says why, the others go on, and the validators stay`(fault: Fault) async throws {
        let place = try Workplace()
        let isFailing = Shared(false)
        let (etag, modified) = ("W/\"first \(fault.rawValue)\"", "Mon, 05 Jan 2026 10:00:00 GMT")
        let base = Shared("")
        let watched = try LoopbackPublisher { request in
            if request.path == "/robots.txt" { return .status(404) }
            if isFailing.value { return fault.response(base.value) }
            let body = Array(Documents.rss([Documents.story(1)]).utf8)
            return .conditional(request, body: body, type: "application/rss+xml", etag: etag, lastModified: modified)
        }
        base.value = watched.url("")
        let count = Shared(0)
        // Another address: a pause that one publisher asks for does not hold for another.
        let healthy = try LoopbackPublisher(host: "127.0.0.2") { _ in
            let number = count.change {
                $0 += 1; return $0
            }
            return .ok(Documents.rss((1...number).map { Documents.story(100 + $0) }))
        }
        var configuration = DaemonConfiguration([
            .init(id: "watched", url: watched.url("/watched"), keys: ["kind: feed"]), .init(id: "healthy", url: healthy.url("/healthy")),
        ])
        configuration.polling = ["max_body: 1MiB", "timeout: 2s", "connect_timeout: 2s"]
        configuration.articles += ["full_text: never"]
        try place.configure(configuration)

        #expect(try await place.pollAll().status == 0)
        #expect(try place.articles().filter { $0.source == "watched" }.count == 1)

        isFailing.value = true
        #expect(try await place.pollAll().status == 0)
        let failed = try #require(place.log("poll.finished", source: "watched").last)
        #expect(failed["event.outcome"]?.text == "failure")
        #expect(fault.expected.contains(failed["error.type"]?.text ?? "none"), "\(failed.text)")
        #expect(failed["error.message"]?.text?.isEmpty == false)
        #expect(failed.level == "info" || failed.level == "warning")
        #expect(try place.articles().filter { $0.source == "healthy" }.count == 2)

        isFailing.value = false
        let before = watched.requests(to: "/watched").count
        #expect(try await place.pollAll().status == 0)
        let after = watched.requests(to: "/watched").dropFirst(before)
        if !fault.asksForPeace { #expect(after.count == 1) }
        for request in after {
            #expect(request.header("If-None-Match") == etag)
            #expect(request.header("If-Modified-Since") == modified)
        }
        #expect(try place.articles().filter { $0.source == "watched" }.count == 1)
        #expect(try place.articles().filter { $0.source == "healthy" }.count == 3)
        #expect(place.log.allSatisfy { $0.beginsAsAgreed })
    }

    @Test func `a publisher that cannot be reached is asked again with its validators`() async throws {
        let place = try Workplace()
        let answer: @Sendable (LoopbackPublisher.Request) -> LoopbackPublisher.Response = {
            .feed(Documents.rss([Documents.story(1)]), for: $0)
        }
        let first = try LoopbackPublisher(handler: answer)
        try place.configure(DaemonConfiguration([.init(id: "away", url: first.url("/feed"))]))
        try await place.pollAll()
        first.stop()
        #expect(try await place.pollAll().status == 0)
        #expect(place.log("poll.finished", source: "away").last?["error.type"]?.text == "connect")
        let second = try LoopbackPublisher(port: first.port, handler: answer)
        try await place.pollAll()
        #expect(second.requests(to: "/feed").map(\.isConditional) == [true])
        #expect(try place.articles().count == 1)
    }

    @Test func `a host that asks for peace gets it, from all its sources`() async throws {
        let place = try Workplace()
        let publisher = try LoopbackPublisher { request in
            request.path == "/busy" ? .tooManyRequests(retryAfter: 3600) : .feed(Documents.rss([Documents.story(1)]), for: request)
        }
        let clock = try LoopbackPublisher(host: "127.0.0.2") { .feed(Documents.rss([Documents.story(2)]), for: $0) }
        let daemon = try RunningDaemon(
            place,
            DaemonConfiguration([
                .init(id: "busy", url: publisher.url("/busy")), .init(id: "neighbour", url: publisher.url("/neighbour")),
                .init(id: "clock", url: clock.url("/clock")),
            ]))
        try await daemon.wait(forEvent: "host.limited")
        let soFar = publisher.requests.count
        let polls = clock.requests.count
        // Two rounds of the other host are the measure of time.
        try await daemon.wait(for: "two more polls elsewhere") { clock.requests.count >= polls + 2 }
        #expect(publisher.requests.count <= soFar + 1)
        #expect(publisher.requests(to: "/busy").count == 1)
        #expect(try await daemon.terminate() == 0)
    }
}
