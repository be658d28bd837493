import Markup

/// The names in a byline: people, and those who are none (desks, teams, companies), each in their order and once.
struct AuthorNames {
    private(set) var people: [String] = []
    private(set) var others: [String] = []
    /// Those of a list that no conjunction joins: what stands behind a comma may be no name as well.
    private(set) var onlyListed: Set<String> = []

    /// What a text is known to be.
    enum Form {
        /// A name or a list of names, as in structured data or in a link to an author's page.
        case names
        /// A printed line, in which a name may stand.
        case line
    }

    /// Reads a byline. Agencies are neither people nor others.
    init(_ byline: String, as form: Form, site: SiteNames) {
        // Soft hyphens are where a line may break.
        let text = PlainText.collapsed(byline.holds("\u{AD}") ? byline.filter { $0 != "\u{AD}" } : byline)
        // Many pages give the address of a profile for a name.
        guard !text.isEmpty, text.utf8.count < 400, !text.holds("://"), !text.hasPrefix("www."), !text.hasPrefix("/") else { return }
        guard let named = AuthorNames.named(in: text, form, site) else { return }
        let parts = AuthorNames.withCompanies(AuthorNames.parts(of: named.words, named.conjunctions))
        // "Landesanstalt für Wald und Forst" is one.
        if parts.count == 2, !parts[1].isListed, !parts[1].text.holds(" "), AuthorNames.isTeam(parts[0].text) {
            others.append(AuthorNames.trimmed(named.words.joined(separator: " ")))
            return
        }
        var names: [Part] = []
        for part in AuthorNames.withoutTitles(parts) {
            let name = AuthorNames.withoutRole(AuthorNames.once(AuthorNames.trimmed(part.text)))
            guard AuthorNames.isPlausible(name), !Agencies.isAgency(name), names.isEmpty || !AuthorNames.isDegree(name) else { continue }
            names.append(Part(text: name, isListed: part.isListed))
        }
        if form == .line { names = AuthorNames.withoutOthers(names, site) }
        for (index, part) in names.enumerated() {
            let name = part.text
            let isJoined = !part.isListed || index + 1 < names.count && !names[index + 1].isListed
            if index > 0, !isJoined { onlyListed.insert(name) }
            if AuthorNames.isTeam(name) || site.isSite(name) {
                if !others.contains(name) { others.append(name) }
            } else if AuthorNames.looksLikePerson(name, site.isAuthor(name) ? .names : form, isLed: named.isLed) {
                if !people.contains(name) { people.append(name) }
            } else if form == .names, !others.contains(name) {
                others.append(name)
            }
        }
    }

    // MARK: The part of a line that names somebody

    /// The words behind a "by", as far as no date or other word ends them; of names, all of them.
    private static func named(
        in text: String, _ form: Form, _ site: SiteNames
    ) -> (words: [Substring], isLed: Bool, conjunctions: Set<String>)? {
        var text = text
        // "ByJ.R. Stone": two elements without a space between.
        if text.hasPrefix("By") || text.hasPrefix("by"), let third = text.dropFirst(2).first, third.isUppercase {
            text = "By " + text.dropFirst(2)
        }
        var words = withReporters(marked(text), site)
        guard words.count <= 60 else { return nil }
        if let end = labelEnd(of: words) { words = ["by"] + words[end...] }
        var lead: Int?
        var leadWord: String?
        for (index, word) in words.prefix(form == .names ? 2 : 14).enumerated() {
            // "Author, Ann First" is written to be read aloud.
            let key = word.lowercased().filter { $0 != ":" && $0 != "(" && (index > 0 || $0 != "," && $0 != "،") }
            guard leads.contains(key) || index == 0 && firstLeads.contains(key) else { continue }
            if key == "oleh", isGivenName(word, before: words[(index + 1)...], form, site) { continue }
            // "Christoph von Ritter": within a name it is a part of it.
            if index > 0, form == .names, words[0].first?.isUppercase == true, !["by", "by:"].contains(key) { continue }
            if index > 0, notAuthors.contains(words[index - 1].lowercased().filter { $0.isLetter }) {
                if lead == nil { return nil }
                break
            }
            (lead, leadWord) = (index, key)
            // "Posted on 12 March by Jane Doe": what leads a name may still come.
            if !leads.contains(key) { continue }
            if key != "by" && key != "von" && words.indices.contains(index + 1),
                leads.contains(words[index + 1].lowercased().filter { $0 != ":" })
            {
                continue
            }
            break
        }
        if let lead {
            words = Array(words[(lead + 1)...])
            if let leadWord, reporters.contains(leadWord) { words = namesOfHan(words) }
        } else if let first = words.first, form == .line || first.hasSuffix(":"),
            notAuthors.contains(first.lowercased().filter { $0.isLetter })
        {
            return nil
        }
        while words.first == "|" { words.removeFirst() }
        words = joined(words)
        let isEnPlace = isEnPlace(in: words, lead: leadWord, site)
        let conjunctions = isEnPlace ? AuthorNames.conjunctions.subtracting(["en"]) : AuthorNames.conjunctions
        words = withoutPlaces(words, isEnPlace ? prepositions.union(["en"]) : prepositions, conjunctions)
        return (Array(words[..<end(of: words, form, isEnPlace: isEnPlace)]), lead != nil, conjunctions)
    }

