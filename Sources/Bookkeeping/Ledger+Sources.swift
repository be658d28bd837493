import Foundation
import GRDB
public import NewsModel

extension Ledger {
    private static let columns = "configuration, " + SourceRow.stateList

    /// Sources that are due before an instant: enabled, active, the longest due first. Complexity: O(limit).
    ///
    /// - Throws: ``LedgerError``.
    public func dueSources(before: Instant, limit: Int) throws(LedgerError) -> [DueSource] {
        try sources(
            "WHERE is_enabled = 1 AND standing = 'active' AND removed_at IS NULL AND next_poll_at <= ? ORDER BY next_poll_at LIMIT ?",
            [before.milliseconds, limit])
    }

    /// When the next source is due; nil where none is enabled and active.
    ///
    /// - Throws: ``LedgerError``.
    public func nextDue() throws(LedgerError) -> Instant? {
        try read {
            try Int64.fetchOne(
                $0, sql: "SELECT MIN(next_poll_at) FROM source WHERE is_enabled = 1 AND standing = 'active' AND removed_at IS NULL"
            ).map(Instant.init(milliseconds:))
        }
    }

    /// Every source that is configured or imported, by identifier.
    ///
    /// - Throws: ``LedgerError``.
    public func allSources() throws(LedgerError) -> [DueSource] {
        try sources("WHERE removed_at IS NULL ORDER BY id", [])
    }

    /// One source; nil where there is none of that identifier, or it was removed.
    ///
    /// - Throws: ``LedgerError``.
    public func source(_ id: SourceID) throws(LedgerError) -> DueSource? {
        try sources("WHERE id = ? AND removed_at IS NULL", [id.rawValue]).first
    }

    /// Sources whose last poll failed, the longest failing first.
    ///
    /// - Throws: ``LedgerError``.
    public func failingSources(limit: Int) throws(LedgerError) -> [DueSource] {
        try sources("WHERE failures > 0 AND removed_at IS NULL ORDER BY failures DESC, id LIMIT ?", [limit])
    }

    private func sources(_ condition: String, _ arguments: StatementArguments) throws(LedgerError) -> [DueSource] {
        try read { db in
            let statement = try db.cachedStatement(sql: "SELECT \(Ledger.columns) FROM source \(condition)")
            let rows = try Row.fetchCursor(statement, arguments: arguments)
            var found: [DueSource] = []
            while let row = try rows.next() {
                guard let source = SourceRow.source(Data(row.bytes(0))) else { continue }
                found.append(DueSource(source: source, state: SourceRow.state(row, from: 1)))
            }
            return found
        }
    }

    /// Stores what is remembered of a source, outside a poll: paused, resumed, put forward.
    ///
    /// - Throws: ``LedgerError``; `.missing` where there is no such source.
    public func setState(_ state: SourceState, for id: SourceID) throws(LedgerError) {
        let isKnown = try write { transaction in
            guard let number = try transaction.number(of: id) else { return false }
            try transaction.setState(state, of: number)
            return true
        }
        if !isKnown { throw LedgerError(.missing, "no source \(id) in the ledger") }
    }

    /// How many of everything there is. Complexity: O(rows); for the status, not for every poll.
    ///
    /// - Throws: ``LedgerError``.
    public func counts() throws(LedgerError) -> LedgerCounts {
        try read { db in
            var counts = LedgerCounts()
            let rows = try Row.fetchCursor(
                db, sql: "SELECT standing, is_enabled, failures > 0, COUNT(*) FROM source WHERE removed_at IS NULL GROUP BY 1, 2, 3")
            while let row = try rows.next() {
                let count: Int = row[3]
                counts.sources += count
                if row[1] as Bool {
                    counts.standings[SourceState.Standing(rawValue: row[0]) ?? .active, default: 0] += count
                    if row[2] as Bool { counts.failing += count }
                } else {
                    counts.disabled += count
                }
            }
            counts.stories = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM story") ?? 0
            counts.keys = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM entry") ?? 0
            counts.hashes = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM text") ?? 0
            counts.awaitedPages = try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM page") ?? 0
            return counts
        }
    }

