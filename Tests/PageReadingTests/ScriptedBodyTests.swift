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

    @Test func `data without the headline is none of the article's`() throws {
        let other = String(repeating: "<p>Another story, \(Pages.sentence)</p>", count: 12)
        #expect(try body(#"<script type="application/json">{"title":"Another story","content":"\#(other)"}</script>"#).isEmpty)
    }
}
