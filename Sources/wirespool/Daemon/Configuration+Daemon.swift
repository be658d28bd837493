import Administration
import Bookkeeping
import ConfigurationReading
import Foundation
import Monitoring
import NewsModel
import Telemetry

/// What the parts of the daemon take from the configuration.
extension Configuration {
    /// - Parameter sources: How many the ledger holds, imported ones among them.
    func monitorLimits(sources count: Int) -> Monitor.Limits {
        var limits = Monitor.Limits()
        limits.budget = polling.budget
        // Twice as many as all sources at their shortest intervals are: what a standstill left due is polled in half an interval.
        let own = sources.reduce(0) { $0 + 1 / max(1, $1.polling.minimumInterval.inSeconds) }
        let imported = Double(max(0, count - sources.count)) / max(1, polling.policy.minimumInterval.inSeconds)
        limits.startsPerSecond = max(50, 2 * (own + imported))
        limits.transfers = polling.transfers
        limits.bodyBytes = polling.bodiesInMemoryBytes
        return limits
    }

    var requestBuilder: RequestBuilder {
        RequestBuilder(
            userAgent: Wirespool.userAgent(contact: polling.contact), proxy: network.proxy,
            secrets: SecretResolver(credentialsDirectory: ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"]))
    }

    /// - Parameter passed: Sockets that the service manager opened.
    func makeAdminServer(_ responders: AdminResponders, passed: [Int32]) -> AdminServer? {
        guard !admin.listen.isEmpty || !passed.isEmpty else { return nil }
        let listeners = admin.listen.map { listener -> Administration.AdminListener in
            switch listener {
            case .unix(let path): .unix(path)
            case .tcp(let host, let port): .tcp(host, port)
            }
        }
        return AdminServer(listeners: listeners, passed: passed, responders: responders)
    }
}

extension PollingSettings {
    /// So many as fill a quarter of the memory for answers, each as large as it may be.
    var maximumLargeBodies: Int { max(1, bodiesInMemoryBytes / 4 / max(1, policy.maximumBodyBytes)) }
    /// Half of it.
    var maximumWaitingBytes: Int { bodiesInMemoryBytes / 2 }
}

extension LogSettings {
    var eventLevel: EventLevel {
        switch level {
        case .debug: .debug
        case .info: .info
        case .notice: .notice
        case .warning: .warning
        case .error: .error
        }
    }

    var logDestination: LogDestination {
        switch destination {
        case .stdout: .standardOutput
        case .file(let path): .file(path: path)
        }
    }
}

extension EventLog {
    convenience init(_ settings: LogSettings) {
        self.init(level: settings.eventLevel, destination: settings.logDestination)
    }
}

extension Ledger {
    /// Brings the ledger to what the configuration says.
    @discardableResult func take(_ configuration: Configuration) throws(LedgerError) -> (added: Int, changed: Int, removed: Int) {
        let now = Instant.current
        let sources = configuration.sources
        let policies = Dictionary(sources.map { ($0.id, $0.polling) }, uniquingKeysWith: { first, _ in first })
        return try synchronise(sources, now: now, imported: { configuration.template(settings: $0) }) { id in
            Pace.firstPoll(of: id, among: 0..<sources.count, policy: policies[id] ?? PollingPolicy(), now: now)
        }
    }
}
