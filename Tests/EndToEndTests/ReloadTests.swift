import Foundation
import Glibc
import LoopbackPublisher
import NewsModel
import Testing

@Suite(.serialized) struct ReloadTests {
    private func publisher() throws -> LoopbackPublisher {
        try LoopbackPublisher { request in
            .feed(Documents.rss([Documents.story(Int(request.path.dropFirst()) ?? 0)]), for: request)
        }
    }

    @Test func `a hangup takes up a new source, and leaves what was known of the others`() async throws {
        let place = try Workplace()
        let publisher = try publisher()
        let daemon = try RunningDaemon(place, DaemonConfiguration([.init(id: "first", url: publisher.url("/1"))]))
        try await daemon.wait(forEvent: "article.spooled", source: "first")
        try place.configure(
            DaemonConfiguration([.init(id: "first", url: publisher.url("/1")), .init(id: "second", url: publisher.url("/2"))]))
        daemon.signal(SIGHUP)
        try await daemon.wait(forEvent: "daemon.reloaded")
        try await daemon.wait(forEvent: "article.spooled", source: "second")
        try await daemon.wait(for: "another poll of the first") { publisher.requests(to: "/1").count >= 3 }
        #expect(publisher.requests(to: "/1").dropFirst().allSatisfy { $0.isConditional })
        try place.configure(DaemonConfiguration([.init(id: "second", url: publisher.url("/2"))]))
        daemon.signal(SIGHUP)
        try await daemon.wait(forEvent: "daemon.reloaded", count: 2)
        let asked = publisher.requests(to: "/1").count
        let other = publisher.requests(to: "/2").count
        try await daemon.wait(for: "two more polls of the second") { publisher.requests(to: "/2").count >= other + 2 }
        // One may have been under way.
        #expect(publisher.requests(to: "/1").count <= asked + 1)
        #expect(try await daemon.terminate() == 0)
        #expect(try place.articles().count == 2)
    }

    @Test func `a configuration with errors is told, and the one before stays in force`() async throws {
        let place = try Workplace()
        let publisher = try publisher()
        let good = DaemonConfiguration([.init(id: "first", url: publisher.url("/1"))])
        let daemon = try RunningDaemon(place, good)
        try await daemon.wait(forEvent: "daemon.ready")
        try place.write("wirespool.yaml", good.yaml(in: place.directory) + "pollling:\n  interval: 1s\n")
        daemon.signal(SIGHUP)
        try await daemon.wait(forEvent: "daemon.reload_failed")
        let line = try #require(place.log("daemon.reload_failed").first)
        #expect(line.text.contains("wirespool.yaml:") && line.text.contains("pollling"))
        let asked = publisher.requests.count
        try await daemon.wait(for: "a poll after it") { publisher.requests.count > asked }
        #expect(place.log("daemon.reloaded").isEmpty)
        #expect(try await daemon.terminate() == 0)
    }

    @Test func `a configuration with errors does not start, and every error is told`() async throws {
        let place = try Workplace()
        try place.write("wirespool.yaml", "sources:\n  - id: Not An Id\n    url: nowhere\n  - id: b\n    urll: http://127.0.0.1/\n")
        let outcome = try await place.run("run")
        #expect(outcome.status == 78)
        let places = outcome.diagnostics.split(separator: "\n").filter {
            $0.range(of: #"wirespool\.yaml:\d+:\d+: "#, options: .regularExpression) != nil
        }
        #expect(places.count >= 3, "\(outcome.diagnostics)")
    }
}
