import Markup

/// The entities of one document: those it declares itself, then HTML's. What they may become is bounded, however they refer to each other.
struct EntityTable {
    private var declared: [String: [UInt8]] = [:]
    /// What each declared entity becomes, found once. While one is being expanded it is empty, so that none holds itself.
    private var expanded: [String: [UInt8]] = [:]
    private var spentBytes = 0
    private let maximumBytes: Int

    init(maximumBytes: Int) { self.maximumBytes = maximumBytes }

    mutating func declare(_ name: String, _ value: [UInt8]) {
        guard declared.count < 1000, value.count < 1 << 16, declared[name] == nil else { return }
        declared[name] = value
    }

    /// What a reference stands for; nil where nobody knows it, empty where it would become too much.
    mutating func value(of name: String) -> [UInt8]? {
        guard declared[name] != nil else { return NamedEntities.scalars(for: name).map { Array($0.utf8) } }
        guard spentBytes <= maximumBytes else { return [] }
        let value = expand(name, depth: 0)
        spentBytes &+= value.count
        return spentBytes <= maximumBytes ? value : []
    }

    private mutating func expand(_ name: String, depth: Int) -> [UInt8] {
        guard let value = declared[name] else { return NamedEntities.scalars(for: name).map { Array($0.utf8) } ?? [] }
        guard value.contains(UInt8(ascii: "&")) else { return value }
        if let known = expanded[name] { return known }
        guard depth < 20, spentBytes <= maximumBytes else { return [] }
        expanded[name] = []
        var total = 0
        let result = NamedEntities.decodeReferences(value[...]) { inner in
            guard total < 1 << 16 else { return [] }
            let bytes = expand(inner, depth: depth + 1).prefix(1 << 16)
            total += bytes.count
            return Array(bytes)
        }
        expanded[name] = result
        spentBytes &+= result.count
        return result
    }
}
