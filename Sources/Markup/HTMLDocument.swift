import CXML2

/// An HTML document as a table of nodes in document order: nothing of it points into C memory, nothing of it changes.
///
/// The markup is read by libxml2 (never from the network, never with errors printed), the tree is built by rules of our own; see
/// ``HTMLTreeBuilder``.
public final class HTMLDocument {
    let records: [HTMLRecord]
    let attributes: [HTMLAttributeRecord]
    let bytes: [UInt8]
    let names: [String]
    /// Whether something was left out at a limit.
    public let isTruncated: Bool
    /// The tree as libxml2 has it, made when the first XPath is asked.
    lazy var xpathTree: HTMLXPathTree? = HTMLXPathTree(self)

    /// Reads a whole document. It never fails: bytes that are no HTML give a document with some text, or none.
    ///
    /// - Parameter utf8: The markup in UTF-8, whatever its `meta` says.
    public init(utf8: [UInt8], limits: HTMLLimits = .init()) {
        let input = HTMLInput.prepared(utf8, limit: limits.maximumBytes)
        var builder = HTMLTreeBuilder(limits: limits, expectedBytes: input.count)
        HTMLDocument.parse(input, into: &builder)
        builder.finish()
        records = builder.records
        attributes = builder.attributes
        bytes = builder.bytes
        names = builder.names
        isTruncated = builder.isTruncated || utf8.count > limits.maximumBytes
    }

    /// Reads a piece of markup, as it stands in the body of a document.
    public convenience init(fragment: String, limits: HTMLLimits = .init()) {
        var bytes = Array("<body>".utf8)
        bytes.append(contentsOf: fragment.utf8)
        self.init(utf8: bytes, limits: limits)
    }

    /// The `html` element.
    public var root: HTMLNode { HTMLNode(document: self, index: 0) }

    /// How many nodes there are; every index below it is a node.
    public var nodeCount: Int { records.count }

    /// The node at an index, counted in document order from 0.
    public func node(at index: Int) -> HTMLNode? { records.indices.contains(index) ? HTMLNode(document: self, index: index) : nil }

    /// The `body` element, or the root where there is none.
    public var body: HTMLNode { root.children.first { $0.tag == .body } ?? root }

    private static func parse(_ input: [UInt8], into builder: inout HTMLTreeBuilder) {
        wirespool_xml_silence()
        input.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress, !buffer.isEmpty, let size = Int32(exactly: buffer.count) else { return }
            let parser = base.withMemoryRebound(to: CChar.self, capacity: buffer.count) { htmlCreateMemoryParserCtxt($0, size) }
            guard let parser else { return }
            defer { htmlFreeParserCtxt(parser) }
            let options =
                HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
                | HTML_PARSE_NOIMPLIED.rawValue | HTML_PARSE_IGNORE_ENC.rawValue
            htmlCtxtUseOptions(parser, Int32(options))
            xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8)
            var handler = xmlSAXHandler()
            handler.startElement = { context, name, values in
                guard let context, let name else { return }
                context.assumingMemoryBound(to: HTMLTreeBuilder.self).pointee.start(name, values)
            }
            handler.endElement = { context, name in
                guard let context, let name else { return }
                context.assumingMemoryBound(to: HTMLTreeBuilder.self).pointee.end(name)
            }
            handler.characters = { context, text, count in
                guard let context, let text else { return }
                context.assumingMemoryBound(to: HTMLTreeBuilder.self).pointee.characters(text, Int(count))
            }
            handler.ignorableWhitespace = handler.characters
            handler.cdataBlock = { context, text, count in
                guard let context, let text else { return }
                context.assumingMemoryBound(to: HTMLTreeBuilder.self).pointee.rawText(text, Int(count))
            }
            guard let sax = parser.pointee.sax else { return }
            sax.pointee = handler
            builder.parser = parser
            withUnsafeMutablePointer(to: &builder) { builder in
                parser.pointee.userData = UnsafeMutableRawPointer(builder)
                htmlParseDocument(parser)
            }
        }
    }
}
