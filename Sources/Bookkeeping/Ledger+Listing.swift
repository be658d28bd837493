import Foundation
import GRDB
public import NewsModel

/// Which sources are listed.
public enum SourceFilter: Equatable, Sendable {
    /// Every one, by identifier.
    case all
    /// Those that were imported, by identifier.
    case imported
    /// Those whose last poll failed, the longest failing first.
    case failing
    /// Those that are due before an instant, the longest due first.
    case due(before: Instant)
    /// Those that bring nothing for longer than is their habit, the longest silent first.
    case silent
    /// Those that are paused, gone or quarantined, by identifier.
    case resting

    fileprivate var condition: String {
        switch self {
        case .all: "removed_at IS NULL AND part_of IS NULL ORDER BY id"
        case .imported: "removed_at IS NULL AND origin = 'import' ORDER BY id"
        case .failing: "failures > 0 AND removed_at IS NULL AND part_of IS NULL AND is_enabled = 1 ORDER BY failures DESC, id"
        case .silent: "silent_since IS NOT NULL AND removed_at IS NULL AND part_of IS NULL AND is_enabled = 1 ORDER BY silent_since"
        case .due:
            "is_enabled = 1 AND standing <> 'paused' AND removed_at IS NULL AND part_of IS NULL AND next_poll_at <= ? ORDER BY next_poll_at"
        case .resting: "standing <> 'active' AND removed_at IS NULL AND part_of IS NULL ORDER BY id"
        }
    }
}

extension Ledger {
    /// Hands over the sources that a filter lets through, one by one: memory does not grow with their number.
    ///
    /// - Parameter body: A source, and where it was imported ``ImportedSource/overrides``; gives back whether to go on.
    /// - Throws: ``LedgerError``.
    public func forEachSource(_ filter: SourceFilter, _ body: (DueSource, String?) -> Bool) throws(LedgerError) {
        try read { db in
            let arguments: StatementArguments = if case .due(let before) = filter { [before.milliseconds] } else { [] }
            let profiles = ProfileCache()
            let sql = """
                SELECT \(Ledger.columns), (SELECT overrides FROM profile WHERE profile.number = source.profile)
                FROM source WHERE \(filter.condition)
                """
            let rows = try Row.fetchCursor(db, sql: sql, arguments: arguments)
            while let row = try rows.next() {
                guard let source = try SourceRow.source(row, profiles, db) else { continue }
                guard body(source, row[row.count - 1]) else { return }
            }
        }
    }
}
