import Markup
import NewsModel

/// A run of text that no block element interrupts: what a reader sees as one paragraph, item, label or line.
struct TextBlock {
    /// The index of its first text.
    var start: Int
    /// The index after its last text.
    var end: Int
    /// The block element it stands right in.
    var container: Int
    /// Characters without white space; an ideograph or kana counts two, since it says as much.
    var length = 0
    /// How many of them stand in links.
    var linkLength = 0
    /// Commas and ends of sentences, in any script.
    var marks = 0
    /// Whether it ends like a sentence.
    var endsSentence = false

    var linkDensity: Double { length == 0 ? 0 : Double(linkLength) / Double(length) }
}

/// A page seen as blocks of text, with what the names of its elements say. Made in one pass over the document.
struct PageOutline {
    let document: HTMLDocument
    /// Of each node what its names say.
    private(set) var signs: [ClassSigns]
    /// Of each node whether it is no content: programs, controls, and what stands in them.
    private(set) var isSkipped: [Bool]
    private(set) var blocks: [TextBlock] = []
    /// Of each node how many blocks begin before it.
    private(set) var blocksBefore: [Int32]
    /// Of each node how many characters stand before it, counted as ``TextBlock/length`` is.
    private var lengthsBefore: [Int32]
    private(set) var tags: [HTMLTag]
    private(set) var parents: [Int32]
    private(set) var ends: [Int32]

    init(_ document: HTMLDocument) {
        self.document = document
        let count = document.nodeCount
        signs = Array(repeating: [], count: count)
        isSkipped = Array(repeating: false, count: count)
        blocksBefore = Array(repeating: 0, count: count + 1)
        lengthsBefore = Array(repeating: 0, count: count + 1)
        tags = document.allTags
        parents = document.allParents
        ends = document.allEnds
        // By the names' hashes, and those of the names that came last by a part of their hash.
        var known: [UInt64: ClassSigns] = [:]
        var recent = [(hash: UInt64, signs: ClassSigns)](repeating: (FNV1a.seed, []), count: 256)
        // Of each node the block element it stands in, and whether it stands in a link.
        var container: [Int32] = Array(repeating: 0, count: count)
        var inLink: [Bool] = Array(repeating: false, count: count)
        var current: TextBlock?
        var currentBreaks = false
        var length: Int32 = 0
        for index in 0..<count {
            blocksBefore[index] = Int32(blocks.count + (current == nil ? 0 : 1))
            lengthsBefore[index] = length
            let tag = tags[index]
            let parent = Int(parents[index])
            if parent >= 0 {
                isSkipped[index] = isSkipped[parent]
                inLink[index] = inLink[parent]
                container[index] = tags[parent].isInline ? container[parent] : Int32(parent)
            }
            if tag == .text {
                if isSkipped[index] { continue }
                let own = Int(container[index])
                if currentBreaks || current?.container != own {
                    if let done = current { blocks.append(done) }
                    current = nil
                    currentBreaks = false
                }
                let isNew = current == nil
                var block = current ?? TextBlock(start: index, end: index + 1, container: own)
                let before = block.length
                PageOutline.measure(document.textBytes(at: index), into: &block)
                if inLink[index] { block.linkLength += block.length - before }
                length += Int32(block.length - before)
                block.end = index + 1
                // White space alone begins no block.
                if isNew && block.length == 0 { continue }
                if isNew { blocksBefore[index] = Int32(blocks.count) }
                current = block
                continue
            }
            if PageOutline.isNoContent(tag), tag != .button || document.node(at: index)?.isButtonLeftOpen != true {
                isSkipped[index] = true
            }
            if tag == .a { inLink[index] = true }
            if !tag.isInline || tag == .br && PageOutline.isDoubleBreak(index, tags, ends) { currentBreaks = true }
            var found: ClassSigns = []
            document.eachName(of: index) { value in
                let hash = value.withUnsafeBufferPointer { FNV1a.hash(of: $0) }
                let place = Int(hash & 255)
                if recent[place].hash != hash {
                    let signs = known[hash] ?? ClassSigns(names: value)
                    known[hash] = signs
                    recent[place] = (hash, signs)
                }
                found.formUnion(recent[place].signs)
            }
            signs[index] = found
        }
        if let done = current { blocks.append(done) }
        blocksBefore[count] = Int32(blocks.count)
        lengthsBefore[count] = length
    }

    /// The blocks that begin in a node.
    func blockRange(of index: Int) -> Range<Int> {
        let end = Int(ends[index])
        let lower = Int(blocksBefore[index])
        let upper = Int(blocksBefore[min(end, blocksBefore.count - 1)])
        return lower..<max(lower, upper)
    }

    /// The nodes above a node, from the nearest outward.
    func ancestors(of index: Int) -> some Sequence<Int> {
        sequence(first: index) { [parents] in
            let parent = Int(parents[$0])
            return parent < 0 ? nil : parent
        }.dropFirst()
    }

    /// Takes back that a node with all that is in it, and what it stands in up to a holder, was left out.
    func restore(_ nodes: Range<Int>, upTo holder: Int, in removed: inout [Bool]) {
        for index in nodes { removed[index] = false }
        for above in ancestors(of: nodes.lowerBound) {
            if above <= holder { return }
            removed[above] = false
        }
    }

    /// Whether nothing is left of a block's text, of each node of the page being said whether it is left out.
    func isOut(_ block: TextBlock, _ removed: [Bool]) -> Bool {
        removed[block.start]
            && !(block.start..<block.end).contains {
                tags[$0] == .text && !removed[$0] && document.textBytes(at: $0).contains { $0 > 0x20 }
            }
    }

