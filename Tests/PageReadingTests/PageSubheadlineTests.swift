import NewsModel
import PageReading
import Testing

/// The line below a headline, one way to mark it each.
@Suite struct PageSubheadlineTests {
    private static let deck = "Boats wait at the quay while divers look for the anchor of the old ferry"
    private static let text = String(repeating: "<p>\(Pages.sentence)</p>", count: 5)

    private func subheadline(head: String = "", below: String, inside: String = "") throws -> String? {
        let page = """
            <html lang='en'><head><title>The harbour opens again</title>\(head)</head><body><nav>Home</nav><main><article>
            <h1>The harbour opens again</h1>\(below)<div class='text'>\(inside)\(PageSubheadlineTests.text)</div></article></main></body></html>
            """
        return try PageReader.read(Array(page.utf8), url: "https://www.example.org/a").content.subheadline
    }

    @Test(arguments: [
        "<h2>\(deck)</h2>", "<p class='standfirst'>\(deck)</p>", "<p class='td-post-sub-title'>\(deck)</p>",
        "<div class='field--name-field-subtitle'>\(deck)</div>", "<div class='NewsHeader_lead__c'>\(deck)</div>",
        "<p data-test='articleHeaderSubtitle'>\(deck)</p>", "<h3 itemprop='alternativeHeadline'>\(deck)</h3>",
        "<p>By Ann First</p><p>12 March 2026</p><h2>\(deck)</h2>",
    ])
    func `a line below the headline is the subheadline by its element or its names`(_ below: String) throws {
        #expect(try subheadline(below: below) == PageSubheadlineTests.deck)
    }

    @Test func `a line there that says what the page says of itself is the subheadline`() throws {
        let head = "<meta property='og:description' content='\(PageSubheadlineTests.deck)'>"
        #expect(
            try subheadline(head: head, below: "<header><span>\(PageSubheadlineTests.deck)</span></header>") == PageSubheadlineTests.deck)
        #expect(try subheadline(below: "<header><span>\(PageSubheadlineTests.deck)</span></header>") == nil)
    }

    @Test func `what is shown goes before what a print edition was headed`() throws {
        let head =
            #"<script type="application/ld+json">{"@type":"NewsArticle","headline":"The harbour opens again","alternativeHeadline":"Boats leave at last"}</script>"#
        #expect(try subheadline(head: head, below: "<p id='article-summary'>\(PageSubheadlineTests.deck)</p>") == PageSubheadlineTests.deck)
        #expect(try subheadline(head: head, below: "") == "Boats leave at last")
    }

    @Test(arguments: [
        "<h2>By Ann First and Ben Second of the coast desk</h2>", "<h2>Read more: what the mayor said of the harbour</h2>",
        "<figure><img src='/a.jpg'><figcaption class='subtitle'>\(deck)</figcaption></figure>",
        "<h2><a href='/b'>\(deck)</a></h2>", "<h2>Port Ellery: The harbour opens again today</h2>",
        "<h2>The most important of it at a glance:</h2>", "<p class='lead'>\(Pages.sentence)</p>",
    ])
    func `a byline, a label, a caption, a link and the first paragraph are none`(_ below: String) throws {
        #expect(try subheadline(below: below) == nil)
    }

    @Test(arguments: [
        "<div class='newsletter-signup'><p class='newsletter-subtitle'>\(deck)</p></div>",
        "<div class='cookie-banner'><h2>\(deck)</h2></div>", "<div class='byline'><div class='author-subtitle'>\(deck)</div></div>",
        "<div class='double-decker-offer'><span>\(deck)</span></div>",
    ])
    func `what asks for something or tells of the author is none`(_ below: String) throws {
        #expect(try subheadline(below: below) == nil)
    }

    @Test func `a line that has the headline in it and tells more is the subheadline`() throws {
        let deck = "The harbour opens again after nine weeks, and boats wait at the old quay"
        #expect(try subheadline(below: "<p class='standfirst'>\(deck)</p>") == deck)
        let head =
            #"<script type="application/ld+json">{"@type":"NewsArticle","headline":"The harbour opens again","alternativeHeadline":"\#(deck)"}</script>"#
        #expect(try subheadline(head: head, below: "") == deck)
    }

    @Test func `a heading within the text is none`() throws {
        #expect(try subheadline(below: "", inside: "<h2>\(PageSubheadlineTests.deck)</h2>") == nil)
        #expect(try subheadline(below: "", inside: "<p>\(Pages.sentence)</p><h2>\(PageSubheadlineTests.deck)</h2>") == nil)
    }
}
