import NewsModel
import PageReading
import Testing

/// Anadolu Agency's two generations of pages, in each of its languages.
@Suite struct AgencyPageTests {
    private func check(_ article: PageArticle, _ page: AgencyPage) {
        let content = article.content
        #expect(content.headline == page.headline)
        #expect(content.subheadline == page.spot)
        #expect(content.bodyText == page.paragraphs.joined(separator: "\n\n"))
        #expect(content.located == page.place)
        #expect(content.subjects.map(\.name) == [page.kicker])
        #expect(content.language == page.language)
        #expect(content.direction?.rawValue == (page.isRightToLeft ? "rtl" : "ltr"))
    }

    @Test(arguments: AgencyPage.all)
    func `a server-rendered page is read in every language`(_ page: AgencyPage) throws {
        let article = try PageReader.read(Array(page.first.utf8), url: page.url)
        check(article, page)
        #expect(article.content.authors.map(\.name) == ["Ali Yilmaz"])
        #expect(article.content.publishedAt?.description == "2026-02-03")
        #expect(article.content.updatedAt?.description == "2026-02-04")
    }

    @Test(arguments: AgencyPage.all)
    func `a streamed page is read in every language`(_ page: AgencyPage) throws {
        let article = try PageReader.read(Array(page.second(isLinked: true).utf8), url: page.url)
        check(article, page)
        #expect(article.content.authors.map(\.name) == ["Ali Yilmaz"])
        #expect(article.content.publishedAt?.description == "2026-04-20T11:09:42.493Z")
        #expect(article.content.updatedAt?.description == "2026-04-20T11:15:30.453Z")
        let bare = try PageReader.read(Array(page.second(isLinked: false).utf8), url: page.url)
        check(bare, page)
        #expect(bare.content.publishedAt?.description == "2026-04-20")
    }

    @Test func `a class of the agency's text alone makes no page of another host the agency's`() throws {
        let text = String(repeating: "<p>\(Pages.sentence)</p>", count: 4)
        let page = """
            <html lang='en'><title>The old bridge stays</title><h1>The old bridge stays</h1><span class='tarih'>12.03.2026</span>
            <meta itemprop='datePublished' content='2026-03-12T12:15:00+03:00'><div class='detay-icerik'><h6>Share</h6><div>\(text)</div></div></html>
            """
        let content = try PageReader.read(Array(page.utf8), url: "https://www.coastnews.example/a").content
        #expect(content.located == nil && content.publishedAt?.description == "2026-03-12T09:15:00Z")
    }
}
