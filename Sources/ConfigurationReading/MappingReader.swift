import Yams

/// One mapping of the configuration, read by its known keys; every other key is reported.
struct MappingReader<Key: ConfigurationKey> {
    let document: YAMLDocument
    /// Where the mapping begins.
    let mark: Place?
    private var values: [Key: Node] = [:]

    /// The mapping a node is; nil, reported, where it is another thing. Nothing at all is an empty mapping.
    init?(_ node: Node, _ name: String, in document: YAMLDocument) {
        self.document = document
        mark = node.place
        guard document.count(node) else { return nil }
        if node.isNothing { return }
        guard case .mapping(let mapping) = node else {
            let example = Key.allCases.first.map { "write \($0.rawValue): … under it" }
            document.report(node.place, "\(name) must hold keys, and is \(node.kindName)", example)
            return nil
        }
        add(mapping, name, mergeDepth: 0)
    }

    private mutating func add(_ mapping: Node.Mapping, _ name: String, mergeDepth: Int) {
        var merged: [Node] = []
        for (keyNode, value) in mapping {
            guard document.count(keyNode) else { return }
            guard let text = keyNode.scalar?.string else {
                document.report(keyNode.place, "a key of \(name) must be a name, and is \(keyNode.kindName)", MappingReader.allKeys)
                continue
            }
            if text == "<<", keyNode.scalar?.style == .plain {
                merged.append(value)
            } else if let key = Key(rawValue: text) {
                // What is merged in stands behind what the mapping says itself (YAML merge key, yaml.org/type/merge).
                if values[key] == nil { values[key] = value }
            } else {
                document.report(keyNode.place, unknown(text, in: name), suggestion(for: text))
            }
        }
        for node in merged { merge(node, name, mergeDepth: mergeDepth + 1) }
    }

    private mutating func merge(_ node: Node, _ name: String, mergeDepth: Int) {
        guard mergeDepth <= 8 else {
            document.report(node.place, "<< within << too deeply", "8 at most")
            return
        }
        switch node {
        case .mapping(let mapping): add(mapping, name, mergeDepth: mergeDepth)
        case .sequence(let list):
            for item in list where document.count(item) {
                guard case .mapping(let mapping) = item else {
                    document.report(item.place, "<< can only merge mappings", "write <<: *name")
                    continue
                }
                add(mapping, name, mergeDepth: mergeDepth)
            }
        default: document.report(node.place, "<< can only merge mappings", "write <<: *name")
        }
    }

    /// The node of a key, if the mapping has it.
    subscript(key: Key) -> Node? { values[key] }

    /// What a key stands for; nil where it is absent or, reported, cannot be read.
    func read<T>(_ key: Key, _ read: (Value) -> T?) -> T? {
        guard let node = values[key], document.count(node) else { return nil }
        return read(Value(node: node, name: key.rawValue, document: document))
    }

    /// Puts what a key stands for in the place of its default.
    func read<T>(_ key: Key, into target: inout T, _ read: (Value) -> T?) {
        if let value = self.read(key, read) { target = value }
    }

    /// Puts what a key stands for in the place of nothing.
    func read<T>(_ key: Key, into target: inout T?, _ read: (Value) -> T?) {
        if let value = self.read(key, read) { target = value }
    }

    // MARK: Unknown keys

    private static var allKeys: String { "one of " + Key.allCases.map(\.rawValue).joined(separator: ", ") }

    private func unknown(_ text: String, in name: String) -> String {
        isSecret(text)
            ? "'\(YAMLDocument.shortened(text))' would be a secret written in clear"
            : "unknown key '\(YAMLDocument.shortened(text))' in \(name)"
    }

    private func suggestion(for text: String) -> String {
        if isSecret(text) { return secretHint }
        if let near = nearest(text, among: Key.allCases.map(\.rawValue)) { return "write \(near)" }
        if Key.self == RootKey.self, let section = section(of: text) { return "write it under \(section):" }
        return MappingReader.allKeys
    }

    private func section(of key: String) -> String? {
        let sections: [(String, [String])] = [
            ("polling", PollingKey.allCases.map(\.rawValue)), ("articles", ArticlesKey.allCases.map(\.rawValue)),
            ("spool", SpoolKey.allCases.map(\.rawValue)), ("log", LogKey.allCases.map(\.rawValue)),
            ("network", NetworkKey.allCases.map(\.rawValue)), ("admin", AdminKey.allCases.map(\.rawValue)),
        ]
        return sections.first { $0.1.contains(key) }?.0
    }
}

/// What is said wherever a secret stands in clear.
let secretHint = "a secret is never in this file: write password_file: FILE or token_file: FILE under auth:, or ${credential:NAME}"

/// Whether a key's or header's name says that its value is secret.
func isSecret(_ name: String) -> Bool {
    let name = name.lowercased()
    if name.hasSuffix("_file") { return false }
    return ["password", "passwd", "secret", "token", "api_key", "api-key", "apikey", "authorization", "cookie", "credential"]
        .contains { name.contains($0) }
}

extension Node {
    /// Where it begins; of an alias, where its anchor does.
    var place: Place? { mark.map(Place.init) }

    /// Whether the value was left out: `key:` with nothing, `~` or `null`.
    var isNothing: Bool {
        guard case .scalar(let scalar) = self else { return false }
        return scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }

    /// What it is, in words.
    var kindName: String {
        switch self {
        case .scalar: isNothing ? "empty" : "a single value"
        case .mapping: "a mapping"
        case .sequence: "a list"
        case .alias: "an alias"
        }
    }
}
