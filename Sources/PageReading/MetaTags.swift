import Markup

/// What a page says of itself in `meta`, `link`, `title` and microdata.
struct MetaTags {
    /// The values by `name`, `property` or `http-equiv` of a `meta`, in lower case, each in its order.
    private(set) var values: [String: [String]] = [:]
    /// By `itemprop` of any element: its text or its machine-readable value.
    private(set) var microdata: [String: [(index: Int, value: String)]] = [:]
    private(set) var title: String?
    private(set) var canonical: String?
    private(set) var base: String?
    private(set) var language: String?
    private(set) var direction: String?
    /// The `datetime` of `time` elements that say they are the publication, then of all others.
    private(set) var times: [Time] = []

    /// One `time`, or what stands for one.
    typealias Time = (index: Int, value: String, isPublication: Bool, isUpdate: Bool)

    /// Bytes of names that are looked at.
    private static let maximumName = 500
    /// More of one name nobody means.
    private static let maximumValues = 200

    init(_ document: HTMLDocument) {
        language = document.root[.lang] ?? document.root.attribute("xml:lang")
        direction = document.root[.dir] ?? document.body[.dir]
        if language == nil { language = document.body[.lang] }
        for index in 0..<document.nodeCount {
            guard let node = document.node(at: index) else { continue }
            switch node.tag {
            case .text: continue
            case .meta:
                guard let content = node[.content] ?? node.attribute("value") else {
                    if let charset = node[.charset] { MetaTags.add(charset, as: "charset", to: &values) }
                    continue
                }
                // What was encoded twice may stand there in character references.
                let text = PlainText.collapsed(Mojibake.repaired(content) ?? content)
                guard !text.isEmpty else { continue }
                for name in [node[.property], node[.name], node.attribute("http-equiv")] {
                    guard let name, name.utf8.count <= MetaTags.maximumName else { continue }
                    for part in name.lowercased().split(separator: " ") { MetaTags.add(text, as: String(part), to: &values) }
                }
                record(microdata: node)
            case .title:
                if title == nil {
                    let text = node.text
                    if !text.isEmpty { title = text }
                }
            case .link:
                guard let rel = node[.rel]?.lowercased(), let href = node[.href] else { continue }
                if rel.split(separator: " ").contains("canonical"), canonical == nil { canonical = href }
            case .base:
                if base == nil { base = node[.href] }
            case .time:
                guard let value = node[.datetime] ?? node[.content] else { continue }
                let isPublication =
                    MetaTags.publications.isFound(in: node.bytes(of: .itemprop))
                    || MetaTags.publications.isFound(in: node.bytes(of: .class)) || node.attribute("pubdate") != nil
                let isUpdate =
                    MetaTags.updates.isFound(in: node.bytes(of: .itemprop)) || MetaTags.updates.isFound(in: node.bytes(of: .class))
                times.append((index, value, isPublication, isUpdate))
                record(microdata: node)
            default:
                record(microdata: node)
                record(property: node)
                // `<abbr class="published" title="…">`, the hAtom way.
                if let bytes = node.bytes(of: .title), bytes.count >= 10, let first = bytes.first, (0x30...0x39).contains(first),
                    let value = node[.title]
                {
                    let isPublication = MetaTags.published.isFound(in: node.bytes(of: .class))
                    if isPublication || MetaTags.updated.isFound(in: node.bytes(of: .class)) {
                        times.append((index, value, isPublication, !isPublication))
                    }
                }
            }
        }
    }

    private static func add<Value>(_ value: Value, as name: String, to table: inout [String: [Value]]) {
        guard table[name, default: []].count < maximumValues else { return }
        table[name, default: []].append(value)
    }

    private static let publications = NameSearch(["publi", "created", "entry-date"])
    private static let updates = NameSearch(["modif", "updat"])
    private static let published = NameSearch(["published"])
    private static let updated = NameSearch(["updated"])

    /// `<span property="dc:date dc:created" content="…">`: RDFa, as Drupal writes it.
    private mutating func record(property node: HTMLNode) {
        guard let names = node[.property]?.lowercased(), names.utf8.count <= MetaTags.maximumName, let value = node[.content] else {
            return
        }
        let terms = names.split(separator: " ").map { $0.split(separator: ":").last.map(String.init) ?? "" }
        let isPublication = terms.contains { $0 == "datepublished" || $0 == "datecreated" || $0 == "created" || $0 == "issued" }
        guard isPublication || terms.contains("datemodified") || terms.contains("modified") else { return }
        times.append((node.index, value, isPublication, !isPublication))
    }

    private mutating func record(microdata node: HTMLNode) {
        guard let names = node[.itemprop], names.utf8.count <= MetaTags.maximumName, node.isSmall(nodes: 40) else { return }
        let value = PlainText.collapsed(node[.content] ?? node[.datetime] ?? node.text)
        guard !value.isEmpty, value.utf8.count < 2000 else { return }
        for name in names.lowercased().split(separator: " ") { MetaTags.add((node.index, value), as: String(name), to: &microdata) }
    }

    /// The first value of the first of these names that has one.
    func first(_ names: String...) -> String? {
        for name in names {
            if let value = values[name]?.first { return value }
        }
        return nil
    }
}
