public import NewsModel

/// One request chain that waits or is under way.
public struct Job: Equatable, Sendable {
    /// What it is for.
    public enum Purpose: Equatable, Sendable {
        /// A source's own document.
        case poll(Visit)
        /// An article's page.
        case page(PageVisit)
        /// The robots.txt of an origin, asked before the first page of it.
        case robots(origin: String)
    }

    /// Tells it from every other job of this run.
    public let id: Int
    /// What it is for.
    public let purpose: Purpose
    /// Its hops.
    public internal(set) var chain: RedirectChain
    /// Limits and gaps.
    public let policy: PollingPolicy
    /// Whether it goes on although its host asked for patience.
    public internal(set) var isForced = false

    /// Of a robots.txt: what the job that waits for it is asked with over TLS.
    var robotsTLS: SourceTLS?

    /// Whether robots.txt is asked first (RFC 9309): for pages, and not for feeds, which are published to be polled.
    public var obeysRobots: Bool {
        switch purpose {
        case .page: true
        case .poll(let visit): visit.source.kind == .page
        case .robots: false
        }
    }

    /// What the URL it is at is asked with over TLS: the source's own files at the source's own origin, else nothing of its own.
    public var tls: SourceTLS? {
        let source: Source
        switch purpose {
        case .poll(let visit): source = visit.source
        case .page(let visit): source = visit.source
        case .robots(let asked): return asked == origin ? robotsTLS : nil
        }
        return source.hasOrigin(origin) ? source.tls : nil
    }

    var host: String { chain.host }
    var origin: String { chain.origin }
}

/// A source that is to be polled.
public struct Visit: Equatable, Sendable {
    /// The source.
    public var source: Source
    /// Its state as the ledger has it.
    public var state: SourceState

    /// A source and its state.
    public init(source: Source, state: SourceState) {
        self.source = source
        self.state = state
    }
}

/// An article's page that is to be fetched.
public struct PageVisit: Equatable, Sendable {
    /// The ledger's number of the page that is waited for.
    public var id: Int64
    /// The source whose entry names it.
    public var source: Source
    /// Its address.
    public var url: String
    /// Not before.
    public var nextTryAt: Instant
    /// After this the feed's own text is spooled, unless that has been done.
    public var deadline: Instant?

    /// A page that is waited for. `deadline` is nil once the feed's own text was spooled.
    public init(id: Int64, source: Source, url: String, nextTryAt: Instant, deadline: Instant?) {
        self.id = id
        self.source = source
        self.url = url
        self.nextTryAt = nextTryAt
        self.deadline = deadline
    }
}
