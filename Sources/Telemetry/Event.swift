public import NewsModel

/// Something that happened, to be written as one line of the log.
public struct Event: Sendable {
    /// Which event of the catalogue.
    public let name: EventName
    /// How much it matters.
    public let level: EventLevel
    /// For people.
    public let message: String
    /// What it carries, in the order of the catalogue; what the catalogue does not give this event is left out.
    public let fields: [EventField]

    /// An event.
    ///
    /// - Parameters:
    ///   - level: The catalogue's where nil.
    ///   - message: The catalogue's where nil.
    ///   - fields: In any order; of two with one key the later is kept.
    public init(_ name: EventName, level: EventLevel? = nil, message: String? = nil, _ fields: [EventField] = []) {
        let definition = name.definition
        self.name = name
        self.level = level ?? definition.level
        self.message = message ?? definition.message
        self.fields = definition.keys.compactMap { key in fields.last { $0.key == key } }
    }

    /// The level of `poll.finished`: what brought nothing is not worth reading. To be asked before the event is made.
    public static func levelOfPoll(_ outcome: Outcome, articles: Int) -> EventLevel {
        outcome == .failure || articles > 0 ? .info : EventName.pollFinished.definition.level
    }

    /// How something ended: `event.outcome`.
    public enum Outcome: String, Sendable { case success, failure }
}

/// One key of an event and its value.
public struct EventField: Equatable, Sendable {
    /// The key.
    public let key: EventKey
    /// The value.
    public let value: Value

    /// A value as it stands in the line.
    public enum Value: Equatable, Sendable {
        case string(String)
        case integer(Int)
        case boolean(Bool)
        case strings([String])
    }

    private init(_ key: EventKey, _ value: Value) {
        self.key = key
        self.value = value
    }

    /// Any key whose value is text.
    public static func text(_ key: EventKey, _ value: String) -> EventField { EventField(key, .string(value)) }

    /// Any key whose value is a number; its unit is the key's.
    public static func number(_ key: EventKey, _ value: Int) -> EventField { EventField(key, .integer(value)) }

    /// Any key whose value is a list.
    public static func list(_ key: EventKey, _ values: [String]) -> EventField { EventField(key, .strings(values)) }

    /// Any key whose value is a moment.
    public static func time(_ key: EventKey, _ value: Instant) -> EventField { EventField(key, .string(value.description)) }
}

