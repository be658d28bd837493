public import NewsModel

/// What was done in each of the last hours: for the charts of the page.
public struct Activity: Codable, Equatable, Sendable {
    /// An hour of the clock.
    public struct Hour: Codable, Equatable, Sendable {
        /// Its beginning.
        public var start: Instant
        /// Polls that ended in it.
        public var polls = 0
        /// Of these, failed.
        public var failed = 0
        /// Articles that were spooled in it, revisions included.
        public var articles = 0
    }

    /// So many hours are kept.
    public static let length = 24

    /// The hours in which something was done, oldest first, ``length`` at most.
    public private(set) var hours: [Hour] = []

    /// Of a daemon that has done nothing.
    public init() {}

    /// Counts what was done at an instant. A clock that was set back counts into the newest hour.
    public mutating func add(polls: Int = 0, failed: Int = 0, articles: Int = 0, at now: Instant) {
        let start = Activity.hour(of: now)
        if hours.last.map({ $0.start < start }) ?? true {
            hours.append(Hour(start: start))
            if hours.count > Activity.length { hours.removeFirst(hours.count - Activity.length) }
        }
        hours[hours.count - 1].polls += polls
        hours[hours.count - 1].failed += failed
        hours[hours.count - 1].articles += articles
    }

    /// The last ``length`` hours up to an instant, oldest first; those in which nothing was done are empty.
    public func hours(upTo now: Instant) -> [Hour] {
        let last = max(Activity.hour(of: now), hours.last?.start ?? Activity.hour(of: now))
        return (0..<Activity.length).map { index in
            let start = last - .hours(Activity.length - 1 - index)
            return hours.first { $0.start == start } ?? Hour(start: start)
        }
    }

    private static func hour(of instant: Instant) -> Instant {
        Instant(milliseconds: instant.milliseconds - instant.milliseconds % 3_600_000)
    }
}
