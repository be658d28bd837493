import NewsModel
import PageReading
import Testing

/// Pages that are no article say what they seem to be; articles about such things are articles.
@Suite struct PageImpressionTests {
    private func failure(_ page: String, url: String = "https://www.example.org/a") -> PageError? {
        do {
            _ = try PageReader.read(Array(page.utf8), contentType: "text/html; charset=utf-8", url: url)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        ("<title>Just a moment...</title><h1>www.example.org</h1><p>Checking your browser before you can go on to the page.</p>", "robots"),
        (
            "<title>Access Denied</title><h1>Access Denied</h1><p>You don't have permission to access this page on this server.</p>",
            "robots"
        ),
        (
            "<title>404 - Coast News</title><h1>Sorry</h1><p>We could not find what you were looking for on this site.</p>",
            "none at its address"
        ),
        ("<title>Sayfa bulunamadı</title><p>Aradığınız sayfa kaldırılmış veya adı değiştirilmiş olabilir.</p>", "none at its address"),
        ("<title>الصفحة غير موجودة</title><p>عذرا، الصفحة التي تبحث عنها غير موجودة.</p>", "none at its address"),
        ("<title>Before you continue</title><p>We and our partners keep data on your device, if you let us.</p>", "consent"),
        ("<title>Members</title><h1>Welcome</h1><form><input type=text><input type=password></form><p>Log in to read on.</p>", "log in"),
        ("<title></title><div id=root></div><noscript>Enable JavaScript</noscript>", "neither a headline nor text"),
    ])
    func `a page that is no article says what it seems to be`(_ page: String, _ expected: String) throws {
        let told = try #require(failure(page))
        #expect(told.type == .noArticle)
        #expect(told.message.contains(expected), "\(told.message)")
        #expect(!told.hint.isEmpty)
    }

