import NewsModel

/// Writes what is allowed of a tree, as markup and as text at once.
///
/// Elements are written only when something comes that stands in them, so none is empty; a block within a line closes the line's
/// elements and opens them again after it.
struct SanitizedHTMLWriter {
    private(set) var html: [UInt8] = []
    private(set) var text: [UInt8] = []

    let base: URLReference?
    private let removed: [Bool]
    private let captionsAreText: Bool
    /// Whether the markup is not asked for.
    private let isTextOnly: Bool
    /// Never empty; what is not written yet stands last.
    private var blocks: [Block] = [Block(name: "", kind: .flow, wrapsText: true, attributes: [], isWritten: true)]
    private var inlines: [Inline] = []
    /// What comes before the next word of the markup.
    private var gap = Gap.none
    /// What comes before the next word of the text: captions, which are no part of it, leave it as it is.
    private var textGap = Gap.none
    /// Whether the markup stands right before or after a block's tag, where no space is needed.
    private var isAtBlockEdge = true
    private var hasText = false
    private var lineBreaks = 0
    private var captions = 0
    private var preformatted = 0
    /// Bytes of addresses and other attributes written so far, and of those that are a link's over again.
    private(set) var attributeBytes = 0
    private var repeatedBytes = 0

    /// A link that was left open is not written in every paragraph of a long page.
    private static let maximumRepeats = 16
    private static let maximumRepeatedBytes = 1 << 16
    private static let maximumBaseBytes = 2048

    /// What stands between two words of the text.
    private enum Gap: Int { case none, space, line, paragraph }

    private struct Block {
        enum Kind { case flow, phrasing, list, table, row }
        var name: String
        var kind: Kind
        /// Whether text in it is wrapped in a paragraph.
        var wrapsText: Bool
        var attributes: [UInt8]
        var isWritten = false
        /// Whether it was opened for a text that stood where none may.
        var isImplied = false
    }

    private struct Inline {
        var name: String
        var attributes: [UInt8]
        var isWritten = false
        /// How often it was closed with its block.
        var repeats = 0
    }

    /// - Parameter expectedBytes: Of the markup that is read; 0 where it is not known.
    init(base: URLReference?, removed: [Bool], captionsAreText: Bool = false, isTextOnly: Bool = false, expectedBytes: Int = 0) {
        self.captionsAreText = captionsAreText
        self.isTextOnly = isTextOnly
        text.reserveCapacity(expectedBytes)
        if !isTextOnly { html.reserveCapacity(expectedBytes + expectedBytes / 8) }
        self.base = base.flatMap { $0.description.utf8.count <= SanitizedHTMLWriter.maximumBaseBytes ? $0 : nil }
        self.removed = removed
    }

    /// Closes what is open.
    mutating func finish() {
        while blocks.count > 1 { closeBlock() }
        closeInlines()
    }

    /// Ends the line of text.
    mutating func endLine() {
        closeParagraph()
        lineBreaks = 0
        widen(.paragraph)
    }

    // MARK: The tree

