public import NewsModel

/// When a source is polled next, and which rule decided.
public struct NextPoll: Equatable, Sendable {
    /// Not before.
    public var at: Instant
    /// The rule.
    public var reason: PollReason

    /// A poll that is due.
    public init(at: Instant, reason: PollReason) {
        self.at = at
        self.reason = reason
    }
}

/// How long to wait between two polls: pure rules over what is configured and what the source taught.
public struct Pace: Sendable {
    /// The source's policy.
    public let policy: PollingPolicy
    /// 0–1, drawn anew for each decision: jitter only ever makes a poll later.
    public let chance: Double
    /// How much longer than else the intervals are for the budget of requests, 1 or more.
    public let stretch: Double

    /// Rules for a policy.
    public init(policy: PollingPolicy, chance: Double, stretch: Double = 1) {
        self.policy = policy
        self.chance = min(max(chance, 0), 1)
        self.stretch = max(1, stretch)
    }

    /// The same rules, as seldom as they allow.
    var slowest: Pace {
        var policy = policy
        policy.interval = policy.maximumInterval
        policy.minimumInterval = policy.maximumInterval
        return Pace(policy: policy, chance: chance, stretch: stretch)
    }

    /// The instant of a source's first poll: spread by a stable hash of its identifier, so that many sources do not begin at once and
    /// a new one is seen to work.
    ///
    /// Fifty new sources begin in a second, the first ones over ten seconds (less for a short interval), and none later than after an
    /// interval: of more than fit into it at that rate, as many more begin in each second.
    /// - Parameter places: Those of all sources that are spread with it, among all that are new, from 0.
    public static func firstPoll(of id: SourceID, among places: Range<Int> = 0..<1, policy: PollingPolicy, now: Instant) -> Instant {
        let shortest = min(policy.minimumInterval / 10, .seconds(10))
        let interval = max(shortest, policy.interval)
        func begin(_ place: Int) -> Duration { .milliseconds(20 * min(max(0, place), 1_000_000_000)) }
        let start = begin(places.lowerBound)
        let end = max(start + shortest, begin(places.upperBound))
        let wait = start + min(end - start, interval) * stableFraction(id.rawValue)
        return now + .milliseconds(wait.milliseconds % max(1, interval.milliseconds))
    }

    /// The places of all sources that are spread together with the one at a place, where they come one after another and nobody knows how
    /// many more: the first 512, and then each time as many as came before.
    public static func company(of place: Int) -> Range<Int> {
        guard place >= 512 else { return 0..<512 }
        let first = 1 << (Int.bitWidth - 1 - place.leadingZeroBitCount)
        return first..<2 * first
    }

    /// After an answer that could be read, 304 among them.
    public func afterSuccess(_ state: SourceState, freshness: Freshness, now: Instant) -> NextPoll {
        var (interval, reason) = (policy.interval, PollReason.interval)
        if let habit = state.habit {
            (interval, reason) = (habit.wait(now: now, unit: policy.interval * Pace.unitShare, limit: policy.maximumInterval), .pace)
        }
        interval = min(max(interval, policy.minimumInterval), policy.maximumInterval)
        if stretch > 1, interval < policy.maximumInterval {
            (interval, reason) = (min(interval * stretch, policy.maximumInterval), .budget)
        }
        if state.slowdown > 0 {
            interval = min(interval * Double(1 << min(state.slowdown, 10)), max(policy.maximumInterval, interval))
            reason = .slowdown
        }
        interval = interval * (1 + policy.jitter * chance)
        if let asked = state.askedInterval, asked > interval { (interval, reason) = (min(asked, Freshness.retryLimit), .ttl) }
        if freshness.lifetime > interval { (interval, reason) = (freshness.lifetime, .freshness) }
        if let retry = freshness.retryAfter, retry > interval { (interval, reason) = (retry, .retryAfter) }
        return Pace.skipping(NextPoll(at: now + interval, reason: reason), state)
    }

