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

    /// Sources, or polls of one, that are told one by one, at most.
    private static let told = 20
    /// Below so many sources each has metrics of its own.
    private static let sourcesWithSeries = 2_000
    /// Articles that the status tells.
    private static let newest = 30
    /// A due source waits no longer for its poll while everything goes on.
    private static let patience: Duration = .minutes(10)

    func responders(_ control: SourceControl) -> AdminResponders {
        AdminResponders(
            daemon: RunningDaemon(version: Wirespool.version, pid: Int(getpid()), startedAt: startedAt), clock: { .current },
            status: { await snapshot() }, sources: { sources($0) }, source: { await detail($0) }, articles: { await articles() },
            metrics: { await text() }, readiness: { await obstacles() },
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
                active: max(0, (known.standings[.active] ?? 0) - known.failing), failing: known.failing,
                gone: known.standings[.gone] ?? 0,
                paused: (known.standings[.paused] ?? 0) + (known.standings[.quarantined] ?? 0) + known.disabled, total: known.sources),
            polls: .init(total: counts.polls, failed: counts.failedPolls, underway: counts.transfersUnderway),
            articles: .init(spooled: counts.spooled + counts.revised, revised: counts.revised, duplicates: counts.duplicates),
            spool: .init(
                directory: spool.path, waiting: waiting, freeBytes: freeBytes, isPaused: counts.pause != nil, reason: counts.pause?.message),
            nextDue: due.map { .init(source: $0.source.id, at: $0.state.nextPollAt, reason: $0.state.nextReason) },
            failing: ((try? ledger.sources(StatusReport.longestFailing)) ?? []).compactMap { source in
                source.state.lastError.map {
                    .init(
                        source: source.source.id, errorType: $0.type, errorMessage: $0.message, since: source.state.lastSuccessAt,
                        nextAt: source.state.nextPollAt)
                }
            },
            newest: counts.newest.prefix(StatusReport.newest).map { .init($0) }, activity: counts.activity)
    }

    private static var longestFailing: SourceQuery {
        var query = SourceQuery()
        (query.health, query.order, query.limit) = (.failing, .failures, told)
        return query
    }

    private func sources(_ query: SourceQuery) -> [SourceReport] {
        ((try? ledger.sources(query)) ?? []).map { SourceReport($0.source, $0.state) }
    }

    private func detail(_ id: SourceID) async -> SourceDetail? {
        guard let known = try? ledger.source(id) else { return nil }
        let articles = await articles().filter { $0.source == id }
        return SourceDetail(
            known.source, known.state, polls: await tally.polls(of: id, limit: StatusReport.told), articles: articles,
            documents: ((try? ledger.parts(of: id)) ?? []).map { SourceReport($0.source, $0.state) })
    }

    private func articles() async -> [StatusSnapshot.Newest] { await tally.counts.newest.map { .init($0) } }

    private func text() async -> String {
        if let known = try? ledger.counts() {
            for standing in SourceState.Standing.allCases {
                metrics.set("sources", to: Double(known.standings[standing] ?? 0), [("standing", standing.rawValue)])
            }
            metrics.set("sources_failing", to: Double(known.failing))
            setSeriesOfSources(areTold: known.sources < StatusReport.sourcesWithSeries)
        }
        metrics.set("spool_waiting", to: Double(waiting))
        metrics.set("spool_free_bytes", to: Double(freeBytes))
        return metrics.text()
    }

    /// One series a source, unless there are too many for whoever keeps them.
    private func setSeriesOfSources(areTold: Bool) {
        let times = areTold ? (try? ledger.sourceTimes(limit: StatusReport.sourcesWithSeries)) ?? [] : []
        func label(_ source: SourceTimes) -> [(String, String)] { [("source", source.id.rawValue)] }
        func seconds(_ instant: Instant) -> Double { Double(instant.milliseconds) / 1000 }
        metrics.replace("source_failures", with: times.map { (label($0), Double($0.failures)) })
        metrics.replace(
            "source_last_success_time_seconds",
            with: times.compactMap { source in source.lastSuccessAt.map { (label(source), seconds($0)) } })
        metrics.replace(
            "source_last_article_time_seconds", with: times.compactMap { source in source.lastNewAt.map { (label(source), seconds($0)) } })
    }

    private func obstacles() async -> [String] {
        let counts = await tally.counts
        if let pause = counts.pause { return ["the spool takes nothing: \(pause.message)"] }
        let now = Instant.current
        guard now - startedAt > StatusReport.patience else { return [] }
        do throws(LedgerError) {
            guard let due = try ledger.dueSources(before: now - StatusReport.patience, limit: 1).first else { return [] }
            let last = counts.lastCommitAt.map { "the last one was committed at \($0)" } ?? "none was committed yet"
            guard counts.lastCommitAt.map({ now - $0 > StatusReport.patience }) ?? true else { return [] }
            return ["no poll ends: source \(due.source.id) is due since \(due.state.nextPollAt), and \(last)"]
        } catch {
            return ["the ledger cannot be read: \(error)"]
        }
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

extension StatusSnapshot.Newest {
    init(_ article: Article) {
        self.init(
            id: article.id, headline: article.content.headline, source: article.source.id, event: article.event, version: article.version,
            spooledAt: article.id.instant, language: article.content.language, direction: article.content.direction)
    }
}
