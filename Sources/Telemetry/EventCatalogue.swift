/// Every event of the log by its `event.name`: the level it has unless it is given another, what it says to people, and what it may carry.
///
/// `Events.md` shows this catalogue; a test holds the page against it.
public enum EventName: String, Sendable, CaseIterable {
    case daemonStarted = "daemon.started"
    case daemonReady = "daemon.ready"
    case daemonReloaded = "daemon.reloaded"
    case daemonReloadFailed = "daemon.reload_failed"
    case daemonStopping = "daemon.stopping"
    case daemonStopped = "daemon.stopped"
    case pollFinished = "poll.finished"
    case pageFinished = "page.finished"
    case articleSpooled = "article.spooled"
    case articleDuplicate = "article.duplicate"
    case commitFinished = "commit.finished"
    case commitFailed = "commit.failed"
    case commitUntagged = "commit.untagged"
    case sourceMoved = "source.moved"
    case sourceGone = "source.gone"
    case sourceFailing = "source.failing"
    case sourceRecovered = "source.recovered"
    case sourceSilent = "source.silent"
    case sourceOverflowed = "source.overflowed"
    case sourceQuarantined = "source.quarantined"
    case sourcePaused = "source.paused"
    case sourceResumed = "source.resumed"
    case hostLimited = "host.limited"
    case spoolPaused = "spool.paused"
    case spoolResumed = "spool.resumed"
    case spoolRecovered = "spool.recovered"
    case spoolConsumerIdle = "spool.consumer_idle"
    case adminListening = "admin.listening"
    case adminFailed = "admin.failed"
    case logReopened = "log.reopened"
    case logDropped = "log.dropped"
    case logMessage = "log.message"
}

/// What the catalogue says of one event.
public struct EventDefinition: Sendable {
    /// The level, unless the event is given another.
    public let level: EventLevel
    /// When it is given another level, and which; empty where it never is.
    public let exception: String
    /// For people, unless the event is given another.
    public let message: String
    /// What it may carry, in the order of the line.
    public let keys: [EventKey]
}

extension EventName {
    /// What the catalogue says of this event.
    public var definition: EventDefinition {
        switch self {
        case .daemonStarted:
            define(.notice, "wirespool is starting", .serviceVersion, .processID, .configurationPath, .spoolDirectory)
        case .daemonReady:
            define(.notice, "wirespool is ready", .serviceVersion, .sourcesTotal, .spoolWaiting, .spoolFreeBytes, .duration)
        case .daemonReloaded:
            define(
                .notice, "the configuration was read again", .configurationPath, .configurationRestart, .sourcesTotal, .sourcesAdded,
                .sourcesChanged, .sourcesRemoved, .duration)
        case .daemonReloadFailed:
            define(
                .error, "the configuration has errors; the one before stays in force", .configurationPath, .configurationErrors,
                .errorMessage)
        case .daemonStopping:
            define(.notice, "wirespool is stopping", .signal, .processUptime)
        case .daemonStopped:
            define(
                .notice, but: "error when the start failed", "wirespool has stopped", .processUptime, .pollsTotal, .articlesSpooled,
                .errorMessage)
        case .pollFinished:
            define(
                .debug, but: "info when it brought something or failed", "a source was polled", .sourceID, .outcome, .duration, .url,
                .statusCode, .bodyBytes, .entries, .new, .revised,
                .duplicate, .nextAt, .nextReason, .errorType, .errorMessage)
        case .pageFinished:
            define(
                .debug, but: "info when it failed", "an article's page was fetched", .sourceID, .articleStory, .outcome, .duration, .url,
                .statusCode, .bodyBytes,
                .errorType, .errorMessage)
        case .articleSpooled:
            define(
                .info, "an article was spooled", .articleID, .articleStory, .articleEvent, .articleVersion, .articleHeadline, .url,
                .sourceID)
        case .articleDuplicate:
            define(.debug, "an entry tells a story that was spooled before", .articleStory, .sourceID, .url)
        case .commitFinished:
            define(.debug, "a commit was finished", .commitPolls, .commitArticles, .duration)
        case .commitUntagged:
            define(.warning, "near-duplicates cannot be looked for; articles are spooled without them", .errorType, .errorMessage)
        case .commitFailed:
            define(.error, "a commit failed; it is tried again", .commitPolls, .commitArticles, .errorType, .errorMessage)
        case .sourceMoved:
            define(.notice, "a source has moved", .sourceID, .previousURL, .url, .sourceSince)
        case .sourceGone:
            define(.warning, "a source is gone; it is asked again after 30 days", .sourceID, .url, .statusCode)
        case .sourceFailing:
            define(
                .warning, "a source keeps failing", .sourceID, .sourceFailures, .sourceSince, .url, .statusCode, .nextAt, .errorType,
                .errorMessage)
        case .sourceRecovered:
            define(.notice, "a source answers again", .sourceID, .sourceFailures, .sourceSince, .url)
        case .sourceSilent:
            define(.warning, "a source answers and has brought nothing new for long", .sourceID, .sourceSince, .url)
        case .sourceOverflowed:
            define(
                .warning, "every entry of a source is new: some may have been missed between two polls", .sourceID, .url, .entries,
                .nextAt)
        case .sourceQuarantined:
            define(.warning, "a source is set aside for a week: its document was being read at crashes", .sourceID, .sourceCrashes, .url)
        case .sourcePaused:
            define(.notice, "a source is paused by the operator", .sourceID)
        case .sourceResumed:
            define(.notice, "a source is polled again by the operator's wish", .sourceID, .nextAt)
        case .hostLimited:
            define(.warning, "a publisher asks for fewer requests", .hostName, .statusCode, .hostUntil, .sourceID)
        case .spoolPaused:
            define(
                .warning, "polling is paused", .spoolReason, .spoolDirectory, .spoolFreeBytes, .spoolMinimumFreeBytes, .errorType,
                .errorMessage)
        case .spoolResumed:
            define(.notice, "polling goes on", .spoolDirectory, .spoolFreeBytes, .duration)
        case .spoolRecovered:
            define(.notice, "what an earlier run left was put right", .spoolDirectory, .spoolPublished, .spoolRemoved)
        case .spoolConsumerIdle:
            define(
                .warning, "articles of the spool are not taken or not finished", .spoolReason, .spoolConsumer, .spoolWaiting, .spoolClaimed,
                .spoolOldestAt)
        case .adminListening:
            define(.info, "the status page can be asked", .adminListener)
        case .adminFailed:
            define(.warning, "the status page cannot be served", .adminListener, .errorMessage)
        case .logReopened:
            define(.info, "the log was opened again", .logDestination)
        case .logDropped:
            define(.warning, "lines of the log could not be written", .logDroppedLines, .errorMessage)
        case .logMessage:
            define(.info, "a library says something", .logger, .logMetadata, .errorMessage)
        }
    }

    private func define(_ level: EventLevel, but exception: String = "", _ message: String, _ keys: EventKey...) -> EventDefinition {
        EventDefinition(level: level, exception: exception, message: message, keys: keys)
    }
}
