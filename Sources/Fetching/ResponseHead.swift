import NewsModel

/// The header lines of one transfer as they come, of which the last block is kept.
struct ResponseHead {
    /// The status of the block that came last; 0 before the first one.
    private(set) var status = 0
    /// The fields of the final block, once it is complete.
    private(set) var fields: [HeaderField] = []
    /// Whether the final block (that of no 1xx) has ended: what comes later are trailers, which are dropped.
    private(set) var isComplete = false
    /// Of all blocks and trailers.
    private(set) var byteCount = 0
    private var block: [UInt8] = []

    /// Takes one line with its line break, as libcurl gives it.
    ///
    /// - Returns: Whether the final block ended with it.
    mutating func receive(_ line: UnsafeRawBufferPointer) -> Bool {
        byteCount &+= line.count
        if !isComplete, line.starts(with: "HTTP/".utf8) {
            block.removeAll(keepingCapacity: true)
            status = ResponseHead.status(in: line)
            return false
        }
        guard !isComplete else { return false }
        if line.isEmpty || line.first == 0x0D || line.first == 0x0A {
            guard status >= 200 else { return false }
            isComplete = true
            fields = ResponseHead.fields(in: block)
            block = []
            return true
        }
        block.append(contentsOf: line)
        return false
    }

    /// What libcurl undoes of the body, in lower case: the codings of every such field (RFC 9110 section 8.4, RFC 9112 section 6.1).
    var codings: [String] {
        fields.filter { $0.isNamed("Content-Encoding") || $0.isNamed("Transfer-Encoding") }
            .flatMap { $0.value.lowercased().split { $0 == "," || $0 == " " || $0 == "\t" } }
            .map(String.init).filter { !["identity", "none", "chunked"].contains($0) }
    }

    private static func status(in line: UnsafeRawBufferPointer) -> Int {
        guard let space = line.firstIndex(of: 0x20) else { return 0 }
        var status = 0
        for byte in line[(space + 1)...].prefix(3) {
            guard (0x30...0x39).contains(byte) else { return 0 }
            status = status * 10 + Int(byte - 0x30)
        }
        return status
    }

    /// RFC 9112 section 5; a line that begins with white space continues the one before (section 5.2).
    private static func fields(in block: [UInt8]) -> [HeaderField] {
        var fields: [HeaderField] = []
        fields.reserveCapacity(16)
        var start = 0
        while start < block.count {
            let lineEnd = block[start...].firstIndex(of: 0x0A) ?? block.count
            let line = trimmed(block[start..<lineEnd])
            let isFolded = block[start] == 0x20 || block[start] == 0x09
            start = lineEnd + 1
            if isFolded {
                guard !fields.isEmpty, !line.isEmpty else { continue }
                fields[fields.count - 1].value += " " + HeaderText.text(of: line)
                continue
            }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else { continue }
            fields.append(
                HeaderField(
                    name: HeaderText.text(of: trimmed(line[..<colon])), value: HeaderText.text(of: trimmed(line[(colon + 1)...]))))
        }
        return fields
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes
        while let first = bytes.first, first == 0x20 || first == 0x09 { bytes.removeFirst() }
        while let last = bytes.last, last == 0x20 || last == 0x09 || last == 0x0D { bytes.removeLast() }
        return bytes
    }
}
