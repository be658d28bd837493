import HeapModule
import NewsModel

/// What is due, and what the operator asks for.
extension Monitor {
    mutating func wake(now: Instant, _ actions: inout [Action]) {
        if let at = nextPageAt, at <= now, pageLoad != .underway { pageLoad = .needed }
        for case (let place, .known(let until)) in robots where until <= now { robots[place] = nil }
        expireOverdue(now: now, &actions)
    }

    /// A clock that is set back holds nobody in a gap, and no source until an instant that was near.
    mutating func followClock(to now: Instant) {
        defer { lastEventAt = now }
        if mode != .continuous, lastEventAt == nil { roundBeganAt = now }
        if let began = roundBeganAt, now < began { roundBeganAt = nil }
        guard let last = lastEventAt, now + .seconds(5) < last else { return }
        hosts.shift(by: now - last)
        resting = resting.mapValues { $0 + (now - last) }
        nextOverdueCheckAt = nil
        nextPageAt = nil
        forgetWaiting()
    }

    mutating func take(_ visits: [Visit], isComplete: Bool, now: Instant) {
        guard !isSourceLoadStale else {
            isSourceLoadStale = false
            sourceLoad = .needed
            return
        }
        sourceLoad = isComplete ? .complete(at: now) : .partial
        loadedUntil = isComplete ? nil : visits.last?.state.nextPollAt
        for visit in visits where !endedSources.contains(visit.source.id) { expect(visit, now: now) }
        endedSources = []
    }

    mutating func expect(_ visit: Visit, now: Instant) {
        let id = visit.source.id
        guard sources[id] == nil, !polled.contains(id), upcomingSources[id] == nil else { return }
        let visit = visit.clamped(now: now)
        upcomingSources[id] = visit.state.nextPollAt
        upcoming.insert(DueVisit(visit: visit))
    }

    mutating func take(_ visits: [PageVisit], isComplete: Bool, now: Instant, _ actions: inout [Action]) {
        pageLoad = isPageLoadStale ? .needed : isComplete ? .complete(at: now) : .partial
        isPageLoadStale = false
        pagesLoadedAt = now
        // Those of a slow host are not waited for.
        if !isComplete { nextPageAt = now + Monitor.partialPagesGap }
        defer { endedPages = [] }
        for visit in visits where pages[visit.id] == nil && !expiring.contains(visit.id) && !endedPages.contains(visit.id) {
            if let deadline = visit.deadline, deadline <= now {
                expiring.insert(visit.id)
                actions.append(.expire(visit))
            } else if visit.nextTryAt <= now, pagesOfSource[visit.source.id, default: 0] >= limits.pagesPerSource {
                // One source's pages, on however many hosts, do not take every transfer.
                nextPageAt = min(nextPageAt ?? now + Monitor.partialPagesGap, now + Monitor.partialPagesGap)
                if case .complete = pageLoad { pageLoad = .partial }
            } else if visit.nextTryAt <= now {
                enqueue(.page(visit), visit.$source, visit.url)
            } else {
                nextPageAt = min(nextPageAt ?? visit.nextTryAt, visit.nextTryAt)
            }
        }
    }

    mutating func loadMore(now: Instant, _ actions: inout [Action]) {
        guard !isPaused else { return }
        if mayLoadSources(now: now) {
            sourceLoad = .underway
            loadedUntil = nil
            // Of what was polled in this round, the ledger gives nothing back, unless the clock hides when that was.
            let known = sources.count + upcomingSources.count + (roundBeganAt == nil ? polled.count : 0)
            let before =
                switch mode {
                case .continuous: now + limits.horizon
                case .once(let all): all ? Instant(milliseconds: .max / 4) : now
                }
            actions.append(.loadSources(before: before, notPolledSince: roundBeganAt, limit: known + limits.held / 2))
        }
        if mayLoadPages(now: now) {
            pageLoad = .underway
            nextPageAt = nil
            actions.append(.loadPages(before: now + limits.horizon, limit: pages.count + limits.held / 2))
        }
    }

    func mayLoadSources(now: Instant) -> Bool {
        switch sourceLoad {
        case .needed: true
        case .underway: false
        // Each load reads again what is held already.
        case .partial: upcomingSources.count < max(2, limits.held / 16) && sources.count < limits.held / 2
        case .complete(let at): mode == .continuous && (now - at >= limits.horizon / 2 || now < at)
        }
    }

    func mayLoadPages(now: Instant) -> Bool {
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

    mutating func startDue(now: Instant) {
        while let visit = upcoming.min?.visit, visit.state.nextPollAt <= now || mode == .once(all: true) {
            guard upcomingSources[visit.source.id] == visit.state.nextPollAt else {
                upcoming.removeMin()
                continue
            }
            guard mode != .continuous || starts.take(now: now) else { return }
            upcoming.removeMin()
            upcomingSources[visit.source.id] = nil
            poll(visit, now: now)
        }
    }

    mutating func poll(_ visit: Visit, now: Instant) {
        guard sources[visit.source.id] == nil else { return }
        if mode != .continuous { polled.insert(visit.source.id) }
        enqueue(.poll(visit), visit.$source, visit.startURL(now: now))
    }

    mutating func forgetWaiting() {
        upcoming = []
        upcomingSources = [:]
        lastJobBeforeReload = lastJob
        isSourceLoadStale = sourceLoad == .underway
        isPageLoadStale = pageLoad == .underway
        if !isSourceLoadStale { sourceLoad = .needed }
        if !isPageLoadStale { pageLoad = .needed }
        for job in removeWaiting(where: { $0.isPoll && $0.chain.urls.count == 1 }) { forget(job) }
    }

    // MARK: What the operator asks

    /// Polls a source now. What it waited for is set aside, and with `isForced` also what its host asked for.
    mutating func ask(_ visit: Visit, isForced: Bool, now: Instant) {
        if let id = sources[visit.source.id] {
            guard isForced else { return rouse(id) }
            for var job in removeWaiting(where: { $0.id == id }) {
                job.isForced = true
                jobs[id] = job
                hosts.enqueue(job)
            }
            return
        }
        upcomingSources[visit.source.id] = nil
        enqueue(.poll(visit), visit.$source, visit.startURL(now: now), isForced: isForced)
    }

    /// Polls a source no more, nor its parts: what waits is forgotten, what is under way ends and is not continued.
    mutating func withdraw(_ id: SourceID) {
        for source in upcomingSources.keys where source == id || id.isWhole(of: source) { upcomingSources[source] = nil }
        for job in removeWaiting(where: { $0.isPoll(of: id) && $0.chain.urls.count == 1 }) { forget(job) }
        for source in sources.keys where source == id || id.isWhole(of: source) { withdrawn.insert(source) }
        if sourceLoad == .underway { isSourceLoadStale = true }
    }

    /// A source that is held no longer is to be loaded again, where no load that is under way brings it.
    mutating func loadUnlessUnderway() { if sourceLoad != .underway { sourceLoad = .needed } }

    /// Sources were added, found or resumed: they are loaded at once.
    mutating func loadAgain() {
        if sourceLoad == .underway { isSourceLoadStale = true } else { sourceLoad = .needed }
    }
}
