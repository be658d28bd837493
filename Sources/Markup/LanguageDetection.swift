/// Tells the language of a text by its script, by letters that one language alone has, and by its commonest words.
public enum LanguageDetection {
    /// The language as BCP 47; nil where the text is too short or nothing speaks for one.
    public static func language(of text: String) -> String? {
        var counts: [Script: Int] = [:]
        var letters: Set<Unicode.Scalar> = []
        var total = 0
        for scalar in text.unicodeScalars.prefix(4000) {
            guard let script = Script(scalar) else { continue }
            counts[script, default: 0] += 1
            total += 1
            if !scalar.isASCII { letters.insert(scalar) }
        }
        guard total >= 20, let top = counts.max(by: { $0.value < $1.value })?.key else { return nil }
        // Kana among ideographs, and ideographs in any number, outweigh Latin names.
        if (counts[.kana] ?? 0) * 12 > total { return "ja" }
        func has(_ some: String) -> Bool { some.unicodeScalars.contains { letters.contains($0) } }
        switch top {
        case .latin: return latin(text)
        case .arabic:
            if has("ێۆڕڵ") { return "ckb" }
            if has("ٹڈڑےں") { return "ur" }
            if has("ټډړښځڅ") { return "ps" }
            return has("پچژگ") ? "fa" : "ar"
        case .cyrillic:
            if has("әғқңөұү") { return "kk" }
            if has("їєґ") { return "uk" }
            if has("ў") { return "be" }
            if has("ѓќѕ") { return "mk" }
            if has("ђћљњ") { return "sr" }
            return has("ыэё") ? "ru" : has("ъщ") ? "bg" : "ru"
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
    public static func fits(_ language: String, text: String) -> Bool {
        let primary = language.split(separator: "-").first.map { $0.lowercased() } ?? ""
        var latin = 0
        var others = 0
        for scalar in text.unicodeScalars.prefix(1500) {
            guard let script = Script(scalar) else { continue }
            if script == .latin { latin += 1 } else { others += 1 }
        }
        // Nearly all pages are in a Latin script and say so.
        if others * 10 < latin { return family(primary) == 0 || alsoLatin.contains(primary) }
        guard latin + others >= 40, let detected = self.language(of: text) else { return true }
        return primary == detected || family(primary) == family(detected)
    }

    /// Written in Latin letters as well.
    private static let alsoLatin: Set<String> = ["sr", "kk", "tt", "ku", "ug", "mn"]

    private static func family(_ language: String) -> Int {
        switch language {
        case "ar", "fa", "ur", "ps", "ckb", "sd", "ug", "ku": 1
        case "ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "tg", "mn", "tt": 2
        case "zh": 3
        case "ja": 4
        case "ko": 5
        case "he", "yi", "iw": 6
        case "el": 7
        case "th": 8
        case "hi", "mr", "ne": 9
        case "bn": 10
        case "ta": 11
        case "hy": 12
        case "ka": 13
        default: 0
        }
    }

    private static func latin(_ text: String) -> String? {
        var scores: [String: Int] = [:]
        var words = 0
        for word in text.lowercased().split(whereSeparator: { !$0.isLetter && $0 != "'" }).prefix(600) {
            words += 1
            for language in common[String(word)] ?? [] { scores[language, default: 0] += 1 }
        }
        guard words >= 8, let best = scores.max(by: { $0.value < $1.value || $0.value == $1.value && $0.key > $1.key }) else { return nil }
        return best.value * 20 >= words ? best.key : nil
    }

    private enum Script {
        case latin, arabic, cyrillic, han, kana, hangul, hebrew, greek, thai, devanagari, bengali, tamil, armenian, georgian, other

        init?(_ scalar: Unicode.Scalar) {
            switch scalar.value {
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

    private static let common: [String: [String]] = {
        var table: [String: [String]] = [:]
        for (language, words) in [
            ("en", "the and of to in that is was for with on as his by from are has have not said it he she they this will be"),
            ("de", "der die das und ist nicht von mit den dem ein eine zu auf für im sich auch als wird sind wie nach bei aus"),
            ("fr", "le la les des et est une dans que pour qui sur au pas plus par avec ce sont du cette a été il"),
            ("es", "el la los las de que en y por con una para del se no su más como lo ha es al este pero"),
            ("pt", "o a os as de que em e do da para com não uma no na por mais se dos como ao foi são"),
            ("it", "il la di che e per un una in del della con non sono è nel alla dei gli le anche come ha più"),
            ("nl", "de het een van en in is dat op te voor met zijn niet aan er om ook als maar door naar bij"),
            ("sv", "och att det som en på är av för med den till inte har de om ett men var från"),
            ("no", "og det som en på er av for med den til ikke har de om et men var fra å"),
            ("da", "og det som en på er af for med den til ikke har de om et men var fra at"),
            ("fi", "ja on ei se että oli hän joka mutta myös ovat kun niin tai ole kuin mukaan"),
            ("pl", "i w na z do nie się to że jest o jak po od za przez ale był dla są"),
            ("cs", "a v na se je že z do s to o k za pro jako po ale by který byl"),
            ("sk", "a v na sa je že z do s to o k za pre ako po ale by ktorý bol"),
            ("hu", "a az és hogy nem is egy meg csak ez de volt már el még mint azt"),
            ("ro", "și în de la a cu pe nu că din care o este un pentru mai au fost sunt"),
            ("tr", "ve bir bu da de için ile olarak çok daha olan gibi kadar sonra ise en ancak dedi"),
            ("id", "yang dan di dengan untuk pada ini dari itu dalam tidak akan juga oleh ke adalah telah"),
            ("vi", "và của là có được cho không trong một với các những này người đã khi"),
            ("hr", "i u je na se da za su od s koji o kao što nije bi će ali"),
            ("sq", "dhe në e të për me një që nga është se i janë nuk ka"),
            ("ca", "el la els les de que i en amb per una del és no ha més com"),
            ("ku", "û li di de ku ji bi wê ev jî bo ye ew hatin"),
            ("et", "ja on ei et see oli ka kui oma mis ning aga"),
            ("lt", "ir kad yra su į iš tai ne buvo apie bet"),
            ("lv", "un ir ka ar no par uz tas bija nav"),
        ] {
            for word in words.split(separator: " ") { table[String(word), default: []].append(language) }
        }
        return table
    }()
}
