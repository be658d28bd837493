import Foundation
import Glibc

/// `wirespool run` as a process of its own, in a ``Workplace``. It is killed when the test lets go of it.
final class RunningDaemon {
    let place: Workplace
    private var process: Process

    /// Writes the configuration and starts.
    init(_ place: Workplace, _ configuration: DaemonConfiguration) throws {
        self.place = place
        try place.configure(configuration)
        process = try Self.start(place)
    }

    deinit { kill() }

    private static func start(_ place: Workplace) throws -> Process {
        try Program.start(
            ["run", "--config", place.configurationFile], in: place.directory, output: place.path("stdout"),
            diagnostics: place.path("stderr"))
    }

    var pid: Int32 { process.processIdentifier }
    var isRunning: Bool { !process.hasEnded }

    /// Waits until the condition holds.
    ///
    /// - Throws: Once the time is over, or the daemon has ended meanwhile: what was waited for, and the end of the log.
    func wait(
        for what: String, limit: Duration = Program.patience, whileRunning: Bool = true, until condition: () throws -> Bool
    ) async throws {
        var hasEnded = false
        let holds = try await Program.holds(within: limit) {
            if try condition() { return true }
            hasEnded = whileRunning && process.hasEnded
            return hasEnded
        }
        if hasEnded, try condition() { return }
        guard holds, !hasEnded else {
            let log = place.log.suffix(25).map(\.text).joined(separator: "\n")
            let errors = FileManager.default.contents(atPath: place.path("stderr")).map { String(decoding: $0, as: UTF8.self) } ?? ""
            throw Program.Failure(
                description: "waited in vain for \(what)\(hasEnded ? "; the daemon has ended" : "")\nstderr: \(errors.suffix(2000))\n\(log)"
            )
        }
    }

    /// Waits for so many lines of an event.
    func wait(forEvent event: String, source: String? = nil, count: Int = 1, limit: Duration = Program.patience) async throws {
        try await wait(for: "\(count) × \(event) \(source ?? "")", limit: limit) { place.log(event, source: source).count >= count }
    }

    func signal(_ number: Int32) { _ = Glibc.kill(process.processIdentifier, number) }

    /// SIGKILL, and waits until it is gone.
    func kill() {
        guard isRunning else { return }
        signal(SIGKILL)
        _ = process.endStatus(waiting: true)
    }

    /// SIGTERM; the exit status.
    @discardableResult
    func terminate(limit: Duration = Program.patience) async throws -> Int32 {
        signal(SIGTERM)
        return try await Program.end(of: process, limit: limit, what: "run, after SIGTERM")
    }

    /// Starts again after it ended, with the configuration as it stands.
    func restart() throws {
        kill()
        process = try Self.start(place)
    }
}
