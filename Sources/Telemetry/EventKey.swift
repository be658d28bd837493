/// The keys of a log line beside the four that every line has, named as in the Elastic Common Schema and OpenTelemetry where these have a name.
public enum EventKey: String, Sendable, CaseIterable {
    case serviceVersion = "service.version"
    case processID = "process.pid"
    case processUptime = "process.uptime"
    case signal = "process.signal"
    case configurationPath = "config.path"
    case configurationErrors = "config.errors"
    case configurationRestart = "config.restart_required"
    case sourcesTotal = "sources.total"
    case sourcesAdded = "sources.added"
    case sourcesChanged = "sources.changed"
    case sourcesRemoved = "sources.removed"
    case pollsTotal = "polls.total"
    case articlesSpooled = "articles.spooled"
    case spoolDirectory = "spool.directory"
    case spoolWaiting = "spool.waiting"
    case spoolFreeBytes = "spool.free_bytes"
    case spoolMinimumFreeBytes = "spool.min_free_bytes"
    case spoolReason = "spool.reason"
    case spoolPublished = "spool.published"
    case spoolRemoved = "spool.removed"
    case spoolConsumer = "spool.consumer"
    case spoolOldestAt = "spool.oldest_at"
    case spoolClaimed = "spool.claimed"
    case articleID = "article.id"
    case articleStory = "article.story"
    case articleEvent = "article.event"
    case articleVersion = "article.version"
    case articleHeadline = "article.headline"
    case commitArticles = "commit.articles"
    case commitPolls = "commit.polls"
    case adminListener = "admin.listener"
    case sourceID = "source.id"
    case sourceFailures = "source.failures"
    case sourceSince = "source.since"
    case sourceCrashes = "source.crashes"
    case hostName = "host.name"
    case hostUntil = "host.until"
    case outcome = "event.outcome"
    case duration = "event.duration"
    case url = "url.full"
    case previousURL = "url.previous"
    case statusCode = "http.response.status_code"
    case bodyBytes = "http.response.body.bytes"
    case entries = "poll.entries"
    case new = "poll.new"
    case revised = "poll.revised"
    case duplicate = "poll.duplicate"
    case nextAt = "poll.next_at"
    case nextReason = "poll.next_reason"
    case logDestination = "log.destination"
    case logDroppedLines = "log.dropped_lines"
    case logger = "log.logger"
    case logMetadata = "log.metadata"
    case errorType = "error.type"
    case errorMessage = "error.message"

    /// The JSON type of a key's value.
    public enum ValueType: String, Sendable {
        case string, integer, strings
        /// A string: RFC 3339 in UTC.
        case time
    }

    /// The JSON type of the value.
    public var valueType: ValueType {
        switch self {
        case .configurationErrors, .configurationRestart, .logMetadata: .strings
        case .spoolOldestAt, .sourceSince, .hostUntil, .nextAt: .time
        case .processID, .processUptime, .sourcesTotal, .sourcesAdded, .sourcesChanged, .sourcesRemoved, .pollsTotal, .articlesSpooled,
            .spoolWaiting, .spoolClaimed, .spoolFreeBytes, .spoolMinimumFreeBytes, .spoolPublished, .spoolRemoved, .articleVersion,
            .commitArticles,
            .commitPolls, .sourceFailures, .sourceCrashes, .duration, .statusCode, .bodyBytes, .entries, .new, .revised, .duplicate,
            .logDroppedLines:
            .integer
        default: .string
        }
    }

    /// What the value is, in a few words, with its unit.
    public var meaning: String {
        switch self {
        case .serviceVersion: "the program's version"
        case .processID: "the daemon's process"
        case .processUptime: "seconds since the start"
        case .signal: "the signal that asked for it"
        case .configurationPath: "the configuration's file"
        case .configurationErrors: "each error as `file:line:column: what is wrong`"
        case .configurationRestart: "changed keys that need a restart"
        case .sourcesTotal: "sources known"
        case .sourcesAdded: "sources that are new"
        case .sourcesChanged: "sources whose settings changed"
        case .sourcesRemoved: "sources that left the configuration"
        case .pollsTotal: "polls since the start"
        case .articlesSpooled: "articles spooled since the start"
        case .spoolDirectory: "the spool"
        case .spoolWaiting: "articles that wait in `new/`"
        case .spoolFreeBytes: "bytes free on the spool's file system"
        case .spoolMinimumFreeBytes: "bytes below which polling pauses"
        case .spoolReason: "why polling pauses, or what is amiss with a consumer"
        case .spoolPublished: "articles of an earlier run that were published"
        case .spoolRemoved: "unfinished files of an earlier run that were removed"
        case .spoolConsumer: "the consumer, where there are several"
        case .spoolOldestAt: "when the oldest article that waits was spooled"
        case .spoolClaimed: "articles in `cur/`"
        case .articleID: "the article"
        case .articleStory: "its story"
        case .articleEvent: "`new`, `revised` or `withdrawn`"
        case .articleVersion: "its version of the story, from 1"
        case .articleHeadline: "its headline"
        case .commitArticles: "articles of the commit"
        case .commitPolls: "polls of the commit"
        case .adminListener: "`unix:PATH` or `HOST:PORT`"
        case .sourceID: "the source"
        case .sourceFailures: "failed polls in a row"
        case .sourceSince: "since when it has been so"
        case .sourceCrashes: "crashes while its document was being read"
        case .hostName: "the publisher's host"
        case .hostUntil: "no request to it before"
        case .outcome: "`success` or `failure`"
        case .duration: "nanoseconds"
        case .url: "the URL, without user information"
        case .previousURL: "the URL before, without user information"
        case .statusCode: "the HTTP status"
        case .bodyBytes: "bytes of the body as they came over the network"
        case .entries: "entries of the document"
        case .new: "articles that are new"
        case .revised: "articles that are revisions"
        case .duplicate: "entries that other sources had told"
        case .nextAt: "when the source is polled next"
        case .nextReason: "which rule decided that"
        case .logDestination: "`stdout` or a file's path"
        case .logDroppedLines: "lines that could not be written since the last one that was"
        case .logger: "the library's logger"
        case .logMetadata: "what the library adds, as `key=value`"
        case .errorType: "one of the codes of `ErrorType`"
        case .errorMessage: "for people: what happened and what to do"
        }
    }
}
