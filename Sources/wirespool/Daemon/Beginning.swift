import Bookkeeping
import Committing
import ConfigurationReading
import NewsModel
import Telemetry

/// What is done before the first commit: what a crash interrupted is ended, and the sources are taken in.
///
/// A step that was done is not done again. On one thread at a time; calls block.
struct Beginning: Sendable {
    private enum Step: CaseIterable { case recovery, crashes, sources }

    let ledger: Ledger
    let journal: ReadingJournal
    let configuration: Configuration
    let log: EventLog
    private var rest = Step.allCases

    init(ledger: Ledger, journal: ReadingJournal, configuration: Configuration, log: EventLog) {
        self.ledger = ledger
        self.journal = journal
        self.configuration = configuration
        self.log = log
    }

    /// Does what is left of it.
    ///
    /// - Throws: ``CommitError``; may be repeated where ``CommitError/isOfDisk``.
    mutating func goOn(with committer: Committer) throws(CommitError) {
        while let step = rest.first {
            do { try carryOut(step, committer) } catch { throw CommitError(error) }
            rest.removeFirst()
        }
    }

    /// Another configuration was taken over meanwhile.
    mutating func forgetSources() { rest.removeAll { $0 == .sources } }

    private func carryOut(_ step: Step, _ committer: Committer) throws {
        let now = Instant.current
        switch step {
        case .recovery:
            let recovery = try committer.recover(now: now)
            guard !recovery.published.isEmpty || recovery.removed > 0 else { return }
            log.emit(Event(.spoolRecovered, [.spoolPublished(recovery.published.count), .spoolRemoved(recovery.removed)]))
        case .crashes:
            journal.markFatalSignals()
            for source in try ledger.countCrash(of: journal.interrupted, now: now) {
                log.emit(Event(.sourceQuarantined, [.sourceID(source)]))
            }
            journal.begin()
        case .sources: try ledger.take(configuration)
        }
    }
}
