import LoopbackPublisher
import NewsModel
import Testing

@Suite struct LoopbackPublisherTests {
    private func publisher(_ response: LoopbackPublisher.Response) throws -> LoopbackPublisher {
        try LoopbackPublisher { _ in response }
    }

    @Test func `an answer carries status, fields, length and body`() throws {
        let publisher = try publisher(.ok("<rss/>", etag: "\"a\"", lastModified: "Mon, 05 Jan 2026 10:00:00 GMT"))
        let client = try #require(RawClient(port: publisher.port))
        client.get("/feed?x=1", "User-Agent: test/1")
        let answer = client.receive(until: "<rss/>").text
        #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\nContent-Type: application/xml; charset=utf-8\r\nETag: \"a\"\r\n"))
        #expect(answer.contains("Content-Length: 6\r\n"))
        let request = try #require(publisher.requests.first)
        #expect(request.method == "GET" && request.target == "/feed?x=1" && request.path == "/feed" && request.query == "x=1")
        #expect(request.header("user-agent") == "test/1")
        #expect(publisher.requests(to: "/feed").count == 1)
        #expect(publisher.requests(to: "/other").isEmpty)
    }

    @Test func `one connection serves many requests, also sent at once`() throws {
        let publisher = try LoopbackPublisher { .ok("<\($0.path)>", type: "text/plain") }
        let client = try #require(RawClient(port: publisher.port))
        client.get("/a")
        _ = client.receive(until: "</a>")
        client.send("GET /b HTTP/1.1\r\nHost: x\r\n\r\nGET /c HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        let (text, ending) = client.receive()
        #expect(text.contains("</b>") && text.contains("</c>") && text.contains("Connection: close"))
        #expect(ending == .closed)
        #expect(publisher.requests.map(\.connection) == [1, 1, 1])
    }

    @Test func `several hundred connections stand at once`() throws {
        let publisher = try publisher(.ok("done", type: "text/plain"))
        let clients = try (0..<300).map { _ in try #require(RawClient(port: publisher.port)) }
        for client in clients { client.get("/") }
        for client in clients { #expect(client.receive(until: "done").ending == .enough) }
        #expect(Set(publisher.requests.map(\.connection)).count == 300)
    }

    @Test func `it listens on the other address of loopback and on IPv6`() throws {
        let second = try LoopbackPublisher(host: "127.0.0.2") { _ in .ok("v4", type: "text/plain") }
        let client = try #require(RawClient(port: second.port, host: "127.0.0.2"))
        client.get("/")
        #expect(client.receive(until: "v4").ending == .enough)
        #expect(second.url("x") == "http://127.0.0.2:\(second.port)/x")
        guard let sixth = try? LoopbackPublisher(host: "::1", handler: { _ in .ok("v6", type: "text/plain") }) else { return }
        let other = try #require(RawClient(port: sixth.port, host: "::1"))
        other.get("/")
        #expect(other.receive(until: "v6").ending == .enough)
        #expect(sixth.url("/x") == "http://[::1]:\(sixth.port)/x")
    }

    @Test(arguments: ["192.0.2.1", "0.0.0.0", "localhost", ""])
    func `an address beyond loopback is refused`(host: String) {
        #expect { try LoopbackPublisher(host: host) { _ in .notModified } } throws: { error in
            (error as? LoopbackPublisherError)?.code == .notLoopback
        }
    }

    @Test func `a stopped publisher frees its port and answers nobody`() throws {
        let publisher = try publisher(.ok("x"))
        let client = try #require(RawClient(port: publisher.port))
        publisher.stop()
        publisher.stop()
        #expect(client.receive().ending != .timeout)
        #expect(RawClient(port: publisher.port) == nil)
        let next = try LoopbackPublisher(port: publisher.port) { _ in .notModified }
        #expect(next.port == publisher.port)
    }

    @Test func `a body that comes with its length is handed over`() throws {
        let publisher = try publisher(.ok("ok", type: "text/plain"))
        let client = try #require(RawClient(port: publisher.port))
        client.send("POST /p HTTP/1.1\r\nContent-Length: 5\r\n\r\nhel")
        client.send("lo")
        _ = client.receive(until: "ok")
        #expect(publisher.requests.first?.body == Array("hello".utf8))
    }

    enum Refused: String, CaseIterable {
        case noRequestLine, noColon, negativeLength, hugeBody, hugeHead

        var sent: String {
            switch self {
            case .noRequestLine: "nonsense\r\n\r\n"
            case .noColon: "GET / HTTP/1.1\r\nno colon\r\n\r\n"
            case .negativeLength: "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n"
            case .hugeBody: "POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n"
            case .hugeHead: "GET / HTTP/1.1\r\nX: " + String(repeating: "x", count: 70_000) + "\r\n\r\n"
            }
        }

        var status: Int {
            switch self {
            case .noRequestLine, .noColon, .negativeLength: 400
            case .hugeBody: 413
            case .hugeHead: 431
            }
        }
    }

    @Test(arguments: Refused.allCases)
    func `what is no request is refused and the connection closed`(refused: Refused) throws {
        let publisher = try publisher(.ok("ok"))
        let client = try #require(RawClient(port: publisher.port))
        client.send(refused.sent)
        let (text, ending) = client.receive()
        #expect(text.hasPrefix("HTTP/1.1 \(refused.status) "))
        #expect(ending == .closed)
        #expect(publisher.requests.isEmpty)
    }
}
