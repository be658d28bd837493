import Markup
import NewsModel

/// A document's elements, attributes and text as indices into flat arrays.
final class DocumentTree: Sendable {
    struct Node {
        /// An index into ``names``, or -1 for text.
        var name: Int32
        var parent: Int32
        var firstChild: Int32 = -1
        var lastChild: Int32 = -1
        var next: Int32 = -1
        /// Of text, its bytes; of an element, its attributes.
        var start: Int32
        var end: Int32
    }

    struct Attribute {
        var name: Int32
        var start: Int32
        var end: Int32
    }

    let nodes: [Node]
    let attributes: [Attribute]
    let bytes: [UInt8]
    let names: [QualifiedName]
    /// Whether a limit was reached and the rest left out.
    let isCut: Bool

    init(_ builder: TreeBuilder) {
        nodes = builder.nodes
        attributes = builder.attributes
        bytes = builder.bytes
        names = builder.names
        isCut = builder.isCut
    }

    init(nodes: [Node], attributes: [Attribute], bytes: [UInt8], names: [QualifiedName]) {
        (self.nodes, self.attributes, self.bytes, self.names) = (nodes, attributes, bytes, names)
        isCut = false
    }

    /// The outermost elements.
    var roots: [Element] {
        var roots: [Element] = []
        for (index, node) in nodes.enumerated() where node.parent == -1 && node.name >= 0 {
            roots.append(Element(tree: self, index: Int32(index)))
        }
        return roots
    }

    /// The text without the white space around it.
    func trimmedString(_ start: Int32, _ end: Int32) -> String {
        var (start, end) = (Int(start), Int(end))
        while start < end, FeedText.isSpace(bytes[start]) { start += 1 }
        while start < end, FeedText.isSpace(bytes[end - 1]) { end -= 1 }
        return start < end ? string(Int32(truncatingIfNeeded: start), Int32(truncatingIfNeeded: end)) : ""
    }

    func string(_ start: Int32, _ end: Int32) -> String {
        bytes.withUnsafeBufferPointer { String(decoding: UnsafeBufferPointer(rebasing: $0[Int(start)..<Int(end)]), as: UTF8.self) }
    }
}

extension [DocumentTree.Node] {
    /// Adds a node behind the other children of its parent.
    ///
    /// - Returns: Its index.
    @inline(__always)
    mutating func link(_ node: DocumentTree.Node) -> Int32 {
        let index = Int32(truncatingIfNeeded: count)
        append(node)
        let parent = Int(node.parent)
        if parent >= 0 {
            let last = self[parent].lastChild
            if last >= 0 { self[Int(last)].next = index } else { self[parent].firstChild = index }
            self[parent].lastChild = index
        }
        return index
    }
}

/// One element of a ``DocumentTree``.
struct Element {
    let tree: DocumentTree
    let index: Int32

    private var node: DocumentTree.Node { tree.nodes[Int(index)] }
    var name: QualifiedName { tree.names[Int(node.name)] }
    var local: LocalName { tree.names[Int(node.name)].local }
    var vocabulary: Vocabulary { tree.names[Int(node.name)].vocabulary }

    /// The elements in it, in order.
    var children: Children { Children(tree: tree, position: node.firstChild) }

    /// The elements of one parent, in order.
    struct Children: Sequence, IteratorProtocol {
        let tree: DocumentTree
        fileprivate var position: Int32

        mutating func next() -> FeedParsing.Element? {
            while position >= 0 {
                let index = position
                let node = tree.nodes[Int(index)]
                position = node.next
                if node.name >= 0 { return FeedParsing.Element(tree: tree, index: index) }
            }
            return nil
        }
    }

    /// The one element in it; nil where there are none or several.
    var onlyChild: Element? {
        var children = children
        guard let first = children.next(), children.next() == nil else { return nil }
        return first
    }

    var hasChildElements: Bool {
        var next = node.firstChild
        while next >= 0 {
            let node = tree.nodes[Int(next)]
            if node.name >= 0 { return true }
            next = node.next
        }
        return false
    }

    func first(_ local: LocalName) -> Element? { children.first { $0.local == local } }

