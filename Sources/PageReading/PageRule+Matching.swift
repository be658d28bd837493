import Markup
public import NewsModel

extension PageRule {
    /// The name of the rule that a source's `extract` makes.
    static let extractName = "extract"

    /// Where its fields come from.
    var origin: FieldOrigin { name == PageRule.extractName ? .configuration : .rule }

    /// It, for people.
    var place: String { name == PageRule.extractName ? name : "rule \(name)" }

    /// Whether it holds for a page. The expression is asked last, since it costs most.
    func holds(for document: HTMLDocument, host: String?) -> Bool {
        guard isOfHost(host) || className.map(document.hasClass) == true else { return false }
        guard let when else { return true }
        return !(document.root.xpath(when)?.texts.isEmpty ?? true)
    }

    private func isOfHost(_ host: String?) -> Bool {
        guard let host else { return false }
        return hosts.contains { host == $0 || host.hasSuffix("." + $0) }
    }

    /// The rule as it holds at a host: elsewhere than at the publisher's own, provider and zone are not known.
    private func at(_ host: String?) -> PageRule {
        var rule = self
        if !isOfHost(host) { (rule.agency, rule.timezone) = (nil, nil) }
        return rule
    }

    /// What a field's expressions find; nil where there are none or they find nothing.
    func texts(_ field: String, in document: HTMLDocument) -> [String]? {
        for path in fields[field] ?? [] {
            if let texts = document.root.xpath(path)?.texts, !texts.isEmpty { return texts }
        }
        return nil
    }

    /// The rule that a source's `extract` makes.
    init?(extract: [String: String]) {
        guard !extract.isEmpty else { return nil }
        self.init(name: PageRule.extractName, hosts: [])
        for (field, path) in extract {
            switch field {
            case "body", "body_html", "body_text": body = [path]
            case "remove": remove = [path]
            default: fields[field] = [path]
            }
        }
    }

    /// The rules that come with the program, the same as in `config/rules.d`.
    public static let builtIn: [PageRule] = [.anadoluAgencyFirst, .anadoluAgencySecond]

    /// The rule for a page: the first of these that holds, else the first of those that come with the program and bear no name of these.
    static func rule(among own: [PageRule], for document: HTMLDocument, host: String?) -> PageRule? {
        if let rule = own.first(where: { $0.holds(for: document, host: host) }) { return rule.at(host) }
        let named = Set(own.map(\.name))
        return builtIn.first { !named.contains($0.name) && $0.holds(for: document, host: host) }?.at(host)
    }
}
