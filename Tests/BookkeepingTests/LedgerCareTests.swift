import Bookkeeping
import Foundation
import GRDB
import Glibc
import NewsModel
import Testing

/// Checks and copies of a ledger.
@Suite struct LedgerCareTests {
    private func findings(_ ledger: Ledger) throws -> [String] {
        var found: [String] = []
        try ledger.check { found.append($0) }
        return found
    }

    /// Each statement breaks one thing that holds after every transaction.
    @Test(arguments: [
        ("INSERT INTO pending VALUES (x'0190000000007000800000000000ffff')", "pending has the article"),
        ("INSERT INTO pending VALUES (x'00')", "names to be published"),
        ("INSERT INTO text VALUES (x'0102', 1, NULL, 0)", "hashes of texts"),
        ("INSERT INTO entry VALUES (x'0102', 1, 1, zeroblob(16), 0)", "keys or hashes of entries"),
        ("INSERT INTO story VALUES (1, 1, NULL, 1, NULL, NULL, 0, 0, 0, 0, 0, 0, 0, x'')", "stories whose version"),
        ("INSERT INTO story VALUES (1, 1, NULL, 0, NULL, x'01', 0, 0, 0, 0, 0, 0, 0, x'')", "another length"),
        ("INSERT INTO page VALUES (1, 1, 7, '', x'', x'', x'', 0, 0, 0, 0, 0, 0)", "pages waited for"),
        ("UPDATE source SET profile = 99", "without their settings"),
        ("UPDATE source SET part_of = 99", "documents of a source"),
    ])
    func `what breaks the house's rules is found`(statement: String, words: String) throws {
        let shelf = try LedgerTests.Shelf()
        _ = try shelf.synchronise([try LedgerTests.source("a")])
        #expect(try findings(shelf.ledger).isEmpty)
        let queue = try DatabaseQueue(path: shelf.ledger.path)
        try queue.write { try $0.execute(sql: statement) }
        try queue.close()
        let found = try findings(shelf.ledger)
        #expect(found.contains { $0.contains(words) }, "\(found)")
    }

    @Test func `a damaged file is found out, not crashed on`() throws {
        let shelf = try LedgerTests.Shelf()
        _ = try shelf.synchronise(try (0..<400).map { try LedgerTests.source("s\($0)", "https://s\($0).example/feed") })
        let copy = shelf.path + "/copy.db"
        defer { for suffix in ["", "-wal", "-shm"] { unlink(copy + suffix) } }
        _ = try shelf.ledger.backup(to: copy)
        let file = open(copy, O_WRONLY)
        let noise = [UInt8](repeating: 0xA5, count: 3000)
        var status = stat()
        #expect(fstat(file, &status) == 0)
        for page in stride(from: 4096 * 3, to: Int(status.st_size), by: 4096 * 2) { pwrite(file, noise, noise.count, off_t(page)) }
        close(file)
        do {
            #expect(try !findings(try Ledger.openReadOnly(path: copy)).isEmpty)
        } catch let error as LedgerError {
            #expect(error.code == .damaged)
        }
    }

    @Test func `a copy is whole though commits go on meanwhile, and it is one file`() throws {
        let shelf = try LedgerTests.Shelf()
        let sources = try (0..<4000).map { try LedgerTests.source("s\($0)", "https://s\($0).example/feed") }
        _ = try shelf.synchronise(sources)
        let copy = shelf.path + "/copy.db"
        defer { unlink(copy) }
        let reader = try Ledger.openReadOnly(path: shelf.ledger.path)
        defer { reader.close() }
        var steps: [(Int, Int)] = []
        let bytes = try reader.backup(to: copy) { done, total in
            steps.append((done, total))
            // Between two steps of the copying somebody else commits.
            try? shelf.ledger.setState(SourceState(nextPollAt: LedgerTests.now), for: sources[steps.count % sources.count].id)
        }
        #expect(steps.last.map { $0 == $1 } == true)
        #expect(steps.count < 100, "a commit made it begin anew")
        let attributes = try FileManager.default.attributesOfItem(atPath: copy)
        #expect((attributes[.size] as? NSNumber)?.int64Value == bytes)
        #expect((attributes[.posixPermissions] as? NSNumber)?.int16Value == 0o640)
        let names = try FileManager.default.contentsOfDirectory(atPath: shelf.path).filter { $0.hasPrefix("copy") }
        #expect(names == ["copy.db"])
        let opened = try Ledger.openReadOnly(path: copy)
        defer { opened.close() }
        #expect(try opened.counts().sources == 4000)
        #expect(try findings(opened).isEmpty)
    }

    @Test func `nothing is overwritten, and a failure leaves nothing`() throws {
        let shelf = try LedgerTests.Shelf()
        let taken = shelf.path + "/taken"
        defer { unlink(taken) }
        try Data("mine".utf8).write(to: URL(fileURLWithPath: taken))
        #expect(throws: LedgerError.self) { try shelf.ledger.backup(to: taken) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: taken)) == Data("mine".utf8))
        let error = try #require(throws: LedgerError.self) { try shelf.ledger.backup(to: shelf.path + "/none/copy.db") }
        #expect(error.code == .missing)
        #expect(try FileManager.default.contentsOfDirectory(atPath: shelf.path).allSatisfy { !$0.contains("partial") })
    }

    @Test func `a copy can be put back and written`() throws {
        let shelf = try LedgerTests.Shelf()
        _ = try shelf.synchronise([try LedgerTests.source("a")])
        let copy = shelf.path + "/copy.db"
        defer { for suffix in ["", "-wal", "-shm", ".lock"] { unlink(copy + suffix) } }
        _ = try shelf.ledger.backup(to: copy)
        let ledger = try Ledger(path: copy)
        defer {
            ledger.close()
            // A second time does no harm.
            ledger.close()
        }
        try ledger.setState(LedgerTests.fullState, for: try #require(SourceID("a")))
        #expect(try findings(ledger).isEmpty)
    }
}
