import NewsModel
import PageReading
import Testing

/// What a page says of its article in short, and what of it was cut.
@Suite struct PageSummaryTests {
    private static let whole =
        "The council wants to keep the old bridge, and asks the readers of this paper for what they remember of the year it was built."
    private static let cut = "The council wants to keep the old bridge, and asks the readers of this"

    private func summary(head: String, standfirst: String? = nil, first: String = "") throws -> (text: String?, origin: FieldOrigin?) {
        let text = String(repeating: "<p>\(Pages.sentence)</p>", count: 6)
        let shown = standfirst.map { "<p class='standfirst'>\($0)</p>" } ?? ""
        let page = """
            <html lang=en><head><title>The bridge stays</title>\(head)</head><body><main><article><h1>The bridge stays</h1>\(shown)
            <div class="article-body">\(first)\(text)</div></article></main></body></html>
            """
        let article = try PageReader.read(Array(page.utf8), url: "https://www.example.org/a")
        return (article.content.summary, article.fields["summary"])
    }

    private func meta(_ text: String, _ name: String = "property='og:description'") -> String { "<meta \(name) content=\"\(text)\">" }

    private func linked(_ text: String) -> String {
        "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"The bridge stays\",\"description\":\"\(text)\"}</script>"
    }

    @Test(arguments: [cut + "…", cut + "...", cut + " ...", cut + " […]", cut + " [...]", cut])
    func `a summary that was cut gives way to the whole standfirst`(_ said: String) throws {
        for head in [meta(said), linked(said), meta(said, "name=description")] {
            let taken = try summary(head: head, standfirst: PageSummaryTests.whole)
            #expect(taken.text == PageSummaryTests.whole)
            #expect(taken.origin == .text)
        }
    }

    @Test func `another standfirst than the one that was cut is whole all the same`() throws {
        let other = "What nobody had asked for is what they got: a bridge that stays."
        #expect(try summary(head: meta("It was late in the evening when the first of the members…"), standfirst: other).text == other)
    }

    @Test func `the same summary may stand whole in another place of the head`() throws {
        let taken = try summary(head: meta(PageSummaryTests.cut + "…") + meta(PageSummaryTests.whole, "name=description"))
        #expect(taken.text == PageSummaryTests.whole)
        #expect(taken.origin == .meta)
    }

    @Test func `a summary within a sentence that the text has whole was cut`() throws {
        let other = "What nobody had asked for is what they got: a bridge that stays."
        let said = meta(PageSummaryTests.cut)
        #expect(try summary(head: said, standfirst: other, first: "<p>\(PageSummaryTests.whole)</p>").text == other)
        // Without it the same words are all there is.
        #expect(try summary(head: said, standfirst: other).text == PageSummaryTests.cut)
    }

    @Test(arguments: [
        "The old bridge stays, says the council.", "The old bridge stays", "Will the old bridge stay?",
        "Das „Brückenhaus“ bleibt (vorerst)",
    ])
    func `a summary that is whole stays, whatever else the page shows`(_ said: String) throws {
        #expect(try summary(head: meta(said), standfirst: PageSummaryTests.whole).text == said)
    }

    @Test(arguments: [
        "<div class=overlay><p class=subtitle>Never miss a story of the police again, free of charge and every day.</p></div>",
        "<p class=intro><a href='/b'>The story of the bridge, and what else the council has decided this week</a></p>",
    ])
    func `what is no summary does not stand for one`(_ shown: String) throws {
        let said = PageSummaryTests.cut + "…"
        #expect(try summary(head: meta(said), first: shown).text == said)
    }

    @Test(arguments: [cut + "…", "It was late in the evening when the first of the members…"])
    func `an advertisement where a standfirst stands is none`(_ said: String) throws {
        let advertisement = "Never miss another story: subscribe today and enjoy unlimited access for three months."
        #expect(try summary(head: meta(said), standfirst: advertisement).text == said)
        let shown = "<p class=intro>\(PageSummaryTests.whole)</p>"
        #expect(try summary(head: meta(said), standfirst: advertisement, first: shown).text == PageSummaryTests.whole)
    }

    @Test func `what was cut is better than nothing`() throws {
        #expect(try summary(head: meta(PageSummaryTests.cut + "…")).text == PageSummaryTests.cut + "…")
        #expect(
            try summary(head: meta(PageSummaryTests.cut + "…"), standfirst: PageSummaryTests.cut + "…").text == PageSummaryTests.cut + "…")
    }
}
