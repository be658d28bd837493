import NewsModel

/// A request, judged and taken apart before anything is sent: what libcurl is told of it.
struct FetchTarget {
    /// Without user information and fragment, the host in ASCII.
    let url: String
    /// In ASCII; an IPv6 address in its brackets.
    let host: String
    /// The URL's or the scheme's.
    let port: Int
    /// The name that libcurl looks up, as a key; nil where it looks up none.
    let lookup: String?
    /// The request's, or those of the URL.
    let credentials: Credentials?

    /// Judges a request.
    ///
    /// - Throws: `.forbiddenScheme` for all but http and https, `.forbiddenAddress` for a literal address that the policy refuses,
    ///   `.malformed` for what cannot be sent as it stands.
    init(_ request: FetchRequest, policy: AddressPolicy) throws(FetchError) {
        guard var reference = URLReference(request.url) else {
            throw FetchError(.malformed, "the URL cannot be read", hint: "write an absolute URL, such as https://example.org/feed")
        }
        guard reference.scheme == "http" || reference.scheme == "https" else {
            let named = reference.scheme.map { "the scheme \"\($0.prefix(20))\"" } ?? "a URL without a scheme"
            throw FetchError(.forbiddenScheme, "\(named) is not fetched", hint: "only http and https are")
        }
        guard let given = reference.host, let host = HostName.ascii(given), let port = reference.effectivePort, port > 0 else {
            throw FetchError(.malformed, "the URL's host is neither a name nor an address")
        }
        try FetchTarget.judge(request)
        if let given = request.credentials {
            credentials = given
        } else {
            credentials = try FetchTarget.credentials(userInfo: reference.userInfo)
        }
        if case .bearer(let token) = credentials, !HeaderText.isValue(token) {
            throw FetchError(.malformed, "\(host): the bearer token holds a line break", hint: "remove it from the token's file")
        }
        reference.host = host
        reference.userInfo = nil
        reference.fragment = nil
        self.host = host
        self.port = port
        url = reference.description
        let literal = IPAddress(urlHost: host)
        if let literal, !policy.allows(literal) { throw FetchTarget.forbidden(host, literal) }
        // RFC 6761 section 6.3: such names are loopback wherever they are looked up, at a proxy too.
        let name = host.hasSuffix(".") ? host.dropLast() : host[...]
        if name == "localhost" || name.hasSuffix(".localhost"), !policy.allows(.v4(0x7F00_0001)), !policy.allows(.v6(high: 0, low: 1)) {
            throw FetchTarget.forbidden(host, .v4(0x7F00_0001))
        }
        lookup = request.proxy.isEmpty ? (literal == nil ? host : nil) : "proxy " + request.proxy
    }

    /// The error of an address that the policy refuses.
    static func forbidden(_ host: String, _ address: IPAddress) -> FetchError {
        let named = host == address.description || host == "[\(address)]" ? host : "\(host) is \(address), which"
        return FetchError(
            .forbiddenAddress, "\(named) is not a public address", hint: "if it shall be reached, add its block to network.allow")
    }

    private static func judge(_ request: FetchRequest) throws(FetchError) {
        for field in request.headers where !HeaderText.isName(field.name) || !HeaderText.isValue(field.value) {
            let name = HeaderText.isName(field.name) ? "the value of header \(field.name)" : "a header's name"
            throw FetchError(.malformed, "\(name) holds characters that cannot be sent", hint: "line breaks and NUL are not allowed")
        }
        guard HeaderText.isValue(request.userAgent) else {
            throw FetchError(.malformed, "the user agent holds a line break")
        }
        guard !request.proxy.isEmpty else { return }
        let scheme = URLReference(request.proxy)?.scheme ?? ""
        // socks5 and socks4 would have libcurl look the name up and hand over an address that nobody judged.
        guard ["http", "https", "socks5h", "socks4a"].contains(scheme), HeaderText.isValue(request.proxy) else {
            throw FetchError(.malformed, "the proxy is none that can be used", hint: "write http://, https://, socks5h:// or socks4a://")
        }
    }

    private static func credentials(userInfo: String?) throws(FetchError) -> Credentials? {
        guard let userInfo, !userInfo.isEmpty else { return nil }
        let parts = userInfo.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map { percentDecoded($0) }
        guard let username = parts.first, parts.allSatisfy({ !$0.utf8.contains(0) }) else {
            throw FetchError(.malformed, "the URL's user information cannot be sent")
        }
        return .basic(username: username, password: parts.count > 1 ? parts[1] : "")
    }

    private static func percentDecoded(_ text: Substring) -> String {
        String(decoding: PercentEncoding.decoded(Array(text.utf8)) { _ in true }, as: UTF8.self)
    }
}
