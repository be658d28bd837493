import NewsModel

/// Writes a list of sources so that the reader of its format gives back the same.
///
/// In OPML and CSV what other programs know stands where they look for it; everything else that a source says stands in
/// `wirespool:settings`, in `settings`.
public struct SourceListWriter {
    private let format: SourceListFormat
    /// Keys with a column of their own.
    private static let columns = ["kind", "language", "agency", "subjects", "interval", "min_interval", "max_interval", "enabled"]

    /// A writer of a format.
    public init(_ format: SourceListFormat) { self.format = format }

    /// What stands before the first source.
    public var start: String {
        switch format {
        case .opml:
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <opml version="2.0" xmlns:wirespool="urn:wirespool:source">
              <head><title>Sources of wirespool</title></head>
              <body>

            """
        case .csv: (["id", "name", "url"] + SourceListWriter.columns + ["settings"]).joined(separator: ",") + "\r\n"
        case .ndjson: ""
        }
    }

    /// What stands behind the last source.
    public var end: String { format == .opml ? "  </body>\n</opml>\n" : "" }

    /// One source.
    public func text(of source: SourceLine) -> String {
        switch format {
        case .opml: outline(source)
        case .csv: record(source)
        case .ndjson: object(source)
        }
    }

    private func object(_ source: SourceLine) -> String {
        var json = JSONWriter()
        json.beginObject()
        json.member("id", source.id)
        json.member("name", source.name)
        json.member("url", source.url)
        json.endObject()
        var text = String(decoding: json.bytes, as: UTF8.self)
        if source.settings.utf8.count > 2 {
            text.removeLast()
            text += "," + source.settings.dropFirst()
        }
        return text + "\n"
    }

    private func record(_ source: SourceLine) -> String {
        var object = ListedSettings.object(source.settings) ?? [:]
        var cells = [source.id ?? "", source.name ?? "", source.url]
        for column in SourceListWriter.columns {
            let value = object.removeValue(forKey: column)
            cells.append(value.map { SourceListWriter.cell(column, $0) } ?? "")
        }
        cells.append(ListedSettings.text(object) ?? "")
        return cells.map(SourceListWriter.quoted).joined(separator: ",") + "\r\n"
    }

    private static func cell(_ key: String, _ value: Any) -> String {
        if key == "subjects", let names = value as? [String], !names.isEmpty,
            names.allSatisfy({ !$0.contains("|") && $0.foldedLine == $0 }), names.first.map({ "[{\"".contains($0.prefix(1)) }) != true
        {
            return names.joined(separator: "|")
        }
        if let text = value as? String, text.foldedLine == text, !"[{\"".contains(text.prefix(1)) { return text }
        return ListedSettings.fragment(value)
    }

    private static func quoted(_ cell: String) -> String {
        let marks: Set<UInt8> = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\""), 0x09, 0x0A, 0x0D]
        guard cell.utf8.contains(where: marks.contains) else { return cell }
        // By scalars: a quote with a combining mark behind it is another character, and a quote all the same.
        return "\"" + cell.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
    }

    private func outline(_ source: SourceLine) -> String {
        let object = ListedSettings.object(source.settings) ?? [:]
        let name = source.name ?? source.id ?? source.url
        var attributes = [("type", "rss"), ("text", name)]
        if source.name != nil { attributes.append(("title", name)) }
        attributes.append(("xmlUrl", source.url))
        if let language = object["language"] as? String { attributes.append(("language", language)) }
        let subjects = (object["subjects"] as? [String] ?? []).filter { !$0.contains(",") && !$0.contains("/") }
        if !subjects.isEmpty { attributes.append(("category", subjects.joined(separator: ","))) }
        if let id = source.id { attributes.append(("wirespool:id", id)) }
        // Also where it is empty: then a folder around it says nothing.
        attributes.append(("wirespool:settings", source.settings.isEmpty ? "{}" : source.settings))
        return "    <outline " + attributes.map { "\($0.0)=\"\(MarkupText.escaped($0.1, in: .attribute))\"" }.joined(separator: " ")
            + "/>\n"
    }
}
