import CXML2

/// What an XPath expression finds in an ``HTMLDocument``.
public enum HTMLXPathResult {
    /// Elements and texts, in document order.
    case nodes([HTMLNode])
    /// The values of attributes, or the one string, number or truth value an expression gives.
    case strings([String])

    /// The plain text of each thing found, on one line; empty ones left out.
    public var texts: [String] {
        switch self {
        case .nodes(let nodes): nodes.map(\.text).filter { !$0.isEmpty }
        case .strings(let strings): strings.map { PlainText.collapsed($0) }.filter { !$0.isEmpty }
        }
    }

    /// The nodes found; of strings, none.
    public var nodes: [HTMLNode] {
        if case .nodes(let nodes) = self { nodes } else { [] }
    }
}

/// A document copied into libxml2's tree, where alone XPath is evaluated.
///
/// Every node remembers its index in `_private`, so that an answer leads back to the document.
final class HTMLXPathTree {
    private let pointer: xmlDocPtr
    private var nodes: [xmlNodePtr?]

    init?(_ document: HTMLDocument) {
        guard let pointer = htmlNewDocNoDtD(nil, nil) else { return nil }
        self.pointer = pointer
        nodes = Array(repeating: nil, count: document.records.count)
        for (index, record) in document.records.enumerated() {
            let node: xmlNodePtr?
            if record.tag == .text {
                node = document.bytes[Int(record.start)..<Int(record.start + record.count)].withUnsafeBufferPointer {
                    xmlNewDocTextLen(pointer, $0.baseAddress, Int32($0.count))
                }
            } else {
                node = xmlNewDocNode(pointer, nil, document.names[Int(record.start)], nil)
                for entry in document.attributes[Int(record.attributes)..<Int(record.attributes + record.count)] {
                    let value = String(decoding: document.bytes[Int(entry.start)..<Int(entry.start + entry.count)], as: UTF8.self)
                    _ = xmlNewProp(node, document.names[Int(entry.name)], value)
                }
            }
            guard let node else { continue }
            node.pointee._private = UnsafeMutableRawPointer(bitPattern: index + 1)
            nodes[index] = node
            if record.parent < 0 {
                xmlDocSetRootElement(pointer, node)
            } else if let parent = nodes[Int(record.parent)] {
                // A text that follows a text is merged into it and freed.
                nodes[index] = xmlAddChild(parent, node)
            } else {
                xmlFreeNode(node)
                nodes[index] = nil
            }
        }
    }

    deinit { xmlFreeDoc(pointer) }

    func evaluate(_ expression: String, from index: Int, in document: HTMLDocument) -> HTMLXPathResult? {
        guard nodes.indices.contains(index), let node = nodes[index], expression.utf8.count <= 4096,
            let context = xmlXPathNewContext(pointer)
        else { return nil }
        defer { xmlXPathFreeContext(context) }
        context.pointee.node = node
        context.pointee.opLimit = 10_000_000
        wirespool_xml_silence()
        context.pointee.error = { _, _ in }
        guard let object = xmlXPathEvalExpression(expression, context) else { return nil }
        defer { xmlXPathFreeObject(object) }
        guard object.pointee.type == XPATH_NODESET else {
            guard let text = xmlXPathCastToString(object) else { return nil }
            defer { wirespool_xml_free(text) }
            return .strings([String(cString: text)])
        }
        guard let set = object.pointee.nodesetval else { return .nodes([]) }
        var found: [HTMLNode] = []
        var strings: [String] = []
        for position in 0..<Int(set.pointee.nodeNr) {
            guard let entry = set.pointee.nodeTab?[position] else { continue }
            if entry.pointee.type == XML_ELEMENT_NODE || entry.pointee.type == XML_TEXT_NODE {
                let index = Int(bitPattern: entry.pointee._private) - 1
                if let node = document.node(at: index) { found.append(node) }
            } else if let text = xmlXPathCastNodeToString(entry) {
                strings.append(String(cString: text))
                wirespool_xml_free(text)
            }
        }
        return strings.isEmpty ? .nodes(found.sorted { $0.index < $1.index }) : .strings(strings)
    }
}
