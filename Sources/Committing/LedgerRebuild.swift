public import Bookkeeping
public import NewsModel
public import Spooling

/// Reads a spool back into a new ledger, so that nothing in it is told again.
///
/// What stands in the articles alone comes back: stories, their versions and keys, and the texts that are known by their hash. What does
/// not is learnt again: validators, pace, pages waited for, and the entries that were left out. Each source is then polled as one that is
/// seen for the first time, so that `articles.backfill` holds for what the spool does not know.
///
/// Every call blocks. No daemon runs meanwhile: ledger and spool are locked.
public final class LedgerRebuild {
    /// What came of it.
    public struct Report: Sendable {
        /// Articles that were read.
        public var articles = 0
        /// Stories they tell.
        public var stories = 0
        /// Of these articles, those that were staged and not published; the next start publishes them.
        public var adopted = 0
        /// Files that are no sound article: path or name, and what is wrong. Their stories may be told again.
        public var unsound: [String] = []
        /// Sources of articles that are not configured, with how many.
        public var unconfigured: [SourceID: Int] = [:]
        /// Where the former ledger is now; nil where there was none.
        public var formerLedger: String?
    }

    private let spool: SpoolDirectory
    private let writer: SpoolWriter
    private let replacement: LedgerReplacement
    /// Who gets each article; nil for the spool's own boxes.
    private let owners: [String?]
    private let now: Instant
    private var report = Report()
    private var stories: [ArticleID: Int64] = [:]
    private var readers: [String?: SpoolReader] = [:]
    /// So many articles are one transaction.
    private static let articlesAtOnce = 500

    /// Locks both, and makes an empty ledger beside the one in use.
    ///
    /// - Throws: ``CommitError``, of which `ledgerCode` or `spoolCode` is `.inUse` where a daemon runs.
    public init(ledger path: String, spool: SpoolDirectory, consumers: [String], now: Instant) throws(CommitError) {
        self.spool = spool
        self.now = now
        owners = consumers.isEmpty ? [nil] : consumers
        do {
            // A spool that is not there is not made: that would be the wrong place.
            _ = try spool.owners()
            writer = try SpoolWriter(directory: spool, consumers: consumers)
            replacement = try LedgerReplacement(of: path)
        } catch {
            throw CommitError(error)
        }
    }

    /// Does it.
    ///
    /// - Parameters:
    ///   - configure: brings an empty ledger to what the configuration says.
    ///   - progress: is told articles read, and articles in all.
    /// - Throws: ``CommitError``; the former ledger is then in use as before, unless it says otherwise.
    public func run(configure: (Ledger) throws -> Void, progress: (Int, Int) -> Void) throws(CommitError) -> Report {
        defer { replacement.discard() }
        do {
            let ledger = replacement.ledger
            try writer.create(now: now)
            try configure(ledger)
            let (articles, staged) = (try spool.inventory(), try spool.stagedArticles())
            try read(articles, into: ledger) { progress($0, articles.count + staged.count) }
            try ledger.transaction { transaction in
                let published = Set(articles.map(\.id))
                for (id, path, consumers) in staged {
                    if published.contains(id) {
                        try transaction.addPending(id)
                    } else if consumers.isSuperset(of: owners) {
                        try adopt(id, path, in: transaction)
                    }
                }
                if let identity = writer.identity { try transaction.setNote(.spool, identity.id) }
                if let last = (articles.map(\.id) + staged.map(\.id)).max() { try transaction.setNote(.greatestArticle, last.description) }
            }
            report.stories = stories.count
            report.formerLedger = try replacement.finish(now: now)
            return report
        } catch {
            throw CommitError(error)
        }
    }

    private func read(_ articles: [(id: ArticleID, consumer: String?)], into ledger: Ledger, progress: (Int) -> Void) throws {
        var rest = articles[...]
        while !rest.isEmpty {
            try ledger.transaction { transaction in
                for (id, consumer) in rest.prefix(LedgerRebuild.articlesAtOnce) {
                    do {
                        try add(try reader(of: consumer).soundArticle(id), to: transaction)
                    } catch let error as SpoolError where error.code == .damaged || error.code == .missing {
                        report.unsound.append(error.message)
                    }
                }
            }
            rest = rest.dropFirst(LedgerRebuild.articlesAtOnce)
            progress(articles.count - rest.count)
        }
    }

