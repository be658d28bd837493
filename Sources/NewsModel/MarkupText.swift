/// Plain text as it stands in HTML and XML.
package enum MarkupText {
    /// Where the text stands.
    package enum Place: Sendable {
        /// Between tags.
        case content
        /// Between quotation marks of either kind. White space but the space is kept, which a reader of XML would make one (XML 1.0, section
        /// 3.3.3).
        case attribute
    }

    /// The text with what would be markup as character references. Complexity: O(bytes); a text without any is given back as it is.
    package static func escaped(_ text: String, in place: Place) -> String {
        guard text.utf8.contains(where: { reference(to: $0, in: place) != nil }) else { return text }
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count + text.utf8.count / 8)
        for byte in text.utf8 {
            if let reference = reference(to: byte, in: place) { out += reference.utf8 } else { out.append(byte) }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// All of these are ASCII, whose bytes are part of no other character.
    private static func reference(to byte: UInt8, in place: Place) -> String? {
        switch (byte, place) {
        case (UInt8(ascii: "&"), _): "&amp;"
        case (UInt8(ascii: "<"), _): "&lt;"
        case (UInt8(ascii: ">"), _): "&gt;"
        case (UInt8(ascii: "\""), .attribute): "&quot;"
        case (UInt8(ascii: "'"), .attribute): "&#39;"
        case (UInt8(ascii: "\t"), .attribute): "&#9;"
        case (UInt8(ascii: "\n"), .attribute): "&#10;"
        case (UInt8(ascii: "\r"), .attribute): "&#13;"
        default: nil
        }
    }
}
