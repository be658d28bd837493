import Markup

/// A text as content systems have it, as markup: a tree of objects, each with a kind and members that have its text (Portable Text,
/// ProseMirror, Slate, Lexical, Draft.js, Editor.js, Contentful, Gutenberg, Arc XP), a string, or a list of them.
struct RichText {
    /// Markup of a value; empty where no text is found.
    ///
    /// - Complexity: Linear in the value's bytes, for each level of values in each other, of which 64 are read.
    static func markup(of value: LenientJSON) -> String {
        let own = RichText(entries: .none).blocks(of: value, depth: 0)
        let parts = RichText(entries: .none).parts(of: value, depth: 0)
        // Beside a text they are boxes; without them, its sections.
        guard parts.entries > (own.utf8.count < DataBody.minimumBytes ? 0 : parts.paragraphs) else { return own }
        let whole = RichText(entries: .sections).blocks(of: value, depth: 0)
        return whole.utf8.count > 2 * own.utf8.count ? whole : own
    }

    /// Markup of a value with its sections that have anchors, which are texts of their own elsewhere; nil where there are no more of them
    /// than paragraphs.
    static func markupWithAnchors(of value: LenientJSON) -> String? {
        let parts = RichText(entries: .none).parts(of: value, depth: 0)
        return parts.entries > parts.paragraphs ? RichText(entries: .sectionsWithAnchors).blocks(of: value, depth: 0) : nil
    }

    /// Which entries of Contentful that are embedded are read.
    private enum Entries { case none, sections, sectionsWithAnchors }

    private let entries: Entries

    /// How many entries are embedded in a value, and how many paragraphs with text are its own.
    private func parts(of value: LenientJSON, depth: Int) -> (entries: Int, paragraphs: Int) {
        guard depth < RichText.maximumDepth else { return (0, 0) }
        let value = value.unwrapped
        let inner: [LenientJSON]
        switch value {
        case .array(let values): inner = values
        case .object(let members):
            if value["nodeType"] != nil {
                let kind = RichTextKind(of: value)
                if kind == .entry { return (1, 0) }
                if kind == .paragraph { return (0, element("p", of: value, depth: depth).isEmpty ? 0 : 1) }
            }
            inner = members.map(\.value)
        default: return (0, 0)
        }
        return inner.reduce((0, 0)) { sum, value in
            let parts = parts(of: value, depth: depth + 1)
            return (sum.0 + parts.entries, sum.1 + parts.paragraphs)
        }
    }

    private func entry(_ value: LenientJSON, depth: Int) -> String {
        guard entries != .none, let target = value["data"]?["target"] else { return "" }
        let fields = target["fields"] ?? target
        let type = target["sys"]?["contentType"]?["sys"]?["id"]?.text ?? ""
        return isSection(fields) && !EntryNames.isBox(type) ? blocks(of: fields, depth: depth + 1) : ""
    }

    /// Whether the fields of an entry are a section's: what has a title and an address is a text of its own, or a section with an anchor,
    /// which no author and no date are of.
    private func isSection(_ fields: LenientJSON) -> Bool {
        guard ["title", "headline", "name"].contains(where: { fields[$0] != nil }) else { return true }
        if ["url", "path", "href", "permalink", "seo"].contains(where: { fields[$0] != nil }) { return false }
        guard fields["slug"] != nil else { return true }
        guard entries == .sectionsWithAnchors, case .object(let members) = fields else { return false }
        return !members.contains { EntryNames.isOfPublishing($0.name) }
    }

    private static let maximumDepth = 64

    private func blocks(of value: LenientJSON, depth: Int) -> String {
        guard depth < RichText.maximumDepth else { return "" }
        let value = value.unwrapped
        switch value {
        case .string(let text): return LooseMarkup(text).blocks
        case .array(let values): return joined(values) { blocks(of: $0, depth: depth + 1) }
        case .object(let members):
            let kind = RichTextKind(of: value)
            switch kind {
            case .aside: return ""
            case .entry: return entry(value, depth: depth)
            case .lineBreak: return "<br>"
            case .paragraph: return element("p", of: value, depth: depth)
            case .heading: return element("h2", of: value, depth: depth)
            case .item: return element("li", of: value, depth: depth)
            case .quote, .other, .unspecified: break
            }
            // A sentence in pieces.
            let isLine = kind != .unspecified && RichText.isLine(value["children"]?.values ?? [])
            var text = isLine ? element("p", of: value, depth: depth) : firstPart(of: value) { blocks(of: $0, depth: depth + 1) }
            if text.isEmpty, !isLine { text = list(of: value, depth: depth) }
            if text.isEmpty, kind == .unspecified, let only = RichText.onlyContainer(of: members) {
                text = blocks(of: only, depth: depth + 1)
            }
            return text.isEmpty || kind != .quote || RichText.isQuote(text) ? text : "<blockquote>\(text)</blockquote>"
        default: return ""
        }
    }

