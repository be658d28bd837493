import FeedParsing
import Foundation
import NewsModel
import Testing

extension Source {
    /// A source with nothing configured.
    static var example: Source {
        guard let id = SourceID("example") else { preconditionFailure() }
        return Source(id: id, url: "https://example.org/feed", kind: .feed)
    }
}

extension Instant {
    /// A day in 2026.
    static let example = Instant(year: 2026, month: 1, day: 12)
}

@Suite struct FeedAdapterTests {
    private func items(_ document: String, _ source: Source = .example) throws -> [FeedItem] {
        candidates(from: try Parsed(document, url: source.url).feed, source: source, fetchedAt: .example, http: nil)
    }

    @Test(arguments: [("en-US", "2020-04-11"), ("en-GB", "2020-11-04"), ("tr", "2020-11-04")])
    func `a day in figures is read as the feed's language writes it`(language: String, day: String) throws {
        let document = rss("<item><title>T</title><pubDate>04/11/2020</pubDate></item>", channel: "<language>\(language)</language>")
        #expect(try items(document).first?.candidate.content.publishedAt?.description == day)
    }

    @Test func `a pattern that would go on for ever matches nothing`() throws {
        var source = Source.example
        source.drop = [EntryPattern(property: .headline, pattern: "^(a+)+b$")]
        let title = String(repeating: "a", count: 5000)
        #expect(try items(rss("<item><title>\(title)</title></item>"), source).count == 1)
    }

    @Test func `an item becomes an article without an identity`() throws {
        let item = try #require(
            try items(
                rss(
                    """
                    <item><title>&lt;b&gt;Köprü&lt;/b&gt; açıldı</title><link>https://example.org/1?utm_source=rss&amp;id=7</link><guid>g</guid>
                    <pubDate>Sun, 11 Jan 2026 13:40:15 +0300</pubDate><author>a@example.org (Ayşe Yazar)</author><category>Şehir</category>
                    <description>Kısa &lt;i&gt;özet&lt;/i&gt;</description>
                    <content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA[<p>Bir.</p><p>İki.</p>]]></content:encoded></item>
                    """, channel: "<language>tr-tr</language><copyright>© Wire</copyright>")
            ).first)
        let candidate = item.candidate
        #expect(candidate.content.headline == "Köprü açıldı")
        #expect(candidate.content.summary == "Kısa özet")
        #expect(candidate.content.bodyText == "Bir.\n\nİki.")
        #expect(candidate.url == "https://example.org/1?utm_source=rss&id=7")
        #expect(candidate.canonicalURL == "https://example.org/1?id=7")
        #expect(candidate.guid == "g")
        #expect(candidate.content.authors == [Author(name: "Ayşe Yazar")])
        #expect(candidate.content.subjects == [Subject(name: "Şehir")])
        #expect(candidate.content.language == "tr-TR")
        #expect(candidate.content.direction == .ltr)
        #expect(candidate.content.rights == "© Wire")
        #expect(candidate.content.publishedAt?.description == "2026-01-11T10:40:15Z")
        #expect(candidate.provenance.format == "rss20")
        #expect(candidate.provenance.fields["headline"] == .feed)
        #expect(candidate.warnings.isEmpty)
        #expect(item.isGuidUnique && item.isLinkUnique)
    }

    @Test func `a description alone is the summary and no body`() throws {
        let content = try items(rss("<item><title>A</title><description>&lt;p&gt;Only this.&lt;/p&gt;</description></item>"))[0].candidate
            .content
        #expect(content.summary == "Only this.")
        #expect(content.bodyText == nil && content.bodyHTML == nil)
    }

    @Test(arguments: ["\\n", "\\r\\n", "\\u2028"])
    func `a blank line parts the paragraphs of plain text, however lines end`(end: String) throws {
        let text = "One \(end)line.\(end) \(end)Two\\u00a0words."
        let item = try #require(
            try items(#"{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","content_text":"\#(text)"}]}"#).first)
        #expect(item.candidate.content.bodyText == "One line.\n\nTwo words.")
    }

    @Test func `what the feed does not say the source says`() throws {
        var source = Source.example
        source.language = "ar"
        source.timezone = "Europe/Istanbul"
        source.agency = "Wire"
        source.subjects = ["World"]
        let candidate = try items(rss("<item><title>A</title><pubDate>2026-01-11 13:40:15</pubDate></item>"), source)[0].candidate
        #expect(candidate.content.publishedAt?.description == "2026-01-11T10:40:15Z")
        #expect(!candidate.warnings.contains(.timezoneAssumed))
        #expect(candidate.content.language == "ar")
        #expect(candidate.content.direction == .rtl)
        #expect(candidate.content.agency == "Wire")
        #expect(candidate.content.subjects == [Subject(name: "World")])
        #expect(candidate.provenance.fields["language"] == .configuration)
    }

    @Test func `a time without a zone says that UTC was assumed`() throws {
        let candidate = try items(rss("<item><title>A</title><pubDate>2026-01-11 13:40:15</pubDate></item>"))[0].candidate
        #expect(candidate.warnings.contains(.timezoneAssumed))
    }

    @Test(arguments: ["Thu, 01 Jan 1970 00:00:00 GMT", "soon"])
    func `a date that is none is told and left out`(date: String) throws {
        let candidate = try items(rss("<item><title>A</title><pubDate>\(date)</pubDate></item>"))[0].candidate
        #expect(candidate.content.publishedAt == nil)
        #expect(candidate.warnings.contains(.dateInvalid))
    }

    @Test func `keep and drop choose by headline, address and subject`() throws {
        let document = rss(
            """
            <item><title>Sport: A</title><link>https://example.org/sport/1</link></item>
            <item><title>World: B</title><link>https://example.org/world/2</link><category>Ads</category></item>
            <item><title>World: C</title><link>https://example.org/world/3</link></item>
            """)
        var source = Source.example
        source.keep = [EntryPattern(property: .url, pattern: "/world/")]
        source.drop = [EntryPattern(property: .subject, pattern: "(?i)^ads$")]
        #expect(try items(document, source).map(\.candidate.content.headline) == ["World: C"])
        source.drop = [EntryPattern(property: .headline, pattern: "C$")]
        #expect(try items(document, source).map(\.candidate.content.headline) == ["World: B"])
    }

    @Test func `an Atom entry without authors has the feed's`() throws {
        let document = "<feed xmlns='http://www.w3.org/2005/Atom'><author><name>Desk</name></author><entry><title>A</title></entry></feed>"
        #expect(try items(document)[0].candidate.content.authors == [Author(name: "Desk")])
    }
}

