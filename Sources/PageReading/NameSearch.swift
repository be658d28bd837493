/// Finds words within the names of elements, wherever in a name they stand: in the bytes, since it is asked of every element of a page.
struct NameSearch: Sendable {
    /// The words in groups of one first letter; the first group has none.
    private var groups: [[[UInt8]]] = [[]]
    /// Of each byte the group of the words that begin with it.
    private var groupOf = [UInt8](repeating: 0, count: 256)

    /// - Parameter words: ASCII, in lower case.
    init(_ words: [String]) {
        for word in words.map({ Array($0.utf8) }) {
            guard let first = word.first else { continue }
            if groupOf[Int(first)] == 0 {
                groupOf[Int(first)] = UInt8(groups.count)
                if (0x61...0x7A).contains(first) { groupOf[Int(first & ~0x20)] = UInt8(groups.count) }
                groups.append([])
            }
            groups[Int(groupOf[Int(first)])].append(word)
        }
    }

    /// Whether one of the words stands in the names, in capitals or not.
    func isFound(in names: ArraySlice<UInt8>?) -> Bool {
        guard let names else { return false }
        return names.withUnsafeBufferPointer { bytes in
            groupOf.withUnsafeBufferPointer { groupOf in
                for start in bytes.indices {
                    let group = groupOf[Int(bytes[start])]
                    guard group != 0 else { continue }
                    for word in groups[Int(group)] where start + word.count <= bytes.count {
                        if word.indices.allSatisfy({ NameSearch.lower(bytes[start + $0]) == word[$0] }) { return true }
                    }
                }
                return false
            }
        }
    }

    private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
