import Markup
import NewsModel

extension FeedHeader {
    /// An element of RSS, Atom or CDF that says something of the feed.
    mutating func readCore(_ element: Element, _ context: FieldContext, isAtom: Bool) {
        func text(_ type: String = "text/plain") -> FeedText? { TextConstruct.read(element, context, default: type, isAtom: isAtom) }
        switch element.local {
        // Where there are two, everybody takes the first.
        case .title: title = title ?? text()
        case .description: subtitle = text("text/html")
        case .subtitle, .tagline, .abstract: subtitle = text()
        case .info: info = text()
        case .copyright, .rights: rights = text()
        case .link: addLink(element, context)
        case .id, .guid: id = element.text.isEmpty ? nil : context.resolve(element.text)
        case .language: language = FieldContext.language(element.text) ?? language
        case .pubdate, .published, .issued: published = FieldContext.date(element.text) ?? published
        case .lastbuilddate, .updated, .modified: updated = FieldContext.date(element.text) ?? updated
        case .created: created = FieldContext.date(element.text) ?? created
        case .author, .managingeditor: addAuthor(FeedPerson(element, context))
        case .contributor: if let person = FeedPerson(element, context) { contributors.append(person) }
        case .webmaster: publisher = FeedPerson(element, context)
        case .category: categories += [FeedCategory(element)].compactMap { $0 }
        case .generator: generator = FeedGenerator(element, context)
        case .image: image = FeedImage(element, context)
        case .icon: icon = context.resolve(element.text)
        case .logo: logo = context.resolve(element["href"] ?? element.text)
        case .docs: docs = context.resolve(element.text)
        case .cloud: cloud = FeedHeader.attributes(element, ["domain", "port", "path", "registerprocedure", "protocol"])
        case .textinput: textInput = FeedHeader.fields(element, context, isAtom: isAtom)
        default: break
        }
    }

    mutating func addAuthor(_ person: FeedPerson?) {
        if let person, authors.count < 1000, !authors.contains(person) { authors.append(person) }
    }

    mutating func addLink(_ element: Element, _ context: FieldContext) {
        let found = FeedLink(element, context)
        links.append(found)
        guard let href = found.href, found.isAlternatePage else { return }
        let isAtomLink = element.vocabulary != .plain
        // An Atom link in RSS does not take the place of RSS's own.
        if isAtomLink, link != nil, links.dropLast().prefix(1000).contains(where: { $0.href == link && $0.isAlternatePage }) { return }
        link = href
    }

    static func attributes(_ element: Element, _ names: [String]) -> [NamedValue] {
        names.compactMap { name in element[name].map { NamedValue(name: name, value: $0) } }
    }

    private static func fields(_ element: Element, _ context: FieldContext, isAtom: Bool) -> [NamedValue] {
        element.children.compactMap { child in
            switch child.local {
            case .title, .description:
                TextConstruct.read(child, context, default: "text/plain", isAtom: isAtom).map {
                    NamedValue(name: child.local.rawValue, value: $0.safeValue)
                }
            case .name: NamedValue(name: "name", value: child.text)
            case .link: context.resolve(child.text).map { NamedValue(name: "link", value: $0) }
            default: nil
            }
        }
    }
}

extension FeedLink {
    /// Reads `<link href rel type …/>`, or RSS's `<link>…</link>`.
    init(_ element: Element, _ context: FieldContext) {
        let target = element["href"] ?? element["url"] ?? element["uri"]
        href = context.resolve(target ?? element.text)
        if let rel = element["rel"], !rel.isEmpty { self.rel = FeedLink.relation(rel) }
        type = element["type"]
        hreflang = element["hreflang"]
        title = element["title"]
        length = element["length"]
    }

    private static func relation(_ text: String) -> String {
        let prefix = "http://www.iana.org/assignments/relation/"
        return text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : text
    }

    /// Whether it leads to a page for people.
    var isAlternatePage: Bool {
        guard rel == "alternate", href != nil else { return false }
        guard let type else { return true }
        return ["text/html", "application/xhtml+xml", "text/plain"].contains(TextConstruct.mediaType(type)) || type.isEmpty
    }
}

extension FeedPerson {
    /// Reads Atom's person construct, or a line of text.
    init?(_ element: Element, _ context: FieldContext) {
        self.init()
        let children = element.children
        if children.contains(where: { [.name, .email, .uri, .url, .homepage].contains($0.local) }) {
            for child in children {
                let text = child.text
                guard !text.isEmpty else { continue }
                switch child.local {
                case .name: name = text
                case .email: email = text
                case .uri, .url, .homepage: url = context.resolve(text)
                default: break
                }
            }
            if let name, email == nil, name.contains("@") {
                let line = FeedPerson(line: name)
                (self.name, email) = (line.name, line.email)
            }
        } else {
            self.init(line: element.hasChildElements ? element.rawText : element.text)
            if let href = element["url"] ?? element["href"] { url = context.resolve(href) }
        }
        if isEmpty { return nil }
    }
}

extension FeedCategory {
    /// Reads Atom's attributes or RSS's text.
    init?(_ element: Element) {
        let text = element.text
        term = element["term"] ?? (text.isEmpty ? nil : text)
        scheme = element["scheme"] ?? element["domain"]
        label = element["label"]
        if term == nil && label == nil && scheme == nil { return nil }
    }
}

extension FeedGenerator {
    init(_ element: Element, _ context: FieldContext) {
        let text = element.text
        name = text.isEmpty ? nil : text
        url = context.resolve(element["uri"] ?? element["url"])
        version = element["version"]
    }
}

extension FeedImage {
    /// Reads RSS's `image`, iTunes's `href`, or a bare URL as Anadolu Agency writes it in each item.
    init?(_ element: Element, _ context: FieldContext) {
        url = context.resolve(element["href"] ?? element["url"])
        for child in element.children {
            let text = child.text
            guard !text.isEmpty else { continue }
            switch child.local {
            case .url: url = context.within(child).resolve(text)
            case .title: title = text
            case .link: link = context.within(child).resolve(text)
            case .width: width = text
            case .height: height = text
            case .description: description = text
            default: break
            }
        }
        if url == nil, !element.hasChildElements { url = context.resolve(element.text) }
        if url == nil, let resource = element["resource"] { url = context.resolve(resource) }
        if url == nil && title == nil && link == nil { return nil }
    }
}
