import Monitoring
import NewsModel
import Testing

@Suite struct MonitorTests {
    @Test func `nothing is polled before it is due, and then once`() throws {
        var bench = Bench()
        bench.send(.wake)
        #expect(bench.loads == 1)
        bench.send(.sourcesLoaded([try bench.visit("a", "https://a.example/", dueIn: .seconds(5))], isComplete: true))
        #expect(bench.fetched.isEmpty)
        #expect(bench.wakeAt == bench.now + .seconds(5))
        bench.advance(.milliseconds(4999))
        #expect(bench.fetched.isEmpty)
        bench.advance(.milliseconds(1))
        #expect(bench.fetched.map(\.chain.url) == ["https://a.example/"])
        bench.advance(.seconds(60))
        #expect(bench.fetched.count == 1)
    }

    @Test func `a source that is under way is not started again by a load`() throws {
        var bench = Bench()
        bench.send(.wake)
        let visit = try bench.visit("a", "https://a.example/")
        bench.send(.sourcesLoaded([visit], isComplete: true))
        bench.advance(.seconds(20))
        bench.send(.sourcesLoaded([visit, visit], isComplete: true))
        #expect(bench.fetched.count == 1)
    }

    @Test func `a source that ended while a load was under way is not polled by what was read before`() throws {
        var bench = Bench()
        bench.send(.wake)
        let visit = try bench.visit("a", "https://a.example/")
        bench.send(.sourcesLoaded([visit], isComplete: true))
        bench.advance(.seconds(20))
        #expect(bench.loads == 2)
        bench.answer(bench.fetched[0])
        bench.send(.committed(bench.fetched[0].id, SourceState(nextPollAt: bench.now + .hours(1)), newPages: 0))
        bench.send(.sourcesLoaded([visit], isComplete: true))
        #expect(bench.fetched.count == 1)
    }

    @Test func `sources with short intervals keep no others from being loaded`() throws {
        var limits = Monitor.Limits()
        limits.held = 8
        var bench = Bench(limits: limits)
        bench.send(.wake)
        bench.send(.sourcesLoaded(try (0..<4).map { try bench.visit("s\($0)", "https://h\($0).example/") }, isComplete: false))
        var (ended, loads) = (0, bench.loads)
        // Each is due again in two seconds, for ever; the others wait in the ledger.
        for _ in 0..<5 where bench.loads == loads {
            for job in bench.fetched.dropFirst(ended) {
                bench.answer(job)
                bench.send(.committed(job.id, SourceState(nextPollAt: bench.now + .seconds(2)), newPages: 0))
            }
            ended = bench.fetched.count
            bench.advance(.seconds(1))
        }
        #expect(bench.loads == loads + 1)
        loads = bench.loads
        bench.send(.sourcesLoaded(try (4..<8).map { try bench.visit("s\($0)", "https://h\($0).example/") }, isComplete: true))
        #expect(bench.fetched.dropFirst(ended).count == 4)
        #expect(bench.loads == loads)
    }

    @Test func `one page that hangs keeps no others from being loaded`() throws {
        var bench = Bench()
        bench.send(.wake)
        bench.send(.sourcesLoaded([], isComplete: true))
        bench.send(.pagesLoaded([try bench.page(1, "https://a.example/1")], isComplete: false))
        #expect(bench.fetched.count == 1 && bench.pageLoads == 1)
        bench.advance(.seconds(5))
        #expect(bench.pageLoads == 2)
    }

    @Test func `one transfer to a host at a time, with a gap after each`() throws {
        var bench = Bench()
        bench.send(.wake)
        bench.send(
            .sourcesLoaded(
                try ["a", "b", "c"].map { try bench.visit($0, "https://one.example/\($0)") } + [
                    try bench.visit("d", "https://two.example/")
                ],
                isComplete: true))
        #expect(bench.fetched.map(\.chain.url) == ["https://one.example/a", "https://two.example/"] || bench.fetched.count == 2)
        let first = try #require(bench.fetched.first { $0.chain.url.contains("one.") })
        bench.answer(first)
        #expect(bench.fetched.count == 2)
        bench.advance(.milliseconds(999))
        #expect(bench.fetched.count == 2)
        bench.advance(.milliseconds(1))
        #expect(bench.fetched.count == 3)
    }

