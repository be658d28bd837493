import LoopbackPublisher
import NewsModel
import Testing

@Suite struct ResponseTests {
    private let modified = "Mon, 05 Jan 2026 10:00:00 GMT"

    private func status(_ fields: [(String, String)], etag: String?, lastModified: String?) -> Int {
        let request = LoopbackPublisher.Request(
            target: "/", headers: fields.map { HeaderField(name: $0.0, value: $0.1) }, receivedAt: Instant(seconds: 0))
        return LoopbackPublisher.Response.conditional(request, body: [], etag: etag, lastModified: lastModified).status
    }

    @Test func `validators decide between 200 and 304`() {
        #expect(status([], etag: "\"a\"", lastModified: modified) == 200)
        #expect(status([("If-None-Match", "\"a\"")], etag: "\"a\"", lastModified: nil) == 304)
        #expect(status([("If-None-Match", "\"b\", W/\"a\"")], etag: "\"a\"", lastModified: nil) == 304)
        #expect(status([("If-None-Match", "\"b\"")], etag: "\"a\"", lastModified: nil) == 200)
        #expect(status([("If-Modified-Since", modified)], etag: nil, lastModified: modified) == 304)
        #expect(status([("If-Modified-Since", "Tue, 06 Jan 2026 10:00:00 GMT")], etag: nil, lastModified: modified) == 200)
        #expect(status([("If-None-Match", "\"b\""), ("If-Modified-Since", modified)], etag: "\"a\"", lastModified: modified) == 200)
    }

    private func exchange(
        _ response: LoopbackPublisher.Response, until mark: String? = nil, atMost limit: Int = 1 << 20, seconds: Int = 5
    ) throws -> (text: String, ending: RawClient.Ending) {
        let publisher = try LoopbackPublisher { _ in response }
        let client = try #require(RawClient(port: publisher.port, seconds: seconds))
        client.get("/")
        return client.receive(until: mark, atMost: limit)
    }

    @Test func `a 304 has no body and no length`() throws {
        let (text, _) = try exchange(.notModified(etag: "\"a\""), until: "\r\n\r\n")
        #expect(text == "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n")
    }

    @Test func `a delayed and a dripped answer come whole in the end`() throws {
        let body = String(repeating: "abc", count: 20) + "end"
        for delivery in [LoopbackPublisher.Delivery.delayed(.milliseconds(20)), .dripped(bytes: 7, every: .milliseconds(1))] {
            let (text, ending) = try exchange(.ok(body).delivered(delivery), until: "end")
            #expect(text.hasSuffix(body))
            #expect(ending == .enough)
        }
    }

    @Test func `a truncated answer promises more than it sends`() throws {
        let (text, ending) = try exchange(.ok("0123456789").delivered(.truncated(after: 4)))
        #expect(text.contains("Content-Length: 10\r\n"))
        #expect(text.hasSuffix("\r\n\r\n0123"))
        #expect(ending == .closed)
    }

    @Test func `a chunked answer has sizes and an end`() throws {
        let (text, _) = try exchange(.ok(String(repeating: "x", count: 1500)).delivered(.chunked), until: "0\r\n\r\n")
        #expect(text.contains("Transfer-Encoding: chunked\r\n\r\n3e8\r\nx"))
        #expect(text.contains("\r\n1f4\r\nx"))
        #expect(!text.contains("Content-Length"))
    }

    @Test func `an endless body and endless fields go on as long as they are read`() throws {
        let body = try exchange(.ok("<rss>").delivered(.endless(Array("<item/>".utf8))), atMost: 3 << 20)
        #expect(body.ending == .enough)
        #expect(body.text.contains("\r\n\r\n<rss><item/><item/>"))
        let fields = try exchange(.ok("").delivered(.endlessHeaders), atMost: 3 << 20)
        #expect(fields.ending == .enough)
        #expect(!fields.text.contains("\r\n\r\n"))
    }

    @Test func `a silent publisher says nothing, one that resets ends the connection`() throws {
        let silent = try exchange(.ok("x").delivered(.silent), seconds: 1)
        #expect(silent.text.isEmpty && silent.ending == .timeout)
        let reset = try exchange(.ok("x").delivered(.reset))
        #expect(reset.text.isEmpty && reset.ending == .reset)
    }

    @Test func `a field's value cannot end its line`() throws {
        let (text, _) = try exchange(.ok("end").adding("X-A", "one\r\nX-B: two"), until: "end")
        #expect(text.contains("X-A: one  X-B: two\r\n"))
    }

    @Test func `the short makers say what they are named for`() {
        #expect(LoopbackPublisher.Response.redirect(to: "/new", status: 301).headers.first(named: "location") == "/new")
        #expect(LoopbackPublisher.Response.tooManyRequests(retryAfter: 120).headers.first(named: "Retry-After") == "120")
        #expect(LoopbackPublisher.Response.status(410).status == 410)
    }
}
