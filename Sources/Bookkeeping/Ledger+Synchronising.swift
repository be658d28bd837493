import Foundation
import GRDB
public import NewsModel

extension Ledger {
    /// How long the state of a source that left the configuration is kept.
    public static let removedSourcesAreKept = Duration.days(30)

    /// No rule puts a poll further off than this or the longest interval, unless the publisher asks for it.
    static let longestPause = Duration.days(7)

    /// Brings the ledger's configured sources to what the configuration says, and imported ones to its defaults.
    ///
    /// Unchanged sources keep their next poll and their validators. A changed URL drops validators, body hash and standing and keeps
    /// what was seen, and backfill holds again; what makes something else of the same document drops validators and body hash alone, so
    /// that it is read again. `formerly` renames. A source that is no longer there keeps its state for ``removedSourcesAreKept``. One
    /// that was imported, and is configured now by its identifier or its address, becomes the configuration's. A
    /// next poll beyond what any rule gives, as after a clock was set back, is drawn into the next interval, each source to its own
    /// time, unless the publisher asked for it.
    /// - Parameter imported: What an imported source is made of, by what was said of it (``ImportedSource/overrides``), with today's
    ///   defaults; nil leaves it as it is.
    /// - Throws: ``LedgerError``; then nothing is changed.
    public func synchronise(
        _ configured: [Source], now: Instant, imported: (String) -> Source? = { _ in nil }, firstPollAt: (SourceID) -> Instant
    ) throws(LedgerError) -> (added: Int, changed: Int, removed: Int) {
        try write { transaction in
            let db = transaction.db
            try transaction.renewImportedProfiles(imported)
            var known = try transaction.configuredSources()
            var (added, changed, removed) = (0, 0, 0)
            let names = Set(configured.map(\.id.rawValue))
            var profile = ProfileMaking(transaction)
            for source in configured {
                if known[source.id.rawValue] == nil, let former = source.formerly?.rawValue, !names.contains(former),
                    let row = known.removeValue(forKey: former)
                {
                    try transaction.rename(row.number, to: source.id)
                    known[source.id.rawValue] = row
                }
                if known[source.id.rawValue] == nil { known[source.id.rawValue] = try transaction.adoptImported(source) }
                guard let row = known.removeValue(forKey: source.id.rawValue) else {
                    _ = try transaction.insert(
                        source, profile: profile.number(of: source), state: SourceState(nextPollAt: firstPollAt(source.id), decidedAt: now))
                    added += 1
                    continue
                }
                if row.isRemoved { added += 1 }
                let template = try transaction.profiles.template(row.profile, db)
                let isAlike =
                    try row.url == source.url && row.name == source.name && template == SourceProfile.template(of: source)
                    && !row.isImported
                guard row.isRemoved || !isAlike else { continue }
                if !row.isRemoved { changed += 1 }
                try transaction.update(source, profile: profile.number(of: source), origin: .configuration, number: row.number)
                try transaction.updateParts(of: source, number: row.number, isMoved: row.url != source.url)
                if row.url != source.url {
                    try transaction.forgetAnswers(of: row.number, nextPollAt: firstPollAt(source.id), now: now)
                } else if let template, !template.isRead(like: source) {
                    try transaction.forgetBody(of: row.number)
                }
            }
            for row in known.values where !row.isRemoved {
                try transaction.remove(row.number, now: now)
                removed += 1
            }
            try transaction.followClock(now: now)
            try transaction.drawNear(now: now)
            try transaction.deleteRemovedSources(now: now)
            if changed + removed > 0 { try transaction.deleteUnusedProfiles() }
            return (added, changed, removed)
        }
    }
}

/// What is compared of a source that the ledger knows.
private struct KnownSource {
    var number: Int64
    var name: String
    var url: String
    var profile: Int64
    var isRemoved: Bool
    var isImported = false

    static let columns = "number, name, url, profile, removed_at IS NOT NULL, origin = 'import'"

    init(_ row: Row) {
        (number, name, url, profile, isRemoved, isImported) = (row[0], row[1], row[2], row[3], row[4], row[5])
    }
}

