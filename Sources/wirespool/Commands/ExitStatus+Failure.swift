import ArgumentParser
import Foundation

/// Says on standard error what went wrong and what to do, and gives the exit status to throw.
func failure(_ status: ExitStatus, _ message: String) -> ExitCode {
    FileHandle.standardError.write(Data("wirespool: \(message)\n".utf8))
    return ExitCode(status.rawValue)
}
