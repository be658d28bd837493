/// Character references: numeric ones, and the named ones of HTML.
public enum NamedEntities {
    private struct Table: Sendable {
        var scalars: [String: String] = [:]
        /// Names that stand without a semicolon too: an inheritance of HTML 4.
        var legacy: Set<String> = []
        var longestLegacy = 0
    }

    private static let table: Table = {
        var table = Table()
        table.scalars.reserveCapacity(2231)
        for entry in NamedEntityTable.text.utf8.split(separator: UInt8(ascii: " ")) {
            guard let equals = entry.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let isLegacy = entry.first == UInt8(ascii: "!")
            let name = String(Substring(entry[..<equals].dropFirst(isLegacy ? 1 : 0)))
            var text = String.UnicodeScalarView()
            for hex in entry[entry.index(after: equals)...].split(separator: UInt8(ascii: "+")) {
                if let value = UInt32(Substring(hex), radix: 16), let scalar = Unicode.Scalar(value) { text.append(scalar) }
            }
            table.scalars[name] = String(text)
            if isLegacy {
                table.legacy.insert(name)
                table.longestLegacy = max(table.longestLegacy, name.utf8.count)
            }
        }
        return table
    }()

    /// What a named reference stands for (`eacute` → `é`), the name without ampersand and semicolon; nil where HTML knows no such name.
    public static func scalars(for name: String) -> String? { table.scalars[name] }

    /// What a numeric reference stands for: U+0080–U+009F are read as windows-1252, and what is no character is U+FFFD.
    ///
    /// Source: HTML Living Standard, section 13.2.5.80.
    public static func scalar(forNumber number: UInt32) -> Unicode.Scalar {
        if (0x80...0x9F).contains(number) {
            return Unicode.Scalar(UInt32(Windows1252.upperHalf[Int(number) - 0x80])) ?? "\u{FFFD}"
        }
        guard number != 0, let scalar = Unicode.Scalar(number) else { return "\u{FFFD}" }
        return scalar
    }

    /// The text with each reference replaced by what it stands for, once: `&amp;lt;` becomes `&lt;`.
    ///
    /// A reference that is none stays as it is, and so does an ampersand alone.
    public static func decodeReferences(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var bytes = Array(text.utf8)
        bytes = decodeReferences(bytes[...])
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The same over UTF-8. `resolve` is asked first for a name that is closed by a semicolon: entities that a document declares itself.
    public static func decodeReferences(_ bytes: ArraySlice<UInt8>, resolve: (String) -> [UInt8]? = { _ in nil }) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == UInt8(ascii: "&"), let (value, end) = reference(in: bytes, at: index, resolve) {
                out += value
                index = end
            } else {
                out.append(byte)
                index += 1
            }
        }
        return out
    }

    private static func reference(
        in bytes: ArraySlice<UInt8>, at ampersand: Int, _ resolve: (String) -> [UInt8]?
    ) -> (value: [UInt8], end: Int)? {
        var index = ampersand + 1
        guard index < bytes.endIndex else { return nil }
        if bytes[index] == UInt8(ascii: "#") { return numericReference(in: bytes, at: index + 1) }
        let limit = min(bytes.endIndex, index + 64)
        while index < limit, isNameByte(bytes[index]) { index += 1 }
        let nameBytes = bytes[(ampersand + 1)..<index]
        guard !nameBytes.isEmpty else { return nil }
        let name = String(decoding: nameBytes, as: UTF8.self)
        if index < bytes.endIndex, bytes[index] == UInt8(ascii: ";") {
            if let value = resolve(name) { return (value, index + 1) }
            if let value = table.scalars[name] { return (Array(value.utf8), index + 1) }
        }
        // `&nbsp` and `&eacutes`: the longest name that may stand without a semicolon.
        var length = min(nameBytes.count, table.longestLegacy)
        while length >= 2 {
            let prefix = String(decoding: nameBytes.prefix(length), as: UTF8.self)
            if table.legacy.contains(prefix) {
                let end = ampersand + 1 + length
                // In a query (`?a=1&copy=2`) it is a parameter.
                if end < bytes.endIndex, bytes[end] == UInt8(ascii: "=") || isAlphanumeric(bytes[end]) { return nil }
                return (Array((table.scalars[prefix] ?? "").utf8), end)
            }
            length -= 1
        }
        return nil
    }

    private static func numericReference(in bytes: ArraySlice<UInt8>, at start: Int) -> (value: [UInt8], end: Int)? {
        var index = start
        var radix: UInt32 = 10
        if index < bytes.endIndex, bytes[index] | 0x20 == UInt8(ascii: "x") {
            radix = 16
            index += 1
        }
        let first = index
        var number: UInt32 = 0
        while index < bytes.endIndex, let digit = value(of: bytes[index]), digit < radix {
            number = min(number &* radix &+ digit, 0x110000)
            index += 1
        }
        guard index > first else { return nil }
        if index < bytes.endIndex, bytes[index] == UInt8(ascii: ";") { index += 1 }
        return (Array(String(Character(scalar(forNumber: number))).utf8), index)
    }

    private static func value(of byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x61...0x66: UInt32(byte - 0x61 + 10)
        case 0x41...0x46: UInt32(byte - 0x41 + 10)
        default: nil
        }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte >= 0x80
    }
}
