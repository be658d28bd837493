import Markup
import Testing

@Suite struct NamedEntitiesTests {
    @Test(arguments: [
        ("caf&eacute; &amp; bar", "café & bar"), ("&#8217;&#x2019;&#X2019;", "’’’"), ("&#146;", "’"), ("&nbsp;", "\u{A0}"),
        ("&NotEqualTilde;", "\u{2242}\u{338}"), ("&amp;lt;", "&lt;"), ("&copy 2026", "© 2026"), ("?a=1&copy=2", "?a=1&copy=2"),
        ("AT&T", "AT&T"), ("&unknown;", "&unknown;"), ("&#0;&#xD800;&#99999999999;", "\u{FFFD}\u{FFFD}\u{FFFD}"), ("&", "&"), ("&;", "&;"),
        ("&#;", "&#;"), ("no reference", "no reference"),
    ])
    func `references become what they stand for, once`(text: String, expected: String) {
        #expect(NamedEntities.decodeReferences(text) == expected)
    }

    @Test func `the whole of HTML's list is known`() {
        #expect(NamedEntities.scalars(for: "Aacute") == "Á")
        #expect(NamedEntities.scalars(for: "zwnj") == "\u{200C}")
        #expect(NamedEntities.scalars(for: "CounterClockwiseContourIntegral") == "∳")
        #expect(NamedEntities.scalars(for: "aacuteX") == nil)
    }
}
