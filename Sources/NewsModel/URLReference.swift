/// A URI or a relative reference, taken apart (RFC 3986), as loosely as the web writes them.
///
/// Spaces and characters beyond ASCII are kept as they came until ``description`` percent-encodes them; nothing else is changed.
public struct URLReference: Hashable, Sendable {
    /// In lower case, without the colon.
    public var scheme: String?
    /// `user:password`, as it stands.
    public var userInfo: String?
    /// In lower case; an IPv6 address in its brackets.
    public var host: String?
    /// 0–65535.
    public var port: Int?
    /// As it stands.
    public var path: String
    /// Without the question mark.
    public var query: String?
    /// Without the number sign.
    public var fragment: String?

    /// Takes a reference apart. White space around it is dropped, line breaks and tabs within it as well (WHATWG URL, 4.4).
    ///
    /// - Returns: nil where the authority cannot be one: an empty or malformed port, a space in the host.
    public init?(_ text: String) {
        var text = text
        if text.utf8.contains(where: { $0 <= 0x20 || $0 >= 0x80 }) { text = String(URLReference.withoutSpace(text)) }
        path = ""
        guard text.withUTF8({ read($0) }) else { return nil }
    }

    private mutating func read(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        var (start, end) = (0, utf8.count)
        if let hash = utf8.firstIndex(of: UInt8(ascii: "#")) {
            fragment = URLReference.text(utf8[(hash + 1)...])
            end = hash
        }
        if let question = utf8[..<end].firstIndex(of: UInt8(ascii: "?")) {
            query = URLReference.text(utf8[(question + 1)..<end])
            end = question
        }
        if let colon = utf8[..<end].firstIndex(of: UInt8(ascii: ":")), URLReference.isScheme(utf8[..<colon]) {
            scheme = URLReference.text(utf8[..<colon]).lowercased()
            start = colon + 1
        }
        if end - start >= 2, utf8[start] == UInt8(ascii: "/"), utf8[start + 1] == UInt8(ascii: "/") {
            let slash = utf8[(start + 2)..<end].firstIndex(of: UInt8(ascii: "/")) ?? end
            guard read(authority: utf8[(start + 2)..<slash]) else { return false }
            start = slash
        }
        path = URLReference.text(utf8[start..<end])
        return true
    }

    private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

    private static func text(_ bytes: Bytes) -> String { String(decoding: UnsafeBufferPointer(rebasing: bytes), as: UTF8.self) }

    private static func withoutSpace(_ text: String) -> Substring {
        let kept = text.unicodeScalars.filter { $0 != "\n" && $0 != "\r" && $0 != "\t" && $0.value != 0 }
        var rest = Substring(String(String.UnicodeScalarView(kept)))
        while let first = rest.unicodeScalars.first, first.properties.isWhitespace { rest.unicodeScalars.removeFirst() }
        while let last = rest.unicodeScalars.last, last.properties.isWhitespace { rest.unicodeScalars.removeLast() }
        return rest
    }

