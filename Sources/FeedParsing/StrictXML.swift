import CXML2
import Glibc
import Markup

/// Well-formed XML by libxml2's SAX2 interface, straight into a ``DocumentTree``.
///
/// Entities are answered here and never by libxml2: no file or network is touched, and nothing grows.
/// Manual: <https://gnome.pages.gitlab.gnome.org/libxml2/html/group__parser.html>.
final class StrictXML {
    private var tree: TreeBuilder
    private var entities: EntityTable
    private var context: xmlParserCtxtPtr?
    private var names: [NameKey: Int32] = [:]
    /// Answers given to libxml2, alive as long as it may look at them: by name, for attributes and for text.
    private var answers: [String: (attribute: xmlEntityPtr, text: xmlEntityPtr)] = [:]

    /// libxml2 interns names: one pointer, one name.
    private struct NameKey: Hashable {
        let local: UnsafePointer<xmlChar>?
        let prefix: UnsafePointer<xmlChar>?
        let namespace: UnsafePointer<xmlChar>?
    }

    private static let maximumAttributes = 1000
    /// Whether more namespaces are in force than libxml2, which looks through all of them for each name, should be given, or a section of CDATA
    /// holds another.
    private var isRefused = false

    private init(limits: FeedLimits, capacity: Int) {
        tree = TreeBuilder(limits: limits, capacity: capacity)
        entities = EntityTable(maximumBytes: limits.maximumEntityBytes)
    }

    deinit {
        for (attribute, text) in answers.values {
            for entity in [attribute, text] {
                free(UnsafeMutableRawPointer(mutating: entity.pointee.name))
                free(entity.pointee.content)
                // What libxml2 put there for a declaration of the same name.
                free(entity.pointee.orig)
                entity.deallocate()
            }
        }
    }

    private static let isReady: Bool = {
        xmlInitParser()
        return true
    }()

    /// The tree of a document in UTF-8 whose declaration is cut off; nil where it is not well-formed.
    static func read(_ bytes: ArraySlice<UInt8>, limits: FeedLimits) -> DocumentTree? {
        guard isReady, bytes.count < Int(Int32.max), !hasOverfullTag(bytes) else { return nil }
        let reader = StrictXML(limits: limits, capacity: bytes.count)
        return reader.parse(bytes) ? DocumentTree(reader.tree) : nil
    }

    private func parse(_ bytes: ArraySlice<UInt8>) -> Bool {
        wirespool_xml_silence()
        return bytes.withUnsafeBytes { raw in
            guard let base = raw.baseAddress?.assumingMemoryBound(to: CChar.self),
                let context = xmlCreateMemoryParserCtxt(base, CInt(raw.count))
            else { return false }
            defer {
                // Left by a document that broke off within its DTD.
                if let document = context.pointee.myDoc { xmlFreeDoc(document) }
                context.pointee.myDoc = nil
                xmlFreeParserCtxt(context)
            }
            _ = xmlCtxtUseOptions(context, CInt(XML_PARSE_NONET.rawValue) | CInt(XML_PARSE_IGNORE_ENC.rawValue))
            guard let handler = context.pointee.sax else { return false }
            handler.pointee = StrictXML.handler
            context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
            self.context = context
            _ = xmlParseDocument(context)
            self.context = nil
            return context.pointee.wellFormed == 1 && !isRefused
        }
    }

