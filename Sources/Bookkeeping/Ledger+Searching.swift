import GRDB
public import NewsModel

extension Ledger {
    /// The sources of a query, their parts apart. Complexity: O(sources), unless nothing is left out and they stand by identifier.
    ///
    /// - Throws: ``LedgerError``.
    public func sources(_ query: SourceQuery) throws(LedgerError) -> [DueSource] {
        var found: [DueSource] = []
        try forEachSource(query) { source, _ in
            found.append(source)
            return true
        }
        return found
    }

    /// Hands over the sources of a query, one by one: memory does not grow with their number.
    ///
    /// - Parameter body: A source, and where it was imported ``ImportedSource/overrides``; gives back whether to go on.
    /// - Throws: ``LedgerError``.
    public func forEachSource(_ query: SourceQuery, _ body: (DueSource, String?) -> Bool) throws(LedgerError) {
        let (condition, arguments) = Ledger.condition(query)
        try read { db in
            let profiles = ProfileCache()
            let sql = """
                SELECT \(Ledger.columns), (SELECT overrides FROM profile WHERE profile.number = source.profile)
                FROM source WHERE \(condition) ORDER BY \(Ledger.order(query.order)) LIMIT ?
                """
            let prepared = try db.makeStatement(sql: sql)
            try prepared.setArguments(StatementArguments(arguments + [query.limit]))
            let statement = DirectStatement(prepared)
            defer { statement.reset() }
            while let row = try statement.step() {
                guard let source = try SourceRow.source(row, profiles, db) else { continue }
                guard body(source, row.text(row.count - 1)) else { return }
            }
        }
    }

    /// What the metrics tell of each source, by identifier, so many at most.
    ///
    /// - Throws: ``LedgerError``.
    public func sourceTimes(limit: Int) throws(LedgerError) -> [SourceTimes] {
        try read { db in
            let sql = """
                SELECT id, failures, last_success_at, last_new_at FROM source
                WHERE removed_at IS NULL AND part_of IS NULL AND is_enabled = 1 ORDER BY id LIMIT ?
                """
            return try Row.fetchAll(db, sql: sql, arguments: [limit]).compactMap { row in
                guard let id = SourceID(row[0] as String) else { return nil }
                return SourceTimes(
                    id: id, failures: row[1], lastSuccessAt: (row[2] as Int64?).map(Instant.init(milliseconds:)),
                    lastNewAt: (row[3] as Int64?).map(Instant.init(milliseconds:)))
            }
        }
    }

    private static func condition(_ query: SourceQuery) -> (String, [any DatabaseValueConvertible]) {
        var conditions = ["removed_at IS NULL", "part_of IS NULL"]
        var arguments: [any DatabaseValueConvertible] = []
        if !query.text.isEmpty {
            conditions.append("(instr(lower(id), lower(?)) OR instr(lower(url), lower(?)))")
            arguments += [query.text, query.text]
        }
        if let health = query.health { conditions.append(Ledger.condition(health)) }
        if query.isSilent { conditions.append("silent_since IS NOT NULL AND is_enabled = 1") }
        if let instant = query.dueBefore {
            conditions.append("is_enabled = 1 AND standing <> 'paused' AND next_poll_at <= ?")
            arguments.append(instant.milliseconds)
        }
        if query.isImported { conditions.append("origin = 'import'") }
        return (conditions.joined(separator: " AND "), arguments)
    }

    /// As ``SourceHealth/init(_:_:)`` has it.
    private static func condition(_ health: SourceHealth) -> String {
        switch health {
        case .disabled: "is_enabled = 0"
        case .gone: "is_enabled = 1 AND standing = 'gone'"
        case .paused: "is_enabled = 1 AND standing = 'paused'"
        case .quarantined: "is_enabled = 1 AND standing = 'quarantined'"
        case .failing: "is_enabled = 1 AND standing = 'active' AND error_type IS NOT NULL"
        case .waiting: "is_enabled = 1 AND standing = 'active' AND error_type IS NULL AND last_success_at IS NULL"
        case .ok: "is_enabled = 1 AND standing = 'active' AND error_type IS NULL AND last_success_at IS NOT NULL"
        }
    }

    private static func order(_ order: SourceQuery.Order) -> String {
        switch order {
        case .trouble: "is_enabled = 1 AND (error_type IS NOT NULL OR standing IN ('gone', 'quarantined')) DESC, id"
        case .id: "id"
        case .next: "next_poll_at, id"
        case .silent: "last_new_at, id"
        case .failures: "failures DESC, id"
        }
    }
}

/// What is told of a source in a glance.
public struct SourceTimes: Equatable, Sendable {
    /// The source.
    public var id: SourceID
    /// Failed polls since the last success.
    public var failures: Int
    /// When it last answered with something that could be read.
    public var lastSuccessAt: Instant?
    /// When a poll last brought an article.
    public var lastNewAt: Instant?
}
