import Foundation

/// Addresses as the configuration writes them.
enum NetworkAddresses {
    /// What became of reading a CIDR block.
    enum Block: Equatable {
        case valid
        /// Not one; the text is what was probably meant, where that can be said.
        case invalid(meant: String?)
    }

    /// Reads `10.0.0.0/8` or `fd00::/8` (RFC 4632, RFC 4291): a prefix, and no bit set beyond it.
    static func block(_ text: String) -> Block {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, var bytes = addressBytes(String(first)) else { return .invalid(meant: nil) }
        guard parts.count == 2 else { return .invalid(meant: "\(first)/\(bytes.count * 8)") }
        guard let length = Quantities.digits(parts[1]), length <= bytes.count * 8 else { return .invalid(meant: nil) }
        let given = bytes
        for index in bytes.indices {
            let kept = min(8, max(0, length - index * 8))
            bytes[index] &= kept == 0 ? 0 : UInt8(truncatingIfNeeded: 0xFF << (8 - kept))
        }
        return bytes == given ? .valid : .invalid(meant: addressText(bytes).map { "\($0)/\(length)" })
    }

    /// Reads `127.0.0.1:9464`, `[::1]:9464` or `localhost:9464`.
    static func hostAndPort(_ text: String) -> (host: String, port: Int)? {
        guard let colon = text.utf8.lastIndex(of: UInt8(ascii: ":")), let port = Quantities.digits(text[text.index(after: colon)...]),
            port <= 65_535
        else { return nil }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = String(host.dropFirst().dropLast())
            return addressBytes(host)?.count == 16 ? (host, port) : nil
        }
        let isName = host.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2D || $0 == 0x2E
        }
        guard !host.isEmpty, isName else { return nil }
        let looksNumeric = host.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
        return looksNumeric && addressBytes(host) == nil ? nil : (host, port)
    }

    private static func addressBytes(_ text: String) -> [UInt8]? {
        var v4 = in_addr()
        if inet_pton(AF_INET, text, &v4) == 1 { return withUnsafeBytes(of: &v4) { Array($0) } }
        var v6 = in6_addr()
        if inet_pton(AF_INET6, text, &v6) == 1 { return withUnsafeBytes(of: &v6) { Array($0) } }
        return nil
    }

    private static func addressText(_ bytes: [UInt8]) -> String? {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(bytes.count == 4 ? AF_INET : AF_INET6, bytes, &text, socklen_t(text.count)) != nil else { return nil }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
