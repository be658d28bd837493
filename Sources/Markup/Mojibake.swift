import Glibc

/// UTF-8 that was read as windows-1252 or ISO 8859-1 and written as UTF-8 again: `â€™` for `’`, `Ø§Ù„` for `ال`.
///
/// Undone for each text between tags and quotation marks by itself, since often only what a page says of itself is broken. Undone only where it
/// shows what no text means (``isCertain``) and all of it goes back to UTF-8: one proper letter beyond ASCII gives the lie to it.
/// Method: ftfy (https://ftfy.readthedocs.io), with certain signs in place of its likelihoods.
public enum Mojibake {
    /// The markup with its texts put right; nil where there is nothing to put right.
    ///
    /// - Parameter utf8: Valid UTF-8.
    /// - Complexity: Linear.
    public static func repaired(_ utf8: [UInt8]) -> [UInt8]? {
        var out: [UInt8] = []
        var copied = 0
        utf8.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            var index = 0
            while let found = memchr(base + index, 0xC3, bytes.count - index) {
                index = UnsafeRawPointer(found) - UnsafeRawPointer(base)
                guard index + 3 < bytes.count else { return }
                guard isCertain(bytes, index) else {
                    index += 2
                    continue
                }
                var (start, end) = (index, index)
                while start > copied, !isEdge(bytes[start - 1]) { start -= 1 }
                while end < bytes.count, !isEdge(bytes[end]) { end += 1 }
                if let text = undone(bytes[start..<end]) {
                    out.append(contentsOf: bytes[copied..<start])
                    out.append(contentsOf: text)
                    copied = end
                }
                index = end
            }
        }
        guard copied > 0 else { return nil }
        out.append(contentsOf: utf8[copied...])
        return out
    }

    /// A text of its own put right, such as one whose letters were written as escapes; nil where there is nothing to put right.
    public static func repaired(_ text: String) -> String? {
        var text = text
        let isSuspect = text.withUTF8 { bytes in bytes.baseAddress.map { memchr($0, 0xC3, bytes.count) != nil } ?? false }
        return isSuspect ? repaired(Array(text.utf8)).map { String(decoding: $0, as: UTF8.self) } : nil
    }

    private static func isEdge(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "\"")
    }

    /// Whether what stands at an index, a letter of U+00C0–U+00FF, is the beginning of what nobody writes.
    private static func isCertain(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
        let letter = bytes[index + 1]
        // Nobody writes the control characters of ISO 8859-1, which stand for most of what goes on with a letter.
        if (0x82...0xB4).contains(letter), bytes[index + 2] == 0xC2, (0x80...0x9F).contains(bytes[index + 3]) { return true }
        switch letter {
        case 0x83:  // `Ã©`, but not `Ã»` and `Ã«`, which may be a quotation that ends, nor `Ã` and a space.
            return bytes[index + 2] == 0xC2 && bytes[index + 3] > 0xA0 && bytes[index + 3] != 0xAB && bytes[index + 3] != 0xBB
        case 0xA2:  // `â€`
            return index + 4 < bytes.count && bytes[index + 2] == 0xE2 && bytes[index + 3] == 0x82 && bytes[index + 4] == 0xAC
        case 0x8E, 0x8F, 0x90, 0x91, 0x97...0x9B:  // Two letters of one script: Greek, Cyrillic, Hebrew, Arabic.
            return isLetter(bytes, index + 2 + length(bytes, index + 2), in: 0x8E...0x9B)
        case 0xA0...0xAF:  // Two letters of the scripts that take three bytes.
            let second = index + 2 + length(bytes, index + 2)
            return isLetter(bytes, second + length(bytes, second), in: 0xA0...0xAF)
        default: return false
        }
    }

    private static func isLetter(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int, in range: ClosedRange<UInt8>) -> Bool {
        index + 1 < bytes.count && bytes[index] == 0xC3 && range.contains(bytes[index + 1])
    }

    /// How many bytes the character at an index takes; none where it is ASCII, which no broken letter goes on with.
    private static func length(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
        guard index < bytes.count, bytes[index] >= 0xC0 else { return 0 }
        return bytes[index] >= 0xE0 ? 3 : 2
    }

    /// The bytes that were read as windows-1252; nil where they are no UTF-8, or not all characters are of that set.
    private static func undone(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> [UInt8]? {
        var bytes: [UInt8] = []
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            guard let byte = Windows1252.byte(of: scalar) else { return nil }
            bytes.append(byte)
        }
        return UTF8Validation(bytes[...]).isValid ? bytes : nil
    }
}
