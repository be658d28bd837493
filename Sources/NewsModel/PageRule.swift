/// What is known of one publisher's pages: where each field of an article stands in them.
///
/// Expressions are XPath 1.0 (<https://www.w3.org/TR/xpath-10/>), element and attribute names in lower case.
public struct PageRule: Hashable, Sendable {
    /// Names it to people.
    public var name: String
    /// Hosts in lower case; what is below them is theirs too: `example.org` is also `www.example.org`.
    public var hosts: [String]
    /// A class that no other publisher's pages have: with it the rule holds at any host, as for an agency's pages under a partner's name.
    public var className: String?
    /// The rule holds for a page where this finds something; nil: for every page of its hosts.
    public var when: String?
    /// Field of the article → expressions: the first that finds something is taken.
    public var fields: [String: [String]]
    /// Expressions for the elements that hold the text: the first that finds something is taken.
    public var body: [String]
    /// Expressions for what stands in them and is not of the text.
    public var remove: [String]
    /// The provider, where the text does not name it; at the rule's own hosts alone.
    public var agency: String?
    /// The zone of times without an offset, an IANA name; at the rule's own hosts alone.
    public var timezone: String?

    /// A rule.
    public init(
        name: String, hosts: [String], className: String? = nil, when: String? = nil, fields: [String: [String]] = [:], body: [String] = [],
        remove: [String] = [], agency: String? = nil, timezone: String? = nil
    ) {
        self.name = name
        self.hosts = hosts
        self.className = className
        self.when = when
        self.fields = fields
        self.body = body
        self.remove = remove
        self.agency = agency
        self.timezone = timezone
    }
}
