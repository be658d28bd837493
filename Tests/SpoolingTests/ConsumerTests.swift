import Foundation
import Glibc
import NewsModel
import Spooling
import Testing

@Suite struct ConsumerTests {
    typealias Place = SpoolReaderTests.Place

    @Test(arguments: ["indexer", "a", "archive-2", "_x", String(repeating: "a", count: 32)])
    func `names of letters, digits, dashes and underscores are consumers'`(name: String) {
        #expect(SpoolDirectory.isConsumerName(name))
    }

    @Test(arguments: [
        "", "new", "cur", "done", "failed", "tmp", "json", "A", "a.b", "../x", "-a", "a/b", String(repeating: "a", count: 33),
    ])
    func `names the spool uses, and paths, are not`(name: String) {
        #expect(!SpoolDirectory.isConsumerName(name))
    }

    @Test func `where there are several, one must be named, and it must be there`() throws {
        let place = try Place(consumers: ["indexer", "archive"])
        let none = try #require(throws: SpoolError.self) { try SpoolReader(directory: place.directory) }
        #expect(none.code == .missing && none.message.contains("archive, indexer"))
        let other = try #require(throws: SpoolError.self) { try SpoolReader(directory: place.directory, consumer: "x") }
        #expect(other.code == .missing && other.hint.contains("archive, indexer"))
        let single = try Place()
        #expect(throws: SpoolError.self) { try SpoolReader(directory: single.directory, consumer: "indexer") }
        #expect(try place.directory.owners() == ["archive", "indexer"] && single.directory.owners() == [nil])
    }

    @Test func `the probe of a start leaves nothing behind`() throws {
        for consumers in [[], ["a", "b"]] {
            let place = try Place(consumers: consumers)
            try place.writer.create(now: SpoolReaderTests.now)
            #expect(try SystemCalls().names(in: place.directory.stagingPath).isEmpty)
            for owner in try place.directory.owners() {
                #expect(try SystemCalls().names(in: place.directory.path(of: .new, consumer: owner)).isEmpty)
            }
        }
    }

    @Test func `a consumer's directory that was removed comes back with what it was promised`() throws {
        let place = try Place(consumers: ["indexer", "archive"])
        let article = place.article()
        try place.writer.stage([(article.id, article.jsonLine)])
        Place.remove(place.directory.path + "/archive")
        #expect(try place.writer.recover(pending: [article.id]).published == [article.id])
        for name in ["indexer", "archive"] {
            #expect(try SpoolReader(directory: place.directory, consumer: name).articlesWaiting() == [article.id])
        }
    }

    @Test func `what is finished waits again by replay alone`() throws {
        let place = try Place()
        let reader = try SpoolReader(directory: place.directory)
        let ids = try place.publish(3).map(\.id)
        for id in try reader.claim(limit: 2) { try reader.done(id) }
        #expect(throws: SpoolError.self) { try reader.release(ids[0]) }
        try reader.replay(ids[0])
        #expect(try reader.articlesWaiting() == [ids[0], ids[2]])
        #expect(throws: SpoolError.self) { try reader.replay(ids[2]) }
    }

