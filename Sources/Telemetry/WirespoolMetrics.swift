import Metrics
import Glibc
public import NewsModel

/// The project's metrics, by what happens.
public struct WirespoolMetrics: Sendable {
    private let registry: PrometheusMetrics
    private let factory: any MetricsFactory
    private let transfers: Meter
    private let bodies: Meter
    private let duplicates: Counter
    private let received: Counter
    private let pollDuration: Timer
    private let commitDuration: Timer
    private let commitArticles: Recorder
    private let waiting: Meter
    private let freeBytes: Meter
    private let paused: Meter
    private let lastCommit: Meter

    /// The metrics of a daemon that starts now.
    ///
    /// - Parameters:
    ///   - registry: Where the values are kept, and what ``text()`` writes.
    ///   - log: Whose dropped lines are counted.
    public init(registry: PrometheusMetrics, version: String, log: EventLog, startedAt: Instant = EventLog.systemTime()) {
        self.registry = registry
        factory = registry
        transfers = Meter(label: "transfers_underway", factory: registry)
        bodies = Meter(label: "bodies_bytes", factory: registry)
        duplicates = Counter(label: "duplicates_total", factory: registry)
        received = Counter(label: "received_bytes_total", factory: registry)
        pollDuration = Timer(label: "poll_duration_seconds", dimensions: [], factory: registry)
        commitDuration = Timer(label: "commit_duration_seconds", dimensions: [], factory: registry)
        commitArticles = Recorder(label: "commit_articles", dimensions: [], aggregate: true, factory: registry)
        waiting = Meter(label: "spool_waiting", factory: registry)
        freeBytes = Meter(label: "spool_free_bytes", factory: registry)
        paused = Meter(label: "spool_paused", factory: registry)
        lastCommit = Meter(label: "last_commit_time_seconds", factory: registry)
        // Every bounded label is there from the start, so that a rate is never computed from nothing.
        for outcome in [Event.Outcome.success, .failure] { polls(outcome).increment(by: 0) }
        for event in [Article.Event.new, .revised, .withdrawn] { articles(event).increment(by: 0) }
        registry.set("build_info", to: 1, [("version", version)])
        registry.set("process_start_time_seconds", to: Double(startedAt.milliseconds) / 1000)
        registry.beforeWriting {
            registry.set("log_lines_dropped_total", to: Double(log.droppedLines))
            let usage = ProcessUsage.current()
            registry.set("process_cpu_seconds_total", to: usage.processorSeconds)
            if let bytes = usage.residentBytes { registry.set("process_resident_memory_bytes", to: Double(bytes)) }
            if let count = usage.openDescriptors { registry.set("process_open_fds", to: Double(count)) }
        }
    }

    private func polls(_ outcome: Event.Outcome) -> Counter {
        Counter(label: "polls_total", dimensions: [("outcome", outcome.rawValue)], factory: factory)
    }

    private func articles(_ event: Article.Event) -> Counter {
        Counter(label: "articles_spooled_total", dimensions: [("event", event.rawValue)], factory: factory)
    }

    /// A poll has ended.
    public func pollFinished(error: ErrorType?, duration: Duration, bodyBytes: Int = 0) {
        polls(error == nil ? .success : .failure).increment()
        if let error { Counter(label: "poll_errors_total", dimensions: [("type", error.rawValue)], factory: factory).increment() }
        pollDuration.record(duration: duration)
        if bodyBytes > 0 { received.increment(by: bodyBytes) }
    }

    /// An article is in `new/`.
    public func articleSpooled(_ event: Article.Event) { articles(event).increment() }

    /// An entry told a story that was spooled before.
    public func duplicateSeen() { duplicates.increment() }

    /// A commit has ended.
    public func commitFinished(articles: Int, duration: Duration, at instant: Instant) {
        commitArticles.record(articles)
        commitDuration.record(duration: duration)
        lastCommit.set(Double(instant.milliseconds) / 1000)
    }

    /// Transfers under way, and the bytes of answers that are not committed yet.
    public func setTransfers(underway: Int, bodiesBytes: Int) {
        transfers.set(underway)
        bodies.set(bodiesBytes)
    }

    /// The state of the spool; `waiting` where it was counted.
    public func setSpool(waiting count: Int?, freeBytes bytes: Int, isPaused: Bool) {
        if let count { waiting.set(count) }
        freeBytes.set(bytes)
        paused.set(isPaused ? 1 : 0)
    }

    /// Sources by standing: `active`, `failing`, `gone`, `paused`, `quarantined`.
    public func setSources(_ counts: [String: Int]) {
        for (standing, count) in counts { registry.set("sources", to: Double(count), [("standing", standing)]) }
    }

    /// All values as Prometheus text.
    public func text() -> String { registry.text() }
}

/// What the process uses, as the kernel says.
struct ProcessUsage {
    var processorSeconds: Double
    var residentBytes: Int?
    var openDescriptors: Int?

    static func current() -> ProcessUsage {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return ProcessUsage(
            processorSeconds: Double(time.tv_sec) + Double(time.tv_nsec) / 1e9, residentBytes: residentBytes(),
            openDescriptors: openDescriptors())
    }

    /// The second field of `/proc/self/statm`, proc_pid_statm(5).
    private static func residentBytes() -> Int? {
        let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: 128)
        let count = read(file, &buffer, buffer.count)
        guard count > 0 else { return nil }
        let fields = String(decoding: buffer.prefix(count), as: UTF8.self).split(separator: " ")
        guard fields.count > 1, let pages = Int(fields[1]) else { return nil }
        return pages * sysconf(Int32(_SC_PAGESIZE))
    }

    private static func openDescriptors() -> Int? {
        guard let directory = opendir("/proc/self/fd") else { return nil }
        defer { closedir(directory) }
        var count = 0
        while readdir(directory) != nil { count += 1 }
        // Not the two names of the directory itself, nor the descriptor it is read by.
        return max(0, count - 3)
    }
}