    private static func isScheme(_ bytes: Bytes) -> Bool {
        guard let first = bytes.first, (first | 0x20) >= 0x61, (first | 0x20) <= 0x7A else { return false }
        return bytes.allSatisfy {
            (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x2B || $0 == 0x2D || $0 == 0x2E
        }
    }

    private mutating func read(authority: Bytes) -> Bool {
        var rest = authority
        if let at = rest.lastIndex(of: UInt8(ascii: "@")) {
            userInfo = URLReference.text(rest[..<at])
            rest = rest[(at + 1)...]
        }
        let afterBracket = rest.lastIndex(of: UInt8(ascii: "]")) ?? rest.startIndex
        if let colon = rest[afterBracket...].lastIndex(of: UInt8(ascii: ":")) {
            let digits = rest[(colon + 1)...]
            if !digits.isEmpty {
                guard digits.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(URLReference.text(digits)), number <= 65_535
                else { return false }
                port = number
            }
            rest = rest[..<colon]
        }
        guard rest.allSatisfy({ $0 > 0x20 && $0 != 0x5C && $0 != 0x7F }) else { return false }
        // A colon is an IPv6 address's, which stands in brackets, whole (RFC 3986 section 3.2.2).
        let isBracketed = rest.first == UInt8(ascii: "[") && rest.last == UInt8(ascii: "]") && rest.count > 2
        let name = isBracketed ? rest.dropFirst().dropLast() : rest
        guard !name.contains(UInt8(ascii: "[")), !name.contains(UInt8(ascii: "]")), isBracketed || !name.contains(UInt8(ascii: ":")) else {
            return false
        }
        host = URLReference.text(rest).lowercased()
        return true
    }

    /// Whether it is an absolute `http` or `https` URL with a host.
    public var isHTTP: Bool { (scheme == "http" || scheme == "https") && !(host ?? "").isEmpty }

    /// The port, or the scheme's own (80, 443).
    public var effectivePort: Int? { port ?? (scheme == "http" ? 80 : scheme == "https" ? 443 : nil) }

    /// Scheme, host and port: what credentials are bound to (RFC 6454). Nil unless ``isHTTP``.
    public var origin: String? {
        guard isHTTP, let scheme, let host, let port = effectivePort else { return nil }
        return "\(scheme)://\(host):\(port)"
    }

    /// This reference, seen from a base (RFC 3986 section 5.2.2).
    public func resolved(against base: URLReference) -> URLReference {
        var target = self
        if scheme != nil {
            target.path = URLReference.removingDotSegments(path)
            return target
        }
        target.scheme = base.scheme
        if host != nil {
            target.path = URLReference.removingDotSegments(path)
            return target
        }
        target.userInfo = base.userInfo
        target.host = base.host
        target.port = base.port
        if path.isEmpty {
            target.path = base.path
            if query == nil { target.query = base.query }
        } else if path.utf8.first == UInt8(ascii: "/") {
            target.path = URLReference.removingDotSegments(path)
        } else {
            var merged: String
            if base.host != nil && base.path.isEmpty {
                merged = "/" + path
            } else if let slash = base.path.utf8.lastIndex(of: UInt8(ascii: "/")) {
                merged = String(base.path[...slash]) + path
            } else {
                merged = path
            }
            merged = URLReference.removingDotSegments(merged)
            target.path = merged
        }
        return target
    }

    /// RFC 3986 section 5.2.4.
    static func removingDotSegments(_ path: String) -> String {
        guard path.utf8.contains(UInt8(ascii: ".")) else { return path }
        let absolute = path.utf8.first == UInt8(ascii: "/")
        var output: [Substring] = []
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        for (index, segment) in segments.enumerated() {
            let isLast = index == segments.count - 1
            switch segment {
            case ".": if isLast { output.append("") }
            case "..":
                if output.count > (absolute ? 1 : 0) { output.removeLast() }
                if isLast { output.append("") }
            default: output.append(segment)
            }
        }
        let joined = output.joined(separator: "/")
        return absolute && joined.utf8.first != UInt8(ascii: "/") ? "/" + joined : joined
    }
}

extension URLReference: CustomStringConvertible {
    /// The reference as it is sent: spaces, quotes, angle brackets, controls and all that is not ASCII percent-encoded in UTF-8.
    public var description: String {
        var text = ""
        if let scheme { text += scheme + ":" }
        if let host {
            text += "//"
            if let userInfo { text += URLReference.encoded(userInfo) + "@" }
            text += host
            if let port, !(scheme == "http" && port == 80), !(scheme == "https" && port == 443) { text += ":\(port)" }
        }
        if host != nil && path.isEmpty && isHTTP { text += "/" }
        text += URLReference.encoded(path)
        if let query { text += "?" + URLReference.encoded(query) }
        if let fragment { text += "#" + URLReference.encoded(fragment) }
        return text
    }

    /// The reference without its user information: what may be logged.
    public var withoutUserInfo: String {
        var copy = self
        copy.userInfo = nil
        return copy.description
    }

