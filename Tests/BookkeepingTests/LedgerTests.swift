import Bookkeeping
import Foundation
import Glibc
import NewsModel
import Testing

@Suite struct LedgerTests {
    static let now = Instant(year: 2026, month: 1, day: 11, hour: 10)

    /// A ledger in a directory of its own, which goes with the value.
    final class Shelf {
        let path = "/tmp/wirespool-ledger-\(getpid())-\(UInt64.random(in: 0 ... .max))"
        let ledger: Ledger

        init() throws {
            mkdir(path, 0o700)
            ledger = try Ledger(path: path + "/ledger.db")
        }

        deinit {
            ledger.close()
            for suffix in ["", "-wal", "-shm", ".lock"] { unlink(path + "/ledger.db" + suffix) }
            rmdir(path)
        }

        func synchronise(_ sources: [Source], at now: Instant = LedgerTests.now) throws -> [Int] {
            let result = try ledger.synchronise(sources, now: now) { _ in now + .minutes(1) }
            return [result.added, result.changed, result.removed]
        }
    }

    static func source(_ id: String, _ url: String = "https://a.example/feed") throws -> Source {
        Source(id: try #require(SourceID(id)), url: url)
    }

    /// A state in which nothing is left at its default.
    static var fullState: SourceState {
        var state = SourceState(nextPollAt: now + .hours(1), decidedAt: now - .seconds(1))
        state.nextReason = .pace
        state.lastPollAt = now
        state.lastSuccessAt = now - .hours(1)
        state.lastNewAt = now - .hours(2)
        state.validators = Validators(url: "https://a.example/feed", etag: "W/\"ä\"", lastModified: "Sun, 11 Jan 2026 10:00:00 GMT")
        state.bodyHash = ContentHash(hashing: [1, 2, 3])
        state.failures = 3
        state.lastError = PollError(type: .http5xx, message: "503")
        state.askedInterval = .minutes(30)
        state.skippedHours = [0, 23]
        state.skippedDays = [6, 7]
        state.entryGap = .seconds(90)
        state.slowdown = 2
        state.habit = Habit(newest: now - .minutes(7))
        state.silentSince = now - .days(9)
        state.readAt = now - .minutes(3)
        state.hub = "https://hub.example/"
        state.selfURL = "https://a.example/self"
        state.move = Move(url: "https://b.example/feed", count: 2, since: now - .days(1))
        return state
    }

    @Test func `a state comes back as it was stored`() throws {
        let shelf = try Shelf()
        let source = try LedgerTests.source("a")
        _ = try shelf.synchronise([source])
        for state in [LedgerTests.fullState, SourceState(nextPollAt: LedgerTests.now), LedgerTests.fullState] {
            try shelf.ledger.setState(state, for: source.id)
            #expect(try shelf.ledger.source(source.id) == DueSource(source: source, state: state))
        }
    }

    @Test func `what was polled since an instant can be left out of what is due`() throws {
        let shelf = try Shelf()
        let sources = try ["before", "then", "after", "never"].map { try LedgerTests.source($0, "https://\($0).example/") }
        _ = try shelf.synchronise(sources)
        for (source, minutes) in zip(sources, [-1, 0, 1]) {
            var state = SourceState(nextPollAt: LedgerTests.now)
            state.lastPollAt = LedgerTests.now + .minutes(minutes)
            try shelf.ledger.setState(state, for: source.id)
        }
        let later = LedgerTests.now + .days(1)
        #expect(try shelf.ledger.dueSources(before: later, limit: 10).count == 4)
        let due = try shelf.ledger.dueSources(before: later, notPolledSince: LedgerTests.now, limit: 10)
        #expect(Set(due.map(\.source.id.rawValue)) == ["before", "never"])
    }

    @Test(arguments: SourceState.Standing.allCases)
    func `what is gone or quarantined comes due again, what is paused does not`(standing: SourceState.Standing) throws {
        let shelf = try Shelf()
        let source = try LedgerTests.source("a")
        _ = try shelf.synchronise([source])
        var state = LedgerTests.fullState
        state.standing = standing
        try shelf.ledger.setState(state, for: source.id)
        #expect(try shelf.ledger.dueSources(before: state.nextPollAt - .minutes(1), limit: 10).isEmpty)
        let due = try shelf.ledger.dueSources(before: state.nextPollAt, limit: 10)
        #expect(due.map(\.source.id) == (standing == .paused ? [] : [source.id]))
        #expect(try shelf.ledger.counts().standings == [standing: 1])
        #expect(try shelf.ledger.counts().failing == (standing == .active ? 1 : 0))
    }

    @Test func `due sources come in their order, so many and no more, and not before their time`() throws {
        let shelf = try Shelf()
        let sources = try ["a", "b", "c", "d"].map { try LedgerTests.source($0, "https://\($0).example/") }
        _ = try shelf.synchronise(sources)
        for (index, source) in sources.enumerated() {
            try shelf.ledger.setState(SourceState(nextPollAt: LedgerTests.now - .minutes(index)), for: source.id)
        }
        let due = try shelf.ledger.dueSources(before: LedgerTests.now - .minutes(1), limit: 2)
        #expect(due.map(\.source.id.rawValue) == ["d", "c"])
    }

    @Test func `a source that is not enabled is not due`() throws {
        let shelf = try Shelf()
        var source = try LedgerTests.source("a")
        source.isEnabled = false
        _ = try shelf.synchronise([source])
        #expect(try shelf.ledger.dueSources(before: LedgerTests.now + .days(9), limit: 10).isEmpty)
        #expect(try shelf.ledger.counts().disabled == 1)
    }

    @Test func `an unchanged source keeps everything, a changed one its state`() throws {
        let shelf = try Shelf()
        var source = try LedgerTests.source("a")
        #expect(try shelf.synchronise([source]) == [1, 0, 0])
        try shelf.ledger.setState(LedgerTests.fullState, for: source.id)
        #expect(try shelf.synchronise([source]) == [0, 0, 0])
        source.name = "Another name"
        #expect(try shelf.synchronise([source]) == [0, 1, 0])
        #expect(try shelf.ledger.source(source.id) == DueSource(source: source, state: LedgerTests.fullState))
    }

    @Test func `a changed URL drops validators and body hash, and is no first poll`() throws {
        let shelf = try Shelf()
        var source = try LedgerTests.source("a")
        _ = try shelf.synchronise([source])
        try shelf.ledger.setState(LedgerTests.fullState, for: source.id)
        source.url = "https://elsewhere.example/feed"
        #expect(try shelf.synchronise([source]) == [0, 1, 0])
        let state = try #require(try shelf.ledger.source(source.id)).state
        #expect(state.validators == nil && state.bodyHash == nil && state.lastError == nil && state.move == nil)
        #expect(!state.isFirstPoll && state.nextPollAt == LedgerTests.now + .minutes(1))
    }

    static let readings: [(String, @Sendable (inout Source) -> Void, Bool)] = [
        ("keep", { $0.keep = [EntryPattern(property: .headline, pattern: "a")] }, false),
        ("drop", { $0.drop = [EntryPattern(property: .headline, pattern: "a")] }, false),
        ("full_text", { $0.articles.fullText = .always }, false),
        ("kind", { $0.kind = .sitemap }, false),
        ("interval", { $0.polling.interval = .minutes(5) }, true),
    ]

    @Test(arguments: readings.indices)
    func `a document is read again when what is made of it changes, and not for anything else`(index: Int) throws {
        let (name, change, isKept) = LedgerTests.readings[index]
        let shelf = try Shelf()
        var source = try LedgerTests.source("a")
        _ = try shelf.synchronise([source])
        try shelf.ledger.setState(LedgerTests.fullState, for: source.id)
        change(&source)
        #expect(try shelf.synchronise([source]) == [0, 1, 0])
        var expected = LedgerTests.fullState
        if !isKept { (expected.validators, expected.bodyHash) = (nil, nil) }
        #expect(try shelf.ledger.source(source.id)?.state == expected, "\(name)")
    }

    @Test func `formerly renames a source, which keeps its state`() throws {
        let shelf = try Shelf()
        let old = try LedgerTests.source("old")
        _ = try shelf.synchronise([old])
        try shelf.ledger.setState(LedgerTests.fullState, for: old.id)
        var new = try LedgerTests.source("new")
        new.formerly = old.id
        #expect(try shelf.synchronise([new]) == [0, 1, 0])
        #expect(try shelf.ledger.source(new.id)?.state == LedgerTests.fullState)
        #expect(try shelf.ledger.source(old.id) == nil)
    }

    @Test func `a removed source keeps its state for 30 days`() throws {
        let shelf = try Shelf()
        let source = try LedgerTests.source("a")
        _ = try shelf.synchronise([source])
        try shelf.ledger.setState(LedgerTests.fullState, for: source.id)
        #expect(try shelf.synchronise([]) == [0, 0, 1])
        #expect(try shelf.ledger.allSources().isEmpty && shelf.ledger.counts().sources == 0)
        #expect(try shelf.synchronise([source], at: LedgerTests.now + .days(29)) == [1, 0, 0])
        #expect(try shelf.ledger.source(source.id)?.state.etag == LedgerTests.fullState.etag)
        #expect(try shelf.synchronise([], at: LedgerTests.now + .days(30)) == [0, 0, 1])
        try shelf.ledger.prune(now: LedgerTests.now + .days(61))
        #expect(try shelf.synchronise([source], at: LedgerTests.now + .days(61)) == [1, 0, 0])
        #expect(try shelf.ledger.source(source.id)?.state.isFirstPoll == true)
    }

    @Test func `next polls that no rule gives are drawn near and spread, unless the publisher asked for them`() throws {
        let shelf = try Shelf()
        let reasons = [PollReason.interval, .retryAfter, .gone, .refused]
        let sources = try (0..<40).map { try LedgerTests.source("s\($0)", "https://s\($0).example/") }
        _ = try shelf.synchronise(sources)
        for (index, source) in sources.enumerated() {
            var state = SourceState(nextPollAt: LedgerTests.now + .days(300), decidedAt: LedgerTests.now)
            state.nextReason = reasons[index % 4]
            try shelf.ledger.setState(state, for: source.id)
        }
        _ = try shelf.synchronise(sources)
        var hours: Set<Int64> = []
        for (index, source) in sources.enumerated() {
            let next = try #require(try shelf.ledger.source(source.id)).state.nextPollAt
            if reasons[index % 4] != .interval {
                #expect(next == LedgerTests.now + .days(300))
            } else {
                #expect(next >= LedgerTests.now && next < LedgerTests.now + .hours(24))
                hours.insert((next - LedgerTests.now).milliseconds / 3_600_000)
            }
        }
        #expect(hours.count >= 6, "ten sources in \(hours.sorted())")
    }

    @Test(arguments: [PollReason.ttl, .freshness, .skip, .backoff, .slowdown])
    func `a next poll within a week stands, whatever the longest interval`(reason: PollReason) throws {
        let shelf = try Shelf()
        let source = try LedgerTests.source("a")
        _ = try shelf.synchronise([source])
        var state = SourceState(nextPollAt: LedgerTests.now + .days(7), decidedAt: LedgerTests.now)
        state.nextReason = reason
        try shelf.ledger.setState(state, for: source.id)
        _ = try shelf.synchronise([source])
        #expect(try shelf.ledger.source(source.id)?.state.nextPollAt == LedgerTests.now + .days(7))
    }

    @Test func `a source that was being read at two crashes is quarantined`() throws {
        let shelf = try Shelf()
        let source = try LedgerTests.source("a")
        _ = try shelf.synchronise([source])
        #expect(try shelf.ledger.countCrash(of: [.document(source.id)], now: LedgerTests.now).isEmpty)
        #expect(try shelf.ledger.source(source.id)?.state.nextPollAt == LedgerTests.now + .minutes(15))
        #expect(try shelf.ledger.countCrash(of: [.document(source.id), .document(source.id)], now: LedgerTests.now) == [source.id])
        #expect(try shelf.ledger.source(source.id)?.state.standing == .quarantined)
        #expect(try shelf.ledger.source(source.id)?.state.nextPollAt == LedgerTests.now + Ledger.quarantine)
        // It is tried again then: one crash more is enough.
        let later = LedgerTests.now + Ledger.quarantine
        #expect(try shelf.ledger.countCrash(of: [.document(source.id)], now: later).isEmpty)
        #expect(try shelf.ledger.source(source.id)?.state.nextPollAt == later + Ledger.quarantine)
    }

    @Test func `what was read together at a crash is not read together again`() throws {
        let shelf = try Shelf()
        let sources = try ["a", "b", "c"].map { try LedgerTests.source($0, "https://\($0).example/") }
        _ = try shelf.synchronise(sources)
        _ = try shelf.ledger.countCrash(of: sources.map { .document($0.id) }, now: LedgerTests.now)
        for (source, minutes) in zip(sources, [15, 20, 25]) {
            #expect(try shelf.ledger.source(source.id)?.state.nextPollAt == LedgerTests.now + .minutes(minutes))
        }
    }

    @Test func `a poll that ends well between two crashes is forgiven`() throws {
        let shelf = try Shelf()
        let source = try LedgerTests.source("a")
        _ = try shelf.synchronise([source])
        _ = try shelf.ledger.countCrash(of: [.document(source.id)], now: LedgerTests.now)
        try shelf.ledger.setState(LedgerTests.fullState, for: source.id)
        #expect(try shelf.ledger.countCrash(of: [.document(source.id)], now: LedgerTests.now).isEmpty)
    }

    @Test func `it is read while it is written, and not made by reading`() throws {
        let shelf = try Shelf()
        _ = try shelf.synchronise([try LedgerTests.source("a")])
        #expect(try Ledger.openReadOnly(path: shelf.path + "/ledger.db").allSources().count == 1)
        let error = try #require(throws: LedgerError.self) { try Ledger.openReadOnly(path: shelf.path + "/none.db") }
        #expect(error.code == .missing)
        #expect(access(shelf.path + "/none.db", F_OK) != 0)
    }

    @Test func `a file that is no database is refused`() throws {
        let path = "/tmp/wirespool-ledger-\(getpid())-junk.db"
        let file = open(path, O_WRONLY | O_CREAT, 0o600)
        let junk = String(repeating: "no database ", count: 100)
        write(file, junk, junk.utf8.count)
        close(file)
        defer { for suffix in ["", ".lock", "-wal", "-shm"] { unlink(path + suffix) } }
        let error = try #require(throws: LedgerError.self) { try Ledger(path: path) }
        #expect(error.code == .damaged && !error.isTransient)
    }

    @Test func `a directory that is not there is said to be missing`() throws {
        let error = try #require(throws: LedgerError.self) { try Ledger(path: "/tmp/wirespool-no-such-\(getpid())/ledger.db") }
        #expect(error.code == .missing)
    }

    @Test func `the state of an unknown source is not stored`() throws {
        let shelf = try Shelf()
        let id = try #require(SourceID("nobody"))
        let error = try #require(throws: LedgerError.self) { try shelf.ledger.setState(LedgerTests.fullState, for: id) }
        #expect(error.code == .missing)
    }
}

extension SourceState {
    fileprivate var etag: String? { validators?.etag }
}
