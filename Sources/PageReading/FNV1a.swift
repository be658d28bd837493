/// The hash FNV-1a, 64 bits (Fowler, Noll, Vo): quick over short names, and the same in every run.
enum FNV1a {
    static let seed: UInt64 = 0xCBF2_9CE4_8422_2325

    static func hash(of bytes: some Sequence<UInt8>) -> UInt64 { bytes.reduce(seed) { hash($1, onto: $0) } }

    static func hash(_ byte: UInt8, onto hash: UInt64) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
}
