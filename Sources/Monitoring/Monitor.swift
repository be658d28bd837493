import HeapModule
public import NewsModel

/// What is due, what is under way, and what may start: a state machine without clock, file or socket.
///
/// The shell tells it what happened and when, and carries out the actions it returns.
public struct Monitor: Sendable {
    private let mode: Mode
    private var limits: Limits
    private var jobs: [Int: Job] = [:]
    private var lastJob = 0
    private var heldBytes: [Int: Int] = [:]
    private var heldTotal = 0
    private var underway = 0

    private var hosts = HostTable()

    private var sources: [SourceID: Int] = [:]
    private var upcoming: Heap<DueVisit> = []
    private var upcomingSources: Set<SourceID> = []
    private var polled: Set<SourceID> = []
    private var sourceLoad = Load.needed
    /// Ended while a load was under way: what was read of them may be older than what was committed.
    private var endedSources: Set<SourceID> = []
    private var endedPages: Set<Int64> = []

    private var pages: [Int64: Int] = [:]
    private var pagesOfSource: [SourceID: Int] = [:]
    private var expiring: Set<Int64> = []
    private var pageLoad = Load.needed
    private var pagesLoadedAt: Instant?
    private var isPageLoadStale = false
    private var nextPageAt: Instant?
    private var robots: [String: Robots] = [:]

    /// Jobs up to this one were made from an earlier configuration.
    private var lastJobBeforeReload = 0
    private var isSourceLoadStale = false
    private var lastEventAt: Instant?
    private var nextOverdueCheckAt: Instant?
    private var isPaused = false
    private var isStopping = false
    private var isFinished = false

    private enum Load: Equatable, Sendable {
        case needed
        case underway
        /// There are more than were asked for.
        case partial
        case complete(at: Instant)

        /// After a load that came to nothing.
        var again: Load { self == .underway ? .needed : self }
    }

    private enum Robots: Equatable, Sendable {
        case asked([Job])
        case known(until: Instant)
    }

    private struct DueVisit: Comparable, Sendable {
        let visit: Visit
        static func < (a: DueVisit, b: DueVisit) -> Bool { a.visit.state.nextPollAt < b.visit.state.nextPollAt }
    }

    private static let pageLoadGap: Duration = .milliseconds(250)

    /// Guessed for a transfer under way, whose body's size is not known yet.
    private static let expectedBodyBytes = 256 << 10

    /// A machine that knows nothing yet; send it ``Event/wake``.
    public init(mode: Mode = .continuous, limits: Limits = .init()) {
        self.mode = mode
        self.limits = limits
    }

    /// Transfers under way.
    public var transfersUnderway: Int { underway }

    /// Bytes of answers that are not yet committed.
    public var uncommittedBytes: Int { heldTotal }

    /// Takes an event and says what is to be done now.
    public mutating func handle(_ event: Event, now: Instant) -> [Action] {
        var actions: [Action] = []
        followClock(to: now)
        switch event {
        case .wake: wake(now: now, &actions)
        case .sourcesLoaded(let visits, let isComplete): take(visits, isComplete: isComplete, now: now)
        case .pagesLoaded(let visits, let isComplete): take(visits, isComplete: isComplete, now: now, &actions)
        case .loadFailed: (sourceLoad, pageLoad) = (sourceLoad.again, pageLoad.again)
        case .answered(let id, let answer): take(answer, of: id, now: now, &actions)
        case .failed(let id, let error): fail(id, error, nil, now: now, &actions)
        case .committed(let id, let state, let newPages, let newSources):
            finish(id, state, newPages: newPages, newSources: newSources, now: now)
        case .expired(let page):
            expiring.remove(page)
            if pageLoad == .underway { endedPages.insert(page) }
        case .robotsKnown(let origin, let until): release(origin, until: until)
        case .spoolPaused(let paused): isPaused = paused
        case .reloaded: forgetWaiting()
        case .stopping: isStopping = true
        }
        if isStopping { return actions }
        loadMore(now: now, &actions)
        startDue(now: now)
        startTransfers(now: now, &actions)
        plan(now: now, &actions)
        return actions
    }

    /// Replaces the limits, as after a reload.
    public mutating func apply(_ limits: Limits) { self.limits = limits }

    // MARK: What is due

