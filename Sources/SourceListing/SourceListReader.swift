/// Reads a whole list at once.
public enum SourceListReader {
    /// What a list holds, in its order.
    ///
    /// - Parameter format: What it is written in; nil has it told by its first bytes.
    public static func items(in bytes: [UInt8], format: SourceListFormat? = nil) -> [SourceListItem] {
        var items: [SourceListItem] = []
        switch format ?? SourceListFormat.detected(in: bytes) {
        case .opml:
            var reader = OutlineReader(bytes)
            while let item = reader.next() { items.append(item) }
        case .csv:
            var reader = DelimitedLineReader()
            for line in lines(of: bytes) { items += reader.take(line) }
            items += reader.finish()
        case .ndjson:
            var reader = JSONLineReader()
            items = lines(of: bytes).compactMap { reader.take($0) }
        case nil: items = [.problem(line: 1, unknownFormat)]
        }
        return items
    }

    /// Said of a list that is in no known format.
    public static let unknownFormat =
        "neither OPML nor CSV nor NDJSON (begin a CSV with a line that names its columns: id,name,url; write NDJSON as one object a line)"

    private static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        return text.split(separator: 0x0A, omittingEmptySubsequences: false).map { $0.last == 0x0D ? $0.dropLast() : $0 }
    }
}
