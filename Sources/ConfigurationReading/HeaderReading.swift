import NewsModel
import Yams

extension Value {
    /// Header fields by name, values unresolved (RFC 9110 section 5).
    func headerFields() -> [HeaderField]? {
        if node.isNothing { return [] }
        guard case .mapping(let mapping) = node else {
            report("must hold names and values, and is \(node.kindName)", "write {Accept-Language: ar}")
            return nil
        }
        guard mapping.count <= 50 else {
            report("has \(mapping.count) fields", "50 at most")
            return nil
        }
        var fields: [HeaderField] = []
        for (key, node) in mapping where document.count(key) && document.count(node) {
            guard let name = key.scalar?.string, Value.isToken(name) else {
                document.report(key.place, "not the name of a header field", "write letters, digits and '-'")
                continue
            }
            if fields.first(named: name) != nil {
                document.report(key.place, "header \(name) is given twice", "keep one of them")
            } else if let owner = Value.owners[name.lowercased()] {
                document.report(key.place, "header \(name) is the program's own", owner)
            } else if let field = Value(node: node, name: name, document: document).headerField() {
                fields.append(field)
            }
        }
        return fields
    }

    private func headerField() -> HeaderField? {
        guard let value = line(example: "value", mayBeEmpty: true, limit: 8192) else { return nil }
        guard let parts = try? SecretResolver.parts(of: value) else {
            report("${…} is not a credential", "write ${credential:NAME}, NAME of letters, digits, '.', '_' and '-'")
            return nil
        }
        guard value.isEmpty || !isSecret(name) || parts.contains(where: { if case .credential = $0 { true } else { false } }) else {
            report("a secret stands in clear in a header", "write \(name): ${credential:NAME}")
            return nil
        }
        return HeaderField(name: name, value: value)
    }

    /// RFC 9110 section 5.6.2.
    private static func isToken(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 100
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || $0 >= 0x41 && (0x61...0x7A).contains($0 | 0x20) || "!#$%&'*+-.^_`|~".utf8.contains($0)
            }
    }

    /// What a request says of itself, and what to write instead.
    private static let owners: [String: String] = [
        "user-agent": "write user_agent:", "proxy-authorization": "write ${credential:NAME} in the proxy's URL",
        "host": "remove it", "connection": "remove it", "content-length": "remove it", "transfer-encoding": "remove it", "te": "remove it",
        "upgrade": "remove it", "keep-alive": "remove it", "trailer": "remove it", "expect": "remove it", "accept-encoding": "remove it",
        "if-none-match": "remove it: it is sent when the publisher gave an ETag",
        "if-modified-since": "remove it: it is sent when the publisher gave a Last-Modified", "range": "remove it",
    ]
}