/// The conformance corpus, where there is one: every document is read through to candidates without a crash.
@Suite struct FeedCorpusTests {
    static let root: URL? = {
        guard let named = ProcessInfo.processInfo.environment["WIRESPOOL_CORPUS"], !named.isEmpty else { return nil }
        let root = URL(fileURLWithPath: named).appendingPathComponent("feeds/dev")
        return FileManager.default.fileExists(atPath: root.path) ? root : nil
    }()

    @Test(.enabled(if: root != nil, "there is no corpus: set WIRESPOOL_CORPUS"))
    func `every document of the corpus is read or refused`() throws {
        let root = try #require(FeedCorpusTests.root)
        let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
        var read = 0
        while let file = files?.nextObject() as? URL {
            guard let data = try? Data(contentsOf: file), file.pathExtension != "jsonl" else { continue }
            guard let feed = try? FeedReader.parse(Array(data), contentType: nil, url: nil) else { continue }
            read += 1
            #expect(candidates(from: feed, source: .example, fetchedAt: .example, http: nil).count == feed.entries.count)
        }
        #expect(read > 1000)
    }

    @Test func `of an item that is listed already only the name and the dates are made, and the whole on demand`() throws {
        let entries = (1...3).map { number in
            "<item><title>T\(number)</title><guid>g\(number % 2)</guid><link>https://example.org/\(number)</link>"
                + "<pubDate>Sun, 11 Jan 2026 13:40:1\(number) GMT</pubDate><description>Text &lt;b&gt;of&lt;/b&gt; it</description></item>"
        }
        let feed = try Parsed(rss(entries.joined())).feed
        let plain = candidates(from: feed, source: .example, fetchedAt: .example, http: nil)
        var asked: [FeedItem] = []
        let items = candidates(from: feed, source: .example, fetchedAt: .example, http: nil) { items in
            asked = items
            return [true, false, true]
        }
        #expect(asked.map(\.entryHash) == plain.map(\.entryHash) && asked.map(\.candidate.url) == plain.map(\.candidate.url))
        #expect(items.map { $0.whole == nil } == [false, true, false])
        for (item, whole) in zip(items, plain) {
            #expect(
                item.candidate.guid == whole.candidate.guid && item.candidate.content.publishedAt == whole.candidate.content.publishedAt)
            #expect(item.isGuidUnique == whole.isGuidUnique && item.isLinkUnique == whole.isLinkUnique)
            #expect((item.whole?() ?? item.candidate) == whole.candidate)
        }
        #expect(items[0].candidate.content.headline == nil && items[1].candidate.content.headline == "T2")
        var source = Source.example
        source.drop = [EntryPattern(property: .headline, pattern: "T1")]
        let kept = candidates(from: feed, source: source, fetchedAt: .example, http: nil) { _ in [true, true, true] }
        #expect(kept.map(\.candidate.content.headline) == ["T2", "T3"], "a pattern looks at texts")
    }
}
