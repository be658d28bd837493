import NewsModel
import PageReading
import Testing

/// Texts that a content system broke, and what must not be taken for one.
@Suite struct PageRepairTests {
    private func read(_ page: String) throws -> PageArticle {
        try PageReader.read(Array(page.utf8), contentType: "text/html; charset=utf-8", url: "https://www.example.org/a")
    }

    private static let text = String(repeating: "<p>\(Pages.sentence)</p>", count: 5)

    /// A text of which every letter is written as JSON escapes.
    private func escaped(_ text: String) -> String {
        text.utf16.map { unit in
            let digits = String(unit, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }.joined()
    }

    private func linked(_ headline: String) -> String {
        "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"\(headline)\"}</script>"
    }

    /// What UTF-8 becomes that is read as windows-1252.
    private func broken(_ text: String) -> String {
        let upper: [UInt8: UInt32] = [
            0x80: 0x20AC, 0x82: 0x201A, 0x83: 0x192, 0x84: 0x201E, 0x85: 0x2026, 0x86: 0x2020, 0x87: 0x2021, 0x88: 0x2C6, 0x89: 0x2030,
            0x8A: 0x160, 0x8B: 0x2039, 0x8C: 0x152, 0x8E: 0x17D, 0x91: 0x2018, 0x92: 0x2019, 0x93: 0x201C, 0x94: 0x201D, 0x95: 0x2022,
            0x96: 0x2013, 0x97: 0x2014, 0x98: 0x2DC, 0x99: 0x2122, 0x9A: 0x161, 0x9B: 0x203A, 0x9C: 0x153, 0x9E: 0x17E, 0x9F: 0x178,
        ]
        return String(String.UnicodeScalarView(text.utf8.compactMap { Unicode.Scalar(upper[$0] ?? UInt32($0)) }))
    }

    @Test(arguments: [
        "The mayor’s answer", "“No boats today”, she says", "افتتاح جسر جديد في المدينة", "Мост открыт для машин", "Le café a fermé",
        "Köprü açıldı, İzmir’de", "港が三日ぶりに再開", "הגשר נצבע סוף סוף", "Το λιμάνι άνοιξε",
    ])
    func `a text that was encoded twice is put right, wherever it stands`(_ headline: String) throws {
        let twice = broken(headline)
        #expect(twice.contains("Ã") || twice.contains("â") || twice.unicodeScalars.contains { (0xC0...0xEF).contains($0.value) })
        let said = try read("<title>\(twice)</title><meta property='og:title' content=\"\(twice)\">\(PageRepairTests.text)")
        #expect(said.content.headline == headline)
        #expect(said.warnings.contains(.encodingMislabelled))
        let linked =
            "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"\(broken("Café — ")) \(twice)\"}</script>"
        #expect(try read(linked + PageRepairTests.text).content.headline == "Café —  \(headline)".replacing("  ", with: " "))
        let shown = try read("<title>T</title><article><p>\(Pages.sentence) \(twice)</p></article>")
        #expect(shown.content.bodyText?.hasSuffix(headline) == true)
    }

    @Test(arguments: [
        "The mayor’s answer", "“No boats today”, she says", "افتتاح جسر جديد في المدينة", "Мост открыт для машин", "Le café",
        "Köprü açıldı, İzmir’de", "港が三日ぶりに再開", "הגשר נצבע סוף סוף", "Το λιμάνι άνοιξε", "È così: l'età è finita",
    ])
    func `a text that was encoded twice is put right where it is written in escapes and references`(_ headline: String) throws {
        for twice in [broken(headline), String(String.UnicodeScalarView(headline.utf8.map { Unicode.Scalar($0) }))] {
            #expect(try read(linked(escaped(twice)) + PageRepairTests.text).content.headline == headline)
            let references = twice.unicodeScalars.map { "&#\($0.value);" }.joined()
            let said = "<title>T</title><meta property='og:title' content=\"\(broken(headline) == twice ? references : headline)\">"
            #expect(try read(said + PageRepairTests.text).content.headline == headline)
        }
    }

    @Test(arguments: ["SÃ£o e São", "Ã\u{9}x", "naïve", "CAFÉ"])
    func `a text in escapes that may mean what it says stays`(_ headline: String) throws {
        let linked = linked(escaped(headline) + " of the day")
        #expect(try read(linked + PageRepairTests.text).content.headline == "\(headline) of the day".replacing("\t", with: " "))
    }

    @Test(arguments: [
        "AMANHÃ”", "SÃO PAULO", "CAFÉ”", "Ð", "ÅÄÖ", "naïve “Ã©” and ‘â€™’", "Ø 30 cm", "3 × 4 × 5 –", "Â«", "Î’Î’ – ‘x’", "Ã»",
        "été à Ãœ",
    ])
    func `a text that may mean what it says stays`(_ headline: String) throws {
        let article = try read("<title>\(headline) of the day</title><h1>\(headline) of the day</h1>\(PageRepairTests.text)")
        #expect(article.content.headline == "\(headline) of the day")
        #expect(!article.warnings.contains(.encodingMislabelled))
    }

    @Test(arguments: [
        "<h1>He said \"no\" today</h1>",
        "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"He said \\\"no\\\" today\"}</script>",
    ])
    func `a title cut at a quotation mark of its own gives way to the whole one`(_ whole: String) throws {
        let cut =
            "<meta property=\"og:title\" content=\"He said \"no\" today\"><meta name=\"twitter:title\" content=\"He said \"no\" today\">"
        #expect(try read("<html><head>\(cut)</head><body>\(whole)\(PageRepairTests.text)").content.headline == "He said \"no\" today")
    }
}