    private mutating func wake(now: Instant, _ actions: inout [Action]) {
        if let at = nextPageAt, at <= now, pageLoad != .underway { pageLoad = .needed }
        for case (let origin, .known(let until)) in robots where until <= now { robots[origin] = nil }
        expireOverdue(now: now, &actions)
    }

    /// A clock that is set back holds nobody in a gap, and no source until an instant that was near.
    private mutating func followClock(to now: Instant) {
        defer { lastEventAt = now }
        guard let last = lastEventAt, now + .seconds(5) < last else { return }
        hosts.shift(by: now - last)
        nextOverdueCheckAt = nil
        nextPageAt = nil
        forgetWaiting()
    }

    private mutating func take(_ visits: [Visit], isComplete: Bool, now: Instant) {
        guard !isSourceLoadStale else {
            isSourceLoadStale = false
            sourceLoad = .needed
            return
        }
        sourceLoad = isComplete ? .complete(at: now) : .partial
        for visit in visits where !endedSources.contains(visit.source.id) { expect(visit, now: now) }
        endedSources = []
    }

    private mutating func expect(_ visit: Visit, now: Instant) {
        let id = visit.source.id
        guard sources[id] == nil, !polled.contains(id), upcomingSources.insert(id).inserted else { return }
        upcoming.insert(DueVisit(visit: visit.clamped(now: now)))
    }

    private mutating func take(_ visits: [PageVisit], isComplete: Bool, now: Instant, _ actions: inout [Action]) {
        pageLoad = isPageLoadStale ? .needed : isComplete ? .complete(at: now) : .partial
        isPageLoadStale = false
        pagesLoadedAt = now
        defer { endedPages = [] }
        for visit in visits where pages[visit.id] == nil && !expiring.contains(visit.id) && !endedPages.contains(visit.id) {
            if let deadline = visit.deadline, deadline <= now {
                expiring.insert(visit.id)
                actions.append(.expire(visit))
            } else if visit.nextTryAt <= now, pagesOfSource[visit.source.id, default: 0] >= limits.pagesPerSource {
                // One source's pages, on however many hosts, do not take every transfer.
                nextPageAt = min(nextPageAt ?? now + .seconds(5), now + .seconds(5))
                if case .complete = pageLoad { pageLoad = .partial }
            } else if visit.nextTryAt <= now {
                enqueue(.page(visit), visit.source, visit.url)
            } else {
                nextPageAt = min(nextPageAt ?? visit.nextTryAt, visit.nextTryAt)
            }
        }
    }

    private mutating func loadMore(now: Instant, _ actions: inout [Action]) {
        guard !isPaused else { return }
        if mayLoadSources(now: now) {
            sourceLoad = .underway
            let known = sources.count + upcomingSources.count + polled.count
            let before =
                switch mode {
                case .continuous: now + limits.horizon
                case .once(let all): all ? Instant(milliseconds: .max / 4) : now
                }
            actions.append(.loadSources(before: before, limit: known + limits.held / 2))
        }
        if mayLoadPages(now: now) {
            pageLoad = .underway
            nextPageAt = nil
            actions.append(.loadPages(before: now + limits.horizon, limit: pages.count + limits.held / 2))
        }
    }

    private func mayLoadSources(now: Instant) -> Bool {
        switch sourceLoad {
        case .needed: true
        case .underway: false
        case .partial: upcoming.isEmpty && sources.count < limits.held / 2
        case .complete(let at): mode == .continuous && (now - at >= limits.horizon / 2 || now < at)
        }
    }

    private func mayLoadPages(now: Instant) -> Bool {
        guard pages.count < limits.held / 2 else { return false }
        // Each load reads again what is held already.
        if let at = pagesLoadedAt, pages.count > 50, now < at + Monitor.pageLoadGap, now >= at { return false }
        return switch pageLoad {
        case .needed: true
        case .partial: pages.isEmpty
        case .underway: false
        case .complete(let at): mode == .continuous && (now - at >= limits.horizon / 2 || now < at)
        }
    }

    private mutating func startDue(now: Instant) {
        while let visit = upcoming.min?.visit, visit.state.nextPollAt <= now || mode == .once(all: true) {
            upcoming.removeMin()
            upcomingSources.remove(visit.source.id)
            poll(visit, now: now)
        }
    }

    private mutating func poll(_ visit: Visit, now: Instant) {
        guard sources[visit.source.id] == nil else { return }
        if mode != .continuous { polled.insert(visit.source.id) }
        enqueue(.poll(visit), visit.source, visit.startURL(now: now))
    }

