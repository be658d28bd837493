import Markup

/// The texts that the data of a page's program has for its article: in a script of JSON, such as Next.js has.
enum ScriptedBody {
    /// The longest texts of objects that bear the headline, as markup.
    ///
    /// - Complexity: Linear in the scripts' bytes.
    static func texts(of document: HTMLDocument, headline: String) -> [String] {
        let letters = Comparing.letters(headline)
        guard letters.utf8.count >= 12 else { return [] }
        var search = Search(headline: letters, maximumBytes: 4 * headline.utf8.count + 64)
        for (index, tag) in document.allTags.enumerated() where tag == .script {
            if let node = document.node(at: index), let data = data(of: node) { search.look(in: data, depth: 0) }
        }
        return search.found.map(\.text)
    }

    private static func data(of script: HTMLNode) -> LenientJSON? {
        guard json.isFound(in: script.bytes(of: .type)), let bytes = script.children.first(where: \.isText)?.textBytes,
            bytes.count >= DataBody.minimumBytes
        else { return nil }
        return LenientJSON(bytes)
    }

    private static let json = NameSearch(["application/json"])

    private struct Search {
        let headline: String
        /// A title of more is not compared.
        let maximumBytes: Int
        var found: [(text: String, isNamed: Bool)] = []

        mutating func look(in value: LenientJSON, depth: Int) {
            guard depth < 32 else { return }
            switch value {
            case .object(let members):
                if members.contains(where: { titles.contains($0.name) && says($0.value) }) {
                    for member in members { take(member) }
                }
                for member in members { look(in: member.value, depth: depth + 1) }
            case .array(let values): for value in values { look(in: value, depth: depth + 1) }
            default: break
            }
        }

        /// What is called a text goes before a string by any other name but those of what stands beside a text.
        private mutating func take(_ member: LenientJSON.Member) {
            let name = Comparing.letters(member.name)
            if bodies.contains(name) {
                keep(markup(of: member.value), isNamed: true)
            } else if case .string(let text) = member.value, text.utf8.count >= DataBody.minimumBytes,
                !others.contains(where: { name.holds($0) })
            {
                keep(markup(of: member.value), isNamed: false)
            }
        }

        /// Objects within each other may have the same text.
        private mutating func keep(_ text: String, isNamed: Bool) {
            found.append((text, isNamed))
            found.sort { ($0.isNamed ? 1 : 0, $0.text.utf8.count) > ($1.isNamed ? 1 : 0, $1.text.utf8.count) }
            if found.count > 4 { found.removeLast() }
        }

        private func says(_ value: LenientJSON) -> Bool {
            let texts = value.text.map { [$0] } ?? ["basic", "rendered", "main"].compactMap { value[$0]?.text }
            return texts.contains { text in
                text.utf8.count <= maximumBytes && Comparing.letters(SanitizedHTML.plainText(of: text)) == headline
            }
        }
    }

    private static let titles: Set<String> = ["title", "headline", "headlines", "name", "heading"]
    /// Names of what may be the text, their letters alone.
    private static let bodies: Set<String> = [
        "article", "articlebody", "articlecontent", "blocks", "body", "bodyhtml", "bodytext", "components", "content", "contentelements",
        "contenthtml", "contents", "contenttext", "elements", "fulltext", "html", "maincontent", "maintext", "paragraphs", "postcontent",
        "richtext", "sections", "story", "storybody", "text",
    ]
    /// Words in the names of strings that are no text of an article.
    private static let others = [
        "abstract", "alt", "bio", "caption", "code", "comment", "cookie", "css", "data", "description", "disclaimer", "embed", "excerpt",
        "intro", "json", "keyword", "legal", "message", "notice", "query", "script", "src", "style", "summary", "svg", "tag", "teaser",
        "terms", "token", "tracking", "url",
    ]
    /// What has the text of one part, the more exact name first.
    private static let parts = [
        "html", "content", "text", "value", "body", "rendered", "data", "children", "content_elements", "contentElements", "elements",
        "paragraphs", "blocks",
    ]

    /// Markup of a text, of an object that has one, or of a list of them, as editors and Arc's `content_elements` have it.
    private static func markup(of value: LenientJSON, depth: Int = 0) -> String {
        guard depth < 32 else { return "" }
        switch value {
        case .string(let text): return DataBody.markup(of: text)
        case .array(let values): return values.map { markup(of: $0, depth: depth + 1) }.joined()
        case .object:
            let kind = kind(of: value)
            guard !asides.contains(kind) else { return "" }
            for part in parts.lazy.compactMap({ value[$0] }) {
                let text = markup(of: part, as: kind, depth: depth + 1)
                if !text.isEmpty { return text }
            }
            let items = value["items"]?.values.map { words(of: $0, depth: depth + 1) }.filter { !$0.isEmpty } ?? []
            return items.isEmpty ? "" : "<ul>" + items.map { "<li>" + $0 + "</li>" }.joined() + "</ul>"
        default: return ""
        }
    }

    /// Markup of the text that an object of some kind has.
    private static func markup(of part: LenientJSON, as kind: String, depth: Int) -> String {
        let isHeading = ["header", "heading", "subheading"].contains(kind)
        if isHeading || kind == "p" || kind == "block" || kind.hasSuffix("paragraph") {
            let words = words(of: part, depth: depth)
            let tag = isHeading ? "h2" : "p"
            // Markup of blocks has its own.
            return words.isEmpty || words.holds("<p") ? words : "<\(tag)>\(words)</\(tag)>"
        }
        let text = markup(of: part, depth: depth)
        return text.isEmpty || !["quote", "blockquote", "pullquote"].contains(kind) ? text : "<blockquote>\(text)</blockquote>"
    }

    /// What an object says it is, in the ways of several systems.
    private static func kind(of value: LenientJSON) -> String {
        ["type", "_type", "nodeType", "__typename"].lazy.compactMap { value[$0]?.text }.first.map(Comparing.letters) ?? ""
    }

    /// What stands in one line, of pieces as they come.
    private static func words(of value: LenientJSON, depth: Int) -> String {
        guard depth < 32 else { return "" }
        switch value {
        case .string(let text): return DataBody.line(of: text)
        case .array(let values): return values.map { words(of: $0, depth: depth + 1) }.joined()
        case .object:
            return parts.lazy.compactMap { value[$0] }.map { words(of: $0, depth: depth + 1) }.first { !$0.isEmpty } ?? ""
        default: return ""
        }
    }

    /// Kinds of parts that are none of the text.
    private static let asides: Set<String> = [
        "ad", "advertisement", "audio", "customembed", "embed", "gallery", "iframe", "image", "interstitiallink", "newsletter", "oembed",
        "oembedresponse", "promo", "rawhtml", "related", "relatedcontent", "social", "video",
    ]
}
