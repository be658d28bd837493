/// How much an event matters: `log.level`.
public enum EventLevel: String, Codable, Sendable, CaseIterable, Comparable {
    /// For finding out what the program does.
    case debug
    /// What the program is for: polls that brought something, articles.
    case info
    /// What an operator wants to see of a day: starts, reloads, recoveries.
    case notice
    /// Something is not as it should be, and the program goes on.
    case warning
    /// Something could not be done.
    case error

    private var rank: Int {
        switch self {
        case .debug: 0
        case .info: 1
        case .notice: 2
        case .warning: 3
        case .error: 4
        }
    }

    /// Whether `a` matters less than `b`.
    public static func < (a: EventLevel, b: EventLevel) -> Bool { a.rank < b.rank }
}
