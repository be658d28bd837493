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
            var state = SourceState(nextPollAt: LedgerTests.now)
            (state.standing, state.nextReason, state.failures, state.slowdown) = (.paused, .pace, 3, 2)
            state.validators = Validators(url: url, etag: "\"a\"", lastModified: nil)
            return state
        }
        #expect(try ledger.source(whole.id) == DueSource(source: whole, state: state(whole.url)))
        #expect(try ledger.parts(of: whole.id) == [DueSource(source: part, state: state(part.url))])
        let unchanged = try ledger.synchronise([whole], now: LedgerTests.now) { _ in LedgerTests.now }
        #expect(unchanged.added + unchanged.changed + unchanged.removed == 0)
    }
}
