import Markup
import NewsModel

/// A feed being read from its tree: which element holds what, in every dialect.
///
/// Dialects are mixed in the wild (Atom links in RSS, RSS items in RDF, Dublin Core in all), so each element is understood wherever it stands;
/// the elements of the feed itself are in HeaderElements.swift, those of modules in ModuleElements.swift.
struct FeedDocument {
    var feed: ParsedFeed
    let limits: FeedLimits
    /// Whether the types of texts are told and can be trusted.
    var isAtom = false

    init(encoding: String, limits: FeedLimits) {
        feed = ParsedFeed(format: "", encoding: encoding)
        self.limits = limits
    }

    /// Reads the document from its outermost element; false where it is no feed.
    mutating func read(_ root: Element, _ context: FieldContext) -> Bool {
        guard let format = FeedDocument.format(of: root) else { return false }
        feed.format = format
        isAtom = format.hasPrefix("atom")
        if let language = root.xml("lang") { feed.header.language = FieldContext.language(language) }
        let inner = context.within(root)
        switch root.local {
        case .entry: addEntry(root, context)
        case .redirect: readFeedChildren(root, inner)
        case .channel: readFeedChildren(root, readChannelAttributes(root, inner))
        default: readFeedChildren(root, inner)
        }
        if feed.entries.isEmpty { addStrayEntries(root, inner) }
        if isAtom, feed.header.link == nil, let id = feed.header.id, URLReference(id)?.isHTTP == true { feed.header.link = id }
        feed.header.language = feed.header.language ?? context.language
        return true
    }

    /// The format by the outermost element; nil where it is no feed.
    static func format(of root: Element) -> String? {
        let version = FeedText.trimmed(root["version"] ?? "")
        switch root.local {
        case .rss where root.vocabulary.isCore || root.vocabulary == .other:
            return [
                "0.9": "rss090", "0.90": "rss090", "0.91": "rss091", "0.92": "rss092", "0.93": "rss093", "0.94": "rss094", "1.0": "rss10",
            ][version] ?? (version.hasPrefix("2") ? "rss20" : version.isEmpty ? "rss" : "rss20")
        case .rdf:
            let isOld = root.tree.names.contains { $0.namespace.contains("netscape.com/rdf/simple/0.9") }
            return isOld ? "rss090" : "rss10"
        case .feed where root.vocabulary.isCore || root.vocabulary == .other, .entry where root.vocabulary.isCore:
            if root.name.namespace.lowercased().hasPrefix("http://www.w3.org/2005/atom") { return "atom10" }
            if root.name.namespace.lowercased().hasPrefix("http://purl.org/atom/ns") { return "atom03" }
            return ["0.1": "atom01", "0.2": "atom02", "0.3": "atom03", "1.0": "atom10"][version] ?? "atom"
        case .channel where root.vocabulary.isCore:
            return root["href"] != nil || root["base"] != nil || root.children.contains { $0.local == .item && $0["href"] != nil }
                ? "cdf" : "rss"
        case .redirect: return root.first(.newlocation) != nil ? "rss" : nil
        default: return nil
        }
    }

    mutating func readFeedChildren(_ element: Element, _ context: FieldContext) {
        for child in element.children {
            switch (child.vocabulary.isCore, child.local) {
            case (true, .item), (true, .entry): addEntry(child, context)
            case (true, .channel): readChannel(child, context.within(child))
            case (true, .redirect): readFeedChildren(child, context.within(child))
            case (true, .items) where child.children.contains(where: { $0.local == .item && $0.vocabulary.isCore }):
                readFeedChildren(child, context.within(child))
            default: readFeedField(child, context)
            }
        }
    }

    private mutating func readChannel(_ element: Element, _ context: FieldContext) {
        if let language = element.xml("lang") { feed.header.language = FieldContext.language(language) }
        readFeedChildren(element, context)
    }

