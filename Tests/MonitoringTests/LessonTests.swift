import Monitoring
import NewsModel
import Testing

@Suite struct LessonTests {
    static let now = Instant(year: 2026, month: 3, day: 1, hour: 12)
    let url = "https://example.org/feed"
    let hash = ContentHash(hashing: [1])

    func lesson(_ change: (inout SourceState) -> Void = { _ in }) throws -> Lesson {
        var state = SourceState(nextPollAt: LessonTests.now)
        state.validators = Validators(url: url, etag: "W/\"abc\"", lastModified: "Thu, 01 Jan 2026 00:00:00 GMT")
        change(&state)
        let source = Source(id: try #require(SourceID("a")), url: url)
        return Lesson(source: source, before: state, now: LessonTests.now, chance: 0)
    }

    var chain: RedirectChain { RedirectChain(url: url, limit: 5) }

    func answer(_ status: Int, _ fields: [String: String] = [:]) -> Answer {
        Answer(url: url, status: status, headers: fields.map { HeaderField(name: $0.key, value: $0.value) })
    }

    @Test func `a document that an index announces is polled as seldom as may be`() throws {
        let usual = try lesson()
        let source = usual.source.part(at: "https://example.org/part.xml", isLate: false, isDated: true)
        let part = Lesson(source: source, before: usual.before, now: LessonTests.now, chance: 0)
        #expect(usual.afterNoChange(answer(304), chain: chain).nextPollAt == LessonTests.now + source.polling.interval)
        #expect(part.afterNoChange(answer(304), chain: chain).nextPollAt == LessonTests.now + source.polling.maximumInterval)
    }

    @Test func `a 304 without validators keeps the stored ones`() throws {
        let lesson = try lesson()
        #expect(lesson.afterNoChange(answer(304), chain: chain).validators == lesson.before.validators)
    }

    @Test func `a 304 with one validator renews it and keeps the other`() throws {
        let after = try lesson().afterNoChange(answer(304, ["ETag": "\"new\""]), chain: chain)
        #expect(after.validators?.etag == "\"new\"")
        #expect(after.validators?.lastModified == "Thu, 01 Jan 2026 00:00:00 GMT")
    }

    @Test func `a 200 with the same body stores its new validators`() throws {
        let after = try lesson().afterNoChange(answer(200, ["ETag": "abc"]), chain: chain)
        #expect(after.validators == Validators(url: url, etag: "abc", lastModified: nil))
    }

    @Test func `a 200 without validators drops the stored ones`() throws {
        let after = try lesson().afterReading(answer(200), chain: chain, bodyHash: hash, rhythm: DocumentRhythm())
        #expect(after.validators == nil)
        #expect(after.bodyHash == hash)
    }

    @Test(arguments: [ErrorType.truncated, .notAFeed, .tooLarge, .timeout, .http5xx])
    func `a failure keeps validators and what was learnt`(type: ErrorType) throws {
        let lesson = try lesson { $0.bodyHash = ContentHash(hashing: [2]) }
        let after = lesson.afterFailure(PollError(type: type, message: "x"), answer: answer(200, ["ETag": "other"]), chain: chain)
        #expect(after.validators == lesson.before.validators)
        #expect(after.bodyHash == lesson.before.bodyHash)
        #expect(after.failures == 1)
        #expect(after.lastError?.type == type)
    }

    @Test func `410 ends the polling`() throws {
        let error = try #require(answer(410).failure)
        #expect(error.type == .gone)
        #expect(try lesson().afterFailure(error, answer: answer(410), chain: chain).standing == .gone)
    }

    @Test(arguments: [SourceState.Standing.gone, .quarantined]) func `a source that answers well again is active again`(
        standing: SourceState.Standing
    ) throws {
        #expect(try lesson { $0.standing = standing }.afterNoChange(answer(304), chain: chain).standing == .active)
    }

    @Test func `one success does not undo a slowdown`() throws {
        let lesson = try lesson {
            $0.slowdown = 2
            $0.failures = 1
        }
        #expect(lesson.afterNoChange(answer(304), chain: chain).slowdown == 2)
    }

    @Test func `a move is settled after ten permanent redirects over two days`() throws {
        var moved = chain
        try moved.follow(Answer(url: url, status: 301, headers: [HeaderField(name: "Location", value: "/new")]))
        var state = try lesson().before
        for visit in 0..<12 {
            let now = LessonTests.now + .hours(visit * 5)
            let lesson = Lesson(source: try lesson().source, before: state, now: now, chance: 0)
            state = lesson.afterReading(
                Answer(url: moved.url, status: 200), chain: moved, bodyHash: hash, rhythm: DocumentRhythm())
            #expect(state.move?.isSettled(now: now) == (visit >= 10), "visit \(visit)")
        }
        #expect(state.move?.url == "https://example.org/new")
    }

    @Test func `a temporary redirect moves nothing`() throws {
        var moved = chain
        try moved.follow(Answer(url: url, status: 302, headers: [HeaderField(name: "Location", value: "/new")]))
        let state = try lesson().afterReading(Answer(url: moved.url, status: 200), chain: moved, bodyHash: hash, rhythm: DocumentRhythm())
        #expect(state.move == nil)
    }

    @Test func `a source that brings nothing for much longer than is its habit is silent, until it brings something`() throws {
        let hourly = (0..<30).map { LessonTests.now - .hours($0) }
        var state = try lesson().afterReading(answer(200), chain: chain, bodyHash: hash, rhythm: DocumentRhythm(entryDates: hourly))
        #expect(state.silentSince == nil)
        let gap = try #require(state.entryGap)
        #expect(gap > .minutes(50) && gap < .minutes(70))
        func later(_ hours: Int) throws -> Lesson {
            Lesson(source: try lesson().source, before: state, now: LessonTests.now + .hours(hours), chance: 0)
        }
        state = try later(23).afterNoChange(answer(304), chain: chain)
        #expect(state.silentSince == nil && state.entryGap == gap)
        state = try later(25).afterNoChange(answer(304), chain: chain)
        #expect(state.silentSince == LessonTests.now)
        let news = DocumentRhythm(entryDates: hourly + [LessonTests.now + .hours(26)])
        #expect(try later(26).afterReading(answer(200), chain: chain, bodyHash: hash, rhythm: news).silentSince == nil)
    }

    @Test func `without dates, that the document changes is the habit`() throws {
        let first = try lesson().afterReading(answer(200), chain: chain, bodyHash: hash, rhythm: DocumentRhythm())
        #expect(first.habit == nil)
        let second = Lesson(source: try lesson().source, before: first, now: LessonTests.now + .hours(1), chance: 0)
            .afterReading(answer(200), chain: chain, bodyHash: ContentHash(hashing: [2]), rhythm: DocumentRhythm())
        #expect(second.habit?.newest == LessonTests.now + .hours(1) && second.nextReason == .pace)
    }

    @Test func `hubs and the document's own address are noted, from the answer's Link field too`() throws {
        let link = ["Link": "<https://hub.example/>; rel=\"hub\", </own>; rel=self"]
        let state = try lesson().afterReading(answer(200, link), chain: chain, bodyHash: hash, rhythm: DocumentRhythm())
        #expect(state.hub == "https://hub.example/" && state.selfURL == "https://example.org/own")
        var rhythm = DocumentRhythm()
        (rhythm.hub, rhythm.selfURL) = ("https://other.example/", url)
        let other = try lesson().afterReading(answer(200, link), chain: chain, bodyHash: hash, rhythm: rhythm)
        #expect(other.hub == "https://other.example/" && other.selfURL == nil)
    }
}
