import Foundation
import NewsModel
import PageReading
import Testing

/// Pages made to be read for ever: where work goes with the square of what they repeat, each takes minutes.
@Suite struct HostilePageTests {
    /// What is repeated; named, so that a report does not hold the page.
    enum Page: String, CaseIterable, Sendable {
        case partsThatFold, linksToAuthors, emptyLinksToAuthors, picturesOfOneFigure, picturesOfOneName, longName, longNameAroundDates
        case headingsInEachOther, longHeadingsInEachOther, feetInEachOther, authorsInHead, authorsInData, longBase
        case namesOfTheirOwn, wallsInEachOther, hiddenLinesInEachOther, partsUnderOneHeadline, standfirstsInEachOther
        case longDates, headlinesBeforeText

        var markup: String {
            let head = "<title>The bridge stays</title>"
            let text = "<h1>The bridge stays</h1>" + String(repeating: "<p>\(Pages.sentence)</p>", count: 5)
            let long = String(repeating: "x", count: 200_000)
            func many(_ unit: String, _ count: Int = 30_000) -> String { String(repeating: unit, count: count) }
            return switch self {
            case .partsThatFold: "\(head)<article>\(text)\(many("<details></details>"))"
            case .linksToAuthors:
                "\(head)<article>\(text)<p>\(Pages.sentence)\(many("<a href=/author/a>Ann First</a>, of whom more is told, "))"
            case .emptyLinksToAuthors: "\(head)<article>\(text)<p>\(Pages.sentence)\(many("<a href=/author/a></a>"))"
            case .picturesOfOneFigure:
                "\(head)<article>\(text)<figure>\(many("<img src=a.jpg>"))<figcaption>The bridge</figcaption></figure>"
            case .picturesOfOneName:
                "\(head)<article>\(text)" + (0..<90).map { "<img src=\($0).jpg>" }.joined()
                    + "<figure><figcaption>The bridge</figcaption>\(many("<img src=89.jpg>"))</figure>"
            case .longName: "\(head)<article>\(text)<div class=\(long)>\(many("It stays, they say.<br><br>", 10_000))</div>"
            case .longNameAroundDates: "\(head)<div class='share \(long)'>\(many("<time>1 May 2026</time> ", 10_000))</div><article>\(text)"
            case .headingsInEachOther: "\(head)<article>\(text)\(many("<h2>", 200))\(many("The bridge stays, they say. "))"
            case .longHeadingsInEachOther:
                "\(head)<article>\(text)"
                    + many("\(many("<h2><div>", 90))\(many("The bridge stays, they say. ", 250))\(many("</div></h2>", 90))", 50)
            case .feetInEachOther: "\(head)<article>\(text)\(many("<footer>", 200))\(many("<time>1 May 2026</time> ", 10_000))"
            case .authorsInHead: "\(head)\(many("<meta name=author content='Staff of the bridge'>"))<article>\(text)"
            case .authorsInData:
                "\(head)<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"author\":[\(many("{\"name\":\"Bridge <b>Team\"},"))]}</script>"
                    + "<article>\(text)"
            case .namesOfTheirOwn: "\(head)<article>\(text)" + (0..<100_000).map { "<x\($0)>a" }.joined()
            case .wallsInEachOther:
                "\(head)<article><h1>The bridge stays</h1><p>\(Pages.sentence)</p></article>"
                    + "\(many("<div class=paywall>", 190))\(many(" ", 1_000_000))"
            case .hiddenLinesInEachOther:
                "\(head)<article>\(text)<p>\(Pages.sentence)\(many("<span class=hidden>", 240))\(many("It stays, they say. ", 100_000))"
            case .standfirstsInEachOther:
                "\(head)<meta name=description content='It is not whole'><h1>The bridge stays</h1>"
                    + many("\(many("<div class=intro>", 30))\(many("Bread is had here. ", 50))\(many("</div>", 30))", 7)
                    + "<article><pre>\(many("#0\n", 3300))</pre>\(text)</article>"
            case .partsUnderOneHeadline: "\(head)<article>\(text)</article>\(many("<article><h1>The bridge stays</h1></article>"))"
            case .longDates:
                "\(head)<meta name=pubdate content='2026-03-12 06:00'><meta name=date content='\(many("\(long)1 ", 24))'><article>\(text)"
            case .headlinesBeforeText: "\(head)<article><h1>The bridge stays</h1>\(many("<h1>Of it</h1>", 100_000))\(text)"
            case .longBase: "\(head)<base href=https://www.example.org/\(long)/\(long)><article>\(text)\(many("<img src=a.jpg>", 10_000))"
            }
        }
    }

    @Test(arguments: Page.allCases)
    func `a page that repeats something thousands of times is read`(_ page: Page) throws {
        let article = try PageReader.read(Array(page.markup.utf8), url: "https://www.example.org/2026/bridge")
        #expect(article.content.headline == "The bridge stays")
        #expect(article.content.bodyText?.isEmpty == false)
    }

    @Test func `of data with very many values the first are read`() throws {
        func authors(behind values: Int) throws -> [String] {
            let list = String(repeating: "0,", count: values)
            let data = "{\"@type\":\"NewsArticle\",\"x\":[\(list)],\"author\":{\"name\":\"Ann Lee\"}}"
            let page = "<script type=application/ld+json>\(data)</script><h1>The bridge stays</h1><p>\(Pages.sentence)</p>"
            return try PageReader.read(Array(page.utf8), url: "https://www.example.org/a").content.authors.map(\.name)
        }
        #expect(try authors(behind: 1000) == ["Ann Lee"])
        #expect(try authors(behind: 450_000).isEmpty)
    }

    @Test func `captions of a figure of figures are the text once`() throws {
        let captions = ["east", "west", "south"].map { "The bridge as it was seen from the \($0) before the storm came over it." }
        let inner = captions.dropLast().map { "<figure><img src=/a.jpg><figcaption>\($0)</figcaption></figure>" }.joined()
        let page = "<h1>The bridge stays</h1><figure>\(inner)<figcaption>\(captions[2])</figcaption></figure>"
        let article = try PageReader.read(Array(page.utf8), url: "https://www.example.org/a")
        #expect(article.content.bodyText?.components(separatedBy: "\n\n") == captions)
    }

    @Test func `a figure's caption is that of each of its pictures, and of one that stood before without it`() throws {
        let text = String(repeating: "<p>\(Pages.sentence)</p>", count: 5)
        let figure = "<figure><img src=/a.jpg><img src=/b.jpg><figcaption>The bridge at noon</figcaption></figure>"
        let page = "<meta property=og:image content=/small/a.jpg><article><h1>The bridge stays</h1>\(text)\(figure)</article>"
        let media = try PageReader.read(Array(page.utf8), url: "https://www.example.org/a").content.media
        #expect(media.map(\.url) == ["https://www.example.org/small/a.jpg", "https://www.example.org/b.jpg"])
        #expect(media.allSatisfy { $0.caption == "The bridge at noon" })
    }
}
