public import NewsModel

/// What a server answered, whatever its status: no redirect is followed.
public struct FetchResponse: Sendable {
    /// 200–599 as a rule.
    public var status: Int
    /// Of the final header block, in order; white space around the values removed. Each byte of a value is one character
    /// (Latin-1, U+0000–U+00FF), so that a validator goes back byte for byte.
    public var headers: [HeaderField]
    /// After decompression as `Content-Encoding` says.
    public var body: [UInt8]
    /// Of a large body; nil for all others.
    public var place: BodyPlace?
    /// As requested.
    public var url: String
    /// `1.0`, `1.1` or `2`.
    public var httpVersion: String
    /// The address it came from: the server's, or the proxy's.
    public var remoteAddress: String
    /// Bytes of the body before decompression.
    public var bodyBytesOnWire: Int
    /// From the start of the transfer, not counting the wait for its turn.
    public var duration: Duration

    /// A response, such as a test makes.
    public init(
        status: Int, headers: [HeaderField] = [], body: [UInt8] = [], place: BodyPlace? = nil, url: String, httpVersion: String = "1.1",
        remoteAddress: String = "", bodyBytesOnWire: Int = 0, duration: Duration = .zero
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.place = place
        self.url = url
        self.httpVersion = httpVersion
        self.remoteAddress = remoteAddress
        self.bodyBytesOnWire = bodyBytesOnWire
        self.duration = duration
    }

    /// A field's value whose bytes are read as UTF-8 where they are valid: what a `Location` holds in practice.
    public static func utf8(_ value: String) -> String { HeaderText.utf8(value) }
}
