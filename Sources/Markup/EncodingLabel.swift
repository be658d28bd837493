/// A character set by the names the web gives it.
struct EncodingLabel: Equatable {
    /// The name in the WHATWG Encoding Standard, in lower case; for sets it does not know, the label itself.
    var name: String
    /// What iconv(3) calls it; nil for a set that it is not asked for.
    var iconvName: String?
    /// The label in lower case.
    private var declared: String

    /// Reads a label; nil where it is empty or cannot be one.
    init?(_ label: String) {
        var text = label.lowercased()
        text = String(text.filter { !" \t\r\n\"'".contains($0) })
        guard !text.isEmpty, text.utf8.count <= 40,
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: ",") })
        else { return nil }
        declared = text
        name = EncodingLabel.aliases[text] ?? EncodingLabel.numbered(text) ?? text
        iconvName = EncodingLabel.isKnown(name) ? EncodingLabel.iconvNames[name] ?? name.uppercased() : nil
    }

    /// The name of what was declared where the bytes keep to it, else ``name``.
    func narrowestName(for body: ArraySlice<UInt8>) -> String {
        if declared.contains("ascii"), body.allSatisfy({ $0 < 0x80 }) { return "us-ascii" }
        if declared.hasPrefix("iso"), !body.contains(where: { (0x80...0x9F).contains($0) }) { return "iso-8859-1" }
        return name
    }

    /// Whether each byte below 0x80 means what it means in ASCII.
    var isASCIICompatible: Bool { !name.hasPrefix("utf-16") && !name.hasPrefix("utf-32") && !name.hasPrefix("utf-7") }

    /// Whether it is the Encoding Standard's, a code page, or one of the few others that documents of the web have been written in.
    private static func isKnown(_ name: String) -> Bool {
        if aliases[name] != nil || others.contains(name) { return true }
        for prefix in ["windows-", "iso-8859-", "cp", "ibm"] where name.hasPrefix(prefix) {
            let number = name.dropFirst(prefix.count)
            return (1...5).contains(number.utf8.count) && number.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
        return false
    }

    private static let others: Set<String> = [
        "armscii-8", "georgian-ps", "georgian-academy", "gb18030", "hz", "hz-gb-2312", "iso-2022-kr", "iso-2022-cn", "johab", "koi8-t",
        "mik",
        "ptcp154", "tcvn", "viscii", "hp-roman8", "macroman", "maccentraleurope", "macgreek", "macturkish", "mac_cyrillic", "maccyrillic",
        "shift_jisx0213", "euc-jisx0213", "euc-tw", "iso-2022-jp-1", "iso-2022-jp-2", "iso-2022-jp-3", "iso-2022-jp-ext",
    ]

    /// `cp1251`, `x-cp1251`, `iso8859-2`, `iso_8859_2`, `latin2`.
    private static func numbered(_ text: String) -> String? {
        for prefix in ["windows-", "windows", "cp-", "cp", "x-cp", "win-", "win"] where text.hasPrefix(prefix) {
            let number = text.dropFirst(prefix.count)
            if let value = Int(number), (1250...1258).contains(value) { return "windows-\(value)" }
            if number == "874" { return "windows-874" }
        }
        for prefix in ["iso-8859-", "iso8859-", "iso_8859-", "iso8859_", "iso_8859_", "iso8859", "8859-", "8859_"]
        where text.hasPrefix(prefix) {
            let number = text.dropFirst(prefix.count).prefix { $0.isASCII && $0.isNumber }
            switch Int(number) {
            case 1?: return "windows-1252"
            case 9?: return "windows-1254"
            case 11?: return "windows-874"
            case let value? where (2...16).contains(value): return "iso-8859-\(value)"
            default: continue
            }
        }
        return nil
    }

    /// Labels of the WHATWG Encoding Standard, section 4.2, that are not told by their number.
    private static let aliases: [String: String] = {
        var table: [String: String] = [:]
        for (name, labels) in [
            ("utf-8", "utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8 utf_8"),
            (
                "windows-1252",
                "ascii us-ascii usascii ansi_x3.4-1968 l1 latin1 latin-1 ibm819 cp819 iso-ir-100 csisolatin1 iso-8859-1 iso_8859-1:1987"
            ),
            ("iso-8859-2", "latin2 l2 csisolatin2 iso-ir-101"), ("iso-8859-3", "latin3 l3 csisolatin3 iso-ir-109"),
            ("iso-8859-4", "latin4 l4 csisolatin4 iso-ir-110"),
            ("iso-8859-5", "cyrillic csisolatincyrillic iso-ir-144"),
            ("iso-8859-6", "arabic asmo-708 ecma-114 csisolatinarabic iso-8859-6-e iso-8859-6-i csiso88596e csiso88596i iso-ir-127"),
            ("iso-8859-7", "greek greek8 ecma-118 elot_928 sun_eu_greek csisolatingreek iso-ir-126"),
            ("iso-8859-8", "hebrew visual csisolatinhebrew iso-8859-8-e iso-8859-8-i logical csiso88598e csiso88598i iso-ir-138"),
            ("windows-1254", "latin5 l5 csisolatin5 iso-ir-148"), ("iso-8859-10", "latin6 l6 csisolatin6 iso-ir-157"),
            ("iso-8859-15", "latin9 latin-9 l9 csisolatin9 csiso885915"),
            ("windows-874", "tis-620 dos-874"), ("ibm866", "866 cp866 csibm866"),
            ("koi8-r", "koi koi8 koi8_r cskoi8r"), ("koi8-u", "koi8-ru"), ("macintosh", "mac x-mac-roman csmacintosh"),
            ("x-mac-cyrillic", "x-mac-ukrainian mac-cyrillic"),
            (
                "gb18030", "gb2312 gbk chinese csgb2312 csiso58gb231280 gb_2312 gb_2312-80 iso-ir-58 x-gbk cp936 windows-936 gb-2312 euc-cn"
            ),
            ("big5", "big5-hkscs cn-big5 csbig5 x-x-big5 cp950"), ("euc-jp", "x-euc-jp cseucpkdfmtjapanese eucjp"),
            ("iso-2022-jp", "csiso2022jp"), ("shift_jis", "csshiftjis ms932 ms_kanji shift-jis sjis windows-31j cswindows31j x-sjis cp932"),
            (
                "euc-kr",
                "korean cseuckr csksc56011987 iso-ir-149 ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949 cp949 uhc euckr"
            ),
            ("utf-16le", "utf-16 utf16 utf16le ucs-2 iso-10646-ucs-2 csunicode unicode unicodefeff u16 utf_16 utf_16_le utf-16-le"),
            ("utf-16be", "unicodefffe utf16be utf_16_be utf-16-be"), ("utf-32le", "utf32 utf-32 utf_32 ucs-4 utf32le utf_32_le"),
            ("utf-32be", "utf32be utf_32_be iso-10646-ucs-4"),
        ] {
            table[name] = name
            for label in labels.split(separator: " ") { table[String(label)] = name }
        }
        return table
    }()

    private static let iconvNames: [String: String] = [
        "euc-kr": "CP949", "shift_jis": "CP932", "big5": "BIG5-HKSCS", "euc-jp": "EUC-JP-MS", "windows-874": "CP874", "ibm866": "CP866",
        "x-mac-cyrillic": "MAC-CYRILLIC",
    ]
}
