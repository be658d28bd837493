public import NewsModel

/// A consumer's side of the spool: takes articles from `new/` and says what became of them.
///
/// Whoever's rename succeeds owns the article; any number of processes may claim at once. Every call blocks.
public struct SpoolReader: Sendable {
    /// Where the spool is.
    public let directory: SpoolDirectory
    /// The consumer, where the spool has several.
    public let consumer: String?
    /// What `SPOOL.json` says.
    public let identity: SpoolIdentity

    let files: any SpoolFileSystem

    /// Opens a spool.
    ///
    /// - Throws: ``SpoolError`` — `.missing` where there is none, or no such consumer in it, `.notPermitted`, `.damaged`.
    public init(directory: SpoolDirectory, consumer: String? = nil) throws(SpoolError) {
        try self.init(directory: directory, consumer: consumer, files: SystemCalls())
    }

    /// Opens a spool over other system calls, for tests.
    package init(directory: SpoolDirectory, consumer: String? = nil, files: any SpoolFileSystem) throws(SpoolError) {
        self.directory = directory
        self.consumer = consumer
        self.files = files
        let path = directory.identityPath
        do {
            identity = try SpoolIdentity(json: try spooling { () throws(SystemError) in try files.contents(of: path) }, path: path)
        } catch  where error.code == .missing {
            throw SpoolError(.missing, "no spool at \(directory.path): it has no SPOOL.json", hint: "name the spool's directory")
        }
        guard !files.exists(directory.path(of: .new, consumer: consumer)) else { return }
        let known = try spooling { () throws(SystemError) in try directory.owners(files) }.compactMap(\.self)
        let names = known.joined(separator: ", ")
        if let consumer {
            throw SpoolError(
                .missing, "the spool \(directory.path) has no consumer '\(consumer)'",
                hint: known.isEmpty ? "it has one for all: name none" : "there are: \(names)")
        }
        throw SpoolError(
            .missing,
            known.isEmpty ? "the spool \(directory.path) has no new/" : "the spool \(directory.path) has several consumers: \(names)",
            hint: known.isEmpty ? "run the daemon once, it makes what is missing" : "name one of them (--consumer)")
    }

    /// The articles in a box, in the order of their spooling.
    ///
    /// - Throws: ``SpoolError``.
    /// - Complexity: O(n log n) of the files there.
    public func articles(in box: SpoolDirectory.Box) throws(SpoolError) -> [ArticleID] {
        let path = directory.path(of: box, consumer: consumer)
        return try spooling { () throws(SystemError) in try files.names(in: path) }.compactMap(SpoolDirectory.article(named:)).sorted()
    }

    /// The articles that wait for a consumer, in the order of their spooling.
    ///
    /// - Throws: ``SpoolError``.
    public func articlesWaiting() throws(SpoolError) -> [ArticleID] { try articles(in: .new) }

    /// Claims up to so many articles that wait, the longest waiting first, and syncs that they are claimed.
    ///
    /// - Returns: those that are now this caller's, in `cur/`; fewer, or none, where others were quicker, or where something failed after
    ///   the first: what is claimed must not be lost. Should its sync have failed, a power loss may let it wait again.
    /// - Throws: ``SpoolError`` where nothing was claimed.
    public func claim(limit: Int = 1) throws(SpoolError) -> [ArticleID] {
        var claimed: [ArticleID] = []
        for id in try articlesWaiting() where claimed.count < limit {
            do {
                if try move(id, from: .new, to: .cur) { claimed.append(id) }
            } catch {
                if claimed.isEmpty { throw error }
                break
            }
        }
        if !claimed.isEmpty { try? sync(.cur, .new) }
        return claimed
    }

    /// Claims one article.
    ///
    /// - Throws: ``SpoolError`` — `.missing` where it does not wait: never spooled, or claimed by another.
    public func claim(_ id: ArticleID) throws(SpoolError) { try carry(id, from: [.new], to: .cur) }

