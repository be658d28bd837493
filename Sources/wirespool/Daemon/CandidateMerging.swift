import FeedParsing
import NewsModel
import PageReading

extension ArticlePolicy {
    /// Whether the page of an entry is to be fetched.
    ///
    /// `auto`: when the feed gives no body, a short one, or one that breaks off.
    func wantsPage(of candidate: Candidate) -> Bool {
        guard let url = candidate.url.flatMap(URLReference.init), url.isHTTP else { return false }
        switch fullText {
        case .never: return false
        case .always: return true
        case .auto:
            guard let body = candidate.content.bodyText, body.utf8.count >= 600 else { return true }
            return ["…", "...", "[…]", "[...]", "Read more", "Continue reading", "Weiterlesen", "Lire la suite"]
                .contains { body.hasSuffix($0) }
        }
    }
}

extension Candidate {
    /// What a feed's entry and its page say together.
    ///
    /// The page knows the text; the feed knows the exact instant, and what the page does not say. A page that gives less text than
    /// the feed is no improvement: then the feed's own stands.
    func completed(by page: PageArticle, http: HTTPProvenance, fetchedAt: Instant) -> Candidate {
        var merged = self
        merged.fetchedAt = fetchedAt
        merged.provenance.format = "html"
        merged.provenance.http = http
        let pageHasBody = (page.content.bodyText?.utf8.count ?? 0) >= (content.bodyText?.utf8.count ?? 0)
        var fields = provenance.fields
        if let canonical = page.canonicalURL {
            merged.canonicalURL = canonical
            fields["canonical_url"] = page.fields["canonical_url"] ?? .meta
        }

        func take<Value>(_ path: WritableKeyPath<ArticleContent, Value?>, _ field: String, preferringPage: Bool) {
            let (own, other) = (content[keyPath: path], page.content[keyPath: path])
            guard let other, own == nil || preferringPage else { return }
            merged.content[keyPath: path] = other
            fields[field] = page.fields[field]
        }
        func take<Value>(_ path: WritableKeyPath<ArticleContent, [Value]>, _ field: String, preferringPage: Bool) {
            let other = page.content[keyPath: path]
            guard !other.isEmpty, content[keyPath: path].isEmpty || preferringPage else { return }
            merged.content[keyPath: path] = other
            fields[field] = page.fields[field]
        }
        take(\.headline, "headline", preferringPage: true)
        take(\.subheadline, "subheadline", preferringPage: true)
        take(\.summary, "summary", preferringPage: false)
        take(\.bodyText, "body_text", preferringPage: pageHasBody)
        take(\.bodyHTML, "body_html", preferringPage: pageHasBody)
        take(\.byline, "byline", preferringPage: true)
        take(\.authors, "authors", preferringPage: true)
        take(\.agency, "agency", preferringPage: fields["agency"] == .configuration)
        take(\.located, "located", preferringPage: true)
        take(\.subjects, "subjects", preferringPage: false)
        take(\.keywords, "keywords", preferringPage: false)
        take(\.language, "language", preferringPage: fields["language"] != .feed)
        take(\.direction, "direction", preferringPage: fields["language"] != .feed)
        take(\.publishedAt, "published_at", preferringPage: false)
        take(\.updatedAt, "updated_at", preferringPage: false)
        take(\.media, "media", preferringPage: true)
        take(\.rights, "rights", preferringPage: false)
        merged.provenance.fields = fields
        let outdated: Set<ArticleWarning> = pageHasBody ? [.bodyMissing, .languageDetected] : []
        merged.warnings = warnings.filter { !outdated.contains($0) && !page.warnings.contains($0) }
        merged.warnings += page.warnings.filter { pageHasBody || $0 != .bodyMissing }
        if merged.content.publishedAt != nil { merged.warnings.removeAll { $0 == .dateMissing } }
        return merged
    }
}
