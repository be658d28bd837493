/// Text without markup: how white space is collapsed.
///
/// White space is what Unicode calls so (the no-break, em and ideographic spaces too); nothing else is changed.
public enum PlainText {
    /// The text with every run of white space as one space, and none at its ends.
    public static func collapsed(_ text: String) -> String {
        var copy = text
        return copy.withUTF8 { utf8 -> String? in
            if isCollapsed(utf8) { return nil }
            var line = TextLine()
            line.append(utf8)
            return String(decoding: line.bytes, as: UTF8.self)
        } ?? text
    }

    /// All text in a node on one line; elements that break a line are a space apart, scripts and styles left out.
    static func line(of node: HTMLNode) -> String {
        var line = TextLine()
        let document = node.document
        var position = node.index
        while position < node.endIndex {
            let record = document.records[position]
            switch record.tag {
            case .text: document.withBytes(of: record) { line.append($0) }
            case .script, .style, .noscript, .rt, .rp:
                if position != node.index {
                    position = Int(record.end)
                    continue
                }
            default: if !record.tag.isInline || record.tag == .br { line.breakWord() }
            }
            position += 1
            // What follows the end of a block stands apart from it.
            if position < node.endIndex, document.endsBlock(before: position) { line.breakWord() }
        }
        return String(decoding: line.bytes, as: UTF8.self)
    }

    private static func isCollapsed(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = utf8.first, let last = utf8.last else { return true }
        if first == 0x20 || last == 0x20 { return false }
        var previous: UInt8 = 0
        for byte in utf8 {
            if byte < 0x20 && byte >= 0x09 || byte == 0xC2 || byte == 0xE1 || byte == 0xE2 || byte == 0xE3 { return false }
            if byte == 0x20 && previous == 0x20 { return false }
            previous = byte
        }
        return true
    }

    /// How many bytes the white space has that stands at an index; 0 where there is none.
    @inline(__always)
    static func whiteSpaceLength(_ utf8: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
        let byte = utf8[index]
        if byte <= 0x20 { return byte == 0x20 || (0x09...0x0D).contains(byte) ? 1 : 0 }
        if byte < 0xC2 { return 0 }
        switch byte {
        case 0xC2:
            guard index + 1 < utf8.count else { return 0 }
            return utf8[index + 1] == 0xA0 || utf8[index + 1] == 0x85 ? 2 : 0
        case 0xE1:
            guard index + 2 < utf8.count else { return 0 }
            return utf8[index + 1] == 0x9A && utf8[index + 2] == 0x80 ? 3 : 0
        case 0xE2:
            guard index + 2 < utf8.count else { return 0 }
            let (second, third) = (utf8[index + 1], utf8[index + 2])
            if second == 0x80 { return third <= 0x8A || third == 0xA8 || third == 0xA9 || third == 0xAF ? 3 : 0 }
            return second == 0x81 && third == 0x9F ? 3 : 0
        case 0xE3:
            guard index + 2 < utf8.count else { return 0 }
            return utf8[index + 1] == 0x80 && utf8[index + 2] == 0x80 ? 3 : 0
        default: return 0
        }
    }
}

/// One line of text that is being put together, its white space collapsed.
struct TextLine {
    private(set) var bytes: [UInt8] = []
    private var needsSpace = false

    mutating func breakWord() { needsSpace = true }

    mutating func append(_ utf8: UnsafeBufferPointer<UInt8>) {
        var index = 0
        while index < utf8.count {
            let space = PlainText.whiteSpaceLength(utf8, index)
            if space > 0 {
                needsSpace = true
                index += space
                continue
            }
            var end = index + 1
            while end < utf8.count {
                // One space between two words is most of what there is.
                if utf8[end] == 0x20, end + 1 < utf8.count, PlainText.whiteSpaceLength(utf8, end + 1) == 0 {
                    end += 2
                    continue
                }
                if PlainText.whiteSpaceLength(utf8, end) > 0 { break }
                end += 1
            }
            if needsSpace && !bytes.isEmpty { bytes.append(0x20) }
            needsSpace = false
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[index..<end]))
            index = end
        }
    }
}

extension HTMLDocument {
    func withBytes<Result>(of record: HTMLRecord, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        bytes.withUnsafeBufferPointer {
            body(UnsafeBufferPointer(rebasing: $0[Int(record.start)..<Int(record.start + record.count)]))
        }
    }

    /// Whether the node before an index is the last of a block that does not hold the node at the index.
    func endsBlock(before index: Int) -> Bool {
        var above = records[index - 1].parent
        let parent = records[index].parent
        while above > parent {
            if !records[Int(above)].tag.isInline { return true }
            above = records[Int(above)].parent
        }
        return false
    }
}
