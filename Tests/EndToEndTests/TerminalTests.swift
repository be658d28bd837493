import Foundation
import Glibc
import LoopbackPublisher
import Testing

/// What people see at a terminal.
@Suite struct TerminalTests {
    /// One source that answers, one that fails, one that is not polled; the daemon goes on.
    private func watched() async throws -> (Workplace, LoopbackPublisher, RunningDaemon) {
        let place = try Workplace()
        let publisher = try LoopbackPublisher { request in
            request.path == "/good" ? .feed(Documents.rss([Documents.story(1)]), for: request) : .status(404)
        }
        let daemon = try RunningDaemon(
            place,
            DaemonConfiguration([
                .init(id: "good", url: publisher.url("/good")), .init(id: "bad", url: publisher.url("/bad"), keys: ["max_interval: 1h"]),
                .init(id: "off", url: publisher.url("/off"), keys: ["enabled: false"]),
            ]))
        try await daemon.wait(for: "both polls") {
            !place.log("poll.finished", source: "good").isEmpty && !place.log("poll.finished", source: "bad").isEmpty
        }
        try await daemon.wait(forEvent: "admin.listening")
        return (place, publisher, daemon)
    }

    @Test func `a list has colours on a terminal alone, unless NO_COLOR is set, and its columns stand straight`() async throws {
        let (place, publisher, daemon) = try await watched()
        func list(noColor: String) async throws -> String {
            let terminal = try PseudoTerminal(columns: 200, rows: 50)
            try terminal.start(["sources", "list"], in: place, noColor: noColor)
            #expect(try await terminal.end() == 0)
            return terminal.shown
        }
        let coloured = try await list(noColor: "")
        #expect(coloured.contains("\u{1B}[32mok\u{1B}[0m") && coloured.contains("\u{1B}[31mfailing (http_4xx"))
        #expect(coloured.contains("\u{1B}[33mdisabled\u{1B}[0m") && coloured.contains("\u{1B}[1mSOURCE"))
        let lines = PseudoTerminal.plain(coloured).split(whereSeparator: \.isNewline)
        let column = try #require(lines.first?.range(of: "BECAUSE")?.lowerBound.utf16Offset(in: String(lines[0])))
        #expect(lines.count == 4)
        #expect(lines.contains { $0.contains(/^off +disabled +– +– +– *$/) }, "\(lines)")
        for line in lines.dropFirst() { #expect(String(line.utf16.prefix(column).suffix(2)) == "  ", "\(line)") }
        #expect(try await !list(noColor: "1").contains("\u{1B}"))
        #expect(try await !place.run("sources", "list").output.contains("\u{1B}"))
        try await daemon.terminate()
        withExtendedLifetime(publisher) {}
    }

    @Test func `sources are listed by what they do`() async throws {
        let (place, publisher, daemon) = try await watched()
        func listed(_ filters: String...) async throws -> [String] {
            let outcome = try await Program.run(
                ["sources", "list", "--json"] + filters, in: place.directory, environment: ["WIRESPOOL_CONFIG": place.configurationFile])
            #expect(outcome.status == 0, "\(outcome.diagnostics)")
            return outcome.lines.compactMap { JSONValue(parsing: $0)?["id"]?.text }
        }
        #expect(try await listed() == ["good", "bad", "off"])
        #expect(try await listed("--failing") == ["bad"])
        #expect(try await listed("--health", "failing", "--match", "BAD") == ["bad"])
        #expect(try await listed("--health", "disabled") == ["off"])
        #expect(try await listed("--match", "/goo") == ["good"])
        #expect(try await listed("--silent") == [])
        #expect(try await listed("--imported") == [])
        #expect(try await listed("--match", "o", "--limit", "1") == ["good"])
        let wrong = try await place.run("sources", "list", "--failing", "--health", "ok")
        #expect(wrong.status == 64 && wrong.diagnostics.contains("leave none"))
        try await daemon.terminate()
        // It was to be polled again within a second.
        var due: [String] = []
        for _ in 0..<200 where due.isEmpty { due = try await listed("--due", "--match", "good") }
        #expect(due == ["good"])
        withExtendedLifetime(publisher) {}
    }

    @Test func `the watched status is as large as the window, follows it, and leaves the terminal as it was`() async throws {
        let (place, publisher, daemon) = try await watched()
        let terminal = try PseudoTerminal(columns: 40, rows: 6)
        try terminal.start(["status", "--watch"], in: place)
        /// The last picture that is whole.
        func picture(_ shown: String) -> [String] {
            let pictures = shown.components(separatedBy: "\u{1B}[H").dropFirst().filter { $0.contains("\u{1B}[J") }
            let picture = PseudoTerminal.plain(pictures.last?.components(separatedBy: "\u{1B}[J").first ?? "")
            // A line ends in "\r\n", of which the terminal makes one "\r" more.
            return picture.unicodeScalars.split(separator: "\n").map { line in
                String(String.UnicodeScalarView(line.filter { $0 != "\r" }))
            }
        }
        try await terminal.wait(for: "a picture") { picture($0).count == 6 }
        let small = picture(terminal.shown)
        #expect(small.allSatisfy { $0.count <= 40 } && small.contains { $0.count == 40 }, "\(small)")
        #expect(small.last?.hasPrefix("look here One source fails") == true, "\(small)")
        terminal.resize(columns: 150, rows: 40)
        try await terminal.wait(for: "a larger picture") { picture($0).contains { $0.count > 40 } && picture($0).count > 6 }
        terminal.press("x")
        terminal.press("q")
        #expect(try await terminal.end() == 0)
        #expect(terminal.shown.hasSuffix("\u{1B}[?25h\u{1B}[?1049l") && terminal.isAsItWas)
        try await daemon.terminate()
        withExtendedLifetime(publisher) {}
    }

    @Test func `a watched status whose daemon ends says so, and leaves the terminal as it was`() async throws {
        let (place, publisher, daemon) = try await watched()
        let terminal = try PseudoTerminal(columns: 80, rows: 24)
        try terminal.start(["status", "--watch"], in: place)
        try await terminal.wait(for: "a picture") { $0.contains("\u{1B}[J") }
        try await daemon.terminate()
        #expect(try await terminal.end() == 69)
        #expect(terminal.shown.contains("the daemon is not running") && terminal.isAsItWas)
        withExtendedLifetime(publisher) {}
    }

    @Test func `long work tells on a terminal how far it is, and nowhere else`() async throws {
        let publisher = try LoopbackPublisher { .feed(Documents.rss((0..<6).map(Documents.story)), for: $0) }
        let place = try Workplace()
        try place.configure(DaemonConfiguration([.init(id: "feed", url: publisher.url("/feed"), keys: ["full_text: never"])]))
        try await place.pollAll()
        try place.write("list.csv", "url\n" + (0..<50).map { "http://127.0.0.1:1/\($0)\n" }.joined())
        let works: [(arguments: [String], progress: Regex<Substring>, result: String)] = [
            (["sources", "import", "list.csv"], /\d+ sources/, "50 added"),
            (["spool", "verify"], /\d+ articles read/, "6 articles read, all of them sound"),
            (["ledger", "check"], /[a-z]+/, "sound"),
            (["ledger", "backup", "terminal.db"], /\d+%  \d+ of \d+ pages/, "was copied to terminal.db"),
            (["ledger", "rebuild"], /\d+%  \d+ of 6 articles/, "6 articles of 6 stories are known again"),
        ]
        for (arguments, progress, result) in works {
            let terminal = try PseudoTerminal(columns: 120, rows: 10)
            try terminal.start(arguments, in: place)
            #expect(try await terminal.end() == 0, "\(arguments): \(terminal.shown)")
            // Shown on a line of its own, and taken away before the result.
            let parts = terminal.shown.components(separatedBy: "\r\u{1B}[K")
            #expect(parts.count >= 3 && parts.dropFirst().dropLast().allSatisfy { $0.isEmpty || $0.contains(progress) }, "\(parts)")
            #expect(parts.last?.contains(result) == true, "\(parts)")
        }
        try FileManager.default.removeItem(atPath: place.path("terminal.db"))
        for (arguments, _, result) in works where arguments[0] != "sources" {
            let piped = try await Program.run(arguments, in: place.directory, environment: ["WIRESPOOL_CONFIG": place.configurationFile])
            #expect(piped.status == 0 && piped.output.contains(result) && piped.diagnostics.isEmpty, "\(piped)")
        }
        withExtendedLifetime(publisher) {}
    }
}
