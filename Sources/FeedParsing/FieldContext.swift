import NewsModel

/// What is inherited from the elements around: base URI and language.
struct FieldContext {
    var base: String?
    var language: String?

    /// The context within an element (XML Base; XML 1.0 section 2.12).
    func within(_ element: Element) -> FieldContext {
        var inner = self
        if let base = element.xml("base") { inner.base = FieldContext.usable(resolve(base)) ?? self.base }
        if let language = element.xml("lang") { inner.language = FieldContext.language(language) }
        return inner
    }

    /// Each relative link becomes as long as its base.
    private static let maximumBaseBytes = 1024

    /// A base that links can be resolved against: no `javascript:`, no slash too many, and not very long.
    static func usable(_ base: String?) -> String? {
        guard let base, base.utf8.count <= maximumBaseBytes else { return nil }
        if isPlainHTTP(base) { return base }
        guard let reference = URLReference(base), SafeMarkup.isSafe(reference) else { return nil }
        guard reference.scheme != nil, reference.host == "" else { return base }
        return (reference.scheme ?? "http") + "://" + reference.path.drop { $0 == "/" }
    }

    /// A language tag as BCP 47 writes it; nil where it is empty.
    static func language(_ text: String) -> String? {
        let tag = FeedText.trimmed(text)
        guard !tag.isEmpty, tag.utf8.count <= 35 else { return nil }
        return String(tag.map { $0 == "_" ? "-" : $0 })
    }

    /// An absolute link as it stands; a relative one made absolute. Nil for an empty one.
    func resolve(_ link: String?) -> String? {
        guard let link else { return nil }
        let trimmed = FeedText.trimmed(link)
        guard !trimmed.isEmpty, let base, !base.isEmpty else { return trimmed.isEmpty ? nil : trimmed }
        if FieldContext.hasScheme(trimmed) { return trimmed }
        guard let reference = URLReference(trimmed), let baseReference = URLReference(base) else { return trimmed }
        if reference.scheme != nil { return trimmed }
        return reference.resolved(against: baseReference).description
    }

    /// Whether it begins with a scheme (RFC 3986 section 3.1).
    private static func hasScheme(_ link: String) -> Bool {
        for (place, byte) in link.utf8.enumerated() {
            switch byte {
            case 0x41...0x5A, 0x61...0x7A: continue
            case 0x30...0x39, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): if place == 0 { return false }
            case UInt8(ascii: ":"): return place > 0
            default: return false
            }
        }
        return false
    }

    /// Whether it is an address of the web in which nothing is out of the ordinary: no port, no user, no space.
    private static func isPlainHTTP(_ link: String) -> Bool {
        let utf8 = link.utf8
        let prefix = utf8.starts(with: "https://".utf8) ? 8 : utf8.starts(with: "http://".utf8) ? 7 : 0
        guard prefix > 0, utf8.count > prefix, utf8.dropFirst(prefix).first != UInt8(ascii: "/") else { return false }
        return utf8.dropFirst(prefix).allSatisfy {
            (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ".")
                || $0 == UInt8(ascii: "-")
        }
    }

    /// A date that stands in an element.
    static func date(_ text: String) -> FeedDate? {
        text.isEmpty ? nil : FeedDate(text: text)
    }
}
