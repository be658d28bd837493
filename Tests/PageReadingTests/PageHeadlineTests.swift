import NewsModel
import PageReading
import Testing

/// What of a page's headings and titles is the headline.
@Suite struct PageHeadlineTests {
    private func headline(title: String, shared: String? = nil, heading: String, before: String = "") throws -> String? {
        let shared = shared.map { "<meta property='og:title' content='\($0)'>" } ?? ""
        let text = String(repeating: "<p>\(Pages.sentence)</p>", count: 5)
        let page = """
            <html lang='en'><head><title>\(title)</title>\(shared)</head><body>\(before)<main><article>\(heading)
            <div>\(text)</div></article></main></body></html>
            """
        return try PageReader.read(Array(page.utf8), contentType: "text/html; charset=utf-8", url: "https://www.coastnews.example/a/b")
            .content.headline
    }

    @Test(arguments: [
        "<h1>Dec 18 2025 The old bridge stays</h1>", "<h1>27.01.2026The old bridge stays</h1>",
        "<h1><span>Town hall</span> The old bridge stays</h1>",
    ])
    func `what stands before the headline within its heading is left out where another title says so`(_ heading: String) throws {
        #expect(try headline(title: "The old bridge stays", shared: "The old bridge stays", heading: heading) == "The old bridge stays")
    }

    @Test func `an article at the beginning is no line above the headline`() throws {
        let heading = "<h1>The old bridge stays</h1>"
        #expect(try headline(title: "Old bridge stays", shared: "Old bridge stays", heading: heading) == "The old bridge stays")
    }

    @Test(arguments: [
        (
            "<h1><span class='kicker'>Town hall</span> <span class='hidden'>-</span> <span>“The old bridge stays”</span></h1>",
            "“The old bridge stays”"
        ),
        ("<h1><div class='title__overline'>Town hall</div>The old bridge stays</h1>", "The old bridge stays"),
        (
            "<h1><span class='kicker'>Town hall</span><span>: </span><span>The old bridge stays</span></h1>",
            "Town hall: The old bridge stays"
        ),
    ])
    func `a line above the headline is left out, unless a colon makes it a part`(_ heading: String, _ expected: String) throws {
        #expect(try headline(title: "Bridge news", heading: heading) == expected)
    }

    @Test(arguments: ["— — — — — — — —", "» » » » » » » »", "2026 2026 2026"])
    func `a line above nothing but signs is the headline`(_ rest: String) throws {
        let heading = "<h1><span class='kicker'>Town hall opens again</span> \(rest)</h1>"
        #expect(try headline(title: "Town hall opens again", heading: heading)?.hasPrefix("Town hall opens again") == true)
    }

    @Test func `a title is freed of what the page's logo says, and of what is around its heading`() throws {
        let logo = "<header><h1 class='logo'><a href='/'>Love goes by boat</a></h1></header>"
        let plain = "<h2>Elsewhere</h2>"
        #expect(try headline(title: "The old bridge stays | Love goes by boat", heading: plain, before: logo) == "The old bridge stays")
        #expect(
            try headline(
                title: "Love goes by boat » Archive » The old bridge stays", heading: "<h2>The old bridge stays</h2>", before: logo)
                == "The old bridge stays")
        #expect(
            try headline(
                title: "The old bridge stays - Melas", shared: "The old bridge stays - Melas", heading: "<h2>The old bridge stays</h2>")
                == "The old bridge stays")
    }

    @Test func `of two headings the one that the title repeats is the headline`() throws {
        #expect(
            try headline(title: "Port online - Notices - The old bridge stays", heading: "<h1>Notices</h1><h1>The old bridge stays</h1>")
                == "The old bridge stays")
    }

    @Test func `a subtitle behind a dash is a part of the headline though a heading repeats it`() throws {
        #expect(
            try headline(
                title: "The old bridge stays – what we expect",
                heading: "<h1>The old bridge stays – what we expect</h1><h2>what we expect</h2>")
                == "The old bridge stays – what we expect")
    }
}
