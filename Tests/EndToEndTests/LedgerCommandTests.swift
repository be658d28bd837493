import Foundation
import LoopbackPublisher
import Testing

/// `wirespool ledger`, as an operator uses it.
@Suite struct LedgerCommandTests {
    /// A place with six told stories, whose daemon has ended.
    private func told() async throws -> (Workplace, LoopbackPublisher, Shared<Int>) {
        let count = Shared(6)
        let publisher = try LoopbackPublisher { .feed(Documents.rss((0..<count.value).map(Documents.story)), for: $0) }
        let place = try Workplace()
        try place.configure(DaemonConfiguration([.init(id: "feed", url: publisher.url("/feed"), keys: ["full_text: never"])]))
        try await place.pollAll()
        try #require(try place.articles().count == 6)
        return (place, publisher, count)
    }

    private func loseLedger(_ place: Workplace) throws {
        for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: place.path("ledger.db\(suffix)")) }
    }

    @Test func `a lost ledger is refused at start, and read back from the spool`() async throws {
        let (place, publisher, count) = try await told()
        defer { _ = publisher }
        try loseLedger(place)
        let refused = try await place.pollAll()
        #expect(refused.status == 78 && refused.diagnostics.contains("wirespool ledger rebuild"), "\(refused.diagnostics)")
        #expect(!FileManager.default.fileExists(atPath: place.path("ledger.db")))
        let doctor = try await place.run("doctor", "--offline")
        #expect(doctor.status == 65 && doctor.output.contains("wirespool ledger rebuild"), "\(doctor.output)")
        let rebuilt = try await place.run("ledger", "rebuild", "--json")
        #expect(rebuilt.status == 0, "\(rebuilt.diagnostics)")
        let figures = try #require(JSONValue(parsing: rebuilt.bytes))
        #expect(figures["articles"]?.integer == 6 && figures["stories"]?.integer == 6 && figures["former_ledger"] == nil)
        count.value = 8
        try await place.pollAll()
        #expect(try place.articles().count == 8)
        let check = try await place.run("ledger", "check")
        #expect(check.status == 0 && check.output.contains("one pair with \(place.path("spool"))"), "\(check.output)\(check.diagnostics)")
        let names = try FileManager.default.contentsOfDirectory(atPath: place.directory)
        #expect(names.filter { $0.contains("rebuilding") }.isEmpty, "\(names)")
    }

    @Test func `an older ledger is refused, found by check, and rebuilt with the old one kept`() async throws {
        let (place, publisher, count) = try await told()
        defer { _ = publisher }
        let backup = try await place.run("ledger", "backup", place.path("copy.db"))
        #expect(backup.status == 0, "\(backup.diagnostics)")
        count.value = 9
        try await place.pollAll()
        try loseLedger(place)
        try FileManager.default.copyItem(atPath: place.path("copy.db"), toPath: place.path("ledger.db"))
        #expect(try await place.pollAll().status == 78)
        let check = try await place.run("ledger", "check", "--json")
        #expect(check.status == 65)
        let finding = try #require(check.lines.first.flatMap { JSONValue(parsing: $0) })
        #expect(finding["message"]?.text?.contains("an older ledger was put back") == true)
        #expect(finding["action"]?.text?.contains("wirespool ledger rebuild") == true)
        #expect(try await place.run("ledger", "check", "--ledger", place.path("copy.db")).status == 0)
        let rebuilt = try await place.run("ledger", "rebuild")
        #expect(rebuilt.status == 0 && rebuilt.output.contains("the former ledger is kept as \(place.path("ledger.db.before-"))"))
        count.value = 10
        try await place.pollAll()
        #expect(try place.articles().count == 10)
    }

    @Test func `while the daemon runs it is copied and checked, and not rebuilt`() async throws {
        let publisher = try LoopbackPublisher { .feed(Documents.rss((0..<6).map(Documents.story)), for: $0) }
        let place = try Workplace()
        let daemon = try RunningDaemon(
            place, DaemonConfiguration([.init(id: "feed", url: publisher.url("/feed"), keys: ["full_text: never"])]))
        try await daemon.wait(forEvent: "article.spooled", count: 6)
        let backup = try await place.run("ledger", "backup", "--json", place.path("copy.db"))
        #expect(backup.status == 0, "\(backup.diagnostics)")
        #expect(JSONValue(parsing: backup.bytes)?["bytes"]?.integer ?? 0 > 4096)
        let again = try await place.run("ledger", "backup", place.path("copy.db"))
        #expect(again.status == 73 && again.diagnostics.contains("exists already"))
        let nowhere = try await place.run("ledger", "backup", place.path("none/copy.db"))
        #expect(nowhere.status != 0 && nowhere.diagnostics.contains("make the copy's directory"), "\(nowhere.diagnostics)")
        #expect(try await place.run("ledger", "check").status == 0)
        #expect(try await place.run("ledger", "check", "--ledger", place.path("copy.db")).status == 0)
        let rebuilt = try await place.run("ledger", "rebuild")
        #expect(rebuilt.status == 75 && rebuilt.diagnostics.contains("\(daemon.pid)"), "\(rebuilt.diagnostics)")
        #expect(try await daemon.terminate() == 0)
    }

    @Test func `what is no ledger is told, with what to do`() async throws {
        let place = try Workplace()
        try place.configure(DaemonConfiguration())
        #expect(try await place.run("ledger", "check").status == 66)
        #expect(try await place.run("ledger", "backup", place.path("copy.db")).status == 66)
        try place.write("ledger.db", String(repeating: "no database at all. ", count: 1000))
        let check = try await place.run("ledger", "check")
        #expect(check.status == 65 && check.output.contains("wirespool ledger rebuild"), "\(check.output)\(check.diagnostics)")
        #expect(try await place.run("ledger", "backup", place.path("copy.db")).status == 65)
        #expect(!FileManager.default.fileExists(atPath: place.path("copy.db")))
        #expect(try await place.run("ledger", "rebuild").status == 66, "there is no spool to read")
    }
}
