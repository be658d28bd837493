import NewsModel
import PageReading
import Testing

/// Which pictures of a page are the article's.
@Suite struct PagePictureTests {
    private static let text = String(repeating: "<p>\(Pages.sentence)</p>", count: 5)

    private func pictures(head: String = "", above: String = "", inside: String = "") throws -> [String] {
        let page = """
            <html lang='en'><head><title>The bridge stays</title>\(head)</head><body><nav><img src='/mast.jpg'></nav><main>
            <h1>The bridge stays</h1>\(above)<div class='article-body'>\(PagePictureTests.text)\(inside)\(PagePictureTests.text)</div></main>
            </body></html>
            """
        return try PageReader.read(Array(page.utf8), url: "https://www.example.org/a").content.media.map(\.url)
    }

    @Test(arguments: [
        "<figure><img src='/bridge.jpg'><figcaption>The bridge</figcaption></figure>",
        "<header><figure><img data-src='/bridge.jpg' src='data:image/gif;base64,AA'></figure></header>",
        "<div class='author'><img src='/ann.jpg'></div><img src='/logo.svg'><img src='/p.jpg' width='40'><div><img src='/bridge.jpg'></div>",
        "<img src='/bridge.jpg 800w, https://www.example.org/small.jpg 400w'>",
    ])
    func `of a page that names no picture the one above the text is taken`(_ above: String) throws {
        #expect(try pictures(above: above) == ["https://www.example.org/bridge.jpg"])
    }

    @Test(arguments: ["silicon-valley.jpg", "catalogo-2026.jpg", "google-pixel-10.jpg", "point-blank.jpg", "20260312.jpg"])
    func `a picture is one whatever letters its name has`(name: String) throws {
        #expect(try pictures(above: "<img src='/\(name)'>") == ["https://www.example.org/\(name)"])
    }

    @Test(arguments: ["site-logo.png", "coastLogo.png", "icon_2.jpg", "pixel.jpg", "timingPixel.png", "blank-1x1.png?w=/200"])
    func `a mark is known by a word of its name`(name: String) throws {
        #expect(try pictures(above: "<img src='/\(name)'>").isEmpty)
    }

    @Test func `the picture that a page names is the first`() throws {
        let head = "<meta property='og:image' content='/named.jpg'>"
        #expect(try pictures(head: head, above: "<figure><img src='/bridge.jpg'></figure>") == ["https://www.example.org/named.jpg"])
    }

    @Test(arguments: [
        "<div class='wp-caption alignleft'><a href='/x.jpg'><img src='/bridge.jpg'></a><p class='wp-caption-text'>The bridge in May</p></div>",
        "<figure class='tplCaption'><div><img data-src='/bridge.jpg'></div><figcaption><p>The bridge in May</p></figcaption></figure>",
    ])
    func `a picture stays where its caption is left out`(_ figure: String) throws {
        let page =
            "<title>The bridge stays</title><h1>The bridge stays</h1><article>\(PagePictureTests.text)\(figure)\(PagePictureTests.text)</article>"
        let content = try PageReader.read(Array(page.utf8), url: "https://www.example.org/a").content
        #expect(content.media.map(\.url) == ["https://www.example.org/bridge.jpg"])
        #expect(content.bodyHTML?.contains("bridge.jpg") == true)
        #expect(content.bodyText?.contains("May") == false)
    }
}
