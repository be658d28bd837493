import Foundation
import GRDB
public import NewsModel

extension Ledger {
    static let columns = "id, name, url, profile, origin = 'import', " + SourceRow.stateList

    /// Sources that are due before an instant: enabled and not paused, the longest due first. Complexity: O(limit).
    ///
    /// One that is gone or quarantined is due as well when its next poll comes, after weeks: nothing is dead for ever. A part is due
    /// while the whole is polled.
    /// - Parameter start: Those that were polled since then are left out; nil for none.
    /// - Throws: ``LedgerError``.
    public func dueSources(before: Instant, notPolledSince start: Instant? = nil, limit: Int) throws(LedgerError) -> [DueSource] {
        try sources(
            """
            WHERE is_enabled = 1 AND standing <> 'paused' AND removed_at IS NULL AND next_poll_at <= ?1
                AND (?2 IS NULL OR last_poll_at IS NULL OR last_poll_at < ?2)
                AND (part_of IS NULL OR EXISTS (
                    SELECT 1 FROM source AS whole WHERE whole.number = source.part_of
                        AND whole.is_enabled = 1 AND whole.standing = 'active' AND whole.removed_at IS NULL))
            ORDER BY next_poll_at LIMIT ?3
            """,
            [before.milliseconds, start?.milliseconds, limit])
    }

    /// Every source that is configured or imported, by identifier; their parts apart.
    ///
    /// - Throws: ``LedgerError``.
    public func allSources() throws(LedgerError) -> [DueSource] {
        try sources("WHERE removed_at IS NULL AND part_of IS NULL ORDER BY id", [])
    }

    /// The documents that a source has beside its own, by address.
    ///
    /// - Throws: ``LedgerError``.
    public func parts(of id: SourceID) throws(LedgerError) -> [DueSource] {
        try sources("WHERE part_of = (SELECT number FROM source WHERE id = ?) ORDER BY url", [id.rawValue])
    }

    /// One source; nil where there is none of that identifier, or it was removed.
    ///
    /// - Throws: ``LedgerError``.
    public func source(_ id: SourceID) throws(LedgerError) -> DueSource? {
        try sources("WHERE id = ? AND removed_at IS NULL", [id.rawValue]).first
    }