    /// Counts, at start, a crash for what was being read when the process ended (``ReadingJournal``), and puts it off.
    ///
    /// A source is quarantined at its second crash in a row; a poll that is committed takes the count back. A page is tried again
    /// after a day, and given up at its second crash once the feed's own text was told.
    /// - Returns: the sources that are now quarantined.
    /// - Throws: ``LedgerError``.
    public func countCrash(of readings: [ReadingJournal.Reading], now: Instant) throws(LedgerError) -> [SourceID] {
        guard !readings.isEmpty else { return [] }
        return try write { transaction in
            for reading in Set(readings) {
                switch reading {
                case .document(let source): try transaction.countCrash(of: source, nextPollAt: now + .minutes(15))
                case .page(let number): try transaction.countCrash(ofPage: number, nextTryAt: now + .days(1))
                }
            }
            let ids = try String.fetchAll(transaction.db, sql: "SELECT id FROM source WHERE crashes >= 2 AND standing = 'active'")
            try transaction.db.execute(
                sql: "UPDATE source SET standing = 'quarantined', crashes = 0 WHERE crashes >= 2 AND standing = 'active'")
            return ids.compactMap(SourceID.init)
        }
    }
}

extension LedgerTransaction {
    fileprivate func countCrash(of source: SourceID, nextPollAt: Instant) throws {
        try db.execute(
            sql: "UPDATE source SET crashes = crashes + 1, next_poll_at = MAX(next_poll_at, ?) WHERE id = ?",
            arguments: [nextPollAt.milliseconds, source.rawValue])
    }

    fileprivate func countCrash(ofPage number: Int64, nextTryAt: Instant) throws {
        try db.execute(
            sql: """
                UPDATE page SET attempts = attempts + ?1, next_try_at = ?2, due_at = CASE is_told WHEN 0 THEN MIN(?2, deadline) ELSE ?2 END
                WHERE number = ?3
                """, arguments: [AwaitedPage.maximumAttempts / 2, nextTryAt.milliseconds, number])
        try db.execute(
            sql: "DELETE FROM page WHERE number = ? AND attempts >= ? AND is_told = 1", arguments: [number, AwaitedPage.maximumAttempts])
    }
}

extension LedgerTransaction {
    /// The number that stands for a source; nil where it is not known.
    func number(of id: SourceID) throws -> Int64? {
        try Int64.fetchOne(db.cachedStatement(sql: "SELECT number FROM source WHERE id = ?"), arguments: [id.rawValue])
    }

    /// What the commit needs to know of a source. One the ledger has forgotten meanwhile is noted again, as removed.
    package func record(of source: Source, now: Instant) throws -> SourceRecord {
        if let record = try record(of: source.id) { return record }
        let number = try insert(source, state: SourceState(nextPollAt: now), removedAt: now)
        return SourceRecord(number: number, isFirstPoll: true, listedDay: nil, duplicateWindow: source.articles.duplicateWindow)
    }

    /// What the commit needs to know of a source; nil where the ledger has none of that identifier.
    package func record(of id: SourceID) throws -> SourceRecord? {
        try first("SELECT number, last_success_at IS NULL, listed_day, duplicate_window FROM source WHERE id = ?", [id.rawValue]) { row in
            SourceRecord(number: row[0], isFirstPoll: row[1], listedDay: row[2], duplicateWindow: .milliseconds(row[3] as Int64))
        }
    }

    func insert(_ source: Source, state: SourceState, removedAt: Instant? = nil) throws -> Int64 {
        try db.cachedStatement(
            sql: """
                INSERT INTO source(id, url, configuration, is_enabled, maximum_interval, duplicate_window, removed_at,
                    \(SourceRow.stateList))
                VALUES (?, ?, ?, ?, ?, ?, ?, \(SourceRow.statePlaces))
                """
        ).execute(
            arguments: [
                source.id.rawValue, source.url, SourceRow.data(source), source.isEnabled,
                source.polling.maximumInterval.milliseconds, source.articles.duplicateWindow.milliseconds, removedAt?.milliseconds,
            ] + SourceRow.arguments(state))
        return db.lastInsertedRowID
    }

    /// Stores a source's state, and that its document was read without a crash.
    package func setState(_ state: SourceState, of number: Int64) throws {
        try db.cachedStatement(sql: "UPDATE source SET crashes = 0, \(SourceRow.stateAssignments) WHERE number = ?")
            .execute(arguments: SourceRow.arguments(state) + [number])
    }

    /// Notes the day on which entries of a source were read.
    package func setListedDay(_ day: Int64, of number: Int64) throws {
        try db.cachedStatement(sql: "UPDATE source SET listed_day = ? WHERE number = ?").execute(arguments: [day, number])
    }

    /// Notes when a source last brought an article.
    package func setLastNew(_ instant: Instant, of number: Int64) throws {
        try db.cachedStatement(sql: "UPDATE source SET last_new_at = ? WHERE number = ?").execute(arguments: [instant.milliseconds, number])
    }
}