    private mutating func forgetWaiting() {
        upcoming = []
        upcomingSources = []
        lastJobBeforeReload = lastJob
        isSourceLoadStale = sourceLoad == .underway
        isPageLoadStale = pageLoad == .underway
        if !isSourceLoadStale { sourceLoad = .needed }
        if !isPageLoadStale { pageLoad = .needed }
        for job in hosts.remove(where: { $0.isPoll && $0.chain.urls.count == 1 }) { forget(job) }
    }

    // MARK: Jobs

    private mutating func enqueue(_ purpose: Job.Purpose, _ source: Source, _ url: String) {
        lastJob += 1
        let job = Job(
            id: lastJob, purpose: purpose, chain: RedirectChain(url: url, limit: source.polling.redirects), policy: source.polling)
        jobs[job.id] = job
        switch purpose {
        case .poll(let visit): sources[visit.source.id] = job.id
        case .page(let visit):
            pages[visit.id] = job.id
            pagesOfSource[visit.source.id, default: 0] += 1
        case .robots: break
        }
        hosts.enqueue(job)
    }

    private mutating func startTransfers(now: Instant, _ actions: inout [Action]) {
        hosts.advance(to: now)
        guard !isPaused else { return }
        while underway < limits.transfers, underway + heldBytes.count < limits.answers,
            heldTotal + underway * Monitor.expectedBodyBytes < limits.bodyBytes, let job = hosts.start(now: now)
        {
            guard let job = admitted(job, now: now) else { continue }
            underway += 1
            actions.append(.fetch(job))
        }
    }

    /// The job itself, or the robots.txt it has to wait for, or nil while that is under way.
    private mutating func admitted(_ job: Job, now: Instant) -> Job? {
        guard job.obeysRobots else { return job }
        switch robots[job.origin] {
        case .known(let until) where until > now:
            return job
        case .asked(let waiting):
            hosts.withdraw(job)
            robots[job.origin] = .asked(waiting + [job])
            return nil
        default:
            robots[job.origin] = .asked([job])
            lastJob += 1
            let asking = Job(
                id: lastJob, purpose: .robots(origin: job.origin),
                chain: RedirectChain(url: job.robotsURL, limit: 5), policy: job.policy)
            jobs[asking.id] = asking
            return asking
        }
    }

    private mutating func release(_ origin: String, until: Instant) {
        guard case .asked(let waiting) = robots[origin] else { return }
        robots[origin] = .known(until: until)
        for job in waiting.reversed() { hosts.restore(job) }
    }

    private mutating func take(_ answer: Answer, of id: Int, now: Instant, _ actions: inout [Action]) {
        guard var job = jobs[id] else { return }
        if answer.redirectTarget != nil {
            do throws(PollError) {
                try job.chain.follow(answer)
                endTransfer(jobs[id] ?? job, now: now)
                jobs[id] = job
                hosts.enqueue(job)
            } catch {
                fail(id, error, answer, now: now, &actions)
            }
            return
        }
        if answer.status == 429 || answer.status == 503 { pauseHost(of: job, answer, now: now, &actions) }
        if let failure = answer.failure, !job.isRobots {
            fail(id, failure, answer, now: now, &actions)
            return
        }
        endTransfer(job, now: now)
        heldBytes[id] = answer.bodyBytes
        heldTotal += answer.bodyBytes
        actions.append(.conclude(job, answer))
    }

    private mutating func pauseHost(of job: Job, _ answer: Answer, now: Instant, _ actions: inout [Action]) {
        guard let wait = Freshness(answer.headers, now: now).retryAfter else { return }
        hosts.pause(job.host, until: now + wait)
        actions.append(.hostPaused(host: job.host, until: now + wait))
    }

    private mutating func fail(_ id: Int, _ error: PollError, _ answer: Answer?, now: Instant, _ actions: inout [Action]) {
        guard let job = jobs[id] else { return }
        endTransfer(job, now: now)
        actions.append(.fail(job, error, answer))
    }

    private mutating func endTransfer(_ job: Job, now: Instant) {
        underway -= 1
        hosts.end(job, now: now)
    }

