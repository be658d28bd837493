import GRDB
package import NewsModel

extension LedgerTransaction {
    /// Notes which documents an index names now: new ones are due at once, those that it names no more are forgotten. What they told
    /// is remembered with the source itself.
    ///
    /// - Parameters:
    ///   - urls: The documents' addresses.
    ///   - index: The source, or the part of one, whose document is the index.
    ///   - record: What the ledger has of it.
    /// - Returns: How many are new.
    package func setParts(_ urls: [String], of index: Source, _ record: SourceRecord, now: Instant) throws -> Int {
        var listed: [String: Int64] = [:]
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: "SELECT id, number FROM source WHERE listed_by = ?"), arguments: [record.row])
        while let row = try rows.next() { listed[row[0]] = row[1] }
        var added = 0
        for url in urls {
            let part = index.part(at: url, isLate: !record.isFirstPoll)
            if listed.removeValue(forKey: part.id.rawValue) != nil { continue }
            // Another index of the source may name it as well.
            if try number(of: part.id) != nil { continue }
            let row = try insert(part, state: SourceState(nextPollAt: now))
            try db.cachedStatement(sql: "UPDATE source SET origin = 'index', part_of = ?, listed_by = ? WHERE number = ?")
                .execute(arguments: [record.number, record.row, row])
            added += 1
        }
        for row in listed.values { try deleteParts(listedBy: row, andItself: true) }
        return added
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
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT number, configuration FROM source WHERE part_of = ?"), arguments: [number])
        for row in rows {
            guard let former = SourceRow.source(row[1]), let place = former.part else { continue }
            var part = source.part(at: former.url, isLate: place.isLate)
            part.part?.depth = place.depth
            try db.cachedStatement(
                sql: """
                    UPDATE source SET id = ?, configuration = ?, is_enabled = ?, maximum_interval = ?, duplicate_window = ? WHERE number = ?
                    """
            ).execute(arguments: [
                part.id.rawValue, SourceRow.data(part), part.isEnabled, part.polling.maximumInterval.milliseconds,
                part.articles.duplicateWindow.milliseconds, row[0] as Int64,
            ])
            if !former.isRead(like: part) { try forgetBody(of: row[0]) }
        }
    }
}
