import NewsModel
import Testing

@testable import PageReading

/// Which of the texts in an object of a page's program is the article's.
@Suite struct ScriptedBodyChoiceTests {
    private static let paragraphs = ScriptedPage.paragraphs
    private static let text = paragraphs.map { "<p>\($0)</p>" }.joined()
    private static let other = (1...30).map { "<p>Of dog \($0), \(Pages.sentence)</p>" }.joined()

    @Test(arguments: [
        "paywallHtml", "offerHtml", "transcript", "widgetHtml", "subscribeText", "rights", "correctionsText", "disclosures",
    ])
    func `another text takes no short report's place, however long`(_ name: String) throws {
        let own = Array(ScriptedBodyChoiceTests.paragraphs.prefix(3))
        let brief = own.map { "<p>\($0)</p>" }.joined()
        let blocks = (1...30).map { #"{"type":"paragraph","text":"Of dog \#($0), \#(Pages.sentence)"}"# }.joined(separator: ",")
        for other in [#""\#(ScriptedBodyChoiceTests.other)""#, "[\(blocks)]"] {
            let data = #"{"title":"The harbour opens again","body":"\#(brief)","\#(name)":\#(other)}"#
            #expect(try ScriptedPage.body("<script type='application/json'>\(data)</script>") == own)
        }
    }

    @Test(arguments: ["ttsText", "searchText", "plainText", "bodyPlain", "pageHtml", "allText"])
    func `a dump with the text in it takes no text's place`(_ name: String) throws {
        let own = ScriptedBodyChoiceTests.paragraphs
        let blocks = own.map { #"{"type":"paragraph","text":"\#($0)"}"# } + [#"{"type":"heading","text":"Of the quay"}"#]
        let text = own.joined(separator: " ")
        for dump in [
            "You are listening to the Coast. By Ann First. \(text) Of the quay. \(String(repeating: "Subscribe today. ", count: 40))",
            "\(text) Of the quay. \(String(repeating: "Subscribe today. ", count: 40))",
            ScriptedBodyChoiceTests.text + "<h2>Of the quay</h2><h2>Related</h2>" + ScriptedBodyChoiceTests.other,
        ] {
            let data = #"{"title":"The harbour opens again","body":[\#(blocks.joined(separator: ","))],"\#(name)":"\#(dump)"}"#
            #expect(try ScriptedPage.body("<script type='application/json'>\(data)</script>") == own + ["Of the quay"])
        }
    }

    @Test(arguments: ["todo", "articulo", "plainText", "fullBody"])
    func `a text that is cut is a teaser of one that goes on`(_ name: String) throws {
        let own = ScriptedBodyChoiceTests.paragraphs
        let start = own.prefix(3).map { "<p>\($0)</p>" }.joined()
        for cut in [
            "<p>\(own[3].prefix(60))", "<p>\(own[3].prefix(60))…</p>", "<p>Read the whole story of the harbour that opens again.</p>",
        ] {
            let data = #"{"title":"The harbour opens again","body":"\#(start + cut)","\#(name)":"\#(ScriptedBodyChoiceTests.text)"}"#
            #expect(try ScriptedPage.body("<script type='application/json'>\(data)</script>") == own)
        }
    }

    @Test(arguments: ["fullBody", "articleHtml", "storyMarkup", "extended", "premiumText", "copy"])
    func `a text that goes on behind another is the whole, however little more it has`(_ name: String) throws {
        let own = ScriptedBodyChoiceTests.paragraphs
        for count in 3...5 {
            let paragraphs = own.prefix(count).map { "<p>\($0)</p>" }.joined()
            for start in [paragraphs, paragraphs.dropLast(64) + "…</p>"] {
                let data = #"{"title":"The harbour opens again","body":"\#(start)","\#(name)":"\#(ScriptedBodyChoiceTests.text)"}"#
                #expect(try ScriptedPage.body("<script type='application/json'>\(data)</script>") == own)
            }
            let headed = paragraphs + "<h2>Of the quay</h2>" + own.dropFirst(count).map { "<p>\($0)</p>" }.joined()
            let data = #"{"title":"The harbour opens again","body":"\#(paragraphs)","\#(name)":"\#(headed)"}"#
            #expect(
                try ScriptedPage.body("<script type='application/json'>\(data)</script>")
                    == own.prefix(count) + ["Of the quay"] + own.dropFirst(count))
        }
    }

    @Test(arguments: ["fullBody", "articleText", "mainBody"])
    func `a text by a name of a whole is one, whatever stands above its beginning`(_ name: String) throws {
        let own = ScriptedBodyChoiceTests.paragraphs
        let start = own.prefix(5).map { "<p>\($0)</p>" }.joined()
        let data =
            #"{"title":"The harbour opens again","body":"\#(start)","\#(name)":"<p>Harbour</p>\#(ScriptedBodyChoiceTests.text)"}"#
        #expect(try ScriptedPage.body("<script type='application/json'>\(data)</script>") == ["Harbour"] + own)
    }

    @Test(arguments: ["fullBody", "contentBody", "bodyParagraphs", "tresc", "noidung"])
    func `the whole goes before a teaser by a usual name`(_ name: String) throws {
        let own = ScriptedBodyChoiceTests.paragraphs
        func markup(_ lines: some Sequence<String>) -> String { lines.map { "<p>\($0)</p>" }.joined() }
        for teaser in [markup(own.prefix(4)), own.prefix(4).joined(separator: " "), markup((1...4).map { "Of \($0), \(Pages.sentence)" })] {
            let whole = teaser.contains("Of 1") ? own + own + own : own
            let data = #"{"title":"The harbour opens again","content":"\#(teaser)","\#(name)":"\#(markup(whole))"}"#
            #expect(try ScriptedPage.body("<script type='application/json'>\(data)</script>") == whole)
        }
    }

    @Test func `a longer text goes before one of a usual name only where that is a teaser`() throws {
        let data =
            #"{"title":"The harbour opens again","body":"\#(ScriptedBodyChoiceTests.text)","dogs":"\#(ScriptedBodyChoiceTests.other)"}"#
        #expect(try ScriptedPage.body("<script type='application/json'>\(data)</script>") == ScriptedBodyChoiceTests.paragraphs)
    }

    @Test func `the longest of texts by usual names is read`() throws {
        func markup(_ lines: some Sequence<String>) -> String { lines.map { "<p>\($0)</p>" }.joined() }
        let own = ScriptedBodyChoiceTests.paragraphs
        let data = #"{"title":"The harbour opens again","text":"\#(markup(own.prefix(3)))","cuerpo":"\#(markup(own + own))"}"#
        #expect(try ScriptedPage.body("<script type='application/json'>\(data)</script>") == own + own)
    }
}
