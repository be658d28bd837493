import Bookkeeping
import NewsModel

/// What is done with a listed entry before its text is looked at.
enum ListingStep: Equatable {
    /// It is as it was.
    case pass
    /// It is older than the backfill: known from now on, not told.
    case remember
    /// It waits for its page.
    case awaitPage
    /// It waits for its page, unless the feed's own text is as it was.
    case awaitPageUnlessSame
    /// Its own text is judged.
    case judge

    /// The step for an entry.
    ///
    /// - Parameters:
    ///   - entry: what is known of its first key that is known.
    ///   - story: the story that key leads to.
    ///   - source: the number of the source that lists it.
    ///   - isWithinBackfill: whether it may be told though the source is seen for the first time.
    init(_ item: ListedItem, entry: EntryRecord?, story: StoryRecord?, source: Int64, isWithinBackfill: Bool) {
        if let entry, entry.isSame(as: item.entryHash) {
            self = .pass
        } else if entry == nil && !isWithinBackfill {
            self = .remember
        } else if !item.wantsPage || item.candidate.url == nil || item.candidate.content.pubstatus.map({ $0 != "usable" }) == true {
            self = .judge
        } else if let story, story.version > 0 && story.source != source {
            self = .judge
        } else if let story, story.version == 0 && story.contentHash != nil {
            self = .awaitPageUnlessSame
        } else {
            self = .awaitPage
        }
    }
}

/// Which entries of a source seen for the first time are told.
struct Backfill {
    private let policy: ArticlePolicy.Backfill
    private let limit: Int
    private let now: Instant
    private var admitted = 0
    private var undated = 0

    /// So many entries without a date are told.
    static let undatedEntries = 10

    /// - Parameter limit: How many entries are told at most; nil for as many as the policy admits.
    init(_ policy: ArticlePolicy.Backfill, limit: Int? = nil, now: Instant) {
        self.policy = policy
        self.limit = policy == .all ? .max : limit ?? .max
        self.now = now
    }

    /// Whether the next entry, in the order of the document, is told.
    mutating func admits(_ content: ArticleContent) -> Bool {
        guard admitted < limit, isRecent(content) else { return false }
        admitted += 1
        return true
    }

    private mutating func isRecent(_ content: ArticleContent) -> Bool {
        switch policy {
        case .all: return true
        case .none: return false
        case .within(let duration):
            guard let date = content.publishedAt ?? content.updatedAt else {
                undated += 1
                return undated <= Backfill.undatedEntries
            }
            switch date {
            case .instant(let instant): return instant >= now - duration
            // The day may have been anywhere in the zones, and the hour any.
            case .day: return date.earliestInstant + .days(1) >= now - duration
            }
        }
    }
}
