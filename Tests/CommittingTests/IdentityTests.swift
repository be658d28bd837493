import Bookkeeping
import Committing
import NewsModel
import Testing

/// Rows of `Identity.md`: by what an entry is known, and whether it is news. Each test is named by the number of its row.
@Suite struct IdentityTests {
    /// What becomes of the second of two entries, listed one after the other.
    enum Fate: Equatable { case nothing, revised, new, duplicate, withdrawn, held }

    static func fate(_ report: CommitReport) -> Fate {
        switch report.spooled.first?.event {
        case .new?: .new
        case .revised?: .revised
        case .withdrawn?: .withdrawn
        case nil: report.held > 0 ? .held : report.duplicates.isEmpty ? .nothing : .duplicate
        }
    }

    private func fate(of second: ListedItem, after first: ListedItem, isElsewhere: Bool = false) throws -> Fate {
        let desk = try Desk()
        try desk.settle()
        #expect(try desk.poll(first).spooled.count == 1)
        return Self.fate(try desk.poll(second, by: isElsewhere ? desk.other : desk.source))
    }

    /// An entry that is known by its link alone, with a text that two stories may have.
    private func linked(_ url: String, canonical: String? = nil) -> ListedItem {
        var item = entry(nil, "Photos of the day", url: url)
        item.candidate.canonicalURL = canonical
        return item
    }

    private func isOneStory(_ a: String, _ b: String) throws -> Bool {
        let fate = try fate(of: linked(b), after: linked(a))
        #expect(fate == .nothing || fate == .new)
        return fate == .nothing
    }

    // MARK: By what an entry is known

