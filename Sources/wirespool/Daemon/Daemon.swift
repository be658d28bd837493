import Administration
import Bookkeeping
import Committing
import ConfigurationReading
import Dispatch
import Fetching
import Glibc
import Monitoring
import NewsModel
import Spooling
import Telemetry

/// The whole wire: alone sees everything, and carries out what the pure parts decide.
///
/// Configuration → Monitoring → Fetching → reading → Monitoring → commit → spool.
final class Daemon: Sendable {
    /// Why the daemon cannot start.
    struct StartError: Error, CustomStringConvertible {
        let status: ExitStatus
        let description: String

        init(status: ExitStatus, description: String) {
            self.status = status
            self.description = description
        }

        init(_ error: any Error) {
            switch error {
            case let error as LedgerError: status = error.exitStatus
            case let error as SpoolError: status = error.exitStatus
            case let error as CommitError: status = error.exitStatus
            default: status = .ioError
            }
            description = "\(error)"
        }
    }

    let log: EventLog
    let tally: Tally
    let ledger: Ledger
    let startedAt = Instant.current
    private let spool: SpoolDirectory
    private let fetcher: Fetcher
    private let commits: CommitLoop
    private let monitor: MonitorLoop
    private let mode: Monitor.Mode
    private let report: StatusReport
    private let consumers: ConsumerWatch
    private let inForce: ConfigurationInForce
    private let admin: AdminServer?
    private let service: ServiceManager

    /// Opens ledger and spool, finishes what a crash interrupted, and takes the sources in. Nothing is fetched before ``start()``.
    ///
    /// - Parameter finished: In mode `once`: everything is done, or the spool takes nothing (75). On a queue of the daemon's.
    init(
        _ configuration: Configuration, mode: Monitor.Mode, log: EventLog, service: ServiceManager = ServiceManager(),
        finished: @escaping @Sendable (ExitStatus) -> Void
    ) throws(StartError) {
        self.log = log
        self.mode = mode
        self.service = service
        let metrics = PrometheusMetrics()
        metrics.addProcess(version: Wirespool.version, log: log, startedAt: startedAt)
        // Transfers, the monitor and the tally tell each other of every poll: on one thread that costs no switch to another.
        // Nothing on it may block for long.
        let wire = DispatchQueue(label: "wirespool.wire")
        tally = Tally(metrics: metrics, wire: wire)
        inForce = ConfigurationInForce(configuration)
        log.emit(
            Event(
                .daemonStarted,
                [
                    .serviceVersion(Wirespool.version), .processID(Int(getpid())), .spoolDirectory(configuration.spool.directory),
                    .configurationPath(configuration.files.first ?? ""),
                ]))
        let writer: SpoolWriter
        do {
            spool = SpoolDirectory(path: configuration.spool.directory)
            writer = try SpoolWriter(directory: spool, consumers: configuration.spool.consumers)
            try Committer.refuseLostLedger(configuration.ledger.path, beside: spool)
            ledger = try Ledger(path: configuration.ledger.path)
        } catch {
            throw StartError(error)
        }
        let journal = ReadingJournal(ledgerPath: ledger.path)
        var beginning = Beginning(ledger: ledger, journal: journal, configuration: configuration, log: log)
        let committer: Committer
        var obstacle: PollError?
        do throws(CommitError) {
            committer = try Committer(ledger: ledger, spool: writer)
            do throws(CommitError) {
                try beginning.goOn(with: committer)
            } catch  where error.isOfDisk {
                obstacle = PollError(error)
            }
        } catch {
            throw StartError(error)
        }
        do throws(FetchError) {
            fetcher = try Fetcher(
                FetcherConfiguration(
                    maximumTransfers: configuration.polling.transfers, maximumLargeBodies: configuration.polling.maximumLargeBodies,
                    maximumWaitingBytes: configuration.polling.maximumWaitingBytes,
                    allowedAddresses: configuration.network.allow.compactMap(AddressBlock.init)), target: wire)
        } catch {
            throw StartError(status: .unavailable, description: "\(error)")
        }
        commits = CommitLoop(
            committer: committer, ledger: ledger, minimumFreeBytes: configuration.spool.minimumFreeBytes,
            retention: configuration.spool.retention, retentionBytes: configuration.spool.retentionBytes, log: log, tally: tally)
        consumers = ConsumerWatch(
            spool: spool, consumers: configuration.spool.consumers, idle: configuration.spool.consumerIdle, log: log)
        let beats = service.watchdogInterval
        monitor = MonitorLoop(
            monitor: Monitor(mode: mode, limits: configuration.monitorLimits(sources: (try? ledger.counts().sources) ?? 0)),
            parts: .init(
                fetcher: fetcher, ledger: ledger, journal: journal, commits: commits, requests: configuration.requestBuilder,
                rules: configuration.rules, tally: tally,
                log: log),
            wire: wire, heartbeat: beats.map { $0 / 3 }, beat: { service.notify(.watchdog) }, finished: { finished(.done) })
        commits.tellPauses { [monitor, tally] error in
            monitor.send(.spoolPaused(error != nil))
            tally.set(pause: error)
            // Sources may have been taken in meanwhile.
            if error == nil { monitor.send(.added) }
            if error != nil, mode != .continuous { finished(.temporaryFailure) }
        }
        if let obstacle {
            monitor.send(.spoolPaused(true))
            commits.wait(for: beginning, because: obstacle)
        }
        report = StatusReport(ledger: ledger, spool: spool, tally: tally, metrics: metrics, log: log, startedAt: startedAt)
        admin = configuration.makeAdminServer(
            report.responders(SourceControl(ledger: ledger, commits: commits, monitor: monitor, log: log)), passed: service.sockets)
    }

