public import NewsModel

extension SpoolWriter {
    /// Removes articles that consumers finished before an instant, and the longest spooled of those beyond a size. Acts on `done/` alone,
    /// that of every consumer that has one: what is unread is never deleted.
    ///
    /// An article is finished when it was renamed into `done/`: the time of its inode's last change (rename(2), stat(2)); with several
    /// consumers that of whoever moved it last. One call looks at so many names and goes on where the last one stopped.
    /// - Parameters:
    ///   - instant: What was finished before it is removed.
    ///   - maximumBytes: What the files of one `done/` may come to; nil for any size. Which are too many is known once all were looked at,
    ///     and they go in the calls after that.
    ///   - limit: At most so many are removed in one call.
    ///   - looks: At most so many names are looked at in one call.
    /// - Returns: how many were removed.
    /// - Throws: ``SpoolError``, where `done/` cannot be read; a file that cannot be removed is left.
    /// - Complexity: O(`looks`), whatever `done/` holds.
    public func removeDone(
        before instant: Instant, maximumBytes: Int64? = nil, limit: Int = 1000, looks: Int = 20_000
    ) throws(SpoolError) -> Int {
        try sweeps.step(in: directory, before: instant, maximumBytes: maximumBytes, limit: limit, looks: looks).removed
    }
}

extension SpoolReader {
    /// Removes articles from this consumer's `done/`, all at once; see ``SpoolWriter/removeDone(before:maximumBytes:limit:looks:)``.
    ///
    /// - Returns: how many were removed.
    /// - Throws: ``SpoolError``.
    public func prune(before instant: Instant, maximumBytes: Int64? = nil) throws(SpoolError) -> Int {
        var sweep = DoneSweep(path: directory.path(of: .done, consumer: consumer))
        var removed = 0
        // The first round learns what is too much, the second removes it.
        for _ in 0..<(maximumBytes == nil ? 1 : 2) {
            while true {
                let step = try sweep.step(before: instant, maximumBytes: maximumBytes, limit: .max, looks: .max)
                removed += step.removed
                if step.isRoundOver { break }
            }
        }
        return removed
    }
}

/// The searches through every `done/` of a spool, one after the other.
struct DoneSweeps {
    private var waiting: [String] = []
    private var current: DoneSweep?
    /// What the last round through each found to be too old for the size that is allowed.
    private var cutoffs: [String: Instant] = [:]

    mutating func step(
        in directory: SpoolDirectory, before instant: Instant, maximumBytes: Int64?, limit: Int, looks: Int
    ) throws(SpoolError) -> (removed: Int, isRoundOver: Bool) {
        if current == nil && waiting.isEmpty { waiting = try directory.owners().map { directory.path(of: .done, consumer: $0) } }
        var (removed, looked) = (0, 0)
        while removed < limit && looked < looks {
            if current == nil {
                guard let path = waiting.popLast() else { return (removed, true) }
                current = DoneSweep(path: path)
                current?.cutoff = cutoffs[path]
            }
            guard var sweep = current else { break }
            // Kept only where it goes on: what cannot be read is begun anew.
            current = nil
            let step = try sweep.step(before: instant, maximumBytes: maximumBytes, limit: limit - removed, looks: looks - looked)
            removed += step.removed
            looked += step.looked
            if step.isRoundOver { cutoffs[sweep.path] = sweep.cutoff } else { current = sweep }
        }
        return (removed, false)
    }
}

/// A search through one `done/`, in steps: keeps its place, and no list of what is there.
struct DoneSweep {
    let path: String
    /// What was spooled before is beyond the size that is allowed.
    var cutoff: Instant?
    private var listing: DirectoryListing?
    /// Minute of spooling → bytes of what stays.
    private var bytesByMinute: [Int64: Int64] = [:]

    init(path: String) { self.path = path }

    mutating func step(
        before instant: Instant, maximumBytes: Int64?, limit: Int, looks: Int
    ) throws(SpoolError) -> (removed: Int, looked: Int, isRoundOver: Bool) {
        if listing == nil { listing = try DirectoryListing(path) }
        var (removed, looked) = (0, 0)
        while let name = listing?.next() {
            looked += 1
            if let listing, removesOrCounts(name, in: listing, before: instant, isCounting: maximumBytes != nil) { removed += 1 }
            if removed >= limit || looked >= looks { return (removed, looked, false) }
        }
        listing = nil
        cutoff = maximumBytes.flatMap { cutoff(keeping: $0) }
        bytesByMinute = [:]
        return (removed, looked, true)
    }

    private mutating func removesOrCounts(_ name: String, in listing: DirectoryListing, before instant: Instant, isCounting: Bool) -> Bool {
        guard let id = SpoolDirectory.article(named: name) else { return false }
        let isBeyondSize = cutoff.map { id.instant < $0 } ?? false
        // What was spooled since then was not finished before it: no need to ask.
        guard isCounting || isBeyondSize || id.instant < instant, let status = listing.status(of: name) else { return false }
        let isOld = id.instant < instant && status.changedAt < instant.milliseconds
        if (isOld || isBeyondSize) && listing.remove(name) { return true }
        if isCounting { bytesByMinute[id.instant.milliseconds / 60_000, default: 0] += status.bytes }
        return false
    }

    /// From which minute on what is there fits; nil where all of it does.
    private func cutoff(keeping maximumBytes: Int64) -> Instant? {
        var bytes: Int64 = 0
        for minute in bytesByMinute.keys.sorted(by: >) {
            bytes += bytesByMinute[minute] ?? 0
            if bytes > maximumBytes { return Instant(milliseconds: (minute + 1) * 60_000) }
        }
        return nil
    }
}
