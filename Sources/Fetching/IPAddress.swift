import Glibc

/// An IPv4 or IPv6 address, without a zone.
public enum IPAddress: Hashable, Sendable {
    /// In host byte order.
    case v4(UInt32)
    /// The two halves, in host byte order.
    case v6(high: UInt64, low: UInt64)

    /// Reads the usual forms: `192.0.2.1`, `2001:db8::1` (inet_pton(3)); no brackets, no zone.
    public init?(_ text: String) {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            self = .v4(UInt32(bigEndian: four.s_addr))
            return
        }
        var six = in6_addr()
        guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        self = withUnsafeBytes(of: &six) { IPAddress(networkOrder: $0) }
    }

    /// Reads the host of a URL where it is no name: an IPv6 address in brackets, with or without a zone; an IPv4 address in any of the
    /// forms that inet_aton(3) knows and getaddrinfo(3) therefore reaches, such as `0x7f.1`.
    init?(urlHost host: String) {
        if host.hasPrefix("[") {
            let inner = host.dropFirst().prefix { $0 != "]" && $0 != "%" }
            guard host.hasSuffix("]"), let address = IPAddress(String(inner)), case .v6 = address else { return nil }
            self = address
            return
        }
        let name = host.hasSuffix(".") ? String(host.dropLast()) : host
        let bytes = name.utf8
        let last = bytes.lastIndex(of: UInt8(ascii: ".")).map { bytes[bytes.index(after: $0)...] } ?? bytes[...]
        guard let first = last.first, (0x30...0x39).contains(first) else { return nil }
        var four = in_addr()
        guard inet_aton(name, &four) != 0 else { return nil }
        self = .v4(UInt32(bigEndian: four.s_addr))
    }

    /// The address of a socket; nil for other families.
    init?(socketAddress: UnsafePointer<sockaddr>, length: Int) {
        let raw = UnsafeRawPointer(socketAddress)
        switch Int32(socketAddress.pointee.sa_family) {
        case AF_INET where length >= MemoryLayout<sockaddr_in>.size:
            self = .v4(UInt32(bigEndian: raw.loadUnaligned(as: sockaddr_in.self).sin_addr.s_addr))
        case AF_INET6 where length >= MemoryLayout<sockaddr_in6>.size:
            let six = raw.loadUnaligned(as: sockaddr_in6.self)
            self = withUnsafeBytes(of: six.sin6_addr) { IPAddress(networkOrder: $0) }
        default: return nil
        }
    }

    private init(networkOrder bytes: UnsafeRawBufferPointer) {
        var halves: (UInt64, UInt64) = (0, 0)
        for byte in bytes.prefix(8) { halves.0 = halves.0 << 8 | UInt64(byte) }
        for byte in bytes.dropFirst(8).prefix(8) { halves.1 = halves.1 << 8 | UInt64(byte) }
        self = .v6(high: halves.0, low: halves.1)
    }
}

extension IPAddress: CustomStringConvertible {
    /// As inet_ntop(3) writes it.
    public var description: String {
        switch self {
        case .v4(let bits): return [24, 16, 8, 0].map { String(bits >> $0 & 255) }.joined(separator: ".")
        case .v6(let high, let low):
            var six = in6_addr()
            withUnsafeMutableBytes(of: &six) { bytes in
                for index in 0..<8 {
                    bytes[index] = UInt8(truncatingIfNeeded: high >> UInt64(56 - 8 * index))
                    bytes[index + 8] = UInt8(truncatingIfNeeded: low >> UInt64(56 - 8 * index))
                }
            }
            var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
            guard inet_ntop(AF_INET6, &six, &text, socklen_t(text.count)) != nil else { return "::" }
            return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }
}
