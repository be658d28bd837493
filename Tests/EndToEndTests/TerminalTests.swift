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
}
