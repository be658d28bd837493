import FeedParsing
import NewsModel
import Testing

/// What is said of an HTML page that was given as a feed.
@Suite struct PageAnnouncementTests {
    private func error(_ page: String, url: String? = "https://example.org/news/") -> FeedError? {
        #expect(throws: FeedError.self) { try FeedReader.parse(Array(page.utf8), contentType: "text/html", url: url) }
    }

    @Test func `a page names its title and the feeds that it announces`() {
        let error = error(
            """
            <!DOCTYPE html><html><head><title>The Harbour
            Gazette &amp; Post</title><link rel="stylesheet" href="/a.css"><link rel=alternate type=application/rss+xml href="rss.xml" title=News>
            <link rel="ALTERNATE home" type="application/atom+xml; charset=utf-8" href="https://feeds.example.org/atom"></head><body><p>Hello</body></html>
            """)
        #expect(error?.type == .notAFeed)
        #expect(error?.message == "an HTML page, “The Harbour Gazette & Post”, not a feed")
        #expect(error?.hint.contains("https://example.org/news/rss.xml and https://feeds.example.org/atom:") == true)
    }

    @Test func `a base element moves what is announced`() {
        let error = error(
            "<html><head><base href='https://cdn.example.org/x/'><link rel=alternate type='application/feed+json' href=feed.json></head></html>"
        )
        #expect(error?.hint.contains("https://cdn.example.org/x/feed.json:") == true)
    }

    @Test func `a page without feeds is told the common places`() {
        let error = error("<html><body><p>Not found</p></body></html>")
        #expect(error?.message == "an HTML page, not a feed")
        #expect(error?.hint.contains("/rss.xml") == true)
    }

    @Test(arguments: [
        "<link rel=alternate hreflang=de href='/de/'>", "<link rel=alternate type='text/html' href='/m/'>",
        "<link rel=alternate type='application/rss+xml'>", "<link rel=alternate type='application/rss+xml' href='javascript:alert(1)'>",
    ])
    func `what is no address of a feed is not announced`(link: String) {
        #expect(error("<html><head>\(link)</head></html>")?.hint.contains("it announces no feed") == true)
    }

    @Test func `a page that announces thousands names five, each once`() {
        let links = (0..<5_000).map { "<link rel=alternate type=application/rss+xml href=/f\($0 / 2)>" }.joined()
        let hint = error("<html><head>\(links)</head></html>")?.hint ?? ""
        #expect(hint.split(separator: "https://").count == 6)
        #expect(hint.contains("https://example.org/f4:"))
    }
}
