import Foundation
import LoopbackPublisher
import Testing

/// What the operator has the running daemon do.
@Suite struct SourceControlTests {
    private static let hourly = ["interval: 1h", "max_interval: 1h"]

    @Test func `a source is paused, resumed and polled by hand through the daemon`() async throws {
        let place = try Workplace()
        let publisher = try LoopbackPublisher { .feed(Documents.rss([Documents.story(1)]), for: $0) }
        let daemon = try RunningDaemon(
            place,
            DaemonConfiguration([
                .init(id: "quick", url: publisher.url("/quick")), .init(id: "slow", url: publisher.url("/slow"), keys: Self.hourly),
            ]))
        try await daemon.wait(forEvent: "poll.finished", source: "slow")
        let asked = try await place.run("sources", "poll", "slow")
        #expect(asked.status == 0 && asked.output == "slow is polled now\n", "\(asked.diagnostics)")
        try await daemon.wait(for: "a second poll") { publisher.requests(to: "/slow").count == 2 }
        #expect(publisher.requests(to: "/slow").last?.isConditional == true)

        #expect(try await place.run("sources", "pause", "quick").output == "quick is paused\n")
        try await daemon.wait(forEvent: "source.paused", source: "quick")
        let count = publisher.requests(to: "/quick").count
        _ = try await place.run("sources", "poll", "slow")
        try await daemon.wait(for: "a third poll") { publisher.requests(to: "/slow").count == 3 }
        try daemon.restart()
        try await daemon.wait(forEvent: "daemon.ready", count: 2)
        try await daemon.wait(forEvent: "admin.listening", count: 2)
        #expect(try await place.run("sources", "pause", "quick").output == "quick was paused already\n")
        _ = try await place.run("sources", "poll", "slow")
        try await daemon.wait(for: "a fourth poll") { publisher.requests(to: "/slow").count == 4 }
        // One may have been under way.
        #expect(publisher.requests(to: "/quick").count <= count + 1)
        #expect(try await place.run("sources", "list").output.contains("paused"))
        #expect(try await place.run("sources", "resume", "quick").output == "quick is polled again\n")
        try await daemon.wait(for: "polls of it") { publisher.requests(to: "/quick").count >= count + 2 }

        let unknown = try await place.run("sources", "pause", "nobody")
        #expect(unknown.status == 66 && unknown.diagnostics.contains("no source 'nobody'"))
        try await daemon.terminate()
        #expect(try await place.run("sources", "poll", "slow").status == 69)
    }
}
