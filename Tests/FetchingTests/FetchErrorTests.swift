import Fetching
import LoopbackPublisher
import NewsModel
import Testing

@Suite struct FetchErrorTests {
    @Test(arguments: [
        "ftp://example.org/a", "file:///etc/passwd", "gopher://example.org", "feed://example.org/", "example.org/feed", "//example.org/",
    ])
    func `another scheme than http and https is refused`(url: String) async throws {
        let fetcher = try Fetcher.overLoopback()
        #expect(await fetcher.error(FetchRequest(url: url))?.type == .forbiddenScheme)
        await fetcher.shutDown()
    }

    @Test(arguments: [
        "http://", "http://a b/", "http://%31%32%37.0.0.1/", "http://[::1", "http://x:0/", "http://a<b/",
        "http://\(String(repeating: "a", count: 64)).org/",
    ])
    func `a URL without a host that can be one is refused`(url: String) async throws {
        let fetcher = try Fetcher.overLoopback()
        #expect(await fetcher.error(FetchRequest(url: url))?.type == .malformed)
        await fetcher.shutDown()
    }

    @Test(arguments: [
        "127.0.0.1", "localhost", "[::1]", "0x7f.1", "2130706433", "0177.0.0.1", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "127.1", "0",
        "127.0.0.1.", "localhost.", "１２７.0.0.1", "[64:ff9b::7f00:1]", "[fe80::1%25lo]",
    ])
    func `an address that is not public is refused, however it is written`(host: String) async throws {
        let publisher = try LoopbackPublisher { _ in .ok("secret") }
        let fetcher = try Fetcher()
        let error = try #require(
            await fetcher.error(FetchRequest(url: "http://user:pass@\(host):\(publisher.port)/", timeout: .seconds(5))))
        #expect(error.type == .forbiddenAddress)
        #expect(!error.isTransient)
        #expect(error.hint?.contains("network.allow") == true)
        #expect(!error.description.contains("pass"))
        #expect(publisher.requests.isEmpty)
        await fetcher.shutDown()
        publisher.stop()
    }

    @Test func `a name is reached by the one of its addresses that is allowed`() async throws {
        let publisher = try LoopbackPublisher { _ in .ok("x") }
        let fetcher = try Fetcher.overLoopback(allowed: ["127.0.0.1"])
        let response = try await fetcher.response(FetchRequest(url: "http://localhost:\(publisher.port)/"))
        #expect(response.remoteAddress == "127.0.0.1")
        await fetcher.shutDown()
        publisher.stop()
    }

    @Test func `an address of a name is judged when it is connected to`() async throws {
        let publisher = try LoopbackPublisher { _ in .ok("secret") }
        // The name passes for its IPv6 address, where nobody listens; the other one is refused.
        let fetcher = try Fetcher.overLoopback(allowed: ["::1"])
        let error = await fetcher.error(FetchRequest(url: "http://localhost:\(publisher.port)/"))
        #expect(error?.type == .connect || error?.type == .forbiddenAddress)
        #expect(publisher.requests.isEmpty)
        await fetcher.shutDown()
        publisher.stop()
    }

    @Test(arguments: ["127.0.0.1", "localhost", "news.localhost.", "10.0.0.1", "[fd00::1]", "0x7f.1"])
    func `through a proxy, too, targets that are not public are refused`(host: String) async throws {
        let proxy = try LoopbackPublisher { _ in .ok("x") }
        let fetcher = try Fetcher()
        #expect(await fetcher.error(FetchRequest(url: "http://\(host)/", proxy: proxy.url("/")))?.type == .forbiddenAddress)
        #expect(proxy.requests.isEmpty)
        await fetcher.shutDown()
        proxy.stop()
    }

    @Test func `a proxy that would be handed addresses is refused`() async throws {
        let fetcher = try Fetcher()
        let error = try #require(await fetcher.error(FetchRequest(url: "http://example.org/", proxy: "socks5://u:secret@127.0.0.1:1/")))
        #expect(error.type == .malformed)
        #expect(!error.description.contains("secret"))
        await fetcher.shutDown()
    }

    @Test(arguments: ["a\r\nX-Injected: 1", "a\nb", "a\0b"])
    func `a header that would be two is refused`(value: String) async throws {
        try await withPublisher { _ in
            .ok("x")
        } _: { publisher, fetcher in
            let url = publisher.url("/")
            for request in [
                FetchRequest(url: url, headers: [HeaderField(name: "X-A", value: value)]), FetchRequest(url: url, userAgent: value),
                FetchRequest(url: url, headers: [HeaderField(name: "X:\(value)", value: "a")]),
                FetchRequest(url: url, credentials: .bearer(token: value)),
            ] {
                #expect(await fetcher.error(request)?.type == .malformed)
            }
            #expect(publisher.requests.isEmpty)
        }
    }

    @Test func `nobody listening is a connect error that names the place`() async throws {
        let publisher = try LoopbackPublisher { _ in .ok("x") }
        publisher.stop()
        let fetcher = try Fetcher.overLoopback()
        let error = try #require(await fetcher.error(FetchRequest(url: publisher.url("/"))))
        #expect(error.type == .connect)
        #expect(error.isTransient)
        #expect(error.message == "127.0.0.1:\(publisher.port): connection refused")
        await fetcher.shutDown()
    }

    @Test func `a name that cannot exist is a dns error`() async throws {
        let fetcher = try Fetcher.overLoopback()
        let error = try #require(await fetcher.error(FetchRequest(url: "http://name.invalid/")))
        #expect(error.type == .dns)
        #expect(error.isTransient)
        await fetcher.shutDown()
    }

    @Test(
        arguments: zip(
            [LoopbackPublisher.Delivery.silent, .delayed(.seconds(60)), .dripped(bytes: 1, every: .milliseconds(50))], [0, 0, 1]))
    func `what takes too long is a timeout`(delivery: LoopbackPublisher.Delivery, least: Int) async throws {
        try await withPublisher { _ in
            LoopbackPublisher.Response.ok(String(repeating: "x", count: 10_000)).delivered(delivery)
        } _: { publisher, fetcher in
            let error = await fetcher.error(FetchRequest(url: publisher.url("/"), timeout: .milliseconds(300)))
            #expect(error?.type == .timeout)
            #expect(error?.isTransient == true)
            #expect(error?.message.contains("of it came") == (least > 0))
        }
    }

    @Test func `a connection that is reset is told as such`() async throws {
        try await withPublisher { _ in
            LoopbackPublisher.Response.ok("x").delivered(.reset)
        } _: { publisher, fetcher in
            #expect(await fetcher.error(FetchRequest(url: publisher.url("/")))?.type == .reset)
        }
    }

    @Test(arguments: [0, 1, 4000])
    func `a body that ends too early is truncated`(after: Int) async throws {
        try await withPublisher { _ in
            LoopbackPublisher.Response.ok(String(repeating: "x", count: 5000)).delivered(.truncated(after: after))
        } _: { publisher, fetcher in
            let error = await fetcher.error(FetchRequest(url: publisher.url("/")))
            #expect(error?.type == .truncated)
            #expect(error?.message.contains("after \(after) bytes") == true)
        }
    }

    @Test func `a body above the limit is refused by its announcement alone`() async throws {
        try await withPublisher { _ in
            .ok(String(repeating: "x", count: 1001))
        } _: { publisher, fetcher in
            let error = await fetcher.error(FetchRequest(url: publisher.url("/"), maximumBodyBytes: 1000))
            #expect(error?.type == .tooLarge)
            #expect(error?.isTransient == false)
            let response = try await fetcher.response(FetchRequest(url: publisher.url("/"), maximumBodyBytes: 1001))
            #expect(response.body.count == 1001)
        }
    }

    @Test(arguments: [LoopbackPublisher.Delivery.chunked, .endless(Array("abcdefgh".utf8))])
    func `a body above the limit is cut where it was not announced`(delivery: LoopbackPublisher.Delivery) async throws {
        try await withPublisher { _ in
            LoopbackPublisher.Response.ok(String(repeating: "x", count: 70_000)).delivered(delivery)
        } _: { publisher, fetcher in
            let error = await fetcher.error(FetchRequest(url: publisher.url("/"), maximumBodyBytes: 65_536))
            #expect(error?.type == .tooLarge)
        }
    }

    @Test func `headers without end are cut`() async throws {
        try await withPublisher { _ in
            LoopbackPublisher.Response.ok("x").delivered(.endlessHeaders)
        } _: { publisher, fetcher in
            #expect(await fetcher.error(FetchRequest(url: publisher.url("/")))?.type == .tooLarge)
            #expect(await fetcher.error(FetchRequest(url: publisher.url("/"), maximumHeaderBytes: 1000))?.type == .tooLarge)
        }
    }

    @Test(arguments: [90_000, 120_000, 500_000])
    func `one huge header is taken or refused, and nothing breaks`(count: Int) async throws {
        try await withPublisher { _ in
            LoopbackPublisher.Response.ok("x").adding("X-Huge", String(repeating: "h", count: count))
        } _: { publisher, fetcher in
            let result = await fetcher.result(FetchRequest(url: publisher.url("/")))
            switch result {
            case .success(let response): #expect(response.headers.first(named: "X-Huge")?.utf8.count == count && count == 90_000)
            case .failure(let error): #expect(error.type == .tooLarge && count > 90_000)
            }
        }
    }

    @Test func `an encoding that cannot be undone is told as such`() async throws {
        try await withPublisher { request in
            LoopbackPublisher.Response.ok("this is no gzip").adding("Content-Encoding", request.path == "/gzip" ? "gzip" : "rot13")
        } _: { publisher, fetcher in
            #expect(await fetcher.error(FetchRequest(url: publisher.url("/gzip")))?.type == .encoding)
            #expect(await fetcher.error(FetchRequest(url: publisher.url("/other")))?.type == .encoding)
        }
    }
}
