import Markup

/// The names in a byline: people, and those who are none (desks, teams, companies), each in their order and once.
struct AuthorNames {
    private(set) var people: [String] = []
    private(set) var others: [String] = []

    /// What a text is known to be.
    enum Form {
        /// A name or a list of names, as in structured data or in a link to an author's page.
        case names
        /// A printed line, in which a name may stand.
        case line
    }

    /// Reads a byline. Agencies are neither people nor others.
    init(_ byline: String, as form: Form, site: SiteNames) {
        let text = PlainText.collapsed(byline)
        // Many pages give the address of a profile for a name.
        guard !text.isEmpty, text.utf8.count < 400, !text.holds("://"), !text.hasPrefix("www."), !text.hasPrefix("/") else { return }
        guard let named = AuthorNames.named(in: text, form) else { return }
        let parts = AuthorNames.parts(of: named.words)
        // "Landesanstalt für Wald und Forst" is one.
        if parts.count == 2, !parts[1].isListed, !parts[1].text.holds(" "), AuthorNames.isCollective(parts[0].text) {
            others.append(AuthorNames.trimmed(named.words.joined(separator: " ")))
            return
        }
        // Whether a word is of what stands before: a place, a company.
        var isBehindOther = false
        for part in AuthorNames.withoutTitles(parts) {
            let written = AuthorNames.once(AuthorNames.trimmed(part))
            let name = AuthorNames.withoutRole(written)
            guard AuthorNames.isPlausible(name) else { continue }
            if Agencies.isAgency(name) {
                isBehindOther = true
                continue
            }
            let isCollective = AuthorNames.isCollective(name) || site.isSite(name)
            if !people.isEmpty, AuthorNames.isDegree(name) { continue }
            let isNamed = site.isAuthor(name)
            // "Ann First, London, England" and "Ann First, Reuters, Harrow": where the line was written; "Ann First, Opinion": the section.
            if form == .line, !people.isEmpty, !isNamed, parts.contains(where: { $0.isListed && $0.text == part }) {
                isBehindOther =
                    site.isPlace(name) || site.isSection(name) || isBehindOther && !name.holds(" ")
                    || part == parts.last?.text && site.isPlace(name, after: parts[0].text)
                if isBehindOther { continue }
            }
            isBehindOther = isCollective
            if isCollective {
                if !others.contains(name) { others.append(name) }
            } else if AuthorNames.looksLikePerson(name, isNamed ? .names : form, isLed: named.isLed) {
                if !people.contains(name) { people.append(name) }
            } else if form == .names, !others.contains(name) {
                others.append(name)
            }
        }
    }

    // MARK: The part of a line that names somebody

    /// The words behind a "by", as far as no date or other word ends them; of names, all of them.
    private static func named(in text: String, _ form: Form) -> (words: [Substring], isLed: Bool)? {
        var text = text
        // "ByJ.R. Stone": two elements without a space between.
        if text.hasPrefix("By") || text.hasPrefix("by"), let third = text.dropFirst(2).first, third.isUppercase {
            text = "By " + text.dropFirst(2)
        }
        var words = marked(text).split(separator: " ")
        guard words.count <= 60 else { return nil }
        var lead: Int?
        for (index, word) in words.prefix(form == .names ? 2 : 14).enumerated() {
            let key = word.lowercased().filter { $0 != ":" && $0 != "(" }
            guard leads.contains(key) || index == 0 && firstLeads.contains(key) else { continue }
            // A given name as well.
            if key == "oleh", word.first?.isUppercase == true, !word.hasSuffix(":"), words.dropFirst(index + 1).first != ":" { continue }
            // "Christoph von Ritter": within a name it is a part of it.
            if index > 0, form == .names, words[0].first?.isUppercase == true, !["by", "by:"].contains(key) { continue }
            if index > 0, notAuthors.contains(words[index - 1].lowercased().filter { $0.isLetter }) {
                if lead == nil { return nil }
                break
            }
            lead = index
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
        } else if let first = words.first, form == .line || first.hasSuffix(":"),
            notAuthors.contains(first.lowercased().filter { $0.isLetter })
        {
            return nil
        }
        while words.first == "|" { words.removeFirst() }
        words = withoutPlaces(words)
        return (Array(words[..<end(of: words, form)]), lead != nil)
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
    private static func withoutPlaces(_ words: [Substring]) -> [Substring] {
        let marks = words.indices.filter { words[$0] == "in" }
        var kept: [Substring] = []
        var next = 0
        for (mark, following) in zip(marks, marks.dropFirst()) {
            let end = (mark + 1..<following).first {
                words[$0].hasSuffix(",") || $0 > mark + 1 && isConjunction(words[$0])
            }
            guard let end else { break }
            let name = words[(end + 1)..<following].drop(while: isConjunction)
            guard (2...4).contains(name.count), name.allSatisfy({ $0.first?.isUppercase == true || particles.contains($0.lowercased()) })
            else { break }
            kept += words[next..<mark] + ["and"]
            next = name.startIndex
        }
        return kept + words[next...]
    }

    /// Where the names end: at a date, or a word that is in no name.
    private static func end(of words: [Substring], _ form: Form) -> Int {
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
            if word == lower, stops.contains(lower.trimmingPrefix("(").description) { return index }
            if index > 0, labels.contains(lower) { return index }
            if index > 0, DateReading.isCalendarWord(lower), index + 1 < words.count, words[index + 1].contains(where: \.isNumber) {
                return index
            }
            if index > 0, weekdays.contains(lower.filter(\.isLetter)) { return index }
        }
        return words.count
    }

