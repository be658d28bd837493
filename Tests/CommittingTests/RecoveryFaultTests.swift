import Bookkeeping
import Committing
import Glibc
import NewsModel
import Spooling
import Testing

/// A disk that takes nothing at a start: recovery is repeated until it does, and nothing is lost or told twice.
@Suite struct RecoveryFaultTests {
    static let numbers = [ENOSPC, EDQUOT, EIO, EROFS]

    /// A desk whose daemon died in the middle of the renames of three articles.
    private func interrupted(_ consumers: [String], _ files: FaultyFiles) throws -> Desk {
        let desk = try Desk(consumers: consumers, files: files)
        try desk.settle()
        files.reset(.crash(after: consumers.isEmpty ? 11 : 15))
        _ = try? desk.poll(CommitFaultTests.items)
        #expect(files.isDead)
        desk.close()
        return desk
    }

    private func calls(_ body: (FaultyFiles) throws -> Void) throws -> Int {
        let files = FaultyFiles()
        try body(files)
        return files.calls
    }

    @Test(arguments: CommitFaultTests.spools, numbers)
    func `recovery is repeated after any call of it failed`(consumers: [String], number: Int32) throws {
        let count = try calls { files in
            let desk = try interrupted(consumers, files)
            files.reset(.none)
            #expect(try !desk.open(files: files).published.isEmpty)
        }
        // The first reads what the spool is, before it is opened.
        for index in 2...count {
            let files = FaultyFiles()
            let desk = try interrupted(consumers, files)
            files.reset(.failure(at: index, number: number))
            let error = try #require(throws: CommitError.self, "call \(index)") { try desk.open(files: files) }
            #expect(error.isOfDisk && !error.hint.isEmpty, "call \(index): \(error)")
            #expect(error.errorType == (number == ENOSPC || number == EDQUOT ? .spoolFull : .spoolIO))
            _ = try desk.committer.recover(now: desk.now)
            for owner in desk.owners {
                #expect(try desk.visible(to: owner).compactMap(\.guid).sorted() == ["g1", "g2", "g3"], "call \(index)")
            }
            #expect(try desk.staged.isEmpty)
            #expect(try desk.poll(CommitFaultTests.items).unchanged == 3, "call \(index)")
            #expect(try desk.ledger.pending().isEmpty)
        }
    }

    @Test(arguments: CommitFaultTests.spools, numbers)
    func `a new spool is made after any call of it failed, and is its ledger's`(consumers: [String], number: Int32) throws {
        func empty() throws -> Desk {
            let desk = try Desk(consumers: consumers)
            desk.close()
            Desk.remove(desk.path)
            mkdir(desk.path, 0o700)
            mkdir(desk.spool.path, 0o700)
            return desk
        }
        let count = try calls { files in
            let desk = try empty()
            #expect(try desk.open(files: files).isNewSpool)
        }
        for index in 1...count {
            let files = FaultyFiles()
            let desk = try empty()
            files.reset(.failure(at: index, number: number))
            let error = try #require(throws: CommitError.self, "call \(index)") { try desk.open(files: files) }
            #expect(error.isOfDisk, "call \(index): \(error)")
            _ = try desk.committer.recover(now: desk.now)
            let due = desk.now
            _ = try desk.ledger.synchronise([desk.source, desk.other], now: due) { _ in due }
            try desk.settle()
            #expect(try desk.poll(CommitFaultTests.items).spooled.count == 3, "call \(index)")
            #expect(try !desk.open().isNewSpool)
        }
    }

    @Test func `what no room will mend is no matter of the disk`() throws {
        for number in [EACCES, EPERM, EXDEV, ENOTDIR] {
            let files = FaultyFiles()
            let desk = try interrupted(["archive", "indexer"], files)
            files.reset(.failure(at: 6, number: number))
            let error = try #require(throws: CommitError.self) { try desk.open(files: files) }
            #expect(!error.isOfDisk, "\(error)")
        }
    }
}
