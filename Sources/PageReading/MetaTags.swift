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
    /// The dates of `time` elements, and of what stands for one, in the order of the page.
    private(set) var times: [Time] = []

    /// One `time`, or what stands for one.
    typealias Time = (index: Int, value: String, terms: DateTerms)

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
                times.append((index, value, DateTerms(node)))
                record(microdata: node)
            default:
                record(microdata: node)
                record(date: node)
            }
        }
    }

    private static func add<Value>(_ value: Value, as name: String, to table: inout [String: [Value]]) {
        guard table[name, default: []].count < maximumValues else { return }
        table[name, default: []].append(value)
    }

    /// What stands for a `time`: `<span property="dc:created" content="…">`, RDFa, as Drupal writes it, or `<abbr class="published" title="…">`,
    /// the hAtom way, in whatever words.
    private mutating func record(date node: HTMLNode) {
        let isProperty = node.bytes(of: .property) != nil && node.bytes(of: .content) != nil
        guard let bytes = isProperty ? node.bytes(of: .content) : node.bytes(of: .title), bytes.count < 100,
            // Beyond ASCII there are other digits.
            bytes.contains(where: { $0.isDigit || $0 >= 0x80 })
        else { return }
        let value = String(decoding: bytes, as: UTF8.self)
        let terms = isProperty ? DateTerms(node) : DateTerms(classesOf: node, title: value)
        guard terms.isPublication || terms.isUpdate, let date = isProperty ? value : PageDates.onlyDate(value),
            DateReading.read(date) != nil
        else { return }
        // The title of a button says what it does.
        if !isProperty, sequence(first: node, next: \.parent).prefix(8).contains(where: { $0.tag == .button }) { return }
        times.append((node.index, date, terms))
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
