import Testing

@testable import Fetching

@Suite struct HostNameTests {
    // The names of RFC 3492 section 7.1 and of registries.
    @Test(arguments: [
        ("example.org", "example.org"), ("bücher.example", "xn--bcher-kva.example"), ("BÜCHER.example", "xn--bcher-kva.example"),
        ("bu\u{308}cher.example", "xn--bcher-kva.example"), ("الأناضول.example", "xn--igbhb4d7cdls.example"),
        ("例え。テスト", "xn--r8jz45g.xn--zckzah"), ("ليهمابتكلموشعربي؟", "xn--egbpdaj6bu4bxfgehfvwxn"),
        ("3年b組金八先生", "xn--3b-ww4c5e180e575a65lsy2b"), ("MajiでKoiする5秒前", "xn--majikoi5-783gue6qz075azm5e"),
        ("１２７.0.0.1", "127.0.0.1"), ("[::1]", "[::1]"), ("a_b.example", "a_b.example"), ("example.org.", "example.org."),
    ])
    func `a host is looked up in ASCII`(host: String, ascii: String) { #expect(HostName.ascii(host) == ascii) }

    @Test(arguments: [
        "", "a b", "a%2eb", "a/b", "[::1", "[x]", "[127.0.0.1]", "a@b", String(repeating: "a", count: 64),
        String(repeating: "ü", count: 64), String(repeating: "a.", count: 200),
    ])
    func `what cannot be a host is none`(host: String) { #expect(HostName.ascii(host) == nil) }
}
