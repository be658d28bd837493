import Bookkeeping
import Committing
import FeedParsing
import Fetching
import Markup
import Monitoring
import NewsModel
import PageReading

/// Reads what a job brought into what is committed, on the concurrent queue: pure but for what it asks of the ledger.
struct DocumentReading: Sendable {
    /// The request chain that came to an answer.
    let job: Job
    /// The answer.
    let answer: Answer
    /// The answer's body, decoded from its content encoding.
    let body: [UInt8]
    /// When it came.
    let now: Instant
    /// 0–1, for jitter.
    let chance: Double
    /// How much longer than else the intervals are for the budget of requests.
    let stretch: Double
    /// What is known of publishers' pages.
    let rules: [PageRule]
    /// Which entries of the source were listed before just as they are.
    let isListed: @Sendable ([EntryName]) -> [Bool]

    /// What reading came to.
    enum Outcome<Record> {
        /// What is committed, and why it is no more than that.
        case record(Record, PollError?)
        /// The document holds nothing and sends its readers on to a URL, for the first time in its chain.
        case sentOn(String)
    }

    /// What a source's document brings.
    func outcome(of visit: Visit) -> Outcome<PollRecord> {
        var location: String?
        let (record, error) = record(of: visit, &location)
        if let location, !job.chain.isSentOn { return .sentOn(location) }
        return .record(record, error)
    }

    /// What an article's page brings.
    func outcome(of page: AwaitedPage, source: Source) -> Outcome<PageRecord> {
        var location: String?
        let (record, error) = record(of: page, source: source, &location)
        if let location, !job.chain.isSentOn { return .sentOn(location) }
        return .record(record, error)
    }

    private func record(of visit: Visit, _ location: inout String?) -> (PollRecord, PollError?) {
        let lesson = Lesson(visit, now: now, chance: chance, stretch: stretch)
        let hash = ContentHash(hashing: body)
        if hash == visit.state.bodyHash {
            return (PollRecord(source: visit.$source, state: lesson.afterNoChange(answer, chain: job.chain), items: [], listedAt: now), nil)
        }
        do throws(ListingError) {
            let listing = try DocumentListing(of: body, answer, for: visit.source, fetchedAt: now, isListed)
            var state = lesson.afterReading(answer, chain: job.chain, bodyHash: hash, rhythm: listing.rhythm)
            if listing.isTruncated {
                // What stands behind the break is still to come: these validators would hide it.
                (state.validators, state.bodyHash) = (visit.state.validators, visit.state.bodyHash)
            }
            var record = PollRecord(
                source: visit.$source, state: state, items: listing.items, parts: listing.parts, firstEntries: listing.firstEntries,
                listedAt: now)
            record.overflow = lesson.afterOverflow(state).map { ($0.at, $0.reason) }
            record.isRedirected = job.chain.urls.count > 1
            return (record, nil)
        } catch {
            location = error.location
            let failure = PollError(type: error.type, message: place(error.message, error.hint))
            let state = lesson.afterFailure(failure, answer: answer, chain: job.chain)
            return (PollRecord(source: visit.$source, state: state, items: [], listedAt: now), failure)
        }
    }

    private func record(of page: AwaitedPage, source: Source, _ location: inout String?) -> (PageRecord, PollError?) {
        let hints = PageHints(of: source, rules: rules)
        do throws(PageError) {
            let article = try PageReader.read(
                body, contentType: answer.headers.first(named: "Content-Type"), url: answer.shownURL, hints: hints)
            guard page.candidate.isTold(by: article) else {
                throw PageError(
                    type: .noArticle, message: "the page does not tell of the entry: '\(article.content.headline ?? "no headline")'",
                    hint: "a consent, login or error page in its place?")
            }
            let merged = page.candidate.completed(by: article, http: HTTPProvenance(answer), fetchedAt: now)
            return (PageRecord(page: page, outcome: .read(merged), decidedAt: now), nil)
        } catch {
            location = error.location
            let failure = PollError(type: error.type, message: place(error.message, error.hint))
            // A listing's links may lead to anything; what is no article is not told by the name of its link.
            let outcome: PageRecord.Outcome =
                source.kind == .page && error.type == .noArticle
                ? .nothing(failure) : .failed(failure, retryAt: page.nextTry(after: failure, now: now))
            return (PageRecord(page: page, outcome: outcome, decidedAt: now), failure)
        }
    }

    private func place(_ message: String, _ hint: String) -> String {
        "\(answer.shownURL): \(message)" + (hint.isEmpty ? "" : " (\(hint))")
    }
}

extension PageHints {
    /// What a source's configuration says about its pages.
    init(of source: Source, rules: [PageRule] = []) {
        self.init(
            language: source.language, timezone: source.timezone, agency: source.agency, extract: source.extract, rules: rules)
    }
}

extension AwaitedPage {
    /// When a page that could not be had is asked again: after 2, 8, 32 … minutes; never, when the publisher does not want it or it is gone.
    func nextTry(after failure: PollError, now: Instant) -> Instant? {
        switch failure.type {
        case .gone, .robots, .forbiddenScheme, .forbiddenAddress, .blocked, .unauthorized: nil
        default: attempts + 1 >= AwaitedPage.maximumAttempts ? nil : now + .minutes(2 << (2 * min(max(attempts, 0), 5)))
        }
    }
}

extension Answer {
    /// Nothing that an article carries shows who asked for it.
    var shownURL: String {
        guard let reference = URLReference(url), reference.userInfo != nil else { return url }
        return reference.withoutUserInfo
    }
}

extension HTTPProvenance {
    /// What an article keeps of the answer it was read from.
    init(_ answer: Answer) {
        self.init(
            status: answer.status, finalURL: answer.shownURL, etag: answer.headers.first(named: "ETag"),
            lastModified: answer.headers.first(named: "Last-Modified"))
    }
}
