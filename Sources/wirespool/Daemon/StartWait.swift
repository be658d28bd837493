import Foundation
import Glibc
import Telemetry

/// A start that the disk hinders (no room, an input or output error) is tried again until it succeeds, as a commit is: the service manager sees
/// a daemon that runs, and why it does nothing.
struct StartWait {
    let log: EventLog
    let service: ServiceManager
    /// Whether to wait at all.
    let isPatient: Bool

    private static let retryDelay = 2.0

    /// Blocks until it succeeds. A signal that ends the process ends it meanwhile: nothing has begun.
    func run(_ start: () throws(Daemon.StartError) -> Daemon) throws(Daemon.StartError) -> Daemon {
        var isTold = false
        while true {
            do throws(Daemon.StartError) {
                let daemon = try start()
                if isTold { log.emit(Event(.spoolResumed)) }
                return daemon
            } catch {
                guard isPatient, error.isTransient else { throw error }
                if !isTold { tell(error) }
                isTold = true
            }
            wait()
        }
    }

    private func tell(_ error: Daemon.StartError) {
        // A reload finds nothing to do yet; left alone the signal would end the process.
        signal(SIGHUP, SIG_IGN)
        log.emit(
            Event(.spoolPaused, [.spoolReason(error.description), .errorType(error.type), .errorMessage(error.description)]))
        service.notify(.ready, status: "paused before the start: \(error.description)")
    }

    private func wait() {
        let beat = service.watchdogInterval.map { Double($0.components.seconds) / 3 } ?? StartWait.retryDelay
        service.notify(.watchdog)
        Thread.sleep(forTimeInterval: min(StartWait.retryDelay, max(beat, 0.1)))
    }
}
