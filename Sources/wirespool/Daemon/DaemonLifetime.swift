import Dispatch
import Foundation
import Glibc
import Telemetry

/// From the first signal handler to the exit: starts a daemon once its signals are live, and ends the process when it has stopped.
final class DaemonLifetime: Sendable {
    private let log: EventLog
    private let queue = DispatchQueue(label: "wirespool.lifetime")
    nonisolated(unsafe) private var daemon: Daemon?
    nonisolated(unsafe) private var signals: Signals?
    nonisolated(unsafe) private var isEnding = false
    nonisolated(unsafe) private var atEnd: (@Sendable (Daemon) async -> Void)?

    init(log: EventLog) { self.log = log }

    /// Runs the daemon until a signal, or ``end(_:)``. Does not return.
    ///
    /// - Parameters:
    ///   - reload: At SIGHUP.
    ///   - atEnd: After the daemon has stopped, before the process exits with 0.
    func run(_ daemon: Daemon, reload: @escaping @Sendable () async -> Void, atEnd: (@Sendable (Daemon) async -> Void)? = nil) -> Never {
        queue.sync {
            self.daemon = daemon
            self.atEnd = atEnd
        }
        let signals = Signals(
            onReady: { daemon.start() }, onTerminate: { [self] name in end(name) }, onReload: { Task { await reload() } })
        queue.sync { self.signals = signals }
        dispatchMain()
    }

    /// Stops the daemon and exits with a status. The second call exits at once: what is not committed is asked for again at the next start.
    func end(_ reason: String?, _ status: ExitStatus = .done) {
        queue.async { [self] in
            guard !isEnding else {
                if reason != nil { _exit(0) }
                return
            }
            isEnding = true
            guard let daemon else { exit(0) }
            daemon.stop(reason: reason) {
                Task {
                    let atEnd = self.queue.sync { self.atEnd }
                    await atEnd?(daemon)
                    exit(status.rawValue)
                }
            }
        }
    }
}
