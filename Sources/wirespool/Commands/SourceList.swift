import Bookkeeping
import ConfigurationReading
import Foundation
import NewsModel

/// A list of sources as a file: what it is written in, and its lines.
enum SourceList {
    /// What it is written in.
    enum Format: String, CaseIterable {
        /// One JSON object a line.
        case ndjson
    }

    /// A line, or why it is none.
    enum Item {
        case source(SourceLine)
        case problem(line: Int, String)
    }

    /// The keys of a line that are its own and no setting.
    private static let ownKeys: Set<String> = ["id", "name", "url"]
    /// What an export says besides, which is no setting either.
    private static let informative: Set<String> = ["imported", "health"]

    /// A line of NDJSON: `{"url","id"?,"name"?}`, and any other key of a source as the configuration has it.
    static func item(json: ArraySlice<UInt8>, line: Int) -> Item {
        guard let value = try? JSONSerialization.jsonObject(with: Data(json)), var object = value as? [String: Any] else {
            return .problem(line: line, "not a JSON object (write {\"url\":\"https://…\"})")
        }
        guard let url = object["url"] as? String else { return .problem(line: line, "no \"url\"") }
        let (id, name) = (object["id"] as? String, object["name"] as? String)
        for key in ownKeys.union(informative) { object[key] = nil }
        var settings = ""
        if !object.isEmpty {
            guard let data = try? JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes]) else {
                return .problem(line: line, "not a JSON object that can be written again")
            }
            settings = String(decoding: data, as: UTF8.self)
        }
        return .source(SourceLine(line: line, id: id, name: name, url: url, settings: settings))
    }

    /// A source as a line of NDJSON, such as ``item(json:line:)`` reads.
    ///
    /// - Parameter settings: A JSON object of its other keys; empty for none.
    static func json(_ source: Source, settings: String) -> [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.member("id", source.id.rawValue)
        if source.name != source.id.rawValue { json.member("name", source.name) }
        json.member("url", source.url)
        json.endObject()
        var bytes = json.bytes
        if settings.utf8.count > 2 {
            bytes.removeLast()
            bytes.append(UInt8(ascii: ","))
            bytes += Array(settings.utf8.dropFirst())
        }
        bytes.append(0x0A)
        return bytes
    }
}