    mutating func write(_ node: HTMLNode) {
        if node.index < removed.count && removed[node.index] { return }
        switch node.tag {
        case .text: node.document.withBytes(of: node.record) { write(text: $0) }
        case .script, .style, .noscript, .template, .iframe, .object, .embed, .applet, .svg, .math, .canvas, .audio, .video, .input,
            .select,
            .textarea, .datalist, .head, .title, .meta, .link, .base, .noembed, .noframes, .frame, .frameset, .xmp, .rt, .rp, .map,
            .param, .source, .track, .progress, .meter, .output, .dialog:
            return
        case .button: if node.isButtonLeftOpen { writeChildren(of: node) }
        case .br: breakLine()
        case .wbr: return
        case .img: write(image: node)
        case .strong, .b: inline("strong", [], node)
        case .em, .i: inline("em", [], node)
        case .code, .kbd, .samp, .tt: preformatted > 0 ? writeChildren(of: node) : inline("code", [], node)
        case .a: writeLink(node)
        case .h1, .h2: block("h2", .phrasing, node)
        case .h3: block("h3", .phrasing, node)
        case .h4, .h5, .h6: block("h4", .phrasing, node)
        case .p, .dt, .dd: block("p", .phrasing, node)
        case .blockquote: block("blockquote", .flow, wrapsText: true, node)
        case .figure: block("figure", .flow, wrapsText: true, node)
        case .figcaption:
            let isLeftOut = captionsAreText ? 0 : 1
            captions += isLeftOut
            block("figcaption", .phrasing, node)
            captions -= isLeftOut
        case .pre, .listing, .plaintext:
            preformatted += 1
            block("pre", .phrasing, node)
            preformatted -= 1
        case .ul, .menu, .dir: block("ul", .list, node)
        case .ol: block("ol", .list, node)
        case .li: block("li", .flow, node)
        case .table: block("table", .table, node)
        case .caption: block("caption", .phrasing, node)
        case .tr: block("tr", .row, node)
        case .td: block("td", .flow, node, attributes: span(of: node))
        case .th: block("th", .flow, node, attributes: span(of: node))
        default:
            if node.tag.isInline {
                writeChildren(of: node)
            } else {
                endLine()
                writeChildren(of: node)
                endLine()
            }
        }
    }

    private mutating func writeChildren(of node: HTMLNode) {
        for child in node.children { write(child) }
    }

    // MARK: Blocks

    private mutating func block(_ name: String, _ kind: Block.Kind, wrapsText: Bool = false, _ node: HTMLNode, attributes: [UInt8] = []) {
        endLine()
        // Within a heading, a caption or preformatted text only lines may stand.
        if blocks.last?.kind == .phrasing {
            writeChildren(of: node)
            widen(.line)
            return
        }
        let depth = blocks.count
        let isCell = name == "td" || name == "th"
        makeRoom(for: name)
        if isCell && blocks.last?.isWritten == true { textGap = .space }
        blocks.append(Block(name: name, kind: kind, wrapsText: wrapsText, attributes: attributes + common(node)))
        let own = blocks.count
        writeChildren(of: node)
        while blocks.count > own { closeBlock() }
        lineBreaks = 0
        if isCell && blocks.last?.isWritten == false && blocks.dropLast().last?.isWritten == true { writeBlocks() }
        closeBlock()
        widen(isCell ? .space : .paragraph)
        // What was opened to hold this one stays open for its siblings, and is closed with its parent.
        if blocks.count > depth && !(name == "li" || isCell || name == "tr") {
            while blocks.count > depth { closeBlock() }
        }
    }

    /// Opens the list, table or row that an element needs, and closes what it may not stand in.
    private mutating func makeRoom(for name: String) {
        guard let last = blocks.last else { return }
        switch (name, last.kind) {
        case ("li", .list), ("tr", .table), ("caption", .table), ("td", .row), ("th", .row): return
        case ("li", .flow):
            if last.isImplied { return closeBlock() }
            blocks.append(Block(name: "ul", kind: .list, wrapsText: false, attributes: [], isImplied: true))
        case ("td", .table), ("th", .table): blocks.append(Block(name: "tr", kind: .row, wrapsText: false, attributes: [], isImplied: true))
        case ("tr", .row):
            closeBlock()
        case ("td", .flow), ("th", .flow), ("tr", .flow):
            blocks.append(Block(name: "table", kind: .table, wrapsText: false, attributes: [], isImplied: true))
            if name != "tr" { blocks.append(Block(name: "tr", kind: .row, wrapsText: false, attributes: [], isImplied: true)) }
        default: makeFlow()
        }
    }

