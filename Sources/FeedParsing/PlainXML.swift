import Glibc
import Markup

/// The XML that nearly all feeds are written in, in one pass over its bytes: elements, attributes, text, CDATA, comments and references.
///
/// It gives up at whatever else there is (a document type, names beyond ASCII, anything that is not well-formed) and leaves the document to
/// ``StrictXML``, which knows all of XML. So it is small, and what it accepts becomes the same tree.
///
/// Why it stands before libxml2: that alone takes a third more than the time in which a whole feed is to be read (`make bench PART=feeds`).
struct PlainXML {
    /// Something that is not plain.
    struct NotPlain: Error {}

    /// The document, whose text is decoded where it stands: nothing becomes longer than it was written.
    private let source: UnsafeMutableBufferPointer<UInt8>
    private var index = 0
    private var nodes: [DocumentTree.Node] = []
    private var attributes: [DocumentTree.Attribute] = []
    private var names: XMLNames
    /// The element that is being read.
    private var current: Int32 = -1
    /// The elements that are open: where their names stand.
    private var open: [(name: Range<Int>, scope: XMLNames.Scope)] = []
    /// Of the tag that is being read.
    private var pending: [(name: Range<Int>, value: Range<Int>, isLiteral: Bool)] = []
    private let limits: FeedLimits
    /// More in one tag are not plain: each is compared with all before it.
    private static let maximumAttributes = 64
    /// Longer values are left out, as ``TreeBuilder`` does.
    private static let maximumValueBytes = 1 << 20

    private init(_ source: UnsafeMutableBufferPointer<UInt8>, limits: FeedLimits) {
        self.source = source
        self.limits = limits
        names = XMLNames(UnsafeBufferPointer(source))
        nodes.reserveCapacity(source.count / 64)
    }

    /// The tree of a document in UTF-8 whose declaration is cut off; nil where it is not plain.
    static func read(_ bytes: ArraySlice<UInt8>, limits: FeedLimits) -> DocumentTree? {
        guard bytes.count < Int(Int32.max) else { return nil }
        var text = XMLCharacters.normalizedLines(bytes)
        let reader = text.withUnsafeMutableBufferPointer { source -> PlainXML? in
            guard XMLCharacters.areAllowed(UnsafeBufferPointer(source)) else { return nil }
            var reader = PlainXML(source, limits: limits)
            do throws(NotPlain) {
                try reader.parse()
            } catch {
                return nil
            }
            return reader
        }
        return reader.map { DocumentTree(nodes: $0.nodes, attributes: $0.attributes, bytes: text, names: $0.names.all) }
    }

    private mutating func parse() throws(NotPlain) {
        try skipMiscellaneous()
        try readStartTag()
        while !open.isEmpty {
            try readText()
            switch at(index + 1) {
            case UInt8(ascii: "/"): try readEndTag()
            case UInt8(ascii: "?"): try skipInstruction()
            case UInt8(ascii: "!") where at(index + 2) == UInt8(ascii: "["): try readCDATA()
            case UInt8(ascii: "!"): try skipComment()
            default: try readStartTag()
            }
        }
        try skipMiscellaneous()
        guard index == source.count else { throw NotPlain() }
    }

    /// A byte of the document; 0, which no document holds, behind its end.
    @inline(__always)
    private func at(_ position: Int) -> UInt8 { position < source.count ? source[position] : 0 }

    private func find(_ byte: UInt8, from start: Int, to end: Int) -> Int? {
        guard start < end, let base = source.baseAddress, let found = memchr(base + start, CInt(byte), end - start) else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    /// Where a run of two equal bytes stands.
    private func findPair(_ byte: UInt8, from start: Int, to end: Int) -> Int? {
        var position = start
        while let found = find(byte, from: position, to: end - 1) {
            if source[found + 1] == byte { return found }
            position = found + 1
        }
        return nil
    }

    private func slice(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: UnsafeBufferPointer(source)[range.clamped(to: 0..<source.count)])
    }

    /// Moves bytes towards the beginning; comes back with where they end.
    @inline(__always)
    private func move(_ range: Range<Int>, to target: Int) -> Int {
        guard target < range.lowerBound, target >= 0, range.upperBound <= source.count, let base = source.baseAddress else {
            return range.upperBound
        }
        memmove(base + target, base + range.lowerBound, range.count)
        return target + range.count
    }

