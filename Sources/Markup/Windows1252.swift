/// windows-1252, the character set of everything that says ISO-8859-1 or US-ASCII on the web.
enum Windows1252 {
    /// The characters of the bytes 0x80–0x9F (WHATWG Encoding Standard, index windows-1252).
    static let upperHalf: [UInt16] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
        0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
    ]

    /// The byte of a character; a control character that the set leaves open stands for itself.
    static func byte(of scalar: Unicode.Scalar) -> UInt8? {
        if scalar.value < 0x100 { return UInt8(scalar.value) }
        guard let value = UInt16(exactly: scalar.value), let place = upperHalf.firstIndex(of: value) else { return nil }
        return 0x80 + UInt8(place)
    }

    static func utf8(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes {
            if byte < 0x80 {
                out.append(byte)
            } else {
                let scalar = byte < 0xA0 ? upperHalf[Int(byte) - 0x80] : UInt16(byte)
                if scalar >= 0x800 {
                    out.append(0xE0 | UInt8(truncatingIfNeeded: scalar >> 12))
                    out.append(0x80 | UInt8(truncatingIfNeeded: scalar >> 6 & 0x3F))
                } else {
                    out.append(0xC0 | UInt8(truncatingIfNeeded: scalar >> 6))
                }
                out.append(0x80 | UInt8(truncatingIfNeeded: scalar & 0x3F))
            }
        }
        return out
    }
}