/// The fields by name, with the types their values have in the program.
extension EventField {
    /// `source.id`.
    public static func sourceID(_ id: SourceID) -> EventField { .text(.sourceID, id.rawValue) }
    /// `source.id`, where it is not known to be one.
    public static func sourceID(_ id: String) -> EventField { .text(.sourceID, id) }
    /// `event.outcome`.
    public static func outcome(_ outcome: Event.Outcome) -> EventField { .text(.outcome, outcome.rawValue) }
    /// `event.duration`.
    public static func duration(nanoseconds: Int) -> EventField { .number(.duration, nanoseconds) }
    /// `event.duration`.
    public static func duration(_ duration: Duration) -> EventField {
        let (seconds, attoseconds) = duration.components
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let nanoseconds = overflow ? (seconds < 0 ? Int64.min : .max) : whole &+ attoseconds / 1_000_000_000
        return .number(.duration, Int(clamping: nanoseconds))
    }
    /// `url.full`; user information is taken out when the line is written.
    public static func url(_ url: String) -> EventField { .text(.url, url) }
    /// `url.previous`; user information is taken out when the line is written.
    public static func previousURL(_ url: String) -> EventField { .text(.previousURL, url) }
    /// `http.response.status_code`.
    public static func statusCode(_ code: Int) -> EventField { .number(.statusCode, code) }
    /// `http.response.body.bytes`.
    public static func bodyBytes(_ count: Int) -> EventField { .number(.bodyBytes, count) }
    /// `poll.entries`.
    public static func entries(_ count: Int) -> EventField { .number(.entries, count) }
    /// `poll.new`.
    public static func new(_ count: Int) -> EventField { .number(.new, count) }
    /// `poll.revised`.
    public static func revised(_ count: Int) -> EventField { .number(.revised, count) }
    /// `poll.duplicate`.
    public static func duplicate(_ count: Int) -> EventField { .number(.duplicate, count) }
    /// `poll.next_at`.
    public static func nextAt(_ instant: Instant) -> EventField { .time(.nextAt, instant) }
    /// `poll.next_reason`.
    public static func nextReason(_ reason: PollReason) -> EventField { .text(.nextReason, reason.rawValue) }
    /// `poll.next_reason`, as the ledger holds it.
    public static func nextReason(_ reason: String) -> EventField { .text(.nextReason, reason) }
    /// `error.type`.
    public static func errorType(_ type: ErrorType) -> EventField { .text(.errorType, type.rawValue) }
    /// `error.message`.
    public static func errorMessage(_ message: String) -> EventField { .text(.errorMessage, message) }
    /// `article.id`.
    public static func articleID(_ id: ArticleID) -> EventField { .text(.articleID, id.description) }
    /// `article.story`.
    public static func articleStory(_ id: ArticleID) -> EventField { .text(.articleStory, id.description) }
    /// `article.event`.
    public static func articleEvent(_ event: Article.Event) -> EventField { .text(.articleEvent, event.rawValue) }
    /// `article.version`.
    public static func articleVersion(_ version: Int) -> EventField { .number(.articleVersion, version) }
    /// `article.headline`.
    public static func articleHeadline(_ headline: String) -> EventField { .text(.articleHeadline, headline) }
    /// `commit.polls`.
    public static func commitPolls(_ count: Int) -> EventField { .number(.commitPolls, count) }
    /// `commit.articles`.
    public static func commitArticles(_ count: Int) -> EventField { .number(.commitArticles, count) }
    /// `source.failures`.
    public static func sourceFailures(_ count: Int) -> EventField { .number(.sourceFailures, count) }
    /// `source.since`.
    public static func sourceSince(_ instant: Instant) -> EventField { .time(.sourceSince, instant) }
    /// `source.crashes`.
    public static func sourceCrashes(_ count: Int) -> EventField { .number(.sourceCrashes, count) }
    /// `host.name`.
    public static func hostName(_ name: String) -> EventField { .text(.hostName, name) }
    /// `host.until`.
    public static func hostUntil(_ instant: Instant) -> EventField { .time(.hostUntil, instant) }
    /// `service.version`.
    public static func serviceVersion(_ version: String) -> EventField { .text(.serviceVersion, version) }
    /// `process.pid`.
    public static func processID(_ id: Int) -> EventField { .number(.processID, id) }
    /// `process.uptime`.
    public static func processUptime(seconds: Int) -> EventField { .number(.processUptime, seconds) }
    /// `process.signal`: `SIGTERM`.
    public static func signal(_ name: String) -> EventField { .text(.signal, name) }
    /// `config.path`.
    public static func configurationPath(_ path: String) -> EventField { .text(.configurationPath, path) }
    /// `config.errors`.
    public static func configurationErrors(_ errors: [String]) -> EventField { .list(.configurationErrors, errors) }
    /// `config.restart_required`.
    public static func configurationRestart(_ keys: [String]) -> EventField { .list(.configurationRestart, keys) }
    /// `sources.total`.
    public static func sourcesTotal(_ count: Int) -> EventField { .number(.sourcesTotal, count) }
    /// `sources.added`.
    public static func sourcesAdded(_ count: Int) -> EventField { .number(.sourcesAdded, count) }
    /// `sources.changed`.
    public static func sourcesChanged(_ count: Int) -> EventField { .number(.sourcesChanged, count) }
    /// `sources.removed`.
    public static func sourcesRemoved(_ count: Int) -> EventField { .number(.sourcesRemoved, count) }
    /// `polls.total`.
    public static func pollsTotal(_ count: Int) -> EventField { .number(.pollsTotal, count) }
    /// `articles.spooled`.
    public static func articlesSpooled(_ count: Int) -> EventField { .number(.articlesSpooled, count) }
    /// `spool.directory`.
    public static func spoolDirectory(_ path: String) -> EventField { .text(.spoolDirectory, path) }
    /// `spool.waiting`.
    public static func spoolWaiting(_ count: Int) -> EventField { .number(.spoolWaiting, count) }
    /// `spool.free_bytes`.
    public static func spoolFreeBytes(_ count: Int) -> EventField { .number(.spoolFreeBytes, count) }
    /// `spool.min_free_bytes`.
    public static func spoolMinimumFreeBytes(_ count: Int) -> EventField { .number(.spoolMinimumFreeBytes, count) }
    /// `spool.reason`.
    public static func spoolReason(_ reason: String) -> EventField { .text(.spoolReason, reason) }
    /// `spool.published`.
    public static func spoolPublished(_ count: Int) -> EventField { .number(.spoolPublished, count) }
    /// `spool.removed`.
    public static func spoolRemoved(_ count: Int) -> EventField { .number(.spoolRemoved, count) }
    /// `spool.consumer`.
    public static func spoolConsumer(_ name: String) -> EventField { .text(.spoolConsumer, name) }
    /// `spool.claimed`.
    public static func spoolClaimed(_ count: Int) -> EventField { .number(.spoolClaimed, count) }
    /// `spool.oldest_at`.
    public static func spoolOldestAt(_ instant: Instant) -> EventField { .time(.spoolOldestAt, instant) }
    /// `admin.listener`.
    public static func adminListener(_ listener: String) -> EventField { .text(.adminListener, listener) }
}
