import NewsModel
import PageReading
import Testing

/// What is laid out for some screens alone, and texts that stand on a page once for each of them.
@Suite struct PageVariantTests {
    private func body(_ inner: String) throws -> [String] {
        try lines("<title>The harbour opens again</title><h1>The harbour opens again</h1><article>\(inner)</article>")
    }

    private func lines(_ page: String) throws -> [String] {
        let article = try PageReader.read(Array(page.utf8), contentType: "text/html; charset=utf-8", url: "https://www.example.org/a")
        return (article.content.bodyText ?? "").split(separator: "\n").map(String.init)
    }

    private static let paragraphs = (1...6).map { "In paragraph \($0), \(Pages.sentence)" }
    private static let text = paragraphs.map { "<p>\($0)</p>" }.joined()

    @Test(arguments: [
        "hidden-xs", "hidden-sm hidden-xs", "hide-on-mobile", "elementor-hidden-tablet", "hidden-md-down", "overflow-hidden",
        "hide-scrollbars", "hideOnPhone", "backface-hidden", "hidden-1a2bc",
    ])
    func `what is shown on a wide screen is read`(name: String) throws {
        let read = try body("\(PageVariantTests.text)<div class='\(name)'><p>The last ferry, \(Pages.sentence)</p></div>")
        #expect(read == PageVariantTests.paragraphs + ["The last ferry, \(Pages.sentence)"])
    }

    @Test(arguments: [
        "hidden", "is-hidden", "hide", "visually-hidden", "hidden-desktop", "hide-on-desktop", "hidden-md-up", "hidden-lg", "d-none",
    ])
    func `what is hidden there is not`(name: String) throws {
        let read = try body("\(PageVariantTests.text)<div class='\(name)'><p>The last ferry, \(Pages.sentence)</p></div>")
        #expect(read == PageVariantTests.paragraphs)
    }

    @Test(arguments: [
        "class='sr-only'", "class='visually-hidden'", "hidden", "style='border:0; clip: rect(0 0 0 0); position:absolute'",
        "style='position:absolute;left:-9999px'", "style='display: none'",
    ])
    func `what is only read aloud is no part of a line`(hiding: String) throws {
        let line = "<p>The <a href='/b'>report<span \(hiding)>, opens new tab</span></a> says that <i class='noprint'>all</i> is well.</p>"
        #expect(try body(PageVariantTests.text + line).last == "The report says that all is well.")
    }

    @Test func `a hidden copy for search engines is no second text, and its dates are the article's`() throws {
        let text = PageVariantTests.paragraphs.joined(separator: " ")
        let copies = ["NewsArticle", "Article"].map { type in
            "<div style='display:none' itemscope itemtype='http://schema.org/\(type)'><h1 itemprop=name>The harbour opens again</h1>"
                + "<span itemprop=datePublished>2026-03-02T08:15:00Z</span><div itemprop=articleBody>\(text)</div></div>"
        }
        let page =
            "<title>The harbour opens again</title><main><article><h1>The harbour opens again</h1>\(PageVariantTests.text)</article>"
            + "\(copies.joined())</main>"
        #expect(try lines(page) == PageVariantTests.paragraphs)
        let article = try PageReader.read(Array(page.utf8), url: "https://www.example.org/a")
        #expect(article.content.publishedAt.map { "\($0)" }?.hasPrefix("2026-03-02T08:15:00") == true)
        // What is hidden and stands nowhere else is the text of a page that is drawn by a program.
        let drawn = "<title>The harbour opens again</title><h1>The harbour opens again</h1><p>Loading the page, please wait.</p>"
        // Nor is it told elsewhere where only its words are.
        let words = PageVariantTests.text.split(separator: " ").reversed().joined(separator: " ").replacing("<", with: " ").replacing(
            ">", with: " ")
        let parts = [drawn, "<p>\(words)</p>", "<div hidden><article>\(PageVariantTests.text)\(PageVariantTests.text)</article></div>"]
        #expect(try lines(parts.joined()).contains(PageVariantTests.paragraphs[5]))
        #expect(try lines("\(drawn)<div hidden><article>\(PageVariantTests.text)</article></div>").suffix(6) == PageVariantTests.paragraphs)
    }

    @Test func `paragraphs that one name calls clutter are the text, whatever else they are called`() throws {
        let paragraphs = PageVariantTests.paragraphs.enumerated().map { "<p class='paywall\($0 == 3 ? " has-dropcap" : "")'>\($1)</p>" }
        #expect(try body(paragraphs.joined()) == PageVariantTests.paragraphs)
    }

    @Test func `a text that stands there once for each width of a screen is read once`() throws {
        let variants = ["a b", "b c", "a c"].map { names in
            let classes = names.split(separator: " ").map { "hidden-\($0)1x" }.joined(separator: " ")
            return "<div class='variant \(classes)'><style>.x{}</style><div><h2>On the water</h2>\(PageVariantTests.text)</div></div>"
        }
        #expect(try body(variants.joined(separator: "\n")) == ["On the water"] + PageVariantTests.paragraphs)
    }