    /// Whether the element is there already, as in Gutenberg's markup.
    private static func isQuote(_ markup: String) -> Bool {
        let text = markup.utf8.drop { $0 <= 0x20 }
        return text.starts(with: "<blockquote".utf8) && text.reversed().drop { $0 <= 0x20 }.starts(with: "</blockquote>".utf8.reversed())
    }

    /// Markup of what stands in one line, of pieces as they come.
    private func line(of value: LenientJSON, depth: Int) -> String {
        guard depth < RichText.maximumDepth else { return "" }
        let value = value.unwrapped
        switch value {
        case .string(let text): return LooseMarkup(text).line
        case .array(let values): return joined(values) { line(of: $0, depth: depth + 1) }
        case .object:
            switch RichTextKind(of: value) {
            case .other, .unspecified:
                let text = firstPart(of: value) { line(of: $0, depth: depth + 1) }
                return text.isEmpty ? list(of: value, depth: depth) : text
            default: return blocks(of: value, depth: depth + 1)
            }
        default: return ""
        }
    }

    /// Markup of values one after another: items beside each other are a list, or what follows would stand in the last.
    private func joined(_ values: [LenientJSON], as markup: (LenientJSON) -> String) -> String {
        var (whole, isInList) = ("", false)
        for value in values {
            let text = markup(value)
            let isItem = text.hasPrefix("<li>")
            if isItem != isInList, !text.isEmpty {
                whole += isItem ? "<ul>" : "</ul>"
                isInList = isItem
            }
            whole += text
        }
        return isInList ? whole + "</ul>" : whole
    }

    /// Whether values are pieces of one line, and not sentences each of its own.
    private static func isLine(_ values: [LenientJSON]) -> Bool {
        let texts = values.filter(isSpan).compactMap { $0["text"]?.text }
        guard texts.count > 1, texts.count == values.count else { return !texts.isEmpty }
        return !zip(texts, texts.dropFirst()).allSatisfy { before, after in
            before.last?.isLetter == false && before.last?.isWhitespace == false && before.utf8.count > 40
                && after.first?.isWhitespace == false
        }
    }

    private static func isSpan(_ value: LenientJSON) -> Bool {
        value["text"]?.text != nil && [.other, .unspecified].contains(RichTextKind(of: value))
    }

    /// An element of the line that an object has, and of the items below it.
    private func element(_ tag: String, of object: LenientJSON, depth: Int) -> String {
        let content = firstPart(of: object) { line(of: $0, depth: depth + 1) } + list(of: object, depth: depth)
        // Blocks have elements of their own.
        return content.isEmpty || tag != "li" && content.holds("<p") ? content : "<\(tag)>\(content)</\(tag)>"
    }

    private func list(of object: LenientJSON, depth: Int) -> String {
        guard depth < RichText.maximumDepth else { return "" }
        let items = (object["items"]?.values ?? []).map { item in
            if case .object = item { return RichTextKind(of: item) == .aside ? "" : element("li", of: item, depth: depth + 1) }
            let text = line(of: item, depth: depth + 1)
            return text.isEmpty ? "" : "<li>\(text)</li>"
        }
        return items.allSatisfy(\.isEmpty) ? "" : "<ul>" + items.joined() + "</ul>"
    }

    private func firstPart(of object: LenientJSON, as markup: (LenientJSON) -> String) -> String {
        for name in RichText.parts {
            guard let part = object[name] else { continue }
            let text = markup(part)
            if !text.isEmpty { return text }
        }
        return ""
    }

    /// Members that have the text of one part, the more exact name first; markup of a block has none of the blocks in it.
    private static let parts = [
        "innerBlocks", "html", "content", "text", "value", "body", "rendered", "data", "children", "content_elements", "contentElements",
        "elements", "paragraphs", "blocks", "innerHTML", "saveContent", "attributes", "values", "json", "root", "document", "raw",
    ]

    /// The one member by another name that has members or values, as where a text is wrapped.
    private static func onlyContainer(of members: [LenientJSON.Member]) -> LenientJSON? {
        let containers = members.lazy.filter(\.value.isContainer).prefix(2)
        guard let only = containers.first, containers.count == 1, only.name != "items", !parts.contains(only.name),
            DataNames.mayWrap(only.name)
        else { return nil }
        return only.value
    }
}
