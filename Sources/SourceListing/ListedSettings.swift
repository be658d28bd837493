import Foundation

/// Further keys of a source as a JSON object in one form: keys in order, no white space.
enum ListedSettings {
    static func object(_ text: String) -> [String: Any]? {
        guard !text.isEmpty else { return [:] }
        return (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any]
    }

    /// - Returns: Empty for an empty object; nil for what JSON cannot hold.
    static func text(_ object: [String: Any]) -> String? {
        if object.isEmpty { return "" }
        guard JSONSerialization.isValidJSONObject(object) else { return nil }
        let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
        return data.map { String(decoding: $0, as: UTF8.self) }
    }

    /// Any value as JSON.
    static func fragment(_ value: Any) -> String {
        let data = try? JSONSerialization.data(withJSONObject: value, options: [.fragmentsAllowed, .sortedKeys, .withoutEscapingSlashes])
        return data.map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}

extension String {
    /// On one line, white space folded and trimmed; nil where nothing is left.
    var foldedLine: String? {
        let words = unicodeScalars.split { $0.properties.isWhitespace || $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) }
        return words.isEmpty ? nil : words.map { String($0) }.joined(separator: " ")
    }

    /// Without white space around it; the old scheme `feed:` meant a feed over HTTP.
    var listedURL: String {
        var text = Substring(foldedLine ?? "")
        while text.prefix(5).lowercased() == "feed:" {
            let rest = text.dropFirst(5)
            if rest.hasPrefix("//") { return "http:" + rest }
            guard ["http:", "https:", "feed:"].contains(where: rest.prefix(6).lowercased().hasPrefix) else { break }
            text = rest
        }
        return String(text)
    }
}
