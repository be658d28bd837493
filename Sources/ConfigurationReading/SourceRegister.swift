import NewsModel
import Yams

/// The sources of all files together: what is given twice is found here.
struct SourceRegister {
    private(set) var sources: [Source] = []
    private var places: [SourceID: String] = [:]
    private var urls: [String: (id: SourceID, place: String)] = [:]
    private var renamed: [(from: SourceID, to: SourceID, mark: Place?, document: YAMLDocument)] = []

    mutating func add(_ placed: PlacedSource) {
        let source = placed.source
        let idPlace = SourceRegister.place(placed.idPlace, placed.document)
        if let first = places.updateValue(idPlace, forKey: source.id) {
            places[source.id] = first
            placed.document.report(
                placed.idPlace, "id \(source.id) is given twice, first at \(first)", "write another id, or remove one of them")
            return
        }
        let key = SourceRegister.normalized(source.url)
        if let first = urls[key] {
            placed.document.report(
                placed.urlPlace, "source \(source.id) has the url of \(first.id), given at \(first.place)", "remove one of them")
            return
        }
        urls[key] = (source.id, SourceRegister.place(placed.urlPlace, placed.document))
        if let former = source.formerly { renamed.append((former, source.id, placed.formerlyPlace, placed.document)) }
        sources.append(source)
    }

    /// Reports what `formerly` says that cannot be; to be called once, after the last source.
    func checkRenames() {
        var heirs: [SourceID: SourceID] = [:]
        for (former, id, mark, document) in renamed {
            if let place = places[former] {
                document.report(mark, "formerly: \(former) still is a source, at \(place)", "remove one of the two lines")
            } else if let other = heirs[former] {
                document.report(mark, "formerly: \(former) is said by \(other) as well", "keep one of them")
            }
            heirs[former] = id
        }
    }

    private static func place(_ mark: Place?, _ document: YAMLDocument) -> String {
        "\(document.file):\(mark?.line ?? 0):\(mark?.column ?? 0)"
    }

    /// What two ways of writing one URL have in common: scheme and host in lower case, no default port, no trailing dot of the
    /// host, no fragment, `/` for an empty path, percent-encoding in upper case (RFC 3986 section 6.2.2 and 6.2.3).
    static func normalized(_ url: String) -> String {
        guard var reference = URLReference(SecretResolver.marked(url)) else { return url }
        while let host = reference.host, host.hasSuffix("."), host.utf8.count > 1 { reference.host = String(host.dropLast()) }
        reference.fragment = nil
        var bytes = Array(reference.description.utf8)
        for index in bytes.indices where bytes[index] == UInt8(ascii: "%") {
            for next in [index + 1, index + 2] where next < bytes.count && (0x61...0x66).contains(bytes[next]) { bytes[next] &-= 0x20 }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension SecretResolver {
    /// A URL in which each credential is a word of its own that a URL can hold.
    fileprivate static func marked(_ url: String) -> String {
        guard let parts = try? parts(of: url) else { return url }
        return parts.map {
            if case .credential(let name) = $0 { "credential~\(name)" } else if case .text(let text) = $0 { text } else { "" }
        }.joined()
    }
}
