import GRDB
package import NewsModel

extension LedgerTransaction {
    /// Notes which documents an index names now: those that are new or changed are due at once, those that it names no more are
    /// forgotten. What they told is remembered with the source itself.
    ///
    /// - Parameters:
    ///   - parts: The documents.
    ///   - index: The source, or the part of one, whose document is the index.
    ///   - record: What the ledger has of it.
    /// - Returns: How many came due.
    package func setParts(_ parts: [ListedPart], of index: Source, _ record: SourceRecord, now: Instant) throws -> Int {
        var listed: [String: (number: Int64, change: Int64?)] = [:]
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: "SELECT id, number, listed_change FROM source WHERE listed_by = ?"), arguments: [record.row])
        while let row = try rows.next() { listed[row[0]] = (row[1], row[2]) }
        var due = 0
        for item in parts {
            let part = index.part(at: item.url, isLate: !record.isFirstPoll, isDated: item.changedAt != nil)
            let change = item.changedAt?.milliseconds
            if let known = listed.removeValue(forKey: part.id.rawValue) {
                if let change, change != known.change, try bringForward(known.number, change: change, now: now) { due += 1 }
                continue
            }
            // Another index of the source may name it as well.
            if try number(of: part.id) != nil { continue }
            let row = try insert(part, profile: profile(of: part), origin: .index, state: SourceState(nextPollAt: now))
            try db.cachedStatement(sql: "UPDATE source SET part_of = ?, listed_by = ?, listed_change = ? WHERE number = ?")
                .execute(arguments: [record.number, record.row, change, row])
            due += 1
        }
        for known in listed.values { try deleteParts(listedBy: known.number, andItself: true) }
        return due
    }

    /// A change that is announced makes a document due, unless it fails or its publisher asked for patience.
    ///
    /// - Returns: Whether it is due now.
    private func bringForward(_ number: Int64, change: Int64, now: Instant) throws -> Bool {
        try db.cachedStatement(sql: "UPDATE source SET listed_change = ? WHERE number = ?").execute(arguments: [change, number])
        try db.cachedStatement(
            sql: """
                UPDATE source SET next_poll_at = ?1, decided_at = ?1, next_reason = 'announced'
                WHERE number = ?2 AND next_poll_at > ?1 AND failures = 0 AND standing = 'active'
                    AND next_reason NOT IN ('freshness', 'retry_after', 'slowdown', 'skip')
                """
        ).execute(arguments: [now.milliseconds, number])
        return db.changesCount > 0
    }

    private func deleteParts(listedBy row: Int64, andItself: Bool) throws {
        for number in try Int64.fetchAll(db.cachedStatement(sql: "SELECT number FROM source WHERE listed_by = ?"), arguments: [row]) {
            try deleteParts(listedBy: number, andItself: true)
        }
        if andItself { try db.cachedStatement(sql: "DELETE FROM source WHERE number = ?").execute(arguments: [row]) }
    }

    /// Configures the parts of a source as it is configured itself; a source at another address has none until its index is read.
    func updateParts(of source: Source, number: Int64, isMoved: Bool) throws {
        if isMoved {
            try deleteParts(listedBy: number, andItself: false)
            return
        }
        for row in try Int64.fetchAll(db.cachedStatement(sql: "SELECT number FROM source WHERE part_of = ?"), arguments: [number]) {
            guard let former = try self.source(row), let place = former.part else { continue }
            var part = source.part(at: former.url, isLate: place.isLate, isDated: place.isDated)
            part.part?.depth = place.depth
            try rename(row, to: part.id)
            try update(part, profile: profile(of: part), origin: .index, number: row)
            if !former.isRead(like: part) { try forgetBody(of: row) }
        }
    }
}
