/// The name of a source in the configuration: `[a-z0-9][a-z0-9._-]*`, 64 characters at most. That of a part has `/` and 16 hexadecimal
/// digits behind it.
public struct SourceID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The name.
    public let rawValue: String

    /// The identifier, or nil where the text is not of the form.
    public init?(_ text: String) {
        let bytes = text.utf8
        guard let first = bytes.first, SourceID.isAlphanumeric(first), bytes.count <= 64,
            bytes.allSatisfy({ SourceID.isAlphanumeric($0) || $0 == 0x2E || $0 == 0x5F || $0 == 0x2D })
        else { return nil }
        rawValue = text
    }

    private init(rawValue: String) { self.rawValue = rawValue }

    /// The name of one document of the source: 64 bits of the hash of its address tell it from the others.
    func part(at url: String) -> SourceID {
        let digits = ContentHash(hashing: Array(url.utf8)).bytes.prefix(8).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }
        return SourceID(rawValue: rawValue + "/" + digits.joined())
    }

    /// Whether the other identifier is that of one of its documents.
    public func isWhole(of part: SourceID) -> Bool { part.rawValue.utf8.starts(with: rawValue.utf8 + [UInt8(ascii: "/")]) }

    /// The identifier as it was written: of a source, or of a part of one.
    public init?(stored text: String) {
        let pieces = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard SourceID(String(pieces[0])) != nil else { return nil }
        if pieces.count == 2 {
            let digits = pieces[1].utf8
            guard digits.count == 16, digits.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else { return nil }
        }
        rawValue = text
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
    }

    /// The name.
    public var description: String { rawValue }

    /// The order of the names' bytes.
    public static func < (a: SourceID, b: SourceID) -> Bool { a.rawValue < b.rawValue }
}

extension SourceID: Codable {
    /// Reads the name; refuses one that is not of the form.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let id = SourceID(stored: text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not a source id: \(text)"))
        }
        self = id
    }

    /// Writes the name.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rawValue)
    }
}

/// The name of an article: a UUID of version 7 (RFC 9562 section 5.7), so that names sort by time.
public struct ArticleID: Hashable, Comparable, Sendable {
    /// The first eight bytes: 48 bits of milliseconds since the epoch, version, 12 bits.
    let high: UInt64
    /// The last eight bytes: variant, 62 bits.
    let low: UInt64

    /// An identifier of a millisecond and 74 bits that tell it from others of the same millisecond.
    public init(millisecond: Int64, randomA: UInt16, randomB: UInt64) {
        high = UInt64(bitPattern: millisecond) << 16 | 0x7000 | UInt64(randomA & 0x0FFF)
        low = 0x8000_0000_0000_0000 | (randomB & 0x3FFF_FFFF_FFFF_FFFF)
    }

    /// Reads the canonical form in lower case; refuses every other version and variant.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 36, bytes[8] == 0x2D, bytes[13] == 0x2D, bytes[18] == 0x2D, bytes[23] == 0x2D else { return nil }
        var halves: (UInt64, UInt64) = (0, 0)
        var count = 0
        for (index, byte) in bytes.enumerated() where ![8, 13, 18, 23].contains(index) {
            let nibble: UInt64
            switch byte {
            case 0x30...0x39: nibble = UInt64(byte - 0x30)
            case 0x61...0x66: nibble = UInt64(byte - 0x61 + 10)
            default: return nil
            }
            if count < 16 { halves.0 = halves.0 << 4 | nibble } else { halves.1 = halves.1 << 4 | nibble }
            count += 1
        }
        guard halves.0 >> 12 & 0xF == 7, halves.1 >> 62 == 2 else { return nil }
        (high, low) = halves
    }

    /// When the identifier was made, by the clock of then.
    public var instant: Instant { Instant(milliseconds: Int64(high >> 16)) }

    /// The order of the names, which is that of time.
    public static func < (a: ArticleID, b: ArticleID) -> Bool { (a.high, a.low) < (b.high, b.low) }
}

extension ArticleID: CustomStringConvertible, Codable {
    /// `0197a5e2-7c1f-7abc-9def-0123456789ab`.
    public var description: String {
        let digits = Array("0123456789abcdef".utf8)
        var bytes = [UInt8]()
        bytes.reserveCapacity(36)
        for half in [high, low] {
            for shift in stride(from: 60, through: 0, by: -4) {
                if [8, 13, 18, 23].contains(bytes.count) { bytes.append(0x2D) }
                bytes.append(digits[Int(half >> UInt64(shift) & 0xF)])
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Reads the canonical form.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let id = ArticleID(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not a UUID of version 7: \(text)"))
        }
        self = id
    }

    /// Writes the canonical form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// Makes article identifiers that always rise, also when the clock is set back.
///
/// Method: RFC 9562 section 6.2, a monotonic random counter within one millisecond.
public struct ArticleIDGenerator: Sendable {
    private var last: ArticleID?

    /// A generator whose identifiers all come after `last`.
    public init(after last: ArticleID?) { self.last = last }

    /// The next identifier: after every one before, and of `now` unless the clock went back.
    public mutating func next(now: Instant) -> ArticleID {
        var id = ArticleID(millisecond: max(0, now.milliseconds), randomA: .random(in: 0...0x7FF), randomB: .random(in: 0 ... .max))
        if let last, id <= last {
            let step = UInt64.random(in: 1...0xFFFF_FFFF)
            let low = (last.low & 0x3FFF_FFFF_FFFF_FFFF) + step
            let carry = low >> 62
            let a = (last.high & 0xFFF) + carry
            let millisecond = Int64(last.high >> 16) + Int64(a >> 12)
            id = ArticleID(millisecond: millisecond, randomA: UInt16(a & 0xFFF), randomB: low)
        }
        last = id
        return id
    }
}