    @Test(arguments: [
        "0;url=/new/place", "0; URL='https://www.example.org/new/place'", "3, url = https://www.example.org/new/place",
        "0;URL=/new/place?utm_source=x",
    ])
    func `a page that sends its readers on says where`(_ refresh: String) throws {
        let told = try #require(failure("<meta http-equiv=refresh content=\"\(refresh)\"><title>Moved</title><p>Moved.</p>"))
        #expect(told.location?.hasPrefix("https://www.example.org/new/place") == true)
        #expect(told.message.contains("https://www.example.org/new/place"))
        #expect(throws: told) {
            let page = "<meta http-equiv=refresh content=\"\(refresh)\"><title>Moved</title>"
            return try PageReader.links(Array(page.utf8), url: "https://www.example.org/a")
        }
    }

    @Test(arguments: ["300", "300;url=https://www.example.org/a", "0;url=https://www.example.org/a", "0;url=javascript:x()"])
    func `a page that only loads itself again, or goes on later, is read`(_ refresh: String) {
        let text = String(repeating: "<p>\(Pages.sentence)</p>", count: 5)
        #expect(failure("<meta http-equiv=refresh content=\"\(refresh)\"><h1>The bridge stays</h1>\(text)") == nil)
    }

    @Test(arguments: [
        "Just a moment: the bridge stays", "Page not found: how links die", "Your privacy at the bridge", "404 Media opens an office",
    ])
    func `an article about such a thing is an article`(_ headline: String) {
        let text = String(repeating: "<p>\(Pages.sentence)</p>", count: 12)
        #expect(failure("<title>\(headline)</title><h1>\(headline)</h1><article>\(text)</article>") == nil)
        let short = "<time datetime='2026-03-02'>2 March 2026</time><p>\(Pages.sentence)</p>"
        #expect(failure("<title>\(headline)</title><article><h1>\(headline)</h1>\(short)</article>") == nil)
    }

    @Test func `the canonical address of an AMP page is the article's`() throws {
        let text = String(repeating: "<p>\(Pages.sentence)</p>", count: 5)
        let page =
            "<html amp><link rel=canonical href='https://www.example.org/2026/bridge'><h1>The bridge stays</h1><article>\(text)</article>"
        let article = try PageReader.read(Array(page.utf8), url: "https://www.example.org/amp/2026/bridge?utm_source=feed")
        #expect(article.canonicalURL == "https://www.example.org/2026/bridge")
    }

    @Test func `a page that names its AMP page stays what it is`() throws {
        let text = String(repeating: "<p>\(Pages.sentence)</p>", count: 5)
        let page = "<link rel=amphtml href='/amp/2026/bridge'><title>T</title><h1>The bridge stays</h1><article>\(text)</article>"
        let article = try PageReader.read(Array(page.utf8), url: "https://www.example.org/2026/bridge")
        #expect(article.canonicalURL == "https://www.example.org/2026/bridge")
    }

    @Test(arguments: [
        ("%PDF-1.7\n%\u{e2}\u{e3}\n1 0 obj <</Type /Catalog>> endobj", "a PDF document"), ("\u{89}PNG\r\n\u{1A}\n", "a picture"),
        ("GIF89a\u{1}\u{0}", "a picture"), ("PK\u{3}\u{4}\u{14}\u{0}", "an archive"), ("RIFF\u{1}\u{0}\u{0}\u{0}WEBPVP8 ", "a picture"),
        ("\u{0}\u{0}\u{0}\u{18}ftypmp42", "a film or a recording"), ("ID3\u{3}\u{0}\u{0}", "a film or a recording"),
    ])
    func `what is no page is named`(_ beginning: String, _ kind: String) throws {
        let bytes =
            beginning.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } + (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        #expect { try PageReader.read(bytes, contentType: "text/html") } throws: { error in
            (error as? PageError)?.type == .malformed && (error as? PageError)?.message == "the document is \(kind), not a page"
        }
    }

    @Test func `a page above the limit is refused, one below it is read`() throws {
        let text = String(repeating: "<p>\(Pages.sentence)</p>", count: 5)
        func page(bytes: Int) -> [UInt8] {
            let head = Array("<title>T</title><h1>The bridge stays</h1><article>\(text)</article><!--".utf8)
            return head + [UInt8](repeating: UInt8(ascii: "x"), count: bytes - head.count - 3) + Array("-->".utf8)
        }
        #expect(try PageReader.read(page(bytes: PageReader.maximumBytes)).content.headline == "The bridge stays")
        for read in [{ _ = try PageReader.read($0) }, { _ = try PageReader.links($0) }] as [([UInt8]) throws -> Void] {
            #expect { try read(page(bytes: PageReader.maximumBytes + 1)) } throws: { error in
                (error as? PageError)?.type == .tooLarge && (error as? PageError)?.message == "the page has more than 8 MiB"
            }
        }
    }

    @Test func `more elements than a page may have are left out, and it says so`() throws {
        let text = String(repeating: "<p>\(Pages.sentence)</p>", count: 5)
        let page = "<title>T</title><h1>The bridge stays</h1><article>\(text)</article>" + String(repeating: "<br>", count: 500_000)
        let article = try PageReader.read(Array(page.utf8))
        #expect(article.content.headline == "The bridge stays")
        #expect(article.warnings.contains(.textTruncated))
    }

    @Test(arguments: [
        ("<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"isAccessibleForFree\":\"False\"}</script>", ""),
        ("<meta property='article:content_tier' content='locked'>", ""),
        ("", "<div class='article__paywall'>Read on with a subscription, from one euro for the first month.</div>"),
    ])
    func `a beginning before a wall is marked`(_ head: String, _ wall: String) throws {
        func read(_ count: Int) throws -> PageArticle {
            let text = String(repeating: "<p>\(Pages.sentence)</p>", count: count)
            let page = "<html lang=en><head>\(head)</head><h1>The bridge stays</h1><article>\(text)</article>\(wall)"
            return try PageReader.read(Array(page.utf8))
        }
        #expect(try read(3).warnings.contains(.paywalled))
        #expect(try !read(30).warnings.contains(.paywalled))
    }

    @Test func `a text as long as the publisher says is whole`() throws {
        func read(words: Int) throws -> PageArticle {
            let head =
                "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"wordCount\":\(words),\"isAccessibleForFree\":false}</script>"
            let text = String(repeating: "<p>\(Pages.sentence)</p>", count: 14)
            return try PageReader.read(Array("<html lang=en>\(head)<h1>The bridge stays</h1><article>\(text)</article>".utf8))
        }
        #expect(try !read(words: 320).warnings.contains(.paywalled))
        #expect(try read(words: 900).warnings.contains(.paywalled))
    }
}
