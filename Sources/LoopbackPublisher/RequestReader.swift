import NewsModel

/// Takes requests out of the bytes of a connection (RFC 9112), as simply as a publisher on loopback may.
struct RequestReader {
    /// The largest head, in bytes.
    static let maximumHeadBytes = 64 << 10
    /// The largest body, in bytes.
    static let maximumBodyBytes = 16 << 20

    struct Message {
        var method: String
        var target: String
        var headers: [HeaderField]
        var body: [UInt8]
        var keepsAlive: Bool
    }

    enum Outcome {
        /// More bytes are needed.
        case incomplete
        case message(Message)
        /// No request can be read from here on: the status to answer with before closing.
        case refused(Int)
    }

    private var bytes: [UInt8] = []
    /// Up to where the end of the head has been looked for.
    private var scanned = 0

    /// Whether a client sends ahead more than any one request may be.
    var isOverfull: Bool { bytes.count > Self.maximumHeadBytes + Self.maximumBodyBytes }

    mutating func append(_ more: some Collection<UInt8>) { bytes.append(contentsOf: more) }

    /// The next request, removed from the bytes.
    mutating func next() -> Outcome {
        guard let end = endOfHead() else { return bytes.count > Self.maximumHeadBytes ? .refused(431) : .incomplete }
        guard end <= Self.maximumHeadBytes else { return .refused(431) }
        guard var message = Self.head(bytes[..<end]) else { return .refused(400) }
        var bodyLength = 0
        if let value = message.headers.first(named: "Content-Length") {
            guard let length = Int(value), length >= 0 else { return .refused(400) }
            guard length <= Self.maximumBodyBytes else { return .refused(413) }
            bodyLength = length
        } else if message.headers.first(named: "Transfer-Encoding") != nil {
            return .refused(501)
        }
        guard bytes.count - end >= bodyLength else { return .incomplete }
        message.body = Array(bytes[end..<(end + bodyLength)])
        bytes.removeFirst(end + bodyLength)
        scanned = 0
        return .message(message)
    }

    /// The index after the empty line.
    private mutating func endOfHead() -> Int? {
        var index = max(0, scanned - 3)
        while index + 3 < bytes.count {
            if bytes[index] == 13, bytes[index + 1] == 10, bytes[index + 2] == 13, bytes[index + 3] == 10 { return index + 4 }
            index += 1
        }
        scanned = bytes.count
        return nil
    }

    private static func head(_ bytes: ArraySlice<UInt8>) -> Message? {
        let lines = bytes.split(separator: 10).map { $0.last == 13 ? $0.dropLast() : $0 }.filter { !$0.isEmpty }
        guard let first = lines.first else { return nil }
        let words = first.split(separator: 32)
        guard words.count == 3, words[2].starts(with: "HTTP/1.".utf8) else { return nil }
        var headers: [HeaderField] = []
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: 58), colon > line.startIndex else { return nil }
            let value = line[(colon + 1)...].drop { $0 == 32 || $0 == 9 }
            let trimmed = value.reversed().drop { $0 == 32 || $0 == 9 }.reversed()
            headers.append(
                HeaderField(name: String(decoding: line[..<colon], as: UTF8.self), value: String(decoding: Array(trimmed), as: UTF8.self)))
        }
        let connection = headers.first(named: "Connection")?.lowercased()
        let keepsAlive = words[2].elementsEqual("HTTP/1.1".utf8) ? connection != "close" : connection == "keep-alive"
        return Message(
            method: String(decoding: words[0], as: UTF8.self), target: String(decoding: words[1], as: UTF8.self), headers: headers,
            body: [], keepsAlive: keepsAlive)
    }
}
