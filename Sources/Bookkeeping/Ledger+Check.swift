import Foundation
import GRDB
import NewsModel

extension Ledger {
    /// Looks whether the ledger is what it should be: the file's structure (SQLite's own checks) and what the program relies on.
    ///
    /// Reads alone, also while the daemon runs. Complexity: O(bytes of the file), more than once.
    /// - Parameters:
    ///   - step: is told what is looked at next.
    ///   - report: is told of each finding, in words.
    /// - Throws: ``LedgerError`` where it cannot be read at all.
    public func check(step: (String) -> Void = { _ in }, report: (String) -> Void) throws(LedgerError) {
        try read { db in
            step("the structure of the file")
            // At most a hundred lines; one that says ok where nothing is wrong.
            for line in try String.fetchAll(db, sql: "PRAGMA integrity_check") where line != "ok" { report("SQLite: \(line)") }
            // What an earlier version wrote the next start brings up to date.
            let migrator = LedgerSchema.migrator
            if try migrator.hasBeenSuperseded(db) { throw LedgerError(.newerVersion, "ledger \(path): written by a later version") }
            guard try migrator.hasCompletedMigrations(db) else { return }
            step("references")
            for row in try Row.fetchAll(db, sql: "PRAGMA foreign_key_check") {
                report("SQLite: a row of \(row[0] ?? "") refers to nothing")
            }
            for (statement, words) in Ledger.invariants {
                step(words)
                let count = try Int.fetchOne(db, sql: statement) ?? 0
                if count > 0 { report("\(words): \(count)") }
            }
            let ledger = LedgerTransaction(db: db)
            let greatest = try ledger.note(.greatestArticle).flatMap { ArticleID($0) }
            for (table, column) in [("story", "latest"), ("pending", "id")] {
                let data = try Data.fetchOne(db, sql: "SELECT MAX(\(column)) FROM \(table)")
                guard let found = data.flatMap({ ArticleID(bytes: Array($0)) }), greatest.map({ found > $0 }) ?? true else { continue }
                report("\(table) has the article \(found), later than any that was given a name")
            }
        }
    }

    /// How much it holds, for people; of one of an earlier version that it is. Complexity: O(rows).
    ///
    /// - Throws: ``LedgerError``.
    public func sizeInWords() throws(LedgerError) -> String {
        guard try read({ try LedgerSchema.migrator.hasCompletedMigrations($0) }) else {
            return "of an earlier version, which the next start brings up to date"
        }
        let (sources, rows) = (try counts().sources, try rowCounts())
        return "\(sources) sources, \(rows.stories) stories, \(rows.keys) keys, \(rows.hashes) texts, \(rows.awaitedPages) pages waited for"
    }

    /// What holds after every transaction: a query that counts what breaks it, and the words for that.
    private static let invariants: [(statement: String, words: String)] = [
        (
            """
            SELECT COUNT(*) FROM story WHERE version < 0 OR (version = 0) <> (id IS NULL) OR (version = 0) <> (latest IS NULL)
                OR (version > 0 AND content_hash IS NULL) OR (version = 1 AND id <> latest)
            """, "stories whose version does not go with their articles"
        ),
        (
            """
            SELECT COUNT(*) FROM story WHERE length(id) <> 16 OR length(latest) <> 16 OR length(content_hash) <> 32
                OR length(earlier_hashes) % 32 <> 0
            """, "stories with an identifier or hash of another length"
        ),
        ("SELECT COUNT(*) FROM entry WHERE length(key) <> 16 OR length(entry_hash) <> 16", "keys or hashes of entries of another length"),
        ("SELECT COUNT(*) FROM text WHERE length(content_hash) <> 16", "hashes of texts of another length"),
        ("SELECT COUNT(*) FROM sketch WHERE length(marks) <> 24 OR length(bins) <> 128", "sketches of texts of another length"),
        ("SELECT COUNT(*) FROM pending WHERE length(id) <> 16", "names to be published of another length"),
        (
            "SELECT COUNT(*) FROM page WHERE story NOT IN (SELECT number FROM story) OR source NOT IN (SELECT number FROM source)",
            "pages waited for of a story or source that is not there"
        ),
        ("SELECT COUNT(*) FROM source WHERE profile NOT IN (SELECT number FROM profile)", "sources without their settings"),
        (
            "SELECT COUNT(*) FROM source WHERE part_of IS NOT NULL AND part_of NOT IN (SELECT number FROM source)",
            "documents of a source that is not there"
        ),
    ]
}
