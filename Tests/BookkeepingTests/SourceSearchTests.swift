import Bookkeeping
import NewsModel
import Testing

/// Finding sources by a query.
@Suite struct SourceSearchTests {
    /// One source of each health, in the order of their names.
    private func shelf() throws -> LedgerTests.Shelf {
        let shelf = try LedgerTests.Shelf()
        var sources = try ["a-ok", "b-failing", "c-waiting", "d-gone", "e-paused", "f-quarantined", "g-disabled"].map {
            try LedgerTests.source($0, "https://\($0.prefix(1)).example/Feed_100%")
        }
        sources[6].isEnabled = false
        _ = try shelf.synchronise(sources)
        func change(_ index: Int, _ change: (inout SourceState) -> Void) throws {
            var state = SourceState(nextPollAt: LedgerTests.now + .hours(10 - index))
            change(&state)
            try shelf.ledger.setState(state, for: sources[index].id)
        }
        try change(0) { ($0.lastSuccessAt, $0.lastNewAt) = (LedgerTests.now, LedgerTests.now) }
        try change(1) { $0.lastError = PollError(type: .dns, message: "no such name") }
        try change(3) { ($0.standing, $0.lastError) = (.gone, PollError(type: .gone, message: "410")) }
        try change(4) { $0.standing = .paused }
        try change(5) { $0.standing = .quarantined }
        return shelf
    }

    private func found(_ change: (inout SourceQuery) -> Void) throws -> [String] {
        var query = SourceQuery()
        change(&query)
        let shelf = try shelf()
        return try withExtendedLifetime(shelf) { try shelf.ledger.sources(query).map { String($0.source.id.rawValue.prefix(1)) } }
    }

    @Test(arguments: SourceHealth.allCases) func `the ledger finds by health what the model calls so`(_ health: SourceHealth) throws {
        let shelf = try shelf()
        var query = SourceQuery()
        query.health = health
        let found = try shelf.ledger.sources(query)
        #expect(found.map { $0.source.id.rawValue.dropFirst(2) } == [health.rawValue[...]])
        #expect(found.allSatisfy { SourceHealth($0.source, $0.state) == health })
    }

    @Test func `what is not well stands first, or what is asked for`() throws {
        #expect(try found { _ in } == ["b", "d", "f", "a", "c", "e", "g"])
        #expect(try found { $0.order = .id } == ["a", "b", "c", "d", "e", "f", "g"])
        #expect(try found { $0.order = .next }.filter { !"cg".contains($0) } == ["f", "e", "d", "b", "a"])
        #expect(try found { $0.order = .silent }.last == "a")
        #expect(try found { ($0.order, $0.limit) = (.id, 2) } == ["a", "b"])
    }

    @Test func `conditions are held together`() throws {
        #expect(try found { ($0.dueBefore, $0.order) = (LedgerTests.now + .hours(5), .next) } == ["c", "f"])
        #expect(try found { ($0.dueBefore, $0.order) = (LedgerTests.now + .hours(9), .next) }.contains("b"))
        #expect(try found { ($0.dueBefore, $0.health) = (LedgerTests.now + .hours(9), .ok) } == [])
        #expect(try found { $0.isSilent = true } == [] && found { $0.isImported = true } == [])
    }

    @Test func `what the metrics tell of each source leaves out the disabled ones`() throws {
        let shelf = try shelf()
        let times = try shelf.ledger.sourceTimes(limit: 5)
        #expect(times.map { $0.id.rawValue.prefix(1) } == ["a", "b", "c", "d", "e"])
        #expect(times.first?.lastNewAt == LedgerTests.now && times.last?.lastSuccessAt == nil)
    }

    @Test(arguments: [("OK", "a"), ("g.EXAMPLE", "g"), ("feed_100%", "abcdefg"), ("%", "abcdefg"), ("_OK", ""), ("'", "")])
    func `a text is part of an identifier or an address, and no pattern`(_ text: String, _ expected: String) throws {
        #expect(try found { ($0.text, $0.order) = (text, .id) }.joined() == expected)
    }
}
