import ArgumentParser
import Foundation

/// Says on standard error what went wrong and what to do, and gives the exit status to throw.
func failure(_ status: ExitStatus, _ message: String) -> ExitCode {
    warn(message)
    return status.code
}

/// Says something on standard error.
func warn(_ message: String) {
    FileHandle.standardError.write(Data("wirespool: \(message)\n".utf8))
}
