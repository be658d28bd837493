import Bookkeeping
import NewsModel

/// One batch inside its transaction: gives each item its verdict and notes what follows from it.
struct CommitBatch {
    let ledger: LedgerTransaction
    let now: Instant
    var generator: ArticleIDGenerator
    private(set) var articles: [Article] = []
    private var greatest: ArticleID?

    init(ledger: LedgerTransaction, generator: ArticleIDGenerator, now: Instant) {
        self.ledger = ledger
        self.generator = generator
        self.now = now
    }

    /// What is told of an entry, by its own text or its page's.
    struct Telling {
        var candidate: Candidate
        var source: SourceRecord
        var story: StoryRecord?
        var keys: [LedgerKey]
        var entryHash: ContentHash
        var firstSeenAt: Instant
        var isPageText = false
    }

    // MARK: Polls

    mutating func add(_ poll: PollRecord) throws -> CommitReport {
        var report = CommitReport(source: poll.source.whole)
        var source = try ledger.record(of: poll.source, now: now)
        source.duplicateWindow = poll.source.articles.duplicateWindow
        source.nearDuplicates = poll.source.articles.nearDuplicates
        let day = now.day.daysSinceEpoch
        var backfill = source.isFirstPoll ? Backfill(poll.source.articles.backfill, limit: poll.firstEntries, now: poll.listedAt) : nil
        var known = 0
        for item in poll.items {
            if try add(item, of: poll, source: source, day: day, backfill: &backfill, to: &report) { known += 1 }
        }
        report.entries = poll.items.count
        report.isOverflow = !source.isFirstPoll && known == 0 && poll.items.count >= 2
        guard source.isPolledURL else {
            // What another URL answered says nothing of the one that is configured now: that is asked as if nobody had asked.
            if !report.spooled.isEmpty { try ledger.setLastNew(now, of: source.row) }
            return report
        }
        if let parts = poll.parts { report.dueParts = try ledger.setParts(parts, of: poll.source, source, now: now) }
        if !poll.items.isEmpty || poll.parts != nil, source.listedDay != day { try ledger.setListedDay(day, of: source.row) }
        var state = poll.state
        if report.isOverflow, let overflow = poll.overflow { (state.nextPollAt, state.nextReason) = overflow }
        // The clock may have been set back since the poll ended.
        state.followClock(to: now)
        if !report.spooled.isEmpty {
            state.lastNewAt = now
            if source.row != source.number { try ledger.setLastNew(now, of: source.number) }
        }
        if report.held > 0 || !source.isReadAlike {
            // Asked for whole again, or what is held, or is read otherwise now, would wait for the document's next change.
            state.validators = nil
            state.bodyHash = nil
        }
        if report.isOverflow, poll.isRedirected { state.move = nil }
        // Paused or resumed while it was polled: that holds.
        if source.isPaused != (state.standing == .paused) { state.standing = source.isPaused ? .paused : .active }
        try ledger.setState(state, of: source.row, known: source.steady)
        report.state = Shared(wrappedValue: state)
        return report
    }

    /// - Returns: whether the entry was known.
    private mutating func add(
        _ item: ListedItem, of poll: PollRecord, source: SourceRecord, day: Int64, backfill: inout Backfill?, to report: inout CommitReport
    ) throws -> Bool {
        let keys = CommitBatch.keys(of: item, source: source.number)
        var entry: EntryRecord?
        for key in keys {
            entry = try ledger.entry(key)
            if entry != nil { break }
        }
        // An entry the publisher lists first is the first of the undated ones, known or not.
        let isWithinBackfill = backfill?.admits(item.candidate.content) ?? true
        if let entry, !item.tellsChange || entry.isSame(as: item.entryHash) {
            if entry.listedDay < day { try touch(keys, story: entry.story, day: day) }
            report.unchanged += 1
            return true
        }
        let item = item.completed()
        let story = try entry.flatMap { try ledger.story($0.story) }
        let step = ListingStep(item, entry: entry, story: story, source: source.number, isWithinBackfill: isWithinBackfill)
        let telling = Telling(
            candidate: item.candidate, source: source, story: story, keys: keys, entryHash: item.entryHash, firstSeenAt: poll.listedAt)
        switch step {
        case .pass: report.unchanged += 1
        case .remember:
            var story = StoryRecord(source: source.number, firstSeenAt: poll.listedAt)
            story.contentHash = ContentHash(of: item.candidate.content)
            try ledger.insert(&story)
            try bind(telling, to: story.number)
            report.skipped += 1
        case .awaitPageUnlessSame where story?.contentHash == ContentHash(of: item.candidate.content):
            try bind(telling, to: story?.number ?? 0)
            report.unchanged += 1
        case .awaitPage, .awaitPageUnlessSame:
            try awaitPage(telling, deadline: now + poll.source.articles.fullTextWait, report: &report)
        case .judge:
            let verdict = try tell(telling, report: &report)
            // The feed gives all of it now. Another source's entry of the same story says nothing of the page its own source waits for.
            if case .held = verdict {} else if let story, story.source == source.number { try ledger.deletePage(ofStory: story.number) }
        }
        return entry != nil
    }

