import Bookkeeping
import NewsModel
import Testing

/// The clock was ahead, and is set back: whatever was decided by it comes as soon as it would have come.
@Suite struct LedgerClockTests {
    let now = LedgerTests.now
    let ahead = Duration.days(3)
    let shelf: LedgerTests.Shelf
    let (early, late): (Source, Source)

    init() throws {
        shelf = try LedgerTests.Shelf()
        (early, late) = (try LedgerTests.source("a"), try LedgerTests.source("b", "https://b.example/feed"))
    }

    func nextPoll(of source: Source) throws -> Instant { try #require(try shelf.ledger.source(source.id)).state.nextPollAt }

    @Test func `a source that was polled waits once more, and no longer`() throws {
        _ = try shelf.synchronise([early, late])
        var state = SourceState(nextPollAt: now + ahead + .hours(2), decidedAt: now + ahead)
        (state.lastPollAt, state.nextReason) = (now + ahead, .retryAfter)
        try shelf.ledger.setState(state, for: early.id)
        state = SourceState(nextPollAt: now + .hours(5), decidedAt: now - .hours(1))
        state.lastPollAt = now - .hours(1)
        try shelf.ledger.setState(state, for: late.id)
        for later in [Duration.zero, .minutes(30)] {
            try shelf.ledger.followClock(now: now + later)
            #expect(try nextPoll(of: early) == now + .hours(2))
            #expect(try shelf.ledger.source(early.id)?.state.lastPollAt == now)
            #expect(try nextPoll(of: late) == now + .hours(5))
        }
    }

    @Test func `a source that was never polled is`() throws {
        _ = try shelf.synchronise([early], at: now + ahead)
        var run = ImportRun()
        let imported = ImportedSource(source: late, isIDGiven: true, isNameGiven: true, overrides: "{}")
        _ = try shelf.ledger.importSources([imported], run: &run, now: now + ahead) { _, _ in now + ahead + .minutes(7) }
        try shelf.ledger.followClock(now: now)
        #expect(try nextPoll(of: early) == now + .minutes(1))
        #expect(try nextPoll(of: late) == now + .minutes(7))
    }

    @Test func `a source that has another address, or was resumed, is polled`() throws {
        _ = try shelf.synchronise([early, late])
        _ = try shelf.ledger.pause(late.id)
        let moved = try LedgerTests.source("a", "https://c.example/feed")
        _ = try shelf.synchronise([moved, late], at: now + ahead)
        _ = try shelf.ledger.resume(late.id, now: now + ahead)
        try shelf.ledger.followClock(now: now)
        #expect(try nextPoll(of: moved) == now + .minutes(1))
        #expect(try nextPoll(of: late) == now)
    }

    @Test func `a crash puts off what it was to put off`() throws {
        _ = try shelf.synchronise([early, late])
        try shelf.ledger.setState(SourceState(nextPollAt: now + .days(5), decidedAt: now), for: late.id)
        for _ in 1...2 { _ = try shelf.ledger.countCrash(of: [.document(early.id)], now: now + ahead) }
        _ = try shelf.ledger.countCrash(of: [.document(late.id)], now: now + ahead)
        try shelf.ledger.followClock(now: now)
        #expect(try nextPoll(of: early) == now + Ledger.quarantine)
        #expect(try nextPoll(of: late) == now + .days(5))
    }
}