    /// Sees that what is open may hold text.
    private mutating func makeFlow() {
        switch blocks[blocks.count - 1].kind {
        case .flow, .phrasing: return
        case .list: blocks.append(Block(name: "li", kind: .flow, wrapsText: false, attributes: [], isImplied: true))
        case .table:
            blocks.append(Block(name: "tr", kind: .row, wrapsText: false, attributes: [], isImplied: true))
            blocks.append(Block(name: "td", kind: .flow, wrapsText: false, attributes: [], isImplied: true))
        case .row: blocks.append(Block(name: "td", kind: .flow, wrapsText: false, attributes: [], isImplied: true))
        }
    }

    private mutating func closeBlock() {
        guard blocks.count > 1, let block = blocks.popLast() else { return }
        guard block.isWritten else { return }
        closeInlines()
        html.append(contentsOf: "</".utf8)
        html.append(contentsOf: block.name.utf8)
        html.append(UInt8(ascii: ">"))
        isAtBlockEdge = true
        gap = .none
    }

    /// Closes a paragraph that was opened for bare text.
    private mutating func closeParagraph() {
        let last = blocks.count - 1
        if blocks[last].isImplied, blocks[last].kind == .phrasing { closeBlock() } else { closeInlines() }
    }

    private mutating func writeBlocks() {
        guard !blocks[blocks.count - 1].isWritten else { return }
        for index in blocks.indices where !blocks[index].isWritten {
            writeTag(blocks[index].name, blocks[index].attributes)
            blocks[index].isWritten = true
            isAtBlockEdge = true
        }
    }

    // MARK: Lines

    private mutating func inline(_ name: String, _ attributes: [UInt8], _ node: HTMLNode) {
        guard !inlines.contains(where: { $0.name == name }) else { return writeChildren(of: node) }
        inlines.append(Inline(name: name, attributes: attributes))
        writeChildren(of: node)
        guard let inline = inlines.popLast(), inline.isWritten else { return }
        html.append(contentsOf: "</".utf8)
        html.append(contentsOf: inline.name.utf8)
        html.append(UInt8(ascii: ">"))
    }

    private mutating func writeLink(_ node: HTMLNode) {
        guard !isTextOnly, let url = address(node[.href], inLink: true) else { return writeChildren(of: node) }
        var attributes: [UInt8] = []
        add("href", url, to: &attributes)
        if let title = node[.title], !title.isEmpty { add("title", SanitizedHTMLWriter.label(title), to: &attributes) }
        inline("a", attributes, node)
    }

    private mutating func closeInlines() {
        for index in inlines.indices.reversed() where inlines[index].isWritten {
            html.append(contentsOf: "</".utf8)
            html.append(contentsOf: inlines[index].name.utf8)
            html.append(UInt8(ascii: ">"))
            inlines[index].isWritten = false
            inlines[index].repeats += 1
        }
    }

    private mutating func breakLine() {
        lineBreaks += 1
        widen(lineBreaks > 1 ? .paragraph : .line)
    }

    private mutating func widen(_ wanted: Gap) {
        if wanted.rawValue > gap.rawValue { gap = wanted }
        if wanted.rawValue > textGap.rawValue { textGap = wanted }
    }

    /// Writes everything that must stand before a word or a picture.
    private mutating func openLine(forImage: Bool) {
        makeFlow()
        var last = blocks.count - 1
        if lineBreaks > 1, blocks[last].kind == .phrasing, blocks[last].name == "p", !forImage {
            let attributes = blocks[last].attributes
            let isImplied = blocks[last].isImplied
            closeBlock()
            blocks.append(Block(name: "p", kind: .phrasing, wrapsText: false, attributes: attributes, isImplied: isImplied))
            lineBreaks = 0
            last = blocks.count - 1
        }
        if blocks[last].wrapsText, !(forImage && blocks[last].name == "figure") {
            blocks.append(Block(name: "p", kind: .phrasing, wrapsText: false, attributes: [], isImplied: true))
        }
        writeBlocks()
        if !isAtBlockEdge {
            switch gap {
            case .none: break
            case .space: html.append(UInt8(ascii: " "))
            case .line, .paragraph:
                closeInlines()
                for _ in 0..<max(1, min(lineBreaks, 2)) { html.append(contentsOf: "<br>".utf8) }
            }
        }
        gap = .none
        lineBreaks = 0
        isAtBlockEdge = false
        for index in inlines.indices where !inlines[index].isWritten {
            let inline = inlines[index]
            if inline.repeats > 0, !inline.attributes.isEmpty {
                guard inline.repeats < SanitizedHTMLWriter.maximumRepeats, repeatedBytes < SanitizedHTMLWriter.maximumRepeatedBytes else {
                    continue
                }
                repeatedBytes += inline.attributes.count
            }
            writeTag(inline.name, inline.attributes)
            inlines[index].isWritten = true
        }
    }

