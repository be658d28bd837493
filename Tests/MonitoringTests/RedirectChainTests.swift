import Monitoring
import NewsModel
import Testing

@Suite struct RedirectChainTests {
    func follow(_ chain: inout RedirectChain, _ status: Int, to location: String?) throws(PollError) {
        let headers = location.map { [HeaderField(name: "Location", value: $0)] } ?? []
        try chain.follow(Answer(url: chain.url, status: status, headers: headers))
    }

    @Test(arguments: [
        ("/b", "https://example.org/b"), ("b?x=1#top", "https://example.org/dir/b?x=1"), ("//other.example/", "https://other.example/"),
        ("https://user:pass@example.org/c", "https://example.org/c"),
    ])
    func `a target is seen from the URL that answered, without user and fragment`(location: String, expected: String) throws {
        var chain = RedirectChain(url: "https://example.org/dir/a", limit: 5)
        try follow(&chain, 302, to: location)
        #expect(chain.url == expected)
    }

    @Test(arguments: [
        ("ftp://example.org/", ErrorType.forbiddenScheme), ("file:///etc/passwd", .forbiddenScheme),
        ("javascript:alert(1)", .forbiddenScheme),
        ("http://example.org/", .redirect), ("https://", .redirect), ("https://example.org/a", .redirect),
    ])
    func `a target that is not to be asked ends the chain`(location: String, type: ErrorType) {
        var chain = RedirectChain(url: "https://example.org/a", limit: 5)
        let error = #expect(throws: PollError.self) { try self.follow(&chain, 301, to: location) }
        #expect(error?.type == type)
    }

    @Test func `a redirect without Location ends the chain`() {
        var chain = RedirectChain(url: "https://example.org/a", limit: 5)
        let error = #expect(throws: PollError.self) { try self.follow(&chain, 301, to: nil) }
        #expect(error?.type == .redirect)
    }

    @Test func `more hops than the limit end the chain`() throws {
        var chain = RedirectChain(url: "https://example.org/0", limit: 2)
        try follow(&chain, 302, to: "/1")
        try follow(&chain, 302, to: "/2")
        let error = #expect(throws: PollError.self) { try self.follow(&chain, 302, to: "/3") }
        #expect(error?.type == .redirect)
    }

    @Test func `credentials and fields stay at the origin, validators at their URL`() throws {
        var source = Source(id: try #require(SourceID("a")), url: "https://example.org/a")
        source.headers = [HeaderField(name: "X-Key", value: "k")]
        var state = SourceState(nextPollAt: Instant(milliseconds: 0))
        state.validators = Validators(url: "https://example.org/a", etag: "abc", lastModified: "yesterday")
        var chain = RedirectChain(url: source.url, limit: 5)
        let first = PollRequest(poll: source, state: state, chain: chain, now: PaceTests.now)
        #expect(first.headers.first(named: "If-None-Match") == "abc")
        #expect(first.headers.first(named: "If-Modified-Since") == "yesterday")
        #expect(first.configuredHeaders.first(named: "X-Key") == "k")
        #expect(first.isConfiguredURL)
        #expect(first.carriesCredentials)
        try follow(&chain, 302, to: "https://example.org:8443/a")
        let second = PollRequest(poll: source, state: state, chain: chain, now: PaceTests.now)
        #expect(second.headers.map(\.name) == ["Accept"])
        #expect(second.configuredHeaders.isEmpty)
        #expect(!second.isConfiguredURL)
        #expect(!second.carriesCredentials)
    }
}
