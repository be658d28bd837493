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
        return search.found
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
        var found: [String] = []

        mutating func look(in value: LenientJSON, depth: Int) {
            guard depth < 32 else { return }
            switch value {
            case .object(let members):
                if members.contains(where: { titles.contains($0.name) && says($0.value) }) {
                    for member in members where bodies.contains(Comparing.letters(member.name)) { keep(markup(of: member.value)) }
                }
                for member in members { look(in: member.value, depth: depth + 1) }
            case .array(let values): for value in values { look(in: value, depth: depth + 1) }
            default: break
            }
        }

        /// Objects within each other may have the same text.
        private mutating func keep(_ text: String) {
            found.append(text)
            found.sort { $0.utf8.count > $1.utf8.count }
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
            let kind = value["type"]?.text.map(Comparing.letters) ?? ""
            guard !asides.contains(kind) else { return "" }
            if let items = value["items"] {
                return "<ul>" + items.values.map { "<li>" + words(of: $0, depth: depth + 1) + "</li>" }.joined() + "</ul>"
            }
            guard let part = parts.lazy.compactMap({ value[$0] }).first(where: { $0.hasText }) else { return "" }
            switch kind {
            case "header", "heading", "subheading": return "<h2>" + words(of: part, depth: depth + 1) + "</h2>"
            case "paragraph", "p": return "<p>" + words(of: part, depth: depth + 1) + "</p>"
            case "quote", "blockquote", "pullquote": return "<blockquote>" + markup(of: part, depth: depth + 1) + "</blockquote>"
            default: return markup(of: part, depth: depth + 1)
            }
        default: return ""
        }
    }

    /// What stands in one line, of pieces as they come.
    private static func words(of value: LenientJSON, depth: Int) -> String {
        guard depth < 32 else { return "" }
        switch value {
        case .string(let text): return text
        case .array(let values): return values.map { words(of: $0, depth: depth + 1) }.joined()
        case .object: return parts.lazy.compactMap { value[$0] }.first { $0.hasText }.map { words(of: $0, depth: depth + 1) } ?? ""
        default: return ""
        }
    }

    /// Kinds of parts that are none of the text.
    private static let asides: Set<String> = [
        "ad", "advertisement", "audio", "customembed", "embed", "gallery", "iframe", "image", "interstitiallink", "newsletter", "oembed",
        "oembedresponse", "promo", "rawhtml", "related", "relatedcontent", "social", "video",
    ]
}

extension LenientJSON {
    fileprivate var hasText: Bool {
        switch self {
        case .string(let text): !text.isEmpty
        case .array(let values): !values.isEmpty
        case .object: true
        default: false
        }
    }
}
