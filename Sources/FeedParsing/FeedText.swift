import Markup
import NewsModel

/// A text with its type, as the publisher gave it: not yet sanitised.
public struct FeedText: Hashable, Sendable {
    /// Plain text, or markup.
    public var value: String
    /// `text/plain`, `text/html`, `application/xhtml+xml`, or another media type.
    public var type: String
    /// BCP 47, of this text.
    public var language: String?
    /// What links in it are relative to.
    public var base: String?
    /// Where the content is found instead (Atom `content src`).
    public var source: String?

    /// A text.
    public init(_ value: String, type: String = "text/plain", language: String? = nil, base: String? = nil, source: String? = nil) {
        self.value = value
        self.type = type
        self.language = language
        self.base = base
        self.source = source
    }

    /// Whether the value is markup, be it a foreign document's such as SVG's.
    public var isMarkup: Bool { isHTML || type.hasSuffix("+xml") || type.hasSuffix("/xml") }

    /// Whether the value is markup that an article's text is made of.
    var isHTML: Bool { type == "text/html" || type == "application/xhtml+xml" }

    /// The publisher's own markup where it is harmless; plain text as it is.
    var safeValue: String {
        guard isMarkup, value.utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }) else { return value }
        return SafeMarkup.html(of: value, base: base.flatMap(URLReference.init))
    }

    /// One line of plain text.
    public var plain: String {
        PlainText.collapsed(isMarkup ? SanitizedHTML.plainText(of: value) : value)
    }

    /// White space around it dropped.
    static func trimmed(_ text: String) -> String {
        let utf8 = text.utf8
        guard let first = utf8.first, let last = utf8.last, isSpace(first) || isSpace(last) else { return text }
        guard let start = utf8.firstIndex(where: { !isSpace($0) }), let end = utf8.lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(Substring(utf8[start...end]))
    }

    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    /// Whether text that is not said to be HTML is HTML all the same: it has a closing tag or a reference, and no tag that HTML has not.
    static func looksLikeHTML(_ text: String) -> Bool {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }) else { return false }
        let bytes = Array(text.utf8)
        var hasEvidence = false
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "<") {
                var start = index + 1
                let isClosing = start < bytes.count && bytes[start] == UInt8(ascii: "/")
                if isClosing { start += 1 }
                var end = start
                while end < bytes.count, isAlphanumeric(bytes[end]) { end += 1 }
                if end > start {
                    let name = String(decoding: bytes[start..<end], as: UTF8.self).lowercased()
                    guard SafeMarkup.elements.contains(name) else { return false }
                    if isClosing, end < bytes.count, bytes[end] == UInt8(ascii: ">") { hasEvidence = true }
                }
            } else if bytes[index] == UInt8(ascii: "&") {
                var end = index + 1
                let isNumeric = end < bytes.count && bytes[end] == UInt8(ascii: "#")
                if isNumeric { end += 1 }
                let start = end
                while end < bytes.count, end - start < 40, isAlphanumeric(bytes[end]) { end += 1 }
                if end > start, end < bytes.count, bytes[end] == UInt8(ascii: ";") {
                    let name = String(decoding: bytes[start..<end], as: UTF8.self)
                    guard isNumeric || NamedEntities.scalars(for: name) != nil else { return false }
                    hasEvidence = true
                }
            }
            index += 1
        }
        return hasEvidence
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }
}
