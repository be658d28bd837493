public import NewsModel

/// HTML that may be shown anywhere, and the plain text of the same content.
///
/// Only what is listed gets through: `p`, `h2`–`h4` (`h1` becomes `h2`, `h5` and `h6` become `h4`), `ul`, `ol`, `li`, `blockquote`, `a`,
/// `strong`, `em`, `br`, `figure`, `img`, `figcaption`, `table` with `caption`, `tr`, `th` and `td`, `pre`, `code`; of their attributes
/// `href`, `src`, `alt`, `title`, `width`, `height`, `colspan`, `rowspan`, `dir`, `lang`; of URLs absolute ones of `http` and `https`, in
/// links `mailto` and `tel` too. Of any other element the content stays, unless it is a program, a control or a foreign document.
public struct SanitizedHTML: Hashable, Sendable {
    /// Well-formed markup; empty where there is no content.
    public let html: String
    /// The text: paragraphs, headings, items and rows are one blank line apart, `br` is a line break, white space is collapsed. Captions
    /// of figures are not part of it, unless they are all there is.
    public let text: String

    /// Sanitises a piece of markup.
    ///
    /// - Parameter base: What relative URLs are resolved against; without it they are left out.
    public init(fragment: String, base: URLReference?) {
        guard SanitizedHTML.mayHoldMarkup(fragment) else {
            let text = PlainText.collapsed(fragment)
            self.init(html: text.isEmpty ? "" : "<p>" + MarkupText.escaped(text, in: .content) + "</p>", text: text)
            return
        }
        var writer = SanitizedHTMLWriter(base: base, removed: [], expectedBytes: fragment.utf8.count)
        writer.write(HTMLDocument(fragment: fragment).body)
        writer.endLine()
        writer.finish()
        self.init(writer)
    }

    /// Sanitises an element with all that is in it.
    public init(node: HTMLNode, base: URLReference?) { self.init(nodes: [node], base: base, leavingOut: []) }

    /// Sanitises some nodes of one document, in the order given.
    ///
    /// - Parameter leavingOut: For each index of the document whether the node, with all that is in it, is left out; may be shorter.
    /// - Parameter captionsAreText: Whether captions of figures are part of ``text``, as where there is no other.
    public init(nodes: [HTMLNode], base: URLReference?, leavingOut removed: [Bool], captionsAreText: Bool = false) {
        var writer = SanitizedHTMLWriter(base: base, removed: removed, captionsAreText: captionsAreText)
        for node in nodes {
            writer.write(node)
            writer.endLine()
        }
        writer.finish()
        self.init(writer)
    }

    private init(_ writer: SanitizedHTMLWriter) {
        self.init(html: String(decoding: writer.html, as: UTF8.self), text: String(decoding: writer.text, as: UTF8.self))
    }

    private init(html: String, text: String) {
        self.html = html
        self.text = text
    }

    /// The plain text of a piece of markup, as in ``text``.
    public static func plainText(of fragment: String) -> String {
        guard mayHoldMarkup(fragment) else { return PlainText.collapsed(fragment) }
        var writer = SanitizedHTMLWriter(base: nil, removed: [], isTextOnly: true, expectedBytes: fragment.utf8.count)
        writer.write(HTMLDocument(fragment: fragment).body)
        writer.finish()
        return String(decoding: writer.text, as: UTF8.self)
    }

    private static func mayHoldMarkup(_ text: String) -> Bool {
        text.utf8.contains { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }
    }
}
