import Markup
import NewsModel

/// A document's elements, attributes and text as indices into flat arrays: what the parser reports, at the cost of copying its bytes once.
final class DocumentTree {
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

    private(set) var nodes: [Node] = []
    private(set) var attributes: [Attribute] = []
    private(set) var bytes: [UInt8] = []
    private(set) var names: [QualifiedName] = []
    /// Whether a limit was reached and the rest left out.
    private(set) var isCut = false

    private var current: Int32 = -1
    private(set) var depth = 0
    private var ignoredDepth = 0
    private let limits: FeedLimits

    init(limits: FeedLimits, capacity: Int) {
        self.limits = limits
        bytes.reserveCapacity(capacity)
        nodes.reserveCapacity(capacity / 40)
    }

    /// The outermost elements.
    var roots: [Element] {
        var roots: [Element] = []
        for (index, node) in nodes.enumerated() where node.parent == -1 && node.name >= 0 {
            roots.append(Element(tree: self, index: Int32(index)))
        }
        return roots
    }

    func addName(_ name: QualifiedName) -> Int32 {
        names.append(name)
        return Int32(truncatingIfNeeded: names.count - 1)
    }

    /// Whether there is room for more.
    private var hasRoom: Bool { nodes.count < limits.maximumNodes && bytes.count < Int(Int32.max) - (1 << 20) }

    func startElement(_ name: Int32) {
        guard ignoredDepth == 0, depth < limits.maximumDepth, hasRoom else {
            ignoredDepth += 1
            isCut = isCut || !hasRoom
            return
        }
        let index = append(Node(name: name, parent: current, start: Int32(attributes.count), end: Int32(attributes.count)))
        current = index
        depth += 1
    }

    func addAttribute(_ name: Int32, _ value: some Collection<UInt8>) {
        guard ignoredDepth == 0, current >= 0, hasRoom, value.count < 1 << 20 else { return }
        let start = Int32(bytes.count)
        bytes.append(contentsOf: value)
        attributes.append(Attribute(name: name, start: start, end: Int32(bytes.count)))
        nodes[Int(current)].end = Int32(attributes.count)
    }

    func endElement() {
        if ignoredDepth > 0 {
            ignoredDepth -= 1
            return
        }
        guard current >= 0 else { return }
        current = nodes[Int(current)].parent
        depth -= 1
    }

    func addText(_ text: some Collection<UInt8>) {
        guard current >= 0, hasRoom, text.count <= Int(Int32.max) - (1 << 20) - bytes.count else { return }
        let last = nodes[Int(current)].lastChild
        if last >= 0, nodes[Int(last)].name == -1, Int(nodes[Int(last)].end) == bytes.count {
            bytes.append(contentsOf: text)
            nodes[Int(last)].end = Int32(bytes.count)
        } else {
            let start = Int32(bytes.count)
            bytes.append(contentsOf: text)
            _ = append(Node(name: -1, parent: current, start: start, end: Int32(bytes.count)))
        }
    }

    private func append(_ node: Node) -> Int32 {
        let index = Int32(nodes.count)
        nodes.append(node)
        if current >= 0 {
            let last = nodes[Int(current)].lastChild
            if last >= 0 { nodes[Int(last)].next = index } else { nodes[Int(current)].firstChild = index }
            nodes[Int(current)].lastChild = index
        }
        return index
    }

    func string(_ start: Int32, _ end: Int32) -> String {
        bytes.withUnsafeBufferPointer { String(decoding: $0[Int(start)..<Int(end)], as: UTF8.self) }
    }
}

/// One element of a ``DocumentTree``.
struct Element {
    let tree: DocumentTree
    let index: Int32

    private var node: DocumentTree.Node { tree.nodes[Int(index)] }
    var name: QualifiedName { tree.names[Int(node.name)] }
    var local: LocalName { name.local }
    var vocabulary: Vocabulary { name.vocabulary }

    /// The elements in it, in order.
    var children: [Element] {
        var children: [Element] = []
        var next = node.firstChild
        while next >= 0 {
            let node = tree.nodes[Int(next)]
            if node.name >= 0 { children.append(Element(tree: tree, index: next)) }
            next = node.next
        }
        return children
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
    var text: String { FeedText.trimmed(rawText) }

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
            guard name.localText.utf8.count == attribute.utf8.count, name.localText.lowercased() == attribute else { continue }
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
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "&"): out += "&amp;".utf8
            case UInt8(ascii: "<"): out += "&lt;".utf8
            case UInt8(ascii: ">"): out += "&gt;".utf8
            case UInt8(ascii: "\"") where quotes: out += "&quot;".utf8
            default: out.append(byte)
            }
        }
    }
}
