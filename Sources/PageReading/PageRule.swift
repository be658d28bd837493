import Markup

/// What is known of one publisher's pages: where each field stands. Better than any general way, where it holds.
struct PageRule: Sendable {
    /// For people.
    var name: String
    /// Hosts, and with them all below.
    var hosts: [String] = []
    /// A class that no other site's pages have: with it the rule holds at any host, as for an agency's pages under a partner's name.
    var sign: String?
    /// XPath 1.0; the rule holds for a page where it finds something.
    var marker: String
    /// Field → XPaths, the first that finds something is taken.
    var fields: [String: [String]] = [:]
    /// Of the elements that hold the text.
    var body: [String] = []
    /// Of what stands in them and is not of the text.
    var removals: [String] = []
    /// The provider, where the text does not name it.
    var agency: String?
    /// The zone of times without an offset.
    var timezone: String?

    /// Whether it holds for a page. The marker is looked for last, since it costs an XPath.
    func holds(for document: HTMLDocument, host: String?) -> Bool {
        guard isOfHost(host) || sign.map(document.hasClass) == true else { return false }
        return !(document.root.xpath(marker)?.texts.isEmpty ?? true)
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

    /// What a field's XPaths find; nil where there are none or they find nothing.
    func texts(_ field: String, in document: HTMLDocument) -> [String]? {
        for path in fields[field] ?? [] {
            if let texts = document.root.xpath(path)?.texts, !texts.isEmpty { return texts }
        }
        return nil
    }

    /// The rule that a source's `extract` makes.
    init?(extract: [String: String]) {
        guard !extract.isEmpty else { return nil }
        name = "extract"
        marker = "/*"
        for (field, path) in extract {
            switch field {
            case "body", "body_html", "body_text": body = [path]
            case "remove": removals = [path]
            default: fields[field] = [path]
            }
        }
    }

    init(
        name: String, hosts: [String], sign: String? = nil, marker: String, fields: [String: [String]], body: [String],
        removals: [String] = [],
        agency: String? = nil, timezone: String? = nil
    ) {
        self.name = name
        self.hosts = hosts
        self.sign = sign
        self.marker = marker
        self.fields = fields
        self.body = body
        self.removals = removals
        self.agency = agency
        self.timezone = timezone
    }

    /// All rules that come with the program.
    static let all: [PageRule] = [.anadoluAgencyFirst, .anadoluAgencySecond]

    /// The rule for a page.
    static func rule(for document: HTMLDocument, host: String?) -> PageRule? {
        all.first { $0.holds(for: document, host: host) }?.at(host)
    }
}

extension HTMLDocument {
    /// Whether an element has a class. Complexity: O(bytes of the names).
    fileprivate func hasClass(_ name: String) -> Bool {
        let wanted = Array(name.utf8)
        var isFound = false
        for index in 0..<nodeCount where !isFound {
            eachName(of: index) { names in
                guard names.count >= wanted.count else { return }
                isFound = isFound || names.split(separator: UInt8(ascii: " ")).contains { $0.elementsEqual(wanted) }
            }
        }
        return isFound
    }
}
