/// The first lines of an HTTP/1.1 request, up to the empty line. A body is never read: nothing here takes one.
///
/// Source: RFC 9112, sections 2–5.
struct RequestHead: Equatable {
    var method: String
    /// Without the query.
    var path: String
    /// Behind the `?`; empty for none.
    var query = ""
    /// The `Host` field's value, in lower case.
    var host: String?

    /// What the bytes so far are.
    enum Progress: Equatable {
        case incomplete
        case complete(RequestHead)
        /// The status to answer with.
        case refused(Int)
    }

    /// A head may have this many bytes.
    static let maximumBytes = 16 << 10

    /// Reads the head, or says what is wrong with it.
    static func read(_ bytes: [UInt8]) -> Progress {
        guard let lines = lines(bytes) else { return bytes.count >= maximumBytes ? .refused(431) : .incomplete }
        guard bytes.count <= maximumBytes || lines.reduce(0, { $0 + $1.count }) <= maximumBytes else { return .refused(431) }
        guard let first = lines.first, lines.allSatisfy({ $0.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 } }) else {
            return .refused(400)
        }
        let parts = first.split(separator: 0x20, omittingEmptySubsequences: false)
        guard parts.count == 3 else { return .refused(400) }
        let version = String(decoding: parts[2], as: UTF8.self)
        guard version.hasPrefix("HTTP/") else { return .refused(400) }
        guard version == "HTTP/1.1" || version == "HTTP/1.0" else { return .refused(505) }
        guard parts[1].first == UInt8(ascii: "/"), !parts[0].isEmpty else { return .refused(400) }
        let target = String(decoding: parts[1], as: UTF8.self)
        var head = RequestHead(method: String(decoding: parts[0], as: UTF8.self), path: String(target.prefix { $0 != "?" }), host: nil)
        if let mark = target.firstIndex(of: "?") { head.query = String(target[target.index(after: mark)...]) }
        for line in lines.dropFirst() {
            // A name is followed by its colon at once (section 5.1); folded lines are obsolete and refused (section 5.2).
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
                !line[..<colon].contains(where: { $0 <= 0x20 })
            else {
                return .refused(400)
            }
            guard String(decoding: line[..<colon], as: UTF8.self).lowercased() == "host" else { continue }
            guard head.host == nil else { return .refused(400) }
            let value = line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 }
            head.host = String(decoding: value, as: UTF8.self).lowercased()
            while head.host?.last == " " || head.host?.last == "\t" { head.host?.removeLast() }
        }
        guard head.host != nil || version == "HTTP/1.0" else { return .refused(400) }
        return .complete(head)
    }

    /// The lines before the empty one, without their ends; nil where there is no empty one yet.
    private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>]? {
        var lines: [ArraySlice<UInt8>] = []
        var rest = bytes[...]
        while let end = rest.firstIndex(of: 0x0A) {
            var line = rest[..<end]
            if line.last == 0x0D { line.removeLast() }
            rest = rest[(end + 1)...]
            if line.isEmpty { return lines }
            lines.append(line)
        }
        return nil
    }

    /// Whether the `Host` names this machine's loopback: a page on the web that has its name resolved to 127.0.0.1 says its own name here.
    var isForLoopback: Bool {
        guard let host else { return false }
        var name = Substring(host)
        if name.hasPrefix("[") {
            guard let end = name.firstIndex(of: "]") else { return false }
            return name[...end] == "[::1]" && RequestHead.isPort(name[name.index(after: end)...])
        }
        if let colon = name.firstIndex(of: ":") {
            guard RequestHead.isPort(name[colon...]) else { return false }
            name = name[..<colon]
        }
        if name == "localhost" { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { UInt8($0) != nil && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    }

    private static func isPort(_ text: Substring) -> Bool {
        text.isEmpty || text.first == ":" && text.dropFirst().utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
