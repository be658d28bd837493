import Glibc

/// Markup made safe to give to libxml2, whose parser is quadratic in the attributes of a tag and takes a zero for the end, and made quick: it
/// reads programs, styles and comments letter by letter, and there is more of them than of text.
///
/// What is a tag and where it ends is told as libxml2 2.9 tells it (HTMLparser.c: `htmlParseStartTag`, `htmlParseHTMLName`, `htmlParseScript`,
/// `htmlParseComment`); where versions differ the bytes are changed so that all agree.
struct HTMLInput {
    /// Attributes of one tag; libxml2 compares each with all before it.
    private static let maximumAttributes = 1000
    /// Bytes of a name; what follows is another.
    private static let maximumName = 100

    private let buffer: UnsafeMutableBufferPointer<UInt8>
    private var index = 0
    /// What is left out, in order.
    private var dropped: [Range<Int>] = []

    /// The markup with zeros as spaces, without the attributes of a tag after the first thousand, and with nothing in comments, styles and
    /// programs; data that stands in a `script` stays.
    static func prepared(_ utf8: [UInt8], limit: Int) -> [UInt8] {
        var bytes = utf8
        if bytes.count > limit { bytes.removeSubrange(limit...) }
        let length = bytes.withUnsafeMutableBufferPointer { buffer in
            var zero = 0
            while let found = place(of: 0, in: buffer, from: zero) {
                buffer[found] = 0x20
                zero = found + 1
            }
            var input = HTMLInput(buffer)
            input.prepare()
            return input.closeGaps()
        }
        bytes.removeSubrange(length...)
        return bytes
    }

    /// Moves together what stays, and tells how much that is.
    private func closeGaps() -> Int {
        guard let base = buffer.baseAddress else { return 0 }
        var end = dropped.first?.lowerBound ?? buffer.count
        for (number, gap) in dropped.enumerated() {
            let next = number + 1 < dropped.count ? dropped[number + 1].lowerBound : buffer.count
            memmove(base + end, base + gap.upperBound, next - gap.upperBound)
            end += next - gap.upperBound
        }
        return end
    }

    /// Where a byte comes next.
    private static func place(of byte: UInt8, in buffer: UnsafeMutableBufferPointer<UInt8>, from start: Int) -> Int? {
        guard let base = buffer.baseAddress, start < buffer.count, let found = memchr(base + start, Int32(byte), buffer.count - start)
        else { return nil }
        return UnsafeMutableRawPointer(base).distance(to: found)
    }

    private func place(of byte: UInt8, from start: Int) -> Int? { HTMLInput.place(of: byte, in: buffer, from: start) }

    private init(_ buffer: UnsafeMutableBufferPointer<UInt8>) { self.buffer = buffer }

    @inline(__always)
    private func at(_ position: Int) -> UInt8 { position < buffer.count ? buffer[position] : 0 }

