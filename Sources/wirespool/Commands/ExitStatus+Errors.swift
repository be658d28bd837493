import Bookkeeping
import Committing
import Spooling

// How failures of spool and ledger end a command, in one place.

extension SpoolError {
    /// The exit status it ends a command with.
    var exitStatus: ExitStatus { code.exitStatus }
}

extension SpoolError.Code {
    fileprivate var exitStatus: ExitStatus {
        switch self {
        case .inUse: .temporaryFailure
        case .notPermitted: .notPermitted
        case .missing: .noInput
        case .damaged: .dataError
        case .newerVersion, .foreign: .configuration
        case .full, .inputOutput: .ioError
        }
    }
}

extension LedgerError {
    /// The exit status it ends a command with.
    var exitStatus: ExitStatus { code.exitStatus }
}

extension LedgerError.Code {
    fileprivate var exitStatus: ExitStatus {
        switch self {
        case .inUse, .earlierVersion: .temporaryFailure
        case .notPermitted: .notPermitted
        case .missing: .noInput
        case .damaged: .dataError
        case .newerVersion: .configuration
        case .exists: .cannotCreate
        case .full, .busy, .inputOutput, .outcomeUnknown: .ioError
        }
    }
}

extension CommitError {
    /// The exit status it ends a command with: that of what caused it.
    var exitStatus: ExitStatus {
        if code == .foreign { return .configuration }
        return spoolCode?.exitStatus ?? ledgerCode?.exitStatus ?? .ioError
    }
}
