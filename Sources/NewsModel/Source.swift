/// What kind of place a source is.
public enum SourceKind: String, Codable, Sendable, CaseIterable {
    /// Told by the document itself.
    case auto
    /// RSS, Atom, RDF or JSON Feed.
    case feed
    /// A sitemap, or an index of them.
    case sitemap
    /// A page that lists articles.
    case page
    /// An account at the News Flow System of Anadolu Agency (Haber Akış Sistemi).
    case has
}

/// A place that is polled, with everything that is configured for it: the configuration's own values already mixed in.
public struct Source: Equatable, Codable, Sendable {
    /// Its name in the configuration and in every log line.
    public var id: SourceID
    /// Its name for people; the identifier where none is given.
    public var name: String
    /// Its address; credentials stand in it as `${credential:NAME}`, unresolved.
    public var url: String
    /// What kind of place it is.
    public var kind: SourceKind
    /// How it is polled.
    public var polling: PollingPolicy
    /// What is made of its entries.
    public var articles: ArticlePolicy
    /// BCP 47, where the source says nothing itself.
    public var language: String?
    /// The IANA zone of times without an offset, such as `Europe/Istanbul`.
    public var timezone: String?
    /// The provider of its texts, where they name none.
    public var agency: String?
    /// Subjects given to every article.
    public var subjects: [String]
    /// Header fields sent to the source's own origin, values unresolved.
    public var headers: [HeaderField]
    /// How it is paid for.
    public var authentication: Authentication?
    /// Authorities and client certificate for the source's own origin; nil for the system's authorities and no certificate.
    public var tls: SourceTLS?
    /// The proxy's URL; empty for none, nil for the one of `network`.
    public var proxy: String?
    /// Entries that match none of these are left out; empty keeps all.
    public var keep: [EntryPattern]
    /// Entries that match one of these are left out.
    public var drop: [EntryPattern]
    /// XPath by field of the article, tried before anything else on its pages.
    public var extract: [String: String]
    /// XPath of the article links of a `page`.
    public var links: String?
    /// The identifier it had before.
    public var formerly: SourceID?
    /// Whether it is polled.
    public var isEnabled: Bool
    /// Set where it is one document of a source that has several, such as a sitemap that an index names.
    public var part: SourcePart?

    /// A source with nothing configured but its address.
    public init(
        id: SourceID, name: String? = nil, url: String, kind: SourceKind = .auto, polling: PollingPolicy = .init(),
        articles: ArticlePolicy = .init()
    ) {
        self.id = id
        self.name = name ?? id.rawValue
        self.url = url
        self.kind = kind
        self.polling = polling
        self.articles = articles
        subjects = []
        headers = []
        keep = []
        drop = []
        extract = [:]
        isEnabled = true
    }

    /// The source as its articles name it: a part goes by the name of the whole.
    public var articleSource: ArticleSource {
        let reference = URLReference(configuredURL)
        let shown = reference?.userInfo == nil ? configuredURL : reference?.withoutUserInfo ?? ""
        return ArticleSource(id: part?.source ?? id, name: name, url: shown, kind: kind)
    }
}

/// A name and a value of an HTTP header (RFC 9110 section 5).
public struct HeaderField: Hashable, Codable, Sendable {
    /// As it is sent; compared without regard to case.
    public var name: String
    /// As it is sent.
    public var value: String

    /// A header field.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// How a source is paid for. The secrets themselves stay in their files.
public enum Authentication: Hashable, Codable, Sendable {
    /// RFC 7617.
    case basic(username: String, passwordFile: String)
    /// RFC 6750.
    case bearer(tokenFile: String)
}

/// A pattern over one property of an entry: a regular expression, found anywhere in it.
public struct EntryPattern: Hashable, Codable, Sendable {
    /// The property that is looked at.
    public enum Property: String, Codable, Sendable, CaseIterable { case url, headline, subject }

    /// The property that is looked at.
    public var property: Property
    /// The regular expression.
    public var pattern: String

    /// A pattern.
    public init(property: Property, pattern: String) {
        self.property = property
        self.pattern = pattern
    }
}

/// How a source is polled: the keys of `polling` that may be set for one source.
public struct PollingPolicy: Equatable, Codable, Sendable {
    /// For a source that teaches nothing better.
    public var interval: Duration = .minutes(60)
    /// Never sooner.
    public var minimumInterval: Duration = .minutes(15)
    /// Never later, unless the publisher asks for it.
    public var maximumInterval: Duration = .hours(24)
    /// Share of the interval by which a poll may come later, 0–1.
    public var jitter: Double = 0.1
    /// Transfers under way to one host.
    public var transfersPerHost: Int = 1
    /// From the end of one transfer to the start of the next one to the same host.
    public var delayPerHost: Duration = .seconds(1)
    /// Until a connection stands, TLS included.
    public var connectTimeout: Duration = .seconds(10)
    /// The whole transfer.
    public var timeout: Duration = .seconds(30)
    /// Bytes of a body after decompression.
    public var maximumBodyBytes: Int = 16 << 20
    /// Hops.
    public var redirects: Int = 5
    /// `User-Agent`; empty for the program's own.
    public var userAgent: String = ""
    /// Whom a `Retry-After` is obeyed for.
    public var retryScope: RetryScope = .host
    /// After so long without a document the validators are left out once, for a server that always answers 304; zero for never.
    public var refreshAfter: Duration = .zero

    /// What a publisher's `Retry-After` is about.
    public enum RetryScope: String, Codable, Sendable, CaseIterable {
        /// Everything at its host.
        case host
        /// The one URL.
        case url
    }

    /// The defaults.
    public init() {}
}

/// What is made of a source's entries: the keys of `articles`.
public struct ArticlePolicy: Equatable, Codable, Sendable {
    /// Whether an entry's page is fetched.
    public enum FullText: String, Codable, Sendable, CaseIterable {
        /// When the feed gives less than the page.
        case auto
        /// Of every entry.
        case always
        /// Of none.
        case never
    }

    /// What is spooled of a source that is seen for the first time.
    public enum Backfill: Equatable, Codable, Sendable {
        /// Every entry.
        case all
        /// No entry.
        case none
        /// Entries not older than this; of the undated ones the first ten.
        case within(Duration)
    }

    /// What is done about texts that are nearly the same.
    public enum NearDuplicates: String, Codable, Sendable, CaseIterable { case tag, off }

    /// Whether an entry's page is fetched.
    public var fullText: FullText = .auto
    /// How long an entry waits for its page before the feed's own text is spooled.
    public var fullTextWait: Duration = .minutes(10)
    /// What is spooled of a source that is seen for the first time.
    public var backfill: Backfill = .within(.hours(48))
    /// How long a content hash is remembered across sources.
    public var duplicateWindow: Duration = .days(30)
    /// What is done about texts that are nearly the same.
    public var nearDuplicates: NearDuplicates = .tag

    /// The defaults.
    public init() {}
}

extension [HeaderField] {
    /// The value of the first field of that name, in whatever case; nil where there is none.
    public func first(named name: String) -> String? { first { $0.isNamed(name) }?.value }
}

extension HeaderField {
    /// Whether it has a name, in whatever case (RFC 9110 section 5.1; names are ASCII).
    public func isNamed(_ name: String) -> Bool {
        func folded(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
        return self.name.utf8.count == name.utf8.count && self.name.utf8.elementsEqual(name.utf8) { folded($0) == folded($1) }
    }
}
