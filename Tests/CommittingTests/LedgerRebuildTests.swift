import Bookkeeping
import Committing
import Glibc
import NewsModel
import Spooling
import Testing

/// A ledger that was lost is read back from the spool: nothing comes again, and stories go on.
@Suite struct LedgerRebuildTests {
    /// A wire of every kind of entry: by identifier, by link alone, by content alone, short, revised, taken back, and from another source.
    private static let items = [
        entry("g1", "\(longText) One.", headline: "One"), entry(nil, "\(longText) Two.", headline: "Two", url: "https://first.example/2"),
        entry(nil, "\(longText) Three.", headline: "Three"), entry("g4", "Photos of the day", headline: "Four"),
    ]

    private func rebuild(_ desk: Desk, sources: [Source]? = nil) throws -> LedgerRebuild.Report {
        desk.close()
        let rebuild = try Desk.unlocked {
            do {
                return try LedgerRebuild(ledger: desk.ledgerPath, spool: desk.spool, consumers: desk.consumers, now: desk.now)
            } catch let error as CommitError where error.ledgerCode == .inUse || error.spoolCode == .inUse {
                throw LedgerError(.inUse, error.message)
            }
        }
        let due = desk.now
        return try rebuild.run(
            configure: { _ = try $0.synchronise(sources ?? [desk.source, desk.other], now: due) { _ in due } }, progress: { _, _ in })
    }

    private func lose(_ desk: Desk) {
        desk.close()
        for suffix in ["", "-wal", "-shm"] { unlink(desk.ledgerPath + suffix) }
    }

    @Test(arguments: CommitFaultTests.spools)
    func `what is in the spool does not come again, whatever it was known by`(consumers: [String]) throws {
        let desk = try Desk(consumers: consumers)
        try desk.settle()
        try desk.poll(LedgerRebuildTests.items)
        let owner = desk.owners[0]
        let reader = try SpoolReader(directory: desk.spool, consumer: owner)
        let ids = try reader.claim(limit: 3)
        try reader.done(ids[0])
        try reader.fail(ids[1])
        lose(desk)
        let report = try rebuild(desk)
        #expect(report.articles == 4 && report.stories == 4 && report.unsound.isEmpty && report.unconfigured.isEmpty)
        #expect(report.formerLedger == nil && report.adopted == 0)
        try desk.open()
        let again = try desk.poll(LedgerRebuildTests.items)
        #expect(again.spooled.isEmpty && again.unchanged == 4)
        // In every source they are known by their text and, as the short one, by their link.
        let copies = try desk.poll(LedgerRebuildTests.items, by: desk.other)
        #expect(copies.duplicates.count == 4 && copies.spooled.isEmpty)
        #expect(try desk.poll(entry("g5", longText + "Five.", headline: "Five")).spooled.count == 1)
        try desk.ledger.check { Issue.record("\($0)") }
    }

    @Test func `stories go on with their next version, and what was taken back stays so`() throws {
        let desk = try Desk()
        try desk.settle()
        let first = try #require(try desk.poll(entry("g1", longText)).spooled.first)
        let second = try #require(try desk.poll(entry("g1", longText + "More.")).spooled.first)
        try desk.poll(entry("g2", longText + "Wrong."))
        try desk.poll(entry("g2", longText + "Wrong.", pubstatus: "canceled"))
        lose(desk)
        #expect(try rebuild(desk).stories == 2)
        try desk.open()
        #expect(try desk.poll(entry("g2", longText + "Wrong.", pubstatus: "canceled")).spooled.isEmpty)
        #expect(try desk.poll(entry("g1", longText + "More.")).unchanged == 1)
        let third = try #require(try desk.poll(entry("g1", longText + "More still.")).spooled.first)
        #expect(third.story == first.id && third.version == 3 && third.previous == second.id && third.id > second.id)
        // A → B → A was told; the next return is held, as it would have been.
        try desk.poll(entry("g1", longText + "More."))
        lose(desk)
        _ = try rebuild(desk)
        try desk.open()
        #expect(try desk.poll(entry("g1", longText + "More still.")).held == 1)
    }

