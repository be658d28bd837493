import GRDB
public import NewsModel

extension Ledger {
    /// The sources of a query, their parts apart. Complexity: O(sources), unless nothing is left out and they stand by identifier.
    ///
    /// - Throws: ``LedgerError``.
    public func sources(_ query: SourceQuery) throws(LedgerError) -> [DueSource] {
        var conditions = ["removed_at IS NULL", "part_of IS NULL"]
        var arguments: [any DatabaseValueConvertible] = []
        if !query.text.isEmpty {
            conditions.append("(instr(lower(id), lower(?)) OR instr(lower(url), lower(?)))")
            arguments += [query.text, query.text]
        }
        if let health = query.health { conditions.append(Ledger.condition(health)) }
        arguments.append(query.limit)
        return try sources(
            "WHERE \(conditions.joined(separator: " AND ")) ORDER BY \(Ledger.order(query.order)) LIMIT ?",
            StatementArguments(arguments))
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
        }
    }
}
