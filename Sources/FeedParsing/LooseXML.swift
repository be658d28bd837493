import Markup

/// XML that is none, into the ``DocumentTree`` that was meant: the pass after ``StrictXML`` refused.
///
/// A bare ampersand is text and so is a `<` that begins no tag; an end tag closes its element and whatever is open in it, or nothing; prefixes need
/// no declaration; a new item ends the one before; characters that XML forbids are dropped; the end of the document ends everything.
struct LooseXML {
    private let bytes: [UInt8]
    private var tree: TreeBuilder
    private var entities: EntityTable
    private var index = 0
    private var names: [String: Int32] = [:]
    /// Open elements: name as it stands, and how many namespaces were declared before it.
    private var open: [(name: String, lower: String, isItem: Bool, holdsItems: Bool, scope: Int)] = []
    /// How many open elements have a name, in lower case.
    private var openCounts: [String: Int] = [:]
    /// Elements opened where no more may be, whose end tags are still to come.
    private var ignored = 0
    private let maximumDepth: Int
    private static let maximumAttributes = 1000
    private static let maximumNamespaces = 256
    /// Where the next comment and the next section of CDATA end, looked for once: for each again would be quadratic.
    private var (commentEnd, sectionEnd) = (-1, -1)
    private var namespaces: [(prefix: String, uri: String)] = []
    /// Whether the document ended within a tag, a comment, CDATA or an open item.
    private(set) var isTruncated = false

    private init(_ bytes: [UInt8], limits: FeedLimits) {
        self.bytes = bytes
        tree = TreeBuilder(limits: limits, capacity: bytes.count)
        entities = EntityTable(maximumBytes: limits.maximumEntityBytes)
        maximumDepth = limits.maximumDepth
    }

    /// The tree of a document in UTF-8, and whether it broke off.
    static func read(_ bytes: ArraySlice<UInt8>, limits: FeedLimits) -> (tree: DocumentTree, isTruncated: Bool) {
        var reader = LooseXML(Array(bytes), limits: limits)
        reader.parse()
        return (DocumentTree(reader.tree), reader.isTruncated)
    }

    private mutating func parse() {
        while index < bytes.count {
            let start = index
            while index < bytes.count, bytes[index] != UInt8(ascii: "<") { index += 1 }
            if index > start { addText(bytes[start..<index]) }
            guard index < bytes.count else { break }
            readMarkup()
        }
        isTruncated = isTruncated || open.contains { $0.isItem }
        while !open.isEmpty { close() }
    }

    private func at(_ position: Int) -> UInt8 { position < bytes.count ? bytes[position] : 0 }

    private func starts(with text: StaticString, at position: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        guard position + count <= bytes.count else { return false }
        return text.withUTF8Buffer { wanted in (0..<count).allSatisfy { bytes[position + $0] == wanted[$0] } }
    }

    private func find(_ text: StaticString, from position: Int) -> Int? {
        let first = text.withUTF8Buffer { $0.first ?? 0 }
        var position = position
        while position < bytes.count {
            if bytes[position] == first, starts(with: text, at: position) { return position }
            position += 1
        }
        return nil
    }

    /// The next place of a text, which is known where it was looked for from an earlier one.
    private mutating func next(_ text: StaticString, _ known: WritableKeyPath<LooseXML, Int>, from position: Int) -> Int? {
        if self[keyPath: known] < position { self[keyPath: known] = find(text, from: position) ?? .max }
        return self[keyPath: known] == .max ? nil : self[keyPath: known]
    }

    private mutating func addText(_ text: ArraySlice<UInt8>) {
        guard !open.isEmpty else { return }
        var out = text
        if text.contains(UInt8(ascii: "&")) {
            var table = entities
            out = NamedEntities.decodeReferences(text) { table.value(of: $0) }[...]
            entities = table
        }
        tree.addText(XMLCharacters.allowed(out))
    }

