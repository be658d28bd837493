import Foundation

/// Reads a list in NDJSON: `{"url","id"?,"name"?}` a line, and any other key of a source as the configuration has it.
public struct JSONLineReader {
    private var number = 0

    /// What an export of this program's status says besides, which is no key of a source.
    private static let informative: Set<String> = ["imported", "health"]

    /// A reader before the first line.
    public init() {}

    /// What a line says; nil for an empty one.
    public mutating func take(_ line: ArraySlice<UInt8>) -> SourceListItem? {
        number += 1
        guard line.contains(where: { $0 > 0x20 }) else { return nil }
        guard let value = try? JSONSerialization.jsonObject(with: Data(line)), var object = value as? [String: Any] else {
            return .problem(line: number, "not a JSON object (write {\"url\":\"https://…\"})")
        }
        var texts: [String: String] = [:]
        for key in ["id", "name", "url"] {
            guard let value = object.removeValue(forKey: key), !(value is NSNull) else { continue }
            guard let text = value as? String else { return .problem(line: number, "\"\(key)\" is not a text (put it in quotes)") }
            texts[key] = text
        }
        guard let url = texts["url"]?.listedURL, !url.isEmpty else {
            return .problem(line: number, "no \"url\" (write \"url\":\"https://…\")")
        }
        for key in JSONLineReader.informative { object[key] = nil }
        guard let settings = ListedSettings.text(object) else {
            return .problem(line: number, "not a JSON object that can be written again")
        }
        return .source(SourceLine(line: number, id: texts["id"], name: texts["name"], url: url, settings: settings))
    }
}
