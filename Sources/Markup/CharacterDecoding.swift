import CXML2
import Glibc

/// What a document is, as far as its character set is declared in it.
public enum DocumentKind: Sendable {
    /// By its XML declaration.
    case xml
    /// By a `meta` element.
    case html
    /// UTF-8 by definition (RFC 8259 section 8.1).
    case json
}

/// A document's text in UTF-8, and how it became so.
public struct DecodedText: Sendable {
    /// Valid UTF-8, without a byte order mark.
    public var utf8: [UInt8]
    /// The character set the bytes were read in: its name in the WHATWG Encoding Standard, in lower case. `us-ascii` and `iso-8859-1`, which
    /// that reads as windows-1252, where they were declared and the bytes are no more.
    public var encoding: String
    /// Whether some bytes were not of the set and became U+FFFD.
    public var isRepaired: Bool
    /// Whether the set is another than was declared.
    public var isMislabelled: Bool

    /// A decoded text.
    public init(utf8: [UInt8], encoding: String, isRepaired: Bool = false, isMislabelled: Bool = false) {
        self.utf8 = utf8
        self.encoding = encoding
        self.isRepaired = isRepaired
        self.isMislabelled = isMislabelled
    }
}

/// Reads bytes in the character set they are in, whatever they are said to be in.
public enum CharacterDecoding {
    /// The text of a document. Asked in this order: byte order mark, the HTTP `charset`, the document's own declaration, the bytes themselves;
    /// a declaration that the bytes give the lie to is passed over. Never fails: what cannot be read becomes U+FFFD.
    ///
    /// Method: WHATWG Encoding Standard; RFC 7303 section 3; XML 1.0 appendix F.
    public static func decode(_ bytes: [UInt8], httpCharset: String?, as kind: DocumentKind) -> DecodedText {
        let (mark, markLength) = byteOrderMark(bytes)
        let body = bytes[markLength...]
        if let mark {
            if mark == "utf-8" { return decodeUTF8(body, validation: UTF8Validation(body), declared: nil) }
            return unicode(body, mark)
        }
        if let wide = wideEncoding(body) { return unicode(body, wide) }
        let http = httpCharset.flatMap(EncodingLabel.init)
        var declared = kind == .json ? nil : EncodingDeclaration.label(in: body, kind: kind).flatMap(EncodingLabel.init)
        // A declaration that could be read byte by byte cannot mean two or four bytes a character.
        if let label = declared, !label.isASCIICompatible { declared = nil }
        let validation = UTF8Validation(body)
        if validation.isASCII, http == nil, declared == nil, EncodingDetection.hasShift(body), let text = detected(body, isDeclared: false)
        {
            return text
        }
        // Without a mark the body is all there is: nothing is copied.
        if validation.isValid, http?.name ?? declared?.name ?? "utf-8" == "utf-8" { return DecodedText(utf8: bytes, encoding: "utf-8") }
        for label in [http, declared].compactMap({ $0 }) {
            if label.name == "utf-8" {
                if validation.isValid { return DecodedText(utf8: Array(body), encoding: "utf-8") }
                if let other = declared, other.name != "utf-8", let text = iconv(body, other), !text.isRepaired {
                    return DecodedText(utf8: text.utf8, encoding: other.name, isMislabelled: true)
                }
                return decodeUTF8(body, validation: validation, declared: label)
            }
            if !label.isASCIICompatible { continue }
            // Text in another set is hardly ever valid UTF-8 by chance; a server's default charset is often wrong.
            let wanted = label.name == "windows-1252" ? 1 : 4
            if validation.isValid, validation.sequences >= wanted {
                return DecodedText(utf8: Array(body), encoding: "utf-8", isMislabelled: true)
            }
            if let text = iconv(body, label) { return text }
        }
        if validation.isValid { return DecodedText(utf8: Array(body), encoding: "utf-8") }
        return decodeUTF8(body, validation: validation, declared: nil)
    }

    /// Bytes that should be UTF-8. Where few of them are, they are of another set: the likeliest, or windows-1252.
    private static func decodeUTF8(_ body: ArraySlice<UInt8>, validation: UTF8Validation, declared: EncodingLabel?) -> DecodedText {
        if validation.isValid { return DecodedText(utf8: Array(body), encoding: "utf-8") }
        if validation.sequences <= validation.invalidBytes, let text = detected(body, isDeclared: declared != nil),
            // Of most sets at most a third of the characters look like UTF-8, of EUC-JP up to a half.
            text.encoding == "euc-jp" || validation.sequences * 2 <= validation.invalidBytes
        {
            return text
        }
        if validation.sequences * 4 <= validation.invalidBytes, isPlausible1252(body) {
            return DecodedText(utf8: Windows1252.utf8(body), encoding: "windows-1252", isMislabelled: declared != nil)
        }
        return DecodedText(utf8: Array(String(decoding: body, as: UTF8.self).utf8), encoding: "utf-8", isRepaired: true)
    }

