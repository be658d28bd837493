/// What a list of sources is written in.
public enum SourceListFormat: String, CaseIterable, Sendable {
    /// Outlines in XML (<http://opml.org/spec2.opml>): what feed readers exchange.
    case opml
    /// A table of text (RFC 4180), also with semicolons or tabulators, or addresses alone, one a line.
    case csv
    /// One JSON object a line (<https://github.com/ndjson/ndjson-spec>).
    case ndjson

    /// The format that a list begins like; nil where it is none of them.
    ///
    /// - Parameter head: Its first bytes: 4 KiB are enough.
    public static func detected(in head: some Sequence<UInt8>) -> SourceListFormat? {
        let head = Array(head.prefix(4096))
        // UTF-16 is XML's alone.
        if head.starts(with: [0xFE, 0xFF]) || head.starts(with: [0xFF, 0xFE]) { return .opml }
        let text = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head[...]
        guard !text.contains(0) else { return nil }
        switch text.first(where: { $0 > 0x20 }) {
        case UInt8(ascii: "<"): return .opml
        case UInt8(ascii: "{"): return .ndjson
        case nil, UInt8(ascii: "["), 0x7F: return nil
        default:
            let line = text.drop { $0 <= 0x20 }.prefix { $0 != 0x0A && $0 != 0x0D }
            return DelimitedHeader(Array(line)) == nil ? nil : .csv
        }
    }
}
