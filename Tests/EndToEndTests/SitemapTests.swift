import Foundation
import LoopbackPublisher
import NewsModel
import Testing

/// Sources whose document is a sitemap, or an index of them.
@Suite(.serialized) struct SitemapTests {
    private static var now: String { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)).description }

    private static func page(_ number: Int) -> LoopbackPublisher.Response {
        let text = (1...5).map { "<p>\(Documents.text(number)) This is part \($0) of it.</p>" }.joined()
        let head = "<title>Numbered story \(number)</title><meta property=\"article:published_time\" content=\"2026-01-05T10:00:00Z\">"
        return .ok(
            "<html lang=\"en\"><head>\(head)</head><body><article><h1>Numbered story \(number)</h1>\(text)</article></body></html>",
            type: "text/html; charset=utf-8")
    }

    private static func urlset(_ host: String, _ pages: [(number: Int, lastModified: String)]) -> String {
        let urls = pages.map { "<url><loc>http://\(host)/story/\($0.number)</loc><lastmod>\($0.lastModified)</lastmod></url>" }
        return "<?xml version=\"1.0\"?><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\(urls.joined())</urlset>"
    }

    /// A site with an index of two sitemaps that change and one that has not for years; its pages are numbered.
    private func site(_ second: Shared<[Int]>) throws -> LoopbackPublisher {
        let today = SitemapTests.now
        return try LoopbackPublisher { request in
            let host = request.header("Host") ?? ""
            switch request.path {
            case "/robots.txt": return .status(404)
            case "/index.xml":
                let sitemaps = [("first", today), ("second", today), ("old", "2001-01-01")].map {
                    "<sitemap><loc>http://\(host)/\($0.0).xml</loc><lastmod>\($0.1)</lastmod></sitemap>"
                }
                return .ok(
                    "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\(sitemaps.joined())</sitemapindex>",
                    type: "application/xml")
            case "/first.xml": return .feed(SitemapTests.urlset(host, [(1, today), (2, today), (3, "2001-01-01")]), for: request)
            case "/second.xml": return .feed(SitemapTests.urlset(host, second.value.map { ($0, today) }), for: request)
            default:
                return request.path.split(separator: "/").last.flatMap { Int($0) }.map(SitemapTests.page) ?? .status(404)
            }
        }
    }

    @Test func `an index is followed, and what its sitemaps name of late is told once, with the text of the page`() async throws {
        let second = Shared([2, 4])
        let publisher = try site(second)
        let place = try Workplace()
        var configuration = DaemonConfiguration([.init(id: "site", url: publisher.url("/index.xml"), keys: ["kind: sitemap"])])
        configuration.articles = ["backfill: 48h"]
        try place.configure(configuration)
        try await place.pollAll()
        let told = try place.articles()
        #expect(Set(told.compactMap(\.headline)) == ["Numbered story 1", "Numbered story 2", "Numbered story 4"])
        #expect(told.count == 3)
        for article in told {
            #expect(article["body_text"]?.text?.contains("part 5") == true)
            #expect(article["source"]?["id"]?.text == "site")
            #expect(article["source"]?["url"]?.text == publisher.url("/index.xml"))
        }
        #expect(publisher.requests(to: "/old.xml").isEmpty, "it did not change for years")
        second.value = [2, 4, 5]
        try await place.pollAll()
        #expect(try place.articles().count == 4, "the new one alone")
        #expect(publisher.requests(to: "/story/2").count == 1, "a page is fetched once, though two sitemaps name it")
    }

    @Test func `a news sitemap gives the headline where the page cannot be had`() async throws {
        let publisher = try LoopbackPublisher { request in
            guard request.path == "/news.xml" else { return .status(404) }
            return .ok(
                """
                <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
                <url><loc>http://\(request.header("Host") ?? "")/gone</loc><news:news><news:publication><news:name>Test</news:name>
                <news:language>ar</news:language></news:publication><news:publication_date>\(SitemapTests.now)</news:publication_date>
                <news:title>افتتاح خط ترام جديد</news:title></news:news></url>
                <url><loc>http://\(request.header("Host") ?? "")/nothing</loc></url></urlset>
                """, type: "application/xml")
        }
        let place = try Workplace()
        let daemon = try RunningDaemon(
            place, DaemonConfiguration([.init(id: "site", url: publisher.url("/news.xml"), keys: ["full_text_wait: 1s"])]))
        try await daemon.wait(for: "the article") { try !place.articles().isEmpty }
        #expect(try await daemon.terminate() == 0)
        let told = try place.articles()
        #expect(told.map(\.headline) == ["افتتاح خط ترام جديد"], "of the other one nothing is known but its address")
        #expect(told.first?["direction"]?.text == "rtl")
        #expect(told.first?.article.warnings.contains(.fullTextUnavailable) == true)
    }
}
