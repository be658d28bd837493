import Foundation
import GRDB
public import NewsModel

/// A row of the pages waited for, as the commit sees it.
package struct PageRow: Sendable {
    /// As the daemon sees it.
    package var page: AwaitedPage
    /// The number of its story.
    package var story: Int64
    /// The keys of its entry.
    package var keys: [LedgerKey]
}

extension LedgerTransaction {
    private static let columns = """
        page.number, source.id, page.url, page.candidate, page.entry_hash, page.next_try_at, page.deadline, page.attempts,
        page.is_told, story.id, page.story, page.keys
        """
    private static let tables = "page JOIN source ON source.number = page.source JOIN story ON story.number = page.story"

    /// A page that is waited for, by its number.
    package func page(_ number: Int64) throws -> PageRow? {
        try first(
            "SELECT \(LedgerTransaction.columns) FROM \(LedgerTransaction.tables) WHERE page.number = ?", [number],
            LedgerTransaction.pageRow)
    }

    /// Pages of sources that are configured: first those whose feed text is owed and past its deadline, so that nothing starves them,
    /// then those that may be tried, the longest due first each: of a source that is not polled, only where its text is owed. A row that
    /// cannot be read takes no place; ``Ledger/prune(now:limit:)`` ends it.
    func pagesDue(before: Instant, limit: Int) throws -> [PageRow] {
        var pages = try pagesDue("page.is_told = 0 AND page.deadline <= ? ORDER BY page.deadline", before: before, limit: limit)
        if pages.count < limit {
            pages += try pagesDue(
                """
                page.due_at <= ?1 AND NOT (page.is_told = 0 AND page.deadline <= ?1)
                    AND (page.is_told = 0 OR source.is_enabled = 1 AND source.standing = 'active') ORDER BY page.due_at
                """, before: before, limit: limit - pages.count)
        }
        return pages
    }

    private func pagesDue(_ condition: String, before: Instant, limit: Int) throws -> [PageRow] {
        let statement = try db.cachedStatement(
            sql: "SELECT \(LedgerTransaction.columns) FROM \(LedgerTransaction.tables) WHERE source.removed_at IS NULL AND \(condition)")
        let rows = try Row.fetchCursor(statement, arguments: [before.milliseconds])
        var pages: [PageRow] = []
        while pages.count < limit, let row = try rows.next() {
            if let page = LedgerTransaction.pageRow(row) { pages.append(page) }
        }
        return pages
    }

