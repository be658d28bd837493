import Administration
import Bookkeeping
import Glibc
import NewsModel
import Spooling
import Telemetry

/// What the daemon says of itself over HTTP.
struct StatusReport: Sendable {
    let ledger: Ledger
    let spool: SpoolDirectory
    let tally: Tally
    let metrics: PrometheusMetrics
    let log: EventLog
    let startedAt: Instant

    /// Sources that are told by name, at most.
    private static let told = 20

    func responders(_ control: SourceControl) -> AdminResponders {
        AdminResponders(
            status: { await snapshot() }, metrics: { await text() }, readiness: { await obstacles() },
            control: { await control.perform($0) })
    }

    private func snapshot() async -> StatusSnapshot {
        let counts = await tally.counts
        let known = (try? ledger.counts()) ?? LedgerCounts()
        let due = (try? ledger.dueSources(before: Instant(milliseconds: .max / 4), limit: StatusReport.told)) ?? []
        return StatusSnapshot(
            version: Wirespool.version, pid: Int(getpid()), startedAt: startedAt,
            uptimeSeconds: Int((Instant.current - startedAt).inSeconds),
            sources: .init(
                active: max(0, (known.standings[.active] ?? 0) - known.failing - known.disabled), failing: known.failing,
                gone: known.standings[.gone] ?? 0,
                paused: (known.standings[.paused] ?? 0) + (known.standings[.quarantined] ?? 0) + known.disabled, total: known.sources),
            polls: .init(total: counts.polls, failed: counts.failedPolls, underway: counts.transfersUnderway),
            articles: .init(spooled: counts.spooled + counts.revised, revised: counts.revised, duplicates: counts.duplicates),
            spool: .init(
                directory: spool.path, waiting: waiting, freeBytes: freeBytes, isPaused: counts.pause != nil, reason: counts.pause?.message),
            nextDue: due.map { .init(source: $0.source.id, at: $0.state.nextPollAt, reason: $0.state.nextReason) },
            failing: ((try? ledger.failingSources(limit: StatusReport.told)) ?? []).compactMap { source in
                source.state.lastError.map {
                    .init(
                        source: source.source.id, errorType: $0.type, errorMessage: $0.message, since: source.state.lastSuccessAt,
                        nextAt: source.state.nextPollAt)
                }
            },
            newest: counts.newest.map {
                .init(
                    id: $0.id, headline: $0.content.headline, source: $0.source.id, event: $0.event, version: $0.version,
                    spooledAt: $0.id.instant, language: $0.content.language, direction: $0.content.direction)
            })
    }

    private func text() async -> String {
        if let known = try? ledger.counts() {
            for standing in SourceState.Standing.allCases {
                metrics.set("sources", to: Double(known.standings[standing] ?? 0), [("standing", standing.rawValue)])
            }
        }
        metrics.set("spool_waiting", to: Double(waiting))
        metrics.set("spool_free_bytes", to: Double(freeBytes))
        return metrics.text()
    }

    private func obstacles() async -> [String] {
        let counts = await tally.counts
        return counts.pause.map { ["the spool takes nothing: \($0.message)"] } ?? []
    }

    /// Of all consumers together.
    var waiting: Int { (try? spool.waitingCount()) ?? 0 }

    /// For whoever is not root, on the spool's file system.
    var freeBytes: Int {
        var status = statvfs()
        guard statvfs(spool.path, &status) == 0 else { return 0 }
        return Int(clamping: UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize)).partialValue)
    }
}
