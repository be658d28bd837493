import Markup
public import NewsModel

/// A sitemap, or an index of sitemaps, as its publisher gave it.
///
/// Source: <https://www.sitemaps.org/protocol.html>, and Google's extensions for news, images and videos,
/// <https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap>.
public struct Sitemap: Equatable, Sendable {
    /// How the document is written.
    public enum Format: String, Sendable {
        /// XML: addresses of pages (`urlset`).
        case pages = "sitemap"
        /// XML: addresses of sitemaps (`sitemapindex`).
        case index = "sitemapindex"
        /// One address a line.
        case text = "sitemap-text"
    }

    /// How the document is written.
    public var format: Format
    /// The character set the document was in.
    public var encoding: String
    /// Its pages, in its order.
    public var entries: [SitemapEntry] = []
    /// The sitemaps it names, in its order.
    public var children: [SitemapReference] = []
    /// What was repaired in the document as a whole.
    public var warnings: [ArticleWarning] = []

    init(format: Format, encoding: String) {
        self.format = format
        self.encoding = encoding
    }

    /// The sitemaps worth a visit: those that changed at or after an instant or do not say when, the newest first, then those that say they are of
    /// news, then the others.
    ///
    /// - Parameter limit: How many at most.
    public func children(since instant: Instant, limit: Int) -> [SitemapReference] {
        let wanted = children.filter { child in child.lastModified.map { $0.latestInstant >= instant } ?? true }
        func rank(_ child: SitemapReference) -> (isDated: Int64, isNews: Bool, year: String) {
            (child.lastModified?.latestInstant.milliseconds ?? .min, child.isNamedNews, child.datedName)
        }
        // Sorted by place as well: of two equals the first comes first.
        let sorted = wanted.enumerated().map { (offset: $0.offset, element: $0.element, rank: rank($0.element)) }.sorted { a, b in
            let (left, right) = (a.rank, b.rank)
            if left.isDated != right.isDated { return left.isDated > right.isDated }
            if left.isNews != right.isNews { return left.isNews }
            if left.year != right.year { return left.year > right.year }
            return a.offset < b.offset
        }
        return sorted.prefix(max(0, limit)).map(\.element)
    }
}

/// A sitemap named by an index.
public struct SitemapReference: Equatable, Sendable {
    /// Its address, absolute, `http` or `https`.
    public var url: String
    /// When it last changed.
    public var lastModified: NewsDate? { date?.read(language: nil)?.date }
    var date: FeedDate?

    init(url: String, date: FeedDate? = nil) {
        self.url = url
        self.date = date
    }

    fileprivate var isNamedNews: Bool {
        let path = URLReference(url)?.path.lowercased() ?? ""
        return ["news", "latest", "recent", "today"].contains { path.contains($0) }
    }

    /// The digits of an address with a year in it, such as `sitemap-2026-01.xml`; empty for all others.
    fileprivate var datedName: String {
        let groups = (URLReference(url).map { $0.path + "?" + ($0.query ?? "") } ?? "").split { !$0.isASCII || !$0.isNumber }
        guard let year = groups.firstIndex(where: { $0.hasPrefix("20") && [4, 6, 8].contains($0.count) }) else { return "" }
        return groups[year...].map { $0.count < 2 ? "0" + $0 : String($0) }.joined()
    }
}

/// A page named by a sitemap, with what the sitemap says of it.
public struct SitemapEntry: Equatable, Sendable {
    /// Its address, absolute, `http` or `https`.
    public var url: String
    /// When it last changed.
    public var lastModified: NewsDate? { date?.read(language: nil)?.date }
    /// How often it changes: `always` `hourly` `daily` `weekly` `monthly` `yearly` `never`, as it stands.
    public var changeFrequency: String?
    /// 0–1, seen from the publisher's other pages.
    public var priority: Double?
    /// The article on it.
    public var news: SitemapNews?
    /// Pictures on it.
    public var images: [SitemapImage] = []
    /// Videos on it.
    public var videos: [SitemapVideo] = []
    /// The same page in other languages: `xhtml:link rel="alternate"`.
    var links: [FeedLink] = []
    var date: FeedDate?
    /// Whether the document broke off within it.
    var isTruncated = false

    init(url: String) { self.url = url }

    /// When it was published or, where that is not said, last changed.
    public var newestDate: NewsDate? { news?.published ?? lastModified }
}

/// What `news:news` says of an article.
public struct SitemapNews: Equatable, Sendable {
    /// The headline, plain text.
    public var title: String?
    /// The publication's name.
    public var publication: String?
    /// The article's language, BCP 47.
    public var language: String?
    /// When it was published.
    public var published: NewsDate? { date?.read(language: nil)?.date }
    /// Its keywords.
    public var keywords: [String] = []
    /// `PressRelease` `Satire` `Blog` `OpEd` `Opinion` `UserGenerated`.
    public var genres: [String] = []
    /// `EXCHANGE:SYMBOL`.
    public var stockTickers: [String] = []
    var date: FeedDate?

    init() {}
}

/// A picture on a page.
public struct SitemapImage: Equatable, Sendable {
    /// Its address, absolute.
    public var url: String
    /// Its caption, plain text.
    public var caption: String?
    /// Its title, plain text.
    public var title: String?
}

/// A video on a page.
public struct SitemapVideo: Equatable, Sendable {
    /// The file's address, absolute; nil where only a player is named.
    public var contentURL: String?
    /// The player's address, absolute.
    public var playerURL: String?
    /// A still's address, absolute.
    public var thumbnailURL: String?
    /// Its title, plain text.
    public var title: String?
    /// Its description, plain text.
    public var text: String?
    /// Seconds.
    public var duration: Int?
}

extension NewsDate {
    /// The last moment it may mean: of a day alone, its end in UTC.
    var latestInstant: Instant {
        switch self {
        case .instant(let instant): instant
        case .day: earliestInstant + .days(1)
        }
    }
}
