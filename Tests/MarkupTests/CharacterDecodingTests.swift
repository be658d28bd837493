import Glibc
import Markup
import Testing

@Suite struct CharacterDecodingTests {
    private func decode(_ bytes: [UInt8], http: String? = nil, as kind: DocumentKind = .xml) -> (text: String, DecodedText) {
        let decoded = CharacterDecoding.decode(bytes, httpCharset: http, as: kind)
        return (String(decoding: decoded.utf8, as: UTF8.self), decoded)
    }

    private func xml(_ label: String, _ bytes: [UInt8]) -> [UInt8] {
        Array("<?xml version='1.0' encoding='\(label)'?><t>".utf8) + bytes + Array("</t>".utf8)
    }

    @Test(arguments: [
        ("windows-1254", [0xDE, 0xFD, 0xF0] as [UInt8], "Şığ", "windows-1254"), ("iso-8859-9", [0xDE, 0xFD, 0xF0], "Şığ", "windows-1254"),
        ("windows-1256", [0xC7, 0xE1], "ال", "windows-1256"), ("cp1251", [0xCC, 0xE8, 0xF0], "Мир", "windows-1251"),
        ("koi8-r", [0xED, 0xC9, 0xD2], "Мир", "koi8-r"), ("ISO-8859-1", [0x93, 0x68, 0x94], "“h”", "windows-1252"),
        ("iso-8859-2", [0xA3, 0xF3], "Łó", "iso-8859-2"), ("gb2312", [0xD6, 0xD0, 0xCE, 0xC4], "中文", "gb18030"),
        ("Shift_JIS", [0x93, 0xFA, 0x96, 0x7B], "日本", "shift_jis"), ("euc-kr", [0xC7, 0xD1], "한", "euc-kr"),
        ("big5", [0xA4, 0xA4], "中", "big5"),
    ])
    func `a declared set is read`(label: String, bytes: [UInt8], text: String, name: String) {
        let (decoded, details) = decode(xml(label, bytes))
        #expect(decoded.contains("<t>\(text)</t>"))
        #expect(details.encoding == name)
        #expect(!details.isRepaired)
    }

    @Test func `a byte order mark outranks every declaration`() {
        let (text, details) = decode([0xEF, 0xBB, 0xBF] + xml("iso-8859-1", Array("é".utf8)), http: "windows-1251")
        #expect(text.hasPrefix("<?xml"))
        #expect(text.contains("<t>é</t>"))
        #expect(details.encoding == "utf-8")
    }

    @Test(arguments: [true, false], [true, false])
    func `UTF-16 is told by its mark or by its zero bytes`(isLittle: Bool, hasMark: Bool) {
        let units = (hasMark ? [0xFEFF] : []) + Array("<a>Ω😀</a>".utf16)
        let bytes = units.flatMap { unit in
            let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
            return isLittle ? pair.reversed() : pair
        }
        let (text, details) = decode(bytes)
        #expect(text == "<a>Ω😀</a>")
        #expect(details.encoding == (isLittle ? "utf-16le" : "utf-16be"))
    }

    @Test func `a surrogate alone becomes a replacement character`() {
        let (text, details) = decode([0xFE, 0xFF, 0x00, 0x61, 0xD8, 0x00, 0x00, 0x62])
        #expect(text == "a\u{FFFD}b")
        #expect(details.isRepaired)
    }

    @Test func `the HTTP charset outranks the XML declaration`() {
        #expect(decode(xml("iso-8859-1", [0xCC]), http: "windows-1251").text.contains("М"))
    }

    @Test func `a server's wrong default does not spoil UTF-8`() {
        let (text, details) = decode(xml("utf-8", Array("naïve".utf8)), http: "ISO-8859-1")
        #expect(text.contains("naïve"))
        #expect(details.isMislabelled)
    }

    @Test func `bytes of windows-1252 that are called UTF-8 are windows-1252`() {
        let (text, details) = decode(xml("utf-8", Array("it".utf8) + [0x92, 0x73, 0x20, 0xE9]))
        #expect(text.contains("it’s é"))
        #expect(details.isMislabelled)
        #expect(details.encoding == "windows-1252")
    }

    @Test func `one broken sequence among good ones is replaced`() {
        let (text, details) = decode(Array("<t>éàü".utf8) + [0xC3] + Array("ö</t>".utf8))
        #expect(text == "<t>éàü\u{FFFD}ö</t>")
        #expect(details.isRepaired)
    }

    @Test func `bytes that are not of the declared set are replaced and the rest is kept`() {
        let (text, details) = decode(xml("euc-kr", [0xC7, 0xD1, 0xFF, 0x41]))
        #expect(text.contains("한\u{FFFD}A"))
        #expect(details.isRepaired)
    }

    @Test func `a set nobody knows is passed over`() {
        #expect(decode(xml("x-nonsense-9", Array("é".utf8))).text.contains("é"))
    }

    @Test func `a page is read by its meta element`() {
        let page = Array("<html><head><meta http-equiv=Content-Type content='text/html; charset=windows-1254'></head>".utf8) + [0xFE]
        #expect(decode(page, as: .html).text.hasSuffix("ş"))
        #expect(decode(Array("<meta charset=\"windows-1251\">".utf8) + [0xCC], as: .html).text.hasSuffix("М"))
    }

