import FeedParsing
import Foundation
import NewsModel
import Testing

@Suite struct SitemapReaderTests {
    private func parse(_ text: String, url: String? = "https://example.org/sitemap.xml", limits: FeedLimits = .init()) throws -> Sitemap {
        try SitemapReader.parse(Array(text.utf8), contentType: nil, url: url, limits: limits)
    }

    private func urlset(_ pages: String) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
          xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" xmlns:video="http://www.google.com/schemas/sitemap-video/1.1"
          xmlns:xhtml="http://www.w3.org/1999/xhtml">\(pages)</urlset>
        """
    }

    private let newsPage = """
        <url><loc>https://example.org/bridge?a=1&amp;b=2</loc><lastmod>2026-01-11T12:00:00Z</lastmod><changefreq>Hourly</changefreq>
        <priority>0.9</priority><news:news><news:publication><news:name>The Wire</news:name><news:language>en</news:language></news:publication>
        <news:publication_date>2026-01-11T10:00:00+03:00</news:publication_date><news:title>Bridge &amp; tunnel open</news:title>
        <news:keywords>city, traffic ,bridge</news:keywords><news:genres>Blog, OpEd</news:genres>
        <news:stock_tickers>NASDAQ:ABCD, NYSE:EFG</news:stock_tickers></news:news>
        <image:image><image:loc>https://example.org/b.jpg</image:loc><image:caption>The bridge</image:caption></image:image>
        <video:video><video:thumbnail_loc>https://example.org/v.jpg</video:thumbnail_loc><video:title>Opening</video:title>
        <video:content_loc>https://example.org/v.mp4</video:content_loc><video:duration>61</video:duration></video:video>
        <xhtml:link rel="alternate" hreflang="tr" href="https://example.org/tr/kopru"/></url>
        """

    @Test func `a page is read with its news, pictures and videos`() throws {
        let sitemap = try parse(urlset(newsPage))
        #expect(sitemap.format == .pages)
        #expect(sitemap.warnings.isEmpty)
        let page = try #require(sitemap.entries.first)
        #expect(page.url == "https://example.org/bridge?a=1&b=2")
        #expect(page.lastModified?.description == "2026-01-11T12:00:00Z")
        #expect(page.changeFrequency == "hourly")
        #expect(page.priority == 0.9)
        #expect(page.news?.title == "Bridge & tunnel open")
        #expect(page.news?.publication == "The Wire")
        #expect(page.news?.language == "en")
        #expect(page.news?.published?.description == "2026-01-11T07:00:00Z")
        #expect(page.news?.keywords == ["city", "traffic", "bridge"])
        #expect(page.news?.genres == ["Blog", "OpEd"])
        #expect(page.news?.stockTickers == ["NASDAQ:ABCD", "NYSE:EFG"])
        #expect(page.images.map(\.url) == ["https://example.org/b.jpg"])
        #expect(page.images.first?.caption == "The bridge")
        #expect(page.videos.first?.contentURL == "https://example.org/v.mp4")
        #expect(page.videos.first?.duration == 61)
    }

    @Test func `a page becomes an article with what is said of it`() throws {
        let feed = try parse(urlset(newsPage)).feed()
        let candidate = try #require(candidates(from: feed, source: .example, fetchedAt: .example, http: nil).first).candidate
        #expect(candidate.url == "https://example.org/bridge?a=1&b=2")
        #expect(candidate.guid == nil)
        #expect(candidate.content.headline == "Bridge & tunnel open")
        #expect(candidate.content.publishedAt?.description == "2026-01-11T07:00:00Z")
        #expect(candidate.content.updatedAt?.description == "2026-01-11T12:00:00Z")
        #expect(candidate.content.language == "en")
        #expect(candidate.content.keywords == ["city", "traffic", "bridge"])
        #expect(candidate.content.subjects.map(\.name) == ["Blog", "OpEd", "NASDAQ:ABCD", "NYSE:EFG"])
        #expect(candidate.content.media.map(\.kind) == [.image, .video])
        #expect(candidate.content.media.first?.caption == "The bridge")
        #expect(candidate.provenance.format == "sitemap")
        #expect(candidate.warnings == [.bodyMissing])
    }

    @Test func `only pages of the last days become entries, and those without a date`() throws {
        let pages = """
            <url><loc>https://example.org/old</loc><lastmod>2025-06-01</lastmod></url>
            <url><loc>https://example.org/republished</loc><lastmod>2026-01-11</lastmod><news:news><news:title>T</news:title>
            <news:publication_date>2025-01-01</news:publication_date></news:news></url>
            <url><loc>https://example.org/today</loc><lastmod>2026-01-10</lastmod></url><url><loc>https://example.org/undated</loc></url>
            """
        let sitemap = try parse(urlset(pages))
        let since = Instant(year: 2026, month: 1, day: 10, hour: 18)
        #expect(sitemap.feed(since: since).entries.map(\.link) == ["https://example.org/today", "https://example.org/undated"])
        #expect(sitemap.feed().entries.count == 4)
    }

    @Test func `an index names its sitemaps, the newest first`() throws {
        let index = """
            <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://example.org/old.xml</loc>
            <lastmod>2024-01-01</lastmod></sitemap><sitemap><loc>/posts.xml</loc></sitemap><sitemap><loc>/sitemap-2025-12.xml</loc></sitemap>
            <sitemap><loc>/sitemap-2026-1.xml</loc></sitemap><sitemap><loc>/news.xml</loc></sitemap>
            <sitemap><loc>/a.xml.gz</loc><lastmod>2026-01-11T10:00:00Z</lastmod></sitemap></sitemapindex>
            """
        let sitemap = try parse(index)
        #expect(sitemap.format == .index)
        #expect(sitemap.children.count == 6)
        let recent = sitemap.children(since: .example - .days(7), limit: 4).map(\.url)
        #expect(recent == ["a.xml.gz", "news.xml", "sitemap-2026-1.xml", "sitemap-2025-12.xml"].map { "https://example.org/" + $0 })
        #expect(sitemap.children(since: .example, limit: -1).isEmpty)
    }

    @Test(arguments: [
        "https://example.org/a\nhttps://example.org/b\n", "\u{FEFF}https://example.org/a\r\n\r\n  https://example.org/b",
        "# pages\nHTTPS://example.org/a\nhttps://example.org/b",
    ])
    func `a list of addresses is a sitemap`(text: String) throws {
        let sitemap = try parse(text)
        #expect(sitemap.format == .text)
        #expect(sitemap.entries.map(\.url) == ["https://example.org/a", "https://example.org/b"])
    }

    @Test(arguments: [
        // The namespace wrong, missing, or on a prefix; prefixes undeclared or others; capitals; markup around.
        "<urlset xmlns='http://example.org/own'><url><loc>https://example.org/a</loc><news:news><news:title>T</news:title></news:news></url></urlset>",
        "<urlset><url><loc>https://example.org/a</loc><news><title>T</title></news></url></urlset>",
        "<s:urlset xmlns:s='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'><s:url>"
            + "<s:loc>https://example.org/a</s:loc><n:news><n:title>T</n:title></n:news></s:url></s:urlset>",
        "<URLSET><URL><LOC>https://example.org/a</LOC><news:title>T</news:title></URL></URLSET>",
        "<html><body><urlset><url><loc>https://example.org/a</loc><news:news><news:title>T</news:title></news:news></url></urlset></body></html>",
        "\n\n<?xml version='1.0'?><!-- c --><urlset><url><loc> <![CDATA[https://example.org/a]]>\n</loc><news:news><news:title>T</news:title></news:news></url></urlset>",
        "<urlset><url><loc>/a</loc><news:news><news:title>T</title></news:news></urlset>",
        "<urlset><url><loc>https://example.org/a</loc><news:news><news:title><b>T</b></news:title></news:news><url></urlset>",
    ])
    func `a sitemap is read however it is written`(text: String) throws {
        let sitemap = try parse(text)
        #expect(sitemap.entries.map(\.url) == ["https://example.org/a"])
        #expect(sitemap.entries.first?.news?.title == "T")
    }

    @Test func `a bare ampersand, an address escaped twice and a page without an end cost no neighbour`() throws {
        let sitemap = try parse(
            urlset(
                "<url><loc>https://example.org/?a=1&b=2</loc></url><url><loc>https://example.org/?a=1&amp;amp;b=3</loc>"
                    + "<url><loc>no address at all</loc></url><url><loc>https://example.org/c</loc></url>"))
        #expect(
            sitemap.entries.map(\.url) == [
                "https://example.org/?a=1&b=2", "https://example.org/?a=1&b=3", "https://example.org/no%20address%20at%20all",
                "https://example.org/c",
            ])
        #expect(sitemap.warnings == [.markupRepaired])
    }

    @Test(arguments: [
        ("<url><loc>https://example.org/a</loc></url><url><loc>https://example.org/b", ["a"]),
        ("<url><loc>https://example.org/a</loc></url><url><loc>https://example.org/b</loc><lastmod>2026-", ["a", "b"]),
        ("<url><loc>https://example.org/a</loc></url><url>", ["a"]), ("<url><loc>https://example.org/a</loc></url>", ["a"]),
    ])
    func `a sitemap that breaks off gives the addresses that are whole`(pages: String, expected: [String]) throws {
        let whole = urlset(pages)
        let sitemap = try parse(String(whole.dropLast("</urlset>".count)))
        #expect(sitemap.entries.map(\.url) == expected.map { "https://example.org/" + $0 })
        #expect(sitemap.warnings.contains(.documentTruncated))
    }

    @Test func `UTF-16 and windows-1254 are read`() throws {
        let text = urlset("<url><loc>https://example.org/a</loc><news:news><news:title>Şehir</news:title></news:news></url>")
        let units = Array(text.replacing("UTF-8", with: "UTF-16").utf16)
        let wide: [UInt8] = [0xFF, 0xFE] + units.flatMap { unit -> [UInt8] in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        #expect(try SitemapReader.parse(wide, contentType: nil, url: nil).entries.first?.news?.title == "Şehir")
        let turkish = text.replacing("UTF-8", with: "windows-1254").unicodeScalars.map {
            $0 == "Ş" ? UInt8(0xDE) : UInt8(truncatingIfNeeded: $0.value)
        }
        #expect(try SitemapReader.parse(turkish, contentType: nil, url: nil).entries.first?.news?.title == "Şehir")
    }

    @Test func `a packed sitemap is unpacked`() throws {
        // `printf '<urlset><url><loc>https://example.org/a</loc></url></urlset>' | gzip -9n | base64`
        let packed = "H4sIAAAAAAACA7MpLcopTi2xswHSdjY5+cl2GSUlBcVW+vqpFYm5BTmpevlF6fqJNvogKRt9sCp9qB4AcyOvrjwAAAA="
        let bytes = try #require(Data(base64Encoded: packed))
        let sitemap = try? SitemapReader.parse(Array(bytes), contentType: "application/x-gzip", url: nil)
        #expect(sitemap?.entries.map(\.url) == ["https://example.org/a"])
        #expect(throws: FeedError.self) { try SitemapReader.parse(Array(bytes.dropLast(12)), contentType: nil, url: nil) }
    }

    @Test(arguments: ["<rss version='2.0'><channel/></rss>", "<html><body>Not found</body></html>", "some text", "{}"])
    func `any other document is refused`(text: String) {
        let error = #expect(throws: FeedError.self) { try self.parse(text) }
        #expect(error?.type == .notAFeed)
    }

    @Test func `pages, sitemaps and pictures are bounded`() throws {
        var limits = FeedLimits()
        limits.maximumEntries = 3
        let pages = (0..<9).map { "<url><loc>https://example.org/\($0)</loc></url>" }.joined()
        let cut = try parse(urlset(pages), limits: limits)
        #expect(cut.entries.count == 3)
        #expect(cut.warnings == [.documentTruncated])
        let pictures = (0..<3000).map { "<image:image><image:loc>https://example.org/\($0).jpg</image:loc></image:image>" }.joined()
        #expect(try parse(urlset("<url><loc>https://example.org/a</loc>\(pictures)</url>")).entries.first?.images.count == 1000)
    }

    @Test func `a document tells whether it is a feed or a sitemap`() throws {
        func format(_ text: String) throws -> String { try SourceDocument.parse(Array(text.utf8), contentType: nil, url: nil).feed.format }
        #expect(try format(urlset("<url><loc>https://example.org/a</loc></url>")) == "sitemap")
        #expect(try format("<!-- a > b --><?x y?><sm:sitemapindex></sm:sitemapindex>") == "sitemapindex")
        #expect(try format("http://example.org/a") == "sitemap-text")
        #expect(try format(rss("<item><title>sitemapindex</title></item>")) == "rss20")
        #expect(throws: FeedError.self) { try format("hello there, this is text") }
    }

    @Test func `a sitemap is shown as a feed is`() throws {
        let line = try parse(
            "<sitemapindex><sitemap><loc>https://example.org/a.xml</loc><lastmod>2026-01-11</lastmod></sitemap></sitemapindex>"
        )
        .feed().jsonLine(file: "f")
        #expect(
            String(decoding: line, as: UTF8.self)
                == #"{"file":"f","format":"sitemapindex","encoding":"utf-8","feed":{},"entries":[],"#
                + #""sitemaps":[{"url":"https://example.org/a.xml","updated":"2026-01-11T00:00:00Z"}]}"# + "\n")
    }
}
