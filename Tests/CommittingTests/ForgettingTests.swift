import Bookkeeping
import Committing
import NewsModel
import Testing

@Suite struct ForgettingTests {
    /// Prunes until a whole round was made.
    private func prune(_ desk: Desk) throws { for _ in 0..<4 { try desk.ledger.prune(now: desk.now, limit: 3) } }

    @Test func `a key is kept while its document lists it, and 90 days more`() throws {
        let desk = try Desk()
        try desk.settle()
        try desk.poll(entry("g1", "A"), entry("g2", "B"))
        desk.now = desk.now + .days(60)
        try desk.poll(entry("g2", "B"))
        desk.now = desk.now + .days(60)
        try desk.poll(entry("g2", "B"))
        try prune(desk)
        #expect(try desk.ledger.rowCounts().keys == 2)
        #expect(try desk.ledger.rowCounts().stories == 1)
        #expect(try desk.poll(entry("g2", "B")).unchanged == 1)
        #expect(try desk.poll(entry("g1", "A")).spooled.first?.event == .new)
    }

    @Test func `a document that did not change for a year is not news as a whole`() throws {
        let desk = try Desk()
        try desk.settle()
        try desk.poll(entry("g1", "A"), entry("g2", "B"))
        desk.now = desk.now + .days(365)
        try desk.poll([])
        try prune(desk)
        let report = try desk.poll(entry("g0", "New"), entry("g1", "A"), entry("g2", "B"))
        #expect(report.spooled.map(\.guid) == ["g0"] && report.unchanged == 2)
    }

    @Test func `a hash is forgotten after the window`() throws {
        let desk = try Desk()
        try desk.settle()
        try desk.poll(entry("g1", longText))
        desk.now = desk.now + .days(31)
        try prune(desk)
        #expect(try desk.ledger.rowCounts().hashes == 0)
        #expect(try desk.poll(entry("x", longText), by: desk.other).spooled.count == 1)
    }

    @Test(arguments: [true, false]) func `with no window no text is a duplicate, in one commit or in two`(areTogether: Bool) throws {
        let desk = try Desk()
        try desk.settle()
        var (first, second) = (desk.source, desk.other)
        (first.articles.duplicateWindow, second.articles.duplicateWindow) = (.zero, .zero)
        let polls = [
            desk.record([entry("a", longText, url: "https://x.example/a")], by: first),
            desk.record([entry("b", longText, url: "https://x.example/a")], by: second),
        ]
        let reports = try (areTogether ? [polls] : polls.map { [$0] }).flatMap { try desk.committer.commit($0, now: desk.now) }
        #expect(reports.map(\.spooled.count) == [1, 1])
    }

    @Test func `what a clock that was ahead saw told is told no second time once it is set back`() throws {
        let desk = try Desk()
        try desk.settle()
        let now = desk.now
        desk.now = now + .days(300)
        try desk.poll(entry("a", longText))
        desk.now = now
        #expect(try desk.poll(entry("x", longText), by: desk.other).duplicates.count == 1)
        try desk.ledger.followClock(now: now)
        desk.now = now + .days(29)
        #expect(try desk.poll(entry("y", longText), by: desk.other).duplicates.count == 1)
    }

    @Test func `a clock that is behind for a while has nothing forgotten`() throws {
        let desk = try Desk()
        try desk.settle()
        let now = desk.now
        try desk.poll(entry("a", longText))
        try desk.ledger.followClock(now: now - .days(90))
        try prune(desk)
        #expect(try desk.poll(entry("x", longText), by: desk.other).duplicates.count == 1)
    }

    @Test func `what waits for its page is not forgotten`() throws {
        let desk = try Desk()
        try desk.settle()
        try desk.poll(entry("g1", "Teaser", wantsPage: true))
        desk.now = desk.now + .days(200)
        try desk.poll(entry("g2", "B"))
        try prune(desk)
        #expect(try desk.pages.count == 1)
    }

    @Test(arguments: [SourceState.Standing.paused, .active])
    func `a told page of a source that is not polled ends after 90 days, and waits anew if it is listed again`(
        standing: SourceState.Standing
    ) throws {
        let desk = try Desk()
        try desk.settle()
        var bare = entry("bare", "", wantsPage: true)
        (bare.candidate.content.headline, bare.candidate.content.bodyText) = (nil, nil)
        try desk.poll(entry("told", "Teaser", wantsPage: true), bare)
        desk.now = desk.now + .minutes(15)
        for page in try desk.pages { try desk.page(page, .expired) }
        var state = desk.state
        state.standing = standing
        try desk.ledger.setState(state, for: desk.source.id)
        desk.now = desk.now + .days(89)
        try prune(desk)
        #expect(try desk.ledger.rowCounts().awaitedPages == 2)
        desk.now = desk.now + .days(2)
        try prune(desk)
        // What was never told waits on, and so does what is polled.
        let left = try desk.ledger.rowCounts().awaitedPages
        #expect(left == (standing == .paused ? 1 : 2))
        try desk.ledger.setState(desk.state, for: desk.source.id)
        try desk.poll(entry("told", "Teaser", wantsPage: true), bare)
        #expect(try Set(desk.pages.map(\.candidate.guid)) == ["told", "bare"])
    }

    @Test func `a source that was removed is forgotten with its keys`() throws {
        let desk = try Desk()
        try desk.settle()
        try desk.poll(entry("g1", "A"))
        let other = desk.other
        _ = try desk.ledger.synchronise([other], now: desk.now) { _ in desk.now }
        desk.now = desk.now + .days(95)
        try prune(desk)
        #expect(try desk.ledger.rowCounts().keys == 0 && desk.ledger.rowCounts().stories == 0)
    }

    @Test func `a text whose story was forgotten is remembered for the one that tells it next`() throws {
        let desk = try Desk()
        try desk.settle()
        var source = desk.source
        source.articles.duplicateWindow = .days(365)
        _ = try desk.ledger.synchronise([source, desk.other], now: desk.now) { _ in desk.now }
        try desk.poll(entry("g1", longText), by: source)
        desk.now = desk.now + .days(100)
        try desk.poll(entry("g2", "B"), by: source)
        try prune(desk)
        let told = try #require(try desk.poll(entry("g3", longText), by: source).spooled.first)
        #expect(try desk.poll(entry("g4", longText), by: source).duplicates.map(\.story) == [told.id])
    }
}
