import DequeModule
import NewsModel

/// The limits of one host: transfers at once, a gap after each, pauses that the publisher asked for, and who waits.
struct HostGate: Sendable {
    private(set) var underway = 0
    private var pausedUntil: Instant?
    private var readyAt: Instant?
    private var waiting: Deque<Job> = []

    /// Whether nobody waits and nothing is under way: it can be forgotten when ``waitsUntil`` has passed.
    var isIdle: Bool { underway == 0 && waiting.isEmpty }

    /// The end of its gap or pause.
    var waitsUntil: Instant? { [readyAt, pausedUntil].compactMap { $0 }.max() }

    /// Moves gap and pause with a clock that was set.
    mutating func shift(by step: Duration) {
        readyAt = readyAt.map { $0 + step }
        pausedUntil = pausedUntil.map { $0 + step }
    }

    /// A hop of a request chain under way comes before requests that have not begun.
    mutating func enqueue(_ job: Job) {
        if job.chain.urls.count > 1 || job.isRobots || job.isForced { waiting.prepend(job) } else { waiting.append(job) }
    }

    /// When the next job may start, or nil where none waits or all places are taken.
    func nextStart(now: Instant) -> Instant? {
        guard let first = waiting.first, underway < max(1, first.policy.transfersPerHost) else { return nil }
        return max(now, readyAt ?? now, first.isForced ? now : pausedUntil ?? now)
    }

    mutating func start(now: Instant) -> Job? {
        guard let at = nextStart(now: now), at <= now else { return nil }
        underway += 1
        return waiting.popFirst()
    }

    /// A job that started gives its place back: it did not come to a request.
    mutating func withdraw() { underway -= 1 }

    /// A job that gave its place back comes first again.
    mutating func restore(_ job: Job) { waiting.prepend(job) }

    mutating func end(_ job: Job, now: Instant) {
        underway -= 1
        guard job.policy.delayPerHost > .zero else { return }
        readyAt = max(readyAt ?? now, now + job.policy.delayPerHost)
    }

    mutating func pause(until: Instant) { pausedUntil = max(pausedUntil ?? until, until) }

    /// Takes out the waiting jobs of which the predicate is true.
    mutating func remove(where predicate: (Job) -> Bool) -> [Job] {
        let out = waiting.filter(predicate)
        if !out.isEmpty { waiting.removeAll(where: predicate) }
        return Array(out)
    }
}
