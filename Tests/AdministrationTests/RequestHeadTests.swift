import Testing

@testable import Administration

@Suite struct RequestHeadTests {
    func read(_ text: String) -> RequestHead.Progress { RequestHead.read(Array(text.utf8)) }

    @Test func `a head is read when its empty line is there, however the lines end`() {
        var head = RequestHead(method: "GET", path: "/status", query: "x=1?&y", host: "localhost:9464")
        #expect(read("GET /status?x=1?&y HTTP/1.1\r\nAccept: */*\r\nHost: LocalHost:9464 \r\n\r\nbody") == .complete(head))
        head.query = ""
        #expect(read("GET /status HTTP/1.1\nhost:\tlocalhost:9464\n\n") == .complete(head))
    }

    @Test func `what stands behind the question mark is no part of the path`() {
        let head = RequestHead(method: "POST", path: "/a", query: "x=1?2", host: "localhost")
        #expect(read("POST /a?x=1?2 HTTP/1.1\r\nHost: localhost\r\n\r\n") == .complete(head))
    }

    @Test func `before its empty line nothing is decided`() {
        let whole = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"
        for length in 0..<whole.utf8.count { #expect(RequestHead.read(Array(whole.utf8.prefix(length))) == .incomplete) }
        #expect(read(whole) == .complete(RequestHead(method: "GET", path: "/", host: "a")))
    }

    @Test(arguments: [
        ("\r\n\r\n", 400), ("GET\r\n\r\n", 400), ("GET /\r\n\r\n", 400), ("GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("GET * HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505), ("GET / SMTP\r\n\r\n", 400), (" / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", 400),
        ("GET / HTTP/1.1\r\n: a\r\nHost: a\r\n\r\n", 400), ("GET / HTTP/1.1\r\nHost: a\u{0}\r\n\r\n", 400),
        ("GET /\u{1} HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("\u{16}\u{3}\u{1}\n\n", 400),
    ])
    func `what is no request of HTTP 1 is refused`(text: String, status: Int) {
        #expect(read(text) == .refused(status))
    }

    @Test func `HTTP 1.0 may do without a host`() {
        #expect(read("HEAD / HTTP/1.0\r\n\r\n") == .complete(RequestHead(method: "HEAD", path: "/", host: nil)))
    }

    @Test func `a head that does not end is refused at its limit`() {
        #expect(read("GET / HTTP/1.1\r\nX: " + String(repeating: "a", count: RequestHead.maximumBytes)) == .refused(431))
        #expect(read("GET / HTTP/1.1\r\nX: " + String(repeating: "a", count: RequestHead.maximumBytes) + "\r\n\r\n") == .refused(431))
    }

    @Test(arguments: [
        ("localhost", true), ("localhost:9464", true), ("127.0.0.1", true), ("127.0.0.1:1", true), ("127.8.9.10:80", true), ("[::1]", true),
        ("[::1]:9464", true), ("evil.example", false), ("localhost.evil.example", false), ("127.0.0.1.evil.example", false),
        ("127.0.0.1.1", false), ("127.0.0.256", false), ("127.0.0.", false), ("127.0.0.+1", false), ("128.0.0.1", false), ("", false),
        (":80", false), ("localhost:x", false), ("[::1]x", false), ("[::1", false), ("[::2]", false), ("localhost:80:80", false),
    ])
    func `only this machine's own names are its host`(host: String, isOwn: Bool) {
        #expect(RequestHead(method: "GET", path: "/", host: host).isForLoopback == isOwn)
    }

    @Test(
        arguments: [
            ("unix:/run/wirespool/admin.sock", AdminListener.unix("/run/wirespool/admin.sock")),
            ("127.0.0.1:9464", .tcp("127.0.0.1", 9464)),
            ("[::1]:9464", .tcp("::1", 9464)), ("localhost:0", .tcp("localhost", 0)), ("unix:relative", nil), ("::1:9464", nil),
            ("9464", nil),
            (":9464", nil), ("127.0.0.1:65536", nil), ("127.0.0.1:", nil),
        ] as [(String, AdminListener?)])
    func `a listener is read as it is written`(text: String, listener: AdminListener?) {
        #expect(AdminListener(text) == listener)
        if let listener { #expect(listener.description == text) }
    }
}
