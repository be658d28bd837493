import Bookkeeping
import Committing
import Glibc
import NewsModel
import Spooling
import Testing

/// A ledger, a spool and a committer in a directory of their own, which goes with the value.
final class Desk {
    let path: String
    let source: Source
    let other: Source
    var now = Instant(year: 2026, month: 1, day: 11, hour: 10)
    /// The spool's consumers; none for its own boxes alone.
    let consumers: [String]
    private var opened: (ledger: Ledger, committer: Committer)?

    init(consumers: [String] = [], files: any SpoolFileSystem = SystemCalls(), interruption: LedgerInterruption? = nil) throws {
        self.consumers = consumers
        path = "/tmp/wirespool-commit-\(getpid())-\(UInt64.random(in: 0 ... .max))"
        mkdir(path, 0o700)
        source = Source(id: try #require(SourceID("first")), url: "https://first.example/feed")
        other = Source(id: try #require(SourceID("second")), url: "https://second.example/feed")
        try open(files: files, interruption: interruption)
        let due = now
        _ = try ledger.synchronise([source, other], now: now) { _ in due }
    }

    deinit {
        close()
        Desk.remove(path)
    }

    var ledgerPath: String { path + "/ledger.db" }
    var spool: SpoolDirectory { SpoolDirectory(path: path + "/spool") }
    var ledger: Ledger { get throws { try #require(opened).ledger } }
    var committer: Committer { get throws { try #require(opened).committer } }

    @discardableResult
    func open(files: any SpoolFileSystem = SystemCalls(), interruption: LedgerInterruption? = nil) throws -> RecoveryReport {
        close()
        let ledger = try Desk.unlocked { try Ledger(path: ledgerPath, interruption: interruption) }
        let writer = try Desk.unlocked { try SpoolWriter(directory: spool, consumers: consumers, files: files) }
        let committer = try Committer(ledger: ledger, spool: writer)
        opened = (ledger, committer)
        return try committer.recover(now: now)
    }

    /// A program that another test starts holds every lock of this process until its exec(2).
    static func unlocked<Value>(_ open: () throws -> Value) throws -> Value {
        for _ in 0..<200 {
            do {
                return try open()
            } catch let error as LedgerError where error.code == .inUse {
                usleep(5000)
            } catch let error as SpoolError where error.code == .inUse {
                usleep(5000)
            }
        }
        return try open()
    }

    func close() {
        opened?.ledger.close()
        opened = nil
    }

    /// What is published and not claimed, in its order.
    var published: [Article] {
        get throws {
            let reader = try SpoolReader(directory: spool)
            return try reader.articlesWaiting().map { try reader.article($0) }
        }
    }

    /// Who takes articles: nil for the spool's own boxes.
    var owners: [String?] { consumers.isEmpty ? [nil] : consumers }

    /// What is in new/ and cur/ of a consumer, in its order.
    func visible(to consumer: String?) throws -> [Article] {
        let reader = try SpoolReader(directory: spool, consumer: consumer)
        return try [.new, .cur].flatMap { try reader.articles(in: $0) }.sorted().map { try reader.article($0) }
    }

    /// The names in `tmp/`.
    var staged: [String] { get throws { try SystemCalls().names(in: spool.stagingPath) } }

    /// A state as after a poll that succeeded.
    var state: SourceState {
        var state = SourceState(nextPollAt: now + .hours(1))
        state.lastSuccessAt = now
        state.validators = Validators(url: "https://first.example/feed", etag: "\"1\"", lastModified: nil)
        return state
    }

    /// Makes both sources known, so that backfill is over.
    func settle() throws {
        for source in [source, other] {
            try ledger.setState(state, for: source.id)
            try ledger.transaction { transaction in
                let record = try transaction.record(of: source, now: now)
                try transaction.setListedDay(now.day.daysSinceEpoch, of: record.number)
            }
        }
    }

    func record(_ items: [ListedItem], by source: Source? = nil) -> CommitItem {
        let source = source ?? self.source
        let items = items.map { item in
            var item = item
            item.candidate.source = source.articleSource
            return item
        }
        return .poll(PollRecord(source: Shared(wrappedValue: source), state: state, items: items, listedAt: now))
    }

    @discardableResult
    func poll(_ items: [ListedItem], by source: Source? = nil) throws -> CommitReport {
        try #require(try committer.commit([record(items, by: source)], now: now).first)
    }

    @discardableResult
    func poll(_ items: ListedItem..., by source: Source? = nil) throws -> CommitReport { try poll(items, by: source) }

    @discardableResult
    func page(_ page: AwaitedPage, _ outcome: PageRecord.Outcome, decidedAt: Instant? = nil) throws -> CommitReport {
        let record = PageRecord(page: page, outcome: outcome, decidedAt: decidedAt ?? now)
        return try #require(try committer.commit([.page(record)], now: now).first)
    }

    /// The pages that are due.
    var pages: [AwaitedPage] { get throws { try ledger.pagesDue(before: now, limit: 10) } }

    static func remove(_ path: String) {
        for name in (try? SystemCalls().names(in: path)) ?? [] where unlink("\(path)/\(name)") != 0 { remove("\(path)/\(name)") }
        rmdir(path)
    }
}

/// A text long enough to be known again by its hash.
let longText = String(repeating: "The council met on Sunday and agreed on the plan. ", count: 6)

/// An entry; its hash is of everything it says.
func entry(
    _ guid: String?, _ body: String, headline: String = "Council agrees", url: String? = nil, date: NewsDate? = nil,
    wantsPage: Bool = false, pubstatus: String? = nil, isUnique: Bool = true
) -> ListedItem {
    var content = ArticleContent()
    content.headline = headline
    content.bodyText = body
    content.publishedAt = date ?? .instant(Instant(year: 2026, month: 1, day: 11, hour: 9))
    content.pubstatus = pubstatus
    let link = url ?? guid.map { "https://first.example/\($0)" }
    let candidate = Candidate(
        source: ArticleSource(id: .placeholder, name: "", url: "", kind: .feed), guid: guid, url: link, content: content,
        fetchedAt: Instant(year: 2026, month: 1, day: 11, hour: 10), provenance: Provenance(format: "rss20"))
    let text = [guid ?? "", headline, body, link ?? "", pubstatus ?? ""].joined(separator: "\u{0}")
    return ListedItem(
        candidate: candidate, entryHash: ContentHash(hashing: Array(text.utf8)), isGuidUnique: isUnique, isLinkUnique: isUnique,
        wantsPage: wantsPage)
}

extension SourceID {
    /// Of entries that were not given to a source yet.
    static var placeholder: SourceID { SourceID("none") ?? { preconditionFailure("a name of letters") }() }
}
