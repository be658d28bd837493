import Glibc

/// Where the log's lines go: standard output, or a file that is only ever appended to. Not thread-safe: one queue writes.
///
/// No error ends it. What cannot be written is the caller's to count; a file that cannot be opened is tried again at each line, but not
/// more often than every two seconds.
struct LogFile {
    /// Why the last line could not be written or the file not be opened; nil while all is well.
    private(set) var problem: String?
    private let destination: LogDestination
    private var descriptor: Int32
    /// Whether half a line stands at the end, after which the next one must begin anew.
    private var endsInsideLine = false
    private var lastOpened = ContinuousClock.now

    init(_ destination: LogDestination) {
        self.destination = destination
        switch destination {
        case .standardOutput: descriptor = STDOUT_FILENO
        case .file:
            descriptor = -1
            open()
        }
    }

    /// Writes to a descriptor that is open already, and stays the caller's.
    init(descriptor: Int32) {
        destination = .standardOutput
        self.descriptor = descriptor
    }

    /// Opens the file by its name again, as after a rotation. Where that fails the one before stays in use.
    mutating func open() {
        guard case .file(let path) = destination else { return }
        lastOpened = .now
        // O_NONBLOCK, so that a FIFO without a reader fails at once (ENXIO) instead of stopping the daemon.
        let opened = Glibc.open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0o640)
        guard opened >= 0 else {
            problem = "\(path): \(String(cString: strerror(errno)))"
            return
        }
        close()
        descriptor = opened
        endsInsideLine = false
        problem = nil
    }

    /// Closes a file; standard output is not ours to close.
    mutating func close() {
        guard case .file = destination, descriptor >= 0 else { return }
        Glibc.close(descriptor)
        descriptor = -1
    }

    /// Writes one line with one write(2).
    ///
    /// - Parameter wait: Called where the other end does not read; returns false to give the line up.
    /// - Returns: Whether the whole line is written.
    mutating func write(_ line: [UInt8], wait: (Int32) -> Bool) -> Bool {
        if descriptor < 0 {
            guard lastOpened.duration(to: .now) >= .seconds(2) else { return false }
            open()
            guard descriptor >= 0 else { return false }
        }
        let bytes = endsInsideLine ? [0x0A] + line : line
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                written += count
            } else if count < 0 && errno == EINTR {
                continue
            } else if count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) && wait(descriptor) {
                continue
            } else {
                problem = count < 0 ? String(cString: strerror(errno)) : "nothing was written"
                if written > 0 { endsInsideLine = !removed(written) }
                return false
            }
        }
        endsInsideLine = false
        problem = nil
        return true
    }

    /// Takes the half line off a regular file's end, unless somebody else has appended since.
    private func removed(_ count: Int) -> Bool {
        var status = stat()
        let end = lseek(descriptor, 0, SEEK_CUR)
        guard end >= count, fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size == end else { return false }
        return ftruncate(descriptor, end - count) == 0
    }
}
