import Markup
import NewsModel

/// Chooses an article's headline among what a page offers, without the site's name.
struct HeadlineChoice {
    var text: String
    var origin: FieldOrigin

    init?(linked: LinkedData, meta: MetaTags, headings: [String], siteName: String?) {
        let title = meta.title
        let openGraph = meta.first("og:title")
        let twitter = meta.first("twitter:title")
        let known = [linked.headline, openGraph, twitter, title].compactMap { $0 }
        let heading = HeadlineChoice.best(of: headings, among: known.map(Comparing.letters), siteName: siteName)
        if let heading {
            // A heading with a kicker before what all other titles say.
            let letters = Comparing.letters(heading)
            if let headline = linked.headline, linked.isArticle, letters.hasSuffix(Comparing.letters(headline)),
                Comparing.letters(headline).utf8.count * 2 > letters.utf8.count, Comparing.letters(headline) != letters
            {
                self.init(text: headline, origin: .jsonLD)
            } else {
                self.init(text: heading, origin: .text)
            }
        } else if linked.isArticle, let headline = linked.headline {
            self.init(text: HeadlineChoice.withoutSite(headline, siteName, nil), origin: .jsonLD)
        } else if let openGraph {
            self.init(text: HeadlineChoice.withoutSite(openGraph, siteName, title), origin: .openGraph)
        } else if let headline = linked.headline {
            self.init(text: headline, origin: .jsonLD)
        } else if let twitter {
            self.init(text: HeadlineChoice.withoutSite(twitter, siteName, title), origin: .meta)
        } else if headings.count == 1, let only = headings.first {
            self.init(text: only, origin: .text)
        } else if let title {
            self.init(text: HeadlineChoice.withoutSite(title, siteName, nil), origin: .meta)
        } else if let first = headings.first {
            self.init(text: first, origin: .text)
        } else {
            return nil
        }
    }

    private init(text: String, origin: FieldOrigin) {
        self.text = text
        self.origin = origin
    }

    /// The first heading that the page's other titles repeat, whole or as their beginning.
    private static func best(of headings: [String], among known: [String], siteName: String?) -> String? {
        let site = siteName.map(Comparing.letters) ?? ""
        var partial: String?
        for heading in headings {
            let letters = Comparing.letters(heading)
            guard letters.utf8.count >= 4, letters != site else { continue }
            for title in known {
                if title == letters { return heading }
                if partial == nil, title.hasPrefix(letters) && letters.utf8.count * 3 >= title.utf8.count { partial = heading }
                if partial == nil, title.utf8.count >= 15, letters.hasPrefix(title), letters.utf8.count < title.utf8.count * 2 {
                    partial = heading
                }
            }
        }
        return partial
    }

    /// A title without ` - Site name` at its end or beginning.
    static func withoutSite(_ title: String, _ siteName: String?, _ other: String?) -> String {
        // Nobody's headline; each separator costs a look at the whole.
        guard title.utf8.count <= 500 else { return title }
        let separators: [Character] = ["|", "–", "—", "-", "·", "•", "»", "«", ":", "/", "~"]
        let site = siteName.map(Comparing.letters) ?? ""
        var characters = Array(title)
        var changed = true
        var rounds = 0
        while changed, rounds < 3 {
            changed = false
            rounds += 1
            for (index, character) in characters.enumerated().reversed()
            where index > 0 && index < characters.count - 1 && separators.contains(character) {
                let isSpaced = characters[index - 1].isWhitespace && characters[index + 1].isWhitespace
                guard isSpaced || character == "|" || character == "»" || character == ":" && characters[index + 1].isWhitespace else {
                    continue
                }
                let head = String(characters[..<index])
                let tail = String(characters[(index + 1)...])
                let tailLetters = Comparing.letters(tail)
                let headLetters = Comparing.letters(head)
                if character != ":" {
                    let isSite =
                        !site.isEmpty
                        && (tailLetters == site || tailLetters.hasPrefix(site) || site.hasPrefix(tailLetters) && tailLetters.count > 2)
                    let isSection = character == "|" && tail.split(separator: " ").count <= 4 && headLetters.count > 2 * tailLetters.count
                    if isSite || isSection, !headLetters.isEmpty {
                        characters = Array(PlainText.collapsed(head))
                        changed = true
                        break
                    }
                }
                if !site.isEmpty && headLetters == site && !tailLetters.isEmpty {
                    characters = Array(PlainText.collapsed(tail))
                    changed = true
                    break
                }
            }
        }
        return String(characters)
    }
}
