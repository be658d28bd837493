import Bookkeeping
import Committing
import NewsModel
import Testing

/// The documents that an index names.
@Suite struct SourcePartTests {
    let desk: Desk

    init() throws { desk = try Desk() }

    private func index(_ urls: [String], changedAt: Instant? = nil, by source: Source? = nil) throws -> CommitReport {
        let parts = urls.map { ListedPart(url: $0, changedAt: changedAt) }
        let record = PollRecord(
            source: Shared(wrappedValue: source ?? desk.source), state: desk.state, items: [], parts: parts, listedAt: desk.now)
        return try #require(try desk.committer.commit([.poll(record)], now: desk.now).first)
    }

    private func part(_ url: String) throws -> Source {
        try #require(try desk.ledger.parts(of: desk.source.id).first { $0.source.url == url }).source
    }

    @Test func `what an index names is due at once, and under the index's name in articles`() throws {
        #expect(try index(["https://first.example/a.xml", "https://first.example/b.xml"]).dueParts == 2)
        let due = try desk.ledger.dueSources(before: desk.now, limit: 10).map(\.source.url)
        #expect(due.contains("https://first.example/a.xml") && due.contains("https://first.example/b.xml"))
        let part = try part("https://first.example/a.xml")
        #expect(part.articleSource.id == desk.source.id && part.articleSource.url == desk.source.url)
        #expect(SourceID(part.id.rawValue) == nil, "no configured source can have the name of a part")
        #expect(try desk.ledger.counts().sources == 2 && desk.ledger.allSources().count == 2, "parts are no sources of their own")
    }

    @Test func `an article named by two documents of an index is told once`() throws {
        _ = try index(["https://first.example/a.xml", "https://first.example/b.xml"])
        let (a, b) = (try part("https://first.example/a.xml"), try part("https://first.example/b.xml"))
        let url = "https://first.example/story"
        #expect(try desk.poll(entry(nil, longText, url: url, date: .instant(desk.now)), by: a).spooled.count == 1)
        #expect(try desk.poll(entry(nil, longText, url: url, date: .instant(desk.now)), by: b).spooled.isEmpty)
    }

    @Test func `what the index names no more is forgotten, and what it told is not`() throws {
        _ = try index(["https://first.example/a.xml"])
        let url = "https://first.example/story"
        try desk.poll(entry(nil, longText, url: url, date: .instant(desk.now)), by: part("https://first.example/a.xml"))
        #expect(try index(["https://first.example/b.xml"]).dueParts == 1)
        #expect(try desk.ledger.parts(of: desk.source.id).map(\.source.url) == ["https://first.example/b.xml"])
        #expect(
            try desk.poll(entry(nil, longText, url: url, date: .instant(desk.now)), by: part("https://first.example/b.xml")).spooled.isEmpty
        )
    }

    @Test func `backfill leaves out what is old at first, and nothing of a document that appears later`() throws {
        let old = NewsDate.instant(desk.now - .days(9))
        _ = try index(["https://first.example/a.xml"])
        let a = try part("https://first.example/a.xml")
        #expect(try desk.poll(entry("1", longText + "1", url: "https://first.example/1", date: old), by: a).spooled.isEmpty)
        _ = try index(["https://first.example/a.xml", "https://first.example/b.xml"])
        let b = try part("https://first.example/b.xml")
        #expect(try desk.poll(entry("2", longText + "2", url: "https://first.example/2", date: old), by: b).spooled.count == 1)
    }

    @Test func `the parts of a source that is paused or removed are not due`() throws {
        _ = try index(["https://first.example/a.xml"])
        var state = try #require(try desk.ledger.source(desk.source.id)).state
        state.standing = .paused
        try desk.ledger.setState(state, for: desk.source.id)
        let later = desk.now + .days(1)
        #expect(try !desk.ledger.dueSources(before: later, limit: 10).contains { $0.source.part != nil })
        state.standing = .active
        try desk.ledger.setState(state, for: desk.source.id)
        #expect(try desk.ledger.dueSources(before: later, limit: 10).contains { $0.source.part != nil })
        _ = try desk.ledger.synchronise([desk.other], now: desk.now) { _ in desk.now }
        #expect(try !desk.ledger.dueSources(before: later, limit: 10).contains { $0.source.part != nil })
    }

    @Test func `parts are configured as the source is`() throws {
        _ = try index(["https://first.example/a.xml"])
        var source = desk.source
        source.language = "ar"
        source.polling.interval = .minutes(20)
        _ = try desk.ledger.synchronise([source, desk.other], now: desk.now) { _ in desk.now }
        let part = try part("https://first.example/a.xml")
        #expect(part.language == "ar" && part.polling.interval == .minutes(20))
        source.url = "https://first.example/another"
        _ = try desk.ledger.synchronise([source, desk.other], now: desk.now) { _ in desk.now }
        #expect(try desk.ledger.parts(of: desk.source.id).isEmpty, "another index names others")
    }

    @Test func `a document whose change the index announces is due, unless its publisher asked for patience`() throws {
        let url = "https://first.example/a.xml"
        _ = try index([url], changedAt: desk.now)
        let part = try part(url)
        #expect(part.part?.isDated == true)
        var state = desk.state
        try desk.ledger.setState(state, for: part.id)
        #expect(try index([url], changedAt: desk.now).dueParts == 0, "nothing is announced")
        #expect(try index([url], changedAt: desk.now + .minutes(1)).dueParts == 1)
        #expect(try desk.ledger.source(part.id)?.state.nextPollAt == desk.now)
        state.nextReason = .retryAfter
        try desk.ledger.setState(state, for: part.id)
        #expect(try index([url], changedAt: desk.now + .minutes(2)).dueParts == 0)
        #expect(try desk.ledger.source(part.id)?.state.nextPollAt == state.nextPollAt)
    }

    @Test func `what an index of an index names goes with it`() throws {
        _ = try index(["https://first.example/inner.xml"])
        #expect(try index(["https://first.example/a.xml"], by: part("https://first.example/inner.xml")).dueParts == 1)
        #expect(try part("https://first.example/a.xml").part?.depth == 2)
        _ = try index([])
        #expect(try desk.ledger.parts(of: desk.source.id).isEmpty)
    }

    @Test func `a part that was forgotten while it was polled loses nothing it brought`() throws {
        _ = try index(["https://first.example/a.xml"])
        let a = try part("https://first.example/a.xml")
        _ = try index([])
        let item = entry(nil, longText, url: "https://first.example/story", date: .instant(desk.now))
        #expect(try desk.poll(item, by: a).spooled.count == 1)
        #expect(try desk.poll(item).spooled.isEmpty, "known by the source itself")
        #expect(try desk.ledger.parts(of: desk.source.id).isEmpty)
    }

    @Test func `an entry that a listing names otherwise is not told again`() throws {
        var item = entry(nil, longText, url: "https://first.example/story", date: .instant(desk.now))
        item.tellsChange = false
        #expect(try desk.poll(item).spooled.count == 1)
        item.entryHash = ContentHash(hashing: [1])
        #expect(try desk.poll(item).unchanged == 1)
    }
}
