import Foundation
import GRDB
import NewsModel
import Testing

@testable import Bookkeeping

@Suite struct LedgerSchemaTests {
    @Test func `a ledger of before the profiles keeps its sources, their parts and their states`() throws {
        let path = "/tmp/wirespool-schema-\(getpid())-\(UInt64.random(in: 0 ... .max)).db"
        defer { for suffix in ["", "-wal", "-shm", ".lock"] { unlink(path + suffix) } }
        var whole = try LedgerTests.source("a", "https://a.example/Sitemap.xml")
        (whole.name, whole.language, whole.polling.interval) = ("A", "ar", .hours(2))
        let part = whole.part(at: "https://a.example/1.xml", isLate: true, isDated: false)
        do {
            let pool = try DatabasePool(path: path)
            try LedgerSchema.migrator.migrate(pool, upTo: "3")
            try pool.write { db in
                for (source, whole) in [(whole, nil as Int?), (part, 1)] {
                    try db.execute(
                        sql: """
                            INSERT INTO source(id, url, configuration, origin, is_enabled, maximum_interval, duplicate_window, part_of,
                                listed_by, standing, next_poll_at, next_reason, failures, slowdown, validators_url, etag)
                            VALUES (?, ?, ?, ?, 1, 86400000, 1, ?, ?, 'paused', ?, 'pace', 3, 2, ?, '"a"')
                            """,
                        arguments: [
                            source.id.rawValue, source.url, try JSONEncoder().encode(source), whole == nil ? "configuration" : "index",
                            whole, whole, LedgerTests.now.milliseconds, source.url,
                        ])
                }
            }
            try pool.close()
        }
        let ledger = try Ledger(path: path)
        defer { ledger.close() }
        func state(_ url: String) -> SourceState {
            var state = SourceState(nextPollAt: LedgerTests.now, decidedAt: Instant(milliseconds: 0))
            (state.standing, state.nextReason, state.failures, state.slowdown) = (.paused, .pace, 3, 2)
            state.validators = Validators(url: url, etag: "\"a\"", lastModified: nil)
            return state
        }
        #expect(try ledger.source(whole.id) == DueSource(source: whole, state: state(whole.url)))
        #expect(try ledger.parts(of: whole.id) == [DueSource(source: part, state: state(part.url))])
        let unchanged = try ledger.synchronise([whole], now: LedgerTests.now) { _ in LedgerTests.now }
        #expect(unchanged.added + unchanged.changed + unchanged.removed == 0)
    }

    /// What every earlier version of the program may have left, in the columns of that version.
    private static func seed(_ db: Database, version: Int, source: Source) throws {
        let day = LedgerTests.now.day.daysSinceEpoch
        let window = Duration.days(30).milliseconds
        var columns: [String: any DatabaseValueConvertible] = [:]
        (columns["id"], columns["url"], columns["is_enabled"]) = (source.id.rawValue, source.url, 1)
        (columns["maximum_interval"], columns["duplicate_window"], columns["listed_day"]) = (86_400_000, window, day)
        (columns["standing"], columns["next_reason"], columns["failures"], columns["slowdown"]) = ("active", "interval", 2, 0)
        (columns["next_poll_at"], columns["validators_url"]) = (LedgerTests.now.milliseconds, source.url)
        columns["etag"] = "\"a\""
        if version < 4 {
            columns["configuration"] = try JSONEncoder().encode(source)
        } else {
            let template = try SourceProfile.data(SourceProfile.template(of: source))
            try db.execute(sql: "INSERT INTO profile(number, template) VALUES (1, ?)", arguments: [template])
            columns["name"] = source.name
            columns["profile"] = 1
            columns["url_key"] = SourceProfile.urlKey(source.url)
        }
        let names = columns.keys.sorted()
        try db.execute(
            sql: "INSERT INTO source(\(names.joined(separator: ", "))) VALUES (\(names.map { _ in "?" }.joined(separator: ", ")))",
            arguments: StatementArguments(names.map { columns[$0] }))
        let (first, second) = (Data(LedgerSchemaTests.ids[0].bytes), Data(LedgerSchemaTests.ids[1].bytes))
        let hash = Data(ContentHash(hashing: [1]).bytes)
        try db.execute(
            sql: """
                INSERT INTO story(source, id, version, latest, content_hash, is_withdrawn, is_page_text, first_seen_at, listed_day,
                    window_began_at, revisions, returns, earlier_hashes)
                VALUES (1, ?, 2, ?, ?, 0, 1, 1, 2, 3, 1, 0, ?), (1, NULL, 0, NULL, NULL, 0, 0, 1, 2, 0, 0, 0, x'')
                """, arguments: [first, second, hash, hash])
        let key = LedgerKey(source: 1, guid: "g1").data
        try db.execute(sql: "INSERT INTO entry VALUES (?, 1, 1, zeroblob(16), 20000)", arguments: [key])
        try db.execute(sql: "INSERT INTO text VALUES (?, 1, 5, ?)", arguments: [hash.prefix(16), LedgerTests.now.milliseconds])
        try db.execute(
            sql: """
                INSERT INTO page(source, story, url, candidate, entry_hash, keys, next_try_at, deadline, attempts, is_told, due_at)
                VALUES (1, 2, 'https://a.example/2', x'7b7d', ?1, x'', 1, 2, 3, 0, 1),
                    (1, 99, 'https://a.example/of-no-story', x'7b7d', ?1, x'', 1, 2, 3, 0, 1)
                """, arguments: [hash])
        try db.execute(sql: "INSERT INTO pending VALUES (?)", arguments: [second])
        try db.execute(
            sql: "INSERT INTO note VALUES ('spool', 'a spool'), ('greatest_article', ?)", arguments: [LedgerSchemaTests.ids[1].description])
    }

