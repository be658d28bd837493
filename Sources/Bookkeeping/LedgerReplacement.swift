import Glibc
public import NewsModel

/// A new ledger that is made beside the one in use, and takes its place in one step once it is whole. The old one is kept.
///
/// Holds the lock of the ledger in use as long as it lives: no daemon runs meanwhile.
public final class LedgerReplacement {
    /// The new ledger, empty.
    public let ledger: Ledger
    private let path: String
    private let lock: ProcessLock

    private var temporary: String { ledger.path }

    /// Locks the ledger at a path, whether there is one or not, and makes an empty one beside it.
    ///
    /// - Throws: ``LedgerError`` — `.inUse`, `.notPermitted`, `.missing`, `.full`, `.inputOutput`.
    public init(of path: String) throws(LedgerError) {
        self.path = path
        lock = try ProcessLock(path: path + ".lock")
        let temporary = path + ".rebuilding"
        LedgerReplacement.remove(temporary)
        ledger = try Ledger(path: temporary)
    }

    /// Puts the new ledger in place and the old one aside; until then nothing has changed for anybody.
    ///
    /// A crash in the middle leaves no ledger: a start is refused then, and it can be made anew.
    /// - Returns: Where the old one is now; nil where there was none.
    /// - Throws: ``LedgerError``.
    public func finish(now: Instant) throws(LedgerError) -> String? {
        ledger.close()
        try giveToOwner()
        try LedgerReplacement.sync(temporary)
        let stamp = now.description.filter { $0.isNumber || $0 == "T" || $0 == "Z" }
        let aside = "\(path).before-\(stamp)"
        var kept: String?
        for suffix in ["", "-wal", "-shm"] where access(path + suffix, F_OK) == 0 {
            guard access(aside + suffix, F_OK) != 0 else { throw LedgerError(.exists, "\(aside + suffix) exists already") }
            guard rename(path + suffix, aside + suffix) == 0 else { throw LedgerError(errno, path: path + suffix) }
            kept = aside
        }
        guard rename(temporary, path) == 0 else { throw LedgerError(errno, path: path) }
        try Ledger.syncDirectory(of: path)
        return kept
    }

    /// Removes the new ledger where it was not put in place; afterwards that removes its lock file alone.
    public func discard() {
        ledger.close()
        LedgerReplacement.remove(temporary)
    }

    /// No other user reads it; and what root makes belongs to whom the directory belongs to: the daemon is to use it.
    private func giveToOwner() throws(LedgerError) {
        guard chmod(temporary, 0o640) == 0 else { throw LedgerError(errno, path: temporary) }
        guard geteuid() == 0 else { return }
        let parent = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
        var status = stat()
        guard stat(parent.isEmpty ? "/" : parent, &status) == 0 else { throw LedgerError(errno, path: parent) }
        for file in [temporary, path + ".lock"] where chown(file, status.st_uid, status.st_gid) != 0 {
            throw LedgerError(errno, path: file)
        }
    }

    private static func remove(_ path: String) {
        for suffix in ["", "-wal", "-shm", ".lock"] { unlink(path + suffix) }
    }

    private static func sync(_ path: String) throws(LedgerError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw LedgerError(errno, path: path) }
        defer { Glibc.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw LedgerError(errno, path: path) }
    }
}