    /// Ends rows long due that cannot be read, as after a change of the program: the entry counts as changed and its document is read
    /// again, so that it waits anew.
    ///
    /// - Returns: how many.
    func pruneUnreadablePages(dueBefore: Instant, limit: Int) throws -> Int {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT \(LedgerTransaction.columns), page.source FROM \(LedgerTransaction.tables)
                WHERE page.due_at < ? AND source.removed_at IS NULL ORDER BY page.due_at LIMIT ?
                """, arguments: [dueBefore.milliseconds, limit])
        let unreadable = rows.filter { LedgerTransaction.pageRow($0) == nil }
        for row in unreadable { try endPage(row) }
        return unreadable.count
    }

    /// Ends pages long due of sources that are not polled. Only where their stories were told: no article is lost. Should such a source be
    /// polled again, what it lists then waits anew, as above.
    ///
    /// - Returns: how many.
    func pruneLeftPages(dueBefore: Instant, limit: Int) throws -> Int {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT \(LedgerTransaction.columns), page.source FROM \(LedgerTransaction.tables)
                WHERE page.due_at < ? AND page.is_told = 1 AND story.version > 0
                    AND NOT (source.is_enabled = 1 AND source.standing = 'active') ORDER BY page.due_at LIMIT ?
                """, arguments: [dueBefore.milliseconds, limit])
        for row in rows { try endPage(row) }
        return rows.count
    }

    private func endPage(_ row: Row) throws {
        for key in LedgerTransaction.keys(row.bytes(11)) {
            try db.execute(sql: "UPDATE entry SET entry_hash = zeroblob(16) WHERE key = ?", arguments: [key.data])
        }
        try deletePage(row[0])
        try forgetBody(of: row[12])
    }

    /// Notes that an entry waits for its page, which may be tried now; where it does already, its entry and its next try are made new.
    ///
    /// - Returns: whether it did not wait before.
    package func awaitPage(
        source: Int64, story: Int64, url: String, candidate: Candidate, entryHash: ContentHash, keys: [LedgerKey],
        now: Instant, deadline: Instant, isFeedTextOwed: Bool
    ) throws -> Bool {
        let keyData = keys.reduce(into: Data()) { $0.append($1.data) }
        let candidateData = Data(candidate.json)
        let isKnown = try Int.fetchOne(db.cachedStatement(sql: "SELECT 1 FROM page WHERE story = ?"), arguments: [story]) != nil
        if isKnown {
            try db.cachedStatement(
                sql: """
                    UPDATE page SET url = ?1, candidate = ?2, entry_hash = ?3, keys = ?4, attempts = 0,
                        deadline = CASE WHEN is_told THEN ?5 ELSE deadline - MAX(decided_at - ?7, 0) END, is_told = is_told AND ?6,
                        next_try_at = MIN(next_try_at, ?7), due_at = MIN(due_at, ?7), decided_at = ?7
                    WHERE story = ?8
                    """
            ).execute(arguments: [
                url, candidateData, Data(entryHash.bytes), keyData, deadline.milliseconds, !isFeedTextOwed, now.milliseconds, story,
            ])
        } else {
            try db.cachedStatement(
                sql: """
                    INSERT INTO page(source, story, url, candidate, entry_hash, keys, next_try_at, deadline, attempts, is_told, due_at,
                        decided_at)
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, ?9, MIN(?7, ?8), ?7)
                    """
            ).execute(arguments: [
                source, story, url, candidateData, Data(entryHash.bytes), keyData, now.milliseconds, deadline.milliseconds,
                !isFeedTextOwed,
            ])
        }
        return !isKnown
    }

    /// Puts the next try of a page. A deadline that stays, and that a clock put which was ahead, follows it.
    package func retryPage(_ number: Int64, attempts: Int, nextTryAt: Instant, now: Instant) throws {
        try db.cachedStatement(
            sql: """
                UPDATE page SET attempts = ?1, next_try_at = ?2, deadline = deadline - MAX(decided_at - ?3, 0),
                    due_at = CASE WHEN is_told THEN ?2 ELSE MIN(?2, deadline - MAX(decided_at - ?3, 0)) END, decided_at = ?3
                WHERE number = ?4
                """
        ).execute(arguments: [attempts, nextTryAt.milliseconds, now.milliseconds, number])
    }

    /// The feed's own text is owed no more: the page comes at its next try.
    package func settlePage(_ number: Int64, attempts: Int) throws {
        try db.cachedStatement(sql: "UPDATE page SET attempts = ?, is_told = 1, due_at = next_try_at WHERE number = ?")
            .execute(arguments: [attempts, number])
    }

    /// Puts everything about a page off: its next try, and the deadline of the feed's own text.
    package func holdPage(_ number: Int64, attempts: Int, until: Instant, now: Instant) throws {
        try db.cachedStatement(
            sql: "UPDATE page SET attempts = ?1, next_try_at = ?2, deadline = ?2, due_at = ?2, decided_at = ?3 WHERE number = ?4"
        ).execute(arguments: [attempts, until.milliseconds, now.milliseconds, number])
    }

    /// Waits for a page no longer.
    package func deletePage(_ number: Int64) throws {
        try db.cachedStatement(sql: "DELETE FROM page WHERE number = ?").execute(arguments: [number])
    }

    /// Waits for a story's page no longer, if it did.
    package func deletePage(ofStory story: Int64) throws {
        try db.cachedStatement(sql: "DELETE FROM page WHERE story = ?").execute(arguments: [story])
    }

    static func pageRow(_ row: Row) -> PageRow? {
        guard let source = SourceID(row[1]), let candidate = try? Candidate(json: row.bytes(3)),
            let entryHash = ContentHash(bytes: row.bytes(4))
        else { return nil }
        let isTold: Bool = row[8]
        let page = AwaitedPage(
            id: row[0], source: source, url: row[2], candidate: candidate, entryHash: entryHash,
            nextTryAt: Instant(milliseconds: row[5]), deadline: Instant(milliseconds: row[6]), attempts: row[7],
            story: ArticleID(bytes: row.bytes(9)), isFeedTextOwed: !isTold)
        return PageRow(page: page, story: row[10], keys: keys(row.bytes(11)))
    }

    private static func keys(_ bytes: [UInt8]) -> [LedgerKey] {
        stride(from: 0, to: bytes.count, by: 16).map { LedgerKey(data: Data(bytes[$0..<min($0 + 16, bytes.count)])) }
    }
}

extension Ledger {
    /// Entries whose page may be tried, or whose deadline has come: those whose feed text is owed and past its deadline first, then
    /// the others, the longest due first each.
    ///
    /// - Throws: ``LedgerError``.
    public func pagesDue(before: Instant, limit: Int) throws(LedgerError) -> [AwaitedPage] {
        try read { try LedgerTransaction(db: $0).pagesDue(before: before, limit: limit).map(\.page) }
    }
}
