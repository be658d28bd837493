import Markup
public import NewsModel

/// An item made into a candidate, with what the commit needs to tell stories apart.
public struct FeedItem: Sendable {
    /// What the item tells, in the article's words; of an item that is listed already, how it is named and its dates alone.
    public var candidate: Candidate
    /// Over the item as it stood in the document: the same hash, nothing new.
    public var entryHash: ContentHash
    /// Whether no other item of the document has its guid; false where it has none.
    public var isGuidUnique = false
    /// Whether no other item of the document has its link; false where it has none.
    public var isLinkUnique = false
    /// Makes the whole candidate of an item that is listed already; nil where ``candidate`` is whole.
    public var whole: (@Sendable () -> Candidate)?
}

/// The feed's items as candidates, in the document's order; those that the source's patterns leave out are missing.
///
/// - Parameters:
///   - source: Gives what the feed does not say: language, time zone, agency, subjects.
///   - fetchedAt: When the document was fetched.
///   - http: The response it came in.
///   - isListed: Which of the items, of which but names, dates and hashes are given, were listed before just as they are. Their texts are made
///     only when somebody asks (``FeedItem/whole``): most of a document is what it was at the poll before.
public func candidates(
    from feed: ParsedFeed, source: Source, fetchedAt: Instant, http: HTTPProvenance?, isListed: ([FeedItem]) -> [Bool] = { _ in [] }
) -> [FeedItem] {
    let adapter = FeedAdapter(feed: feed, source: source, fetchedAt: fetchedAt, http: http)
    var items = feed.entries.map { FeedItem(candidate: adapter.name(of: $0), entryHash: $0.entryHash) }
    var guids: [String: Int] = [:]
    var links: [String: Int] = [:]
    let keys = items.map { item in (item.candidate.canonicalURL ?? item.candidate.url).flatMap(URLReference.init)?.storyKey }
    for (item, key) in zip(items, keys) {
        if let guid = item.candidate.guid { guids[guid, default: 0] += 1 }
        if let key { links[key, default: 0] += 1 }
    }
    for index in items.indices {
        items[index].isGuidUnique = items[index].candidate.guid.map { guids[$0] == 1 } ?? false
        items[index].isLinkUnique = keys[index].map { links[$0] == 1 } ?? false
    }
    let patterns = EntryPatterns(source)
    // What a pattern looks at may stand in the texts.
    let listed = patterns.isEmpty ? isListed(items) : []
    for index in items.indices {
        let isReused = items[index].candidate.guid != nil && !items[index].isGuidUnique
        if index < listed.count, listed[index] {
            let (entry, named) = (feed.entries[index], items[index].candidate)
            items[index].whole = { adapter.candidate(of: entry, named: named, isReused: isReused) }
        } else {
            items[index].candidate = adapter.candidate(of: feed.entries[index], named: items[index].candidate, isReused: isReused)
        }
    }
    return patterns.isEmpty ? items : items.filter { patterns.keeps($0.candidate) }
}

/// One feed's way into the model.
struct FeedAdapter: Sendable {
    let feed: ParsedFeed
    let source: Source
    let fetchedAt: Instant
    let http: HTTPProvenance?
    private let zoneOffset: DateReading.ZoneOffset?
    private let feedWarnings: [ArticleWarning]
    private let isInheritingAuthors: Bool

    init(feed: ParsedFeed, source: Source, fetchedAt: Instant, http: HTTPProvenance?) {
        self.feed = feed
        self.source = source
        self.fetchedAt = fetchedAt
        self.http = http
        zoneOffset = source.timezone.flatMap(DateReading.zoneOffset)
        feedWarnings = feed.warnings.filter { $0 != .documentTruncated }
        // RFC 4287 section 4.2.1, JSON Feed: an entry without authors has the feed's. RSS's managing editor is no author.
        isInheritingAuthors = feed.format.hasPrefix("atom") || feed.format.hasPrefix("json")
    }

    /// How an entry is named, and when it appeared: what tells whether it is known.
    func name(of entry: ParsedEntry) -> Candidate {
        var candidate = empty
        readIdentity(entry, into: &candidate)
        readDates(entry, into: &candidate)
        return candidate
    }

    /// All that an entry tells.
    ///
    /// - Parameters:
    ///   - named: What ``name(of:)`` made of it.
    ///   - isReused: Whether another entry of the document has its guid.
    func candidate(of entry: ParsedEntry, named: Candidate, isReused: Bool) -> Candidate {
        var candidate = named
        // Warnings stand in one order: the text's before the dates'.
        let ofDates = named.warnings.filter(FeedAdapter.dateWarnings.contains)
        candidate.warnings.removeAll(where: FeedAdapter.dateWarnings.contains)
        if entry.isTruncated { candidate.warnings.insert(.documentTruncated, at: feedWarnings.count) }
        readTexts(entry, into: &candidate)
        readPeople(entry, into: &candidate)
        candidate.warnings += ofDates
        readLanguage(entry, into: &candidate)
        candidate.content.media = EntryMedia.media(of: entry)
        if !candidate.content.media.isEmpty { candidate.provenance.fields["media"] = .feed }
        if isReused { candidate.warnings.append(.guidReused) }
        return candidate
    }

