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
                for text in texts.prefix(count) { json.string(shown(text, valueBytes)) }
                if texts.count > count { json.string("… \(texts.count - count) more") }
                json.endArray()
            }
        }
        json.endObject()
        json.newline()
        return escapingInvisibles(json.bytes)
    }

    private static func shown(_ text: String, _ limit: Int) -> String { cut(withoutUserInfo(text), toBytes: limit) }

    /// The text, or its beginning up to a whole scalar with `…` after it.
    static func cut(_ text: String, toBytes limit: Int) -> String {
        guard text.utf8.count > limit else { return text }
        let utf8 = text.utf8
        var end = utf8.index(utf8.startIndex, offsetBy: limit)
        while end > utf8.startIndex, utf8[end] & 0xC0 == 0x80 { end = utf8.index(before: end) }
        return String(Substring(utf8[..<end])) + "…"
    }

    /// The text, with the user information taken out of each URL in it (RFC 3986 section 3.2.1).
    static func withoutUserInfo(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "@")) else { return text }
        let bytes = Array(text.utf8)
        var kept: [UInt8] = []
        kept.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            kept.append(bytes[index])
            index += 1
            let follows = kept.count >= 3 ? kept.suffix(3).elementsEqual("://".utf8) : kept.elementsEqual("//".utf8)
            guard follows else { continue }
            let end = bytes[index...].firstIndex(where: endsAuthority) ?? bytes.count
            if let at = bytes[index..<end].lastIndex(of: UInt8(ascii: "@")) { index = at + 1 }
        }
        return kept.count == bytes.count ? text : String(decoding: kept, as: UTF8.self)
    }

    private static func endsAuthority(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") || byte == UInt8(ascii: "\"")
            || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
    }

    /// The JSON with what terminals obey and readers do not see written as `\u…`: C1 controls and bidi controls.
    private static func escapingInvisibles(_ json: [UInt8]) -> [UInt8] {
        guard json.contains(where: { $0 == 0xC2 || $0 == 0xE2 || $0 == 0xD8 }) else { return json }
        let text = String(decoding: json, as: UTF8.self)
        var out: [UInt8] = []
        out.reserveCapacity(json.count + 64)
        for scalar in text.unicodeScalars {
            if (0x80...0x9F).contains(scalar.value) || (scalar.value >= 0x61C && scalar.properties.isBidiControl) {
                let digits = String(scalar.value, radix: 16)
                out += Array("\\u".utf8) + Array(repeating: UInt8(ascii: "0"), count: max(0, 4 - digits.utf8.count)) + Array(digits.utf8)
            } else {
                out += Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
        return out
    }
}