    // MARK: Text

    private mutating func write(text run: UnsafeBufferPointer<UInt8>) {
        if preformatted > 0 { return write(preformatted: run) }
        var index = 0
        while index < run.count {
            let space = PlainText.whiteSpaceLength(run, index)
            if space > 0 {
                if index > 0, run[index - 1] > 0x20, blocks.last.map({ $0.kind != .phrasing || $0.name == "p" }) ?? true,
                    SanitizedHTMLWriter.partsParagraphs(run, at: index)
                {
                    for _ in 0..<2 { breakLine() }
                }
                widen(.space)
                index += space
                continue
            }
            var end = index + 1
            while end < run.count {
                if run[end] == 0x20 {
                    // One space between two words of a line is most of what there is.
                    if gap == .none, end + 1 < run.count, PlainText.whiteSpaceLength(run, end + 1) == 0 {
                        end += 2
                        continue
                    }
                    break
                }
                if PlainText.whiteSpaceLength(run, end) > 0 { break }
                end += 1
            }
            write(words: UnsafeBufferPointer(rebasing: run[index..<end]))
            index = end
        }
    }

    private mutating func write(words: UnsafeBufferPointer<UInt8>) {
        openLine(forImage: false)
        if !isTextOnly { SanitizedHTMLWriter.escape(words, into: &html) }
        guard captions == 0 else { return }
        writeTextGap()
        text.append(contentsOf: words)
    }

    private mutating func writeTextGap() {
        if hasText {
            switch textGap {
            case .none: break
            case .space: text.append(0x20)
            case .line: text.append(0x0A)
            case .paragraph: text.append(contentsOf: [0x0A, 0x0A])
            }
        }
        hasText = true
        textGap = .none
    }

    private mutating func write(preformatted run: UnsafeBufferPointer<UInt8>) {
        guard run.contains(where: { $0 > 0x20 }) || blocks.last?.isWritten == true else { return }
        openLine(forImage: false)
        if !isTextOnly { SanitizedHTMLWriter.escape(run, into: &html) }
        guard captions == 0 else { return }
        writeTextGap()
        text.append(contentsOf: run)
    }

    // MARK: Pictures and tags

    private mutating func write(image node: HTMLNode) {
        guard let url = address(node.pictureAddress, inLink: false) else { return }
        if node[.width] == "1" && node[.height] == "1" { return }
        openLine(forImage: true)
        var attributes: [UInt8] = []
        add("src", url, to: &attributes)
        add("alt", SanitizedHTMLWriter.label(node[.alt] ?? ""), to: &attributes)
        if let title = node[.title], !title.isEmpty { add("title", SanitizedHTMLWriter.label(title), to: &attributes) }
        for (name, attribute) in [("width", HTMLAttribute.width), ("height", .height)] {
            if let value = node[attribute], (1...5).contains(value.utf8.count), value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
                add(name, value, to: &attributes)
            }
        }
        writeTag("img", attributes)
        widen(.space)
    }

    private mutating func writeTag(_ name: String, _ attributes: [UInt8]) {
        html.append(UInt8(ascii: "<"))
        html.append(contentsOf: name.utf8)
        html.append(contentsOf: attributes)
        attributeBytes += attributes.count
        html.append(UInt8(ascii: ">"))
    }
}
