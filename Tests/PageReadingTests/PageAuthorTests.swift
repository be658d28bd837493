import NewsModel
import PageReading
import Testing

/// Who is named as the author of a page, one way to name them each.
@Suite struct PageAuthorTests {
    private static let text = String(repeating: "<p>\(Pages.sentence)</p>", count: 5)

    private func read(head: String = "", before: String = "", inside: String = "", after: String = "") throws -> PageArticle {
        let page = """
            <html lang='en'><head>\(head)</head><body><nav>Home</nav><main><article><h1>The bridge stays</h1>\(before)
            <div>\(PageAuthorTests.text)\(inside)</div></article></main>\(after)</body></html>
            """
        return try PageReader.read(
            Array(page.utf8), contentType: "text/html; charset=utf-8", url: "https://www.coastnews.example/a/b", explaining: true)
    }

    private func names(
        head: String = "", before: String = "", inside: String = "", after: String = ""
    ) throws -> [String] {
        try read(head: head, before: before, inside: inside, after: after).content.authors.map(\.name)
    }

    // MARK: What stands beside a name

    @Test(arguments: [
        ("By Ann First, Senior Director, Content &amp; Marketing, CoastWorks and Tide Institute", ["Ann First"]),
        ("By Ann First, Coast Columnist", ["Ann First"]), ("By Ann First RN, BSN, Certified Tide Consultant", ["Ann First"]),
        ("By Ann First, Senior Technologist, Coast Speech, Tides, and Technology Project", ["Ann First"]),
        ("By Ann First, Staff Writer, Ben Second, Staff Writer", ["Ann First", "Ben Second"]),
        ("By Ann First, editor, and Ben Second", ["Ann First", "Ben Second"]),
        ("By Ann First Reporter, Ben Second Reporter", ["Ann First", "Ben Second"]),
        ("Autorin: Rechtsanwältin Ann First", ["Ann First"]), ("By Ann First (with Ben Second)", ["Ann First"]),
    ])
    func `offices, degrees and employers are no authors`(_ byline: String, _ expected: [String]) throws {
        #expect(try names(before: "<p class='byline'>\(byline)</p>") == expected)
    }

    @Test(arguments: [
        ("<p class='byline'>By <a href='/author/ann'>Ann First</a>, Harrow</p>", ["Ann First"]),
        ("<p class='byline'>By Ann First and Ben Second, Nairobi</p>", ["Ann First", "Ben Second"]),
        ("<div class='author'><a rel='author' href='/w/1'>נועה ברקוביץ'</a></div>", ["נועה ברקוביץ'"]),
        ("<ul><li>이서연 기자</li><li>승인 2026.03.12</li></ul>", ["이서연"]),
        ("<p>Port Ellery, 3 November 2026</p><p>By Ann First</p>", ["Ann First"]),
    ])
    func `a line below the headline names who wrote, and not from where`(_ line: String, _ expected: [String]) throws {
        #expect(try names(before: line) == expected)
    }

    @Test func `who wrote another article that is linked in the text is no author`() throws {
        let link = "<a href='/other'><span class='inline__author'>by Cid Third</span><h3>The other bridge, and what became of it</h3></a>"
        #expect(try names(before: "<p class='author'>By Ann First</p>\(link)") == ["Ann First"])
    }

    @Test(arguments: ["Bund der Brückenfreunde e.V.", "Bayerische Landesanstalt"])
    func `an association in the head goes behind a person in the byline`(_ association: String) throws {
        #expect(try names(head: "<meta name='author' content='\(association)'>", before: "<p><em>Von Ann First</em></p>") == ["Ann First"])
    }

    @Test func `a picture agency is told by its word, not by letters within a name`() throws {
        #expect(try names(before: "<p class='byline'>By Ann Sigetty</p>") == ["Ann Sigetty"])
        #expect(try names(before: "<p class='byline'>By Getty Images</p>").isEmpty)
    }

    @Test func `a byline that names more people than the data does is taken, whatever their titles`() throws {
        let head =
            #"<script type="application/ld+json">{"@type":"Article","headline":"x","author":{"@type":"Person","name":"Ann First"}}</script>"#
        #expect(try names(head: head, before: "<p class='byline'>By Dr Ann First, Ben Second</p>") == ["Dr Ann First", "Ben Second"])
    }

    // MARK: Labels and offices