    @Test func `what differs, or is short, may stand there twice`() throws {
        let alike = (1...2).map { "<div><p>The pier of \($0) March, \(Pages.sentence)</p></div>" }.joined()
        let answers = (1...2).map { _ in "<div><p>Yes, of course.</p></div>" }.joined()
        #expect(try body(alike + answers + PageVariantTests.text).prefix(4).suffix(2) == ["Yes, of course.", "Yes, of course."])
        #expect(try body(alike + PageVariantTests.text).count == 8)
    }

    @Test func `pictures with the same words beside them are all shown`() throws {
        let slides = (1...3).map {
            "<div class='slide s\($0)'><img src='/p\($0).jpg'><p>Photograph by our reporter, seen at the quay.</p></div>"
        }
        let page =
            "<title>The harbour opens again</title><article><h1>The harbour opens again</h1>\(PageVariantTests.text)\(slides.joined())</article>"
        let article = try PageReader.read(Array(page.utf8), url: "https://www.example.org/a")
        #expect(article.content.media.compactMap(\.url).map { String($0.suffix(6)) } == ["p1.jpg", "p2.jpg", "p3.jpg"])
    }

    @Test(arguments: [
        "<span style='display:none'>x</span>", "<i class='sr-only'>Read aloud</i> ", "<span style='DISPLAY:\n NONE'>x</span>",
    ])
    func `what is hidden at the beginning of a paragraph leaves the rest of it`(hidden: String) throws {
        let parts = PageVariantTests.paragraphs.enumerated().map { "<section><h2>Part \($0)</h2><p>\(hidden)\($1)</p></section>" }.joined()
        let expected = PageVariantTests.paragraphs.enumerated().flatMap { ["Part \($0)", $1] }
        #expect(try body(parts) == expected)
    }

    @Test func `a text that is folded away in the middle of its paragraphs is read`() throws {
        let folded = PageVariantTests.paragraphs.map { "<p>At first, \(Pages.sentence) <span style='display:none'>\($0) \($0)</span></p>" }
        #expect(try body(folded.joined()) == PageVariantTests.paragraphs.map { "At first, \(Pages.sentence) \($0) \($0)" })
    }

    @Test func `an article that a page has follow its own is none of it`() throws {
        func page(_ second: String) -> String {
            "<title>The harbour opens again</title><main><article class='a'><h1>The harbour opens again</h1>\(PageVariantTests.text)</article>"
                + "<div class='under'><article class='a'>\(second)<p>The mayor of the next town, \(Pages.sentence)</p></article></div></main>"
        }
        #expect(try lines(page("<header><h1>The mayor resigns</h1></header>")) == PageVariantTests.paragraphs)
        // A part of the same article has no headline of the first rank.
        #expect(try lines(page("<h2>In the next town</h2>")).suffix(2).first == "In the next town")
    }

    @Test(arguments: [
        "The harbour opens again", "The harbour opens again – part 2", "<span>The</span> harbour opens again",
        "The harbour opens again (часть вторая)", "The harbour opens again – Part 2: the divers tell",
    ])
    func `a part under the article's own headline is a part of it`(_ headline: String) throws {
        func page(_ second: String) -> String {
            "<title>The harbour opens again</title><main><article><h1>The harbour opens again</h1>\(PageVariantTests.text)</article>"
                + "<article><h1>\(headline)</h1>\(second)</article></main>"
        }
        let backwards = Pages.sentence.split(separator: " ").reversed().joined(separator: " ")
        let second = (1...6).map { "Of the second pier, number \($0): \(backwards) So it is." }
        #expect(try lines(page(second.map { "<p>\($0)</p>" }.joined())) == PageVariantTests.paragraphs + second)
        // Told once more, it is a copy.
        #expect(try lines(page(PageVariantTests.text)) == PageVariantTests.paragraphs)
    }

    @Test func `an article whose headline begins as the page's own and goes on is another one`() throws {
        let page =
            "<title>The harbour opens again</title><main><article><h1>The harbour opens again</h1>\(PageVariantTests.text)</article>"
            + "<article><h1>The harbour opens again: bread in the old town</h1><p>The baker of the old town told nobody of his oven, "
            + "in which he found, as he says, a ring of gold and two keys.</p></article></main>"
        #expect(try lines(page) == PageVariantTests.paragraphs)
    }

    @Test(arguments: ["<a href='/storm'>A storm hits the coast</a>", "<a href='/'>The Coast</a>"])
    func `an article after a card or the site's name is the page's own`(_ card: String) throws {
        let page =
            "<title>The harbour opens again</title><article class=card><h1>\(card)</h1></article><main>"
            + "<article><h1>The harbour opens again</h1>\(PageVariantTests.text)</article></main>"
        #expect(try lines(page) == PageVariantTests.paragraphs)
    }

