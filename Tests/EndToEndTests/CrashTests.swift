import Foundation
import Glibc
import LoopbackPublisher
import Testing

/// The daemon ends at moments it did not choose. In the end every story is there, once.
@Suite(.serialized) struct CrashTests {
    private static let harness = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Benchmarks/soak/torture.py").path

    /// `make torture`, for a minute: `WIRESPOOL_ROUNDS` and `WIRESPOOL_SEED` have it do more, or the same again. What a failure leaves
    /// stays in the directory that it names.
    @Test(.timeLimit(.minutes(30)))
    func `killed at random, with a disk that fills and a clock that is set, the daemon tells every version of every story once`()
        async throws
    {
        let environment = ProcessInfo.processInfo.environment
        let place = try Workplace()
        var arguments = [
            "python3", CrashTests.harness, "--binary", try Program.path(), "--rounds", environment["WIRESPOOL_ROUNDS"] ?? "50",
        ]
        if let seed = environment["WIRESPOOL_SEED"] { arguments += ["--seed", seed] }
        let outcome = try await Program.run(executable: "/usr/bin/env", arguments, in: place.directory, limit: .seconds(1700))
        print(outcome.output)
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.diagnostics)")
    }

    @Test func `a second signal ends it too, and nothing is lost`() async throws {
        let place = try Workplace()
        let publisher = try LoopbackPublisher { request in
            request.path == "/slow"
                ? .ok(Documents.rss([Documents.story(2)])).delivered(.silent) : .feed(Documents.rss([Documents.story(1)]), for: request)
        }
        let daemon = try RunningDaemon(
            place, DaemonConfiguration([.init(id: "quick", url: publisher.url("/quick")), .init(id: "slow", url: publisher.url("/slow"))]))
        try await daemon.wait(forEvent: "article.spooled")
        daemon.signal(SIGTERM)
        daemon.signal(SIGINT)
        try await daemon.wait(for: "the end", whileRunning: false) { !daemon.isRunning }
        #expect(try place.articles().count == 1)
    }
}
