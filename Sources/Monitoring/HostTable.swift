import DequeModule
import HeapModule
import NewsModel

/// The gates of all hosts that anybody waits for, and whose turn it is.
struct HostTable: Sendable {
    private var gates: [String: HostGate] = [:]
    /// Hosts that may have something to start, each once, in turn.
    private var ready: Deque<String> = []
    private var readyHosts: Set<String> = []
    /// When hosts that wait for a gap or a pause are looked at again.
    private var timetable: Heap<Turn> = []

    private struct Turn: Comparable, Sendable {
        let at: Instant
        let host: String
        static func < (a: Turn, b: Turn) -> Bool { a.at < b.at }
    }

    /// When a host is to be looked at again; nil where none waits.
    var nextTurn: Instant? { timetable.min?.at }

    mutating func enqueue(_ job: Job) {
        gates[job.host, default: HostGate()].enqueue(job)
        touch(job.host)
    }

    /// A job that started and did not come to a request gives its place back.
    mutating func withdraw(_ job: Job) {
        gates[job.host]?.withdraw()
        touch(job.host)
    }

    /// A job that gave its place back comes first again.
    mutating func restore(_ job: Job) {
        gates[job.host, default: HostGate()].restore(job)
        touch(job.host)
    }

    mutating func end(_ job: Job, now: Instant) {
        gates[job.host]?.end(job, now: now)
        touch(job.host)
    }

    mutating func pause(_ host: String, until: Instant) {
        gates[host, default: HostGate()].pause(until: until)
    }

    /// Hosts whose gap or pause has ended take their turn.
    mutating func advance(to now: Instant) {
        while let first = timetable.min, first.at <= now {
            timetable.removeMin()
            touch(first.host)
        }
    }

    /// The next job that may start now, host by host in turn; nil where there is none. Call ``advance(to:)`` before.
    mutating func start(now: Instant) -> Job? {
        while let host = ready.popFirst() {
            readyHosts.remove(host)
            if let job = gates[host]?.start(now: now) {
                touch(host)
                return job
            }
            guard let gate = gates[host] else { continue }
            if let at = gate.nextStart(now: now) {
                timetable.insert(Turn(at: at, host: host))
            } else if gate.isIdle {
                // Kept as long as it has a gap or a pause to remember.
                if let end = gate.waitsUntil, end > now {
                    timetable.insert(Turn(at: end, host: host))
                } else {
                    gates[host] = nil
                }
            }
        }
        return nil
    }

    /// Takes out the waiting jobs of which the predicate is true. Complexity: O(waiting jobs).
    mutating func remove(where predicate: (Job) -> Bool) -> [Job] {
        var removed: [Job] = []
        for host in Array(gates.keys) { removed += gates[host]?.remove(where: predicate) ?? [] }
        return removed
    }

    /// Moves every gap and pause with a clock that was set.
    mutating func shift(by step: Duration) {
        for host in Array(gates.keys) {
            gates[host]?.shift(by: step)
            touch(host)
        }
        timetable = []
    }

    private mutating func touch(_ host: String) {
        if readyHosts.insert(host).inserted { ready.append(host) }
    }
}
