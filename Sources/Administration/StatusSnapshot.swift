public import Foundation
public import NewsModel

/// The state of the daemon at one moment: the JSON of `/status`, and what the page and `wirespool status` show.
public struct StatusSnapshot: Codable, Equatable, Sendable {
    /// The program's version.
    public var version: String
    /// The daemon's process.
    public var pid: Int
    /// When it started.
    public var startedAt: Instant
    /// Seconds since.
    public var uptimeSeconds: Int
    /// How many sources there are.
    public var sources: Sources
    /// Polls since the start.
    public var polls: Polls
    /// Articles since the start.
    public var articles: Articles
    /// The spool.
    public var spool: Spool
    /// What is polled next, the soonest first.
    public var nextDue: [Due]
    /// Sources that fail, the longest first.
    public var failing: [Failing]
    /// Articles that were spooled, the newest first.
    public var newest: [Newest]
    /// The last day, hour by hour.
    public var activity: Activity

    /// How many sources there are, by what they do.
    public struct Sources: Codable, Equatable, Sendable {
        /// Polled when due, and answering.
        public var active: Int
        /// Polled when due, and failing.
        public var failing: Int
        /// Gone for good (410).
        public var gone: Int
        /// Paused by the operator, or quarantined.
        public var paused: Int
        /// All of them.
        public var total: Int

        /// Counts.
        public init(active: Int = 0, failing: Int = 0, gone: Int = 0, paused: Int = 0, total: Int = 0) {
            (self.active, self.failing, self.gone, self.paused, self.total) = (active, failing, gone, paused, total)
        }
    }

    /// Polls since the start.
    public struct Polls: Codable, Equatable, Sendable {
        /// Ended.
        public var total: Int
        /// Of these, failed.
        public var failed: Int
        /// Not ended yet.
        public var underway: Int

        /// Counts.
        public init(total: Int = 0, failed: Int = 0, underway: Int = 0) {
            (self.total, self.failed, self.underway) = (total, failed, underway)
        }
    }

    /// Articles since the start.
    public struct Articles: Codable, Equatable, Sendable {
        /// Put into the spool, revisions included.
        public var spooled: Int
        /// Of these, revisions.
        public var revised: Int
        /// Entries that told a story that was spooled before.
        public var duplicates: Int

        /// Counts.
        public init(spooled: Int = 0, revised: Int = 0, duplicates: Int = 0) {
            (self.spooled, self.revised, self.duplicates) = (spooled, revised, duplicates)
        }
    }

    /// The spool.
    public struct Spool: Codable, Equatable, Sendable {
        /// Its path.
        public var directory: String
        /// Articles in `new/`.
        public var waiting: Int
        /// Of its file system.
        public var freeBytes: Int
        /// Whether polling pauses.
        public var isPaused: Bool
        /// Why it pauses.
        public var reason: String?

        /// A spool's state.
        public init(directory: String, waiting: Int, freeBytes: Int, isPaused: Bool = false, reason: String? = nil) {
            self.directory = directory
            self.waiting = waiting
            self.freeBytes = freeBytes
            self.isPaused = isPaused
            self.reason = reason
        }
    }

    /// A source's next poll.
    public struct Due: Codable, Equatable, Sendable {
        /// The source.
        public var source: SourceID
        /// When.
        public var at: Instant
        /// Which rule decided that.
        public var reason: PollReason

        /// A next poll.
        public init(source: SourceID, at: Instant, reason: PollReason) {
            (self.source, self.at, self.reason) = (source, at, reason)
        }
    }

    /// A source that fails.
    public struct Failing: Codable, Equatable, Sendable {
        /// The source.
        public var source: SourceID
        /// The bounded code.
        public var errorType: ErrorType
        /// For people.
        public var errorMessage: String
        /// When it last answered; nil where it never did.
        public var since: Instant?
        /// When it is tried again; nil where it is not.
        public var nextAt: Instant?

        /// A source that fails.
        public init(source: SourceID, errorType: ErrorType, errorMessage: String, since: Instant? = nil, nextAt: Instant? = nil) {
            self.source = source
            self.errorType = errorType
            self.errorMessage = errorMessage
            self.since = since
            self.nextAt = nextAt
        }
    }

    /// An article that was spooled.
    public struct Newest: Codable, Equatable, Sendable {
        /// The article.
        public var id: ArticleID
        /// What it tells; nil where it has no headline.
        public var headline: String?
        /// Where it was read.
        public var source: SourceID
        /// Why it was spooled.
        public var event: Article.Event
        /// From 1.
        public var version: Int
        /// When it was put into `new/`.
        public var spooledAt: Instant
        /// BCP 47.
        public var language: String?
        /// Of its script.
        public var direction: TextDirection?

        /// An article that was spooled.
        public init(
            id: ArticleID, headline: String?, source: SourceID, event: Article.Event, version: Int, spooledAt: Instant,
            language: String? = nil, direction: TextDirection? = nil
        ) {
            self.id = id
            self.headline = headline
            self.source = source
            self.event = event
            self.version = version
            self.spooledAt = spooledAt
            self.language = language
            self.direction = direction
        }
    }

    /// A snapshot.
    public init(
        version: String, pid: Int, startedAt: Instant, uptimeSeconds: Int, sources: Sources = Sources(), polls: Polls = Polls(),
        articles: Articles = Articles(), spool: Spool, nextDue: [Due] = [], failing: [Failing] = [], newest: [Newest] = [],
        activity: Activity = Activity()
    ) {
        self.version = version
        self.pid = pid
        self.startedAt = startedAt
        self.uptimeSeconds = uptimeSeconds
        self.sources = sources
        self.polls = polls
        self.articles = articles
        self.spool = spool
        self.nextDue = nextDue
        self.failing = failing
        self.newest = newest
        self.activity = activity
    }
}

extension StatusSnapshot {
    /// The JSON of `/status`: one object on one line, members in snake case and in alphabetical order, ending in a newline.
    public func json() throws -> [UInt8] {
        try AdministrationJSON.encode(self)
    }

    /// Reads what ``json()`` wrote.
    ///
    /// - Throws: `DecodingError`.
    public init(json: some DataProtocol) throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        self = try decoder.decode(StatusSnapshot.self, from: Data(json))
    }
}

/// The JSON that is answered.
enum AdministrationJSON {
    static func encode(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value)) + [0x0A]
    }
}
