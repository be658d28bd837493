import Foundation
import LoopbackPublisher
import NewsModel
import Testing

/// Sources whose document is a page that lists articles.
@Suite(.serialized) struct PageListingTests {
    private static func story(_ number: Int) -> LoopbackPublisher.Response {
        let text = (1...5).map { "<p>\(Documents.text(number)) This is part \($0) of it.</p>" }.joined()
        return .ok(
            "<html lang=\"en\"><head><title>Numbered story \(number) of the harbour</title></head><body><article>"
                + "<h1>Numbered story \(number) of the harbour</h1>\(text)</article></body></html>", type: "text/html; charset=utf-8")
    }

    /// A front page with navigation and numbered stories, of which the one numbered 99 has nothing on its page.
    private func site(_ listed: Shared<[Int]>, robots: String = "") throws -> LoopbackPublisher {
        try LoopbackPublisher { request in
            switch request.path {
            case "/robots.txt": return .ok(robots, type: "text/plain")
            case "/front":
                let cards = listed.value.map {
                    "<div class=\"card\"><h2><a href=\"/story/20260305\($0)-of-the-harbour\">Numbered story \($0) of the harbour</a></h2></div>"
                }
                let page = "<html lang=\"en\"><body><nav><a href=\"/politics\">Politics</a></nav>\(cards.joined())</body></html>"
                return .conditional(
                    request, body: Array(page.utf8), type: "text/html", etag: "\"\(listed.value.map(String.init).joined())\"")
            default:
                guard let number = request.path.split(separator: "/").last?.dropFirst(8).prefix(2), let number = Int(number), number != 99
                else { return .ok("<html><body><div></div></body></html>", type: "text/html") }
                return PageListingTests.story(number)
            }
        }
    }

    @Test func `a page's new links are fetched once and told with their own text`() async throws {
        let listed = Shared([11, 12, 99])
        let publisher = try site(listed)
        let place = try Workplace()
        var configuration = DaemonConfiguration([.init(id: "front", url: publisher.url("/front"), keys: ["kind: page"])])
        configuration.articles = ["backfill: 48h"]
        try place.configure(configuration)
        try await place.pollAll()
        let told = try place.articles()
        #expect(Set(told.compactMap(\.headline)) == ["Numbered story 11 of the harbour", "Numbered story 12 of the harbour"])
        #expect(told.allSatisfy { $0["body_text"]?.text?.contains("part 5") == true && $0["source"]?["kind"]?.text == "page" })
        listed.value = [13, 11, 12, 99]
        try await place.pollAll()
        #expect(try place.articles().count == 3)
        try await place.pollAll()
        for number in [11, 12, 13, 99] {
            #expect(publisher.requests(to: "/story/20260305\(number)-of-the-harbour").count == 1, "story \(number)")
        }
        #expect(publisher.requests(to: "/politics").isEmpty)
        #expect(publisher.requests(to: "/front").last?.header("If-None-Match") != nil)
    }

    @Test func `a listing that robots.txt forbids is not asked for, and the log says so`() async throws {
        let publisher = try site(Shared([11]), robots: "User-agent: *\nDisallow: /front\n")
        let place = try Workplace()
        try place.configure(DaemonConfiguration([.init(id: "front", url: publisher.url("/front"), keys: ["kind: page"])]))
        try await place.pollAll()
        #expect(publisher.requests(to: "/front").isEmpty)
        #expect(try place.articles().isEmpty)
        #expect(place.log.contains { $0["source.id"]?.text == "front" && $0["error.type"]?.text == "robots" })
    }

    @Test func `try shows the links that a listing would give`() async throws {
        let publisher = try site(Shared([11, 12]))
        let place = try Workplace()
        try place.configure(DaemonConfiguration([.init(id: "front", url: publisher.url("/front"), keys: ["kind: page"])]))
        let shown = try await place.run("try", publisher.url("/front"), "--links", "--allow", "127.0.0.0/8")
        #expect(shown.status == 0)
        #expect(shown.output.contains("Numbered story 11 of the harbour"))
        #expect(!shown.output.contains("/politics"))
        let chosen = try await place.run(
            "try", publisher.url("/front"), "--links", "--links-xpath", "//nav//a", "--allow", "127.0.0.0/8")
        #expect(chosen.output.contains("/politics"))
    }
}