    /// The text that stands in it directly, trimmed.
    var text: String {
        let only = node.firstChild
        guard only >= 0, only == node.lastChild, tree.nodes[Int(only)].name == -1 else { return FeedText.trimmed(rawText) }
        return tree.trimmedString(tree.nodes[Int(only)].start, tree.nodes[Int(only)].end)
    }

    /// The text that stands in it directly.
    var rawText: String {
        var next = node.firstChild
        if next >= 0, next == node.lastChild, tree.nodes[Int(next)].name == -1 {
            return tree.string(tree.nodes[Int(next)].start, tree.nodes[Int(next)].end)
        }
        var text = ""
        while next >= 0 {
            let node = tree.nodes[Int(next)]
            if node.name == -1 { text += tree.string(node.start, node.end) }
            next = node.next
        }
        return text
    }

    /// An attribute's value by its local name in lower case, whatever its namespace; those without one first.
    subscript(_ attribute: String) -> String? {
        var found: String?
        for position in Int(node.start)..<Int(node.end) {
            let entry = tree.attributes[position]
            let name = tree.names[Int(entry.name)]
            guard name.lowercasedLocal == attribute else { continue }
            if name.vocabulary == .xml && !attribute.hasPrefix("xml") { continue }
            if name.text.utf8.count == attribute.utf8.count { return tree.string(entry.start, entry.end) }
            if found == nil { found = tree.string(entry.start, entry.end) }
        }
        return found
    }

    /// An attribute of the `xml` namespace: `base` or `lang`.
    func xml(_ attribute: String) -> String? {
        for position in Int(node.start)..<Int(node.end) {
            let entry = tree.attributes[position]
            let name = tree.names[Int(entry.name)]
            if name.vocabulary == .xml, name.localText == attribute { return tree.string(entry.start, entry.end) }
        }
        return nil
    }

    /// What is in it as markup: XHTML as HTML would write it, text escaped.
    var innerMarkup: String {
        var out: [UInt8] = []
        writeChildren(to: &out)
        return String(decoding: out, as: UTF8.self)
    }

    private func writeChildren(to out: inout [UInt8]) {
        var next = node.firstChild
        while next >= 0 {
            let child = tree.nodes[Int(next)]
            if child.name == -1 {
                Element.escape(tree.bytes[Int(child.start)..<Int(child.end)], quotes: false, to: &out)
            } else {
                Element(tree: tree, index: next).write(to: &out)
            }
            next = child.next
        }
    }

    private static let voidElements: Set<String> = ["br", "img", "hr", "input", "area", "col", "embed", "source", "track", "wbr", "param"]

    private func write(to out: inout [UInt8]) {
        let name = vocabulary == .xhtml || vocabulary.isCore ? self.name.localText : self.name.text
        out.append(UInt8(ascii: "<"))
        out += name.utf8
        for position in Int(node.start)..<Int(node.end) {
            let attribute = tree.attributes[position]
            out.append(UInt8(ascii: " "))
            out += tree.names[Int(attribute.name)].text.utf8
            out += "=\"".utf8
            Element.escape(tree.bytes[Int(attribute.start)..<Int(attribute.end)], quotes: true, to: &out)
            out.append(UInt8(ascii: "\""))
        }
        if node.firstChild < 0, Element.voidElements.contains(name.lowercased()) {
            out += " />".utf8
            return
        }
        out.append(UInt8(ascii: ">"))
        writeChildren(to: &out)
        out += "</".utf8
        out += name.utf8
        out.append(UInt8(ascii: ">"))
    }

    private static func escape(_ bytes: ArraySlice<UInt8>, quotes: Bool, to out: inout [UInt8]) {
        var start = bytes.startIndex
        for index in bytes.indices {
            let reference: StaticString
            switch bytes[index] {
            case UInt8(ascii: "&"): reference = "&amp;"
            case UInt8(ascii: "<"): reference = "&lt;"
            case UInt8(ascii: ">"): reference = "&gt;"
            case UInt8(ascii: "\"") where quotes: reference = "&quot;"
            default: continue
            }
            out += bytes[start..<index]
            reference.withUTF8Buffer { out += $0 }
            start = index + 1
        }
        out += bytes[start...]
    }
}
