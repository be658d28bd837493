/// What a source's address answered with: a feed or a sitemap, told by the document itself.
public enum SourceDocument: Equatable, Sendable {
    case feed(ParsedFeed)
    case sitemap(Sitemap)

    /// Reads a document of either kind.
    ///
    /// - Parameters:
    ///   - bytes: The body as it came; gzip is undone.
    ///   - contentType: The `Content-Type` field, of which the charset is used.
    ///   - url: What relative links are relative to.
    ///   - language: The `Content-Language` field: the language where a feed names none.
    /// - Throws: ``FeedError``, as ``FeedReader`` and ``SitemapReader`` do.
    public static func parse(
        _ bytes: [UInt8], contentType: String?, url: String?, language: String? = nil, limits: FeedLimits = .init()
    ) throws(FeedError) -> SourceDocument {
        let text = try DocumentText(bytes, contentType: contentType, limits: limits)
        if !text.isJSON, SitemapReader.looksLikeSitemap(text.utf8) {
            return .sitemap(try SitemapReader.parse(text, url: url, limits: limits))
        }
        return .feed(try FeedReader.parse(text, url: url, language: language, limits: limits))
    }

    /// The document as a feed: a sitemap's pages as entries, whatever their age.
    public var feed: ParsedFeed {
        switch self {
        case .feed(let feed): feed
        case .sitemap(let sitemap): sitemap.feed()
        }
    }
}
