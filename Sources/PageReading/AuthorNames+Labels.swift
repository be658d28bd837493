import Markup

/// What stands before the names of a byline.
extension AuthorNames {
    /// Where the names begin behind a label that says that they wrote, and what else they did: `Text und Fotos:`, `Report and pictures:`.
    static func labelEnd(of words: [Substring]) -> Int? {
        guard let last = words.prefix(4).firstIndex(where: { $0.hasSuffix(":") }), last > 0 else { return nil }
        let keys = words[...last].map { $0.lowercased().filter { $0 != ":" } }
        func isOfWriting(_ key: String) -> Bool { leads.contains(key) || firstLeads.contains(key) || writings.contains(key) }
        guard keys.contains(where: isOfWriting),
            keys.allSatisfy({ isOfWriting($0) || notAuthors.contains($0) || conjunctions.contains($0) || $0 == "/" })
        else { return nil }
        return last + 1
    }

    /// The words with the Chinese one for a reporter apart from what it stands together with: `本报记者 刘晓燕`, `記者陳美惠`. In Japanese it stands
    /// behind the name.
    static func withReporters(_ text: String, _ site: SiteNames) -> [Substring] {
        let words = text.split(separator: " ")
        guard reporters.contains(where: text.holds), words.count <= 60, !site.isWritten(in: ["ja"]) else { return words }
        var apart: [Substring] = []
        for (index, word) in words.enumerated() {
            guard let found = reporters.lazy.compactMap({ word.firstRange(of: $0) }).first,
                found.upperBound < word.endIndex || index + 1 < words.count
            else {
                apart.append(word)
                continue
            }
            apart += [word[..<found.lowerBound], word[found], word[found.upperBound...]].filter { !$0.isEmpty }
        }
        return apart
    }

    /// The names of people that blanks part, behind the word for a reporter: `刘晓燕 马建国`, without what they did. Of two or three characters each.
    static func namesOfHan(_ words: [Substring]) -> [Substring] {
        let names = words.prefix { word in
            (2...3).contains(word.count) && !dispatches.contains(where: word.hasSuffix)
                && word.unicodeScalars.allSatisfy { (0x4E00...0x9FFF).contains($0.value) }
        }
        return names.isEmpty ? words : Array(names.map { [$0] }.joined(separator: ["/"]))
    }
}