    private var empty: Candidate {
        Candidate(
            source: source.articleSource, content: ArticleContent(), fetchedAt: fetchedAt,
            provenance: Provenance(format: feed.format, http: http), warnings: feedWarnings)
    }

    private func readIdentity(_ entry: ParsedEntry, into candidate: inout Candidate) {
        candidate.guid = entry.id.flatMap(FeedAdapter.nonEmpty)
        if candidate.guid != nil {
            candidate.provenance.fields["guid"] = .feed
        } else if !feed.isListing {
            candidate.warnings.append(.guidMissing)
        }
        if let link = entry.link.flatMap(URLReference.init), link.isHTTP {
            candidate.url = link.description
            let original = entry.originalLink.flatMap(URLReference.init)
            candidate.canonicalURL = (original?.isHTTP == true ? original : link)?.withoutTracking.description
            candidate.provenance.fields["url"] = .feed
            candidate.provenance.fields["canonical_url"] = .feed
        } else {
            candidate.warnings.append(.linkMissing)
        }
    }

    static func nonEmpty(_ text: String) -> String? {
        let trimmed = FeedText.trimmed(text)
        return trimmed.isEmpty ? nil : trimmed
    }

    private func readTexts(_ entry: ParsedEntry, into candidate: inout Candidate) {
        var fields: [String] = []
        if let headline = entry.title.flatMap({ FeedAdapter.nonEmpty(FeedAdapter.headline($0)) }) {
            candidate.content.headline = headline
            fields.append("headline")
        } else {
            candidate.warnings.append(.headlineMissing)
        }
        if let subtitle = entry.subtitle.flatMap({ FeedAdapter.nonEmpty($0.plain) }) {
            candidate.content.subheadline = subtitle
            fields.append("subheadline")
        }
        var summary = entry.summary
        let body = entry.contents.filter { $0.isHTML || $0.type.hasPrefix("text/") && !$0.isMarkup }.max {
            $0.value.utf8.count < $1.value.utf8.count
        }
        var read = body.map(FeedAdapter.body)
        if body == nil, let whole = summary.flatMap(FeedAdapter.wholeText) { (summary, read) = (nil, whole) }
        if let (html, text) = read, !text.isEmpty {
            candidate.content.bodyText = text
            candidate.content.bodyHTML = html
            fields += ["body_text", "body_html"]
        }
        if let plain = summary.flatMap({ FeedAdapter.nonEmpty($0.plain) }), plain != candidate.content.bodyText {
            candidate.content.summary = plain
            fields.append("summary")
        }
        if candidate.content.bodyText == nil && candidate.content.summary == nil { candidate.warnings.append(.bodyMissing) }
        if let rights = (entry.rights ?? feed.header.rights).flatMap({ FeedAdapter.nonEmpty($0.plain) }) {
            candidate.content.rights = rights
            fields.append("rights")
        }
        for field in fields { candidate.provenance.fields[field] = .feed }
    }

    /// Titles that were escaped twice (`&amp;#8217;`) are as common as those that mean a reference are rare.
    private static func headline(_ title: FeedText) -> String {
        let plain = title.plain
        return plain.contains("&") && plain.contains(";") ? NamedEntities.decodeReferences(plain) : plain
    }

    /// A description that is the article itself: several paragraphs, and long; nil for another.
    private static func wholeText(_ text: FeedText) -> (html: String, text: String)? {
        guard text.value.utf8.count >= 1500, text.isHTML || !text.isMarkup else { return nil }
        let read = body(text)
        guard zip(read.text.utf8, read.text.utf8.dropFirst()).contains(where: { $0 == 0x0A && $1 == 0x0A }) else { return nil }
        return read.text.index(read.text.startIndex, offsetBy: 1200, limitedBy: read.text.endIndex) != nil ? read : nil
    }

