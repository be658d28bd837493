import Foundation
import Glibc

/// Standard output, as every command writes to it.
///
/// A reader that went away (`| head`) ends the program quietly with 0; what else keeps the output from being written is said on standard
/// error, and ends it with 74.
enum StandardOutput {
    /// Writes the bytes, all of them.
    static func write(_ bytes: [UInt8]) {
        _ = ignoresBrokenPipes
        bytes.withUnsafeBytes { raw in
            var rest = raw[...]
            while !rest.isEmpty {
                let written = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
                if written > 0 {
                    rest = rest.dropFirst(written)
                } else {
                    recover(from: errno)
                }
            }
        }
    }

    /// Writes a text as it is.
    static func write(_ text: String) { write(Array(text.utf8)) }

    /// Writes a text and ends the line.
    static func write(line: String) { write(line + "\n") }

    /// A closed pipe is an error of write(2), not a signal that ends the program.
    private static let ignoresBrokenPipes: Void = { signal(SIGPIPE, SIG_IGN) }()

    /// Returns where trying again is right.
    private static func recover(from error: Int32) {
        switch error {
        case EINTR: return
        case EAGAIN:
            // Somebody who shares the terminal made it non-blocking.
            var waited = pollfd(fd: STDOUT_FILENO, events: Int16(POLLOUT), revents: 0)
            _ = poll(&waited, 1, -1)
        case EPIPE: exit(ExitStatus.done.rawValue)
        default:
            warn("standard output: \(String(cString: strerror(error)))")
            exit(ExitStatus.ioError.rawValue)
        }
    }
}
