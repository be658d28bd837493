import Markup
import NewsModel
import Testing

struct SanitizedHTMLTests {
    private static let base = URLReference("https://example.org/news/one.html")

    struct Example: CustomTestStringConvertible, Sendable {
        var markup: String
        var html: String
        var testDescription: String { markup }

        init(_ markup: String, _ html: String) {
            self.markup = markup
            self.html = html
        }
    }

    @Test(arguments: [
        Example("", ""),
        Example("plain  text\n", "<p>plain text</p>"),
        Example("1 > 0", "<p>1 &gt; 0</p>"),
        Example("A &amp; B&nbsp;C", "<p>A &amp; B C</p>"),
        Example("<p>one<p>two", "<p>one</p><p>two</p>"),
        Example("<div>one</div>two", "<p>one</p><p>two</p>"),
        Example("one<br>two", "<p>one<br>two</p>"),
        Example("one<br><br>two", "<p>one</p><p>two</p>"),
        Example("<h1>a</h1><h6>b</h6>", "<h2>a</h2><h4>b</h4>"),
        Example("<b>a</b> <i>b</i>", "<p><strong>a</strong> <em>b</em></p>"),
        Example("<strong><p>a</p><p>b</p></strong>", "<p><strong>a</strong></p><p><strong>b</strong></p>"),
        Example("<ul><li>a</li><li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>"),
        Example("<li>a</li><li>b</li>", "<ul><li>a</li><li>b</li></ul>"),
        Example("<ul>stray<li>a</li></ul>", "<ul><li>stray</li><li>a</li></ul>"),
        Example("<ul><li><p>a</p><p>b</p></li></ul>", "<ul><li><p>a</p><p>b</p></li></ul>"),
        Example("<blockquote>said</blockquote>", "<blockquote><p>said</p></blockquote>"),
        Example("<a href='/x?a=1&amp;b=2'>x</a>", "<p><a href=\"https://example.org/x?a=1&amp;b=2\">x</a></p>"),
        Example("<a href='mailto:a@example.org'>x</a>", "<p><a href=\"mailto:a@example.org\">x</a></p>"),
        Example("<img src='p.jpg' width='10' onerror='x'>", "<p><img src=\"https://example.org/news/p.jpg\" alt=\"\" width=\"10\"></p>"),
        Example(
            "<figure><img src='p.jpg' alt='P'><figcaption>C</figcaption></figure>",
            "<figure><img src=\"https://example.org/news/p.jpg\" alt=\"P\"><figcaption>C</figcaption></figure>"),
        Example(
            "<table><tr><th>a<td colspan=2>b<tr><td>c</table>",
            "<table><tr><th>a</th><td colspan=\"2\">b</td></tr><tr><td>c</td></tr></table>"),
        Example("<pre>a\n  b</pre>", "<pre>a\n  b</pre>"),
        Example("<p dir='rtl' lang='ar' style='x' class='y' id='z'>م</p>", "<p dir=\"rtl\" lang=\"ar\">م</p>"),
        Example("<p></p><p> &nbsp; </p><em></em>", ""),
        Example("<p>a<article>b</article></p>", "<p>a</p><p>b</p>"),
        Example("<form><p>a</p><input value=b><button>c</button></form>", "<p>a</p>"),
        Example("<wbr>a<wbr>b", "<p>ab</p>"),
    ])
    func `what is allowed gets through, well-formed`(_ example: Example) {
        #expect(SanitizedHTML(fragment: example.markup, base: Self.base).html == example.html)
    }

