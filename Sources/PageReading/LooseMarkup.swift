import Markup

/// A string that is markup or plain text, since data has both under one name: what begins a tag in it is told from "less than".
struct LooseMarkup {
    /// Markup of the text as it stands in a line: each `<` that begins no tag is escaped, and what would take all that follows is left out.
    let line: String
    /// The tags of the line, in order.
    private let tags: [Tag]

    /// A tag, where it stands in the bytes of the line.
    struct Tag {
        let range: Range<Int>
        /// In lower case.
        let name: String
        let isEnd: Bool
    }

    /// - Complexity: Linear in the text's bytes.
    init(_ text: String) {
        guard text.utf8.contains(UInt8(ascii: "<")) else {
            (line, tags) = (text, [])
            return
        }
        var scanner = LooseMarkupScanner(bytes: Array(text.utf8))
        scanner.scan()
        (line, tags) = (String(decoding: scanner.output, as: UTF8.self), scanner.tags)
    }

    /// Markup of the text as blocks: its own, even where they were escaped, and each line or piece between blank lines that stands in none
    /// as a paragraph.
    var blocks: String {
        if tags.contains(where: { !$0.isEnd && LooseMarkup.isBlock($0.name) || $0.name == "br" }) { return withParagraphs }
        if line.holds("&lt;p&gt;") || line.holds("&lt;p ") { return SanitizedHTML.plainText(of: line) }
        return line.split(whereSeparator: \.isNewline).map { "<p>" + $0 + "</p>" }.joined()
    }

    /// As WordPress does with what is stored for it: blank lines part paragraphs where no `<p>` is, and where neither other elements nor
    /// blank lines between two texts part them, lines do.
    private var withParagraphs: String {
        let bytes = Array(line.utf8)
        let endedNames = Set(tags.lazy.filter(\.isEnd).map(\.name))
        let linesArePieces =
            !tags.contains { ["p", "br", "div", "section", "article"].contains($0.name) } && !hasBlankLine(bytes, endedNames: endedNames)
        var writer = ParagraphWriter(bytes: bytes, linesArePieces: linesArePieces, endedNames: endedNames)
        for tag in tags { writer.write(tag) }
        return writer.finished()
    }

    /// Whether a blank line stands between two texts outside of blocks: one behind or before a block parts nothing.
    private func hasBlankLine(_ bytes: [UInt8], endedNames: Set<String>) -> Bool {
        var (position, depth) = (0, 0)
        // Since the last block: whether there was text, and then a blank line.
        var (hasText, isParted) = (false, false)
        func parts(_ text: ArraySlice<UInt8>) -> Bool {
            var rest = text
            while let first = rest.first {
                let run = rest.prefix { ($0 > 0x20) == (first > 0x20) }
                rest = rest[run.endIndex...]
                if first <= 0x20 {
                    isParted = isParted || hasText && LooseMarkup.isBlankLine(run)
                } else if isParted {
                    return true
                } else {
                    hasText = true
                }
            }
            return false
        }
        for tag in tags {
            if depth == 0, parts(bytes[position..<tag.range.lowerBound]) { return true }
            position = tag.range.upperBound
            let isBlock = LooseMarkup.isBlock(tag.name)
            if isBlock { (hasText, isParted) = (false, false) }
            guard isBlock || ParagraphWriter.holding.contains(tag.name), endedNames.contains(tag.name) else { continue }
            depth = max(0, depth + (tag.isEnd ? -1 : 1))
        }
        return depth == 0 && parts(bytes[position...])
    }

    private static func isBlankLine(_ space: ArraySlice<UInt8>) -> Bool {
        space.count { $0 == 0x0A } > 1 || space.count { $0 == 0x0D } > 1
    }

    static func isBlock(_ name: String) -> Bool { blockNames.contains(name) }

    private static let blockNames: Set = [
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "li", "main", "nav",
        "ol", "p", "picture", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    ]

    /// Writes bytes again, with paragraphs around what breaks part and no block holds.
    private struct ParagraphWriter {
        let bytes: [UInt8]
        let linesArePieces: Bool
        let endedNames: Set<String>
        private var output: [UInt8] = []
        private var position = 0
        /// Where the piece begins in the output, whether a break is before it, and whether it has text.
        private var piece = (start: 0, followsBreak: true, isFilled: false)
        /// How many open elements hold lines that are no paragraphs.
        private var holders = 0
        private var isInParagraph = false

        init(bytes: [UInt8], linesArePieces: Bool, endedNames: Set<String>) {
            (self.bytes, self.linesArePieces, self.endedNames) = (bytes, linesArePieces, endedNames)
            output.reserveCapacity(bytes.count + bytes.count / 8)
        }

        mutating func write(_ tag: Tag) {
            writeText(to: tag.range.lowerBound)
            let isBlock = LooseMarkup.isBlock(tag.name)
            if isBlock { endPiece(atBreak: false) }
            output.append(contentsOf: bytes[tag.range])
            position = tag.range.upperBound
            if isBlock {
                isInParagraph = tag.name == "p" && !tag.isEnd
                piece = (output.count, false, false)
            }
            guard ParagraphWriter.holding.contains(tag.name), endedNames.contains(tag.name) else { return }
            holders = max(0, holders + (tag.isEnd ? -1 : 1))
        }

        mutating func finished() -> String {
            writeText(to: bytes.count)
            endPiece(atBreak: true)
            return String(decoding: output, as: UTF8.self)
        }

        private mutating func writeText(to end: Int) {
            while position < end {
                let byte = bytes[position]
                // Where no paragraph has an end tag, blank lines end them.
                if byte == 0x0A || byte == 0x0D, holders == 0, !isInParagraph || !endedNames.contains("p") {
                    let space = bytes[position..<end].prefix { $0 <= 0x20 }
                    if linesArePieces || LooseMarkup.isBlankLine(space) {
                        endPiece(atBreak: true)
                        output.append(contentsOf: space)
                        isInParagraph = false
                        piece = (output.count, true, false)
                    } else {
                        output.append(contentsOf: space)
                    }
                    position = space.endIndex
                } else {
                    if byte > 0x20 { piece.isFilled = true }
                    output.append(byte)
                    position += 1
                }
            }
        }

        private mutating func endPiece(atBreak: Bool) {
            guard piece.isFilled, piece.followsBreak || atBreak, holders == 0, !isInParagraph else { return }
            output.insert(contentsOf: "<p>".utf8, at: piece.start)
            output.append(contentsOf: "</p>".utf8)
        }

        /// Elements whose lines are no paragraphs.
        static let holding: Set = [
            "caption", "dl", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "head", "iframe", "math", "noscript", "object", "ol", "picture",
            "pre", "script", "select", "style", "svg", "table", "template", "textarea", "title", "ul", "video",
        ]
    }
}
