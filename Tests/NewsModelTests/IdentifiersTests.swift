import Foundation
import Testing

@testable import NewsModel

@Suite struct ArticleIDTests {
    @Test func `it is a UUID of version 7 and variant 10 that tells its millisecond`() throws {
        let id = ArticleID(millisecond: 0x0123_4567_89AB, randomA: 0xFFFF, randomB: .max)
        #expect(id.description == "01234567-89ab-7fff-bfff-ffffffffffff")
        #expect(id.instant == Instant(milliseconds: 0x0123_4567_89AB))
        #expect(ArticleID(id.description) == id)
        // RFC 9562, appendix A.6.
        let example = try #require(ArticleID("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"))
        #expect(example.instant.description == "2022-02-22T19:22:22Z")
    }

    @Test(arguments: [
        "", "017f22e2-79b0-7cc3-98c4-dc0c0c07398", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f0", "017F22E2-79B0-7CC3-98C4-DC0C0C07398F",
        "017f22e2-79b0-4cc3-98c4-dc0c0c07398f", "017f22e2-79b0-7cc3-18c4-dc0c0c07398f", "017f22e2-79b0-7cc3-c8c4-dc0c0c07398f",
        "017f22e279b07cc398c4dc0c0c07398f", "017f22e2-79b0-7cc3-98c4-dc0c0c07398g", "017f22e2_79b0-7cc3-98c4-dc0c0c07398f",
    ])
    func `everything else is refused`(text: String) {
        #expect(ArticleID(text) == nil)
    }

    @Test func `names sort as identifiers do`() {
        var generator = ArticleIDGenerator(after: nil)
        let ids = (0..<500).map { generator.next(now: Instant(milliseconds: Int64($0 / 7))) }
        #expect(ids.map(\.description).sorted() == ids.map(\.description))
    }
}

@Suite struct ArticleIDGeneratorTests {
    @Test func `identifiers rise within one millisecond and when the clock goes back`() {
        var generator = ArticleIDGenerator(after: nil)
        var last: ArticleID?
        for step in 0..<20_000 {
            let now = Instant(milliseconds: 1_768_128_015_000 - Int64(step % 3) * 3_600_000)
            let id = generator.next(now: now)
            if let last, id <= last { Issue.record("\(id) after \(last)") }
            last = id
        }
    }

    @Test func `they come after the last one of the run before`() throws {
        let before = try #require(ArticleID("ffffffff-0000-7fff-bfff-fffffffffffe"))
        var generator = ArticleIDGenerator(after: before)
        let next = generator.next(now: Instant(milliseconds: 0))
        #expect(next > before)
        #expect(ArticleID(next.description) == next)
        #expect(next.instant.milliseconds - before.instant.milliseconds <= 1)
    }

    @Test func `a clock before the epoch still gives identifiers`() {
        var generator = ArticleIDGenerator(after: nil)
        let id = generator.next(now: Instant(milliseconds: .min))
        #expect(id.instant.milliseconds == 0)
    }
}

@Suite struct SourceIDTests {
    @Test(arguments: ["a", "aa-ar", "0.x_y-z", String(repeating: "a", count: 64)])
    func `a name of letters, digits, dots, underscores and hyphens is one`(text: String) {
        #expect(SourceID(text)?.rawValue == text)
    }

    @Test(arguments: ["", "-a", ".a", "_a", "A", "a b", "a/b", "ä", "١", "a\n", String(repeating: "a", count: 65)])
    func `everything else is refused`(text: String) {
        #expect(SourceID(text) == nil)
        #expect(throws: (any Error).self) { try JSONDecoder().decode([SourceID].self, from: JSONEncoder().encode([text])) }
    }
}
