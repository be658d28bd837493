import Foundation

/// Reads a list in CSV (RFC 4180), a line at a time.
///
/// The first line names the columns: `url`, and `id`, `name`, any key of a source as the configuration has it, and `settings`, further keys as
/// a JSON object. Cells are separated by commas, semicolons or tabulators. Several subjects in one cell are separated by `|`; what
/// begins with `[`, `{` or a quote is JSON. A list of addresses alone needs no names.
public struct DelimitedLineReader {
    private var header: DelimitedHeader?
    private var number = 0
    private var isUseless = false
    /// Lines of a record whose quote is still open.
    private var open: [(bytes: [UInt8], number: Int)] = []
    private var openBytes = 0

    private static let maximumLines = 100
    private static let maximumBytes = 64 << 10

    /// A reader before the first line.
    public init() {}

    /// The keys that the columns name, each once, besides `id`, `name` and `url`: empty until the first line was read.
    public var keys: [String] {
        var keys: [String] = []
        for case .key(let key) in header?.columns ?? [] where !keys.contains(key) { keys.append(key) }
        return keys
    }

    /// What became readable with a line.
    public mutating func take(_ line: ArraySlice<UInt8>) -> [SourceListItem] {
        number += 1
        if isUseless { return [] }
        return take(Array(line), number)
    }

    /// What is left at the end of the list.
    public mutating func finish() -> [SourceListItem] {
        var items: [SourceListItem] = []
        while !open.isEmpty { items += giveUp("a quote is not closed") }
        return items
    }

    private mutating func take(_ line: [UInt8], _ number: Int) -> [SourceListItem] {
        if open.isEmpty, !line.contains(where: { $0 > 0x20 }) { return [] }
        guard let header else { return begin(line, number) }
        open.append((line, number))
        openBytes += line.count + 1
        let record = open.count == 1 ? line : Array(open.map(\.bytes).joined(separator: [0x0A]))
        switch DelimitedRecord(record[...], delimiter: header.delimiter) {
        case .complete(let cells):
            let first = open.first?.number ?? number
            (open, openBytes) = ([], 0)
            guard String(validating: record, as: UTF8.self) != nil else {
                return [.problem(line: first, "not UTF-8 (save the list as UTF-8)")]
            }
            return [item(cells, header.columns, first)]
        case .malformed: return giveUp("something stands behind a quote that ended (write a quote inside quotes twice)")
        case .open:
            guard open.count >= DelimitedLineReader.maximumLines || openBytes > DelimitedLineReader.maximumBytes else { return [] }
            return giveUp("a quote is not closed")
        }
    }

    /// Leaves out the first of the open lines, and reads the others again.
    private mutating func giveUp(_ message: String) -> [SourceListItem] {
        guard let first = open.first else { return [] }
        let others = open.dropFirst()
        (open, openBytes) = ([], 0)
        var items = [SourceListItem.problem(line: first.number, message)]
        for line in others { items += take(line.bytes, line.number) }
        return items
    }

    private mutating func begin(_ line: [UInt8], _ number: Int) -> [SourceListItem] {
        header = DelimitedHeader(line)
        guard let header else {
            isUseless = true
            return [.problem(line: number, "the first line names no column 'url' (begin with: id,name,url)")]
        }
        return header.isLine ? [] : take(line, number)
    }

    private func item(_ cells: [String], _ columns: [DelimitedHeader.Column], _ number: Int) -> SourceListItem {
        var source = SourceLine(line: number, url: "")
        var object: [String: Any] = [:]
        for (column, cell) in zip(columns, cells) {
            guard let text = cell.foldedLine else { continue }
            switch column {
            case .id: source.id = text
            case .name: source.name = text
            case .url: if source.url.isEmpty { source.url = text.listedURL }
            case .settings:
                guard let more = ListedSettings.object(cell) else { return .problem(line: number, "settings: not a JSON object") }
                object.merge(more) { own, _ in own }
            case .key(let key):
                guard let value = DelimitedLineReader.value(of: key, text) else {
                    return .problem(line: number, "\(key): not JSON, although it begins like it")
                }
                object[key] = value
            }
        }
        if cells.count > columns.count, cells[columns.count...].contains(where: { $0.foldedLine != nil }) {
            return .problem(
                line: number, "\(cells.count) cells in \(columns.count) columns (put a cell that holds the separator in quotes)")
        }
        guard !source.url.isEmpty else { return .problem(line: number, "no url") }
        guard let settings = ListedSettings.text(object) else { return .problem(line: number, "settings: cannot be written again") }
        source.settings = settings
        return .source(source)
    }

    private static func value(of key: String, _ text: String) -> Any? {
        if "[{\"".contains(text.prefix(1)) { return try? JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed) }
        switch key {
        case "subjects": return text.split(separator: "|").compactMap { String($0).foldedLine }
        case "enabled": return Bool(text.lowercased()).map { $0 as Any } ?? text
        case "redirects", "transfers_per_host": return Int(text).map { $0 as Any } ?? text
        default: return text
        }
    }
}
