import Foundation
import Glibc
import LoopbackPublisher
import NewsModel
import Testing

/// The daemon is killed at random moments while every source keeps growing. In the end every story is there, once.
@Suite(.serialized) struct CrashTests {
    /// SplitMix64: the same seed kills at the same moments, as far as the machine lets it.
    struct SeededGenerator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    @Test(.timeLimit(.minutes(5))) func `killed thirty times, the daemon tells every story exactly once`() async throws {
        let given = ProcessInfo.processInfo.environment["WIRESPOOL_SEED"].flatMap { UInt64($0) }
        let seed = given ?? UInt64.random(in: 0 ... .max)
        print("crash test: WIRESPOOL_SEED=\(seed)")
        var random = SeededGenerator(state: seed)

        let sources = 24
        let isGrowing = Shared(true)
        let told = Shared([Int](repeating: 0, count: sources))
        let publisher = try LoopbackPublisher { request in
            guard let source = Int(request.path.dropFirst("/feed/".count)), (0..<sources).contains(source) else { return .status(404) }
            let grows = isGrowing.value
            let count = told.change { counts in
                if grows { counts[source] += 3 }
                return counts[source]
            }
            // Numbers that no other source has: equal texts of two sources would rightly be one story.
            return .feed(Documents.rss((0..<count).map { Documents.story(source * 100_000 + $0) }), for: request)
        }
        let place = try Workplace()
        let daemon = try RunningDaemon(
            place,
            DaemonConfiguration((0..<sources).map { .init(id: "s\($0)", url: publisher.url("/feed/\($0)"), keys: ["full_text: never"]) }))
        let rounds = 30
        var unstarted = 0
        for _ in 0..<rounds {
            let asked = publisher.requests.count
            let pause = Duration.milliseconds(Int64.random(in: 0...250, using: &random))
            // Most rounds die in the middle of the work, some before it begins.
            if Int.random(in: 0..<10, using: &random) > 0 {
                try await daemon.wait(for: "a request in this round") { publisher.requests.count > asked }
            } else {
                unstarted += 1
            }
            try await Task.sleep(for: pause)
            daemon.kill()
            try daemon.restart()
        }
        isGrowing.value = false
        let expected = Set(
            told.value.enumerated().flatMap { source, count in
                (0..<count).map { "s\(source) story-\(source * 100_000 + $0)" }
            })
        try await daemon.wait(for: "every story (seed \(seed))", limit: .seconds(60)) {
            try Set(place.articles().map { "\($0.source) \($0.guid)" }).isSuperset(of: expected)
        }
        #expect(try await daemon.terminate() == 0)
        let articles = try place.articles()
        let names = articles.map { "\($0.source) \($0.guid)" }
        let twice = Dictionary(grouping: names) { $0 }.filter { $1.count > 1 }.keys.sorted()
        #expect(twice.isEmpty, "told twice with seed \(seed): \(twice.prefix(10))")
        #expect(Set(names) == expected)
        #expect(articles.allSatisfy { $0.event == "new" && $0.version == 1 })
        #expect(articles.map(\.name) == articles.map { "\($0.article.id).json" })
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.path("spool/tmp")).isEmpty)
        #expect(expected.count >= 3 * sources)
        #expect(unstarted < rounds)
        // Being killed from outside says nothing about a document.
        #expect(place.log("source.quarantined").isEmpty)
    }

    @Test func `a second signal ends it at once, and nothing is lost`() async throws {
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
        try await daemon.wait(for: "the end", limit: .seconds(10), whileRunning: false) { !daemon.isRunning }
        #expect(try place.articles().count == 1)
    }
}
