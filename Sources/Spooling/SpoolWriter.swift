import Glibc
public import NewsModel

/// The daemon's side of the spool: articles are staged in `tmp/`, where nobody looks, and published by a rename.
///
/// Holds an exclusive lock on the spool as long as it lives. Every call blocks; commit queue only.
public final class SpoolWriter {
    /// Where the spool is.
    public let directory: SpoolDirectory
    /// What `SPOOL.json` says; nil until ``create(now:)``.
    public private(set) var identity: SpoolIdentity?
    /// The consumers that get each article; empty where there is one alone.
    public let consumers: [String]

    private let files: any SpoolFileSystem
    private let lock: Int32
    /// How far the searches through each `done/` have come.
    var sweeps = DoneSweeps()

    /// Opens a spool, or a directory that is to become one, and locks it. Makes nothing but a missing last directory of the path.
    ///
    /// - Throws: ``SpoolError`` — `.inUse`, `.notPermitted`, `.missing`, `.damaged`.
    public convenience init(directory: SpoolDirectory, consumers: [String] = []) throws(SpoolError) {
        try self.init(directory: directory, consumers: consumers, files: SystemCalls())
    }

    /// Opens a spool over other system calls, for tests.
    package init(directory: SpoolDirectory, consumers: [String] = [], files: any SpoolFileSystem) throws(SpoolError) {
        self.directory = directory
        self.consumers = consumers
        self.files = files
        if !files.exists(directory.path) {
            try spooling { () throws(SystemError) in try files.makeDirectory(directory.path, mode: 0o2770) }
        }
        lock = open(directory.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard lock >= 0 else { throw SpoolError(SystemError(call: "open", path: directory.path, number: errno)) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            let number = errno
            let holder = LockHolder.processID(of: lock).map { ", process \($0)," } ?? ""
            close(lock)
            guard number == EWOULDBLOCK else { throw SpoolError(SystemError(call: "flock", path: directory.path, number: number)) }
            throw SpoolError(
                .inUse, "another daemon\(holder) writes to the spool \(directory.path)",
                hint: "stop it, or give this one a spool of its own")
        }
        do {
            let path = directory.identityPath
            if files.exists(path) {
                let bytes = try spooling { () throws(SystemError) in try files.contents(of: path) }
                identity = try SpoolIdentity(json: bytes, path: path)
            }
        } catch {
            close(lock)
            throw error
        }
    }

    deinit { close(lock) }

    private var owners: [String?] { consumers.isEmpty ? [nil] : consumers }

    /// Makes what is missing of the spool's directories, and of a new spool its `SPOOL.json`.
    ///
    /// Directories get mode 2770: what is made in them belongs to the readers' group.
    /// - Throws: ``SpoolError``.
    public func create(now: Instant) throws(SpoolError) {
        let (directory, files, owners) = (directory, files, owners)
        let made = identity ?? SpoolIdentity(created: now)
        let isNew = identity == nil
        try spooling { () throws(SystemError) in
            var isMade = try make(directory.stagingPath)
            for owner in owners { if try makeBoxes(of: owner) { isMade = true } }
            if isNew {
                let temporary = directory.identityPath + ".tmp"
                try files.remove(temporary)
                let descriptor = try files.create(temporary, mode: 0o440)
                defer { files.close(descriptor) }
                try files.write(made.json, to: descriptor, path: temporary)
                try files.sync(descriptor, path: temporary)
                try files.rename(temporary, to: directory.identityPath)
            }
            if isNew || isMade { try files.syncDirectory(directory.path) }
        }
        identity = made
        try probe()
    }

    /// - Returns: whether it was missing.
    private func make(_ path: String) throws(SystemError) -> Bool {
        guard !files.exists(path) else { return false }
        try files.makeDirectory(path, mode: 0o2770)
        return true
    }

    private func makeBoxes(of owner: String?) throws(SystemError) -> Bool {
        var isMade = false
        if let owner { isMade = try make("\(directory.path)/\(owner)") }
        for box in SpoolDirectory.Box.allCases where try make(directory.path(of: box, consumer: owner)) { isMade = true }
        if isMade, let owner { try files.syncDirectory("\(directory.path)/\(owner)") }
        return isMade
    }

    /// Tries on a file of no article what every commit will need: a rename into each `new/`, and a hard link for each consumer. A mount
    /// inside the spool, or a file system without links, is found out before anything is fetched.
    private func probe() throws(SpoolError) {
        let (directory, files, owners) = (directory, files, owners)
        let first = "\(directory.stagingPath)/.probe"
        do throws(SystemError) {
            try files.remove(first)
            files.close(try files.create(first, mode: 0o440))
            for owner in owners {
                let second = "\(directory.stagingPath)/.probe.\(owner ?? "own")"
                let target = directory.path(of: .new, consumer: owner) + "/.probe"
                try files.remove(second)
                try files.remove(target)
                if owner != nil { try files.link(first, to: second) } else { files.close(try files.create(second, mode: 0o440)) }
                do throws(SystemError) {
                    try files.rename(second, to: target)
                } catch {
                    try? files.remove(second)
                    throw error
                }
                try files.remove(target)
            }
            try files.remove(first)
        } catch {
            try? files.remove(first)
            guard error.call == "link", !error.isOfDisk else { throw SpoolError(error) }
            throw SpoolError(
                .inputOutput, "\(directory.path): no hard links here: \(String(cString: strerror(error.number)))",
                hint: "several consumers need them: put the spool on ext4, XFS or btrfs, or remove spool.consumers")
        }
    }

    /// How many files are written before they are synced; bounds the open descriptors.
    private static let filesAtOnce = 128

    /// Stages a batch of articles: written to `tmp/`, linked for each consumer, synced. Nobody sees them until ``publish(_:)``.
    ///
    /// - Throws: ``SpoolError`` — `.full` (ENOSPC, EDQUOT; transient), `.notPermitted` (EACCES, EROFS), `.inputOutput`. Nothing of
    ///   the batch remains.
    /// - Complexity: O(bytes); one fsync(2) a file and one for `tmp/`.
    ///
    /// Method: maildir(5), <https://cr.yp.to/proto/maildir.html>.
    public func stage(_ batch: [(id: ArticleID, json: [UInt8])]) throws(SpoolError) {
        guard !batch.isEmpty else { return }
        do {
            var rest = batch[...]
            while !rest.isEmpty {
                try write(rest.prefix(SpoolWriter.filesAtOnce))
                rest = rest.dropFirst(SpoolWriter.filesAtOnce)
            }
            try files.syncDirectory(directory.stagingPath)
        } catch {
            discard(batch.map(\.id))
            throw SpoolError(error)
        }
    }

    /// All are written, then all are synced: a fraction of the time of one after the other.
    private func write(_ batch: ArraySlice<(id: ArticleID, json: [UInt8])>) throws(SystemError) {
        var written: [(descriptor: Int32, path: String)] = []
        defer { for (descriptor, _) in written { files.close(descriptor) } }
        for (id, json) in batch {
            let path = stagedPath(StagedName(id: id, consumer: owners.first ?? nil))
            let descriptor = try files.create(path, mode: 0o440)
            written.append((descriptor, path))
            try files.write(json, to: descriptor, path: path)
            for consumer in consumers.dropFirst() { try files.link(path, to: stagedPath(StagedName(id: id, consumer: consumer))) }
        }
        try files.sync(written)
    }

    /// Publishes what was staged: each name is renamed into its `new/`, then the directories are synced. May be repeated after a
    /// failure: what was renamed already is passed over.
    ///
    /// - Throws: ``SpoolError``; some may be published and not synced.
    public func publish(_ ids: [ArticleID]) throws(SpoolError) {
        try publish(ids.flatMap { id in owners.map { StagedName(id: id, consumer: $0) } })
    }

    private func publish(_ names: [StagedName]) throws(SpoolError) {
        guard !names.isEmpty else { return }
        let (directory, files) = (directory, files)
        try spooling { () throws(SystemError) in
            for name in names {
                let (staged, published) = (stagedPath(name), directory.path(of: name.id, in: .new, consumer: name.consumer))
                do throws(SystemError) {
                    try files.rename(staged, to: published)
                } catch {
                    if error.number == ENOENT, !files.exists(staged) { continue }
                    throw error
                }
            }
            for consumer in Set(names.map(\.consumer)).sorted(by: { $0 ?? "" < $1 ?? "" }) {
                try files.syncDirectory(directory.path(of: .new, consumer: consumer))
            }
            try files.syncDirectory(directory.stagingPath)
        }
    }

    /// Removes what was staged and is not to be published; what cannot be removed is left to the next ``recover(pending:)``.
    public func discard(_ ids: [ArticleID]) {
        for id in ids {
            for owner in owners { try? files.remove(stagedPath(StagedName(id: id, consumer: owner))) }
        }
    }

    /// Ends what a crash interrupted: of the names in `tmp/`, those that are pending are published, all others are removed. Driven by
    /// the names that are found, and not by today's consumers.
    ///
    /// - Returns: how many articles were published, and how many files were removed.
    /// - Throws: ``SpoolError``; may be repeated.
    public func recover(pending: Set<ArticleID>) throws(SpoolError) -> (published: [ArticleID], removed: Int) {
        let (directory, files) = (directory, files)
        let names = try spooling { () throws(SystemError) in try files.names(in: directory.stagingPath) }
        var staged: [StagedName] = []
        var removed = 0
        for name in names {
            if let known = StagedName(name), pending.contains(known.id) {
                staged.append(known)
            } else {
                try spooling { () throws(SystemError) in try files.remove("\(directory.stagingPath)/\(name)") }
                removed += 1
            }
        }
        // A consumer whose directory somebody removed gets it back: what was promised to it is not lost.
        for consumer in Set(staged.map(\.consumer)) {
            _ = try spooling { () throws(SystemError) in try makeBoxes(of: consumer) }
        }
        staged.sort { ($0.id, $0.consumer ?? "") < ($1.id, $1.consumer ?? "") }
        try publish(staged)
        // What was renamed before the crash may not have been synced; only then may the ledger forget it.
        if !pending.isEmpty {
            try spooling { () throws(SystemError) in
                for consumer in try directory.owners(files) { try files.syncDirectory(directory.path(of: .new, consumer: consumer)) }
                try files.syncDirectory(directory.stagingPath)
            }
        }
        return (Array(Set(staged.map(\.id))).sorted(), removed)
    }

    /// The greatest identifier among the articles in all boxes; nil where there is none. Complexity: O(files).
    ///
    /// - Throws: ``SpoolError``.
    public func greatestID() throws(SpoolError) -> ArticleID? { try directory.greatestID(files) }

    /// Bytes that may still be written on the spool's file system.
    ///
    /// - Throws: ``SpoolError``.
    public func freeBytes() throws(SpoolError) -> Int64 {
        try spooling { () throws(SystemError) in try files.freeBytes(directory.path) }
    }

    private func stagedPath(_ name: StagedName) -> String { "\(directory.stagingPath)/\(name.text)" }
}

/// Runs system calls whose failures are the spool's.
func spooling<Value>(_ body: () throws(SystemError) -> Value) throws(SpoolError) -> Value {
    do { return try body() } catch { throw SpoolError(error) }
}
