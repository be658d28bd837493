import Markup
import NewsModel

/// An item being read from its element.
struct EntryReader {
    var entry = ParsedEntry()
    /// Items found within this one.
    private(set) var nested: [Element] = []
    let isAtom: Bool
    private let context: FieldContext
    /// Whether the link is RSS's own, which an Atom link does not replace.
    private var hasPlainLink = false

    init(isAtom: Bool, context: FieldContext) {
        self.isAtom = isAtom
        self.context = context
        entry.language = context.language
        entry.base = context.base
    }

    mutating func read(_ element: Element) {
        // RSS 1.0 names its items, CDF links and dates them, by attributes.
        if let about = element["about"], element.vocabulary.isCore { entry.id = context.resolve(about) }
        if let link = context.resolve(element["href"]) {
            entry.link = link
            entry.links.append(FeedLink(href: link))
        }
        if let date = element["lastmod"] { entry.updated = FieldContext.date(date) }
        for child in element.children { readChild(child) }
        finish()
    }

    private mutating func readChild(_ element: Element) {
        let inner = context.within(element)
        switch element.vocabulary {
        case .plain: readPlain(element, inner)
        case .atom: if !readAtom(element, inner) { readPlain(element, inner) }
        case .xhtml: if element.local == .body || element.local == .div { addContent(element, "application/xhtml+xml") }
        default: readModule(element, inner)
        }
    }

    func text(_ element: Element, _ type: String = "text/plain") -> FeedText? {
        TextConstruct.read(element, context, default: type, isAtom: isAtom)
    }

    /// What only Atom has, or has otherwise.
    private mutating func readAtom(_ element: Element, _ context: FieldContext) -> Bool {
        switch element.local {
        case .source:
            var header = FeedHeader()
            for child in element.children {
                if child.vocabulary.isCore {
                    header.readCore(child, context.within(child), isAtom: true)
                } else {
                    header.readModule(child, context.within(child), isAtom: true)
                }
            }
            entry.source = header
        default: return false
        }
        return true
    }

    private mutating func readPlain(_ element: Element, _ context: FieldContext) {
        switch element.local {
        // Where there are two, everybody takes the first.
        case .title: entry.title = entry.title ?? text(element)
        case .link: addLink(element, context)
        case .guid: readGUID(element, context)
        case .id: if !element.text.isEmpty { entry.id = context.resolve(element.text) }
        case .description: addDescription(element, "text/html")
        case .abstract, .summary: addDescription(element, "text/plain")
        case .content: addContent(element, "text/plain")
        case .body, .fullitem, .encoded: addContent(element, element.local == .body ? "application/xhtml+xml" : "text/html")
        case .pubdate, .published, .issued: entry.published = FieldContext.date(element.text) ?? entry.published
        case .updated, .modified, .lastmod: entry.updated = FieldContext.date(element.text) ?? entry.updated
        case .created: entry.created = FieldContext.date(element.text) ?? entry.created
        case .date: entry.date = FieldContext.date(element.text) ?? entry.date
        case .expirationdate: entry.expired = FieldContext.date(element.text) ?? entry.expired
        case .author: addAuthor(FeedPerson(element, context))
        case .contributor: if let person = FeedPerson(element, context) { entry.contributors.append(person) }
        case .category: entry.categories += [FeedCategory(element)].compactMap { $0 }
        case .enclosure: addEnclosure(element, context)
        case .comments: entry.comments = context.resolve(element.text)
        case .copyright, .rights: entry.rights = text(element)
        case .image, .thumbnail: entry.image = FeedImage(element, context) ?? entry.image
        case .source: readSource(element, context)
        case .item, .entry: nested.append(element)
        default: break
        }
    }

    mutating func addAuthor(_ person: FeedPerson?) {
        if let person, entry.authors.count < 1000, !entry.authors.contains(person) { entry.authors.append(person) }
    }

    private mutating func addLink(_ element: Element, _ context: FieldContext) {
        let found = FeedLink(element, context)
        entry.links.append(found)
        guard let href = found.href else { return }
        let isPlain = element.vocabulary == .plain
        if found.rel == "enclosure" {
            entry.enclosures.append(FeedEnclosure(url: href, type: found.type, length: found.length))
        } else if found.isAlternatePage, isPlain || !hasPlainLink, isPlain || entry.link == nil {
            entry.link = href
            hasPlainLink = isPlain
        }
    }

    private mutating func readGUID(_ element: Element, _ context: FieldContext) {
        let text = element.text
        guard !text.isEmpty else { return }
        entry.id = text
        let says = element["ispermalink"]?.lowercased()
        entry.isIDPermalink = says == nil || says == "true"
    }

    private mutating func addEnclosure(_ element: Element, _ context: FieldContext) {
        guard let url = context.resolve(element["url"] ?? element["href"] ?? element.text) else { return }
        let enclosure = FeedEnclosure(url: url, type: element["type"], length: element["length"])
        entry.enclosures.append(enclosure)
        entry.links.append(FeedLink(href: url, rel: "enclosure", type: enclosure.type, length: enclosure.length))
    }

    /// RSS: where the item was taken from.
    private mutating func readSource(_ element: Element, _ context: FieldContext) {
        if element.hasChildElements, readAtom(element, context) { return }
        var header = FeedHeader()
        let title = element.text
        if !title.isEmpty { header.title = FeedText(title) }
        header.link = context.resolve(element["url"])
        entry.source = header
    }

    /// A second description is the text itself, unless that is there already.
    private mutating func addDescription(_ element: Element, _ type: String) {
        if entry.summary != nil, entry.contents.isEmpty {
            addContent(element, type)
        } else {
            entry.summary = text(element, type) ?? entry.summary
        }
    }

    mutating func addContent(_ element: Element, _ type: String) {
        guard let content = text(element, type) else { return }
        entry.contents.append(content)
    }

    /// What one element leaves to be told by others.
    private mutating func finish() {
        if entry.link == nil, !entry.isIDPermalink, let id = entry.id, isAtom, URLReference(id)?.isHTTP == true { entry.link = id }
        if entry.isIDPermalink {
            if let id = entry.id, entry.link == nil {
                // A name of one word is no address.
                if id.contains(where: { "/.?".contains($0) }) {
                    entry.link = context.resolve(id)
                } else {
                    entry.isIDPermalink = false
                }
            } else {
                entry.isIDPermalink = entry.link == entry.id
            }
        }
    }
}
