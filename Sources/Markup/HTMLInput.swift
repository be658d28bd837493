/// Markup made safe to give to libxml2, whose parser is quadratic in some things and takes a zero for the end.
enum HTMLInput {
    /// Blanks, slashes and ends of values in one tag, about two for each attribute; libxml2 compares each attribute with all before it.
    private static let maximumSeparators = 2000

    /// The markup with zeros as spaces, and with the tags that have more than a thousand attributes cut short.
    static func prepared(_ utf8: [UInt8], limit: Int) -> [UInt8] {
        var bytes = utf8
        if bytes.count > limit { bytes.removeSubrange(limit...) }
        bytes.withUnsafeMutableBufferPointer { buffer in
            for index in buffer.indices where buffer[index] == 0 { buffer[index] = 0x20 }
            var index = 0
            while index < buffer.count {
                guard buffer[index] == UInt8(ascii: "<") else {
                    index += 1
                    continue
                }
                let isRaw = begins(buffer, index + 1, with: "script") || begins(buffer, index + 1, with: "style")
                index = skipTag(buffer, from: index + 1)
                // In a program, a sign of less begins no tag.
                while isRaw, index + 1 < buffer.count, !(buffer[index] == UInt8(ascii: "<") && buffer[index + 1] == UInt8(ascii: "/")) {
                    index += 1
                }
            }
        }
        return bytes
    }

    private static func begins(_ buffer: UnsafeMutableBufferPointer<UInt8>, _ index: Int, with name: StaticString) -> Bool {
        guard index + name.utf8CodeUnitCount <= buffer.count else { return false }
        return (0..<name.utf8CodeUnitCount).allSatisfy { buffer[index + $0] | 0x20 == name.utf8Start[$0] }
    }

    /// The index after a tag. In a tag with too many attributes the rest is made one name.
    private static func skipTag(_ buffer: UnsafeMutableBufferPointer<UInt8>, from start: Int) -> Int {
        guard start < buffer.count, (0x61...0x7A).contains(buffer[start] | 0x20) else { return start }
        var index = start
        var separators = 0
        var quote: UInt8 = 0
        var isAfterEquals = false
        while index < buffer.count {
            let byte = buffer[index]
            if quote != 0 {
                if byte == quote {
                    quote = 0
                    separators += 1
                }
                index += 1
                continue
            } else if byte == UInt8(ascii: ">") {
                return index + 1
            } else if isAfterEquals && (byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")) {
                quote = byte
            } else if byte <= 0x20 || byte == UInt8(ascii: "/") {
                separators += 1
            }
            isAfterEquals = byte == UInt8(ascii: "=") || isAfterEquals && byte <= 0x20
            if separators > maximumSeparators, quote == 0 {
                buffer[index] = UInt8(ascii: "x")
                isAfterEquals = false
            }
            index += 1
        }
        return index
    }
}
