import Markup

/// Takes the people out of a byline.
enum AuthorNames {
    /// The names in a byline, in their order, each once. Agencies, the site, desks and roles are none.
    static func people(in byline: String, site: String?) -> [String] {
        var text = PlainText.collapsed(byline)
        // Many pages give the address of a profile for a name.
        if text.contains("://") || text.hasPrefix("www.") || text.hasPrefix("/") { return [] }
        for bar in ["|", "•", "·"] where text.contains(bar) { text = PlainText.collapsed(String(text.prefix { String($0) != bar })) }
        text = withoutLead(text)
        guard !text.isEmpty, text.utf8.count < 300 else { return [] }
        for word in conjunctions where text.contains(word) { text = text.split(separator: word).joined(separator: ",") }
        let siteLetters = site.map(Comparing.letters)
        var found: [String] = []
        for part in text.split(whereSeparator: { [",", ";", "&", "/", "|", "、", "،", "\n"].contains($0) }) {
            let name = withoutLead(PlainText.collapsed(String(part.prefix { $0 != "(" })))
            guard isName(name), Comparing.letters(name) != siteLetters, !found.contains(name) else { continue }
            found.append(name)
        }
        return found
    }

    private static func withoutLead(_ text: String) -> String {
        var rest = text[...]
        var changed = true
        while changed {
            changed = false
            let lower = rest.lowercased()
            for lead in leads where lower.hasPrefix(lead) && rest.count > lead.count {
                rest = rest.dropFirst(lead.count)
                changed = true
                break
            }
            while let first = rest.first, first == ":" || first == "-" || first.isWhitespace { rest = rest.dropFirst() }
        }
        while let last = rest.last, last.isWhitespace || last == "|" || last == "-" || last == "." && rest.count > 25 {
            rest = rest.dropLast()
        }
        return String(rest)
    }

    private static func isName(_ name: String) -> Bool {
        let words = name.split(separator: " ")
        guard (1...6).contains(words.count), name.count >= 2, name.count < 60, !name.contains("@"), !name.contains("://") else {
            return false
        }
        guard !name.contains("www."), !name.contains(where: { $0.isNumber }), name.contains(where: \.isLetter) else { return false }
        if Agencies.isAgency(name) { return false }
        let lower = name.lowercased()
        if lower.contains(".com") || lower.contains(".org") || lower.contains(".net") { return false }
        return !words.contains { noPeople.contains($0.lowercased()) }
    }

    private static let leads = [
        "by ", "by: ", "written by ", "posted by ", "from ", "von ", "par ", "por ", "door ", "di ", "af ", "av ", "tekst ", "text ",
        "text: ", "autor ",
        "autor: ", "author ", "author: ", "автор ", "автор: ", "авторы: ", "текст: ", "yazan ", "yazar: ", "haber: ", "бy ", "reported by ",
        "کتبه ", "بقلم ", "بقلم: ", "كتب ", "كتبت ", "文/", "記者", "作者：", "作者:",
    ]
    private static let conjunctions = [
        " and ", " und ", " et ", " y ", " e ", " ve ", " og ", " och ", " en ", " i ", " и ", " та ", " & ", " with ",
    ]
    private static let noPeople: Set<String> = [
        "staff", "editor", "editors", "editorial", "admin", "administrator", "redaktion", "redaktionen", "redacción", "redazione",
        "rédaction",
        "redação", "redactie", "newsroom", "news", "desk", "team", "correspondent", "reporter", "writer", "bureau", "agencies", "agency",
        "contributor", "guest", "press", "online", "magazine", "редакция", "haber", "ajansı", "منصة", "تحرير", "編輯部", "editora", "author",
        "unknown", "webmaster", "media", "group", "inc", "updated", "published", "posted", "minutes", "read",
    ]
}
