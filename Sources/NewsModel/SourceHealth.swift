/// How a source does, in a word.
public enum SourceHealth: String, Codable, Sendable, CaseIterable {
    /// Its last poll brought something that could be read, or nothing new.
    case ok
    /// Its last poll failed.
    case failing
    /// Not polled yet.
    case waiting
    /// The publisher answered 410.
    case gone
    /// Paused by the operator.
    case paused
    /// Its documents were being read at two crashes.
    case quarantined
    /// `enabled: false`.
    case disabled

    /// The health of a source.
    public init(_ source: Source, _ state: SourceState) {
        guard source.isEnabled else {
            self = .disabled
            return
        }
        self =
            switch state.standing {
            case .gone: .gone
            case .paused: .paused
            case .quarantined: .quarantined
            case .active: state.lastError != nil ? .failing : state.lastSuccessAt == nil ? .waiting : .ok
            }
    }
}

/// Which sources are asked for, and in which order.
public struct SourceQuery: Equatable, Sendable {
    /// In which order they stand.
    public enum Order: String, Sendable, CaseIterable {
        /// Those that are not well first, then by identifier.
        case trouble
        /// By identifier.
        case id
        /// What is polled next first.
        case next
        /// What has brought nothing for longest first.
        case silent
        /// What has failed most often in a row first.
        case failures
    }

    /// Part of an identifier or an address, in any case of ASCII letters; empty for all.
    public var text = ""
    /// Only those that do so.
    public var health: SourceHealth?
    /// Only those that bring nothing for longer than is their habit.
    public var isSilent = false
    /// Only those that are polled and due before this instant.
    public var dueBefore: Instant?
    /// Only those that were imported.
    public var isImported = false
    /// In which order they stand.
    public var order = Order.trouble
    /// So many at most.
    public var limit = SourceQuery.maximumLimit

    /// No answer over HTTP has more.
    public static let maximumLimit = 2_000

    /// All sources, those that are not well first.
    public init() {}

    /// Those that were imported, every one, by identifier.
    public static var imported: SourceQuery {
        var query = SourceQuery()
        (query.isImported, query.order, query.limit) = (true, .id, .max)
        return query
    }

    /// Whether it leaves none out.
    public var isEverything: Bool { text.isEmpty && health == nil && !isSilent && dueBefore == nil && !isImported }
}
