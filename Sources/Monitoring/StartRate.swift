import NewsModel

/// How many polls may begin in a time, so that many that are due at once, as after a standstill, are no storm: a token bucket.
struct StartRate: Sendable {
    /// Tokens a second; infinite for no limit.
    var perSecond: Double {
        didSet { tokens = min(tokens, capacity) }
    }
    private var tokens: Double
    private var filledAt: Instant?

    init(perSecond: Double) {
        self.perSecond = perSecond
        tokens = max(1, perSecond * 2)
    }

    /// Two seconds' worth, and one at least.
    private var capacity: Double { max(1, perSecond * 2) }

    /// Takes a token, where there is one.
    mutating func take(now: Instant) -> Bool {
        guard perSecond.isFinite else { return true }
        fill(now: now)
        guard tokens > 1 - 1e-6 else { return false }
        tokens -= 1
        return true
    }

    /// When the next token is there.
    func next(now: Instant) -> Instant {
        guard perSecond.isFinite, tokens < 1 else { return now }
        return now + min(.hours(1), .seconds((1 - tokens) / max(perSecond, 1e-6))) + .milliseconds(1)
    }

    private mutating func fill(now: Instant) {
        // A clock that was set, forwards or back, fills no more than the bucket holds.
        if let filledAt, now > filledAt { tokens = min(capacity, tokens + (now - filledAt) / .seconds(1) * perSecond) }
        filledAt = now
    }
}
