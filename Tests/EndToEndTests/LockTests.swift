import Foundation
import LoopbackPublisher
import NewsModel
import Testing

@Suite(.serialized) struct LockTests {
    @Test(arguments: ["spool", "ledger"])
    func `a second daemon on the same place is refused and told who is there`(shared: String) async throws {
        let place = try Workplace()
        let publisher = try LoopbackPublisher { .feed(Documents.rss([Documents.story(1)]), for: $0) }
        let daemon = try RunningDaemon(place, DaemonConfiguration([.init(id: "feed", url: publisher.url("/feed"))]))
        try await daemon.wait(forEvent: "daemon.ready")
        var second = DaemonConfiguration([.init(id: "feed", url: publisher.url("/feed"))])
        if shared == "spool" { second.ledgerFile = "other.db" } else { second.spoolDirectory = "other-spool" }
        let yaml = second.yaml(in: place.directory).replacing("/admin.sock", with: "/second.sock").replacing(
            "/log.ndjson", with: "/second.ndjson")
        let file = try place.write("second.yaml", yaml)
        let outcome = try await place.run("run", "--config", file)
        #expect(outcome.status == 75)
        #expect(outcome.diagnostics.contains("\(daemon.pid)"), "\(outcome.diagnostics)")
        #expect(daemon.isRunning)
        #expect(try await daemon.terminate() == 0)
    }

    @Test func `the place is free again once the first was killed`() async throws {
        let place = try Workplace()
        let publisher = try LoopbackPublisher { .feed(Documents.rss([Documents.story(1)]), for: $0) }
        let daemon = try RunningDaemon(place, DaemonConfiguration([.init(id: "feed", url: publisher.url("/feed"))]))
        try await daemon.wait(forEvent: "daemon.ready")
        daemon.kill()
        try daemon.restart()
        try await daemon.wait(forEvent: "daemon.ready", count: 2)
        #expect(try await daemon.terminate() == 0)
    }
}
