@testable import Markup
import Testing

struct HTMLDocumentTests {
    private func document(_ markup: String) -> HTMLDocument { HTMLDocument(utf8: Array(markup.utf8)) }

    /// The elements and texts below a node, as an outline.
    private func outline(_ node: HTMLNode) -> String {
        if node.isText { return "'\(node.text)'" }
        let inner = node.children.filter { !$0.isText || !$0.text.isEmpty }.map(outline).joined(separator: " ")
        return inner.isEmpty ? node.name : "\(node.name)(\(inner))"
    }

    @Test(arguments: [
        ("<p>a<article>b</article>", "body(p('a') article('b'))"),
        ("<p>a<section><p>b</section>c", "body(p('a') section(p('b')) 'c')"),
        ("<video><source src=a><p>b</p></video>", "body(video(source p('b')))"),
        ("<p>a</p></body></html>after", "body(p('a') p('after'))"),
        ("<template><p>a</p></template><p>b</p>", "body(template p('b'))"),
        ("<iframe><p>a</p></iframe>b", "body(iframe 'b')"),
        ("<div><svg><title>t</title></svg>b</div>", "body(div('b'))"),
        ("<p>a<wbr>b", "body(p('a' wbr 'b'))"),
        ("<script>var a = '<p>';</script><p>b", "body(script p('b'))"),
        ("<ul><li>a<li>b</ul>", "body(ul(li('a') li('b')))"),
        ("a\0b", "body('a b')"),
        ("<svg><defs><style/></defs></svg><p>b", "body(p('b'))"),
        ("<svg><script href=a.js/></svg><p>b", "body(p('b'))"),
        ("<svg><svg/><svg></svg><style>a > b {}</style></svg><p>b", "body(p('b'))"),
        ("<math><style/></math><p>b", "body(p('b'))"),
        ("<svg/><style/><p>a</style><p>b", "body(style p('b'))"),
        ("<div><svg></div><script>var a = '<p>';</script><p>b", "body(div script p('b'))"),
        ("<textarea>a <style></textarea><p>b", "body(textarea('a') p('b'))"),
        ("<textarea>a</textareas></textarea><p>b", "body(textarea('a') p('b'))"),
        ("<svg><title></svg><p>a <title>b</title>", "body(p('a') title('b'))"),
        ("", "body"),
    ])
    func `the tree is that of a browser`(_ markup: String, _ expected: String) {
        #expect(outline(document("<html><body>" + markup).body) == expected)
    }

    @Test(arguments: [
        ("<svg><path><p>a</p>b", "p('a') 'b'"), ("<a><svg><path><span>a</span></a><p>b", "a(span('a')) p('b')"),
        ("<a><svg><path></a>a<p>b", "a 'a' p('b')"), ("<div><svg><g><article><p>a</article></div>b", "div(article(p('a'))) 'b'"),
        ("<svg><svg><path><h1>a</h1></svg>b", "h1('a') 'b'"), ("<math><mi>x<ul><li>a</ul></math>b", "'b'"),
        ("<math><mrow><ul><li>a</ul>b", "ul(li('a')) 'b'"), ("<svg><img><text>a</text></svg>", "img text('a')"),
        ("<svg><path><p>a<script type=application/json>[1]</script><p>b", "p('a' script('[1]')) p('b')"),
        ("<svg><script type=application/ld+json>[\"<p>\"]</script><path><p>a", "script('[\"<p>\"]') p('a')"),
        ("<svg><style>p > a {}</style><title>t</title><a>x</a><text>y</text></svg>b", "'b'"),
        ("<svg><title>t <b>u</b></title><desc><p>d</desc><path/></svg>b", "'b'"),
        ("<svg><foreignObject><p>a</p><svg><g></svg></foreignObject><style/><a>x</a></svg><p>b", "p('b')"),
        ("<svg><foreignObject><script>'<p>'</script><div>a</div></foreignObject><text>x</text></svg>b", "'b'"),
        ("<svg><desc><b>a</b> c</desc><style/><path/></svg>b", "'b'"),
        ("<svg><title><b>a</b></title><script href=a/></svg>b", "'b'"),
        ("<a><svg></a><script>'<p>'</script>b", "a script 'b'"), ("<div><svg></div><style/>a</style>b", "div style 'b'"),
        ("<svg><body><p>a", "p('a')"), ("<dialog><svg><path></dialog><p>a", "dialog p('a')"),
        ("<my-icon><svg><path></my-icon>a", "my-icon 'a'"), ("<li><a><svg><title>t</a></li>b<svg><title>t</title></svg>c", "li(a) 'bc'"),
        ("<b><svg><foreignObject><div><br>x</div></b>a", "b 'a'"), ("<video><svg></g></path></video>a", "video 'a'"),
        ("a<svg>x<script>'y'</script></svg>b", "'ab'"),
        ("<svg/>a<math/>b", "'ab'"), ("a<svg><!-- x --><path d='<p>'/></svg>b", "'ab'"), ("<math><mi><svg><p>a</math>b", "'b'"),
        ("<svg><foreignObject/><path><p>a", "p('a')"), ("<svg><foreignObject><b>a</b></svg><script/>'<p>'</script>b", "script 'b'"),
    ])
    func `a drawing ends where it says so, or where an element of HTML begins in it`(_ markup: String, _ expected: String) {
        #expect(outline(document("<html><body>" + markup).body) == "body(\(expected))")
    }

