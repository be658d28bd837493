import Glibc

/// An open directory, readdir(3): keeps its place, and no list of what is there.
final class DirectoryListing {
    private let listing: OpaquePointer

    /// Opens a directory; nil where there is none.
    init?(_ path: String) throws(SpoolError) {
        guard let listing = opendir(path) else {
            if errno == ENOENT { return nil }
            throw SpoolError(SystemError(call: "opendir", path: path, number: errno))
        }
        self.listing = listing
    }

    deinit { closedir(listing) }

    /// The next name; nil where there is no other.
    func next() -> String? {
        guard let entry = readdir(listing) else { return nil }
        return withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    /// lstat(2) of a file in it; nil where it is gone.
    func status(of name: String) -> FileStatus? {
        var status = stat()
        return fstatat(dirfd(listing), name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? FileStatus(status) : nil
    }

    /// unlink(2) of a file in it; whether it is gone by this call.
    func remove(_ name: String) -> Bool { unlinkat(dirfd(listing), name, 0) == 0 }
}
