import Glibc
public import NewsModel

extension SpoolWriter {
    /// Removes articles that consumers finished before an instant. Acts on `done/` alone: what is unread is never deleted.
    ///
    /// An article is finished when it was renamed into `done/`: the time of its inode's last change (rename(2), stat(2)).
    /// - Parameter limit: At most so many are removed in one call.
    /// - Returns: how many were removed.
    /// - Throws: ``SpoolError``, where `done/` cannot be read; a file that cannot be removed is left.
    public func removeDone(before instant: Instant, limit: Int = 1000) throws(SpoolError) -> Int {
        var removed = 0
        for owner in consumers.isEmpty ? [nil] : consumers.map(Optional.some) {
            let path = directory.path(of: .done, consumer: owner)
            guard let listing = opendir(path) else {
                if errno == ENOENT { continue }
                throw SpoolError(SystemError(call: "opendir", path: path, number: errno))
            }
            defer { closedir(listing) }
            while removed < limit, let entry = readdir(listing) {
                let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
                guard SpoolDirectory.article(named: name) != nil else { continue }
                var status = stat()
                guard fstatat(dirfd(listing), name, &status, AT_SYMLINK_NOFOLLOW) == 0,
                    Int64(status.st_ctim.tv_sec) * 1000 < instant.milliseconds,
                    unlinkat(dirfd(listing), name, 0) == 0
                else { continue }
                removed += 1
            }
        }
        return removed
    }
}
