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
}
