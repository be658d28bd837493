import Foundation
import Glibc

/// How far a long work is, on standard error where that is a terminal; elsewhere nothing.
struct Progress {
    private let total: Int?
    private let isShown = isatty(STDERR_FILENO) == 1
    private var shownAt: ContinuousClock.Instant?
    private var isOnLine = false

    /// - Parameter total: What the offsets go up to; nil where that is not known.
    init(total: Int?) { self.total = total }

    /// Shows how far it is, ten times a second at most.
    mutating func show(offset: Int?, _ text: String) {
        guard isShown, shownAt.map({ ContinuousClock.now - $0 > .milliseconds(100) }) ?? true else { return }
        shownAt = .now
        isOnLine = true
        var share = ""
        if let total, let offset, total > 0 { share = "\(min(100, offset * 100 / total))%  " }
        FileHandle.standardError.write(Data("\r\u{1B}[K\(share)\(text)".utf8))
    }

    /// Makes room for a message.
    mutating func clear() {
        guard isOnLine else { return }
        isOnLine = false
        FileHandle.standardError.write(Data("\r\u{1B}[K".utf8))
    }

    /// Ends it.
    mutating func end() { clear() }
}
