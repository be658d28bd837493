import Administration
import Bookkeeping
import Monitoring
import NewsModel
import Telemetry

/// Does what the operator wants done with a source.
struct SourceControl: Sendable {
    let ledger: Ledger
    let commits: CommitLoop
    let monitor: MonitorLoop
    let log: EventLog

    func perform(_ command: AdminCommand) async -> AdminOutcome {
        switch command {
        case .poll(let id, let isForced): await poll(id, isForced: isForced)
        case .pause(let id):
            await change(id, log: .sourcePaused, to: "\(id) is paused", else: "\(id) was paused already") { ledger throws(LedgerError) in
                try ledger.pause(id)
            }
        case .resume(let id):
            await change(id, log: .sourceResumed, to: "\(id) is polled again", else: "\(id) is polled") { ledger throws(LedgerError) in
                try ledger.resume(id, now: .current)
            }
        }
    }

    private func poll(_ id: SourceID, isForced: Bool) async -> AdminOutcome {
        let known: DueSource?
        do { known = try ledger.source(id) } catch { return .failed("the ledger could not be read: \(error)") }
        guard let known else { return .unknown("no source '\(id)' is configured or imported") }
        guard known.source.isEnabled else { return .refused("\(id) is not enabled (set enabled: true)") }
        if !isForced, let until = known.state.patienceAsked(now: .current) {
            return .refused("the publisher of \(id) asked for no request before \(until) (--force asks all the same)")
        }
        let visit = Visit(source: known.$source, state: known.$state)
        return await withCheckedContinuation { continuation in
            monitor.poll(visit, isForced: isForced) { isBegun in
                continuation.resume(returning: .done(isBegun ? "\(id) is polled now" : "\(id) is being polled already"))
            }
        }
    }

    /// On the commit queue, so that no commit comes between.
    private func change(
        _ id: SourceID, log event: EventName, to done: String, else already: String,
        _ body: @escaping @Sendable (Ledger) throws(LedgerError) -> Bool
    ) async -> AdminOutcome {
        await withCheckedContinuation { continuation in
            commits.send { [ledger, monitor, log] _ in
                do throws(LedgerError) {
                    guard try body(ledger) else { return continuation.resume(returning: .done(already)) }
                    monitor.send(event == .sourcePaused ? .withdrawn(id) : .added)
                    let state = try ledger.source(id)?.state
                    log.emit(
                        Event(
                            event,
                            [.sourceID(id)] + (event == .sourceResumed ? [state.map { .nextAt($0.nextPollAt) }].compactMap { $0 } : [])))
                    continuation.resume(returning: .done(done))
                } catch {
                    let isUnknown = error.code == .missing
                    continuation.resume(
                        returning: isUnknown ? .unknown("no source '\(id)' is configured or imported") : .failed("\(error)"))
                }
            }
        }
    }
}
