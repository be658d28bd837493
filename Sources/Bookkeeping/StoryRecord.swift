package import NewsModel

/// What the ledger keeps of a story: its latest version alone, and what tells a text that flaps.
package struct StoryRecord: Equatable, Sendable {
    /// Its number in the ledger; 0 before it is stored.
    package var number: Int64 = 0
    /// The number of the source that first told it.
    package var source: Int64
    /// The `id` of version 1; nil while nothing of it was spooled.
    package var id: ArticleID?
    /// 0 while nothing of it was spooled.
    package var version = 0
    /// The `id` of the latest version.
    package var latest: ArticleID?
    /// Of the latest version; of version 0 the feed's own text, nil while its page is waited for.
    package var contentHash: ContentHash?
    /// Whether the publisher took it back.
    package var isWithdrawn = false
    /// Whether the latest version was read from its page.
    package var isPageText = false
    /// When it was first listed.
    package var firstSeenAt: Instant
    /// The day it was last listed on.
    package var listedDay: Int64
    /// How often it changed of late.
    package var changes = RecentChanges()

    /// A story of which nothing was spooled.
    package init(source: Int64, firstSeenAt: Instant) {
        self.source = source
        self.firstSeenAt = firstSeenAt
        listedDay = firstSeenAt.day.daysSinceEpoch
    }
}

/// How often a story changed within one window of a day, and what its last texts were.
package struct RecentChanges: Equatable, Sendable {
    /// When the window began.
    package var windowBeganAt = Instant(milliseconds: 0)
    /// Revisions within it.
    package var revisions = 0
    /// Of these, returns to an earlier text.
    package var returns = 0
    /// Of the versions before the latest, the last one first; at most ``remembered``.
    package var earlierHashes: [ContentHash] = []

    /// How many earlier texts are remembered.
    package static let remembered = 4

    package init() {}
}

/// What the ledger keeps of an entry's key.
package struct EntryRecord: Equatable, Sendable {
    /// The number of its story.
    package var story: Int64
    /// The first 16 bytes of the entry's hash as it was last read.
    package var entryHash: [UInt8]
    /// The day it was last listed on.
    package var listedDay: Int64

    /// Whether the entry is still as it was.
    package func isSame(as hash: ContentHash) -> Bool { hash.bytes.prefix(16).elementsEqual(entryHash) }
}

/// What the ledger keeps of a text that was told.
package struct TextRecord: Equatable, Sendable {
    /// The number of the story that told it.
    package var story: Int64
    /// Its link as a number, see ``LedgerKey/number(ofLink:)``.
    package var link: Int64?
    /// When it was told.
    package var seenAt: Instant
    /// The `id` of version 1 of its story; nil while nothing of it was spooled, or where it was not asked for.
    package var storyID: ArticleID?
    /// The day its story was last listed on; nil where it was not asked for.
    package var listedDay: Int64?

    package init(story: Int64, link: Int64?, seenAt: Instant) {
        self.story = story
        self.link = link
        self.seenAt = seenAt
    }
}

/// What the commit needs to know of a source.
package struct SourceRecord: Equatable, Sendable {
    /// What stands for it in the ledger: its entries are known by it.
    package var number: Int64
    /// Its row, or that of the part of it that was polled: the state of that document stands there.
    package var row: Int64
    /// The day on which entries of it were last read; nil where none ever were at the URL it has now.
    package var listedDay: Int64?
    /// How long a content hash counts for it.
    package var duplicateWindow: Duration
    /// What is done about texts that are nearly the same.
    package var nearDuplicates = ArticlePolicy.NearDuplicates.tag
    /// Whether it was polled at the URL it has now.
    package var isPolledURL = true
    /// Whether what it was polled with makes the same of its document as what is configured now.
    package var isReadAlike = true
    /// What stands in its row as far as indexes are over it; nil where it has none of its own.
    package var steady: SteadyState?

    /// Whether the operator paused it, maybe while it was polled.
    package var isPaused: Bool { steady?.standing == SourceState.Standing.paused.rawValue }

    /// Whether no document of it was ever listed.
    package var isFirstPoll: Bool { listedDay == nil }
}

/// What seldom changes of a source's state, and has indexes over it: SQLite writes an index anew for every column that is set, changed or not.
package struct SteadyState: Equatable, Sendable {
    var standing: String
    var failures: Int64
    var silentSince: Int64?

    init(standing: String, failures: Int64, silentSince: Int64?) {
        (self.standing, self.failures, self.silentSince) = (standing, failures, silentSince)
    }

    init(_ state: SourceState) {
        self.init(standing: state.standing.rawValue, failures: Int64(state.failures), silentSince: state.silentSince?.milliseconds)
    }
}
