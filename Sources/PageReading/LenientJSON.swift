import Markup

/// A JSON value as pages write it: RFC 8259, and what publishers make of it (line breaks in strings, trailing commas, comments, semicolons).
enum LenientJSON {
    case object([Member])
    case array([LenientJSON])
    case string(String)
    case number(String)
    case boolean(Bool)
    case null

    /// A name and its value, in an object.
    struct Member {
        let name: String
        let value: LenientJSON
    }

    /// The first value in the bytes; what cannot be read ends it. Nothing deeper than 64 values within each other is kept, and
    /// nothing after the first 400,000.
    init?(_ bytes: some Collection<UInt8>) {
        var reader = Reader(bytes: Array(bytes))
        guard let value = reader.value(depth: 0) else { return nil }
        self = value
    }

    /// The member of that name; of anything but an object nothing.
    subscript(_ name: String) -> LenientJSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// Whether other values are in it.
    var isContainer: Bool {
        switch self {
        case .object(let members): !members.isEmpty
        case .array(let values): !values.isEmpty
        default: false
        }
    }

    /// The values of an array; of anything else the value itself.
    var values: [LenientJSON] {
        switch self {
        case .array(let values): values
        case .null: []
        default: [self]
        }
    }

    /// The value itself; of a string that is data again, as programs write it, that data, and null where such a string cannot be read.
    var unwrapped: LenientJSON {
        guard case .string(let text) = self, let opening = LenientJSON.opening(of: text) else { return self }
        var reader = Reader(bytes: Array(text.utf8))
        let value = reader.value(depth: 0)
        reader.skipSpace()
        if let value, reader.current == nil { return value }
        // A text may begin in brackets, but not in a brace and a quotation mark.
        return opening == UInt8(ascii: "{") ? .null : self
    }

    /// The first byte of a text that begins as an object or an array of JSON does.
    private static func opening(of text: String) -> UInt8? {
        let bytes = text.utf8.drop { $0 <= 0x20 }
        guard let first = bytes.first, let next = bytes.dropFirst().first(where: { $0 > 0x20 }) else { return nil }
        switch (first, next) {
        case (UInt8(ascii: "{"), UInt8(ascii: "\"")), (UInt8(ascii: "["), UInt8(ascii: "\"")), (UInt8(ascii: "["), UInt8(ascii: "{")):
            return first
        default: return nil
        }
    }

    /// The text of a string or number.
    var text: String? {
        switch self {
        case .string(let text), .number(let text): text
        default: nil
        }
    }

    private struct Reader {
        private static let maximumDepth = 64
        private static let maximumValues = 400_000

        let bytes: [UInt8]
        var position = 0
        private var count = 0

        init(bytes: [UInt8]) { self.bytes = bytes }

        var current: UInt8? { position < bytes.count ? bytes[position] : nil }

