import NewsModel

/// An event as one line of JSON.
///
/// Keys are flat and dotted: `@timestamp` (UTC, milliseconds), `log.level`, `message`, `event.name`, then the event's own in the order of the
/// catalogue. Control characters (C0, DEL, C1), line separators and bidi controls are escaped, so that a hostile headline can neither forge a
/// line nor steer a terminal. A URL's user information never appears, in whatever value the URL stands.
enum EventLine {
    /// A line stays below this many bytes, its newline included.
    static let maximumBytes = 16 << 10
    /// What a value is cut to at first, in bytes of UTF-8; less where the line would grow too long.
    private static let valueBytes = 4096

    /// The line's bytes, ending in a newline.
    static func bytes(of event: Event, at instant: Instant) -> [UInt8] {
        var limit = valueBytes
        while true {
            let line = bytes(of: event, at: instant, valueBytes: limit)
            if line.count < maximumBytes || limit <= 32 { return line }
            limit /= 2
        }
    }

    private static func bytes(of event: Event, at instant: Instant, valueBytes: Int) -> [UInt8] {
        var json = JSONWriter(capacity: 512)
        json.beginObject()
        json.member("@timestamp", instant.rfc3339(alwaysMilliseconds: true))
        json.member("log.level", event.level.rawValue)
        json.member("message", shown(event.message, valueBytes))
        json.member("event.name", event.name.rawValue)
        for field in event.fields {
            json.key(field.key.rawValue)
            switch field.value {
            case .string(let text): json.string(shown(text, valueBytes))
            case .integer(let number): json.integer(number)
            case .boolean(let flag): json.boolean(flag)
            case .strings(let texts):
                let count = max(1, valueBytes / 64)
                json.beginArray()
                for text in texts.prefix(count) { json.string(shown(text, max(32, valueBytes / 8))) }
                if texts.count > count { json.string("… \(texts.count - count) more") }
                json.endArray()
            }
        }
        json.endObject()
        json.newline()
        return escapingInvisibles(json.bytes)
    }

    /// The text without user information; where it is longer than the limit, its beginning up to a whole scalar with `…` after it.
    static func shown(_ text: String, _ limit: Int) -> String {
        let utf8 = text.utf8
        guard utf8.count > limit else { return withoutUserInfo(text) }
        var end = utf8.index(utf8.startIndex, offsetBy: limit)
        while end > utf8.startIndex, utf8[end] & 0xC0 == 0x80 { end = utf8.index(before: end) }
        return withoutUserInfo(String(Substring(utf8[..<end])), isCut: true) + "…"
    }

    /// The text, with the user information taken out of each URL in it (RFC 3986 section 3.2.1).
    ///
    /// - Parameter isCut: Whether more text followed: then an authority that reaches the end may be user information, and is taken out too.
    static func withoutUserInfo(_ text: String, isCut: Bool = false) -> String {
        guard isCut || text.utf8.contains(UInt8(ascii: "@")) else { return text }
        let bytes = Array(text.utf8)
        var kept: [UInt8] = []
        kept.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            kept.append(bytes[index])
            index += 1
            guard kept.last == UInt8(ascii: "/") else { continue }
            let follows = kept.count >= 3 ? kept.suffix(3).elementsEqual("://".utf8) : kept.elementsEqual("//".utf8)
            guard follows else { continue }
            let end = bytes[index...].firstIndex(where: endsAuthority) ?? bytes.count
            if isCut && end == bytes.count {
                index = end
            } else if let at = bytes[index..<end].lastIndex(of: UInt8(ascii: "@")) {
                index = at + 1
            }
        }
        return kept.count == bytes.count ? text : String(decoding: kept, as: UTF8.self)
    }

    private static func endsAuthority(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") || byte == UInt8(ascii: "\"")
            || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
    }

    /// The JSON with what terminals obey and readers do not see written as `\u…`: C1 controls and bidi controls.
    private static func escapingInvisibles(_ json: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        var start = 0
        var index = 0
        while index < json.count {
            guard json[index] >= 0xC2, let (scalar, length) = invisible(json[index...]) else {
                index += 1
                continue
            }
            out += json[start..<index]
            let digits = String(scalar, radix: 16)
            out += Array("\\u\(String(repeating: "0", count: max(0, 4 - digits.utf8.count)))\(digits)".utf8)
            index += length
            start = index
        }
        return start == 0 ? json : out + json[start...]
    }

    /// The control that the bytes begin with, and its length in UTF-8.
    private static func invisible(_ bytes: ArraySlice<UInt8>) -> (scalar: UInt32, length: Int)? {
        let index = bytes.startIndex
        switch (bytes[index], bytes.dropFirst().first, bytes.dropFirst(2).first) {
        case (0xC2, .some(let second), _) where second < 0xA0: return (UInt32(second), 2)
        case (0xD8, 0x9C, _): return (0x61C, 2)
        case (0xE2, 0x80, .some(let third)) where third == 0x8E || third == 0x8F || (0xAA...0xAE).contains(third):
            return (0x2000 + UInt32(third & 0x3F), 3)
        case (0xE2, 0x81, .some(let third)) where (0xA6...0xA9).contains(third): return (0x2040 + UInt32(third & 0x3F), 3)
        default: return nil
        }
    }
}
