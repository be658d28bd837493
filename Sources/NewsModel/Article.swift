/// What wirespool keeps: one story at one version, as it stands in the spool.
///
/// Its JSON is the contract with every consumer: `wirespool.article/1`, described in this module's documentation.
public struct Article: Equatable, Sendable {
    /// The name of the JSON's form, in `schema`.
    public static let schema = "wirespool.article/1"

    /// The identity of this version; the file's name.
    public var id: ArticleID
    /// Why it was spooled.
    public var event: Event
    /// The story's identity across its versions: the `id` of version 1.
    public var story: ArticleID
    /// 1 for the first, then rising by one.
    public var version: Int
    /// The `id` of the version before.
    public var previous: ArticleID?
    /// Over the canonical content.
    public var contentHash: ContentHash
    /// Where it was read.
    public var source: ArticleSource
    /// The publisher's own name of the item.
    public var guid: String?
    /// The link as the publisher gives it.
    public var url: String?
    /// The link as the page itself and the tracking rules say.
    public var canonicalURL: String?
    /// What is told.
    public var content: ArticleContent
    /// When any version of the story was first seen.
    public var firstSeenAt: Instant
    /// When the document was fetched that this version was read from.
    public var fetchedAt: Instant
    /// Near-duplicates that were spooled before.
    public var similarTo: [SimilarArticle]
    /// How it came here.
    public var provenance: Provenance
    /// What was repaired or could not be read, each code once.
    public var warnings: [ArticleWarning]

    /// Why an article was spooled.
    public enum Event: String, Codable, Sendable {
        /// The first version of a story.
        case new
        /// A later version.
        case revised
        /// The publisher takes the story back.
        case withdrawn
    }

    /// The article a candidate becomes under an identity.
    public init(
        _ candidate: Candidate, id: ArticleID, event: Event, story: ArticleID, version: Int, previous: ArticleID?,
        contentHash: ContentHash, firstSeenAt: Instant, similarTo: [SimilarArticle] = []
    ) {
        self.id = id
        self.event = event
        self.story = story
        self.version = version
        self.previous = previous
        self.contentHash = contentHash
        self.source = candidate.source
        self.guid = candidate.guid
        self.url = candidate.url
        self.canonicalURL = candidate.canonicalURL
        self.content = candidate.content
        self.firstSeenAt = firstSeenAt
        self.fetchedAt = candidate.fetchedAt
        self.similarTo = similarTo
        self.provenance = candidate.provenance
        self.warnings = candidate.warnings
    }
}

/// What an entry or a page tells, before it is known whether it is news: an article without an identity.
public struct Candidate: Equatable, Sendable {
    /// Where it was read.
    public var source: ArticleSource
    /// The publisher's own name of the item; nil where there is none.
    public var guid: String?
    /// The link as the publisher gives it, absolute.
    public var url: String?
    /// The link as the page itself and the tracking rules say.
    public var canonicalURL: String?
    /// What is told.
    public var content: ArticleContent
    /// When the document was fetched.
    public var fetchedAt: Instant
    /// How it came here.
    public var provenance: Provenance
    /// What was repaired or could not be read, each code once.
    public var warnings: [ArticleWarning]

    /// A candidate.
    public init(
        source: ArticleSource, guid: String? = nil, url: String? = nil, canonicalURL: String? = nil,
        content: ArticleContent, fetchedAt: Instant, provenance: Provenance, warnings: [ArticleWarning] = []
    ) {
        self.source = source
        self.guid = guid
        self.url = url
        self.canonicalURL = canonicalURL
        self.content = content
        self.fetchedAt = fetchedAt
        self.provenance = provenance
        self.warnings = warnings
    }
}

/// The source as an article names it.
public struct ArticleSource: Hashable, Codable, Sendable {
    /// The source's identifier.
    public var id: SourceID
    /// Its name for people.
    public var name: String
    /// Its address, without secrets.
    public var url: String
    /// What kind of place it is.
    public var kind: SourceKind

    /// A source as an article names it.
    public init(id: SourceID, name: String, url: String, kind: SourceKind) {
        self.id = id
        self.name = name
        self.url = url
        self.kind = kind
    }
}

/// What an article tells: everything but its identity and its way here. Absent means unknown.
public struct ArticleContent: Equatable, Sendable {
    /// Plain text.
    public var headline: String?
    /// Plain text.
    public var subheadline: String?
    /// The publisher's own summary or lead, plain text.
    public var summary: String?
    /// Plain text, paragraphs separated by one blank line.
    public var bodyText: String?
    /// The same content, sanitised.
    public var bodyHTML: String?
    /// As printed.
    public var byline: String?
    /// The people who wrote it.
    public var authors: [Author] = []
    /// The provider of the text.
    public var agency: String?
    /// The place of the dateline.
    public var located: String?
    /// What it is about.
    public var subjects: [Subject] = []
    /// Free words.
    public var keywords: [String] = []
    /// BCP 47.
    public var language: String?
    /// The direction of its script.
    public var direction: TextDirection?
    /// When it was published.
    public var publishedAt: NewsDate?
    /// When it was last changed.
    public var updatedAt: NewsDate?
    /// Pictures, videos, sound, documents; the lead one first.
    public var media: [Media] = []
    /// The copyright notice.
    public var rights: String?
    /// `usable`, `withheld` or `canceled` (NewsML-G2 `pubStatus`).
    public var pubstatus: String?
    /// 1, most urgent, to 9 (NewsML-G2 `urgency`).
    public var urgency: Int?
    /// Not to be published before.
    public var embargoedUntil: Instant?

