import GRDB
public import NewsModel

extension Ledger {
    /// How long a source is quarantined before it is tried once more.
    public static let quarantine = Duration.days(7)

    /// Counts, at start, a crash for what was being read when the process ended (``ReadingJournal``), and puts it off.
    ///
    /// A source is quarantined at its second crash in a row, for ``quarantine``; a poll that is committed takes the count back. Sources
    /// that were read at once come again five minutes apart: only one of them is to blame. A page is tried again after a day, and
    /// given up at its second crash once the feed's own text was told. When this is committed, the journal may ``ReadingJournal/begin()``.
    /// - Returns: the sources that are now quarantined, and were not before.
    /// - Throws: ``LedgerError``.
    public func countCrash(of readings: [ReadingJournal.Reading], now: Instant) throws(LedgerError) -> [SourceID] {
        guard !readings.isEmpty else { return [] }
        return try write { transaction in
            var seen: Set<ReadingJournal.Reading> = []
            for reading in readings where seen.insert(reading).inserted {
                let stagger = Duration.minutes(5 * (seen.count - 1))
                switch reading {
                case .document(let source): try transaction.countCrash(of: source, nextPollAt: now + .minutes(15) + stagger, now: now)
                case .page(let number): try transaction.countCrash(ofPage: number, nextTryAt: now + .days(1) + stagger, now: now)
                }
            }
            return try transaction.quarantine(now: now)
        }
    }
}

extension LedgerTransaction {
    private static let puttingOff =
        "next_poll_at = MAX(next_poll_at, ?1), decided_at = CASE WHEN next_poll_at < ?1 THEN ?2 ELSE decided_at END"

    fileprivate func countCrash(of source: SourceID, nextPollAt: Instant, now: Instant) throws {
        try db.execute(
            sql: "UPDATE source SET crashes = crashes + 1, \(LedgerTransaction.puttingOff) WHERE id = ?3",
            arguments: [nextPollAt.milliseconds, now.milliseconds, source.rawValue])
    }

    /// Quarantines what crashed twice; what is tried again after a quarantine needs one crash alone.
    fileprivate func quarantine(now: Instant) throws -> [SourceID] {
        let ids = try String.fetchAll(
            db, sql: "SELECT id FROM source WHERE crashes >= 2 AND standing NOT IN ('quarantined', 'paused') ORDER BY id")
        try db.execute(
            sql: """
                UPDATE source SET standing = 'quarantined', crashes = 0, \(LedgerTransaction.puttingOff)
                WHERE standing <> 'paused' AND (crashes >= 2 OR crashes >= 1 AND standing = 'quarantined')
                """, arguments: [(now + Ledger.quarantine).milliseconds, now.milliseconds])
        return ids.compactMap { SourceID(stored: $0) }
    }

    fileprivate func countCrash(ofPage number: Int64, nextTryAt: Instant, now: Instant) throws {
        try db.execute(
            sql: """
                UPDATE page SET attempts = attempts + ?1, next_try_at = ?2, due_at = CASE is_told WHEN 0 THEN MIN(?2, deadline) ELSE ?2 END,
                    decided_at = ?3
                WHERE number = ?4
                """, arguments: [AwaitedPage.maximumAttempts / 2, nextTryAt.milliseconds, now.milliseconds, number])
        try db.execute(
            sql: "DELETE FROM page WHERE number = ? AND attempts >= ? AND is_told = 1", arguments: [number, AwaitedPage.maximumAttempts])
    }
}
