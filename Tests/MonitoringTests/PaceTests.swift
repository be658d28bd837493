import Monitoring
import NewsModel
import Testing

@Suite struct PaceTests {
    static let now = Instant(year: 2026, month: 3, day: 1, hour: 12)  // a Sunday
    let policy = PollingPolicy()

    func state(_ change: (inout SourceState) -> Void = { _ in }) -> SourceState {
        var state = SourceState(nextPollAt: PaceTests.now)
        change(&state)
        return state
    }

    func next(_ state: SourceState, _ headers: [HeaderField] = [], chance: Double = 0) -> NextPoll {
        Pace(policy: policy, chance: chance).afterSuccess(state, freshness: Freshness(headers, now: PaceTests.now), now: PaceTests.now)
    }

    @Test func `a source that teaches nothing is polled at the interval`() {
        #expect(next(state()) == NextPoll(at: PaceTests.now + .minutes(60), reason: .interval))
    }

    @Test func `jitter only makes a poll later`() {
        #expect(next(state(), chance: 1).at == PaceTests.now + .minutes(66))
        #expect(next(state(), chance: -3).at == PaceTests.now + .minutes(60))
    }

    /// Hundreds of entries in a row, evenly, up to now.
    func habit(every gap: Duration, count: Int = 200) throws -> Habit {
        try #require(Habit(entryDates: (0..<count).map { PaceTests.now - gap * Double($0) }, now: PaceTests.now))
    }

    @Test(arguments: [(1, 15...15), (15, 15...17), (60, 28...33), (60 * 25, 75...180), (60 * 24 * 60, 300...1440)])
    func `the gap between entries moves the interval by its square root, between minimum and maximum`(
        gapMinutes: Int, expected: ClosedRange<Int64>
    ) throws {
        let habit = try habit(every: .minutes(gapMinutes))
        let next = next(state { $0.habit = habit })
        #expect(next.reason == .pace)
        #expect(expected.contains((next.at - PaceTests.now).milliseconds / 60_000), "\((next.at - PaceTests.now).inSeconds / 60)")
    }

    @Test func `a source that brings all in the morning is polled more often then`() throws {
        let mornings = (0..<200).map { PaceTests.now - .days($0 / 10) - .hours(4) - .minutes(6 * ($0 % 10)) }
        let habit = try #require(Habit(entryDates: mornings, now: PaceTests.now))
        func wait(_ hour: Int) -> Duration {
            let at = PaceTests.now + .hours(hour - 12 + 24)
            return habit.wait(now: at, unit: .minutes(15), limit: .hours(24))
        }
        #expect(wait(7) * 3 < wait(16), "\(wait(7)) \(wait(16))")
    }

    @Test func `the budget stretches what the other rules leave room for`() throws {
        let habit = try habit(every: .minutes(60))
        let usual = next(state { $0.habit = habit })
        let state = state { $0.habit = habit }
        let stretched = Pace(policy: policy, chance: 0, stretch: 3).afterSuccess(
            state, freshness: Freshness([], now: PaceTests.now), now: PaceTests.now)
        #expect(stretched.reason == .budget)
        #expect(abs((stretched.at - PaceTests.now) / (usual.at - PaceTests.now) - 3) < 0.01)
    }

