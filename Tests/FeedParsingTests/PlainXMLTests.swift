@testable import FeedParsing
import Testing

/// ``PlainXML`` and ``StrictXML`` have to make the same of a document, or the first nothing.
@Suite struct PlainXMLTests {
    @Test(arguments: [
        "<a/>", "<a></a>", "<a >t</a >", "\n<!-- c --><?p q?>\n<a b='1' c=\"2\">t</a>\n<!-- d -->\n", "<a>x<b>y</b>z<b/></a>",
        "<a>&lt;b&gt; &amp;amp; &quot;&apos;&#65;&#x1F600;&#xe9;</a>", "<a>&nbsp;&rsquo;&hellip;</a>",
        "<a b='&lt;&#10;\t\n&eacute;&quot;'/>",
        "<a>x<![CDATA[<b>&amp;</b>]]>y<![CDATA[]]>z<![CDATA[]]]]><![CDATA[>]]></a>", "<a>x<!-- c -->y<?p?>z&amp;w</a>",
        "<a>one\r\ntwo\rthree\n\rfour</a>", "<a b='1\r\n2'/>", "<a xmlns='urn:a' xmlns:p='urn:p'><p:b p:c='1' c='2'/><b xmlns=''/></a>",
        "<a><b xmlns:p='urn:1'><p:c/></b><b xmlns:p='urn:2'><p:c/></b><p:c/></a>", "<a xml:lang='de' xml:base='https://example.org/'/>",
        "<a xmlns='urn:a'><b xmlns='urn:a'><c/></b><d/></a>", "<a.b-c_d e.f='1'/>", "<a>] ]] > ]&gt;</a>", "<a><![CDATA[]]></a>",
        "<a>\u{7F}\u{85}\u{2028}\u{FFFD}é日本\u{1F600}</a>", "<a><dc:b/><c dc:d='1'/></a>", "<a>&#13;&#x9;</a>",
    ])
    func `plain documents become the same tree`(document: String) throws {
        let bytes = Array(document.utf8)[...]
        let plain = try #require(PlainXML.read(bytes, limits: .init()))
        let strict = try #require(StrictXML.read(bytes, limits: .init()))
        #expect(outline(plain) == outline(strict))
    }

    @Test(arguments: [
        "", "t", "<a>", "<a></b>", "<a></a></a>", "<a/><b/>", "<a/>t", "<a", "<a b", "<a b=", "<a b=1/>", "<a b='1/>", "<a b='1'c='2'/>",
        "<a b='1' b='2'/>", "<a b='<'/>", "<a>&</a>", "<a>& b</a>", "<a>&lt</a>", "<a>&#0;</a>", "<a>&#xFFFE;</a>", "<a>&#x110000;</a>",
        "<a>&#99999999999999;</a>", "<a>&#;</a>", "<a>&#x;</a>", "<a>]]></a>", "<a><!-- -- --></a>", "<a><!-- </a>", "<a><![CDATA[</a>",
        "<a><![CDATA[x]]</a>", "<a><?xml version='1.0'?></a>", "<a><?</a>", "<a><?b?c ?></a>", "<a>\u{1}</a>", "<a>\u{FFFE}</a>",
        "<a>\u{0}</a>", "<1/>",
        "<a><!DOCTYPE b></a>",
    ])
    func `what is not well-formed is left to others`(document: String) {
        #expect(PlainXML.read(Array(document.utf8)[...], limits: .init()) == nil)
    }

    @Test(arguments: [
        "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "<é/>", "<a>&unknown;</a>", "<a b='&nGt;'/>",
    ])
    func `what is not plain is left to others`(document: String) {
        #expect(PlainXML.read(Array(document.utf8)[...], limits: .init()) == nil)
    }

    @Test func `more attributes, namespaces and levels than are common are left to others`() {
        let attributes = "<a" + (0..<100).map { " b\($0)=''" }.joined() + "/>"
        let namespaces = (0..<10).map { level in "<a" + (0..<50).map { " xmlns:p\(level)_\($0)='u'" }.joined() + ">" }.joined()
        let deep = String(repeating: "<a>", count: 1000) + String(repeating: "</a>", count: 1000)
        for document in [attributes, namespaces + String(repeating: "</a>", count: 10), deep] {
            #expect(PlainXML.read(Array(document.utf8)[...], limits: .init()) == nil)
        }
    }

