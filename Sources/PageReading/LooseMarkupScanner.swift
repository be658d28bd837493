/// Tells tags from "less than" in a string that is markup or plain text.
struct LooseMarkupScanner {
    private let bytes: [UInt8]
    private(set) var output: [UInt8] = []
    /// The tags and comments of the output; comments have no name.
    private(set) var tags: [LooseMarkup.Tag] = []
    /// Names with an end tag somewhere.
    private var ended: Set<String> = []
    /// Where the last comment ends.
    private var commentEnd = 0
    /// Not after a quotation mark that nothing closes.
    private var readsQuotes = true

    private enum Reading { case tag, text, nothing }

    init(bytes: [UInt8]) {
        self.bytes = bytes
        output.reserveCapacity(bytes.count + bytes.count / 16)
        for index in bytes.indices.dropLast() where bytes[index] == UInt8(ascii: "<") && bytes[index + 1] == UInt8(ascii: "/") {
            ended.insert(name(at: index + 2))
        }
        commentEnd = bytes.indices.last { bytes[$0...].prefix(3).elementsEqual("-->".utf8) } ?? 0
    }

    mutating func scan() {
        var position = declarationsEnd()
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "<") else {
                output.append(bytes[position])
                position += 1
                continue
            }
            let (end, reading) = tag(at: position)
            for byte in bytes[position..<end] where reading != .nothing {
                if byte == UInt8(ascii: "<") && reading == .text { output.append(contentsOf: "&lt;".utf8) } else { output.append(byte) }
            }
            if reading == .tag {
                let isEnd = bytes[position + 1] == UInt8(ascii: "/")
                let name = name(at: position + (isEnd ? 2 : 1))
                tags.append(LooseMarkup.Tag(range: (output.count - end + position)..<output.count, name: name, isEnd: isEnd))
            }
            position = end
        }
    }

    /// Where what a file of markup begins with ends, `<?xml …?>` and `<!DOCTYPE …>`.
    private func declarationsEnd() -> Int {
        var start = 0
        while true {
            let opening = bytes[start...].drop { $0 <= 0x20 || [0xEF, 0xBB, 0xBF].contains($0) }
            guard let close = opening.dropFirst().firstIndex(where: { $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "<") }),
                bytes[close] == UInt8(ascii: ">"),
                opening.starts(with: "<?".utf8) && bytes[close - 1] == UInt8(ascii: "?")
                    || opening.prefix(9).map({ $0 | 0x20 }).elementsEqual("<!doctype".utf8)
            else { return start }
            start = close + 1
        }
    }

    /// Where what begins with a `<` ends, and what it is.
    private mutating func tag(at start: Int) -> (end: Int, Reading) {
        guard start + 1 < bytes.count else { return (start + 1, .text) }
        let next = bytes[start + 1]
        if next == UInt8(ascii: "!") { return comment(at: start) }
        if next == UInt8(ascii: "/") {
            guard !name(at: start + 2).isEmpty else { return (start + 2, .text) }
            let end = bytes[(start + 2)...].firstIndex { $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "<") } ?? bytes.count
            return (end < bytes.count && bytes[end] == UInt8(ascii: ">") ? end + 1 : end, .tag)
        }
        let name = name(at: start + 1)
        let rest = start + 1 + name.utf8.count
        guard !name.isEmpty, rest < bytes.count, bytes[rest] <= 0x20 || bytes[rest] == 0x2F || bytes[rest] == 0x3E else {
            return (rest, .text)
        }
        let (end, hasValues) = attributes(at: rest)
        guard end < bytes.count, bytes[end] == UInt8(ascii: ">") else { return (end, .text) }
        let endsItself = bytes[end - 1] == UInt8(ascii: "/")
        let reading = reading(of: name, hasValues: hasValues, endsItself: endsItself)
        return (name == "style" && reading == .nothing && !endsItself ? rulesEnd(from: end + 1) : end + 1, reading)
    }

    /// Where rules of a style without an end tag end, before the next tag: each is a selector and what its braces hold, to the one that
    /// closes the first. Behind them is text.
    private func rulesEnd(from start: Int) -> Int {
        let end = bytes[start...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
        var position = start
        while let opening = bytes[position..<end].firstIndex(of: UInt8(ascii: "{")), isSelector(bytes[position..<opening]) {
            var (depth, close) = (1, opening + 1)
            while close < end, depth > 0 {
                if bytes[close] == UInt8(ascii: "{") { depth += 1 } else if bytes[close] == UInt8(ascii: "}") { depth -= 1 }
                close += 1
            }
            guard depth == 0 else { break }
            position = close
        }
        return position
    }

    /// Whether what stands before a brace may be a selector or a rule's condition: no sentence is written so.
    private func isSelector(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.count <= 400, let first = text.first(where: { $0 > 0x20 }) else { return false }
        if ".#@*:[".utf8.contains(first) { return !text.contains(UInt8(ascii: "}")) }
        return text.allSatisfy { $0 <= 0x20 || (0x61...0x7A).contains($0) || $0.isDigit || ".#:,>+~*-_[]=()\"'".utf8.contains($0) }
            && text.split { $0 <= 0x20 }.count <= 8
    }

    /// A word on tags ("put it into a <script> tag") has no end tag, and would take what follows.
    private func reading(of name: String, hasValues: Bool, endsItself: Bool) -> Reading {
        if LooseMarkupScanner.takers.contains(name) {
            if endsItself { return .nothing }
            return ended.contains(name) ? .tag : hasValues ? .nothing : .text
        }
        let isCompound = name.utf8.dropLast().contains { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ":") }
        return LooseMarkupScanner.alone.contains(name) || ended.contains(name) || hasValues || isCompound ? .tag : .text
    }

    private func comment(at start: Int) -> (end: Int, Reading) {
        guard start < commentEnd, bytes[start...].starts(with: "<!--".utf8) else { return (start + 2, .text) }
        var end = start + 2
        while end <= commentEnd, !bytes[end...].starts(with: "-->".utf8) { end += 1 }
        return (min(end + 3, bytes.count), .tag)
    }

    /// Where attributes end, at a `>`, the next `<` outside of quotes or the text's end; and whether one has a value.
    private mutating func attributes(at start: Int) -> (end: Int, hasValues: Bool) {
        var (index, hasValues) = (start, false)
        while index < bytes.count, bytes[index] != UInt8(ascii: ">"), bytes[index] != UInt8(ascii: "<") {
            index += 1
            guard bytes[index - 1] == UInt8(ascii: "=") else { continue }
            hasValues = true
            while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
            guard readsQuotes, index < bytes.count, bytes[index] == 0x22 || bytes[index] == 0x27 else { continue }
            if let close = bytes[(index + 1)...].firstIndex(of: bytes[index]) {
                index = close + 1
            } else {
                // Asked once, or many such would each be read to the end.
                readsQuotes = false
            }
        }
        return (index, hasValues)
    }

    /// The name of a tag, in lower case; empty where none begins.
    private func name(at start: Int) -> String {
        guard start < bytes.count, (0x61...0x7A).contains(bytes[start] | 0x20) else { return "" }
        let name = bytes[start...].prefix(64).prefix {
            (0x61...0x7A).contains($0 | 0x20) || $0.isDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ":")
        }
        return String(decoding: name.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    /// Elements that need no end tag (the HTML standard, "Optional tags" and "Void elements").
    private static let alone: Set = [
        "area", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li", "optgroup", "option", "p", "rp", "rt", "source",
        "tbody", "td", "tfoot", "th", "thead", "tr", "wbr",
    ]
    /// Elements that without an end tag take all that follows.
    private static let takers: Set = [
        "iframe", "math", "noscript", "object", "plaintext", "script", "select", "style", "svg", "template", "textarea", "title", "video",
        "xmp",
    ]
}
