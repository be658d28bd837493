import Bookkeeping
import Committing
import Dispatch
import Dispatching
import NewsModel
import Synchronization
import Telemetry

/// The commit queue's actor: the only one that writes ledger and spool, and the only one that blocks on fsync(2).
///
/// What arrives while a commit is under way goes into the next one, so groups grow with the load.
actor CommitLoop {
    /// One thing to commit, and who wants to know when it is durable.
    struct Entry: Sendable {
        let item: CommitItem
        /// How many articles it may bring.
        let entries: Int
        let done: @Sendable (CommitReport) -> Void
    }

    private let executor = QueueExecutor(label: "wirespool.commit")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// What arrived and is not yet among what is pending: a lock is cheaper than waking the queue for each of them.
    private struct Inbox {
        var entries: [Entry] = []
        /// Whether one of them may bring an article: the queue is told once.
        var isUrgent = false
    }

    private let inbox = Mutex(Inbox())
    private let committer: Committer
    private let ledger: Ledger
    private let log: EventLog
    private let tally: Tally
    private var pauseChanged: @Sendable (PollError?) -> Void = { _ in }
    private let minimumFreeBytes: Int
    private let retention: Duration
    private let retentionBytes: Int
    private var pending: [Entry] = []
    private lazy var alarm: Alarm = .init(on: executor.queue, leeway: .nanoseconds(0)) {
        self.assumeIsolated { loop in
            loop.alarm.rang()
            loop.flush()
        }
    }
    private var pause: Pause?
    /// What has to be done before the first commit, and could not yet be done.
    private var beginning: Beginning?
    private var drained: [@Sendable () -> Void] = []
    private var nextForgettingAt = Instant(milliseconds: 0)
    /// Told once, and again after near-duplicates were looked for.
    private var isUntaggedTold = false

    /// Why nothing is committed for now.
    private enum Pause: Equatable {
        /// Less room than `spool.min_free`.
        case roomShort(PollError)
        /// The last commit failed.
        case failed(PollError)

        var error: PollError {
            switch self {
            case .roomShort(let error), .failed(let error): error
            }
        }
    }

    /// A group is closed this long after the first item that may bring an article, or after so many items, and holds at most so many items
    /// or entries.
    private static let groupDelay = DispatchTimeInterval.milliseconds(4)
    /// Polls that bring nothing wait so long for others: only the end of a single round waits for them, and a sync costs the same for one as
    /// for many.
    private static let idleGroupDelay = DispatchTimeInterval.milliseconds(100)
    private static let groupItems = 400
    private static let groupEntries = 500
    private static let retryDelay = DispatchTimeInterval.seconds(2)

    init(
        committer: sending Committer, ledger: Ledger, minimumFreeBytes: Int, retention: Duration, retentionBytes: Int, log: EventLog,
        tally: Tally
    ) {
        self.committer = committer
        self.ledger = ledger
        self.minimumFreeBytes = minimumFreeBytes
        self.retention = retention
        self.retentionBytes = retentionBytes
        self.log = log
        self.tally = tally
    }

    /// Has pauses told: why the spool takes nothing more for now; nil when it takes again. Called on the commit queue.
    nonisolated func tellPauses(_ changed: @escaping @Sendable (PollError?) -> Void) {
        send { $0.pauseChanged = changed }
    }

    /// Has everything wait for a beginning that the disk did not allow; it is tried again until it does.
    nonisolated func wait(for beginning: Beginning, because error: PollError) {
        send {
            $0.beginning = beginning
            $0.setPause(.failed(error))
            $0.schedule(after: CommitLoop.retryDelay)
        }
    }

    /// The sources of another configuration were taken in: those of the start are not any more.
    func forgetSourcesOfStart() { beginning?.forgetSources() }

    /// Enters the actor on its queue, after everything that was sent before.
    nonisolated func send(_ work: @escaping @Sendable (isolated CommitLoop) -> Void) {
        executor.queue.async { self.assumeIsolated(work) }
    }

    /// Commits an item with the next group; `done` is called on the commit queue once it is durable.
    nonisolated func commit(_ entry: Entry) {
        let delay: DispatchTimeInterval? = inbox.withLock { inbox in
            inbox.entries.append(entry)
            if entry.entries > 0, !inbox.isUrgent {
                inbox.isUrgent = true
                return CommitLoop.groupDelay
            }
            switch inbox.entries.count {
            case 1: return CommitLoop.idleGroupDelay
            case CommitLoop.groupItems: return CommitLoop.groupDelay
            default: return nil
            }
        }
        // What is paused is tried again at its own time.
        if let delay { send { if $0.pause == nil { $0.schedule(after: delay) } } }
    }

    /// Calls back when nothing is pending, or when what is pending cannot be committed now (it is then lost to nobody: no
    /// validator outruns it, and the next start asks the publisher again).
    nonisolated func drain(_ done: @escaping @Sendable () -> Void) {
        send {
            $0.drained.append(done)
            $0.flush()
        }
    }

    private func takeArrivals() {
        pending += inbox.withLock { inbox in
            defer { inbox = Inbox() }
            return inbox.entries
        }
    }

    private func schedule(after delay: DispatchTimeInterval) { alarm.set(for: .now() + delay) }

    private func flush() {
        if beginning != nil { begin() }
        if beginning == nil { commitPending() }
        guard drained.isEmpty else {
            // Whoever waits for this closes the ledger.
            for done in drained { done() }
            drained = []
            return
        }
        if pause != nil || committer.hasUnpublished { schedule(after: CommitLoop.retryDelay) } else { forget() }
    }

    private func commitPending() {
        takeArrivals()
        if committer.hasUnpublished { publish() }
        // Looked at while nothing is pending, too: a full disk is known before publishers are asked in vain.
        while isSpoolOpen(), !pending.isEmpty {
            let group = nextGroup()
            guard commit(group) else { break }
            pending.removeFirst(group.count)
        }
    }

    /// Tries again what the disk did not allow at the start.
    private func begin() {
        do throws(CommitError) {
            try beginning?.goOn(with: committer)
            beginning = nil
            setPause(nil)
        } catch {
            pause(for: error)
        }
    }

    /// One item at least, however many entries it has.
    private func nextGroup() -> [Entry] {
        var (count, entries) = (0, 0)
        for entry in pending.prefix(CommitLoop.groupItems) {
            entries += entry.entries
            if count > 0, entries > CommitLoop.groupEntries { break }
            count += 1
        }
        return Array(pending.prefix(count))
    }

    /// Tries again to show what is committed and could not be renamed into place.
    private func publish() {
        do throws(CommitError) {
            try committer.publishPending()
            setPause(nil)
        } catch {
            pause(for: error)
        }
    }

    private func commit(_ group: [Entry]) -> Bool {
        let start = ContinuousClock.now
        do throws(CommitError) {
            let reports = try committer.commit(group.map(\.item), now: .current)
            tally.count(commit: ContinuousClock.now - start, articles: reports.reduce(0) { $0 + $1.spooled.count })
            setPause(nil)
            tellUntagged(reports)
            for (entry, report) in zip(group, reports) { entry.done(report) }
            return true
        } catch {
            pause(for: error)
            return false
        }
    }

    private func tellUntagged(_ reports: [CommitReport]) {
        guard reports.contains(where: { !$0.spooled.isEmpty }) else { return }
        let reason = reports.lazy.compactMap(\.untaggedBecause).first
        if let reason, !isUntaggedTold { log.emit(Event(.commitUntagged, [.errorType(.ledger), .errorMessage(reason)])) }
        isUntaggedTold = reason != nil
    }

    /// Whether there is room; below the configured minimum polling pauses, and nothing unread is deleted.
    private func isSpoolOpen() -> Bool {
        guard let free = try? committer.freeBytes() else { return true }
        tally.set(freeBytes: Int(clamping: free))
        guard free < minimumFreeBytes else {
            if case .roomShort = pause { setPause(nil) }
            return true
        }
        let message = "\(free) bytes are free for the spool, spool.min_free asks for \(minimumFreeBytes) (make room, or lower it)"
        setPause(.roomShort(PollError(type: .spoolFull, message: message)))
        return false
    }

    private func pause(for error: CommitError) {
        tally.countCommitFailure()
        setPause(.failed(PollError(error)))
    }

    private func setPause(_ new: Pause?) {
        let isTold = (pause == nil) == (new == nil) && pause?.error.type == new?.error.type
        pause = new
        guard !isTold else { return }
        if let error = new?.error {
            log.emit(Event(.spoolPaused, [.spoolReason(error.message), .errorType(error.type), .errorMessage(error.message)]))
        } else {
            log.emit(Event(.spoolResumed))
        }
        pauseChanged(new?.error)
    }

    /// Looks whether the spool has room even while nothing arrives; called by the work loop.
    nonisolated func check() { send { if $0.pending.isEmpty, !$0.alarm.isSet { $0.flush() } } }

    /// Forgets, step by step, what need not be known any more: once an hour, and on while there is something.
    private func forget() {
        let now = Instant.current
        // Further off only where the clock was set back.
        guard now >= nextForgettingAt || nextForgettingAt > now + .hours(1) else { return }
        do {
            let forgotten =
                try ledger.prune(now: now)
                + committer.removeDone(
                    before: now - retention, maximumBytes: retentionBytes == 0 ? nil : Int64(retentionBytes))
            nextForgettingAt = now + (forgotten > 0 ? .minutes(1) : .hours(1))
        } catch {
            nextForgettingAt = now + .hours(1)
            tally.countCommitFailure()
            log.emit(Event(.commitFailed, [.errorType(.ledger), .errorMessage("\(error)")]))
        }
    }
}
