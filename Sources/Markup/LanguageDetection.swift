/// Tells the language of a text by its script, by letters that one language alone has, and by its commonest words.
public enum LanguageDetection {
    /// The language as BCP 47; nil where the text is too short or nothing speaks for one.
    public static func language(of text: String) -> String? {
        let letters = LetterCounts(text, scalars: 4000)
        let total = letters.total
        guard total >= 20, let top = letters.commonestScript else { return nil }
        // Kana among ideographs, and ideographs in any number, outweigh Latin names.
        if letters[.kana] * 12 > total { return "ja" }
        func count(_ some: String) -> Int { some.unicodeScalars.reduce(0) { $0 + letters[$1] } }
        /// The language whose own letters are most, where they are one in some hundreds: a name or two is none of it.
        func ownLetters(_ languages: [(code: String, letters: String)], oneIn share: Int) -> String? {
            let counted = languages.map { (code: $0.code, count: count($0.letters)) }
            guard let best = counted.max(by: { $0.count < $1.count }), best.count > 0, best.count * share >= total else { return nil }
            return best.code
        }
        switch top {
        case .latin: return latin(text)
        case .arabic:
            if let own = ownLetters([("ckb", "ێۆڕڵ"), ("ur", "ٹڈڑےںہھ"), ("ps", "ټډړښځڅې")], oneIn: 100) { return own }
            // Foreign names bring some Persian letters into Arabic.
            return count("پچژگیک") > count("ةىأإ") ? "fa" : "ar"
        case .cyrillic:
            if let own = ownLetters([("kk", "әғқңөұү"), ("uk", "їєґ"), ("be", "ў"), ("sr", "ђћ"), ("mk", "ѓќѕ")], oneIn: 200) {
                return own
            }
            if count("ј") * 100 >= total { return count("ѓќѕ") > count("ђћ") ? "mk" : "sr" }
            return count("ъщ") > count("ыэё") ? "bg" : "ru"
        case .han: return "zh"
        case .kana: return "ja"
        case .hangul: return "ko"
        case .hebrew: return "he"
        case .greek: return "el"
        case .thai: return "th"
        case .devanagari: return "hi"
        case .bengali: return "bn"
        case .tamil: return "ta"
        case .armenian: return "hy"
        case .georgian: return "ka"
        case .other: return nil
        }
    }

    /// Whether a declared language is written in the script of the text at all.
    ///
    /// - Parameter language: BCP 47; its script, where it names one (`sr-Latn`), is taken at its word.
    public static func fits(_ language: String, text: String) -> Bool {
        let wanted = scripts(of: language)
        let letters = LetterCounts(text, scalars: 1500)
        let (total, latin) = (letters.total, letters[.latin])
        // Nearly all pages are in a Latin script and say so.
        if (total - latin) * 10 < latin { return wanted.contains(.latin) }
        guard total >= 40, var top = letters.commonestScript else { return true }
        if letters[.kana] * 12 > total { top = .kana }
        return top == .other || wanted.contains(top)
    }

    /// The scripts a language is written in (IANA's registry of subtags, CLDR); Latin where nothing else is known.
    private static func scripts(of language: String) -> Set<Script> {
        let subtags = language.split { $0 == "-" || $0 == "_" }.map { $0.lowercased() }
        if let named = subtags.dropFirst().first(where: { $0.utf8.count == 4 }), let scripts = scriptsByTag[named] { return scripts }
        return scriptsByLanguage[subtags.first ?? ""] ?? [.latin]
    }

    private static let scriptsByTag: [String: Set<Script>] = [
        "latn": [.latin], "arab": [.arabic], "cyrl": [.cyrillic], "hans": [.han], "hant": [.han], "hani": [.han], "jpan": [.kana, .han],
        "kore": [.hangul, .han], "hebr": [.hebrew], "grek": [.greek], "thai": [.thai], "deva": [.devanagari], "beng": [.bengali],
        "taml": [.tamil], "armn": [.armenian], "geor": [.georgian],
    ]

    private static let scriptsByLanguage: [String: Set<Script>] = {
        var table: [String: Set<Script>] = [:]
        for (scripts, languages) in [
            ([.arabic], "ar arz fa prs ur ps ckb sd ks azb"), ([.cyrillic], "ru uk be bg mk ky ba cv ab os"),
            ([.latin, .cyrillic], "sr bs sh uz az tk tt mn tg"), ([.latin, .arabic], "ku kmr ms ha"),
            ([.latin, .cyrillic, .arabic], "kk ug"), ([.han], "zh yue wuu"), ([.kana, .han], "ja"), ([.hangul, .han], "ko"),
            ([.hebrew], "he iw yi"), ([.greek], "el"), ([.thai], "th"), ([.devanagari], "hi mr ne sa mai"), ([.bengali], "bn as"),
            ([.tamil], "ta"), ([.armenian], "hy"), ([.georgian], "ka"),
        ] as [(Set<Script>, String)] {
            for language in languages.split(separator: " ") { table[String(language)] = scripts }
        }
        return table
    }()

