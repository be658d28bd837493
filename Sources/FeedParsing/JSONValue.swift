/// A JSON document's value, its members in the document's order.
///
/// Method: RFC 8259, and as loose as publishers' JSON is: commas before a closing bracket, raw control characters in strings. After an error what was
/// read until then stands, and in a list of the outermost object's the next object with an `id` is looked for.
enum JSONValue: Equatable {
    case null
    case boolean(Bool)
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([(name: String, value: JSONValue)])

    static func == (a: JSONValue, b: JSONValue) -> Bool {
        switch (a, b) {
        case (.null, .null): true
        case (.boolean(let a), .boolean(let b)): a == b
        case (.number(let a), .number(let b)), (.string(let a), .string(let b)): a == b
        case (.array(let a), .array(let b)): a == b
        case (.object(let a), .object(let b)): a.count == b.count && zip(a, b).allSatisfy { $0.name == $1.name && $0.value == $1.value }
        default: false
        }
    }

    /// A member of an object; nil where it is null.
    subscript(_ name: String) -> JSONValue? {
        guard case .object(let members) = self, let value = members.first(where: { $0.name == name })?.value, value != .null else {
            return nil
        }
        return value
    }

    /// A string, or a number as it stands: identifiers are given as both.
    var text: String? {
        switch self {
        case .string(let text), .number(let text): text
        default: nil
        }
    }

    var elements: [JSONValue] {
        if case .array(let values) = self { return values }
        return []
    }

    /// Whether it is an object with an `id` and something to read: parts of an item have one of the two at most.
    fileprivate var isItem: Bool {
        self["id"] != nil && ["url", "title", "content_text", "content_html", "date_published", "summary"].contains { self[$0] != nil }
    }

    /// How much of a document there was.
    enum Completeness { case whole, damaged, truncated }

    /// The value, and whether the document was whole; nil where there is none at all.
    static func read(_ bytes: [UInt8], maximumDepth: Int) -> (value: JSONValue, completeness: Completeness)? {
        var reader = JSONReader(bytes: bytes, maximumDepth: min(maximumDepth, 100))
        guard let value = reader.readValue(depth: 0) else { return nil }
        reader.skipSpace()
        return (value, reader.isTruncated ? .truncated : reader.isWhole && reader.isAtEnd ? .whole : .damaged)
    }
}

private struct JSONReader {
    let bytes: [UInt8]
    let maximumDepth: Int
    private var index = 0
    private(set) var isWhole = true
    /// Whether the document ended within a value, or holds more values than are read.
    private(set) var isTruncated = false
    /// Whether the value that is being read is broken, and nothing of it is read on.
    private var hasFailed = false
    private var values = 0
    private static let maximumValues = 300_000

