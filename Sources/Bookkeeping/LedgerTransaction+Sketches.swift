import Foundation
import GRDB
package import NewsModel

/// What the ledger keeps of a text to find near-duplicates of it.
package struct SketchRecord: Equatable, Sendable {
    /// The number of the story whose latest text it is.
    package var story: Int64
    /// When that was told.
    package var toldAt: Instant
    /// What is kept of it.
    package var sketch: TextSketch

    package init(story: Int64, toldAt: Instant, sketch: TextSketch) {
        self.story = story
        self.toldAt = toldAt
        self.sketch = sketch
    }
}

extension LedgerTransaction {
    /// How many sketches are kept, whatever their age.
    package static let maximumSketches: Int64 = 10_000_000
    /// Of the texts with one mark, so many are looked at, the last told first: a mark that more texts have tells nothing.
    private static let textsOfOneMark = 64

    /// Texts that may be near-duplicates: those with the most marks in common first, and of these those that were told last.
    ///
    /// - Complexity: O(log rows): a look-up for each mark, of a bounded number of rows, and `limit` more.
    package func sketches(like sketch: TextSketch, limit: Int) throws -> [SketchRecord] {
        var common: [Int64: Int] = [:]
        let lookUp = try db.cachedStatement(sql: "SELECT sketch FROM mark WHERE hash = ? ORDER BY sketch DESC LIMIT ?")
        for mark in sketch.marks {
            let numbers = try Int64.fetchCursor(lookUp, arguments: [Int64(mark), LedgerTransaction.textsOfOneMark])
            while let number = try numbers.next() { common[number, default: 0] += 1 }
        }
        let likeliest = common.sorted { ($0.value, $0.key) > ($1.value, $1.key) }.prefix(limit)
        return try likeliest.compactMap { number, _ in
            // A mark may outlive its sketch: it is forgotten in a later step.
            try first("SELECT story, told_at, marks, bins FROM sketch WHERE number = ?", [number]) { row in
                TextSketch(marks: LedgerTransaction.marks(row.bytes(2)), bins: row.bytes(3)).map {
                    SketchRecord(story: row[0], toldAt: Instant(milliseconds: row[1]), sketch: $0)
                }
            }
        }
    }

    /// Remembers a story's latest text, in place of the one before.
    package func remember(_ record: SketchRecord) throws {
        try forgetSketch(ofStory: record.story)
        let marks = record.sketch.marks.prefix(TextSketch.keptMarkCount)
        var data = Data()
        for mark in marks { withUnsafeBytes(of: mark.bigEndian) { data.append(contentsOf: $0) } }
        try db.cachedStatement(sql: "INSERT INTO sketch(story, told_at, marks, bins) VALUES (?, ?, ?, ?)")
            .execute(arguments: [record.story, record.toldAt.milliseconds, data, Data(record.sketch.bins)])
        let number = db.lastInsertedRowID
        // Two of its shingles may have one mark.
        let insert = try db.cachedStatement(sql: "INSERT OR IGNORE INTO mark(hash, sketch) VALUES (?, ?)")
        for mark in marks { try insert.execute(arguments: [Int64(mark), number]) }
    }

    /// Forgets a story's text, so that nothing is found to be like it.
    package func forgetSketch(ofStory story: Int64) throws {
        let known = try first("SELECT number, marks FROM sketch WHERE story = ?", [story]) { row in (row[0] as Int64, row.bytes(1)) }
        guard let (number, marks) = known else { return }
        for mark in LedgerTransaction.marks(marks) {
            try db.cachedStatement(sql: "DELETE FROM mark WHERE hash = ? AND sketch = ?").execute(arguments: [Int64(mark), number])
        }
        try db.cachedStatement(sql: "DELETE FROM sketch WHERE number = ?").execute(arguments: [number])
    }

    private static func marks(_ bytes: [UInt8]) -> [UInt32] {
        stride(from: 0, to: bytes.count - 3, by: 4).map { bytes[$0..<($0 + 4)].reduce(0) { $0 << 8 | UInt32($1) } }
    }

    /// Whether what was done so far can still be committed: some failures of SQLite undo the whole transaction.
    package var isUnderWay: Bool { db.isInsideTransaction }

    /// Forgets sketches told before an instant, and the oldest of those beyond a number; then, of a stretch of the index, the marks of what
    /// is gone.
    ///
    /// - Returns: How many sketches.
    func pruneSketches(toldBefore instant: Instant, limit: Int, maximum: Int64 = maximumSketches) throws -> Int {
        let latest = try Int64.fetchOne(db, sql: "SELECT MAX(number) FROM sketch") ?? 0
        // Numbers rise with time.
        try db.execute(
            sql: """
                DELETE FROM sketch WHERE number <= (
                    SELECT MAX(number) FROM (SELECT number, told_at FROM sketch ORDER BY number LIMIT ?)
                    WHERE told_at < ? OR number <= ?)
                """, arguments: [limit, instant.milliseconds, latest - maximum])
        let count = db.changesCount
        let start = try note(.forgettingMark).flatMap { Int64($0) } ?? -1
        let end = try Int64.fetchOne(
            db, sql: "SELECT hash FROM mark WHERE hash > ? ORDER BY hash LIMIT 1 OFFSET ?",
            arguments: [start, max(0, limit * TextSketch.keptMarkCount - 1)])
        try db.execute(
            sql: """
                DELETE FROM mark WHERE hash > ?1 AND hash <= ?2
                    AND sketch < COALESCE((SELECT MIN(number) FROM sketch), ?3)
                """, arguments: [start, end ?? Int64.max, Int64.max])
        try setNote(.forgettingMark, String(end ?? -1))
        return count
    }
}