    /// The language a Latin text is plainly in, where that is another than the declared one.
    ///
    /// - Returns: nil where the text is short, where both are near relatives, or where the declared one's own words are at least a third as many.
    public static func plainlyOther(than language: String, text: String) -> String? {
        let declared = language.split { $0 == "-" || $0 == "_" }.first.map { $0.lowercased() } ?? ""
        let (scores, words) = latinScores(text)
        guard words >= 60, let best = scores.max(by: { $0.value < $1.value || $0.value == $1.value && $0.key > $1.key }) else { return nil }
        guard best.key != declared, best.value * 6 >= words, (scores[declared] ?? 0) * 3 <= best.value else { return nil }
        // Of a language without words of its own here nothing can be said.
        guard CommonWords.languages.contains(declared),
            !relatives.contains(where: { $0.contains(declared) && $0.contains(best.key) })
        else { return nil }
        return best.key
    }

    private static let relatives: [Set<String>] = [
        ["no", "nb", "nn", "da", "sv"], ["hr", "bs", "sr", "sh", "sl", "cnr"], ["id", "ms"], ["cs", "sk"], ["es", "ca", "gl", "pt"],
        ["nl", "af"],
        ["tr", "az"], ["fi", "et"],
    ]

    private static func latin(_ text: String) -> String? {
        let (scores, words) = latinScores(text)
        guard words >= 8, let best = scores.max(by: { $0.value < $1.value || $0.value == $1.value && $0.key > $1.key }) else { return nil }
        return best.value * 20 >= words ? best.key : nil
    }

    private static func latinScores(_ text: String) -> (scores: [String: Int], words: Int) {
        var counts = [Int](repeating: 0, count: CommonWords.languages.count)
        var words = 0
        var (word, length): (UInt64, Int) = (0, 0)
        func append(_ byte: UInt8) {
            length += 1
            word = word << 8 | UInt64(byte)
        }
        func end() {
            guard length > 0 else { return }
            words += 1
            if length <= CommonWords.longest {
                var found = CommonWords.languages(of: word)
                while found != 0 {
                    counts[found.trailingZeroBitCount] += 1
                    found &= found - 1
                }
            }
            (word, length) = (0, 0)
        }
        var left = 4000
        for scalar in text.unicodeScalars {
            left -= 1
            if left < 0 { break }
            let value = scalar.value
            if value == 0x27 || (0x61...0x7A).contains(value) {
                append(UInt8(truncatingIfNeeded: value))
            } else if (0x41...0x5A).contains(value) {
                append(UInt8(truncatingIfNeeded: value | 0x20))
            } else if value >= 0xC0, !(0x2000...0x206F).contains(value), value != 0xD7, value != 0xF7 {
                // Of a word that is too long already nothing more is to be known.
                if length <= CommonWords.longest { for byte in scalar.properties.lowercaseMapping.utf8 { append(byte) } }
            } else {
                end()
                if words >= 600 { break }
            }
        }
        end()
        var scores: [String: Int] = [:]
        for (language, count) in zip(CommonWords.languages, counts) where count > 0 { scores[language] = count }
        return (scores, words)
    }

    /// How many letters of each script a text has.
    private struct LetterCounts {
        private var scripts = [Int](repeating: 0, count: Script.allCases.count)
        /// Of Arabic and Cyrillic, whose languages are told by single letters.
        private var letters: [Int] = []
        private(set) var total = 0

        private static let single: ClosedRange<UInt32> = 0x400...0x6FF

        /// Counts those among the first scalars of a text.
        init(_ text: String, scalars limit: Int) {
            var left = limit
            for scalar in text.unicodeScalars {
                left -= 1
                if left < 0 { break }
                guard let script = Script(scalar) else { continue }
                scripts[script.rawValue] += 1
                total += 1
                guard LetterCounts.single.contains(scalar.value) else { continue }
                if letters.isEmpty { letters = [Int](repeating: 0, count: LetterCounts.single.count) }
                letters[Int(scalar.value - LetterCounts.single.lowerBound)] += 1
            }
        }

        subscript(_ script: Script) -> Int { scripts[script.rawValue] }

        /// How often a letter of Arabic or Cyrillic occurs.
        subscript(_ letter: Unicode.Scalar) -> Int {
            guard LetterCounts.single.contains(letter.value), !letters.isEmpty else { return 0 }
            return letters[Int(letter.value - LetterCounts.single.lowerBound)]
        }

        /// The script that most letters are of; nil where there are none.
        var commonestScript: Script? {
            guard let most = scripts.max(), most > 0 else { return nil }
            return scripts.firstIndex(of: most).flatMap(Script.init)
        }
    }

    private enum Script: Int, CaseIterable {
        case latin, arabic, cyrillic, han, kana, hangul, hebrew, greek, thai, devanagari, bengali, tamil, armenian, georgian, other

        init?(_ scalar: Unicode.Scalar) {
            switch scalar.value {
            case 0...0x40: return nil
            case 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F, 0x1E00...0x1EFF: self = .latin
            case 0x370...0x3FF, 0x1F00...0x1FFF: self = .greek
            case 0x400...0x52F: self = .cyrillic
            case 0x531...0x587: self = .armenian
            case 0x5D0...0x5EA: self = .hebrew
            case 0x620...0x6D3, 0x750...0x77F: self = .arabic
            case 0x900...0x97F: self = .devanagari
            case 0x980...0x9FF: self = .bengali
            case 0xB80...0xBFF: self = .tamil
            case 0xE01...0xE4E: self = .thai
            case 0x10A0...0x10FF: self = .georgian
            case 0x3041...0x30FF: self = .kana
            case 0x3400...0x9FFF: self = .han
            case 0xAC00...0xD7A3: self = .hangul
            case 0xC00...0xD7F, 0xA80...0xB7F: self = .other
            default: return nil
            }
        }
    }
}
