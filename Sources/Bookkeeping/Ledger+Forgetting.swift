import Foundation
import GRDB
public import NewsModel

extension Ledger {
    /// How long a key is kept after its document last listed it.
    public static let unlistedKeysAreKept = Duration.days(90)

    /// Forgets, in one small step, what need not be known any more: keys and stories that their documents have not listed for
    /// ``unlistedKeysAreKept``, hashes and sketches older than the window, sources that were removed long ago, and rows of pages that cannot be
    /// read, or that have been due as long of sources that are not polled.
    ///
    /// A document that does not change is not read, so that its entries are not seen to be listed: days are counted up to its last
    /// reading, not up to today. One step looks at `limit` rows of each kind and goes on where the last one stopped.
    /// - Returns: how many rows were forgotten.
    /// - Throws: ``LedgerError``.
    @discardableResult
    public func prune(now: Instant, limit: Int = 2000) throws(LedgerError) -> Int {
        try write { transaction in
            let db = transaction.db
            try transaction.deleteRemovedSources(now: now)
            let window = try Int64.fetchOne(db, sql: "SELECT MAX(duplicate_window) FROM source") ?? Duration.days(30).milliseconds
            try db.execute(
                sql: "DELETE FROM text WHERE content_hash IN (SELECT content_hash FROM text WHERE seen_at < ? ORDER BY seen_at LIMIT ?)",
                arguments: [now.milliseconds &- window, limit])
            var forgotten = db.changesCount
            let day = now.day.daysSinceEpoch
            // A row that can be read is soon no longer due.
            forgotten += try transaction.pruneUnreadablePages(dueBefore: now - .hours(1), limit: 100)
            forgotten += try transaction.pruneLeftPages(dueBefore: now - Ledger.unlistedKeysAreKept, limit: 100)
            forgotten += try transaction.pruneEntries(day: day, limit: limit)
            forgotten += try transaction.pruneStories(day: day, limit: limit)
            forgotten += try transaction.pruneSketches(toldBefore: now - .milliseconds(window), limit: limit)
            return forgotten
        }
    }
}

extension LedgerTransaction {
    /// A row of `table` that was listed neither of late nor at the last reading of its source. ?1: the oldest day kept, ?2: days.
    private static func isOld(_ table: String) -> String {
        """
        \(table).listed_day < ?1 AND \(table).listed_day
            < COALESCE((SELECT source.listed_day FROM source WHERE source.number = \(table).source) - ?2, ?1)
        """
    }
    private static let days = Ledger.unlistedKeysAreKept.milliseconds / 86_400_000

    fileprivate func pruneEntries(day: Int64, limit: Int) throws -> Int {
        let start = try note(.forgettingEntry).flatMap { Data(base64Encoded: $0) } ?? Data()
        let end = try Data.fetchOne(
            db, sql: "SELECT key FROM entry WHERE key > ? ORDER BY key LIMIT 1 OFFSET ?", arguments: [start, max(0, limit - 1)])
        let oldest = day - LedgerTransaction.days
        try db.execute(
            sql: """
                DELETE FROM entry WHERE key > ?3 AND (?4 IS NULL OR key <= ?4)
                    AND \(LedgerTransaction.isOld("entry"))
                    AND NOT EXISTS (SELECT 1 FROM page WHERE page.story = entry.story)
                """, arguments: [oldest, LedgerTransaction.days, start, end])
        let count = db.changesCount
        try setNote(.forgettingEntry, (end ?? Data()).base64EncodedString())
        return count
    }

    /// Stories outlive their keys by a day, so that no key is left without its story.
    fileprivate func pruneStories(day: Int64, limit: Int) throws -> Int {
        let start = try note(.forgettingStory).flatMap { Int64($0) } ?? 0
        let end = try Int64.fetchOne(
            db, sql: "SELECT number FROM story WHERE number > ? ORDER BY number LIMIT 1 OFFSET ?", arguments: [start, max(0, limit - 1)])
        let oldest = day - LedgerTransaction.days - 1
        try db.execute(
            sql: """
                DELETE FROM story WHERE number > ?3 AND (?4 IS NULL OR number <= ?4)
                    AND \(LedgerTransaction.isOld("story"))
                    AND NOT EXISTS (SELECT 1 FROM page WHERE page.story = story.number)
                """, arguments: [oldest, LedgerTransaction.days + 1, start, end])
        let count = db.changesCount
        try setNote(.forgettingStory, String(end ?? 0))
        return count
    }
}
