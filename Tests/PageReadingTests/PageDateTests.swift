import NewsModel
import PageReading
import Testing

/// Which of a page's dates is the publication.
@Suite struct PageDateTests {
    private func published(
        head: String = "", before: String = "", after: String = "", language: String = "en", path: String = "a/b"
    ) throws -> String? {
        let text = String(repeating: "<p>\(Pages.sentence)</p>", count: 5)
        let page = """
            <html lang='\(language)'><head>\(head)</head><body><nav>Home</nav><main><article><h1>The old bridge stays</h1>\(before)
            <div>\(text)</div></article>\(after)</main></body></html>
            """
        return try PageReader.read(
            Array(page.utf8), contentType: "text/html; charset=utf-8", url: "https://www.coastnews.example/\(path)"
        ).content.publishedAt?.description
    }

    private static func data(_ published: String, _ modified: String) -> String {
        #"<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","datePublished":"\#(published)","dateModified":"\#(modified)"}</script>"#
    }

    @Test(arguments: [
        ("2026/03/02/bridge", "2026-03-02"), ("news/2026-03/02/content_1.htm", "2026-03-02"), ("news/02-03-2026", "2026-03-02"),
        ("news/20260302-bridge", "2026-03-02"), ("2026-03-02-bridge", "2026-03-02"), ("topic/1202603021", nil), ("99-99-2026", nil),
        ("2026/bridge-03/02", nil), ("20261302", nil),
    ])
    func `an address tells the day`(_ path: String, _ day: String?) throws {
        #expect(try published(path: path) == day)
    }

    @Test func `a shown date goes before data that tells the last save twice`() throws {
        let saved = PageDateTests.data("2026-08-20T10:00:00Z", "2026-08-20T10:00:00Z")
        #expect(try published(head: saved, before: "<p>Published August 13, 2025</p>") == "2025-08-13")
        #expect(try published(head: saved, before: "<p>13 August 2025</p>") == "2025-08-13")
        #expect(try published(head: saved, before: "<p>Updated August 13, 2025</p>") == "2026-08-20T10:00:00Z")
        #expect(try published(head: saved, before: "<p>20 August 2026</p>") == "2026-08-20T10:00:00Z")
        #expect(
            try published(
                head: PageDateTests.data("2026-11-01T05:00:00Z", "2026-11-01T05:00:00Z"), before: "<p>11/01/2026</p>", language: "de")
                == "2026-11-01T05:00:00Z")
    }

    @Test func `a publication a day after its update is none, where only days are given`() throws {
        let head = PageDateTests.data("Aug 21, 2025", "Aug 20, 2025")
        #expect(try published(head: head, before: "<p>Published Apr 26, 2023</p>") == "2023-04-26")
    }

    @Test func `a shown date goes before a name that may tell when the document was made`() throws {
        let head = "<meta name='date' content='2025-12-20T11:02:44+01:00'>"
        #expect(try published(head: head, before: "<p>27 January 2026</p>") == "2026-01-27")
        #expect(try published(head: head, before: "<p>20 December 2025</p>") == "2025-12-20T10:02:44Z")
    }

    @Test func `a date alone below the headline goes before one among other words`() throws {
        let event = "<div class='event-date'>19 January 2027, 10:00–11:30 o'clock</div>"
        #expect(try published(before: event + "<p>20.12.2026</p>") == "2026-12-20")
    }

    @Test(arguments: [
        "<aside><h4>Published</h4><h3>Publish date</h3><p>15 November 2025</p></aside>",
        "<div><p>Published</p><p>Nov 15, 2025</p></div>",
    ])
    func `a date behind a label is the publication, wherever it stands`(_ markup: String) throws {
        let filler = String(repeating: "<p>Small print, with nothing in it.</p>", count: 12)
        #expect(try published(after: filler + markup) == "2025-11-15")
    }

    @Test func `a Persian month may be written with Arabic letters`() throws {
        #expect(try published(before: "<span class='date-created'>2 تير 1399</span>", language: "fa") == "2020-06-22")
    }
}
