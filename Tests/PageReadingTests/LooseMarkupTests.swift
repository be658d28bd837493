import NewsModel
import Testing

@testable import PageReading

/// Strings in a page's data that are markup or plain text.
@Suite struct LooseMarkupTests {
    private static let paragraphs = ScriptedPage.paragraphs

    /// A string of JSON, as a value in JSON.
    private func quoted(_ data: String) -> String { "\"" + data.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\"" }

    @Test func `what is less than something stays in a text without markup`() throws {
        let lines = ["Where x<y and <b holds, AT&T fell."] + LooseMarkupTests.paragraphs
        let data = #"{"title":"The harbour opens again","body":"\#(lines.joined(separator: #"\n"#))"}"#
        #expect(try ScriptedPage.body("<script type='application/json'>\(data)</script>") == lines)
    }

    @Test(arguments: [
        "<h2>Ships</h2>", "<blockquote>Ships</blockquote>", "<ul>\n\n<li>Ships</li>\n</ul>", "<h3>Ships</h3>\n<img src='/a.jpg'>",
        "<table>\n<tr>\n<td>Ships</td>\n</tr></table>", "Ships<br>", "<p>Ships</p>", "<div>Ships</div>", "Ships <!-- of\n\nthe port -->",
    ])
    func `lines that no block holds are paragraphs beside blocks`(_ block: String) throws {
        let own = LooseMarkupTests.paragraphs
        let text = "\(own[0])\n\n\(own[1])\n\n\(block)\n\n\(own[2])\n\n\(own[3])"
        let lines = [own[0], own[1], "Ships", own[2], own[3]]
        let value = quoted(text).replacing("\n", with: #"\n"#)
        let data = #"{"title":"The harbour opens again","content":\#(value)}"#
        #expect(try ScriptedPage.body("<script type='application/json'>\(data)</script>") == lines)
        let linked = #"{"@type":"NewsArticle","headline":"The harbour opens again","articleBody":\#(value)}"#
        #expect(try ScriptedPage.body("<script type='application/ld+json'>\(linked)</script>") == lines)
    }

    @Test func `blank lines within paragraphs and text that stands as it is part nothing`() {
        let texts = [
            "<p>Boats\n\nleave</p>\n\n<p>at noon</p>", "<pre>Boats\n\nleave</pre>", "<h2>Boats\n\nleave</h2>",
            "<div>Boats <img alt='a\n\nb'> leave</div>", "<div>Boats\nleave</div>",
        ]
        for text in texts { #expect(LooseMarkup(text).blocks == text) }
        #expect(LooseMarkup("Boats<br>\n\n<p>leave").blocks == "<p>Boats<br></p>\n\n<p>leave")
        #expect(LooseMarkup("Boats\nleave\n<h2>At noon</h2>").blocks == "<p>Boats</p>\n<p>leave</p>\n<h2>At noon</h2>")
    }

    @Test(arguments: ["<h2>Ships</h2>", "<blockquote>Ships</blockquote>", "<ul>\n\n<li>Ships</li></ul>"])
    func `lines are no paragraphs where blank lines part them`(_ block: String) {
        let text = "Boats\nleave\n\nat noon\nand \(block)\nat one"
        #expect(LooseMarkup(text).blocks == "<p>Boats\nleave</p>\n\n<p>at noon\nand </p>\(block)<p>\nat one</p>")
        let lines = "Boats\nleave\n\(block)\nat noon\nand at one"
        #expect(LooseMarkup(lines).blocks == "<p>Boats</p>\n<p>leave</p>\n\(block)\n<p>at noon</p>\n<p>and at one</p>")
    }

    @Test(arguments: [
        ("<h2>Ships</h2>\n\nBoats\nleave", "<h2>Ships</h2>\n\n<p>Boats</p>\n<p>leave</p>"),
        ("Boats\nleave\n\n<h2>Ships</h2>", "<p>Boats</p>\n<p>leave</p>\n\n<h2>Ships</h2>"),
        ("\n\nBoats\n<h2>Ships</h2>\nleave\nat noon\n\n", "\n\n<p>Boats</p>\n<h2>Ships</h2>\n<p>leave</p>\n<p>at noon</p>\n\n"),
    ])
    func `a blank line beside a block parts no paragraphs, and lines do`(_ text: String, _ blocks: String) {
        #expect(LooseMarkup(text).blocks == blocks)
        #expect(LooseMarkup("\(text)\n<i>and</i>\n\nat one").blocks.contains("<p>leave</p>") == false)
    }

    @Test(arguments: [
        ("<style type='text/css'>.a{b} Boats leave, and then } more", " Boats leave, and then } more"),
        ("<style type='text/css'>.a{b} h1, h2 > a {c:d}\nWhere {x} is, boats leave", "\nWhere {x} is, boats leave"),
        ("<style type='text/css'>Boats {leave}", "Boats {leave}"),
    ])
    func `rules of a style without an end stop where their braces do`(_ text: String, _ line: String) {
        #expect(LooseMarkup(text).line == line)
    }

    @Test(arguments: [
        "<style type='text/css'>.a{color:red}", "<style type='text/css'>\n.a > b {color:red}\n@media print {.a {color:blue}}",
        "<style media=print>", "<style type='text/css'/>",
    ])
    func `rules of a style without an end are no text, and what follows is`(_ style: String) {
        #expect(LooseMarkup("<p>Boats</p>\(style)<p>leave</p>").line == "<p>Boats</p><p>leave</p>")
        #expect(LooseMarkup("\(style)Boats leave").line == "Boats leave")
    }

    @Test(arguments: [
        "<iframe src='https://play.example.com/a' />", "<iframe src='https://play.example.com/a'>", "<script src='/a.js' />", "<embed>",
        "<svg/>", "<input>",
    ])
    func `what would take the text that follows is left out`(_ tag: String) throws {
        let own = LooseMarkupTests.paragraphs.map { "<p>\($0)</p>" }
        let data = #"{"title":"The harbour opens again","body":"\#(own[0])\#(tag)\#(own[1...].joined())"}"#
        #expect(try ScriptedPage.body("<script type='application/json'>\(data)</script>") == LooseMarkupTests.paragraphs)
    }

    @Test(arguments: [
        ("<dl><dt>Ships<dd>two</dl>", ["Ships", "two"]), ("<table><tr><td>Ships<td>two</table>", ["Ships two"]),
    ])
    func `elements need no end tags where the standard asks for none`(_ block: String, _ lines: [String]) throws {
        let own = LooseMarkupTests.paragraphs.map { "<p>\($0)</p>" }.joined()
        let data = #"{"title":"The harbour opens again","body":"\#(own)\#(block)"}"#
        #expect(try ScriptedPage.body("<script type='application/json'>\(data)</script>") == LooseMarkupTests.paragraphs + lines)
    }

    @Test(arguments: [
        "<?xml version='1.0'?>", "<!DOCTYPE html>", " <?xml version='1.0'?> <!doctype html>",
    ])
    func `declarations before markup are none of the text`(_ declarations: String) throws {
        let own = LooseMarkupTests.paragraphs.map { "<p>\($0)</p>" }.joined()
        let data = #"{"title":"The harbour opens again","body":"\#(declarations)\#(own)"}"#
        #expect(try ScriptedPage.body("<script type='application/json'>\(data)</script>") == LooseMarkupTests.paragraphs)
    }

    @Test(arguments: ["<script>", "<style>", "<title>", "<!--", "<textarea>", "<h1>", "<?php", "<!DOCTYPE html>"])
    func `a word on a tag takes nothing of what follows`(_ tag: String) throws {
        var own = LooseMarkupTests.paragraphs
        own[1] = "Put it into a \(tag) tag, and \(own[1])"
        let data = #"{"@type":"NewsArticle","headline":"The harbour opens again","articleBody":"\#(own.joined(separator: #"\n"#))"}"#
        #expect(try ScriptedPage.body("<script type='application/ld+json'>\(data)</script>") == own)
    }

    @Test(arguments: [
        ("a <b and c> d", "a &lt;b and c> d"), ("x<y and y>z", "x&lt;y and y>z"), ("1 < 2", "1 &lt; 2"), ("a <", "a &lt;"),
        ("<ann@example.org>", "&lt;ann@example.org>"), ("<b>x</b> <3", "<b>x</b> &lt;3"), ("a<BR/>b<br>c", "a<BR/>b<br>c"),
        ("<a title='x < y' href=z>w</a>", "<a title='x < y' href=z>w</a>"), ("<o:p>x<o:p>", "<o:p>x<o:p>"),
        ("<text>x</text>", "<text>x</text>"), ("<text>x", "&lt;text>x"), ("<!-- x -->", "<!-- x -->"),
        ("<a href=\"x>y <b>z</b>", "<a href=\"x>y <b>z</b>"), ("<i <i>x</i>", "&lt;i <i>x</i>"),
    ])
    func `what begins a tag is told from less than`(_ text: String, _ markup: String) {
        #expect(LooseMarkup(text).line == markup)
    }
}
