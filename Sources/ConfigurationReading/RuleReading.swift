import Markup
import NewsModel
import Yams

extension Configuration {
    /// Reads a file that `rules` names.
    mutating func readRules(_ bytes: [UInt8], _ document: YAMLDocument) {
        guard let node = document.compose(bytes), !node.isNothing,
            let keys = MappingReader<RuleFileKey>(node, "a file of rules", in: document)
        else { return }
        let items = keys.read(.rules) { $0.list(limit: 10_000, example: "{name: example.org, hosts: [example.org], …}") }
        for item in items ?? [] {
            guard let keys = MappingReader<RuleKey>(item.node, "a rule", in: document), let rule = PageRule(keys) else { continue }
            if rules.contains(where: { $0.name == rule.name }) {
                document.report(
                    keys[.name]?.place, "the rule '\(YAMLDocument.shortened(rule.name))' is given twice", "give one of them another name")
                continue
            }
            rules.append(rule)
        }
    }
}

extension PageRule {
    /// Reads one rule; nil, reported, where it has no name, holds nowhere or tells nothing.
    fileprivate init?(_ keys: MappingReader<RuleKey>) {
        let document = keys.document
        let name = keys.read(.name) { $0.line(example: "example.org", limit: 128) }
        if keys[.name] == nil { document.report(keys.mark, "a rule has no name", "write name: example.org") }
        let hosts = keys.read(.hosts) { value -> [String]? in
            value.list(limit: 1000, example: "example.org")?.compactMap { $0.ruleHost() }
        }
        let className = keys.read(.class) { $0.className() }
        if keys[.hosts] == nil, keys[.class] == nil {
            document.report(keys.mark, "a rule names neither hosts nor a class", "write hosts: [example.org]")
        }
        var fields: [String: [String]] = [:]
        if let node = keys[.fields], let named = MappingReader<RuleFieldKey>(node, "fields", in: document) {
            for field in RuleFieldKey.allCases { fields[field.rawValue] = named.read(field) { $0.xpaths() } }
        }
        let body = keys.read(.body) { $0.xpaths() } ?? []
        let remove = keys.read(.remove) { $0.xpaths() } ?? []
        if keys[.fields] == nil, keys[.body] == nil {
            document.report(keys.mark, "a rule tells neither fields nor a body", "write fields: {headline: \"//h1\"}")
        }
        if !remove.isEmpty, body.isEmpty, let node = keys[.remove] {
            document.report(node.place, "remove: is for what stands in a body, and the rule has none", "write body: as well")
        }
        let when = keys.read(.when) { $0.xpath() }
        let agency = keys.read(.agency) { $0.line(example: "Example Agency", limit: 512) }
        let timezone = keys.read(.timezone) { $0.timezone() }
        guard let name, hosts?.isEmpty == false || className != nil, !fields.isEmpty || !body.isEmpty else { return nil }
        self.init(
            name: name, hosts: hosts ?? [], className: className, when: when, fields: fields, body: body, remove: remove, agency: agency,
            timezone: timezone)
    }
}

extension Value {
    /// An XPath 1.0 expression.
    func xpath() -> String? {
        guard let text = line(example: "\"//h1\"", limit: 4096) else { return nil }
        if let problem = XPathSyntax.problem(in: text) {
            report("'\(YAMLDocument.shortened(text))' is no XPath 1.0 expression: \(problem)", "such as \"//h1[@class='title']\"")
            return nil
        }
        return text
    }

    /// One XPath 1.0 expression or a list of them.
    fileprivate func xpaths() -> [String]? {
        if case .scalar = node { return xpath().map { [$0] } }
        return list(limit: 100, example: "\"//h1\"")?.compactMap { $0.xpath() }
    }

    /// A host's name alone, in lower case.
    fileprivate func ruleHost() -> String? {
        guard let text = line(example: "example.org", limit: 253) else { return nil }
        let host = URLReference("https://\(text)/")?.host
        guard let host, !text.contains(where: { "/:@?#".contains($0) }) else {
            report(
                "'\(YAMLDocument.shortened(text))' is no host", "write the host alone, such as \(URLReference(text)?.host ?? "example.org")"
            )
            return nil
        }
        return host
    }

    /// One class of an element.
    fileprivate func className() -> String? {
        guard let text = line(example: "article-text", limit: 256) else { return nil }
        if text.contains(" ") || text.hasPrefix(".") {
            report("'\(YAMLDocument.shortened(text))' is not one class", "write one, without a dot or a space")
            return nil
        }
        return text
    }
}
