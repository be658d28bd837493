import NewsModel
import PageReading
import Testing

/// Where on a page the dates of its article stand, and where those of other articles.
@Suite struct PageDatePlaceTests {
    private static let list = """
        <div class='more-list'><h3>More stories</h3><div><a href='/x1'>Another story of the coast and its people</a>
        <time class='entry-date published' datetime='2026-01-05T10:00:00Z'>5 January</time>
        <time class='updated' datetime='2026-01-07T10:00:00Z'>7 January</time></div><div><a href='/x2'>A third story of the coast and its boats</a>
        <time class='entry-date published' datetime='2025-12-01T10:00:00Z'>1 December</time></div></div>
        """

    private func read(headline: String, dates: String, around: String = "div") throws -> ArticleContent {
        let text = String(repeating: "<p>\(Pages.sentence)</p>", count: 5)
        let page = """
            <html lang='en'><title>The harbour opens again</title><main><\(around) class='story-wrap'>\(headline)\(dates)
            <div class='text'>\(text)</div></\(around)>\(PageDatePlaceTests.list)</main></html>
            """
        return try PageReader.read(Array(page.utf8), url: "https://www.coastnews.example/a/b").content
    }

    @Test(arguments: ["<div class='title'>The harbour opens again</div>", "<h1>The harbour opens again</h1>", ""])
    func `dates of other stories behind the text are not the article's, whatever its headline stands in`(headline: String) throws {
        let own = try read(headline: headline, dates: "<time datetime='2026-03-12T10:00:00Z'>12 March</time>")
        #expect(own.publishedAt?.description == "2026-03-12T10:00:00Z")
        #expect(own.updatedAt == nil)
        #expect(try read(headline: headline, dates: "").publishedAt == nil)
    }

    @Test func `the foot of the part that holds headline and text tells the date`() throws {
        let text = String(repeating: "<p>\(Pages.sentence)</p>", count: 5)
        let foot = "<div class='post-footer'>Written at <abbr class='published' title='2026-03-12T10:00:00Z'>10:00</abbr></div>"
        let page = """
            <html lang='en'><title>The harbour opens again</title><div><div class='post'><h3>The harbour opens again</h3>
            <div class='text'>\(text)</div>\(foot)</div>\(PageDatePlaceTests.list)</div></html>
            """
        let content = try PageReader.read(Array(page.utf8), url: "https://www.coastnews.example/a/b").content
        #expect(content.publishedAt?.description == "2026-03-12T10:00:00Z")
    }

    @Test func `an aside above the article's text tells its date, unless it is about something else`() throws {
        let text = String(repeating: "<p>\(Pages.sentence) \(Pages.sentence)</p>", count: 5)
        func read(_ aside: String, below: String = "") throws -> String? {
            let page = """
                <html lang='en'><title>The harbour opens again</title><article><h1>The harbour opens again</h1><div>
                <p>By <a href='/ann'>Ann First-Harbourmaster</a></p>\(below)<aside>\(aside)</aside>\(text)</div></article></html>
                """
            return try PageReader.read(Array(page.utf8), url: "https://www.coastnews.example/a/b").content.publishedAt?.description
        }
        let date = "<ul><li class='meta__date'>12 March 2026</li><li><a href='/print'>Print</a></li></ul>"
        #expect(try read(date) == "2026-03-12")
        #expect(try read(date, below: "<p>\(Pages.sentence) \(Pages.sentence)</p>") == nil)
        #expect(try read("<h3>The vote</h3>\(date)") == nil)
        #expect(try read(date + date.replacing("2026", with: "2025")) == nil)
        #expect(try read("\(date)<a href='/x1'>Another story of the coast and its people</a>") == nil)
        let labelled = "<span>Published 12 March 2026</span><span class='date'>Updated 13 March 2026</span>"
        #expect(try read(labelled.replacing("<span>", with: "<span class='date'>")) == "2026-03-12")
        #expect(try read("<h3>The book</h3>\(labelled)") == nil)
    }

    private func readDate(
        _ date: String, above: String = "", language: String = "en"
    ) throws -> String? {
        let text = String(repeating: "<p>\(Pages.sentence) \(Pages.sentence)</p>", count: 5)
        let page = """
            <html lang='\(language)'><title>The harbour opens again</title>\(above)<div><h1>The harbour opens again</h1>\(date)<div>\(text)</div></div></html>
            """
        let url = "https://www.coastnews.example/a/b"
        return try PageReader.read(Array(page.utf8), contentType: "text/html; charset=utf-8", url: url).content.publishedAt?.description
    }

    @Test(arguments: [
        ("ru", "Сегодня 15 марта 2026, воскресенье", "12.03.2026"), ("en", "Today: 15 March 2026", "12 March 2026"),
        ("es", "Hoy, 15 de marzo de 2026", "12 de marzo de 2026"),
    ])
    func `the day of the visit in the page's head is no publication`(_ language: String, _ today: String, _ date: String) throws {
        let head = "<div class='date'>\(today)</div>"
        #expect(try readDate("<span class='date'>\(date)</span>", above: head, language: language) == "2026-03-12")
        #expect(try readDate("", above: head, language: language) == nil)
    }

    @Test(arguments: [
        ("en", "12/3/2026", "2026-03-12"), ("en", "<span>Mar</span><span>12</span><span>2026</span>", "2026-03-12"),
        ("ar", "١٢ مارس ٢٠٢٦", "2026-03-12"), ("ar", "١٢/٣/٢٠٢٦", "2026-03-12"),
    ])
    func `a date told once more to those who listen is one date`(_ language: String, _ date: String, _ day: String) throws {
        let twice =
            "<div class='date'><span class='screen-reader-text'>Published On \(date)</span><span aria-hidden='true'>\(date)</span></div>"
        #expect(try readDate(twice, language: language) == day)
    }

    @Test(arguments: [
        ("en", "<div class='meta-date'><span class='published'>Published: 12 March 2026, 08:17</span><span>2 min read</span></div>"),
        ("en", "<p>12<sup>th</sup> March 2026, 08:17</p>"), ("en", "<p>12 <i>M</i>arch 20<span>26</span>, 08:17</p>"),
        ("zh", "<div>2026年<b>03月12日</b>08:17 | 来源：<a href='/'>海岸报</a></div>"),
        ("uk", "<div class='author'>Світлана Коваль</div><p>Світлана Коваль — 12 березня 2026, 08:17</p>"),
    ])
    func `a line of more than a date tells the time of the day`(_ language: String, _ line: String) throws {
        let meta = "<meta name='publishdate' content='2026-03-12'>"
        #expect(try readDate(line, above: meta, language: language) == "2026-03-12T08:17:00Z")
    }

    @Test func `a line of the article that begins with this day is its date`() throws {
        let page =
            "<article><p class='date'>Today, 12 March 2026 11:20</p><h1>The harbour opens again</h1><p>\(Pages.sentence)</p></article>"
        let url = "https://www.coastnews.example/a/b"
        #expect(try PageReader.read(Array(page.utf8), url: url).content.publishedAt?.description.prefix(10) == "2026-03-12")
    }

    @Test(arguments: [
        "<p>Hall | 12 March 2026, 20:00 | Free</p>", "<p>Concert in the hall, 12 March 2026, 20:00</p>",
        "<p>12 March 2026 | Updated | 12 March 2026, 20:00</p>",
    ])
    func `a time of something else is not taken for the day's`(_ line: String) throws {
        #expect(try readDate(line, above: "<meta name='publishdate' content='2026-03-12'>") == "2026-03-12")
    }
}