    @Test func `many drawings that are left open take nothing from what follows`() {
        let markup = String(repeating: "<li><a href=/><svg class=icon><g><path d=M0><span>a</span></a>", count: 1000)
        let body = document("<body><ul>\(markup)</ul><article><p>One<p>Two</article>").body
        #expect(body.descendants.count { $0.tag == .span } == 1000)
        #expect(body.descendants.count { $0.tag == .p } == 2)
    }

    @Test(arguments: ["<svg><p>", "<svg>", "<svg><foreignObject>", "<svg><g><foreignObject><svg><p>", "</svg>", "<math><mi><p>"])
    func `drawings in each other are read`(unit: String) {
        let document = document(String(repeating: unit, count: 100_000) + String(repeating: "</foreignObject></svg>", count: 100_000))
        #expect(document.root.endIndex == document.nodeCount)
    }

    @Test(arguments: [
        ("a<!-- x -->b", "'ab'"), ("a<!---->b<!-- -- > -->c", "'abc'"), ("a<!-- x --!>b", "'ab'"), ("<<!-- x -->b>c", "'<b>c'"),
        ("<p>a<script>'<p>'</script>b", "p('a' script 'b')"), ("<p>a<style>.x > .y {}</style>b", "p('a' style 'b')"),
        ("<SCRIPT src=x>if (a</b/.c) {}</Script >b", "script 'b'"), ("<script/>'<p>'</script>b", "script 'b'"),
        ("a<script>'<p>'</scripts></script>b<!-- <script> -->c", "'a' script 'bc'"), ("a<style>b", "'a' style"),
        ("<script type='application/LD+JSON'>{\"a\":\"<p>\"}</script>b", "script('{\"a\":\"<p>\"}') 'b'"),
        ("<script type='application/ld+&#106;son'>[1]</script>b", "script('[1]') 'b'"),
    ])
    func `programs, styles and comments leave nothing, and take nothing with them; data stays`(_ markup: String, _ expected: String) {
        #expect(outline(document("<html><body>" + markup).body) == "body(\(expected))")
    }

    @Test func `metadata before the body stands in the head`() {
        let root = document("<!DOCTYPE html><title>T</title><meta name=a content=b><p>x").root
        #expect(outline(root) == "html(head(title('T') meta) body(p('x')))")
    }

    @Test func `attributes are read by name`() {
        let image = document("<img src=a.jpg data-src='b.jpg' ALT=\"c &amp; d\" hidden>").root.xpath("//img")?.nodes.first
        #expect(image?[.src] == "a.jpg")
        #expect(image?.attribute("data-src") == "b.jpg")
        #expect(image?[.alt] == "c & d")
        #expect(image?[.hidden] == "")
        #expect(image?[.href] == nil)
    }

    @Test func `an xpath finds nodes, attributes and values`() {
        let root = document("<div class='a b'><p>one</p><p id=x>two</p></div>").root
        #expect(root.xpath("//p[@id='x']")?.texts == ["two"])
        #expect(root.xpath("//div/@class")?.texts == ["a b"])
        #expect(root.xpath("string(//p)")?.texts == ["one"])
        #expect(root.xpath("count(//p)")?.texts == ["2"])
        #expect(root.xpath("//p[")?.texts == nil)
        #expect(root.xpath("nonsense()")?.texts == nil)
    }

