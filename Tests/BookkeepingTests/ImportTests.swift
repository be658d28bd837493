import Bookkeeping
import NewsModel
import Testing

@Suite struct ImportTests {
    let now = LedgerTests.now

    func imported(_ url: String, id: String? = nil, name: String? = nil, _ overrides: String = "", interval: Duration = .hours(1)) throws
        -> ImportedSource
    {
        var source = Source(id: try #require(SourceID(id ?? "proposed")), name: name, url: url)
        source.polling.interval = interval
        return ImportedSource(source: source, isIDGiven: id != nil, isNameGiven: name != nil, overrides: overrides)
    }

    func take(_ shelf: LedgerTests.Shelf, _ sources: ImportedSource...) throws -> [ImportOutcome] {
        var run = ImportRun()
        return try shelf.ledger.importSources(sources, run: &run, now: now) { _, place in now + .seconds(place) }
    }

    func id(_ text: String) throws -> SourceID { try #require(SourceID(text)) }

    @Test func `imported sources stand beside the configured ones, marked, and outlive what the configuration says`() throws {
        let shelf = try LedgerTests.Shelf()
        _ = try shelf.synchronise([LedgerTests.source("conf")])
        #expect(try take(shelf, imported("https://b.example/", id: "b", name: "B")) == [.added(id("b"))])
        #expect(try shelf.synchronise([]) == [0, 0, 1])
        let known = try #require(try shelf.ledger.source(id("b")))
        #expect(known.isImported && known.source.name == "B" && known.source.url == "https://b.example/")
        #expect(try shelf.ledger.dueSources(before: now, limit: 10).map(\.source.id) == [id("b")])
    }

    @Test func `the same address, however it is written, is told and left out`() throws {
        let shelf = try LedgerTests.Shelf()
        _ = try shelf.synchronise([LedgerTests.source("conf", "https://a.example/feed")])
        let outcomes = try take(
            shelf, imported("HTTPS://A.example:443/feed#top"), imported("https://b.example/%c3%a4", id: "b"),
            imported("https://b.example/%C3%A4"))
        #expect(
            outcomes == [
                .sameAddress(as: try id("conf"), isConfigured: true), .added(try id("b")),
                .sameAddress(as: try id("b"), isConfigured: false),
            ])
    }

    @Test func `an identifier that is taken is told where it was given, and made another where it was not`() throws {
        let shelf = try LedgerTests.Shelf()
        let first = try take(shelf, imported("https://b.example/1", id: "b"), imported("https://b.example/2", id: "b"))
        #expect(first == [.added(try id("b")), .sameIdentifier(try id("b"), isConfigured: false)])
        let second = try take(shelf, imported("https://c.example/1"), imported("https://c.example/2"))
        guard case .added(let one) = second[0], case .added(let other) = second[1] else {
            Issue.record("\(second)")
            return
        }
        #expect(one.rawValue == "proposed" && other.rawValue.hasPrefix("proposed-") && other.rawValue.utf8.count == 17)
        #expect(try take(shelf, imported("https://c.example/2")) == [.unchanged(other)])
    }

    @Test func `a second import brings a source to what is said now, and keeps its state`() throws {
        let shelf = try LedgerTests.Shelf()
        _ = try take(shelf, imported("https://b.example/", id: "b"))
        try shelf.ledger.setState(LedgerTests.fullState, for: id("b"))
        let slower = try imported("https://b.example/", id: "b", #"{"interval":"2h"}"#, interval: .hours(2))
        #expect(try take(shelf, slower) == [.changed(id("b"))])
        #expect(try take(shelf, slower) == [.unchanged(id("b"))])
        let known = try #require(try shelf.ledger.source(id("b")))
        #expect(known.source.polling.interval == .hours(2))
        #expect(known.state == LedgerTests.fullState)
        #expect(try take(shelf, imported("https://b.example/moved", id: "b")) == [.changed(id("b"))])
        #expect(try shelf.ledger.source(id("b"))?.state.validators == nil)
    }

    @Test func `what is configured later takes an imported source over, by its identifier or its address`() throws {
        let shelf = try LedgerTests.Shelf()
        _ = try take(shelf, imported("https://a.example/feed", id: "a"), imported("https://b.example/", id: "b"))
        try shelf.ledger.setState(LedgerTests.fullState, for: id("b"))
        #expect(try shelf.synchronise([LedgerTests.source("a"), LedgerTests.source("other", "https://b.example/#x")]) == [0, 2, 0])
        #expect(try shelf.ledger.source(id("a"))?.isImported == false)
        #expect(try shelf.ledger.source(id("b")) == nil)
        #expect(try shelf.ledger.allSources().count == 2)
    }

    @Test func `defaults that change reach imported sources, except where these said otherwise`() throws {
        let shelf = try LedgerTests.Shelf()
        let said = #"{"interval":"2h"}"#
        _ = try take(
            shelf, imported("https://a.example/", id: "a"), imported("https://b.example/", id: "b", said, interval: .hours(2)))
        func renew(_ overrides: String) -> Source? {
            var source = try? imported("x", overrides).source
            source?.polling.interval = overrides.isEmpty ? .minutes(30) : .hours(2)
            source?.polling.maximumInterval = .hours(48)
            return source
        }
        _ = try shelf.ledger.synchronise([], now: now, imported: renew) { _ in now }
        #expect(try shelf.ledger.source(id("a"))?.source.polling.interval == .minutes(30))
        #expect(try shelf.ledger.source(id("b"))?.source.polling.interval == .hours(2))
        #expect(try shelf.ledger.source(id("b"))?.source.polling.maximumInterval == .hours(48))
    }

    @Test func `a removed source comes back with its state`() throws {
        let shelf = try LedgerTests.Shelf()
        _ = try shelf.synchronise([LedgerTests.source("conf")])
        _ = try take(shelf, imported("https://b.example/", id: "b"))
        try shelf.ledger.setState(LedgerTests.fullState, for: id("b"))
        #expect(try shelf.ledger.removeImported([id("b"), id("conf"), id("none")], now: now) == [id("conf"), id("none")])
        #expect(try shelf.ledger.source(id("b")) == nil)
        #expect(try take(shelf, imported("https://b.example/")) == [.added(id("b"))])
        #expect(try shelf.ledger.source(id("b"))?.state == LedgerTests.fullState)
    }

    @Test func `an import goes on beside a ledger that is in use`() throws {
        let shelf = try LedgerTests.Shelf()
        let beside = try Ledger.openForImport(path: shelf.path + "/ledger.db")
        defer { beside.close() }
        var run = ImportRun()
        _ = try beside.importSources([imported("https://b.example/", id: "b")], run: &run, now: now) { _, _ in now }
        #expect(try shelf.ledger.dueSources(before: now, limit: 1).map(\.source.id) == [id("b")])
        _ = try shelf.synchronise([LedgerTests.source("conf")])
        #expect(try shelf.ledger.allSources().map(\.isImported) == [true, false])
    }

    @Test func `a list of any length is handed over one by one`() throws {
        let shelf = try LedgerTests.Shelf()
        _ = try take(shelf, imported("https://a.example/1", id: "a"), imported("https://a.example/2", id: "b", "{\"agency\":\"X\"}"))
        var listed: [String] = []
        try shelf.ledger.forEachSource(.imported) { source, overrides in
            listed.append(source.source.id.rawValue + (overrides ?? ""))
            return true
        }
        #expect(listed == ["a", "b{\"agency\":\"X\"}"])
        var due = 0
        var query = SourceQuery.imported
        query.dueBefore = now
        try shelf.ledger.forEachSource(query) { _, _ in
            due += 1
            return false
        }
        #expect(due == 1)
    }
}
