import Foundation
import Testing

@testable import NewsModel

@Suite struct ArticleTests {
    @Test func `an article comes back from its JSON`() throws {
        for article in [try ArticleSamples.minimal(), try ArticleSamples.full()] {
            #expect(try Article(json: article.jsonLine) == article)
        }
    }

    @Test func `it is one line, its members in the contract's order`() throws {
        let line = try ArticleSamples.full().jsonLine
        #expect(line.last == 0x0A)
        #expect(line.count { $0 == 0x0A } == 1)
        let text = String(decoding: line, as: UTF8.self)
        let order = [
            "schema", "id", "event", "story", "version", "previous", "content_hash", "source", "guid", "url", "canonical_url", "headline",
            "subheadline", "summary", "body_text", "body_html", "byline", "authors", "agency", "located", "subjects", "keywords",
            "language",
            "direction", "published_at", "updated_at", "first_seen_at", "fetched_at", "media", "rights", "pubstatus", "urgency",
            "embargoed_until", "similar_to", "provenance", "warnings",
        ]
        var rest = text[...]
        for name in order {
            let found = try #require(rest.firstRange(of: "\"\(name)\":"), "\(name) is missing or out of order")
            rest = rest[found.upperBound...]
        }
        let members = try #require(JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
        #expect(Set(members.keys) == Set(order))
    }

    @Test func `what is unknown is absent`() throws {
        let line = try ArticleSamples.minimal().jsonLine
        let members = try #require(JSONSerialization.jsonObject(with: Data(line)) as? [String: Any])
        #expect(
            Set(members.keys) == [
                "schema", "id", "event", "story", "version", "content_hash", "source", "first_seen_at", "fetched_at", "provenance",
            ])
    }

    @Test func `unknown members and warnings are passed over`() throws {
        let article = try ArticleSamples.full()
        var text = String(decoding: article.jsonLine, as: UTF8.self)
        text.replace("\"warnings\":[", with: "\"later\":{\"a\":[null]},\"warnings\":[\"of_a_later_version\",")
        #expect(try Article(json: Array(text.utf8)) == article)
    }

    @Test(arguments: [
        ("wirespool.article/1", "wirespool.article/2"), ("\"version\":2", "\"version\":\"2\""), ("\"story\":", "\"stories\":"),
        ("\"event\":\"revised\"", "\"event\":\"changed\""), ("\"content_hash\":\"sha256:", "\"content_hash\":\"md5:"),
    ])
    func `another form is refused`(original: String, changed: String) throws {
        var text = String(decoding: try ArticleSamples.full().jsonLine, as: UTF8.self)
        try #require(text.contains(original))
        text.replace(original, with: changed)
        #expect(throws: DecodingError.self) { try Article(json: Array(text.utf8)) }
    }

    @Test func `a candidate comes back from its JSON`() throws {
        let article = try ArticleSamples.full()
        let candidate = Candidate(
            source: article.source, guid: article.guid, url: article.url, canonicalURL: nil, content: article.content,
            fetchedAt: article.fetchedAt, provenance: article.provenance, warnings: article.warnings)
        #expect(try Candidate(json: candidate.json) == candidate)
    }

    @Test(arguments: [
        ("ar", TextDirection.rtl), ("ar-EG", .rtl), ("fa_IR", .rtl), ("he", .rtl), ("ckb", .rtl), ("tr", .ltr), ("en-GB", .ltr),
        ("ku-Arab", .rtl), ("ar-Latn", .ltr), ("AZ-ARAB", .rtl), ("pa-Arab-PK", .rtl), ("", nil),
    ])
    func `a language has a direction`(language: String, direction: TextDirection?) {
        #expect(TextDirection(language: language) == direction)
    }
}
