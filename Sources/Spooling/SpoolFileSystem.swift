import Glibc

/// The system calls the spool is made of: a seam at which tests let each one fail, or be the last one before a crash.
package protocol SpoolFileSystem: Sendable {
    /// mkdir(2), then chmod(2) where that is allowed: RestrictSUIDSGID of systemd forbids to set the group bit later. A directory
    /// that exists is left as it is.
    func makeDirectory(_ path: String, mode: UInt32) throws(SystemError)
    /// open(2) with O_CREAT and O_EXCL, for writing.
    func create(_ path: String, mode: UInt32) throws(SystemError) -> Int32
    /// write(2), until all of it is written.
    func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(SystemError)
    /// fsync(2).
    func sync(_ descriptor: Int32, path: String) throws(SystemError)
    /// fsync(2) of several files; in whatever order, and at once where that is quicker.
    func sync(_ files: [(descriptor: Int32, path: String)]) throws(SystemError)
    /// close(2).
    func close(_ descriptor: Int32)
    /// fsync(2) of a directory: the names in it stand.
    func syncDirectory(_ path: String) throws(SystemError)
    /// link(2).
    func link(_ path: String, to newPath: String) throws(SystemError)
    /// rename(2).
    func rename(_ path: String, to newPath: String) throws(SystemError)
    /// unlink(2); a file that is not there is no failure.
    func remove(_ path: String) throws(SystemError)
    /// readdir(3): every name but `.` and `..`, in no order.
    func names(in path: String) throws(SystemError) -> [String]
    /// The whole of a file.
    func contents(of path: String) throws(SystemError) -> [UInt8]
    /// access(2) for existence.
    func exists(_ path: String) -> Bool
    /// lstat(2).
    func status(_ path: String) throws(SystemError) -> FileStatus
    /// statvfs(3): what an unprivileged process may still write.
    func freeBytes(_ path: String) throws(SystemError) -> Int64
}

extension SpoolFileSystem {
    package func sync(_ files: [(descriptor: Int32, path: String)]) throws(SystemError) {
        for (descriptor, path) in files { try sync(descriptor, path: path) }
    }
}

/// What lstat(2) tells of a file or directory.
package struct FileStatus: Equatable, Sendable {
    /// When the inode changed last: for an article's file the last rename of any of its names. Milliseconds since 1970.
    package var changedAt: Int64
    /// When the contents changed last; of a directory, the names in it. Milliseconds since 1970.
    package var modifiedAt: Int64
    /// Length in bytes.
    package var bytes: Int64

    init(_ status: stat) {
        func milliseconds(_ time: timespec) -> Int64 { Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000 }
        changedAt = milliseconds(status.st_ctim)
        modifiedAt = milliseconds(status.st_mtim)
        bytes = Int64(status.st_size)
    }
}

/// The system calls themselves.
package struct SystemCalls: SpoolFileSystem {
    private let writing: @Sendable (Int32, UnsafeRawPointer?, Int) -> Int
    private let syncing: @Sendable (Int32) -> Int32

    package init() { self.init(write: { Glibc.write($0, $1, $2) }, fsync: { Glibc.fsync($0) }) }

    /// Over another write(2) and fsync(2): those that a kernel may interrupt, or do by halves.
    package init(write: @escaping @Sendable (Int32, UnsafeRawPointer?, Int) -> Int, fsync: @escaping @Sendable (Int32) -> Int32) {
        writing = write
        syncing = fsync
    }

    package func makeDirectory(_ path: String, mode: UInt32) throws(SystemError) {
        guard mkdir(path, mode) == 0 else {
            if errno == EEXIST { return }
            throw failure("mkdir", path)
        }
        _ = chmod(path, mode)
    }

    package func create(_ path: String, mode: UInt32) throws(SystemError) -> Int32 {
        let descriptor = retried { open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode) }
        guard descriptor >= 0 else { throw failure("open", path) }
        return descriptor
    }

    package func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(SystemError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { writing(descriptor, $0.baseAddress?.advanced(by: written), bytes.count - written) }
            if count > 0 {
                written += count
            } else if count == 0 || errno != EINTR {
                throw failure("write", path)
            }
        }
    }

    package func sync(_ descriptor: Int32, path: String) throws(SystemError) {
        guard retried({ syncing(descriptor) }) == 0 else { throw failure("fsync", path) }
    }

    package func close(_ descriptor: Int32) { _ = Glibc.close(descriptor) }

    package func syncDirectory(_ path: String) throws(SystemError) {
        let descriptor = retried { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw failure("open", path) }
        defer { close(descriptor) }
        try sync(descriptor, path: path)
    }

    package func link(_ path: String, to newPath: String) throws(SystemError) {
        guard Glibc.link(path, newPath) == 0 else { throw failure("link", newPath) }
    }

    package func rename(_ path: String, to newPath: String) throws(SystemError) {
        guard Glibc.rename(path, newPath) == 0 else { throw failure("rename", path) }
    }

    package func remove(_ path: String) throws(SystemError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw failure("unlink", path) }
    }

    package func names(in path: String) throws(SystemError) -> [String] {
        guard let directory = opendir(path) else { throw failure("opendir", path) }
        defer { closedir(directory) }
        var names: [String] = []
        errno = 0
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw failure("readdir", path) }
        return names
    }

    package func contents(of path: String) throws(SystemError) -> [UInt8] {
        let descriptor = retried { open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) }
        guard descriptor >= 0 else { throw failure("open", path) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count == 0 { return bytes }
            if count > 0 {
                bytes += buffer[..<count]
            } else if errno != EINTR {
                throw failure("read", path)
            }
        }
    }

    package func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    package func status(_ path: String) throws(SystemError) -> FileStatus {
        var status = stat()
        guard lstat(path, &status) == 0 else { throw failure("lstat", path) }
        return FileStatus(status)
    }

    package func freeBytes(_ path: String) throws(SystemError) -> Int64 {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { throw failure("statvfs", path) }
        let (bytes, overflow) = UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize))
        return overflow ? .max : Int64(clamping: bytes)
    }

    private func failure(_ call: String, _ path: String) -> SystemError { SystemError(call: call, path: path, number: errno) }

    private func retried(_ call: () -> Int32) -> Int32 {
        while true {
            let result = call()
            if result != -1 || errno != EINTR { return result }
        }
    }
}