    private static let ids: [ArticleID] = {
        var generator = ArticleIDGenerator(after: nil)
        return [generator.next(now: LedgerTests.now), generator.next(now: LedgerTests.now)]
    }()

    /// Every version but the latest.
    static let earlierVersions = 1..<LedgerSchema.migrator.migrations.count

    @Test(arguments: earlierVersions) func `a ledger of each earlier version keeps everything that was told`(version: Int) throws {
        let path = "/tmp/wirespool-schema-\(getpid())-\(UInt64.random(in: 0 ... .max)).db"
        defer { for suffix in ["", "-wal", "-shm", ".lock"] { unlink(path + suffix) } }
        var source = try LedgerTests.source("a")
        source.name = "A"
        do {
            let pool = try DatabasePool(path: path)
            try LedgerSchema.migrator.migrate(pool, upTo: String(version))
            try pool.write { try LedgerSchemaTests.seed($0, version: version, source: source) }
            try pool.close()
            // It may be looked at before it is brought up to date.
            let reader = try Ledger.openReadOnly(path: path, ofAnyVersion: true)
            try reader.check { Issue.record("\($0)") }
            #expect(try reader.sizeInWords().hasPrefix("of an earlier version"))
            reader.close()
            let error = try #require(throws: LedgerError.self) { try Ledger.openReadOnly(path: path) }
            #expect(error.code == .earlierVersion && !error.isTransient)
        }
        let ledger = try Ledger(path: path)
        defer { ledger.close() }
        let known = try #require(try ledger.source(source.id))
        #expect(known.source == source)
        #expect(known.state.failures == 2 && known.state.validators?.etag == "\"a\"" && known.state.nextPollAt == LedgerTests.now)
        try ledger.transaction { transaction in
            let story = try #require(try transaction.story(1))
            #expect(story.id == LedgerSchemaTests.ids[0] && story.latest == LedgerSchemaTests.ids[1] && story.version == 2)
            #expect(story.contentHash == ContentHash(hashing: [1]) && story.isPageText && story.changes.earlierHashes.count == 1)
            #expect(try transaction.entry(LedgerKey(source: 1, guid: "g1"))?.story == 1)
            let text = try #require(try transaction.text(ContentHash(hashing: [1])))
            #expect(text.story == 1 && text.link == 5 && text.seenAt == LedgerTests.now)
            #expect(try transaction.pending() == [LedgerSchemaTests.ids[1]])
            #expect(try transaction.record(of: source.id)?.listedDay == LedgerTests.now.day.daysSinceEpoch)
        }
        #expect(try ledger.note(.spool) == "a spool")
        let rows = try ledger.rowCounts()
        #expect(rows.stories == 2 && rows.keys == 1 && rows.hashes == 1 && rows.awaitedPages == 2)
        var findings: [String] = []
        try ledger.check { findings.append($0) }
        #expect(findings.count == 1 && findings.first?.contains("of a story or source that is not there") == true, "\(findings)")
    }

    @Test func `a ledger of a later version is refused, and left as it is`() throws {
        let path = "/tmp/wirespool-schema-\(getpid())-\(UInt64.random(in: 0 ... .max)).db"
        defer { for suffix in ["", "-wal", "-shm", ".lock"] { unlink(path + suffix) } }
        try Ledger(path: path).close()
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('9999')") }
        try queue.close()
        let error = try #require(throws: LedgerError.self) { try Ledger(path: path) }
        #expect(error.code == .newerVersion && !error.isTransient)
    }

    @Test func `every connection that writes syncs each commit, whatever GRDB sets while it opens`() throws {
        let path = "/tmp/wirespool-schema-\(getpid())-\(UInt64.random(in: 0 ... .max)).db"
        defer { for suffix in ["", "-wal", "-shm", ".lock"] { unlink(path + suffix) } }
        let daemon = try Ledger(path: path)
        defer { daemon.close() }
        let importing = try Ledger.openForImport(path: path)
        defer { importing.close() }
        for ledger in [daemon, importing] {
            let (synchronous, mode) = try ledger.pool.writeWithoutTransaction { db in
                (try Int.fetchOne(db, sql: "PRAGMA synchronous"), try String.fetchOne(db, sql: "PRAGMA journal_mode"))
            }
            // 2 is FULL: <https://www.sqlite.org/pragma.html#pragma_synchronous>.
            #expect(synchronous == 2 && mode == "wal")
        }
    }
}
