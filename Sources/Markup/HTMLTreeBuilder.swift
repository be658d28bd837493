import CXML2

/// Turns the events of libxml2's HTML 4 parser into the tree a browser of today would build, nearly.
///
/// libxml2 reads tags, attributes, character references and raw text; which element stands in which is decided here: `article` and its
/// like close a `p`, `source`, `track` and `wbr` are empty, what follows `</body>` belongs to the body, and the content of `template`,
/// `iframe` and their like is none.
struct HTMLTreeBuilder {
    private(set) var records: [HTMLRecord] = []
    private(set) var attributes: [HTMLAttributeRecord] = []
    private(set) var bytes: [UInt8] = []
    private(set) var names: [String] = []
    private(set) var isTruncated = false

    /// The parser whose events these are.
    var parser: htmlParserCtxtPtr?

    private let limits: HTMLLimits
    private typealias Name = (index: UInt32, tag: HTMLTag, attribute: HTMLAttribute)
    private var nameIndexes: [UnsafePointer<xmlChar>: Name] = [:]
    /// The names that came last, by a part of their address.
    private var recentNames: [(address: UnsafePointer<xmlChar>, name: Name)?] = Array(repeating: nil, count: 256)
    /// The open elements, outermost first; the first is `html`.
    private var open: [Int32] = []
    /// What the parser believes is open: for each of its starts the element it became, or nothing.
    private var started: [Started] = []
    /// How many elements whose content is dropped are open.
    private var hiding = 0
    private var body: Int32 = -1
    private var head: Int32 = -1

    private struct Started {
        var name: UnsafePointer<xmlChar>
        var record: Int32
        var hides = false
    }

    init(limits: HTMLLimits, expectedBytes: Int) {
        self.limits = limits
        bytes.reserveCapacity(expectedBytes)
        records.reserveCapacity(expectedBytes / 40 + 8)
        attributes.reserveCapacity(expectedBytes / 60 + 8)
        names.append("html")
        records.append(HTMLRecord(tag: .html, depth: 0, parent: -1, end: 1, start: 0, count: 0, attributes: 0))
        open.append(0)
    }

    /// Closes what is open.
    mutating func finish() {
        while open.count > 1 { close() }
        if !records.isEmpty { records[0].end = Int32(records.count) }
    }

    // MARK: Events

    mutating func start(_ name: UnsafePointer<xmlChar>, _ values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?) {
        if forgetsDeepName() { return }
        let (index, tag, _) = identify(name)
        guard hiding == 0, records.count < limits.maximumNodes else {
            if hiding == 0 { isTruncated = true }
            started.append(Started(name: name, record: -1))
            return
        }
        switch tag {
        case .html:
            if records[0].count == 0 { read(values, into: 0) }
            started.append(Started(name: name, record: -1))
            return
        case .head:
            if head < 0 && body < 0 { head = append(.head, index, values) }
            started.append(Started(name: name, record: head))
            return
        case .body, .frameset:
            if body < 0 { openBody(index, values) }
            started.append(Started(name: name, record: -1))
            return
        default: break
        }
        place(tag)
        if tag.closesParagraph { closeParagraph() }
        let hides = tag.hidesContent && !isShadowRoot(tag, values)
        guard open.count < limits.maximumDepth || tag.isVoid else {
            if hides { hiding += 1 }
            started.append(Started(name: name, record: -1, hides: hides))
            return
        }
        let record = append(tag, index, values)
        if tag.isVoid { close() }
        if hides { hiding += 1 }
        started.append(Started(name: name, record: tag.isVoid ? -1 : record, hides: hides))
    }

    /// Takes an element off the parser's own stack where it stands too deep; each end tag is compared with the whole of that stack.
    private mutating func forgetsDeepName() -> Bool {
        guard let parser, parser.pointee.nameNr > Int32(limits.maximumDepth) + 8, let table = parser.pointee.nameTab else { return false }
        parser.pointee.nameNr -= 1
        parser.pointee.name = table[Int(parser.pointee.nameNr) - 1]
        return true
    }

    mutating func end(_ name: UnsafePointer<xmlChar>) {
        guard let last = started.lastIndex(where: { $0.name == name }) else { return }
        while started.count > last, let entry = started.popLast() {
            if entry.hides { hiding -= 1 }
            if entry.record > 0, open.contains(entry.record) {
                while let top = open.last, top != 0 {
                    close()
                    if top == entry.record { break }
                }
            }
        }
    }

    mutating func characters(_ text: UnsafePointer<xmlChar>, _ count: Int) {
        guard hiding == 0, count > 0 else { return }
        let run = UnsafeBufferPointer(start: text, count: count)
        let parent = open.last ?? 0
        if parent == 0 || parent == head {
            if run.allSatisfy({ $0 <= 0x20 }) { return }
            place(.text)
        }
        append(text: run)
    }

