import NewsModel
import PageReading
import Testing

/// Pages whose article stands in the data of their program alone.
@Suite struct ScriptedBodyTests {
    private static let paragraphs = (1...6).map { "In paragraph \($0), \(Pages.sentence)" }

    private func body(_ scripts: String) throws -> [String] {
        let page =
            "<html lang='en'><title>The harbour opens again</title><meta property='og:title' content='The harbour opens again'><div id='app'></div>\(scripts)"
        let text = try PageReader.read(Array(page.utf8), url: "https://www.example.org/a").content.bodyText ?? ""
        return text.split(separator: "\n").map(String.init)
    }

    @Test func `the text of the object with the headline is read`() throws {
        let own = ScriptedBodyTests.paragraphs.map { "<p>\($0)</p>" }.joined()
        let other = String(repeating: "<p>Another story, \(Pages.sentence)</p>", count: 12)
        let data =
            #"{"props":{"next":{"title":"Another story","content":"\#(other)"},"post":{"title":{"rendered":"The harbour opens again"},"id":7,"content":{"rendered":"\#(own)"}}}}"#
        #expect(try body("<script id='__NEXT_DATA__' type='application/json'>\(data)</script>") == ScriptedBodyTests.paragraphs)
    }

    @Test func `paragraphs may stand in a list`() throws {
        let elements = ScriptedBodyTests.paragraphs.map { #"{"type":"text","content":"\#($0)"}"# }.joined(separator: ",")
        let data = #"{"page":{"headlines":{"basic":"The harbour opens again"},"content_elements":[\#(elements)]}}"#
        #expect(try body("<script type='application/json'>\(data)</script>") == ScriptedBodyTests.paragraphs)
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
            try body("<script type='application/json'>\(data)</script>")
                == [own[0], "Of the quay", own[1], own[2], own[3], "In the end, boats leave."])
    }

    @Test func `what is less than something stays in a text without markup`() throws {
        let lines = ["Where x<y and <b holds, AT&T fell."] + ScriptedBodyTests.paragraphs
        let data = #"{"title":"The harbour opens again","body":"\#(lines.joined(separator: #"\n"#))"}"#
        #expect(try body("<script type='application/json'>\(data)</script>") == lines)
    }

    @Test(arguments: [
        #"{"type":"paragraph","text":"TEXT","items":[]}"#, #"{"type":"paragraph","data":{},"children":[{"text":"TE"},{"text":"XT"}]}"#,
        #"{"_type":"block","children":[{"_type":"span","text":"TE"},{"_type":"span","text":"XT"}]}"#,
        #"{"nodeType":"paragraph","content":[{"nodeType":"text","value":"TEXT"}]}"#,
        #"{"__typename":"ArticleParagraph","text":"TEXT"}"#, #"{"type":"paragraph","data":{"text":"TEXT"}}"#,
    ])
    func `paragraphs of several systems are read`(_ form: String) throws {
        let lines = ScriptedBodyTests.paragraphs + ["Where x <y, boats leave."]
        let elements = lines.map { line in
            form.replacing("TEXT", with: line).replacing("TE\"", with: "\(line.prefix(9))\"").replacing(
                "XT\"", with: "\(line.dropFirst(9))\"")
        }
        let data = #"{"title":"The harbour opens again","blocks":[\#(elements.joined(separator: ","))]}"#
        #expect(try body("<script type='application/json'>\(data)</script>") == lines)
    }

    @Test func `a text by a name that is not known is read, and with marks of a system in it`() throws {
        let lines = ScriptedBodyTests.paragraphs.map { "\($0) {{ad}}" }
        let data = #"{"title":"The harbour opens again","cuerpo":"\#(lines.joined(separator: #"\n"#))"}"#
        #expect(try body("<script type='application/json'>\(data)</script>") == lines)
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
        #expect(try body(shown + script) == ["A ferry left at noon, the master of the harbour said on Monday."])
    }

    @Test func `what is sold is not taken from a program`() throws {
        let own = ScriptedBodyTests.paragraphs.map { "<p>\($0)</p>" }.joined()
        func page(isFree: Bool) throws -> [String] {
            try body(
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
        #expect(try body(#"<script type="application/json">{"title":"Another story","content":"\#(other)"}</script>"#).isEmpty)
    }
}
