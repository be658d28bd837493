public import NewsModel

/// What the monitor is told, and what it asks for.
extension Monitor {
    /// Limits over all sources.
    public struct Limits: Equatable, Sendable {
        /// Transfers at once.
        public var transfers = 256
        /// Bytes of answers that are not yet committed; beyond it fetching waits.
        public var bodyBytes = 256 << 20
        /// Answers that are under way, or have a body and are not yet committed: what is made of one weighs several times its bytes. Of those
        /// without a body there may be ten times as many.
        public var answers = 384
        /// Pages of one source that wait for a transfer or are under way.
        public var pagesPerSource = 64
        /// Sources and pages held in memory at once.
        public var held = 4000
        /// Polls that may begin in a second; infinite for any number.
        public var startsPerSecond = Double.infinity
        /// Polls an hour; 0 for any number.
        public var budget = 0
        /// How far ahead due sources are loaded.
        public var horizon: Duration = .seconds(30)

        /// The defaults.
        public init() {}
    }

    /// Which sources are polled.
    public enum Mode: Equatable, Sendable {
        /// Each when it is due, without end.
        case continuous
        /// Each that is due once; with `all`, each once.
        case once(all: Bool)
    }

    /// What happened.
    public enum Event: Sendable {
        /// The daemon is ready, or sources or pages may have become due that were not known.
        case wake
        /// The answer to ``Action/loadSources(before:notPolledSince:limit:)``: in the order of their next poll.
        case sourcesLoaded([Visit], isComplete: Bool)
        /// The answer to ``Action/loadPages(before:limit:)``.
        case pagesLoaded([PageVisit], isComplete: Bool)
        /// What was to be loaded could not be read: it is asked for again.
        case loadFailed
        /// A job's answer came.
        case answered(Int, Answer)
        /// A job's transfer failed.
        case failed(Int, PollError)
        /// There was no room for a job's answer.
        case crowded(Int, PollError)
        /// A job's document holds nothing itself and sends its readers on to a URL.
        case sentOn(Int, to: String)
        /// A page's expiry is durable.
        case expired(Int64)
        /// What a job brought is durable; its source, if it was a poll, stands so. `newPages` were added to those waited for, `newSources`
        /// to those that are polled.
        indirect case committed(Int, SourceState?, newPages: Int, newSources: Int = 0)
        /// A robots.txt is known, until then.
        case robotsKnown(RobotsPlace, until: Instant)
        /// The spool takes nothing more for now, or takes again.
        case spoolPaused(Bool)
        /// Sources changed: what waits is forgotten, and loaded again.
        case reloaded
        /// The operator wants a source polled now; forced, also where its host asked for patience.
        case asked(Visit, isForced: Bool)
        /// A source was paused: it is polled no more.
        case withdrawn(SourceID)
        /// Sources were added, or resumed.
        case added
        /// No new request; what is under way is aborted by the shell.
        case stopping
    }

    /// What is to be done.
    public enum Action: Equatable, Sendable {
        /// Read sources from the ledger that are due before an instant, without those that were polled since another.
        case loadSources(before: Instant, notPolledSince: Instant?, limit: Int)
        /// Read pages that are waited for and due before an instant.
        case loadPages(before: Instant, limit: Int)
        /// Ask the last URL of a job's chain.
        case fetch(Job)
        /// Read a job's answer and commit what it brings.
        case conclude(Job, Answer)
        /// Commit a job's failure.
        case fail(Job, PollError, Answer?)
        /// Spool the feed's own text instead of the page's: it did not come in time.
        case expire(PageVisit)
        /// Tell that a host is left alone until then.
        case hostPaused(host: String, until: Instant)
        /// Send ``Event/wake`` then, at the latest.
        case wake(at: Instant)
        /// In mode `once`: everything is done.
        case finished
    }
}
