public import NewsModel

/// How far a consumer has come with what it was given.
public struct ConsumerStanding: Equatable, Sendable {
    /// Whose boxes these are; nil for the spool's own.
    public var consumer: String?
    /// Articles in `new/`.
    public var waiting = 0
    /// Articles in `cur/`.
    public var claimed = 0
    /// When the article that waits longest was spooled.
    public var oldestWaitingSince: Instant?
    /// When the article that is claimed longest was spooled.
    public var oldestClaimedSince: Instant?
    /// When anything was claimed, finished, given up or released last.
    public var lastActiveAt: Instant?

    /// A consumer that has nothing.
    public init(consumer: String?) { self.consumer = consumer }

    /// What is amiss; nil where nothing is.
    ///
    /// - Parameters:
    ///   - consumers: those that are configured; empty for the spool's own boxes alone.
    ///   - idle: for so long a consumer may touch nothing while articles wait, or keep what it claimed.
    ///   - now: what the times are compared with.
    public func concern(configured consumers: [String], idle: Duration, now: Instant) -> String? {
        let isConfigured = consumer.map(consumers.contains) ?? consumers.isEmpty
        if !isConfigured && waiting + claimed > 0 {
            let owner = consumer.map { "the consumer \($0)" } ?? "the spool's own new/"
            return "\(owner) is not among spool.consumers any more and gets nothing new; what it holds is kept"
        }
        let limit = now - idle
        func isPast(_ instant: Instant?) -> Bool { instant.map { $0 < limit } ?? true }
        if waiting > 0 && isPast(oldestWaitingSince) && isPast(lastActiveAt) { return "articles wait, and nobody claims them" }
        // A claim is at least as young as the last change of cur/: nothing is said of one that may have been made just now.
        if claimed > 0 && isPast(oldestClaimedSince) && isPast(lastActiveAt) {
            return "claimed articles are neither finished nor given up (see `spool list --box cur`, `spool release --older-than`)"
        }
        return nil
    }
}

extension SpoolDirectory {
    /// How far every consumer that has boxes in the spool has come, the spool's own first. Complexity: O(files in new/ and cur/).
    ///
    /// - Throws: ``SpoolError``.
    public func standings() throws(SpoolError) -> [ConsumerStanding] {
        var standings: [ConsumerStanding] = []
        for owner in try owners() {
            var standing = ConsumerStanding(consumer: owner)
            (standing.waiting, standing.oldestWaitingSince) = try census(of: .new, consumer: owner)
            (standing.claimed, standing.oldestClaimedSince) = try census(of: .cur, consumer: owner)
            let path = path(of: .cur, consumer: owner)
            standing.lastActiveAt = (try? SystemCalls().status(path)).map { Instant(milliseconds: $0.modifiedAt) }
            standings.append(standing)
        }
        return standings
    }

    /// Articles that wait, of all consumers together. Complexity: O(files in new/).
    ///
    /// - Throws: ``SpoolError``.
    public func waitingCount() throws(SpoolError) -> Int {
        var count = 0
        for owner in try owners() { count += try census(of: .new, consumer: owner).count }
        return count
    }

    private func census(of box: Box, consumer: String?) throws(SpoolError) -> (count: Int, oldest: Instant?) {
        guard let listing = try DirectoryListing(path(of: box, consumer: consumer)) else { return (0, nil) }
        var count = 0
        var least: String?
        while let name = listing.next() {
            // 36 characters of identifier and `.json`: every name would be too dear to read as one.
            guard name.utf8.count == 41, name.hasSuffix(".json") else { continue }
            count += 1
            if name < least ?? "\u{10FFFF}" { least = name }
        }
        return (count, least.flatMap(SpoolDirectory.article(named:))?.instant)
    }
}