    /// The names as they are listed, and of each whether it stands behind a comma.
    private static func parts(of words: [Substring]) -> [(text: String, isListed: Bool)] {
        var parts: [(text: String, isListed: Bool)] = []
        var current: [Substring] = []
        var isListed = false
        func flush(isComma: Bool = false) {
            let part = current.joined(separator: " ")
            if !part.isEmpty { parts.append((part, isListed)) }
            if !part.isEmpty || !isComma { isListed = isComma }
            current = []
        }
        for (index, word) in words.enumerated() {
            if word == "|" || word == "/" || word == "-" || index > 0 && isConjunction(word) {
                flush()
                continue
            }
            var rest = word[...]
            while let cut = rest.firstIndex(where: { ",;&/、،，；".contains($0) }) {
                current.append(rest[..<cut])
                flush(isComma: rest[cut] == ",")
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

    /// The names of a list without the offices behind them, and without what those are offices of:
    /// `Jane Doe, Senior Director, Content, Example Ltd`.
    private static func withoutTitles(_ parts: [(text: String, isListed: Bool)]) -> [String] {
        guard let first = parts.first else { return [] }
        // "Ann First Reporter, Ben Second Reporter" are two people.
        let isFirstTitled = hasRole(first.text)
        let isTitle = parts.indices.map { $0 > 0 && parts[$0].isListed && AuthorNames.isTitle(parts[$0].text, isFirstTitled) }
        var names: [String] = []
        var isBehindTitle = false
        var isBehindOffice = false
        for (index, part) in parts.enumerated() {
            if isTitle[index] {
                isBehindTitle = true
            } else if index + 1 < parts.count && isTitle[index + 1] || !isBehindTitle || !part.isListed && !isBehindOffice {
                names.append(part.text)
                (isBehindTitle, isBehindOffice) = (false, false)
            } else {
                isBehindOffice = true
            }
        }
        return names
    }

    private static func hasRole(_ name: String) -> Bool { name.split(separator: " ").contains(where: isRole) }

    private static func isRole(_ word: Substring) -> Bool { roles.contains(word.lowercased()) || desks.contains(where: word.hasSuffix) }

    /// Whether what stands behind a name and a comma is an office: `Senior Director of Operations`, `Certified Sleep Consultant`.
    private static func isTitle(_ part: String, _ isFirstTitled: Bool) -> Bool {
        let words = part.split(separator: " ").map { $0.lowercased() }
        guard let first = words.first, let last = words.last else { return false }
        return roles.contains(first) || hasRole(part) && !isFirstTitled && (roles.contains(last) || words.contains("of"))
    }

    /// Whether what stands behind a name is a degree or the like: `RN`, `Ph.D.`, `Jr.`
    private static func isDegree(_ name: String) -> Bool {
        if name.count <= 5, name.allSatisfy({ $0.isUppercase || $0 == "." || $0 == "-" }) { return true }
        let letters = name.filter(\.isLetter)
        return degrees.contains(letters) || suffixes.contains(letters)
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
        return !["undefined", "null", "none", "unknown", "anonymous", "admin", "administrator", "webmaster", "follow", "share", "author"]
            .contains(lower)
    }

    /// Whether a name is a desk's, a team's or a company's.
    static func isTeam(_ name: String) -> Bool { isCollective(name) }

    private static func isCollective(_ name: String) -> Bool {
        let lower = name.lowercased()
        let words = lower.split { !$0.isLetter && $0 != "'" }
        if words.contains(where: { collectives.contains(String($0)) }) || lower.hasSuffix(" e.v") || lower.holds(" e.v.") { return true }
        return [".com", ".org", ".net", ".de", "redaktion", "編集", "編輯", "编辑部", "新聞社", "新闻网", "agentur", "ajansı", "www."].contains(
            where: lower.holds)
    }

    private static func looksLikePerson(_ name: String, _ form: Form, isLed: Bool) -> Bool {
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

    /// Words that a name follows, wherever they stand.
    private static let leads = Set(
        words:
            "by von par por door av af di autor autorin autore auteur author authors autoren автор авторы yazan yazar بقلم كتب كتبت کتبه written-by"
            + " words 作者 記者 记者 text tekst текст oleh penulis")
    /// Words that a name follows where they begin the line.
    private static let firstLeads = Set(
        words:
            "from haber muhabir story guide byline de da durch posted written verfasst geschrieben publié escrito 文 文/")
    private static let notAuthors = Set(
        words:
            "edited reviewed photo photos photograph photographs photography image images illustration illustrations checked updated translated produced"
            + " sponsored powered presented brought curated recommended foto fotos bild bilder fotografie credit quelle source video music"
            + " recipe medically designed hosted inspired started followed diedit disunting")
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

    private static let conjunctions = Set(words: "and und et y e ve og och en i и та & with mit avec con και و und/oder")
    /// Of Indonesian, "dan": with a capital it is a name.
    private static func isConjunction(_ word: Substring) -> Bool { conjunctions.contains(word.lowercased()) || word == "dan" }

    private static let stops = Set(
        words:
            "on in at for updated published posted min mins read am vom um le el em il is ist was is- • | from auf über last modified geändert aktualisiert"
            + " veröffentlicht publié publicado pubblicato opublikowano minutes comments comment share follow - ago before covers zuletzt stand"
            + " special shares about")
    /// Words that end a name even where they begin with a capital.
    private static let labels = Set(
        words:
            "updated published posted aktualisiert veröffentlicht publié publicado pubblicato follow share shares comments contributor minutes last mins read"
            + " zuletzt stand special veröffentlicht: published: updated: modified datum datum: date: fecha: stand:")
    private static let weekdays = Set(
        words:
            "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi"
            + " vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo")
    private static let particles = Set(
        words:
            "de da do dos das del della di du van von der den ten ter la le el al bin ibn ben y e zu zum af av och af 't d' st. und i")
    private static let roles = Set(
        words:
            "redakteur redakteurin reporter reporterin korrespondent korrespondentin journalist journalistin correspondent writer editor columnist contributor"
            + " autor autorin author senior staff freelance chief deputy managing political 기자 特派員 記者 编辑 md phd"
            + " photographer editor-in-chief producer director manager founder co-founder ceo cto president head professor lecturer analyst specialist consultant engineer reviewer lead"
            + " expert certified registered licensed executive sr. representative rechtsanwalt rechtsanwältin"
            + " developer attorney lawyer physician nutritionist strategist rédacteur journaliste periodista redactor giornalista muhabiri editörü former guest"
    )
    /// Of a Korean paper, in whose bylines they stand like an office: of society, of politics, …, a team.
    private static let desks = [
        "사회부", "정치부", "경제부", "국제부", "문화부", "산업부", "체육부", "스포츠부", "생활부", "전국부", "지역부", "사진부", "편집부", "연예부", "과학부", "증권부",
        "금융부", "부동산부", "뉴스부", "미디어부", "편집국", "보도국", "취재본부", "팀",
    ]
    /// As they are written behind a name.
    private static let degrees = Set(words: "MD PhD RN RD RDN LD MS MSc MSN MPH MBA BSN DDS DMD DVM JD CFA CFP CPA DPT LCSW PsyD MRCGP")
    /// Written behind a name as well, and a part of it where no comma is between.
    private static let suffixes = Set(words: "Jr Sr Esq PharmD EdD MEd DrPH ScD DPhil")
    private static let noNames = Set(
        words:
            "posts post more über about view all read follow share contact corresponding author author. on veröffentlicht published updated click here articles"
            + " biography bio profile website homepage email mail home subscribe comments alle mehr articles: article artikel beiträge by zum zur profil ich bin ihr ihre dein list sign now member log login register directory folgen gefolgt abbruch abbrechen image images bild foto photo recipe"
    )
    private static let collectives = Set(
        words:
            "staff editor editors editorial redaktion redaktionen redacción redacao redação redazione rédaction redactie redakcja redakce redakcija newsroom news desk"
            + " team bureau agencies agency press online magazine media group inc inc. gmbh ltd llc corp company редакция редакція haber haberler ajansı merkezi"
            + " servisi منصة تحرير fréttastofa toimitus submissions contributors correspondents community university institute institut foundation association"
            + " ministry ministerium bundesministerium verband verein society club network department office center centre zentrum magazin zeitung verlag landesanstalt anstalt landesamt bundesamt behörde"
            + " times post herald tribune gazette journal today tv radio blog shop store archive archiv support marketing")
}

extension Character {
    /// Whether its script has capitals.
    fileprivate var isCased: Bool { isUppercase || isLowercase }
}
