import Glibc

/// What can be told of a document, or a piece of one, by its bytes.
enum XMLCharacters {
    /// Whether XML 1.0 allows all of them (section 2.2). The bytes are valid UTF-8.
    static func areAllowed(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = bytes.baseAddress else { return true }
        let raw = UnsafeRawBufferPointer(bytes)
        var index = 0
        while index + 8 <= raw.count {
            if holdsForbiddenControl(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)) { return false }
            index += 8
        }
        while index < raw.count {
            if raw[index] < 0x20, raw[index] != 0x09, raw[index] != 0x0A, raw[index] != 0x0D { return false }
            index += 1
        }
        // U+FFFE and U+FFFF.
        index = 0
        while index < raw.count, let found = memchr(base + index, 0xEF, raw.count - index) {
            index = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
            if index + 1 < raw.count, raw[index] == 0xBF, raw[index + 1] >= 0xBE { return false }
        }
        return true
    }

    /// Those that XML 1.0 allows (section 2.2). The bytes are valid UTF-8.
    static func allowed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        bytes.withUnsafeBufferPointer { source in
            if areAllowed(source) { return bytes }
            var kept: [UInt8] = []
            var index = 0
            while index < source.count {
                let byte = source[index]
                let isNoCharacter = byte == 0xEF && index + 2 < source.count && source[index + 1] == 0xBF && source[index + 2] >= 0xBE
                if isNoCharacter {
                    index += 3
                    continue
                }
                if byte >= 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { kept.append(byte) }
                index += 1
            }
            return kept[...]
        }
    }

    /// Whether a section of CDATA begins within one.
    static func holdsSection(_ section: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = section.baseAddress else { return false }
        // Brackets are rare in markup.
        var position = 8
        while position < section.count, let found = memchr(base + position, 0x5B, section.count - position) {
            let bracket = UnsafeRawPointer(found) - UnsafeRawPointer(base)
            if section[(bracket - 8)..<bracket].elementsEqual("<![CDATA".utf8) { return true }
            position = bracket + 1
        }
        return false
    }

    /// Whether one of eight bytes is a control character but tab, line feed and carriage return.
    ///
    /// Bytes side by side in a word: adding to seven bits sets the eighth of just those that are large enough.
    @inline(__always)
    private static func holdsForbiddenControl(_ word: UInt64) -> Bool {
        let high: UInt64 = 0x8080_8080_8080_8080
        let seven = word & ~high
        let controls = ~(seven &+ 0x6060_6060_6060_6060) & ~word & high
        guard controls != 0 else { return false }
        func isOther(than byte: UInt64) -> UInt64 { (seven ^ byte &* 0x0101_0101_0101_0101) &+ (~high) }
        return controls & isOther(than: 0x09) & isOther(than: 0x0A) & isOther(than: 0x0D) != 0
    }

    /// The bytes with every line ending as one line feed (section 2.11).
    static func normalizedLines(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        bytes.withUnsafeBufferPointer { source in
            guard let base = source.baseAddress, memchr(base, 0x0D, source.count) != nil else { return Array(source) }
            var lines: [UInt8] = []
            lines.reserveCapacity(source.count)
            var start = 0
            while start < source.count {
                let found = memchr(base + start, 0x0D, source.count - start)
                let end = found.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? source.count
                lines.append(contentsOf: UnsafeBufferPointer(rebasing: source[start..<end]))
                start = end + 1
                if end < source.count, start == source.count || source[start] != 0x0A { lines.append(0x0A) }
            }
            return lines
        }
    }
}