    static func encoded(_ text: String) -> String {
        let mustEncode: (UInt8) -> Bool = {
            $0 <= 0x20 || $0 >= 0x7F || $0 == 0x22 || $0 == 0x3C || $0 == 0x3E || $0 == 0x5C || $0 == 0x5E || $0 == 0x60
                || $0 == 0x7B || $0 == 0x7C || $0 == 0x7D
        }
        guard text.utf8.contains(where: mustEncode) else { return text }
        let digits = Array("0123456789ABCDEF".utf8)
        var out: [UInt8] = []
        for byte in text.utf8 {
            if mustEncode(byte) {
                out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            } else {
                out.append(byte)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}

extension URLReference {
    /// Query parameters that say where a reader came from and nothing about the document.
    static let trackingParameters: Set<String> = [
        "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "ysclid", "igshid", "twclid", "ttclid", "li_fat_id",
        "mc_cid", "mc_eid", "_hsenc", "_hsmi", "mkt_tok", "vero_id", "wickedid", "oly_enc_id", "oly_anon_id", "rb_clickid",
        "s_cid", "cmpid", "cmp", "ncid", "ocid", "xtor", "at_medium", "at_campaign", "ns_mchannel", "ns_source", "ns_campaign",
        "ito", "smid", "guccounter", "guce_referrer", "guce_referrer_sig", "srnd", "taid", "ref_src", "ref_url",
    ]

    static func isTracking(_ parameter: Substring) -> Bool {
        let name = parameter.prefix { $0 != "=" }.lowercased()
        return name.hasPrefix("utm_") || name.hasPrefix("pk_") || name.hasPrefix("mtm_") || name.hasPrefix("at_custom")
            || trackingParameters.contains(name)
    }

    /// The link without tracking parameters and fragment: an article's `canonical_url` where its page names none.
    public var withoutTracking: URLReference {
        var clean = self
        clean.fragment = nil
        if let query {
            let kept = query.split(separator: "&", omittingEmptySubsequences: true).filter { !URLReference.isTracking($0) }
            clean.query = kept.isEmpty ? nil : kept.joined(separator: "&")
        }
        return clean
    }

    /// What two links to one story have in common: no scheme, user, `www.`/`m.`/`amp.` label, default port, AMP mark, tracking
    /// parameter, fragment and trailing slash; percent-encoding in one form. For comparing, never for fetching.
    public var storyKey: String {
        let clean = withoutTracking
        var host = clean.host ?? ""
        for label in ["www.", "m.", "mobile.", "amp."] where host.hasPrefix(label) && host.dropFirst(label.count).contains(".") {
            host.removeFirst(label.count)
        }
        var path = URLReference.encoded(clean.path)
        for suffix in ["/amp/", "/amp", ".amp"] where path.hasSuffix(suffix) { path.removeLast(suffix.count) }
        if path.hasSuffix(".amp.html") { path = path.dropLast(9) + ".html" }
        if path.hasPrefix("/amp/") { path.removeFirst(4) }
        while path.hasSuffix("/") { path.removeLast() }
        var key = host
        if let port = clean.port, port != 80, port != 443 { key += ":\(port)" }
        key += URLReference.upperCasedEscapes(path)
        if let query = clean.query {
            let kept = query.split(separator: "&").filter { !["amp", "amp=1", "outputType=amp"].contains($0) }
            if !kept.isEmpty { key += "?" + URLReference.upperCasedEscapes(URLReference.encoded(kept.joined(separator: "&"))) }
        }
        return key
    }

    private static func upperCasedEscapes(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
        var bytes = Array(text.utf8)
        for index in bytes.indices where bytes[index] == UInt8(ascii: "%") {
            for next in [index + 1, index + 2] where next < bytes.count && (0x61...0x66).contains(bytes[next]) { bytes[next] -= 0x20 }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension URLReference {
    /// What two ways of writing one URL have in common: scheme and host in lower case, no default port, no trailing dot of the
    /// host, no fragment, `/` for an empty path, percent-encoding in upper case (RFC 3986 section 6.2.2 and 6.2.3).
    public var normalized: String {
        var reference = self
        while let host = reference.host, host.hasSuffix("."), host.utf8.count > 1 { reference.host = String(host.dropLast()) }
        reference.fragment = nil
        return URLReference.upperCasedEscapes(reference.description)
    }

    /// ``normalized`` of a text; the text itself where it is no URL.
    public static func normalized(_ text: String) -> String { URLReference(text)?.normalized ?? text }
}
