import Glibc
public import NewsModel

/// What a spool holds, for whoever compares it with a ledger. Takes no lock: daemon and consumers may be at work.
extension SpoolDirectory {
    /// What `SPOOL.json` says; nil where there is none.
    ///
    /// - Throws: ``SpoolError`` — `.damaged`, `.newerVersion`, `.notPermitted`.
    public func identity() throws(SpoolError) -> SpoolIdentity? {
        let (files, path) = (SystemCalls(), identityPath)
        guard files.exists(path) else { return nil }
        return try SpoolIdentity(json: try spooling { () throws(SystemError) in try files.contents(of: path) }, path: path)
    }

    /// The greatest identifier among the articles in all boxes; nil where there is none, or no spool. Complexity: O(files).
    ///
    /// - Throws: ``SpoolError``.
    public func greatestID() throws(SpoolError) -> ArticleID? {
        guard SystemCalls().exists(path) else { return nil }
        return try greatestID(SystemCalls())
    }

    func greatestID(_ files: any SpoolFileSystem) throws(SpoolError) -> ArticleID? {
        try spooling { () throws(SystemError) in
            var greatest: String?
            try forEachName(files) { name, _ in
                if name > greatest ?? "", SpoolDirectory.article(named: name) != nil { greatest = name }
            }
            return greatest.flatMap(SpoolDirectory.article(named:))
        }
    }

    /// Every name in every box that there is, and whose box it is.
    private func forEachName(_ files: any SpoolFileSystem, _ body: (_ name: String, _ consumer: String?) -> Void) throws(SystemError) {
        for consumer in try owners(files) {
            for box in Box.allCases where files.exists(path(of: box, consumer: consumer)) {
                for name in try files.names(in: path(of: box, consumer: consumer)) { body(name, consumer) }
            }
        }
    }

    /// Every article in any box, once, in the order of spooling, and whose box it is in. Complexity: O(n log n) of the files.
    ///
    /// - Throws: ``SpoolError``.
    package func inventory() throws(SpoolError) -> [(id: ArticleID, consumer: String?)] {
        try spooling { () throws(SystemError) in
            var holders: [ArticleID: String?] = [:]
            try forEachName(SystemCalls()) { name, consumer in
                if let id = SpoolDirectory.article(named: name) { holders[id] = .some(consumer) }
            }
            return holders.map { (id: $0.key, consumer: $0.value) }.sorted { $0.id < $1.id }
        }
    }

    /// The articles in `tmp/`, in their order, each with one of its files and those it is staged for.
    ///
    /// - Throws: ``SpoolError``.
    package func stagedArticles() throws(SpoolError) -> [(id: ArticleID, path: String, consumers: Set<String?>)] {
        let files = SystemCalls()
        guard files.exists(stagingPath) else { return [] }
        let names = try spooling { () throws(SystemError) in try files.names(in: stagingPath) }.compactMap(StagedName.init)
        let staged = Dictionary(grouping: names, by: \.id).map { id, names in
            (id: id, path: "\(stagingPath)/\(names[0].text)", consumers: Set(names.map(\.consumer)))
        }
        return staged.sorted { $0.id < $1.id }
    }
}

extension SpoolDirectory {
    /// An article that was staged, if it is one: whole, named for its id, and with the hash of its content.
    ///
    /// - Throws: ``SpoolError`` — `.damaged` with what is wrong, `.inputOutput`.
    package func stagedArticle(_ id: ArticleID, path: String) throws(SpoolError) -> Article {
        try soundArticle(try spooling { () throws(SystemError) in try SystemCalls().contents(of: path) }, named: id)
    }
}

extension SpoolReader {
    /// An article, wherever it is, that is all that ``verify(report:)`` asks for.
    ///
    /// - Throws: ``SpoolError`` — `.damaged` with what is wrong, `.missing`, `.inputOutput`.
    package func soundArticle(_ id: ArticleID) throws(SpoolError) -> Article {
        try Spooling.soundArticle(try json(of: id), named: id)
    }
}

private func soundArticle(_ bytes: [UInt8], named id: ArticleID) throws(SpoolError) -> Article {
    let flaws = SpoolReader.flaws(of: bytes, named: id)
    guard flaws.isEmpty, let article = try? Article(json: bytes) else {
        throw SpoolError(.damaged, "\(id).json: \(flaws.joined(separator: ", "))")
    }
    return article
}
