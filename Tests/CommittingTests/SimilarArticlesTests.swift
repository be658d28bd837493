import Bookkeeping
import Committing
import Foundation
import GRDB
import NewsModel
import Spooling
import Testing

@Suite struct SimilarArticlesTests {
    /// A report of 120 different sentences' worth of words, the same for a number.
    static func report(_ number: Int, words: Int = 240) -> [String] {
        (0..<words).map { "w\(Shingles.mixed(UInt64(number * 10_000 + $0)) % 5000)" }
    }

    static func text(_ words: some Sequence<String>) -> String { words.joined(separator: " ") }

    private let wire = report(1)

    private func desk() throws -> Desk {
        let desk = try Desk()
        try desk.settle()
        return desk
    }

    private func item(_ guid: String, _ words: some Sequence<String>, headline: String = "Headline", pubstatus: String? = nil) -> ListedItem
    {
        entry(guid, SimilarArticlesTests.text(words), headline: headline, pubstatus: pubstatus)
    }

    private func copies() -> [ListedItem] {
        let other = SimilarArticlesTests.report(2)
        let replaced = wire.enumerated().map { $0.offset % 6 == 0 ? other[$0.offset] : $0.element }
        return [
            item("headline", wire, headline: "Said otherwise"), item("cut", wire.dropLast(48)), item("lead", other.prefix(48) + wire),
            item("replaced", replaced),
        ]
    }

    @Test func `50: a copy in another source is tagged, whatever was edited, and its similarity is told`() throws {
        let desk = try desk()
        let original = try #require(try desk.poll(item("g1", wire)).spooled.first)
        #expect(original.similarTo.isEmpty)
        for copy in copies() {
            let desk = try self.desk()
            let original = try #require(try desk.poll(item("g1", wire)).spooled.first)
            let told = try #require(try desk.poll(copy, by: desk.other).spooled.first)
            #expect(told.event == .new && told.story == told.id)
            #expect(told.similarTo.map(\.id) == [original.id] && told.similarTo.map(\.story) == [original.story])
            let similarity = try #require(told.similarTo.first).similarity
            #expect((0.7...1).contains(similarity) && (similarity * 100).rounded() / 100 == similarity)
            #expect(copy.candidate.guid != "headline" || similarity == 1)
            #expect(try desk.published.last?.similarTo == told.similarTo)
        }
        let other = try desk.poll(item("g2", SimilarArticlesTests.report(3)), by: desk.other).spooled
        #expect(other.count == 1 && other[0].similarTo.isEmpty)
    }

    @Test func `51: batch mates are tagged with those before them, the most similar first`() throws {
        let desk = try desk()
        let items = [item("g1", wire), item("g2", wire.dropLast(40)), item("g3", wire.dropLast(41))]
        let told = try desk.committer.commit(items.map { desk.record([$0]) }, now: desk.now).flatMap(\.spooled)
        #expect(told.map { $0.similarTo.count } == [0, 1, 2])
        #expect(told[2].similarTo.map(\.id) == [told[1].id, told[0].id])
    }

    @Test func `52: eight are named at most`() throws {
        let desk = try desk()
        for number in 1...12 { try desk.poll(item("g\(number)", wire, headline: "Headline \(number)")) }
        #expect(try desk.published.map { $0.similarTo.count } == [0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 8, 8])
    }

    @Test func `53: a revision is not like its own story, and names the latest version of another`() throws {
        let desk = try desk()
        let first = try #require(try desk.poll(item("g1", wire)).spooled.first)
        let second = try #require(try desk.poll(item("g1", wire + ["more"])).spooled.first)
        #expect(second.event == .revised && second.similarTo.isEmpty)
        let copy = try #require(try desk.poll(item("x1", wire.dropLast(20)), by: desk.other).spooled.first)
        #expect(copy.similarTo.map(\.id) == [second.id] && copy.similarTo.map(\.story) == [first.id])
        // What it said before its last version counts no more.
        try desk.poll(item("g1", SimilarArticlesTests.report(4)))
        #expect(try desk.poll(item("x2", wire.dropLast(10)), by: desk.other).spooled.first?.similarTo.map(\.id) == [copy.id])
    }

