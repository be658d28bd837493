/// What a document may cost. What lies beyond is left out, and ``HTMLDocument/isTruncated`` says so.
public struct HTMLLimits: Sendable {
    /// Bytes of markup that are read.
    public var maximumBytes = 16 << 20
    /// Elements and texts.
    public var maximumNodes = 400_000
    /// Elements within each other; deeper ones are read as if their tags were not there.
    public var maximumDepth = 256
    /// Attributes of one element.
    public var maximumAttributes = 64

    /// The limits of a page.
    public init() {}
}
