import ArgumentParser
import ConfigurationReading
import Dispatch
import Foundation
import Monitoring
import NewsModel
import Telemetry

/// The daemon.
struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Polls the configured sources and spools what is new, until it is told to stop.",
        discussion: """
            SIGTERM and SIGINT finish what is being committed and exit 0; a second one exits at once, still losing nothing. SIGHUP reads the \
            configuration again. The log is JSON, one object a line, on standard output unless log.destination says otherwise.

            With --once every source that is due is polled once, what is new is spooled, and the program exits 0.
            """)

    @OptionGroup var configuration: ConfigurationOption
    @Flag(help: "Poll every source that is due, spool what is new, and exit.") var once = false
    @Flag(help: "With --once: poll every source, whether it is due or not.") var all = false

    func validate() throws {
        if all && !once { throw ValidationError("--all goes with --once") }
    }

    func run() throws {
        let settings = try configuration.read()
        let path = configuration.path
        let log = EventLog(settings.log)
        if let problem = log.problem { warn("the log cannot be written: \(problem) (the daemon runs on without it)") }
        let service = ServiceManager()
        let lifetime = DaemonLifetime(log: log)
        let daemon: Daemon
        do throws(Daemon.StartError) {
            daemon = try Daemon(
                settings, mode: once ? .once(all: all) : .continuous, log: log, service: service, finished: { lifetime.end(nil, $0) })
        } catch {
            log.emit(Event(.daemonStopped, level: .error, [.errorMessage(error.description)]))
            log.flush()
            throw failure(error.status, error.description)
        }
        lifetime.run(daemon, reload: { await daemon.reload(ConfigurationReader.result(file: path), path: path) })
    }
}

extension ConfigurationReader {
    /// The configuration, or every error in it.
    static func result(file: String) -> Result<Configuration, ConfigurationErrors> {
        do throws(ConfigurationErrors) {
            return .success(try read(file: file))
        } catch {
            return .failure(error)
        }
    }
}