    /// Whether a tag has more attributes than libxml2, which compares each with all before it, should be given.
    ///
    /// No value holds a `<` (XML 1.0 section 3.1), so each begins a tag anew.
    private static func hasOverfullTag(_ bytes: ArraySlice<UInt8>) -> Bool {
        bytes.withUnsafeBufferPointer { buffer in
            var isInTag = false
            var quote: UInt8 = 0
            var count = 0
            for byte in buffer {
                if byte == UInt8(ascii: "<") {
                    (isInTag, quote, count) = (true, 0, 0)
                } else if !isInTag {
                    continue
                } else if quote != 0 {
                    if byte == quote { quote = 0 }
                } else if byte == UInt8(ascii: ">") {
                    isInTag = false
                } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                    quote = byte
                } else if byte == UInt8(ascii: "=") {
                    count += 1
                    if count > maximumAttributes { return true }
                }
            }
            return false
        }
    }

    private static func reader(_ context: UnsafeMutableRawPointer?) -> StrictXML? {
        context.map { Unmanaged<StrictXML>.fromOpaque($0).takeUnretainedValue() }
    }

    nonisolated(unsafe) private static let handler: xmlSAXHandler = {
        var handler = xmlSAXHandler()
        handler.initialized = UInt32(XML_SAX2_MAGIC)
        handler.startElementNs = { context, local, prefix, namespace, _, _, attributeCount, _, attributes in
            StrictXML.reader(context)?.start(local, prefix, namespace, Int(attributeCount), attributes)
        }
        handler.endElementNs = { context, _, _, _ in StrictXML.reader(context)?.tree.endElement() }
        handler.characters = { context, text, count in
            StrictXML.reader(context)?.tree.addText(UnsafeBufferPointer(start: text, count: Int(count)))
        }
        handler.ignorableWhitespace = handler.characters
        handler.cdataBlock = { context, text, count in
            guard let reader = StrictXML.reader(context) else { return }
            let section = UnsafeBufferPointer(start: text, count: Int(count))
            if XMLCharacters.holdsSection(section) { reader.isRefused = true }
            reader.tree.addText(section)
        }
        handler.getEntity = { context, name in StrictXML.reader(context)?.answer(name) }
        handler.entityDecl = { context, name, type, _, _, content in
            guard let name, let content, type == CInt(XML_INTERNAL_GENERAL_ENTITY.rawValue) else { return }
            StrictXML.reader(context)?.entities.declare(
                String(cString: name), Array(UnsafeBufferPointer(start: content, count: strlen(content))))
        }
        // Errors are told by `wellFormed`; without this they are printed.
        handler.serror = { _, _ in }
        return handler
    }()

    private func name(_ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?, _ namespace: UnsafePointer<xmlChar>?) -> Int32 {
        let key = NameKey(local: local, prefix: prefix, namespace: namespace)
        if let known = names[key] { return known }
        let name = tree.addName(
            QualifiedName(
                local: local.map { String(cString: $0) } ?? "", prefix: prefix.map { String(cString: $0) },
                namespace: namespace.map { String(cString: $0) }))
        names[key] = name
        return name
    }

    private func start(
        _ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?, _ namespace: UnsafePointer<xmlChar>?, _ attributeCount: Int,
        _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        if let context, context.pointee.nsNr > 2000 {
            isRefused = true
            xmlStopParser(context)
            return
        }
        tree.startElement(name(local, prefix, namespace))
        guard let attributes else { return }
        // Five pointers an attribute: local name, prefix, namespace, and where the value begins and ends.
        for index in 0..<attributeCount {
            let fields = attributes + index * 5
            guard let from = fields[3], let to = fields[4], from <= to else { continue }
            let value = UnsafeBufferPointer(start: from, count: to - from)
            // No namespace of its own for an attribute without a prefix: it must not be taken for an element's.
            let attribute = name(fields[0], fields[1], fields[2])
            if value.contains(UInt8(ascii: "&")) {
                tree.addAttribute(attribute, NamedEntities.decodeReferences(Array(value)[...]) { self.entities.value(of: $0) })
            } else {
                tree.addAttribute(attribute, value)
            }
        }
    }

    /// In text, an entity that libxml2 takes for a predefined one and hands over at once. In an attribute that would lose all but the first
    /// byte: there it stays a reference, which `start` resolves.
    private func answer(_ name: UnsafePointer<xmlChar>?) -> xmlEntityPtr? {
        guard let name else { return nil }
        let isAttribute = context?.pointee.instate == XML_PARSER_ATTRIBUTE_VALUE
        let key = String(cString: name)
        if let known = answers[key], isAttribute { return known.attribute }
        guard let value = entities.value(of: key) else { return nil }
        if let known = answers[key] { return value.isEmpty ? nil : known.text }
        let attribute = StrictXML.makeEntity(key, value, XML_INTERNAL_GENERAL_ENTITY)
        let text = StrictXML.makeEntity(key, value, XML_INTERNAL_PREDEFINED_ENTITY)
        answers[key] = (attribute, text)
        return isAttribute ? attribute : text
    }

    private static func makeEntity(_ name: String, _ value: [UInt8], _ type: xmlEntityType) -> xmlEntityPtr {
        let entity = xmlEntityPtr.allocate(capacity: 1)
        entity.initialize(to: xmlEntity())
        entity.pointee.type = XML_ENTITY_DECL
        entity.pointee.etype = type
        let copy = strdup(name)
        entity.pointee.name = copy.map { UnsafePointer(UnsafeRawPointer($0).assumingMemoryBound(to: xmlChar.self)) }
        let content = strndup(value.map { CChar(bitPattern: $0) }, value.count)
        entity.pointee.content = content.map { UnsafeMutableRawPointer($0).assumingMemoryBound(to: xmlChar.self) }
        entity.pointee.length = CInt(value.count)
        // Even and not zero: it was checked, and holds no markup.
        entity.pointee.checked = 2
        return entity
    }
}
