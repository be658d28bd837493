import ArgumentParser

/// The exit statuses of every command (sysexits(3)).
enum ExitStatus: Int32, CaseIterable {
    /// Done.
    case done = 0
    /// The command line cannot be understood.
    case usage = 64
    /// What was read is not what it should be.
    case dataError = 65
    /// There is no such input.
    case noInput = 66
    /// The daemon is not running.
    case unavailable = 69
    /// A file cannot be made.
    case cannotCreate = 73
    /// A file cannot be written or read.
    case ioError = 74
    /// Try again later.
    case temporaryFailure = 75
    /// Not permitted.
    case notPermitted = 77
    /// The configuration is wrong.
    case configuration = 78

    /// To be thrown out of a command.
    var code: ExitCode { ExitCode(rawValue) }
}
