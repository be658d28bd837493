import Bookkeeping
import Committing
import FeedParsing
import Monitoring
import NewsModel
import PageReading

/// What a source's document lists: entries to be committed, and further documents to be polled.
struct DocumentListing {
    /// Its entries, in the order in which they are judged.
    var items: [ListedItem]
    /// Further documents; nil where it is no index.
    var parts: [ListedPart]?
    /// How many of its entries are told when it is seen for the first time; nil for as many as backfill admits.
    var firstEntries: Int?
    /// What it teaches of when to come again.
    var rhythm: DocumentRhythm
    /// Whether it breaks off, so that something of it is still to come.
    var isTruncated: Bool

    /// Sitemaps that did not change for so long are not polled, and their pages that did not are not told: a sitemap lists all there is.
    static let sitemapWindow: Duration = .days(7)
    /// So many sitemaps of one index are polled, the newest.
    static let maximumParts = 100
    /// What a sitemap or a page lists may be of any age, whatever it says: of what is there already so many are told.
    static let firstEntries = 100

    /// Which entries were listed before just as they are: their texts are not made.
    typealias IsListed = ([EntryName]) -> [Bool]

    /// Reads a document of the source's kind.
    ///
    /// - Throws: `ListingError`; of type `notAFeed` for a document of another kind.
    init(
        of body: [UInt8], _ answer: Answer, for source: Source, fetchedAt: Instant, _ isListed: IsListed = { _ in [] }
    ) throws(ListingError) {
        if source.kind == .page {
            try self.init(ofPage: body, answer, for: source, fetchedAt: fetchedAt, isListed)
        } else {
            do throws(FeedError) {
                try self.init(ofDocument: body, answer, for: source, fetchedAt: fetchedAt, isListed)
            } catch {
                throw ListingError(type: error.type, message: error.message, hint: error.hint)
            }
        }
    }

    /// The links of a page, each told with its page's text.
    private init(
        ofPage body: [UInt8], _ answer: Answer, for source: Source, fetchedAt: Instant, _ isListed: IsListed
    ) throws(ListingError) {
        let hints = PageHints(of: source)
        do throws(PageError) {
            let links = try PageReader.links(
                body, contentType: answer.headers.first(named: "Content-Type"), url: answer.shownURL, xpath: source.links, hints: hints)
            self.init(ParsedFeed(listing: links), answer, for: source, fetchedAt: fetchedAt, isListed)
        } catch {
            throw ListingError(type: error.type, message: error.message, hint: error.hint, location: error.location)
        }
        firstEntries = DocumentListing.firstEntries
        for index in items.indices { items[index].tellsChange = false }
    }

    private init(
        ofDocument body: [UInt8], _ answer: Answer, for source: Source, fetchedAt: Instant, _ isListed: IsListed
    ) throws(FeedError) {
        var limits = FeedLimits()
        limits.maximumBytes = source.polling.maximumBodyBytes
        let document = try SourceDocument.parse(
            body, contentType: answer.headers.first(named: "Content-Type"), url: answer.shownURL, limits: limits)
        switch document {
        case .feed where source.kind == .sitemap:
            throw FeedError(type: .notAFeed, message: "a feed, not a sitemap", hint: "write kind: feed")
        case .sitemap where source.kind == .feed:
            throw FeedError(type: .notAFeed, message: "a sitemap, not a feed", hint: "write kind: sitemap")
        case .feed(let feed):
            self.init(feed, answer, for: source, fetchedAt: fetchedAt, isListed)
        case .sitemap(let sitemap):
            let since = fetchedAt - DocumentListing.window(of: source)
            self.init(sitemap.feed(since: since), answer, for: source, fetchedAt: fetchedAt, isListed)
            firstEntries = DocumentListing.firstEntries
            // The newest first, so that it is they that are told of a sitemap seen for the first time.
            items.sort { $0.candidate.newestInstant > $1.candidate.newestInstant }
            for index in items.indices { items[index].tellsChange = items[index].candidate.content.updatedAt != nil }
            guard sitemap.format == .index else { return }
            guard source.part.map({ $0.depth < SourcePart.maximumDepth }) ?? true else {
                throw FeedError(
                    type: .malformed, message: "an index of sitemaps behind \(SourcePart.maximumDepth) others",
                    hint: "configure the sitemaps themselves")
            }
            parts = sitemap.children(since: since, limit: DocumentListing.maximumParts).compactMap { child in
                URLReference(child.url).map { ListedPart(url: $0.withoutUserInfo, changedAt: child.lastModified?.earliestInstant) }
            }
        }
    }

    private init(_ feed: ParsedFeed, _ answer: Answer, for source: Source, fetchedAt: Instant, _ isListed: IsListed) {
        let policy = source.articles
        @Sendable func listed(_ item: FeedItem, as candidate: Candidate) -> ListedItem {
            ListedItem(
                candidate: candidate, entryHash: item.entryHash, isGuidUnique: item.isGuidUnique, isLinkUnique: item.isLinkUnique,
                wantsPage: policy.wantsPage(of: candidate))
        }
        let found = candidates(from: feed, source: source, fetchedAt: fetchedAt, http: HTTPProvenance(answer)) { items in
            isListed(items.map { listed($0, as: $0.candidate).name })
        }
        items = found.map { item in
            var entry = listed(item, as: item.candidate)
            if let whole = item.whole { entry.whole = { listed(item, as: whole()) } }
            return entry
        }
        rhythm = DocumentRhythm(
            askedInterval: feed.askedInterval, skippedHours: feed.skipHours, skippedDays: feed.skipDays,
            entryDates: found.compactMap { item in
                let content = item.candidate.content
                guard case .instant(let instant)? = content.publishedAt ?? (feed.isListing ? content.updatedAt : nil) else {
                    return nil
                }
                return instant
            })
        rhythm.hub = feed.hubs.first
        rhythm.selfURL = feed.selfLink
        isTruncated = feed.warnings.contains(.documentTruncated)
    }

    private static func window(of source: Source) -> Duration {
        switch source.articles.backfill {
        case .within(let duration): max(duration, sitemapWindow)
        case .all where source.part?.isLate != true: .days(36_500)
        case .all, .none: sitemapWindow
        }
    }
}

/// Why a source's document lists nothing.
struct ListingError: Error {
    var type: ErrorType
    var message: String
    var hint: String
    /// Where the document sends its readers instead.
    var location: String?
}

extension ParsedFeed {
    /// The links of a page as entries; the address is each entry's identity.
    fileprivate init(listing links: [ListedLink]) {
        self.init(format: "html", encoding: "UTF-8")
        entries = links.map { ParsedEntry(link: $0.url, title: $0.headline, published: $0.publishedAt) }
    }
}

extension Candidate {
    /// When it last appeared or changed, as far as its document says so.
    fileprivate var newestInstant: Instant {
        (content.updatedAt ?? content.publishedAt)?.earliestInstant ?? Instant(milliseconds: 0)
    }
}

extension ParsedFeed {
    /// The longer of RSS `ttl` and `sy:updatePeriod` by `sy:updateFrequency`.
    fileprivate var askedInterval: Duration? {
        [ttl, updatePeriod].compactMap { $0 }.filter { $0 > 0 }.max().map { .seconds($0) }
    }
}
