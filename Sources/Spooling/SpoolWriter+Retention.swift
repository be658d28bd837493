import Glibc
public import NewsModel

extension SpoolWriter {
    /// Removes articles that consumers finished before an instant. Acts on `done/` alone: what is unread is never deleted.
    ///
    /// An article is finished when it was renamed into `done/`: the time of its inode's last change (rename(2), stat(2)). One call looks
    /// at so many names and goes on where the last one stopped; one that ends with the last name of `done/` ends the round.
    /// - Parameters:
    ///   - limit: At most so many are removed in one call.
    ///   - looks: At most so many names are looked at in one call.
    /// - Returns: how many were removed.
    /// - Throws: ``SpoolError``, where `done/` cannot be read; a file that cannot be removed is left.
    /// - Complexity: O(`looks`), whatever `done/` holds.
    public func removeDone(before instant: Instant, limit: Int = 1000, looks: Int = 20_000) throws(SpoolError) -> Int {
        var round = doneRound ?? DoneRound(owners: consumers.isEmpty ? [nil] : consumers)
        doneRound = nil
        var (removed, looked) = (0, 0)
        while let owner = round.owners.first {
            if round.listing == nil { round.listing = try DoneListing(directory.path(of: .done, consumer: owner)) }
            guard let listing = round.listing else {
                round.owners.removeFirst()
                continue
            }
            while let name = listing.next() {
                looked += 1
                if listing.removeIfDone(name, before: instant) { removed += 1 }
                if removed >= limit || looked >= looks {
                    doneRound = round
                    return removed
                }
            }
            round.listing = nil
            round.owners.removeFirst()
        }
        return removed
    }
}

/// How far the search for what may be removed has come.
struct DoneRound {
    /// Whose `done/` are still to be searched, the first of them now.
    var owners: [String?]
    /// The first one's, where it was begun.
    var listing: DoneListing?
}

/// An open `done/`, readdir(3): keeps its place, and no list of what is there.
final class DoneListing {
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

    func next() -> String? {
        guard let entry = readdir(listing) else { return nil }
        return withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    func removeIfDone(_ name: String, before instant: Instant) -> Bool {
        // What was spooled since then was not finished before it: no need to ask.
        guard let id = SpoolDirectory.article(named: name), id.instant < instant else { return false }
        var status = stat()
        return fstatat(dirfd(listing), name, &status, AT_SYMLINK_NOFOLLOW) == 0
            && Int64(status.st_ctim.tv_sec) * 1000 < instant.milliseconds && unlinkat(dirfd(listing), name, 0) == 0
    }
}