    @Test func `no more transfers than allowed, and the rest as places become free`() throws {
        var limits = Monitor.Limits()
        limits.transfers = 3
        var bench = Bench(limits: limits)
        bench.send(.wake)
        bench.send(.sourcesLoaded(try (0..<10).map { try bench.visit("s\($0)", "https://h\($0).example/") }, isComplete: true))
        #expect(bench.fetched.count == 3)
        bench.answer(bench.fetched[0])
        #expect(bench.fetched.count == 4)
        #expect(bench.monitor.transfersUnderway == 3)
    }

    @Test func `fetching waits while answers are not committed`() throws {
        var limits = Monitor.Limits()
        limits.bodyBytes = 1 << 20
        var bench = Bench(limits: limits)
        bench.send(.wake)
        bench.send(.sourcesLoaded(try (0..<5).map { try bench.visit("s\($0)", "https://h\($0).example/") }, isComplete: true))
        let started = bench.fetched.count
        #expect(started == 4)
        bench.answer(bench.fetched[0], bytes: 2 << 20)
        for job in bench.fetched[1...] { bench.answer(job) }
        #expect(bench.fetched.count == started)
        bench.send(.committed(bench.fetched[0].id, nil, newPages: 0))
        #expect(bench.fetched.count == 5)
        #expect(bench.monitor.uncommittedBytes == 30)
    }

    @Test func `answers without a body hold up no others, up to ten for each that may have one`() throws {
        var limits = Monitor.Limits()
        limits.answers = 1
        var bench = Bench(limits: limits)
        bench.send(.wake)
        let visits = try (0..<12).map { try bench.visit("s\($0)", "https://h\($0).example/") }
        bench.send(.sourcesLoaded(visits, isComplete: true))
        for number in 0..<10 {
            #expect(bench.fetched.count == number + 1)
            bench.answer(bench.fetched[number], 304, bytes: 0)
        }
        #expect(bench.fetched.count == 10)
        bench.send(.committed(bench.fetched[0].id, SourceState(nextPollAt: bench.now + .hours(1)), newPages: 0))
        #expect(bench.fetched.count == 11)
        bench.answer(bench.fetched[10])
        bench.send(.committed(bench.fetched[1].id, SourceState(nextPollAt: bench.now + .hours(1)), newPages: 0))
        #expect(bench.fetched.count == 11, "one with a body fills the limit alone")
        bench.send(.committed(bench.fetched[10].id, SourceState(nextPollAt: bench.now + .hours(1)), newPages: 0))
        #expect(bench.fetched.count == 12)
    }

    @Test func `fetching waits while many small answers are not committed`() throws {
        var limits = Monitor.Limits()
        limits.answers = 3
        var bench = Bench(limits: limits)
        bench.send(.wake)
        bench.send(.sourcesLoaded(try (0..<5).map { try bench.visit("s\($0)", "https://h\($0).example/") }, isComplete: true))
        for job in bench.fetched { bench.answer(job) }
        #expect(bench.fetched.count == 3)
        bench.send(.committed(bench.fetched[1].id, nil, newPages: 0))
        #expect(bench.fetched.count == 4)
    }

    @Test func `a redirect is a request of its own at the other host's gate`() throws {
        var bench = Bench()
        bench.send(.wake)
        bench.send(.sourcesLoaded([try bench.visit("a", "https://a.example/")], isComplete: true))
        bench.answer(bench.fetched[0], 301, ["Location": "https://b.example/feed"])
        #expect(bench.fetched.map(\.chain.url) == ["https://a.example/", "https://b.example/feed"])
        bench.answer(bench.fetched[1])
        #expect(bench.concluded == [bench.fetched[1].id])
        #expect(bench.monitor.transfersUnderway == 0)
    }

