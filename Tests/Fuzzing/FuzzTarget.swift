import FeedParsing
import Glibc
import Markup
import NewsModel
import PageReading
import SourceListing

/// What libFuzzer's inputs are given to; `FUZZ_TARGET` names one.
///
/// Manual: <https://llvm.org/docs/LibFuzzer.html>.
enum FuzzTarget: String, CaseIterable {
    case feeds, json, dates, encodings, sitemaps, lists, pages

    /// The target of this process; a name that there is not ends it.
    static let current: FuzzTarget = {
        let name = getenv("FUZZ_TARGET").map { String(cString: $0) } ?? ""
        guard let target = FuzzTarget(rawValue: name) else {
            let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
            print("FUZZ_TARGET is '\(name)'; it is one of \(names)\n")
            exit(64)
        }
        return target
    }()

    func run(_ input: [UInt8]) {
        switch self {
        case .feeds: read(input)
        case .json: read([UInt8(ascii: "{")] + input)
        case .dates: readDate(input)
        case .encodings: decode(input)
        case .sitemaps: readSitemap(input)
        case .lists: readLists(input)
        case .pages: readPage(input)
        }
    }

    /// A document, through everything that is made of it.
    private func read(_ bytes: [UInt8]) {
        guard let feed = try? FeedReader.parse(bytes, contentType: nil, url: "https://example.org/feed") else { return }
        use(feed)
    }

    private func use(_ feed: ParsedFeed) {
        expect(isUTF8(feed.jsonLine(file: "fuzz")), "a line that is not UTF-8")
        for entry in feed.entries {
            for html in entry.safeMarkup { expectHarmless(html) }
        }
        guard let id = SourceID("fuzz") else { return }
        let items = candidates(
            from: feed, source: Source(id: id, url: "https://example.org/feed"), fetchedAt: Instant(year: 2026, month: 1, day: 12),
            http: nil)
        for item in items {
            expectHarmless(item.candidate.content.bodyHTML ?? "")
        }
    }

    /// The first byte chooses what the text is read for.
    private func readDate(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        let languages = ["en-US", "en", "ar", "fa", "tr", "hr", "ja"]
        let language = languages[Int(first) % languages.count]
        var zone: DateReading.ZoneOffset?
        if first >= 0x80 { zone = { _, _, _ in 10_800 } }
        guard let read = DateReading.read(String(decoding: bytes.dropFirst(), as: UTF8.self), zoneOffsetSeconds: zone, language: language)
        else { return }
        expect(NewsDate(read.date.description) == read.date, "a date that cannot be read back")
    }

    /// The first byte chooses the `charset` and the kind of document.
    private func decode(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        let charsets = [
            nil, "utf-8", "iso-2022-jp", "gb18030", "shift_jis", "euc-kr", "big5", "windows-1256", "utf-16", "iso-2022-kr", "hz", "x",
        ]
        let kinds: [DocumentKind] = [.xml, .html, .json]
        let decoded = CharacterDecoding.decode(
            Array(bytes.dropFirst()), httpCharset: charsets[Int(first) % charsets.count],
            as: kinds[Int(first) / charsets.count % kinds.count])
        expect(isUTF8(decoded.utf8), "text that is not UTF-8")
    }

    private func readPage(_ bytes: [UInt8]) {
        let url = "https://www.example.org/2026/01/11/page"
        if let article = try? PageReader.read(bytes, contentType: "text/html", url: url) {
            expectHarmless(article.content.bodyHTML ?? "")
        }
        for link in (try? PageReader.links(bytes, contentType: "text/html", url: url)) ?? [] {
            expect(URLReference(link.url)?.isHTTP == true, "an address that is none")
        }
    }

    private func readSitemap(_ bytes: [UInt8]) {
        guard let sitemap = try? SitemapReader.parse(bytes, contentType: nil, url: "https://example.org/sitemap.xml") else { return }
        for url in sitemap.entries.map(\.url) + sitemap.children.map(\.url) {
            expect(URLReference(url)?.isHTTP == true, "an address that is none")
        }
        _ = sitemap.children(since: Instant(year: 2026, month: 1, day: 1), limit: 10)
        use(sitemap.feed(since: Instant(year: 2026, month: 1, day: 1)))
    }

    private func readLists(_ bytes: [UInt8]) {
        let found = SourceListReader.items(in: bytes)
        for format in SourceListFormat.allCases {
            let writer = SourceListWriter(format)
            var sources: [SourceLine] = []
            var written = writer.start
            for case .source(let source) in found {
                sources.append(source)
                written += writer.text(of: source)
            }
            written += writer.end
            let again = SourceListReader.items(in: Array(written.utf8), format: format).compactMap { item in
                if case .source(let source) = item { source.url } else { nil }
            }
            expect(again == sources.map(\.url), "a list that reads back otherwise")
        }
    }

    private func expectHarmless(_ html: String) {
        // Tags alone: in a text a program may be talked about.
        let html = html.lowercased().split(separator: "<", omittingEmptySubsequences: false).dropFirst().map {
            "<" + $0.prefix { $0 != ">" }
        }.joined()
        expect(
            !["<script", "<iframe", "<object", "=\"javascript:", "=\"vbscript:", "=\"data:text/html"].contains(where: html.contains),
            "a script in harmless HTML")
    }

    private func isUTF8(_ bytes: [UInt8]) -> Bool { String(validating: bytes, as: UTF8.self) != nil }

    private func expect(_ condition: Bool, _ what: StaticString) {
        precondition(condition, "found: \(what)")
    }
}

/// Called by libFuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    FuzzTarget.current.run(Array(UnsafeBufferPointer(start: data, count: count)))
    return 0
}
