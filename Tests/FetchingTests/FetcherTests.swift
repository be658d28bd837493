import Fetching
import LoopbackPublisher
import NewsModel
import Testing

@Suite struct FetcherTests {
    @Test func `a document comes with its validators byte for byte`() async throws {
        try await withPublisher { _ in
            .ok("<rss/>", etag: "W/\"a\"b\"-gzip", lastModified: "Sat, 01 Jan 2038 00:00:00")
        } _: { publisher, fetcher in
            let response = try await fetcher.response(FetchRequest(url: publisher.url("/feed?a=1")))
            #expect(response.status == 200)
            #expect(response.body == Array("<rss/>".utf8))
            #expect(response.headers.first(named: "etag") == "W/\"a\"b\"-gzip")
            #expect(response.headers.first(named: "Last-Modified") == "Sat, 01 Jan 2038 00:00:00")
            #expect(response.url == publisher.url("/feed?a=1"))
            #expect(response.httpVersion == "1.1")
            #expect(response.remoteAddress == "127.0.0.1")
            #expect(response.bodyBytesOnWire == 6)
            #expect(publisher.requests.map(\.target) == ["/feed?a=1"])
            #expect(publisher.requests.map(\.method) == ["GET"])
        }
    }

    @Test(arguments: ["\"abc\"", "W/\"abc\"", "abc", "\"a\"b\"", "\"x-gzip\"", "\"\u{E9}\u{C3}\u{A9}\"", "\"\""])
    func `a validator goes back as it came`(etag: String) async throws {
        try await withPublisher { request in
            .conditional(request, body: [1], etag: etag, lastModified: "yesterday")
        } _: { publisher, fetcher in
            let first = try await fetcher.response(FetchRequest(url: publisher.url("/")))
            let given = try #require(first.headers.first(named: "ETag"))
            let second = try await fetcher.response(
                FetchRequest(
                    url: publisher.url("/"),
                    headers: [
                        HeaderField(name: "If-None-Match", value: given), HeaderField(name: "If-Modified-Since", value: "yesterday"),
                    ]))
            #expect(second.status == 304)
            #expect(second.body.isEmpty)
            let requests = publisher.requests
            #expect(requests.first?.header("If-None-Match") == nil)
            #expect(requests.last?.header("If-None-Match") == etag)
            #expect(requests.last?.header("If-Modified-Since") == "yesterday")
        }
    }

    @Test func `header fields are sent in order, as given, and none besides`() async throws {
        try await withPublisher { _ in
            .ok("x")
        } _: { publisher, fetcher in
            _ = try await fetcher.response(
                FetchRequest(
                    url: publisher.url("/"),
                    headers: [
                        HeaderField(name: "Accept", value: "application/rss+xml, */*;q=0.1"), HeaderField(name: "A-IM", value: "feed"),
                        HeaderField(name: "X-Empty", value: ""),
                    ],
                    userAgent: "wirespool/1.0 (+https://example.org/contact)"))
            let sent = try #require(publisher.requests.first)
            #expect(sent.header("User-Agent") == "wirespool/1.0 (+https://example.org/contact)")
            #expect(sent.headers.map { $0.name.lowercased() } == ["host", "user-agent", "accept-encoding", "accept", "a-im", "x-empty"])
            #expect(sent.header("Accept") == "application/rss+xml, */*;q=0.1")
            #expect(sent.header("X-Empty") == "")
            #expect(sent.header("Accept-Encoding")?.contains("gzip") == true)
        }
    }

    @Test func `a cookie that was set is not sent back`() async throws {
        try await withPublisher { _ in
            LoopbackPublisher.Response.ok("x").adding("Set-Cookie", "a=b; Path=/")
        } _: { publisher, fetcher in
            for _ in 0..<2 { _ = try await fetcher.response(FetchRequest(url: publisher.url("/"))) }
            #expect(publisher.requests.count == 2)
            #expect(publisher.requests.allSatisfy { $0.header("Cookie") == nil && $0.header("Referer") == nil })
            #expect(publisher.requests.map { $0.header("User-Agent") } == ["wirespool-tests", "wirespool-tests"])
        }
    }

    @Test func `a connection is used again`() async throws {
        try await withPublisher { _ in
            .ok("x")
        } _: { publisher, fetcher in
            let url = publisher.url("/")
            // Each from the end of the one before: on a busy machine a task may wait until libcurl has closed it (CURLOPT_MAXAGE_CONN, 118 s).
            await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
                @Sendable func fetch(_ count: Int) {
                    fetcher.fetch(FetchRequest(url: url)) { _ in if count > 1 { fetch(count - 1) } else { done.resume() } }
                }
                fetch(5)
            }
            #expect(publisher.requests.map(\.connection) == [1, 1, 1, 1, 1])
        }
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func `a redirect is not followed, and its target is told`(status: Int) async throws {
        try await withPublisher { _ in
            .redirect(to: "../b c?x=é#f", status: status)
        } _: { publisher, fetcher in
            let response = try await fetcher.response(FetchRequest(url: publisher.url("/a/b/c")))
            #expect(response.status == status)
            #expect(FetchResponse.utf8(response.headers.first(named: "Location") ?? "") == "../b c?x=é#f")
            #expect(publisher.requests.count == 1)
        }
    }

