import Monitoring
import NewsModel
import Testing

/// A monitor with a clock of its own, and a shell that notes what it is asked for.
struct Bench {
    var monitor: Monitor
    var now = Instant(year: 2026, month: 3, day: 1)
    var fetched: [Job] = []
    var concluded: [Int] = []
    var failed: [PollError] = []
    var expired: [Int64] = []
    var loads = 0
    var loadStart: Instant?
    var loadLimit = 0
    var pageLoads = 0
    var wakeAt: Instant?
    var isFinished = false
    var pausedHosts: [String] = []

    init(mode: Monitor.Mode = .continuous, limits: Monitor.Limits = .init()) {
        monitor = Monitor(mode: mode, limits: limits)
    }

    mutating func send(_ event: Monitor.Event) {
        for action in monitor.handle(event, now: now) {
            switch action {
            case .fetch(let job): fetched.append(job)
            case .conclude(let job, _): concluded.append(job.id)
            case .fail(_, let error, _): failed.append(error)
            case .expire(let page): expired.append(page.id)
            case .loadSources(_, let start, let limit):
                loads += 1
                (loadStart, loadLimit) = (start, limit)
            case .loadPages: pageLoads += 1
            case .wake(let at): wakeAt = at
            case .finished: isFinished = true
            case .hostPaused(let host, _): pausedHosts.append(host)
            }
        }
    }

    mutating func advance(_ duration: Duration) {
        now = now + duration
        send(.wake)
    }

    func visit(_ id: String, _ url: String, dueIn: Duration = .zero, _ change: (inout Source) -> Void = { _ in }) throws -> Visit {
        var source = Source(id: try #require(SourceID(id)), url: url)
        change(&source)
        return Visit(source: source, state: SourceState(nextPollAt: now + dueIn))
    }

    func page(_ id: Int64, _ url: String, deadlineIn: Duration? = .minutes(10)) throws -> PageVisit {
        PageVisit(
            id: id, source: try visit("a", "https://a.example/feed").$source, url: url, nextTryAt: now,
            deadline: deadlineIn.map { now + $0 })
    }

    mutating func answer(_ job: Job, _ status: Int = 200, _ fields: [String: String] = [:], bytes: Int = 10) {
        send(
            .answered(
                job.id,
                Answer(
                    url: job.chain.url, status: status, headers: fields.map { HeaderField(name: $0.key, value: $0.value) }, bodyBytes: bytes
                )))
    }
}
