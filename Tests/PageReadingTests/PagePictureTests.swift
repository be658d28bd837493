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

    @Test(arguments: [
        ("/1001/large.jpg", "/1002/large.jpg"), ("/image.php?id=5", "/image.php?id=6"),
        ("/_next/image?url=a&w=640", "/_next/image?url=b&w=640"),
        ("/2026/bridge.jpg", "/2025/bridge.jpg"), ("/large.jpg", "/small.jpg?id=6"), ("/img.ashx?v=101", "/img.ashx?v=102"),
        ("/photo.php?s=101", "/photo.php?s=102"), ("/getimage?t=quay", "/getimage?t=wall"), ("/w10.jpg", "/w11.jpg"),
        ("/12h.jpg", "/18h.jpg"),
        ("/resize?url=%2Fa%2Fquayside.jpg", "/resize?url=%2Fa%2Fharbour.jpg"),
        ("/quay/wide__1300x731__desktop", "/crane/wide__1300x731__desktop"),
        ("/acc/5f3a-11b2c3d4e5/public", "/acc/6a2b-22b2c3d4e5/public"), ("/a1b2c3d/Untitled_design.png", "/e5f6a7b/Untitled_design.png"),
        ("/aa/image1.jpg", "/bb/image1.jpg"), ("/quay/before.jpg", "/wall/before.jpg"),
        ("/2026/03/harbour-wall.jpg", "/2026/02/harbour-wall.jpg"),
        ("/bridge-w120-left.jpg", "/bridge-w120-right.jpg"), ("/quay-w2026-one.jpg", "/quay-w2026-two.jpg"),
        ("/a1b2c3d4/harbour-wall.jpg", "/b1b2c3d4/harbour-wall.jpg"), ("/i/mercedes-s500.jpg", "/i/mercedes-s600.jpg"),
        ("/styles/quay/harbour.jpg", "/styles/wall/harbour.jpg"), ("/a12345b/harbour-wall.jpg", "/a12346b/harbour-wall.jpg"),
    ])
    func `two pictures are two, however little of their addresses differs`(_ one: String, _ other: String) throws {
        let both = ["https://www.example.org\(one)", "https://www.example.org\(other)"]
        #expect(try pictures(inside: "<img src='\(one)'><img src='\(other)'>") == both)
    }

    @Test(arguments: [
        ("/a-300x200.jpg", "/a-1024x683.jpg"), ("/a.jpg?w=300&amp;q=80", "/a.jpg?w=600&amp;q=70"), ("/300x200/a.jpg", "/a.webp"),
        ("/w300/a.jpg", "/1200w/a.jpg"), ("/upload/w_300,h_200,c_fill/v1/a.jpg", "/upload/c_limit/v1/a.jpg"),
        ("/1001/large.jpg", "/1001/small.jpg"), ("/2026/03/a.jpg", "https://pictures.example/www.example.org/2026/03/a.jpg?resize=300,200"),
        ("/_next/image?url=a&amp;w=640", "/_next/image?url=a&amp;w=1280"), ("/a@2x.jpg", "/a.jpg"),
        ("/v2/HARBOUR7.jpg?auth=a&amp;width=414", "/v2/HARBOUR7.jpg?auth=b&amp;focal=10,20&amp;smart=true"),
        ("/files/2026-03/harbour.jpg", "/files/styles/og_image/public/2026-03/harbour.jpg?itok=x"),
        ("/img/1100/194191.jpg", "/img/450/194191.jpg"),
        ("/BASE_1_1_W1000/harbour-quay.jpg", "/BASE_4_3_W500/harbour-quay.jpg"),
        ("/a1/0_180_5472_3283/5472.jpg?s=a", "/a1/5472.jpg?precrop=40:21"),
        ("/photo-16502?crop=faces", "/photo-16502?ixlib=a"),
        ("/harbour.jpg", "/dims/crop/30x20/?url=https%3A%2F%2Fa.example%2Fharbour.jpg"),
        ("/harbour-1~1280x720?cb=17", "/harbour-1~2400x1350?cb=18"), ("/30001_w1280_r1.77_f50.jpg", "/30001_w960_r1.778.webp"),
        ("/AVv1a/w1200-h630-p-k-no-nu/harbour.jpg", "/AVv1a/s640/harbour.jpg"),
        ("/AVvXa1/w1200-h630-p-k-no-nu/harbour-quay.jpg", "/AVvXa1/s1600-rw/harbour-quay.jpg"),
        ("/large2x/harbour-quay.jpg", "/medium1x/harbour-quay.jpg"), ("/crop16x9/harbour-quay.jpg", "/crop4x3/harbour-quay.jpg"),
        ("/w1200h630/harbour-quay.jpg", "/w800h450/harbour-quay.jpg"), ("/fit1200x630/harbour-quay.jpg", "/fit800x450/harbour-quay.jpg"),
        ("/opengraph1200/harbour-quay.jpg", "/article800/harbour-quay.jpg"), ("/news/harbour.jpg", "/news/thumbs/harbour.jpg"),
        ("/s1200d/harbour-quay.jpg", "/s615b/harbour-quay.jpg"),
        ("/files/harbour.jpg", "/files/styles/large_16_9/public/harbour.jpg?itok=b"),
        ("/harbour.jpg", "/harbour.jpg/jcr:content/renditions/web.1280.1280.jpeg"), ("/harbour.jpg", "/harbour.jpg.webp"),
    ])
    func `one picture in two sizes is one`(_ one: String, _ other: String) throws {
        let first = "https://www.example.org\(one)".replacing("&amp;", with: "&")
        #expect(try pictures(inside: "<img src='\(one)'><img src='\(other)'>") == [first])
    }

    @Test(arguments: [
        "<img srcset='/small.jpg 400w, /bridge.jpg 800w,/b.jpg 600w'>", "<img data-srcset='/small.jpg, /bridge.jpg 2x'>",
        "<img data-lazy-src='/bridge.jpg' src='data:image/gif;base64,AA'>", "<img src='' srcset='/bridge.jpg'>",
        "<picture><source srcset='/bridge.jpg 1x'><img alt='The bridge'></picture>", "<img src='/blank.gif' data-src='/bridge.jpg'>",
        "<img src='/placeholder.svg' data-srcset='/small.jpg 400w, /bridge.jpg 800w'>", "<img src='/p.jpg?w=40' srcset='/bridge.jpg 800w'>",
        "<picture><source data-srcset='/bridge.jpg 800w'><img src='/p.jpg?a=1&amp;width=20'></picture>",
        "<img src='#' data-src='/bridge.jpg'>", "<img src='/bridge.jpg' srcset='/small.jpg 800w'>",
        "<img src='/bridge.jpg' data-src='/bridge_{width}x.jpg' data-srcset='/bridge-{w}.jpg {w}w'>",
        "<img src='/bridge.jpg' data-original='true' data-src='blob:https://a.example/1'>",
        "<img src='/bridge.jpg' data-src='/placeholder.gif'>", "<img src='/loading.gif' data-src='/bridge.jpg'>",
        "<img src='/bridge.jpg' data-original='/bridge-loading.gif'>", "<img src='/loading.png' data-src='/bridge.jpg'>",
        "<img src='/a/loader.svg?v=2' srcset='/bridge.jpg 800w'>", "<img src=' /bridge.jpg'>",
        "<img src='\n\t/bridge.jpg\r\n'>", "<img src='HTTPS://www.example.org/bridge.jpg'>",
        "<img src='data:image/gif;base64,AA' data-src=' https://www.example.org/bridge.jpg '>",
        "<img src='{{ picture.url }}/a.jpg' data-src='/bridge.jpg'>",
        "<picture>\n<source srcset='/bridge.jpg'>\n<source srcset='/b.jpg'>\n<source srcset='/c.jpg'>\n<source srcset='/d.jpg'>\n<img></picture>",
        "<picture>\(String(repeating: "\n<source>", count: 40))<source srcset='/bridge.jpg'><img src='data:image/gif;base64,AA'></picture>",
        "<img src='/bridge.jpg' data-src='{\"a\":\"/b.jpg\"}'>",
    ])
    func `a picture is found wherever its address stands, the widest of a list`(_ picture: String) throws {
        #expect(try pictures(inside: picture) == ["https://www.example.org/bridge.jpg"])
        #expect(try pictures(above: "<div>\(picture)</div>") == ["https://www.example.org/bridge.jpg"])
    }

    @Test(arguments: [
        ("/bridge-loading.jpg", "/b.jpg 800w"), ("/wheel-loader.jpg", "/b.jpg 800w"), ("/~/media/{A1B2C3D4-1111-2222}.ashx", ""),
        ("?img=5", ""), ("bridge_16:9.jpg", ""),
    ])
    func `an address is one whatever it is made of`(_ address: String, _ others: String) throws {
        let url = "https://www.example.org/" + (address.hasPrefix("?") ? "a" : "") + address.trimmingPrefix("/")
        let expected = url.replacing("{", with: "%7B").replacing("}", with: "%7D")
        #expect(try pictures(inside: "<img src='\(address)' srcset='\(others)'>") == [expected])
        #expect(try pictures(inside: "<img data-src='\(address)' src='/b.gif'>") == [expected])
    }

    @Test(arguments: ["transparent.png", "blank.png", "pixel.png", "empty.svg", "spacer.png", "pixel.jpg?id=3", "timingPixel.gif"])
    func `a blank picture is none`(name: String) throws {
        #expect(try pictures(inside: "<img src='/assets/\(name)' data-lazyload='/bridge.jpg'>").isEmpty)
    }

    @Test(arguments: ["google-pixel.jpg", "google-pixel.png", "the-best-phone-pixel.webp", "empty.jpg"])
    func `a picture of the text is one whatever its name`(name: String) throws {
        #expect(try pictures(inside: "<figure><img src='/\(name)'></figure>") == ["https://www.example.org/\(name)"])
    }

    @Test func `a picture without an address of its own is none`() throws {
        #expect(
            try pictures(inside: "<img src='#'><img src='/pixel.gif?id=3'><img src=''><img src='data:image/gif;base64,AA' data-src=' '>")
                .isEmpty)
    }

    @Test(arguments: [
        ("<video src='/a.mp4'></video>", Media.Kind.video), ("<figure><video><source src='/a.mp4'></video></figure>", .video),
        ("<p><audio controls><source><source src='/a.mp4'></audio></p>", .audio),
        ("<div class='video-player'><video src='/a.mp4'></video></div>", .video),
    ])
    func `films and sound of the text are its media`(_ player: String, _ kind: Media.Kind) throws {
        func media(_ player: String) throws -> [Media] {
            let page =
                "<title>The bridge stays</title><h1>The bridge stays</h1><article>\(PagePictureTests.text)\(player)\(PagePictureTests.text)</article>"
            return try PageReader.read(Array(page.utf8), url: "https://www.example.org/a").content.media
        }
        #expect(try media(player).map(\.url) == ["https://www.example.org/a.mp4"])
        #expect(try media(player).map(\.kind) == [kind])
        #expect(try media("<div hidden>\(player)</div><noscript>\(player)</noscript><div class='teads-inread'>\(player)</div>").isEmpty)
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