    @Test func `posts of a live blog that are articles with headlines are its text`() throws {
        let posts = PageVariantTests.paragraphs.enumerated().map {
            "<article><time>1\($0):00</time><h1>Post \($0)</h1><p>\($1)</p></article>"
        }
        let data = "<script type='application/ld+json'>{\"@type\":\"LiveBlogPosting\",\"headline\":\"The harbour opens\"}</script>"
        let page = "<title>The harbour opens</title>\(data)<main><article><h1>The harbour opens</h1><p>\(Pages.sentence)</p></article>"
        let read = try lines("\(page)\(posts.joined())</main>")
        for paragraph in PageVariantTests.paragraphs { #expect(read.contains(paragraph)) }
    }

    @Test func `posts that are told by the hour are text, and articles of their days are not`() throws {
        func page(_ introduction: String, _ time: (Int) -> String, isLinked: Bool = false) -> String {
            let posts = PageVariantTests.paragraphs.enumerated().map {
                let headline = isLinked ? "<a href='/post/\($0)'>Post \($0)</a>" : "Post \($0)"
                return "<article><time>\(time($0))</time><h1>\(headline)</h1><p>\($1)</p></article>"
            }
            return "<title>The harbour opens</title><main><article><h1>The harbour opens</h1>\(introduction)</article>"
                + "\(posts.joined())</main>"
        }
        let sentence = "At first, \(Pages.sentence)"
        let read = try lines(page("<p>\(sentence)</p>") { "1\($0):30" })
        for paragraph in PageVariantTests.paragraphs { #expect(read.contains(paragraph)) }
        #expect(try lines(page("<p>\(sentence)</p>") { "1\($0) May 2026" }) == [sentence])
        // Today's articles have an hour as well, and pages of their own.
        let introduction = (1...9).map { "<p>At \($0), \(Pages.sentence)</p>" }.joined()
        #expect(try lines(page(introduction, { "1\($0):30" }, isLinked: true)).count == 9)
        #expect(try lines(page(introduction) { "1\($0):30" }).suffix(1) == PageVariantTests.paragraphs.suffix(1))
    }

    @Test func `posts in the order of their hours are many, or much shorter than what they are about, and articles of today are not`()
        throws
    {
        func count(_ paragraphs: Int, _ hours: [String], link: String = "", names: (own: String, post: String) = ("a", "b")) throws -> Int {
            func text(_ count: Int, _ name: String) -> String { (1...count).map { "<p>\(name) \($0): \(Pages.sentence)</p>" }.joined() }
            let posts = hours.map {
                "<article class='\(names.post)'><h1>\(link)Post \($0)\(link.isEmpty ? "" : "</a>")</h1><time>\($0)</time>"
                    + "\(text(paragraphs, "At \($0)"))</article>"
            }
            let own = "<article class='\(names.own)'><h1>The harbour opens</h1>\(text(6, "So"))</article>"
            return try lines("<title>The harbour opens</title><main>\(own)\(posts.joined())</main>").count { $0.hasPrefix("At") }
        }
        #expect(try count(2, ["16:05", "15:05", "14:05", "12:05"]) == 8)
        #expect(try count(2, ["12.05", "14.05", "15.05", "16.05"]) == 8)
        #expect(try count(2, ["16:05 Uhr", "15:05 Uhr", "14:05 Uhr"]) == 6)
        #expect(try count(2, ["12:05", "16:05", "15:05", "14:05"]) == 0)
        #expect(try count(6, ["16:05", "15:05", "14:05"]) == 0)
        #expect(try count(2, ["12.03.26", "11.03.26", "10.03.26"]) == 0)
        // One is kept above the others; midnight lies between; many are posts at any length.
        #expect(try count(2, ["12:05", "18:40", "18:10", "17:30", "17:00"]) == 10)
        #expect(try count(2, ["1:10 am", "12:20 am", "11:50 pm", "11:05 pm"]) == 8)
        #expect(try count(5, ["16:05", "15:05", "14:05", "13:05", "12:05", "11:05"]) == 30)
        let six = ["16:05", "15:05", "14:05", "13:05", "12:05", "11:05"]
        #expect(try count(5, six, names: ("", "")) == 30)
        // One template writes the page's own article and the others of today.
        #expect(try count(5, six, names: ("story id-1", "story id-2")) == 0)
        #expect(try count(2, six, names: ("story id-1", "story id-2")) == 12)
        // A link to a place on the page leads nowhere else.
        #expect(try count(2, ["16:05", "15:05", "14:05"], link: "<a href='#post'>") == 6)
        #expect(try count(2, ["16:05", "15:05", "14:05"], link: "<a href='/post'>") == 0)
    }

    @Test func `what is beside the text stays so if it is called that twice`() throws {
        let aside = "<aside class='sidebar sidebar'><p>The mayor of the next town, \(Pages.sentence) \(Pages.sentence)</p></aside>"
        #expect(try body(PageVariantTests.text + aside + aside) == PageVariantTests.paragraphs)
    }

    @Test func `parts with a headline each, of a page that is called otherwise, are all read`() throws {
        let parts = (1...3).map { number in
            let paragraphs = PageVariantTests.paragraphs.map { "<p>Of \(number): \($0)</p>" }
            return "<article><h1>Part \(number) of the story</h1>\(paragraphs.joined())</article>"
        }
        let read = try lines("<title>Two harbours and a bridge</title><main>\(parts.joined())</main>")
        #expect(read.filter { $0.hasPrefix("Of ") }.count == 18)
    }
}
