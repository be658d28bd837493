import Administration
import Committing
import DequeModule
import Dispatch
import Dispatching
import Metrics
import Monitoring
import NewsModel
import Telemetry

/// What the daemon has done since its start: for the status and the metrics.
actor Tally {
    /// The counts, at one moment.
    struct Counts: Sendable {
        var polls = 0
        var failedPolls = 0
        var failures: [ErrorType: Int] = [:]
        var pages = 0
        var failedPages = 0
        var spooled = 0
        var revised = 0
        var duplicates = 0
        var transfersUnderway = 0
        var uncommittedBytes = 0
        var lastCommitAt: Instant?
        var pause: PollError?
        /// Where the daemon can be asked; nil until that is known.
        var listeners: [String]?
        var newest: Deque<Article> = []
        var activity = Activity()
    }

    private let executor: QueueExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private(set) var counts = Counts()
    private let metrics: PrometheusMetrics
    // What every poll counts is looked up once.
    private let succeeded: Counter
    private let failed: Counter
    private let received: Counter
    private let pollDuration: Metrics.Timer
    private let mail = Mailbox<@Sendable (isolated Tally) -> Void>()
    private var polls: Deque<(source: SourceID, report: PollReport)> = []
    /// Articles that are shown of all sources, or of one.
    private static let newestKept = 300
    /// Polls of all sources that are kept.
    private static let pollsKept = 20_000

    /// - Parameter wire: The queue of those that have most to tell.
    init(metrics: PrometheusMetrics, wire: DispatchQueue) {
        executor = QueueExecutor(label: "wirespool.tally", target: wire)
        self.metrics = metrics
        succeeded = Counter(label: "polls_total", dimensions: [("outcome", "success")], factory: metrics)
        failed = Counter(label: "polls_total", dimensions: [("outcome", "failure")], factory: metrics)
        received = Counter(label: "received_bytes_total", factory: metrics)
        pollDuration = Metrics.Timer(label: "poll_duration_seconds", factory: metrics)
        // There from the start: a rise from nothing is no rise to Prometheus.
        metrics.set("spool_paused", to: 0)
        for name in ["commit_failures_total", "duplicates_total"] { metrics.set(name, to: 0) }
    }

    private nonisolated func send(_ work: @escaping @Sendable (isolated Tally) -> Void) {
        guard mail.post(work) else { return }
        executor.queue.async { self.assumeIsolated { $0.takeMail() } }
    }

    private func takeMail() {
        for work in mail.takeAll() { work(self) }
    }

    /// A poll and what its commit brought.
    nonisolated func count(_ report: CommitReport, _ outcome: PollOutcome, of visit: Visit, becoming state: SourceState) {
        let (poll, source, error) = (PollReport(report, outcome, state), visit.source.id, outcome.error?.type)
        let (bytes, nanoseconds) = (outcome.answer?.bodyBytes ?? 0, outcome.duration.milliseconds * 1_000_000)
        send { tally in
            tally.counts.polls += 1
            tally.counts.activity.add(polls: 1, failed: error == nil ? 0 : 1, at: .current)
            tally.keep(poll, of: source)
            (error == nil ? tally.succeeded : tally.failed).increment()
            tally.received.increment(by: bytes)
            tally.pollDuration.recordNanoseconds(nanoseconds)
            if let error {
                tally.counts.failedPolls += 1
                tally.counts.failures[error, default: 0] += 1
                tally.increment("poll_errors_total", [("type", error.rawValue)])
            }
            tally.add(report)
        }
    }

    /// A page, or the feed's own text in its place, and what its commit brought.
    nonisolated func count(page report: CommitReport, _ outcome: PollOutcome?) {
        send { tally in
            tally.counts.pages += 1
            tally.received.increment(by: outcome?.answer?.bodyBytes ?? 0)
            if outcome?.error != nil { tally.counts.failedPages += 1 }
            tally.add(report)
        }
    }

    private func add(_ report: CommitReport) {
        counts.lastCommitAt = .current
        counts.duplicates += report.duplicates.count
        increment("duplicates_total", by: report.duplicates.count)
        counts.activity.add(articles: report.spooled.count, at: .current)
        for article in report.spooled {
            if article.event == .new { counts.spooled += 1 } else { counts.revised += 1 }
            increment("articles_spooled_total", [("event", article.event.rawValue)])
            var kept = article
            (kept.content.bodyText, kept.content.bodyHTML, kept.content.summary) = (nil, nil, nil)
            counts.newest.prepend(kept)
        }
        if counts.newest.count > Tally.newestKept { counts.newest.removeLast(counts.newest.count - Tally.newestKept) }
    }

    private func keep(_ report: PollReport, of source: SourceID) {
        polls.prepend((source, report))
        if polls.count > Tally.pollsKept { polls.removeLast() }
    }

    /// The last polls of a source, the newest first. Complexity: O(polls that are kept).
    func polls(of source: SourceID, limit: Int) -> [PollReport] {
        Array(polls.lazy.filter { $0.source == source }.map(\.report).prefix(limit))
    }

    /// A commit.
    nonisolated func count(commit duration: Duration, articles: Int) {
        send { tally in
            Metrics.Timer(label: "commit_duration_seconds", factory: tally.metrics).recordNanoseconds(
                Int64(clamping: duration.components.seconds) &* 1_000_000_000 &+ duration.components.attoseconds / 1_000_000_000)
            Recorder(label: "commit_articles", aggregate: true, factory: tally.metrics).record(articles)
            tally.metrics.set("last_commit_time_seconds", to: Double(Instant.current.milliseconds) / 1000)
        }
    }

    /// A commit that failed, or a ledger that could not be read.
    nonisolated func countCommitFailure() { send { $0.increment("commit_failures_total") } }

    /// Where the daemon can be asked.
    nonisolated func set(listeners: [String]) { send { $0.counts.listeners = listeners } }

    /// What is under way.
    nonisolated func set(transfersUnderway: Int, uncommittedBytes: Int) {
        send { tally in
            guard tally.counts.transfersUnderway != transfersUnderway || tally.counts.uncommittedBytes != uncommittedBytes else { return }
            tally.counts.transfersUnderway = transfersUnderway
            tally.counts.uncommittedBytes = uncommittedBytes
            tally.metrics.set("transfers_underway", to: Double(transfersUnderway))
            tally.metrics.set("bodies_bytes", to: Double(uncommittedBytes))
        }
    }

    /// The room for the spool.
    nonisolated func set(freeBytes: Int) { send { $0.metrics.set("spool_free_bytes", to: Double(freeBytes)) } }

    /// Whether the spool takes anything, and why not.
    nonisolated func set(pause: PollError?) {
        send { tally in
            tally.counts.pause = pause
            tally.metrics.set("spool_paused", to: pause == nil ? 0 : 1)
        }
    }

    private func increment(_ name: String, _ labels: [(String, String)] = [], by count: Int = 1) {
        guard count > 0 else { return }
        Counter(label: name, dimensions: labels, factory: metrics).increment(by: count)
    }
}

extension PollReport {
    /// A poll, and how its source stands after it.
    fileprivate init(_ report: CommitReport, _ outcome: PollOutcome, _ state: SourceState) {
        self.init(
            at: state.lastPollAt ?? .current, milliseconds: Int(outcome.duration.milliseconds), status: outcome.answer?.status,
            bytes: outcome.answer?.bodyBytes, articles: report.spooled.count, errorType: outcome.error?.type, nextAt: state.nextPollAt,
            nextReason: state.nextReason)
    }
}
