/// A block of addresses in CIDR notation (RFC 4632, RFC 4291 section 2.3).
public struct AddressBlock: Hashable, Sendable {
    /// The first address of the block.
    public let base: IPAddress
    /// 0–32 for IPv4, 0–128 for IPv6.
    public let prefixLength: Int

    /// A block; bits of the base beyond the prefix are cleared.
    ///
    /// - Returns: nil where the length does not fit the family.
    public init?(base: IPAddress, prefixLength: Int) {
        switch base {
        case .v4(let bits):
            guard (0...32).contains(prefixLength) else { return nil }
            self.base = .v4(bits & AddressBlock.mask32(prefixLength))
        case .v6(let high, let low):
            guard (0...128).contains(prefixLength) else { return nil }
            self.base = .v6(
                high: high & AddressBlock.mask64(min(64, prefixLength)), low: low & AddressBlock.mask64(max(0, prefixLength - 64)))
        }
        self.prefixLength = prefixLength
    }

    /// Reads `10.0.0.0/8`, `fd00::/8`, or one address alone.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let base = IPAddress(String(first)) else { return nil }
        let whole = if case .v4 = base { 32 } else { 128 }
        guard parts.count == 2 else {
            self.init(base: base, prefixLength: whole)
            return
        }
        guard !parts[1].isEmpty, parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let length = Int(parts[1]) else { return nil }
        self.init(base: base, prefixLength: length)
    }

    /// Whether an address of the same family lies in the block.
    public func contains(_ address: IPAddress) -> Bool {
        switch (base, address) {
        case (.v4(let base), .v4(let bits)): bits & AddressBlock.mask32(prefixLength) == base
        case (.v6(let baseHigh, let baseLow), .v6(let high, let low)):
            high & AddressBlock.mask64(min(64, prefixLength)) == baseHigh
                && low & AddressBlock.mask64(max(0, prefixLength - 64)) == baseLow
        default: false
        }
    }

    private static func mask32(_ length: Int) -> UInt32 { length <= 0 ? 0 : ~0 << UInt32(32 - length) }
    private static func mask64(_ length: Int) -> UInt64 { length <= 0 ? 0 : ~0 << UInt64(64 - length) }
}

extension AddressBlock: CustomStringConvertible {
    /// `10.0.0.0/8`.
    public var description: String { "\(base)/\(prefixLength)" }
}
