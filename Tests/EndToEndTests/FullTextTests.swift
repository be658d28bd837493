import Foundation
import LoopbackPublisher
import NewsModel
import Testing

/// Articles whose text stands on their pages.
@Suite(.serialized) struct FullTextTests {
    private static let headline = "Ferry between Almery and Vessin resumes after eleven years"

    /// A feed of one entry that links to a page, and what the page answers.
    private func publisher(
        robots: LoopbackPublisher.Response = .status(404), page: @escaping @Sendable () -> LoopbackPublisher.Response
    ) throws -> LoopbackPublisher {
        try LoopbackPublisher { request in
            switch request.path {
            case "/robots.txt": return robots
            case "/page": return page()
            default:
                let link = "http://\(request.header("Host") ?? "")/page"
                let item = Documents.Item(guid: "ferry", headline: FullTextTests.headline, text: "The night boat sails again.", link: link)
                return .feed(Documents.rss([item]), for: request)
            }
        }
    }

    private func spooled(_ publisher: LoopbackPublisher) async throws -> SpooledArticle {
        let place = try Workplace()
        var configuration = DaemonConfiguration([.init(id: "feed", url: publisher.url("/feed"), keys: ["full_text: always"])])
        configuration.articles += ["full_text_wait: 1s"]
        let daemon = try RunningDaemon(place, configuration)
        try await daemon.wait(for: "the article") { try !place.articles().isEmpty }
        #expect(try await daemon.terminate() == 0)
        return try #require(try place.articles().first)
    }

    private static func html(_ headline: String, _ paragraph: String) -> LoopbackPublisher.Response {
        let text = (1...6).map { "<p>\(paragraph) Paragraph \($0) says the same once more, in other words, so that it is long enough.</p>" }
        return .ok(
            "<html lang=\"en\"><head><title>\(headline)</title></head><body><article><h1>\(headline)</h1>\(text.joined())</article></body></html>",
            type: "text/html; charset=utf-8")
    }

    @Test func `the page's text is spooled in place of the teaser`() async throws {
        let article = try await spooled(
            try publisher { FullTextTests.html(FullTextTests.headline, "The night ferry between Almery and Vessin left the quay at ten.") })
        #expect(article["body_text"]?.text?.contains("Paragraph 6") == true)
        #expect(article.article.warnings.isEmpty)
    }

    @Test func `a consent page in place of the article is not taken for it`() async throws {
        let article = try await spooled(
            try publisher { FullTextTests.html("Before you continue", "We and our partners store cookies to measure audiences.") })
        #expect(article.headline == FullTextTests.headline)
        #expect(article["body_text"]?.text?.contains("cookies") != true)
        #expect(article.article.warnings.contains(.fullTextUnavailable))
    }

    @Test func `a page that robots.txt forbids is not asked for`() async throws {
        let publisher = try publisher(robots: .ok("User-agent: *\nDisallow: /page\n", type: "text/plain")) { .status(500) }
        let article = try await spooled(publisher)
        #expect(article.article.warnings.contains(.fullTextUnavailable))
        #expect(publisher.requests(to: "/page").isEmpty)
    }
}