    private mutating func awaitPage(_ telling: Telling, deadline: Instant, report: inout CommitReport) throws {
        var story = telling.story ?? StoryRecord(source: telling.source.number, firstSeenAt: telling.firstSeenAt)
        if story.number == 0 { try ledger.insert(&story) }
        try bind(telling, to: story.number)
        let isNew = try ledger.awaitPage(
            source: telling.source.number, story: story.number, url: telling.candidate.url ?? "", candidate: telling.candidate,
            entryHash: telling.entryHash, keys: telling.keys, now: now, deadline: deadline,
            // A full text is not followed by a teaser.
            isFeedTextOwed: story.version == 0 || !story.isPageText)
        if isNew { report.awaited += 1 }
    }

    /// The names an entry is known by: guid and link, each if no other entry of the document has it; else its content.
    private static func keys(of item: ListedItem, source: Int64) -> [LedgerKey] {
        let keys = item.name.keys(source: source)
        return keys.isEmpty ? [LedgerKey(source: source, contentHash: ContentHash(of: item.candidate.content))] : keys
    }

    private func touch(_ keys: [LedgerKey], story: Int64, day: Int64) throws {
        for key in keys { try ledger.touch(key, day: day) }
        try ledger.touchStory(story, day: day)
    }

    /// - Parameter listedDay: The day on which the story was last listed, where that is known.
    private func bind(_ telling: Telling, to story: Int64, listedDay: Int64? = nil) throws {
        let day = now.day.daysSinceEpoch
        for key in telling.keys {
            try ledger.bind(key, source: telling.source.number, story: story, entryHash: telling.entryHash, day: day)
        }
        if listedDay ?? 0 < day { try ledger.touchStory(story, day: day) }
    }

    // MARK: Texts

    /// Gives a text its verdict and notes what follows.
    mutating func tell(_ telling: Telling, report: inout CommitReport) throws -> Verdict {
        let text = ToldText(telling.candidate, source: telling.source.number)
        let isKnownStory = (telling.story?.version ?? 0) > 0
        let twin = isKnownStory ? nil : try ledger.text(text.contentHash)
        let verdict = verdict(
            for: text,
            knowing: Knowledge(story: telling.story, twin: twin, duplicateWindow: telling.source.duplicateWindow, now: now))
        switch verdict {
        case .unchanged:
            if let story = telling.story { try bind(telling, to: story.number) }
            report.unchanged += 1
        case .held:
            if let story = telling.story { try touch(telling.keys, story: story.number, day: now.day.daysSinceEpoch) }
            report.held += 1
        case .duplicate(let number):
            try bind(telling, to: number, listedDay: twin?.listedDay)
            if let story = telling.story, story.number != number {
                try ledger.deletePage(ofStory: story.number)
                try ledger.deleteStory(story.number)
            }
            if let id = twin?.storyID { report.duplicates.append((story: id, url: telling.candidate.url)) }
        case .remembered:
            var story = telling.story ?? StoryRecord(source: telling.source.number, firstSeenAt: telling.firstSeenAt)
            story.contentHash = text.contentHash
            story.isWithdrawn = true
            try store(&story)
            try bind(telling, to: story.number)
            report.skipped += 1
        case .new, .revised, .withdrawn:
            try spool(
                telling, text: text, knownBefore: isKnownStory ? try ledger.text(text.contentHash) : twin, as: verdict, report: &report)
        }
        return verdict
    }

    /// - Parameter told: Who told the text before, whenever that was.
    private mutating func spool(
        _ telling: Telling, text: ToldText, knownBefore told: TextRecord?, as verdict: Verdict, report: inout CommitReport
    ) throws {
        var story = telling.story ?? StoryRecord(source: telling.source.number, firstSeenAt: telling.firstSeenAt)
        let id = generator.next(now: now)
        let previous = story.latest
        if story.version > 0 {
            story.changes = story.changes.adding(text.contentHash, insteadOf: story.contentHash, now: now)
        } else {
            story.id = id
        }
        story.version += 1
        story.latest = id
        story.contentHash = text.contentHash
        story.isWithdrawn = verdict == .withdrawn
        story.isPageText = telling.isPageText
        story.listedDay = now.day.daysSinceEpoch
        try store(&story)
        try bind(telling, to: story.number, listedDay: story.listedDay)
        // The first one who tells a text within the window is remembered for it, as long as its story is known.
        if verdict != .withdrawn, told?.counts(at: now, within: telling.source.duplicateWindow) != true {
            try ledger.remember(text.contentHash, TextRecord(story: story.number, link: text.link, seenAt: now))
        }
        try ledger.addPending(id)
        let similar = try similarArticles(to: text, of: story, by: telling.source, report: &report)
        let article = Article(
            telling.candidate, id: id, event: verdict == .new ? .new : verdict == .revised ? .revised : .withdrawn,
            story: story.id ?? id, version: story.version, previous: previous, contentHash: text.contentHash,
            firstSeenAt: story.firstSeenAt, similarTo: similar)
        articles.append(article)
        report.spooled.append(article)
    }

    private func store(_ story: inout StoryRecord) throws {
        if story.number == 0 { try ledger.insert(&story) } else { try ledger.update(story) }
    }
}
