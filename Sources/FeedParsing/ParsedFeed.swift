import Markup
public import NewsModel

/// What a feed said, before anything is made of it.
public struct ParsedFeed: Equatable, Sendable {
    /// `rss090` `rss091` `rss092` `rss093` `rss094` `rss10` `rss20` `atom03` `atom10` `cdf` `json10` `json11`; `rss` or `atom` where no version is told;
    /// `sitemap` `sitemap-text` `sitemapindex` where it was made of a ``Sitemap``, `html` where of the links of a page.
    public var format: String
    /// The character set the document was in.
    public var encoding: String
    /// What it says of itself.
    public var header = FeedHeader()
    /// Its items, in its order.
    public var entries: [ParsedEntry] = []
    /// Seconds that the document may be kept (`ttl`).
    public var ttl: Int?
    /// Seconds between two updates by `sy:updatePeriod` and `sy:updateFrequency`.
    public var updatePeriod: Int?
    /// Hours of the day, 0–23 in UTC, in which the publisher wants no polls.
    public var skipHours: [Int] = []
    /// Days of the week, 1 Monday – 7 Sunday, on which the publisher wants no polls.
    public var skipDays: [Int] = []
    /// The document's own address (`rel="self"`, `feed_url`).
    public var selfLink: String?
    /// WebSub hubs.
    public var hubs: [String] = []
    /// Where the feed says it has moved to (`itunes:new-feed-url`, `newLocation`).
    public var newLocation: String?
    /// The sitemaps that a sitemap index names.
    public var sitemaps: [SitemapReference] = []
    /// The language the response was said to be in; weaker than everything the document says.
    var transportLanguage: String?
    /// What was repaired in the document as a whole.
    public var warnings: [ArticleWarning] = []

    /// A feed of a format.
    public init(format: String, encoding: String) {
        self.format = format
        self.encoding = encoding
    }
}

/// What a feed, or the `source` of an entry, says of itself.
public struct FeedHeader: Equatable, Sendable {
    var title: FeedText?
    var subtitle: FeedText?
    var info: FeedText?
    var rights: FeedText?
    var link: String?
    var links: [FeedLink] = []
    var id: String?
    var language: String?
    var published: FeedDate?
    var updated: FeedDate?
    var created: FeedDate?
    /// `dc:date`, which does not say of what.
    var date: FeedDate?
    var authors: [FeedPerson] = []
    var contributors: [FeedPerson] = []
    var publisher: FeedPerson?
    var categories: [FeedCategory] = []
    var generator: FeedGenerator?
    var image: FeedImage?
    var icon: String?
    var logo: String?
    var docs: String?
    var license: String?
    var cloud: [NamedValue] = []
    var textInput: [NamedValue] = []
    var inReplyTo: [NamedValue] = []
    var itunes = ITunes()

    init() {}

}

/// One item of a feed, as its publisher gave it.
public struct ParsedEntry: Equatable, Sendable {
    /// The publisher's identifier (`guid`, `id`).
    public internal(set) var id: String?
    /// Whether the identifier is the link as well.
    public internal(set) var isIDPermalink = false
    /// The headline.
    public internal(set) var title: FeedText?
    /// The article's page, absolute.
    public internal(set) var link: String?
    /// What the publisher calls a summary or description.
    public internal(set) var summary: FeedText?
    /// The text itself.
    public internal(set) var contents: [FeedText] = []
    /// Over what the entry says; things that change by themselves, such as the number of comments, are left out. Computed at each call.
    public var entryHash: ContentHash { makeHash() }

    var subtitle: FeedText?
    var links: [FeedLink] = []
    var authors: [FeedPerson] = []
    var contributors: [FeedPerson] = []
    var publisher: FeedPerson?
    var published: FeedDate?
    var updated: FeedDate?
    var created: FeedDate?
    /// `dc:date`, which does not say of what.
    var date: FeedDate?
    var expired: FeedDate?
    var categories: [FeedCategory] = []
    var enclosures: [FeedEnclosure] = []
    var media: [FeedMedia] = []
    var thumbnails: [FeedImage] = []
    var credits: [FeedCredit] = []
    var image: FeedImage?
    var comments: String?
    var commentsFeed: String?
    var rights: FeedText?
    var license: String?
    var source: FeedHeader?
    var geo: FeedGeometry?
    var inReplyTo: [NamedValue] = []
    var itunes = ITunes()
    var language: String?
    var base: String?
    /// Whether the document broke off within it.
    var isTruncated = false
    /// Where the article is to be found when the link counts clicks first (FeedBurner).
    var originalLink: String?