    /// Begins to poll.
    func start() {
        // Counted before anything is polled: the first articles are not what was waiting.
        let found = (sources: (try? ledger.counts())?.sources ?? 0, waiting: report.waiting)
        monitor.wake()
        consumers.start(once: mode != .continuous)
        Task {
            await listen()
            announce(sources: found.sources, waiting: found.waiting)
        }
    }

    /// The page is lost where it cannot be served; the polling is not.
    private func listen() async {
        guard mode == .continuous, let admin else { return }
        var listeners: [String] = []
        for outcome in await admin.start() {
            switch outcome {
            case .success(let listener):
                listeners.append(listener.description)
                log.emit(Event(.adminListening, [.adminListener(listener.description)]))
            case .failure(let error): log.emit(Event(.adminFailed, [.adminListener(error.place), .errorMessage(error.message)]))
            }
        }
        tally.set(listeners: listeners)
    }

    private func announce(sources: Int, waiting: Int) {
        log.emit(
            Event(
                .daemonReady,
                [
                    .serviceVersion(Wirespool.version), .sourcesTotal(sources), .spoolWaiting(waiting),
                    .spoolFreeBytes(report.freeBytes), .duration(Instant.current - startedAt),
                ]))
        service.notify(.ready, status: "polling \(sources) sources")
    }

    /// Takes a new configuration over: sources, polling, articles and log; the rest needs a restart, and the log says so.
    func reload(_ result: Result<Configuration, ConfigurationErrors>, path: String) async {
        service.notify(.reloading)
        let start = Instant.current
        switch result {
        case .failure(let errors):
            log.emit(
                Event(
                    .daemonReloadFailed,
                    [.configurationPath(path), .configurationErrors(errors.problems.prefix(50).map(\.description))]))
            service.notify(.ready, status: "the configuration has errors; the one before stays in force")
        case .success(let configuration):
            let restart = await inForce.replace(with: configuration)
            log.reconfigure(level: configuration.log.eventLevel, destination: configuration.log.logDestination)
            commits.send { [ledger, monitor, log, service] commits in
                do {
                    let change = try ledger.take(configuration)
                    commits.forgetSourcesOfStart()
                    monitor.reload(
                        limits: configuration.monitorLimits(sources: try ledger.counts().sources), requests: configuration.requestBuilder,
                        rules: configuration.rules)
                    log.emit(
                        Event(
                            .daemonReloaded,
                            [
                                .configurationPath(path), .configurationRestart(restart), .sourcesTotal(configuration.sources.count),
                                .sourcesAdded(change.added), .sourcesChanged(change.changed), .sourcesRemoved(change.removed),
                                .duration(Instant.current - start),
                            ]))
                    service.notify(.ready, status: "polling \(configuration.sources.count) sources")
                } catch {
                    log.emit(Event(.daemonReloadFailed, [.configurationPath(path), .errorMessage("\(error)")]))
                    service.notify(.ready, status: "the sources could not be taken over: \(error)")
                }
            }
        }
    }

    /// Finishes what is being committed, then calls back. What is being fetched is dropped: no validator was stored for it.
    func stop(reason: String?, then done: @escaping @Sendable () -> Void) {
        service.notify(.stopping, status: "finishing what is being committed")
        log.emit(
            Event(
                .daemonStopping,
                (reason.map { [.signal($0)] } ?? []) + [.processUptime(seconds: Int((Instant.current - startedAt).inSeconds))]))
        monitor.stop { [self] in
            fetcher.shutdown {
                self.monitor.drainReading {
                    self.commits.drain {
                        Task {
                            if let admin = self.admin { await admin.stop() }
                            let counts = await self.tally.counts
                            self.log.emit(
                                Event(
                                    .daemonStopped,
                                    [
                                        .processUptime(seconds: Int((Instant.current - self.startedAt).inSeconds)),
                                        .pollsTotal(counts.polls), .articlesSpooled(counts.spooled + counts.revised),
                                    ]))
                            self.ledger.close()
                            self.log.flush()
                            done()
                        }
                    }
                }
            }
        }
    }
}

/// The configuration in force, for telling what a new one would need a restart for.
private actor ConfigurationInForce {
    private var current: Configuration

    init(_ configuration: Configuration) { current = configuration }

    /// - Returns: The keys that differ and need a restart.
    func replace(with new: Configuration) -> [String] {
        let old = current
        current = new
        var keys: [String] = []
        if old.spool != new.spool { keys.append("spool") }
        if old.ledger != new.ledger { keys.append("ledger") }
        if old.network != new.network { keys.append("network") }
        if old.admin != new.admin { keys.append("admin") }
        if old.polling.transfers != new.polling.transfers { keys.append("polling.transfers") }
        return keys
    }
}