    init(bytes: [UInt8], maximumDepth: Int) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
    }

    var isAtEnd: Bool { index >= bytes.count }
    private var current: UInt8 { index < bytes.count ? bytes[index] : 0 }

    mutating func skipSpace() {
        while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
    }

    private mutating func fail() -> JSONValue? {
        isWhole = false
        hasFailed = true
        if isAtEnd { isTruncated = true }
        return nil
    }

    mutating func readValue(depth: Int) -> JSONValue? {
        skipSpace()
        values += 1
        guard values <= JSONReader.maximumValues else {
            index = bytes.count
            return fail()
        }
        guard depth < maximumDepth else { return fail() }
        switch current {
        case UInt8(ascii: "{"): return readObject(depth: depth)
        case UInt8(ascii: "["): return readArray(depth: depth)
        case UInt8(ascii: "\""): return readString().map(JSONValue.string)
        case UInt8(ascii: "t"): return readWord("true", .boolean(true))
        case UInt8(ascii: "f"): return readWord("false", .boolean(false))
        case UInt8(ascii: "n"): return readWord("null", .null)
        default: return readNumber()
        }
    }

    private mutating func readWord(_ word: String, _ value: JSONValue) -> JSONValue? {
        guard bytes[index...].starts(with: word.utf8) else { return fail() }
        index += word.utf8.count
        return value
    }

    private mutating func readNumber() -> JSONValue? {
        let start = index
        while index < bytes.count, (0x30...0x39).contains(current) || "+-.eE".utf8.contains(current) { index += 1 }
        guard index > start, index - start < 64 else { return fail() }
        return .number(String(decoding: bytes[start..<index], as: UTF8.self))
    }

    private mutating func readArray(depth: Int) -> JSONValue? {
        index += 1
        var values: [JSONValue] = []
        // Objects found after a broken one may be parts of it: those have no `id`.
        var isRecovering = false
        while true {
            skipSpace()
            if current == UInt8(ascii: "]"), !isRecovering {
                index += 1
                return .array(values)
            }
            if current == UInt8(ascii: ",") {
                index += 1
                continue
            }
            if let value = readValue(depth: depth + 1), !isRecovering || value.isItem { values.append(value) }
            if hasFailed || isRecovering {
                guard depth == 1 else { return .array(values) }
                if hasFailed || objectAhead(of: index) == nil, !findObject() {
                    // Where nothing more is found, what follows the list is not read either.
                    (hasFailed, isWhole) = (true, false)
                    return .array(values)
                }
                (hasFailed, isRecovering) = (false, true)
            }
        }
    }

    /// The place of the next character that is neither white space nor a comma.
    private func place(from start: Int) -> Int {
        var place = start
        while place < bytes.count, bytes[place] <= 0x20 || bytes[place] == UInt8(ascii: ",") { place += 1 }
        return place
    }

    /// Where the next object begins, with however many commas before it; nil where something else comes.
    private func objectAhead(of start: Int) -> Int? {
        let opening = place(from: start)
        return opening < bytes.count && bytes[opening] == UInt8(ascii: "{") ? opening : nil
    }

    /// Goes on to the next `}, {"`, and stands at its opening brace; false where there is none.
    private mutating func findObject() -> Bool {
        while index < bytes.count {
            index += 1
            guard bytes[index - 1] == UInt8(ascii: "}"), let opening = objectAhead(of: index) else { continue }
            let name = place(from: opening + 1)
            guard name < bytes.count, bytes[name] == UInt8(ascii: "\"") else { continue }
            index = opening
            return true
        }
        return false
    }

    private mutating func readObject(depth: Int) -> JSONValue? {
        index += 1
        var members: [(name: String, value: JSONValue)] = []
        while true {
            skipSpace()
            if current == UInt8(ascii: "}") {
                index += 1
                return .object(members)
            }
            if current == UInt8(ascii: ",") {
                index += 1
                continue
            }
            guard current == UInt8(ascii: "\""), let name = readString() else {
                _ = fail()
                return .object(members)
            }
            skipSpace()
            guard current == UInt8(ascii: ":") else {
                _ = fail()
                return .object(members)
            }
            index += 1
            guard let value = readValue(depth: depth + 1) else { return .object(members) }
            members.append((name, value))
            if hasFailed { return .object(members) }
        }
    }

    private mutating func readString() -> String? {
        index += 1
        var out: [UInt8] = []
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: out, as: UTF8.self) }
            guard byte == UInt8(ascii: "\\") else {
                out.append(byte)
                continue
            }
            let escaped = current
            index += 1
            switch escaped {
            case UInt8(ascii: "n"): out.append(0x0A)
            case UInt8(ascii: "t"): out.append(0x09)
            case UInt8(ascii: "r"): out.append(0x0D)
            case UInt8(ascii: "b"), UInt8(ascii: "f"): out.append(0x20)
            case UInt8(ascii: "u"): out += Array(String(Character(readEscape())).utf8)
            default: out.append(escaped)
            }
        }
        _ = fail()
        return nil
    }

    private mutating func readHex() -> UInt32? {
        guard index + 4 <= bytes.count else { return nil }
        var value: UInt32 = 0
        for byte in bytes[index..<(index + 4)] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            value = value << 4 | UInt32(digit)
        }
        index += 4
        return value
    }

    private mutating func readEscape() -> Unicode.Scalar {
        guard let high = readHex() else { return "\u{FFFD}" }
        if (0xD800...0xDBFF).contains(high), current == UInt8(ascii: "\\"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "u") {
            let before = index
            index += 2
            if let low = readHex(), (0xDC00...0xDFFF).contains(low) {
                return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) ?? "\u{FFFD}"
            }
            index = before
        }
        return high == 0 ? "\u{FFFD}" : Unicode.Scalar(high) ?? "\u{FFFD}"
    }
}
