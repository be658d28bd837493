import Testing

@testable import NewsModel

@Suite struct URLReferenceTests {
    /// RFC 3986 section 5.4, normal and abnormal examples; a strict reader of `http:g`.
    @Test(arguments: [
        ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"),
        ("//g", "http://g/"), ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q#s"),
        ("g#s", "http://a/b/c/g#s"), ("g?y#s", "http://a/b/c/g?y#s"), (";x", "http://a/b/c/;x"), ("g;x", "http://a/b/c/g;x"),
        ("g;x?y#s", "http://a/b/c/g;x?y#s"), ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"),
        ("..", "http://a/b/"), ("../", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"), ("../../", "http://a/"),
        ("../../g", "http://a/g"), ("../../../g", "http://a/g"), ("../../../../g", "http://a/g"), ("/./g", "http://a/g"),
        ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."), (".g", "http://a/b/c/.g"), ("g..", "http://a/b/c/g.."),
        ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"), ("./g/.", "http://a/b/c/g/"), ("g/./h", "http://a/b/c/g/h"),
        ("g/../h", "http://a/b/c/h"), ("g;x=1/./y", "http://a/b/c/g;x=1/y"), ("g;x=1/../y", "http://a/b/c/y"),
        ("g?y/./x", "http://a/b/c/g?y/./x"), ("g?y/../x", "http://a/b/c/g?y/../x"), ("g#s/./x", "http://a/b/c/g#s/./x"),
        ("g#s/../x", "http://a/b/c/g#s/../x"), ("http:g", "http:g"),
    ])
    func `references are resolved as RFC 3986 section 5-4 says`(reference: String, target: String) throws {
        let base = try #require(URLReference("http://a/b/c/d;p?q"))
        #expect(try #require(URLReference(reference)).resolved(against: base).description == target)
    }

    @Test(arguments: [
        ("HTTP://User:Pw@EXAMPLE.org:80/A", "http://User:Pw@example.org/A"), ("https://example.org:443", "https://example.org/"),
        ("https://example.org:8443/x", "https://example.org:8443/x"), (" https://example.org/a\n b ", "https://example.org/a%20b"),
        ("https://example.org/عاجل?q=خبر", "https://example.org/%D8%B9%D8%A7%D8%AC%D9%84?q=%D8%AE%D8%A8%D8%B1"),
        ("https://example.org/%d8%b9", "https://example.org/%d8%b9"), ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("https://example.org:/x", "https://example.org/x"), ("mailto:a@example.org", "mailto:a@example.org"),
        ("https://example.org/a|b\"<>", "https://example.org/a%7Cb%22%3C%3E"),
    ])
    func `a URL is written as it is sent`(text: String, written: String) {
        #expect(URLReference(text)?.description == written)
    }

    @Test(arguments: [
        "http://example.org:x/", "http://example.org:65536/", "http://exa mple.org/", "http://a\\b/", "http://a:80:/", "http://a:b:1/",
        "http://[::1/", "http://::1/", "http://a]/",
    ])
    func `an authority that cannot be one is refused`(text: String) {
        #expect(URLReference(text) == nil)
    }

    @Test func `the user information is left out where it is shown`() {
        #expect(URLReference("https://u:secret@example.org/x")?.withoutUserInfo == "https://example.org/x")
    }

    @Test func `an origin is scheme, host and port`() {
        #expect(URLReference("HTTPS://Example.org/x")?.origin == "https://example.org:443")
        #expect(URLReference("http://example.org:8080")?.origin == "http://example.org:8080")
        #expect(URLReference("ftp://example.org/")?.origin == nil)
        #expect(URLReference("/x")?.origin == nil)
    }

    @Test(arguments: [
        ("https://www.example.org/a/", "http://example.org/a"), ("https://m.example.org/a", "https://example.org/a?utm_source=rss"),
        ("https://example.org/a?x=1&fbclid=2", "https://example.org/a?x=1#top"), ("https://example.org/a/amp/", "https://example.org/a"),
        ("https://amp.example.org/a", "https://example.org/a?amp=1"), ("https://example.org/%d8%b9", "https://example.org/ع"),
        ("https://u:p@example.org:443/a", "https://example.org/a"), ("https://example.org", "https://example.org/"),
    ])
    func `links to one story have one key`(a: String, b: String) throws {
        #expect(try #require(URLReference(a)).storyKey == #require(URLReference(b)).storyKey)
    }

    @Test(arguments: [
        ("https://example.org/a", "https://example.org/b"), ("https://example.org/a?id=1", "https://example.org/a?id=2"),
        ("https://example.org/a", "https://example.org/A"), ("https://news.example.org/a", "https://example.org/a"),
        ("https://example.org:8080/a", "https://example.org/a"), ("https://www.com/a", "https://com/a"),
        ("https://example.org/camp", "https://example.org/c"),
    ])
    func `links to two stories have two keys`(a: String, b: String) throws {
        #expect(try #require(URLReference(a)).storyKey != #require(URLReference(b)).storyKey)
    }

    @Test(arguments: [
        "", "#", "?", ":", "//", "http://", "http://@", "http://[", "http://]:", "http://:80", "%", "http://a/%", "\u{0}", "a://b@c@d:1:2",
    ])
    func `nothing that is no URL traps`(text: String) {
        if let reference = URLReference(text) {
            _ = [reference.storyKey, reference.description, reference.resolved(against: reference).description]
        }
    }
}
