import Foundation
import GRDB
public import NewsModel

extension Ledger {
    /// Opens a ledger for importing, also while the daemon runs or starts: by SQLite's own locks alone. It is made where there is none.
    ///
    /// - Throws: ``LedgerError``, as ``init(path:)``; `.newerVersion` also where a running daemon is of another version.
    public static func openForImport(path: String) throws(LedgerError) -> Ledger {
        let beside = FileManager.default.fileExists(atPath: path) ? try Ledger(beside: path) : nil
        if let beside { return beside }
        do throws(LedgerError) {
            try Ledger(path: path).close()
        } catch  where error.code == .inUse {
            throw LedgerError(.newerVersion, "ledger \(path): the daemon that runs is of another version")
        }
        guard let ledger = try Ledger(beside: path) else {
            throw LedgerError(.inputOutput, "ledger \(path): it could not be brought up to date")
        }
        return ledger
    }

    /// Imports sources in one transaction: all of them, or none.
    ///
    /// A source that was imported before is found by its address, or by its identifier where that was given, and brought to what is said
    /// now. The state of one that was removed of late is taken up again.
    /// - Parameters:
    ///   - run: What earlier batches of the same run met.
    ///   - firstPollAt: By its identifier and its place in the run, from 0.
    /// - Returns: What became of each, in their order.
    /// - Throws: ``LedgerError``; then nothing is changed, and `run` is as it was.
    public func importSources(
        _ batch: [ImportedSource], run: inout ImportRun, now: Instant, firstPollAt: (SourceID, Int) -> Instant
    ) throws(LedgerError) -> [ImportOutcome] {
        var next = run
        let outcomes = try write { transaction in
            var profiles: [String: Int64] = [:]
            return try batch.map { imported in
                let profile: Int64
                if let known = profiles[imported.overrides] {
                    profile = known
                } else {
                    profile = try transaction.profile(
                        data: SourceProfile.data(SourceProfile.template(of: imported.source)), overrides: imported.overrides)
                    profiles[imported.overrides] = profile
                }
                return try transaction.take(imported, profile: profile, run: &next, now: now, firstPollAt: firstPollAt)
            }
        }
        run = next
        return outcomes
    }

    /// Removes imported sources; their states are kept for ``removedSourcesAreKept``.
    ///
    /// - Returns: The identifiers that are none of imported sources.
    /// - Throws: ``LedgerError``; then nothing is changed.
    public func removeImported(_ ids: [SourceID], now: Instant) throws(LedgerError) -> [SourceID] {
        try write { transaction in
            try ids.filter { id in
                try transaction.db.cachedStatement(
                    sql: "UPDATE source SET removed_at = ? WHERE id = ? AND origin = 'import' AND removed_at IS NULL"
                ).execute(arguments: [now.milliseconds, id.rawValue])
                return transaction.db.changesCount == 0
            }
        }
    }
}

extension LedgerTransaction {
    /// What is looked at of a source that has the identifier or the address of one that is imported.
    private struct Known {
        var number: Int64
        var id: SourceID
        var name: String
        var url: String
        var profile: Int64
        var isImported: Bool
        var isRemoved: Bool

        init?(_ row: Row) {
            guard let id = SourceID(row[1]) else { return nil }
            (number, self.id, name, url, profile, isImported, isRemoved) = (row[0], id, row[2], row[3], row[4], row[5], row[6])
        }
    }

    private func known(_ condition: String, _ argument: any DatabaseValueConvertible) throws -> Known? {
        try first(
            "SELECT number, id, name, url, profile, origin = 'import', removed_at IS NOT NULL FROM source WHERE \(condition)",
            [argument], Known.init)
    }

    fileprivate func take(
        _ imported: ImportedSource, profile: Int64, run: inout ImportRun, now: Instant, firstPollAt: (SourceID, Int) -> Instant
    ) throws -> ImportOutcome {
        var source = imported.source
        if let found = try number(ofURL: source.url), let known = try known("number = ?", found.number) {
            if !known.isRemoved {
                let isOther = imported.isIDGiven && known.id != source.id
                if !known.isImported || isOther || !run.met.insert(known.number).inserted {
                    return .sameAddress(as: known.id, isConfigured: !known.isImported)
                }
                return try bring(known, to: imported, profile: profile)
            }
            // What was removed comes back with its state, under the name it had or the one it is given.
            let isFree = try !imported.isIDGiven || known.id == source.id || self.known("id = ?", source.id.rawValue) == nil
            if isFree {
                if !imported.isIDGiven { source.id = known.id }
                try db.cachedStatement(sql: "UPDATE source SET id = ? WHERE number = ?").execute(arguments: [
                    source.id.rawValue, known.number,
                ])
                try update(named(source, imported), profile: profile, origin: .import, number: known.number)
                run.met.insert(known.number)
                return .added(source.id)
            }
        }
        if imported.isIDGiven, let known = try known("id = ?", source.id.rawValue) {
            if known.isRemoved {
                try update(named(source, imported), profile: profile, origin: .import, number: known.number)
                try forgetAnswers(of: known.number, nextPollAt: firstPollAt(source.id, run.count), now: now)
                run.met.insert(known.number)
                return .added(source.id)
            }
            guard known.isImported, run.met.insert(known.number).inserted else {
                return .sameIdentifier(known.id, isConfigured: !known.isImported)
            }
            try update(named(source, imported), profile: profile, origin: .import, number: known.number)
            try forgetAnswers(of: known.number, nextPollAt: firstPollAt(source.id, run.count), now: now)
            return .changed(source.id)
        }
        if !imported.isIDGiven { source.id = try freeIdentifier(source.id, url: source.url) }
        let state = SourceState(nextPollAt: firstPollAt(source.id, run.count), decidedAt: now)
        let number = try insert(named(source, imported), profile: profile, origin: .import, state: state)
        run.met.insert(number)
        return .added(source.id)
    }

    private func named(_ source: Source, _ imported: ImportedSource) -> Source {
        var source = source
        if !imported.isNameGiven { source.name = source.id.rawValue }
        return source
    }

    private func bring(_ known: Known, to imported: ImportedSource, profile: Int64) throws -> ImportOutcome {
        var source = imported.source
        source.id = known.id
        source = named(source, imported)
        guard known.profile != profile || known.name != source.name || known.url != source.url else { return .unchanged(known.id) }
        try update(source, profile: profile, origin: .import, number: known.number)
        if let former = try profiles.template(known.profile, db), !former.isRead(like: source) { try forgetBody(of: known.number) }
        return .changed(known.id)
    }

    /// A proposal, or where it is taken the proposal with something of the address behind it, so that it is the same in every run.
    private func freeIdentifier(_ proposal: SourceID, url: String) throws -> SourceID {
        if try number(of: proposal) == nil { return proposal }
        let letters = Array("abcdefghijklmnopqrstuvwxyz234567")
        var hash = UInt64(bitPattern: SourceProfile.urlKey(url))
        while true {
            let suffix = String((0..<8).map { letters[Int(hash >> UInt64($0 * 5) & 31)] })
            let text = String(proposal.rawValue.prefix(55)) + "-" + suffix
            if let id = SourceID(text), try number(of: id) == nil { return id }
            hash = hash &* 0x9E37_79B9_7F4A_7C15 &+ 1
        }
    }
}
