extension ArticleID {
    /// The 16 bytes of the UUID in network order (RFC 9562 section 4): they sort as the text does.
    public var bytes: [UInt8] {
        [high, low].flatMap { half in
            stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: half >> UInt64($0)) }
        }
    }

    /// The identifier of these 16 bytes; nil where they are not a UUID of version 7.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        var halves: (UInt64, UInt64) = (0, 0)
        for byte in bytes.prefix(8) { halves.0 = halves.0 << 8 | UInt64(byte) }
        for byte in bytes.dropFirst(8) { halves.1 = halves.1 << 8 | UInt64(byte) }
        guard halves.0 >> 12 & 0xF == 7, halves.1 >> 62 == 2 else { return nil }
        self.init(
            millisecond: Int64(halves.0 >> 16), randomA: UInt16(truncatingIfNeeded: halves.0 & 0xFFF), randomB: halves.1)
    }
}
