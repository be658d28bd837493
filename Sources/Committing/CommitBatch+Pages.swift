import Bookkeeping
import NewsModel

extension CommitBatch {
    /// Notes what came of an attempt at an entry's page.
    ///
    /// The row is looked up anew: the entry may have changed, or be told already, since the daemon read it.
    mutating func add(_ record: PageRecord) throws -> CommitReport {
        var report = CommitReport(source: record.page.source)
        guard let row = try ledger.page(record.page.id) else { return report }
        guard let source = try ledger.record(of: row.page.source), let story = try ledger.story(row.story) else {
            try ledger.deletePage(record.page.id)
            return report
        }
        var telling = Telling(
            candidate: row.page.candidate, source: source, story: story, keys: row.keys, entryHash: row.page.entryHash,
            firstSeenAt: story.firstSeenAt)
        switch record.outcome {
        case .read(let candidate):
            telling.candidate = candidate
            telling.isPageText = true
            try tellPage(telling, row: row, isLatestEntry: row.page.entryHash == record.page.entryHash, report: &report)
        case .failed(_, var retryAt):
            // The clock may have been set back since the attempt ended.
            if let planned = retryAt, record.decidedAt.isAhead(of: now) { retryAt = now + (planned - record.decidedAt) }
            let attempts = row.page.attempts + 1
            let isLast = retryAt == nil || attempts >= AwaitedPage.maximumAttempts
            if row.page.isFeedTextOwed && (isLast || now >= row.page.deadline) {
                switch try tellFeedText(telling, report: &report) {
                case .told: try ledger.settlePage(row.page.id, attempts: attempts)
                case .isDuplicate: return report
                case .held(let until):
                    try ledger.holdPage(row.page.id, attempts: attempts, until: until, now: now)
                    return report
                }
            }
            if let retryAt, !isLast {
                try ledger.retryPage(row.page.id, attempts: attempts, nextTryAt: retryAt, now: now)
            } else {
                try ledger.deletePage(row.page.id)
            }
        case .nothing:
            try ledger.deletePage(row.page.id)
        case .expired:
            guard row.page.isFeedTextOwed else { return report }
            switch try tellFeedText(telling, report: &report) {
            case .told: try ledger.settlePage(row.page.id, attempts: row.page.attempts)
            case .isDuplicate: return report
            case .held(let until): try ledger.holdPage(row.page.id, attempts: row.page.attempts, until: until, now: now)
            }
        }
        if !report.spooled.isEmpty { try ledger.setLastNew(now, of: source.number) }
        return report
    }

    private mutating func tellPage(_ telling: Telling, row: PageRow, isLatestEntry: Bool, report: inout CommitReport) throws {
        let verdict = try tell(telling, report: &report)
        switch verdict {
        case .held(let until):
            // Should the page not come again, the feed's own text is owed as before.
            try ledger.holdPage(row.page.id, attempts: row.page.attempts, until: until, now: now)
        case .unchanged, .duplicate, .remembered, .new, .revised, .withdrawn:
            if isLatestEntry {
                try ledger.deletePage(row.page.id)
            } else {
                // The page may be older than the entry that is listed now: once more.
                try ledger.settlePage(row.page.id, attempts: 0)
            }
        }
        if !report.spooled.isEmpty { try ledger.setLastNew(now, of: telling.source.number) }
    }

    /// What came of telling the feed's own text.
    private enum FeedText {
        /// It is in the spool, or tells nothing new: the page alone is waited for.
        case told
        /// The entry turned out to be a duplicate; its row is gone.
        case isDuplicate
        /// The story flaps: the text is owed until then.
        case held(until: Instant)
    }

    /// Tells the feed's own text, with a warning.
    private mutating func tellFeedText(_ telling: Telling, report: inout CommitReport) throws -> FeedText {
        // What a sitemap or a listing merely names has no text but its page's.
        guard telling.candidate.content.hasText else { return .told }
        var telling = telling
        if !telling.candidate.warnings.contains(.fullTextUnavailable) { telling.candidate.warnings.append(.fullTextUnavailable) }
        let verdict = try tell(telling, report: &report)
        switch verdict {
        case .duplicate: return .isDuplicate
        case .held(let until): return .held(until: until)
        case .unchanged, .remembered, .new, .revised, .withdrawn: return .told
        }
    }
}
