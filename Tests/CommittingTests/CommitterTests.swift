import Bookkeeping
import Committing
import Glibc
import NewsModel
import Spooling
import Testing

@Suite struct CommitterTests {
    @Test func `a new entry becomes an article, and is nothing new the next time`() throws {
        let desk = try Desk()
        try desk.settle()
        let report = try desk.poll(entry("g1", longText))
        let article = try #require(report.spooled.first)
        #expect(article.event == .new && article.version == 1 && article.story == article.id && article.previous == nil)
        #expect(try desk.published == [article])
        #expect(try desk.ledger.source(desk.source.id)?.state.lastNewAt == desk.now)
        let again = try desk.poll(entry("g1", longText))
        #expect(again.unchanged == 1 && again.spooled.isEmpty && again.entries == 1)
    }

    @Test func `a published file is 0440 and one line`() throws {
        let desk = try Desk()
        try desk.settle()
        let article = try #require(try desk.poll(entry("g1", longText)).spooled.first)
        let path = desk.spool.path(of: article.id, in: .new)
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o440)
        #expect(try SystemCalls().contents(of: path) == article.jsonLine)
    }

    @Test func `A, B, A is two revisions`() throws {
        let desk = try Desk()
        try desk.settle()
        try desk.poll(entry("g1", "A"))
        try desk.poll(entry("g1", "B"))
        try desk.poll(entry("g1", "A"))
        let articles = try desk.published
        #expect(articles.map(\.version) == [1, 2, 3])
        #expect(articles.map(\.event) == [.new, .revised, .revised])
        #expect(Set(articles.map(\.story)) == [articles[0].id])
        #expect(articles[2].previous == articles[1].id && articles[1].previous == articles[0].id)
        #expect(articles[2].contentHash == articles[0].contentHash)
    }

    @Test func `what flaps is held back, and its validators with it`() throws {
        let desk = try Desk()
        try desk.settle()
        for body in ["A", "B", "A"] { try desk.poll(entry("g1", body)) }
        #expect(try desk.ledger.source(desk.source.id)?.state.validators != nil)
        #expect(try desk.poll(entry("g1", "B")).held == 1)
        #expect(try desk.ledger.source(desk.source.id)?.state.validators == nil)
        desk.now = desk.now + .days(1)
        #expect(try desk.poll(entry("g1", "B")).spooled.first?.version == 4)
    }

    @Test func `twins in one batch: the first source tells it, the second is bound to it`() throws {
        let desk = try Desk()
        try desk.settle()
        let reports = try desk.committer.commit(
            [desk.record([entry("g1", longText)]), desk.record([entry("x9", longText, url: "https://second.example/x9")], by: desk.other)],
            now: desk.now)
        let article = try #require(reports[0].spooled.first)
        #expect(reports[1].spooled.isEmpty && reports[1].duplicates.map(\.story) == [article.id])
        #expect(reports[1].duplicates.map(\.url) == ["https://second.example/x9"])
        #expect(try desk.published.count == 1)
        // The second one's changes revise nothing; the first one's do.
        let changed = try desk.poll(entry("x9", longText + "More.", url: "https://second.example/x9"), by: desk.other)
        #expect(changed.spooled.isEmpty && changed.unchanged == 1)
        #expect(try desk.poll(entry("g1", longText + "More.")).spooled.first?.event == .revised)
    }

    @Test func `an entry with a new guid is known by its link, however that is written`() throws {
        let desk = try Desk()
        try desk.settle()
        try desk.poll(entry("g1", "A", url: "https://www.first.example/a/?utm_source=rss"))
        let report = try desk.poll(entry("g2", "B", url: "http://first.example/a"))
        #expect(report.spooled.first?.version == 2)
        #expect(try desk.poll(entry("g2", "C", url: "https://first.example/elsewhere")).spooled.first?.version == 3)
    }

    @Test func `a guid that is not unique in its document names nothing`() throws {
        let desk = try Desk()
        try desk.settle()
        var first = entry("same", "One", url: "https://first.example/1")
        var second = entry("same", "Two", url: "https://first.example/2")
        first.isGuidUnique = false
        second.isGuidUnique = false
        #expect(try desk.poll(first, second).spooled.map(\.event) == [.new, .new])
    }

    @Test func `an entry without any name is known by its text`() throws {
        let desk = try Desk()
        try desk.settle()
        #expect(try desk.poll(entry(nil, "Short")).spooled.count == 1)
        #expect(try desk.poll(entry(nil, "Short")).unchanged == 1)
        #expect(try desk.poll(entry(nil, "Other")).spooled.first?.event == .new)
    }

    @Test func `a story that is taken back is spooled once as withdrawn`() throws {
        let desk = try Desk()
        try desk.settle()
        try desk.poll(entry("g1", "A"))
        #expect(try desk.poll(entry("g1", "A", pubstatus: "canceled")).spooled.first?.event == .withdrawn)
        #expect(try desk.poll(entry("g1", "Gone", pubstatus: "canceled")).spooled.isEmpty)
        #expect(try desk.published.map(\.version) == [1, 2])
    }

    @Test func `backfill leaves older entries out, and tells them when they change`() throws {
        let desk = try Desk()
        let old = NewsDate.instant(desk.now - .days(3))
        let report = try desk.poll(entry("old", "A", date: old), entry("fresh", "B"))
        #expect(report.skipped == 1 && report.spooled.map(\.guid) == ["fresh"])
        #expect(try desk.poll(entry("old", "A", date: old)).unchanged == 1)
        #expect(try desk.poll(entry("old", "A2", date: old)).spooled.first?.event == .new)
    }

    @Test func `of undated entries backfill tells the first ten`() throws {
        let desk = try Desk()
        let items = (1...12).map { number in
            var item = entry("g\(number)", "Text \(number)")
            item.candidate.content.publishedAt = nil
            return item
        }
        let report = try desk.poll(items)
        #expect(report.spooled.compactMap(\.guid) == (1...10).map { "g\($0)" } && report.skipped == 2)
    }

    @Test(arguments: [(ArticlePolicy.Backfill.all, 2), (.none, 0)])
    func `backfill may be all or none`(policy: ArticlePolicy.Backfill, count: Int) throws {
        let desk = try Desk()
        var source = desk.source
        source.articles.backfill = policy
        let items = [entry("old", "A", date: .instant(desk.now - .days(300))), entry("fresh", "B")]
        #expect(try desk.poll(items, by: source).spooled.count == count)
    }

    @Test func `a source whose first answers listed nothing keeps to its backfill`() throws {
        let desk = try Desk()
        try desk.poll([])
        #expect(try desk.ledger.source(desk.source.id)?.state.isFirstPoll == false)
        let old = NewsDate.instant(desk.now - .days(3))
        #expect(try desk.poll(entry("old", "A", date: old), entry("fresh", "B")).spooled.map(\.guid) == ["fresh"])
        #expect(try desk.poll(entry("late", "C", date: old)).spooled.count == 1, "that was the first document")
    }

    @Test func `a source at a new URL keeps to its backfill, and knows what it told`() throws {
        let desk = try Desk()
        try desk.poll(entry("g1", "A"))
        var moved = desk.source
        moved.url = "https://moved.example/feed"
        _ = try desk.ledger.synchronise([moved, desk.other], now: desk.now) { _ in desk.now }
        let old = NewsDate.instant(desk.now - .days(3))
        let report = try desk.poll([entry("old", "B", date: old), entry("g1", "A"), entry("g2", "C")], by: moved)
        #expect(report.skipped == 1 && report.unchanged == 1 && report.spooled.map(\.guid) == ["g2"] && !report.isOverflow)
    }

    @Test func `what the old URL answered is told, and does not become the new one's state`() throws {
        let desk = try Desk()
        var moved = desk.source
        moved.url = "https://moved.example/feed"
        _ = try desk.ledger.synchronise([moved, desk.other], now: desk.now) { _ in desk.now + .minutes(3) }
        #expect(try desk.poll([entry("g1", "A")], by: desk.source).spooled.count == 1)
        let state = try #require(try desk.ledger.source(moved.id)).state
        #expect(state.validators == nil && state.lastSuccessAt == nil && state.nextPollAt == desk.now + .minutes(3))
        #expect(state.lastNewAt == desk.now)
        let old = NewsDate.instant(desk.now - .days(3))
        #expect(try desk.poll([entry("old", "B", date: old)], by: moved).skipped == 1, "its backfill holds")
    }

    @Test func `a document that was being read as it was configured before is asked for whole again`() throws {
        let desk = try Desk()
        try desk.settle()
        var filtered = desk.source
        filtered.drop = [EntryPattern(property: .url, pattern: "/sport/")]
        _ = try desk.ledger.synchronise([filtered, desk.other], now: desk.now) { _ in desk.now }
        try desk.poll([entry("g1", "A")], by: desk.source)
        let state = try #require(try desk.ledger.source(filtered.id)).state
        #expect(state.validators == nil && state.lastSuccessAt == desk.now)
        try desk.poll([entry("g1", "A")], by: filtered)
        #expect(try desk.ledger.source(filtered.id)?.state.validators != nil)
    }

    @Test func `a text left out by one source's backfill is news from another`() throws {
        let desk = try Desk()
        try desk.poll(entry("old", longText, date: .instant(desk.now - .days(3))))
        try desk.ledger.setState(desk.state, for: desk.other.id)
        #expect(try desk.poll(entry("x", longText), by: desk.other).spooled.count == 1)
    }

    @Test func `a document of which nothing is known any more has overflowed`() throws {
        let desk = try Desk()
        #expect(try !desk.poll(entry("g1", "A"), entry("g2", "B")).isOverflow)
        #expect(try !desk.poll(entry("g2", "B"), entry("g3", "C")).isOverflow)
        #expect(try desk.poll(entry("g8", "H"), entry("g9", "I")).isOverflow)
    }

    @Test func `identifiers rise over a restart, even if the clock goes back`() throws {
        let desk = try Desk()
        try desk.settle()
        try desk.poll(entry("g1", "A"))
        desk.now = desk.now - .hours(6)
        try desk.open()
        try desk.poll(entry("g2", "B"))
        #expect(try desk.published.compactMap(\.guid) == ["g1", "g2"])
    }

    @Test func `a second daemon is refused by the first one's number`() throws {
        let desk = try Desk()
        let error = try #require(throws: LedgerError.self) { try Ledger(path: desk.ledgerPath) }
        #expect(error.code == .inUse && error.message.contains("\(getpid())"))
    }

    @Test func `a second daemon with another ledger is refused by the spool`() throws {
        let desk = try Desk()
        let error = try #require(throws: SpoolError.self) { try SpoolWriter(directory: desk.spool) }
        #expect(error.code == .inUse)
    }

    @Test func `a spool and a ledger that do not belong together are refused, and nothing is touched`() throws {
        let (mine, theirs) = (try Desk(), try Desk())
        try theirs.settle()
        try theirs.poll(entry("g1", "A"))
        mine.close()
        theirs.close()
        let stray = theirs.spool.stagingPath + "/stray.json"
        close(try SystemCalls().create(stray, mode: 0o600))
        let committer = try Committer(ledger: Ledger(path: mine.ledgerPath), spool: SpoolWriter(directory: theirs.spool))
        let error = try #require(throws: CommitError.self) { try committer.recover(now: mine.now) }
        #expect(error.code == .foreign && error.hint.contains("spool.directory"))
        #expect(SystemCalls().exists(stray))
    }

    @Test func `a new ledger beside a spool that holds articles is refused`() throws {
        let desk = try Desk()
        try desk.settle()
        try desk.poll(entry("g1", "A"))
        desk.close()
        let committer = try Committer(ledger: Ledger(path: desk.path + "/other.db"), spool: SpoolWriter(directory: desk.spool))
        let error = try #require(throws: CommitError.self) { try committer.recover(now: desk.now) }
        #expect(error.code == .foreign && error.hint.contains("rebuild"))
    }

    @Test func `a spool that lost its SPOOL.json beside a new ledger is refused while it holds articles`() throws {
        let desk = try Desk()
        try desk.settle()
        try desk.poll(entry("g1", "A"))
        desk.close()
        unlink(desk.spool.identityPath)
        let committer = try Committer(ledger: Ledger(path: desk.path + "/other.db"), spool: SpoolWriter(directory: desk.spool))
        let error = try #require(throws: CommitError.self) { try committer.recover(now: desk.now) }
        #expect(error.code == .foreign && error.hint.contains("SPOOL.json"))
        #expect(!SystemCalls().exists(desk.spool.identityPath))
    }

    @Test func `a new ledger beside a spool without articles adopts it`() throws {
        let desk = try Desk()
        desk.close()
        let committer = try Committer(ledger: Ledger(path: desk.path + "/other.db"), spool: SpoolWriter(directory: desk.spool))
        #expect(try !committer.recover(now: desk.now).isNewSpool)
    }

    @Test func `a spool that is not there any more is not made anew`() throws {
        let desk = try Desk()
        desk.close()
        Desk.remove(desk.spool.path)
        let error = try #require(throws: CommitError.self) { try desk.open() }
        #expect(error.code == .foreign && error.hint.contains("mount"))
        #expect(!SystemCalls().exists(desk.spool.identityPath))
    }

    @Test func `an older ledger that was put back is refused`() throws {
        let desk = try Desk()
        try desk.settle()
        try desk.poll(entry("g1", "A"))
        desk.close()
        let copy = try SystemCalls().contents(of: desk.ledgerPath)
        try desk.open()
        try desk.poll(entry("g2", "B"))
        desk.close()
        unlink(desk.ledgerPath)
        let descriptor = try SystemCalls().create(desk.ledgerPath, mode: 0o600)
        try SystemCalls().write(copy, to: descriptor, path: desk.ledgerPath)
        close(descriptor)
        let error = try #require(throws: CommitError.self) { try desk.open() }
        #expect(error.code == .foreign && error.message.contains("older ledger"))
    }

    @Test func `what lies about in tmp is removed at start`() throws {
        let desk = try Desk()
        for name in ["0197a5e2-7c1f-7abc-9def-0123456789ab.json", "junk"] {
            close(try SystemCalls().create(desk.spool.stagingPath + "/" + name, mode: 0o600))
        }
        #expect(try desk.open().removed == 2)
        #expect(try desk.staged.isEmpty)
    }

    @Test func `an entry that was taken for known and is not is made whole and told`() throws {
        let desk = try Desk()
        try desk.settle()
        let whole = entry("g1", longText)
        var named = whole
        named.candidate.content = ArticleContent()
        named.whole = { whole }
        let article = try #require(try desk.poll(named).spooled.first)
        #expect(article.content == whole.candidate.content)
        named.whole = {
            Issue.record("nobody asks for the text of what is known")
            return whole
        }
        #expect(try desk.poll(named).unchanged == 1)
    }

    @Test func `the ledger knows which entries are listed just as they are`() throws {
        let desk = try Desk()
        try desk.settle()
        let known = entry("g1", longText)
        try desk.poll(known)
        var changed = known.name
        changed.hash = ContentHash(hashing: [1])
        let nameless = EntryName(guid: nil, link: nil, hash: known.entryHash)
        let names = [known.name, changed, entry("g2", longText).name, nameless]
        #expect(try desk.ledger.areListed(names, of: desk.source.id) == [true, false, false, false])
        #expect(try desk.ledger.areListed(names, of: desk.other.id) == [false, false, false, false])
        #expect(try desk.ledger.areListed([], of: desk.source.id).isEmpty)
    }
}
