/// The character set that a document names in its own first bytes.
enum EncodingDeclaration {
    /// The label, as it stands; nil where there is none in the first 1,024 bytes.
    static func label(in body: ArraySlice<UInt8>, kind: DocumentKind) -> String? {
        let head = body.prefix(1024).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        switch kind {
        case .json: return nil
        case .xml: return xmlLabel(head) ?? nil
        case .html: return metaLabel(head) ?? xmlLabel(head)
        }
    }

    /// `<?xml version="1.0" encoding="…"?>`, also after white space or on several lines.
    private static func xmlLabel(_ head: [UInt8]) -> String? {
        guard let start = find("<?xml", in: head, from: 0), let end = find(">", in: head, from: start),
            var index = find("encoding", in: head, from: start), index < end
        else { return nil }
        index += 8
        return value(in: head, from: index, to: end)
    }

    /// `<meta charset=…>`, or `charset=` within the `content` of one (HTML Living Standard, section 13.2.3.2).
    private static func metaLabel(_ head: [UInt8]) -> String? {
        var from = 0
        while let start = find("<meta", in: head, from: from) {
            let end = find(">", in: head, from: start) ?? head.count
            if let charset = find("charset", in: head, from: start), charset < end,
                let label = value(in: head, from: charset + 7, to: end)
            {
                return label
            }
            from = end
        }
        return nil
    }

    /// What follows an equals sign, with or without quotes.
    private static func value(in head: [UInt8], from start: Int, to end: Int) -> String? {
        var index = start
        while index < end, head[index] <= 0x20 { index += 1 }
        guard index < end, head[index] == UInt8(ascii: "=") else { return nil }
        index += 1
        while index < end, head[index] <= 0x20 || head[index] == 0x22 || head[index] == 0x27 { index += 1 }
        let first = index
        while index < end, head[index] > 0x20, head[index] != 0x22, head[index] != 0x27, head[index] != UInt8(ascii: ";") { index += 1 }
        return first < index ? String(decoding: head[first..<index], as: UTF8.self) : nil
    }

    private static func find(_ text: StaticString, in head: [UInt8], from: Int) -> Int? {
        let count = text.utf8CodeUnitCount
        guard from >= 0, head.count >= from + count else { return nil }
        return text.withUTF8Buffer { wanted in
            (from...(head.count - count)).first { index in (0..<count).allSatisfy { head[index + $0] == wanted[$0] } }
        }
    }
}
