/// The columns of a list in CSV.
struct DelimitedHeader: Equatable {
    /// What stands in a column.
    enum Column: Equatable {
        case id, name, url
        /// Further keys as one JSON object.
        case settings
        /// A key of a source as the configuration has it.
        case key(String)
    }

    var delimiter: UInt8
    var columns: [Column]
    /// Whether the line names the columns, and is no source itself.
    var isLine: Bool

    private static let names: [String: Column] = [
        "id": .id, "name": .name, "title": .name, "text": .name, "url": .url, "xmlurl": .url, "feed": .url, "feedurl": .url,
        "feed_url": .url,
        "feed url": .url, "settings": .settings, "category": .key("subjects"), "categories": .key("subjects"), "folder": .key("subjects"),
        "tags": .key("subjects"),
    ]

    /// The header in a list's first line, or what a first line without names has: an address, and behind it a name. Nil where it is neither.
    init?(_ line: [UInt8]) {
        for delimiter in [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09] {
            guard case .complete(let cells) = DelimitedRecord(line[...], delimiter: delimiter) else { continue }
            let names = cells.map { $0.foldedLine?.lowercased() ?? "" }
            let columns = names.map { DelimitedHeader.names[$0] ?? .key($0) }
            if columns.contains(.url), !names.contains(where: { $0.contains("://") }) {
                self.init(delimiter: delimiter, columns: columns, isLine: true)
                return
            }
            guard let first = cells.first?.listedURL.lowercased(), cells.count <= 2,
                first.hasPrefix("http://") || first.hasPrefix("https://"), cells.count == 2 || delimiter == UInt8(ascii: ",")
            else { continue }
            self.init(delimiter: delimiter, columns: [.url, .name], isLine: false)
            return
        }
        return nil
    }

    private init(delimiter: UInt8, columns: [Column], isLine: Bool) {
        (self.delimiter, self.columns, self.isLine) = (delimiter, columns, isLine)
    }
}

/// The cells of one record (RFC 4180 section 2), which may go over several lines.
enum DelimitedRecord: Equatable {
    case complete([String])
    /// A quote is open at the end.
    case open
    /// Something stands behind a quote that ended.
    case malformed

    init(_ bytes: ArraySlice<UInt8>, delimiter: UInt8) {
        let quote = UInt8(ascii: "\"")
        var cells: [String] = []
        var rest = bytes
        while true {
            var cell: [UInt8] = []
            if rest.first == quote {
                rest = rest.dropFirst()
                while true {
                    guard let end = rest.firstIndex(of: quote) else {
                        self = .open
                        return
                    }
                    cell += rest[..<end]
                    rest = rest[(end + 1)...]
                    guard rest.first == quote else { break }
                    cell.append(quote)
                    rest = rest.dropFirst()
                }
                guard rest.isEmpty || rest.first == delimiter else {
                    self = .malformed
                    return
                }
            } else {
                let end = rest.firstIndex(of: delimiter) ?? rest.endIndex
                cell = Array(rest[..<end])
                rest = rest[end...]
            }
            cells.append(String(decoding: cell, as: UTF8.self))
            guard rest.first == delimiter else { break }
            rest = rest.dropFirst()
        }
        self = .complete(cells)
    }
}
