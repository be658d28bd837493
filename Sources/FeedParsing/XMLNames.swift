import Glibc
import Markup

/// The names of a document's elements and attributes, each made once, and the namespaces in force where they stand.
struct XMLNames {
    /// Where the same prefixes mean the same.
    struct Scope: Equatable {
        fileprivate var number: Int32 = 0
        fileprivate var namespaces = 0
    }

    private let source: UnsafeBufferPointer<UInt8>
    private(set) var scope = Scope()
    /// A scope has one number wherever it is declared anew: many a feed does that in each entry.
    private var scopes: [Declaration: Int32] = [:]
    /// Innermost last. No namespace for an empty URI.
    private var namespaces: [(prefix: String, uri: String)] = []
    private(set) var all: [QualifiedName] = []
    private var indices: [String: Int32] = [:]
    /// Names that were met of late, by where one stands in the source: most names of a document are a dozen, again and again.
    private var recent = [Recent](repeating: Recent(), count: 256)

    private struct Recent {
        var start = 0
        var count = 0
        var kind: Int32 = -1
        var index: Int32 = 0
    }

    private struct Declaration: Hashable {
        let outer: Int32
        let prefix: String
        let uri: String
    }

    /// More in force at once are not plain: all are looked through for a name.
    private static let maximumNamespaces = 256
    private static let maximumScopes = 1 << 20

    init(_ source: UnsafeBufferPointer<UInt8>) { self.source = source }

    /// Where a name of ASCII letters, figures, `-`, `.`, `_` and `:` ends that begins at `start`; `start` where none does.
    @inline(__always)
    func end(of start: Int) -> Int {
        guard start < source.count, XMLNames.isLetter(source[start]) else { return start }
        var position = start + 1
        while position < source.count, XMLNames.isLetter(source[position]) || XMLNames.isFigure(source[position]) { position += 1 }
        return position
    }

    @inline(__always)
    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 || byte == 0x5F }
    /// Figures, `:`, `-` and `.`.
    @inline(__always)
    private static func isFigure(_ byte: UInt8) -> Bool { byte &- 0x30 < 11 || byte &- 0x2D < 2 }

    private func text(_ range: Range<Int>) -> String { String(decoding: UnsafeBufferPointer(rebasing: source[range]), as: UTF8.self) }

    /// The number of an element's name.
    @inline(__always)
    mutating func element(_ range: Range<Int>) throws(PlainXML.NotPlain) -> Int32 { try number(of: range, isAttribute: false) }

    /// The number of an attribute's name. Without a prefix it has no namespace.
    @inline(__always)
    mutating func attribute(_ range: Range<Int>) throws(PlainXML.NotPlain) -> Int32 { try number(of: range, isAttribute: true) }

    @inline(__always)
    private mutating func number(of range: Range<Int>, isAttribute: Bool) throws(PlainXML.NotPlain) -> Int32 {
        let kind = scope.number << 1 | (isAttribute ? 1 : 0)
        let count = range.count
        let (first, middle, last) = (source[range.lowerBound], source[range.lowerBound + count / 2], source[range.upperBound - 1])
        let slot = (Int(first) &* 31 &+ Int(middle) &* 17 &+ Int(last) &* 7 &+ count &* 3 &+ Int(kind)) & 255
        let known = recent[slot]
        if known.kind == kind, known.count == count, let base = source.baseAddress,
            memcmp(base + known.start, base + range.lowerBound, count) == 0
        {
            return known.index
        }
        let index = try makeNumber(of: range, isAttribute: isAttribute)
        recent[slot] = Recent(start: range.lowerBound, count: count, kind: kind, index: index)
        return index
    }

    private mutating func makeNumber(of range: Range<Int>, isAttribute: Bool) throws(PlainXML.NotPlain) -> Int32 {
        let (prefix, local) = try parts(of: range)
        let namespace = prefix == nil && isAttribute ? nil : uri(of: prefix ?? "")
        let key = "\(prefix ?? ""):\(local) \(namespace ?? "")"
        if let known = indices[key] { return known }
        let index = Int32(truncatingIfNeeded: all.count)
        all.append(QualifiedName(local: local, prefix: prefix, namespace: namespace))
        indices[key] = index
        return index
    }

    private func parts(of range: Range<Int>) throws(PlainXML.NotPlain) -> (prefix: String?, local: String) {
        guard let colon = source[range].firstIndex(of: UInt8(ascii: ":")) else { return (nil, text(range)) }
        let local = (colon + 1)..<range.upperBound
        guard !local.isEmpty, XMLNames.isLetter(source[local.lowerBound]), !source[local].contains(UInt8(ascii: ":")) else {
            throw PlainXML.NotPlain()
        }
        return (text(range.lowerBound..<colon), text(local))
    }

    private func uri(of prefix: String) -> String? {
        if prefix == "xml" { return "http://www.w3.org/XML/1998/namespace" }
        return namespaces.last { $0.prefix == prefix }.flatMap { $0.uri.isEmpty ? nil : $0.uri }
    }

    // MARK: Namespaces

    /// Takes the declaration of a namespace by a tag that stands in the scope `outer`; false where the attribute is none.
    @inline(__always)
    mutating func declare(_ name: Range<Int>, value: Range<Int>, isLiteral: Bool, outer: Scope) throws(PlainXML.NotPlain) -> Bool {
        guard name.count >= 5, source[name.lowerBound] == UInt8(ascii: "x"), source[name.lowerBound + 4] == UInt8(ascii: "s") else {
            return false
        }
        return try declareNamespace(name, value, isLiteral, outer)
    }

    private mutating func declareNamespace(
        _ name: Range<Int>, _ value: Range<Int>, _ isLiteral: Bool, _ outer: Scope
    ) throws(PlainXML.NotPlain) -> Bool {
        let attribute = text(name)
        guard attribute == "xmlns" || attribute.hasPrefix("xmlns:") else { return false }
        let prefix = attribute == "xmlns" ? "" : try parts(of: name).local
        guard isLiteral, prefix != "xml", prefix != "xmlns", prefix.isEmpty || !value.isEmpty,
            namespaces.count < XMLNames.maximumNamespaces
        else { throw PlainXML.NotPlain() }
        if scope != outer, namespaces[outer.namespaces...].contains(where: { $0.prefix == prefix }) { throw PlainXML.NotPlain() }
        let declaration = Declaration(outer: scope.number, prefix: prefix, uri: text(value))
        namespaces.append((prefix, declaration.uri))
        if let known = scopes[declaration] {
            scope.number = known
        } else {
            guard scopes.count < XMLNames.maximumScopes else { throw PlainXML.NotPlain() }
            scope.number = Int32(truncatingIfNeeded: scopes.count + 1)
            scopes[declaration] = scope.number
        }
        scope.namespaces = namespaces.count
        return true
    }

    /// Ends what was declared since.
    @inline(__always)
    mutating func leave(to outer: Scope) {
        guard outer != scope else { return }
        namespaces.removeLast(namespaces.count - outer.namespaces)
        scope = outer
    }
}
