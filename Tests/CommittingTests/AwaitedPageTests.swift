import Bookkeeping
import Committing
import NewsModel
import Testing

@Suite struct AwaitedPageTests {
    private let failure = PollError(type: .timeout, message: "the page did not come")

    /// A desk with one entry that waits for its page.
    private func waiting() throws -> (Desk, AwaitedPage) {
        let desk = try Desk()
        try desk.settle()
        let report = try desk.poll(entry("g1", "Teaser", wantsPage: true))
        #expect(report.awaited == 1 && report.spooled.isEmpty)
        let pages = try desk.pages
        #expect(pages.count == 1)
        return (desk, try #require(pages.first))
    }

    private func read(_ page: AwaitedPage, _ body: String = longText) -> PageRecord.Outcome {
        var candidate = page.candidate
        candidate.content.bodyText = body
        return .read(candidate)
    }

    @Test func `an entry waits once, however often it is listed, and over a restart`() throws {
        let (desk, page) = try waiting()
        #expect(page.url == "https://first.example/g1" && page.story == nil && page.isFeedTextOwed)
        #expect(page.deadline == desk.now + .minutes(10) && page.candidate.content.bodyText == "Teaser")
        let again = try desk.poll(entry("g1", "Teaser", wantsPage: true))
        #expect(again.awaited == 0 && again.unchanged == 1)
        try desk.open()
        #expect(try desk.pages == [page])
    }

    @Test func `the page's text is told, and the row goes`() throws {
        let (desk, page) = try waiting()
        let report = try desk.page(page, read(page))
        #expect(report.spooled.map(\.content.bodyText) == [longText] && report.spooled.first?.event == .new)
        #expect(try desk.pages.isEmpty)
        #expect(try desk.poll(entry("g1", "Teaser", wantsPage: true)).unchanged == 1)
        #expect(try desk.ledger.rowCounts().awaitedPages == 0)
    }

    @Test func `a failed attempt before the deadline waits for the next one`() throws {
        let (desk, page) = try waiting()
        #expect(try desk.page(page, .failed(failure, retryAt: desk.now + .minutes(5))).spooled.isEmpty)
        #expect(try desk.pages.isEmpty)
        desk.now = desk.now + .minutes(5)
        #expect(try desk.pages.first?.attempts == 1)
    }

    @Test func `after the deadline the feed's own text is told with a warning, and the page's follows as a revision`() throws {
        let (desk, page) = try waiting()
        desk.now = page.deadline
        let told = try desk.page(page, .failed(failure, retryAt: desk.now + .hours(1)))
        let first = try #require(told.spooled.first)
        #expect(first.content.bodyText == "Teaser" && first.warnings.contains(.fullTextUnavailable))
        desk.now = desk.now + .hours(1)
        let row = try #require(try desk.pages.first)
        #expect(row.story == first.id && !row.isFeedTextOwed && row.attempts == 1)
        let revised = try #require(try desk.page(row, read(row)).spooled.first)
        #expect(revised.event == .revised && revised.previous == first.id && revised.story == first.id)
        #expect(!revised.warnings.contains(.fullTextUnavailable))
        #expect(try desk.ledger.rowCounts().awaitedPages == 0)
    }

    @Test func `an entry whose page was not even tried by the deadline is due, and told`() throws {
        let (desk, page) = try waiting()
        _ = try desk.page(page, .failed(failure, retryAt: desk.now + .hours(8)))
        desk.now = page.deadline
        let due = try #require(try desk.pages.first)
        #expect(try desk.page(due, .expired).spooled.first?.warnings == [.fullTextUnavailable])
        #expect(try desk.pages.isEmpty)
        #expect(try desk.ledger.rowCounts().awaitedPages == 1)
        #expect(try desk.page(due, .expired).spooled.isEmpty)
    }

    @Test func `a page that can never be had is told at once from the feed`() throws {
        let (desk, page) = try waiting()
        #expect(try desk.page(page, .failed(failure, retryAt: nil)).spooled.count == 1)
        #expect(try desk.ledger.rowCounts().awaitedPages == 0)
    }

    @Test func `a row is dropped after six attempts`() throws {
        let (desk, _) = try waiting()
        var told = 0
        for attempt in 1...6 {
            let page = try #require(try desk.pages.first, "attempt \(attempt)")
            told += try desk.page(page, .failed(failure, retryAt: desk.now + .hours(4))).spooled.count
            desk.now = desk.now + .hours(4)
        }
        #expect(told == 1)
        #expect(try desk.ledger.rowCounts().awaitedPages == 0)
    }

    @Test func `a page whose text another story told is a duplicate, and stays one`() throws {
        let (desk, page) = try waiting()
        let first = try #require(try desk.poll(entry("x", longText, url: "https://second.example/x"), by: desk.other).spooled.first)
        let report = try desk.page(page, read(page))
        #expect(report.spooled.isEmpty && report.duplicates.map(\.story) == [first.story])
        #expect(try desk.poll(entry("g1", "Teaser", wantsPage: true)).unchanged == 1)
        #expect(try desk.ledger.rowCounts().awaitedPages == 0 && desk.ledger.rowCounts().stories == 1)
    }

    @Test func `a changed entry of a told story waits for its page again, and a teaser never follows a full text`() throws {
        let (desk, page) = try waiting()
        let first = try #require(try desk.page(page, read(page)).spooled.first)
        #expect(try desk.poll(entry("g1", "Other teaser", wantsPage: true)).awaited == 1)
        let again = try #require(try desk.pages.first)
        #expect(again.story == first.id && !again.isFeedTextOwed)
        desk.now = desk.now + .hours(1)
        #expect(try desk.page(again, .failed(failure, retryAt: desk.now)).spooled.isEmpty)
        let row = try #require(try desk.pages.first)
        #expect(try desk.page(row, read(row, longText + "More.")).spooled.first?.version == 2)
    }

    @Test func `an entry that changes while its page is read waits once more`() throws {
        let (desk, page) = try waiting()
        #expect(try desk.poll(entry("g1", "New teaser", wantsPage: true)).awaited == 0)
        #expect(try desk.page(page, read(page)).spooled.count == 1)
        let row = try #require(try desk.pages.first)
        #expect(row.candidate.content.bodyText == "New teaser" && row.entryHash != page.entryHash)
        #expect(try desk.page(row, read(row)).unchanged == 1)
        #expect(try desk.ledger.rowCounts().awaitedPages == 0)
    }

    @Test func `an entry the feed gives whole in the end waits no longer`() throws {
        let (desk, _) = try waiting()
        #expect(try desk.poll(entry("g1", longText)).spooled.count == 1)
        #expect(try desk.ledger.rowCounts().awaitedPages == 0)
    }

    @Test func `old entries of a new source do not wait for their pages`() throws {
        let desk = try Desk()
        let old = NewsDate.instant(desk.now - .days(9))
        #expect(try desk.poll(entry("old", "Teaser", date: old, wantsPage: true)).skipped == 1)
        #expect(try desk.pages.isEmpty)
        // The entry's date moved, its text did not.
        var same = entry("old", "Teaser", date: old, wantsPage: true)
        same.entryHash = ContentHash(hashing: [1])
        #expect(try desk.poll(same).unchanged == 1)
        #expect(try desk.poll(entry("old", "Changed", date: old, wantsPage: true)).awaited == 1)
    }

    @Test func `a row that is gone is no failure`() throws {
        let (desk, page) = try waiting()
        try desk.page(page, read(page))
        #expect(try desk.page(page, read(page)).spooled.isEmpty)
    }

    @Test func `one source's copy does not end another source's wait for its page`() throws {
        let desk = try Desk()
        try desk.settle()
        try desk.poll(entry("g1", longText))
        try desk.poll(entry("x1", longText, url: "https://second.example/x1"), by: desk.other)
        #expect(try desk.poll(entry("g1", longText + "Changed.", wantsPage: true)).awaited == 1)
        let copy = entry("x1", longText + "Changed there.", url: "https://second.example/x1")
        #expect(try desk.poll(copy, by: desk.other).unchanged == 1)
        let page = try #require(try desk.pages.first)
        #expect(try desk.page(page, read(page, longText + "All of it.")).spooled.first?.version == 2)
    }

    @Test(arguments: [true, false])
    func `a feed text that is held back because its story flaps is told when the day is over`(isTried: Bool) throws {
        let desk = try Desk()
        try desk.settle()
        for body in ["A", "B", "A"] { try desk.poll(entry("g1", body)) }
        #expect(try desk.poll(entry("g1", "B", wantsPage: true)).awaited == 1)
        desk.now = desk.now + .minutes(10)
        let page = try #require(try desk.pages.first)
        let never = PageRecord.Outcome.failed(failure, retryAt: nil)
        #expect(try desk.page(page, isTried ? never : .expired).held == 1)
        #expect(try desk.pages.isEmpty)
        desk.now = desk.now + .days(1)
        let again = try #require(try desk.pages.first)
        #expect(again.isFeedTextOwed && again.deadline == again.nextTryAt)
        #expect(try desk.page(again, never).spooled.map(\.content.bodyText) == ["B"])
        #expect(try desk.pages.isEmpty)
    }
}
