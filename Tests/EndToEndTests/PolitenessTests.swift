import Foundation
import LoopbackPublisher
import NewsModel
import Testing

/// What a publisher sees of the daemon.
@Suite(.serialized) struct PolitenessTests {
    @Test(
        arguments: [
            ("\"abc\"", "Mon, 05 Jan 2026 10:00:00 GMT"), ("W/\"abc\"", "Monday, 05-Jan-26 10:00:00 GMT"), ("abc", "yesterday"),
            ("\"a\"b\"", ""), ("", "Fri, 01 Jan 2038 00:00:00"), ("\"x-gzip\"", "Mon, 05 Jan 2026 10:00:00 GMT"),
            ("\"${credential:password}\"", "${credential:password}"),
        ])
    func `the first request is bare, and later ones echo the validators byte for byte`(etag: String, modified: String) async throws {
        let place = try Workplace()
        let publisher = try LoopbackPublisher { _ in
            var response = LoopbackPublisher.Response.ok(Documents.rss([Documents.story(1)]))
            if !etag.isEmpty { response = response.adding("ETag", etag) }
            if !modified.isEmpty { response = response.adding("Last-Modified", modified) }
            return response.adding("Set-Cookie", "id=1; Path=/")
        }
        let daemon = try RunningDaemon(place, DaemonConfiguration([.init(id: "feed", url: publisher.url("/feed"))]))
        try await daemon.wait(for: "three requests") { publisher.requests.count >= 3 }
        #expect(try await daemon.terminate() == 0)
        let requests = publisher.requests
        let first = try #require(requests.first)
        #expect(first.method == "GET" && first.target == "/feed" && !first.isConditional)
        for request in requests.dropFirst() {
            #expect(request.method == "GET" && request.target == "/feed")
            #expect(request.header("If-None-Match") == (etag.isEmpty ? nil : etag))
            #expect(request.header("If-Modified-Since") == (modified.isEmpty ? nil : modified))
        }
        for request in requests {
            let agent = try #require(request.header("User-Agent"))
            #expect(agent.range(of: #"^wirespool/\S+ \(\+https://example\.org/wirespool-tests\)$"#, options: .regularExpression) != nil)
            for unwanted in ["Cookie", "Referer", "Origin", "Range", "Cache-Control", "Pragma", "Authorization"] {
                #expect(request.header(unwanted) == nil, "\(unwanted)")
            }
            #expect(request.header("Accept")?.contains("application/rss+xml") == true)
            #expect(request.header("Accept-Encoding")?.contains("gzip") == true)
        }
    }

    @Test func `polls are never closer than the interval`() async throws {
        let place = try Workplace()
        let publisher = try LoopbackPublisher { .feed(Documents.rss([Documents.story(1)]), for: $0) }
        let daemon = try RunningDaemon(place, DaemonConfiguration([.init(id: "feed", url: publisher.url("/feed"))]))
        try await daemon.wait(for: "four requests") { publisher.requests.count >= 4 }
        try await daemon.terminate()
        for (earlier, later) in zip(publisher.requests, publisher.requests.dropFirst()) {
            // The interval is counted from when the answer was judged; the publisher sees requests, whose way may take a little less.
            #expect(later.tick - earlier.tick >= .milliseconds(950))
        }
    }

    @Test func `a restart polls nothing early and forgets no validator`() async throws {
        let place = try Workplace()
        let slow = try LoopbackPublisher { .feed(Documents.rss([Documents.story(1)]), for: $0) }
        let quick = try LoopbackPublisher(host: "127.0.0.2") { .feed(Documents.rss([Documents.story(2)]), for: $0) }
        let configuration = DaemonConfiguration([
            .init(id: "slow", url: slow.url("/slow"), keys: ["interval: 1h", "min_interval: 1h", "max_interval: 1h"]),
            .init(id: "quick", url: quick.url("/quick")),
        ])
        let daemon = try RunningDaemon(place, configuration)
        try await daemon.wait(forEvent: "poll.finished", source: "slow")
        try await daemon.wait(forEvent: "poll.finished", source: "quick")
        for _ in 0..<2 {
            #expect(try await daemon.terminate() == 0)
            try daemon.restart()
            let polls = quick.requests.count
            try await daemon.wait(for: "two more polls of the other source") { quick.requests.count >= polls + 2 }
        }
        daemon.kill()
        #expect(slow.requests.count == 1)
        #expect(quick.requests.dropFirst().allSatisfy { $0.isConditional })
        #expect(try place.articles().count == 2)
    }

    @Test func `a page of an article is asked for once, after the robots file`() async throws {
        let place = try Workplace()
        let page =
            "<html><head><title>T</title></head><body><article><h1>Numbered story 1</h1><p>\(Documents.text(1))</p></article></body></html>"
        let publisher = try LoopbackPublisher { request in
            switch request.path {
            case "/robots.txt": return .ok("User-agent: *\nDisallow: /private/\n", type: "text/plain")
            case "/feed":
                let host = "http://" + (request.header("Host") ?? "")
                var items = [Documents.story(1), Documents.story(2)]
                items[0].link = host + "/open/1"
                items[1].link = host + "/private/2"
                return .feed(Documents.rss(items), for: request)
            default: return .ok(page, type: "text/html; charset=utf-8")
            }
        }
        var configuration = DaemonConfiguration([.init(id: "feed", url: publisher.url("/feed"), keys: ["full_text: always"])])
        configuration.articles.append("full_text_wait: 1s")
        let daemon = try RunningDaemon(place, configuration)
        try await daemon.wait(for: "both articles") { try Set(place.articles().map(\.guid)).count == 2 }
        let polls = publisher.requests(to: "/feed").count
        try await daemon.wait(for: "another poll") { publisher.requests(to: "/feed").count > polls }
        try await daemon.terminate()
        #expect(publisher.requests(to: "/open/1").count == 1)
        #expect(publisher.requests(to: "/private/2").isEmpty)
        #expect(publisher.requests(to: "/robots.txt").count == 1)
    }
}