    /// After a document of which no entry was known: some may have been missed.
    ///
    /// - Parameter next: What the other rules say; nil where the publisher asked for it, or it is not later.
    public func afterOverflow(_ next: NextPoll, _ state: SourceState, now: Instant) -> NextPoll? {
        guard [.interval, .pace, .budget].contains(next.reason) else { return nil }
        let sooner = Pace.skipping(NextPoll(at: now + policy.minimumInterval * (1 + policy.jitter * chance), reason: .overflow), state)
        return sooner.at < next.at ? sooner : nil
    }

    /// A source that brings an entry in this share of the interval is polled once in it.
    static let unitShare = 0.25

    /// After a failure: never faster than the interval, doubling with every failure in a row up to a day.
    ///
    /// - Parameter isBusy: Whether the publisher asked for fewer requests: 429, or 503, which is the same (RFC 9110 section 15.6.4).
    public func afterFailure(
        _ state: SourceState, error: PollError, isBusy: Bool = false, freshness: Freshness?, now: Instant
    ) -> NextPoll {
        let doublings = Double(1 << min(max(state.failures - 1, 0), 12))
        let own = min(max(policy.interval, policy.minimumInterval), policy.maximumInterval)
        var (interval, reason): (Duration, PollReason)
        switch error.type {
        case _ where isBusy: (interval, reason) = (max(.minutes(15), own) * Double(1 << min(max(state.slowdown, 1), 12)), .slowdown)
        case .gone: (interval, reason) = (.days(30), .gone)
        case .blocked, .unauthorized: (interval, reason) = (max(.hours(4), own) * doublings, .refused)
        case .http4xx: (interval, reason) = (max(.hours(1), own) * doublings, .backoff)
        default: (interval, reason) = (own * doublings, .backoff)
        }
        if error.type != .gone { interval = min(interval, max(.hours(24), policy.maximumInterval)) }
        interval = interval * (1 + policy.jitter * chance)
        if let retry = freshness?.retryAfter, isBusy || error.type == .http5xx {
            (interval, reason) = (max(retry, own), retry >= own ? .retryAfter : reason)
        }
        return NextPoll(at: now + interval, reason: reason)
    }

    /// Puts a poll off to the first hour that the publisher does not exclude (RSS 2.0 `skipHours`, `skipDays`; GMT).
    /// Lists that exclude everything are ignored.
    static func skipping(_ next: NextPoll, _ state: SourceState) -> NextPoll {
        guard !state.skippedHours.isEmpty || !state.skippedDays.isEmpty else { return next }
        let hours = Set(state.skippedHours.filter { (0..<24).contains($0) })
        let days = Set(state.skippedDays.filter { (1...7).contains($0) })
        let skipsHours = !hours.isEmpty && hours.count < 24
        let skipsDays = !days.isEmpty && days.count < 7
        guard skipsHours || skipsDays else { return next }
        var at = next.at
        for _ in 0..<(8 * 24) {
            let isSkipped = (skipsHours && hours.contains(at.hour)) || (skipsDays && days.contains(at.weekday))
            if !isSkipped { break }
            at = Instant(milliseconds: (at.milliseconds / 3_600_000 + 1) * 3_600_000)
        }
        return at == next.at ? next : NextPoll(at: at, reason: .skip)
    }
}

extension SourceState {
    /// Until when the publisher wants no request, as it said itself (RFC 9111 section 4.2, RFC 9110 section 10.2.3, 429); nil where it
    /// did not, or that is over.
    public func patienceAsked(now: Instant) -> Instant? {
        [.freshness, .retryAfter, .slowdown].contains(nextReason) && nextPollAt > now ? nextPollAt : nil
    }
}

/// A number from 0 to 1 that a text always has, alike on every machine (FNV-1a, its bits mixed).
public func stableFraction(_ text: String) -> Double {
    var hash = FNV1a.hash(of: text.utf8)
    hash ^= hash >> 33
    hash = hash &* 0xFF51_AFD7_ED55_8CCD
    hash ^= hash >> 33
    return Double(hash >> 11) / Double(1 << 53)
}