    private static func isNameStart(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) || byte == 0x5F || byte >= 0x80 }
    private static func isName(_ byte: UInt8) -> Bool {
        isNameStart(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x2E || byte == 0x3A
    }
    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

    private mutating func readMarkup() {
        let next = at(index + 1)
        if next == UInt8(ascii: "!") {
            readDeclaration()
        } else if next == UInt8(ascii: "?") {
            skip(to: find(">", from: index).map { $0 + 1 })
        } else if next == UInt8(ascii: "/"), LooseXML.isNameStart(at(index + 2)) {
            readEndTag()
        } else if LooseXML.isNameStart(next) {
            readStartTag()
        } else {
            addText(bytes[index...index])
            index += 1
        }
    }

    private mutating func skip(to end: Int?) {
        isTruncated = isTruncated || end == nil
        index = end ?? bytes.count
    }

    private mutating func readDeclaration() {
        if starts(with: "<![CDATA[", at: index) {
            let start = index + 9
            let end = next("]]>", \.sectionEnd, from: start)
            if let cut = openSectionEnd(from: start, to: end) {
                // The section was left open: it ended with its element.
                tree.addText(XMLCharacters.allowed(bytes[start..<cut]))
                isTruncated = isTruncated || end == nil
                index = cut
                return
            }
            if !open.isEmpty { tree.addText(XMLCharacters.allowed(bytes[start..<(end ?? bytes.count)])) }
            skip(to: end.map { $0 + 3 })
        } else if starts(with: "<!--", at: index) {
            let end = next("-->", \.commentEnd, from: index + 4)
            if let end, let itemEnd = itemEnd(from: index + 4, to: end) {
                index = itemEnd
            } else if let end {
                index = end + 3
            } else {
                // A comment that never ends would hide the rest: it ends with its first `>`.
                isTruncated = true
                index = find(">", from: index).map { $0 + 1 } ?? bytes.count
            }
        } else if starts(with: "<!DOCTYPE", at: index) || starts(with: "<!doctype", at: index) {
            readDoctype()
        } else {
            addText(bytes[index...index])
            index += 1
        }
    }

    /// Where a section of CDATA that was left open is meant to end: at its element's end tag, before that of its item. Nil where it was not, as far
    /// as can be told: it ends before another begins.
    private func openSectionEnd(from start: Int, to end: Int?) -> Int? {
        guard let element = open.last?.name else { return nil }
        var limit = bytes.count
        if let end {
            guard let next = find("<![CDATA[", from: start), next < end else { return nil }
            limit = next
        }
        guard let itemEnd = itemEnd(from: start, to: limit) else { return nil }
        return bytes[start..<itemEnd].firstRange(of: Array("</\(element)>".utf8))?.lowerBound
    }

    /// Whether an item's or entry's tag begins here.
    private func isItemTag(at position: Int) -> Bool {
        guard bytes[position] == UInt8(ascii: "<") else { return false }
        let start = at(position + 1) == UInt8(ascii: "/") ? position + 2 : position + 1
        for name in ["item", "entry"] as [StaticString] where starts(with: name, at: start) {
            let next = at(start + name.utf8CodeUnitCount)
            if next == UInt8(ascii: ">") || LooseXML.isSpace(next) { return true }
        }
        return false
    }

    /// Where an item or entry ends that does not begin within the range; nil where none does.
    private func itemEnd(from start: Int, to end: Int) -> Int? {
        var position = start
        while position < end {
            if isItemTag(at: position) { return at(position + 1) == UInt8(ascii: "/") && open.contains(where: \.isItem) ? position : nil }
            position += 1
        }
        return nil
    }

    /// Only the internal subset's own entities are read from it.
    private mutating func readDoctype() {
        var position = index + 9
        var isInside = false
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "[") { isInside = true }
            if bytes[position] == UInt8(ascii: "]") { isInside = false }
            if bytes[position] == UInt8(ascii: ">"), !isInside { break }
            // A subset that never ends would hide the document.
            if isInside, bytes[position] == UInt8(ascii: "<"), LooseXML.roots.contains(where: { starts(with: $0, at: position + 1) }) {
                index = position
                return
            }
            if isInside, starts(with: "<!ENTITY", at: position) { position = readEntity(position + 8) }
            position += 1
        }
        index = min(position + 1, bytes.count)
    }

    private static let roots: [StaticString] = ["rss", "feed", "rdf:RDF", "channel", "RSS", "CHANNEL"]

    private mutating func readEntity(_ start: Int) -> Int {
        var position = start
        while LooseXML.isSpace(at(position)) { position += 1 }
        let nameStart = position
        while LooseXML.isName(at(position)) { position += 1 }
        let name = String(decoding: bytes[nameStart..<position], as: UTF8.self)
        while LooseXML.isSpace(at(position)) { position += 1 }
        let quote = at(position)
        guard !name.isEmpty, quote == 0x22 || quote == 0x27 else { return position }
        let valueStart = position + 1
        position = valueStart
        while position < bytes.count, bytes[position] != quote { position += 1 }
        entities.declare(name, Array(bytes[valueStart..<position]))
        return position
    }

    private mutating func readEndTag() {
        let start = index + 2
        var position = start
        while LooseXML.isName(at(position)) { position += 1 }
        let name = String(decoding: bytes[start..<position], as: UTF8.self)
        while position < bytes.count, bytes[position] != UInt8(ascii: ">"), bytes[position] != UInt8(ascii: "<") { position += 1 }
        index = at(position) == UInt8(ascii: ">") ? position + 1 : position
        let lower = name.lowercased()
        if ignored > 0 {
            // An item's own end is believed.
            guard open.last(where: \.isItem)?.lower == lower else { return ignored -= 1 }
        }
        guard openCounts[lower] != nil,
            let match = open.lastIndex(where: { $0.name == name }) ?? open.lastIndex(where: { $0.lower == lower })
        else { return }
        while open.count > match { close() }
    }

    private mutating func close() {
        guard let last = open.popLast() else { return }
        ignored = 0
        if let count = openCounts[last.lower] { openCounts[last.lower] = count > 1 ? count - 1 : nil }
        namespaces.removeLast(namespaces.count - last.scope)
        tree.endElement()
    }

    private mutating func readStartTag() {
        let tagStart = index
        var position = index + 1
        while LooseXML.isName(at(position)) { position += 1 }
        let name = String(decoding: bytes[(index + 1)..<position], as: UTF8.self)
        var attributes: [(String, [UInt8])] = []
        var seen: Set<String> = []
        var isEmpty = false
        while position < bytes.count {
            while LooseXML.isSpace(at(position)) { position += 1 }
            let byte = at(position)
            if byte == UInt8(ascii: ">") || byte == UInt8(ascii: "<") || position >= bytes.count { break }
            if byte == UInt8(ascii: "/") {
                isEmpty = at(position + 1) == UInt8(ascii: ">")
                position += 1
                continue
            }
            isEmpty = false
            guard let attribute = readAttribute(&position) else {
                position += 1
                continue
            }
            if attributes.count < LooseXML.maximumAttributes, seen.insert(attribute.0).inserted { attributes.append(attribute) }
        }
        guard position < bytes.count else {
            isTruncated = true
            index = bytes.count
            return
        }
        if bytes[position] == UInt8(ascii: "<"), attributes.allSatisfy({ $0.1.isEmpty }), position > tagStart + 1 + name.utf8.count {
            // "a <b and <c": no tag at all.
            addText(bytes[tagStart..<position])
            index = position
            return
        }
        index = bytes[position] == UInt8(ascii: ">") ? position + 1 : position
        start(name, attributes, isEmpty: isEmpty)
    }

    private mutating func readAttribute(_ position: inout Int) -> (String, [UInt8])? {
        let nameStart = position
        while position < bytes.count, !LooseXML.isSpace(bytes[position]),
            ![UInt8(ascii: "="), UInt8(ascii: ">"), UInt8(ascii: "/"), UInt8(ascii: "<")].contains(bytes[position])
        { position += 1 }
        guard position > nameStart else { return nil }
        let name = String(decoding: bytes[nameStart..<position], as: UTF8.self)
        var afterSpace = position
        while LooseXML.isSpace(at(afterSpace)) { afterSpace += 1 }
        guard at(afterSpace) == UInt8(ascii: "=") else { return (name, []) }
        position = afterSpace + 1
        while LooseXML.isSpace(at(position)) { position += 1 }
        let quote = at(position)
        let valueStart: Int
        if quote == 0x22 || quote == 0x27 {
            valueStart = position + 1
            position = valueStart
            while position < bytes.count, bytes[position] != quote, !isItemTag(at: position) { position += 1 }
            if position < bytes.count, bytes[position] != quote {
                // The quote was left open: the value ended with the tag.
                let end = bytes[valueStart..<position].firstIndex(of: UInt8(ascii: ">")) ?? position
                position = end
                if end > valueStart, bytes[end - 1] == UInt8(ascii: "/") { position -= 1 }
                return (name, Array(bytes[valueStart..<position]))
            }
        } else {
            valueStart = position
            while position < bytes.count, !LooseXML.isSpace(bytes[position]), bytes[position] != UInt8(ascii: ">") { position += 1 }
        }
        var table = entities
        let value = NamedEntities.decodeReferences(bytes[valueStart..<min(position, bytes.count)]) { table.value(of: $0) }
        entities = table
        if quote == 0x22 || quote == 0x27 { position = min(position + 1, bytes.count) }
        return (name, value.filter { $0 >= 0x20 || LooseXML.isSpace($0) })
    }

    private static let holders: Set<LocalName> = [.rss, .rdf, .feed, .channel, .items]
    private static let emptyInHTML: Set<String> = ["br", "img", "hr", "wbr", "input"]

    private mutating func start(_ name: String, _ attributes: [(String, [UInt8])], isEmpty: Bool) {
        var declared: [(prefix: String, uri: String)] = []
        for (attribute, value) in attributes {
            if attribute == "xmlns" { declared.append(("", String(decoding: value, as: UTF8.self))) }
            if attribute.hasPrefix("xmlns:") { declared.append((String(attribute.dropFirst(6)), String(decoding: value, as: UTF8.self))) }
        }
        declared = Array(declared.prefix(max(0, LooseXML.maximumNamespaces - namespaces.count)))
        namespaces += declared
        let qualified = resolve(name, isAttribute: false)
        namespaces.removeLast(declared.count)
        if qualified.isItem {
            // It ends the item before it, or what was left open of the feed's own description.
            let place = open.lastIndex(where: \.isItem) ?? open.lastIndex(where: \.holdsItems).map { $0 + 1 }
            if let place { while open.count > place { close() } }
        }
        let isVoid = isEmpty || LooseXML.emptyInHTML.contains(name.lowercased())
        guard open.count < maximumDepth else {
            if !isVoid { ignored += 1 }
            return
        }
        let scope = namespaces.count
        namespaces += declared
        let lower = name.lowercased()
        open.append((name, lower, qualified.isItem, LooseXML.holders.contains(qualified.local), scope))
        openCounts[lower, default: 0] += 1
        tree.startElement(intern(qualified))
        for (attribute, value) in attributes where attribute != "xmlns" && !attribute.hasPrefix("xmlns:") {
            tree.addAttribute(intern(resolve(attribute, isAttribute: true)), value)
        }
        if isVoid { close() }
    }

    private func resolve(_ name: String, isAttribute: Bool) -> QualifiedName {
        guard let colon = name.firstIndex(of: ":"), colon != name.startIndex else {
            let uri = isAttribute ? nil : namespaces.last { $0.prefix.isEmpty }?.uri
            return QualifiedName(local: name, prefix: nil, namespace: uri)
        }
        let prefix = String(name[..<colon])
        return QualifiedName(
            local: String(name[name.index(after: colon)...]), prefix: prefix, namespace: namespaces.last { $0.prefix == prefix }?.uri)
    }

    private mutating func intern(_ name: QualifiedName) -> Int32 {
        let key = name.text + " " + name.namespace
        if let known = names[key] { return known }
        let index = tree.addName(name)
        names[key] = index
        return index
    }
}