    @Test func `text on one line keeps blocks apart`() {
        #expect(document("<div>a<p>b</p>c<span>d</span><br>e</div>").body.text == "a b cd e")
    }

    @Test func `limits hold`() {
        var limits = HTMLLimits()
        limits.maximumNodes = 10
        let many = HTMLDocument(utf8: Array(String(repeating: "<p>a", count: 100).utf8), limits: limits)
        #expect(many.isTruncated)
        #expect(many.nodeCount <= 12)
        limits = HTMLLimits()
        limits.maximumBytes = 20
        #expect(HTMLDocument(utf8: Array("<p>12345678901234567890</p>".utf8), limits: limits).isTruncated)
        let deep = document(String(repeating: "<div>", count: 100_000) + "x")
        #expect(deep.body.text == "x")
        #expect((0..<deep.nodeCount).compactMap { deep.node(at: $0)?.depth }.max() ?? 0 <= 256)
    }

    /// What makes libxml2's parser quadratic; each took minutes, and would again be noticed.
    @Test(arguments: [
        String(repeating: "<b>", count: 100_000) + String(repeating: "</i>", count: 100_000),
        String(repeating: "<table><tr><td>", count: 50_000) + String(repeating: "</b>", count: 50_000),
        "<p " + (0..<50_000).map { "a\($0)=1" }.joined(separator: " ") + ">",
        String(repeating: "<a b=\"\" ", count: 100_000) + "<a b=\"",
    ])
    func `markup made to be slow is read, and what follows it is kept where it is closed`(_ markup: String) {
        let document = document(markup + "><p>after</p>")
        #expect(document.nodeCount < 200_000)
        #expect(document.body.text.hasSuffix("after") || markup.hasSuffix("\""))
    }

