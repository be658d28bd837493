/// The values of header fields as text: one character for each byte (RFC 9110 section 5.5 calls bytes above 127 opaque data).
enum HeaderText {
    /// The text that stands for these bytes.
    static func text(of bytes: some Collection<UInt8>) -> String {
        if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
        var text = String.UnicodeScalarView()
        for byte in bytes { text.append(Unicode.Scalar(byte)) }
        return String(text)
    }

    /// The bytes that a text is sent as: what ``text(of:)`` was made from, or the UTF-8 of any other text.
    static func bytes(of text: String) -> [UInt8] {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return Array(text.utf8) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            guard let byte = UInt8(exactly: scalar.value) else { return Array(text.utf8) }
            bytes.append(byte)
        }
        return bytes
    }

    /// A value whose bytes are read as UTF-8 where they are valid: what a `Location` holds in practice.
    static func utf8(_ value: String) -> String {
        String(validating: bytes(of: value), as: UTF8.self) ?? value
    }

    /// Whether a text may stand as a field's value: neither line breaks nor NUL, which would begin another field (RFC 9110 section 5.5).
    static func isValue(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 != 0x0D && $0 != 0x0A && $0 != 0 }
    }

    /// Whether a text is a field's name: a token of RFC 9110 section 5.6.2.
    static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"), UInt8(ascii: "'"),
                    UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "^"), UInt8(ascii: "_"),
                    UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "~"):
                    true
                default: false
                }
            }
    }
}
