import Monitoring
import NewsModel
import Testing

@Suite struct CrowdingTests {
    @Test func `a source for whose answer there was no room is asked again a few times, each time later`() throws {
        var bench = Bench()
        let error = PollError(type: .reset, message: "crowded")
        bench.send(.wake)
        bench.send(.sourcesLoaded([try bench.visit("a", "https://a.example/")], isComplete: true))
        for (number, wait) in [5, 10, 20, 40, 80].enumerated() {
            bench.send(.crowded(bench.fetched[number].id, error))
            #expect(bench.failed.isEmpty && bench.monitor.transfersUnderway == 0)
            bench.advance(.seconds(wait - 1))
            #expect(bench.fetched.count == number + 1)
            bench.advance(.seconds(1))
            #expect(bench.fetched.count == number + 2)
        }
        bench.send(.crowded(bench.fetched[5].id, error))
        #expect(bench.failed == [error] && bench.monitor.transfersUnderway == 0)
    }

    @Test func `want of room for one source holds up no other one of its host`() throws {
        var bench = try crowded()
        #expect(bench.fetched.map(\.source.id.rawValue) == ["a", "b"])
        bench.answer(bench.fetched[1])
        bench.advance(.seconds(5))
        #expect(bench.fetched.map(\.source.id.rawValue) == ["a", "b", "a"])
    }

    @Test func `a source that is polled no more, or otherwise, is not asked again for want of room`() throws {
        for event in [Monitor.Event.withdrawn(try #require(SourceID("a"))), .reloaded] {
            for isCrowdedFirst in [true, false] {
                var bench = Bench()
                bench.send(.wake)
                bench.send(.sourcesLoaded([try bench.visit("a", "https://a.example/")], isComplete: true))
                let crowded = Monitor.Event.crowded(bench.fetched[0].id, PollError(type: .reset, message: "crowded"))
                for event in isCrowdedFirst ? [crowded, event] : [event, crowded] { bench.send(event) }
                if !isCrowdedFirst { #expect(bench.loads == 2) }
                bench.advance(.seconds(200))
                #expect(bench.fetched.count == 1)
                #expect(bench.failed.isEmpty && bench.monitor.transfersUnderway == 0)
                // As it is now, it may be loaded and asked.
                bench.send(.sourcesLoaded([try bench.visit("a", "https://a.example/")], isComplete: true))
                #expect(bench.fetched.count == 2)
            }
        }
    }

    @Test func `a page that waits for room past its deadline is told by its feed`() throws {
        var bench = Bench()
        bench.send(.wake)
        bench.send(.sourcesLoaded([], isComplete: true))
        bench.send(.pagesLoaded([try bench.page(1, "https://a.example/1", deadlineIn: .seconds(3))], isComplete: true))
        bench.send(.robotsKnown(try #require(bench.fetched.first).robotsPlace, until: bench.now + .hours(1)))
        bench.send(.crowded(try #require(bench.fetched.last).id, PollError(type: .reset, message: "crowded")))
        bench.advance(.seconds(4))
        #expect(bench.expired == [1])
    }

    @Test func `a source that was asked for by force waits for room like any other`() throws {
        var bench = Bench()
        bench.send(.wake)
        bench.send(.asked(try bench.visit("a", "https://a.example/"), isForced: true))
        bench.send(.crowded(try #require(bench.fetched.first).id, PollError(type: .reset, message: "crowded")))
        bench.advance(.seconds(4))
        #expect(bench.fetched.count == 1)
        bench.advance(.seconds(1))
        #expect(bench.fetched.count == 2)
        bench.answer(bench.fetched[1])
        #expect(bench.concluded == [bench.fetched[1].id])
    }

    @Test func `a source that is asked for by the operator rests no longer`() throws {
        var bench = Bench()
        bench.send(.wake)
        bench.send(.sourcesLoaded([try bench.visit("a", "https://a.example/")], isComplete: true))
        bench.send(.crowded(bench.fetched[0].id, PollError(type: .reset, message: "crowded")))
        bench.send(.asked(try bench.visit("a", "https://a.example/"), isForced: true))
        bench.advance(.seconds(1))
        #expect(bench.fetched.map(\.id) == [bench.fetched[0].id, bench.fetched[0].id])
        bench.advance(.seconds(10))
        #expect(bench.fetched.count == 2)
    }

    @Test func `a resting source that is asked for by force goes on in spite of its host's pause`() throws {
        for isForced in [true, false] {
            var bench = try crowded()
            bench.answer(bench.fetched[1], 429, ["Retry-After": "120"])
            bench.send(.asked(try bench.visit("a", "https://one.example/a"), isForced: isForced))
            bench.advance(.seconds(1))
            #expect(bench.fetched.map(\.source.id.rawValue) == (isForced ? ["a", "b", "a"] : ["a", "b"]))
        }
    }

    @Test func `what was asked for by force waits for what its host asked for since`() throws {
        var bench = Bench()
        bench.send(.wake)
        let visits = try ["a", "b"].map { try bench.visit($0, "https://one.example/\($0)") { $0.polling.delayPerHost = .zero } }
        bench.send(.asked(visits[0], isForced: true))
        bench.send(.crowded(bench.fetched[0].id, PollError(type: .reset, message: "crowded")))
        bench.send(.asked(visits[1], isForced: false))
        bench.answer(bench.fetched[1], 429, ["Retry-After": "120"])
        bench.advance(.seconds(60))
        #expect(bench.fetched.count == 2)
        bench.advance(.seconds(61))
        #expect(bench.fetched.count == 3)
    }

    /// Two sources of one host, without a gap between its requests; for the first one's answer there was no room.
    private func crowded() throws -> Bench {
        var bench = Bench()
        bench.send(.wake)
        bench.send(
            .sourcesLoaded(
                try ["a", "b"].map { try bench.visit($0, "https://one.example/\($0)") { $0.polling.delayPerHost = .zero } },
                isComplete: true))
        bench.send(.crowded(bench.fetched[0].id, PollError(type: .reset, message: "crowded")))
        return bench
    }
}
