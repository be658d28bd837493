/// Bodies that are packed tightly, for tests of what unpacks them.
public enum Deflate {
    /// A DEFLATE stream (RFC 1951) of a byte below 144 repeated so many times, 1 + 258 n of them, by fixed Huffman codes: about 1 : 158.
    public static func repeating(_ byte: UInt8, count total: Int) -> [UInt8] {
        var out: [UInt8] = []
        var (held, count): (UInt32, UInt32) = (0, 0)
        func put(_ bits: UInt32, _ width: UInt32) {
            held |= bits << count
            count += width
            while count >= 8 {
                out.append(UInt8(truncatingIfNeeded: held))
                (held, count) = (held >> 8, count - 8)
            }
        }
        put(0b011, 3)  // The last block, fixed codes.
        // A literal's code is 0x30 more, its bits from the most significant one.
        for bit in (0..<8).reversed() { put((UInt32(byte) + 0x30) >> UInt32(bit) & 1, 1) }
        // Length 258 is symbol 285 (11000101), distance 1 is symbol 0 (00000).
        for _ in 0..<(total / 258) { put(0b1010_0011, 13) }
        put(0, 7)
        put(0, 7)
        return out
    }
}
