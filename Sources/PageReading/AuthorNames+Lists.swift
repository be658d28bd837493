import Markup

/// Names in a list, and what stands beside them there: places, offices, sections, papers, degrees.
extension AuthorNames {
    /// A name of a list, and whether it stands behind a comma.
    struct Part {
        var text: String
        var isListed: Bool

        /// Whether it is a word, and not one such as "J.R.Second".
        var isOneWord: Bool {
            if text.holds(" ") { return false }
            let pieces = text.split(separator: ".")
            return pieces.count < 3 || pieces.dropLast().contains { $0.count > 1 }
        }
    }

    /// The names of a printed list without the places, offices, sections and papers behind them.
    ///
    /// One word behind a comma may be any of these: it is a person where the page names it as an author, where a conjunction joins the last of
    /// several such words, where the list begins with one word, or where a whole name comes after it and ends the list.
    static func withoutOthers(_ names: [Part], _ site: SiteNames) -> [Part] {
        guard let first = names.first, let last = names.last else { return names }
        let isKnown = names.map { name in
            !site.isAuthor(name.text)
                && (site.isPlace(name.text) || site.isSection(name.text) || besides.contains(name.text.lowercased()))
        }
        func isWhole(_ name: Part) -> Bool {
            !name.isOneWord && !isTeam(name.text) && !site.isPlace(name.text) && looksLikePerson(name.text, .line, isLed: true)
        }
        // "Ann First, Harrow and Ben Second, Pinner"
        let isPlaced = last.isListed && last.isOneWord && !site.isAuthor(last.text)
        let lastWhole = isPlaced ? -1 : names.lastIndex(where: isWhole) ?? -1
        // "Ann First, Ben and Cara"
        let tail = ((names.lastIndex { !$0.isOneWord } ?? -1) + 1)..<names.count
        let joined = tail.count >= 2 && !last.isListed && !isKnown[tail].contains(true) ? tail : names.count..<names.count
        var kept: [Part] = []
        var isBehindOther = false
        for (index, name) in names.enumerated() {
            let mayBeOther = index > 0 && !site.isAuthor(name.text)
            if mayBeOther, name.isListed {
                // "Nairobi, Kenya"
                let isBehindPlace = isBehindOther && site.isPlace(names[index - 1].text)
                isBehindOther =
                    isKnown[index]
                    || name.isOneWord && !first.isOneWord && (isBehindPlace || index > lastWhole && !joined.contains(index))
                    || index == names.count - 1 && (Places.beginsLikeOne(name.text) || site.isPlace(name.text, after: first.text))
            } else {
                // "Ann First, Arts and Culture"
                isBehindOther = mayBeOther && isBehindOther && name.isOneWord
            }
            if !isBehindOther { kept.append(name) }
        }
        return kept
    }

    /// The names of a list without the offices behind them, and without what those are offices of:
    /// `Jane Doe, Senior Director, Content, Example Ltd`.
    static func withoutTitles(_ parts: [Part]) -> [Part] {
        guard let first = parts.first else { return [] }
        // "Ann First Reporter, Ben Second Reporter" are two people.
        let isFirstTitled = hasRole(first.text)
        let isTitle = parts.indices.map { $0 > 0 && parts[$0].isListed && AuthorNames.isTitle(parts[$0].text, isFirstTitled) }
        var names: [Part] = []
        var isBehindTitle = false
        var isBehindOffice = false
        for (index, part) in parts.enumerated() {
            if isTitle[index] {
                isBehindTitle = true
            } else if index + 1 < parts.count && isTitle[index + 1] || !isBehindTitle || !part.isListed && !isBehindOffice {
                names.append(part)
                (isBehindTitle, isBehindOffice) = (false, false)
            } else {
                isBehindOffice = true
            }
        }
        return names
    }

    private static func hasRole(_ name: String) -> Bool { name.split(separator: " ").contains(where: isRole) }

    static func isRole(_ word: Substring) -> Bool { roles.contains(word.lowercased()) || desks.contains(where: word.hasSuffix) }

    /// Whether what stands behind a name and a comma is an office: `Senior Director of Operations`, `Certified Sleep Consultant`.
    private static func isTitle(_ part: String, _ isFirstTitled: Bool) -> Bool {
        let words = part.split(separator: " ").map { $0.lowercased() }
        guard let first = words.first, let last = words.last else { return false }
        return roles.contains(first) || hasRole(part) && !isFirstTitled && (roles.contains(last) || words.contains("of"))
    }

    /// Whether what stands behind a name is a degree or the like: `RN`, `Ph.D.`, `Jr.`, `S.Pd.`
    static func isDegree(_ name: String) -> Bool {
        if name.count <= 5, name.allSatisfy({ $0.isUppercase || $0 == "." || $0 == "-" }) { return true }
        let letters = name.filter(\.isLetter)
        if degrees.contains(letters) || suffixes.contains(letters) { return true }
        // "J.R.Second" is somebody.
        let pieces = name.split(separator: ".")
        return pieces.count >= 2 && !name.holds(" ") && pieces.allSatisfy { $0.count <= 4 && $0.allSatisfy(\.isLetter) }
    }

    // MARK: Companies

    /// The names with a company's as one: "Coast Works, Inc."
    static func withCompanies(_ parts: [Part]) -> [Part] {
        var joined: [Part] = []
        for part in parts {
            if part.isListed, let last = joined.indices.last, companies.contains(legalForm(part.text[...])) {
                joined[last].text += ", " + part.text
            } else {
                joined.append(part)
            }
        }
        return joined
    }

    /// Whether a name ends with a company's legal form: `Coast Works AB`, `Noviny, a. s.`
    static func endsLikeCompany(_ name: String) -> Bool {
        let words = name.split(separator: " ")
        guard words.count > 1, let last = words.last else { return false }
        let form = name.lastIndex(of: ",").map { legalForm(name[name.index(after: $0)...]) }
        return companies.contains(legalForm(last)) || letterCompanies.contains(String(last)) || form.map(companies.contains) == true
    }

    /// Without blanks, and without the last point.
    private static func legalForm(_ text: Substring) -> String {
        let form = text.filter { $0 != " " }
        return form.hasSuffix(".") ? String(form.dropLast()) : form
    }
}
