public import NewsModel

/// The article that a page holds.
public struct PageArticle: Sendable {
    /// What it tells.
    public var content: ArticleContent
    /// The link the page gives itself, absolute and without tracking parameters; else the one it was fetched from.
    public var canonicalURL: String?
    /// Where each field was found.
    public var fields: [String: FieldOrigin]
    /// What was repaired, assumed or missed, each code once.
    public var warnings: [ArticleWarning]
    /// The character set it was read in, as the WHATWG Encoding Standard names it.
    public var encoding: String
    /// What was found for each field and whether it was taken; empty unless it was asked for.
    public var explanation: [FieldCandidate] = []
}

/// Why a page gave no article.
public struct PageError: Error, Hashable, Sendable {
    /// ``ErrorType/noArticle``, ``ErrorType/encoding``, ``ErrorType/tooLarge`` or ``ErrorType/malformed``.
    public var type: ErrorType
    /// What happened.
    public var message: String
    /// What to do about it.
    public var hint: String
    /// Where the page sends its readers, an absolute http or https URL; nil for one that does not.
    public var location: String?

    /// An error.
    public init(type: ErrorType, message: String, hint: String, location: String? = nil) {
        self.type = type
        self.message = message
        self.hint = hint
        self.location = location
    }
}
