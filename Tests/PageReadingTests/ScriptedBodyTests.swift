import NewsModel
import Testing

@testable import PageReading

/// Pages whose article stands in the data of their program alone.
@Suite struct ScriptedBodyTests {
    private static let paragraphs = ScriptedPage.paragraphs

    @Test func `the text of the object with the headline is read`() throws {
        let own = ScriptedBodyTests.paragraphs.map { "<p>\($0)</p>" }.joined()
        let other = String(repeating: "<p>Another story, \(Pages.sentence)</p>", count: 12)
        let data =
            #"{"props":{"next":{"title":"Another story","content":"\#(other)"},"post":{"title":{"rendered":"The harbour opens again"},"id":7,"content":{"rendered":"\#(own)"}}}}"#
        #expect(
            try ScriptedPage.body("<script id='__NEXT_DATA__' type='application/json'>\(data)</script>") == ScriptedBodyTests.paragraphs)
    }

    @Test func `paragraphs may stand in a list`() throws {
        let elements = ScriptedBodyTests.paragraphs.map { #"{"type":"text","content":"\#($0)"}"# }.joined(separator: ",")
        let data = #"{"page":{"headlines":{"basic":"The harbour opens again"},"content_elements":[\#(elements)]}}"#
        #expect(try ScriptedPage.body("<script type='application/json'>\(data)</script>") == ScriptedBodyTests.paragraphs)
    }

    @Test func `lists, headings and quotes in it are read, and what stands beside the text is not`() throws {
        let own = ScriptedBodyTests.paragraphs
        let elements = [
            #"{"type":"text","content":"\#(own[0])"}"#, #"{"type":"header","content":"Of the quay"}"#,
            #"{"type":"list","items":[{"type":"text","content":"\#(own[1])"},{"type":"text","content":"\#(own[2])"}]}"#,
            #"{"type":"interstitial_link","content":"Read more: another story of the coast"}"#,
            #"{"type":"raw_html","content":"<div>Bread is sold in the old town</div>"}"#,
            #"{"type":"quote","content_elements":[{"type":"text","content":"\#(own[3])"}]}"#,
            #"{"type":"paragraph","content":[{"type":"text","text":"In the end, "},{"type":"text","text":"boats leave."}]}"#,
        ]
        let data = #"{"page":{"headlines":{"basic":"The harbour opens again"},"content_elements":[\#(elements.joined(separator: ","))]}}"#
        #expect(
            try ScriptedPage.body("<script type='application/json'>\(data)</script>")
                == [own[0], "Of the quay", own[1], own[2], own[3], "In the end, boats leave."])
    }

    @Test(arguments: [
        #"{"type":"paragraph","text":"TEXT","items":[]}"#, #"{"type":"paragraph","data":{},"children":[{"text":"TE"},{"text":"XT"}]}"#,
        #"{"_type":"block","children":[{"_type":"span","text":"TE"},{"_type":"span","text":"XT"}]}"#,
        #"{"nodeType":"paragraph","content":[{"nodeType":"text","value":"TEXT"}]}"#,
        #"{"__typename":"ArticleParagraph","text":"TEXT"}"#, #"{"type":"paragraph","data":{"text":"TEXT"}}"#,
        #"{"type":"block","content":[{"type":"paragraph","text":"TEXT"}]}"#,
        #"{"__typename":"CoreParagraph","attributes":{"content":"TEXT"}}"#,
        #"{"name":"core/paragraph","attributes":{"content":"TEXT"}}"#, #"{"key":"a0","type":"unstyled","text":"TEXT","data":{}}"#,
        #"{"blockName":"core/group","innerHTML":"<div></div>","innerBlocks":[{"blockName":"core/paragraph","innerHTML":"TEXT"}]}"#,
        #"{"type":"section","children":[{"type":"text","text":"TE"},{"type":"text","text":"XT"}]}"#,
        #"{"type":"paragraph","content":[{"type":"paragraph","text":"TEXT"}]}"#,
    ])
    func `paragraphs of several systems are read`(_ form: String) throws {
        let lines = ScriptedBodyTests.paragraphs + ["Where x <y, boats leave."]
        let elements = lines.map { line in
            form.replacing("TEXT", with: line).replacing("TE\"", with: "\(line.prefix(9))\"").replacing(
                "XT\"", with: "\(line.dropFirst(9))\"")
        }
        let data = #"{"title":"The harbour opens again","blocks":[\#(elements.joined(separator: ","))]}"#
        #expect(try ScriptedPage.body("<script type='application/json'>\(data)</script>") == lines)
    }

    @Test(arguments: [
        #""body":{"json":{"nodeType":"document","content":[NODES]}}"#, #""content":{"root":{"type":"root","children":[NODES]}}"#,
        #""body":{"raw":{"document":{"nodes":{"content":[NODES]}}}}"#, #""content":{"whatever":{"children":[NODES]},"version":2}"#,
        #""body":{"layout":{"rows":[NODES]}}"#, #""body":{"template":{"children":[NODES]}}"#,
    ])
    func `what wraps a text is opened`(_ form: String) throws {
        let nodes = ScriptedBodyTests.paragraphs.map { #"{"type":"paragraph","children":[{"type":"text","text":"\#($0)"}]}"# }
        let data = #"{"title":"The harbour opens again",\#(form.replacing("NODES", with: nodes.joined(separator: ",")))}"#
        #expect(try ScriptedPage.body("<script type='application/json'>\(data)</script>") == ScriptedBodyTests.paragraphs)
    }

    @Test func `line breaks in a paragraph, a heading or an item part its lines`() throws {
        let own = ScriptedBodyTests.paragraphs
        let elements = [
            #"{"type":"paragraph","data":{"text":"\#(own[0])<br>\#(own[1])"}}"#,
            #"{"type":"header","data":{"text":"The quay<br/>at noon"}}"#,
            #"{"type":"list","data":{"items":["\#(own[2])<br>\#(own[3])",{"content":"Boats, of which","items":["two leave"]}]}}"#,
            #"{"type":"paragraph","content":[{"type":"text","text":"\#(own[4])"},{"type":"hardBreak"},{"type":"text","text":"\#(own[5])"}]}"#,
            #"{"type":"paragraph","html":"Of the first<br><br>and of the <i>second</i>"}"#,
        ]
        let data = #"{"title":"The harbour opens again","content":{"blocks":[\#(elements.joined(separator: ","))]}}"#
        #expect(
            try ScriptedPage.body("<script type='application/json'>\(data)</script>")
                == [own[0], own[1], "The quay", "at noon", own[2], own[3], "Boats, of which", "two leave", own[4], own[5]] + [
                    "Of the first", "and of the second",
                ])
    }

    @Test func `blocks with styles are headings, items and quotes`() throws {
        let own = ScriptedBodyTests.paragraphs
        let blocks =
            [(#""style":"h2""#, "Of the quay"), (#""style":"blockquote""#, own[0]), (#""listItem":"bullet","style":"normal""#, own[1])]
            + own[2...].map { (#""style":"normal""#, $0) }
        let elements = blocks.map {
            #"{"_type":"block",\#($0),"children":[{"_type":"span","text":"\#($1.prefix(9))"},{"_type":"span","text":"\#($1.dropFirst(9))"}]}"#
        }
        let data = #"{"title":"The harbour opens again","body":[\#(elements.joined(separator: ","))]}"#
        let html = try bodyHTML(data)
        #expect(
            html == "<h2>Of the quay</h2><blockquote><p>\(own[0])</p></blockquote><ul><li>\(own[1])</li></ul>"
                + own[2...].map { "<p>\($0)</p>" }.joined())
    }

    @Test func `a quote that has its element is in one`() throws {
        let own = ScriptedBodyTests.paragraphs
        let quote = #"{"name":"core/quote","innerHTML":"<blockquote><p>\#(own[0])</p></blockquote>"}"#
        let blocks = [quote] + own[1...].map { #"{"name":"core/paragraph","innerHTML":"<p>\#($0)</p>"}"# }
        let data = #"{"title":"The harbour opens again","blocks":[\#(blocks.joined(separator: ","))]}"#
        let html = try bodyHTML(data)
        #expect(html == "<blockquote><p>\(own[0])</p></blockquote>" + own[1...].map { "<p>\($0)</p>" }.joined())
    }

    @Test func `a quote with a quote in it is in one`() throws {
        let own = ScriptedBodyTests.paragraphs
        let inner = #"{"type":"html","html":"<blockquote>\#(own[1])</blockquote>"}"#
        let quote = #"{"type":"quote","children":[{"type":"paragraph","text":"\#(own[0])"},\#(inner)]}"#
        let blocks = [quote] + own[2...].map { #"{"type":"paragraph","text":"\#($0)"}"# }
        let html = try bodyHTML(#"{"title":"The harbour opens again","blocks":[\#(blocks.joined(separator: ","))]}"#)
        #expect(
            html == "<blockquote><p>\(own[0])</p><blockquote><p>\(own[1])</p></blockquote></blockquote>"
                + own[2...].map { "<p>\($0)</p>" }.joined())
    }

    private static let text = paragraphs.map { "<p>\($0)</p>" }.joined()
    private static let other = (1...30).map { "<p>Of dog \($0), \(Pages.sentence)</p>" }.joined()
    /// Names of texts that are none of an article, and of those that are one's where there is no other.
    private static let besideNames = [
        "adHtml", "bannerText", "ctaText", "faqHtml", "footerHtml", "menuHtml", "nextArticle", "recommendedText", "relatedHtml",
        "sidebarHtml", "promoText", "navigationHtml", "authorText", "aboutHtml", "sponsoredText", "policyText", "moreFrom", "imageGallery",
        "textThread", "articleVideo", "commentText",
    ]
    private static let perhapsNames = [
        "dataHtml", "galleryHtml", "imageText", "introtext", "layoutHtml", "moreText", "newsletterText", "templateBody",
        "threadText", "videoText",
    ]

    @Test(arguments: besideNames + perhapsNames)
    func `a longer text by a name of something else is not the article's`(_ name: String) throws {
        let data = #"{"title":"The harbour opens again","\#(name)":"\#(ScriptedBodyTests.other)","articulo":"\#(ScriptedBodyTests.text)"}"#
        #expect(try ScriptedPage.body("<script type='application/json'>\(data)</script>") == ScriptedBodyTests.paragraphs)
    }

    @Test(arguments: perhapsNames)
    func `a text of what may be an article is one where there is no other`(_ name: String) throws {
        let data = #"{"title":"The harbour opens again","\#(name)":"\#(ScriptedBodyTests.text)"}"#
        let script = "<script type='application/json'>\(data)</script>"
        #expect(try ScriptedPage.body(script) == ScriptedBodyTests.paragraphs)
        let shown = "A ferry left at noon, the master of the harbour said on Monday."
        #expect(try ScriptedPage.body("<main><h1>The harbour opens again</h1><p>\(shown)</p></main>" + script) == [shown])
        let teaser = "In paragraph 1, the council met on Tuesday evening, spoke for two hours."
        let page = try ScriptedPage.body("<main><h1>The harbour opens again</h1><p>\(teaser)</p></main>" + script)
        #expect(page == ScriptedBodyTests.paragraphs)
    }

    @Test(arguments: ["contentWithAds", "content_with_images", "body_without_video"])
    func `what a text is called to have is none of its name`(_ name: String) throws {
        let data = #"{"title":"The harbour opens again","\#(name)":"\#(ScriptedBodyTests.text)","dogs":"\#(ScriptedBodyTests.other)"}"#
        #expect(try ScriptedPage.body("<script type='application/json'>\(data)</script>") == ScriptedBodyTests.paragraphs)
    }

    @Test(arguments: [
        "articleWithRelated", "articleWithRelated({})", "pageWithSidebar", "newsletter", "newsletterIssue", "comment", "commentPiece",
        "relatedArticles", "recommended", "sidebar",
    ])
    func `what bears the headline below other articles is one where there is no other`(_ name: String) throws {
        let article = #"{"title":"The harbour opens again","body":"\#(ScriptedBodyTests.text)"}"#
        for form in [article, #"{"main":\#(article)}"#, "[\(article)]"] {
            let script = #"<script type='application/json'>{"\#(name)":\#(form)}</script>"#
            // Of the page's comment there is one.
            let isReaders = name == "comment" && form.hasPrefix("[")
            #expect(try ScriptedPage.body(script) == (isReaders ? [] : ScriptedBodyTests.paragraphs))
        }
    }

    @Test(arguments: ["comments", "articleComments", "replies", "relatedArticles", "newsletter", "recommended", "sidebar", "comment"])
    func `what bears the headline below other articles goes behind the page's own`(_ name: String) throws {
        let reply = #""\#(name)":[{"subject":"The harbour opens again","body":"\#(ScriptedBodyTests.other)"}]"#
        for own in ["body", "reportage", "videoText"] {
            let data = #"{"title":"The harbour opens again","\#(own)":"\#(ScriptedBodyTests.text)",\#(reply)}"#
            #expect(try ScriptedPage.body("<script type='application/json'>\(data)</script>") == ScriptedBodyTests.paragraphs)
        }
        let shown = "A ferry left at noon, the master of the harbour said on Monday."
        let page = "<main><h1>The harbour opens again</h1><p>\(shown)</p></main><script type='application/json'>{\(reply)}</script>"
        #expect(try ScriptedPage.body(page) == [shown])
    }

    @Test(arguments: [
        "comments", "articleComments", "replies", "comment", "articleComment", "commentThread", "commentData", "commentList",
        "comment_items",
        "commentFeed", "commentSection", "commentlist",
    ])
    func `what readers wrote is never the article`(_ name: String) throws {
        let reply = #"{"subject":"The harbour opens again","body":"\#(ScriptedBodyTests.other)"}"#
        #expect(try ScriptedPage.body(#"<script type='application/json'>{"\#(name)":[\#(reply)]}</script>"#).isEmpty)
        guard name.contains("comment"), !name.hasSuffix("omment") else { return }
        #expect(try ScriptedPage.body(#"<script type='application/json'>{"\#(name)":{"posts":[\#(reply)]}}</script>"#).isEmpty)
    }

    @Test func `blocks by a name that ends in a usual one are read`() throws {
        let blocks = ScriptedBodyTests.paragraphs.map { #"{"type":"paragraph","text":"\#($0)"}"# }.joined(separator: ",")
        let data = #"{"title":"The harbour opens again","bodyBlocks":[\#(blocks)]}"#
        #expect(try ScriptedPage.body("<script type='application/json'>\(data)</script>") == ScriptedBodyTests.paragraphs)
    }

    @Test func `a list by any name is the text where most of it says that it is paragraphs`() throws {
        func data(_ type: String, _ name: String = "parrafos") -> String {
            let blocks = ScriptedBodyTests.paragraphs.map { #"{"type":"\#(type)","text":"\#($0)"}"# }.joined(separator: ",")
            return #"<script type="application/json">{"title":"The harbour opens again","\#(name)":[\#(blocks)]}</script>"#
        }
        #expect(try ScriptedPage.body(data("paragraph")) == ScriptedBodyTests.paragraphs)
        #expect(try ScriptedPage.body(data("card")).isEmpty)
        #expect(try ScriptedPage.body(data("paragraph", "footerRows")).isEmpty)
    }

    @Test func `trees of HTML are read by their elements`() throws {
        let own = ScriptedBodyTests.paragraphs
        func element(_ tag: String, _ children: String...) -> String {
            #"{"type":"element","tagName":"\#(tag)","properties":{},"children":[\#(children.joined(separator: ","))]}"#
        }
        func text(_ text: some StringProtocol) -> String { #"{"type":"text","value":"\#(text)"}"# }
        let linked = element(
            "p", text("\(own[0].prefix(9))"), element("a", text(own[0].dropFirst(9).prefix(9))), text(own[0].dropFirst(18)))
        let blocks =
            [linked, text("\\n"), element("h2", text("Of the quay")), element("figure", element("figcaption", text("A quay")))]
            + [element("ul", element("li", text(own[1])), element("li", text(own[2]))), element("blockquote", element("p", text(own[3])))]
            + [element("div", element("p", text(own[4]))), element("style", text("p {}"))]
        let tree = #"{"type":"root","children":[\#(blocks.joined(separator: ","))]}"#
        let html = try bodyHTML(#"{"title":"The harbour opens again","body":\#(tree)}"#)
        #expect(
            html == "<p>\(own[0])</p><h2>Of the quay</h2><ul><li>\(own[1])</li><li>\(own[2])</li></ul>"
                + "<blockquote><p>\(own[3])</p></blockquote><p>\(own[4])</p>")
    }

    @Test func `texts of a container are paragraphs, and pieces of a line are not`() throws {
        let own = ScriptedBodyTests.paragraphs
        let texts = own.map { #"{"type":"text","text":"\#($0)"}"# }.joined(separator: ",")
        let container = #"{"title":"The harbour opens again","body":{"type":"container","children":[\#(texts)]}}"#
        #expect(try ScriptedPage.body("<script type='application/json'>\(container)</script>") == own)
    }

    private func bodyHTML(_ data: String) throws -> String? {
        let title = "<title>The harbour opens again</title><meta property='og:title' content='The harbour opens again'>"
        let page = "\(title)<script type='application/json'>\(data)</script>"
        return try PageReader.read(Array(page.utf8), url: "https://www.example.org/a").content.bodyHTML
    }

    /// A string of JSON, as a value in JSON.
    private func quoted(_ data: String) -> String { "\"" + data.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"" }

    @Test func `a text that is written as data in a string is read`() throws {
        let blocks = ScriptedBodyTests.paragraphs.map { #"{"key":"a","text":"\#($0)","type":"unstyled","data":{}}"# }
        let text = #"{"blocks":[\#(blocks.joined(separator: ","))],"entityMap":{}}"#
        let data = #"{"title":"The harbour opens again","content":\#(quoted(text))}"#
        #expect(try ScriptedPage.body("<script type='application/json'>\(data)</script>") == ScriptedBodyTests.paragraphs)
        let state = #"{"state":\#(quoted(data))}"#
        #expect(try ScriptedPage.body("<script type='application/json'>\(state)</script>") == ScriptedBodyTests.paragraphs)
        let linked = #"{"@type":"NewsArticle","headline":"The harbour opens again","articleBody":\#(quoted(text))}"#
        #expect(try ScriptedPage.body("<script type='application/ld+json'>\(linked)</script>") == ScriptedBodyTests.paragraphs)
    }

    @Test(arguments: ["layoutConfig", "structured", "content", "body"])
    func `data in a string that is no text is none`(_ name: String) throws {
        let items = (1...40).map { #"{"header":"red fox and green \#($0)","@context":"https://schema.org","wide":true}"# }
        for config in [#"{ "rows": [\#(items.joined(separator: ","))]}"#, #"{ "rows": [\#(items.joined(separator: ","))]} and more"#] {
            let data = #"{"title":"The harbour opens again","\#(name)":\#(quoted(config))}"#
            #expect(try ScriptedPage.body("<script type='application/json'>\(data)</script>").isEmpty)
        }
    }

    @Test func `a text may begin in brackets`() throws {
        let lines = [#"[“Boats”, at noon] they say"#] + ScriptedBodyTests.paragraphs
        let data = #"{"title":"The harbour opens again","body":"\#(lines.joined(separator: #"\n"#))"}"#
        #expect(try ScriptedPage.body("<script type='application/json'>\(data)</script>") == lines)
        let quoted = data.replacing("“", with: #"\""#).replacing("”", with: #"\""#)
        #expect(try ScriptedPage.body("<script type='application/json'>\(quoted)</script>").dropFirst() == lines.dropFirst())
    }

    @Test(arguments: [
        ("titulo", "cuerpo"), ("titel", "inhalt"), ("h1", "transcript"), ("heading_text", "reportage"), ("seoTitle", "montage"),
    ])
    func `a headline and a text by names of other languages are read`(_ title: String, _ text: String) throws {
        let own = ScriptedBodyTests.paragraphs.map { "<p>\($0)</p>" }.joined()
        let data = #"{"\#(title)":"The harbour opens again","\#(text)":"\#(own)"}"#
        #expect(try ScriptedPage.body("<script type='application/json'>\(data)</script>") == ScriptedBodyTests.paragraphs)
    }

    @Test(arguments: [
        "aboutAuthor", "privacy", "cookie_policy", "shortdescription", "Keywords", "authorBio", "authorbio", "teasertext", "customcss",
        "legaltext",
    ])
    func `what stands beside a text by its name is none`(_ name: String) throws {
        let own = ScriptedBodyTests.paragraphs.map { "<p>\($0)</p>" }.joined()
        #expect(
            try ScriptedPage.body(#"<script type="application/json">{"title":"The harbour opens again","\#(name)":"\#(own)"}</script>"#)
                .isEmpty)
        #expect(
            try ScriptedPage.body(#"<script type="application/json">{"\#(name)":"The harbour opens again","body":"\#(own)"}</script>"#)
                .isEmpty)
    }

    @Test func `a text by a name that is not known is read, and with marks of a system in it`() throws {
        let lines = ScriptedBodyTests.paragraphs.map { "\($0) {{ad}}" }
        let data = #"{"title":"The harbour opens again","cuerpo":"\#(lines.joined(separator: #"\n"#))"}"#
        #expect(try ScriptedPage.body("<script type='application/json'>\(data)</script>") == lines)
    }

    /// What may stand beside a headline in a program's data, and is not the article's text: a name and a value each.
    private static let others = [
        #""embedHtml":"<p><iframe src='https://play.example.com/\#(String(repeating: "a", count: 500))'></iframe></p>""#,
        #""body":"<p><iframe src='https://play.example.com/\#(String(repeating: "a", count: 500))'></iframe></p>""#,
        #""content":"https://img.example.com/a.jpg?key=\#(String(repeating: "4f3a", count: 200))""#,
        #""comments":["\#(paragraphs.joined(separator: #"",""#))"]"#,
        #""tags":["\#((1...90).map { "harbour \($0)" }.joined(separator: #"",""#))"]"#,
    ]

    @Test(arguments: others)
    func `addresses, films, tags and comments take no text's place`(other: String) throws {
        let shown = "<main><h1>The harbour opens again</h1><p>A ferry left at noon, the master of the harbour said on Monday.</p></main>"
        let script = #"<script type="application/json">{"title":"The harbour opens again",\#(other)}</script>"#
        #expect(try ScriptedPage.body(shown + script) == ["A ferry left at noon, the master of the harbour said on Monday."])
    }

    @Test func `what is sold is not taken from a program`() throws {
        let own = ScriptedBodyTests.paragraphs.map { "<p>\($0)</p>" }.joined()
        func page(isFree: Bool) throws -> [String] {
            try ScriptedPage.body(
                #"<script type="application/ld+json">{"@type":"NewsArticle","headline":"The harbour opens again","isAccessibleForFree":\#(isFree)}</script>"#
                    + "<main><h1>The harbour opens again</h1><p>A ferry left at noon, the master of the harbour said on Monday.</p></main>"
                    + #"<script type="application/json">{"title":"The harbour opens again","body":"\#(own)"}</script>"#)
        }
        #expect(try page(isFree: false) == ["A ferry left at noon, the master of the harbour said on Monday."])
        #expect(try page(isFree: true) == ScriptedBodyTests.paragraphs)
    }

    @Test func `a text that a rule found stays, however short`() throws {
        let own = ScriptedBodyTests.paragraphs.map { "<p>\($0)</p>" }.joined()
        let page =
            "<title>The harbour opens again</title><h1>The harbour opens again</h1><div class=flash>A ferry left at noon.</div>"
            + #"<script type="application/json">{"title":"The harbour opens again","body":"\#(own)"}</script>"#
        let hints = PageHints(extract: ["body": "//div[@class='flash']"])
        let article = try PageReader.read(Array(page.utf8), url: "https://www.example.org/a", hints: hints)
        #expect(article.content.bodyText == "A ferry left at noon.")
    }

    @Test func `data without the headline is none of the article's`() throws {
        let other = String(repeating: "<p>Another story, \(Pages.sentence)</p>", count: 12)
        #expect(try ScriptedPage.body(#"<script type="application/json">{"title":"Another story","content":"\#(other)"}</script>"#).isEmpty)
    }
}