        mutating func skipSpace() {
            while let byte = current {
                if byte <= 0x20 || byte == UInt8(ascii: ";") {
                    position += 1
                } else if byte == 0xEF || byte == 0xBB || byte == 0xBF {
                    position += 1
                } else if byte == UInt8(ascii: "/"), position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "*") {
                    position += 2
                    while position + 1 < bytes.count, !(bytes[position] == UInt8(ascii: "*") && bytes[position + 1] == UInt8(ascii: "/")) {
                        position += 1
                    }
                    position += 2
                } else if byte == UInt8(ascii: "/"), position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "/") {
                    while let byte = current, byte != 0x0A { _ = byte; position += 1 }
                } else if byte == UInt8(ascii: "<") {
                    // `<!--` or `<![CDATA[` around the data.
                    if bytes[position...].starts(with: "<![CDATA[".utf8) { position += 9 } else { position += 1 }
                    while let byte = current, byte == UInt8(ascii: "!") || byte == UInt8(ascii: "-") { _ = byte; position += 1 }
                } else {
                    return
                }
            }
        }

        mutating func value(depth: Int) -> LenientJSON? {
            skipSpace()
            guard depth < Reader.maximumDepth, count < Reader.maximumValues, let byte = current else { return nil }
            count += 1
            switch byte {
            case UInt8(ascii: "{"): return object(depth: depth)
            case UInt8(ascii: "["): return array(depth: depth)
            case UInt8(ascii: "\""): return .string(string())
            default:
                let start = position
                while let byte = current, byte > 0x20, byte != UInt8(ascii: ","), byte != UInt8(ascii: "}"), byte != UInt8(ascii: "]") {
                    position += 1
                }
                guard position > start else { return nil }
                let word = String(decoding: bytes[start..<position], as: UTF8.self)
                switch word {
                case "true": return .boolean(true)
                case "false": return .boolean(false)
                case "null", "undefined": return .null
                default: return .number(word)
                }
            }
        }

        private mutating func object(depth: Int) -> LenientJSON {
            position += 1
            var members: [Member] = []
            while true {
                skipSpace()
                guard let byte = current else { break }
                if byte == UInt8(ascii: "}") {
                    position += 1
                    break
                }
                if byte == UInt8(ascii: ",") {
                    position += 1
                    continue
                }
                guard byte == UInt8(ascii: "\"") else { break }
                let name = string()
                skipSpace()
                guard current == UInt8(ascii: ":") else { break }
                position += 1
                guard let value = value(depth: depth + 1) else { break }
                members.append(Member(name: name, value: value))
            }
            return .object(members)
        }

        private mutating func array(depth: Int) -> LenientJSON {
            position += 1
            var values: [LenientJSON] = []
            while true {
                skipSpace()
                guard let byte = current else { break }
                if byte == UInt8(ascii: "]") {
                    position += 1
                    break
                }
                if byte == UInt8(ascii: ",") {
                    position += 1
                    continue
                }
                guard let value = value(depth: depth + 1) else { break }
                values.append(value)
            }
            return .array(values)
        }

        private mutating func string() -> String {
            position += 1
            var text: [UInt8] = []
            var start = position
            var end = bytes.count
            var hasEscapedLetters = false
            while position < bytes.count {
                let byte = bytes[position]
                position += 1
                if byte == UInt8(ascii: "\"") {
                    end = position - 1
                    break
                }
                guard byte == UInt8(ascii: "\\") else { continue }
                text.append(contentsOf: bytes[start..<position - 1])
                start = position
                guard let escaped = current else { break }
                position += 1
                switch escaped {
                case UInt8(ascii: "n"): text.append(0x0A)
                case UInt8(ascii: "r"): text.append(0x0D)
                case UInt8(ascii: "t"): text.append(0x09)
                case UInt8(ascii: "b"), UInt8(ascii: "f"): text.append(0x20)
                case UInt8(ascii: "u"):
                    let scalar = escapedScalar()
                    if !scalar.isASCII { hasEscapedLetters = true }
                    text.append(contentsOf: String(scalar).utf8)
                default: text.append(escaped)
                }
                start = position
            }
            // Most have no escape.
            if text.isEmpty { return String(decoding: bytes[start..<end], as: UTF8.self) }
            text.append(contentsOf: bytes[start..<end])
            let plain = String(decoding: text, as: UTF8.self)
            // What was encoded twice is not seen in the page's bytes where it is written in escapes.
            return hasEscapedLetters ? Mojibake.repaired(plain) ?? plain : plain
        }

        private mutating func hex() -> UInt32? {
            guard position + 4 <= bytes.count else { return nil }
            var value: UInt32 = 0
            for byte in bytes[position..<position + 4] {
                switch byte {
                case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
                case 0x41...0x46, 0x61...0x66: value = value << 4 | UInt32((byte | 0x20) - 0x57)
                default: return nil
                }
            }
            position += 4
            return value
        }

        private mutating func escapedScalar() -> Unicode.Scalar {
            guard let first = hex() else { return "\u{FFFD}" }
            if (0xD800...0xDBFF).contains(first), position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
                bytes[position + 1] == UInt8(ascii: "u")
            {
                position += 2
                if let second = hex(), (0xDC00...0xDFFF).contains(second) {
                    return Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)) ?? "\u{FFFD}"
                }
            }
            return Unicode.Scalar(first) ?? "\u{FFFD}"
        }
    }
}
