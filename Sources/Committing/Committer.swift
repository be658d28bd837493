public import Bookkeeping
public import NewsModel
public import Spooling

/// The one way in which an article becomes visible.
///
/// 1. `BEGIN IMMEDIATE`: each text gets its verdict from what the ledger knows now.
/// 2. The files are written to `tmp/`, each is synced, then `tmp/` is.
/// 3. `COMMIT`, synchronous=FULL: keys, hashes, versions, the pending names, and the sources' validators and next poll.
/// 4. Each name is renamed into `new/`; `new/` and `tmp/` are synced.
/// 5. Only then, in the next transaction, does the ledger forget the pending names.
///
/// Every call blocks; commit queue only.
public final class Committer {
    private let ledger: Ledger
    private let spool: SpoolWriter
    private var generator: ArticleIDGenerator
    /// Committed, and not all of them renamed and synced.
    private var unpublished: [ArticleID] = []
    /// Published; the ledger still has them as pending.
    private var settled: [ArticleID] = []
    /// Staged in a transaction of which it is not known yet whether it took place.
    private var unresolved: [ArticleID] = []
    /// Staged in a COMMIT that failed. The ledger does not know them; but until the next COMMIT overwrites what it left in SQLite's
    /// log, a crash could still bring it to life. Their files are kept for so long.
    private var doubtful: [ArticleID] = []

    /// A committer over a ledger and a spool; ``recover(now:)`` comes before the first commit.
    ///
    /// - Throws: ``CommitError`` where the ledger cannot be read.
    public init(ledger: Ledger, spool: SpoolWriter) throws(CommitError) {
        self.ledger = ledger
        self.spool = spool
        do {
            generator = ArticleIDGenerator(after: try ledger.note(.greatestArticle).flatMap(ArticleID.init))
        } catch {
            throw CommitError(error)
        }
    }

    /// Whether articles are committed that could not be published: ``publishPending()`` tries again, as does every commit.
    public var hasUnpublished: Bool { !unpublished.isEmpty || !unresolved.isEmpty }

    /// Bytes that may still be written on the spool's file system.
    ///
    /// - Throws: ``CommitError``.
    public func freeBytes() throws(CommitError) -> Int64 {
        do { return try spool.freeBytes() } catch { throw CommitError(error) }
    }

    // MARK: Start

    /// Ends what a crash interrupted, and makes a new spool where ledger and directory are both new. Before anything else.
    ///
    /// - Throws: ``CommitError`` — `.foreign` where ledger and spool do not belong together, or the spool holds articles that the ledger
    ///   does not know of: then nothing was touched. Where the disk takes nothing (``CommitError/isOfDisk``) it may be repeated.
    public func recover(now: Instant) throws(CommitError) -> RecoveryReport {
        do {
            var report = RecoveryReport()
            report.isNewSpool = spool.identity == nil
            let isNewPair = try refuseForeign()
            try spool.create(now: now)
            if isNewPair, let identity = spool.identity { try ledger.transaction { try $0.setNote(.spool, identity.id) } }
            let pending = try ledger.pending()
            (report.published, report.removed) = try spool.recover(pending: pending)
            settled = Array(pending)
            return report
        } catch {
            throw CommitError(error)
        }
    }

    /// - Returns: whether the ledger is to learn which spool is its own.
    private func refuseForeign() throws -> Bool {
        let pairing = Pairing(
            ledgerPath: ledger.path, spoolPath: spool.directory.path, known: try ledger.note(.spool), found: spool.identity?.id,
            greatestKnown: try ledger.note(.greatestArticle).flatMap(ArticleID.init), greatestFound: try spool.greatestID())
        if let refusal = pairing.refusal { throw CommitError(.foreign, refusal.message, hint: refusal.hint, isTransient: false) }
        return pairing.known == nil
    }

    // MARK: Commit

    /// Commits a batch: one transaction, one staging, one publication.
    ///
    /// - Returns: a report for each item, in their order. The articles are committed; should their publication have failed,
    ///   ``hasUnpublished`` says so and it is tried again.
    /// - Throws: ``CommitError``; nothing of the batch remains, and the same items may be committed again.
    public func commit(_ items: [CommitItem], now: Instant) throws(CommitError) -> [CommitReport] {
        try publishPending()
        guard !items.isEmpty else { return [] }
        var staged: [ArticleID] = []
        var reports: [CommitReport] = []
        do {
            try ledger.transaction { transaction in
                for id in settled { try transaction.forgetPending(id) }
                var batch = CommitBatch(ledger: transaction, generator: generator, now: now)
                defer { generator = batch.generator }
                for item in items {
                    switch item {
                    case .poll(let poll): reports.append(try batch.add(poll))
                    case .page(let page): reports.append(try batch.add(page))
                    }
                }
                guard let last = batch.articles.last else { return }
                try transaction.setNote(.greatestArticle, last.id.description)
                try spool.stage(batch.articles.map { ($0.id, $0.jsonLine) })
                staged = batch.articles.map(\.id)
            }
        } catch let error as LedgerError where error.code == .outcomeUnknown && !staged.isEmpty {
            unresolved += staged
            guard try resolve() == .committed else { throw CommitError(error) }
        } catch {
            spool.discard(staged)
            throw CommitError(error)
        }
        settled = []
        unpublished += staged
        if !doubtful.isEmpty {
            spool.discard(doubtful)
            doubtful = []
        }
        // They are committed: that they are not seen yet is no failure of this batch.
        try? publishPending()
        return reports
    }

    /// Removes articles that consumers finished before an instant, and the longest spooled of those beyond a size.
    ///
    /// - Returns: how many; a bounded number in one call.
    /// - Throws: ``CommitError``.
    public func removeDone(before instant: Instant, maximumBytes: Int64? = nil) throws(CommitError) -> Int {
        do { return try spool.removeDone(before: instant, maximumBytes: maximumBytes) } catch { throw CommitError(error) }
    }

    /// Publishes what earlier calls could not.
    ///
    /// - Throws: ``CommitError``; may be repeated.
    public func publishPending() throws(CommitError) {
        if !unresolved.isEmpty { _ = try resolve() }
        guard !unpublished.isEmpty else { return }
        do {
            try spool.publish(unpublished)
        } catch {
            throw CommitError(error)
        }
        settled += unpublished
        unpublished = []
    }

    private enum Resolution { case committed, undone }

    /// Asks the ledger whether a COMMIT took place.
    private func resolve() throws(CommitError) -> Resolution {
        let known: Set<ArticleID>
        do { known = try ledger.pending() } catch { throw CommitError(error) }
        let isCommitted = unresolved.first.map(known.contains) ?? false
        if isCommitted { unpublished += unresolved } else { doubtful += unresolved }
        unresolved = []
        return isCommitted ? .committed : .undone
    }
}