    /// Characters of the text in a node, counted as ``TextBlock/length`` is.
    func length(in index: Int) -> Int { length(of: index..<Int(ends[index])) }

    /// Characters of the texts among nodes.
    func length(of nodes: Range<Int>) -> Int { Int(lengthsBefore[nodes.upperBound] - lengthsBefore[nodes.lowerBound]) }

    /// The text of a block, on one line.
    func text(of block: TextBlock) -> String {
        var text = ""
        for index in block.start..<block.end where tags[index] == .text {
            text += String(decoding: document.textBytes(at: index), as: UTF8.self)
        }
        return PlainText.collapsed(text)
    }

    /// The text of nodes on one line, words apart that stand in elements of their own: a page may part them by style alone.
    func spacedText(of nodes: Range<Int>) -> String {
        var text = ""
        var previous: Int?
        for index in nodes where tags[index] == .text && ![.script, .style, .noscript, .template].contains(tags[Int(parents[index])]) {
            let next = String(decoding: document.textBytes(at: index), as: UTF8.self)
            if let previous, breaks(between: previous, and: index) || PageOutline.areWords(text, next) { text += " " }
            text += next
            previous = index
        }
        return PlainText.collapsed(text)
    }

    /// Whether another line begins between two texts.
    private func breaks(between text: Int, and next: Int) -> Bool {
        func line(_ index: Int) -> Int? { ancestors(of: index).first { !tags[$0].isInline } }
        return (text + 1..<next).contains { tags[$0] == .br } || line(text) != line(next)
    }

    /// Whether two texts that touch are words of their own, not parts of one: `20` and `26`, `M` and `arch`, `11h` and `20`, `1` and `st` are.
    private static func areWords(_ text: String, _ next: String) -> Bool {
        guard let last = text.last, let first = next.first, isWord(last), isWord(first) else { return false }
        switch (last.isNumber, first.isNumber) {
        case (true, true):
            return [text.suffix(4), next.prefix(4)].contains { $0.count == 4 && $0.allSatisfy(\.isNumber) } || text.suffix(3).first == ":"
        case (true, false): return next.prefix { !$0.isWhitespace && $0 != "," }.count > 3
        case (false, true): return text.dropLast().last?.isNumber != true
        case (false, false): return !(last.isCased && first.isLowercase)
        }
    }

    /// Not of scripts that part no words: `2024` and `年` need no gap.
    private static func isWord(_ character: Character) -> Bool {
        (character.isLetter || character.isNumber)
            && character.unicodeScalars.allSatisfy { !$0.properties.isIdeographic && !(0x1100...0xFFFF).contains($0.value) }
    }

    private static func isNoContent(_ tag: HTMLTag) -> Bool {
        switch tag {
        case .head, .script, .style, .noscript, .template, .iframe, .object, .embed, .select, .button, .textarea, .input,
            .datalist, .audio, .video, .canvas, .applet, .dialog, .map, .rt, .rp:
            true
        default: false
        }
    }

    private static func isDoubleBreak(_ index: Int, _ tags: [HTMLTag], _ ends: [Int32]) -> Bool {
        var next = index + 1
        while next < tags.count && next < index + 3 {
            if tags[next] == .br { return true }
            if tags[next] != .text { return false }
            next += 1
        }
        return false
    }

    private static func measure(_ run: ArraySlice<UInt8>, into block: inout TextBlock) {
        var endsSentence = block.endsSentence
        run.withUnsafeBufferPointer { utf8 in
            var index = 0
            while index < utf8.count {
                let byte = utf8[index]
                if byte < 0x80 {
                    if byte > 0x20 {
                        block.length += 1
                        switch byte {
                        case UInt8(ascii: ","), UInt8(ascii: ";"): block.marks += 1
                        case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"):
                            block.marks += 1
                            endsSentence = true
                        case UInt8(ascii: "\""), UInt8(ascii: ")"), UInt8(ascii: "'"), UInt8(ascii: "]"): break
                        case UInt8(ascii: ":"): endsSentence = true
                        default: endsSentence = false
                        }
                    }
                    index += 1
                    continue
                }
                let width = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
                guard index + width <= utf8.count else { break }
                if width == 3 {
                    let point = (UInt32(byte & 15) << 12) | (UInt32(utf8[index + 1] & 63) << 6) | UInt32(utf8[index + 2] & 63)
                    switch point {
                    case 0x3002, 0xFF01, 0xFF1F, 0x2026, 0x0964, 0xFF0E:
                        block.marks += 1
                        block.length += 1
                        endsSentence = true
                    case 0x3001, 0xFF0C, 0xFF1B:
                        block.marks += 1
                        block.length += 1
                    case 0x2018...0x201F, 0x300D, 0x300F, 0xFF09: block.length += 1
                    case 0x3040...0x30FF, 0x3400...0x9FFF:
                        block.length += 2
                        endsSentence = false
                    case 0x2000...0x200F, 0x2028...0x202F, 0x3000, 0xFEFF: break
                    default:
                        block.length += 1
                        endsSentence = false
                    }
                } else if width == 2 {
                    let point = (UInt32(byte & 31) << 6) | UInt32(utf8[index + 1] & 63)
                    switch point {
                    case 0xA0: break
                    case 0x60C, 0x61B:
                        block.marks += 1
                        block.length += 1
                    case 0x61F, 0x6D4:
                        block.marks += 1
                        block.length += 1
                        endsSentence = true
                    case 0xAB, 0xBB: block.length += 1
                    default:
                        block.length += 1
                        endsSentence = false
                    }
                } else {
                    block.length += 1
                }
                index += width
            }
        }
        block.endsSentence = endsSentence
    }
}
