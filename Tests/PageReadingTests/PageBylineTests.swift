import NewsModel
import PageReading
import Testing

/// Lines that look like bylines, and what tells those that are from the others.
@Suite struct PageBylineTests {
    private func read(head: String = "", before: String, text: String = "", after: String = "") throws -> ArticleContent {
        let paragraphs = "<p>\(text)\(Pages.sentence)</p>" + String(repeating: "<p>\(Pages.sentence)</p>", count: 5)
        let page = """
            <html lang='en'><head>\(head)</head><body><main><article><h1>The bridge stays</h1>\(before)
            <div>\(paragraphs)\(after)</div></article></main></body></html>
            """
        return try PageReader.read(Array(page.utf8), contentType: "text/html; charset=utf-8", url: "https://www.coastnews.example/a/b")
            .content
    }

    private func names(head: String = "", before: String, text: String = "", after: String = "") throws -> [String] {
        try read(head: head, before: before, text: text, after: after).authors.map(\.name)
    }

    // MARK: A name beside a date

    @Test(arguments: [
        "Middle East · 3 Nov 2026", "Real Estate — 12 March 2026", "Interest Rates, 12 March 2026", "San Francisco, 3 November 2026",
        "12 March 2026 | Climate Change", "Ann First · 3 Nov 2026 · 4 min",
    ])
    func `a section or a place beside a date is no author, nor a name that is said nowhere else`(line: String) throws {
        let content = try read(before: "<p>\(line)</p>")
        #expect(content.authors.isEmpty)
        #expect(content.byline == nil)
    }

    @Test(arguments: [
        ("Ann First · 3 Nov 2026 · 4 min", "<meta name='author' content='Ann First'>", ""),
        ("Ann First, 3 November 2026", "", "<p><em>Ann First</em></p>"),
        ("3 Nov 2026 | 10:12 | Ann First", "<meta name='parsely-author' content='Ann First'>", ""),
    ])
    func `a name beside a date is the byline where the page says elsewhere who wrote`(_ line: String, _ head: String, _ after: String)
        throws
    {
        let content = try read(head: head, before: "<p>\(line)</p>", after: after)
        #expect(content.authors.map(\.name) == ["Ann First"])
        #expect(content.byline == line)
    }

    @Test func `a section is told by the label that it has, not by words in a name`() throws {
        let heading = "<h2 id='authorities-respond'>Authorities Respond</h2>"
        #expect(try names(before: "<section aria-labelledby='authorities-respond'>\(heading)</section>").isEmpty)
        let label = "<h2 id='authors' class='sr-only'>Who wrote this</h2>"
        #expect(try names(before: "<section aria-labelledby='authors'>\(label)<p>Ann First</p></section>") == ["Ann First"])
    }

    // MARK: A name in a link

    @Test(arguments: [
        "<a href='/by/ann-first'><span class='author-name'>Ann First</span> <span>Political correspondent</span></a>",
        "<a href='/by/ann-first'><span class='author-name'>Ann First</span> <span>Senior political correspondent in London</span></a>",
        "<a href='/by/ann-first'><h4><span class='author-name'>Ann First</span></h4> <span>Politikredakteurin in Berlin und Brüssel</span></a>",
    ])
    func `an author's link may hold the office`(link: String) throws {
        #expect(try names(before: "<div>\(link)</div>") == ["Ann First"])
    }

    @Test(arguments: [
        "<span class='author-name'>Cid Third</span> <h3>The other bridge falls</h3>",
        "<b>The other bridge, and what became of it</b> <span class='author-name'>Cid Third</span>",
        "<span class='author-name'>Cid Third</span> <span>The other bridge was old, and it was to be repaired</span>",
        "<span class='author-name'>Cid Third</span> <span>もう一つの橋はどうなったのか市民は語る</span>",
    ])
    func `a link to another article names nobody`(link: String) throws {
        #expect(try names(before: "<div><a href='/other'>\(link)</a></div>").isEmpty)
    }

    // MARK: Places and desks

    @Test(arguments: [
        ("By Budi Santoso, Ann First", "Budi Santoso, Ann First - ", ["Budi Santoso", "Ann First"]),
        ("By Budi Santoso, Pinner and Ann First, London", "", ["Budi Santoso", "Ann First"]),
        ("By Budi Santoso, Harrow", "HARROW (Coast) — ", ["Budi Santoso"]),
        ("By Budi Santoso, Harrow", "Harrow, Kent – ", ["Budi Santoso"]), ("By Budi Santoso, Jakarta", "", ["Budi Santoso"]),
        ("By Budi Santoso, New Delhi", "", ["Budi Santoso"]),
    ])
    func `a place behind a name is no author, and another name is one`(
        _ byline: String, _ dateline: String, _ expected: [String]
    ) throws {
        #expect(try names(before: "<p class='byline'>\(byline)</p>", text: dateline) == expected)
    }

    @Test func `where the data says an article was written is no second author`() throws {
        let head =
            #"<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","contentLocation":{"name":"Harrow"}}</script>"#
        #expect(try names(head: head, before: "<p class='byline'>By Budi Santoso, Harrow</p>") == ["Budi Santoso"])
    }

    @Test(arguments: [
        ("사회부 기자", []), ("디지털뉴스팀 기자", []), ("이서연 기자", ["이서연"]), ("사회부 이서연 기자", ["이서연"]), ("이서연 사회부 기자", ["이서연"]),
    ])
    func `a desk of a Korean paper is nobody`(_ line: String, _ expected: [String]) throws {
        #expect(try names(before: "<p>\(line)</p>") == expected)
    }
}
