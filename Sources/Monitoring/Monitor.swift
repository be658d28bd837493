import HeapModule
public import NewsModel

/// What is due, what is under way, and what may start: a state machine without clock, file or socket.
///
/// The shell tells it what happened and when, and carries out the actions it returns.
public struct Monitor: Sendable {
    let mode: Mode
    var limits: Limits
    var jobs: [Int: Job] = [:]
    var lastJob = 0
    var heldBytes: [Int: Int] = [:]
    /// How many of them have any bytes.
    var heldBodies = 0
    var heldTotal = 0
    var underway = 0

    var hosts = HostTable()
    var budget: Budget
    var starts: StartRate

    var sources: [SourceID: Int] = [:]
    var upcoming: Heap<DueVisit> = []
    /// When each of them is due: what stands otherwise in the heap was put off or withdrawn since.
    var upcomingSources: [SourceID: Instant] = [:]
    /// Paused while their polls were under way.
    var withdrawn: Set<SourceID> = []
    var polled: Set<SourceID> = []
    /// When the single round began; nil before it, and once the clock was set back beyond that.
    var roundBeganAt: Instant?
    var sourceLoad = Load.needed
    /// Where more are due than were loaded: until when they were. What is due later the ledger gives in its turn, or sources with short
    /// intervals would keep all others out.
    var loadedUntil: Instant?
    /// Ended while a load was under way: what was read of them may be older than what was committed.
    var endedSources: Set<SourceID> = []
    var endedPages: Set<Int64> = []

    var pages: [Int64: Int] = [:]
    var pagesOfSource: [SourceID: Int] = [:]
    var expiring: Set<Int64> = []
    var pageLoad = Load.needed
    var pagesLoadedAt: Instant?
    var isPageLoadStale = false
    var nextPageAt: Instant?
    var robots: [RobotsPlace: Robots] = [:]
    /// Jobs for whose answers there was no room, and when they begin again.
    var resting: [Int: Instant] = [:]

    /// Jobs up to this one were made from an earlier configuration.
    var lastJobBeforeReload = 0
    var isSourceLoadStale = false
    var lastEventAt: Instant?
    var nextOverdueCheckAt: Instant?
    var isPaused = false
    var isStopping = false
    var isFinished = false

    enum Load: Equatable, Sendable {
        case needed
        case underway
        /// There are more than were asked for.
        case partial
        case complete(at: Instant)

        /// After a load that came to nothing.
        var again: Load { self == .underway ? .needed : self }
    }

    enum Robots: Equatable, Sendable {
        case asked([Job])
        case known(until: Instant)
    }

    struct DueVisit: Comparable, Sendable {
        let visit: Visit
        static func < (a: DueVisit, b: DueVisit) -> Bool { a.visit.state.nextPollAt < b.visit.state.nextPollAt }
    }

    static let pageLoadGap: Duration = .milliseconds(250)
    /// Where pages are left that are due.
    static let partialPagesGap: Duration = .seconds(5)

    /// Guessed for a transfer under way, whose body's size is not known yet.
    static let expectedBodyBytes = 256 << 10
    /// Answers without a body (304) that may wait for their commit, for each that has one: a disk that stands still must not gather them.
    static let emptyAnswersPerAnswer = 10

    /// A machine that knows nothing yet; send it ``Event/wake``.
    public init(mode: Mode = .continuous, limits: Limits = .init()) {
        self.mode = mode
        self.limits = limits
        budget = Budget(perHour: limits.budget)
        starts = StartRate(perSecond: limits.pollsPerSecond)
    }

    /// How much longer than else the intervals are for the budget of requests, 1 or more.
    public var stretch: Double { budget.stretch }

    /// Transfers under way.
    public var transfersUnderway: Int { underway }

    /// Bytes of answers that are not yet committed.
    public var uncommittedBytes: Int { heldTotal }

    /// Takes an event and says what is to be done now.
    public mutating func handle(_ event: Event, now: Instant) -> [Action] { note(event, now: now) + proceed(now: now) }

    /// Takes an event and says what is to be done about it alone; what follows from it, ``proceed(now:)`` says.
    public mutating func note(_ event: Event, now: Instant) -> [Action] {
        var actions: [Action] = []
        followClock(to: now)
        switch event {
        case .wake: wake(now: now, &actions)
        case .sourcesLoaded(let visits, let isComplete): take(visits, isComplete: isComplete, now: now)
        case .pagesLoaded(let visits, let isComplete): take(visits, isComplete: isComplete, now: now, &actions)
        case .loadFailed: (sourceLoad, pageLoad) = (sourceLoad.again, pageLoad.again)
        case .answered(let id, let answer): take(answer, of: id, now: now, &actions)
        case .failed(let id, let error): fail(id, error, nil, now: now, &actions)
        case .crowded(let id, let error): putOff(id, error, now: now, &actions)
        case .sentOn(let id, let url): send(id, on: url, &actions)
        case .committed(let id, let state, let newPages, let newSources):
            finish(id, state, newPages: newPages, newSources: newSources, now: now)
        case .expired(let page):
            expiring.remove(page)
            if pageLoad == .underway { endedPages.insert(page) }
        case .robotsKnown(let place, let until): release(place, until: until)
        case .spoolPaused(let paused): isPaused = paused
        case .reloaded: forgetWaiting()
        case .asked(let visit, let isForced): ask(visit, isForced: isForced, now: now)
        case .withdrawn(let id): withdraw(id)
        case .added: loadAgain()
        case .stopping: isStopping = true
        }
        return actions
    }

    /// What is to be loaded, what may start, and when to look again, after all the events that were noted.
    public mutating func proceed(now: Instant) -> [Action] {
        var actions: [Action] = []
        if isStopping { return actions }
        loadMore(now: now, &actions)
        startDue(now: now)
        rouse(now: now)
        startTransfers(now: now, &actions)
        plan(now: now, &actions)
        return actions
    }

    /// Whether a source's poll waits for its turn or is under way.
    public func isPolling(_ id: SourceID) -> Bool { sources[id] != nil }

    /// Whether a page waits for its turn or is under way.
    public func isFetching(page id: Int64) -> Bool { pages[id] != nil }

    /// Replaces the limits, as after a reload.
    public mutating func apply(_ limits: Limits) {
        self.limits = limits
        budget.perHour = limits.budget
        starts.perSecond = limits.pollsPerSecond
    }

    mutating func plan(now: Instant, _ actions: inout [Action]) {
        if mode != .continuous, isEverythingDone {
            if !isFinished { actions.append(.finished) }
            isFinished = true
            return
        }
        var next = now + limits.horizon / 2
        if let due = upcoming.min { next = min(next, max(starts.next(now: now), due.visit.state.nextPollAt)) }
        if !isPaused, pageLoad != .underway, pages.count < limits.held / 2 {
            if let nextPageAt { next = min(next, max(now, nextPageAt)) }
            if pageLoad == .needed, let at = pagesLoadedAt { next = min(next, max(now, at + Monitor.pageLoadGap)) }
        }
        if let rested = resting.values.min() { next = min(next, max(now, rested)) }
        if !isPaused, let turn = hosts.nextTurn { next = min(next, max(now, turn)) }
        actions.append(.wake(at: next))
    }

    var isEverythingDone: Bool {
        guard case .complete = sourceLoad, case .complete = pageLoad else { return false }
        return jobs.isEmpty && upcomingSources.isEmpty && expiring.isEmpty
    }
}

extension Monitor.Limits {
    /// The smaller of both.
    fileprivate var pollsPerSecond: Double { budget > 0 ? min(startsPerSecond, Double(budget) / 3600) : startsPerSecond }
}
