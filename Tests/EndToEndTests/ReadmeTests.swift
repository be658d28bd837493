import Foundation
import LoopbackPublisher
import NewsModel
import Testing

/// What the README says is run.
@Suite struct ReadmeTests {
    private static let readme = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("README.md")

    private func blocks(of language: String) throws -> [String] {
        let text = try String(contentsOf: Self.readme, encoding: .utf8)
        return text.components(separatedBy: "```").enumerated().compactMap { index, block in
            index % 2 == 1 && block.hasPrefix(language + "\n") ? String(block.dropFirst(language.count + 1)) : nil
        }
    }

    @Test(arguments: [("sh", "/bin/sh", "mv -T"), ("python", "/usr/bin/env", "import json")])
    func `the readers of the spool take every article`(language: String, interpreter: String, mark: String) async throws {
        let script = try #require(try blocks(of: language).first { $0.contains(mark) })
        #expect(script.split(separator: "\n").count <= 6)
        let place = try Workplace()
        let publisher = try LoopbackPublisher { .feed(Documents.rss((1...3).map(Documents.story)), for: $0) }
        try place.configure(DaemonConfiguration([.init(id: "feed", url: publisher.url("/feed"), keys: ["full_text: never"])]))
        try await place.pollAll()
        try #require(try place.articles().count == 3)
        let file = try place.write("reader", script.replacing("/var/spool/wirespool", with: place.path("spool")))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: interpreter)
        process.arguments = interpreter.hasSuffix("env") ? ["python3", file] : [file]
        let output = place.path("output")
        #expect(FileManager.default.createFile(atPath: output, contents: nil))
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
        try process.run()
        #expect(try await Program.end(of: process, limit: Program.patience, what: "the reader in \(language)") == 0)
        let shown = String(decoding: FileManager.default.contents(atPath: output) ?? Data(), as: UTF8.self)
        #expect(Set(shown.split(separator: "\n")) == ["Numbered story 1", "Numbered story 2", "Numbered story 3"])
        #expect(try place.articles().isEmpty)
        #expect(try place.articles(in: "done").count == 3)
    }

    @Test func `the configuration it shows is a configuration`() async throws {
        let place = try Workplace()
        for (index, yaml) in try blocks(of: "yaml").enumerated() {
            let file = try place.write("example-\(index).yaml", yaml)
            let outcome = try await place.run("check", "--config", file)
            #expect(outcome.status == 0, "\(outcome.output)\(outcome.diagnostics)")
        }
    }

    @Test func `its commands are those the program has, and it stays short`() async throws {
        let text = try String(contentsOf: Self.readme, encoding: .utf8)
        #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 151)
        let place = try Workplace()
        let commands = Set(text.matches(of: /wirespool ([a-z]+)(?: [a-z]+)?`/).map { String($0.1) })
        #expect(commands.isSuperset(of: ["check", "status", "demo"]))
        for command in commands {
            #expect(try await place.run(command, "--help").status == 0, "\(command)")
        }
    }
}
