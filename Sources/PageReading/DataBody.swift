import Markup
import NewsModel

/// The text that a page's data gives for its article, JSON-LD or a program's, where that is more than what the page shows.
enum DataBody {
    /// A text of fewer bytes is a teaser.
    static let minimumBytes = 400

    /// A text as paragraphs; nil where it is a teaser or code, or the page shows as much.
    static func whole(_ text: String, against shown: String, base: URLReference?) -> SanitizedHTML? {
        let least = max(minimumBytes, shown.utf8.count * 2)
        guard text.utf8.count > least else { return nil }
        let body = SanitizedHTML(fragment: markup(of: text), base: base)
        return body.text.utf8.count > least && !isCode(body.text, orSolidAlone: shown.isEmpty) ? body : nil
    }

    /// Markup as it is, even where it was escaped, and of anything else each line as a paragraph.
    static func markup(of text: String) -> String {
        if text.holds("<p") || text.holds("<br") { return text }
        if text.holds("&lt;p") { return SanitizedHTML.plainText(of: text) }
        return line(of: text).split(whereSeparator: \.isNewline).map { "<p>" + $0 + "</p>" }.joined()
    }

    /// Markup of a text without blocks: without tags that end, what looks like a tag is "less than".
    static func line(of text: String) -> String {
        text.holds("</") ? text : text.split(separator: "<", omittingEmptySubsequences: false).joined(separator: "&lt;")
    }

    /// Whether it is code, as where embedded players were flattened into the text: with addresses and braces among the words, or letters of
    /// ASCII that no spaces part; this alone where there is no other text.
    private static func isCode(_ text: String, orSolidAlone isOnly: Bool) -> Bool {
        var (addresses, braces, spaces, letters) = (0, 0, 0, 0)
        let utf8 = Array(text.utf8)
        for index in utf8.indices {
            switch utf8[index] {
            case UInt8(ascii: "{"): braces += 1
            case UInt8(ascii: ":") where utf8[(index + 1)...].starts(with: "//".utf8): addresses += 1
            case 0...0x20: spaces += 1
            case 0x21..<0x80: letters += 1
            default: break
            }
        }
        let isMixed = braces > 3 && braces * 300 > utf8.count || addresses * 300 > utf8.count
        return letters > 40 * (spaces + 1) || !isOnly && isMixed
    }
}
