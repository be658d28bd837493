public import NewsModel
public import SourceListing
import Yams

/// Reads lines of a list as the configuration reads its sources: the same keys, the same errors.
public struct SourceLineReader {
    /// The list's name in messages.
    public let file: String
    private let configuration: Configuration
    private var templates: [String: Source] = [:]

    /// A reader that mixes a configuration's own values into every source.
    public init(_ configuration: Configuration, file: String) {
        self.configuration = configuration
        self.file = file
    }

    /// What a line says; where it gives no identifier, one is made of the name, or of the host.
    ///
    /// - Throws: ``ConfigurationErrors``, each problem at the line.
    public mutating func source(_ line: SourceLine) throws(ConfigurationErrors) -> Source {
        let document = YAMLDocument(file: file, directory: "/")
        func value(_ text: String, _ name: String) -> Value {
            Value(node: Node(text, Tag(.implicit), .doubleQuoted), name: name, document: document)
        }
        let url = value(line.url, "url").webURL()
        let id = line.id.map { value($0, "id").sourceID() } ?? url.flatMap { SourceID.proposed(name: line.name, url: $0) }
        let name = line.name.flatMap { value($0, "name").line(example: "Example News", limit: 512) }
        var template = templates[line.settings]
        if template == nil {
            template = configuration.template(line.settings, in: document)
            if document.problems.isEmpty { templates[line.settings] = template }
        }
        guard document.problems.isEmpty, let id, let url, var source = template else {
            throw ConfigurationErrors(
                problems: document.problems.map { problem in
                    var problem = problem
                    (problem.line, problem.column) = (line.line, 1)
                    return problem
                })
        }
        (source.id, source.url, source.name) = (id, url, name ?? id.rawValue)
        return source
    }
}

extension Configuration {
    /// Whether the configuration has a key of that name for a source.
    public static func isSourceKey(_ name: String) -> Bool { SourceKey(rawValue: name) != nil }

    /// What an imported source is made of with today's defaults, by what was said of it; nil where that is not understood any more.
    public func template(settings: String) -> Source? {
        let document = YAMLDocument(file: "", directory: "/")
        let source = template(settings, in: document)
        return document.problems.isEmpty ? source : nil
    }

    fileprivate func template(_ settings: String, in document: YAMLDocument) -> Source? {
        guard let id = SourceID("imported"), let node = document.compose(Array((settings.isEmpty ? "{}" : settings).utf8)),
            let keys = MappingReader<SourceKey>(node, "a source", in: document)
        else { return nil }
        for key in [SourceKey.id, .name, .url, .formerly] {
            if let node = keys[key] { document.report(node.place, "\(key.rawValue): cannot stand here", "remove it") }
        }
        return source(id, "", keys)
    }
}

extension SourceID {
    /// An identifier for a source that has none: of its name where that has Latin letters, else of its host.
    static func proposed(name: String?, url: String) -> SourceID? {
        func tidied(_ text: String) -> SourceID? {
            SourceID(SourceID.meant(by: text).split(separator: "-").joined(separator: "-"))
        }
        if let name {
            let letters = name.unicodeScalars.filter { $0.properties.isAlphabetic || $0.properties.numericType != nil }
            if letters.count(where: \.isASCII) * 2 > letters.count, let id = tidied(name) { return id }
        }
        var host = URLReference(url)?.host ?? ""
        if host.hasPrefix("www.") { host.removeFirst(4) }
        return tidied(host)
    }
}
