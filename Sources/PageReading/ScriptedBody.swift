import Markup
import NewsModel

/// The text of an article that a page has in the data of its program alone: in a script of JSON, such as Next.js has.
enum ScriptedBody {
    /// A text of fewer bytes is no article's.
    private static let minimumBytes = 400

    /// The longest text of an object that bears the headline; nil where there is none.
    ///
    /// - Complexity: Linear in the scripts' bytes.
    static func text(of document: HTMLDocument, headline: String?, base: URLReference?) -> SanitizedHTML? {
        guard let headline = headline.map(Comparing.letters), headline.utf8.count >= 12 else { return nil }
        for (index, tag) in document.allTags.enumerated() where tag == .script {
            guard let node = document.node(at: index), let data = data(of: node) else { continue }
            var best = ""
            find(in: data, headline, &best, depth: 0)
            if best.utf8.count >= minimumBytes { return SanitizedHTML(fragment: best, base: base) }
        }
        return nil
    }

    private static func data(of script: HTMLNode) -> LenientJSON? {
        guard json.isFound(in: script.bytes(of: .type)), let bytes = script.children.first(where: \.isText)?.textBytes,
            bytes.count >= minimumBytes
        else { return nil }
        return LenientJSON(bytes)
    }

    private static let json = NameSearch(["application/json"])

    /// Looks for the object with the headline, and in it for its text.
    private static func find(in value: LenientJSON, _ headline: String, _ best: inout String, depth: Int) {
        guard depth < 32 else { return }
        if case .object(let members) = value, members.contains(where: { titles.contains($0.name) && says($0.value, headline) }) {
            for member in members {
                let text = markup(of: member.value)
                if text.utf8.count > best.utf8.count { best = text }
            }
        }
        switch value {
        case .object(let members): for member in members { find(in: member.value, headline, &best, depth: depth + 1) }
        case .array(let values): for value in values { find(in: value, headline, &best, depth: depth + 1) }
        default: break
        }
    }

    private static let titles: Set<String> = ["title", "headline", "headlines", "name", "heading"]
    private static let parts: Set<String> = ["content", "text", "html", "value", "body", "rendered"]

    private static func says(_ value: LenientJSON, _ headline: String) -> Bool {
        let texts = value.text.map { [$0] } ?? ["basic", "rendered", "main"].compactMap { value[$0]?.text }
        return texts.contains { Comparing.letters(SanitizedHTML.plainText(of: $0)) == headline }
    }

    /// Markup of a text, of an object that has one, or of a list of paragraphs.
    private static func markup(of value: LenientJSON) -> String {
        switch value {
        case .string(let text): return text.holds("<p") || text.holds("<br") ? text : paragraphs(text)
        case .array(let values):
            let texts = values.map { value in parts.lazy.compactMap { value[$0]?.text }.first ?? value.text ?? "" }
            return texts.count >= 3 ? texts.filter { !$0.isEmpty }.map { "<p>" + $0 + "</p>" }.joined() : ""
        case .object(let members):
            return members.filter { parts.contains($0.name) }.compactMap { $0.value.text }.max { $0.utf8.count < $1.utf8.count }.map(
                paragraphs) ?? ""
        default: return ""
        }
    }

    private static func paragraphs(_ text: String) -> String {
        text.holds("<p") ? text : text.split(whereSeparator: \.isNewline).map { "<p>" + $0 + "</p>" }.joined()
    }
}
