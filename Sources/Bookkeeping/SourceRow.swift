import Foundation
import GRDB
import NewsModel

/// The columns of a source's state, in one order for reading and for writing.
enum SourceRow {
    static let stateColumns = [
        "standing", "next_poll_at", "next_reason", "last_poll_at", "last_success_at", "last_new_at", "validators_url", "etag",
        "last_modified", "body_hash", "failures", "error_type", "error_message", "asked_interval", "skipped_hours", "skipped_days",
        "entry_gap", "slowdown", "move_url", "move_count", "move_since", "habit", "silent_since", "read_at", "hub", "self_url",
        "decided_at",
    ]
    static let stateList = stateColumns.joined(separator: ", ")
    /// Columns that indexes are over and that seldom change: SQLite writes an index anew for every column that is set, changed or not.
    private static let steadyColumns: Set<String> = ["standing", "failures", "silent_since"]
    /// Sets all but the steady columns; the parameters are numbered as in ``arguments(_:)``.
    static let stateAssignments = stateColumns.enumerated().filter { !steadyColumns.contains($0.element) }
        .map { "\($0.element) = ?\($0.offset + 1)" }.joined(separator: ", ")
    static let statePlaces = stateColumns.map { _ in "?" }.joined(separator: ", ")

    static func arguments(_ state: SourceState) -> StatementArguments {
        [
            state.standing.rawValue, state.nextPollAt.milliseconds, state.nextReason.rawValue, state.lastPollAt?.milliseconds,
            state.lastSuccessAt?.milliseconds, state.lastNewAt?.milliseconds, state.validators?.url, state.validators?.etag,
            state.validators?.lastModified, state.bodyHash.map { Data($0.bytes) }, state.failures, state.lastError?.type.rawValue,
            state.lastError?.message, state.askedInterval?.milliseconds, list(state.skippedHours), list(state.skippedDays),
            state.entryGap?.milliseconds, state.slowdown, state.move?.url, state.move?.count, state.move?.since.milliseconds,
            state.habit.map { Data($0.bytes) }, state.silentSince?.milliseconds, state.readAt?.milliseconds, state.hub, state.selfURL,
            state.decidedAt.milliseconds,
        ]
    }

    /// The state in a row whose columns from `first` on are ``stateColumns``. What cannot be understood is left at its default.
    static func state(_ row: Row, from first: Int) -> SourceState {
        var state = SourceState(
            nextPollAt: Instant(milliseconds: row[first + 1]), decidedAt: Instant(milliseconds: row[first + 26]))
        state.standing = SourceState.Standing(rawValue: row[first]) ?? .active
        state.nextReason = PollReason(rawValue: row[first + 2]) ?? .interval
        state.lastPollAt = instant(row, first + 3)
        state.lastSuccessAt = instant(row, first + 4)
        state.lastNewAt = instant(row, first + 5)
        if let url = row[first + 6] as String? {
            state.validators = Validators(url: url, etag: row[first + 7], lastModified: row[first + 8])
        }
        state.bodyHash = ContentHash(bytes: row.bytes(first + 9))
        state.failures = row[first + 10]
        if let type = (row[first + 11] as String?).flatMap(ErrorType.init) {
            state.lastError = PollError(type: type, message: row[first + 12] ?? "")
        }
        state.askedInterval = (row[first + 13] as Int64?).map { .milliseconds($0) }
        state.skippedHours = numbers(row[first + 14])
        state.skippedDays = numbers(row[first + 15])
        state.entryGap = (row[first + 16] as Int64?).map { .milliseconds($0) }
        state.slowdown = row[first + 17]
        if let url = row[first + 18] as String?, let since = instant(row, first + 20) {
            state.move = Move(url: url, count: row[first + 19] ?? 1, since: since)
        }
        state.habit = (row[first + 21] as Data?).flatMap { Habit(bytes: Array($0)) }
        state.silentSince = instant(row, first + 22)
        state.readAt = instant(row, first + 23)
        state.hub = row[first + 24]
        state.selfURL = row[first + 25]
        return state
    }

    private static func instant(_ row: Row, _ index: Int) -> Instant? {
        (row[index] as Int64?).map(Instant.init(milliseconds:))
    }

    private static func list(_ numbers: [Int]) -> String? {
        numbers.isEmpty ? nil : numbers.map(String.init).joined(separator: ",")
    }

    private static func numbers(_ text: String?) -> [Int] {
        (text ?? "").split(separator: ",").compactMap { Int($0) }
    }

    /// The source in a row of ``Ledger/columns``; nil where its profile cannot be read.
    static func source(_ row: Row, _ profiles: ProfileCache, _ db: Database) throws -> DueSource? {
        guard let id = SourceID(stored: row[0]), var source = try profiles.template(row[3], db) else { return nil }
        (source.id, source.name, source.url) = (id, row[1], row[2])
        return DueSource(source: source, state: state(row, from: 5), isImported: row[4])
    }
}
