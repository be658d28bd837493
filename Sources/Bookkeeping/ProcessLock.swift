import Glibc

/// An exclusive lock that lasts as long as the process: flock(2) on a file beside the ledger that holds the owner's process id.
///
/// The kernel gives the lock back however the process ends; the file stays and says nothing by itself.
public final class ProcessLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock.
    ///
    /// - Throws: ``LedgerError`` — `.inUse` with the first one's process id, `.notPermitted`, `.missing`, `.inputOutput`.
    public init(path: String) throws(LedgerError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard descriptor >= 0 else { throw LedgerError(errno, path: path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let number = errno
            let owner = ProcessLock.owner(descriptor)
            close(descriptor)
            guard number == EWOULDBLOCK else { throw LedgerError(number, path: path) }
            throw LedgerError(.inUse, "the ledger is in use by process \(owner ?? "unknown") (\(path))")
        }
        let text = "\(getpid())\n"
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, text, text.utf8.count, 0) == text.utf8.count else {
            let number = errno
            close(descriptor)
            throw LedgerError(number, path: path)
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    private static func owner(_ descriptor: Int32) -> String? {
        var buffer = [UInt8](repeating: 0, count: 32)
        let count = pread(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { return nil }
        let digits = buffer.prefix(count).prefix { (0x30...0x39).contains($0) }
        return digits.isEmpty ? nil : String(decoding: digits, as: UTF8.self)
    }
}
