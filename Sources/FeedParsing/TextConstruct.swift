import Markup

/// Texts that may be plain, escaped HTML, XHTML or base64: Atom 1.0 section 3.1, Atom 0.3 section 3.1, and RSS's guessing.
enum TextConstruct {
    /// Reads one.
    ///
    /// - Parameters:
    ///   - type: What it is where the element does not say.
    ///   - isAtom: Whether the type can be trusted. RSS says nothing, so plain text that looks like HTML is HTML.
    static func read(_ element: Element, _ context: FieldContext, default type: String, isAtom: Bool) -> FeedText? {
        let context = context.within(element)
        // Only Atom 1.0 puts XHTML into a `div` that is not part of it (section 3.1.1.3).
        let isAtom10 = element.name.namespace == "http://www.w3.org/2005/Atom"
        var type = mediaType(element["type"] ?? type)
        let mode = element["mode"]?.lowercased()
        var value: String
        if type == "text/html", let text = escapedInDivision(element) {
            value = text
        } else if element.hasChildElements {
            type = isXML(type) && type != "application/xhtml+xml" ? type : "application/xhtml+xml"
            value = isAtom10 ? unwrapped(element) : element.innerMarkup
        } else if type == "application/xhtml+xml" {
            value = element.innerMarkup
        } else {
            value = element.text
            if mode == "base64" || (mode == nil && isAtom && isBinary(type)) { value = decodedBase64(value) ?? value }
        }
        value = FeedText.trimmed(value)
        if type == "text/plain", !isAtom, FeedText.looksLikeHTML(value) { type = "text/html" }
        let source = element["src"].flatMap { context.resolve($0) }
        return FeedText(value, type: type, language: context.language, base: context.base, source: source)
    }

    static func mediaType(_ type: String) -> String {
        if type == "text/plain" || type == "text/html" { return type }
        if type == "html" { return "text/html" }
        let type = FeedText.trimmed(type).lowercased()
        switch type {
        case "text", "plain", "": return "text/plain"
        case "html": return "text/html"
        case "xhtml": return "application/xhtml+xml"
        default: return String(type.prefix { $0 != ";" })
        }
    }

    private static func isXML(_ type: String) -> Bool { type.hasSuffix("+xml") || type.hasSuffix("/xml") }

    private static func isBinary(_ type: String) -> Bool {
        type.contains("/") && !type.hasPrefix("text/") && !isXML(type) && !type.hasSuffix("json")
    }

    /// The content without the one `div` that Atom puts around XHTML.
    private static func unwrapped(_ element: Element) -> String {
        guard let child = element.onlyChild, child.local == .div, element.text.isEmpty else { return element.innerMarkup }
        return child.innerMarkup
    }

    /// Escaped HTML with a `div` around it, as TypePad wrote it.
    private static func escapedInDivision(_ element: Element) -> String? {
        guard let child = element.onlyChild, child.local == .div, element.text.isEmpty, !child.hasChildElements else { return nil }
        let text = child.rawText
        return text.contains("<") ? text : nil
    }

    /// RFC 4648, white space passed over; nil where it is none.
    static func decodedBase64(_ text: String) -> String? {
        var out: [UInt8] = []
        var (bits, count): (UInt32, Int) = (0, 0)
        for byte in text.utf8 {
            let value: UInt8
            switch byte {
            case 0x41...0x5A: value = byte - 0x41
            case 0x61...0x7A: value = byte - 0x61 + 26
            case 0x30...0x39: value = byte - 0x30 + 52
            case UInt8(ascii: "+"), UInt8(ascii: "-"): value = 62
            case UInt8(ascii: "/"), UInt8(ascii: "_"): value = 63
            case UInt8(ascii: "="), 0x09...0x0D, 0x20: continue
            default: return nil
            }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                out.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return CharacterDecoding.decode(out, httpCharset: nil, as: .json).utf8.withUnsafeBufferPointer {
            String(decoding: $0, as: UTF8.self)
        }
    }
}
