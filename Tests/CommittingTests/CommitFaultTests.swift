import Bookkeeping
import Committing
import Glibc
import NewsModel
import Spooling
import Testing

/// Every instant of a commit: each system call fails once, or is the last one. Nothing is lost, nothing comes twice.
@Suite struct CommitFaultTests {
    static let items = (1...3).map { entry("g\($0)", "\(longText) Number \($0).", headline: "Story \($0)") }

    /// One consumer, and two.
    static let spools: [[String]] = [[], ["archive", "indexer"]]

    /// How many system calls one commit makes, starting from a settled spool.
    static func calls(consumers: [String] = []) throws -> (count: Int, log: [String]) {
        let files = FaultyFiles()
        let desk = try Desk(consumers: consumers, files: files)
        try desk.settle()
        files.reset(.none)
        try desk.poll(items)
        return (files.calls, files.log)
    }

    /// Every consumer has each of the three, whole, in one of its boxes.
    private func expectOnce(_ desk: Desk, _ comment: Comment) throws {
        for owner in desk.owners {
            let articles = try desk.visible(to: owner)
            #expect(articles.compactMap(\.guid).sorted() == ["g1", "g2", "g3"], comment)
            #expect(articles.allSatisfy { $0.version == 1 && $0.contentHash == ContentHash(of: $0.content) }, comment)
        }
        #expect(try desk.staged.isEmpty, comment)
    }

    @Test func `files are synced before their directory, and published only then`() throws {
        #expect(
            try CommitFaultTests.calls().log == [
                "create", "write", "create", "write", "create", "write", "fsync", "fsync", "fsync", "fsync-directory", "rename", "rename",
                "rename", "fsync-directory", "fsync-directory",
            ])
        #expect(
            try CommitFaultTests.calls(consumers: ["archive", "indexer"]).log == [
                "create", "write", "link", "create", "write", "link", "create", "write", "link", "fsync", "fsync", "fsync",
                "fsync-directory", "rename", "rename", "rename", "rename", "rename", "rename", "fsync-directory", "fsync-directory",
                "fsync-directory",
            ])
    }

    @Test(arguments: spools, [ENOSPC, EDQUOT, EIO, EROFS, EINTR])
    func `a call that fails once loses nothing and doubles nothing`(consumers: [String], number: Int32) throws {
        let count = try CommitFaultTests.calls(consumers: consumers).count
        for index in 1...count {
            let files = FaultyFiles()
            let desk = try Desk(consumers: consumers, files: files)
            try desk.settle()
            files.reset(.failure(at: index, number: number))
            var failure: CommitError?
            do { try desk.poll(CommitFaultTests.items) } catch let error as CommitError { failure = error }
            #expect(files.calls >= index)
            if let failure {
                #expect(failure.errorType == (number == ENOSPC || number == EDQUOT ? .spoolFull : .spoolIO))
                #expect(try desk.staged.isEmpty, "call \(index)")
                for owner in desk.owners { #expect(try desk.visible(to: owner).isEmpty, "call \(index)") }
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

    @Test(arguments: spools, [false, true])
    func `a crash after any call is recovered from`(consumers: [String], losesPower: Bool) throws {
        let count = try CommitFaultTests.calls(consumers: consumers).count
        for index in 1...count {
            let files = FaultyFiles()
            let desk = try Desk(consumers: consumers, files: files)
            try desk.settle()
            files.reset(.crash(after: index))
            _ = try? desk.poll(CommitFaultTests.items)
            #expect(files.isDead)
            desk.close()
            if losesPower { files.losePower() }
            try desk.open()
            // Nothing is seen by halves.
            for owner in desk.owners { #expect([0, 3].contains(try desk.visible(to: owner).count), "call \(index)") }
            try desk.poll(CommitFaultTests.items)
            try expectOnce(desk, "call \(index)")
        }
    }

    @Test(arguments: spools, [false, true])
    func `a crash while a failure is being undone is recovered from`(consumers: [String], losesPower: Bool) throws {
        let count = try CommitFaultTests.calls(consumers: consumers).count
        for index in 1...count {
            for after in 1...3 {
                let files = FaultyFiles()
                let desk = try Desk(consumers: consumers, files: files)
                try desk.settle()
                files.reset(.failureThenCrash(at: index, number: ENOSPC, after: after))
                _ = try? desk.poll(CommitFaultTests.items)
                desk.close()
                if losesPower { files.losePower() }
                try desk.open()
                try desk.poll(CommitFaultTests.items)
                try expectOnce(desk, "call \(index), then \(after)")
            }
        }
    }

    /// A consumer that takes whatever it sees at every moment, and syncs that it did, as ``SpoolReader/claim(limit:)`` does.
    private final class Greedy {
        private(set) var claimed: [String?: [ArticleID]] = [:]

        func take(from desk: Desk) {
            for owner in desk.owners {
                guard let reader = try? SpoolReader(directory: desk.spool, consumer: owner) else { continue }
                claimed[owner, default: []] += (try? reader.claim(limit: 9)) ?? []
            }
        }
    }

    @Test(arguments: spools, [false, true])
    func `a crash after any call, with consumers that claim at every moment, gives each article to each of them once`(
        consumers: [String], losesPower: Bool
    ) throws {
        let count = try CommitFaultTests.calls(consumers: consumers).count
        for index in 1...count {
            let (files, greedy) = (FaultyFiles(), Greedy())
            let desk = try Desk(consumers: consumers, files: files)
            try desk.settle()
            files.reset(.crash(after: index))
            files.meanwhile = { [unowned desk] in greedy.take(from: desk) }
            _ = try? desk.poll(CommitFaultTests.items)
            desk.close()
            if losesPower { files.losePower() }
            files.reset(.none)
            try desk.open(files: files)
            try desk.poll(CommitFaultTests.items)
            greedy.take(from: desk)
            try expectOnce(desk, "call \(index)")
            for owner in desk.owners {
                let taken = greedy.claimed[owner] ?? []
                #expect(taken.count == 3 && Set(taken).count == 3, "call \(index), \(owner ?? "-"): \(taken)")
            }
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

    @Test(arguments: spools) func `recovery itself may be interrupted at any call`(consumers: [String]) throws {
        for index in 1...30 {
            let files = FaultyFiles()
            let desk = try Desk(consumers: consumers, files: files)
            try desk.settle()
            // In the middle of the renames.
            files.reset(.crash(after: consumers.isEmpty ? 11 : 15))
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