    @Test func `a habit comes back from its bytes nearly as it was`() throws {
        var habit = try habit(every: .minutes(7))
        habit.byHour[3] = 12
        let again = try #require(Habit(bytes: habit.bytes))
        #expect(again.newest == habit.newest && again.entries == habit.entries && again.recentHours == habit.recentHours)
        for (a, b) in zip(again.byHour + again.byDay, habit.byHour + habit.byDay) { #expect(abs(a - b) < 0.01) }
        #expect(Habit(bytes: []) == nil && Habit(bytes: Array(habit.bytes.dropLast())) == nil)
        #expect(Habit(bytes: [1] + Array(repeating: 0xFF, count: habit.bytes.count - 1)) == nil)
    }

    @Test func `a habit that was learned by a clock which was ahead learns on once it is set back`() throws {
        let now = PaceTests.now
        var habit = try #require(Habit(entryDates: (0..<20).map { now + .days(300) - .hours($0) }, now: now + .days(300)))
        habit.watch(from: now, to: now + .hours(1), dates: [now - .hours(1), now + .minutes(20)])
        #expect(habit.newest == now + .hours(1))
        let entries = habit.entries
        habit.watch(from: now + .hours(1), to: now + .hours(2), dates: [now + .minutes(20), now + .minutes(90)])
        #expect(habit.newest == now + .minutes(90) && habit.entries > entries)
    }

    @Test(arguments: [3, 7, 60, 400])
    func `after days without an entry a habit is still one`(days: Int) throws {
        let dates = (0..<20).map { PaceTests.now - .days(days) - .hours($0) }
        let habit = try #require(Habit(entryDates: dates, now: PaceTests.now))
        #expect(habit.recentEntries >= 0)
        #expect(Habit(bytes: habit.bytes)?.newest == dates[0])
        #expect(habit.rate(at: PaceTests.now, now: PaceTests.now) > 0)
    }

    @Test func `ttl lengthens and never shortens`() {
        #expect(next(state { $0.askedInterval = .minutes(180) }) == NextPoll(at: PaceTests.now + .minutes(180), reason: .ttl))
        #expect(next(state { $0.askedInterval = .minutes(5) }).reason == .interval)
    }

    @Test func `max-age holds a poll back`() {
        let next = next(state(), [HeaderField(name: "Cache-Control", value: "max-age=7200")])
        #expect(next == NextPoll(at: PaceTests.now + .minutes(120), reason: .freshness))
    }

    @Test func `skipped hours and days are left out`() {
        #expect(next(state { $0.skippedHours = [13, 14] }) == NextPoll(at: PaceTests.now + .hours(3), reason: .skip))
        let monday = Instant(year: 2026, month: 3, day: 2)
        #expect(next(state { $0.skippedDays = [7] }) == NextPoll(at: monday, reason: .skip))
    }

    @Test func `lists that skip everything are ignored`() {
        #expect(next(state { $0.skippedHours = Array(0..<24) }).reason == .interval)
        #expect(next(state { $0.skippedDays = Array(1...7) }).reason == .interval)
    }

    func failed(_ type: ErrorType, failures: Int, slowdown: Int = 0, headers: [HeaderField]? = nil) -> (NextPoll, Duration) {
        let state = state {
            $0.failures = failures
            $0.slowdown = slowdown
        }
        let next = Pace(policy: policy, chance: 0).afterFailure(
            state, error: PollError(type: type, message: ""), isBusy: type == .rateLimited,
            freshness: headers.map { Freshness($0, now: PaceTests.now) },
            now: PaceTests.now)
        return (next, next.at - PaceTests.now)
    }

    @Test(arguments: [(1, 1), (2, 2), (3, 4), (5, 16), (6, 24), (60, 24)])
    func `failures back off by doubling up to a day`(failures: Int, hours: Int) {
        let (next, wait) = failed(.connect, failures: failures)
        #expect(wait == .hours(hours))
        #expect(next.reason == .backoff)
    }

    @Test func `403 waits four hours at least`() {
        #expect(failed(.blocked, failures: 1).1 == .hours(4))
        #expect(failed(.blocked, failures: 1).0.reason == .refused)
    }

    @Test func `429 without Retry-After doubles the interval`() {
        #expect(failed(.rateLimited, failures: 1, slowdown: 1).1 == .hours(2))
        #expect(failed(.rateLimited, failures: 1, slowdown: 1).0.reason == .slowdown)
    }

    @Test func `Retry-After is obeyed and never makes a poll sooner than the interval`() {
        let later = failed(.rateLimited, failures: 1, headers: [HeaderField(name: "Retry-After", value: "10800")])
        #expect(later.1 == .hours(3))
        #expect(later.0.reason == .retryAfter)
        #expect(failed(.rateLimited, failures: 1, headers: [HeaderField(name: "Retry-After", value: "5")]).1 == .hours(1))
    }

    @Test func `first polls are spread within ten seconds, each source always alike`() throws {
        let ids = try (0..<100).map { try #require(SourceID("source-\($0)")) }
        let starts = ids.map { Pace.firstPoll(of: $0, policy: policy, now: PaceTests.now) }
        #expect(starts.allSatisfy { $0 >= PaceTests.now && $0 <= PaceTests.now + .seconds(10) })
        #expect(Set(starts).count > 90)
        #expect(starts == ids.map { Pace.firstPoll(of: $0, policy: policy, now: PaceTests.now) })
    }

    @Test(arguments: [10_000, 250_000]) func `however many are imported, as many begin in each minute`(count: Int) throws {
        let policy = PollingPolicy()
        var perMinute: [Int64: Int] = [:]
        for place in 0..<count {
            let id = try #require(SourceID("source-\(place)"))
            let start = Pace.firstPoll(of: id, among: Pace.company(of: place), policy: policy, now: PaceTests.now)
            #expect(start >= PaceTests.now && start <= PaceTests.now + policy.interval)
            perMinute[(start - PaceTests.now).milliseconds / 60_000, default: 0] += 1
        }
        // Fifty a second, and of the quarter of a million as many more as come round again.
        #expect(perMinute.count == min(60, (Pace.company(of: count - 1).upperBound * 20 + 59_999) / 60_000))
        #expect(perMinute.values.max() ?? 0 <= 60 * (count > 180_000 ? 110 : 55))
    }
}
