import Markup

/// A string that is markup or plain text, since data has both under one name: what begins a tag in it is told from "less than".
struct LooseMarkup {
    /// Markup of the text as it stands in a line: each `<` that begins no tag is escaped.
    let line: String
    /// Whether it has blocks or line breaks of its own, so that a line of it is no paragraph.
    private let hasBlocks: Bool

    /// - Complexity: Linear in the text's bytes.
    init(_ text: String) {
        guard text.utf8.contains(UInt8(ascii: "<")) else {
            (line, hasBlocks) = (text, false)
            return
        }
        var scanner = Scanner(bytes: Array(text.utf8))
        scanner.scan()
        (line, hasBlocks) = (String(decoding: scanner.output, as: UTF8.self), scanner.hasBlocks)
    }

    /// Markup of the text as blocks: as it is, even where it was escaped, and of anything else each line as a paragraph.
    var blocks: String {
        if hasBlocks { return line }
        if line.holds("&lt;p&gt;") || line.holds("&lt;p ") { return SanitizedHTML.plainText(of: line) }
        return line.split(whereSeparator: \.isNewline).map { "<p>" + $0 + "</p>" }.joined()
    }

    /// Elements that need no end tag.
    private static let alone: Set = ["br", "hr", "img", "li", "p", "source", "wbr"]
    /// Elements that without an end tag take all that follows.
    private static let takers: Set = [
        "iframe", "math", "noscript", "object", "plaintext", "script", "select", "style", "svg", "template", "textarea", "title",
        "video", "xmp",
    ]
    private static let blockNames: Set = [
        "article", "blockquote", "br", "div", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "picture", "pre",
        "section", "table", "ul",
    ]

    private struct Scanner {
        let bytes: [UInt8]
        var output: [UInt8] = []
        var hasBlocks = false
        /// Names with an end tag somewhere.
        private var ended: Set<String> = []
        /// Where the last comment ends.
        private var commentEnd = 0
        /// Not after a quotation mark that nothing closes.
        private var readsQuotes = true

        init(bytes: [UInt8]) {
            self.bytes = bytes
            output.reserveCapacity(bytes.count + bytes.count / 16)
            for index in bytes.indices.dropLast() where bytes[index] == UInt8(ascii: "<") && bytes[index + 1] == UInt8(ascii: "/") {
                ended.insert(name(at: index + 2))
            }
            commentEnd = bytes.indices.last { bytes[$0...].prefix(3).elementsEqual("-->".utf8) } ?? 0
        }

        mutating func scan() {
            var position = 0
            while position < bytes.count {
                guard bytes[position] == UInt8(ascii: "<") else {
                    output.append(bytes[position])
                    position += 1
                    continue
                }
                let (end, isTag) = tag(at: position)
                for byte in bytes[position..<end] {
                    if byte == UInt8(ascii: "<") && !isTag { output.append(contentsOf: "&lt;".utf8) } else { output.append(byte) }
                }
                position = end
            }
        }

        /// Where what begins with a `<` ends, and whether it is a tag.
        private mutating func tag(at start: Int) -> (end: Int, isTag: Bool) {
            guard start + 1 < bytes.count else { return (start + 1, false) }
            let next = bytes[start + 1]
            if next == UInt8(ascii: "!") { return (start + 2, start < commentEnd && bytes[start...].starts(with: "<!--".utf8)) }
            if next == UInt8(ascii: "/") { return (start + 2, !name(at: start + 2).isEmpty) }
            let name = name(at: start + 1)
            let rest = start + 1 + name.utf8.count
            guard !name.isEmpty, rest < bytes.count, bytes[rest] <= 0x20 || bytes[rest] == 0x2F || bytes[rest] == 0x3E else {
                return (rest, false)
            }
            let (end, hasValues) = attributes(at: rest)
            guard end < bytes.count, bytes[end] == UInt8(ascii: ">") else { return (end, false) }
            let isCompound = name.utf8.dropLast().contains { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ":") }
            // A word on tags ("put it into a <script> tag") has no end tag, and would take what follows.
            let isTag =
                LooseMarkup.alone.contains(name) || ended.contains(name)
                || (hasValues || isCompound) && !LooseMarkup.takers.contains(name)
            if isTag && LooseMarkup.blockNames.contains(name) { hasBlocks = true }
            return (end + 1, isTag)
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
                (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ":")
            }
            return String(decoding: name.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
        }
    }
}