/// Makes the profiles of many sources, most of which have the one of the source before.
private struct ProfileMaking {
    let transaction: LedgerTransaction
    private var last: (template: Source, number: Int64)?

    init(_ transaction: LedgerTransaction) { self.transaction = transaction }

    mutating func number(of source: Source) throws -> Int64 {
        let template = try SourceProfile.template(of: source)
        if let last, last.template == template { return last.number }
        let number = try transaction.profile(data: SourceProfile.data(template), overrides: nil)
        last = (template, number)
        return number
    }
}

extension LedgerTransaction {
    fileprivate func configuredSources() throws -> [String: KnownSource] {
        var known: [String: KnownSource] = [:]
        let rows = try Row.fetchCursor(
            db, sql: "SELECT \(KnownSource.columns), id FROM source WHERE origin = 'configuration'")
        while let row = try rows.next() { known[row[6]] = KnownSource(row) }
        return known
    }

    /// The imported source of that identifier, or of that address, which takes the identifier; nil where there is none.
    fileprivate func adoptImported(_ source: Source) throws -> KnownSource? {
        if let row = try first("SELECT \(KnownSource.columns) FROM source WHERE id = ?", [source.id.rawValue], KnownSource.init) {
            return row
        }
        guard let number = try number(ofURL: source.url)?.number else { return nil }
        let known = try first(
            "SELECT \(KnownSource.columns) FROM source WHERE number = ? AND origin = 'import'", [number], KnownSource.init)
        if known != nil { try rename(number, to: source.id) }
        return known
    }

    func rename(_ number: Int64, to id: SourceID) throws {
        try db.cachedStatement(sql: "UPDATE source SET id = ? WHERE number = ?").execute(arguments: [id.rawValue, number])
    }

    /// The source with an address, however it is written; one that is not removed before one that is.
    func number(ofURL url: String) throws -> (number: Int64, id: String, isImported: Bool, isRemoved: Bool)? {
        let wanted = URLReference.normalized(url)
        let rows = try Row.fetchCursor(
            db.cachedStatement(
                sql: """
                    SELECT number, id, origin = 'import', removed_at IS NOT NULL, url FROM source
                    WHERE url_key = ? AND part_of IS NULL ORDER BY 4
                    """),
            arguments: [SourceProfile.urlKey(url)])
        while let row = try rows.next() {
            if URLReference.normalized(row[4]) == wanted { return (row[0], row[1], row[2], row[3]) }
        }
        return nil
    }

    func update(_ source: Source, profile: Int64, origin: SourceOrigin, number: Int64) throws {
        try db.cachedStatement(
            sql: """
                UPDATE source SET name = ?, url = ?, url_key = ?, profile = ?, origin = ?, is_enabled = ?, maximum_interval = ?,
                    duplicate_window = ?, removed_at = NULL
                WHERE number = ?
                """
        ).execute(arguments: [
            source.name, source.url, SourceProfile.urlKey(source.url), profile, origin.rawValue, source.isEnabled,
            source.polling.maximumInterval.milliseconds, source.articles.duplicateWindow.milliseconds, number,
        ])
    }

    /// The state is kept for a while.
    func remove(_ number: Int64, now: Instant) throws {
        try db.cachedStatement(sql: "UPDATE source SET removed_at = ? WHERE number = ?").execute(arguments: [now.milliseconds, number])
    }

