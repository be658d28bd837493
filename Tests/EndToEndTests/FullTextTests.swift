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

    private static func text(_ paragraph: String) -> String {
        (1...6).map { "<p>\(paragraph) Paragraph \($0) says the same once more, in other words, so that it is long enough.</p>" }.joined()
    }

    private static func html(_ headline: String, _ paragraph: String) -> LoopbackPublisher.Response {
        .ok(
            "<html lang=\"en\"><head><title>\(headline)</title></head><body><article><h1>\(headline)</h1>\(text(paragraph))</article></body></html>",
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

    /// A page that sends its readers on to another one, which the rest of the publisher answers.
    private func onward(
        _ target: String, robots: String = "", _ answer: @escaping @Sendable (String) -> LoopbackPublisher.Response
    ) throws -> LoopbackPublisher {
        try LoopbackPublisher { request in
            switch request.path {
            case "/robots.txt": return .ok(robots, type: "text/plain")
            case "/page":
                let page =
                    "<html><head><meta http-equiv=\"refresh\" content=\"0; url=\(target)\"><title>Moved</title></head><body></body></html>"
                return .ok(page, type: "text/html")
            case "/feed":
                let link = "http://\(request.header("Host") ?? "")/page"
                let item = Documents.Item(guid: "ferry", headline: FullTextTests.headline, text: "The night boat sails again.", link: link)
                return .feed(Documents.rss([item]), for: request)
            default: return answer(request.path)
            }
        }
    }

    private func tried(_ url: String) async throws -> Program.Outcome {
        let place = try Workplace()
        try place.configure(DaemonConfiguration([.init(id: "feed", url: url)]))
        return try await place.run("try", url, "--allow", "127.0.0.0/8")
    }

    @Test func `a page that sends its readers on is followed once`() async throws {
        let publisher = try onward("/story") { _ in FullTextTests.html(FullTextTests.headline, "The night ferry left the quay at ten.") }
        let article = try await spooled(publisher)
        #expect(article["body_text"]?.text?.contains("Paragraph 6") == true)
        #expect(article["provenance"]?["http"]?["final_url"]?.text?.hasSuffix("/story") == true)
        #expect(publisher.requests(to: "/page").count == 1 && publisher.requests(to: "/story").count == 1)
        let tried = try await tried(publisher.url("/page"))
        #expect(tried.status == 0)
        #expect(tried.output.contains("Paragraph 6"))
    }

    @Test func `a large page that sends its readers on to a large one takes no place from it`() async throws {
        let filling = "<!--" + String(repeating: "x", count: 1_500_000) + "-->"
        let publisher = try LoopbackPublisher { request in
            let host = "http://" + (request.header("Host") ?? "")
            switch request.path {
            case "/robots.txt": return .status(404)
            case "/page": return .ok("<meta http-equiv=refresh content=\"0;url=/story\">\(filling)", type: "text/html")
            case "/story":
                return .ok("<h1>\(FullTextTests.headline)</h1>\(FullTextTests.text("It left at ten."))\(filling)", type: "text/html")
            default:
                return .ok(Documents.rss([.init(guid: "1", headline: FullTextTests.headline, text: "It sails.", link: host + "/page")]))
            }
        }
        let place = try Workplace()
        var configuration = DaemonConfiguration(
            [.init(id: "feed", url: publisher.url("/feed"), keys: ["full_text: always", "full_text_wait: 20s", "timeout: 5s"])])
        // One large body at a time.
        configuration.polling = ["bodies_in_memory: 4MiB", "max_body: 4MiB"]
        let daemon = try RunningDaemon(place, configuration)
        try await daemon.wait(for: "the article") { try !place.articles().isEmpty }
        #expect(try await daemon.terminate() == 0)
        let article = try #require(try place.articles().first)
        #expect(article["body_text"]?.text?.contains("Paragraph 6") == true)
        #expect(article.article.warnings.isEmpty)
    }

    @Test func `pages that send their readers to each other are not followed in a circle`() async throws {
        let publisher = try onward("/other") { path in
            let target = path == "/other" ? "/third" : "/other"
            return .ok(
                "<html><head><meta http-equiv=refresh content=\"0;url=\(target)\"><title>Moved</title></head></html>", type: "text/html")
        }
        let article = try await spooled(publisher)
        #expect(article["body_text"]?.text?.contains("night boat") == true || article["summary"]?.text?.contains("night boat") == true)
        #expect(article.article.warnings.contains(.fullTextUnavailable))
        #expect(publisher.requests(to: "/third").isEmpty)
        let tried = try await tried(publisher.url("/page"))
        #expect(tried.status == 65)
        #expect(tried.diagnostics.contains("sends its readers on to"))
    }

    @Test func `where robots.txt forbids the target of a refresh it is not asked for`() async throws {
        let publisher = try onward("/story", robots: "User-agent: *\nDisallow: /story\n") { _ in .status(500) }
        #expect(try await spooled(publisher).article.warnings.contains(.fullTextUnavailable))
        #expect(publisher.requests(to: "/page").count >= 1 && publisher.requests(to: "/story").isEmpty)
    }

    /// What is no page; named, so that a report does not hold the documents.
    enum NoPage: String, CaseIterable {
        case pdf, tooLarge, tooDeep, endless

        var answer: LoopbackPublisher.Response {
            let html = "text/html"
            return switch self {
            case .pdf: .ok("%PDF-1.7 of the story", type: html)
            case .tooLarge: .ok("<p>" + String(repeating: "word ", count: 1_800_000), type: html)
            case .tooDeep: .ok(String(repeating: "<div>", count: 300_000), type: html)
            case .endless: .ok("<p>It begins", type: html).delivered(.endless(Array(" and goes on".utf8)))
            }
        }
    }

    @Test(arguments: NoPage.allCases)
    func `what is no page, too large, without end or too deep leaves the feed's own text`(_ noPage: NoPage) async throws {
        let article = try await spooled(try publisher { noPage.answer })
        #expect(article.headline == FullTextTests.headline)
        #expect(article.article.warnings.contains(.fullTextUnavailable))
    }
}
