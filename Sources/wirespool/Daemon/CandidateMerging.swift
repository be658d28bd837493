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
    /// the feed is no improvement: then it only fills in what the feed leaves open.
    func completed(by page: PageArticle, http: HTTPProvenance, fetchedAt: Instant) -> Candidate {
        var merged = self
        merged.fetchedAt = fetchedAt
        merged.provenance.format = "html"
        merged.provenance.http = http
        let isBetter = page.content.bodyText != nil && page.content.bodyText?.utf8.count ?? 0 >= content.bodyText?.utf8.count ?? 0
        var fields = provenance.fields
        var taken: Set<String> = []

        func take<Value>(_ path: WritableKeyPath<ArticleContent, Value?>, _ field: String, ifOpen: Bool = false) {
            guard let other = page.content[keyPath: path], content[keyPath: path] == nil || (isBetter && !ifOpen) else { return }
            merged.content[keyPath: path] = other
            fields[field] = page.fields[field]
            taken.insert(field)
        }
        func take<Value>(_ path: WritableKeyPath<ArticleContent, [Value]>, _ field: String, ifOpen: Bool = false) {
            let other = page.content[keyPath: path]
            guard !other.isEmpty, content[keyPath: path].isEmpty || (isBetter && !ifOpen) else { return }
            merged.content[keyPath: path] = other
            fields[field] = page.fields[field]
            taken.insert(field)
        }
        if let canonical = page.canonicalURL, isBetter || canonicalURL == nil {
            merged.canonicalURL = canonical
            fields["canonical_url"] = page.fields["canonical_url"] ?? .meta
        }
        take(\.headline, "headline")
        take(\.subheadline, "subheadline")
        take(\.summary, "summary", ifOpen: true)
        take(\.bodyText, "body_text")
        take(\.bodyHTML, "body_html")
        take(\.byline, "byline")
        take(\.authors, "authors")
        take(\.agency, "agency", ifOpen: fields["agency"] != .configuration)
        take(\.located, "located")
        take(\.subjects, "subjects", ifOpen: true)
        take(\.keywords, "keywords", ifOpen: true)
        take(\.language, "language", ifOpen: fields["language"] == .feed)
        take(\.direction, "direction", ifOpen: fields["language"] == .feed)
        take(\.publishedAt, "published_at", ifOpen: content.publishedAt.isMoment)
        take(\.updatedAt, "updated_at", ifOpen: true)
        take(\.media, "media")
        take(\.rights, "rights", ifOpen: true)
        merged.provenance.fields = fields
        let kept = warnings.filter { $0.field.map { !taken.contains($0) } ?? true }
        merged.warnings = kept + page.warnings.filter { ($0.field.map(taken.contains) ?? true) && !kept.contains($0) }
        return merged
    }

    /// Whether a page tells of this entry at all, and is no consent, login or error page that was answered in its place.
    ///
    /// Of the words of the entry's headline a third at least stand in the page's headline or text; in scripts without spaces, of
    /// its pairs of letters. A headline of fewer than three such words is too little to judge by.
    func isTold(by page: PageArticle) -> Bool {
        guard let headline = content.headline else { return true }
        let page = [page.content.headline, page.content.bodyText].compactMap { $0 }.joined(separator: " ").lowercased()
        let words = headline.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
        var marks = Set(words.filter { $0.count >= 4 })
        if marks.isEmpty || words.contains(where: { $0.count > 24 }) || words.joined().unicodeScalars.contains(where: \.isWithoutSpaces) {
            let letters = Array(words.joined())
            marks = Set(zip(letters, letters.dropFirst()).map { String([$0, $1]) })
        }
        guard marks.count >= 3 else { return true }
        return marks.count { page.contains($0) } * 3 >= marks.count
    }
}

extension Unicode.Scalar {
    /// Kana, ideographs, Thai, Lao, Khmer, Burmese: written without spaces between words.
    fileprivate var isWithoutSpaces: Bool {
        switch value {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x9FFF, 0x20000...0x3FFFF: true
        default: false
        }
    }
}

extension NewsDate? {
    fileprivate var isMoment: Bool { if case .instant? = self { true } else { false } }
}

extension ArticleWarning {
    /// The field of the article that the warning is about; nil where it is about the whole document.
    fileprivate var field: String? {
        switch self {
        case .dateMissing, .dateInvalid, .dateInFuture, .timezoneAssumed: "published_at"
        case .headlineMissing: "headline"
        case .bodyMissing, .textTruncated: "body_text"
        case .languageDetected: "language"
        default: nil
        }
    }
}
