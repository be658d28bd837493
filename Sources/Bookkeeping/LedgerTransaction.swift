import Foundation
import GRDB
package import NewsModel

/// The ledger inside a transaction: what the commit reads and writes. Every statement is prepared once.
package struct LedgerTransaction {
    let db: Database
    let profiles: ProfileCache

    init(db: Database, profiles: ProfileCache = ProfileCache()) {
        self.db = db
        self.profiles = profiles
    }

    // MARK: Notes

    /// A value kept under a name.
    package func note(_ name: LedgerNote) throws -> String? {
        try String.fetchOne(db.cachedStatement(sql: "SELECT value FROM note WHERE name = ?"), arguments: [name.rawValue])
    }

    /// Keeps a value under a name.
    package func setNote(_ name: LedgerNote, _ value: String) throws {
        try db.cachedStatement(sql: "INSERT INTO note(name, value) VALUES (?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value")
            .execute(arguments: [name.rawValue, value])
    }

    // MARK: Entries

    /// What is known of a key.
    package func entry(_ key: LedgerKey) throws -> EntryRecord? {
        try first("SELECT story, entry_hash, listed_day FROM entry WHERE key = ?", [key.data]) { row in
            EntryRecord(story: row[0], entryHash: row.bytes(1), listedDay: row[2])
        }
    }

    /// Binds a key to a story, with the entry as it now is.
    package func bind(_ key: LedgerKey, source: Int64, story: Int64, entryHash: ContentHash, day: Int64) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO entry(key, source, story, entry_hash, listed_day) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT(key) DO UPDATE SET story = excluded.story, entry_hash = excluded.entry_hash, listed_day = excluded.listed_day
                """
        ).execute(arguments: [key.data, source, story, entryHash.shortData, day])
    }

    /// Notes that a key is still listed.
    package func touch(_ key: LedgerKey, day: Int64) throws {
        try db.cachedStatement(sql: "UPDATE entry SET listed_day = ? WHERE key = ? AND listed_day < ?")
            .execute(arguments: [day, key.data, day])
    }

    // MARK: Stories

    /// What is known of a story.
    package func story(_ number: Int64) throws -> StoryRecord? {
        try first(
            """
            SELECT source, id, version, latest, content_hash, is_withdrawn, is_page_text, first_seen_at, listed_day,
                window_began_at, revisions, returns, earlier_hashes
            FROM story WHERE number = ?
            """, [number]
        ) { row in
            var story = StoryRecord(source: row[0], firstSeenAt: Instant(milliseconds: row[7]))
            story.number = number
            story.id = ArticleID(bytes: row.bytes(1))
            story.version = row[2]
            story.latest = ArticleID(bytes: row.bytes(3))
            story.contentHash = ContentHash(bytes: row.bytes(4))
            story.isWithdrawn = row[5]
            story.isPageText = row[6]
            story.listedDay = row[8]
            story.changes.windowBeganAt = Instant(milliseconds: row[9])
            story.changes.revisions = row[10]
            story.changes.returns = row[11]
            let hashes = row.bytes(12)
            story.changes.earlierHashes = stride(from: 0, to: hashes.count, by: 32).compactMap {
                ContentHash(bytes: Array(hashes[$0..<min($0 + 32, hashes.count)]))
            }
            return story
        }
    }

    /// Stores a story and gives it its number.
    package func insert(_ story: inout StoryRecord) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO story(source, id, version, latest, content_hash, is_withdrawn, is_page_text, first_seen_at, listed_day,
                    window_began_at, revisions, returns, earlier_hashes)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: arguments(story))
        story.number = db.lastInsertedRowID
    }

    /// Stores a story that has its number.
    package func update(_ story: StoryRecord) throws {
        try db.cachedStatement(
            sql: """
                UPDATE story SET source = ?, id = ?, version = ?, latest = ?, content_hash = ?, is_withdrawn = ?, is_page_text = ?,
                    first_seen_at = ?, listed_day = ?, window_began_at = ?, revisions = ?, returns = ?, earlier_hashes = ?
                WHERE number = ?
                """
        ).execute(arguments: arguments(story) + [story.number])
    }

    /// Notes that a story is still listed.
    package func touchStory(_ number: Int64, day: Int64) throws {
        try db.cachedStatement(sql: "UPDATE story SET listed_day = ? WHERE number = ? AND listed_day < ?")
            .execute(arguments: [day, number, day])
    }

    /// Forgets a story of which nothing was spooled.
    package func deleteStory(_ number: Int64) throws {
        try db.cachedStatement(sql: "DELETE FROM story WHERE number = ? AND version = 0").execute(arguments: [number])
    }

    private func arguments(_ story: StoryRecord) -> StatementArguments {
        [
            story.source, story.id.map { Data($0.bytes) }, story.version, story.latest.map { Data($0.bytes) },
            story.contentHash.map { Data($0.bytes) }, story.isWithdrawn, story.isPageText, story.firstSeenAt.milliseconds, story.listedDay,
            story.changes.windowBeganAt.milliseconds, story.changes.revisions, story.changes.returns,
            Data(story.changes.earlierHashes.flatMap(\.bytes)),
        ]
    }

    // MARK: Texts

    /// Who told a text, if anybody did. A story that was forgotten tells nothing any more.
    package func text(_ hash: ContentHash) throws -> TextRecord? {
        try first(
            """
            SELECT text.story, text.link, text.seen_at, story.id, story.listed_day
            FROM text JOIN story ON story.number = text.story WHERE text.content_hash = ?
            """, [hash.shortData]
        ) { row in
            var text = TextRecord(story: row[0], link: row[1], seenAt: Instant(milliseconds: row[2]))
            text.storyID = ArticleID(bytes: row.bytes(3))
            text.listedDay = row[4]
            return text
        }
    }

    /// Puts who told a text, in place of whoever did.
    package func remember(_ hash: ContentHash, _ text: TextRecord) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO text(content_hash, story, link, seen_at) VALUES (?, ?, ?, ?)
                ON CONFLICT(content_hash) DO UPDATE SET story = excluded.story, link = excluded.link, seen_at = excluded.seen_at
                """
        ).execute(arguments: [hash.shortData, text.story, text.link, text.seenAt.milliseconds])
    }

    // MARK: Publication

    /// Notes a name that is to be published.
    package func addPending(_ id: ArticleID) throws {
        try db.cachedStatement(sql: "INSERT INTO pending(id) VALUES (?)").execute(arguments: [Data(id.bytes)])
    }

    /// Forgets a name that was published.
    package func forgetPending(_ id: ArticleID) throws {
        try db.cachedStatement(sql: "DELETE FROM pending WHERE id = ?").execute(arguments: [Data(id.bytes)])
    }

    /// Every name that is to be published.
    package func pending() throws -> Set<ArticleID> {
        var ids: Set<ArticleID> = []
        let rows = try Row.fetchCursor(db.cachedStatement(sql: "SELECT id FROM pending"))
        while let row = try rows.next() {
            if let id = ArticleID(bytes: row.bytes(0)) { ids.insert(id) }
        }
        return ids
    }
}

