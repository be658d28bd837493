import Foundation
import Glibc
import Logging
import NewsModel
import Testing

@testable import Telemetry

@Suite struct EventLogTests {
    /// A directory of its own, removed at the end.
    final class Directory {
        let path: String

        init() throws {
            path = FileManager.default.temporaryDirectory.path() + "/wirespool-log-\(UUID().uuidString)"
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        func names(_ name: String = "log") throws -> [String] {
            try lines(name).map { try #require($0["event.name"] as? String) }
        }

        func lines(_ name: String = "log") throws -> [[String: Any]] {
            try String(contentsOfFile: path + "/" + name, encoding: .utf8).split(separator: "\n").map {
                try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
            }
        }
    }

    @Test func `lines are appended to the file, in order`() throws {
        let directory = try Directory()
        for round in 0..<2 {
            let log = EventLog(level: .info, destination: .file(path: directory.path + "/log"))
            for version in 1...100 { log.emit(Event(.articleSpooled, [.articleVersion(round * 100 + version)])) }
            #expect(log.flush())
            #expect(log.writtenLines == 100)
        }
        #expect(try directory.lines().map { $0["article.version"] as? Int } == (1...200).map { $0 })
    }

    @Test func `lines of many threads are whole`() async throws {
        let directory = try Directory()
        let log = EventLog(level: .info, destination: .file(path: directory.path + "/log"))
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask {
                    for _ in 0..<100 {
                        log.emit(
                            Event(.articleSpooled, [.articleHeadline(String(repeating: "\(task)", count: 500)), .articleVersion(task)]))
                    }
                }
            }
        }
        #expect(log.flush())
        let lines = try directory.lines()
        #expect(lines.count == 800)
        for line in lines {
            let task = try #require(line["article.version"] as? Int)
            #expect(line["article.headline"] as? String == String(repeating: "\(task)", count: 500))
        }
    }

    @Test func `what matters less than the level is not written, and the level can be changed`() throws {
        let directory = try Directory()
        let destination = LogDestination.file(path: directory.path + "/log")
        let log = EventLog(level: .warning, destination: destination)
        log.emit(Event(.daemonReady))
        log.emit(Event(.sourceGone))
        log.reconfigure(level: .debug, destination: destination)
        log.emit(Event(.articleDuplicate))
        log.flush()
        #expect(try directory.names() == ["source.gone", "log.reopened", "article.duplicate"])
    }

    @Test func `after a rotation the lines go to the new file, those before to the old one`() throws {
        let directory = try Directory()
        let log = EventLog(level: .info, destination: .file(path: directory.path + "/log"))
        log.emit(Event(.daemonReady))
        log.flush()
        #expect(rename(directory.path + "/log", directory.path + "/log.1") == 0)
        log.emit(Event(.daemonStopping))
        log.reopen()
        log.emit(Event(.daemonStopped))
        log.flush()
        #expect(try directory.names("log.1") == ["daemon.ready", "daemon.stopping"])
        #expect(try directory.names() == ["log.reopened", "daemon.stopped"])
    }

    @Test func `a reload may name another file`() throws {
        let directory = try Directory()
        let log = EventLog(level: .info, destination: .file(path: directory.path + "/a"))
        log.emit(Event(.daemonReady))
        log.reconfigure(level: .info, destination: .file(path: directory.path + "/b"))
        log.emit(Event(.daemonStopped))
        log.flush()
        #expect(try directory.names("a") == ["daemon.ready"])
        #expect(try directory.names("b") == ["daemon.stopped"])
    }

