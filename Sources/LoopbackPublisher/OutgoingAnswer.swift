import NewsModel

/// An answer on its way out: what is to be written now, and what follows when.
struct OutgoingAnswer {
    /// The most that ``Delivery/endless(_:)`` sends, in bytes.
    static let maximumEndlessBytes = 1 << 30
    /// The most that ``Delivery/endlessHeaders`` sends, in bytes.
    static let maximumEndlessHeaderBytes = 64 << 20

    private enum Rest {
        case nothing
        case drip(ArraySlice<UInt8>, bytes: Int, every: Duration)
        case pattern([UInt8], remaining: Int)
        case headers(number: Int, remaining: Int)
        case silence
        case reset
    }

    /// What the loop does next.
    enum Step {
        case write(ArraySlice<UInt8>)
        case wait(until: ContinuousClock.Instant)
        /// Nothing more will come, and the client is waited for.
        case hang
        case finished(keepsAlive: Bool)
        case reset
    }

    private var buffer: ArraySlice<UInt8> = []
    private var rest = Rest.nothing
    private var notBefore: ContinuousClock.Instant?
    private let keepsAlive: Bool

    init(_ response: LoopbackPublisher.Response, method: String, keepsAlive wanted: Bool, now: ContinuousClock.Instant) {
        let status = response.status
        let mayHaveBody = status >= 200 && status != 204 && status != 304
        let body = mayHaveBody && method != "HEAD" ? response.body : []
        var keeps = wanted
        var head = "HTTP/1.1 \(status) \(LoopbackPublisher.Response.reason(of: status))\r\n"
        for field in response.headers { head += "\(Self.line(field.name)): \(Self.line(field.value))\r\n" }
        let hasLength = response.headers.first(named: "Content-Length") != nil
        let length = mayHaveBody && !hasLength ? "Content-Length: \(response.body.count)\r\n" : ""
        var afterHead: [UInt8] = body
        var isEnded = true
        switch response.delivery {
        case .whole:
            head += length
        case .delayed(let pause):
            head += length
            notBefore = now + pause
        case .dripped(let bytes, let every):
            head += length
            afterHead = []
            rest = .drip(body[...], bytes: max(1, bytes), every: max(every, .zero))
        case .truncated(let count):
            head += length
            afterHead = Array(body.prefix(max(0, count)))
            keeps = false
        case .chunked where mayHaveBody:
            head += "Transfer-Encoding: chunked\r\n"
            afterHead = method == "HEAD" ? [] : Self.chunked(body)
        case .chunked:
            break
        case .endless(let pattern):
            keeps = false
            if !pattern.isEmpty, method != "HEAD" {
                let copies = max(1, 65_536 / pattern.count)
                rest = .pattern(Array((0..<copies).map { _ in pattern }.joined()), remaining: Self.maximumEndlessBytes)
            }
        case .endlessHeaders:
            keeps = false
            isEnded = false
            afterHead = []
            rest = .headers(number: 0, remaining: Self.maximumEndlessHeaderBytes)
        case .silent:
            rest = .silence
        case .reset:
            rest = .reset
        }
        keepsAlive = keeps
        switch rest {
        case .silence, .reset: return
        default: break
        }
        if isEnded {
            if !keeps, response.headers.first(named: "Connection") == nil { head += "Connection: close\r\n" }
            head += "\r\n"
        }
        buffer = (Array(head.utf8) + afterHead)[...]
    }

    /// What is next to do. Written bytes are taken away by ``wrote(_:)``.
    mutating func step(now: ContinuousClock.Instant) -> Step {
        if let notBefore {
            if now < notBefore { return .wait(until: notBefore) }
            self.notBefore = nil
        }
        if buffer.isEmpty { refill(now: now) }
        if let notBefore, now < notBefore { return .wait(until: notBefore) }
        if !buffer.isEmpty { return .write(buffer) }
        switch rest {
        case .silence: return .hang
        case .reset: return .reset
        default: return .finished(keepsAlive: keepsAlive)
        }
    }

    /// So many bytes of the last ``Step/write(_:)`` left.
    mutating func wrote(_ count: Int) { buffer = buffer.dropFirst(count) }

    private mutating func refill(now: ContinuousClock.Instant) {
        switch rest {
        case .nothing, .silence, .reset:
            break
        case .drip(let body, let bytes, let every):
            buffer = ArraySlice(Array(body.prefix(bytes)))
            let left = body.dropFirst(bytes)
            rest = left.isEmpty ? .nothing : .drip(left, bytes: bytes, every: every)
            if !buffer.isEmpty { notBefore = now + every }
        case .pattern(let block, let remaining):
            buffer = block.prefix(remaining)
            rest = remaining > block.count ? .pattern(block, remaining: remaining - block.count) : .nothing
        case .headers(let number, let remaining):
            var text = ""
            for index in number..<(number &+ 256) { text += "X-Filler-\(index): 0123456789012345678901234567890123456789\r\n" }
            buffer = Array(text.utf8)[...]
            rest = remaining > buffer.count ? .headers(number: number &+ 256, remaining: remaining - buffer.count) : .nothing
        }
    }

    private static func chunked(_ body: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        var rest = body[...]
        while !rest.isEmpty {
            let chunk = rest.prefix(1000)
            out += Array((String(chunk.count, radix: 16) + "\r\n").utf8) + chunk + [13, 10]
            rest = rest.dropFirst(1000)
        }
        return out + Array("0\r\n\r\n".utf8)
    }

    /// A header's text cannot end its line.
    private static func line(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 == 13 || $0 == 10 }) else { return text }
        return String(decoding: text.utf8.map { $0 == 13 || $0 == 10 ? 32 : $0 }, as: UTF8.self)
    }
}
