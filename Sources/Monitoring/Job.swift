public import NewsModel

/// One request chain that waits or is under way.
public struct Job: Equatable, Sendable {
    /// What it is for.
    public enum Purpose: Equatable, Sendable {
        /// A source's own document.
        case poll(Visit)
        /// An article's page.
        case page(PageVisit)
        /// A robots.txt, asked before the first page for which it holds.
        case robots(RobotsPlace)
    }

    /// Tells it from every other job of this run.
    public let id: Int
    /// What it is for.
    public let purpose: Purpose
    /// Its hops.
    public internal(set) var chain: RedirectChain
    /// For whose sake it is asked: of a robots.txt, the source whose page waits for it.
    @Shared public private(set) var source: Source
    /// Whether it goes on although its host asked for patience.
    public internal(set) var isForced = false
    /// How often there was no room for its answer.
    var crowdings = 0

    init(id: Int, purpose: Purpose, chain: RedirectChain, source: Shared<Source>, isForced: Bool = false) {
        self.id = id
        self.purpose = purpose
        self.chain = chain
        _source = source
        self.isForced = isForced
    }

    /// Limits and gaps.
    public var policy: PollingPolicy { source.polling }

    /// Whether robots.txt is asked first (RFC 9309): for pages, and not for feeds, which are published to be polled.
    public var obeysRobots: Bool {
        switch purpose {
        case .page: true
        case .poll: source.kind == .page
        case .robots: false
        }
    }

    /// What the URL it is at is asked with over TLS: the source's own files at the source's own origin, else nothing of its own.
    public var tls: SourceTLS? {
        if case .robots(let place) = purpose { return place.origin == origin ? place.tls : nil }
        return source.hasOrigin(origin) ? source.tls : nil
    }

    /// The robots.txt that holds for the URL it is at.
    public var robotsPlace: RobotsPlace { RobotsPlace(origin: origin, tls: tls) }

    var host: String { chain.host }
    var origin: String { chain.origin }
}

/// Where one robots.txt is: an origin, as somebody may ask it. What nobody but a source with its own authorities or certificate can read is
/// not unreadable for that source, nor the other way round.
public struct RobotsPlace: Hashable, Sendable {
    /// The origin (RFC 6454).
    public var origin: String
    /// What it is asked with over TLS; nil for nothing of a source's own.
    public var tls: SourceTLS?

    /// A place.
    public init(origin: String, tls: SourceTLS? = nil) {
        self.origin = origin
        self.tls = tls
    }
}

/// A source that is to be polled.
public struct Visit: Equatable, Sendable {
    /// The source.
    @Shared public var source: Source
    /// Its state as the ledger has it.
    @Shared public var state: SourceState

    /// A source and its state.
    public init(source: Source, state: SourceState) {
        self.source = source
        self.state = state
    }

    /// A source and its state, as others hold them.
    public init(source: Shared<Source>, state: Shared<SourceState>) {
        _source = source
        _state = state
    }
}

/// An article's page that is to be fetched.
public struct PageVisit: Equatable, Sendable {
    /// The ledger's number of the page that is waited for.
    public var id: Int64
    /// The source whose entry names it.
    @Shared public var source: Source
    /// Its address.
    public var url: String
    /// Not before.
    public var nextTryAt: Instant
    /// After this the feed's own text is spooled, unless that has been done.
    public var deadline: Instant?

    /// A page that is waited for. `deadline` is nil once the feed's own text was spooled.
    public init(id: Int64, source: Shared<Source>, url: String, nextTryAt: Instant, deadline: Instant?) {
        self.id = id
        _source = source
        self.url = url
        self.nextTryAt = nextTryAt
        self.deadline = deadline
    }
}