    /// Whether it tells anything in words.
    public var hasText: Bool { headline != nil || summary != nil || bodyText != nil }

    /// Content of which nothing is known yet.
    public init() {}
}

/// Someone who wrote or made an article.
public struct Author: Hashable, Codable, Sendable {
    /// The name as given.
    public var name: String
    /// A page about the author.
    public var url: String?
    /// Such as `photographer`.
    public var role: String?

    /// An author.
    public init(name: String, url: String? = nil, role: String? = nil) {
        self.name = name
        self.url = url
        self.role = role
    }
}

/// What an article is about.
public struct Subject: Hashable, Codable, Sendable {
    /// For people.
    public var name: String
    /// In the scheme.
    public var code: String?
    /// The URI or name of the vocabulary.
    public var scheme: String?

    /// A subject.
    public init(name: String, code: String? = nil, scheme: String? = nil) {
        self.name = name
        self.code = code
        self.scheme = scheme
    }
}

/// A picture, video, sound or document that belongs to an article. Its bytes are never fetched.
public struct Media: Hashable, Codable, Sendable {
    /// What kind of thing it is.
    public enum Kind: String, Codable, Sendable { case image, video, audio, document }

    /// What kind of thing it is.
    public var kind: Kind
    /// Absolute.
    public var url: String
    /// Plain text.
    public var caption: String?
    /// Who made it.
    public var credit: String?
    /// Pixels.
    public var width: Int?
    /// Pixels.
    public var height: Int?
    /// The media type, RFC 2046.
    public var type: String?
    /// The length in bytes.
    public var bytes: Int?

    /// A medium.
    public init(
        kind: Kind, url: String, caption: String? = nil, credit: String? = nil, width: Int? = nil, height: Int? = nil,
        type: String? = nil, bytes: Int? = nil
    ) {
        self.kind = kind
        self.url = url
        self.caption = caption
        self.credit = credit
        self.width = width
        self.height = height
        self.type = type
        self.bytes = bytes
    }
}

/// A near-duplicate that was spooled before.
public struct SimilarArticle: Hashable, Codable, Sendable {
    /// The article.
    public var id: ArticleID
    /// Its story.
    public var story: ArticleID
    /// About the share of words that the two texts have in common, headlines aside: 0–1, in hundredths; 1 is the same.
    public var similarity: Double

    /// A near-duplicate.
    public init(id: ArticleID, story: ArticleID, similarity: Double) {
        self.id = id
        self.story = story
        self.similarity = similarity
    }
}

/// How an article came here.
public struct Provenance: Equatable, Codable, Sendable {
    /// The document's format: `rss20`, `atom10`, `json11`, `html` …
    public var format: String
    /// The response it was read from; nil where it was read from a file.
    public var http: HTTPProvenance?
    /// The article's field → where it was found.
    public var fields: [String: FieldOrigin]

    /// A provenance.
    public init(format: String, http: HTTPProvenance? = nil, fields: [String: FieldOrigin] = [:]) {
        self.format = format
        self.http = http
        self.fields = fields
    }
}

/// The response an article was read from.
public struct HTTPProvenance: Hashable, Codable, Sendable {
    /// The status code.
    public var status: Int
    /// The URL after all redirects.
    public var finalURL: String
    /// The `ETag`, byte for byte.
    public var etag: String?
    /// The `Last-Modified`, byte for byte.
    public var lastModified: String?

    enum CodingKeys: String, CodingKey {
        case status, etag
        case finalURL = "final_url"
        case lastModified = "last_modified"
    }

    /// A response's provenance.
    public init(status: Int, finalURL: String, etag: String? = nil, lastModified: String? = nil) {
        self.status = status
        self.finalURL = finalURL
        self.etag = etag
        self.lastModified = lastModified
    }
}

/// Where a field of an article was found.
public enum FieldOrigin: String, Codable, Sendable {
    case feed
    case jsonLD = "json-ld"
    case microdata
    case openGraph = "opengraph"
    case meta
    case rule
    case text
    case url
    case configuration
    case detected
}

/// The direction of a script.
public enum TextDirection: String, Codable, Sendable {
    case ltr, rtl

    /// The direction of a language by its BCP 47 tag: its script where one is named, else what the language is usually written in.
    public init?(language: String) {
        let subtags = language.lowercased().split(whereSeparator: { $0 == "-" || $0 == "_" })
        guard let primary = subtags.first else { return nil }
        if let script = subtags.dropFirst().first(where: { $0.count == 4 }) {
            self = TextDirection.rightToLeftScripts.contains(String(script)) ? .rtl : .ltr
        } else {
            self = TextDirection.rightToLeftLanguages.contains(String(primary)) ? .rtl : .ltr
        }
    }

    private static let rightToLeftScripts: Set<String> = [
        "arab", "aran", "hebr", "thaa", "syrc", "nkoo", "adlm", "rohg", "mand", "samr",
    ]
    private static let rightToLeftLanguages: Set<String> = [
        "ar", "fa", "he", "iw", "ur", "ps", "sd", "ug", "yi", "dv", "ckb", "arc", "syr", "nqo", "azb", "lrc", "mzn", "ks", "pnb", "bal",
    ]
}