    /// Whether "Oleh" is somebody's name: in Indonesian and Malay it leads one, and so does it in a line of capitals with a name of two words.
    private static func isGivenName(_ word: Substring, before rest: ArraySlice<Substring>, _ form: Form, _ site: SiteNames) -> Bool {
        guard word.first?.isUppercase == true, !word.hasSuffix(":"), rest.first != ":" else { return false }
        if form == .line, site.isWritten(in: ["id", "ms"]) { return false }
        let end = rest.firstIndex { $0.hasSuffix(",") || $0 == "|" }.map { $0 + 1 } ?? rest.endIndex
        return word != "OLEH" || end - rest.startIndex < 2 || rest[..<end].contains { $0.contains(where: \.isLowercase) }
    }

    /// A line with one word in the place of "in collaboration with".
    private static func joined(_ words: [Substring]) -> [Substring] {
        guard let noun = words.firstIndex(where: { collaborations.contains($0.lowercased()) }), noun > 1, noun + 2 < words.count,
            prepositions.contains(String(words[noun - 1])) || words[noun - 1] == "en"
        else { return words }
        return words[..<(noun - 1)] + ["and"] + words[(noun + 2)...]
    }

    /// Whether "en" is where somebody wrote, as in Spanish and French, and joins no names, as in Dutch: by the language of the page, or by
    /// the words around it.
    private static func isEnPlace(in words: [Substring], lead: String?, _ site: SiteNames) -> Bool {
        guard words.contains(where: { $0.lowercased() == "en" }), !site.isWritten(in: ["nl", "af", "fy"]) else { return false }
        return site.isWritten(in: ["es", "fr", "ca", "gl"]) || lead == "por" || lead == "par" || words.contains("y") || words.contains("et")
    }

