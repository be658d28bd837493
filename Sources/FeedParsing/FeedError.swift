public import NewsModel

/// Why a document gave no feed.
public struct FeedError: Error, Equatable, Sendable {
    /// `notAFeed`, `malformed`, `encoding`, `truncated` or `tooLarge`.
    public var type: ErrorType
    /// What was found.
    public var message: String
    /// What to do about it.
    public var hint: String

    /// A feed error.
    public init(type: ErrorType, message: String, hint: String = "") {
        self.type = type
        self.message = message
        self.hint = hint
    }
}
