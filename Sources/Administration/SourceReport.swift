public import NewsModel

/// How a source does.
public struct SourceReport: Codable, Equatable, Sendable {
    /// Its identifier.
    public var id: SourceID
    /// Its name for people.
    public var name: String
    /// Its address as configured, without the user's name and password.
    public var url: String
    /// What kind of place it is.
    public var kind: SourceKind
    /// How it does.
    public var health: SourceHealth
    /// When a request for it last began.
    public var lastPollAt: Instant?
    /// When it last answered with something that could be read.
    public var lastSuccessAt: Instant?
    /// When a poll last brought an article.
    public var lastNewAt: Instant?
    /// When it is polled next; nil where it is not.
    public var nextPollAt: Instant?
    /// Which rule decided that.
    public var nextReason: PollReason
    /// Failed polls since the last success.
    public var failures: Int
    /// Why the last one failed.
    public var errorType: ErrorType?
    /// The same, for people.
    public var errorMessage: String?

    /// A source as it is configured and as the ledger knows it.
    public init(_ source: Source, _ state: SourceState) {
        id = source.id
        name = source.name
        url = source.articleSource.url
        kind = source.kind
        health = SourceHealth(source, state)
        lastPollAt = state.lastPollAt
        lastSuccessAt = state.lastSuccessAt
        lastNewAt = state.lastNewAt
        nextPollAt = health == .disabled || health == .paused ? nil : state.nextPollAt
        nextReason = state.nextReason
        failures = state.failures
        errorType = state.lastError?.type
        errorMessage = state.lastError?.message
    }
}

/// A poll that ended.
public struct PollReport: Codable, Equatable, Sendable {
    /// When it ended.
    public var at: Instant
    /// How long its last request took, in milliseconds.
    public var milliseconds: Int
    /// The status of its answer; nil where none came.
    public var status: Int?
    /// Bytes of its answer's body.
    public var bytes: Int?
    /// Articles that it brought, revisions included; what waits for its page is not counted.
    public var articles: Int
    /// Why it failed.
    public var errorType: ErrorType?
    /// When the next one was planned.
    public var nextAt: Instant
    /// Which rule decided that.
    public var nextReason: PollReason

    /// A poll.
    public init(
        at: Instant, milliseconds: Int, status: Int?, bytes: Int?, articles: Int, errorType: ErrorType?, nextAt: Instant,
        nextReason: PollReason
    ) {
        self.at = at
        self.milliseconds = milliseconds
        self.status = status
        self.bytes = bytes
        self.articles = articles
        self.errorType = errorType
        self.nextAt = nextAt
        self.nextReason = nextReason
    }
}

/// One source in depth.
public struct SourceDetail: Codable, Equatable, Sendable {
    /// How it does.
    public var source: SourceReport
    /// The mean time between its entries, in seconds, as seen so far.
    public var entryGapSeconds: Int?
    /// What the publisher asks for in its document, in seconds.
    public var askedIntervalSeconds: Int?
    /// The validators that the next poll sends.
    public var etag: String?
    /// The validators that the next poll sends.
    public var lastModified: String?
    /// Where the publisher says it has moved to.
    public var movedTo: String?
    /// Its polls since the daemon started, the newest first, as far as they are kept.
    public var polls: [PollReport]
    /// Articles that were spooled of it since the daemon started, the newest first, as far as they are kept.
    public var articles: [StatusSnapshot.Newest]
    /// Its documents beside its own, such as the sitemaps of an index.
    public var documents: [SourceReport]

    /// A source in depth.
    public init(
        _ source: Source, _ state: SourceState, polls: [PollReport], articles: [StatusSnapshot.Newest], documents: [SourceReport]
    ) {
        self.source = SourceReport(source, state)
        entryGapSeconds = state.entryGap.map { Int($0.inSeconds) }
        askedIntervalSeconds = state.askedInterval.map { Int($0.inSeconds) }
        etag = state.validators?.etag
        lastModified = state.validators?.lastModified
        movedTo = state.move?.url
        self.polls = polls
        self.articles = articles
        self.documents = documents
    }
}