    @Test func `a log that cannot be opened is counted, told, and written as soon as it can be`() throws {
        let directory = try Directory()
        let path = directory.path + "/later/log"
        let log = EventLog(level: .info, destination: .file(path: path))
        #expect(log.problem == "\(path): No such file or directory")
        log.emit(Event(.daemonReady))
        log.emit(Event(.sourceGone))
        #expect(log.flush())
        #expect(log.droppedLines == 2)
        try FileManager.default.createDirectory(atPath: directory.path + "/later", withIntermediateDirectories: true)
        log.reopen()
        log.emit(Event(.daemonStopped))
        #expect(log.flush())
        #expect(log.problem == nil)
        #expect(try directory.names("later/log") == ["log.dropped", "log.reopened", "daemon.stopped"])
        #expect(try directory.lines("later/log").first?["log.dropped_lines"] as? Int == 2)
    }

    @Test func `a full disk loses lines and nothing else`() throws {
        // /dev/full answers every write with ENOSPC, full(4).
        let log = EventLog(level: .info, destination: .file(path: "/dev/full"))
        for _ in 0..<10 { log.emit(Event(.daemonReady)) }
        #expect(log.flush())
        #expect(log.droppedLines == 10)
        #expect(log.writtenLines == 0)
        #expect(log.problem == "No space left on device")
    }

    @Test func `a reader that stands still stops nobody; beyond the backlog lines are dropped, and told when it reads again`() throws {
        let directory = try Directory()
        let path = directory.path + "/pipe"
        try #require(mkfifo(path, 0o600) == 0)
        let reader = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        defer { close(reader) }
        let log = EventLog(level: .info, destination: .file(path: path), backlogLines: 50)
        // Far more than a pipe holds (64 KiB) and the backlog together.
        for version in 0..<1000 {
            log.emit(Event(.articleSpooled, [.articleHeadline(String(repeating: "x", count: 1000)), .articleVersion(version)]))
        }
        let dropped = log.droppedLines
        #expect(dropped > 700)
        #expect(!log.flush(timeout: .zero))

        var read: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let collect = {
            while true {
                let count = Glibc.read(reader, &buffer, buffer.count)
                guard count > 0 else { return }
                read += buffer.prefix(count)
            }
        }
        repeat { collect() } while !log.flush(timeout: .milliseconds(20))
        log.emit(Event(.daemonStopped))
        repeat { collect() } while !log.flush(timeout: .milliseconds(20))
        collect()
        let lines = try String(decoding: read, as: UTF8.self).split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        let told = lines.compactMap { $0["log.dropped_lines"] as? Int }
        #expect(told.reduce(0, +) == log.droppedLines)
        #expect(log.droppedLines == dropped)
        #expect(lines.count { $0["event.name"] as? String == "article.spooled" } == 1000 - dropped)
        #expect(lines.last?["event.name"] as? String == "daemon.stopped")
    }

    @Test func `a FIFO without a reader does not hold the daemon up`() throws {
        let directory = try Directory()
        try #require(mkfifo(directory.path + "/pipe", 0o600) == 0)
        let log = EventLog(level: .info, destination: .file(path: directory.path + "/pipe"))
        log.emit(Event(.daemonReady))
        #expect(log.flush())
        #expect(log.droppedLines == 1)
        #expect(log.problem?.hasSuffix("No such device or address") == true)
    }

    @Test func `what a library says has the same form`() throws {
        let directory = try Directory()
        let log = EventLog(level: .info, destination: .file(path: directory.path + "/log"))
        var logger = Logger(label: "org.example.library") { JSONLineHandler(label: $0, log: log) }
        logger[metadataKey: "b"] = "2"
        logger.debug("not this")
        logger.error("line one\nline two", metadata: ["a": "https://u:p@example.org/"])
        log.flush()
        let lines = try directory.lines()
        #expect(lines.count == 1)
        let line = try #require(lines.first)
        #expect(line["log.level"] as? String == "error")
        #expect(line["message"] as? String == "line one\nline two")
        #expect(line["event.name"] as? String == "log.message")
        #expect(line["log.logger"] as? String == "org.example.library")
        #expect(line["log.metadata"] as? [String] == ["a=https://example.org/", "b=2"])
    }
}
