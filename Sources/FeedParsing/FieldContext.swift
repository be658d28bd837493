import Markup
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

    /// A base that links can be resolved against: no `javascript:`, and no slash too many.
    private static func usable(_ base: String?) -> String? {
        guard let base, let reference = URLReference(base) else { return nil }
        if let scheme = reference.scheme, !SafeMarkup.schemes.contains(scheme) { return nil }
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
        if FieldContext.isAbsolute(trimmed) { return trimmed }
        guard let reference = URLReference(trimmed), let baseReference = URLReference(base) else { return trimmed }
        if reference.scheme != nil { return trimmed }
        return reference.resolved(against: baseReference).description
    }

    private static func isAbsolute(_ link: String) -> Bool {
        let utf8 = link.utf8
        return utf8.starts(with: "https://".utf8) || utf8.starts(with: "http://".utf8)
    }

    /// A date that stands in an element.
    static func date(_ text: String) -> FeedDate? {
        text.isEmpty ? nil : FeedDate(text: text, read: DateReading.read(text))
    }
}
