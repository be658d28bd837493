import Foundation
import LoopbackPublisher
import NewsModel
import Testing

/// The page for people in a real browser.
@Suite(.serialized, .enabled(if: Browser.path != nil, "chromium is not installed")) struct StatusPageInBrowserTests {
    private static let hostile = "<img src=x onerror=document.title='broken'><script>document.title='broken'</script>\"'>"

    @Test func `what a publisher writes never becomes part of the page, and arabic stands right to left`() async throws {
        let publisher = try LoopbackPublisher { request in
            guard request.path == "/feed" else { return .status(404) }
            let escaped = StatusPageInBrowserTests.hostile.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            let items = [escaped, "افتتاح خط ترام جديد"].map { "<item><guid>\($0)</guid><title>\($0)</title></item>" }.joined()
            return .feed("<rss version=\"2.0\"><channel><language>ar</language>\(items)</channel></rss>", for: request)
        }
        let place = try Workplace()
        var configuration = DaemonConfiguration([
            .init(id: "hostile", url: publisher.url("/feed"), name: "<b onclick=x>"), .init(id: "failing", url: publisher.url("/<script>")),
        ])
        (configuration.listeners, configuration.articles) = (["127.0.0.1:0"], ["backfill: all", "full_text: never"])
        let daemon = try RunningDaemon(place, configuration)
        try await daemon.wait(for: "both polls") {
            try place.articles().count == 2 && !place.log("poll.finished", source: "failing").isEmpty
        }
        let listeners = place.log("admin.listening").compactMap { $0["admin.listener"]?.text }
        let listener = try #require(listeners.last)
        for path in ["/", "/?source=hostile", "/?source=failing", "/?q=%3Cscript%3Edocument.title='broken'%3C/script%3E"] {
            let page = try await Browser.document("http://\(listener)\(path)", in: place.directory)
            #expect(page.contains("wirespool</title>"), "\(path)")
            #expect(!page.contains("broken</title>"), "\(path)")
            #expect(!page.contains("<img") && !page.contains("<b ") && page.ranges(of: "<script").count == 1, "\(path)")
        }
        let front = try await Browser.document("http://\(listener)/", in: place.directory)
        #expect(front.contains("dir=\"rtl\"") && front.contains("افتتاح خط ترام جديد"))
        #expect(front.contains("href=\"/?source=failing\""))
        #expect(try await daemon.terminate() == 0)
    }
}

/// Chromium, without a window.
enum Browser {
    static let path = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].first { FileManager.default.isExecutableFile(atPath: $0) }

    /// The document that a page has become after its scripts ran.
    static func document(_ url: String, in directory: String) async throws -> String {
        let outcome = try await Program.run(
            executable: path,
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--user-data-dir=\(directory)/browser",
                "--dump-dom",
                "--virtual-time-budget=2000", url,
            ], in: directory)
        return outcome.output
    }
}