    @Test(arguments: [
        "one<br>two<br><br>three", "<p>one <a href='https://e.org/'>two</a>, <b>three</b></p><p>four",
        "<ul><li>one<li>two</ul>three &amp; four",
        "one<img src='https://e.org/a.png'>two", "<figure><img src='https://e.org/a.png'><figcaption>c</figcaption></figure>d",
        "<table><tr><td>one<td>two<tr><td>three</table>", "<pre>  one\n two</pre>three", "<div><div>one</div>two</div>",
    ])
    func `plain text is the text of the sanitised markup`(_ markup: String) {
        #expect(SanitizedHTML.plainText(of: markup) == SanitizedHTML(fragment: markup, base: nil).text)
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "<SCRIPT SRC=//evil></SCRIPT>", "<p onclick=alert(1)>x</p>", "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>", "<a href='JaVaScRiPt:alert(1)'>x</a>", "<a href='java\nscript:alert(1)'>x</a>",
        "<a href='java&#0;script:alert(1)'>x</a>", "<a href=' &#1;javascript:alert(1)'>x</a>", "<a href='&#106;avascript:alert(1)'>x</a>",
        "<a href='data:text/html,<script>alert(1)</script>'>x</a>", "<a href='vbscript:x'>x</a>", "<img src='data:image/svg+xml,x'>",
        "<svg><script>alert(1)</script></svg>", "<svg onload=alert(1)>", "<math><mi xlink:href='javascript:x'>x</mi></math>",
        "<iframe src='https://evil'></iframe>", "<iframe srcdoc='<script>x</script>'>", "<object data='x'><embed src='y'></object>",
        "<style>@import 'x'</style>", "<p style='background:url(javascript:x)'>x</p>", "<link rel=stylesheet href=x>",
        "<meta http-equiv=refresh content='0;url=javascript:x'>", "<base href='javascript:x'>", "<form action='javascript:x'>x</form>",
        "<input onfocus=x autofocus>", "<template><script>x</script></template>", "<noscript><p title=\"</noscript><script>x</script>\">",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "<p title='\"><script>x</script>'>x</p>", "<img alt='\"><script>x</script>' src='https://e.org/a.png'>",
        "<a title=\"&quot; onmouseover=x\" href='https://e.org/&quot;onclick=x'>x</a>", "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<<script>script>alert(1)<</script>/script>", "<scr<script>ipt>alert(1)</scr</script>ipt>", "<video><source onerror=x></video>",
        "<details ontoggle=x open>x</details>", "<xmp><script>x</script></xmp>", "<plaintext><script>x</script>",
        "<img src=`x`onerror=alert(1)>", "<a href=\"\u{1}javascript:x\">x</a>", "<a/href=javascript:x>x</a>",
    ])
    func `nothing that can run survives`(_ markup: String) {
        for base in [Self.base, nil] {
            let html = SanitizedHTML(fragment: markup, base: base).html
            let tags = html.split(separator: "<").dropFirst().map { $0.prefix { $0 != ">" } }
            for tag in tags {
                let name = tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }
                #expect(
                    ["p", "h2", "h3", "h4", "ul", "li", "a", "img", "strong", "em", "br", "table", "tr", "td", "code", "pre"]
                        .contains(String(name)), "\(html)")
                // An attribute is a name, then a value in quotes, in which no quote stands.
                var rest = tag.drop { $0 == "/" }.dropFirst(name.count)
                while let start = rest.firstIndex(of: "=") {
                    let attribute = rest[..<start].drop { $0 == " " }
                    #expect(["href", "src", "alt", "title", "width", "height"].contains(String(attribute)), "\(html)")
                    let value = rest[rest.index(after: start)...].dropFirst().prefix { $0 != "\"" }
                    if attribute == "href" || attribute == "src" {
                        #expect(value.hasPrefix("http://") || value.hasPrefix("https://"), "\(html)")
                    }
                    rest = rest[value.endIndex...].dropFirst()
                }
            }
        }
    }

    @Test func `text keeps paragraphs apart and leaves captions out`() {
        let sanitized = SanitizedHTML(
            fragment: """
                <h2>Head</h2><p>One
                line&nbsp; here.</p><figure><img src=a.jpg><figcaption>Caption</figcaption></figure><p>Two<br>lines.</p>
                <ul><li>a<li>b</ul><table><tr><td>1<td>2<tr><td>3</table>
                """, base: nil)
        #expect(sanitized.text == "Head\n\nOne line here.\n\nTwo\nlines.\n\na\n\nb\n\n1 2\n\n3")
    }

    @Test func `plain text of a fragment resolves references once`() {
        #expect(SanitizedHTML.plainText(of: "A &amp;lt; B") == "A &lt; B")
        #expect(SanitizedHTML.plainText(of: "no markup") == "no markup")
    }

    @Test func `deep nesting neither crashes nor loses text`() {
        let markup = String(repeating: "<div><b>", count: 20_000) + "core" + String(repeating: "</i></div>", count: 20_000)
        #expect(SanitizedHTML(fragment: markup, base: nil).text == "core")
    }

    @Test func `a link left open is not written in every paragraph of a long page`() throws {
        let link = "<a href=\"https://example.org/" + String(repeating: "x", count: 1000) + "\">"
        let html = SanitizedHTML(fragment: link + String(repeating: "<p>word</p>", count: 2000), base: nil).html
        #expect(html.utf8.count < 60_000)
        #expect(html.contains("</a></p><p><a href="))
    }

    @Test func `a base of great length does not make every short link long`() {
        let base = URLReference("https://example.org/" + String(repeating: "y", count: 6000) + "/")
        let html = SanitizedHTML(fragment: String(repeating: "<a href=x>w</a> ", count: 1000), base: base).html
        #expect(html.utf8.count < 20_000)
    }

    @Test func `a picture's description is cut at a thousand characters`() {
        let alt = String(repeating: "ş", count: 5000)
        let html = SanitizedHTML(fragment: "<img src='https://e.org/p.jpg' alt='\(alt)' title='\(alt)'>", base: nil).html
        #expect(html.unicodeScalars.count < 2200)
    }

    private static let sentence = "The old bridge stays where it is, and is mended in spring."

    @Test(arguments: ["\n\n", " \n \n ", "\r\n\r\n", "\n\n\n\n", "\n\u{3000}\n"])
    func `a blank line between sentences of one text parts paragraphs`(gap: String) {
        let markup = "<p>\(SanitizedHTMLTests.sentence)\(gap)So \(SanitizedHTMLTests.sentence)</p>"
        let written = SanitizedHTML(node: HTMLDocument(fragment: markup).body, base: nil)
        #expect(written.html == "<p>\(SanitizedHTMLTests.sentence)</p><p>So \(SanitizedHTMLTests.sentence)</p>")
        #expect(written.text == "\(SanitizedHTMLTests.sentence)\n\nSo \(SanitizedHTMLTests.sentence)")
    }

    @Test(arguments: [
        "\(sentence)\n\(sentence)", "\(sentence.dropLast())\n\n\(sentence)", "\(sentence)\n\n<b>So</b> \(sentence)", "One.\n\n\(sentence)",
        "\(sentence)\n\nTwo.", "\(sentence)\n\nand \(sentence)",
    ])
    func `blank lines that only lay markup out part no paragraphs`(markup: String) {
        #expect(SanitizedHTML(node: HTMLDocument(fragment: "<p>\(markup)</p>").body, base: nil).html.split(separator: "<p>").count == 1)
    }
}