    /// The content of `script` and `style`. Only data is kept, no program.
    mutating func rawText(_ text: UnsafePointer<xmlChar>, _ count: Int) {
        guard count > 0, let parent = open.last, hiding == 0 else { return }
        if records[Int(parent)].tag == .script && !isData(script: Int(parent)) { return }
        append(text: UnsafeBufferPointer(start: text, count: count))
    }

    // MARK: The tree

    private mutating func append(text run: UnsafeBufferPointer<xmlChar>) {
        let parent = open.last ?? 0
        let last = records.count - 1
        if records[last].tag == .text, records[last].parent == parent, Int(records[last].start + records[last].count) == bytes.count {
            records[last].count += UInt32(run.count)
        } else {
            guard records.count < limits.maximumNodes else {
                isTruncated = true
                return
            }
            records.append(
                HTMLRecord(
                    tag: .text, depth: UInt16(open.count), parent: parent, end: Int32(records.count + 1), start: UInt32(bytes.count),
                    count: UInt32(run.count), attributes: 0))
        }
        bytes.append(contentsOf: run)
    }

    private mutating func append(_ tag: HTMLTag, _ name: UInt32, _ values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?) -> Int32 {
        let index = Int32(records.count)
        records.append(
            HTMLRecord(
                tag: tag, depth: UInt16(open.count), parent: open.last ?? 0, end: index + 1, start: name, count: 0,
                attributes: UInt32(attributes.count)))
        read(values, into: Int(index))
        open.append(index)
        return index
    }

    private mutating func close() {
        guard open.count > 1, let top = open.popLast() else { return }
        records[Int(top)].end = Int32(records.count)
    }

    private mutating func openBody(_ name: UInt32, _ values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?) {
        while open.count > 1 { close() }
        body = append(.body, name, values)
    }

    /// Sees that there is a head or a body for what comes.
    private mutating func place(_ tag: HTMLTag) {
        guard let top = open.last, top == 0 || top == head else { return }
        if body < 0 && tag.belongsToHead && tag != .text {
            if head < 0 { head = append(.head, intern("head"), nil) }
            return
        }
        if body < 0 { openBody(intern("body"), nil) }
    }

    private mutating func closeParagraph() {
        var index = open.count - 1
        while index > 0 {
            let tag = records[Int(open[index])].tag
            if tag == .p {
                while open.count > index { close() }
                return
            }
            if tag.boundsParagraphScope { return }
            index -= 1
        }
    }

    // MARK: Names and attributes

    private mutating func intern(_ name: String) -> UInt32 {
        if let index = names.firstIndex(of: name) { return UInt32(index) }
        names.append(name)
        return UInt32(names.count - 1)
    }

    /// The parser gives every name the same address each time it occurs.
    private mutating func identify(_ name: UnsafePointer<xmlChar>) -> Name {
        let place = (Int(bitPattern: name) ^ Int(bitPattern: name) >> 8) & 255
        if let recent = recentNames[place], recent.address == name { return recent.name }
        let found = lookUp(name)
        recentNames[place] = (name, found)
        return found
    }

    private mutating func lookUp(_ name: UnsafePointer<xmlChar>) -> Name {
        if let known = nameIndexes[name] { return known }
        let text = String(cString: name)
        names.append(text)
        let found = (index: UInt32(names.count - 1), tag: HTMLTag(name: text), attribute: HTMLAttribute(name: text))
        nameIndexes[name] = found
        return found
    }

    private mutating func read(_ values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, into record: Int) {
        guard let values else { return }
        records[record].attributes = UInt32(attributes.count)
        var position = 0
        while let name = values[position], position < limits.maximumAttributes * 2 {
            let (index, _, attribute) = identify(name)
            let start = UInt32(bytes.count)
            if let value = values[position + 1] {
                bytes.append(contentsOf: UnsafeBufferPointer(start: value, count: Int(xmlStrlen(value))))
            }
            attributes.append(
                HTMLAttributeRecord(attribute: attribute, name: index, start: start, count: UInt32(bytes.count) - start))
            position += 2
        }
        records[record].count = UInt32(position / 2)
    }

    private mutating func value(_ wanted: String, _ values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?) -> String? {
        guard let values else { return nil }
        var position = 0
        while let name = values[position] {
            let index = Int(identify(name).index)
            if names[index] == wanted { return values[position + 1].map { String(cString: $0) } ?? "" }
            position += 2
        }
        return nil
    }

    private mutating func isShadowRoot(_ tag: HTMLTag, _ values: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?) -> Bool {
        tag == .template && value("shadowrootmode", values) != nil
    }

    private func isData(script: Int) -> Bool {
        let record = records[script]
        for attribute in attributes[Int(record.attributes)..<Int(record.attributes + record.count)] where attribute.attribute == .type {
            let type = bytes[Int(attribute.start)..<Int(attribute.start + attribute.count)]
            return type.indices.contains { place in
                place + 4 <= type.endIndex && zip(type[place..<place + 4], "json".utf8).allSatisfy { $0 | 0x20 == $1 }
            }
        }
        return false
    }
}
