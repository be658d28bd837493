import NewsModel

/// What waits and what is under way.
extension Monitor {
    mutating func enqueue(_ purpose: Job.Purpose, _ source: Shared<Source>, _ url: String, isForced: Bool = false) {
        lastJob += 1
        let job = Job(
            id: lastJob, purpose: purpose, chain: RedirectChain(url: url, limit: source.wrappedValue.polling.redirects), source: source,
            isForced: isForced)
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

    mutating func startTransfers(now: Instant, _ actions: inout [Action]) {
        hosts.advance(to: now)
        guard !isPaused else { return }
        while underway < limits.transfers, underway + heldBodies < limits.answers,
            underway + heldBytes.count < limits.answers * Monitor.emptyAnswersPerAnswer,
            heldTotal + underway * Monitor.expectedBodyBytes < limits.bodyBytes, let job = hosts.start(now: now)
        {
            guard let job = admitted(job, now: now) else { continue }
            underway += 1
            actions.append(.fetch(job))
        }
    }

    /// The job itself, or the robots.txt it has to wait for, or nil while that is under way.
    mutating func admitted(_ job: Job, now: Instant) -> Job? {
        guard job.obeysRobots else { return job }
        let place = job.robotsPlace
        switch robots[place] {
        case .known(let until) where until > now:
            return job
        case .asked(let waiting):
            hosts.withdraw(job)
            robots[place] = .asked(waiting + [job])
            return nil
        default:
            robots[place] = .asked([job])
            lastJob += 1
            let asking = Job(
                id: lastJob, purpose: .robots(place), chain: RedirectChain(url: job.robotsURL, limit: 5), source: job.$source)
            jobs[asking.id] = asking
            return asking
        }
    }

    mutating func release(_ place: RobotsPlace, until: Instant) {
        guard case .asked(let waiting) = robots[place] else { return }
        robots[place] = .known(until: until)
        for job in waiting.reversed() { hosts.restore(job) }
    }

    mutating func take(_ answer: Answer, of id: Int, now: Instant, _ actions: inout [Action]) {
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
        if answer.bodyBytes > 0 { heldBodies += 1 }
        actions.append(.conclude(job, answer))
    }

    /// Goes on from a document whose transfer has ended.
    mutating func send(_ id: Int, on url: String, _ actions: inout [Action]) {
        guard var job = jobs[id] else { return }
        do throws(PollError) {
            try job.chain.follow(documentTo: url)
            dropBody(of: id)
            jobs[id] = job
            hosts.enqueue(job)
        } catch {
            actions.append(.fail(job, error, nil))
        }
    }

    mutating func pauseHost(of job: Job, _ answer: Answer, now: Instant, _ actions: inout [Action]) {
        guard job.policy.retryScope == .host, let wait = Freshness(answer.headers, now: now).retryAfter else { return }
        hosts.pause(job.host, until: now + wait)
        actions.append(.hostPaused(host: job.host, until: now + wait))
    }

    mutating func fail(_ id: Int, _ error: PollError, _ answer: Answer?, now: Instant, _ actions: inout [Action]) {
        guard let job = jobs[id] else { return }
        endTransfer(job, now: now)
        actions.append(.fail(job, error, answer))
    }

    /// A job for whose answer there was no room begins again when there may be some, and fails where there never is: what the publisher
    /// sent in vain is not to become much. What is polled no more, or otherwise, is not continued, and has not failed.
    mutating func putOff(_ id: Int, _ error: PollError, now: Instant, _ actions: inout [Action]) {
        guard var job = jobs[id] else { return }
        if case .poll(let visit) = job.purpose, id <= lastJobBeforeReload || withdrawn.contains(visit.source.id) {
            endTransfer(job, now: now)
            forget(job)
            withdrawn.remove(visit.source.id)
            loadUnlessUnderway()
            return
        }
        guard job.crowdings < Monitor.maximumCrowdings else {
            fail(id, error, nil, now: now, &actions)
            return
        }
        endTransfer(job, now: now)
        resting[id] = now + .seconds(5 << job.crowdings)
        job.crowdings += 1
        // The host may have asked for patience since.
        job.isForced = false
        job.chain.restart()
        jobs[id] = job
    }

    /// Over two and a half minutes.
    private static let maximumCrowdings = 5

    mutating func rouse(now: Instant) {
        for id in resting.filter({ $0.value <= now }).keys.sorted() { rouse(id) }
    }

    /// A job that rests waits for its host's turn again.
    mutating func rouse(_ id: Int) {
        guard resting.removeValue(forKey: id) != nil, let job = jobs[id] else { return }
        hosts.enqueue(job)
    }

    /// Takes out the jobs that wait for a transfer of which the predicate is true.
    mutating func removeWaiting(where predicate: (Job) -> Bool) -> [Job] {
        let found = resting.keys.sorted().compactMap { jobs[$0] }.filter(predicate)
        for job in found { resting[job.id] = nil }
        return found + hosts.remove(where: predicate)
    }

    mutating func endTransfer(_ job: Job, now: Instant) {
        underway -= 1
        hosts.end(job, now: now)
    }

    mutating func finish(_ id: Int, _ state: SourceState?, newPages: Int, newSources: Int, now: Instant) {
        if newPages > 0 {
            if pageLoad == .underway { isPageLoadStale = true } else { pageLoad = .needed }
        }
        if newSources > 0 { loadAgain() }
        guard let job = jobs[id] else { return }
        forget(job)
        switch job.purpose {
        case .poll(let visit): if sourceLoad == .underway { endedSources.insert(visit.source.id) }
        case .page(let visit): if pageLoad == .underway { endedPages.insert(visit.id) }
        case .robots: break
        }
        if case .poll(let visit) = job.purpose, let state { note(visit, state, now: now) }
        if case .poll(let visit) = job.purpose, withdrawn.remove(visit.source.id) != nil {
            // What the ledger has of it was changed meanwhile.
            loadUnlessUnderway()
            return
        }
        if case .poll(let visit) = job.purpose, let state, mode == .continuous, state.standing == .active,
            state.nextPollAt <= min(now + limits.horizon, loadedUntil ?? now + limits.horizon)
        {
            guard job.id > lastJobBeforeReload else {
                loadUnlessUnderway()
                return
            }
            expect(Visit(source: visit.$source, state: Shared(wrappedValue: state)), now: now)
        }
    }

    private mutating func note(_ visit: Visit, _ state: SourceState, now: Instant) {
        guard let before = visit.state.lastPollAt, let polled = state.lastPollAt, polled > before else { return }
        let interval = state.nextPollAt - polled
        budget.note(after: polled - before, unstretched: state.nextReason == .budget ? interval / budget.stretch : interval, now: now)
    }

    mutating func forget(_ job: Job) {
        jobs[job.id] = nil
        dropBody(of: job.id)
        switch job.purpose {
        case .poll(let visit): sources[visit.source.id] = nil
        case .page(let visit):
            pages[visit.id] = nil
            let left = pagesOfSource[visit.source.id, default: 1] - 1
            pagesOfSource[visit.source.id] = left > 0 ? left : nil
        case .robots: break
        }
    }

    private mutating func dropBody(of id: Int) {
        guard let bytes = heldBytes.removeValue(forKey: id) else { return }
        heldTotal -= bytes
        if bytes > 0 { heldBodies -= 1 }
    }

    /// A page that still waits when its deadline passes is given up for now; the ledger keeps it for later attempts.
    mutating func expireOverdue(now: Instant, _ actions: inout [Action]) {
        guard nextOverdueCheckAt.map({ $0 <= now }) ?? true, !pages.isEmpty else { return }
        nextOverdueCheckAt = now + .seconds(1)
        var overdue = removeWaiting { $0.isOverdue(now: now) }
        for case (let place, .asked(let waiting)) in robots where waiting.contains(where: { $0.isOverdue(now: now) }) {
            overdue += waiting.filter { $0.isOverdue(now: now) }
            robots[place] = .asked(waiting.filter { !$0.isOverdue(now: now) })
        }
        for job in overdue {
            forget(job)
            guard case .page(let visit) = job.purpose else { continue }
            expiring.insert(visit.id)
            actions.append(.expire(visit))
        }
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
    func isPoll(of id: SourceID) -> Bool {
        guard case .poll(let visit) = purpose else { return false }
        return visit.source.id == id || visit.source.whole == id
    }

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