    @Test func `a new consumer is given what another one has, once, and in whatever box`() throws {
        let place = try Place(consumers: ["indexer"])
        let indexer = try SpoolReader(directory: place.directory, consumer: "indexer")
        let ids = try place.publish(3).map(\.id)
        for id in try indexer.claim(limit: 2).prefix(1) { try indexer.done(id) }
        for name in SpoolDirectory.Box.allCases.map(\.rawValue) {
            mkdir("\(place.directory.path)/late", 0o770)
            mkdir("\(place.directory.path)/late/\(name)", 0o770)
        }
        let late = try SpoolReader(directory: place.directory, consumer: "late")
        for id in ids { #expect(try late.replay(id, from: indexer)) }
        #expect(try late.articlesWaiting() == ids)
        try late.claim(ids[0])
        for id in ids { #expect(try !late.replay(id, from: indexer)) }
        #expect(try late.article(ids[0]) == indexer.article(ids[0]))
        #expect(try SystemCalls().names(in: place.directory.stagingPath).isEmpty)
    }

    @Test func `claims that are old are told from young ones`() throws {
        let place = try Place()
        let reader = try SpoolReader(directory: place.directory)
        let ids = try place.publish(2).map(\.id)
        try reader.claim(ids[0])
        #expect(try reader.claims(before: SpoolReaderTests.today - .hours(1)).isEmpty)
        #expect(try reader.claims(before: SpoolReaderTests.today + .hours(1)) == [ids[0]])
    }

    @Test func `standings count what waits and what is claimed, of every consumer`() throws {
        let place = try Place(consumers: ["indexer", "archive"])
        try place.publish(3)
        _ = try SpoolReader(directory: place.directory, consumer: "indexer").claim(limit: 1)
        let standings = try place.directory.standings()
        #expect(standings.map(\.consumer) == ["archive", "indexer"])
        #expect(standings.map(\.waiting) == [3, 2] && standings.map(\.claimed) == [0, 1])
        #expect(standings.allSatisfy { $0.oldestWaitingSince == SpoolReaderTests.now })
        #expect(try place.directory.waitingCount() == 5)
    }

    struct Concern: Sendable {
        var waiting = 0
        var claimed = 0
        var active = Duration.hours(1)
        var since = Duration.hours(30)
        var configured = ["a"]
        var isTold: Bool
    }

    @Test(arguments: [
        Concern(isTold: false), Concern(waiting: 1, isTold: false), Concern(waiting: 1, active: .hours(30), isTold: true),
        Concern(waiting: 1, active: .hours(30), since: .hours(2), isTold: false), Concern(claimed: 1, isTold: false),
        Concern(claimed: 1, active: .hours(30), isTold: true), Concern(active: .hours(30), isTold: false),
        Concern(waiting: 1, configured: ["b"], isTold: true), Concern(configured: [], isTold: false),
        Concern(claimed: 1, configured: [], isTold: true),
    ])
    func `a consumer is told of when it takes nothing, keeps what it claimed, or left with articles unread`(_ row: Concern) {
        let now = SpoolReaderTests.now
        var standing = ConsumerStanding(consumer: "a")
        (standing.waiting, standing.claimed) = (row.waiting, row.claimed)
        standing.lastActiveAt = now - row.active
        if row.waiting > 0 { standing.oldestWaitingSince = now - row.since }
        if row.claimed > 0 { standing.oldestClaimedSince = now - row.since }
        #expect((standing.concern(configured: row.configured, idle: .days(1), now: now) != nil) == row.isTold)
    }

    @Test func `beyond a size the longest spooled are removed, and the others stay`() throws {
        let place = try Place()
        let reader = try SpoolReader(directory: place.directory)
        var ids: [ArticleID] = []
        for minute in 0..<6 {
            var generator = ArticleIDGenerator(after: ids.last)
            let id = generator.next(now: SpoolReaderTests.now + .minutes(minute))
            try place.writer.stage([(id, [UInt8](repeating: 0x20, count: 1000))])
            try place.writer.publish([id])
            ids.append(id)
        }
        for id in try reader.claim(limit: 5) { try reader.done(id) }
        let never = Instant(milliseconds: 0)
        #expect(try reader.prune(before: never, maximumBytes: 5000) == 0)
        #expect(try reader.prune(before: never, maximumBytes: 3500) == 2)
        #expect(try reader.articles(in: .done) == Array(ids[2..<5]))
        var removed = 0
        for _ in 0..<12 { removed += try place.writer.removeDone(before: never, maximumBytes: 1000, looks: 2) }
        #expect(removed == 2)
        #expect(try reader.articles(in: .done) == [ids[4]] && reader.articlesWaiting() == [ids[5]])
    }

    @Test func `arrivals begin with what waits, and go on with what appears`() async throws {
        let place = try Place()
        let first = try place.publish(2).map(\.id)
        var arrivals = try SpoolReader(directory: place.directory).arrivals.makeAsyncIterator()
        #expect(try await [arrivals.next(), arrivals.next()] == first)
        let second = try place.publish(2).map(\.id)
        #expect(try await [arrivals.next(), arrivals.next()] == second)
    }

    @Test func `a task that is cancelled follows no longer`() async throws {
        let place = try Place()
        let reader = try SpoolReader(directory: place.directory)
        let task = Task { try await reader.arrivals.reduce(into: []) { $0.append($1) } }
        task.cancel()
        #expect(try await task.value.isEmpty)
    }

    @Test func `several that claim get each article once`() async throws {
        let place = try Place()
        let reader = try SpoolReader(directory: place.directory)
        let ids = try place.publish(40).map(\.id)
        var (first, second) = (reader.claims.makeAsyncIterator(), reader.claims.makeAsyncIterator())
        var claimed: [ArticleID] = []
        for _ in 0..<20 { claimed += try await [first.next(), second.next()].compactMap(\.self) }
        #expect(claimed == ids)
        #expect(try reader.articles(in: .cur) == ids)
    }
}