    @Test func `what is valid comes out as it went in`() {
        let bytes = Array("<t>سلام</t>".utf8)
        #expect(CharacterDecoding.decode(bytes, httpCharset: nil, as: .xml).utf8 == bytes)
        #expect(CharacterDecoding.decode([], httpCharset: nil, as: .json).utf8.isEmpty)
    }

    @Test func `iconv is asked for no set that documents of the web are not written in`() {
        let bytes = Array("a".utf8) + [0xE9]
        for name in ["utf-7", "java", "ucs4", "ansi_x3.110"] {
            #expect(CharacterDecoding.decode(bytes, httpCharset: name, as: .html).encoding == "utf-8")
        }
    }

    /// Text in a set that iconv(3) knows.
    private func encoded(_ text: String, in set: String) throws -> [UInt8] {
        let descriptor = iconv_open(set, "UTF-8")
        try #require(descriptor != iconv_t(bitPattern: -1))
        defer { iconv_close(descriptor) }
        var input = text.utf8.map { CChar(bitPattern: $0) }
        var output = [CChar](repeating: 0, count: input.count * 4 + 16)
        let room = output.count
        var left = room
        let status = input.withUnsafeMutableBufferPointer { source in
            output.withUnsafeMutableBufferPointer { target in
                var (from, to) = (source.baseAddress, target.baseAddress)
                var count = source.count
                return iconv(descriptor, &from, &count, &to, &left)
            }
        }
        try #require(status == 0)
        return output[..<(room - left)].map { UInt8(bitPattern: $0) }
    }

    static let unlabelled: [(text: String, set: String, name: String)] = [
        ("Правительство одобрило проект бюджета на будущий год", "CP1251", "windows-1251"),
        ("Правительство одобрило проект бюджета на будущий год", "KOI8-R", "koi8-r"),
        ("Правительство одобрило проект бюджета на будущий год", "ISO-8859-5", "iso-8859-5"),
        ("وافق مجلس الوزراء على مشروع الموازنة العامة للعام المقبل", "CP1256", "windows-1256"),
        ("הממשלה אישרה את הצעת התקציב לשנה הבאה לאחר דיון ארוך", "CP1255", "windows-1255"),
        ("Η κυβέρνηση ενέκρινε το σχέδιο του προϋπολογισμού για το επόμενο έτος", "ISO-8859-7", "iso-8859-7"),
        ("Bakanlar Kurulu gelecek yılın bütçe tasarısını görüştü, değişiklikler açıklandı", "CP1254", "windows-1254"),
        ("คณะรัฐมนตรีเห็นชอบร่างงบประมาณปีหน้า", "TIS-620", "windows-874"),
        ("政府は来年度の予算案を閣議で決定しました", "CP932", "shift_jis"), ("政府は来年度の予算案を閣議で決定しました", "EUC-JP", "euc-jp"),
        ("政府は来年度の予算案を閣議で決定しました", "ISO-2022-JP", "iso-2022-jp"),
        ("国务院常务会议通过了明年的预算草案,并作出部署", "GB18030", "gb18030"), ("行政院會通過了明年度的總預算案並作出說明", "BIG5", "big5"),
        ("정부는 내년도 예산안을 국무회의에서 의결했다", "CP949", "euc-kr"),
    ]

    @Test(arguments: unlabelled)
    func `a set that nobody names is told by the letters`(text: String, set: String, name: String) throws {
        let document = "<rss version='2.0'><channel><title>\(text)</title><link>https://example.org/</link></channel></rss>"
        let (decoded, details) = decode(try encoded(document, in: set))
        #expect(decoded == document)
        #expect(details.encoding == name)
        #expect(!details.isMislabelled && !details.isRepaired)
    }

    @Test func `text of another set that is called UTF-8 is read in its own`() throws {
        let bytes = try encoded("<?xml version='1.0' encoding='utf-8'?><t>Правительство одобрило проект бюджета</t>", in: "CP1251")
        let (text, details) = decode(bytes)
        #expect(text.contains("Правительство одобрило проект бюджета"))
        #expect(details.isMislabelled)
        #expect(details.encoding == "windows-1251")
    }

    @Test(arguments: [
        "Le café « à la crème » coûte déjà plus cher", "Straße gesperrt: Brücke über die Spree fällt", "El año que viene subirá el IVA",
        "It’s “over”, he said – after 20 years", "Regeringen sænker prisen på øl", "Perché la città non è più così",
    ])
    func `the few letters of western Europe are windows-1252`(text: String) throws {
        #expect(decode(try encoded("<t>\(text)</t>", in: "CP1252")).text == "<t>\(text)</t>")
    }

    @Test func `UTF-8 with a flaw is not taken for another set`() {
        let (text, details) = decode(Array("<t>Правительство одобрило проект".utf8) + [0xD0] + Array(" бюджета</t>".utf8))
        #expect(text.contains("проект\u{FFFD} бюджета"))
        #expect(details.encoding == "utf-8")
    }
}