    @Test func `a name means what its scope says, however often scopes are left and entered`() throws {
        let inner = "<i><p:b xmlns:p='urn:1'><p:c/></p:b><p:b xmlns:p='urn:2'><p:c/></p:b><c/></i>"
        let bytes = Array(("<a xmlns='urn:0'>" + String(repeating: inner, count: 300) + "</a>").utf8)[...]
        let plain = try #require(PlainXML.read(bytes, limits: .init()))
        let strict = try #require(StrictXML.read(bytes, limits: .init()))
        #expect(outline(plain) == outline(strict))
    }

    @Test(arguments: [
        "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><item><title>A &amp; B</title><dc:creator><![CDATA[C]]>"
            + "</dc:creator><description>&lt;p&gt;T&#8217;s&lt;/p&gt;</description><x y='1' z=\"&quot;2\"/></item><!-- c --></channel></rss>",
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><entry><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>"
            + "<p>a <em>b</em>&nbsp;c</p>\r\n</div></content><link href='https://example.org/?a=1&amp;b=2'/></entry></feed>",
    ])
    func `damaged documents become the same tree or none`(document: String) {
        var random = Xorshift(state: 0x9E37_79B9_7F4A_7C15)
        var accepted = 0
        for _ in 0..<4000 {
            // What comes here is always UTF-8.
            let bytes = Array(String(decoding: random.damaged(Array(document.utf8)), as: UTF8.self).utf8)[...]
            guard let plain = PlainXML.read(bytes, limits: .init()) else { continue }
            accepted += 1
            let strict = StrictXML.read(bytes, limits: .init())
            #expect(strict.map(outline) == outline(plain), "\(String(decoding: bytes, as: UTF8.self))")
        }
        #expect(accepted > 200)
    }

    /// Everything a tree says, a line for each node.
    private func outline(_ tree: DocumentTree) -> [String] {
        tree.nodes.map { node in
            let place = "\(node.parent) \(node.firstChild) \(node.lastChild) \(node.next)"
            guard node.name >= 0 else { return "\(place) \(tree.string(node.start, node.end))" }
            let attributes = tree.attributes[Int(node.start)..<Int(node.end)].map { attribute in
                "\(describe(tree.names[Int(attribute.name)]))=\(tree.string(attribute.start, attribute.end))"
            }
            return "\(place) <\(describe(tree.names[Int(node.name)]))> \(attributes)"
        }
    }

    private func describe(_ name: QualifiedName) -> String { "\(name.text) \(name.local) \(name.vocabulary) {\(name.namespace)}" }
}

/// A generator that gives the same numbers each time.
private struct Xorshift {
    var state: UInt64

    private mutating func number(below limit: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(max(1, limit)))
    }

    private static let pieces = [
        "<", ">", "&", ";", "&lt;", "&#13;", "&#xE9;", "&hellip;", "]]>", "<![CDATA[", "<!--", "-->", "--", "<?x y?>", " xmlns='urn:a'",
        " xmlns:p='urn:b'", " xmlns:p=''", " p:b='c'", " b='1' b='2'", "<p:a/>", "<b>", "</b>", "\r", "\r\n", "\u{FFFE}", "\u{1}", "=", "'",
        "\"", "/", ":", "<item>", "</item>", "\t", " ",
    ].map { Array($0.utf8) }

    mutating func damaged(_ document: [UInt8]) -> [UInt8] {
        var document = document
        for _ in 0...number(below: 2) {
            let place = number(below: document.count)
            let end = min(document.count, place + number(below: 20))
            switch number(below: 4) {
            case 0: document.removeSubrange(place..<end)
            case 1: document.insert(contentsOf: Array(document[place..<end]), at: number(below: document.count))
            case 2: document[place] = UInt8(0x20 + number(below: 95))
            default: document.insert(contentsOf: Xorshift.pieces[number(below: Xorshift.pieces.count)], at: place)
            }
        }
        return document
    }
}
