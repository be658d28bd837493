import NewsModel

/// What stands in the tags: addresses, labels, spans, directions and languages, and how they are escaped.
extension SanitizedHTMLWriter {
    private static let maximumAttributeBytes = 4 << 20
    /// Scalars of a title or of what a picture shows.
    private static let maximumLabel = 1000

    func address(_ value: String?, inLink: Bool) -> String? {
        guard attributeBytes < SanitizedHTMLWriter.maximumAttributeBytes else { return nil }
        guard let value, !value.isEmpty, value.utf8.count <= 8192, let reference = URLReference(value) else { return nil }
        if let scheme = reference.scheme {
            if scheme == "http" || scheme == "https" { return reference.isHTTP ? reference.description : nil }
            return inLink && (scheme == "mailto" || scheme == "tel") ? reference.description : nil
        }
        guard let base else { return nil }
        let absolute = reference.resolved(against: base)
        return absolute.isHTTP ? absolute.description : nil
    }

    static func label(_ text: String) -> String {
        guard text.utf8.count > maximumLabel else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.prefix(maximumLabel)))
    }

    func span(of node: HTMLNode) -> [UInt8] {
        var attributes: [UInt8] = []
        for (name, attribute) in [("colspan", HTMLAttribute.colspan), ("rowspan", .rowspan)] {
            if let value = node[attribute], let number = Int(value), (2...1000).contains(number) {
                add(name, String(number), to: &attributes)
            }
        }
        return attributes
    }

    func common(_ node: HTMLNode) -> [UInt8] {
        var attributes: [UInt8] = []
        if let dir = node[.dir]?.lowercased(), dir == "rtl" || dir == "ltr" || dir == "auto" { add("dir", dir, to: &attributes) }
        if let lang = node[.lang], (2...35).contains(lang.utf8.count),
            lang.utf8.allSatisfy({ (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x2D })
        {
            add("lang", lang, to: &attributes)
        }
        return attributes
    }

    func add(_ name: String, _ value: String, to attributes: inout [UInt8]) {
        attributes.append(UInt8(ascii: " "))
        attributes.append(contentsOf: name.utf8)
        attributes.append(contentsOf: "=\"".utf8)
        var value = value
        value.withUTF8 { SanitizedHTMLWriter.escape($0, into: &attributes) }
        attributes.append(UInt8(ascii: "\""))
    }

    /// Static: a method of the writer that is given its own bytes would copy both.
    static func escape(_ run: UnsafeBufferPointer<UInt8>, into output: inout [UInt8]) {
        var start = 0
        for index in run.indices {
            let entity: StaticString
            switch run[index] {
            case UInt8(ascii: "&"): entity = "&amp;"
            case UInt8(ascii: "<"): entity = "&lt;"
            case UInt8(ascii: ">"): entity = "&gt;"
            case UInt8(ascii: "\""): entity = "&quot;"
            default: continue
            }
            output.append(contentsOf: UnsafeBufferPointer(rebasing: run[start..<index]))
            output.append(contentsOf: UnsafeBufferPointer(start: entity.utf8Start, count: entity.utf8CodeUnitCount))
            start = index + 1
        }
        output.append(contentsOf: UnsafeBufferPointer(rebasing: run[start...]))
    }
}
