import Markup

/// The text that JSON-LD gives for an article, where it is more than what the page shows.
enum LinkedBody {
    /// The text as paragraphs, unless it is a teaser or the page has as much.
    static func whole(_ text: String, against shown: String) -> SanitizedHTML? {
        let letters = text.utf8.count
        guard letters > 400, letters > shown.utf8.count * 2, !isCode(text) else { return nil }
        if text.holds("<p") || text.holds("<br") || text.holds("&lt;p") {
            let markup = text.holds("<p") || text.holds("<br") ? text : SanitizedHTML.plainText(of: text)
            return SanitizedHTML(fragment: markup, base: nil)
        }
        let markup = text.split(whereSeparator: \.isNewline).map { "<p>" + $0 + "</p>" }.joined()
        return SanitizedHTML(fragment: markup, base: nil)
    }

    /// Whether addresses and braces stand among the words, as where embedded players were flattened into the text.
    private static func isCode(_ text: String) -> Bool {
        var (addresses, braces) = (0, 0)
        let utf8 = Array(text.utf8)
        for index in utf8.indices {
            if utf8[index] == UInt8(ascii: "{") { braces += 1 }
            if utf8[index] == UInt8(ascii: ":"), utf8[(index + 1)...].starts(with: "//".utf8) { addresses += 1 }
        }
        return braces > 3 || addresses * 300 > utf8.count
    }
}
