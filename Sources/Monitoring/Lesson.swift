public import NewsModel

/// What a document says about its own rhythm.
public struct DocumentRhythm: Equatable, Sendable {
    /// RSS `ttl`, or `sy:updatePeriod` by `sy:updateFrequency`.
    public var askedInterval: Duration?
    /// RSS `skipHours`, 0–23.
    public var skippedHours: [Int]
    /// RSS `skipDays`, 1 Monday – 7 Sunday.
    public var skippedDays: [Int]
    /// When its entries were published, in any order.
    public var entryDates: [Instant]
    /// The WebSub hub that it names.
    public var hub: String?
    /// The address that it gives as its own.
    public var selfURL: String?

    /// A rhythm.
    public init(askedInterval: Duration? = nil, skippedHours: [Int] = [], skippedDays: [Int] = [], entryDates: [Instant] = []) {
        self.askedInterval = askedInterval
        self.skippedHours = skippedHours
        self.skippedDays = skippedDays
        self.entryDates = entryDates
    }
}

/// What one poll teaches about its source: from the state before to the state after.
public struct Lesson: Sendable {
    /// The source.
    @Shared public private(set) var source: Source
    /// Its state before the poll.
    @Shared public private(set) var before: SourceState
    /// When the answer came.
    public let now: Instant
    /// 0–1, for jitter.
    public let chance: Double
    /// How much longer than else the intervals are for the budget of requests, 1 or more.
    public let stretch: Double

    /// A lesson about a source.
    public init(source: Source, before: SourceState, now: Instant, chance: Double, stretch: Double = 1) {
        self.init(Visit(source: source, state: before), now: now, chance: chance, stretch: stretch)
    }

    /// A lesson about a source that was polled.
    public init(_ visit: Visit, now: Instant, chance: Double, stretch: Double = 1) {
        _source = visit.$source
        _before = visit.$state
        self.now = now
        self.chance = chance
        self.stretch = stretch
    }

    private var pace: Pace { Pace(policy: source.polling, chance: chance, stretch: stretch) }

    /// So many times its usual gap a source may bring nothing, and a day at least, before it is silent.
    static let silentGaps = 10.0

    /// After 304, or a body that is byte for byte the one before (then `bodyHash` equals).
    ///
    /// A 304 without validators keeps the stored ones; a 200 replaces them, also by none (RFC 9110 section 15.4.5).
    public func afterNoChange(_ answer: Answer, chain: RedirectChain) -> SourceState {
        var state = succeeded(chain: chain)
        if answer.status == 304 {
            if let fresh = answer.validators {
                let kept = before.validators?.url == answer.url ? before.validators : nil
                state.validators = Validators(
                    url: answer.url, etag: fresh.etag ?? kept?.etag, lastModified: fresh.lastModified ?? kept?.lastModified)
            }
        } else {
            state.validators = answer.validators
            state.readAt = now
        }
        state.learn(dates: [], since: before.lastPollAt, now: now)
        return paced(state, answer)
    }

    /// After a document that was read whole.
    public func afterReading(_ answer: Answer, chain: RedirectChain, bodyHash: ContentHash, rhythm: DocumentRhythm) -> SourceState {
        var state = succeeded(chain: chain)
        state.validators = answer.validators
        state.bodyHash = bodyHash
        state.askedInterval = rhythm.askedInterval
        state.skippedHours = rhythm.skippedHours
        state.skippedDays = rhythm.skippedDays
        state.readAt = now
        state.hub = rhythm.hub ?? answer.link(relation: "hub")
        state.selfURL = (rhythm.selfURL ?? answer.link(relation: "self")).flatMap { $0 == answer.url || $0 == source.url ? nil : $0 }
        // Without dates, that the document changed is all there is to see.
        let dates = rhythm.entryDates.isEmpty && before.bodyHash != nil ? [now] : rhythm.entryDates
        state.learn(dates: dates, since: before.lastPollAt, now: now)
        return paced(state, answer)
    }

