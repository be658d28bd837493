extension HTMLDocument {
    /// Of each node what it is. For readers that go over a whole document more than once.
    public var allTags: [HTMLTag] { records.map(\.tag) }

    /// Of each node the index of its parent; of the root -1.
    public var allParents: [Int32] { records.map(\.parent) }

    /// Of each node the index after its last descendant.
    public var allEnds: [Int32] { records.map(\.end) }

    /// The bytes of the text at an index; of an element, none.
    public func textBytes(at index: Int) -> ArraySlice<UInt8> {
        guard records.indices.contains(index), records[index].tag == .text else { return [] }
        return bytes[Int(records[index].start)..<Int(records[index].start + records[index].count)]
    }

    /// Calls for each attribute of an element that names it: `class`, `id`, `role`, `itemprop`, `data-testid`, `data-component`.
    public func eachName(of index: Int, _ body: (ArraySlice<UInt8>) -> Void) {
        guard records.indices.contains(index), records[index].tag != .text else { return }
        let record = records[index]
        for entry in attributes[Int(record.attributes)..<Int(record.attributes + record.count)] where entry.count > 0 {
            switch entry.attribute {
            case .class, .id, .role, .itemprop: break
            case .other:
                let name = names[Int(entry.name)]
                guard name.hasPrefix("data-"), HTMLDocument.dataNames.contains(name) else { continue }
            default: continue
            }
            body(bytes[Int(entry.start)..<Int(entry.start + entry.count)])
        }
    }

    private static let dataNames: Set<String> = ["data-testid", "data-test-id", "data-test", "data-qa", "data-component"]

    /// Whether an element has a class of this name.
    ///
    /// - Complexity: That of a search in memory where the name stands nowhere in the document, else O(bytes of the names).
    public func hasClass(_ name: String) -> Bool {
        let wanted = Array(name.utf8)
        let isThere = bytes.withUnsafeBufferPointer { bytes in wanted.withUnsafeBufferPointer { bytes.holds($0) } }
        return isThere
            && attributes.contains { entry in
                entry.attribute == .class
                    && bytes[Int(entry.start)..<Int(entry.start + entry.count)].split(whereSeparator: HTMLDocument.isSpace).contains {
                        $0.elementsEqual(wanted)
                    }
            }
    }

    /// ASCII white space, which parts the names of a class (HTML Living Standard, section 2.3.7).
    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0C || byte == 0x0D }
}
