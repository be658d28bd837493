/// What a document of a source with several documents is part of.
///
/// A sitemap index (sitemaps.org, "Sitemap index files") names sitemaps; each of them is polled as a document of its own, with its own
/// validators and pace, and what it lists is told, and known again, as the source's.
public struct SourcePart: Hashable, Codable, Sendable {
    /// The whole: the source that is configured or imported.
    public var source: SourceID
    /// The whole's address.
    public var url: String
    /// Indices that lead to it, one at least.
    public var depth: Int
    /// Whether it appeared when the source was known already: then backfill leaves out nothing of it.
    public var isLate: Bool
    /// Whether the index says when it changed: then it is polled when that changes, and else only now and then.
    public var isDated: Bool

    /// A part.
    public init(source: SourceID, url: String, depth: Int, isLate: Bool, isDated: Bool) {
        self.source = source
        self.url = url
        self.depth = depth
        self.isLate = isLate
        self.isDated = isDated
    }

    /// So many indices may stand behind each other.
    public static let maximumDepth = 2
}

extension Source {
    /// The source whose articles its documents tell: itself, or the whole that it is a part of.
    public var whole: SourceID { part?.source ?? id }

    /// The address that is configured or imported, and no publisher gave: credentials are for its origin alone.
    public var configuredURL: String { part?.url ?? url }

    /// One of its documents as a source that is polled by itself: configured alike, credentials bound to the origin as ever.
    ///
    /// - Parameters:
    ///   - url: The document's address.
    ///   - isLate: Whether it appeared when the source was known already.
    ///   - isDated: Whether the index says when it changed.
    public func part(at url: String, isLate: Bool, isDated: Bool) -> Source {
        var part = self
        part.id = whole.part(at: url)
        part.url = url
        part.kind = .sitemap
        part.formerly = nil
        part.part = SourcePart(source: whole, url: configuredURL, depth: (self.part?.depth ?? 0) + 1, isLate: isLate, isDated: isDated)
        if isLate { part.articles.backfill = .all }
        return part
    }
}

/// A document that an index names.
public struct ListedPart: Hashable, Sendable {
    /// Its address.
    public var url: String
    /// When it changed, as the index says; nil where it does not say.
    public var changedAt: Instant?

    /// A document.
    public init(url: String, changedAt: Instant? = nil) {
        self.url = url
        self.changedAt = changedAt
    }
}
