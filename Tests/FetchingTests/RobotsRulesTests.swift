import Fetching
import Testing

@Suite struct RobotsRulesTests {
    private func rules(_ text: String) -> RobotsRules { RobotsRules(parsing: Array(text.utf8)) }

    @Test(arguments: [
        // RFC 9309 section 5.2: the longest match.
        ("Allow: /example/page/\nDisallow: /example/page/disallowed.gif", "/example/page/disallowed.gif", false),
        ("Allow: /example/page/\nDisallow: /example/page/disallowed.gif", "/example/page/other.gif", true),
        // Section 2.2.2: Allow among equals; no rule; an empty one.
        ("Disallow: /a\nAllow: /a", "/a", true), ("Disallow: /a", "/b", true), ("Disallow:", "/a", true),
        ("Allow:\nDisallow: /", "/a", false),
        ("Disallow: /", "/", false), ("Disallow: /", "/robots.txt", true), ("Disallow: /a", "/ab", false), ("Disallow: /a", "/A", true),
        ("Disallow: /foo/bar?baz=quz", "/foo/bar?baz=quz", false),
        ("Disallow: /foo/bar?baz=https%3A%2F%2Ffoo.bar", "/foo/bar?baz=https%3a%2f%2ffoo.bar", false),
        ("Disallow: /foo/bar/ツ", "/foo/bar/%E3%83%84", false), ("Disallow: /foo/bar/%E3%83%84", "/foo/bar/ツ", false),
        ("Disallow: /foo/bar/%62%61%7A", "/foo/bar/baz", false), ("Disallow: /foo/bar/baz", "/foo/bar/%62%61%7A", false),
        ("Disallow: /a%2Fb", "/a/b", true),
        // Section 2.2.3: special characters.
        ("Disallow: /*.gif$", "/pictures/a.gif", false), ("Disallow: /*.gif$", "/pictures/a.gif?x", true), ("Disallow: /a$", "/a", false),
        ("Disallow: /a$", "/ab", true), ("Disallow: *", "/a", false), ("Disallow: *.pdf", "/a.pdf?x", false),
        ("Disallow: /a*b*c", "/axxbyyc!", false),
        ("Disallow: /a*b*c$", "/abcbc", false), ("Disallow: /a*bc*c$", "/abc", true), ("Disallow: /**a", "/xa", false),
        ("Disallow: /a*$", "/abc", false),
        ("Disallow: /path/file-with-a-%2A.html", "/path/file-with-a-*.html", false),
        ("Disallow: /path/file-with-a-%2A.html", "/path/file-with-a-x.html", true), ("Disallow: /path/foo-%24", "/path/foo-$", false),
        ("Disallow: /a$b", "/a$b", false), ("Disallow: /fish*\nAllow: /fish$", "/fish", true),
        ("Allow: /p\nDisallow: /*.php", "/page.php", false),
        ("Disallow: /a # not this", "/a", false), ("disallow : /a", "/a", false), ("DISALLOW:/a", "/a", false), ("Disallow: a", "/a", true),
        ("Disallow /a", "/a", true), ("Disallow: /100%", "/100%", false), ("Disallow: /%zz", "/%zz", false),
    ])
    func `the longest matching rule decides`(lines: String, path: String, isAllowed: Bool) {
        #expect(rules("User-agent: *\n" + lines).allows(path: path) == isAllowed)
    }

    @Test(arguments: [
        ("User-agent: *\nDisallow: /\n\nUser-agent: WireSpool\nDisallow: /b", true, false),
        ("User-agent: wirespool/2.0 (x)\nDisallow: /a", false, true), ("User-agent: wirespooler\nDisallow: /", true, true),
        ("User-agent: wire\nDisallow: /", true, true),
        // Section 2.2.1: groups of the same token are one.
        ("User-agent: wirespool\nDisallow: /a\n\nUser-agent: other\nDisallow: /\n\nUser-agent: wirespool\nDisallow: /b", false, false),
        // Agents in a row share what follows, blank lines and records of others notwithstanding.
        ("User-agent: other\nUser-agent: wirespool\n\nDisallow: /a", false, true),
        ("User-agent: wirespool\nSitemap: https://example.org/s.xml\nCrawl-delay: 2\nUser-agent: other\nDisallow: /a", false, true),
        ("Disallow: /\nUser-agent: wirespool\nDisallow: /b", true, false), ("User-agent: other\nDisallow: /", true, true),
        ("User-agent: wirespool\nUser-agent: *\nDisallow: /b", true, false),
        ("User-agent: wirespool\n\nUser-agent: *\nAllow: /", true, true),
        ("\u{FEFF}User-agent: wirespool\rDisallow: /a\r\nDisallow: /b", false, false), ("<html>404: not found</html>", true, true),
        ("", true, true),
    ])
    func `the group of the product token counts, else that of all`(text: String, a: Bool, b: Bool) {
        #expect(rules(text).allows(path: "/a", productToken: "WIRESPOOL") == a)
        #expect(rules(text).allows(path: "/b") == b)
    }

    @Test func `what is beyond 500 KiB is not read, nor the line that is cut`() {
        let filler = String(repeating: "# filler\n", count: 60_000)
        let text = String(("User-agent: *\nDisallow: /a\n" + filler).prefix((500 << 10) - 12)) + "\nDisallow: /bcd\nDisallow: /e\n"
        #expect(!rules(text).allows(path: "/a"))
        #expect(rules(text).allows(path: "/b"))
        #expect(rules(text).allows(path: "/e"))
    }

    @Test(arguments: [
        ("Crawl-delay: 10", Duration.seconds(10)), ("Crawl-delay: 0.5", .milliseconds(500)), ("Crawl-delay: 1e30", .seconds(86_400)),
        ("Crawl-delay: -1", nil), ("Crawl-delay: nan", nil), ("Crawl-delay: inf", nil), ("Crawl-delay: soon", nil), ("Disallow: /", nil),
        ("Crawl-delay: 2\nCrawl-delay: 1", .seconds(2)),
    ])
    func `a crawl delay is read where it is a number`(line: String, delay: Duration?) {
        #expect(rules("User-agent: *\n" + line).crawlDelay() == delay)
    }

    @Test func `sitemaps are told whatever group they stand in`() {
        let read = rules(
            "Sitemap: https://example.org/1.xml\nUser-agent: x\nDisallow: /\nsitemap:https://example.org/2.xml # two\nSitemap:")
        #expect(read.sitemaps == ["https://example.org/1.xml", "https://example.org/2.xml"])
    }

    @Test func `a site without rules allows all, one that failed allows nothing`() {
        #expect(RobotsRules.allowingAll.allows(path: "/a"))
        #expect(!RobotsRules.disallowingAll.allows(path: "/a"))
        #expect(RobotsRules.disallowingAll.allows(path: "/robots.txt"))
        #expect(!RobotsRules.disallowingAll.allows(path: ""))
    }
}
