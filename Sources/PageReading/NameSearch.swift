/// Finds words within the names of elements, wherever in a name they stand: in the bytes, since it is asked of every element of a page.
struct NameSearch: Sendable {
    /// The words by their first letter.
    private var words: [UInt8: [[UInt8]]] = [:]

    /// - Parameter words: ASCII, in lower case.
    init(_ words: [String]) {
        for word in words.map({ Array($0.utf8) }) {
            if let first = word.first { self.words[first, default: []].append(word) }
        }
        firsts = (0..<256).map { self.words[UInt8($0)] != nil }
    }

    private var firsts: [Bool] = []

    /// Whether one of the words stands in the names, in capitals or not.
    func isFound(in names: ArraySlice<UInt8>?) -> Bool {
        guard let names else { return false }
        return names.withUnsafeBufferPointer { bytes in
            for start in bytes.indices {
                let first = NameSearch.lower(bytes[start])
                guard firsts[Int(first)], let candidates = words[first] else { continue }
                for word in candidates where start + word.count <= bytes.count {
                    if word.indices.allSatisfy({ NameSearch.lower(bytes[start + $0]) == word[$0] }) { return true }
                }
            }
            return false
        }
    }

    private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }
}
