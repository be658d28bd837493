/// Which addresses may be connected to: those of the public internet, and what the operator allows besides.
///
/// Source: the IANA special-purpose address registries (RFC 6890), <https://www.iana.org/assignments/iana-ipv4-special-registry>,
/// <https://www.iana.org/assignments/iana-ipv6-special-registry>.
public struct AddressPolicy: Sendable {
    /// Blocks that may be reached although they are not public.
    public var allowed: [AddressBlock]

    /// A policy.
    public init(allowed: [AddressBlock] = []) { self.allowed = allowed }

    /// Whether an address may be connected to.
    public func allows(_ address: IPAddress) -> Bool {
        if allowed.contains(where: { $0.contains(address) }) { return true }
        switch address {
        case .v4: return !AddressPolicy.special4.contains { $0.contains(address) }
        case .v6(let high, let low): return allows6(address, high, low)
        }
    }

    private func allows6(_ address: IPAddress, _ high: UInt64, _ low: UInt64) -> Bool {
        // Mapped (::ffff:0:0/96, RFC 4291 section 2.5.5.2) is no way to write a public address: only what is allowed by its IPv4 form.
        if high == 0, low >> 32 == 0xFFFF {
            let embedded = IPAddress.v4(UInt32(truncatingIfNeeded: low))
            return allowed.contains { $0.contains(embedded) }
        }
        // NAT64, RFC 6052: the translator connects to the address in the last four bytes.
        if high == 0x0064_FF9B_0000_0000, low >> 32 == 0 { return allows(.v4(UInt32(truncatingIfNeeded: low))) }
        // Only 2000::/3 is assigned to global unicast (RFC 4291 section 2.4).
        guard high >> 61 == 1 else { return false }
        // 6to4, RFC 3056: the address of the site's router.
        if high >> 48 == 0x2002 { return allows(.v4(UInt32(truncatingIfNeeded: high >> 16))) }
        // Teredo, RFC 4380 section 4: the server's address, and the client's with its bits inverted.
        if high >> 32 == 0x2001_0000 {
            return allows(.v4(UInt32(truncatingIfNeeded: high))) && allows(.v4(~UInt32(truncatingIfNeeded: low)))
        }
        // ISATAP, RFC 5214 section 6.1: an interface identifier of 0000:5efe or 0200:5efe and an IPv4 address.
        if low >> 32 & ~0x0200_0000 == 0x0000_5EFE, !allows(.v4(UInt32(truncatingIfNeeded: low))) { return false }
        return !AddressPolicy.special6.contains { $0.contains(address) }
    }

    private static let special4: [AddressBlock] = [
        "0.0.0.0/8",  // this network, RFC 1122
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",  // private, RFC 1918
        "100.64.0.0/10",  // carrier-grade NAT, RFC 6598
        "127.0.0.0/8",  // loopback
        "169.254.0.0/16",  // link-local, and the metadata services of clouds
        "192.0.0.0/24",  // protocol assignments, RFC 6890
        "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24",  // documentation, RFC 5737
        "192.88.99.0/24",  // 6to4 relays, RFC 7526
        "198.18.0.0/15",  // benchmarks, RFC 2544
        "224.0.0.0/4",  // multicast
        "240.0.0.0/4",  // reserved, and broadcast
    ].compactMap { AddressBlock($0) }

    private static let special6: [AddressBlock] = [
        "2001::/23",  // protocol assignments, RFC 2928; Teredo was judged before
        "2001:db8::/32", "3fff::/20",  // documentation, RFC 3849 and RFC 9637
    ].compactMap { AddressBlock($0) }
}