    init() {}

    /// An entry of which no more is known than a listing page says.
    public init(link: String, title: String?, published: NewsDate?) {
        self.link = link
        self.title = title.map { FeedText($0) }
        self.published = published.map { FeedDate(text: $0.description) }
    }
}

/// A link with what is said of it.
struct FeedLink: Equatable, Sendable {
    var href: String?
    var rel = "alternate"
    var type: String?
    var hreflang: String?
    var title: String?
    var length: String?
}

/// Someone named by a feed.
struct FeedPerson: Hashable, Sendable {
    var name: String?
    var email: String?
    var url: String?

    var isEmpty: Bool { name == nil && email == nil && url == nil }

    /// `Name (mail)`, as feedparsers have long written it.
    var line: String? {
        if let name, let email { return "\(name) (\(email))" }
        return name ?? email
    }

    /// Reads `mail (Name)`, `Name (mail)`, `Name <mail>`, `mail`, `Name`.
    init(line text: String) {
        let text = FeedText.trimmed(text)
        guard let mail = FeedPerson.mail(in: text) else {
            if !text.isEmpty { name = text }
            return
        }
        email = String(mail)
        let before = text[..<mail.startIndex]
        let after = text[mail.endIndex...]
        let rest = (String(before) + " " + String(after)).filter { !"()<>".contains($0) }.split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
        let cleaned = rest.hasSuffix("mailto:") ? String(rest.dropLast(7)) : rest
        if !cleaned.isEmpty { name = FeedText.trimmed(cleaned) }
    }

    init(name: String? = nil, email: String? = nil, url: String? = nil) {
        (self.name, self.email, self.url) = (name, email, url)
    }

    private static func mail(in text: String) -> Substring? {
        guard let at = text.firstIndex(of: "@"), at != text.startIndex else { return nil }
        func isMail(_ character: Character) -> Bool {
            character.isASCII && (character.isLetter || character.isNumber || "._%+-~'".contains(character))
        }
        var start = at
        while start > text.startIndex, isMail(text[text.index(before: start)]) { start = text.index(before: start) }
        var end = text.index(after: at)
        while end < text.endIndex, isMail(text[end]) { end = text.index(after: end) }
        guard start < at, text[text.index(after: at)..<end].contains(".") else { return nil }
        return text[start..<end]
    }
}

struct FeedCategory: Hashable, Sendable {
    var term: String?
    var scheme: String?
    var label: String?
    /// Whether it is one of a list of words, and not from a vocabulary.
    var isKeyword = false
}

struct FeedEnclosure: Hashable, Sendable {
    var url: String
    var type: String?
    var length: String?
}

/// A `media:content` and what its group says of it.
struct FeedMedia: Hashable, Sendable {
    var url: String
    var type: String?
    var medium: String?
    var width: String?
    var height: String?
    var fileSize: String?
    var title: String?
    var text: String?
    var credit: String?
    var isDefault = false
}

struct FeedImage: Hashable, Sendable {
    var url: String?
    var title: String?
    var link: String?
    var width: String?
    var height: String?
    var description: String?
}

struct FeedCredit: Hashable, Sendable {
    var role: String?
    var scheme: String?
    var content: String
}

struct FeedGenerator: Hashable, Sendable {
    var name: String?
    var url: String?
    var version: String?
}

/// Points are longitude, latitude.
struct FeedGeometry: Hashable, Sendable {
    var type: String
    var points: [[Double]]
}

struct ITunes: Hashable, Sendable {
    var isBlocked: Bool?
    var isExplicit: Bool?
    /// Whether `explicit` stands there with a word that means neither.
    var hasExplicit = false
    var duration: String?
    var keywords: String?
    var episode: String?
    var season: String?
}

struct NamedValue: Hashable, Sendable {
    var name: String
    var value: String
}

/// A date as it stands.
struct FeedDate: Hashable, Sendable {
    var text: String
    /// Nil where it is no date. Read at each call.
    ///
    /// - Parameters:
    ///   - language: BCP 47, as in ``DateReading``.
    ///   - zoneOffset: Asked where a time has no offset of its own; without it UTC is assumed.
    func read(language: String?, zoneOffset: DateReading.ZoneOffset? = nil) -> ReadDate? {
        DateReading.read(text, zoneOffsetSeconds: zoneOffset, language: language)
    }
}
