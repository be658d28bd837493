import Bookkeeping
import NewsModel
import Testing

@testable import Committing

@Suite struct VerdictTests {
    static let now = Instant(year: 2026, month: 1, day: 11, hour: 10)

    static func text(_ body: String, source: Int64 = 1, url: String? = nil, pubstatus: String? = nil) -> ToldText {
        ToldText(entry("g", body, url: url, pubstatus: pubstatus).candidate, source: source)
    }

    static func story(_ body: String, version: Int = 1, source: Int64 = 1, isWithdrawn: Bool = false) -> StoryRecord {
        var story = StoryRecord(source: source, firstSeenAt: now - .hours(5))
        story.number = 7
        story.version = version
        story.contentHash = text(body).contentHash
        story.isWithdrawn = isWithdrawn
        return story
    }

    static func twin(link: String? = nil, age: Duration = .days(1)) -> TextRecord {
        TextRecord(story: 9, link: link.map(LedgerKey.number(ofLink:)), seenAt: now - age)
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var text: ToldText
        var story: StoryRecord?
        var twin: TextRecord?
        var expected: Verdict

        init(_ name: String, _ text: ToldText, story: StoryRecord? = nil, twin: TextRecord? = nil, is expected: Verdict) {
            (testDescription, self.text, self.story, self.twin, self.expected) = (name, text, story, twin, expected)
        }
    }

    static let cases: [Case] = [
        Case("nothing known", text("a"), is: .new),
        Case("known story, same text", text("a"), story: story("a"), is: .unchanged),
        Case("known story, other text", text("b"), story: story("a"), is: .revised),
        Case("known story of another source, other text", text("b", source: 2), story: story("a"), is: .unchanged),
        Case("known story, taken back", text("a", pubstatus: "canceled"), story: story("a"), is: .withdrawn),
        Case("known story, withheld", text("a", pubstatus: "withheld"), story: story("a"), is: .withdrawn),
        Case("known story, taken back by another source", text("a", source: 2, pubstatus: "canceled"), story: story("a"), is: .unchanged),
        Case("taken back already", text("a", pubstatus: "canceled"), story: story("a", isWithdrawn: true), is: .unchanged),
        Case("told again after it was taken back", text("a"), story: story("a", isWithdrawn: true), is: .revised),
        Case("taken back before it was told", text("a", pubstatus: "canceled"), is: .remembered),
        Case("usable again, never told", text("a"), story: story("a", version: 0, isWithdrawn: true), is: .new),
        Case("left out by backfill, same text", text("a"), story: story("a", version: 0), is: .unchanged),
        Case("left out by backfill, other text", text("b"), story: story("a", version: 0), is: .new),
        Case("long text told by another story", text(longText), twin: twin(), is: .duplicate(story: 9)),
        Case("long text told within the window", text(longText), twin: twin(age: .days(30)), is: .duplicate(story: 9)),
        Case("long text told before the window", text(longText), twin: twin(age: .days(31)), is: .new),
        Case("short text told by another story", text("Photos of the day"), twin: twin(), is: .new),
        Case(
            "short text, same canonical link", text("Photos", url: "http://www.x.example/a/?utm_source=rss"),
            twin: twin(link: "https://x.example/a"), is: .duplicate(story: 9)),
        Case("short text, other link", text("Photos", url: "https://x.example/b"), twin: twin(link: "https://x.example/a"), is: .new),
        Case("short text, no link on either side", ToldText(entry(nil, "Photos").candidate, source: 1), twin: twin(), is: .new),
        Case("known story wins over a twin", text(longText), story: story("a"), twin: twin(), is: .revised),
        Case(
            "waited for its page, told by another story", text(longText), story: story("a", version: 0), twin: twin(),
            is: .duplicate(story: 9)),
    ]

    @Test(arguments: cases) func `the table of verdicts holds`(_ row: Case) {
        let known = Knowledge(story: row.story, twin: row.twin, duplicateWindow: .days(30), now: VerdictTests.now)
        #expect(verdict(for: row.text, knowing: known) == row.expected)
    }

    @Test func `a window holds what was told within it, by a clock that was ahead as well, and none at all nothing`() {
        let now = VerdictTests.now
        func counts(_ seenAt: Instant, _ window: Duration) -> Bool {
            TextRecord(story: 9, link: nil, seenAt: seenAt).counts(at: now, within: window)
        }
        #expect(counts(now, .days(30)) && counts(now - .days(30), .days(30)) && !counts(now - .days(31), .days(30)))
        #expect(counts(now + .days(3), .days(30)))
        #expect(!counts(now, .zero) && !counts(now + .seconds(1), .zero) && !counts(now - .seconds(1), .zero))
    }

    @Test func `200 characters are long, 199 are not`() {
        #expect(VerdictTests.text(String(repeating: "ن", count: 200)).isLong)
        #expect(!VerdictTests.text(String(repeating: "ن", count: 199)).isLong)
    }

    private func tell(_ body: String, to story: inout StoryRecord, at now: Instant) -> Verdict {
        let text = VerdictTests.text(body)
        let verdict = verdict(for: text, knowing: Knowledge(story: story, twin: nil, duplicateWindow: .days(30), now: now))
        if verdict == .revised {
            story.changes = story.changes.adding(text.contentHash, insteadOf: story.contentHash, now: now)
            story.contentHash = text.contentHash
        }
        return verdict
    }

    @Test func `a text that flaps is told once back and forth a day`() {
        var story = VerdictTests.story("a")
        let start = VerdictTests.now
        #expect(tell("b", to: &story, at: start) == .revised)
        #expect(tell("a", to: &story, at: start + .hours(1)) == .revised)
        #expect(tell("b", to: &story, at: start + .hours(2)) == .held(until: start + .days(1)))
        #expect(tell("c", to: &story, at: start + .hours(3)) == .revised)
        #expect(tell("b", to: &story, at: start + .days(1)) == .revised)
    }

    @Test func `a story is revised 24 times a day at most`() {
        var story = VerdictTests.story("start")
        let start = VerdictTests.now
        for number in 1...24 { #expect(tell("text \(number)", to: &story, at: start + .minutes(number)) == .revised) }
        #expect(tell("text 25", to: &story, at: start + .hours(2)) == .held(until: start + .minutes(1) + .days(1)))
        #expect(tell("text 25", to: &story, at: start + .minutes(1) + .days(1)) == .revised)
    }
}
