public import NewsModel

/// One thing that was found for a field of an article, whether it was taken, and why.
public struct FieldCandidate: Sendable {
    /// The field's name, as in the article's JSON.
    public var field: String
    /// What was found, shortened to 300 characters.
    public var value: String
    /// Where it was found.
    public var origin: FieldOrigin
    /// Where it was found, for people: `og:title`, `h1`, the name of a rule.
    public var place: String
    /// Whether the field was taken from it.
    public var isChosen: Bool
    /// What spoke for or against it.
    public var reason: String?
}
