import Foundation
import LoopbackPublisher
import NewsModel
import Testing

/// Which address is asked, and with what.
@Suite(.serialized) struct RequestTests {
    @Test func `a redirect whose target is written in another script is followed`() async throws {
        let place = try Workplace()
        let publisher = try LoopbackPublisher { request in
            request.path == "/feed" ? .redirect(to: "/أخبار/تغذية?نوع=1") : .feed(Documents.rss([Documents.story(1)]), for: request)
        }
        let daemon = try RunningDaemon(place, DaemonConfiguration([.init(id: "feed", url: publisher.url("/feed"))]))
        try await daemon.wait(for: "the target") { publisher.requests.count >= 2 }
        try await daemon.terminate()
        let target = try #require(publisher.requests.dropFirst().first?.target)
        #expect(target == "/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/%D8%AA%D8%BA%D8%B0%D9%8A%D8%A9?%D9%86%D9%88%D8%B9=1")
    }

    @Test func `a secret goes to its own origin alone, and stands in no file`() async throws {
        let place = try Workplace()
        let secret = "p/a?s#s w%rd"
        try Data((secret + "\n").utf8).write(to: URL(fileURLWithPath: place.path("password")))
        let elsewhere = try LoopbackPublisher { .feed(Documents.rss([Documents.story(1)]), for: $0) }
        let publisher = try LoopbackPublisher { _ in .redirect(to: elsewhere.url("/feed")) }
        let daemon = try RunningDaemon(
            place,
            DaemonConfiguration([
                .init(
                    id: "feed", url: publisher.url("/feed"),
                    keys: ["auth: {basic: {username: reader, password_file: \(place.path("password"))}}"])
            ]))
        try await daemon.wait(for: "the target") { !elsewhere.requests.isEmpty }
        try await daemon.terminate()
        let token = Data("reader:\(secret)".utf8).base64EncodedString()
        #expect(publisher.requests.first?.header("Authorization") == "Basic \(token)")
        #expect(elsewhere.requests.allSatisfy { $0.header("Authorization") == nil })
        for file in ["log.ndjson", "ledger.db", "ledger.db-wal"] {
            guard let bytes = FileManager.default.contents(atPath: place.path(file)) else { continue }
            #expect(bytes.range(of: Data(secret.utf8)) == nil && bytes.range(of: Data(token.utf8)) == nil, "\(file)")
        }
    }
}
