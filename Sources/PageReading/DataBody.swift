import Markup
import NewsModel

/// The text that a page's data gives for its article, JSON-LD or a program's, where that is more than what the page shows.
enum DataBody {
    /// A text of fewer bytes is a teaser.
    static let minimumBytes = 400

    /// A text, or data that stands for one, as paragraphs; nil where it is a teaser or code, or the page shows as much.
    static func whole(_ text: String, against shown: String, base: URLReference?) -> SanitizedHTML? {
        guard text.utf8.count > least(against: shown) else { return nil }
        return whole(markup: RichText.markup(of: .string(text)), against: shown, base: base)
    }

    /// Markup of a text as paragraphs; nil where it is a teaser or code, or the page shows as much.
    static func whole(markup: String, against shown: String, base: URLReference?) -> SanitizedHTML? {
        guard markup.utf8.count > least(against: shown) else { return nil }
        let body = SanitizedHTML(fragment: markup, base: base)
        return body.text.utf8.count > least(against: shown) && !isCode(body.text) ? body : nil
    }

    private static func least(against shown: String) -> Int { max(minimumBytes, shown.utf8.count * 2) }

    /// Whether it is code, as where embedded players were flattened into the text: a quarter of it addresses or within braces, or letters
    /// of ASCII that no spaces part.
    private static func isCode(_ text: String) -> Bool {
        var (code, spaces, letters) = (0, 0, 0)
        var (depth, opening) = (0, 0)
        let utf8 = Array(text.utf8)
        // The end of the last address or braces.
        var end = 0
        for index in utf8.indices {
            switch utf8[index] {
            case UInt8(ascii: "{"):
                if depth == 0 { opening = max(index, end) }
                depth += 1
            case UInt8(ascii: "}") where depth > 0:
                depth -= 1
                if depth == 0, index >= opening { (code, end) = (code + index + 1 - opening, index + 1) }
            case UInt8(ascii: ":") where depth == 0 && index >= end && utf8[(index + 1)...].starts(with: "//".utf8):
                let address = utf8[index...].prefix { (0x21..<0x7F).contains($0) }
                (code, end) = (code + address.count, address.endIndex)
            default: break
            }
            if utf8[index] <= 0x20 { spaces += 1 } else if utf8[index] < 0x80 { letters += 1 }
        }
        // Many left open have what follows, as data that was cut.
        if depth > 3 { code += max(0, utf8.count - max(opening, end)) }
        return letters > 40 * (spaces + 1) || 4 * code > utf8.count
    }
}