    @inline(__always)
    private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 }

    @inline(__always)
    private func endOfSpace(from start: Int) -> Int {
        var position = start
        while isSpace(at(position)) { position += 1 }
        return position
    }

    // MARK: What is passed over

    /// White space, comments and processing instructions, as they may stand around the outermost element.
    private mutating func skipMiscellaneous() throws(NotPlain) {
        while true {
            index = endOfSpace(from: index)
            guard at(index) == UInt8(ascii: "<") else { return }
            switch at(index + 1) {
            case UInt8(ascii: "?"): try skipInstruction()
            case UInt8(ascii: "!"): try skipComment()
            default: return
            }
        }
    }

    private mutating func skipComment() throws(NotPlain) {
        guard at(index + 2) == UInt8(ascii: "-"), at(index + 3) == UInt8(ascii: "-"),
            let end = findPair(UInt8(ascii: "-"), from: index + 4, to: source.count), at(end + 2) == UInt8(ascii: ">")
        else { throw NotPlain() }
        index = end + 3
    }

    private mutating func skipInstruction() throws(NotPlain) {
        let target = (index + 2)..<names.end(of: index + 2)
        // A second XML declaration is an error.
        guard !target.isEmpty, source[target.lowerBound] | 0x20 != UInt8(ascii: "x") || target.count != 3,
            isSpace(at(target.upperBound)) || at(target.upperBound) == UInt8(ascii: "?") && at(target.upperBound + 1) == UInt8(ascii: ">")
        else { throw NotPlain() }
        var position = target.upperBound
        while let mark = find(UInt8(ascii: "?"), from: position, to: source.count) {
            if at(mark + 1) == UInt8(ascii: ">") {
                index = mark + 2
                return
            }
            position = mark + 1
        }
        throw NotPlain()
    }

    // MARK: Tags

    private mutating func readStartTag() throws(NotPlain) {
        guard at(index) == UInt8(ascii: "<"), open.count < limits.maximumDepth else { throw NotPlain() }
        let name = (index + 1)..<names.end(of: index + 1)
        guard !name.isEmpty else { throw NotPlain() }
        index = name.upperBound
        let scope = names.scope
        pending.removeAll(keepingCapacity: true)
        while true {
            let next = endOfSpace(from: index)
            let byte = at(next)
            if byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") {
                index = next
                break
            }
            // White space parts attributes.
            guard next > index else { throw NotPlain() }
            index = next
            try readAttribute(outer: scope)
        }
        try startElement(try names.element(name))
        for attribute in pending { try addAttribute(attribute) }
        if at(index) == UInt8(ascii: ">") {
            open.append((name, scope))
            index += 1
        } else {
            guard at(index + 1) == UInt8(ascii: ">") else { throw NotPlain() }
            endElement()
            names.leave(to: scope)
            index += 2
            if open.isEmpty { return }
        }
    }

    private mutating func readEndTag() throws(NotPlain) {
        guard let last = open.popLast() else { throw NotPlain() }
        let count = last.name.count
        guard index + 2 + count < source.count, let base = source.baseAddress,
            memcmp(base + index + 2, base + last.name.lowerBound, count) == 0
        else { throw NotPlain() }
        index = endOfSpace(from: index + 2 + count)
        guard at(index) == UInt8(ascii: ">") else { throw NotPlain() }
        index += 1
        names.leave(to: last.scope)
        endElement()
    }

    /// Notes an attribute, or what is declared by it.
    private mutating func readAttribute(outer: XMLNames.Scope) throws(NotPlain) {
        let name = index..<names.end(of: index)
        guard !name.isEmpty, pending.count < PlainXML.maximumAttributes else { throw NotPlain() }
        var position = endOfSpace(from: name.upperBound)
        guard at(position) == UInt8(ascii: "=") else { throw NotPlain() }
        position = endOfSpace(from: position + 1)
        let quote = at(position)
        guard quote == 0x22 || quote == 0x27 else { throw NotPlain() }
        position += 1
        let start = position
        var isLiteral = true
        while position < source.count, source[position] != quote {
            let byte = source[position]
            if byte == UInt8(ascii: "<") { throw NotPlain() }
            if byte == UInt8(ascii: "&") || byte < 0x20 { isLiteral = false }
            position += 1
        }
        guard position < source.count else { throw NotPlain() }
        index = position + 1
        if try names.declare(name, value: start..<position, isLiteral: isLiteral, outer: outer) { return }
        for other in pending where other.name.count == name.count && slice(other.name).elementsEqual(slice(name)) { throw NotPlain() }
        pending.append((name, start..<position, isLiteral))
    }

    // MARK: Text

    /// Text up to the next markup.
    private mutating func readText() throws(NotPlain) {
        let start = index
        // Most text is the white space between two tags: no call for that.
        let near = min(source.count, start + 24)
        var end = start
        while end < near, source[end] != UInt8(ascii: "<") { end += 1 }
        if end == near {
            guard let found = find(UInt8(ascii: "<"), from: end, to: source.count) else { throw NotPlain() }
            end = found
        }
        guard end > start else { return }
        index = end
        // `]]>` is not allowed in text (XML 1.0 section 2.4).
        var position = start
        while let pair = findPair(UInt8(ascii: "]"), from: position, to: end) {
            if at(pair + 2) == UInt8(ascii: ">") { throw NotPlain() }
            position = pair + 1
        }
        var written = start
        position = start
        while let ampersand = find(UInt8(ascii: "&"), from: position, to: end) {
            written = move(position..<ampersand, to: written)
            position = try decodeReference(at: ampersand, to: end, &written)
        }
        try addText(start..<move(position..<end, to: written))
    }

    private mutating func readCDATA() throws(NotPlain) {
        let start = index + 9
        guard start <= source.count, slice((index + 3)..<start).elementsEqual("CDATA[".utf8) else { throw NotPlain() }
        var position = start
        while let end = findPair(UInt8(ascii: "]"), from: position, to: source.count) {
            if at(end + 2) == UInt8(ascii: ">") {
                // A section within a section: the first was left open, or is a text about XML. LooseXML tells.
                guard !XMLCharacters.holdsSection(slice(start..<end)) else { throw NotPlain() }
                if end > start { try addText(start..<end) }
                index = end + 3
                return
            }
            position = end + 1
        }
        throw NotPlain()
    }

    /// An attribute's value with its references resolved, and its white space as spaces (XML 1.0 section 3.3.3), where it stands.
    private func normalized(_ range: Range<Int>) throws(NotPlain) -> Range<Int> {
        var (position, written) = (range.lowerBound, range.lowerBound)
        while position < range.upperBound {
            let byte = at(position)
            if byte == UInt8(ascii: "&") {
                position = try decodeReference(at: position, to: range.upperBound, &written)
            } else {
                write(max(byte, 0x20), at: &written)
                position += 1
            }
        }
        return range.lowerBound..<written
    }

    @inline(__always)
    private func write(_ byte: UInt8, at position: inout Int) {
        guard position < source.count else { return }
        source[position] = byte
        position += 1
    }

    /// Writes what a reference stands for where the text before it ends, and comes back with where the reference ends.
    @inline(__always)
    private func decodeReference(at ampersand: Int, to limit: Int, _ written: inout Int) throws(NotPlain) -> Int {
        let (first, second) = (at(ampersand + 1), at(ampersand + 2))
        if second == UInt8(ascii: "t"), first == UInt8(ascii: "l") || first == UInt8(ascii: "g"), at(ampersand + 3) == UInt8(ascii: ";") {
            write(first == UInt8(ascii: "l") ? UInt8(ascii: "<") : UInt8(ascii: ">"), at: &written)
            return ampersand + 4
        }
        if first == UInt8(ascii: "a"), second == UInt8(ascii: "m"), at(ampersand + 3) == UInt8(ascii: "p"),
            at(ampersand + 4) == UInt8(ascii: ";")
        {
            write(UInt8(ascii: "&"), at: &written)
            return ampersand + 5
        }
        return try decodeOtherReference(at: ampersand, to: limit, &written)
    }

    private func decodeOtherReference(at ampersand: Int, to limit: Int, _ written: inout Int) throws(NotPlain) -> Int {
        let end = min(limit, ampersand + 1 + XMLReference.maximumLength)
        // The two entities of HTML that are longer than their names are not plain.
        guard let reference = XMLReference(slice((ampersand + 1)..<end)), reference.count <= reference.length + 1 else { throw NotPlain() }
        for place in 0..<reference.count { write(reference.byte(at: place), at: &written) }
        return ampersand + 1 + reference.length
    }

    // MARK: The tree

    private mutating func startElement(_ name: Int32) throws(NotPlain) {
        let count = Int32(truncatingIfNeeded: attributes.count)
        current = try append(DocumentTree.Node(name: name, parent: current, start: count, end: count))
    }

    private mutating func endElement() { current = nodes[Int(current)].parent }

    private mutating func addAttribute(_ attribute: (name: Range<Int>, value: Range<Int>, isLiteral: Bool)) throws(NotPlain) {
        let name = try names.attribute(attribute.name)
        let value = attribute.isLiteral ? attribute.value : try normalized(attribute.value)
        guard value.count < PlainXML.maximumValueBytes else { return }
        attributes.append(
            DocumentTree.Attribute(name: name, start: PlainXML.place(value.lowerBound), end: PlainXML.place(value.upperBound)))
        nodes[Int(current)].end = Int32(truncatingIfNeeded: attributes.count)
    }

    /// Adds text to the element that is being read, joined to what stands right before it.
    private mutating func addText(_ range: Range<Int>) throws(NotPlain) {
        let last = nodes[Int(current)].lastChild
        if last >= 0, nodes[Int(last)].name == -1 {
            nodes[Int(last)].end = PlainXML.place(move(range, to: Int(nodes[Int(last)].end)))
        } else {
            _ = try append(
                DocumentTree.Node(
                    name: -1, parent: current, start: PlainXML.place(range.lowerBound), end: PlainXML.place(range.upperBound)))
        }
    }

    private mutating func append(_ node: DocumentTree.Node) throws(NotPlain) -> Int32 {
        guard nodes.count < limits.maximumNodes else { throw NotPlain() }
        return nodes.link(node)
    }

    /// No document is longer than 2 GiB.
    @inline(__always)
    private static func place(_ position: Int) -> Int32 { Int32(truncatingIfNeeded: position) }
}
