import Markup
public import NewsModel

extension Sitemap {
    /// The sitemap as a feed, so that ``candidates(from:source:fetchedAt:http:)`` makes articles of its pages: what `news:news` says becomes headline,
    /// date, language, keywords and subjects, pictures and videos become media. The page is each entry's identity.
    ///
    /// - Parameter since: Pages published, or else last changed, before this are left out; those that say neither are kept. Nil keeps all.
    public func feed(since: Instant? = nil) -> ParsedFeed {
        var feed = ParsedFeed(format: format.rawValue, encoding: encoding)
        feed.warnings = warnings
        feed.sitemaps = children
        for entry in entries {
            if let since, let date = entry.newestDate, date.latestInstant < since { continue }
            feed.entries.append(ParsedEntry(entry))
        }
        return feed
    }
}

extension ParsedFeed {
    /// Whether it was made of a sitemap or a page of links, whose entries have no identifier but their address.
    public var isListing: Bool { format == "html" || Sitemap.Format(rawValue: format) != nil }
}

extension ParsedEntry {
    private static let newsScheme = "http://www.google.com/schemas/sitemap-news/0.9#"

    init(_ page: SitemapEntry) {
        self.init()
        link = page.url
        links = [FeedLink(href: page.url)] + page.links
        updated = page.date
        isTruncated = page.isTruncated
        for image in page.images {
            media.append(FeedMedia(url: image.url, medium: "image", title: image.title, text: image.caption))
        }
        for video in page.videos {
            if let url = video.contentURL { media.append(FeedMedia(url: url, medium: "video", title: video.title, text: video.text)) }
            if let url = video.thumbnailURL { thumbnails.append(FeedImage(url: url)) }
        }
        guard let news = page.news else { return }
        published = news.date
        language = news.language
        title = news.title.map { FeedText($0, language: news.language) }
        publisher = news.publication.map { FeedPerson(name: $0) }
        categories =
            news.keywords.map { FeedCategory(term: $0, isKeyword: true) }
            + news.genres.map { FeedCategory(term: $0, scheme: ParsedEntry.newsScheme + "genres") }
            + news.stockTickers.map { FeedCategory(term: $0, scheme: ParsedEntry.newsScheme + "stock_tickers") }
    }
}