    @Test(arguments: [200, 204, 226, 400, 401, 403, 404, 410, 429, 500, 503])
    func `every status is a response`(status: Int) async throws {
        try await withPublisher { _ in
            .init(status: status, headers: [HeaderField(name: "Retry-After", value: "7")])
        } _: { publisher, fetcher in
            let response = try await fetcher.response(FetchRequest(url: publisher.url("/")))
            #expect(response.status == status)
            #expect(response.headers.first(named: "Retry-After") == "7")
        }
    }

    @Test func `credentials are sent with the first request`() async throws {
        try await withPublisher { _ in
            .ok("x")
        } _: { publisher, fetcher in
            let url = publisher.url("/")
            let withUser = url.replacing("http://", with: "http://Aladdin:open%20sesame@")
            for request in [
                FetchRequest(url: url, credentials: .basic(username: "Aladdin", password: "open sesame")), FetchRequest(url: withUser),
                FetchRequest(url: withUser, credentials: .bearer(token: "mF_9.B5f-4.1JqM")), FetchRequest(url: url),
            ] {
                _ = try await fetcher.response(request)
            }
            #expect(
                publisher.requests.map { $0.header("Authorization") } == [
                    "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "Bearer mF_9.B5f-4.1JqM", nil,
                ])
        }
    }

    @Test func `many requests to one publisher come back, never more at once than allowed`() async throws {
        let most = 16
        try await withPublisher(maximumTransfers: most) { request in
            .ok(request.target)
        } _: { publisher, fetcher in
            let url = publisher.url("/")
            let bodies = try await withThrowingTaskGroup(of: (Int, String, Int).self) { group in
                for number in 0..<300 {
                    group.addTask {
                        let response = try await fetcher.response(FetchRequest(url: url + String(number)))
                        return (number, String(decoding: response.body, as: UTF8.self), await fetcher.underway)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(bodies.count == 300)
            #expect(bodies.allSatisfy { $0.1 == "/\($0.0)" && $0.2 <= most })
            #expect((publisher.requests.map(\.connection).max() ?? 0) <= most)
            #expect(await fetcher.underway == 0)
            #expect(await fetcher.waitingCount == 0)
        }
    }

    @Test func `requests that wait are begun in their order`() async throws {
        try await withPublisher(maximumTransfers: 1) { _ in
            .ok("x")
        } _: { publisher, fetcher in
            await withCheckedContinuation { continuation in
                for number in 0..<20 {
                    fetcher.fetch(FetchRequest(url: publisher.url("/\(number)"))) { _ in if number == 19 { continuation.resume() } }
                }
            }
            #expect(publisher.requests.map(\.target) == (0..<20).map { "/\($0)" })
        }
    }

    @Test func `shutting down ends what is under way and what waits`() async throws {
        try await withPublisher(maximumTransfers: 2) { _ in
            LoopbackPublisher.Response.ok("x").delivered(.silent)
        } _: { publisher, fetcher in
            async let ended = withTaskGroup(of: ErrorType?.self) { group in
                for number in 0..<5 {
                    let request = FetchRequest(url: publisher.url("/\(number)"), timeout: .minutes(10))
                    group.addTask { await fetcher.error(request)?.type }
                }
                return await group.reduce(into: [ErrorType?]()) { $0.append($1) }
            }
            while publisher.requests.count < 2 { await Task.yield() }
            #expect(await fetcher.underway == 2)
            await fetcher.shutDown()
            #expect(await ended == Array(repeating: .reset, count: 5))
            #expect(await fetcher.error(FetchRequest(url: publisher.url("/late")))?.isTransient == true)
            await fetcher.shutDown()
            #expect(publisher.requests.count == 2)
        }
    }

    @Test func `the proxy of the environment is not asked`() async throws {
        // Set before libcurl looks; no other test of this process reads them.
        for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] { setEnvironment(name, "http://127.0.0.1:9") }
        defer { for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] { setEnvironment(name, nil) } }
        try await withPublisher { _ in
            .ok("x")
        } _: { publisher, fetcher in
            let response = try await fetcher.response(FetchRequest(url: publisher.url("/")))
            #expect(response.status == 200)
        }
    }

    @Test func `a proxy that is given is asked for every URL, and no_proxy of the environment changes nothing`() async throws {
        setEnvironment("no_proxy", "*")
        defer { setEnvironment("no_proxy", nil) }
        try await withPublisher { _ in
            .ok("by proxy")
        } _: { publisher, fetcher in
            let response = try await fetcher.response(
                FetchRequest(url: "http://feeds.example.org/a", proxy: publisher.url("/").replacing("http://", with: "http://u:p@")))
            #expect(response.body == Array("by proxy".utf8))
            #expect(publisher.requests.map(\.target) == ["http://feeds.example.org/a"])
            #expect(publisher.requests.first?.header("Proxy-Authorization") == "Basic dTpw")
            #expect(publisher.requests.first?.header("Authorization") == nil)
        }
    }
}
