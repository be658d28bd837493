import NewsModel
import PageReading
import Testing

/// Dates of which one statement lacks what another of the page has.
@Suite struct PageClockTests {
    private func read(head: String = "", before: String = "") throws -> PageArticle {
        let text = String(repeating: "<p>\(Pages.sentence)</p>", count: 5)
        let page = """
            <html lang='en'><head>\(head)</head><body><main><article><h1>The old bridge stays</h1>\(before)<div>\(text)</div></article></main>
            </body></html>
            """
        return try PageReader.read(Array(page.utf8), url: "https://www.coastnews.example/a/b")
    }

    @Test(arguments: [
        ("<meta name='publishdate' content='2026/03/12 10:31:40'>", "<p>Thursday, 12 Mar 2026 10:31 WIB</p>", "2026-03-12T03:31:40Z"),
        (
            "<meta name='date' content='2026-03-12T15:12:00+01:00'>", "<time datetime='2026-03-12 15:12:00'>12.03.2026</time>",
            "2026-03-12T14:12:00Z"
        ),
        ("<meta name='publishdate' content='2026-03-12 16:15'>", "<p>March 12, 2026 at 4:15 p.m. EDT</p>", "2026-03-12T20:15:00Z"),
    ])
    func `a local time takes the offset of the same clock`(_ head: String, _ before: String, _ expected: String) throws {
        let article = try read(head: head, before: before)
        #expect(article.content.publishedAt?.description == expected)
        #expect(!article.warnings.contains(.timezoneAssumed))
    }

    @Test(arguments: [
        ("2026-03-12 10:31", "2026-03-12T18:46:00+02:00"), ("2026-03-12 01:05", "2026-03-12T11:05:00Z"),
        ("2026-03-12 02:00", "2026-03-12T12:00:00Z"), ("2026-03-12 22:30", "2026-03-13T10:30:00Z"),
        ("2026-03-12 10:31", "2026-03-12T10:32:00+02:00"), ("2026-03-12 10:31", "2026-03-11T10:31:00+02:00"),
    ])
    func `the offset of another clock is not taken`(_ local: String, _ other: String) throws {
        let article = try read(
            head: "<meta name='publishdate' content='\(local)'><meta property='article:modified_time' content='\(other)'>")
        #expect(article.content.publishedAt?.description == local.replacing(" ", with: "T") + ":00Z")
        #expect(article.warnings.contains(.timezoneAssumed))
    }

    @Test func `a day takes the time that is shown of it`() throws {
        let head = "<meta name='publishdate' content='2026-03-12'>"
        #expect(try read(head: head, before: "<p>2026-03-12 10:42</p>").content.publishedAt?.description == "2026-03-12T10:42:00Z")
        #expect(try read(head: head, before: "<p>2026-03-13 10:42</p>").content.publishedAt?.description == "2026-03-12")
        #expect(try read(head: head, before: "<p>Updated 2026-03-12 10:42</p>").content.publishedAt?.description == "2026-03-12")
        // It is the publisher's day.
        #expect(try read(head: head, before: "<p>12 March 2026 23:31 EST</p>").content.publishedAt?.description == "2026-03-13T04:31:00Z")
    }

    @Test(arguments: [
        ("Concert: 12 March 2026, 20:00, town hall", "2026-03-12"), ("The doors open on 12 March 2026 at 20:00", "2026-03-12"),
        ("12 March 2026, 20:00, town hall", "2026-03-12"), ("Published 12 March 2026 at 10:42 by Ann First", "2026-03-12T10:42:00Z"),
        ("12 March 2026, 10:42 | Updated 13 March 2026, 11:00", "2026-03-12T10:42:00Z"),
    ])
    func `a day takes no time of what takes place on it`(_ line: String, _ expected: String) throws {
        let data = #"<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","datePublished":"2026-03-12"}</script>"#
        let article = try read(head: data, before: "<p>\(line)</p>")
        #expect(article.content.publishedAt?.description == expected)
        #expect(article.fields["published_at"] == (expected.count > 10 ? .text : .jsonLD))
    }

    @Test(arguments: ["dc:date dc:created", "schema:dateCreated", "schema:datePublished"])
    func `a property of any element tells the date`(property: String) throws {
        let article = try read(
            before: "<span>Thu, 03/12/2026 - 11:20</span><span property='\(property)' content='2026-03-12T11:20:00+01:00'></span>")
        #expect(article.content.publishedAt?.description == "2026-03-12T10:20:00Z")
    }
}
