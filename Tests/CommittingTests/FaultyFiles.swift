import Glibc
import Spooling

/// The system calls, one of which fails, or is the last one before the process or the power goes.
///
/// Used by one thread at a time.
final class FaultyFiles: SpoolFileSystem, @unchecked Sendable {
    enum Fault: Sendable {
        case none
        /// The call of that number is not made, and fails.
        case failure(at: Int, number: Int32)
        /// After the call of that number no other is made.
        case crash(after: Int)
        /// The call of that number is not made, and fails; after so many more no other is made.
        case failureThenCrash(at: Int, number: Int32, after: Int)
    }

    var fault = Fault.none
    /// What happens beside, before every call.
    var meanwhile: () -> Void = {}
    private(set) var calls = 0
    private(set) var log: [String] = []
    /// The same with the files: `rename /spool/tmp/a to /spool/new/a`.
    private(set) var story: [String] = []
    private(set) var isDead = false
    private let real = SystemCalls()

    /// A name that appeared in a directory. It stands when that directory is synced; where it came from another, and that one alone is
    /// synced, both names are gone: worse than file systems with a journal do it.
    private struct Change {
        var path: String
        var formerPath: String?

        func undo() {
            if let formerPath { _ = Glibc.rename(path, formerPath) } else { unlink(path) }
        }
    }

    /// What a power loss undoes: names in directories that were not synced since.
    private var unsynced: [Change] = []
    /// Files whose contents were not synced.
    private var volatileFiles: Set<String> = []

    func reset(_ fault: Fault) {
        self.fault = fault
        calls = 0
        log = []
        story = []
        isDead = false
        unsynced = []
        volatileFiles = []
    }

    func die() { isDead = true }

    /// Notes something that is no call of the spool's.
    func note(_ what: String) { if !isDead { story.append(what) } }

    /// Takes back what was not synced: directory entries come undone, contents are gone.
    func losePower() {
        for change in unsynced.reversed() { change.undo() }
        for path in volatileFiles { truncate(path, 0) }
    }

    private func call<Value>(_ name: String, _ path: String, _ body: () throws(SystemError) -> Value) throws(SystemError) -> Value {
        guard !isDead else { throw SystemError(call: name, path: path, number: EIO) }
        meanwhile()
        calls += 1
        log.append(name)
        story.append("\(name) \(path)")
        switch fault {
        case .failureThenCrash(at: calls, let number, _): throw SystemError(call: name, path: path, number: number)
        case .failureThenCrash(let at, _, let after) where calls == at + after:
            _ = try body()
            isDead = true
            throw SystemError(call: name, path: path, number: EIO)
        case .failure(at: calls, let number): throw SystemError(call: name, path: path, number: number)
        case .crash(after: calls):
            _ = try body()
            isDead = true
            throw SystemError(call: name, path: path, number: EIO)
        default: return try body()
        }
    }

    private func parent(_ path: String) -> String { String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }

    func makeDirectory(_ path: String, mode: UInt32) throws(SystemError) {
        try call("mkdir", path) { () throws(SystemError) in try real.makeDirectory(path, mode: mode) }
    }

    func create(_ path: String, mode: UInt32) throws(SystemError) -> Int32 {
        try call("create", path) { () throws(SystemError) in
            let descriptor = try real.create(path, mode: mode)
            unsynced.append(Change(path: path))
            volatileFiles.insert(path)
            return descriptor
        }
    }

    func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(SystemError) {
        try call("write", path) { () throws(SystemError) in try real.write(bytes, to: descriptor, path: path) }
    }

    func sync(_ descriptor: Int32, path: String) throws(SystemError) {
        try call("fsync", path) { () throws(SystemError) in
            try real.sync(descriptor, path: path)
            volatileFiles.remove(path)
        }
    }

    func close(_ descriptor: Int32) { real.close(descriptor) }

    func syncDirectory(_ path: String) throws(SystemError) {
        try call("fsync-directory", path) { () throws(SystemError) in
            try real.syncDirectory(path)
            unsynced.removeAll { parent($0.path) == path }
            for index in unsynced.indices where unsynced[index].formerPath.map(parent) == path { unsynced[index].formerPath = nil }
        }
    }

    func link(_ path: String, to newPath: String) throws(SystemError) {
        try call("link", newPath) { () throws(SystemError) in
            try real.link(path, to: newPath)
            unsynced.append(Change(path: newPath))
        }
    }

    func rename(_ path: String, to newPath: String) throws(SystemError) {
        try call("rename", "\(path) to \(newPath)") { () throws(SystemError) in
            try real.rename(path, to: newPath)
            unsynced.append(Change(path: newPath, formerPath: path))
            if volatileFiles.remove(path) != nil { volatileFiles.insert(newPath) }
        }
    }

    func remove(_ path: String) throws(SystemError) {
        try call("unlink", path) { () throws(SystemError) in try real.remove(path) }
    }

    func names(in path: String) throws(SystemError) -> [String] {
        try call("readdir", path) { () throws(SystemError) in try real.names(in: path) }
    }

    func contents(of path: String) throws(SystemError) -> [UInt8] {
        try call("read", path) { () throws(SystemError) in try real.contents(of: path) }
    }

    func status(_ path: String) throws(SystemError) -> FileStatus {
        try call("lstat", path) { () throws(SystemError) in try real.status(path) }
    }

    func exists(_ path: String) -> Bool { real.exists(path) }

    func freeBytes(_ path: String) throws(SystemError) -> Int64 {
        try call("statvfs", path) { () throws(SystemError) in try real.freeBytes(path) }
    }
}
