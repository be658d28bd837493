import Crypto
import Foundation

/// SHA-256 over an article's canonical content: what makes two texts the same.
public struct ContentHash: Hashable, Sendable {
    /// 32 bytes.
    public let bytes: [UInt8]

    /// The hash of these 32 bytes; nil where there are more or fewer.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// The hash of an article's content.
    public init(of content: ArticleContent) {
        self.init(hashing: CanonicalContent(content).bytes)
    }

    /// The SHA-256 of any bytes.
    public init(hashing bytes: [UInt8]) {
        self.bytes = Array(SHA256.hash(data: bytes))
    }
}

extension ContentHash: CustomStringConvertible, Codable {
    /// `sha256:` and 64 hexadecimal digits.
    public var description: String {
        let digits = Array("0123456789abcdef".utf8)
        var text = Array("sha256:".utf8)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads `sha256:<hex>`.
    public init?(_ text: String) {
        guard text.hasPrefix("sha256:") else { return nil }
        let hex = Array(text.utf8.dropFirst(7))
        guard hex.count == 64 else { return nil }
        func nibble(_ byte: UInt8) -> UInt8? {
            switch byte {
            case 0x30...0x39: byte - 0x30
            case 0x61...0x66: byte - 0x61 + 10
            default: nil
            }
        }
        var bytes = [UInt8]()
        for index in stride(from: 0, to: 64, by: 2) {
            guard let a = nibble(hex[index]), let b = nibble(hex[index + 1]) else { return nil }
            bytes.append(a << 4 | b)
        }
        self.bytes = bytes
    }

    /// Reads the string form.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let hash = ContentHash(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not a content hash: \(text)"))
        }
        self = hash
    }

    /// Writes the string form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// The bytes that are hashed: headline and body text (or, where there is none, summary), freed of what readers do not see.
public struct CanonicalContent: Sendable {
    /// The headline's canonical form.
    public let headline: String
    /// The canonical form of the body text, or of the summary where there is none.
    public let text: String

    /// The canonical form of an article's content.
    public init(_ content: ArticleContent) {
        headline = CanonicalContent.canonicalText(content.headline ?? "")
        let body = CanonicalContent.canonicalText(content.bodyText ?? "")
        text = body.isEmpty ? CanonicalContent.canonicalText(content.summary ?? "") : body
    }

    /// `wirespool.content/1`, then of each of the two its length in UTF-8 bytes (8 bytes, big-endian) and its bytes.
    public var bytes: [UInt8] {
        var bytes = Array("wirespool.content/1".utf8)
        for part in [headline, text] {
            let utf8 = Array(part.utf8)
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: UInt64(utf8.count) >> UInt64(shift)))
            }
            bytes += utf8
        }
        return bytes
    }

    /// A text without default-ignorable characters, bidi controls and tatweel, in NFKC, with single spaces and trimmed.
    ///
    /// NFKC: Unicode Standard Annex 15. What it makes anew (U+FDFA holds spaces and a tatweel may be left by a presentation
    /// form) is treated after it as well.
    public static func canonicalText(_ text: String) -> String {
        var text = text
        text.makeContiguousUTF8()
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return collapsed(text.unicodeScalars) }
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !isIgnored(scalar) { kept.append(scalar) }
        let normalized = compatibilityComposed(kept)
        var visible = String.UnicodeScalarView()
        for scalar in normalized where scalar.value != 0x640 { visible.append(scalar) }
        return collapsed(visible)
    }

    /// NFKC (Unicode Standard Annex 15), of the stretches alone that it could change.
    ///
    /// A stable scalar neither changes nor combines with what stands before it, so that a text may be cut before each.
    private static func compatibilityComposed(_ scalars: String.UnicodeScalarView) -> String.UnicodeScalarView {
        guard var index = scalars.firstIndex(where: { !isStableUnderNFKC($0) }) else { return scalars }
        var out = String.UnicodeScalarView()
        var copied = scalars.startIndex
        while index < scalars.endIndex {
            // What cannot stay may combine with the stable one before it.
            let start = index > copied ? scalars.index(before: index) : index
            let end = scalars[index...].firstIndex(where: isStableUnderNFKC) ?? scalars.endIndex
            out.append(contentsOf: scalars[copied..<start])
            // In two steps: Foundation's own NFKC leaves what it maps uncomposed and unordered beside its neighbours (halfwidth
            // Hangul, ligatures of marks), and Swift's NFC adds no final consonant to a syllable that is composed already.
            let decomposed = String(scalars[start..<end]).decomposedStringWithCompatibilityMapping
            out.append(contentsOf: decomposed.precomposedStringWithCanonicalMapping.unicodeScalars)
            copied = end
            index = scalars[end...].firstIndex(where: { !isStableUnderNFKC($0) }) ?? scalars.endIndex
        }
        out.append(contentsOf: scalars[copied...])
        return out
    }

    /// Whether a scalar is a starter with NFKC_Quick_Check=Yes; of the blocks that news is written in, and no for all others.
    private static func isStableUnderNFKC(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x9F, 0xC0...0x131, 0x134...0x13E, 0x141...0x148, 0x14A...0x17E: true  // Latin
        case 0x400...0x482, 0x48A...0x52F: true  // Cyrillic
        case 0x5D0...0x5EA: true  // Hebrew
        case 0x60C, 0x61B, 0x61F...0x64A, 0x660...0x66F, 0x671...0x674, 0x679...0x6D5, 0x6F0...0x6F9: true  // Arabic
        case 0x2010, 0x2012...0x2016, 0x2018...0x2023: true  // dashes and quotation marks
        case 0x3041...0x3096, 0x30A1...0x30FE: true  // kana
        case 0x4E00...0x9FFF, 0xAC00...0xD7A3: true  // Han, Hangul
        default: false
        }
    }

    private static func isIgnored(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value >= 0x80 else { return false }
        return scalar.properties.isDefaultIgnorableCodePoint || scalar.properties.isBidiControl
    }

    private static func collapsed(_ scalars: String.UnicodeScalarView) -> String {
        var out = String.UnicodeScalarView()
        var pendingSpace = false
        for scalar in scalars {
            if scalar.value == 0x20 || (scalar.value >= 9 && scalar.value <= 13) || (scalar.value >= 0x80 && scalar.properties.isWhitespace)
            {
                pendingSpace = !out.isEmpty
            } else {
                if pendingSpace { out.append(" ") }
                pendingSpace = false
                out.append(scalar)
            }
        }
        return String(out)
    }
}
