public import NewsModel

/// Why a document gave no feed.
public struct FeedError: Error, Equatable, Sendable {
    /// `notAFeed`, `malformed`, `encoding`, `truncated` or `tooLarge`.
    public var type: ErrorType
    /// What was found.
    public var message: String
    /// What to do about it.
    public var hint: String
    /// The addresses of the feeds that an HTML page announces: at most five.
    public var announcedFeeds: [String]

    /// A feed error.
    public init(type: ErrorType, message: String, hint: String = "", announcedFeeds: [String] = []) {
        self.announcedFeeds = announcedFeeds
        self.type = type
        self.message = message
        self.hint = hint
    }
}
