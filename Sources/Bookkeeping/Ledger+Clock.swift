import GRDB
public import NewsModel

extension Ledger {
    /// Puts right what was put by a clock that was ahead and has been set back, or nothing would be polled until that time comes.
    ///
    /// A source whose last poll lies in the future waits from now on as long as it was to wait then, so that no publisher is asked sooner.
    /// Pages are tried, and texts that are owed told, as much sooner as the clock was ahead.
    /// - Throws: ``LedgerError``.
    public func followClock(now: Instant) throws(LedgerError) {
        try write { try $0.followClock(now: now) }
    }
}

extension LedgerTransaction {
    /// Clocks are corrected by so much without anybody having set them.
    private static let tolerance = Duration.minutes(1)
    /// No rule puts a page further off: it is held for a day at most, and tried again after a day and a half.
    private static let longestPageWait = Duration.days(2)

    func followClock(now: Instant) throws {
        let (now, limit) = (now.milliseconds, (now + LedgerTransaction.tolerance).milliseconds)
        try db.execute(
            sql: """
                UPDATE source SET next_poll_at = MIN(next_poll_at, ?1 + MAX(0, next_poll_at - last_poll_at)), last_poll_at = ?1
                WHERE last_poll_at > ?2
                """, arguments: [now, limit])
        // By the hour in which the story was seen; what is due before that was put right already.
        try db.execute(
            sql: """
                UPDATE page SET next_try_at = next_try_at - ahead, deadline = deadline - ahead, due_at = due_at - ahead
                FROM (SELECT number AS seen, first_seen_at - ?1 AS ahead FROM story WHERE number IN (SELECT story FROM page))
                WHERE story = seen AND ahead > ?2 - ?1 AND due_at >= ?1 + ahead
                """, arguments: [now, limit])
        let latest = now + LedgerTransaction.longestPageWait.milliseconds
        try db.execute(
            sql: """
                UPDATE page SET next_try_at = MIN(next_try_at, ?1), deadline = deadline - (due_at - ?1), due_at = ?1 WHERE due_at > ?2
                """, arguments: [now, latest])
    }
}
