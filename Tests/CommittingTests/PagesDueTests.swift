import Bookkeeping
import Committing
import Glibc
import NewsModel
import Testing

@Suite struct PagesDueTests {
    private let failure = PollError(type: .timeout, message: "the page did not come")

    @Test func `pages of removed sources take no places`() throws {
        let desk = try Desk()
        try desk.settle()
        try desk.poll((1...3).map { entry("g\($0)", "Teaser \($0)", wantsPage: true) })
        desk.now = desk.now + .minutes(1)
        try desk.poll(entry("x1", "Teaser", wantsPage: true), by: desk.other)
        _ = try desk.ledger.synchronise([desk.other], now: desk.now) { _ in desk.now }
        #expect(try desk.ledger.pagesDue(before: desk.now, limit: 2).map(\.source) == [desk.other.id])
        _ = try desk.ledger.synchronise([desk.other], now: desk.now + .days(31)) { _ in desk.now }
        #expect(try desk.ledger.rowCounts().awaitedPages == 1)
    }

    @Test(arguments: [SourceState.Standing.paused, .gone, .quarantined])
    func `pages of a source that is not polled take no places, but for texts that are owed`(standing: SourceState.Standing) throws {
        let desk = try Desk()
        try desk.settle()
        try desk.poll(entry("told", "Teaser", wantsPage: true))
        desk.now = desk.now + .minutes(15)
        try desk.page(try #require(try desk.pages.first), .expired)
        try desk.poll(entry("owed", "Teaser", wantsPage: true))
        var state = desk.state
        state.standing = standing
        try desk.ledger.setState(state, for: desk.source.id)
        desk.now = desk.now + .hours(5)
        try desk.poll(entry("x1", "Teaser", wantsPage: true), by: desk.other)
        #expect(try desk.pages.map(\.candidate.guid) == ["owed", "x1"])
        try desk.ledger.setState(desk.state, for: desk.source.id)
        #expect(try Set(desk.pages.map(\.candidate.guid)) == ["told", "owed", "x1"])
    }

    @Test func `texts that are owed and past their deadline come before pages that may be tried`() throws {
        let desk = try Desk()
        try desk.settle()
        try desk.poll(entry("told", "Teaser", wantsPage: true))
        let first = try #require(try desk.pages.first)
        try desk.page(first, .failed(failure, retryAt: desk.now + .minutes(1)))
        desk.now = desk.now + .minutes(15)
        try desk.page(first, .expired)
        try desk.poll(entry("owed", "Teaser", wantsPage: true))
        desk.now = desk.now + .minutes(5)
        // The longest due is the one that was told: its page alone is missing.
        #expect(try desk.pages.map(\.candidate.guid) == ["told", "owed"])
        desk.now = desk.now + .minutes(5)
        #expect(try desk.pages.map(\.candidate.guid) == ["owed", "told"])
        #expect(try desk.ledger.pagesDue(before: desk.now, limit: 1).map(\.candidate.guid) == ["owed"])
    }

    @Test(arguments: [Duration.hours(3), .days(3), .days(300)])
    func `pages that wait since a clock was ahead are tried as soon as it is set back, and their texts told in time`(ahead: Duration) throws
    {
        let desk = try Desk()
        try desk.settle()
        let now = desk.now
        desk.now = now + ahead
        try desk.poll(entry("g1", "Teaser", wantsPage: true))
        try desk.page(try #require(try desk.pages.first), .failed(failure, retryAt: desk.now + .minutes(2)))
        desk.now = now
        #expect(try desk.ledger.pagesDue(before: now + .hours(1), limit: 9).isEmpty)
        for _ in 1...2 {
            try desk.ledger.followClock(now: now)
            let page = try #require(try desk.ledger.pagesDue(before: now + .minutes(2), limit: 9).first)
            #expect(page.deadline == now + .minutes(10) && page.isFeedTextOwed)
        }
    }

    @Test func `a page that a clock which was ahead put off is tried as soon as it is set back, and its text told no later`() throws {
        let desk = try Desk()
        try desk.settle()
        let now = desk.now
        try desk.poll(entry("g1", "Teaser", wantsPage: true))
        let page = try #require(try desk.pages.first)
        desk.now = now + .days(5)
        try desk.page(page, .failed(failure, retryAt: desk.now + .minutes(2)))
        desk.now = now + .minutes(1)
        try desk.ledger.followClock(now: desk.now)
        let later = try #require(try desk.ledger.pagesDue(before: desk.now + .minutes(2), limit: 9).first)
        #expect(later.nextTryAt == desk.now + .minutes(2) && later.deadline <= now + .minutes(10))
    }

    @Test func `a page's next try that was decided by a clock which is set back before its commit is put right by it`() throws {
        let desk = try Desk()
        try desk.settle()
        let now = desk.now
        // The deadline, too, was put by that clock.
        desk.now = now + .days(3)
        try desk.poll(entry("g1", "Teaser", wantsPage: true))
        let page = try #require(try desk.pages.first)
        desk.now = now
        try desk.page(page, .failed(failure, retryAt: now + .days(3) + .minutes(2)), decidedAt: now + .days(3))
        let later = try #require(try desk.ledger.pagesDue(before: now + .minutes(2), limit: 9).first)
        #expect(later.nextTryAt == now + .minutes(2) && later.deadline == now + .minutes(10))
    }

    @Test func `an entry that changes after the clock was set back has its deadline put right`() throws {
        let desk = try Desk()
        try desk.settle()
        let now = desk.now
        desk.now = now + .days(3)
        try desk.poll(entry("g1", "Teaser", wantsPage: true))
        desk.now = now
        try desk.poll(entry("g1", "Other teaser", wantsPage: true))
        try desk.ledger.followClock(now: now)
        let page = try #require(try desk.pages.first)
        #expect(page.deadline == now + .minutes(10) && page.nextTryAt == now)
    }

    @Test func `a poll that was decided by a clock which is set back before its commit is put right by it`() throws {
        let desk = try Desk()
        var state = desk.state
        (state.nextPollAt, state.decidedAt, state.lastPollAt) = (
            desk.now + .days(3) + .minutes(20), desk.now + .days(3), desk.now + .days(3)
        )
        let poll = PollRecord(source: Shared(wrappedValue: desk.source), state: state, items: [], listedAt: desk.now + .days(3))
        let told = try #require(try desk.committer.commit([.poll(poll)], now: desk.now).first?.state?.wrappedValue)
        #expect(told.nextPollAt == desk.now + .minutes(20) && told.lastPollAt == desk.now)
        #expect(try desk.ledger.source(desk.source.id)?.state == told)
    }

    @Test func `a row that cannot be read takes no place, and its entry waits anew once it was pruned`() throws {
        let desk = try Desk()
        try desk.settle()
        try desk.poll(entry("g1", "Teaser", wantsPage: true))
        try desk.alter("UPDATE page SET candidate = x'7b7d'")
        desk.now = desk.now + .minutes(1)
        try desk.poll(entry("g2", "Teaser", wantsPage: true))
        #expect(try desk.ledger.pagesDue(before: desk.now, limit: 1).map(\.candidate.guid) == ["g2"])
        desk.now = desk.now + .minutes(70)
        try desk.ledger.prune(now: desk.now)
        #expect(try desk.ledger.source(desk.source.id)?.state.validators == nil)
        #expect(try desk.ledger.rowCounts().awaitedPages == 1)
        #expect(try desk.poll(entry("g1", "Teaser", wantsPage: true)).awaited == 1)
        #expect(try Set(desk.pages.map(\.candidate.guid)) == ["g1", "g2"])
    }
}

extension Desk {
    /// Alters the ledger behind its back, with the SQLite that is loaded.
    func alter(_ sql: String) throws {
        typealias Open = @convention(c) (UnsafePointer<CChar>, UnsafeMutablePointer<OpaquePointer?>) -> Int32
        typealias Execute =
            @convention(c) (OpaquePointer?, UnsafePointer<CChar>, OpaquePointer?, OpaquePointer?, OpaquePointer?) -> Int32
        typealias Close = @convention(c) (OpaquePointer?) -> Int32
        let open = unsafeBitCast(try #require(dlsym(nil, "sqlite3_open")), to: Open.self)
        let execute = unsafeBitCast(try #require(dlsym(nil, "sqlite3_exec")), to: Execute.self)
        let close = unsafeBitCast(try #require(dlsym(nil, "sqlite3_close")), to: Close.self)
        var database: OpaquePointer?
        #expect(open(ledgerPath, &database) == 0)
        #expect(execute(database, sql, nil, nil, nil) == 0)
        #expect(close(database) == 0)
    }
}
