import Foundation
import GRDB
import Glibc
import NewsModel

extension Ledger {
    /// Copies the ledger as it stands at one moment into a new file, also while the daemon writes.
    ///
    /// The copy is made beside its place, synced, and put there in one step: a file of that name is a whole ledger. SQLite's online backup,
    /// <https://www.sqlite.org/backup.html>, inside one read transaction, so that no commit makes it begin anew.
    /// - Parameters:
    ///   - target: The new file; its directory exists.
    ///   - progress: is told pages copied, and pages in all.
    /// - Returns: The copy's length in bytes.
    /// - Throws: ``LedgerError`` — `.exists` where there is something of that name, `.missing`, `.notPermitted`, `.full`, `.inputOutput`.
    ///   Nothing is left behind.
    public func backup(to target: String, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }) throws(LedgerError) -> Int64 {
        guard access(target, F_OK) != 0 else { throw Ledger.taken(target) }
        let partial = "\(target).partial-\(getpid())"
        defer { for suffix in ["", "-wal", "-shm", "-journal"] { unlink(partial + suffix) } }
        do {
            try Ledger.make(partial)
            try copy(to: partial, progress: progress)
            try Ledger.makeSingle(partial)
        } catch {
            throw LedgerError(error, path: target)
        }
        return try Ledger.place(partial, at: target)
    }

    private func copy(to path: String, progress: (Int, Int) -> Void) throws {
        var configuration = Configuration()
        configuration.label = "backup"
        let copy = try DatabaseQueue(path: path, configuration: configuration)
        try withoutActuallyEscaping(progress) { progress in
            try pool.backup(to: copy, pagesPerStep: 2000) { progress($0.completedPageCount, $0.totalPageCount) }
        }
        try copy.close()
    }

    /// For the ledger's user alone, as the ledger is.
    private static func make(_ path: String) throws {
        unlink(path)
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard descriptor >= 0 else { throw LedgerError(errno, path: path) }
        Glibc.close(descriptor)
    }

    /// Makes one file of it, without a log beside.
    private static func makeSingle(_ path: String) throws {
        let copy = try DatabaseQueue(path: path)
        let mode = try copy.writeWithoutTransaction { try String.fetchOne($0, sql: "PRAGMA journal_mode = DELETE") }
        try copy.close()
        guard mode == "delete" else { throw LedgerError(.inputOutput, "\(path): SQLite leaves it in mode \(mode ?? "unknown")") }
    }

    /// - Returns: its length in bytes.
    private static func place(_ partial: String, at target: String) throws(LedgerError) -> Int64 {
        let descriptor = open(partial, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw LedgerError(errno, path: target) }
        defer { Glibc.close(descriptor) }
        var status = stat()
        guard fsync(descriptor) == 0, fstat(descriptor, &status) == 0 else { throw LedgerError(errno, path: target) }
        // Unlike a rename, a link takes no name that is there.
        if link(partial, target) != 0 {
            if errno == EEXIST { throw taken(target) }
            guard errno == EPERM || errno == ENOTSUP || errno == ENOSYS, rename(partial, target) == 0 else {
                throw LedgerError(errno, path: target)
            }
        }
        unlink(partial)
        try syncDirectory(of: target)
        return Int64(status.st_size)
    }

    private static func taken(_ target: String) -> LedgerError { LedgerError(.exists, "\(target) exists already") }

    /// fsync(2) of the directory that a file is in: its name stands.
    static func syncDirectory(of path: String) throws(LedgerError) {
        let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let descriptor = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw LedgerError(errno, path: parent) }
        defer { Glibc.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw LedgerError(errno, path: parent) }
    }
}

extension LedgerError {
    /// What a system call's errno(3) means for a file of the ledger's.
    init(_ number: Int32, path: String) {
        let code: Code =
            switch number {
            case EACCES, EPERM, EROFS, ELOOP: .notPermitted
            case ENOENT, ENOTDIR: .missing
            case ENOSPC, EDQUOT: .full
            case EEXIST: .exists
            default: .inputOutput
            }
        self.init(code, "\(path): \(String(cString: strerror(number)))")
    }
}