    /// CDF says in attributes what others say in elements.
    private mutating func readChannelAttributes(_ element: Element, _ context: FieldContext) -> FieldContext {
        var context = context
        if let base = element["base"] { context.base = FieldContext.usable(context.resolve(base)) ?? context.base }
        if let link = context.resolve(element["href"]) {
            feed.header.link = link
            feed.header.links.append(FeedLink(href: link))
        }
        if let date = element["lastmod"] { feed.header.updated = FieldContext.date(date) }
        return context
    }

    mutating func addEntry(_ element: Element, _ context: FieldContext) {
        guard feed.entries.count < limits.maximumEntries else {
            if !feed.warnings.contains(.documentTruncated) { feed.warnings.append(.documentTruncated) }
            return
        }
        var reader = EntryReader(isAtom: isAtom, context: context.within(element))
        reader.read(element)
        feed.entries.append(reader.entry)
        // An item within an item was meant to stand after it.
        for nested in reader.nested { addEntry(nested, context) }
    }

    /// Entries that stand behind the outermost element, or are themselves several of them.
    mutating func addSiblings(_ siblings: [Element], of root: Element, _ context: FieldContext) {
        for sibling in siblings where sibling.index > root.index && sibling.name.isItem { addEntry(sibling, context) }
    }

    /// Entries within elements that nobody knows, where a feed has no others.
    private mutating func addStrayEntries(_ element: Element, _ context: FieldContext) {
        for child in element.children {
            if child.name.isItem {
                addEntry(child, context)
            } else {
                addStrayEntries(child, context.within(child))
            }
        }
    }

    private mutating func readFeedField(_ element: Element, _ context: FieldContext) {
        let context = context.within(element)
        switch element.vocabulary {
        case .plain, .atom:
            if readFeedSetting(element, context) { return }
            feed.header.readCore(element, context, isAtom: isAtom)
        default:
            if readModuleSetting(element, context) { return }
            feed.header.readModule(element, context, isAtom: isAtom)
        }
        if element.local == .link, element.vocabulary.isCore, let link = feed.header.links.last { noteRelation(link) }
    }

    private mutating func noteRelation(_ link: FeedLink) {
        guard let href = link.href else { return }
        switch link.rel {
        case "self" where feed.selfLink == nil: feed.selfLink = href
        case "hub" where feed.hubs.count < 20 && !feed.hubs.contains(href): feed.hubs.append(href)
        default: break
        }
    }

    /// What the document says of how it wants to be polled.
    private mutating func readFeedSetting(_ element: Element, _ context: FieldContext) -> Bool {
        switch element.local {
        case .ttl:
            if let minutes = Int(element.text), (0...525_600).contains(minutes) { feed.ttl = minutes * 60 }
        case .skiphours:
            // 0–23, but RSS 0.91 counts 1–24.
            feed.skipHours = element.children.compactMap { Int($0.text) }.filter { (0...24).contains($0) }.map { $0 % 24 }
        case .skipdays:
            feed.skipDays = element.children.compactMap { FeedDocument.days.firstIndex(of: $0.text.lowercased()) }.map { $0 + 1 }
        case .newlocation: feed.newLocation = context.resolve(element.text)
        default: return false
        }
        return true
    }

    private static let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    private static let periods = ["hourly": 3600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000, "yearly": 31_536_000]

    private mutating func readModuleSetting(_ element: Element, _ context: FieldContext) -> Bool {
        switch (element.vocabulary, element.local) {
        case (.syndication, .updateperiod):
            guard let seconds = FeedDocument.periods[element.text.lowercased()] else { return true }
            feed.updatePeriod = seconds / max(1, updateFrequency)
            updatePeriodSeconds = seconds
        case (.syndication, .updatefrequency):
            updateFrequency = min(max(1, Int(element.text) ?? 1), 86_400)
            if let updatePeriodSeconds { feed.updatePeriod = updatePeriodSeconds / updateFrequency }
        case (.itunes, .newFeedURL): feed.newLocation = context.resolve(element.text)
        default: return false
        }
        return true
    }

    private var updateFrequency = 1
    private var updatePeriodSeconds: Int?
}
