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
    /// Those of ``SteadyState``.
    private static let steadyColumns: Set<String> = ["standing", "failures", "silent_since"]
    /// Sets all but the steady columns; the parameters are numbered as ``bind(_:to:)`` binds them.
    static let stateAssignments = stateColumns.enumerated().filter { !steadyColumns.contains($0.element) }
        .map { "\($0.element) = ?\($0.offset + 1)" }.joined(separator: ", ")
    static let statePlaces = stateColumns.map { _ in "?" }.joined(separator: ", ")

    /// Binds ``stateColumns``, in their order.
    static func bind(_ state: SourceState, to statement: inout DirectStatement) throws {
        try statement.bind(state.standing.rawValue)
        try statement.bind(state.nextPollAt.milliseconds)
        try statement.bind(state.nextReason.rawValue)
        try statement.bind(state.lastPollAt?.milliseconds)
        try statement.bind(state.lastSuccessAt?.milliseconds)
        try statement.bind(state.lastNewAt?.milliseconds)
        try statement.bind(state.validators?.url)
        try statement.bind(state.validators?.etag)
        try statement.bind(state.validators?.lastModified)
        try statement.bind(state.bodyHash?.bytes)
        try statement.bind(state.failures)
        try statement.bind(state.lastError?.type.rawValue)
        try statement.bind(state.lastError?.message)
        try statement.bind(state.askedInterval?.milliseconds)
        try statement.bind(list(state.skippedHours))
        try statement.bind(list(state.skippedDays))
        try statement.bind(state.entryGap?.milliseconds)
        try statement.bind(state.slowdown)
        try statement.bind(state.move?.url)
        try statement.bind(state.move.map { Int64($0.count) })
        try statement.bind(state.move?.since.milliseconds)
        try statement.bind(state.habit?.bytes)
        try statement.bind(state.silentSince?.milliseconds)
        try statement.bind(state.readAt?.milliseconds)
        try statement.bind(state.hub)
        try statement.bind(state.selfURL)
        try statement.bind(state.decidedAt.milliseconds)
    }

    /// The state in a row whose columns from `first` on are ``stateColumns``. What cannot be understood is left at its default.
    static func state(_ row: DirectRow, from first: Int) -> SourceState {
        var state = SourceState(
            nextPollAt: Instant(milliseconds: row.integer(first + 1) ?? 0),
            decidedAt: Instant(milliseconds: row.integer(first + 26) ?? 0))
        state.standing = row.text(first).flatMap(SourceState.Standing.init) ?? .active
        state.nextReason = row.text(first + 2).flatMap(PollReason.init) ?? .interval
        state.lastPollAt = instant(row, first + 3)
        state.lastSuccessAt = instant(row, first + 4)
        state.lastNewAt = instant(row, first + 5)
        if let url = row.text(first + 6) {
            state.validators = Validators(url: url, etag: row.text(first + 7), lastModified: row.text(first + 8))
        }
        state.bodyHash = ContentHash(bytes: row.bytes(first + 9))
        state.failures = number(row, first + 10)
        if let type = row.text(first + 11).flatMap(ErrorType.init) {
            state.lastError = PollError(type: type, message: row.text(first + 12) ?? "")
        }
        state.askedInterval = row.integer(first + 13).map { .milliseconds($0) }
        state.skippedHours = numbers(row.text(first + 14))
        state.skippedDays = numbers(row.text(first + 15))
        state.entryGap = row.integer(first + 16).map { .milliseconds($0) }
        state.slowdown = number(row, first + 17)
        if let url = row.text(first + 18), let since = instant(row, first + 20) {
            state.move = Move(url: url, count: max(1, number(row, first + 19)), since: since)
        }
        state.habit = Habit(bytes: row.bytes(first + 21))
        state.silentSince = instant(row, first + 22)
        state.readAt = instant(row, first + 23)
        state.hub = row.text(first + 24)
        state.selfURL = row.text(first + 25)
        return state
    }

    private static func instant(_ row: DirectRow, _ column: Int) -> Instant? { row.integer(column).map(Instant.init(milliseconds:)) }

    private static func number(_ row: DirectRow, _ column: Int) -> Int { Int(truncatingIfNeeded: row.integer(column) ?? 0) }

    private static func list(_ numbers: [Int]) -> String? {
        numbers.isEmpty ? nil : numbers.map(String.init).joined(separator: ",")
    }

    private static func numbers(_ text: String?) -> [Int] {
        guard let text else { return [] }
        return text.split(separator: ",").compactMap { Int($0) }
    }

    /// The source in a row of ``Ledger/columns``; nil where its profile cannot be read.
    static func source(_ row: DirectRow, _ profiles: ProfileCache, _ db: Database) throws -> DueSource? {
        guard let id = row.text(0).flatMap(SourceID.init(stored:)), let profile = row.integer(3),
            var source = try profiles.template(profile, db)
        else { return nil }
        (source.id, source.name, source.url) = (id, row.text(1) ?? "", row.text(2) ?? "")
        return DueSource(source: source, state: state(row, from: 5), isImported: row.integer(4) == 1)
    }
}