    /// The text in the set that the bytes themselves give away; nil where they give none away, or are not of it after all.
    private static func detected(_ body: ArraySlice<UInt8>, isDeclared: Bool) -> DecodedText? {
        guard let label = EncodingDetection.label(of: body), var text = iconv(body, label) else { return nil }
        // A stray byte in a hundred letters is a flaw of the text; more is another set.
        if text.isRepaired {
            let replaced = String(decoding: text.utf8, as: UTF8.self).unicodeScalars.count { $0 == "\u{FFFD}" }
            guard replaced * 100 <= body.count(where: { $0 >= 0x80 }) else { return nil }
        }
        text.isMislabelled = isDeclared
        return text
    }

    /// Letters and the punctuation of office programs, few of each: a binary file has more.
    private static func isPlausible1252(_ body: ArraySlice<UInt8>) -> Bool {
        var (high, odd) = (0, 0)
        for byte in body {
            if byte >= 0x80 { high += 1 }
            if byte < 0x09 || [0x81, 0x8D, 0x8F, 0x90, 0x9D].contains(byte) { odd += 1 }
        }
        return odd == 0 && high * 3 < body.count
    }

    private static func byteOrderMark(_ bytes: [UInt8]) -> (String?, Int) {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return ("utf-8", 3) }
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]) { return ("utf-32le", 4) }
        if bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return ("utf-32be", 4) }
        if bytes.starts(with: [0xFE, 0xFF]) { return ("utf-16be", 2) }
        if bytes.starts(with: [0xFF, 0xFE]) { return ("utf-16le", 2) }
        return (nil, 0)
    }

    /// Two or four bytes a character, told by where the zero bytes stand: markup begins with ASCII, and has much of it.
    private static func wideEncoding(_ body: ArraySlice<UInt8>) -> String? {
        guard body.count >= 4 else { return nil }
        switch body.prefix(4).map({ $0 == 0 }) {
        case [true, true, true, false]: return "utf-32be"
        case [false, true, true, true]: return "utf-32le"
        case [true, false, true, false]: return hasZeros(body, at: 0) ? "utf-16be" : nil
        case [false, true, false, true]: return hasZeros(body, at: 1) ? "utf-16le" : nil
        default: return nil
        }
    }

    /// Whether, of the first pairs, a third have a zero at this place and few at the other.
    private static func hasZeros(_ body: ArraySlice<UInt8>, at place: Int) -> Bool {
        let head = body.prefix(128)
        var counts = [0, 0]
        for (offset, byte) in head.enumerated() where byte == 0 { counts[offset % 2] += 1 }
        return counts[1 - place] * 4 <= counts[place] && counts[place] * 6 >= head.count
    }

    /// UTF-16 and UTF-32; surrogates that stand alone become U+FFFD, an odd last byte too.
    private static func unicode(_ body: ArraySlice<UInt8>, _ name: String) -> DecodedText {
        let isLittle = name.hasSuffix("le")
        let width = name.hasPrefix("utf-16") ? 2 : 4
        var text = String.UnicodeScalarView()
        var isRepaired = body.count % width != 0
        func unit(at index: Int) -> UInt32 {
            var value: UInt32 = 0
            for offset in 0..<width { value = value << 8 | UInt32(body[index + (isLittle ? width - 1 - offset : offset)]) }
            return value
        }
        var index = body.startIndex
        while index + width <= body.endIndex {
            var value = unit(at: index)
            index += width
            if width == 2, (0xD800...0xDBFF).contains(value), index + 2 <= body.endIndex {
                let low = unit(at: index)
                if (0xDC00...0xDFFF).contains(low) {
                    value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
                    index += 2
                }
            }
            if let scalar = Unicode.Scalar(value) {
                text.append(scalar)
            } else {
                text.append("\u{FFFD}")
                isRepaired = true
            }
        }
        return DecodedText(utf8: Array(String(text).utf8), encoding: name, isRepaired: isRepaired)
    }

    /// iconv(3) of glibc, byte by byte over what is not of the set; nil where it does not know the set.
    private static func iconv(_ body: ArraySlice<UInt8>, _ label: EncodingLabel) -> DecodedText? {
        if label.name == "windows-1252" { return DecodedText(utf8: Windows1252.utf8(body), encoding: label.narrowestName(for: body)) }
        guard let name = label.iconvName else { return nil }
        let descriptor = iconv_open("UTF-8", name)
        guard descriptor != iconv_t(bitPattern: -1) else { return nil }
        defer { iconv_close(descriptor) }
        var out: [UInt8] = []
        out.reserveCapacity(body.count + body.count / 2)
        var isRepaired = false
        var chunk = [CChar](repeating: 0, count: 1 << 14)
        var input = body.map { CChar(bitPattern: $0) }
        input.withUnsafeMutableBufferPointer { source in
            var next = source.baseAddress
            var left = source.count
            while left > 0 {
                var failure: CInt = 0
                let produced = chunk.withUnsafeMutableBufferPointer { target in
                    var to = target.baseAddress
                    var room = target.count
                    errno = 0
                    if CXML2.iconv(descriptor, &next, &left, &to, &room) == Int(bitPattern: UInt.max) { failure = errno }
                    return target.count - room
                }
                chunk.withUnsafeBytes { out.append(contentsOf: $0[..<produced]) }
                guard failure != 0, failure != E2BIG else { continue }
                out += [0xEF, 0xBF, 0xBD]
                isRepaired = true
                next = next?.advanced(by: 1)
                left -= 1
            }
        }
        return DecodedText(utf8: out, encoding: label.name, isRepaired: isRepaired)
    }
}