    private mutating func prepare() {
        while let next = place(of: UInt8(ascii: "<"), from: index) {
            index = next
            switch at(index + 1) {
            case UInt8(ascii: "!") where at(index + 2) == UInt8(ascii: "-") && at(index + 3) == UInt8(ascii: "-"): skipComment()
            case UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "/"): clearDeclaration()
            case let byte where HTMLInput.isLetter(byte): skipStartTag()
            default: index += 1
            }
        }
    }

    /// `<!-->` and `<!--->` are whole and say nothing: libxml2 would go on to the next end. `--!>` ends one as well.
    private mutating func skipComment() {
        var end = index + 4
        if at(end) == UInt8(ascii: ">") || at(end) == UInt8(ascii: "-") && at(end + 1) == UInt8(ascii: ">") {
            let whole = at(end) == UInt8(ascii: ">") ? end : end + 1
            for place in index...whole { buffer[place] = 0x20 }
            index = whole + 1
            return
        }
        while let found = place(of: UInt8(ascii: ">"), from: end) {
            let mark = at(found - 1) == UInt8(ascii: "!") ? found - 1 : found
            if mark >= index + 6, at(mark - 1) == UInt8(ascii: "-"), at(mark - 2) == UInt8(ascii: "-") {
                drop(index + 4..<mark - 2)
                index = found + 1
                return
            }
            end = found + 1
        }
        index = buffer.count
    }

    /// An end tag, a document type or a processing instruction, up to its first `>`: what could be a quote or a tag in it becomes a space.
    private mutating func clearDeclaration() {
        let isEndTag = at(index + 1) == UInt8(ascii: "/")
        index += 2
        if isEndTag {
            guard HTMLInput.isLetter(at(index)) else { return }
            skipName()
        }
        while index < buffer.count, buffer[index] != UInt8(ascii: ">") {
            let byte = buffer[index]
            if isEndTag || byte == UInt8(ascii: "<") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { buffer[index] = 0x20 }
            index += 1
        }
    }

    private mutating func skipStartTag() {
        index += 1
        let name = index
        skipName()
        let length = index - name
        var attributes = 0
        while index < buffer.count {
            let byte = buffer[index]
            if HTMLInput.isBlank(byte) {
                index += 1
                continue
            }
            if isTagEnd { break }
            let start = index
            if HTMLInput.isNameStart(byte) {
                skipAttribute()
                attributes += 1
            } else {
                while index < buffer.count, !HTMLInput.isBlank(buffer[index]), !isTagEnd { index += 1 }
            }
            if attributes > HTMLInput.maximumAttributes { for place in start..<index { buffer[place] = 0x20 } }
        }
        for raw in ["script", "style"] as [StaticString] where length == raw.utf8CodeUnitCount && begins(name, with: raw) {
            // `<script/>` is not whole (HTML Living Standard, section 13.2.5.40).
            if at(index) == UInt8(ascii: "/") {
                buffer[index] = 0x20
                index += 1
            }
            let isData = mayBeData(name..<index)
            let start = min(index + 1, buffer.count)
            skipProgram(raw)
            if !isData { drop(start..<max(start, index)) }
        }
    }

    private mutating func drop(_ range: Range<Int>) { if !range.isEmpty { dropped.append(range) } }

    /// Whether the attributes of a tag may say that it holds JSON, as far as can be told without reading them.
    private func mayBeData(_ tag: Range<Int>) -> Bool {
        tag.contains { place in at(place) == UInt8(ascii: "&") || begins(place, with: "json") }
    }

    private var isTagEnd: Bool {
        buffer[index] == UInt8(ascii: ">") || buffer[index] == UInt8(ascii: "/") && at(index + 1) == UInt8(ascii: ">")
    }

    private mutating func skipAttribute() {
        skipName()
        skipBlanks()
        guard at(index) == UInt8(ascii: "=") else { return }
        index += 1
        skipBlanks()
        let quote = at(index)
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            index = place(of: quote, from: index + 1).map { $0 + 1 } ?? buffer.count
        } else {
            while index < buffer.count, !HTMLInput.isBlank(buffer[index]), buffer[index] != UInt8(ascii: ">") { index += 1 }
        }
    }

    /// In a program, a sign of less begins no tag.
    private mutating func skipProgram(_ name: StaticString) {
        while let next = place(of: UInt8(ascii: "<"), from: index) {
            index = next
            if at(index + 1) == UInt8(ascii: "/"), begins(index + 2, with: name) { return }
            index += 1
        }
        index = buffer.count
    }

    private mutating func skipName() {
        let end = index + HTMLInput.maximumName
        while index < buffer.count, index < end, HTMLInput.isName(buffer[index]) { index += 1 }
    }

    private mutating func skipBlanks() {
        while index < buffer.count, HTMLInput.isBlank(buffer[index]) { index += 1 }
    }

    private func begins(_ place: Int, with name: StaticString) -> Bool {
        guard place + name.utf8CodeUnitCount <= buffer.count else { return false }
        return (0..<name.utf8CodeUnitCount).allSatisfy { buffer[place + $0] | 0x20 == name.utf8Start[$0] }
    }

    @inline(__always)
    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
    @inline(__always)
    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    @inline(__always)
    private static func isNameStart(_ byte: UInt8) -> Bool { isLetter(byte) || byte == 0x5F || byte == 0x3A || byte == 0x2E }
    @inline(__always)
    private static func isName(_ byte: UInt8) -> Bool { isNameStart(byte) || (0x30...0x39).contains(byte) || byte == 0x2D }
}
