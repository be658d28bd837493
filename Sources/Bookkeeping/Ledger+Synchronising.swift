import Foundation
import GRDB
public import NewsModel

extension Ledger {
    /// How long the state of a source that left the configuration is kept.
    public static let removedSourcesAreKept = Duration.days(30)

    /// No rule puts a poll further off than this or the longest interval, unless the publisher asks for it.
    static let longestPause = Duration.days(7)

    /// Brings the ledger's configured sources to what the configuration says; imported ones are left alone.
    ///
    /// Unchanged sources keep their next poll and their validators. A changed URL drops validators, body hash and standing and keeps
    /// what was seen, and backfill holds again; what makes something else of the same document drops validators and body hash alone, so
    /// that it is read again. `formerly` renames. A source that is no longer there keeps its state for ``removedSourcesAreKept``. A
    /// next poll beyond what any rule gives, as after a clock was set back, is drawn into the next interval, each source to its own
    /// time, unless the publisher asked for it.
    /// - Throws: ``LedgerError``; then nothing is changed.
    public func synchronise(
        _ configured: [Source], now: Instant, firstPollAt: (SourceID) -> Instant
    ) throws(LedgerError) -> (added: Int, changed: Int, removed: Int) {
        try write { transaction in
            let db = transaction.db
            var known = try transaction.configuredSources()
            var (added, changed, removed) = (0, 0, 0)
            let names = Set(configured.map(\.id.rawValue))
            for source in configured {
                let data = try SourceRow.data(source)
                if known[source.id.rawValue] == nil, let former = source.formerly?.rawValue, !names.contains(former),
                    let row = known.removeValue(forKey: former)
                {
                    try db.cachedStatement(sql: "UPDATE source SET id = ? WHERE number = ?").execute(arguments: [
                        source.id.rawValue, row.number,
                    ])
                    known[source.id.rawValue] = row
                }
                guard let row = known.removeValue(forKey: source.id.rawValue) else {
                    _ = try transaction.insert(source, state: SourceState(nextPollAt: firstPollAt(source.id)))
                    added += 1
                    continue
                }
                if row.isRemoved { added += 1 }
                guard row.isRemoved || row.configuration != data else { continue }
                if !row.isRemoved { changed += 1 }
                try transaction.update(source, data: data, number: row.number)
                try transaction.updateParts(of: source, number: row.number, isMoved: row.url != source.url)
                if row.url != source.url {
                    try transaction.forgetAnswers(of: row.number, nextPollAt: firstPollAt(source.id))
                } else if let former = SourceRow.source(row.configuration), !former.isRead(like: source) {
                    try transaction.forgetBody(of: row.number)
                }
            }
            for row in known.values where !row.isRemoved {
                try db.cachedStatement(sql: "UPDATE source SET removed_at = ? WHERE number = ?").execute(arguments: [
                    now.milliseconds, row.number,
                ])
                removed += 1
            }
            try transaction.drawNear(now: now)
            try transaction.deleteRemovedSources(now: now)
            return (added, changed, removed)
        }
    }
}

/// What is compared of a source that the ledger knows.
private struct KnownSource {
    var number: Int64
    var url: String
    var configuration: Data
    var isRemoved: Bool
}

extension LedgerTransaction {
    fileprivate func configuredSources() throws -> [String: KnownSource] {
        var known: [String: KnownSource] = [:]
        let rows = try Row.fetchCursor(
            db, sql: "SELECT id, number, url, configuration, removed_at IS NOT NULL FROM source WHERE origin = 'configuration'")
        while let row = try rows.next() {
            known[row[0]] = KnownSource(number: row[1], url: row[2], configuration: row[3], isRemoved: row[4])
        }
        return known
    }

    fileprivate func update(_ source: Source, data: Data, number: Int64) throws {
        try db.cachedStatement(
            sql: """
                UPDATE source SET url = ?, configuration = ?, is_enabled = ?, maximum_interval = ?, duplicate_window = ?, removed_at = NULL
                WHERE number = ?
                """
        ).execute(arguments: [
            source.url, data, source.isEnabled, source.polling.maximumInterval.milliseconds,
            source.articles.duplicateWindow.milliseconds, number,
        ])
    }

    /// Draws next polls near that no rule of today gives, and spreads them: a multiplication by a prime scatters what is numbered in a row.
    fileprivate func drawNear(now: Instant) throws {
        try db.execute(
            sql: """
                UPDATE source SET next_poll_at = ?1 + (number * 2654435761) % MAX(maximum_interval, 1)
                WHERE next_poll_at > ?1 + MAX(maximum_interval, ?2) AND standing NOT IN ('gone', 'quarantined')
                    AND next_reason NOT IN ('retry_after', 'gone', 'refused')
                """, arguments: [now.milliseconds, Ledger.longestPause.milliseconds])
    }

    /// The document is asked for whole the next time.
    func forgetBody(of number: Int64) throws {
        try db.cachedStatement(
            sql: "UPDATE source SET validators_url = NULL, etag = NULL, last_modified = NULL, body_hash = NULL WHERE number = ?"
        ).execute(arguments: [number])
    }

    /// What was learnt of another URL says nothing of this one; what was seen stays.
    fileprivate func forgetAnswers(of number: Int64, nextPollAt: Instant) throws {
        try db.cachedStatement(
            sql: """
                UPDATE source SET validators_url = NULL, etag = NULL, last_modified = NULL, body_hash = NULL, failures = 0,
                    error_type = NULL, error_message = NULL, slowdown = 0, move_url = NULL, move_count = NULL, move_since = NULL,
                    listed_day = NULL,
                    standing = CASE standing WHEN 'paused' THEN 'paused' ELSE 'active' END, crashes = 0, next_poll_at = ?, next_reason = 'first'
                WHERE number = ?
                """
        ).execute(arguments: [nextPollAt.milliseconds, number])
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
