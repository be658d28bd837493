import Glibc
import NewsModel

/// Markup made safe to give to libxml2, whose parser is quadratic in the attributes of a tag and in different names and takes a zero for the
/// end, and made quick: it reads programs, styles and comments letter by letter, and there is more of them than of text.
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
    private var names = HTMLNameCensus()
    /// Of the last name that was skipped: in lower case, but where capitals make another name of it.
    private var nameHash: UInt64 = 0
    /// The `svg` or `math` that is open.
    private var drawing: HTMLDrawing?

    /// The markup with zeros as spaces, without the attributes of a tag after the first thousand and without names after the first sixteen
    /// thousand, without drawings and formulas, and with nothing in comments, styles and programs; data that stands in a `script` stays.
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
            input.clearReferences()
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
        endDrawing(buffer.count)
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
        let tag = index
        let isEndTag = at(index + 1) == UInt8(ascii: "/")
        index += 2
        guard !isEndTag || HTMLInput.isLetter(at(index)) else { return }
        let name = index
        skipName(bySpelling: !isEndTag)
        var isCrowded = index > name && !names.admits(nameHash)
        if !isEndTag, isNamed(name..<index, "doctype") {
            skipBlanks()
            skipName(bySpelling: true)
            isCrowded = !names.admits(nameHash) || isCrowded
        }
        let hash = nameHash
        while index < buffer.count, buffer[index] != UInt8(ascii: ">") {
            let byte = buffer[index]
            if isEndTag || byte == UInt8(ascii: "<") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") { buffer[index] = 0x20 }
            index += 1
        }
        if isCrowded { blank(tag..<min(index + 1, buffer.count)) }
        if isEndTag { close(hash, tag..<min(index + 1, buffer.count)) }
    }

    private mutating func skipStartTag() {
        let tag = index
        index += 1
        let start = index
        skipName()
        let name = start..<index
        let hash = nameHash
        let isCrowded = !names.admits(hash)
        var attributes = 0
        while index < buffer.count {
            let byte = buffer[index]
            if HTMLInput.isBlank(byte) {
                index += 1
                continue
            }
            if isTagEnd { break }
            if byte == UInt8(ascii: "/") {
                buffer[index] = 0x20
                index += 1
                continue
            }
            let start = index
            let isAdmitted = skipAttribute()
            attributes += 1
            if attributes > HTMLInput.maximumAttributes || !isAdmitted { blank(start..<index) }
        }
        if isCrowded {
            index = min(at(index) == UInt8(ascii: "/") ? index + 2 : index + 1, buffer.count)
            blank(tag..<index)
        } else if drawing != nil {
            enterInDrawing(tag, name, hash)
        } else {
            enter(tag, name, hash)
        }
    }

    /// What follows the start tag of an element of HTML that is not read like others.
    private mutating func enter(_ tag: Int, _ name: Range<Int>, _ hash: UInt64) {
        if HTMLDrawing.isRoot(hash) {
            if isWhole { drop(tag..<index + 2) } else { drawing = HTMLDrawing(hash, at: tag) }
        } else {
            enter(name)
        }
    }

    private mutating func enter(_ name: Range<Int>) {
        switch name.count {
        case 5 where isNamed(name, "style"): skipProgram(name, "style")
        case 5 where isNamed(name, "title"):
            if !isWhole { skipText("title") }
        case 6 where isNamed(name, "script"): skipProgram(name, "script")
        case 8 where isNamed(name, "textarea"):
            if !isWhole { skipText("textarea") }
        default: break
        }
    }

    /// Whether the tag that is read ends with `/>`.
    private var isWhole: Bool { at(index) == UInt8(ascii: "/") }

    // MARK: Drawings

    /// In a drawing `style` and `script` are elements like others. Data stays: it is the page's, whose drawing was left open.
    private mutating func enterInDrawing(_ tag: Int, _ name: Range<Int>, _ hash: UInt64) {
        if isNamed(name, "script"), !isWhole, mayBeData(name.upperBound..<index) {
            skipProgram(name, "script")
            let end = place(of: UInt8(ascii: ">"), from: index).map { $0 + 1 } ?? buffer.count
            drawing?.keep(tag..<end)
            return
        }
        let isWhole = isWhole
        switch drawing?.open(hash, isWhole: isWhole) {
        case .ended:
            endDrawing(tag)
            enter(tag, name, hash)
        case .html: enter(name)
        case .within, nil: break
        }
    }

    private mutating func close(_ hash: UInt64, _ tag: Range<Int>) {
        switch drawing?.close(hash) {
        case .ended(let isOwn): endDrawing(isOwn ? tag.upperBound : tag.lowerBound)
        case .within, nil: break
        }
    }

    /// Leaves out the drawing that is open, up to a place.
    private mutating func endDrawing(_ end: Int) {
        guard let drawing else { return }
        while let last = dropped.last, last.lowerBound >= drawing.start { dropped.removeLast() }
        var start = drawing.start
        for data in drawing.kept {
            drop(start..<data.lowerBound)
            start = data.upperBound
        }
        drop(start..<end)
        self.drawing = nil
    }

    // MARK: Content without tags

    /// In a title or a field, no tag begins but its own end (section 13.2.5.2, RCDATA state): what looks like one is left out of it. One
    /// without an end of its own is read as any element is: a browser would show nothing else of the page.
    private mutating func skipText(_ name: StaticString) {
        let start = index
        var next = start
        var tags: [Range<Int>] = []
        while let found = place(of: UInt8(ascii: "<"), from: next), found - start <= HTMLInput.maximumText {
            next = found + 1
            let isEnd = at(next) == UInt8(ascii: "/")
            let tag = isEnd ? next + 1 : next
            if isNamed(tag, name) {
                guard isEnd else { return }
                for tag in tags { blank(tag) }
                for place in start..<found where buffer[place] == UInt8(ascii: "<") { buffer[place] = 0x20 }
                index = found
                return
            }
            if isNamed(tag, "body") || isNamed(tag, "head") && isEnd { return }
            let name = tag..<min(tag + HTMLInput.maximumName, buffer.count)
            if HTMLInput.isLetter(at(tag)),
                let end = name.first(where: { buffer[$0] == UInt8(ascii: ">") || buffer[$0] == UInt8(ascii: "<") }),
                buffer[end] == UInt8(ascii: ">")
            {
                tags.append(found..<end + 1)
            }
        }
    }

    /// Bytes of a title or a field within which its end stands.
    private static let maximumText = 64 << 10

    /// Leaves of the names of references as many as may be.
    private mutating func clearReferences() {
        index = 0
        while let found = place(of: UInt8(ascii: "&"), from: index) {
            index = found + 1
            guard HTMLInput.isNameStart(at(index)) || at(index) >= 0x80 else { continue }
            skipName(bySpelling: true)
            if !names.admits(nameHash) { buffer[found] = 0x20 }
        }
    }

    private func blank(_ range: Range<Int>) { for place in range { buffer[place] = 0x20 } }

    private mutating func drop(_ range: Range<Int>) { if !range.isEmpty { dropped.append(range) } }

    /// Whether the attributes of a tag may say that it holds JSON, as far as can be told without reading them.
    private func mayBeData(_ tag: Range<Int>) -> Bool {
        tag.contains { place in at(place) == UInt8(ascii: "&") || begins(place, with: "json") }
    }

    private var isTagEnd: Bool {
        buffer[index] == UInt8(ascii: ">") || buffer[index] == UInt8(ascii: "/") && at(index + 1) == UInt8(ascii: ">")
    }

    /// To libxml2 a name such as `@click` is none, and a `>` in its value ends the tag: it is left out with its value, as long as HTML says it is
    /// (section 13.2.5.33, attribute name state).
    ///
    /// - Returns: Whether it is one to libxml2, and there is room for its name.
    private mutating func skipAttribute() -> Bool {
        let isName = HTMLInput.isNameStart(buffer[index])
        if isName { skipName() } else { index += 1 }
        let end = index
        while index < buffer.count, !HTMLInput.endsName(buffer[index]) { index += 1 }
        let isAdmitted = isName && index == end && names.admits(nameHash)
        let nameEnd = index
        skipBlanks()
        guard at(index) == UInt8(ascii: "=") else { return isAdmitted }
        index += 1
        skipBlanks()
        let quote = at(index)
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            if let close = place(of: quote, from: index + 1) {
                index = close + 1
            } else {
                index = isAdmitted ? buffer.count : nameEnd
            }
        } else {
            while index < buffer.count, !HTMLInput.isBlank(buffer[index]), buffer[index] != UInt8(ascii: ">") { index += 1 }
        }
        return isAdmitted
    }

    /// In a program, a sign of less begins no tag.
    private mutating func skipProgram(_ tag: Range<Int>, _ name: StaticString) {
        // `<script/>` is not whole (HTML Living Standard, section 13.2.5.40).
        if at(index) == UInt8(ascii: "/") {
            buffer[index] = 0x20
            index += 1
        }
        let isData = mayBeData(tag.lowerBound..<index)
        let start = min(index + 1, buffer.count)
        var end = buffer.count
        while let next = place(of: UInt8(ascii: "<"), from: index) {
            index = next + 1
            guard at(index) == UInt8(ascii: "/"), begins(index + 1, with: name) else { continue }
            end = next
            break
        }
        index = end
        if !isData { drop(start..<max(start, index)) }
    }

    /// - Parameter bySpelling: Whether capitals make another name of it, as in references and declarations, of which it may also be of
    ///   any script, and of any length (`htmlParseName`).
    @inline(__always)
    private mutating func skipName(bySpelling: Bool = false) {
        let end = bySpelling ? buffer.count : min(index + HTMLInput.maximumName, buffer.count)
        let fold: UInt8 = bySpelling ? 0 : 0x20
        var (place, hash) = (index, FNV1a.seed)
        while place < end, HTMLInput.isName(buffer[place]) || bySpelling && buffer[place] >= 0x80 {
            hash = FNV1a.hash(buffer[place] | fold, onto: hash)
            place += 1
        }
        (index, nameHash) = (place, hash)
    }

    private mutating func skipBlanks() {
        while index < buffer.count, HTMLInput.isBlank(buffer[index]) { index += 1 }
    }

    private func begins(_ place: Int, with name: StaticString) -> Bool {
        guard place + name.utf8CodeUnitCount <= buffer.count else { return false }
        return (0..<name.utf8CodeUnitCount).allSatisfy { buffer[place + $0] | 0x20 == name.utf8Start[$0] }
    }

    /// Whether a name stands at a place, and ends there.
    private func isNamed(_ place: Int, _ name: StaticString) -> Bool {
        begins(place, with: name) && !HTMLInput.isName(at(place + name.utf8CodeUnitCount))
    }

    private func isNamed(_ range: Range<Int>, _ name: StaticString) -> Bool {
        range.count == name.utf8CodeUnitCount && begins(range.lowerBound, with: name)
    }

    @inline(__always)
    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
    @inline(__always)
    private static func endsName(_ byte: UInt8) -> Bool { isBlank(byte) || byte == 0x2F || byte == 0x3D || byte == 0x3E }
    @inline(__always)
    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    @inline(__always)
    private static func isNameStart(_ byte: UInt8) -> Bool { isLetter(byte) || byte == 0x5F || byte == 0x3A || byte == 0x2E }
    @inline(__always)
    private static func isName(_ byte: UInt8) -> Bool { isNameStart(byte) || (0x30...0x39).contains(byte) || byte == 0x2D }
}
