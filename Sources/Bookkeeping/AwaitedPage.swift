public import NewsModel

/// An entry that waits for its page: a row of the ledger, so that no crash forgets it.
public struct AwaitedPage: Equatable, Sendable {
    /// After so many failed attempts the page is given up.
    public static let maximumAttempts = 6

    /// Its number in the ledger.
    public let id: Int64
    /// The source that listed it.
    public let source: SourceID
    /// The page.
    public let url: String
    /// The feed's own text.
    public let candidate: Candidate
    /// Of the entry as it was listed last.
    public let entryHash: ContentHash
    /// Not fetched before.
    public let nextTryAt: Instant
    /// Then the feed's own text is spooled, if nothing else was.
    public let deadline: Instant
    /// Attempts that failed.
    public let attempts: Int
    /// The story, where one of its versions is in the spool already.
    public let story: ArticleID?
    /// Whether the feed's own text is still to be spooled should the page not come before the deadline.
    public let isFeedTextOwed: Bool
}
