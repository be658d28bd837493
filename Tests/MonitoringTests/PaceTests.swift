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

    @Test(arguments: [(1, 15), (120, 30), (60 * 24, 360), (60 * 24 * 30, 1440)])
    func `the gap between entries moves the interval between minimum and maximum`(gapMinutes: Int, expected: Int) {
        let next = next(state { $0.entryGap = .minutes(gapMinutes) })
        #expect(next == NextPoll(at: PaceTests.now + .minutes(expected), reason: .pace))
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
            state, error: PollError(type: type, message: ""), freshness: headers.map { Freshness($0, now: PaceTests.now) },
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
}