    @Test(arguments: CommitFaultTests.spools, [false, true])
    func `whatever a crash left staged comes once for every consumer, known to the ledger that was lost or not`(
        consumers: [String], losesPower: Bool
    ) throws {
        for index in 1...(try CommitFaultTests.calls(consumers: consumers).count) {
            let files = FaultyFiles()
            let desk = try Desk(consumers: consumers, files: files)
            try desk.settle()
            files.reset(.crash(after: index))
            _ = try? desk.poll(CommitFaultTests.items)
            desk.close()
            if losesPower { files.losePower() }
            lose(desk)
            _ = try rebuild(desk)
            try desk.open()
            try desk.poll(CommitFaultTests.items)
            for owner in desk.owners {
                #expect(try desk.visible(to: owner).compactMap(\.guid).sorted() == ["g1", "g2", "g3"], "call \(index)")
            }
            #expect(try desk.staged.isEmpty)
            try desk.ledger.check { Issue.record("\($0)") }
        }
    }

    @Test func `the former ledger is kept, and a source that is not configured keeps what it told`() throws {
        let desk = try Desk()
        try desk.settle()
        try desk.poll(LedgerRebuildTests.items)
        let report = try rebuild(desk, sources: [desk.other])
        #expect(report.unconfigured == [desk.source.id: 4])
        let former = try #require(report.formerLedger)
        #expect(try Ledger.openReadOnly(path: former).source(desk.source.id) != nil)
        try desk.open()
        #expect(try desk.ledger.source(desk.source.id) == nil)
        _ = try desk.ledger.synchronise([desk.source, desk.other], now: desk.now) { _ in desk.now }
        #expect(try desk.poll(LedgerRebuildTests.items).spooled.isEmpty)
    }

    @Test func `files that are no sound articles are named and passed over`() throws {
        let desk = try Desk()
        try desk.settle()
        let id = try #require(try desk.poll(LedgerRebuildTests.items).spooled.first?.id)
        let path = desk.spool.path(of: id, in: .new)
        chmod(path, 0o640)
        truncate(path, 100)
        lose(desk)
        let report = try rebuild(desk)
        #expect(report.articles == 3 && report.unsound.count == 1 && report.unsound.first?.contains("\(id)") == true)
    }

    @Test func `while a daemon holds ledger or spool nothing is touched`() throws {
        let desk = try Desk()
        try desk.settle()
        try desk.poll(LedgerRebuildTests.items)
        let error = try #require(throws: CommitError.self) {
            _ = try LedgerRebuild(ledger: desk.ledgerPath, spool: desk.spool, consumers: [], now: desk.now)
        }
        #expect(error.spoolCode == .inUse)
        let elsewhere = SpoolDirectory(path: desk.path + "/elsewhere")
        mkdir(elsewhere.path, 0o700)
        #expect(throws: CommitError.self) {
            _ = try LedgerRebuild(ledger: desk.ledgerPath, spool: elsewhere, consumers: [], now: desk.now)
        }
        let missing = SpoolDirectory(path: desk.path + "/missing")
        #expect(throws: CommitError.self) {
            _ = try LedgerRebuild(ledger: desk.path + "/other.db", spool: missing, consumers: [], now: desk.now)
        }
        #expect(!SystemCalls().exists(missing.path))
        #expect(try desk.poll(LedgerRebuildTests.items).unchanged == 4)
    }

    @Test func `a ledger that is gone is refused beside articles, and none is made`() throws {
        let desk = try Desk()
        try Committer.refuseLostLedger(desk.path + "/new.db", beside: SpoolDirectory(path: desk.path + "/none"))
        try desk.settle()
        try desk.poll(LedgerRebuildTests.items)
        lose(desk)
        let error = try #require(throws: CommitError.self) { try Committer.refuseLostLedger(desk.ledgerPath, beside: desk.spool) }
        #expect(error.code == .foreign && error.hint.contains("wirespool ledger rebuild"))
        #expect(!SystemCalls().exists(desk.ledgerPath))
    }
}
