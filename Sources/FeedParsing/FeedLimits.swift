/// What a feed may cost.
public struct FeedLimits: Sendable {
    /// Bytes of the document, and of it in UTF-8.
    public var maximumBytes = 64 << 20
    /// Elements within each other; what lies deeper is read as text of the last that is not.
    public var maximumDepth = 200
    /// Elements and pieces of text.
    public var maximumNodes = 4_000_000
    /// Bytes that the document's own entities may become, all together.
    public var maximumEntityBytes = 1 << 20
    /// Items; the rest is left unread, with a warning.
    public var maximumEntries = 100_000

    /// The defaults.
    public init() {}
}
