/// The words that a name in a program or of a file is made of: "embedHTML", "embed_html" and "embed-html" have the same two.
enum NameWords {
    /// The words in lower case, letters alone; of a very long name those at its beginning.
    static func words(of name: some StringProtocol) -> [String] {
        var words: [String] = []
        let letters = Array(name.prefix(200))
        var isInWord = false
        for (index, letter) in letters.enumerated() {
            guard letter.isLetter else { isInWord = false; continue }
            if isInWord, letter.isUppercase {
                // In "HTMLBody" the last capital begins a word.
                let isFollowed = index + 1 < letters.count && letters[index + 1].isLowercase
                if letters[index - 1].isLowercase || isFollowed { isInWord = false }
            }
            if !isInWord { words.append("") }
            isInWord = true
            words[words.count - 1] += letter.lowercased()
        }
        return words
    }

    /// A word without the ending of many: "policies" becomes "policie".
    static func singular(_ word: String) -> String { word.hasSuffix("s") ? String(word.dropLast()) : word }
}
