import Monitoring
import NewsModel
import Testing

/// What the operator asks of the monitor.
@Suite struct OperatorTests {
    func bench(_ visits: [Visit] = []) -> Bench {
        var bench = Bench()
        bench.send(.wake)
        bench.send(.sourcesLoaded(visits, isComplete: true))
        return bench
    }

    @Test func `a source that is asked for is polled at once, and not again when it was due before`() throws {
        var bench = bench()
        let visit = try bench.visit("a", "https://a.example/", dueIn: .seconds(20))
        bench.send(.wake)
        bench.send(.sourcesLoaded([visit], isComplete: true))
        bench = self.bench([visit])
        bench.send(.asked(visit, isForced: false))
        #expect(bench.fetched.count == 1)
        bench.send(.asked(visit, isForced: false))
        #expect(bench.fetched.count == 1)
        bench.answer(bench.fetched[0])
        bench.send(.committed(bench.fetched[0].id, SourceState(nextPollAt: bench.now + .seconds(25)), newPages: 0))
        bench.advance(.seconds(21))
        #expect(bench.fetched.count == 1)
        bench.advance(.seconds(4))
        #expect(bench.fetched.count == 2)
    }

    @Test func `a host that asked for patience is asked when it is forced, and only then`() throws {
        for isForced in [false, true] {
            var bench = bench()
            let visit = try bench.visit("a", "https://a.example/1")
            bench.send(.asked(visit, isForced: false))
            bench.answer(bench.fetched[0], 429, ["Retry-After": "120"])
            bench.send(.committed(bench.fetched[0].id, nil, newPages: 0))
            bench.advance(.seconds(10))
            bench.send(.asked(try bench.visit("b", "https://a.example/2"), isForced: isForced))
            #expect(bench.fetched.count == (isForced ? 2 : 1))
            bench.advance(.seconds(111))
            #expect(bench.fetched.count == 2)
        }
    }

    @Test func `a source that waits behind its host's pause goes on where it is asked for by force`() throws {
        for isForced in [false, true] {
            var bench = bench()
            bench.send(.asked(try bench.visit("a", "https://a.example/1"), isForced: false))
            bench.answer(bench.fetched[0], 429, ["Retry-After": "120"])
            bench.send(.committed(bench.fetched[0].id, nil, newPages: 0))
            bench.advance(.seconds(10))
            bench.send(.asked(try bench.visit("b", "https://a.example/2"), isForced: false))
            bench.send(.asked(try bench.visit("b", "https://a.example/2"), isForced: isForced))
            #expect(bench.fetched.map(\.source.id.rawValue) == (isForced ? ["a", "b"] : ["a"]))
            bench.advance(.seconds(111))
            #expect(bench.fetched.map(\.source.id.rawValue) == ["a", "b"])
        }
    }

    @Test func `a source that is paused is not polled, whether it waits or is under way`() throws {
        let base = Bench()
        let soon = try base.visit("soon", "https://a.example/", dueIn: .seconds(5))
        let waiting = try base.visit("waiting", "https://b.example/2")
        let running = try base.visit("running", "https://b.example/1")
        var bench = bench([running, waiting, soon])
        #expect(bench.fetched.map(\.chain.url) == ["https://b.example/1"])
        for visit in [soon, waiting, running] { bench.send(.withdrawn(visit.source.id)) }
        bench.answer(bench.fetched[0])
        bench.send(.committed(bench.fetched[0].id, SourceState(nextPollAt: bench.now + .seconds(3)), newPages: 0))
        bench.advance(.seconds(10))
        #expect(bench.fetched.count == 1)
    }

    @Test func `parts of a source that is paused wait with it`() throws {
        let base = Bench()
        let whole = try base.visit("a", "https://a.example/")
        let part = Visit(
            source: whole.source.part(at: "https://a.example/1.xml", isLate: false, isDated: false),
            state: SourceState(nextPollAt: base.now + .seconds(2)))
        var bench = bench([part])
        bench.send(.withdrawn(whole.source.id))
        bench.advance(.seconds(5))
        #expect(bench.fetched.isEmpty)
    }

    @Test func `sources that were added or resumed are loaded at once`() {
        var bench = bench()
        let loads = bench.loads
        bench.send(.added)
        #expect(bench.loads == loads + 1)
    }

    @Test(arguments: [(PollReason.freshness, true), (.retryAfter, true), (.slowdown, true), (.pace, false), (.backoff, false)])
    func `only what the publisher asked for itself holds back a poll by hand`(reason: PollReason, isHeld: Bool) {
        let now = Instant(year: 2026, month: 3, day: 1)
        var state = SourceState(nextPollAt: now + .hours(1))
        state.nextReason = reason
        #expect(state.patienceAsked(now: now) == (isHeld ? now + .hours(1) : nil))
        #expect(state.patienceAsked(now: now + .hours(1)) == nil)
    }
}