    /// When to come again where no entry of the document was known (some may have been missed); nil where that is no sooner.
    public func afterOverflow(_ state: SourceState) -> NextPoll? {
        pace.afterOverflow(NextPoll(at: state.nextPollAt, reason: state.nextReason), state, now: now)
    }

    /// After a failure: what was learnt before stays, the validators too.
    ///
    /// An address the source had moved to, and that fails for good, is given up: the configured one is asked again.
    public func afterFailure(_ error: PollError, answer: Answer?, chain: RedirectChain) -> SourceState {
        var state = before
        let isMoved = state.move.map { $0.url == chain.urls.first && $0.url != source.url } ?? false
        if isMoved, ![.rateLimited, .timeout, .connect, .reset, .http5xx].contains(error.type) || state.failures >= 4 {
            state.move = nil
            state.validators = nil
        }
        state.lastPollAt = now
        state.failures += 1
        state.lastError = error
        if error.type == .rateLimited || answer?.status == 503 { state.slowdown = min(state.slowdown + 1, 8) }
        if error.type == .gone, !isMoved { state.standing = .gone }
        let isBusy = error.type == .rateLimited || answer?.status == 503
        let next = pace.afterFailure(
            state, error: error, isBusy: isBusy, freshness: answer.map { Freshness($0.headers, now: now) }, now: now)
        state.plan(next, now: now)
        return state
    }

    private func succeeded(chain: RedirectChain) -> SourceState {
        var state = before
        state.lastPollAt = now
        state.lastSuccessAt = now
        // Whoever was gone or quarantined and answers well is polled like any other.
        if state.standing != .paused { state.standing = .active }
        // One success does not undo a publisher's request to slow down.
        if state.failures == 0 { state.slowdown = max(0, state.slowdown - 1) }
        state.failures = 0
        state.lastError = nil
        if chain.urls.count > 1, chain.isPermanent {
            if let move = state.move, move.url == chain.url {
                state.move = Move(url: move.url, count: move.count + 1, since: move.since)
            } else {
                state.move = Move(url: chain.url, count: 1, since: now)
            }
        } else if chain.urls.count > 1 || chain.url != state.move?.url {
            state.move = nil
        }
        return state
    }

    private func paced(_ state: SourceState, _ answer: Answer) -> SourceState {
        var (state, pace) = (state, pace)
        // An index that says when its documents change is asked in their place.
        if source.part?.isDated == true { pace = pace.slowest }
        let next = pace.afterSuccess(state, freshness: Freshness(answer.headers, now: now), now: now)
        state.plan(next, now: now)
        return state
    }
}

extension SourceState {
    fileprivate mutating func plan(_ next: NextPoll, now: Instant) {
        (nextPollAt, nextReason, decidedAt) = (next.at, next.reason, now)
    }

    /// What the dates of a document's entries, or that there was none, say of when its entries appear.
    fileprivate mutating func learn(dates: [Instant], since: Instant?, now: Instant) {
        let newest = habit?.newest
        if habit != nil {
            habit?.watch(from: since ?? now, to: now, dates: dates)
        } else if dates == [now] {
            habit = Habit(newest: since ?? now)
            habit?.watch(from: since ?? now, to: now, dates: dates)
        } else {
            habit = Habit(entryDates: dates, now: now)
        }
        guard let habit else { return }
        if habit.newest != newest, habit.entries >= 2 { entryGap = .hours(1) * (Double(habit.hours) / Double(habit.entries)) }
        let usual = max(.hours(24), (entryGap ?? .days(7)) * Lesson.silentGaps)
        silentSince = now - habit.newest > usual ? habit.newest : nil
    }
}

extension Move {
    /// Whether the publisher has said so often and long enough that the new address is asked at once: ten times over two days.
    public func isSettled(now: Instant) -> Bool { count >= 10 && now - since >= .hours(48) }
}
