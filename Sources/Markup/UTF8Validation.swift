/// What a look at bytes says about them as UTF-8 (Unicode Standard, table 3-7).
struct UTF8Validation {
    /// Sequences of two to four bytes that are right.
    private(set) var sequences = 0
    /// Bytes that belong to none.
    private(set) var invalidBytes = 0
    /// Whether every byte is below 0x80.
    var isASCII: Bool { sequences == 0 && invalidBytes == 0 }
    /// Whether all is right.
    var isValid: Bool { invalidBytes == 0 }

    init(_ bytes: ArraySlice<UInt8>) {
        bytes.withUnsafeBytes { raw in
            var index = 0
            let count = raw.count
            while index < count {
                if index + 8 <= count, raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 {
                    index += 8
                    continue
                }
                if raw[index] < 0x80 {
                    index += 1
                    continue
                }
                let length = UTF8Validation.sequenceLength(raw, at: index)
                if length > 0 {
                    sequences += 1
                    index += length
                } else {
                    invalidBytes += 1
                    index += 1
                }
            }
        }
    }

    /// The length of the sequence that begins here with a byte of 0x80 or more; 0 where there is none.
    @inline(__always)
    private static func sequenceLength(_ raw: UnsafeRawBufferPointer, at index: Int) -> Int {
        let lead = raw[index]
        let length: Int
        var (low, high): (UInt8, UInt8) = (0x80, 0xBF)
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, low) = (3, 0xA0)
        case 0xED: (length, high) = (3, 0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, low) = (4, 0x90)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, high) = (4, 0x8F)
        default: return 0
        }
        guard index + length <= raw.count, raw[index + 1] >= low, raw[index + 1] <= high else { return 0 }
        for offset in 2..<max(2, length) where raw[index + offset] & 0xC0 != 0x80 { return 0 }
        return length
    }
}