    /// Gives imported sources the defaults of today. Complexity: O(profiles), and O(sources) where defaults changed.
    fileprivate func renewImportedProfiles(_ template: (String) -> Source?) throws {
        var (changed, reread): ([Int64], [Int64]) = ([], [])
        for row in try Row.fetchAll(db, sql: "SELECT number, overrides, template FROM profile WHERE overrides IS NOT NULL") {
            guard let new = template(row[1]) else { continue }
            let former = try? JSONDecoder().decode(Source.self, from: row[2] as Data)
            guard try former != SourceProfile.template(of: new) else { continue }
            try db.execute(
                sql: "UPDATE profile SET template = ? WHERE number = ?",
                arguments: [SourceProfile.data(SourceProfile.template(of: new)), row[0] as Int64])
            try db.execute(
                sql: """
                    UPDATE source SET is_enabled = ?, maximum_interval = ?, duplicate_window = ? WHERE profile = ?
                    """,
                arguments: [
                    new.isEnabled, new.polling.maximumInterval.milliseconds, new.articles.duplicateWindow.milliseconds, row[0] as Int64,
                ])
            changed.append(row[0])
            if let former, !former.isRead(like: new) { reread.append(row[0]) }
        }
        if !changed.isEmpty { profiles.clear() }
        for profile in reread { try forgetBodies("profile = ?", profile) }
        for profile in changed {
            let wholes = try Row.fetchAll(
                db, sql: "SELECT number, url FROM source WHERE profile = ? AND number IN (SELECT part_of FROM source)",
                arguments: [profile])
            for row in wholes {
                guard let whole = try source(row[0]) else { continue }
                try updateParts(of: whole, number: row[0], isMoved: false)
            }
        }
    }

    /// Draws next polls near that no rule of today gives, and spreads them: a multiplication by a prime scatters what is numbered in a row.
    fileprivate func drawNear(now: Instant) throws {
        try db.execute(
            sql: """
                UPDATE source SET next_poll_at = ?1 + (number * 2654435761) % MAX(maximum_interval, 1), decided_at = ?1
                WHERE next_poll_at > ?1 + MAX(maximum_interval, ?2) AND standing NOT IN ('gone', 'quarantined')
                    AND next_reason NOT IN ('retry_after', 'gone', 'refused')
                """, arguments: [now.milliseconds, Ledger.longestPause.milliseconds])
    }

    /// The document is asked for whole the next time.
    func forgetBody(of number: Int64) throws { try forgetBodies("number = ?", number) }

    private func forgetBodies(_ condition: String, _ argument: Int64) throws {
        try db.cachedStatement(
            sql: "UPDATE source SET validators_url = NULL, etag = NULL, last_modified = NULL, body_hash = NULL WHERE \(condition)"
        ).execute(arguments: [argument])
    }

    /// What was learnt of another URL says nothing of this one; what was seen stays.
    func forgetAnswers(of number: Int64, nextPollAt: Instant, now: Instant) throws {
        try db.cachedStatement(
            sql: """
                UPDATE source SET validators_url = NULL, etag = NULL, last_modified = NULL, body_hash = NULL, failures = 0,
                    error_type = NULL, error_message = NULL, slowdown = 0, move_url = NULL, move_count = NULL, move_since = NULL,
                    listed_day = NULL, habit = NULL, entry_gap = NULL, silent_since = NULL, read_at = NULL, hub = NULL, self_url = NULL,
                    standing = CASE standing WHEN 'paused' THEN 'paused' ELSE 'active' END, crashes = 0, next_poll_at = ?, decided_at = ?,
                    next_reason = 'first'
                WHERE number = ?
                """
        ).execute(arguments: [nextPollAt.milliseconds, now.milliseconds, number])
    }

    /// Forgets sources that left the configuration long ago. Their keys go with ``Ledger/prune(now:limit:)``.
    func deleteRemovedSources(now: Instant) throws {
        let limit = (now - Ledger.removedSourcesAreKept).milliseconds
        try db.execute(sql: "DELETE FROM page WHERE source IN (SELECT number FROM source WHERE removed_at < ?)", arguments: [limit])
        try db.execute(
            sql: "DELETE FROM source WHERE part_of IN (SELECT number FROM source WHERE removed_at < ?)", arguments: [limit])
        try db.execute(sql: "DELETE FROM source WHERE removed_at < ?", arguments: [limit])
    }
}

extension Source {
    /// Whether both make the same of one document: the same entries, and the same of them with their pages.
    func isRead(like other: Source) -> Bool {
        kind == other.kind && keep == other.keep && drop == other.drop && links == other.links
            && articles.fullText == other.articles.fullText
    }
}
