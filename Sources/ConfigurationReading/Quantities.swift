/// Durations, sizes and shares as the configuration writes them.
enum Quantities {
    private static let secondsByUnit: [(unit: String, seconds: Int)] = [("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)]

    private static let bytesByUnit: [(unit: String, bytes: Int)] = [
        ("TiB", 1 << 40), ("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10),
        ("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1000), ("B", 1),
    ]

    /// Seconds of `90s`, `15m`, `12h`, `7d`; nil for anything else, and beyond what 64 bits hold.
    static func seconds(_ text: String) -> Int? {
        amount(text, units: secondsByUnit.map { ($0.unit, $0.seconds) })
    }

    /// Bytes of `16MiB`: KiB, MiB, GiB, TiB count by 1024, KB, MB, GB, TB by 1000, B is one byte.
    static func bytes(_ text: String) -> Int? {
        amount(text, units: bytesByUnit.map { ($0.unit, $0.bytes) })
    }

    /// A share, 0–1, of `10%`; whole percents and tenths of them.
    static func share(_ text: String) -> Double? {
        guard text.hasSuffix("%") else { return nil }
        let parts = text.dropLast().split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let whole = digits(first), whole <= 100 else { return nil }
        var tenths = whole * 10
        if parts.count == 2 {
            guard parts[1].utf8.count == 1, let tenth = digits(parts[1]) else { return nil }
            tenths += tenth
        }
        return tenths <= 1000 ? Double(tenths) / 1000 : nil
    }

    /// A whole number in decimal digits.
    static func digits(_ text: some StringProtocol) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text)
    }

    /// A duration as the configuration writes it.
    static func text(seconds: Int) -> String {
        let fitting = secondsByUnit.first { seconds != 0 && seconds % $0.seconds == 0 } ?? ("s", 1)
        return "\(seconds / fitting.seconds)\(fitting.unit)"
    }

    /// A size as the configuration writes it.
    static func text(bytes: Int) -> String {
        let fitting = bytesByUnit.first { bytes != 0 && bytes % $0.bytes == 0 } ?? ("B", 1)
        return "\(bytes / fitting.bytes)\(fitting.unit)"
    }

    private static func amount(_ text: String, units: [(String, Int)]) -> Int? {
        let number = text.prefix { $0.isASCII && $0.isNumber }
        let unit = text[number.endIndex...].drop { $0 == " " }
        guard let count = digits(number), let scale = units.first(where: { $0.0 == unit })?.1 else { return nil }
        let (product, overflow) = count.multipliedReportingOverflow(by: scale)
        return overflow ? nil : product
    }
}
