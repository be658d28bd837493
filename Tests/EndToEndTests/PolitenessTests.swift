import Foundation
import Glibc
import LoopbackPublisher
import NewsModel
import Testing

/// What a publisher sees of the daemon.
@Suite(.serialized) struct PolitenessTests {
    /// The requests of so many polls of one source, one after another, whatever is due.
    private func requests(
        polls: Int = 1, keys: [String] = [], polling: [String] = [], path: String = "/feed", to place: Workplace? = nil,
        _ handler: @escaping @Sendable (LoopbackPublisher.Request) -> LoopbackPublisher.Response
    ) async throws -> [LoopbackPublisher.Request] {
        let place = try place ?? Workplace()
        let publisher = try LoopbackPublisher(handler: handler)
        var configuration = DaemonConfiguration([.init(id: "feed", url: publisher.url(path), keys: keys + ["full_text: never"])])
        configuration.polling = polling
        try place.configure(configuration)
        for _ in 0..<polls { #expect(try await place.pollAll().status == 0) }
        return publisher.requests
    }

    private static let feed: @Sendable (LoopbackPublisher.Request) -> LoopbackPublisher.Response = {
        .feed(Documents.rss([Documents.story(1)]), for: $0)
    }

    @Test func `1: the first poll is one request, without conditions`() async throws {
        let seen = try await requests(Self.feed)
        #expect(seen.map(\.method) == ["GET"] && seen.map(\.target) == ["/feed"])
        #expect(seen.first?.isConditional == false)
    }

    @Test(
        arguments: [
            ("\"abc\"", "Mon, 05 Jan 2026 10:00:00 GMT"), ("W/\"abc\"", "Monday, 05-Jan-26 10:00:00 GMT"), ("abc", "yesterday"),
            ("\"a\"b\"", ""), ("", "Fri, 01 Jan 2038 00:00:00"), ("\"x-gzip\"", "Mon, 05 Jan 2026 10:00:00 GMT"),
            ("\"${credential:password}\"", "${credential:password}"),
        ])
    func `2–7: validators go over the wire byte for byte as they came`(etag: String, modified: String) async throws {
        let seen = try await requests(polls: 3) { _ in
            var response = LoopbackPublisher.Response.ok(Documents.rss([Documents.story(1)]))
            if !etag.isEmpty { response = response.adding("ETag", etag) }
            return modified.isEmpty ? response : response.adding("Last-Modified", modified)
        }
        #expect(seen.count == 3)
        for request in seen.dropFirst() {
            #expect(request.header("If-None-Match") == (etag.isEmpty ? nil : etag))
            #expect(request.header("If-Modified-Since") == (modified.isEmpty ? nil : modified))
        }
    }

    @Test(arguments: ["no feed", "cut", "too large"])
    func `14: the validators of a document that could not be read are not kept`(fault: String) async throws {
        let count = Shared(0)
        let seen = try await requests(polls: 3, keys: ["kind: feed"], polling: ["max_body: 64KiB"]) { _ in
            let number = count.change {
                $0 += 1; return $0
            }
            let good = LoopbackPublisher.Response.ok(Documents.rss([Documents.story(1)]), etag: "\"\(number)\"")
            guard number == 2 else { return good }
            return switch fault {
            case "no feed": .ok("<html><body>Away</body></html>", type: "text/html", etag: "\"2\"")
            case "cut": good.delivered(.truncated(after: 150))
            default: .ok(body: [UInt8](repeating: 0x20, count: 128 << 10), etag: "\"2\"")
            }
        }
        #expect(seen.map { $0.header("If-None-Match") } == [nil, "\"1\"", "\"1\""])
    }

    @Test func `16: a crash between fetch and commit costs one request more at most, and no article`() async throws {
        let place = try Workplace()
        let publisher = try LoopbackPublisher(handler: Self.feed)
        let keys = ["interval: 1h", "max_interval: 1h", "full_text: never"]
        let daemon = try RunningDaemon(place, DaemonConfiguration([.init(id: "feed", url: publisher.url("/feed"), keys: keys)]))
        try await daemon.wait(for: "the request") { !publisher.requests.isEmpty }
        daemon.kill()
        try daemon.restart()
        try await daemon.wait(for: "the article") { try place.articles().count == 1 }
        try await daemon.terminate()
        #expect(publisher.requests.count <= 2)
        #expect(try place.articles().map(\.guid) == ["story-1"])
    }

    @Test func `17: a reload moves no source's next poll and forgets no validator`() async throws {
        let place = try Workplace()
        let publisher = try LoopbackPublisher(handler: Self.feed)
        let slow = DaemonConfiguration.Source(id: "slow", url: publisher.url("/slow"), keys: ["interval: 1h", "max_interval: 1h"])
        let daemon = try RunningDaemon(place, DaemonConfiguration([slow]))
        try await daemon.wait(forEvent: "poll.finished", source: "slow")
        func shown() async throws -> [String?] {
            let shown = try await place.run("sources", "show", "slow", "--json").lines.first.flatMap { JSONValue(parsing: $0) }
            return ["next_poll_at", "next_reason", "etag", "last_modified", "last_poll_at"].map { shown?[$0]?.text }
        }
        let before = try await shown()
        #expect(before[0] != nil && before[2] != nil)
        try place.configure(DaemonConfiguration([slow, .init(id: "quick", url: publisher.url("/quick"))]))
        daemon.signal(SIGHUP)
        try await daemon.wait(for: "polls of the new source") { publisher.requests(to: "/quick").count >= 2 }
        try await daemon.terminate()
        #expect(try await shown() == before)
        #expect(publisher.requests(to: "/slow").count == 1)
    }

    @Test func `18: an address that is given twice, however it is written, is polled once`() async throws {
        let place = try Workplace()
        let publisher = try LoopbackPublisher(handler: Self.feed)
        let twice = publisher.url("/feed").replacing("http://", with: "HTTP://") + "#top"
        try place.configure(DaemonConfiguration([.init(id: "a", url: publisher.url("/feed")), .init(id: "b", url: twice)]))
        let check = try await place.run("check")
        #expect(check.status == 78 && (check.output + check.diagnostics).contains("source b has the url of a"))
        try place.configure(DaemonConfiguration([.init(id: "a", url: publisher.url("/feed"))]))
        #expect(try await place.run("sources", "import", "-", input: Array(twice.utf8)).output.contains("0 added"))
        try await place.pollAll()
        #expect(publisher.requests.count == 1)
    }

    @Test func `19: where no entry is known any more, that is told and the source is polled sooner than in the usual hour`() async throws {
        let place = try Workplace()
        let count = Shared(0)
        let publisher = try LoopbackPublisher { _ in
            let number = count.change {
                $0 += 1; return $0
            }
            return .ok(Documents.rss([Documents.story(number * 10), Documents.story(number * 10 + 1)]))
        }
        var configuration = DaemonConfiguration([
            .init(id: "feed", url: publisher.url("/feed"), keys: ["interval: 60m", "min_interval: 15m", "max_interval: 24h"])
        ])
        configuration.articles.append("full_text: never")
        try place.configure(configuration)
        try await place.pollAll()
        #expect(place.log("source.overflowed").isEmpty)
        #expect(place.log("poll.finished").last?["poll.next_reason"]?.text != "overflow")
        try await place.pollAll()
        #expect(place.log("source.overflowed", source: "feed").count == 1)
        #expect(place.log("poll.finished").last?["poll.next_reason"]?.text == "overflow")
        let shown = try await place.run("sources", "show", "feed", "--json").lines.first.flatMap { JSONValue(parsing: $0) }
        let times = try ["last_poll_at", "next_poll_at"].map { try #require(shown?[$0]?.text.flatMap { Instant(rfc3339: $0) }) }
        #expect(times[1] - times[0] == .minutes(15))
    }

    @Test(
        arguments: [
            "http://127.0.0.2:PORT/x", "http://[::ffff:127.0.0.2]:PORT/x", "http://[64:ff9b::7f00:2]:PORT/x", "http://10.255.255.1/x",
            "http://169.254.169.254/latest", "http://[::1]:PORT/x", "http://0.0.0.0:PORT/x", "http://2130706434:PORT/x",
            "http://[fe80::1%25lo]/x",
        ])
    func `40: a redirect to an address that is not public is not followed`(target: String) async throws {
        let place = try Workplace()
        let inner = try LoopbackPublisher(host: "127.0.0.2", handler: Self.feed)
        let url = target.replacing("PORT", with: String(inner.port))
        let publisher = try LoopbackPublisher { _ in .redirect(to: url) }
        var configuration = DaemonConfiguration([.init(id: "feed", url: publisher.url("/feed"))])
        configuration.allowed = "127.0.0.1/32"
        try place.configure(configuration)
        try await place.pollAll()
        let type = place.log("poll.finished").last?["error.type"]?.text ?? "none"
        // An address that cannot be written so is no address.
        #expect(type == "forbidden_address" || (target.contains("%25") && ["redirect", "dns", "malformed"].contains(type)), "\(type)")
        #expect(inner.requests.isEmpty)
    }

    @Test func `41: the program says its name and where its operator is found`() async throws {
        let seen = try await requests(polls: 2, Self.feed)
        for request in seen {
            let agent = request.header("User-Agent") ?? ""
            #expect(agent.range(of: #"^wirespool/\S+ \(\+https://example\.org/wirespool-tests\)$"#, options: .regularExpression) != nil)
        }
    }

    @Test func `42: nothing is sent that nobody asked for, and a cookie is thrown away`() async throws {
        let seen = try await requests(polls: 3) { Self.feed($0).adding("Set-Cookie", "id=1; Path=/") }
        let usual: Set<String> = ["host", "user-agent", "accept", "accept-encoding", "if-none-match", "if-modified-since"]
        #expect(seen.count == 3)
        for request in seen {
            #expect(Set(request.headers.map { $0.name.lowercased() }).isSubset(of: usual), "\(request.headers)")
            #expect(request.target == "/feed")
        }
    }

    @Test func `43: gzip is asked for and undone, and what unpacks to too much is cut`() async throws {
        let place = try Workplace()
        let seen = try await requests(keys: ["max_body: 1MiB"], to: place) { _ in
            .ok(body: Documents.gzipBomb(bytes: 64 << 20)).adding("Content-Encoding", "gzip")
        }
        #expect(seen.first?.header("Accept-Encoding")?.contains("gzip") == true)
        #expect(place.log("poll.finished").last?["error.type"]?.text == "too_large")
    }

    @Test func `44: feeds are what is wanted most, and anything is taken`() async throws {
        let accept = try #require(try await requests(Self.feed).first?.header("Accept"))
        #expect(accept.hasPrefix("application/atom+xml, application/rss+xml") && accept.hasSuffix("*/*;q=0.1"))
    }

    @Test func `45: differences are not asked for, and 226 is read like 200`() async throws {
        let place = try Workplace()
        let seen = try await requests(to: place) { _ in
            var response = LoopbackPublisher.Response.ok(Documents.rss([Documents.story(1)])).adding("IM", "feed")
            response.status = 226
            return response
        }
        #expect(seen.allSatisfy { $0.header("A-IM") == nil })
        #expect(try place.articles().count == 1)
    }

    @Test func `40: a redirect to this machine by its name is not followed`() async throws {
        let place = try Workplace()
        let inner = try LoopbackPublisher(host: "127.0.0.1", handler: Self.feed)
        let url = "http://localhost:\(inner.port)/x"
        let publisher = try LoopbackPublisher(host: "127.0.0.2") { _ in .redirect(to: url) }
        var configuration = DaemonConfiguration([.init(id: "feed", url: publisher.url("/feed"))])
        configuration.allowed = "127.0.0.2/32"
        try place.configure(configuration)
        try await place.pollAll()
        #expect(place.log("poll.finished").last?["error.type"]?.text == "forbidden_address")
        #expect(publisher.requests.count == 1 && inner.requests.isEmpty)
    }

    /// Behind the name stand both addresses, of which one answers.
    @Test(arguments: [("127.0.0.1", "127.0.0.1"), ("::1", "[::1]"), ("127.0.0.1", "localhost")])
    func `46: a publisher is reached by IPv4 and by IPv6, and by a name`(host: String, name: String) async throws {
        let place = try Workplace()
        let publisher = try LoopbackPublisher(host: host, handler: Self.feed)
        let url = "http://\(name):\(publisher.port)/feed"
        try place.configure(DaemonConfiguration([.init(id: "feed", url: url, keys: ["full_text: never"])]))
        try await place.pollAll()
        #expect(publisher.requests.count == 1)
        #expect(try place.articles().count == 1)
    }

    @Test func `48: a page that lists articles is asked conditionally, and only where robots.txt lets it`() async throws {
        let listing =
            "<html><body><h2><a href=\"/20260305-a-numbered-story-of-the-harbour\">A numbered story of the harbour</a></h2></body></html>"
        for allowed in [true, false] {
            let seen = try await requests(polls: 2, keys: ["kind: page"], path: "/front") { request in
                switch request.path {
                case "/robots.txt": .ok(allowed ? "" : "User-agent: *\nDisallow: /front\n", type: "text/plain")
                case "/front": .conditional(request, body: Array(listing.utf8), type: "text/html", etag: "\"f\"")
                default: .status(404)
                }
            }
            #expect(seen.first?.path == "/robots.txt")
            let listings = seen.filter { $0.path == "/front" }
            #expect(listings.map(\.isConditional) == (allowed ? [false, true] : []))
        }
    }

    @Test func `49: a poll by hand waits for what the publisher asked, unless it is forced, and is conditional all the same`() async throws
    {
        let place = try Workplace()
        let publisher = try LoopbackPublisher { Self.feed($0).adding("Cache-Control", "max-age=7200") }
        let daemon = try RunningDaemon(place, DaemonConfiguration([.init(id: "feed", url: publisher.url("/feed"))]))
        try await daemon.wait(forEvent: "poll.finished", source: "feed")
        try await daemon.wait(forEvent: "admin.listening")
        let refused = try await place.run("sources", "poll", "feed")
        #expect(refused.status == 75 && refused.diagnostics.contains("asked for no request before"))
        #expect(publisher.requests.count == 1)
        #expect(try await place.run("sources", "poll", "feed", "--force").status == 0)
        try await daemon.wait(for: "the second poll") { publisher.requests.count == 2 }
        #expect(publisher.requests.last?.isConditional == true)
        try await daemon.terminate()
    }

    @Test(arguments: ["large", "drip", "headers"])
    func `50: what is too large, too slow or without end is cut, told, and not asked for sooner`(fault: String) async throws {
        let place = try Workplace()
        let hourly = ["interval: 1h", "max_interval: 1h"]
        _ = try await requests(keys: hourly, polling: ["max_body: 64KiB", "timeout: 2s"], to: place) { _ in
            let feed = LoopbackPublisher.Response.ok(Documents.rss([Documents.story(1)]))
            return switch fault {
            case "large": feed.delivered(.endless(Array("<item><title>again</title></item>".utf8)))
            case "drip": feed.delivered(.dripped(bytes: 1, every: .milliseconds(100)))
            default: feed.delivered(.endlessHeaders)
            }
        }
        let line = try #require(place.log("poll.finished").last)
        #expect(line["event.outcome"]?.text == "failure" && line["error.message"]?.text?.isEmpty == false)
        let at = try #require(line["@timestamp"]?.text.flatMap { Instant(rfc3339: $0) })
        let next = try #require(line["poll.next_at"]?.text.flatMap { Instant(rfc3339: $0) })
        // The line is written a moment after the next poll was decided.
        #expect(next - at > .minutes(59))
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

    @Test func `15: a restart polls nothing early and forgets no validator`() async throws {
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

    @Test func `47: the page of an article is asked for once, after the robots file`() async throws {
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

    @Test(arguments: [500, 404])
    func `47: where the robots file cannot be had nothing is fetched, and where there is none everything may be`(status: Int) async throws {
        let place = try Workplace()
        let publisher = try LoopbackPublisher { request in
            switch request.path {
            case "/robots.txt": return .status(status)
            case "/feed":
                var item = Documents.story(1)
                item.link = "http://" + (request.header("Host") ?? "") + "/1"
                return .feed(Documents.rss([item]), for: request)
            default: return .ok("<html><body><article><p>\(Documents.text(1))</p></article></body></html>", type: "text/html")
            }
        }
        var configuration = DaemonConfiguration([.init(id: "feed", url: publisher.url("/feed"), keys: ["full_text: always"])])
        configuration.articles.append("full_text_wait: 1s")
        try place.configure(configuration)
        try await place.pollAll()
        #expect(publisher.requests(to: "/1").count == (status == 404 ? 1 : 0))
        // Feeds are given by the operator: they are asked for whatever the robots file says.
        #expect(publisher.requests(to: "/feed").count == 1)
    }
}
