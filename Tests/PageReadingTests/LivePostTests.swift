import NewsModel
import PageReading
import Testing

/// Live blogs that say nowhere that they are one.
@Suite struct LivePostTests {
    private static let posts = [
        (
            "20:40", "The bridge is open again",
            "The bridge was opened to cars at half past eight, the police say. Lorries have to wait until dawn."
        ),
        (
            "13:05", "Roof of the fish hall down",
            "A third of the roof of the fish hall lies in the harbour. Nobody was inside when it came down."
        ),
        ("09:10", "No boats today", "No boat leaves the harbour before the evening, the harbour master says; the ferry stays in as well."),
        ("07:30", "Good morning", "The wind has been above a hundred kilometres an hour since five, and the schools stay closed today."),
    ]

    private func read(_ posts: String) throws -> (text: String, html: String) {
        let page = """
            <html lang=en><head><title>Storm over Almery: as it happened</title></head><body><header><nav><a href="/">Home</a></nav></header>
            <main><article><h1>Storm over Almery: as it happened</h1><p>Hour by hour through the strongest storm of the winter, with our reporters
            on the quay, in the town hall and on the islands, who write what they see and hear.</p>
            <div class="updates">\(posts)</div></article></main><footer><p>© 2026 The Coast</p></footer></body></html>
            """
        let article = try PageReader.read(Array(page.utf8), url: "https://www.example.org/live/storm")
        return (article.content.bodyText ?? "", article.content.bodyHTML ?? "")
    }

    /// How publishers write a post: `%0` time, `%1` heading, `%2` text.
    private static let forms = [
        "<article class=post><header><time datetime='2026-01-14T%0:00+01:00'>%0</time><h2>%1</h2></header><p>%2</p></article>",
        "<div class='live-post'><div class=meta><time>%0</time></div><h3>%1</h3><p>%2</p><div class=share><a href=#>Share</a></div></div>",
        "<section><h2><a href='#p'>%1</a></h2><time datetime='2026-01-14T%0'>%0</time><p>%2</p></section>",
        "<li><time>%0</time><div class='timeline-title'><h3>%1</h3></div><div><p>%2</p></div></li>",
        "<h3>%1</h3><div class=post><time>%0</time><p>%2</p></div>",
        "<h2>%0 %1</h2><p>%2</p>",
        "<div class=entry><span class=timestamp>%0</span><h3>%1</h3><p>%2</p></div>",
    ]

    @Test(arguments: forms)
    func `the posts' headings stay, in text and markup, each before its post`(_ form: String) throws {
        let posts = LivePostTests.posts.map { time, heading, text in
            form.replacing("%0", with: time).replacing("%1", with: heading).replacing("%2", with: text)
        }
        let (text, html) = try read(posts.joined(separator: "\n"))
        var place = text.startIndex
        for (_, heading, paragraph) in LivePostTests.posts {
            let head = try #require(text[place...].firstRange(of: heading), "\(heading) in \(text)")
            let body = try #require(text[head.upperBound...].firstRange(of: paragraph))
            place = body.upperBound
            #expect(html.contains(heading))
        }
        #expect(html.components("<h2>") + html.components("<h3>") == LivePostTests.posts.count)
        #expect(!text.contains("Share"))
    }

    @Test func `boxes with a time below a text do not make it a live blog`() throws {
        let text = (1...12).map { "<p>In part \($0), \(LivePostTests.posts[1].2) \(LivePostTests.posts[2].2)</p>" }.joined()
        let boxes = LivePostTests.posts.map { "<div class=box><h3>More: \($0.1)</h3><time>\($0.0)</time><p>\($0.2)</p></div>" }.joined()
        #expect(!(try read(text + boxes)).text.contains("20:40"))
    }

    @Test func `times beside a text that is no live blog stay out of it`() throws {
        let text = LivePostTests.posts.map { "<p>\($0.2)</p>" }.joined()
        let dates = "<div class=dates><time>20:40</time> <time>13:05</time> <time>09:10</time></div>"
        let read = try read("<div class=body>\(dates)\(text)</div>")
        #expect(!read.text.contains("13:05"))
    }
}

extension String {
    /// How often another text stands in this one.
    fileprivate func components(_ other: String) -> Int { ranges(of: other).count }
}
