import Markup

/// Reads a list in OPML: every outline with an `xmlUrl` is a source, those around it and its categories are its subjects.
///
/// As loose as feeds are read: broken markup, unescaped ampersands and quotes, names in any case, any character set; nothing external is
/// looked at. Source: OPML 2.0, <http://opml.org/spec2.opml>.
public struct OutlineReader {
    private let text: [UInt8]
    private var index = 0
    private var line = 1
    /// Names of the outlines around, of sources among them nil.
    private var folders: [String?] = []
    private var hasOutline = false
    private var hasEnd = false
    private var isEnded = false

    /// Quotes that were not closed: each has what stands behind it read twice.
    private var failures = 0

    private static let maximumTagBytes = 64 << 10
    private static let maximumFailures = 50
    private static let maximumDepth = 256
    private static let maximumSubjects = 20
    private static let maximumSubjectCharacters = 512

    /// A reader of a whole document.
    public init(_ bytes: [UInt8]) {
        text = CharacterDecoding.decode(bytes, httpCharset: nil, as: .xml).utf8
    }

    /// Bytes that were read, and of how many: what a progress is told by.
    public var progress: (read: Int, total: Int) { (index, text.count) }

    /// The next source or problem; nil at the end.
    public mutating func next() -> SourceListItem? {
        while let tag = nextTag() {
            switch tag {
            case .problem(let line, let message): return .problem(line: line, message)
            case .end(let name):
                if name == "outline" { _ = folders.popLast() }
                if name == "opml" || name == "body" { hasEnd = true }
            case .start(let name, let attributes, let line, let isEmpty):
                guard name == "outline" else { continue }
                hasOutline = true
                let outline = Outline(attributes)
                if outline.url == nil, outline.name?.lowercased().contains("xmlurl=") == true {
                    return .problem(line: line, "a quote in <outline> is not closed")
                }
                let source = outline.url.map { outline.source($0, folders: folders.compactMap { $0 }, line: line) }
                if !isEmpty {
                    guard folders.count < OutlineReader.maximumDepth else {
                        return .problem(
                            line: line, "outlines within more than \(OutlineReader.maximumDepth) others; what is in it is left out")
                    }
                    folders.append(source == nil ? outline.name : nil)
                }
                if let source { return .source(source) }
            }
        }
        return end()
    }

    private mutating func end() -> SourceListItem? {
        guard !isEnded else { return nil }
        isEnded = true
        if !hasOutline { return .problem(line: 1, "no OPML: there is no <outline> in it (a feed itself is a source: give its address)") }
        return hasEnd ? nil : .problem(line: line, "the document breaks off: what may have stood behind is missing")
    }

    // MARK: Markup

    private enum Tag {
        case start(String, [(name: String, value: String)], line: Int, isEmpty: Bool)
        case end(String)
        case problem(Int, String)
    }

    private mutating func nextTag() -> Tag? {
        while let open = text[index...].firstIndex(of: UInt8(ascii: "<")) {
            advance(to: open + 1)
            if isAt("!--") {
                skip(past: "-->")
            } else if isAt("![CDATA[") {
                skip(past: "]]>")
            } else if isAt("!") || isAt("?") {
                skip(past: ">")
            } else if isAt("/") {
                advance(to: index + 1)
                let name = readName()
                skip(past: ">")
                return .end(name)
            } else if isNameStart {
                return startTag()
            }
        }
        return nil
    }

    private mutating func startTag() -> Tag {
        let (start, line) = (index, self.line)
        let name = readName()
        var attributes: [(name: String, value: String)] = []
        while true {
            skipSpace()
            guard index < text.count else { return .problem(line, "the document breaks off within <\(name.prefix(32))>") }
            switch text[index] {
            case UInt8(ascii: ">"):
                advance(to: index + 1)
                return .start(name, attributes, line: line, isEmpty: false)
            case UInt8(ascii: "/"):
                advance(to: index + 1)
                if isAt(">") {
                    advance(to: index + 1)
                    return .start(name, attributes, line: line, isEmpty: true)
                }
            case UInt8(ascii: "<"):
                return .problem(line, "<\(name.prefix(32))> is not closed")
            default:
                let attribute = readName()
                skipSpace()
                guard isAt("=") else {
                    if attribute.isEmpty { advance(to: index + 1) }
                    continue
                }
                advance(to: index + 1)
                skipSpace()
                guard let value = readValue(before: start + OutlineReader.maximumTagBytes) else {
                    // Looked for again behind this tag's name, not behind what the quote would swallow.
                    (index, self.line) = (start, line)
                    failures += 1
                    guard failures < OutlineReader.maximumFailures else {
                        index = text.count
                        return .problem(line, "so many quotes are not closed that the rest is left out")
                    }
                    return .problem(line, "a quote in <\(name.prefix(32))> is not closed")
                }
                if attributes.count < 100 { attributes.append((attribute, value)) }
            }
        }
    }

