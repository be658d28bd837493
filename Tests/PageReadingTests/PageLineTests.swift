import NewsModel
import PageReading
import Testing

/// Lines about a text that are no part of it, and the breaks between those that are.
@Suite struct PageLineTests {
    private static let paragraphs = (1...6).map { "In paragraph \($0), \(Pages.sentence)" }
    private static let text = paragraphs.map { "<p>\($0)</p>" }.joined()

    private func lines(_ body: String, title: String = "The harbour opens again") throws -> [String] {
        let page = "<html lang='en'><head><title>\(title)</title></head><body>\(body)</body></html>"
        let text = try PageReader.read(Array(page.utf8), url: "https://www.example.org/a").content.bodyText ?? ""
        return text.split(separator: "\n").map(String.init)
    }

    @Test func `breaks part what is taken from beside the text as well`() throws {
        let before = "In the first part, \(Pages.sentence)<br><br>In the second part, \(Pages.sentence)"
        let read = try lines(
            "<main><h1>The harbour opens again</h1><div><div>\(before)</div></div><div class='text'>\(PageLineTests.text)</div></main>")
        #expect(read == ["In the first part, \(Pages.sentence)", "In the second part, \(Pages.sentence)"] + PageLineTests.paragraphs)
    }

    @Test(arguments: ["<h1>", "<h3>", "<div class='headline'>"])
    func `what stands above a headline in the text's element is left out`(tag: String) throws {
        let close = tag.replacing("<", with: "</").split(separator: " ")[0] + (tag.contains(" ") ? ">" : "")
        let read = try lines(
            "<article><ul><li>Coast and country</li><li>Local matters</li></ul>\(tag)The harbour opens again\(close)\(PageLineTests.text)</article>"
        )
        #expect(read == PageLineTests.paragraphs)
    }

    @Test func `the headline is not taken from beside the text`() throws {
        let read = try lines("<table><tr><td>The harbour opens again</td></tr><tr><td><div>\(PageLineTests.text)</div></td></tr></table>")
        #expect(read == PageLineTests.paragraphs)
    }

    @Test func `a byline section known by its label is left out, and names the author`() throws {
        let section = """
            <section role='region' aria-labelledby='article-byline'><strong class='visually-hidden' id='article-byline'>About this article</strong>
            <ul><li><span class='visually-hidden'>Author, </span><span>Ann First</span></li><li><span class='visually-hidden'>Role, </span>
            <span>Coast correspondent</span></li></ul></section>
            """
        let page =
            "<html lang='en'><title>The harbour opens again</title><main><h1>The harbour opens again</h1>\(section)\(PageLineTests.text)</main>"
        let content = try PageReader.read(Array(page.utf8), url: "https://www.example.org/a").content
        #expect(content.bodyText?.split(separator: "\n").map(String.init) == PageLineTests.paragraphs)
        #expect(content.authors.map(\.name) == ["Ann First"])
    }

    @Test(arguments: ["share-of-women", "data-and-methods", "comment-from-the-minister", "partner-countries-react"])
    func `a section of the text that its heading names is text`(_ id: String) throws {
        let own = "In the last of the parts, \(Pages.sentence)"
        let section = "<section aria-labelledby='\(id)'><h2 id='\(id)'>What is said of it</h2><p>\(own)</p></section>"
        #expect(try lines("<h1>The harbour opens again</h1><article>\(PageLineTests.text)\(section)</article>").last == own)
    }

