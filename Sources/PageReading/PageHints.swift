public import NewsModel

/// What the configuration of a source says about its pages. It goes before what a page says of itself only where noted.
public struct PageHints: Sendable {
    /// The language, BCP 47, where the page declares none.
    public var language: String?
    /// The zone of times without an offset: an IANA name such as `Europe/Istanbul`.
    public var timezone: String?
    /// The provider of the text, where the page names none.
    public var agency: String?
    /// Field → XPath 1.0; before everything else that is known of the page. Fields are those of an article, and `body` and `remove`.
    public var extract: [String: String]
    /// What is known of publishers' pages: before what comes with the program, of which one with the same name is set aside.
    public var rules: [PageRule]

    /// Hints.
    public init(
        language: String? = nil, timezone: String? = nil, agency: String? = nil, extract: [String: String] = [:], rules: [PageRule] = []
    ) {
        self.language = language
        self.timezone = timezone
        self.agency = agency
        self.extract = extract
        self.rules = rules
    }
}