    @Test func `54: a story that was taken back is like none, and one that became short neither`() throws {
        let desk = try desk()
        try desk.poll(item("g1", wire))
        let withdrawn = try #require(try desk.poll(item("g1", wire, pubstatus: "canceled")).spooled.first)
        #expect(withdrawn.event == .withdrawn && withdrawn.similarTo.isEmpty)
        #expect(try desk.ledger.rowCounts().sketches == 0)
        try desk.poll(item("g2", SimilarArticlesTests.report(5)))
        try desk.poll(item("g2", ["taken", "out"]))
        #expect(try desk.ledger.rowCounts().sketches == 0)
        #expect(try desk.poll(item("x1", wire.dropLast(9)), by: desk.other).spooled.first?.similarTo.isEmpty == true)
    }

    @Test func `55: short texts are never tagged`() throws {
        let desk = try desk()
        let words = SimilarArticlesTests.report(6, words: 41)
        try desk.poll(item("g1", words))
        #expect(try desk.poll(item("g2", words, headline: "Other")).spooled.first?.similarTo.isEmpty == true)
    }

    @Test func `56: a source with off is neither tagged nor remembered, its page's text neither`() throws {
        let desk = try desk()
        var quiet = desk.source
        quiet.articles.nearDuplicates = .off
        let due = desk.now
        _ = try desk.ledger.synchronise([quiet, desk.other], now: desk.now) { _ in due }
        try desk.poll(item("x1", wire), by: desk.other)
        #expect(try desk.poll(item("g1", wire.dropLast(9)), by: quiet).spooled.first?.similarTo.isEmpty == true)
        #expect(try desk.poll(item("x2", wire.dropLast(8)), by: desk.other).spooled.first?.similarTo.count == 1)
        try desk.poll(entry("g2", "Teaser", wantsPage: true), by: quiet)
        let page = try #require(try desk.pages.first)
        var read = page.candidate
        read.content.bodyText = SimilarArticlesTests.text(wire.dropLast(7))
        #expect(try desk.page(page, .read(read)).spooled.first?.similarTo.isEmpty == true)
        #expect(try desk.ledger.rowCounts().sketches == 2)
    }

    @Test func `57: after the window a text is like none`() throws {
        let desk = try desk()
        try desk.poll(item("g1", wire))
        desk.now = desk.now + .days(30)
        #expect(try desk.poll(item("x1", wire.dropLast(9)), by: desk.other).spooled.first?.similarTo.count == 1)
        desk.now = desk.now + .days(30) + .seconds(1)
        #expect(try desk.poll(item("x2", wire.dropLast(8)), by: desk.other).spooled.first?.similarTo.isEmpty == true)
    }

    @Test(arguments: ["mark", "sketch"]) func `58: where they cannot be looked for the article is spooled, and that is told`(table: String)
        throws
    {
        let desk = try desk()
        try desk.poll(item("g1", wire))
        desk.close()
        let queue = try DatabaseQueue(path: desk.ledgerPath)
        try queue.writeWithoutTransaction { try $0.execute(sql: "DROP TABLE \(table)") }
        try queue.close()
        try desk.open()
        let report = try desk.poll(item("x1", wire.dropLast(9)), item("x2", SimilarArticlesTests.report(7)), by: desk.other)
        #expect(report.spooled.count == 2 && report.spooled.allSatisfy { $0.similarTo.isEmpty })
        #expect(report.untaggedBecause?.contains(table) == true)
        #expect(try desk.published.count == 3)
        #expect(try desk.poll(item("x1", wire.dropLast(9)), by: desk.other).unchanged == 1)
    }

    @Test func `59: a ledger that is read back from the spool knows them again`() throws {
        let desk = try desk()
        let original = try #require(try desk.poll(item("g1", wire)).spooled.first)
        desk.close()
        for suffix in ["", "-wal", "-shm"] { unlink(desk.ledgerPath + suffix) }
        try rebuild(desk)
        try desk.open()
        #expect(try desk.poll(item("x1", wire.dropLast(9)), by: desk.other).spooled.first?.similarTo.map(\.id) == [original.id])
    }

    /// Both locks go with it.
    private func rebuild(_ desk: Desk) throws {
        let due = desk.now
        let rebuild = try Desk.unlocked {
            do {
                return try LedgerRebuild(ledger: desk.ledgerPath, spool: desk.spool, consumers: [], now: due)
            } catch let error as CommitError where error.ledgerCode == .inUse || error.spoolCode == .inUse {
                throw LedgerError(.inUse, error.message)
            }
        }
        _ = try rebuild.run(
            configure: { _ = try $0.synchronise([desk.source, desk.other], now: due) { _ in due } }, progress: { _, _ in })
    }
}
