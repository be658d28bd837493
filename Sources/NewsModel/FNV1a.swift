/// The hash FNV-1a, 64 bits (Fowler, Noll, Vo): quick over short names, and the same in every run and on every machine.
public enum FNV1a {
    /// The hash of nothing.
    public static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

    /// The hash of bytes.
    @inlinable
    public static func hash(of bytes: some Sequence<UInt8>) -> UInt64 { bytes.reduce(seed) { hash($1, onto: $0) } }

    /// The hash of what has a hash already and one unit more: a byte, or the scalar of a character.
    @inlinable @inline(__always)
    public static func hash(_ unit: some UnsignedInteger, onto hash: UInt64) -> UInt64 {
        (hash ^ UInt64(truncatingIfNeeded: unit)) &* 0x100_0000_01B3
    }
}
