import Monitoring
import NewsModel
import Testing

@Suite struct BudgetTests {
    @Test func `no more polls begin in an hour than the budget has, and the intervals grow until that is what they ask for`() throws {
        var limits = Monitor.Limits()
        limits.budget = 60
        var bench = Bench(limits: limits)
        bench.send(.wake)
        // A hundred sources that want a poll every quarter of an hour: four hundred an hour.
        var ledger: [SourceID: Visit] = [:]
        for visit in try (0..<100).map({ try bench.visit("s\($0)", "https://h\($0).example/") }) { ledger[visit.source.id] = visit }
        var hours: [Int] = []
        var begun = 0
        var handled = 0
        for minute in 1...(60 * 12) {
            let due = ledger.values.filter { $0.state.nextPollAt <= bench.now + .minutes(1) }
            bench.send(.sourcesLoaded(due.sorted { $0.state.nextPollAt < $1.state.nextPollAt }, isComplete: true))
            bench.advance(.minutes(1))
            while handled < bench.fetched.count {
                let job = bench.fetched[handled]
                handled += 1
                guard case .poll(let visit) = job.purpose else { continue }
                var state = visit.state
                state.lastPollAt = bench.now
                state.nextPollAt = bench.now + .minutes(15) * bench.monitor.stretch
                state.nextReason = bench.monitor.stretch > 1 ? .budget : .pace
                ledger[visit.source.id] = Visit(source: visit.source, state: state)
                bench.answer(job)
                bench.send(.committed(job.id, state, newPages: 0))
            }
            if minute % 60 == 0 {
                hours.append(bench.fetched.count - begun)
                begun = bench.fetched.count
            }
        }
        #expect(hours.allSatisfy { (40...62).contains($0) }, "\(hours)")
        // What they want, divided by what they may: 100 sources, four polls an hour each, of 60.
        let wanted = 100.0 * 4 / 60
        #expect(abs(bench.monitor.stretch - wanted) < wanted * 0.01, "\(bench.monitor.stretch)")
    }

    @Test func `without a budget nothing is stretched`() throws {
        var bench = Bench()
        bench.send(.wake)
        let visit = try bench.visit("a", "https://a.example/")
        bench.send(.sourcesLoaded([visit], isComplete: true))
        bench.answer(bench.fetched[0])
        bench.send(.committed(bench.fetched[0].id, SourceState(nextPollAt: bench.now + .hours(1)), newPages: 0))
        #expect(bench.monitor.stretch == 1)
    }
}
