import Monitoring
import NewsModel
import Testing

/// What a publisher may expect of a poll, as far as it is decided without a request: the points of `Politeness.md`, by number.
@Suite struct PolitenessRuleTests {
    static let now = Instant(year: 2026, month: 3, day: 2, hour: 12)
    static let url = "https://example.org/feed"
    static let date = "Thu, 01 Jan 2026 00:00:00 GMT"

    static func source(_ change: (inout PollingPolicy) -> Void = { _ in }) throws -> Source {
        var policy = PollingPolicy()
        policy.jitter = 0
        change(&policy)
        return Source(id: try #require(SourceID("a")), url: url, polling: policy)
    }

    static func state(_ change: (inout SourceState) -> Void = { _ in }) -> SourceState {
        var state = SourceState(nextPollAt: now)
        change(&state)
        return state
    }

    static func answer(_ status: Int = 200, _ fields: [String: String] = [:], url: String = url) -> Answer {
        Answer(url: url, status: status, headers: fields.map { HeaderField(name: $0.key, value: $0.value) })
    }

    static var chain: RedirectChain { RedirectChain(url: url, limit: 5) }

    /// The state after a document that was read whole.
    static func read(
        _ fields: [String: String] = [:], rhythm: DocumentRhythm = .init(), before: SourceState = state(), source: Source? = nil
    ) throws -> SourceState {
        try Lesson(source: source ?? self.source(), before: before, now: now, chance: 0)
            .afterReading(answer(200, fields), chain: chain, bodyHash: ContentHash(hashing: [1]), rhythm: rhythm)
    }

    static func notModified(_ fields: [String: String] = [:], before: SourceState, source: Source? = nil) throws -> SourceState {
        try Lesson(source: source ?? self.source(), before: before, now: now, chance: 0).afterNoChange(answer(304, fields), chain: chain)
    }

    static func failed(
        _ status: Int, _ fields: [String: String] = [:], before: SourceState = state(), chance: Double = 0, source: Source? = nil
    ) throws -> SourceState {
        let answer = answer(status, fields)
        let error = try #require(answer.failure)
        return try Lesson(source: source ?? self.source(), before: before, now: now, chance: chance)
            .afterFailure(error, answer: answer, chain: chain)
    }

    static func request(_ state: SourceState, source: Source? = nil) throws -> [String: String] {
        let request = try PollRequest(poll: source ?? self.source(), state: state, chain: chain, now: now)
        return Dictionary(request.headers.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    static func wait(_ state: SourceState) -> Duration { state.nextPollAt - now }

    // MARK: Validators

    @Test func `2: both validators of a 200 are sent with the next poll`() throws {
        let fields = try Self.request(Self.read(["ETag": "\"abc\"", "Last-Modified": Self.date]))
        #expect(fields["If-None-Match"] == "\"abc\"" && fields["If-Modified-Since"] == Self.date)
    }

    @Test func `3: a quoted ETag is sent with its quotes`() throws {
        #expect(try Self.request(Self.read(["ETag": "\"abc\""]))["If-None-Match"] == "\"abc\"")
    }

    @Test func `4: a weak ETag keeps its prefix`() throws {
        #expect(try Self.request(Self.read(["ETag": "W/\"abc\""]))["If-None-Match"] == "W/\"abc\"")
    }

    @Test(arguments: ["abc", "\"a\"b\"", "\"abc-gzip\"", "*", "W/abc", "\"é\"", "'a', \"b\""])
    func `5: an odd ETag is sent unchanged`(etag: String) throws {
        #expect(try Self.request(Self.read(["ETag": etag]))["If-None-Match"] == etag)
    }

    @Test(arguments: ["Fri, 01 Jan 2038 00:00:00 GMT", "Monday, 05-Jan-26 10:00:00 GMT", "Mon, 05 Jan 2026 10:00:00", "yesterday", "0"])
    func `6: an odd Last-Modified is sent as it came`(date: String) throws {
        #expect(try Self.request(Self.read(["Last-Modified": date]))["If-Modified-Since"] == date)
    }

    @Test func `7: of one validator the other's field is absent`() throws {
        let etag = try Self.request(Self.read(["ETag": "\"a\""]))
        #expect(etag["If-None-Match"] != nil && etag["If-Modified-Since"] == nil)
        let date = try Self.request(Self.read(["Last-Modified": Self.date]))
        #expect(date["If-None-Match"] == nil && date["If-Modified-Since"] != nil)
    }

    private static let known = state { $0.validators = Validators(url: url, etag: "\"old\"", lastModified: date) }

    @Test func `8: a 200 without validators drops those of before`() throws {
        #expect(try Self.read(before: Self.known).validators == nil)
    }

    @Test func `9: of a new ETag beside the same date both are stored`() throws {
        let after = try Self.read(["ETag": "\"new\"", "Last-Modified": Self.date], before: Self.known)
        #expect(after.validators == Validators(url: Self.url, etag: "\"new\"", lastModified: Self.date))
    }

    @Test func `10: the new validators of a body that is the one before are stored`() throws {
        let lesson = try Lesson(source: Self.source(), before: Self.known, now: Self.now, chance: 0)
        let after = lesson.afterNoChange(Self.answer(200, ["ETag": "\"touched\""]), chain: Self.chain)
        #expect(after.validators == Validators(url: Self.url, etag: "\"touched\"", lastModified: nil))
    }

    @Test func `11: the new validators of a 304 are stored`() throws {
        #expect(try Self.notModified(["ETag": "\"new\""], before: Self.known).validators?.etag == "\"new\"")
    }

    @Test func `12: a 304 without validators keeps those of before`() throws {
        #expect(try Self.notModified(before: Self.known).validators == Self.known.validators)
    }

    @Test(arguments: [
        (["Cache-Control": "max-age=36000"], PollReason.freshness), (["Retry-After": "36000"], .retryAfter),
        (["Expires": "Mon, 02 Mar 2026 22:00:00 GMT", "Date": "Mon, 02 Mar 2026 12:00:00 GMT"], .freshness),
    ])
    func `13: freshness is counted anew from a 304`(fields: [String: String], reason: PollReason) throws {
        let after = try Self.notModified(fields, before: Self.known)
        #expect(Self.wait(after) == .hours(10) && after.nextReason == reason)
    }

    // MARK: When

    @Test func `20: jitter makes a poll later, and none ever begins before it is due`() throws {
        var policy = PollingPolicy()
        policy.jitter = 0.5
        for chance in [-1, 0, 0.3, 1, 7] {
            let next = Pace(policy: policy, chance: chance).afterSuccess(
                Self.state(), freshness: Freshness([], now: Self.now), now: Self.now)
            #expect(next.at >= Self.now + policy.interval && next.at <= Self.now + policy.interval * 1.5)
        }
        var bench = Bench()
        bench.send(.wake)
        bench.send(.sourcesLoaded([try bench.visit("a", "https://a.example/", dueIn: .milliseconds(1))], isComplete: true))
        #expect(bench.fetched.isEmpty)
        bench.advance(.milliseconds(1))
        #expect(bench.fetched.count == 1)
    }

    @Test func `21: many that are due at once are spread, one at a time to a host, with a gap`() throws {
        let policy = PollingPolicy()
        let ids = try (0..<3000).map { try #require(SourceID("source-\($0)")) }
        let starts = ids.map { Pace.firstPoll(of: $0, among: 0..<ids.count, policy: policy, now: Self.now) }
        // The same in every run, on every machine: a restart begins nothing anew.
        #expect(starts.prefix(3).map { ($0 - Self.now).milliseconds } == [11_549, 59_700, 1_837])
        let perSecond = Dictionary(grouping: starts, by: { $0.milliseconds / 1000 }).mapValues(\.count)
        #expect(perSecond.count >= 59 && perSecond.values.max() ?? 0 < 100)

        var bench = Bench()
        bench.send(.wake)
        bench.send(.sourcesLoaded(try (0..<5).map { try bench.visit("s\($0)", "https://one.example/\($0)") }, isComplete: true))
        #expect(bench.fetched.count == 1)
        bench.answer(bench.fetched[0])
        bench.advance(.milliseconds(999))
        #expect(bench.fetched.count == 1)
        bench.advance(.milliseconds(1))
        #expect(bench.fetched.count == 2)
    }

    @Test(arguments: [
        ("max-age=7200", nil, 120), ("max-age=7200", "1800", 90), ("public, max-age=\"7200\"", nil, 120), ("max-age=999999999", nil, 1440),
        ("max-age=60", nil, 60), ("max-age=7200, max-age=9000", nil, 120),
    ])
    func `22: an answer is not asked for again while it is fresh, a day at most`(control: String, age: String?, minutes: Int) throws {
        var fields = ["Cache-Control": control]
        fields["Age"] = age
        #expect(try Self.wait(Self.read(fields)) == .minutes(minutes))
    }

    @Test(arguments: ["no-cache", "no-store", "max-age=0", "no-cache, max-age=7200", "max-age=soon"])
    func `23: what may not be cached is polled at its own interval, and conditionally`(control: String) throws {
        let after = try Self.read(["Cache-Control": control, "ETag": "\"a\""])
        #expect(Self.wait(after) == .hours(1) && after.nextReason == .interval)
        #expect(try Self.request(after)["If-None-Match"] == "\"a\"")
    }

    @Test(arguments: [
        ("Mon, 02 Mar 2026 15:00:00 GMT", 180), ("0", 60), ("-1", 60), ("Sun, 01 Mar 2026 15:00:00 GMT", 60), ("soon", 60),
        ("Monday, 02-Mar-26 15:00:00 GMT", 180),
    ])
    func `24: Expires counts where Cache-Control says nothing, unless it is no date or over`(expires: String, minutes: Int) throws {
        #expect(try Self.wait(Self.read(["Expires": expires])) == .minutes(minutes))
        #expect(try Self.wait(Self.read(["Expires": expires, "Cache-Control": "max-age=0"])) == .minutes(60))
    }

    @Test(arguments: [(180, 180), (5, 60), (60 * 24 * 30, 60 * 24 * 7)])
    func `25: ttl and sy: make the interval longer and never shorter`(asked: Int, minutes: Int) throws {
        #expect(try Self.wait(Self.read(rhythm: DocumentRhythm(askedInterval: .minutes(asked)))) == .minutes(minutes))
    }

    @Test func `26: hours and days that are left out are left out, in GMT, unless all are`() throws {
        #expect(try Self.wait(Self.read(rhythm: DocumentRhythm(skippedHours: [13, 14]))) == .hours(3))
        #expect(try Self.read(rhythm: DocumentRhythm(skippedHours: [13])).nextReason == .skip)
        let tuesday = Instant(year: 2026, month: 3, day: 3)
        #expect(try Self.read(rhythm: DocumentRhythm(skippedDays: [1])).nextPollAt == tuesday)
        #expect(try Self.wait(Self.read(rhythm: DocumentRhythm(skippedHours: Array(0..<24)))) == .hours(1))
        #expect(try Self.wait(Self.read(rhythm: DocumentRhythm(skippedDays: Array(1...7)))) == .hours(1))
    }

    // MARK: Refusals

    @Test(arguments: [PollingPolicy.RetryScope.host, .url])
    func `27: after 429 with Retry-After its host is left alone, or the one URL`(scope: PollingPolicy.RetryScope) throws {
        var bench = Bench()
        bench.send(.wake)
        let visits = try ["a", "b"].map { try bench.visit($0, "https://one.example/\($0)") { $0.polling.retryScope = scope } }
        bench.send(.sourcesLoaded(visits, isComplete: true))
        bench.answer(bench.fetched[0], 429, ["Retry-After": "120"])
        bench.advance(.milliseconds(119_999))
        #expect(bench.fetched.count == (scope == .host ? 1 : 2))
        bench.advance(.milliseconds(1))
        #expect(bench.fetched.count == 2)
        let after = try Self.failed(429, ["Retry-After": "7200"], source: Self.source { $0.retryScope = scope })
        #expect(Self.wait(after) == .hours(2) && after.nextReason == .retryAfter)
    }

    @Test(arguments: [
        ("Mon, 02 Mar 2026 18:00:00 GMT", 6.0), ("Mon, 02 Mar 2026 06:00:00 GMT", 2), ("-5", 2), ("1e9", 2), ("soon", 2), ("", 2),
        ("9999999999", 168), ("Wed, 02 Mar 2033 18:00:00 GMT", 168), ("0", 2), ("14400", 4),
    ])
    func `28: Retry-After is obeyed up to a week, and what it cannot mean is not`(value: String, hours: Double) throws {
        #expect(try Self.wait(Self.failed(429, ["Retry-After": value])) == .minutes(Int(hours * 60)))
    }

    @Test func `29: 429 alone doubles the interval, and one success does not undo it`() throws {
        let once = try Self.failed(429)
        #expect(Self.wait(once) == .hours(2) && once.nextReason == .slowdown)
        let twice = try Self.failed(429, before: once)
        #expect(Self.wait(twice) == .hours(4))
        #expect(try Self.wait(Self.notModified(before: twice)) == .hours(4))
        let quick = try Self.source { ($0.interval, $0.minimumInterval) = (.minutes(1), .minutes(1)) }
        #expect(try Self.wait(Self.failed(429, source: quick)) >= .minutes(15))
    }

    @Test func `30: 503 is as 429`() throws {
        #expect(try Self.wait(Self.failed(503, ["Retry-After": "7200"])) == .hours(2))
        let once = try Self.failed(503)
        #expect(Self.wait(once) == .hours(2) && once.nextReason == .slowdown)
        #expect(try Self.wait(Self.notModified(before: once)) == .hours(2))
        let quick = try Self.source { ($0.interval, $0.minimumInterval) = (.minutes(1), .minutes(1)) }
        #expect(try Self.wait(Self.failed(503, source: quick)) >= .minutes(15))
    }

    @Test func `31: 403 is asked again after four hours at the soonest, and counts as blocked`() throws {
        let after = try Self.failed(403)
        #expect(Self.wait(after) == .hours(4) && after.lastError?.type == .blocked && after.nextReason == .refused)
        #expect(try Self.request(after)["User-Agent"] == nil)
    }

    @Test func `32: 404 is asked again after 1, 2, 4 … 24 hours`() throws {
        var state = Self.state()
        let quick = try Self.source { ($0.interval, $0.minimumInterval) = (.minutes(5), .minutes(5)) }
        var hours: [Int64] = []
        for _ in 0..<7 {
            state = try Self.failed(404, before: state, source: quick)
            hours.append(Self.wait(state).milliseconds / 3_600_000)
        }
        #expect(hours == [1, 2, 4, 8, 16, 24, 24] && state.failures == 7 && state.lastError?.type == .http4xx)
    }

    @Test func `33: 410 ends the polling, but for a question after a month`() throws {
        let after = try Self.failed(410)
        #expect(after.standing == .gone && Self.wait(after) == .days(30) && after.nextReason == .gone)
    }

    @Test(arguments: [401, 407])
    func `34: a lack of credentials is no loop`(status: Int) throws {
        let after = try Self.failed(status)
        #expect(after.lastError?.type == .unauthorized && Self.wait(after) >= .hours(4))
        #expect(after.lastError?.message.contains("credentials") == true)
    }

    @Test(arguments: [ErrorType.http5xx, .dns, .tls, .timeout, .connect, .reset])
    func `35: failures are waited out ever longer, a day at most, and never shorter than usual`(type: ErrorType) throws {
        var state = Self.state()
        var waits: [Duration] = []
        for _ in 0..<100 {
            state = try Lesson(source: Self.source(), before: state, now: Self.now, chance: 0)
                .afterFailure(PollError(type: type, message: "x"), answer: nil, chain: Self.chain)
            waits.append(Self.wait(state))
        }
        #expect(waits[0] == .hours(1) && waits[1] == .hours(2) && waits[99] == .hours(24) && state.standing == .active)
    }

    // MARK: Redirects

    private func moved(_ status: Int, times: Int, every gap: Duration) throws -> SourceState {
        var state = Self.state()
        for time in 0..<times {
            var chain = Self.chain
            try chain.follow(Answer(url: Self.url, status: status, headers: [HeaderField(name: "Location", value: "/new")]))
            let now = Self.now + gap * Double(time)
            state = try Lesson(source: Self.source(), before: state, now: now, chance: 0)
                .afterReading(Self.answer(url: chain.url), chain: chain, bodyHash: ContentHash(hashing: [1]), rhythm: .init())
        }
        return state
    }

    @Test(arguments: [301, 308])
    func `36: a permanent redirect is followed each time, and believed after ten over two days`(status: Int) throws {
        let often = try moved(status, times: 10, every: .hours(1))
        #expect(often.move?.isSettled(now: Self.now + .hours(9)) == false)
        #expect(try asked(often, at: Self.now + .hours(9)) == [Self.url], "it is asked at its own address until then")
        let long = try moved(status, times: 9, every: .hours(6))
        #expect(long.move?.isSettled(now: Self.now + .hours(48)) == false)
        let both = try moved(status, times: 10, every: .hours(6))
        #expect(both.move?.isSettled(now: Self.now + .hours(54)) == true)
        #expect(try asked(both, at: Self.now + .hours(54)) == ["https://example.org/new"])
    }

    private func asked(_ state: SourceState, at now: Instant) throws -> [String] {
        var bench = Bench()
        bench.now = now
        bench.send(.wake)
        var visit = Visit(source: try Self.source(), state: state)
        visit.state.nextPollAt = now
        bench.send(.sourcesLoaded([visit], isComplete: true))
        return bench.fetched.map(\.chain.url)
    }

    @Test(arguments: [302, 303, 307])
    func `37: a temporary redirect is followed each time and changes nothing`(status: Int) throws {
        #expect(try moved(status, times: 20, every: .hours(6)).move == nil)
    }

    @Test func `38: redirects are few, in no circle, not from https to http, and credentials stay at home`() throws {
        var chain = Self.chain
        for hop in 1...5 {
            try chain.follow(Answer(url: chain.url, status: 302, headers: [HeaderField(name: "Location", value: "/\(hop)")]))
        }
        for location in ["/6", "/1", "http://example.org/x", "ftp://example.org/"] {
            var next = location == "/6" ? chain : Self.chain
            if location == "/1" {
                try next.follow(Answer(url: next.url, status: 302, headers: [HeaderField(name: "Location", value: "/1")]))
            }
            let answer = Answer(url: next.url, status: 302, headers: [HeaderField(name: "Location", value: location)])
            let error = #expect(throws: PollError.self) { try next.follow(answer) }
            #expect(error?.type == (location.hasPrefix("ftp") ? .forbiddenScheme : .redirect), "\(location)")
        }
        var source = try Self.source()
        source.headers = [HeaderField(name: "X-Key", value: "k")]
        source.authentication = .bearer(tokenFile: "/t")
        source.tls = SourceTLS(certificateFile: "/c")
        for (location, isHome) in [("/x", true), ("https://other.example/x", false), ("https://example.org:8443/x", false)] {
            var next = Self.chain
            try next.follow(Answer(url: next.url, status: 302, headers: [HeaderField(name: "Location", value: location)]))
            let request = PollRequest(poll: source, state: Self.state(), chain: next, now: Self.now)
            #expect(request.carriesCredentials == isHome && request.configuredHeaders.isEmpty != isHome)
            #expect(request.tls == (isHome ? source.tls : nil))
        }
    }

    @Test func `39: validators belong to the URL that gave them`() throws {
        var chain = Self.chain
        try chain.follow(Answer(url: chain.url, status: 302, headers: [HeaderField(name: "Location", value: "/new")]))
        let request = try PollRequest(poll: Self.source(), state: Self.known, chain: chain, now: Self.now)
        #expect(!request.headers.contains { $0.name.hasPrefix("If-") })
        let lesson = try Lesson(source: Self.source(), before: Self.known, now: Self.now, chance: 0)
        let after = lesson.afterReading(
            Self.answer(200, ["ETag": "\"n\""], url: chain.url), chain: chain, bodyHash: ContentHash(hashing: [1]), rhythm: .init())
        #expect(after.validators?.url == "https://example.org/new")
        #expect(try Self.request(after)["If-None-Match"] == nil)
    }

    // MARK: The rest

    @Test func `51: a clock that jumps brings no storm and no silence`() throws {
        var limits = Monitor.Limits()
        limits.startsPerSecond = 50
        var bench = Bench(limits: limits)
        bench.send(.wake)
        let visits = try (0..<2000).map { try bench.visit("s\($0)", "https://h\($0).example/", dueIn: .hours(1)) }
        bench.send(.sourcesLoaded(visits, isComplete: true))
        // A day passes in one step, as after a suspend: all are due.
        bench.advance(.days(1))
        #expect(bench.fetched.count == 100)
        for job in bench.fetched { bench.answer(job) }
        for job in bench.fetched { bench.send(.committed(job.id, SourceState(nextPollAt: bench.now + .hours(1)), newPages: 0)) }
        bench.advance(.seconds(1))
        #expect((145...150).contains(bench.fetched.count))
        bench.send(.sourcesLoaded([], isComplete: true))
        // Back by a year: what is due soon is loaded anew, and nobody waits for a year.
        bench.now = bench.now - .days(365)
        let loads = bench.loads
        bench.send(.wake)
        #expect(bench.loads == loads + 1)
        let wake = try #require(bench.wakeAt)
        #expect(wake - bench.now <= .seconds(30))
    }

    @Test func `52: a server that always answers 304 is asked for the whole document, where that is configured, once a day at most`() throws
    {
        let source = try Self.source { $0.refreshAfter = .days(7) }
        func fields(_ source: Source, readDaysAgo days: Int, newDaysAgo: Int? = nil, gap: Duration? = nil) throws -> [String: String] {
            var state = Self.known
            state.readAt = Self.now - .days(days)
            state.lastNewAt = newDaysAgo.map { Self.now - .days($0) }
            state.entryGap = gap
            return try Self.request(state, source: source)
        }
        #expect(try fields(source, readDaysAgo: 8)["If-None-Match"] == nil)
        #expect(try fields(source, readDaysAgo: 6)["If-None-Match"] != nil)
        #expect(try fields(source, readDaysAgo: 8, newDaysAgo: 9, gap: .days(20))["If-None-Match"] != nil)
        #expect(try fields(Self.source(), readDaysAgo: 900)["If-None-Match"] != nil)
        let hasty = try Self.source { $0.refreshAfter = .hours(1) }
        #expect(try fields(hasty, readDaysAgo: 0)["If-None-Match"] != nil)
    }
}