    /// A line with its bars, dots and dashes as bars between words, and a space behind each colon.
    private static func marked(_ text: String) -> String {
        var marked = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case ":", "：": marked.append(contentsOf: ": ".unicodeScalars)
            case "●", "＝", "|", "｜", "•", "·", "／", "—", "–", "►", "»": marked.append(contentsOf: " | ".unicodeScalars)
            default: marked.append(scalar)
            }
        }
        return String(marked)
    }

    /// "Ann First in London and Ben Second in Paris": without all places but the last, where each of several names has one.
    private static func withoutPlaces(_ words: [Substring], _ prepositions: Set<String>, _ conjunctions: Set<String>) -> [Substring] {
        let marks = words.indices.filter { prepositions.contains(String(words[$0])) }
        func joins(_ word: Substring) -> Bool { AuthorNames.joins(word, conjunctions) }
        /// Whether a name begins here and ends before the next one.
        func isName(_ start: Int, _ limit: Int) -> Bool {
            let end = (start..<limit).first { joins(words[$0]) || $0 > start && words[$0 - 1].hasSuffix(",") } ?? limit
            let name = words[start..<end]
            return (2...4).contains(name.count)
                && name.allSatisfy { $0.first?.isUppercase == true || particles.contains($0.lowercased()) }
        }
        var kept: [Substring] = []
        var next = 0
        for (mark, following) in zip(marks, marks.dropFirst()) where mark + 2 < following {
            let start = (mark + 2..<following).first { start in
                (words[start - 1].hasSuffix(",") || start > mark + 2 && joins(words[start - 1])) && !joins(words[start])
                    && isName(start, following)
            }
            guard let start else { break }
            kept += words[next..<mark] + ["and"]
            next = start
        }
        return kept + words[next...]
    }

    /// Where the names end: at a date, or a word that is in no name.
    private static func end(of words: [Substring], _ form: Form, isEnPlace: Bool) -> Int {
        for (index, word) in words.enumerated() {
            if word == "|" {
                // "12 March | Jane Doe": what stood before was no name.
                return index
            }
            let hasDigit = word.contains(where: \.isNumber)
            if hasDigit {
                if form == .names, words.count == 1 { continue }
                // The month before the day belongs to the date.
                if index > 0, DateReading.isCalendarWord(String(words[index - 1])) { return index - 1 }
                return index
            }
            let lower = word.lowercased()
            if word == lower, stops.contains(lower.trimmingPrefix("(").description) || isEnPlace && word == "en" { return index }
            if index > 0, labels.contains(lower) || word.hasSuffix(":") && notAuthors.contains(String(lower.dropLast())) { return index }
            if index > 0, DateReading.isCalendarWord(lower), index + 1 < words.count, words[index + 1].contains(where: \.isNumber) {
                return index
            }
            if index > 0, weekdays.contains(lower.filter(\.isLetter)) { return index }
        }
        return words.count
    }

    /// Of Indonesian, "dan": with a capital it is a name.
    private static func joins(_ word: Substring, _ conjunctions: Set<String>) -> Bool {
        conjunctions.contains(word.lowercased()) || word == "dan"
    }

    /// The names as they are listed.
    private static func parts(of words: [Substring], _ conjunctions: Set<String>) -> [Part] {
        var parts: [Part] = []
        var current: [Substring] = []
        var isListed = false
        func flush(isComma: Bool = false) {
            let part = current.joined(separator: " ")
            if !part.isEmpty { parts.append(Part(text: part, isListed: isListed)) }
            if !part.isEmpty || !isComma { isListed = isComma }
            current = []
        }
        for (index, word) in words.enumerated() {
            if word == "|" || word == "/" || word == "-" || index > 0 && joins(word, conjunctions) {
                flush()
                continue
            }
            var rest = word[...]
            while let cut = rest.firstIndex(where: { ",;&/、،，；".contains($0) }) {
                current.append(rest[..<cut])
                flush(isComma: ",،，".contains(rest[cut]))
                rest = rest[rest.index(after: cut)...]
            }
            if !rest.isEmpty { current.append(rest) }
        }
        flush()
        return parts
    }

    private static func trimmed(_ part: String) -> String {
        var rest = part[...]
        if let bracket = rest.firstIndex(where: { $0 == "(" || $0 == "<" || $0 == "[" || $0 == "（" }), bracket > rest.startIndex {
            rest = rest[..<bracket]
        }
        while let first = rest.first, !first.isLetter, !first.isNumber { rest = rest.dropFirst() }
        while let last = rest.last, !last.isLetter, !last.isNumber, last != "." || rest.count > 25, last != ")" || !rest.holds("(") {
            // A geresh makes another sound of a Hebrew letter: it is written with an apostrophe.
            if "'’׳".contains(last), let letter = rest.dropLast().unicodeScalars.last, (0x5D0...0x5EA).contains(letter.value) { break }
            rest = rest.dropLast()
        }
        return String(rest)
    }

    /// A name that stands twice in a row, once for the eye and once for what opens over it, as one.
    private static func once(_ name: String) -> String {
        let half = name.prefix(name.count / 2)
        if name.count % 2 == 0, half.holds(" "), name.hasSuffix(half) { return String(half) }
        let words = name.split(separator: " ")
        for length in 1..<max(2, words.count) where words.count >= 2 * length || length >= 2 && words.count > length {
            let isRepeated = (length..<words.count).allSatisfy { words[$0] == words[$0 % length] }
            if isRepeated { return words[..<length].joined(separator: " ") }
        }
        return name
    }

    /// A name without the office that follows it: `Jane Doe, Staff Writer`, `박준석 기자`.
    private static func withoutRole(_ name: String) -> String {
        let words = name.split(separator: " ")
        if words.allSatisfy(isRole) { return "" }
        let role = words.firstIndex {
            isRole($0) || degrees.contains(String($0)) && name.contains(where: \.isLowercase)
        }
        guard let role else { return name }
        if role >= 2 || role == 1 && !(words[0].first?.isASCII ?? true) { return words[..<role].joined(separator: " ") }
        // "Dr.", "Redakteurin Jane Doe", "사회부 박준석 기자": the office before the name.
        if role == 0, words.count >= 3, !collectives.contains(where: { words[1...].map { $0.lowercased() }.contains($0) }) {
            return withoutRole(words[1...].joined(separator: " "))
        }
        return name
    }

    // MARK: What is a name

    private static func isPlausible(_ name: String) -> Bool {
        let words = name.split(separator: " ")
        guard (1...7).contains(words.count), (2..<70).contains(name.count), name.contains(where: \.isLetter), !name.holds("@"),
            !name.holds("..")
        else {
            return false
        }
        let lower = name.lowercased()
        if words.contains(where: { noNames.contains($0.lowercased()) }) { return false }
        if lower.hasPrefix("getty") || lower.holds(" getty") || lower.holds("shutterstock") || lower.holds("istock") {
            return false
        }
        return ![
            "undefined", "null", "none", "unknown", "anonymous", "admin", "super user", "administrator", "webmaster", "follow", "share",
            "author",
        ]
        .contains(lower)
    }

    /// Whether a name is a desk's, a team's or a company's.
    static func isTeam(_ name: String) -> Bool {
        let lower = name.lowercased()
        let words = lower.split { !$0.isLetter && $0 != "'" }
        if words.contains(where: { collectives.contains(String($0)) }) || lower.hasSuffix(" e.v") || lower.holds(" e.v.") { return true }
        if endsLikeCompany(name) { return true }
        return [".com", ".org", ".net", ".de", "redaktion", "編集", "編輯", "编辑部", "新聞社", "新闻网", "agentur", "ajansı", "www."].contains(
            where: lower.holds)
    }

    static func looksLikePerson(_ name: String, _ form: Form, isLed: Bool) -> Bool {
        let words = name.split(separator: " ")
        guard let first = words.first, let last = words.last else { return false }
        let hasCase = name.contains { $0.isCased }
        // "Sr. Director of Operations"
        if words.contains("of"), words.contains(where: { roles.contains($0.lowercased()) }) { return false }
        if form == .names { return words.count <= 6 }
        if name.contains(where: \.isNumber) { return false }
        guard hasCase else { return words.count <= 4 && name.count <= 24 }
        guard ((isLed ? 1 : 2)...5).contains(words.count) else { return false }
        guard first.first?.isUppercase == true, last.first(where: \.isLetter)?.isUppercase == true else { return false }
        return words.allSatisfy { $0.first(where: \.isLetter)?.isUppercase == true || particles.contains($0.lowercased()) }
    }

    /// Whether a text ends with words that name somebody who did not write: `Reviewed by`.
    static func endsLikeReview(_ text: String) -> Bool {
        let words = text.lowercased().split(whereSeparator: { !$0.isLetter })
        guard let last = words.last, leads.contains(String(last)) else { return false }
        return words.dropLast().last.map { notAuthors.contains(String($0)) } == true
    }

    /// Whether a text ends with a word that a name follows.
    static func endsLikeLead(_ text: String) -> Bool {
        let words = text.split(whereSeparator: \.isWhitespace)
        return words.count <= 8 && words.last.map { leads.contains($0.lowercased().filter { $0 != ":" }) } == true
    }
}

extension Character {
    /// Whether names begin with capitals in its script: Georgian has letters in lower case alone.
    fileprivate var isCased: Bool {
        (isUppercase || isLowercase) && unicodeScalars.first.map { !(0x10A0...0x10FF).contains($0.value) } == true
    }
}