/// The names of the ledger's notes.
package enum LedgerNote: String {
    /// The spool's `id` in `SPOOL.json`.
    case spool
    /// The greatest article id that was ever given.
    case greatestArticle = "greatest_article"
    /// Where the search for what may be forgotten goes on, of the keys.
    case forgettingEntry = "forgetting_entry"
    /// The same of the stories.
    case forgettingStory = "forgetting_story"
    /// The same of what finds near-duplicates.
    case forgettingMark = "forgetting_mark"
}

extension ContentHash {
    /// Enough of it to tell texts from each other.
    var shortData: Data { Data(bytes.prefix(16)) }
}

extension LedgerTransaction {
    /// What is made of the first row of a query that is prepared once; nil where there is none.
    func first<Value>(_ sql: String, _ arguments: StatementArguments, _ make: (Row) -> Value?) throws -> Value? {
        let rows = try Row.fetchCursor(db.cachedStatement(sql: sql), arguments: arguments)
        // The row is the cursor's own: it says nothing any more once that is gone.
        return try withExtendedLifetime(rows) { try rows.next().flatMap(make) }
    }
}

extension Row {
    /// The bytes of a BLOB; none where it is null.
    func bytes(_ index: Int) -> [UInt8] {
        (try? withUnsafeData(atIndex: index) { $0.map(Array.init) ?? [] }) ?? []
    }
}
