import NewsModel

/// A story of the demo's newspapers, all of it invented.
struct DemoStory: Sendable {
    var headline: String
    var subheadline = ""
    /// As the byline prints it.
    var author: String
    /// In Latin letters, as the Arabic pages give it; empty where the page has none.
    var authorInLatin = ""
    /// The dateline's place.
    var city: String
    var topics: [String]
    var paragraphs: [String]

    /// The body as a feed carries it.
    var html: String { paragraphs.map { "<p>\(demoEscaped($0))</p>" }.joined(separator: "\n") }
}

/// Text as it stands in XML and HTML, in an element and in an attribute.
func demoEscaped(_ text: String) -> String { MarkupText.escaped(text, in: .attribute) }

/// A story in its place: which of its newspaper's, and when it appeared.
struct DemoItem: Sendable {
    let index: Int
    let story: DemoStory
    let publishedAt: Instant
    let updatedAt: Instant
}