    @Test func `a section whose heading is a label is none`() throws {
        let section =
            "<section aria-labelledby='s1'><h2 id='s1'>Related stories</h2><p>Bread is sold in the old town, they say.</p></section>"
        #expect(
            try lines("<h1>The harbour opens again</h1><article>\(PageLineTests.text)\(section)</article>") == PageLineTests.paragraphs)
    }

    @Test(arguments: ["Haber", "Text", "By", "文", "Video", "Print"])
    func `a section headed by a word that is a label elsewhere is text`(_ word: String) throws {
        let own = "In the last of the parts, \(Pages.sentence)"
        let section = "<section aria-labelledby='s1'><h2 id='s1'>\(word)</h2><p>\(own)</p></section>"
        #expect(try lines("<h1>The harbour opens again</h1><article>\(PageLineTests.text)\(section)</article>").last == own)
    }

    @Test func `a section whose label is a word and has a name is none of the text`() throws {
        let section = "<section aria-labelledby='s1'><h2 id='s1'>Text</h2><p>Ann First</p></section>"
        #expect(
            try lines("<h1>The harbour opens again</h1><article>\(PageLineTests.text)\(section)</article>") == PageLineTests.paragraphs)
    }

    @Test func `sentences above a section's heading are text`() throws {
        let text = "<p>Hello from the quay!</p><p>Two things are told today.</p><h1>Of the first</h1>\(PageLineTests.text)"
        #expect(
            try lines("<header><h2>The harbour opens again</h2></header><article><div class='text'>\(text)</div></article>").prefix(2)
                == ["Hello from the quay!", "Two things are told today."])
    }

    @Test(arguments: [
        "hidden md:block", "d-none d-lg-flex", "hidden lg:inline-block", "lg:block md:hidden", "hidden md:table-cell 2xl:block",
        "max-md:hidden", "lt-md:hidden", "@max-lg:hidden", "print:lg:hidden", "col-md-8 float-md-none", "overflow-md-hidden",
        "border-lg-none", "text-decoration-md-none", "u-hidden u-md-block", "hidden ltr:md:block", "hidden sm:table-row-group",
        "tw-hidden md:tw-block", "hidden sm:list-item",
    ])
    func `what a wide screen shows is text`(_ names: String) throws {
        #expect(try lines(PageLineTests.page(of: names)).last == PageLineTests.own)
    }

    @Test(arguments: ["hidden", "d-none", "md:hidden", "d-md-none", "hidden md:flex-1", "hidden lg:flex-row", "d-lg-none d-md-block"])
    func `what a wide screen does not show is no text`(_ names: String) throws {
        #expect(try lines(PageLineTests.page(of: names)).last == PageLineTests.paragraphs.last)
    }

    @Test(arguments: [("md:hidden", "hidden md:block"), ("d-md-none", "d-none d-md-block"), ("md:hidden", "max-md:hidden")])
    func `what is shown otherwise for each size of screen is told as on a wide one`(_ small: String, _ wide: String) throws {
        let text = "<div class='\(small)'><p>In short, \(Pages.sentence)</p></div><div class='\(wide)'>\(PageLineTests.text)</div>"
        #expect(try lines("<h1>The harbour opens again</h1><article>\(text)</article>") == PageLineTests.paragraphs)
    }

    @Test func `a text all of which is hidden by names is read all the same`() throws {
        let halves =
            "<div class='lg:hidden'>\(PageLineTests.text)</div><div class='hidden'><p>\(PageLineTests.own)</p>\(PageLineTests.text)</div>"
        let read = try lines("<h1>The harbour opens again</h1><p class='sr-only'>Ends here.</p><article>\(halves)</article>")
        #expect(read.contains(PageLineTests.own) && !read.contains("Ends here."))
        for paragraph in PageLineTests.paragraphs { #expect(read.contains(paragraph)) }
    }

    @Test(arguments: ["d-none", "modal hidden", "tab hidden"])
    func `what names hide is no text beside a short one`(names: String) throws {
        let boxes = (1...2).map { "<div class='\(names)'><p>Offer \($0): \(Pages.sentence) \(Pages.sentence)</p></div>" }.joined()
        let text = "<p>\(PageLineTests.own)</p><p>So \(PageLineTests.own) \(Pages.sentence)</p>"
        #expect(try lines("<article><h1>The harbour opens again</h1>\(text)\(boxes)</article>").count == 2)
    }

    @Test(arguments: [
        "<div class='hidden'>REST</div>", "<div class='collapse d-none'>REST</div>", "<div class='hidden mb-4 row'>REST</div>", "REST",
    ])
    func `the rest of a text whose beginning is shown is text`(rest: String) throws {
        let name = rest == "REST" ? " class='hidden'" : ""
        let words = ["tide", "boat", "crane", "wall", "mayor", "net", "lamp", "rope", "gull", "storm", "sail", "pier"]
        let hidden = words.map { "<p\(name)>No \($0) in the \($0)s' own year, and \($0) by \($0), was older than one \($0).</p>" }.joined()
        let shown = (1...8).map { "<p>First \($0): \(Pages.sentence)</p>" }.joined()
        let page =
            "<article><h1>The harbour opens again</h1><div class='text'>\(shown)\(rest.replacing("REST", with: hidden))</div></article>"
        #expect(try lines(page).count == 20)
    }

    @Test(arguments: ["lang-es hidden", "hidden"]) func `a second language that a name hides is no text`(names: String) throws {
        let other = PageLineTests.paragraphs.indices.map {
            "<p>\($0). El puerto de la ciudad abrirá de nuevo en primavera, después de que el consejo acordara un plan.</p>"
        }
        for text in [PageLineTests.text, "<div class='lang-en'>\(PageLineTests.text)</div>"] {
            let page = "<article><h1>The harbour opens again</h1><div>\(text)<div class='\(names)'>\(other.joined())</div></div></article>"
            #expect(try lines(page) == PageLineTests.paragraphs)
        }
    }

    @Test(arguments: ["terms hidden", "author-bio d-none", "faq hidden", "gallery-captions hidden"])
    func `what a name hides and calls something else is no rest of the text`(names: String) throws {
        let words = ["tide", "boat", "crane", "wall", "mayor", "net", "lamp", "rope"]
        let hidden = words.map { "<p>No \($0) in the \($0)s' own year, and \($0) by \($0), was older than one \($0).</p>" }.joined()
        for part in [hidden, "<h2>The mayor goes</h2>\(hidden)"] {
            let name = part == hidden ? names : "hidden"
            let page =
                "<article><h1>The harbour opens again</h1><div>\(PageLineTests.text)<div class='\(name)'>\(part)</div></div></article>"
            #expect(try lines(page) == PageLineTests.paragraphs)
        }
    }

    @Test(arguments: [
        "Publié le 19 août 2026 à 07h00, modifié le 20 août 2026 à 09h12 Temps de lecture 4 min.", "25/04/2026 Actualizado a las 15:10h.",
        "Veröffentlicht am 16.08.2026, aktualisiert am 17.08.2026. Lesezeit 3 Minuten", "公開日：2026年3月5日 更新日：2026年3月6日",
    ])
    func `a line that dates the article above its text is none of it`(line: String) throws {
        let page = "<article><h1>The harbour opens again</h1><div><p>\(line)</p>\(PageLineTests.text)</div></article>"
        #expect(try lines(page) == PageLineTests.paragraphs)
    }

    @Test(arguments: [
        "Published in 1925, the chart was wrong.", "Posted on 12 March 2026, the council's notice had no effect at all.",
        "Follow the coast road on Google Maps, they say.",
        "Following a complaint against <a href='/x'>Google</a>, the court ruled on Monday.",
        "Volgens <a href='/x'>Google</a> zijn er geen klanten getroffen.", "The new law was published on 12 March 2024.",
        "La ley se publicó el 12 de mayo de 2024.", "An dieser Stelle finden Sie einen Überblick über die wichtigsten Termine im Hafen.",
    ])
    func `a sentence that begins as such a line does is text`(line: String) throws {
        let page =
            "<article><h1>The harbour opens again</h1><div>\(PageLineTests.text)<p>\(line)</p><p>\(PageLineTests.own)</p></div></article>"
        #expect(try lines(page).contains(line.replacing("<a href='/x'>", with: "").replacing("</a>", with: "")))
    }

    @Test(arguments: [
        "Ακολουθήστε μας στο <a href='https://news.google.example/x'>Google News</a>", "Folgen Sie uns auf <a href='/x'>Instagram</a>",
        "Следите за нами в <a href='/x'>Telegram</a>", "تابعنا على <a href='/x'>واتساب</a>",
        "An dieser Stelle finden Sie einen externen Inhalt, den unsere Redaktion ausgewählt hat und der den Artikel für Sie ergänzt.",
    ])
    func `a line that asks to follow, or whether another's content may be shown, is no text`(line: String) throws {
        let page =
            "<article><h1>The harbour opens again</h1><div>\(PageLineTests.text)<p>\(line)</p><p>\(PageLineTests.own)</p></div></article>"
        #expect(try lines(page) == PageLineTests.paragraphs + [PageLineTests.own])
    }

    @Test func `a table at the end of a text is told with all its cells`() throws {
        let clubs = ["City", "Rovers", "Town", "Wanderers"]
        let rows = clubs.enumerated().map { "<tr><td>\($0 + 1)</td><td>\($1)</td><td>\(38 - $0)</td><td>\(12 - 7 * $0)</td></tr>" }
        let page = """
            <article><h1>The harbour opens again</h1>\(PageLineTests.text)
            <table><tr><th>Place</th><th>Club</th><th>Played</th><th>Goals</th></tr>\(rows.joined())</table></article>
            """
        let read = try lines(page)
        for (number, club) in clubs.enumerated() {
            #expect(read.contains { $0.contains("\(number + 1) \(club) \(38 - number) \(12 - 7 * number)") }, "\(read.suffix(6))")
        }
    }

    @Test func `a short line is no text though columns that the same name hides are`() throws {
        let columns = (1...3).map { "<div class='hidden'>\(PageLineTests.text.replacing("<p>", with: "<p>\($0): "))</div>" }
        let line = "<p class='hidden'>The text goes on below</p>"
        let read = try lines("<article><h1>The harbour opens again</h1>\(columns.joined(separator: line))</article>")
        #expect(read.count == 3 * PageLineTests.paragraphs.count)
    }

    @Test func `short lines, each hidden by the same name, are the text where there is no other`() throws {
        let lines = (1...70).map { "<p class='hidden'>At \($0), \(Pages.sentence)</p>" }.joined()
        #expect(try self.lines("<article><h1>The harbour opens again</h1>\(lines)</article>").count == 70)
    }

    @Test func `a hidden dialog beside a hidden notice is no text`() throws {
        let dialog = "<div class='menu-panel d-none'><p>Choose a harbour, \(Pages.sentence)</p></div>"
        let notice = "<div hidden><p>We value you, \(Pages.sentence)</p></div>"
        #expect(
            try lines(
                "\(dialog)<article><h1>The harbour opens again</h1><p>\(PageLineTests.own)</p><p>So \(PageLineTests.own)</p></article>\(notice)"
            )
                == [PageLineTests.own, "So \(PageLineTests.own)"])
    }

    private static let own = "On the quay, \(Pages.sentence)"

    private static func page(of names: String) -> String {
        "<h1>The harbour opens again</h1><article>\(text)<div class='\(names)'><p>\(own)</p></div></article>"
    }

    @Test func `a mailbox is left out above the text and below it, and not within`() throws {
        let box = "<p>master@harbour.example</p>"
        let read = try lines(
            "<article><h1>The harbour opens again</h1>\(box)\(PageLineTests.text)\(box)\(PageLineTests.text)\(box)</article>")
        #expect(read == PageLineTests.paragraphs + ["master@harbour.example"] + PageLineTests.paragraphs)
    }

    @Test func `a field whose label is hidden is shown`() throws {
        let field = "<div class='field field--name-intro field--label-hidden'><p>The last ferry, \(Pages.sentence)</p></div>"
        #expect(
            try lines("<h1>The harbour opens again</h1><article>\(PageLineTests.text)\(field)</article>").last
                == "The last ferry, \(Pages.sentence)")
    }

    @Test func `what AMP shows at its time is left out`() throws {
        let consent =
            "<amp-consent layout='nodisplay'><div><p>We and our partners keep data on your device, to show what you like, and to measure it.</p></div></amp-consent>"
        #expect(try lines("<article><h1>The harbour opens again</h1>\(PageLineTests.text)\(consent)</article>") == PageLineTests.paragraphs)
    }

    @Test(arguments: [
        ("The harbour opens again :: Coast News", "The harbour opens again"),
        ("Coast News :: The harbour opens again", "The harbour opens again"),
        ("C++ :: the operator of scopes explained - Coast News", "C++ :: the operator of scopes explained"),
        ("std::vector :: a short tour of its history | Coast News", "std::vector :: a short tour of its history"),
    ])
    func `two colons part a headline from the site, and stay within it`(_ title: String, _ expected: String) throws {
        let page = "<title>\(title)</title><p>\(Pages.sentence)</p>"
        #expect(try PageReader.read(Array(page.utf8), url: "https://www.coastnews.example/a").content.headline == expected)
    }
}
