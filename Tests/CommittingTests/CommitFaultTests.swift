import Bookkeeping
import Committing
import Glibc
import NewsModel
import Spooling
import Testing

/// Every instant of a commit: each system call fails once, or is the last one. Nothing is lost, nothing comes twice.
@Suite struct CommitFaultTests {
    static let items = (1...3).map { entry("g\($0)", "\(longText) Number \($0).", headline: "Story \($0)") }

    /// How many system calls one commit makes, starting from a settled spool.
    static func calls() throws -> (count: Int, log: [String]) {
        let files = FaultyFiles()
        let desk = try Desk(files: files)
        try desk.settle()
        files.reset(.none)
        try desk.poll(items)
        return (files.calls, files.log)
    }

    private func expectOnce(_ desk: Desk, _ comment: Comment) throws {
        let articles = try desk.published
        #expect(articles.compactMap(\.guid).sorted() == ["g1", "g2", "g3"], comment)
        #expect(articles.allSatisfy { $0.version == 1 && $0.contentHash == ContentHash(of: $0.content) }, comment)
        #expect(try desk.staged.isEmpty, comment)
    }

    @Test func `files are synced before their directory, and published only then`() throws {
        let (_, log) = try CommitFaultTests.calls()
        #expect(
            log == [
                "create", "write", "create", "write", "create", "write", "fsync", "fsync", "fsync", "fsync-directory", "rename", "rename",
                "rename", "fsync-directory", "fsync-directory",
            ])
    }

    @Test(arguments: [ENOSPC, EDQUOT, EIO, EROFS])
    func `a call that fails once loses nothing and doubles nothing`(number: Int32) throws {
        let count = try CommitFaultTests.calls().count
        for index in 1...count {
            let files = FaultyFiles()
            let desk = try Desk(files: files)
            try desk.settle()
            files.reset(.failure(at: index, number: number))
            var failure: CommitError?
            do { try desk.poll(CommitFaultTests.items) } catch let error as CommitError { failure = error }
            #expect(files.calls >= index)
            if let failure {
                #expect(failure.errorType == (number == ENOSPC || number == EDQUOT ? .spoolFull : .spoolIO))
                #expect(try desk.staged.isEmpty, "call \(index)")
                #expect(try desk.published.isEmpty, "call \(index)")
                #expect(try desk.ledger.rowCounts().keys == 0)
                try desk.poll(CommitFaultTests.items)
            } else {
                #expect(try desk.committer.hasUnpublished)
                try desk.committer.publishPending()
            }
            try expectOnce(desk, "call \(index)")
            #expect(try desk.poll(CommitFaultTests.items).unchanged == 3)
            try desk.open()
            try expectOnce(desk, "call \(index), restarted")
        }
    }

    @Test(arguments: [false, true])
    func `a crash after any call is recovered from`(losesPower: Bool) throws {
        let count = try CommitFaultTests.calls().count
        for index in 1...count {
            let files = FaultyFiles()
            let desk = try Desk(files: files)
            try desk.settle()
            files.reset(.crash(after: index))
            _ = try? desk.poll(CommitFaultTests.items)
            #expect(files.isDead)
            desk.close()
            if losesPower { files.losePower() }
            try desk.open()
            // Nothing is seen by halves.
            #expect([0, 3].contains(try desk.published.count), "call \(index)")
            try desk.poll(CommitFaultTests.items)
            try expectOnce(desk, "call \(index)")
        }
    }

    @Test(arguments: [false, true], [false, true])
    func `a crash at either side of COMMIT is recovered from`(isAfter: Bool, losesPower: Bool) throws {
        struct Killed: Error {}
        let files = FaultyFiles()
        let isArmed = Switch()
        let kill: @Sendable () throws -> Void = {
            guard isArmed.isOn else { return }
            files.die()
            throw Killed()
        }
        let desk = try Desk(
            files: files,
            interruption: LedgerInterruption(beforeCommit: { if !isAfter { try kill() } }, afterCommit: { if isAfter { try kill() } }))
        try desk.settle()
        files.reset(.none)
        isArmed.isOn = true
        _ = try? desk.poll(CommitFaultTests.items)
        #expect(files.isDead)
        desk.close()
        if losesPower { files.losePower() }
        let report = try desk.open()
        #expect(report.published.count == (isAfter ? 3 : 0))
        #expect(report.removed == (isAfter ? 0 : 3))
        try desk.poll(CommitFaultTests.items)
        try expectOnce(desk, "after COMMIT: \(isAfter)")
    }

    @Test func `a COMMIT that fails without having taken place is undone, and its files outlast it until the next one`() throws {
        struct Refused: Error {}
        let isArmed = Switch()
        let desk = try Desk(interruption: LedgerInterruption(beforeCommit: { if isArmed.isOn { throw Refused() } }, afterCommit: {}))
        try desk.settle()
        isArmed.isOn = true
        let error = try #require(throws: CommitError.self) { try desk.poll(CommitFaultTests.items) }
        #expect(error.code == .ledger && error.isTransient)
        #expect(try desk.published.isEmpty)
        #expect(try desk.staged.count == 3)
        isArmed.isOn = false
        try desk.poll(CommitFaultTests.items)
        try expectOnce(desk, "committed again")
    }

    @Test func `a COMMIT that fails although it took place is found out`() throws {
        struct Lost: Error {}
        let isArmed = Switch()
        let desk = try Desk(interruption: LedgerInterruption(beforeCommit: {}, afterCommit: { if isArmed.isOn { throw Lost() } }))
        try desk.settle()
        isArmed.isOn = true
        #expect(try desk.poll(CommitFaultTests.items).spooled.count == 3)
        isArmed.isOn = false
        try expectOnce(desk, "asked the ledger")
        #expect(try desk.poll(CommitFaultTests.items).unchanged == 3)
    }

    @Test func `a claimed article does not come again after a crash before its name was forgotten`() throws {
        let files = FaultyFiles()
        let desk = try Desk(files: files)
        try desk.settle()
        // The last call but one: renamed, and not all synced.
        files.reset(.crash(after: try CommitFaultTests.calls().count - 1))
        _ = try? desk.poll(CommitFaultTests.items)
        #expect(try SpoolReader(directory: desk.spool).claim(limit: 3).count == 3)
        try desk.open()
        try desk.poll(CommitFaultTests.items)
        #expect(try desk.published.isEmpty)
    }

    @Test func `a power loss during the next commit loses nothing of this one`() throws {
        let count = try CommitFaultTests.calls().count
        let next = (4...6).map { entry("g\($0)", "\(longText) Number \($0).", headline: "Story \($0)") }
        for index in 1...count {
            let files = FaultyFiles()
            let desk = try Desk(files: files)
            try desk.settle()
            files.reset(.none)
            try desk.poll(CommitFaultTests.items)
            files.fault = .crash(after: count + index)
            _ = try? desk.poll(next)
            #expect(files.isDead)
            desk.close()
            files.losePower()
            try desk.open()
            try desk.poll(CommitFaultTests.items + next)
            #expect(try desk.published.compactMap(\.guid).sorted() == (1...6).map { "g\($0)" }, "call \(index)")
        }
    }

    @Test func `recovery itself may be interrupted at any call`() throws {
        for index in 1...12 {
            let files = FaultyFiles()
            let desk = try Desk(files: files)
            try desk.settle()
            files.reset(.crash(after: 10))
            _ = try? desk.poll(CommitFaultTests.items)
            desk.close()
            files.reset(.crash(after: index))
            _ = try? desk.open(files: files)
            desk.close()
            files.losePower()
            try desk.open()
            try desk.poll(CommitFaultTests.items)
            try expectOnce(desk, "call \(index) of recovery")
        }
    }
}

/// Something that is on or off; used by one thread at a time.
final class Switch: @unchecked Sendable {
    var isOn = false
}