    @Test func `bytes that are no markup are read without harm`() {
        for seed in 0..<50 {
            var state = UInt64(seed) &* 6_364_136_223_846_793_005 &+ 1
            let bytes = (0..<2000).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return "<>/=\"'& abp!-\u{0}".utf8.map { $0 }[Int(state >> 33) % 14]
            }
            let document = HTMLDocument(utf8: bytes)
            #expect(document.root.endIndex == document.nodeCount)
        }
    }

    @Test(arguments: [
        ("<title>What <b> and <style> do</title>", "What and do"), ("<TITLE>What <b> and <style> do</TITLE >", "What and do"),
        ("<title>What <b> and <!-- do</title>", "What and !-- do"),
        ("<title>What <i>we</i> do, and <bodycam>s <stro</title>", "What we do, and s stro"),
        ("<textarea>see <https://example.org/x</textarea>", nil), ("<textarea>embed <b</textarea>", nil),
    ])
    func `a title or field holds no tags`(markup: String, title: String?) {
        let document = document("\(markup)<p>One</p>")
        #expect(document.root.descendants.first { $0.tag == .title }?.text == title)
        #expect(document.root.descendants.first { $0.tag == .p }?.text == "One")
    }

    @Test(arguments: ["<title>a<p>", "<textarea>a<p>", "<title>a<textarea>b<p", "<title>a<p "])
    func `a title or field without an end of its own is read as any element is`(unit: String) {
        #expect(document(String(repeating: unit, count: 20_000) + ">One").root.text.hasSuffix("One"))
        let page = document("<head><title>The bridge</head><body><p>One<p>Two<svg><title>icon</title></svg><textarea>x</textarea></body>")
        #expect(page.body.descendants.count { $0.tag == .p } == 2)
    }

    @Test func `classes are parted by any white space`() {
        let document = document("<p class='one\ntwo\tthree'>")
        #expect(["one", "two", "three"].allSatisfy(document.hasClass) && !document.hasClass("one\ntwo") && !document.hasClass("wo"))
    }

    @Test(arguments: ["<x#>a", "</x#>a", "<i x# y=1>a", "&x#;a", "&é#;a", "&bé#;a", "<?é#>a", "<!doctype x#>a"])
    func `of very many different names some thousand are kept`(unit: String) {
        let markup = (0..<40_000).map { unit.replacing("#", with: "\($0)") }.joined()
        let prepared = String(decoding: HTMLInput.prepared(Array("<p>\(markup)".utf8), limit: 1 << 20), as: UTF8.self)
        #expect(prepared.contains(unit.replacing("#", with: "5000")) && !prepared.contains(unit.replacing("#", with: "39000")))
        #expect(HTMLDocument(fragment: "<p>\(markup)").root.text.count { $0 == "a" } == 40_000)
    }

    @Test(arguments: ["&#;a", "<?#>a"]) func `names that differ by capitals alone are different ones where the parser tells them apart`(
        unit: String
    ) {
        let markup = (0..<40_000).map { number in
            let name = (0..<16).map { number >> $0 & 1 == 0 ? "a" : "A" }.joined()
            return unit.replacing("#", with: name)
        }
        let prepared = String(decoding: HTMLInput.prepared(Array("<p>\(markup.joined())".utf8), limit: 1 << 20), as: UTF8.self)
        #expect(prepared.contains(markup[5000].dropLast()) && !prepared.contains(markup[39_000].dropLast()))
    }

    @Test(arguments: [
        "@click=\"() => open\"", "@scroll.window = 'a > b'", "[hidden]=\"a > b\"", "(click)='a > b'", "#menu=\"a > b\"", "data@b=\"a > b\"",
        "v-bind:[key]='a > b'", "名=\"a > b\"", "1st='a > b'", "=\"a\"", "\"", "/", "@a @b=c", "@a='unended",
    ])
    func `an attribute whose name is none to the parser ends where HTML ends it`(attribute: String) {
        let document = HTMLDocument(fragment: "<section x-data='{}' \(attribute) lang=\"en\" class=\"k\"><p>One</p></section><p>Two</p>")
        #expect(SanitizedHTML(node: document.body, base: nil).text == "One\n\nTwo")
        let section = document.root.xpath("//section[@class='k' and @lang='en']")?.texts
        #expect(section?.count == 1)
    }

    @Test(arguments: ["=\"\"", "='' ", " ", "/"]) func `a tag with very many attributes is cut short`(separator: String) {
        let attributes = (0..<60_000).map { "a\($0)\(separator)" }.joined()
        let document = HTMLDocument(fragment: "<p title='t' \(attributes)>One</p><p>Two</p>")
        #expect(SanitizedHTML(node: document.body, base: nil).text == "One\n\nTwo")
    }

    @Test(arguments: [
        "<!--<script>-->", "<!-- <a b=\" -->", "<!-->", "<!--->", "<!-- a --!>", "<scripty></scripty>", "<script/></script>",
        "<script>if (a</p) b=\"</script>", "</i <a b=\">", "<i a@b=\">", "<i =\">", "<!doctype x <a b=\">", "<?x <a b=\">", "<. b=\">",
        "<_ b=\">", "<: b=\">",
    ])
    func `nothing that stands before a tag hides how many attributes it has`(before: String) {
        let attributes = (0..<2_000).map { "a\($0)" }.joined(separator: " ")
        let markup = "\(before)<p title=early \(attributes) lang=late>One</p>"
        let prepared = String(decoding: HTMLInput.prepared(Array(markup.utf8), limit: 1 << 20), as: UTF8.self)
        #expect(prepared.contains("<p title=early a0 a1 ") && !prepared.contains("lang=late"))
        // What is left out of the tag is blanked; of comments and programs nothing is kept.
        let blank = String(repeating: " ", count: 1000)
        #expect(prepared.contains(blank) && prepared.hasSuffix(">One</p>"))
        let paragraph = HTMLDocument(fragment: markup).root.descendants.first { $0.tag == .p }
        #expect(paragraph?[.title] == "early")
        #expect(paragraph?.text == "One")
    }

    @Test func `a sign of less in a program, and a value with a sign of greater, are what they are`() {
        let document = HTMLDocument(
            fragment: "<script>for (i=0;i<n;i++) s='<p lang=x>'</script><p title='a > b' lang=tr>One</p><!-- <p>no</p> --><p>Two</p>")
        #expect(document.root.descendants.filter { $0.tag == .p }.map(\.text) == ["One", "Two"])
        #expect(document.root.descendants.first { $0.tag == .p }?[.lang] == "tr")
    }
}
