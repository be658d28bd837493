public import NewsModel

/// A link to an article, as a listing page has it: a front page, a section, a topic.
public struct ListedLink: Hashable, Sendable {
    /// Where the article stands: absolute, without a fragment.
    public var url: String
    /// What the listing calls it; nil where nothing but a picture or a "read more" leads there.
    public var headline: String?
    /// When it appeared, where the listing says so beside the link.
    public var publishedAt: NewsDate?

    /// A link.
    public init(url: String, headline: String? = nil, publishedAt: NewsDate? = nil) {
        self.url = url
        self.headline = headline
        self.publishedAt = publishedAt
    }
}
