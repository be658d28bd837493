import Foundation

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
        bytes.reserveCapacity(bytes.count + headline.utf8.count + text.utf8.count + 16)
        for part in [headline, text] {
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: UInt64(part.utf8.count) >> UInt64(shift)))
            }
            bytes += part.utf8
        }
        return bytes
    }

    /// A text without default-ignorable characters, bidi controls and tatweel, in NFKC, with single spaces and trimmed.
    ///
    /// NFKC: Unicode Standard Annex 15. What it makes anew (U+FDFA holds spaces and a tatweel may be left by a presentation
    /// form) is treated after it as well.
    public static func canonicalText(_ text: String) -> String {
        var text = text
        return text.withUTF8 { bytes in
            var writer = CanonicalWriter(bytes)
            return writer.write()
        }
    }
}

/// Writes the canonical form of a text: stretches that nothing changes are copied, the others normalised.
///
/// A stable scalar neither changes nor combines with what stands before it, so that a text may be cut before each.
private struct CanonicalWriter {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var out: [UInt8] = []
    private var isSpacePending = false
    /// Where what is to be copied as it stands begins.
    private var start = 0

    /// A writer of valid UTF-8.
    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        out.reserveCapacity(bytes.count)
    }

    mutating func write() -> String {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte < 0x80 {
                if byte == 0x20 || (0x09...0x0D).contains(byte) {
                    // One space between two words stays as it is.
                    if byte == 0x20, index > start, index + 1 < bytes.count, (0x21...0x7F).contains(bytes[index + 1]) {
                        index += 2
                        continue
                    }
                    copy(to: index)
                    isSpacePending = !out.isEmpty
                    start = index + 1
                }
                index += 1
                continue
            }
            let (scalar, length) = self.scalar(at: index)
            if scalar == CanonicalWriter.tatweel || scalar == CanonicalWriter.nextLine {
                copy(to: index)
                if scalar == CanonicalWriter.nextLine { isSpacePending = !out.isEmpty }
                start = index + length
            } else if !CanonicalWriter.isStable(scalar) {
                normalize(from: index)
                index = start
                continue
            }
            index += length
        }
        copy(to: index)
        return String(decoding: out, as: UTF8.self)
    }

    private static let tatweel: UInt32 = 0x640
    private static let nextLine: UInt32 = 0x85

    private mutating func copy(to end: Int) {
        guard end > start else { return }
        if isSpacePending { out.append(0x20) }
        isSpacePending = false
        out.append(contentsOf: bytes[start..<end])
    }

    /// Writes the stretch of scalars that are not stable which begins at an index, with the stable one before it, with which it may combine.
    private mutating func normalize(from index: Int) {
        var end = index
        var (kept, count) = (String.UnicodeScalarView(), 0)
        while end < bytes.count {
            let (value, length) = scalar(at: end)
            guard !CanonicalWriter.isStable(value) else { break }
            if let scalar = Unicode.Scalar(value), !scalar.properties.isDefaultIgnorableCodePoint, !scalar.properties.isBidiControl {
                kept.append(scalar)
                count += 1
            }
            end += length
        }
        defer { start = end }
        // Of Persian and Hebrew text and of soft hyphens nothing is left; no-break spaces and the ellipsis combine with nothing.
        if count == 0 { return copy(to: index) }
        if count == 1, kept.first == "\u{A0}" || kept.first == "\u{2026}" {
            copy(to: index)
            if kept.first == "\u{2026}" { append("...") } else { isSpacePending = !out.isEmpty }
            return
        }
        var before = index
        if before > start {
            before -= 1
            while bytes[before] & 0xC0 == 0x80 { before -= 1 }
        }
        copy(to: before)
        let text = String(decoding: bytes[before..<index], as: UTF8.self) + String(kept)
        // In two steps: Foundation's own NFKC leaves what it maps uncomposed and unordered beside its neighbours (halfwidth Hangul, ligatures
        // of marks), and Swift's NFC adds no final consonant to a syllable that is composed already.
        let normalized = text.decomposedStringWithCompatibilityMapping.precomposedStringWithCanonicalMapping
        for scalar in normalized.unicodeScalars where scalar.value != CanonicalWriter.tatweel {
            if scalar.properties.isWhitespace {
                isSpacePending = !out.isEmpty
            } else {
                append(String(scalar))
            }
        }
    }

    private mutating func append(_ text: String) {
        if isSpacePending { out.append(0x20) }
        isSpacePending = false
        out.append(contentsOf: text.utf8)
    }

    @inline(__always)
    private func scalar(at index: Int) -> (value: UInt32, length: Int) {
        let byte = UInt32(bytes[index])
        func next(_ offset: Int) -> UInt32 { UInt32(bytes[index + offset]) & 0x3F }
        switch byte {
        case ..<0x80: return (byte, 1)
        case ..<0xE0: return ((byte & 0x1F) << 6 | next(1), 2)
        case ..<0xF0: return ((byte & 0x0F) << 12 | next(1) << 6 | next(2), 3)
        default: return ((byte & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3), 4)
        }
    }

    /// Whether a scalar is a starter with NFKC_Quick_Check=Yes that is shown; of the blocks that news is written in, and no for all others.
    private static func isStable(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0...0x9F, 0xC0...0x131, 0x134...0x13E, 0x141...0x148, 0x14A...0x17E: true  // Latin
        case 0xA1...0xA7, 0xA9, 0xAB, 0xAC, 0xAE, 0xB0, 0xB1, 0xB6, 0xB7, 0xBB, 0xBF: true  // its punctuation
        case 0x400...0x482, 0x48A...0x52F: true  // Cyrillic
        case 0x5D0...0x5EA: true  // Hebrew
        case 0x60C, 0x61B, 0x61F...0x64A, 0x660...0x66F, 0x671...0x674, 0x679...0x6D5, 0x6F0...0x6F9: true  // Arabic
        case 0x2010, 0x2012...0x2016, 0x2018...0x2023: true  // dashes and quotation marks
        case 0x3041...0x3096, 0x30A1...0x30FE: true  // kana
        case 0x4E00...0x9FFF, 0xAC00...0xD7A3: true  // Han, Hangul
        default: false
        }
    }
}
