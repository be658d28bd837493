import Administration
import ArgumentParser
import ConfigurationReading
import NewsModel

/// Asks the running daemon to poll a source.
struct SourcesPoll: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "poll", abstract: "Has the running daemon poll sources now.",
        discussion: """
            Refused (75) as long as the publisher asked for no request: Cache-Control, Expires, Retry-After, 429. With --force it is polled \
            all the same, and with its validators. Exits 69 where no daemon runs.
            """)

    @OptionGroup var control: SourceControlOptions
    @Flag(help: "Also where the publisher asked for patience.") var force = false

    func run() throws { try control.ask { .poll($0, isForced: force) } }
}

/// Asks the running daemon to poll a source no more.
struct SourcesPause: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Has the running daemon poll sources no more, until they are resumed.",
        discussion: "It holds over restarts. Exits 69 where no daemon runs.")

    @OptionGroup var control: SourceControlOptions

    func run() throws { try control.ask { .pause($0) } }
}

/// Asks the running daemon to poll a source again.
struct SourcesResume: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Has the running daemon poll sources again that are paused, gone or quarantined.",
        discussion: "Exits 69 where no daemon runs.")

    @OptionGroup var control: SourceControlOptions

    func run() throws { try control.ask { .resume($0) } }
}

/// Which sources, and where the daemon is asked.
struct SourceControlOptions: ParsableArguments {
    @Argument(help: "The sources' ids.") var ids: [String]
    @OptionGroup var configuration: ConfigurationOption
    @Option(help: ArgumentHelp("The daemon's Unix socket, instead of the configuration's.", valueName: "path")) var socket: String?

    /// Asks for each; the first that is not done gives the exit status, the others are asked all the same.
    func ask(_ command: (SourceID) -> AdminCommand) throws {
        let path = try socket ?? configuration.adminSocket()
        var status: ExitCode?
        for text in ids {
            guard let id = SourceID(text) else {
                status = status ?? failure(.noInput, "no source '\(Terminal.printable(text))' is configured or imported")
                continue
            }
            do throws(AdminClientError) {
                StandardOutput.write(String(decoding: try AdminClient.post(command(id), socket: path), as: UTF8.self))
            } catch {
                let reason = error.code.isStatus ? String(decoding: error.body.filter { $0 != 0x0A }, as: UTF8.self) : error.message
                let exit = failure(error.exitStatus, reason)
                guard error.code.isStatus else { throw exit }
                status = status ?? exit
            }
        }
        if let status { throw status }
    }
}

extension ConfigurationOption {
    /// The daemon's Unix socket.
    func adminSocket() throws -> String {
        for listener in try read().admin.listen {
            if case .unix(let path) = listener { return path }
        }
        throw failure(.configuration, "admin.listen names no Unix socket; name the daemon's with --socket")
    }
}

extension AdminClientError.Code {
    fileprivate var isStatus: Bool { if case .status = self { true } else { false } }
}

extension AdminClientError {
    /// What the program exits with.
    var exitStatus: ExitStatus {
        switch code {
        case .notRunning, .address, .malformed: .unavailable
        case .notPermitted: .notPermitted
        case .status(404): .noInput
        case .timeout, .status: .temporaryFailure
        }
    }
}
