import NewsModel
import Testing

@testable import PageReading

/// The articles that a listing page links.
@Suite struct LinkFinderTests {
    private func links(_ page: String, _ url: String, xpath: String? = nil, hints: PageHints = .init()) throws -> [ListedLink] {
        try PageReader.links(Array(page.utf8), contentType: "text/html; charset=utf-8", url: url, xpath: xpath, hints: hints)
    }

    @Test func `cards give each article once, with its headline and its date`() throws {
        let found = try links(ListingPages.english, "https://www.harbour.example/")
        #expect(
            found.prefix(3) == [
                ListedLink(
                    url: "https://www.harbour.example/2026/03/02/harbour-reopens-after-storm", headline: "Harbour reopens after storm",
                    publishedAt: NewsDate("2026-03-02T08:15:00Z")),
                ListedLink(
                    url: "https://www.harbour.example/2026/03/01/ferry-fares-rise-again-in-april",
                    headline: "Ferry fares rise again in April", publishedAt: NewsDate("2026-03-01T18:00:00Z")),
                ListedLink(
                    url: "https://harbour.example/2026/02/28/council-votes-on-the-new-quay", headline: "Council votes on the new quay"),
            ])
    }

    @Test func `navigation, services, authors, files, newsletters and other sites are no articles`() throws {
        let urls = try links(ListingPages.english, "https://www.harbour.example/").map(\.url)
        for part in ["politics", "forecast", "author", "elsewhere", "newsletters", "about", "privacy", "pdf"] {
            #expect(!urls.contains { $0.contains(part) }, "\(part)")
        }
    }

    @Test func `a short headline is an article where its address has the form of the others`() throws {
        let urls = try links(ListingPages.english, "https://www.harbour.example/").map(\.url)
        #expect(Set(urls.suffix(2)) == ["https://www.harbour.example/2026/02/27/short", "https://www.harbour.example/2026/02/27/fog-2"])
    }

    @Test func `a section in arabic gives its articles and no pages of the list`() throws {
        let found = try links(ListingPages.arabic, "https://akhbar.example/ar/اقتصاد")
        #expect(found.map { $0.headline?.prefix(6) } == ["افتتاح", "ارتفاع", "الميناء".prefix(6)])
        #expect(found.map { $0.publishedAt?.description } == ["2026-03-02", "2026-03-01", nil])
        #expect(found.allSatisfy { $0.url.hasPrefix("https://akhbar.example/ar/") })
    }

    @Test func `a table in japanese whose addresses differ in a number gives its rows`() throws {
        let found = try links(ListingPages.japanese, "https://shimbun.example/list.php")
        #expect(found.map(\.url) == ["20260302001", "20260301004", "20260228002"].map { "https://shimbun.example/article.php?id=\($0)" })
        #expect(found.map { $0.publishedAt?.description } == ["2026-03-02", "2026-03-01", "2026-02-28"])
    }

    @Test(arguments: [("May 2022", nil), ("2022", nil), ("3. Mai 2022", "2022-05-03"), ("03.05.2022", "2022-05-03")])
    func `a day beside a link is its date, a month or a year is not`(_ text: String, _ day: String?) throws {
        let items = (1...3).map { "<li><a href='/story/2000\($0)-the-harbour'>What happened at the harbour, \($0)</a> <i>\(text)</i></li>" }
        let found = try links("<ul>\(items.joined())</ul>", "https://www.harbour.example/")
        #expect(found.count == 3)
        #expect(found.allSatisfy { $0.publishedAt?.description == day })
    }

    @Test(arguments: ["//ul[@class='brief']//a", "//ul[@class='brief']", "//ul[@class='brief']//a/@href"])
    func `an XPath names links, elements around them or addresses`(_ xpath: String) throws {
        let found = try links(ListingPages.english, "https://www.harbour.example/", xpath: xpath)
        #expect(found.map(\.url) == ["https://www.harbour.example/2026/02/27/short", "https://www.harbour.example/2026/02/27/fog-2"])
    }

    @Test func `what an XPath names may stand at another site`() throws {
        let found = try links(ListingPages.english, "https://www.harbour.example/", xpath: "//h2/a[contains(@href, 'elsewhere')]")
        #expect(found.map(\.headline) == ["Win a cruise for two today"])
    }

    @Test(arguments: [nil, "//h7", "//a["])
    func `a page without such links says so`(_ xpath: String?) {
        let page = "<html><body><nav><a href='/a'>A</a></nav><p>Nothing today.</p></body></html>"
        #expect { try links(page, "https://www.harbour.example/", xpath: xpath) } throws: { error in
            (error as? PageError)?.type == .noArticle && (error as? PageError)?.message == "the page links no articles"
        }
    }

    @Test(arguments: [
        ("https://a.example/", false), ("https://a.example/politics", false), ("https://a.example/tag/harbour-and-ferry-news", false),
        ("https://a.example/2026/03/02/harbour", true), ("https://a.example/news/harbour-reopens-after-long-storm", true),
        ("https://a.example/story/3000000218734", true), ("https://a.example/n.php?id=55123", true),
        ("https://a.example/list?page=2", false),
        ("https://a.example/files/annual-report-of-the-harbour.pdf", false),
    ])
    func `an address tells by its form whether an article stands there`(_ url: String, _ isArticle: Bool) throws {
        let address = ArticleAddress(try #require(URLReference(url)))
        #expect((address.score >= 1) == isArticle, "\(address.score) \(address.form)")
    }
}
