import Foundation

/// Host names as they are looked up.
enum HostName {
    /// The host of a URL in ASCII: an IPv6 literal as it stands, a name with its international labels in Punycode.
    ///
    /// libcurl would convert names by the locale, which a daemon has none of. Mapping: NFKC and lower case, near enough to UTS 46 for
    /// the names that are registered.
    ///
    /// - Returns: nil where the host is no name: other characters than letters, digits, `-`, `.`, `_`; a label above 63 characters.
    static func ascii(_ host: String) -> String? {
        if host.hasPrefix("[") { return IPAddress(urlHost: host) == nil ? nil : host }
        var name = host
        if !host.utf8.allSatisfy({ $0 < 0x80 }) {
            let mapped = host.precomposedStringWithCompatibilityMapping.lowercased().precomposedStringWithCompatibilityMapping
            var labels: [String] = []
            for label in mapped.unicodeScalars.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "." || $0 == "\u{3002}" }) {
                guard let encoded = asciiLabel(Array(label)) else { return nil }
                labels.append(encoded)
            }
            name = labels.joined(separator: ".")
        }
        guard !name.isEmpty, name.utf8.count <= 254, name.utf8.allSatisfy(isNameByte),
            name.utf8.split(separator: UInt8(ascii: ".")).allSatisfy({ $0.count <= 63 })
        else { return nil }
        return name
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
    }

    private static func asciiLabel(_ label: [Unicode.Scalar]) -> String? {
        if label.allSatisfy(\.isASCII) { return String(String.UnicodeScalarView(label)) }
        return punycode(label).map { "xn--" + $0 }
    }

    /// RFC 3492 section 6.3.
    static func punycode(_ label: [Unicode.Scalar]) -> String? {
        guard label.count <= 63 else { return nil }
        var output = label.filter(\.isASCII).map { UInt8(truncatingIfNeeded: $0.value) }
        let basic = UInt32(output.count)
        if basic > 0 { output.append(UInt8(ascii: "-")) }
        var (n, delta, bias, handled): (UInt32, UInt32, UInt32, UInt32) = (128, 0, 72, basic)
        while handled < UInt32(label.count) {
            guard let next = label.lazy.map(\.value).filter({ $0 >= n }).min() else { return nil }
            // 63 scalars below 0x110000: the product stays far below 2^32.
            delta = delta &+ (next &- n) &* (handled &+ 1)
            n = next
            for scalar in label {
                if scalar.value < n { delta = delta &+ 1 }
                guard scalar.value == n else { continue }
                var (q, k) = (delta, UInt32(36))
                while true {
                    let threshold = k <= bias ? 1 : k >= bias &+ 26 ? 26 : k &- bias
                    if q < threshold { break }
                    output.append(digit(threshold &+ (q &- threshold) % (36 &- threshold)))
                    q = (q &- threshold) / (36 &- threshold)
                    k = k &+ 36
                }
                output.append(digit(q))
                bias = adapted(delta, points: handled &+ 1, isFirst: handled == basic)
                delta = 0
                handled = handled &+ 1
            }
            delta = delta &+ 1
            n = n &+ 1
        }
        return output.count > 59 ? nil : String(decoding: output, as: UTF8.self)
    }

    private static func digit(_ value: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: value < 26 ? value &+ 97 : value &+ 22) }

    private static func adapted(_ delta: UInt32, points: UInt32, isFirst: Bool) -> UInt32 {
        var delta = isFirst ? delta / 700 : delta / 2
        delta = delta &+ delta / max(1, points)
        var k: UInt32 = 0
        while delta > 455 {
            delta /= 35
            k = k &+ 36
        }
        return k &+ 36 &* delta / (delta &+ 38)
    }
}
