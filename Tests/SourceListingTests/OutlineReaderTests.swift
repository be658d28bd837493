import SourceListing
import Testing

@Suite struct OutlineReaderTests {
    func items(_ text: String) -> [SourceListItem] { SourceListReader.items(in: Array(text.utf8)) }

    func opml(_ body: String) -> [SourceListItem] {
        items("<?xml version=\"1.0\"?>\n<opml version=\"2.0\"><body>\n\(body)\n</body></opml>")
    }

    @Test func `outlines around a source and its categories are its subjects`() {
        let found = opml(
            """
            <outline text="News"><outline text="World &amp; more">
              <outline type="rss" text="A" title="Agency" xmlUrl="https://a.example/rss" category="/Boston/Weather,rain,News" language="en-us"/>
            </outline></outline>
            <outline text="B" xmlUrl="https://b.example/rss"/>
            """)
        #expect(
            found == [
                .source(
                    SourceLine(
                        line: 4, name: "Agency", url: "https://a.example/rss",
                        settings: #"{"language":"en-us","subjects":["News","World & more","Boston","Weather","rain"]}"#)),
                .source(SourceLine(line: 6, name: "B", url: "https://b.example/rss")),
            ])
    }

    @Test func `a source that holds others is no subject of them`() {
        let found = opml(
            #"<outline text="A" xmlUrl="https://a.example/"><outline text="B" xmlUrl="https://b.example/"></outline></outline>"#)
        #expect(
            found == [
                .source(SourceLine(line: 3, name: "A", url: "https://a.example/")),
                .source(SourceLine(line: 3, name: "B", url: "https://b.example/")),
            ])
    }

    @Test(
        arguments: [
            (#"<outline text="A & B" xmlUrl="https://a.example/?x=1&y=2"/>"#, "A & B", "https://a.example/?x=1&y=2"),
            (#"<outline text="The "Best" feed" xmlUrl="https://a.example/"/>"#, #"The "Best" feed"#, "https://a.example/"),
            (#"<OUTLINE TITLE='A' XMLURL='https://a.example/'></OUTLINE>"#, "A", "https://a.example/"),
            (#"<outline text=A xmlUrl=https://a.example/feed/x >"#, "A", "https://a.example/feed/x"),
            ("<outline text=\"A\nB\"\n  xmlUrl=\" https://a.example/ \" />", "A B", "https://a.example/"),
            (#"<outline text="A" type="rss" url="https://a.example/"/>"#, "A", "https://a.example/"),
            (#"<outline text="A" xmlUrl="feed://a.example/x"/>"#, "A", "http://a.example/x"),
            (#"<!-- <outline xmlUrl="no"/> --><outline text="&#1575;&nbsp;x" xmlUrl="https://a.example/"/>"#, "ا x", "https://a.example/"),
        ])
    func `an outline is read however loosely it is written`(markup: String, name: String, url: String) {
        #expect(opml(markup) == [.source(SourceLine(line: 3, name: name, url: url))])
    }

    @Test func `a quote that is not closed is told, and costs its own outline alone`() {
        let found = opml("<outline text=\"A xmlUrl=\"https://a.example/\"/>\n<outline text=\"B\" xmlUrl=\"https://b.example/>\n<x/>")
        #expect(found == [3, 4].map { .problem(line: $0, "a quote in <outline> is not closed") })
        let rest = opml("<outline text=\"A>\n<outline text='B' xmlUrl='https://b.example/'/>")
        #expect(
            rest == [
                .problem(line: 3, "a quote in <outline> is not closed"), .source(SourceLine(line: 4, name: "B", url: "https://b.example/")),
            ])
    }

    @Test func `a document that breaks off says so after what stands before the break`() {
        let found = items("<opml><body><outline text='A' xmlUrl='https://a.example/'/>\n<outline text='B'")
        #expect(found.first == .source(SourceLine(line: 1, name: "A", url: "https://a.example/")))
        #expect(found.dropFirst().allSatisfy { if case .problem(line: 2, _) = $0 { true } else { false } } && found.count == 3)
    }

    @Test func `what is no OPML is told`() {
        let found = items("<rss version=\"2.0\"><channel/></rss>")
        guard case .problem(1, let message)? = found.first, found.count == 1 else {
            Issue.record("\(found)")
            return
        }
        #expect(message.contains("no <outline>"))
    }

    @Test func `UTF-16 is read by its byte order mark`() {
        let text = "<opml><body><outline text=\"ا\" xmlUrl=\"https://a.example/\"/></body></opml>"
        let units: [UInt16] = [0xFEFF] + Array(text.utf16)
        let bytes = units.flatMap { unit -> [UInt8] in [UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8)] }
        #expect(SourceListReader.items(in: bytes) == [.source(SourceLine(line: 1, name: "ا", url: "https://a.example/"))])
    }

    @Test func `quotes without end, in any number, are given up on`() {
        let text = "<opml>" + String(repeating: "<outline text=\"", count: 20_000)
        let found = items(text)
        #expect(found.count <= 52)
    }
}