    func sources(_ condition: String, _ arguments: StatementArguments) throws(LedgerError) -> [DueSource] {
        try read { db in
            let prepared = try db.cachedStatement(sql: "SELECT \(Ledger.columns) FROM source \(condition)")
            try prepared.setArguments(arguments)
            let statement = DirectStatement(prepared)
            defer { statement.reset() }
            let profiles = ProfileCache()
            var found: [DueSource] = []
            while let row = try statement.step() {
                if let source = try SourceRow.source(row, profiles, db) { found.append(source) }
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

    /// Pauses a source: it is not polled until it is resumed.
    ///
    /// - Returns: Whether it was not paused yet.
    /// - Throws: ``LedgerError``; `.missing` where there is no such source.
    public func pause(_ id: SourceID) throws(LedgerError) -> Bool {
        try change(id) { state in
            guard state.standing != .paused else { return false }
            state.standing = .paused
            return true
        }
    }

    /// Resumes a source that was paused, or is gone or quarantined; the latter are due at once, the former when it was.
    ///
    /// - Returns: Whether it was not polled.
    /// - Throws: ``LedgerError``; `.missing` where there is no such source.
    public func resume(_ id: SourceID, now: Instant) throws(LedgerError) -> Bool {
        try change(id) { state in
            guard state.standing != .active else { return false }
            if state.standing != .paused || state.nextPollAt < now {
                (state.nextPollAt, state.nextReason, state.decidedAt) = (now, .manual, now)
            }
            state.standing = .active
            return true
        }
    }

    private func change(_ id: SourceID, _ body: (inout SourceState) -> Bool) throws(LedgerError) -> Bool {
        let isChanged: Bool? = try write { transaction in
            guard let (before, number) = try transaction.state(of: id) else { return nil }
            var state = before
            guard body(&state) else { return false }
            try transaction.setState(state, of: number)
            return true
        }
        guard let isChanged else { throw LedgerError(.missing, "no source \(id) in the ledger") }
        return isChanged
    }

    /// How many sources there are, and how they stand. Complexity: O(sources), over an index alone.
    ///
    /// - Throws: ``LedgerError``.
    public func counts() throws(LedgerError) -> LedgerCounts {
        try read { db in
            var counts = LedgerCounts()
            let rows = try Row.fetchCursor(
                db,
                sql:
                    "SELECT standing, is_enabled, failures > 0, COUNT(*) FROM source WHERE removed_at IS NULL AND part_of IS NULL GROUP BY 1, 2, 3"
            )
            while let row = try rows.next() {
                let count: Int = row[3]
                counts.sources += count
                if row[1] as Bool {
                    counts.standings[SourceState.Standing(rawValue: row[0]) ?? .active, default: 0] += count
                    // As SourceHealth has it: what is gone or paused is not failing.
                    if row[2] as Bool, row[0] == SourceState.Standing.active.rawValue { counts.failing += count }
                } else {
                    counts.disabled += count
                }
            }
            return counts
        }
    }

    /// How many rows there are of what was seen. Complexity: O(rows).
    package func rowCounts() throws(LedgerError) -> LedgerRowCounts {
        try read { db in
            func count(_ table: String) throws -> Int { try Int.fetchOne(db, sql: "SELECT COUNT(*) FROM \(table)") ?? 0 }
            return LedgerRowCounts(
                stories: try count("story"), keys: try count("entry"), hashes: try count("text"), awaitedPages: try count("page"),
                sketches: try count("sketch"), marks: try count("mark"))
        }
    }
}

extension LedgerTransaction {
    /// The number that stands for a source; nil where it is not known.
    func number(of id: SourceID) throws -> Int64? {
        try Int64.fetchOne(db.cachedStatement(sql: "SELECT number FROM source WHERE id = ?"), arguments: [id.rawValue])
    }

    /// How a source stands, and its number; nil where there is none of that identifier, or it was removed.
    fileprivate func state(of id: SourceID) throws -> (SourceState, Int64)? {
        var statement = try DirectStatement(
            db, "SELECT number, \(SourceRow.stateList) FROM source WHERE id = ? AND removed_at IS NULL AND part_of IS NULL")
        defer { statement.reset() }
        try statement.bind(id.rawValue)
        return try statement.step().map { (SourceRow.state($0, from: 1), $0.integer(0) ?? 0) }
    }

    /// What the commit needs to know of a source that was polled, which may be configured otherwise meanwhile. One the ledger has
    /// forgotten is noted again, as removed.
    package func record(of source: Source, now: Instant) throws -> SourceRecord {
        if let (found, profile) = try row(of: source) {
            var record = found
            if let template = try profiles.template(profile, db) { record.isReadAlike = template.isRead(like: source) }
            return record
        }
        if source.part != nil, var whole = try record(of: source.whole) {
            // No index lists it any more: what it told is the whole's all the same.
            whole.isPolledURL = false
            return whole
        }
        let number = try insert(source, profile: profile(of: source), state: SourceState(nextPollAt: now), removedAt: now)
        return SourceRecord(number: number, row: number, listedDay: nil, duplicateWindow: source.articles.duplicateWindow)
    }

    /// What stands in a source's row, and the number of its profile.
    private func row(of source: Source) throws -> (SourceRecord, profile: Int64)? {
        var statement = try DirectStatement(
            db,
            """
            SELECT COALESCE(part_of, number), number, listed_day, duplicate_window, url, profile, standing, failures, silent_since
            FROM source WHERE id = ?
            """)
        defer { statement.reset() }
        try statement.bind(source.id.rawValue)
        guard let row = try statement.step(), let number = row.integer(0), let own = row.integer(1), let profile = row.integer(5) else {
            return nil
        }
        var record = SourceRecord(
            number: number, row: own, listedDay: row.integer(2), duplicateWindow: .milliseconds(row.integer(3) ?? 0))
        record.isPolledURL = row.text(4) == source.url
        record.steady = SteadyState(standing: row.text(6) ?? "", failures: row.integer(7) ?? 0, silentSince: row.integer(8))
        return (record, profile)
    }

    /// What the commit needs to know of a source; nil where the ledger has none of that identifier.
    package func record(of id: SourceID) throws -> SourceRecord? {
        let found = try first(
            "SELECT COALESCE(part_of, number), number, listed_day, duplicate_window, profile FROM source WHERE id = ?", [id.rawValue]
        ) { row in
            let record = SourceRecord(number: row[0], row: row[1], listedDay: row[2], duplicateWindow: .milliseconds(row[3] as Int64))
            return (record, row[4] as Int64)
        }
        guard let found else { return nil }
        var record = found.0
        if let template = try profiles.template(found.1, db) { record.nearDuplicates = template.articles.nearDuplicates }
        return record
    }

    func insert(
        _ source: Source, profile: Int64, origin: SourceOrigin = .configuration, state: SourceState, removedAt: Instant? = nil
    ) throws -> Int64 {
        var statement = try DirectStatement(
            db,
            """
            INSERT INTO source(id, name, url, url_key, profile, origin, is_enabled, maximum_interval, duplicate_window, removed_at,
                \(SourceRow.stateList))
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, \(SourceRow.statePlaces))
            """)
        try statement.bind(source.id.rawValue)
        try statement.bind(source.name)
        try statement.bind(source.url)
        try statement.bind(SourceProfile.urlKey(source.url))
        try statement.bind(profile)
        try statement.bind(origin.rawValue)
        try statement.bind(source.isEnabled ? 1 : 0)
        try statement.bind(source.polling.maximumInterval.milliseconds)
        try statement.bind(source.articles.duplicateWindow.milliseconds)
        try statement.bind(removedAt?.milliseconds)
        try SourceRow.bind(state, to: &statement)
        try statement.run()
        return db.lastInsertedRowID
    }

    private static let stateUpdate =
        "UPDATE source SET crashes = 0, \(SourceRow.stateAssignments) WHERE number = ?\(SourceRow.stateColumns.count + 1)"

    /// Stores a source's state, and that its document was read without a crash.
    ///
    /// - Parameter known: What of it stands in the row already, as far as indexes are over it; nil where that is not known.
    package func setState(_ state: SourceState, of number: Int64, known: SteadyState? = nil) throws {
        var statement = try DirectStatement(db, LedgerTransaction.stateUpdate)
        try SourceRow.bind(state, to: &statement)
        try statement.bind(number)
        try statement.run()
        let steady = SteadyState(state)
        guard steady != known else { return }
        try db.cachedStatement(sql: "UPDATE source SET standing = ?, failures = ?, silent_since = ? WHERE number = ?")
            .execute(arguments: [steady.standing, steady.failures, steady.silentSince, number])
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