    @Test func `a document that sends its readers on is a request of its own, once its body is dropped`() throws {
        var bench = Bench()
        bench.send(.wake)
        bench.send(.sourcesLoaded([try bench.visit("a", "https://a.example/")], isComplete: true))
        bench.answer(bench.fetched[0], bytes: 5000)
        #expect(bench.monitor.uncommittedBytes == 5000)
        bench.send(.sentOn(bench.fetched[0].id, to: "https://b.example/x"))
        #expect(bench.monitor.uncommittedBytes == 0)
        bench.advance(.seconds(5))
        #expect(bench.fetched.map(\.chain.url) == ["https://a.example/", "https://b.example/x"])
        #expect(bench.fetched[1].id == bench.fetched[0].id)
        #expect(bench.fetched[1].chain.isSentOn && !bench.fetched[1].chain.isPermanent)
    }

    @Test(arguments: ["https://a.example/", "http://b.example/", "ftp://b.example/"])
    func `a document that sends its readers in a circle or to what is not followed fails the poll`(_ target: String) throws {
        var bench = Bench()
        bench.send(.wake)
        bench.send(.sourcesLoaded([try bench.visit("a", "https://a.example/")], isComplete: true))
        bench.answer(bench.fetched[0])
        bench.send(.sentOn(bench.fetched[0].id, to: target))
        #expect(bench.failed.map(\.type) == [target.hasPrefix("ftp") ? .forbiddenScheme : .redirect])
        #expect(bench.monitor.transfersUnderway == 0)
    }

    @Test func `a loop of redirects fails the poll`() throws {
        var bench = Bench()
        bench.send(.wake)
        bench.send(.sourcesLoaded([try bench.visit("a", "https://a.example/")], isComplete: true))
        bench.answer(bench.fetched[0], 302, ["Location": "/"])
        #expect(bench.failed.map(\.type) == [.redirect])
        #expect(bench.monitor.transfersUnderway == 0)
    }

    @Test func `429 with Retry-After holds back the whole host`() throws {
        var bench = Bench()
        bench.send(.wake)
        bench.send(.sourcesLoaded(try ["a", "b"].map { try bench.visit($0, "https://one.example/\($0)") }, isComplete: true))
        bench.answer(bench.fetched[0], 429, ["Retry-After": "120"])
        #expect(bench.failed.map(\.type) == [.rateLimited])
        #expect(bench.pausedHosts == ["one.example"])
        for _ in 0..<11 { bench.advance(.seconds(10)) }
        #expect(bench.fetched.count == 1)
        bench.advance(.seconds(10))
        #expect(bench.fetched.count == 2)
    }

    @Test func `a source that is due again soon is polled again without a load`() throws {
        var bench = Bench()
        bench.send(.wake)
        bench.send(.sourcesLoaded([try bench.visit("a", "https://a.example/")], isComplete: true))
        bench.answer(bench.fetched[0])
        bench.send(.committed(bench.fetched[0].id, SourceState(nextPollAt: bench.now + .seconds(10)), newPages: 0))
        bench.advance(.seconds(10))
        #expect(bench.fetched.count == 2)
    }

    @Test func `a paused spool starts nothing, and a resumed one goes on`() throws {
        var bench = Bench()
        bench.send(.wake)
        bench.send(.spoolPaused(true))
        bench.send(.sourcesLoaded([try bench.visit("a", "https://a.example/")], isComplete: true))
        bench.advance(.seconds(5))
        #expect(bench.fetched.isEmpty)
        bench.send(.spoolPaused(false))
        #expect(bench.fetched.count == 1)
    }

    @Test func `pages wait for the robots.txt of their origin, which is asked once`() throws {
        var bench = Bench()
        bench.send(.wake)
        bench.send(.pagesLoaded([try bench.page(1, "https://a.example/1"), try bench.page(2, "https://a.example/2")], isComplete: true))
        #expect(bench.fetched.map(\.chain.url) == ["https://a.example/robots.txt"])
        bench.answer(bench.fetched[0], 404)
        #expect(bench.concluded == [bench.fetched[0].id])
        bench.send(.robotsKnown(RobotsPlace(origin: "https://a.example:443"), until: bench.now + .hours(24)))
        bench.advance(.seconds(1))
        bench.answer(bench.fetched[1])
        bench.advance(.seconds(1))
        #expect(bench.fetched.map(\.chain.url).dropFirst() == ["https://a.example/1", "https://a.example/2"])
    }