    /// A value in quotes. A quote that nothing follows as it should is one of the text's own.
    private mutating func readValue(before limit: Int) -> String? {
        guard index < text.count else { return nil }
        let quote = text[index]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
            let end = text[index...].firstIndex { $0 <= 0x20 || $0 == UInt8(ascii: ">") } ?? text.count
            defer { advance(to: end) }
            return decoded(index..<end)
        }
        let start = index + 1
        var end = start
        while end < min(limit, text.count) {
            if text[end] == quote, endsValue(end) {
                defer { advance(to: end + 1) }
                return decoded(start..<end)
            }
            end += 1
        }
        return nil
    }

    /// Whether behind a quote the tag ends, or another attribute begins.
    private func endsValue(_ quote: Int) -> Bool {
        var next = quote + 1
        while next < text.count, text[next] <= 0x20 { next += 1 }
        guard next < text.count, ![UInt8(ascii: ">"), UInt8(ascii: "/"), UInt8(ascii: "?")].contains(text[next]) else { return true }
        guard next > quote + 1 else { return false }
        let limit = min(text.count, next + 256)
        while next < limit, text[next] > 0x20, text[next] != UInt8(ascii: "=") {
            if [UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "<")].contains(text[next]) { return false }
            next += 1
        }
        while next < limit, text[next] <= 0x20 { next += 1 }
        return next < limit && text[next] == UInt8(ascii: "=")
    }

    private func decoded(_ range: Range<Int>) -> String {
        String(decoding: NamedEntities.decodeReferences(text[range]), as: UTF8.self)
    }

    private var isNameStart: Bool {
        guard index < text.count else { return false }
        let byte = text[index]
        return (0x61...0x7A).contains(byte | 0x20) && byte >= 0x41 || byte == UInt8(ascii: "_") || byte >= 0x80
    }

    /// In lower case.
    private mutating func readName() -> String {
        let stops: [UInt8] = [UInt8(ascii: "="), UInt8(ascii: ">"), UInt8(ascii: "/"), UInt8(ascii: "<")]
        let end = text[index...].firstIndex { $0 <= 0x20 || stops.contains($0) } ?? text.count
        defer { advance(to: end) }
        return String(decoding: text[index..<min(end, index + 256)], as: UTF8.self).lowercased()
    }

    private mutating func skipSpace() {
        while index < text.count, text[index] <= 0x20 { advance(to: index + 1) }
    }

    private func isAt(_ word: String) -> Bool { text[index...].starts(with: word.utf8) }

    private mutating func skip(past word: String) {
        let word = Array(word.utf8)
        var end = index
        while end < text.count {
            if text[end...].starts(with: word) { return advance(to: end + word.count) }
            end += 1
        }
        advance(to: text.count)
    }

    private mutating func advance(to end: Int) {
        line += text[index..<end].count { $0 == 0x0A }
        index = end
    }

    // MARK: An outline

    private struct Outline {
        let attributes: [(name: String, value: String)]

        init(_ attributes: [(name: String, value: String)]) { self.attributes = attributes }

        private subscript(_ name: String) -> String? { attributes.first { $0.name == name }?.value }

        var name: String? {
            (self["title"]?.foldedLine ?? self["text"]?.foldedLine).map { String($0.prefix(OutlineReader.maximumSubjectCharacters)) }
        }

        var url: String? {
            if let url = self["xmlurl"]?.foldedLine { return url }
            let type = self["type"]?.lowercased() ?? ""
            return ["rss", "atom", "feed", "json"].contains(type) ? self["url"]?.foldedLine : nil
        }

        func source(_ url: String, folders: [String], line: Int) -> SourceLine {
            var source = SourceLine(line: line, id: self["wirespool:id"]?.foldedLine, name: name, url: url.listedURL)
            if source.name == source.id { source.name = nil }
            var object = ListedSettings.object(self["wirespool:settings"] ?? "") ?? [:]
            if let settings = self["wirespool:settings"], ListedSettings.object(settings) == nil { source.settings = settings }
            if self["wirespool:settings"] == nil {
                let subjects = subjects(folders)
                if !subjects.isEmpty { object["subjects"] = subjects }
                // Readers write `unknown` where they do not know.
                if let language = self["language"]?.foldedLine?.lowercased(), language != "unknown",
                    language.wholeMatch(of: /[a-z]{2,3}(-[a-z0-9]{2,8})*/) != nil
                {
                    object["language"] = self["language"]?.foldedLine
                }
            }
            if source.settings.isEmpty { source.settings = ListedSettings.text(object) ?? "" }
            return source
        }

        /// `category` holds paths like `/News/Sport` and words, separated by commas.
        private func subjects(_ folders: [String]) -> [String] {
            var subjects: [String] = []
            let categories = (self["category"] ?? "").split(whereSeparator: { $0 == "," || $0 == "/" })
            for name in folders + categories.compactMap({ String($0).foldedLine }) where !subjects.contains(name) {
                subjects.append(String(name.prefix(OutlineReader.maximumSubjectCharacters)))
            }
            return Array(subjects.prefix(OutlineReader.maximumSubjects))
        }
    }
}
