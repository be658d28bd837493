public import NewsModel

/// One GET that is to be made: one hop, to one URL.
public struct FetchRequest: Sendable {
    /// Absolute, `http` or `https`. Characters beyond ASCII may stand in it as they came; its user information becomes
    /// ``Credentials/basic(username:password:)`` where no other credentials are given.
    public var url: String
    /// Sent exactly as given, in this order: validators, `Accept` and the like.
    ///
    /// Values of nothing above U+00FF are sent as Latin-1, so that a value of ``FetchResponse/headers`` goes back byte for byte; all
    /// others as UTF-8.
    public var headers: [HeaderField]
    /// Sent with the first request, without being asked for.
    public var credentials: Credentials?
    /// Authorities and client certificate, by the paths of PEM files; nil for the system's authorities and no certificate.
    public var tls: SourceTLS?
    /// `User-Agent`; empty for ``FetcherConfiguration/defaultUserAgent``.
    public var userAgent: String
    /// The proxy's URL; empty for none. The environment's proxy variables are never looked at.
    public var proxy: String
    /// Until a connection stands: the name looked up, TLS included.
    public var connectTimeout: Duration
    /// The whole transfer, from the moment it leaves the waiting line.
    public var timeout: Duration
    /// Bytes of the body after decompression.
    public var maximumBodyBytes: Int
    /// Bytes of all header blocks and trailers. libcurl takes no more than 300 KiB.
    public var maximumHeaderBytes: Int

    /// A request.
    public init(
        url: String, headers: [HeaderField] = [], credentials: Credentials? = nil, tls: SourceTLS? = nil, userAgent: String = "",
        proxy: String = "", connectTimeout: Duration = .seconds(10), timeout: Duration = .seconds(30),
        maximumBodyBytes: Int = 16 << 20, maximumHeaderBytes: Int = 256 << 10
    ) {
        self.url = url
        self.headers = headers
        self.credentials = credentials
        self.tls = tls
        self.userAgent = userAgent
        self.proxy = proxy
        self.connectTimeout = connectTimeout
        self.timeout = timeout
        self.maximumBodyBytes = maximumBodyBytes
        self.maximumHeaderBytes = maximumHeaderBytes
    }
}

/// What a request is paid for with; secrets already read from their files.
public enum Credentials: Hashable, Sendable {
    /// RFC 7617.
    case basic(username: String, password: String)
    /// RFC 6750.
    case bearer(token: String)
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The scheme's name alone: credentials are never shown.
    public var description: String {
        switch self {
        case .basic: "Basic …"
        case .bearer: "Bearer …"
        }
    }

    /// The scheme's name alone.
    public var debugDescription: String { description }

    /// A mirror without children, so that `dump` shows no secret either.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
