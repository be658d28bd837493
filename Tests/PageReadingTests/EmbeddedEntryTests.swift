import NewsModel
import Testing

@testable import PageReading

/// Entries that are embedded in a text, as Contentful has them.
@Suite struct EmbeddedEntryTests {
    private static let paragraphs = ScriptedPage.paragraphs

    private func paragraph(_ text: String) -> String {
        #"{"nodeType":"paragraph","content":[{"nodeType":"text","value":"\#(text)"}]}"#
    }

    private func entry(_ texts: [String], _ more: String = "", type: String = "section") -> String {
        let content = texts.map(paragraph).joined(separator: ",")
        let fields = #"{"heading":"Boats",\#(more)"body":{"nodeType":"document","content":[\#(content)]}}"#
        let target = #"{"sys":{"contentType":{"sys":{"id":"\#(type)"}}},"fields":\#(fields)}"#
        return #"{"nodeType":"embedded-entry-block","data":{"target":\#(target)},"content":[]}"#
    }

    private func lines(_ nodes: [String]) throws -> [String] {
        let text = #"{"nodeType":"document","content":[\#(nodes.joined(separator: ","))]}"#
        return try ScriptedPage.body("<script type='application/json'>{\"title\":\"The harbour opens again\",\"body\":\(text)}</script>")
    }

    @Test func `embedded entries are read where they are the text's sections`() throws {
        let own = EmbeddedEntryTests.paragraphs
        #expect(try lines([paragraph(own[0])] + own[1...].map { entry([$0], #""title":"Boats","#) }) == own)
        #expect(try lines(own.map(paragraph) + [entry(["Boats leave at noon."])]) == own)
    }

    @Test(arguments: [
        #""headline":"Boats","slug":"boats","#, #""name":"Boats","url":"/boats","#, #""title":"Boats","path":"/boats","#, "",
    ])
    func `an entry beside a text is a box or a text of its own`(_ more: String) throws {
        let own = EmbeddedEntryTests.paragraphs
        let others = (1...20).map { "Of dog \($0), \(Pages.sentence)" }
        #expect(try lines(own.map(paragraph) + [entry(others, more)]) == own)
    }

    @Test(arguments: [
        (#""title":"Boats","href":"/boats","#, "section"), (#""title":"Boats","slug":"boats","publishedAt":"2026-03-02","#, "section"),
        ("", "newsletterSignup"), ("", "author"), ("", "ctaBlock"), ("", "relatedArticles"), ("", "article"), ("", "faqItem"),
    ])
    func `entries that are boxes or texts of their own are no sections`(_ more: String, _ type: String) throws {
        let own = EmbeddedEntryTests.paragraphs
        let others = (1...9).map { entry(["Of dog \($0), \(Pages.sentence)"], more, type: type) }
        #expect(try lines([paragraph(own[0])] + others).isEmpty)
        #expect(try lines([paragraph(own[0])] + others + own[1...].map { entry([$0], type: "articleSection") }) == own)
    }

    @Test func `sections with anchors are read where there is no other text`() throws {
        let own = EmbeddedEntryTests.paragraphs
        #expect(try lines([paragraph(own[0])] + own[1...].map { entry([$0], #""title":"Boats","slug":"boats","#) }) == own)
    }
}
