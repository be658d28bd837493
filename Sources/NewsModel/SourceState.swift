/// What is remembered of a source between two polls.
public struct SourceState: Equatable, Codable, Sendable {
    /// Whether and why a source is polled.
    public enum Standing: String, Codable, Sendable, CaseIterable {
        /// Polled when due.
        case active
        /// The publisher answered 410: asked again once a month, in case it was a mistake.
        case gone
        /// Paused by the operator.
        case paused
        /// Its documents were being read at two crashes: asked again after a week.
        case quarantined
    }

    /// Whether it is polled.
    public var standing: Standing = .active
    /// Not polled before.
    public var nextPollAt: Instant
    /// Which rule decided that.
    public var nextReason: PollReason = .first
    /// When it was decided: by a clock that may have been wrong.
    public var decidedAt: Instant
    /// When a request for it last began.
    public var lastPollAt: Instant?
    /// When it last answered 200 or 304 with something that could be read.
    public var lastSuccessAt: Instant?
    /// When a poll last brought an article.
    public var lastNewAt: Instant?
    /// Of the last document that was read whole.
    public var validators: Validators?
    /// Of the last body that was read whole.
    public var bodyHash: ContentHash?
    /// Failed polls since the last success.
    public var failures: Int = 0
    /// Why the last poll failed; nil after a success.
    public var lastError: PollError?
    /// What the publisher asks for in its document (`ttl`, `sy:`), if anything.
    public var askedInterval: Duration?
    /// Hours of the day in UTC, 0–23, in which the publisher wants no poll.
    public var skippedHours: [Int] = []
    /// Days of the week, 1 Monday – 7 Sunday, on which the publisher wants no poll.
    public var skippedDays: [Int] = []
    /// The mean time between its entries, as it was when the newest of them came.
    public var entryGap: Duration?
    /// When its entries appear; nil where they have no dates and it was never seen to change.
    public var habit: Habit?
    /// Since when it brings nothing, where that is longer than its habit is.
    public var silentSince: Instant?
    /// When a document of it last came whole.
    public var readAt: Instant?
    /// The WebSub hub that its document or its answer names (W3C WebSub section 4).
    public var hub: String?
    /// The address that its document gives as its own (`rel=self`), where that is another than it was asked at.
    public var selfURL: String?
    /// Doublings of the interval after answers of 429 or 503; undone one by one.
    public var slowdown: Int = 0
    /// A permanent redirect that is being watched.
    public var move: Move?

    /// The state of a source that was never polled.
    /// - Parameters:
    ///   - nextPollAt: Not before.
    ///   - decidedAt: By which clock; nil where it is due at once.
    public init(nextPollAt: Instant, decidedAt: Instant? = nil) {
        self.nextPollAt = nextPollAt
        self.decidedAt = decidedAt ?? nextPollAt
    }

    /// Whether it was never read.
    public var isFirstPoll: Bool { lastSuccessAt == nil }

    /// Puts right what was decided by a clock that was ahead: the source waits from now on as long as it was to wait then.
    public mutating func followClock(to now: Instant) {
        guard decidedAt.isAhead(of: now) else { return }
        nextPollAt = now + (nextPollAt - decidedAt)
        decidedAt = now
        if let last = lastPollAt { lastPollAt = min(last, now) }
    }
}

/// A failed poll.
public struct PollError: Hashable, Codable, Sendable {
    /// The bounded code.
    public var type: ErrorType
    /// For people: what happened, where, and what to do. Never a secret.
    public var message: String

    /// A failed poll.
    public init(type: ErrorType, message: String) {
        self.type = type
        self.message = message
    }
}

/// What is sent back to ask whether a document changed (RFC 9110 section 8.8), byte for byte as it came.
public struct Validators: Hashable, Codable, Sendable {
    /// The URL that gave them, after all redirects: they are sent to no other.
    public var url: String
    /// The `ETag` field's value.
    public var etag: String?
    /// The `Last-Modified` field's value.
    public var lastModified: String?

    /// Validators, or nil where neither is given.
    public init?(url: String, etag: String?, lastModified: String?) {
        guard etag != nil || lastModified != nil else { return nil }
        self.url = url
        self.etag = etag
        self.lastModified = lastModified
    }
}

/// A permanent redirect (301, 308) that has been seen some times.
public struct Move: Hashable, Codable, Sendable {
    /// Where to.
    public var url: String
    /// How often in a row.
    public var count: Int
    /// Since when.
    public var since: Instant

    /// A redirect.
    public init(url: String, count: Int, since: Instant) {
        self.url = url
        self.count = count
        self.since = since
    }
}

/// Which rule decided when a source is polled next: `poll.next_reason`.
public enum PollReason: String, Codable, Sendable, CaseIterable {
    /// Never polled; spread by its identifier.
    case first
    /// The configured interval.
    case interval
    /// How often its entries appear.
    case pace
    /// `Cache-Control: max-age` or `Expires`.
    case freshness
    /// `ttl` or `sy:updatePeriod` of the document.
    case ttl
    /// `skipHours` or `skipDays` of the document.
    case skip
    /// `Retry-After`.
    case retryAfter = "retry_after"
    /// 429 or 503 without it.
    case slowdown
    /// No entry was known any more: some may have been missed.
    case overflow
    /// The budget of requests.
    case budget
    /// After failures.
    case backoff
    /// 401, 403 or 407.
    case refused
    /// 410.
    case gone
    /// An index says that it changed.
    case announced
    /// The operator asked.
    case manual
}
