import Markup
import NewsModel
import PageReading
import Testing

struct PageReaderTests {
    private func read(_ page: String, url: String? = nil, hints: PageHints = .init()) throws -> PageArticle {
        try PageReader.read(Array(page.utf8), contentType: "text/html; charset=utf-8", url: url, hints: hints)
    }

    @Test func `an english page gives every field of its JSON-LD and its text without clutter`() throws {
        let article = try read(Pages.english, url: "https://news.example.org/2026/03/02/harbour?utm_source=x")
        let content = article.content
        #expect(content.headline == "Harbour reopens after storm")
        #expect(content.authors.map(\.name) == ["Jane Doe", "Karl Ojo"])
        #expect(content.publishedAt?.description == "2026-03-02T08:15:00Z")
        #expect(content.updatedAt?.description == "2026-03-02T10:00:00Z")
        #expect(content.language == "en-GB")
        #expect(content.direction == .ltr)
        #expect(content.subjects.map(\.name) == ["Local"])
        #expect(content.keywords == ["harbour", "storm"])
        #expect(content.summary == "Boats left the harbour on Monday.")
        #expect(content.media.first?.url == "https://news.example.org/img/harbour.jpg")
        #expect(content.media.last?.caption == "The harbour at noon.")
        #expect(article.canonicalURL == "https://news.example.org/2026/03/02/harbour")
        #expect(
            content.bodyText == """
                The harbour reopened on Monday morning, after three days in which no boat, however large, was able to leave it.

                What happened

                Waves of six metres had broken the outer wall on Friday, and stones as heavy as cars lay in the channel, the master said.

                “We worked through the nights, and the divers deserve a rest,” he added, before he went back to the quay.
                """)
        #expect(content.bodyHTML?.contains("<h2>What happened</h2>") == true)
        #expect(article.fields["published_at"] == .jsonLD)
        #expect(article.warnings.isEmpty)
    }

    @Test(arguments: [nil, "https://www.aa.com.tr/ar/x/y/1"])
    func `an agency page of the first generation is read by its rule`(_ url: String?) throws {
        let article = try read(Pages.agencyFirst, url: url)
        let content = article.content
        #expect(content.headline == "افتتاح جسر جديد في المدينة")
        #expect(content.subheadline == "بعد عامين من العمل")
        #expect(content.summary == "بعد عامين من العمل")
        #expect(content.authors.map(\.name) == ["Ali Yilmaz"])
        #expect(content.byline == "علي يلماز / الأناضول")
        #expect(content.agency == "الأناضول")
        #expect(content.located == "Istanbul")
        #expect(content.subjects.map(\.name) == ["تركيا", "اقتصاد"])
        #expect(content.publishedAt?.description == "2026-02-03")
        #expect(content.updatedAt?.description == "2026-02-04")
        #expect(content.language == "ar")
        #expect(content.direction == .rtl)
        #expect(content.keywords == ["تركيا"])
        #expect(
            content.bodyText
                == "افتتحت البلدية، الثلاثاء، جسرا جديدا يربط ضفتي النهر.\n\nوقال رئيس البلدية إن العمل استغرق عامين كاملين.")
    }

    @Test func `an agency page of the second generation has its text in a hidden segment`() throws {
        let article = try read(Pages.agencySecond, url: "https://www.aa.com.tr/tr/gundem/x/2")
        let content = article.content
        #expect(content.headline == "Köprü açıldı")
        #expect(content.subheadline == "İki yıl süren çalışma tamamlandı")
        #expect(content.located == "İstanbul")
        #expect(content.authors.map(\.name) == ["Ali Yılmaz"])
        #expect(content.publishedAt?.description == "2026-04-20T11:09:42.493Z")
        #expect(content.updatedAt?.description == "2026-04-20T11:15:30.453Z")
        #expect(content.bodyText == "Belediye, köprüyü salı günü açtı.\n\nAyrıntılar\n\nBaşkan, çalışmanın iki yıl sürdüğünü söyledi.")
        #expect(!article.warnings.contains(.timezoneAssumed))
    }

    @Test func `a rule of the configuration goes before one of its name that is built in`() throws {
        let rule = PageRule(name: "aa.com.tr-2", hosts: ["aa.com.tr"], fields: ["headline": ["//h2"]], agency: "Ajans")
        let article = try PageReader.read(
            Array(Pages.agencySecond.utf8), url: "https://www.aa.com.tr/tr/x/2", hints: PageHints(rules: [rule]), explaining: true)
        #expect(article.content.headline == "Ayrıntılar")
        #expect(article.content.agency == "Ajans")
        #expect(article.fields["headline"] == .rule)
        #expect(article.explanation.contains { $0.field == "headline" && $0.place == "rule aa.com.tr-2" && $0.isChosen })
        let elsewhere = try PageReader.read(
            Array(Pages.agencySecond.utf8), url: "https://example.org/2", hints: PageHints(rules: [rule]))
        #expect(elsewhere.content.headline == "Köprü açıldı")
    }

    @Test func `the same segment is found without any rule`() throws {
        let markup = Pages.agencySecond.replacing("embed-responsive prose", with: "plain")
        let article = try read(markup, url: "https://other.example/2")
        #expect(article.content.bodyText?.contains("Belediye, köprüyü salı günü açtı.") == true)
    }

    @Test(arguments: ["", "   \n", "\u{0}\u{0}"])
    func `an empty page holds no article`(_ page: String) {
        #expect(throws: PageError.self) { try read(page) }
    }

    @Test func `a picture is no page`() {
        let bytes: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + (0..<4000).map { UInt8(truncatingIfNeeded: $0 &* 7) % 32 }
        #expect { try PageReader.read(bytes) } throws: { ($0 as? PageError)?.type == .malformed }
    }

    @Test func `a page without text and headline is refused with a hint`() {
        #expect { try read("<html><body><div></div></body></html>") } throws: {
            let error = $0 as? PageError
            return error?.type == .noArticle && error?.hint.isEmpty == false
        }
    }

    @Test func `deep nesting is read`() throws {
        let deep = String(repeating: "<div>", count: 5000)
        let article = try read("<title>T</title>" + deep + "<p>" + Pages.sentence + "</p>")
        #expect(article.content.bodyText == Pages.sentence)
    }

    @Test(arguments: [
        ("<meta property='article:published_time' content='2026-01-02T03:04:05+02:00'>", "2026-01-02T01:04:05Z"),
        ("<meta name='date' content='2026-01-02'>", "2026-01-02"),
        ("<time datetime='2026-01-02T10:00:00Z'>x</time>", "2026-01-02T10:00:00Z"),
        ("<p class='post-date'>Published: 5 March 2026 | by us</p>", "2026-03-05"),
    ])
    func `a date is found where pages put it`(_ markup: String, _ expected: String) throws {
        let article = try read("<title>T</title>\(markup)<p>\(Pages.sentence)</p>")
        #expect(article.content.publishedAt?.description == expected)
    }

    @Test func `a date without offset is the publisher's local time where the zone is known`() throws {
        let page = "<title>T</title><meta property='article:published_time' content='2026-07-02T03:04:05'><p>\(Pages.sentence)</p>"
        #expect(try read(page, hints: PageHints(timezone: "Europe/Berlin")).content.publishedAt?.description == "2026-07-02T01:04:05Z")
        let assumed = try read(page)
        #expect(assumed.content.publishedAt?.description == "2026-07-02T03:04:05Z")
        #expect(assumed.warnings.contains(.timezoneAssumed))
    }

    @Test func `the address gives the day where nothing else does`() throws {
        let article = try read("<title>T</title><p>\(Pages.sentence)</p>", url: "https://example.org/2025/12/31/title")
        #expect(article.content.publishedAt?.description == "2025-12-31")
        #expect(article.fields["published_at"] == .url)
    }

    @Test(arguments: [
        ("Storm ahead - The Example", "Storm ahead"), ("Storm ahead | The Example | News", "Storm ahead"),
        ("The Example: Storm ahead", "Storm ahead"), ("Storm - and calm", "Storm - and calm"),
    ])
    func `a headline leaves the site's name behind`(_ title: String, _ expected: String) throws {
        let page = "<title>\(title)</title><meta property='og:site_name' content='The Example'><p>\(Pages.sentence)</p>"
        #expect(try read(page).content.headline == expected)
    }

    @Test func `configured paths go before all else`() throws {
        let page = "<title>T</title><h1>No</h1><div id=a><h2>Yes</h2><p>Short.</p><p class=x>Out.</p></div><p>\(Pages.sentence)</p>"
        let hints = PageHints(extract: ["headline": "//div[@id='a']/h2", "body": "//div[@id='a']", "remove": "//h2 | //p[@class='x']"])
        let article = try read(page, hints: hints)
        #expect(article.content.headline == "Yes")
        #expect(article.content.bodyText == "Short.")
        #expect(article.fields["headline"] == .configuration)
    }

    @Test func `structured text replaces a text the page does not show`() throws {
        let long = String(repeating: Pages.sentence + " ", count: 6)
        let page = """
            <title>T</title><script type="application/ld+json">{"@type":"NewsArticle","headline":"T","articleBody":"\(long)\\n\(long)"}</script>
            <p>\(Pages.sentence)</p>
            """
        let article = try read(page)
        #expect(article.fields["body_text"] == .jsonLD)
        #expect((article.content.bodyText?.count ?? 0) > 800)
    }

    @Test func `a link in the middle of a sentence stays, whatever its class`() throws {
        let page =
            "<title>T</title><article><p>\(Pages.sentence) See <a class='related-link' href='/x'>the old harbour</a> for more of it, they say.</p></article>"
        #expect(try read(page).content.bodyText?.contains("See the old harbour for more") == true)
    }

    @Test func `a title of very many separators is left as it is`() throws {
        let title = String(repeating: "a | ", count: 6000) + "b"
        let article = try read("<html><head><title>\(title)</title><meta property='og:site_name' content='b'></head><body></body></html>")
        #expect(article.content.headline?.hasPrefix("a | a") == true)
    }

    private func page(before: String = "", after: String = "", language: String = "en") -> String {
        let paragraphs = String(repeating: "<p>\(Pages.sentence)</p>", count: 5)
        return
            "<html lang='\(language)'><body><nav>Home</nav><main><article><h1>The bridge stays</h1>\(before)<div>\(paragraphs)</div></article></main>"
            + "\(after)</body></html>"
    }

    @Test func `the last author link of the page does not win`() throws {
        let related =
            "<aside><a rel='author' href='/author/z'>Zoe Last</a></aside><div class='related'><a rel='author' href='/y'>Yan Other</a></div>"
        let article = try read(page(before: "<a rel='author' href='/author/a'>Ann First</a>", after: related))
        #expect(article.content.authors.map(\.name) == ["Ann First"])
        #expect(try read(page(after: related)).content.authors.isEmpty)
    }

    @Test func `a button left open does not swallow the article`() throws {
        let article = try read(page(before: "<button class='share'>"))
        #expect(article.content.bodyText?.components(of: Pages.sentence) == 5)
        #expect(article.content.bodyHTML?.contains("council") == true)
    }

    @Test(arguments: [
        "Updated 12 March 2026", "Son güncelleme: 12.03.2026", "آخر تحديث 12.03.2026", "Aktualisiert am 12.03.2026",
        "Mis à jour le 12/03/2026",
        "Actualizado: 12/03/2026", "Обновлено 12.03.2026",
    ])
    func `a line of an update is no publication`(line: String) throws {
        let content = try read(page(before: "<p class='date'>\(line)</p>")).content
        #expect(content.publishedAt == nil)
        #expect(content.updatedAt?.description == "2026-03-12")
        let both = try read(page(before: "<p class='date'>\(line) | 10 March 2026</p>")).content
        #expect(both.publishedAt?.description == "2026-03-10")
        #expect(both.updatedAt?.description == "2026-03-12")
    }

    @Test func `the time of another article is not this one's`() throws {
        let other = "<aside><a href='/x'>What the mayor said</a> <time datetime='2020-01-01'>1 January 2020</time></aside>"
        #expect(try read(page(after: other)).content.publishedAt == nil)
        let own = try read(other + page(before: "<time datetime='2026-03-10'>10 March</time>", after: other))
        #expect(own.content.publishedAt?.description == "2026-03-10")
    }
}

extension String {
    /// How often a text occurs.
    fileprivate func components(of text: String) -> Int { ranges(of: text).count }
}
