public import NewsModel

extension SpoolReader {
    /// Articles that were claimed before an instant and are in `cur/` still, in the order of their spooling.
    ///
    /// A claim's time is that of its inode's last change. With several consumers another one's rename renews it: a claim may look younger
    /// than it is, and never older.
    /// - Throws: ``SpoolError``.
    public func claims(before instant: Instant) throws(SpoolError) -> [ArticleID] {
        var found: [ArticleID] = []
        for id in try articles(in: .cur) {
            let path = directory.path(of: id, in: .cur, consumer: consumer)
            do {
                let status = try spooling { () throws(SystemError) in try files.status(path) }
                if status.changedAt < instant.milliseconds { found.append(id) }
            } catch  where error.code == .missing {
                continue  // Finished meanwhile.
            }
        }
        return found
    }

    /// Lets an article wait again that was finished or given up.
    ///
    /// - Throws: ``SpoolError`` — `.missing` where it is neither.
    public func replay(_ id: ArticleID) throws(SpoolError) { try carry(id, from: [.done, .failed], to: .new) }

    /// Gives this consumer an article that another one has, in whatever box: one more hard link to the same file.
    ///
    /// - Returns: whether it is new to this consumer; false where it has the article already.
    /// - Throws: ``SpoolError`` — `.missing` where the other one has it in no box.
    public func replay(_ id: ArticleID, from other: SpoolReader) throws(SpoolError) -> Bool {
        guard !SpoolDirectory.Box.allCases.contains(where: { files.exists(directory.path(of: id, in: $0, consumer: consumer)) }) else {
            return false
        }
        let source = try other.path(of: id)
        // By way of tmp/, under a name the daemon does not use: a watcher of new/ waits for a rename.
        let staged = "\(directory.stagingPath)/\(id).replay.\(consumer ?? "json")"
        do throws(SystemError) {
            try files.remove(staged)
            try files.link(source, to: staged)
            try files.rename(staged, to: directory.path(of: id, in: .new, consumer: consumer))
        } catch {
            throw SpoolError(error)
        }
        try sync(.new)
        return true
    }
}
