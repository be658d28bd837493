import Bookkeeping
import Committing
import Dispatch
import Dispatching
import Fetching
import Monitoring
import NewsModel
import Telemetry

/// The monitor queue's actor: owns ``Monitor`` and the alarm, and carries its actions out.
actor MonitorLoop {
    /// What the loop needs of the rest of the daemon.
    struct Parts: Sendable {
        let fetcher: Fetcher
        let ledger: Ledger
        let journal: ReadingJournal
        let commits: CommitLoop
        let requests: RequestBuilder
        let rules: [PageRule]
        let tally: Tally
        let log: EventLog
    }

    private let executor: QueueExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let parts: Parts
    private let mail = Mailbox<@Sendable (isolated MonitorLoop) -> Void>()
    private var requests: RequestBuilder
    private var rules: [PageRule]
    private var monitor: Monitor
    private var waited: [Int64: AwaitedPage] = [:]
    private var robots = RobotsCache()
    /// When a job that failed may be tried again, where that is known better than by counting attempts.
    private var retryAt: [Int: Instant] = [:]
    private var started: [Int: ContinuousClock.Instant] = [:]
    /// Of the large answers, until what was made of them is committed.
    private var places: [Int: BodyPlace] = [:]
    private lazy var alarm: Alarm = .init(on: executor.queue, leeway: .milliseconds(1)) { self.assumeIsolated { $0.turn() } }
    private var isStopping = false
    /// What it was when something happened last.
    private var clock = Instant(milliseconds: 0)
    private let reading = DispatchQueue(label: "wirespool.reading", attributes: .concurrent)
    private let ledgerReads = DispatchQueue(label: "wirespool.ledger-reads")
    private let heartbeat: Duration?
    private let beat: @Sendable () -> Void
    private let finished: @Sendable () -> Void

    /// - Parameters:
    ///   - wire: The queue of the fetcher, with which it has most to do.
    ///   - heartbeat: The longest time between two calls of `beat`; nil for none.
    ///   - beat: Called on the commit queue, when monitor, transfers and commit have each done a turn of work.
    ///   - finished: In mode `once`: everything is done.
    init(
        monitor: Monitor, parts: Parts, wire: DispatchQueue, heartbeat: Duration?, beat: @escaping @Sendable () -> Void,
        finished: @escaping @Sendable () -> Void
    ) {
        executor = QueueExecutor(label: "wirespool.monitor", target: wire)
        self.monitor = monitor
        self.parts = parts
        self.requests = parts.requests
        self.rules = parts.rules
        self.heartbeat = heartbeat
        self.beat = beat
        self.finished = finished
    }

    /// Enters the actor on its queue, after everything that was sent before.
    nonisolated func send(_ work: @escaping @Sendable (isolated MonitorLoop) -> Void) {
        guard mail.post(work) else { return }
        executor.queue.async { self.assumeIsolated { $0.takeMail() } }
    }

    /// What came together is taken in together, before anything starts that follows from it.
    private func takeMail() {
        for work in mail.takeAll() { work(self) }
        proceed()
    }

    /// Tells the monitor what happened.
    nonisolated func send(_ event: Monitor.Event) {
        send { $0.receive(event) }
    }

    /// Starts, or looks again.
    nonisolated func wake() { send(.wake) }

    /// Takes over a new configuration.
    nonisolated func reload(limits: Monitor.Limits, requests: RequestBuilder, rules: [PageRule]) {
        send {
            $0.monitor.apply(limits)
            $0.requests = requests
            $0.rules = rules
            $0.receive(.reloaded)
        }
    }

    /// Polls a source now, unless it is being polled: then says so.
    nonisolated func poll(_ visit: Visit, isForced: Bool, _ begun: @escaping @Sendable (Bool) -> Void) {
        send { loop in
            let isNew = !loop.monitor.isPolling(visit.source.id)
            loop.receive(.asked(visit, isForced: isForced))
            begun(isNew)
        }
    }

    /// Starts nothing more.
    nonisolated func stop(_ done: @escaping @Sendable () -> Void) {
        send {
            $0.isStopping = true
            $0.alarm.cancel()
            $0.receive(.stopping)
            done()
        }
    }

    /// Calls back when no document is being read any more.
    nonisolated func drainReading(_ done: @escaping @Sendable () -> Void) {
        send { loop in loop.reading.async(flags: .barrier) { loop.send { _ in done() } } }
    }

    /// - Parameter body: Of an answer, for the job that it belongs to.
    private func receive(_ event: Monitor.Event, body: [UInt8] = []) {
        let now = Instant.current
        if clock.isAhead(of: now) { followClock() }
        clock = now
        switch event {
        // A job that holds one place and waits for another might wait for ever.
        case .committed(let job, _, _, _), .sentOn(let job, _): places[job] = nil
        default: break
        }
        for action in monitor.note(event, now: now) { carryOut(action, body) }
    }

    private func proceed() {
        for action in monitor.proceed(now: .current) { carryOut(action, []) }
        parts.tally.set(transfersUnderway: monitor.transfersUnderway, uncommittedBytes: monitor.uncommittedBytes)
    }

    /// The clock was set back: what the ledger holds of times to come was put by another one.
    private func followClock() {
        parts.commits.send { [parts] _ in
            do {
                try parts.ledger.followClock(now: .current)
                self.send(.reloaded)
            } catch {
                self.tellLedgerFailure(error)
            }
        }
    }

    private func carryOut(_ action: Monitor.Action, _ body: [UInt8]) {
        switch action {
        case .loadSources(let before, let start, let limit): loadSources(before: before, notPolledSince: start, limit: limit)
        case .loadPages(let before, let limit): loadPages(before: before, limit: limit)
        case .fetch(let job): fetch(job)
        case .conclude(let job, let answer): conclude(job, answer, body)
        case .fail(let job, let error, let answer): fail(job, error, answer)
        case .expire(let visit): expire(visit)
        case .hostPaused(let host, let until): parts.log.emit(Event(.hostLimited, [.hostName(host), .hostUntil(until)]))
        case .wake(let at): setAlarm(at)
        case .finished: finished()
        }
    }

    // MARK: The ledger

    private func loadSources(before: Instant, notPolledSince start: Instant?, limit: Int) {
        ledgerReads.async { [parts] in
            do {
                let due = try parts.ledger.dueSources(before: before, notPolledSince: start, limit: limit)
                self.send(.sourcesLoaded(due.map { Visit(source: $0.$source, state: $0.$state) }, isComplete: due.count < limit))
            } catch {
                self.tellLedgerFailure(error)
            }
        }
    }

    private func loadPages(before: Instant, limit: Int) {
        ledgerReads.async { [parts] in
            do {
                let due = try parts.ledger.pagesDue(before: before, limit: limit)
                var sources: [SourceID: DueSource] = [:]
                var visits: [PageVisit] = []
                for page in due {
                    if sources[page.source] == nil { sources[page.source] = try parts.ledger.source(page.source) }
                    guard let source = sources[page.source] else { continue }
                    visits += [PageVisit(page, of: source)].compactMap { $0 }
                }
                self.send { [visits] loop in
                    for page in due { loop.waited[page.id] = page }
                    loop.receive(.pagesLoaded(visits, isComplete: due.count < limit))
                    // What was ended meanwhile, or has to wait, is read again if need be.
                    for page in due where !loop.monitor.isFetching(page: page.id) { loop.waited[page.id] = nil }
                }
            } catch {
                self.tellLedgerFailure(error)
            }
        }
    }

    private nonisolated func tellLedgerFailure(_ error: any Error) {
        parts.tally.countCommitFailure()
        parts.log.emit(Event(.commitFailed, [.errorType(.ledger), .errorMessage("the ledger could not be read: \(error)")]))
        executor.queue.asyncAfter(deadline: .now() + .seconds(2)) { self.send(.loadFailed) }
    }

    // MARK: Requests

    private func fetch(_ job: Job) {
        started[job.id] = .now
        do throws(PollError) {
            if job.obeysRobots { try obeyRobots(job) }
            let request = try requests.request(for: job)
            parts.fetcher.fetch(request) { result in
                self.send { $0.take(result, of: job) }
            }
        } catch {
            send(.failed(job.id, error))
        }
    }

    /// - Throws: `PollError` of type `.robots` where the page is not to be fetched, or not yet.
    private func obeyRobots(_ job: Job) throws(PollError) {
        let place = URLReference(job.chain.url)?.withoutUserInfo ?? job.chain.url
        switch robots.judgement(of: job.chain.url, by: job.robotsPlace, now: .current) {
        case .allowed: return
        case .disallowed: throw PollError(type: .robots, message: "robots.txt does not allow \(place)")
        case .unknown(let until):
            retryAt[job.id] = until
            throw PollError(
                type: .robots, message: "the robots.txt for \(place) could not be read, so nothing may be fetched before \(until)")
        }
    }

    private func take(_ result: Result<FetchResponse, FetchError>, of job: Job) {
        guard !isStopping else { return }
        switch result {
        case .success(let response):
            // A redirect's body is not kept.
            if let place = response.place, response.status < 300 { places[job.id] = place }
            receive(.answered(job.id, Answer(response, url: job.chain.url)), body: response.body)
        case .failure(let error) where error.isCrowded:
            started[job.id] = nil
            receive(.crowded(job.id, PollError(error)))
        case .failure(let error): receive(.failed(job.id, PollError(error)))
        }
    }

    // MARK: Answers

    private func conclude(_ job: Job, _ answer: Answer, _ body: [UInt8]) {
        let duration = endTransfer(of: job)
        switch job.purpose {
        case .robots(let place): learn(place, .answer(answer, body), job)
        case .poll(let visit) where answer.status == 304:
            let state = lesson(of: visit).afterNoChange(answer, chain: job.chain)
            let record = PollRecord(source: visit.$source, state: state, items: [], listedAt: .current)
            commit(record, of: job, visit, PollOutcome(answer: answer, error: nil, duration: duration))
        case .poll, .page: read(job, answer, body, duration)
        }
    }

    private func fail(_ job: Job, _ error: PollError, _ answer: Answer?) {
        let outcome = PollOutcome(answer: answer, error: error, duration: endTransfer(of: job))
        switch job.purpose {
        case .robots(let place): learn(place, .unreachable, job)
        case .poll(let visit):
            retryAt[job.id] = nil
            let state = lesson(of: visit).afterFailure(error, answer: answer, chain: job.chain)
            commit(PollRecord(source: visit.$source, state: state, items: [], listedAt: .current), of: job, visit, outcome)
        case .page(let visit):
            guard let page = waited[visit.id] else { return }
            let now = Instant.current
            let retry = retryAt.removeValue(forKey: job.id) ?? page.nextTry(after: error, now: now)
            commit(PageRecord(page: page, outcome: .failed(error, retryAt: retry), decidedAt: now), of: job, outcome)
        }
    }

    private func lesson(of visit: Visit) -> Lesson {
        Lesson(visit, now: .current, chance: .random(in: 0...1), stretch: monitor.stretch)
    }

    /// - Returns: How long the last transfer of the job took.
    private func endTransfer(of job: Job) -> Duration {
        started.removeValue(forKey: job.id).map { ContinuousClock.now - $0 } ?? .zero
    }

    private func learn(_ place: RobotsPlace, _ outcome: RobotsCache.Outcome, _ job: Job) {
        let until = robots.learn(place, outcome, now: .current)
        send(.robotsKnown(place, until: until))
        send(.committed(job.id, nil, newPages: 0))
    }

    private func read(_ job: Job, _ answer: Answer, _ body: [UInt8], _ duration: Duration) {
        let ledger = parts.ledger
        let document = DocumentReading(
            job: job, answer: answer, body: body, now: .current, chance: .random(in: 0...1), stretch: monitor.stretch, rules: rules
        ) { entries in
            guard case .poll(let visit) = job.purpose, !visit.state.isFirstPoll else { return [] }
            // Unknown, they are read in full.
            return (try? ledger.areListed(entries, of: visit.source.whole)) ?? []
        }
        switch job.purpose {
        case .poll(let visit):
            reading.async { [journal = parts.journal] in
                let outcome = journal.noting(.document(visit.source.id)) { document.outcome(of: visit) }
                self.conclude(job, outcome) { record, error in
                    self.commit(record, of: job, visit, PollOutcome(answer: answer, error: error, duration: duration))
                }
            }
        case .page(let visit):
            guard let page = waited[visit.id] else { return }
            reading.async { [journal = parts.journal] in
                let outcome = journal.noting(.page(page.id)) { document.outcome(of: page, source: visit.source) }
                self.conclude(job, outcome) { record, error in
                    self.commit(record, of: job, PollOutcome(answer: answer, error: error, duration: duration))
                }
            }
        case .robots: break
        }
    }

    private nonisolated func conclude<Record>(
        _ job: Job, _ outcome: DocumentReading.Outcome<Record>, _ commit: (Record, PollError?) -> Void
    ) {
        switch outcome {
        case .record(let record, let error): commit(record, error)
        case .sentOn(let url): send(.sentOn(job.id, to: url))
        }
    }

    // MARK: The commit

    private nonisolated func commit(_ record: PollRecord, of job: Job, _ visit: Visit, _ outcome: PollOutcome) {
        let parts = parts
        parts.commits.commit(
            .init(item: .poll(record), entries: record.items.count + (record.parts?.isEmpty == false ? 1 : 0)) { report in
                let state = (report.state ?? record.$state).wrappedValue
                parts.tally.count(report, outcome, of: visit, becoming: state)
                EventReport(log: parts.log).tell(report, of: visit, becoming: state, outcome)
                self.send(.committed(job.id, state, newPages: report.awaited, newSources: report.dueParts))
            })
    }

    private nonisolated func commit(_ record: PageRecord, of job: Job, _ outcome: PollOutcome) {
        let parts = parts
        parts.commits.commit(
            .init(item: .page(record), entries: 1) { report in
                parts.tally.count(page: report, outcome)
                EventReport(log: parts.log).tell(page: record.page, report, outcome)
                self.send { loop in
                    loop.waited[record.page.id] = nil
                    loop.receive(.committed(job.id, nil, newPages: 0))
                }
            })
    }

    private func expire(_ visit: PageVisit) {
        guard let page = waited[visit.id] else {
            send(.expired(visit.id))
            return
        }
        let parts = parts
        parts.commits.commit(
            .init(item: .page(PageRecord(page: page, outcome: .expired, decidedAt: .current)), entries: 1) { report in
                parts.tally.count(page: report, nil)
                EventReport(log: parts.log).tell(report)
                self.send { loop in
                    loop.waited[visit.id] = nil
                    loop.receive(.expired(visit.id))
                }
            })
    }

    // MARK: The alarm

    private func setAlarm(_ at: Instant) {
        guard !isStopping else { return }
        var delay = max(.zero, at - .current)
        if let heartbeat { delay = min(delay, heartbeat) }
        alarm.set(for: .now() + .milliseconds(Int(clamping: delay.milliseconds)))
    }

    /// One turn of the loop: through transfers and commit, so that a beat says that all three work.
    private func turn() {
        alarm.rang()
        receive(.wake)
        proceed()
        parts.commits.check()
        let (parts, beat) = (parts, beat)
        parts.fetcher.afterTurn { parts.commits.send { _ in beat() } }
    }
}
