import Markup

/// The texts that the data of a page's program has for its article: in a script of JSON, such as Next.js has.
enum ScriptedBody {
    /// Markup of texts in objects that bear the headline, the likeliest first: the longest by a usual name, then by any. What may be
    /// another's is taken last, and only where the page shows nothing else.
    ///
    /// - Parameter shown: The page's own text.
    /// - Complexity: Linear in the scripts' bytes; each text is written when it is asked for.
    static func texts(of document: HTMLDocument, headline: String, against shown: String) -> some Sequence<String> {
        var search = Search(headline: headline)
        if search.letters.utf8.count >= 12 {
            for (index, tag) in document.allTags.enumerated() where tag == .script {
                if let node = document.node(at: index), let data = data(of: node) {
                    search.look(in: data.unwrapped, depth: 0, tries: 0, mayBeOthers: false)
                }
            }
        }
        let sure = search.ordered(.page).lazy.map(\.markup)
        let least = Comparing.letters(shown.split(whereSeparator: \.isNewline).max { $0.utf8.count < $1.utf8.count }.map(String.init) ?? "")
        let others = (search.perhaps + search.ordered(.perhapsOthers)).lazy.map(\.markup).filter { markup in
            Comparing.letters(SanitizedHTML.plainText(of: markup)).holds(least)
        }
        return [AnySequence(sure), AnySequence(others)].lazy.joined()
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
        let isMarkup: Bool
        /// Whether its name says that it is the article's text, and not of another thing.
        let isNamedWhole: Bool

        var markup: String { isMarkup ? text : LooseMarkup(text).blocks }

        var compared: ScriptedText { ScriptedText(markup: markup, bytes: text.utf8.count, isNamedWhole: isNamedWhole) }
    }

    private struct Search {
        let letters: String
        /// A title of more is not compared.
        private let maximumBytes: Int
        /// The longest by what their names say.
        private var found: [Tier: [Candidate]] = [:]

        private struct Tier: Hashable {
            let standing: DataNames.Standing
            /// Whether a name around the object is one of other articles.
            let mayBeOthers: Bool
        }

        /// Objects with the headline may stand in each other, with one text: it is not written for each of them.
        private static let maximumTries = 4

        init(headline: String) {
            letters = Comparing.letters(headline)
            maximumBytes = 4 * headline.utf8.count + 64
        }

        /// - Parameters:
        ///   - tries: How many of the values around this one were read as texts.
        ///   - mayBeOthers: Whether a name around it is one of other articles.
        mutating func look(in value: LenientJSON, depth: Int, tries: Int, mayBeOthers: Bool) {
            guard depth < 32 else { return }
            switch value {
            case .object(let members):
                let isArticle = tries < Search.maximumTries && members.contains { says($0.value) && !DataNames.isBesideText($0.name) }
                for member in members {
                    let value = member.value.unwrapped
                    let isTried = isArticle && take(value, by: member.name, mayBeOthers: mayBeOthers)
                    guard value.isContainer else { continue }
                    let isList = if case .array = value { true } else { false }
                    let owner = DataNames.owner(of: member.name, isList: isList)
                    guard owner != .readers else { continue }
                    look(
                        in: value, depth: depth + 1, tries: isTried ? tries + 1 : tries, mayBeOthers: mayBeOthers || owner == .perhapsOthers
                    )
                }
            case .array(let values):
                for value in values { look(in: value.unwrapped, depth: depth + 1, tries: tries, mayBeOthers: mayBeOthers) }
            default: break
            }
        }

        /// The texts of the page's objects by the names of some, the likeliest first.
        func ordered(_ owner: DataNames.Owner) -> [Candidate] {
            let standings: [DataNames.Standing] = owner == .page ? [.body, .compound, .unknown] : [.body, .compound, .unknown, .perhaps]
            var tiers = standings.compactMap { found[Tier(standing: $0, mayBeOthers: owner != .page)] }
            let texts = tiers.count > 1 ? tiers.map { $0[0].compared } : []
            var best = 0
            for other in texts.indices.dropFirst() where texts[best].isTeaser(of: texts[other]) { best = other }
            tiers.insert(tiers.isEmpty ? [] : [tiers[best].removeFirst()], at: 0)
            return tiers.flatMap(\.self)
        }

        var perhaps: [Candidate] { found[Tier(standing: .perhaps, mayBeOthers: false)] ?? [] }

        /// Keeps a text; whether a value with others in it was read as one.
        private mutating func take(_ value: LenientJSON, by name: String, mayBeOthers: Bool) -> Bool {
            switch value {
            case .string(let text):
                // Asked of few: names cost more than lengths.
                guard text.utf8.count >= DataBody.minimumBytes else { return false }
                let standing = DataNames.standing(of: name)
                if standing != .beside {
                    let candidate = Candidate(text: text, isMarkup: false, isNamedWhole: DataNames.isWhole(name))
                    keep(candidate, in: Tier(standing: standing, mayBeOthers: mayBeOthers))
                }
                return false
            case .object, .array:
                let standing = DataNames.standing(of: name)
                guard [.body, .compound].contains(standing) || standing == .unknown && Search.hasParagraphs(value) else { return false }
                let candidate = Candidate(text: RichText.markup(of: value), isMarkup: true, isNamedWhole: DataNames.isWhole(name))
                if candidate.text.utf8.count < DataBody.minimumBytes, let text = RichText.markupWithAnchors(of: value) {
                    let perhaps = Candidate(text: text, isMarkup: true, isNamedWhole: false)
                    keep(perhaps, in: Tier(standing: .perhaps, mayBeOthers: mayBeOthers))
                }
                keep(candidate, in: Tier(standing: standing, mayBeOthers: mayBeOthers))
                return true
            default: return false
            }
        }

        /// Whether most of a list says that it is paragraphs.
        private static func hasParagraphs(_ value: LenientJSON) -> Bool {
            guard case .array(let values) = value, values.count > 1 else { return false }
            return 2 * values.count { RichTextKind(of: $0) == .paragraph } > values.count
        }

        /// Four of each are enough, where some are none after all.
        private mutating func keep(_ candidate: Candidate, in tier: Tier) {
            let bytes = candidate.text.utf8.count
            var kept = found[tier] ?? []
            guard bytes >= DataBody.minimumBytes, kept.count < 4 || kept.contains(where: { $0.text.utf8.count < bytes }) else { return }
            kept.append(candidate)
            kept.sort { $0.text.utf8.count > $1.text.utf8.count }
            found[tier] = Array(kept.prefix(4))
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
