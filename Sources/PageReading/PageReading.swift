import Markup
import NewsModel

/// One reading of one page, field by field.
struct PageReading {
    let document: HTMLDocument
    let hints: PageHints
    let linked: LinkedData
    let meta: MetaTags
    let outline: PageOutline
    let pageURL: URLReference?
    let base: URLReference?
    let rules: [PageRule]
    let site: SiteNames
    /// Whether what was found and not taken is kept.
    let explains: Bool

    /// What may be the headline, before it is known where the text stands.
    var headlineChoice: HeadlineChoice?
    /// The node of the headline, where it is shown.
    var headlineIndex: Int?
    /// The first heading that says the headline, wherever that was taken from.
    var headingIndex: Int?
    var content = ArticleContent()
    var fields: [String: FieldOrigin] = [:]
    var warnings: [ArticleWarning] = []

    init(_ document: HTMLDocument, url: String?, hints: PageHints, explains: Bool = false) {
        self.explains = explains
        self.document = document
        self.hints = hints
        linked = LinkedData(document)
        meta = MetaTags(document)
        outline = PageOutline(document)
        pageURL = url.flatMap { URLReference($0) }
        let declared = [meta.canonical, meta.first("og:url")].compactMap { $0 }.compactMap { URLReference($0) }.first { $0.isHTTP }
        let place = pageURL ?? declared
        // A longer one would be written before each address of the page.
        if let base = meta.base.flatMap({ $0.utf8.count <= 2048 ? URLReference($0) : nil }) {
            self.base = place.map { base.resolved(against: $0) } ?? base
        } else {
            base = place
        }
        var rules: [PageRule] = []
        if let own = PageRule(extract: hints.extract) { rules.append(own) }
        let host = (pageURL ?? declared)?.host
        if let rule = PageRule.rule(among: hints.rules, for: document, host: host) { rules.append(rule) }
        self.rules = rules
        site = SiteNames(
            [
                meta.first("og:site_name"), meta.first("application-name"), linked.publisher, linked.siteName,
                meta.first("apple-mobile-web-app-title"), meta.first("twitter:site").map { String($0.drop { $0 == "@" }) },
            ], host: host, sections: linked.section + (meta.values["article:section"] ?? []))
    }

    mutating func article(encoding: String) -> PageArticle {
        // Once for the text, which does not repeat it, and once more by where the text stands.
        readHeadline(nil)
        let body = readBody()
        readHeadline(body)
        readLanguage(body)
        readPeople(body)
        readDates(body)
        readDescriptions(body)
        readMedia(body)
        readRights()
        if isPaywalled { warnings.append(.paywalled) }
        if content.headline == nil { warnings.append(.headlineMissing) }
        if content.bodyText == nil { warnings.append(.bodyMissing) }
        return PageArticle(
            content: content, canonicalURL: canonicalURL(), fields: fields, warnings: warnings, encoding: encoding,
            explanation: explanation)
    }

    private mutating func readRights() {
        let ruled = ruled("rights")
        content.rights = ruled?.texts.first ?? linked.rights ?? meta.first("copyright", "dc.rights", "dcterms.rights")
        guard content.rights != nil else { return }
        set("rights", ruled?.origin ?? (linked.rights != nil ? .jsonLD : .meta))
    }

    /// What was found for each field, in the order in which it was asked; empty unless ``explains``.
    private(set) var explanation: [FieldCandidate] = []

    mutating func note(
        _ field: String, _ value: @autoclosure () -> String?, _ origin: FieldOrigin, _ place: @autoclosure () -> String, isChosen: Bool,
        _ reason: @autoclosure () -> String? = nil
    ) {
        guard explains, explanation.count < 500, let value = value() else { return }
        explanation.append(
            FieldCandidate(
                field: field, value: String(value.prefix(300)), origin: origin, place: place(), isChosen: isChosen, reason: reason()))
    }

    /// Takes a field back, with what was noted of it.
    mutating func forget(_ field: String) {
        fields[field] = nil
        explanation.removeAll { $0.field == field }
    }

    mutating func set(_ field: String, _ origin: FieldOrigin) { fields[field] = origin }

    /// What the rules say of a field.
    func ruled(_ field: String) -> (texts: [String], origin: FieldOrigin, place: String)? {
        for rule in rules {
            if let texts = rule.texts(field, in: document) {
                return (texts, rule.origin, rule.place)
            }
        }
        return nil
    }

    /// The nodes that hold the text, and of each node of the page whether it is left out.
    struct Body {
        var nodes: [HTMLNode]
        var removed: [Bool]
    }
}