    @Test func `sources with other files of TLS each ask for the robots.txt of one origin`() throws {
        var bench = Bench()
        bench.send(.wake)
        let tls = SourceTLS(authoritiesFile: "/a.pem")
        let visits = try [nil, tls, tls].enumerated().map { number, tls in
            try bench.visit("s\(number)", "https://a.example/\(number)") {
                ($0.kind, $0.tls) = (.page, tls)
                $0.polling.transfersPerHost = 4
            }
        }
        bench.send(.sourcesLoaded(visits, isComplete: true))
        #expect(bench.fetched.map(\.chain.url) == ["https://a.example/robots.txt", "https://a.example/robots.txt"])
        #expect(Set(bench.fetched.map(\.tls)) == [nil, tls])
        let known = try #require(bench.fetched.first { $0.tls == tls })
        bench.answer(known, 404)
        bench.send(.robotsKnown(RobotsPlace(origin: "https://a.example:443", tls: tls), until: bench.now + .hours(24)))
        bench.advance(.seconds(1))
        #expect(Set(bench.fetched.dropFirst(2).map(\.chain.url)) == ["https://a.example/1", "https://a.example/2"])
    }

    @Test func `a page that waits beyond its deadline is given up for now, once`() throws {
        var bench = Bench()
        bench.send(.wake)
        bench.send(
            .pagesLoaded(
                [try bench.page(1, "https://a.example/1"), try bench.page(2, "https://a.example/2", deadlineIn: .seconds(5))],
                isComplete: true))
        bench.send(.failed(bench.fetched[0].id, PollError(type: .connect, message: "")))
        bench.send(.robotsKnown(RobotsPlace(origin: "https://a.example:443"), until: bench.now + .hours(1)))
        bench.advance(.seconds(1))
        #expect(bench.fetched.last?.chain.url == "https://a.example/1")
        bench.advance(.seconds(10))
        #expect(bench.expired == [2])
        bench.advance(.seconds(10))
        #expect(bench.expired == [2])
    }

    @Test func `the pages of one source do not take every transfer`() throws {
        var limits = Monitor.Limits()
        limits.pagesPerSource = 2
        var bench = Bench(limits: limits)
        bench.send(.wake)
        bench.send(.pagesLoaded(try (1...5).map { try bench.page(Int64($0), "https://h\($0).example/") }, isComplete: true))
        #expect(bench.fetched.map(\.chain.url) == ["https://h1.example/robots.txt", "https://h2.example/robots.txt"])
        let loads = bench.pageLoads
        bench.advance(.seconds(5))
        #expect(bench.pageLoads == loads + 1)
    }

    @Test func `after a reload what waits is loaded anew`() throws {
        var bench = Bench()
        bench.send(.wake)
        bench.send(.sourcesLoaded([try bench.visit("a", "https://a.example/", dueIn: .seconds(5))], isComplete: true))
        bench.send(.reloaded)
        #expect(bench.loads == 2)
        bench.send(.sourcesLoaded([], isComplete: true))
        bench.advance(.seconds(6))
        #expect(bench.fetched.isEmpty)
    }

    @Test func `a due time from a wrong clock does not silence a source for ever`() throws {
        var bench = Bench()
        bench.send(.wake)
        bench.send(.sourcesLoaded([try bench.visit("a", "https://a.example/", dueIn: .days(4000))], isComplete: true))
        bench.advance(.days(8))
        #expect(bench.fetched.count == 1)
    }

    @Test func `stopping starts nothing more`() throws {
        var bench = Bench()
        bench.send(.wake)
        bench.send(.stopping)
        bench.send(.sourcesLoaded([try bench.visit("a", "https://a.example/")], isComplete: true))
        #expect(bench.fetched.isEmpty)
    }
}