    private static func body(_ text: FeedText) -> (html: String, text: String) {
        if text.isMarkup {
            let sanitized = SanitizedHTML(fragment: text.value, base: text.base.flatMap(URLReference.init))
            return (sanitized.html, sanitized.text)
        }
        // Plain text: a blank line parts paragraphs.
        var paragraphs: [[Substring]] = [[]]
        for line in text.value.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            if line.allSatisfy(\.isWhitespace) { paragraphs.append([]) } else { paragraphs[paragraphs.count - 1].append(line) }
        }
        let texts = paragraphs.filter { !$0.isEmpty }.map { PlainText.collapsed($0.joined(separator: " ")) }
        let html = texts.map { "<p>" + MarkupText.escaped($0, in: .content) + "</p>" }.joined()
        return (html, texts.joined(separator: "\n\n"))
    }

    /// Of one item, people and subjects each: they are compared with each other.
    private static let maximumTerms = 1000

    private func readPeople(_ entry: ParsedEntry, into candidate: inout Candidate) {
        var people = entry.authors
        if people.isEmpty { people = entry.source?.authors ?? [] }
        if people.isEmpty, isInheritingAuthors { people = feed.header.authors }
        for person in people.prefix(FeedAdapter.maximumTerms) {
            guard let name = person.name.flatMap(FeedAdapter.nonEmpty) else { continue }
            let url = person.url.flatMap(URLReference.init).flatMap { $0.isHTTP ? $0.description : nil }
            candidate.content.authors.append(Author(name: NamedEntities.decodeReferences(name), url: url))
        }
        if !candidate.content.authors.isEmpty { candidate.provenance.fields["authors"] = .feed }
        if let agency = source.agency {
            candidate.content.agency = agency
            candidate.provenance.fields["agency"] = .configuration
        }
        for category in entry.categories.prefix(FeedAdapter.maximumTerms) {
            guard let name = (category.label ?? category.term).flatMap(FeedAdapter.nonEmpty) else { continue }
            let plain = NamedEntities.decodeReferences(name)
            if category.isKeyword {
                if !candidate.content.keywords.contains(plain) { candidate.content.keywords.append(plain) }
                continue
            }
            let code = category.label == nil ? nil : category.term
            let scheme = category.scheme == FeedCategory.mediaScheme ? nil : category.scheme.flatMap(FeedAdapter.nonEmpty)
            let subject = Subject(name: plain, code: code, scheme: scheme)
            if !candidate.content.subjects.contains(subject) { candidate.content.subjects.append(subject) }
        }
        if !candidate.content.keywords.isEmpty { candidate.provenance.fields["keywords"] = .feed }
        if !candidate.content.subjects.isEmpty { candidate.provenance.fields["subjects"] = .feed }
        for name in source.subjects where !candidate.content.subjects.contains(where: { $0.name == name }) {
            candidate.content.subjects.append(Subject(name: name))
            if candidate.provenance.fields["subjects"] == nil { candidate.provenance.fields["subjects"] = .configuration }
        }
    }

    private func readDates(_ entry: ParsedEntry, into candidate: inout Candidate) {
        var warnings: Set<ArticleWarning> = []
        let language = source.language ?? entry.language ?? feed.header.language
        let published = read(entry.published ?? entry.date ?? entry.created, language, &warnings)
        let updated = read(entry.updated, language, &warnings)
        candidate.content.publishedAt = published
        candidate.content.updatedAt = updated
        if published != nil { candidate.provenance.fields["published_at"] = .feed }
        if updated != nil { candidate.provenance.fields["updated_at"] = .feed }
        if published == nil, updated == nil, !warnings.contains(.dateInvalid) { warnings.insert(.dateMissing) }
        for date in [published, updated].compactMap({ $0 }) where date.earliestInstant > fetchedAt + .days(1) {
            warnings.insert(.dateInFuture)
        }
        candidate.warnings += FeedAdapter.dateWarnings.filter(warnings.contains)
    }

    private static let dateWarnings: [ArticleWarning] = [.dateMissing, .dateInvalid, .dateInFuture, .timezoneAssumed]

    private func read(_ date: FeedDate?, _ language: String?, _ warnings: inout Set<ArticleWarning>) -> NewsDate? {
        guard let date else { return nil }
        let read = date.read(language: language, zoneOffset: zoneOffset)
        // The epoch and what lies before it is what programs print for an empty field.
        guard let read, read.date.earliestInstant.milliseconds > 86_400_000 else {
            warnings.insert(.dateInvalid)
            return nil
        }
        if read.isTimezoneAssumed { warnings.insert(.timezoneAssumed) }
        return read.date
    }

    private func readLanguage(_ entry: ParsedEntry, into candidate: inout Candidate) {
        let own = entry.language == feed.transportLanguage ? nil : entry.language
        let text = [candidate.content.headline, candidate.content.bodyText ?? candidate.content.summary].compactMap { $0 }.joined(
            separator: "\n")
        // Many a feed says "en" whatever its script.
        if let language = own ?? feed.header.language, LanguageDetection.fits(FeedAdapter.canonical(language), text: text) {
            candidate.content.language = FeedAdapter.canonical(language)
            candidate.provenance.fields["language"] = .feed
        } else if let language = source.language {
            candidate.content.language = language
            candidate.provenance.fields["language"] = .configuration
        } else if let language = LanguageDetection.language(of: text) {
            candidate.content.language = language
            candidate.provenance.fields["language"] = .detected
            candidate.warnings.append(.languageDetected)
        }
        candidate.content.direction = candidate.content.language.flatMap(TextDirection.init(language:))
        if candidate.content.direction != nil { candidate.provenance.fields["direction"] = candidate.provenance.fields["language"] }
    }

    /// The case BCP 47 recommends (RFC 5646 section 2.1.1): `en-US`, `zh-Hant`.
    private static func canonical(_ tag: String) -> String {
        let subtags = tag.split { $0 == "-" || $0 == "_" }
        return subtags.enumerated().map { index, subtag in
            let lower = subtag.lowercased()
            if index == 0 { return lower }
            return subtag.count == 2 ? lower.uppercased() : subtag.count == 4 ? lower.prefix(1).uppercased() + lower.dropFirst() : lower
        }.joined(separator: "-")
    }
}