    private func reader(of consumer: String?) throws -> SpoolReader {
        if let known = readers[consumer] { return known }
        let reader = try SpoolReader(directory: spool, consumer: consumer)
        readers[consumer] = reader
        return reader
    }

    /// A file that was staged for every consumer, and published to none: whether its commit took place the lost ledger knew. Where the
    /// file is whole the next start publishes it, and it counts as told. One that lacks a consumer was not committed: it is asked for again.
    private func adopt(_ id: ArticleID, _ path: String, in transaction: LedgerTransaction) throws {
        guard let article = try? spool.stagedArticle(id, path: path) else { return }
        // A version that was staged once more after a failure.
        if let number = stories[article.story], let known = try transaction.story(number), known.version >= article.version { return }
        try add(article, to: transaction)
        try transaction.addPending(id)
        report.adopted += 1
    }

    // MARK: One article

    private func add(_ article: Article, to ledger: LedgerTransaction) throws {
        report.articles += 1
        let source = try self.source(of: article, in: ledger)
        let day = now.day.daysSinceEpoch
        var story =
            try stories[article.story].flatMap { try ledger.story($0) }
            ?? StoryRecord(source: source.number, firstSeenAt: article.firstSeenAt)
        if article.version > story.version {
            if story.version > 0 {
                story.changes = story.changes.adding(article.contentHash, insteadOf: story.contentHash, now: article.id.instant)
            }
            (story.id, story.version, story.latest) = (article.story, article.version, article.id)
            (story.contentHash, story.isWithdrawn) = (article.contentHash, article.event == .withdrawn)
            story.isPageText = article.provenance.format == "html"
            story.listedDay = day
            if story.number == 0 { try ledger.insert(&story) } else { try ledger.update(story) }
            stories[article.story] = story.number
        }
        for key in LedgerRebuild.keys(of: article, source: source.number) {
            // The entry itself is not known: it is looked at again when it is listed.
            try ledger.bind(key, source: source.number, story: story.number, entryHash: .unknown, day: day)
        }
        if article.event != .withdrawn {
            try remember(article, story: story.number, window: source.duplicateWindow, in: ledger)
            if source.nearDuplicates == .tag, let sketch = TextSketch(of: CanonicalContent(article.content).text) {
                try ledger.remember(SketchRecord(story: story.number, toldAt: article.id.instant, sketch: sketch))
            }
        }
    }

    private func source(of article: Article, in ledger: LedgerTransaction) throws -> SourceRecord {
        let named = article.source
        if let known = try ledger.record(of: named.id), report.unconfigured[named.id] == nil { return known }
        report.unconfigured[named.id, default: 0] += 1
        // Kept as one that was removed, and not polled: should it be configured or imported again, what it told is known.
        return try ledger.record(of: Source(id: named.id, name: named.name, url: named.url, kind: named.kind), now: now)
    }

    /// Every key the entry may be looked up by: whether its identifier and its link were unique in their document is not known any more.
    /// A key that several stories have leads to the last of them.
    private static func keys(of article: Article, source: Int64) -> [LedgerKey] {
        var keys = [article.canonicalURL, article.url].flatMap {
            EntryName(guid: nil, link: $0, hash: article.contentHash).keys(source: source)
        }
        keys += EntryName(guid: article.guid, link: nil, hash: article.contentHash).keys(source: source)
        keys.append(LedgerKey(source: source, contentHash: article.contentHash))
        return keys
    }

    /// The first one who told a text within the window is remembered for it.
    private func remember(_ article: Article, story: Int64, window: Duration, in ledger: LedgerTransaction) throws {
        let told = article.id.instant
        if let known = try ledger.text(article.contentHash), told - known.seenAt <= window { return }
        let link = (article.canonicalURL ?? article.url).map(LedgerKey.number(ofLink:))
        try ledger.remember(article.contentHash, TextRecord(story: story, link: link, seenAt: told))
    }
}

extension ContentHash {
    /// Of an entry that was not read: it is like no other.
    fileprivate static var unknown: ContentHash { ContentHash(hashing: Array("wirespool: not read".utf8)) }
}
