import Markup

/// A character reference, or a reference to an entity of XML or HTML, that stands in a well-formed document.
struct XMLReference {
    /// Its bytes after the ampersand, semicolon included.
    let length: Int
    /// What it stands for, in UTF-8: the first byte is the lowest.
    private let value: UInt64
    /// Its bytes in UTF-8: 1–8.
    let count: Int

    /// No entity of HTML has a longer name, and no number that is longer means a character.
    static let maximumLength = 40

    /// Reads one from the bytes behind its ampersand; nil where there is none, or nobody knows it without the document type.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard let end = bytes.firstIndex(of: UInt8(ascii: ";")), end > 0 else { return nil }
        length = end + 1
        let name = UnsafeBufferPointer(rebasing: bytes[..<end])
        if let byte = XMLReference.predefined(name) {
            (value, count) = (UInt64(byte), 1)
        } else if bytes[0] == UInt8(ascii: "#") {
            guard let scalar = XMLReference.scalar(of: UnsafeBufferPointer(rebasing: name[1...])) else { return nil }
            (value, count) = XMLReference.packed(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        } else {
            guard let text = NamedEntities.scalars(for: String(decoding: name, as: UTF8.self)), text.utf8.count <= 8 else { return nil }
            (value, count) = XMLReference.packed(text.utf8)
        }
    }

    /// One byte of what it stands for.
    func byte(at place: Int) -> UInt8 { UInt8(truncatingIfNeeded: value >> UInt64(8 * place)) }

    @inline(__always)
    private static func predefined(_ name: UnsafeBufferPointer<UInt8>) -> UInt8? {
        switch name.count {
        case 2 where name[1] == UInt8(ascii: "t"):
            return name[0] == UInt8(ascii: "l") ? UInt8(ascii: "<") : name[0] == UInt8(ascii: "g") ? UInt8(ascii: ">") : nil
        case 3: return name.elementsEqual("amp".utf8) ? UInt8(ascii: "&") : nil
        case 4:
            return name.elementsEqual("quot".utf8) ? UInt8(ascii: "\"") : name.elementsEqual("apos".utf8) ? UInt8(ascii: "'") : nil
        default: return nil
        }
    }

    /// A character by its number, decimal or after an `x`; nil for what is no character of XML 1.0 (section 2.2).
    private static func scalar(of digits: UnsafeBufferPointer<UInt8>) -> Unicode.Scalar? {
        let isHexadecimal = digits.first == UInt8(ascii: "x")
        guard digits.count > (isHexadecimal ? 1 : 0) else { return nil }
        var number: UInt32 = 0
        for byte in digits.dropFirst(isHexadecimal ? 1 : 0) {
            switch byte {
            case 0x30...0x39: number = number &* (isHexadecimal ? 16 : 10) &+ UInt32(byte - 0x30)
            case 0x41...0x46, 0x61...0x66:
                guard isHexadecimal else { return nil }
                number = number &* 16 &+ UInt32(byte & 0x0F) &+ 9
            default: return nil
            }
            guard number <= 0x10_FFFF else { return nil }
        }
        guard number >= 0x20 || number == 0x09 || number == 0x0A || number == 0x0D, number != 0xFFFE, number != 0xFFFF else { return nil }
        return Unicode.Scalar(number)
    }

    private static func packed(_ bytes: some Collection<UInt8>) -> (value: UInt64, count: Int) {
        var (value, count): (UInt64, Int) = (0, 0)
        for byte in bytes {
            value |= UInt64(byte) << UInt64(8 * count)
            count += 1
        }
        return (value, count)
    }
}
