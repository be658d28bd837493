import NewsModel

/// Articles for tests: one with everything, one with as little as there can be.
enum ArticleSamples {
    static let fetchedAt = Instant(milliseconds: 1_768_128_075_250)

    static func minimal() throws -> Article {
        let candidate = Candidate(
            source: ArticleSource(id: try id("aa-ar"), name: "aa-ar", url: "https://news.example.org/rss", kind: .feed),
            content: ArticleContent(), fetchedAt: fetchedAt, provenance: Provenance(format: "rss20"))
        let id = ArticleID(millisecond: fetchedAt.milliseconds, randomA: 1, randomB: 2)
        return Article(
            candidate, id: id, event: .new, story: id, version: 1, previous: nil, contentHash: ContentHash(of: candidate.content),
            firstSeenAt: fetchedAt)
    }

    static func full() throws -> Article {
        var content = ArticleContent()
        content.headline = "عاجل.. \"خبر\" في القاهرة"
        content.subheadline = "Alt başlık\u{2028}iki"
        content.summary = "ملخص"
        content.bodyText = "فقرة أولى\n\nفقرة ثانية 🙂"
        content.bodyHTML = "<p>فقرة أولى</p><p>فقرة ثانية 🙂</p>"
        content.byline = "معتز ونيس / الأناضول"
        content.authors = [Author(name: "معتز ونيس", url: "https://news.example.org/author/1", role: "reporter"), Author(name: "الأناضول")]
        content.agency = "Anadolu Agency"
        content.located = "Al Qahirah"
        content.subjects = [
            Subject(name: "سياسة", code: "11000000", scheme: "http://cv.iptc.org/newscodes/mediatopic/"), Subject(name: "مصر"),
        ]
        content.keywords = ["مصر", "القاهرة"]
        content.language = "ar"
        content.direction = .rtl
        content.publishedAt = NewsDate("2026-01-11")
        content.updatedAt = NewsDate("2026-01-11T10:40:15Z")
        content.media = [
            Media(
                kind: .image, url: "https://cdn.example.org/1.jpg", caption: "صورة", credit: "AA", width: 864, height: 486,
                type: "image/jpeg",
                bytes: 120_000), Media(kind: .video, url: "https://cdn.example.org/1.mp4"),
        ]
        content.rights = "© 2026"
        content.pubstatus = "usable"
        content.urgency = 3
        content.embargoedUntil = Instant(milliseconds: 1_768_128_000_000)
        let candidate = Candidate(
            source: ArticleSource(id: try id("aa-ar"), name: "وكالة الأناضول", url: "https://news.example.org/rss", kind: .auto),
            guid: "urn:aa:1", url: "https://news.example.org/1?utm_source=rss", canonicalURL: "https://news.example.org/1",
            content: content,
            fetchedAt: fetchedAt,
            provenance: Provenance(
                format: "rss20",
                http: HTTPProvenance(
                    status: 200, finalURL: "https://news.example.org/rss", etag: "W/\"abc\"", lastModified: "Sun, 11 Jan 2026 10:40:15 GMT"),
                fields: ["headline": .feed, "body_text": .jsonLD, "published_at": .openGraph, "located": .rule, "language": .detected]),
            warnings: ArticleWarning.allCases)
        let first = ArticleID(millisecond: fetchedAt.milliseconds - 1000, randomA: 1, randomB: 2)
        let other = ArticleID(millisecond: fetchedAt.milliseconds - 2000, randomA: 3, randomB: 4)
        return Article(
            candidate, id: ArticleID(millisecond: fetchedAt.milliseconds, randomA: 5, randomB: 6), event: .revised, story: first,
            version: 2,
            previous: first, contentHash: ContentHash(of: content), firstSeenAt: fetchedAt - .seconds(1),
            similarTo: [SimilarArticle(id: other, story: other, similarity: 0.875)])
    }

    private struct NotAnID: Error {}

    private static func id(_ text: String) throws -> SourceID {
        guard let id = SourceID(text) else { throw NotAnID() }
        return id
    }
}
