/// A node of an ``HTMLDocument``: an element or a run of text. It keeps its document alive.
public struct HTMLNode {
    let document: HTMLDocument
    /// Its place in document order; the root's is 0.
    public let index: Int

    var record: HTMLRecord { document.records[index] }

    /// What it is.
    public var tag: HTMLTag { record.tag }

    /// Whether it is a run of text.
    public var isText: Bool { record.tag == .text }

    /// The element's name in lower case; of a text, `#text`.
    public var name: String { isText ? "#text" : document.names[Int(record.start)] }

    /// How many elements stand above it.
    public var depth: Int { Int(record.depth) }

    /// The index after its last descendant: `index + 1 ..< endIndex` are its descendants.
    public var endIndex: Int { Int(record.end) }

    /// The element it stands in; nil of the root.
    public var parent: HTMLNode? { record.parent < 0 ? nil : HTMLNode(document: document, index: Int(record.parent)) }

    /// The elements and texts right in it.
    public var children: HTMLChildren { HTMLChildren(document: document, position: index + 1, end: endIndex) }

    /// What follows it in the same parent.
    public var next: HTMLNode? {
        guard let parent, endIndex < parent.endIndex else { return nil }
        return HTMLNode(document: document, index: endIndex)
    }

    /// Everything in it, in document order.
    public var descendants: some Sequence<HTMLNode> {
        (index + 1..<endIndex).lazy.map { [document] in HTMLNode(document: document, index: $0) }
    }

    /// Whether a node is this one or stands in it.
    public func contains(_ other: HTMLNode) -> Bool { (index..<endIndex).contains(other.index) }

    /// The value of an attribute, without a copy; nil where it is not given.
    public func bytes(of attribute: HTMLAttribute) -> ArraySlice<UInt8>? {
        let record = record
        guard record.tag != .text else { return nil }
        for entry in document.attributes[Int(record.attributes)..<Int(record.attributes + record.count)]
        where entry.attribute == attribute {
            return document.bytes[Int(entry.start)..<Int(entry.start + entry.count)]
        }
        return nil
    }

    /// The value of an attribute; nil where it is not given.
    public subscript(_ attribute: HTMLAttribute) -> String? { bytes(of: attribute).map { String(decoding: $0, as: UTF8.self) } }

    /// The value of an attribute by its name in lower case; nil where it is not given.
    public func attribute(_ name: String) -> String? {
        let known = HTMLAttribute(name: name)
        guard known == .other else { return self[known] }
        let record = record
        guard record.tag != .text else { return nil }
        for entry in document.attributes[Int(record.attributes)..<Int(record.attributes + record.count)]
        where entry.attribute == .other && document.names[Int(entry.name)] == name {
            return String(decoding: document.bytes[Int(entry.start)..<Int(entry.start + entry.count)], as: UTF8.self)
        }
        return nil
    }

    /// The bytes of a run of text, as they stand; of an element, none.
    public var textBytes: ArraySlice<UInt8> {
        let record = record
        guard record.tag == .text else { return [] }
        return document.bytes[Int(record.start)..<Int(record.start + record.count)]
    }

    /// All text in it as it stands, scripts and styles apart.
    public var rawText: String {
        var bytes: [UInt8] = []
        var position = index
        while position < endIndex {
            let record = document.records[position]
            if record.tag == .text { bytes.append(contentsOf: document.bytes[Int(record.start)..<Int(record.start + record.count)]) }
            let isProgram = (record.tag == .script || record.tag == .style) && position != index
            position = isProgram ? Int(record.end) : position + 1
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// All text in it on one line: white space collapsed, elements that break a line apart, scripts and styles left out.
    public var text: String { PlainText.line(of: self) }

    /// Whether fewer than so many nodes stand in it, with texts of at most so many bytes, white space included: asked before its text is put
    /// together, which may be a page's.
    public func isSmall(nodes: Int, bytes: Int = 8192) -> Bool {
        guard endIndex - index < nodes else { return false }
        var left = bytes
        for inner in index..<endIndex where document.records[inner].tag == .text {
            left -= Int(document.records[inner].count)
            if left < 0 { return false }
        }
        return true
    }

    /// What an XPath 1.0 expression finds, seen from here: nodes, or for a string, number or attribute its text.
    ///
    /// - Returns: nil where the expression is none or costs too much.
    public func xpath(_ expression: String) -> HTMLXPathResult? { document.xpathTree?.evaluate(expression, from: index, in: document) }
}

extension HTMLNode: Hashable {
    /// Whether both are the same node of the same document.
    public static func == (a: HTMLNode, b: HTMLNode) -> Bool { a.index == b.index && a.document === b.document }

    /// Hashes the place.
    public func hash(into hasher: inout Hasher) { hasher.combine(index) }
}

/// The nodes right in a node.
public struct HTMLChildren: Sequence, IteratorProtocol {
    let document: HTMLDocument
    var position: Int
    let end: Int

    /// The next of them.
    public mutating func next() -> HTMLNode? {
        guard position < end else { return nil }
        let node = HTMLNode(document: document, index: position)
        position = node.endIndex
        return node
    }
}
