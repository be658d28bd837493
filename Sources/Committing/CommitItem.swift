public import Bookkeeping
public import NewsModel

/// What is committed: a poll of a source, or an attempt at an entry's page.
public enum CommitItem: Sendable {
    /// A source's document was asked for.
    case poll(PollRecord)
    /// An entry's page was asked for.
    indirect case page(PageRecord)
}

/// A poll: what was listed, and how the source stands after it. Both are committed together.
public struct PollRecord: Sendable {
    /// The source, as it was polled.
    @Shared public var source: Source
    /// How it shall stand after the poll.
    @Shared public var state: SourceState
    /// What its document listed, in its order; empty where it failed or did not change.
    public var items: [ListedItem]
    /// Further documents of the source that it names, of which each is polled by itself; nil where it is no index.
    public var parts: [ListedPart]?
    /// How many entries are told of a source seen for the first time, whatever its backfill admits; nil for no such limit.
    public var firstEntries: Int?
    /// When the document was fetched.
    public var listedAt: Instant
    /// When it is polled next, and why, where none of its entries turn out to be known; nil where that makes no difference.
    public var overflow: (at: Instant, reason: PollReason)?
    /// Whether it came by a redirect: where none of its entries turn out to be known, the source has not moved there.
    public var isRedirected = false

    /// A poll.
    public init(
        source: Shared<Source>, state: SourceState, items: [ListedItem], parts: [ListedPart]? = nil, firstEntries: Int? = nil,
        listedAt: Instant
    ) {
        _source = source
        self.state = state
        self.items = items
        self.parts = parts
        self.firstEntries = firstEntries
        self.listedAt = listedAt
    }
}

/// An entry of a source's document.
public struct ListedItem: Sendable {
    /// What it tells.
    public var candidate: Candidate
    /// Over the entry as the document has it: where it is the same as last time, nothing more is looked at.
    public var entryHash: ContentHash
    /// Whether no other entry of the document has its identifier.
    public var isGuidUnique: Bool
    /// Whether no other entry of the document has its link.
    public var isLinkUnique: Bool
    /// Whether its page is to be fetched before it is told.
    public var wantsPage: Bool
    /// Whether it says of itself when it changed. What a listing merely names is told once: that it is named otherwise is no news.
    public var tellsChange: Bool
    /// Makes the whole entry where ``candidate`` is but its name and dates, since it was listed before just as it is; nil where it is whole.
    public var whole: (@Sendable () -> ListedItem)?

    /// How it is named.
    public var name: EntryName {
        EntryName(
            guid: isGuidUnique ? candidate.guid : nil, link: isLinkUnique ? candidate.canonicalURL ?? candidate.url : nil, hash: entryHash)
    }

    /// The entry with everything that it tells.
    func completed() -> ListedItem {
        guard let whole else { return self }
        var item = whole()
        item.tellsChange = tellsChange
        return item
    }

    /// An entry.
    public init(
        candidate: Candidate, entryHash: ContentHash, isGuidUnique: Bool, isLinkUnique: Bool, wantsPage: Bool, tellsChange: Bool = true
    ) {
        self.candidate = candidate
        self.entryHash = entryHash
        self.isGuidUnique = isGuidUnique
        self.isLinkUnique = isLinkUnique
        self.wantsPage = wantsPage
        self.tellsChange = tellsChange
    }
}

/// An attempt at the page an entry waits for.
public struct PageRecord: Sendable {
    /// What came of it.
    public enum Outcome: Sendable {
        /// The page was read; the candidate is page and feed in one.
        case read(Candidate)
        /// It failed, and may be tried again at a time, or never (nil).
        case failed(PollError, retryAt: Instant?)
        /// There is no article: the entry is known, and nothing is told.
        case nothing(PollError)
        /// There was no attempt, and the entry has waited long enough: the feed's own text is to be told now.
        case expired
    }

    /// What waits.
    public var page: AwaitedPage
    /// What came of it.
    public var outcome: Outcome
    /// When the attempt ended, by the clock that its next try was decided by.
    public var decidedAt: Instant

    /// An attempt.
    public init(page: AwaitedPage, outcome: Outcome, decidedAt: Instant) {
        self.page = page
        self.outcome = outcome
        self.decidedAt = decidedAt
    }
}

/// What the commit made of one item.
public struct CommitReport: Sendable {
    /// The source.
    public var source: SourceID
    /// The articles that are in the spool now.
    public var spooled: [Article] = []
    /// Entries whose text another story told: they are bound to it from now on.
    public var duplicates: [(story: ArticleID, url: String?)] = []
    /// Entries that tell nothing new.
    public var unchanged = 0
    /// Entries of a source seen for the first time that are older than its backfill, and entries withheld before they were ever told.
    public var skipped = 0
    /// Entries that wait for their page from now on.
    public var awaited = 0
    /// Changes that are held back because the story's text flaps; they are looked at again with the next poll.
    public var held = 0
    /// Entries that were listed.
    public var entries = 0
    /// Further documents of the source that came due.
    public var dueParts = 0
    /// Why near-duplicates could not be looked for or remembered; nil where that went well. The articles are spooled all the same.
    public var untaggedBecause: String?
    /// Whether a known source's document lists nothing any more that was seen before: something may have been missed.
    public var isOverflow = false
    /// How the source stands after a poll; nil where the ledger took over nothing of it.
    public var state: Shared<SourceState>?

    /// A report of nothing.
    public init(source: SourceID) { self.source = source }
}

/// What a start found to end.
public struct RecoveryReport: Equatable, Sendable {
    /// Articles that were committed before, and are published now.
    public var published: [ArticleID] = []
    /// Files that were being written and belong to nothing.
    public var removed = 0
    /// Whether the spool was made just now.
    public var isNewSpool = false

    /// A report of nothing.
    public init() {}
}
