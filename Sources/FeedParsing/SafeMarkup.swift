import Markup
import NewsModel

/// A publisher's HTML as it stands, without what could do harm: what `wirespool parse` shows.
///
/// Unlike ``SanitizedHTML``, which makes an article of it, this keeps the publisher's own elements and attributes as far as they are known to be
/// harmless. Text cannot become markup: every `<` that begins no kept tag is escaped, and so are those in attributes, so that no element that browsers
/// read as raw text is ended by one.
struct SafeMarkup {
    private let bytes: [UInt8]
    private let base: URLReference?
    private var index = 0
    private var out: [UInt8] = []
    /// Whether no comment, and no declaration, ends from here on: searching for each again would be quadratic.
    private var hasNoCommentEnd = false
    private var hasNoTagEnd = false

    /// The harmless HTML of a fragment, relative links resolved.
    static func html(of fragment: String, base: URLReference?) -> String {
        var filter = SafeMarkup(bytes: Array(fragment.utf8), base: base)
        filter.run()
        return FeedText.trimmed(String(decoding: filter.out, as: UTF8.self))
    }

    private init(bytes: [UInt8], base: URLReference?) {
        self.bytes = bytes
        self.base = base
        out.reserveCapacity(bytes.count)
    }

    private func at(_ position: Int) -> UInt8 { position < bytes.count ? bytes[position] : 0 }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private mutating func run() {
        while index < bytes.count {
            let byte = bytes[index]
            guard byte == UInt8(ascii: "<") else {
                let start = index
                while index < bytes.count, bytes[index] != UInt8(ascii: "<") { index += 1 }
                out += bytes[start..<index]
                continue
            }
            let next = at(index + 1)
            if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") {
                skipDeclaration()
            } else if SafeMarkup.isLetter(next) || (next == UInt8(ascii: "/") && SafeMarkup.isLetter(at(index + 2))) {
                readTag()
            } else {
                out += "&lt;".utf8
                index += 1
            }
        }
    }

    private mutating func skipDeclaration() {
        if !hasNoCommentEnd, at(index + 2) == UInt8(ascii: "-"), at(index + 3) == UInt8(ascii: "-") {
            var end = index + 4
            while end < bytes.count, !(bytes[end] == 0x2D && at(end + 1) == 0x2D && at(end + 2) == 0x3E) { end += 1 }
            if end < bytes.count {
                index = end + 3
                return
            }
            hasNoCommentEnd = true
        }
        guard !hasNoTagEnd, let end = bytes[index...].firstIndex(of: UInt8(ascii: ">")) else {
            hasNoTagEnd = true
            out += "&lt;".utf8
            index += 1
            return
        }
        index = end + 1
    }

    private mutating func readTag() {
        let isEnd = at(index + 1) == UInt8(ascii: "/")
        var position = index + (isEnd ? 2 : 1)
        let nameStart = position
        while position < bytes.count, !SafeMarkup.isSpace(bytes[position]), bytes[position] != 0x2F, bytes[position] != 0x3E,
            bytes[position] != 0x3C
        {
            position += 1
        }
        let name = String(decoding: bytes[nameStart..<position], as: UTF8.self).lowercased()
        var attributes: [(name: String, value: String)] = []
        var isClosed = false
        while position < bytes.count, bytes[position] != 0x3E {
            if SafeMarkup.isSpace(bytes[position]) || bytes[position] == 0x2F {
                isClosed = bytes[position] == 0x2F
                position += 1
            } else if bytes[position] == 0x3C {
                break
            } else {
                isClosed = false
                attributes.append(readAttribute(&position))
            }
        }
        index = at(position) == 0x3E ? position + 1 : position
        if SafeMarkup.removedWithContent.contains(name) {
            if !isEnd && !isClosed { skipContent(of: name) }
        } else if SafeMarkup.elements.contains(name) {
            write(name, isEnd: isEnd, isClosed: isClosed, attributes)
        }
    }

    private mutating func readAttribute(_ position: inout Int) -> (name: String, value: String) {
        let nameStart = position
        while position < bytes.count, !SafeMarkup.isSpace(bytes[position]),
            ![0x3D, 0x3E, 0x2F].contains(bytes[position]) || position == nameStart
        {
            position += 1
        }
        let name = String(decoding: bytes[nameStart..<position], as: UTF8.self).lowercased()
        var after = position
        while SafeMarkup.isSpace(at(after)) { after += 1 }
        guard at(after) == 0x3D else { return (name, "") }
        position = after + 1
        while SafeMarkup.isSpace(at(position)) { position += 1 }
        let quote = at(position)
        let start: Int
        let isQuoted = quote == 0x22 || quote == 0x27
        start = isQuoted ? position + 1 : position
        position = start
        while position < bytes.count, isQuoted ? bytes[position] != quote : !SafeMarkup.isSpace(bytes[position]) && bytes[position] != 0x3E
        {
            position += 1
        }
        let value = NamedEntities.decodeReferences(String(decoding: bytes[start..<position], as: UTF8.self))
        if isQuoted { position = min(position + 1, bytes.count) }
        return (name, value)
    }

    /// To the end tag; where there is none, to the end.
    private mutating func skipContent(of name: String) {
        let wanted = Array(name.utf8)
        while index < bytes.count {
            if bytes[index] == 0x3C, at(index + 1) == 0x2F, index + 2 + wanted.count <= bytes.count,
                zip(bytes[(index + 2)...], wanted).allSatisfy({ $0 | 0x20 == $1 })
            {
                index = bytes[index...].firstIndex(of: 0x3E).map { $0 + 1 } ?? bytes.count
                return
            }
            index += 1
        }
    }

    private mutating func write(_ name: String, isEnd: Bool, isClosed: Bool, _ attributes: [(name: String, value: String)]) {
        let isVoid = SafeMarkup.voidElements.contains(name)
        if isEnd {
            if !isVoid { out += "</\(name)>".utf8 }
            return
        }
        out += "<\(name)".utf8
        var seen: Set<String> = []
        for (attribute, value) in attributes where SafeMarkup.attributes.contains(attribute) && seen.insert(attribute).inserted {
            var value = value
            if SafeMarkup.linkAttributes.contains(attribute) {
                guard let link = safeLink(value) else { continue }
                value = link
            } else if attribute == "style" {
                value = SafeMarkup.safeStyle(value)
                if value.isEmpty { continue }
            }
            out += " \(attribute)=\"".utf8
            appendEscaped(value)
            out.append(0x22)
        }
        out += (isVoid ? " />" : isClosed ? "></\(name)>" : ">").utf8
    }

    private mutating func appendEscaped(_ value: String) {
        for byte in value.utf8 {
            switch byte {
            case UInt8(ascii: "&"): out += "&amp;".utf8
            case UInt8(ascii: "<"): out += "&lt;".utf8
            case UInt8(ascii: ">"): out += "&gt;".utf8
            case UInt8(ascii: "\""): out += "&quot;".utf8
            default: out.append(byte)
            }
        }
    }

    /// The link, absolute; nil where its scheme is one that runs or shows what it should not.
    private func safeLink(_ value: String) -> String? {
        if value.utf8.starts(with: "https://".utf8) || value.utf8.starts(with: "http://".utf8) { return FeedText.trimmed(value) }
        let visible = String(String.UnicodeScalarView(value.unicodeScalars.filter { $0.value > 0x20 && $0.value != 0x7F }))
        if visible.isEmpty {
            guard let base else { return "" }
            return SafeMarkup.isSafe(base) ? base.description : nil
        }
        guard let reference = URLReference(value), let seen = URLReference(visible) else { return nil }
        // A scheme that hides behind control characters is told by what is left without them.
        guard SafeMarkup.isSafe(seen), SafeMarkup.isSafe(reference) else { return nil }
        guard reference.scheme == nil, let base else { return FeedText.trimmed(value) }
        let resolved = reference.resolved(against: base)
        return SafeMarkup.isSafe(resolved) ? resolved.description : nil
    }

    /// Whether it has no scheme, or one that neither runs anything nor shows what it should not.
    static func isSafe(_ reference: URLReference) -> Bool { reference.scheme.map(schemes.contains) ?? true }

    /// The declarations that change no more than how text looks, and load nothing.
    static func safeStyle(_ style: String) -> String {
        guard
            style.utf8.allSatisfy({
                $0 >= 0x09 && $0 < 0x7F && $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: "@")
            }),
            !style.contains("/*")
        else { return "" }
        var kept: [String] = []
        for declaration in style.split(separator: ";") {
            guard let colon = declaration.firstIndex(of: ":") else { continue }
            let property = FeedText.trimmed(String(declaration[..<colon])).lowercased()
            let value = declaration[declaration.index(after: colon)...].drop { $0 == " " }
            guard !value.isEmpty, !value.contains(":"), value.utf8.allSatisfy({ isStyleByte($0) }) else { continue }
            if styleProperties.contains(property) {
                kept.append("\(property): \(value);")
            } else if ["background", "border", "margin", "padding"].contains(property.prefix { $0 != "-" }) {
                let words = value.split(separator: " ")
                if words.allSatisfy({ styleKeywords.contains($0.lowercased()) || isLength($0.lowercased()) }) {
                    kept.append("\(property): \(value);")
                }
            }
        }
        return kept.joined(separator: " ")
    }

    /// No parentheses: no `url()`, no `expression()`.
    private static func isStyleByte(_ byte: UInt8) -> Bool {
        isLetter(byte) || (0x30...0x39).contains(byte) || " ,#%.-!'\"".utf8.contains(byte)
    }

    private static func isLength(_ word: String) -> Bool {
        if word.hasPrefix("#") { return word.dropFirst().allSatisfy(\.isHexDigit) }
        let number = word.drop { $0.isNumber || $0 == "." || $0 == "-" }
        return number.count < word.count && ["", "cm", "em", "ex", "in", "mm", "pc", "pt", "px", "%", "rem"].contains(number)
    }
}
