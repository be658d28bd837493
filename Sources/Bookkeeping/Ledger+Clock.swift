import GRDB
public import NewsModel

extension Ledger {
    /// Puts right what was decided by a clock that was ahead and has been set back, or nothing would be polled until that time comes.
    ///
    /// Each source and page waits from now on as long as it was to wait then; texts that are owed are told as much sooner as the clock
    /// was ahead. When texts were told stays as it is: a clock that is behind looks alike, and would have them forgotten too soon.
    /// - Throws: ``LedgerError``.
    public func followClock(now: Instant) throws(LedgerError) {
        try write { try $0.followClock(now: now) }
    }
}

extension LedgerTransaction {
    func followClock(now: Instant) throws {
        let times: StatementArguments = [now.milliseconds, (now + Instant.clockTolerance).milliseconds]
        try db.execute(
            sql: """
                UPDATE source SET next_poll_at = next_poll_at - MAX(decided_at - ?1, 0), decided_at = MIN(decided_at, ?1),
                    last_poll_at = MIN(last_poll_at, ?1)
                WHERE decided_at > ?2 OR last_poll_at > ?2
                """, arguments: times)
        try db.execute(
            sql: """
                UPDATE page SET next_try_at = next_try_at - (decided_at - ?1), deadline = deadline - (decided_at - ?1),
                    due_at = due_at - (decided_at - ?1), decided_at = ?1
                WHERE decided_at > ?2
                """, arguments: times)
    }
}
