import Markup
import NewsModel
import PageReading
import Testing

/// What pages say of their article and how they hide it, one symptom each.
@Suite struct PageMetadataTests {
    private static let text = String(repeating: "<p>\(Pages.sentence)</p>", count: 5)

    private func read(
        head: String = "", before: String = "", inside: String = "", after: String = "", heading: String = "<h1>The bridge stays</h1>",
        language: String = "en", url: String? = "https://www.coastnews.example/a/b"
    ) throws -> PageArticle {
        let page = """
            <html lang='\(language)'><head>\(head)</head><body><nav>Home</nav><main><article>\(heading)\(before)
            <div>\(PageMetadataTests.text)\(inside)</div></article></main>\(after)</body></html>
            """
        return try PageReader.read(Array(page.utf8), contentType: "text/html; charset=utf-8", url: url, explaining: true)
    }

    // MARK: Headline

    @Test func `the heading of the article is taken where the titles are written for search engines`() throws {
        let head =
            "<title>Bridge news 2026: best bridges | Coast News</title><meta property='og:title' content='Bridge news 2026: best bridges'>"
        #expect(try read(head: head).content.headline == "The bridge stays")
    }

    @Test func `a heading that is the site's logo is no headline`() throws {
        let article = try read(
            head: "<title>Coast News » The bridge stays</title>",
            heading: "<h1 class='site-title'><a href='/'>Coast News</a></h1><h2>The bridge stays</h2>")
        #expect(article.content.headline == "The bridge stays")
    }

    @Test func `a line above the headline within its heading is left out where another title says so`() throws {
        let article = try read(
            head: "<meta property='og:title' content='The bridge stays'>",
            heading: "<h1><span>Town hall</span> <span>The bridge stays</span></h1>")
        #expect(article.content.headline == "The bridge stays")
    }

    @Test(arguments: [
        ("The bridge stays | Opinion | Coast News", "The bridge stays"), ("The bridge stays - coastnews", "The bridge stays"),
        ("The bridge stays – CoastNews.example", "The bridge stays"), ("The bridge - stays", "The bridge - stays"),
    ])
    func `a title is freed of the names its host and its parts tell`(_ title: String, _ expected: String) throws {
        let page = "<title>\(title)</title><p>\(Pages.sentence)</p>"
        let article = try PageReader.read(Array(page.utf8), url: "https://www.coastnews.example/a")
        #expect(article.content.headline == expected)
    }

    // MARK: Authors

    @Test(arguments: [
        "<p class='byline'>By Ann First</p>", "<p class='byline'>Posted on 12 March 2026 by Ann First</p>",
        "<div class='post-author-name'>Ann First</div>", "<a href='/staff/ann-first/'>Ann First</a>",
        "<span itemprop='author'><span itemprop='name'>Ann First</span></span>", "<p>Von Ann First</p>",
        "<div class='author'>Ann First, Staff Writer</div>", "<div class='author'>ByAnn First Thursday, November 9, 2023 7:35AM</div>",
        "<div class='author'>Ann First Ann First</div>", "<p class='byline'>12.03.2026 10:00 | By Ann First | 5 min read</p>",
        "<aside><a rel='author' href='/profile/ann-first'>Ann First</a></aside>",
        "<p class='author'>Written by Ann First in Bridges on 1 June 2019</p>",
    ])
    func `one person is read from each way to print a byline`(_ byline: String) throws {
        #expect(try read(before: byline).content.authors.map(\.name) == ["Ann First"])
    }

    @Test(arguments: [
        "<p class='byline'>By Ann First and Ben Second</p>", "<p class='byline'>By Ann First, Ben Second</p>",
        "<p class='byline'><a href='/author/a'>Ann First</a> &amp; <a href='/author/b'>Ben Second</a></p>",
        "<a href='/author/a'>Ann First</a><span>,</span><a href='/author/b'>Ben Second</a>",
    ])
    func `two people are read from each way to list them`(_ byline: String) throws {
        #expect(try read(before: byline).content.authors.map(\.name) == ["Ann First", "Ben Second"])
    }

    @Test(arguments: [
        "<p class='byline'>Edited by Ann First</p>", "<p class='byline'>Photo by Ann First</p>",
        "<a href='https://www.youtube.com/user/coast'>Our films</a>",
        "<div class='author'><a href='/author/a'>More posts</a></div>", "<p class='byline'>By Reuters</p>", "<p class='byline'>dpa</p>",
    ])
    func `who did not write it is no author`(_ byline: String) throws {
        #expect(try read(before: byline).content.authors.isEmpty)
    }