    @Test(arguments: [
        ("Text: Ann First Foto: Ben Second", ["Ann First"]), ("<span>Text: Ann First</span> <span>Foto: Ben Second</span>", ["Ann First"]),
        ("Foto: Ben Second Text: Ann First", ["Ann First"]), ("Text und Foto: Ann First", ["Ann First"]),
        ("Report and pictures: Ann First", ["Ann First"]), ("Фото: Ann First", []), ("लेखक: राकेश वर्मा", ["राकेश वर्मा"]),
        ("रिपोर्ट: राकेश वर्मा", ["राकेश वर्मा"]), ("<span>مصنف, </span><span>سارہ قریشی</span>", ["سارہ قریشی"]),
        ("تحریر: سارہ قریشی", ["سارہ قریشی"]), ("نویسنده: علی رضایی", ["علی رضایی"]),
    ])
    func `a label says who wrote, and who took the pictures`(_ byline: String, _ expected: [String]) throws {
        #expect(try names(before: "<p class='byline'>\(byline)</p>") == expected)
    }

    @Test(arguments: [
        ("本报记者\u{3000}刘晓燕\u{3000}马建国", ["刘晓燕", "马建国"]), ("聯合報系 記者陳美惠", ["陳美惠"]), ("记者 王伟 报道", ["王伟"]),
        ("本报记者 刘晓燕 通讯员 马建国", ["刘晓燕", "马建国"]), ("山田太郎記者", ["山田太郎記者"]),
    ])
    func `a Chinese reporter is named without the word for one`(_ name: String, _ expected: [String]) throws {
        #expect(try names(before: "<div class='author'>\(name)</div>") == expected)
        let data =
            #"<script type="application/ld+json">{"@type":"Article","headline":"x","author":{"@type":"Person","name":""#
            + name + #""}}</script>"#
        #expect(try names(head: data) == expected)
    }

    @Test func `an element called "by" names who wrote`() throws {
        #expect(try names(before: "<div class='by'>Ann First at Harrow Road</div>") == ["Ann First"])
    }

    // MARK: Where a name stands

    @Test(arguments: [
        "<h6>Author(s)</h6><ul><li>Ann First</li><li>Ben Second</li></ul>",
        "<div class='byline'><span>Ann First</span> <span>Ben Second</span></div>",
        "<aside><h6>Authors</h6><ul><li>Ann First</li><li>Ben Second</li></ul></aside>",
    ])
    func `people side by side are told apart`(_ markup: String) throws {
        #expect(try names(before: markup) == ["Ann First", "Ben Second"])
    }

    @Test(arguments: [
        "<p><strong>By</strong></p><p>Ann First</p>", "<h5>Autorin:</h5>Ann First", "<div>Article by</div><div>Ann First</div>",
        "<p>Ein Artikel von <strong>Ann First</strong> | 27.01.2026 - 12:45</p>",
        "<p>Von <b>Ann First</b><br>Harbourtown</p>",
        "<div class='publish-date-author'>Dec. 19, 2025 · Ann First on behalf of the team</div>",
        "<div><img src='/a.jpg' alt='Picture of Ann First'><p>Ann First</p></div>",
        "<div class='author-info'><img src='/a.jpg' alt=''><h3>Ann First</h3><p>Ann has written about bridges and tides for ten years.</p></div>",
        "<p class='byline'>Ann FirstAnn First</p>",
        "<p class='byline'>Reviewed by <a href='/author/b'>Ben Second</a>, last edited <span>on Monday</span> by <a href='/author/a'>Ann First</a></p>",
    ])
    func `one person is read wherever beside the headline the name stands`(_ markup: String) throws {
        #expect(try names(before: markup) == ["Ann First"])
    }

    @Test(arguments: [
        "<div class='post-footer'><span class='post-author vcard'>Posted by <span class='fn'>Ann First</span></span></div>",
        "<p><strong>Ann First</strong></p>",
        "<p>Written by Ann First</p><p>References</p><p>[1] The tide tables of last year, page 12.</p>",
    ])
    func `one person is read at the end of the text`(_ markup: String) throws {
        #expect(try names(inside: markup) == ["Ann First"])
    }

    @Test(arguments: [
        "<p>\(Pages.sentence) <a href='/people/cleo-third'>Cleo Third</a>, who built it, \(Pages.sentence)</p>",
        "<div><a href='/person/cleo-third/'>Cleo Third</a></div>",
    ])
    func `whom the text is about is no author`(_ markup: String) throws {
        #expect(try names(inside: markup).isEmpty)
    }