    private mutating func finish(_ id: Int, _ state: SourceState?, newPages: Int, newSources: Int, now: Instant) {
        if newPages > 0 {
            if pageLoad == .underway { isPageLoadStale = true } else { pageLoad = .needed }
        }
        if newSources > 0 {
            if sourceLoad == .underway { isSourceLoadStale = true } else { sourceLoad = .needed }
        }
        guard let job = jobs[id] else { return }
        forget(job)
        switch job.purpose {
        case .poll(let visit): if sourceLoad == .underway { endedSources.insert(visit.source.id) }
        case .page(let visit): if pageLoad == .underway { endedPages.insert(visit.id) }
        case .robots: break
        }
        if case .poll(let visit) = job.purpose, let state, mode == .continuous, state.standing == .active,
            state.nextPollAt <= now + limits.horizon
        {
            guard job.id > lastJobBeforeReload else {
                if sourceLoad != .underway { sourceLoad = .needed }
                return
            }
            expect(Visit(source: visit.source, state: state), now: now)
        }
    }

    private mutating func forget(_ job: Job) {
        jobs[job.id] = nil
        heldTotal -= heldBytes.removeValue(forKey: job.id) ?? 0
        switch job.purpose {
        case .poll(let visit): sources[visit.source.id] = nil
        case .page(let visit):
            pages[visit.id] = nil
            let left = pagesOfSource[visit.source.id, default: 1] - 1
            pagesOfSource[visit.source.id] = left > 0 ? left : nil
        case .robots: break
        }
    }

    /// A page that still waits when its deadline passes is given up for now; the ledger keeps it for later attempts.
    private mutating func expireOverdue(now: Instant, _ actions: inout [Action]) {
        guard nextOverdueCheckAt.map({ $0 <= now }) ?? true, !pages.isEmpty else { return }
        nextOverdueCheckAt = now + .seconds(1)
        var overdue = hosts.remove { $0.isOverdue(now: now) }
        for case (let origin, .asked(let waiting)) in robots where waiting.contains(where: { $0.isOverdue(now: now) }) {
            overdue += waiting.filter { $0.isOverdue(now: now) }
            robots[origin] = .asked(waiting.filter { !$0.isOverdue(now: now) })
        }
        for job in overdue {
            forget(job)
            guard case .page(let visit) = job.purpose else { continue }
            expiring.insert(visit.id)
            actions.append(.expire(visit))
        }
    }

    // MARK: What comes next

    private mutating func plan(now: Instant, _ actions: inout [Action]) {
        if mode != .continuous, isEverythingDone {
            if !isFinished { actions.append(.finished) }
            isFinished = true
            return
        }
        var next = now + limits.horizon / 2
        if let due = upcoming.min { next = min(next, max(now, due.visit.state.nextPollAt)) }
        if !isPaused, pageLoad != .underway, pages.count < limits.held / 2 {
            if let nextPageAt { next = min(next, max(now, nextPageAt)) }
            if pageLoad == .needed, let at = pagesLoadedAt { next = min(next, max(now, at + Monitor.pageLoadGap)) }
        }
        if !isPaused, let turn = hosts.nextTurn { next = min(next, max(now, turn)) }
        actions.append(.wake(at: next))
    }

    private var isEverythingDone: Bool {
        guard case .complete = sourceLoad, case .complete = pageLoad else { return false }
        return jobs.isEmpty && upcoming.isEmpty && expiring.isEmpty
    }
}

extension Visit {
    /// The source's address, or the one it moved to when the publisher has long said so.
    func startURL(now: Instant) -> String {
        guard let move = state.move, move.isSettled(now: now) else { return source.url }
        return move.url
    }

    /// A due time from a clock that was wrong is no reason to wait for ever.
    func clamped(now: Instant) -> Visit {
        var visit = self
        let latest = now + max(source.polling.maximumInterval, Freshness.retryLimit)
        if visit.state.nextPollAt > latest, visit.state.nextReason != .gone { visit.state.nextPollAt = latest }
        return visit
    }
}

extension Job {
    var isPoll: Bool { if case .poll = purpose { true } else { false } }
    var isRobots: Bool { if case .robots = purpose { true } else { false } }

    /// RFC 9309 section 2.3: at the root of the origin.
    var robotsURL: String {
        guard var reference = URLReference(chain.url) else { return chain.url }
        (reference.path, reference.query, reference.fragment) = ("/robots.txt", nil, nil)
        return reference.description
    }

    func isOverdue(now: Instant) -> Bool {
        guard case .page(let visit) = purpose, let deadline = visit.deadline else { return false }
        return deadline <= now
    }
}