    @Test func `a desk stands in the authors' place only where nobody is named`() throws {
        let head =
            #"<script type="application/ld+json">{"@type":"NewsArticle","headline":"The bridge stays","author":{"@type":"Organization","name":"Coast News Desk"}}</script>"#
        #expect(try read(head: head).content.authors.map(\.name) == ["Coast News Desk"])
        #expect(try read(head: head, before: "<p class='byline'>By Ann First</p>").content.authors.map(\.name) == ["Ann First"])
    }

    @Test func `a person whose site bears their name is an author, by reference in the graph too`() throws {
        let head = """
            <meta property='og:site_name' content='Ann First'><script type="application/ld+json">{"@graph":[
            {"@type":"Article","headline":"The bridge stays","author":{"@id":"#p"}},{"@type":"Person","@id":"#p","name":"Ann First"}]}</script>
            """
        #expect(try read(head: head).content.authors.map(\.name) == ["Ann First"])
    }

    @Test func `pictures' credits in itemprop author are no authors`() throws {
        let picture = "<figure><img src='/a.jpg'><meta itemprop='author' content='(Image: Getty Images)'></figure>"
        let article = try read(head: "<meta name='author' content='Ann First'>", inside: picture)
        #expect(article.content.authors.map(\.name) == ["Ann First"])
    }

    @Test func `an agency among the authors is the provider`() throws {
        let article = try read(before: "<p class='byline'>Ann First / Reuters</p>")
        #expect(article.content.authors.map(\.name) == ["Ann First"])
        #expect(article.content.agency == "Reuters")
    }

    // MARK: Dates

    @Test func `the date of a list beside the article is not taken for one in its microdata`() throws {
        let list = "<div class='related-posts'><meta itemprop='datePublished' content='2020-01-01'></div>"
        let article = try read(head: "<meta property='article:published_time' content='2026-03-02T08:00:00Z'>", after: list)
        #expect(article.content.publishedAt?.description == "2026-03-02T08:00:00Z")
    }

    @Test func `a date in an aside before the text is the article's`() throws {
        let article = try read(before: "<aside><time datetime='2026-03-02'>2 March 2026</time></aside>")
        #expect(article.content.publishedAt?.description == "2026-03-02")
    }

    @Test func `the only time of a page is the article's, wherever it stands`() throws {
        let article = try read(after: "<aside><time datetime='2026-03-02T10:00:00Z'>2 March</time></aside>")
        #expect(article.content.publishedAt?.description == "2026-03-02")
        let two = "<aside><time datetime='2026-03-02'>x</time><time datetime='2026-03-05'>x</time></aside>"
        #expect(try read(after: two).content.publishedAt == nil)
    }

    @Test func `a text may begin with its date`() throws {
        let page =
            "<html lang='de'><h1>Die Brücke bleibt</h1><article><p>(21. November 2022) \(Pages.sentence)</p>\(PageMetadataTests.text)</article></html>"
        #expect(try PageReader.read(Array(page.utf8)).content.publishedAt?.description == "2022-11-21")
    }

    // MARK: Language

    @Test func `a German text on a page that says it is English is German, with a warning`() throws {
        let sentence =
            "Der Stadtrat hat am Dienstag über die alte Brücke gesprochen und mit großer Mehrheit beschlossen, sie vor dem Winter für die Bürger zu erneuern."
        let page =
            "<html lang='en'><h1>Die Brücke bleibt</h1><article>\(String(repeating: "<p>\(sentence)</p>", count: 5))</article></html>"
        let article = try PageReader.read(Array(page.utf8))
        #expect(article.content.language == "de")
        #expect(article.warnings.contains(.languageDetected))
    }

    @Test func `near relatives are taken at their word`() throws {
        let sentence =
            "Kommunestyret snakket tirsdag om den gamle brua, og det ble bestemt at den skal settes i stand for alle som bor i byen før vinteren."
        let page = "<html lang='nb-NO'><h1>Brua blir</h1><article>\(String(repeating: "<p>\(sentence)</p>", count: 5))</article></html>"
        #expect(try PageReader.read(Array(page.utf8)).content.language == "nb-NO")
    }

    // MARK: Explanation

    @Test func `what was found and not taken is told, with its place`() throws {
        let article = try read(head: "<meta property='og:title' content='Another title of this page'>")
        let headlines = article.explanation.filter { $0.field == "headline" }
        #expect(headlines.first { $0.isChosen }?.place == "h1")
        #expect(headlines.contains { $0.place == "og:title" && !$0.isChosen && $0.value == "Another title of this page" })
    }
}
