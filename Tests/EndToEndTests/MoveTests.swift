import Foundation
import LoopbackPublisher
import Testing

/// A source whose publisher says for days that it has moved for good.
@Suite struct MoveTests {
    private static let clock = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../Benchmarks/soak/clock.c").standardizedFileURL.path

    private static let hasCompiler = ["/usr/bin/cc", "/usr/local/bin/cc"].contains { FileManager.default.isExecutableFile(atPath: $0) }

    /// Polls with a wall clock that is ahead by so much.
    private func poll(_ place: Workplace, library: String, after hours: Int) async throws {
        let offset = place.path("clock")
        let seconds = Int64(hours * 3600)
        try withUnsafeBytes(of: seconds) { try Data($0).write(to: URL(fileURLWithPath: offset)) }
        let outcome = try await Program.run(
            ["run", "--once", "--all", "--config", place.configurationFile], in: place.directory,
            environment: ["LD_PRELOAD": library, "TORTURE_CLOCK": offset])
        #expect(outcome.status == 0, "\(outcome.diagnostics)")
    }

    private func makeClock(in place: Workplace) async throws -> String {
        let library = place.path("clock.so")
        let compiler = try await Program.run(
            executable: "/usr/bin/env", ["cc", "-shared", "-fPIC", "-o", library, Self.clock], in: place.directory)
        try #require(compiler.status == 0, "\(compiler.diagnostics)")
        return library
    }

    @Test(.enabled(if: hasCompiler, "there is no C compiler"), arguments: [301, 308])
    func `a source that has moved for two days is told once, shown, and asked at its new address`(status: Int) async throws {
        let place = try Workplace()
        let library = try await makeClock(in: place)
        let elsewhere = try LoopbackPublisher(host: "127.0.0.2") { .feed(Documents.rss([Documents.story(1)]), for: $0) }
        let publisher = try LoopbackPublisher { _ in .redirect(to: elsewhere.url("/new"), status: status) }
        try place.configure(
            DaemonConfiguration([.init(id: "feed", url: publisher.url("/old"), keys: ["kind: feed", "full_text: never"])]))
        for number in 0..<9 { try await poll(place, library: library, after: number * 6) }
        // Nine times over two days: one more is wanted.
        #expect(place.log("source.moved").isEmpty)
        #expect(publisher.requests.count == 9 && elsewhere.requests.count == 9)
        try await poll(place, library: library, after: 54)
        let told = try #require(place.log("source.moved", source: "feed").first)
        #expect(told.level == "notice")
        #expect(told["url.full"]?.text == elsewhere.url("/new") && told["url.previous"]?.text == publisher.url("/old"), "\(told.text)")
        #expect(told["source.since"]?.text != nil, "\(told.text)")

        let shown = try await place.run("sources", "show", "feed")
        #expect(shown.output.contains(elsewhere.url("/new")) && shown.output.contains("moved to"), "\(shown.output)")
        let row = try #require(try await place.run("sources", "show", "feed", "--json").lines.first.flatMap { JSONValue(parsing: $0) })
        #expect(row["url"]?.text == publisher.url("/old") && row["moved_to"]?.text == elsewhere.url("/new"))

        for number in 10..<12 { try await poll(place, library: library, after: number * 6) }
        #expect(publisher.requests.count == 10 && elsewhere.requests.count == 12)
        #expect(elsewhere.requests.dropFirst().allSatisfy { $0.isConditional })
        #expect(place.log("source.moved").count == 1)
        #expect(try place.articles().map(\.guid) == ["story-1"])
    }

    @Test(.enabled(if: hasCompiler, "there is no C compiler"))
    func `a move to another site's feed is not believed, however long it lasts`() async throws {
        let place = try Workplace()
        let library = try await makeClock(in: place)
        let count = Shared(0)
        let elsewhere = try LoopbackPublisher(host: "127.0.0.2") { _ in
            let number = count.change {
                $0 += 10; return $0
            }
            return .ok(Documents.rss((0..<3).map { Documents.story(number + $0) }))
        }
        let publisher = try LoopbackPublisher { _ in .redirect(to: elsewhere.url("/new"), status: 301) }
        try place.configure(
            DaemonConfiguration([.init(id: "feed", url: publisher.url("/old"), keys: ["kind: feed", "full_text: never"])]))
        for number in 0..<12 { try await poll(place, library: library, after: number * 6) }
        #expect(place.log("source.moved").isEmpty)
        #expect(publisher.requests.count == 12)
    }
}