    /// Says that a claimed article is finished.
    ///
    /// - Throws: ``SpoolError`` — `.missing` where it is not claimed.
    public func done(_ id: ArticleID) throws(SpoolError) { try carry(id, from: [.cur], to: .done) }

    /// Gives a claimed article up.
    ///
    /// - Throws: ``SpoolError`` — `.missing` where it is not claimed.
    public func fail(_ id: ArticleID) throws(SpoolError) { try carry(id, from: [.cur], to: .failed) }

    /// Lets a claimed article, or one that was given up, wait again.
    ///
    /// - Throws: ``SpoolError`` — `.missing` where it is neither.
    public func release(_ id: ArticleID) throws(SpoolError) { try carry(id, from: [.cur, .failed], to: .new) }

    /// Where an article is.
    ///
    /// - Throws: ``SpoolError`` — `.missing` where it is in no box.
    public func box(of id: ArticleID) throws(SpoolError) -> SpoolDirectory.Box {
        for box in SpoolDirectory.Box.allCases where files.exists(directory.path(of: id, in: box, consumer: consumer)) { return box }
        throw SpoolError(.missing, "no article \(id) in the spool \(directory.path)")
    }

    /// The file of an article, in whatever box it is.
    ///
    /// - Throws: ``SpoolError`` — `.missing` where it is in no box.
    public func path(of id: ArticleID) throws(SpoolError) -> String {
        directory.path(of: id, in: try box(of: id), consumer: consumer)
    }

    /// An article's file as it stands, wherever it is; also while others move it.
    ///
    /// - Throws: ``SpoolError`` — `.missing` where it is in no box.
    public func json(of id: ArticleID) throws(SpoolError) -> [UInt8] {
        // A second look: it may have moved from a box not yet looked at into one already looked at.
        for box in SpoolDirectory.Box.allCases + SpoolDirectory.Box.allCases {
            let path = directory.path(of: id, in: box, consumer: consumer)
            do {
                return try spooling { () throws(SystemError) in try files.contents(of: path) }
            } catch  where error.code == .missing {
                continue
            }
        }
        throw SpoolError(.missing, "no article \(id) in the spool \(directory.path)")
    }

    /// An article, wherever it is.
    ///
    /// - Throws: ``SpoolError`` — `.missing`, `.damaged` where its JSON is not an article's.
    public func article(_ id: ArticleID) throws(SpoolError) -> Article {
        let bytes = try json(of: id)
        do {
            return try Article(json: bytes)
        } catch {
            throw SpoolError(.damaged, "\(id).json is not an article: \(SpoolReader.reason(error))")
        }
    }

    func carry(_ id: ArticleID, from boxes: [SpoolDirectory.Box], to target: SpoolDirectory.Box) throws(SpoolError) {
        for box in boxes where try move(id, from: box, to: target) {
            try sync(target, box)
            return
        }
        let place = try self.box(of: id)
        throw SpoolError(
            .missing, "article \(id) is in \(place.rawValue)/, not in \(boxes.map { $0.rawValue + "/" }.joined(separator: " or "))")
    }

    private func move(_ id: ArticleID, from: SpoolDirectory.Box, to: SpoolDirectory.Box) throws(SpoolError) -> Bool {
        let (old, new) = (directory.path(of: id, in: from, consumer: consumer), directory.path(of: id, in: to, consumer: consumer))
        do {
            try spooling { () throws(SystemError) in try files.rename(old, to: new) }
            return true
        } catch  where error.code == .missing && !files.exists(old) {
            return false
        }
    }

    /// The new name first, so that a power loss between the two leaves one name at least.
    func sync(_ boxes: SpoolDirectory.Box...) throws(SpoolError) {
        for box in boxes {
            let path = directory.path(of: box, consumer: consumer)
            try spooling { () throws(SystemError) in try files.syncDirectory(path) }
        }
    }
}
