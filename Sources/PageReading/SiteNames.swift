import Markup
import NewsModel

/// The names a site goes by, to be told from headlines and people.
struct SiteNames {
    /// In letters alone.
    private let names: [String]
    /// The names of its host, without `www` and the public ending: `example` of `www.example.co.uk`.
    private let labels: [String]
    /// Names of the article's section, in letters alone.
    private let sections: Set<String>
    /// Where the article was written, as it says itself, in letters alone.
    var places: Set<String> = []
    /// What stands before a dash at the beginning of the text, in letters alone: the place, or who wrote.
    var perhapsPlaces: Set<String> = []
    /// Who is named as an author in an element, a link or the data of the page, in letters alone: whoever it is, no place.
    var authors: Set<String> = []
    /// BCP 47; of the article.
    var language: String?

    init(_ names: [String?], host: String?, sections: [String]) {
        var known: [String] = []
        for case let name? in names {
            let letters = Comparing.letters(name)
            if letters.utf8.count >= 2, !known.contains(letters) { known.append(letters) }
        }
        self.names = known
        self.sections = Set(sections.map(Comparing.letters).filter { !$0.isEmpty })
        labels = (host ?? "").split(separator: ".").map(String.init).dropLast().filter { label in
            label.utf8.count >= 3 && !["www", "com", "org", "net", "gov", "edu", "blog", "news", "amp"].contains(label)
        }.map(Comparing.letters).filter { !$0.isEmpty }
    }

    /// Whether a text is the site's name, as far as names and host tell.
    func isSite(_ text: String) -> Bool {
        let letters = Comparing.letters(text)
        guard letters.utf8.count >= 2 else { return false }
        if names.contains(letters) { return true }
        return labels.contains { label in
            letters == label || label.utf8.count >= 5 && letters.hasPrefix(label) && letters.utf8.count <= label.utf8.count + 4
                || letters.utf8.count >= 5 && label.utf8.count >= 5 && letters == "the" + label
        }
    }

    /// Whether a part of a title is the site's name, or begins with it, or is a part of it.
    func isSitePart(_ text: String) -> Bool {
        let letters = Comparing.letters(text)
        guard letters.utf8.count >= 2 else { return false }
        if isSite(text) { return true }
        if names.contains(where: {
            letters.hasPrefix($0) && $0.utf8.count >= 3 || letters.utf8.count >= 3 && ($0.hasPrefix(letters) || $0.hasSuffix(letters))
        }) {
            return true
        }
        return labels.contains { label in
            label.utf8.count >= 4 && letters.contains(label) && letters.utf8.count <= 40
                || letters.utf8.count >= 4 && label.contains(letters)
        }
    }

    /// Whether a part of a title names the article's section.
    func isSection(_ text: String) -> Bool { sections.contains(Comparing.letters(text)) }

    /// Whether a name is that of a place.
    func isPlace(_ name: String) -> Bool {
        let letters = Comparing.letters(name)
        return places.contains(letters) || Places.isKnown(name)
    }

    /// Whether the last name of a byline is that of a place, by a line before the text that has not the first one.
    func isPlace(_ last: String, after first: String) -> Bool {
        perhapsPlaces.contains(Comparing.letters(last)) && !perhapsPlaces.contains(Comparing.letters(first))
    }

    /// Whether the article is in one of these languages.
    func isWritten(in languages: [String]) -> Bool {
        guard let language, let primary = language.lowercased().split(whereSeparator: { $0 == "-" || $0 == "_" }).first else {
            return false
        }
        return languages.contains(String(primary))
    }

    func isAuthor(_ name: String) -> Bool { !authors.isEmpty && authors.contains(Comparing.letters(name)) }

    private static let separators: Set<Character> = ["|", "–", "—", "-", "·", "•", "»", "«", ":", "/", "~", "›", "‹", "｜", "・", "_"]

    private static let separatorScalars = Set(separators.flatMap(\.unicodeScalars))

    private static let isASCIISeparator = (0..<0x80).map { separatorScalars.contains(Unicode.Scalar($0)) }

    private static func maySeparate(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x80 ? isASCIISeparator[Int(scalar.value)] : separatorScalars.contains(scalar)
    }

    /// Whether one of ``separators`` stands in a text.
    private static func mayBeParted(_ title: String) -> Bool { title.unicodeScalars.contains(where: maySeparate) }

    /// A title without ` - Site name` at its end or beginning, and without the section between.
    ///
    /// - Parameter others: The page's other titles in letters alone: what they say without an ending is whole without it.
    /// - Parameter logos: The page's headings that are the site's, in letters alone.
    func removed(from title: String, others: [String] = [], logos: [String] = [], headings: [String] = []) -> String {
        // Nobody's headline; each separator costs a look at the whole.
        guard title.utf8.count <= 500, SiteNames.mayBeParted(title) else { return title }
        var characters = Array(title)
        var isWhole = true
        for _ in 0..<4 {
            guard let shorter = shortened(characters, others, logos, headings) else { break }
            characters = Array(PlainText.collapsed(String(shorter)))
            isWhole = false
        }
        return isWhole ? title : String(characters)
    }

    private func shortened(_ characters: [Character], _ others: [String], _ logos: [String], _ headings: [String]) -> ArraySlice<Character>?
    {
        for index in characters.indices.dropFirst().dropLast().reversed() {
            var character = characters[index]
            guard character.unicodeScalars.first.map(SiteNames.maySeparate) == true, SiteNames.separators.contains(character)
            else { continue }
            var start = index
            // "Headline :: Site": a bar of two characters.
            if character == ":", characters[index - 1] == ":" {
                guard index >= 2, characters[index - 2].isWhitespace, characters[index + 1].isWhitespace else { continue }
                (character, start) = ("|", index - 1)
            }
            let isSpaced = characters[start - 1].isWhitespace && characters[index + 1].isWhitespace
            let isTight = "|»｜_".contains(character) || character == ":" && characters[index + 1].isWhitespace
            guard isSpaced || isTight else { continue }
            let head = String(characters[..<start])
            let tail = String(characters[(index + 1)...])
            let headLetters = Comparing.letters(head)
            let tailLetters = Comparing.letters(tail)
            guard !headLetters.isEmpty, !tailLetters.isEmpty else { continue }
            if character != ":" && character != "/" {
                let isBar = character == "|" || character == "｜"
                let isLabel = isBar && tail.split(separator: " ").count <= 4 && headLetters.utf8.count >= 2 * tailLetters.utf8.count
                let isEnding = isSitePart(tail) && headLetters.utf8.count > tailLetters.utf8.count / 2 || isSection(tail)
                let isWhole = headLetters.utf8.count >= 12 && others.contains(headLetters)
                if isEnding || isLabel || logos.contains(tailLetters) || isWhole { return characters[..<start] }
            }
            let isRest = "|»›".contains(character) && tailLetters.utf8.count >= 12 && others.contains(tailLetters) && !isSitePart(tail)
            if isRest || isSite(head) || logos.contains(headLetters)
                || character != ":" && tailLetters.utf8.count >= 12 && headings.contains(tailLetters) || character != ":" && isSection(head)
            {
                return characters[(index + 1)...]
            }
        }
        return nil
    }
}
