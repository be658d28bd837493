import Markup

/// The texts that the data of a page's program has for its article: in a script of JSON, such as Next.js has.
enum ScriptedBody {
    /// Markup of texts in objects that bear the headline, the likeliest first: the longest by a usual name, then by any.
    ///
    /// - Complexity: Linear in the scripts' bytes; each text is written when it is asked for.
    static func texts(of document: HTMLDocument, headline: String) -> some Sequence<String> {
        var search = Search(headline: headline)
        if search.letters.utf8.count >= 12 {
            for (index, tag) in document.allTags.enumerated() where tag == .script {
                if let node = document.node(at: index), let data = data(of: node) { search.look(in: data.unwrapped, depth: 0, tries: 0) }
            }
        }
        return (search.named + search.unnamed).lazy.map(\.markup)
    }

    private static func data(of script: HTMLNode) -> LenientJSON? {
        guard json.isFound(in: script.bytes(of: .type)), let bytes = script.children.first(where: \.isText)?.textBytes,
            bytes.count >= DataBody.minimumBytes
        else { return nil }
        return LenientJSON(bytes)
    }

    private static let json = NameSearch(["application/json"])

    private struct Candidate {
        let text: String
        var isMarkup = false
        let isNamed: Bool

        var markup: String { isMarkup ? text : LooseMarkup(text).blocks }
    }

    private struct Search {
        let letters: String
        /// A title of more is not compared.
        private let maximumBytes: Int
        private(set) var named: [Candidate] = []
        private(set) var unnamed: [Candidate] = []

        /// Objects with the headline may stand in each other, with one text: it is not written for each of them.
        private static let maximumTries = 4

        init(headline: String) {
            letters = Comparing.letters(headline)
            maximumBytes = 4 * headline.utf8.count + 64
        }

        /// - Parameter tries: How many of the values around this one were read as texts.
        mutating func look(in value: LenientJSON, depth: Int, tries: Int) {
            guard depth < 32 else { return }
            switch value {
            case .object(let members):
                let isArticle = tries < Search.maximumTries && members.contains { says($0.value) && !DataNames.isBesideText($0.name) }
                for member in members {
                    let value = member.value.unwrapped
                    let isTried = isArticle && take(value, by: member.name)
                    guard value.isContainer, !DataNames.isOfOthers(member.name) else { continue }
                    look(in: value, depth: depth + 1, tries: isTried ? tries + 1 : tries)
                }
            case .array(let values): for value in values { look(in: value.unwrapped, depth: depth + 1, tries: tries) }
            default: break
            }
        }

        /// Keeps a text; false where the value is none by its name.
        private mutating func take(_ value: LenientJSON, by name: String) -> Bool {
            let isNamed = DataNames.isBody(name)
            if case .string(let text) = value {
                // Asked of few: names cost more than lengths.
                guard Search.isKept(text, of: isNamed ? named : unnamed), isNamed || !DataNames.isBesideText(name) else { return false }
                keep(Candidate(text: text, isNamed: isNamed))
            } else if isNamed {
                let text = RichText.markup(of: value)
                if Search.isKept(text, of: named) { keep(Candidate(text: text, isMarkup: true, isNamed: true)) }
            }
            return isNamed
        }

        private static func isKept(_ text: String, of found: [Candidate]) -> Bool {
            let bytes = text.utf8.count
            return bytes >= DataBody.minimumBytes && (found.count < 4 || found.contains { $0.text.utf8.count < bytes })
        }

        /// Four of each are enough, where some are none after all.
        private mutating func keep(_ candidate: Candidate) {
            var found = candidate.isNamed ? named : unnamed
            found.append(candidate)
            found.sort { $0.text.utf8.count > $1.text.utf8.count }
            if found.count > 4 { found.removeLast() }
            if candidate.isNamed { named = found } else { unnamed = found }
        }

        private func says(_ value: LenientJSON) -> Bool {
            let texts = value.text.map { [$0] } ?? ["basic", "rendered", "main"].compactMap { value[$0]?.text }
            return texts.contains { text in
                // No letter's case is of three times the bytes.
                text.utf8.count <= maximumBytes && 3 * text.utf8.count >= letters.utf8.count
                    && Comparing.letters(SanitizedHTML.plainText(of: text)) == letters
            }
        }
    }
}
