import Markup

/// The text that JSON-LD gives for an article, where it is more than what the page shows.
enum LinkedBody {
    /// The text as paragraphs, unless it is a teaser or the page has as much.
    static func whole(_ text: String, against shown: String) -> SanitizedHTML? {
        let letters = text.utf8.count
        guard letters > 400, letters * 10 > shown.utf8.count * 14 else { return nil }
        if text.contains("<p") || text.contains("<br") || text.contains("&lt;p") {
            let markup = text.contains("<p") || text.contains("<br") ? text : SanitizedHTML.plainText(of: text)
            return SanitizedHTML(fragment: markup, base: nil)
        }
        let markup = text.split(whereSeparator: \.isNewline).map { "<p>" + $0 + "</p>" }.joined()
        return SanitizedHTML(fragment: markup, base: nil)
    }
}
