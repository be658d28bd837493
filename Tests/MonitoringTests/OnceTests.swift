import Monitoring
import NewsModel
import Testing

/// What `run --once` polls, and when it has finished.
@Suite struct OnceTests {
    @Test func `once with all: what is read of the ledger goes with the number of sources`() throws {
        var limits = Monitor.Limits()
        limits.held = 8
        var bench = Bench(mode: .once(all: true), limits: limits)
        let all = try (0..<400).map { try bench.visit("s\($0)", "https://h\($0).example/") }
        var (loads, read, ended) = (0, 0, 0)
        bench.send(.wake)
        bench.send(.pagesLoaded([], isComplete: true))
        while !bench.isFinished, bench.loads > loads || ended < bench.fetched.count {
            if bench.loads > loads {
                loads = bench.loads
                // As the ledger: nobody who was polled in this round.
                let polled = bench.loadStart == nil ? [] : Set(bench.fetched.prefix(ended).map(\.source.id))
                let visits = all.lazy.filter { !polled.contains($0.source.id) }.prefix(bench.loadLimit)
                read += visits.count
                bench.send(.sourcesLoaded(Array(visits), isComplete: visits.count < bench.loadLimit))
            }
            while ended < bench.fetched.count {
                let job = bench.fetched[ended]
                ended += 1
                bench.answer(job)
                bench.send(.committed(job.id, SourceState(nextPollAt: bench.now + .hours(1)), newPages: 0))
            }
        }
        #expect(bench.isFinished && bench.fetched.count == all.count)
        #expect(read < 5 * all.count)
    }

    @Test func `once: more pages of one source than may wait at a time are all fetched`() throws {
        var limits = Monitor.Limits()
        limits.pagesPerSource = 1
        var bench = Bench(mode: .once(all: false), limits: limits)
        bench.send(.wake)
        bench.send(.sourcesLoaded([], isComplete: true))
        let pages = try (1...2).map { try bench.page(Int64($0), "https://h.example/\($0)") }
        bench.send(.pagesLoaded(pages, isComplete: true))
        bench.answer(bench.fetched[0], 404)
        bench.send(.robotsKnown(RobotsPlace(origin: "https://h.example:443"), until: bench.now + .hours(24)))
        bench.send(.committed(bench.fetched[0].id, nil, newPages: 0))
        bench.advance(.seconds(1))
        bench.answer(bench.fetched[1])
        bench.send(.committed(bench.fetched[1].id, nil, newPages: 0))
        #expect(!bench.isFinished)
        bench.send(.pagesLoaded([pages[1]], isComplete: true))
        bench.advance(.seconds(1))
        bench.answer(try #require(bench.fetched.last))
        bench.send(.committed(try #require(bench.fetched.last).id, nil, newPages: 0))
        #expect(bench.fetched.last?.chain.url == "https://h.example/2")
        #expect(bench.isFinished)
    }

    @Test func `once: everything due is polled, then it is finished`() throws {
        var bench = Bench(mode: .once(all: false))
        bench.send(.wake)
        bench.send(.pagesLoaded([], isComplete: true))
        bench.send(.sourcesLoaded([try bench.visit("a", "https://a.example/")], isComplete: true))
        #expect(!bench.isFinished)
        bench.answer(bench.fetched[0])
        #expect(!bench.isFinished)
        bench.send(.committed(bench.fetched[0].id, SourceState(nextPollAt: bench.now), newPages: 2))
        #expect(!bench.isFinished)
        #expect(bench.pageLoads == 2)
        bench.send(.pagesLoaded([], isComplete: true))
        #expect(bench.isFinished)
        #expect(bench.loads == 1)
    }

    @Test func `once: what was polled is not read again, unless the clock was set back before the beginning`() throws {
        var bench = Bench(mode: .once(all: true))
        let began = bench.now
        bench.send(.wake)
        bench.send(.pagesLoaded([], isComplete: true))
        #expect(bench.loadStart == began)
        let limit = bench.loadLimit
        func pollOne(_ id: String, _ bench: inout Bench) throws {
            bench.send(.sourcesLoaded([try bench.visit(id, "https://\(id).example/")], isComplete: false))
            let job = try #require(bench.fetched.last)
            bench.answer(job)
            bench.send(.committed(job.id, SourceState(nextPollAt: bench.now + .hours(1)), newPages: 0))
        }
        bench.advance(.minutes(5))
        try pollOne("a", &bench)
        #expect(bench.loads == 2)
        #expect(bench.loadStart == began)
        #expect(bench.loadLimit == limit + 1)
        bench.advance(.minutes(-6))
        // What was read before the clock was set is read again.
        bench.send(.sourcesLoaded([], isComplete: false))
        try pollOne("b", &bench)
        #expect(bench.loads > 2)
        #expect(bench.loadStart == nil)
        #expect(bench.loadLimit > limit)
        bench.send(.sourcesLoaded([try bench.visit("a", "https://a.example/")], isComplete: true))
        #expect(bench.fetched.count == 2)
    }

    @Test func `once with all: the pace is set aside`() throws {
        var bench = Bench(mode: .once(all: true))
        bench.send(.wake)
        bench.send(.sourcesLoaded([try bench.visit("a", "https://a.example/", dueIn: .hours(5))], isComplete: true))
        #expect(bench.fetched.count == 1)
    }
}