    @Test func `20: what is listed as it was is nothing`() throws {
        #expect(try fate(of: entry("g", "A"), after: entry("g", "A")) == .nothing)
        #expect(
            try fate(of: entry("g", "A", date: .instant(Instant(year: 2026, month: 1, day: 10, hour: 9))), after: entry("g", "A"))
                == .nothing)
    }

    @Test func `21: another guid at the same link is the same story`() throws {
        let url = "https://first.example/a"
        #expect(try fate(of: entry("g2", "A", url: url), after: entry("g1", "A", url: url)) == .nothing)
        #expect(try fate(of: entry("g2", "B", url: url), after: entry("g1", "A", url: url)) == .revised)
    }

    @Test func `22: another link under the same guid is the same story, and no revision`() throws {
        let (old, new) = ("https://first.example/old", "https://first.example/new")
        #expect(try fate(of: entry("g", "A", url: new), after: entry("g", "A", url: old)) == .nothing)
        #expect(try fate(of: entry("g", "B", url: new), after: entry("g", "A", url: old)) == .revised)
    }

    @Test func `23: another guid and another link with the same long text is a duplicate`() throws {
        #expect(try fate(of: entry("g2", longText), after: entry("g1", longText)) == .duplicate)
        let desk = try Desk()
        try desk.settle()
        try desk.poll(entry("g1", longText))
        try desk.poll(entry("g2", longText))
        // From then on it is the story by its new names as well.
        let revision = try #require(try desk.poll(entry("g2", longText + "More.")).spooled.first)
        #expect(revision.event == .revised && revision.version == 2)
    }

    @Test func `24: another guid and another link with another text is another story`() throws {
        #expect(try fate(of: entry("g2", longText + "More."), after: entry("g1", longText)) == .new)
    }

    @Test func `25: what two entries of one document have in common names neither`() throws {
        let desk = try Desk()
        try desk.settle()
        let both = [
            entry("same", "One", url: "https://first.example/1", isUnique: false),
            entry("same", "Two", url: "https://first.example/1", isUnique: false),
        ]
        #expect(try desk.poll(both).spooled.map(\.event) == [.new, .new])
        #expect(try desk.poll(both).unchanged == 2)
    }

    @Test func `26: where guid and link lead to two stories the guid decides`() throws {
        let desk = try Desk()
        try desk.settle()
        let first = try #require(try desk.poll(entry("g1", "One", url: "https://first.example/1")).spooled.first)
        try desk.poll(entry("g2", "Two", url: "https://first.example/2"))
        let told = try #require(try desk.poll(entry("g1", "Three", url: "https://first.example/2")).spooled.first)
        #expect(told.event == .revised && told.story == first.id)
    }

    @Test func `27: tracking parameters make no difference`() throws {
        let plain = "https://first.example/a?id=7"
        for tracked in ["utm_source=rss&utm_medium=feed", "fbclid=x", "gclid=x", "at_campaign=x", "mc_cid=1&mc_eid=2", "CMPID=x"] {
            #expect(try isOneStory(plain, "\(plain)&\(tracked)"), "\(tracked)")
        }
        #expect(try isOneStory("https://first.example/a", "https://first.example/a?utm_source=rss#top"))
    }

    @Test func `28: http and https make no difference, nor do default ports`() throws {
        #expect(try isOneStory("http://first.example/a", "https://first.example/a"))
        #expect(try isOneStory("http://first.example:80/a", "https://first.example:443/a"))
        #expect(try !isOneStory("https://first.example/a", "https://first.example:8443/a"))
    }

    @Test func `29: www., m., mobile. and amp. before the host make no difference, nor does its case`() throws {
        for host in ["www.first.example", "m.first.example", "mobile.first.example", "amp.first.example", "FIRST.example"] {
            #expect(try isOneStory("https://first.example/a", "https://\(host)/a"), "\(host)")
        }
        #expect(try !isOneStory("https://first.example/a", "https://sport.first.example/a"))
    }

    @Test func `30: slashes at the end make no difference`() throws {
        #expect(try isOneStory("https://first.example/a", "https://first.example/a/"))
        #expect(try isOneStory("https://first.example", "https://first.example/"))
        #expect(try isOneStory("https://first.example/a?id=7", "https://first.example/a/?id=7"))
    }

    @Test func `31: the AMP form of a page makes no difference`() throws {
        for amp in ["/a/amp", "/a/amp/", "/a.amp", "/amp/a", "/a?amp", "/a?amp=1", "/a?outputType=amp"] {
            #expect(try isOneStory("https://first.example/a", "https://first.example\(amp)"), "\(amp)")
        }
        #expect(try isOneStory("https://first.example/a.html", "https://first.example/a.amp.html"))
        #expect(try !isOneStory("https://first.example/a", "https://first.example/a/lamp"))
    }

    @Test func `32: the canonical URL names an entry, however it is linked`() throws {
        let canonical = "https://first.example/a"
        let (one, two) = (linked("https://go.example/1", canonical: canonical), linked("https://go.example/2", canonical: canonical))
        #expect(try fate(of: two, after: one) == .nothing)
        #expect(try fate(of: linked("https://go.example/1", canonical: "https://first.example/b"), after: one) == .new)
        #expect(try fate(of: linked(canonical), after: one) == .nothing)
    }

    @Test func `33: percent-encoding in whatever case is one link`() throws {
        #expect(try isOneStory("https://first.example/%d8%a3", "https://first.example/%D8%A3"))
        #expect(try isOneStory("https://first.example/أ", "https://first.example/%D8%A3"))
    }

    @Test func `34: a path in another case, and a parameter that names the document, is another link`() throws {
        #expect(try !isOneStory("https://first.example/a", "https://first.example/A"))
        #expect(try !isOneStory("https://first.example/a?id=7", "https://first.example/a?id=8"))
        #expect(try !isOneStory("https://first.example/a?id=7", "https://first.example/a"))
    }

    @Test func `35: an entry with no name is known by its content`() throws {
        #expect(try fate(of: entry(nil, "Short"), after: entry(nil, "Short")) == .nothing)
        #expect(try fate(of: entry(nil, "Other"), after: entry(nil, "Short")) == .new)
    }

    @Test func `36: guids and links belong to their source`() throws {
        #expect(try fate(of: entry("g", "B"), after: entry("g", "A"), isElsewhere: true) == .new)
        #expect(try fate(of: entry("g", "A", url: "https://x.example/1"), after: entry("g", "A"), isElsewhere: true) == .new)
    }

    // MARK: What is news

    @Test func `37: A, B, A is two revisions`() throws {
        let desk = try Desk()
        try desk.settle()
        let fates = try ["A", "B", "A", "A"].map { Self.fate(try desk.poll(entry("g", $0))) }
        #expect(fates == [.new, .revised, .revised, .nothing])
    }

    @Test func `38: a short text that two sources tell is told twice`() throws {
        let short = String(longText.prefix(199))
        #expect(try fate(of: entry("x", short), after: entry("g", short), isElsewhere: true) == .new)
        // Of two entries of one source as well.
        #expect(try fate(of: entry("g2", short), after: entry("g", short)) == .new)
    }

    @Test func `39: a short text at the same canonical URL is a duplicate`() throws {
        let one = entry("g", "Photos", url: "http://www.x.example/a/?utm_source=first")
        #expect(try fate(of: entry("x", "Photos", url: "https://x.example/a"), after: one, isElsewhere: true) == .duplicate)
        #expect(try fate(of: entry("x", "Photos", url: "https://x.example/b"), after: one, isElsewhere: true) == .new)
    }

    @Test func `40: batch mates with one content: the first tells it, in one document and in two`() throws {
        let desk = try Desk()
        try desk.settle()
        let reports = try desk.committer.commit(
            [desk.record([entry("g1", longText), entry("g2", longText)]), desk.record([entry("x", longText)], by: desk.other)],
            now: desk.now)
        #expect(reports.map(\.spooled.count) == [1, 0] && reports.map(\.duplicates.count) == [1, 1])
        #expect(try desk.published.count == 1)
    }

    @Test func `41: only the source that first told a story revises it`() throws {
        let desk = try Desk()
        try desk.settle()
        try desk.poll(entry("g", longText))
        #expect(Self.fate(try desk.poll(entry("x", longText), by: desk.other)) == .duplicate)
        #expect(Self.fate(try desk.poll(entry("x", longText + "More."), by: desk.other)) == .nothing)
        #expect(Self.fate(try desk.poll(entry("g", longText + "More."))) == .revised)
    }

    @Test func `42: a known text is a duplicate within the window alone`() throws {
        let desk = try Desk()
        try desk.settle()
        try desk.poll(entry("g", longText))
        desk.now = desk.now + .days(30)
        #expect(Self.fate(try desk.poll(entry("x1", longText), by: desk.other)) == .duplicate)
        desk.now = desk.now + .seconds(1)
        #expect(Self.fate(try desk.poll(entry("x2", longText), by: desk.other)) == .new)
    }

    @Test func `43: what the publisher takes back is withdrawn once, and told again when it comes again`() throws {
        let desk = try Desk()
        try desk.settle()
        let fates = try ["usable", "canceled", "withheld", "usable"].map {
            Self.fate(try desk.poll(entry("g", "A", pubstatus: $0)))
        }
        #expect(fates == [.new, .withdrawn, .nothing, .revised])
    }

    // MARK: What is a revision

    @Test func `44: another headline or text is a revision, however little changed`() throws {
        #expect(try fate(of: entry("g", "A", headline: "Council agrees!"), after: entry("g", "A")) == .revised)
        #expect(try fate(of: entry("g", "Five were hurt"), after: entry("g", "Four were hurt")) == .revised)
    }

    @Test func `45: what readers do not read is no revision`() throws {
        let desk = try Desk()
        try desk.settle()
        try desk.poll(entry("g", "Text"))
        var other = entry("g", "  Te\u{AD}xt\n", date: .instant(Instant(year: 2026, month: 1, day: 10, hour: 9)))
        other.candidate.content.summary = "Another summary"
        other.candidate.content.authors = [Author(name: "Another")]
        other.candidate.content.keywords = ["another"]
        other.candidate.content.media = [Media(kind: .image, url: "https://first.example/i.jpg")]
        #expect(Self.fate(try desk.poll(other)) == .nothing)
    }

    /// Polls an entry with each text in turn, a quarter of an hour apart; how many were told, the first one included.
    private func told(_ texts: some Sequence<String>, on desk: Desk) throws -> Int {
        var count = 0
        for text in texts {
            count += try desk.poll(entry("g", text)).spooled.count
            desk.now = desk.now + .minutes(15)
        }
        return count
    }

    @Test func `46: a counter or an age in the text makes 24 revisions a day at most, and the last text is told`() throws {
        let desk = try Desk()
        try desk.settle()
        let texts = (0..<192).map { "The council agreed. Posted \(15 * $0) minutes ago, read \(1000 + $0) times" }
        // Two days of a poll every quarter of an hour.
        #expect(try told(texts, on: desk) == 1 + 24 + 24)
        desk.now = desk.now + .days(1)
        #expect(Self.fate(try desk.poll(entry("g", texts[191]))) == .revised)
        #expect(Self.fate(try desk.poll(entry("g", texts[191]))) == .nothing)
    }

    @Test func `47: advertising that rotates in the text is told once each, and one return a day`() throws {
        let desk = try Desk()
        try desk.settle()
        let texts = (0..<96).map { "The council agreed. Advertisement \($0 % 4): buy now" }
        #expect(try told(texts, on: desk) == 4 + 1)
    }

    @Test func `48: what is held back is asked for again, and told when the day is over`() throws {
        let desk = try Desk()
        try desk.settle()
        let fates = try ["A", "B", "A", "B"].map { Self.fate(try desk.poll(entry("g", $0))) }
        #expect(fates == [.new, .revised, .revised, .held])
        #expect(try desk.ledger.source(desk.source.id)?.state.validators == nil)
        desk.now = desk.now + .days(1)
        #expect(Self.fate(try desk.poll(entry("g", "B"))) == .revised)
    }

    @Test func `49: the page's text after the feed's own is one revision, and the feed's own never follows it`() throws {
        let desk = try Desk()
        try desk.settle()
        try desk.poll(entry("g", "Teaser", wantsPage: true))
        var page = try #require(try desk.pages.first)
        desk.now = page.deadline
        let failure = PollError(type: .timeout, message: "the page did not come")
        #expect(Self.fate(try desk.page(page, .failed(failure, retryAt: desk.now + .hours(1)))) == .new)
        desk.now = desk.now + .hours(1)
        page = try #require(try desk.pages.first)
        var read = page.candidate
        read.content.bodyText = longText
        #expect(Self.fate(try desk.page(page, .read(read))) == .revised)
        for _ in 0..<3 { #expect(Self.fate(try desk.poll(entry("g", "Teaser", wantsPage: true))) == .nothing) }
        #expect(try desk.pages.isEmpty)
        #expect(try desk.published.map(\.version) == [1, 2])
        // A changed teaser has the page read again; the page says the same.
        try desk.poll(entry("g", "Another teaser", wantsPage: true))
        page = try #require(try desk.pages.first)
        read = page.candidate
        read.content.bodyText = longText
        #expect(Self.fate(try desk.page(page, .read(read))) == .nothing)
    }
}
