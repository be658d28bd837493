import Bookkeeping
import NewsModel

/// What becomes of a text.
enum Verdict: Equatable {
    /// It tells nothing that its story's latest version does not, or another source's story is not this one's to revise.
    case unchanged
    /// The story flaps: not now.
    case held(until: Instant)
    /// Another story told it. Bound to that one, not spooled.
    case duplicate(story: Int64)
    /// Not to be told, but known from now on: taken back before it was ever told.
    case remembered
    /// A story's first version.
    case new
    /// A later version.
    case revised
    /// The publisher takes the story back.
    case withdrawn
}

/// A text, as far as it matters for whether it is news.
struct ToldText: Equatable {
    /// The number of the source that tells it.
    var source: Int64
    /// Over its canonical content.
    var contentHash: ContentHash
    /// Of its canonical content what is not the headline.
    var canonicalText: String
    /// Whether it is long enough to be known again by its hash alone.
    var isLong: Bool
    /// Its canonical link.
    var address: String?
    /// Whether the publisher takes it back.
    var isWithdrawn: Bool

    /// Its canonical link as a number; reckoned at each call, since most texts are told apart without it.
    var link: Int64? { address.map(LedgerKey.number(ofLink:)) }

    /// From so many characters on, the same text is the same story: "Photos of the day" is not.
    static let longTextCharacters = 200

    init(_ candidate: Candidate, source: Int64) {
        let canonical = CanonicalContent(candidate.content)
        self.source = source
        contentHash = ContentHash(hashing: canonical.bytes)
        canonicalText = canonical.text
        isLong = canonical.text.unicodeScalars.prefix(ToldText.longTextCharacters).count == ToldText.longTextCharacters
        address = candidate.canonicalURL ?? candidate.url
        isWithdrawn = ["canceled", "cancelled", "withheld"].contains(candidate.content.pubstatus ?? "")
    }
}

/// What the ledger knows of a text.
struct Knowledge: Equatable {
    /// The story that one of the entry's keys leads to.
    var story: StoryRecord?
    /// Who told the same text, whenever that was.
    var twin: TextRecord?
    /// How long a content hash counts.
    var duplicateWindow: Duration
    /// When it is decided.
    var now: Instant
}

/// Which story a text belongs to, and whether it is told: a pure function over what the ledger knows.
///
/// 1. A key that is known leads to its story; with that story's latest version alone the text is compared. Only the source that first
///    told a story revises it or takes it back; a story that was taken back once is not taken back again.
/// 2. A text that is known within the window, and is long or has the same canonical link, is a duplicate of the story that told it.
/// 3. Everything else is new.
func verdict(for text: ToldText, knowing: Knowledge) -> Verdict {
    if let story = knowing.story, story.version > 0 {
        guard story.source == text.source else { return .unchanged }
        if text.isWithdrawn { return story.isWithdrawn ? .unchanged : .withdrawn }
        if story.contentHash == text.contentHash && !story.isWithdrawn { return .unchanged }
        return story.changes.end(forbidding: text.contentHash, now: knowing.now).map(Verdict.held) ?? .revised
    }
    if text.isWithdrawn { return .remembered }
    // Left out by backfill, and not changed since.
    if let story = knowing.story, story.contentHash == text.contentHash, !story.isWithdrawn { return .unchanged }
    if let twin = knowing.twin, twin.counts(at: knowing.now, within: knowing.duplicateWindow),
        text.isLong || (twin.link != nil && text.link == twin.link)
    {
        return .duplicate(story: twin.story)
    }
    return .new
}

extension TextRecord {
    /// Whether it counts that somebody told the text: within the window, of which none at all holds nothing. A time to come, by a clock
    /// that was ahead, is within it.
    func counts(at now: Instant, within window: Duration) -> Bool { window > .zero && now - seenAt <= window }
}

/// Texts that flap are told a few times a day, and the last of them always.
///
/// Within a day from the first revision of a story: at most ``limit`` revisions, and at most one of them a return to one of its last four
/// texts (A → B → A is told, the next B is not). What is forbidden is looked at again when the day is over.
extension RecentChanges {
    static let day = Duration.days(1)
    static let limit = 24

    /// When a text may be told that may not be told now; nil where it may.
    func end(forbidding text: ContentHash, now: Instant) -> Instant? {
        guard isOpen(at: now) else { return nil }
        let isForbidden = revisions >= RecentChanges.limit || (returns >= 1 && earlierHashes.contains(text))
        return isForbidden ? windowBeganAt + RecentChanges.day : nil
    }

    /// The changes after one more: `text` took the place of `former`.
    func adding(_ text: ContentHash, insteadOf former: ContentHash?, now: Instant) -> RecentChanges {
        var changes = self
        if !isOpen(at: now) {
            changes.windowBeganAt = now
            (changes.revisions, changes.returns) = (0, 0)
        }
        changes.revisions += 1
        if earlierHashes.contains(text) { changes.returns += 1 }
        if let former { changes.earlierHashes = Array(([former] + earlierHashes).prefix(RecentChanges.remembered)) }
        return changes
    }

    /// Whether the day is not over; a clock that was set back ends it.
    private func isOpen(at now: Instant) -> Bool { now >= windowBeganAt && now < windowBeganAt + RecentChanges.day }
}