    @Test func `who wrote a source of the text is no author`() throws {
        let source = "<li><span class='author'>Ann First.</span> “<a href='/a'>Ferry aground off Harrow</a>” — Harrow Gazette</li>"
        #expect(try names(inside: "<h2>Sources</h2><ul>\(source)</ul>").isEmpty)
        #expect(try names(inside: "<ul><li><span class='author'>Ann First</span></li></ul>") == ["Ann First"])
    }

    @Test func `a product beside its picture is no author`() throws {
        #expect(try names(after: "<div><img src='/a.jpg' alt='Small Bridge Building Kit'><p>Small Bridge Building Kit</p></div>").isEmpty)
    }

    // MARK: What the head says

    @Test(arguments: [("Written by", ["Ann First"]), ("Verfasst von", ["Ann First"]), ("Est. reading time", [])])
    func `a card names the author behind a label`(_ label: String, _ expected: [String]) throws {
        let head = "<meta name='twitter:label1' content='\(label)'><meta name='twitter:data1' content='Ann First'>"
        let article = try read(head: head)
        #expect(article.content.authors.map(\.name) == expected)
        #expect(article.fields["authors"] == (expected.isEmpty ? nil : .meta))
    }

    @Test func `a byline goes before what is only said in the head`() throws {
        #expect(try names(head: "<meta name='author' content='cms_user'>", before: "<p>By Ann First, Coast News</p>") == ["Ann First"])
    }

    @Test func `first names in a byline are completed by the head`() throws {
        #expect(try names(head: "<meta name='author' content='Ann First'>", before: "<p class='byline'>By Ann</p>") == ["Ann First"])
    }

    @Test func `an institute with an "and" is one`() throws {
        let head = "<meta name='author' content='Landesanstalt für Wald und Forst'>"
        #expect(try names(head: head) == ["Landesanstalt für Wald und Forst"])
    }

    @Test(arguments: ["<p class='byline'>By Reuters</p>", ""])
    func `an agency that the data calls the author is, where nobody else is named`(_ byline: String) throws {
        let head =
            #"<script type="application/ld+json">{"@type":"Article","headline":"x","author":{"@type":"Person","name":"Reuters"}}</script>"#
        let article = try read(head: head, before: byline)
        #expect(article.content.authors.map(\.name) == ["Reuters"])
        #expect(article.content.agency == "Reuters")
        #expect(article.fields["authors"] == .jsonLD)
        #expect(try names(head: head, before: "<p class='byline'>By Ann First</p>") == ["Ann First"])
    }

    @Test func `a site's name of one word in the data goes behind a person in the byline`() throws {
        let head = #"""
            <meta property='og:site_name' content='Harbourer'><script type="application/ld+json">
            {"@type":"Article","headline":"x","author":{"@type":"Person","name":"Harbourer"}}</script>
            """#
        #expect(try names(head: head, before: "<a rel='author' href='/1'>Ann First</a>") == ["Ann First"])
        #expect(try names(head: head) == ["Harbourer"])
    }

    @Test(arguments: ["Super User", "admin", "Coast Works, a.s.", "Coast Works, a. s.", "Coast Works, Inc.", "Coast Works AB"])
    func `a program's user and a company in the data go behind a person in the byline`(name: String) throws {
        let data =
            #"<script type="application/ld+json">{"@type":"Article","headline":"x","author":{"@type":"Person","name":""#
            + name + #""}}</script>"#
        for head in ["<meta name='author' content='\(name)'>", data] {
            #expect(try names(head: head, before: "<p class='byline'>By Ann First</p>") == ["Ann First"])
            #expect(try names(head: head) == (name.hasPrefix("Coast") ? [name] : []))
        }
    }

    @Test func `the publisher that the data calls a person goes behind one in the byline`() throws {
        let head = #"""
            <script type="application/ld+json">{"@type":"Article","headline":"x","author":{"@type":"Person","name":"Harbour Courier"},
            "publisher":{"@type":"Organization","name":"Harbour Courier"}}</script>
            """#
        #expect(try names(head: head, before: "<div class='author'>By Ann First</div>") == ["Ann First"])
        #expect(try names(head: head) == ["Harbour Courier"])
    }
}
