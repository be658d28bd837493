public import NewsModel

/// How an entry of a document is named.
public struct EntryName: Sendable {
    /// The publisher's identifier, where no other entry of the document has it.
    public var guid: String?
    /// The link, where no other entry of the document has it.
    public var link: String?
    /// Over the entry as it stands.
    public var hash: ContentHash

    /// A name.
    public init(guid: String?, link: String?, hash: ContentHash) {
        self.guid = guid
        self.link = link
        self.hash = hash
    }

    /// The keys that it is looked up by, in this order: the first one that is known decides.
    package func keys(source: Int64) -> [LedgerKey] {
        var keys: [LedgerKey] = []
        if let guid, !guid.isEmpty { keys.append(LedgerKey(source: source, guid: guid)) }
        if let link { keys.append(LedgerKey(source: source, link: link)) }
        return keys
    }
}

extension Ledger {
    /// Which of the entries of a source are known just as they stand. Complexity: two look-ups an entry.
    ///
    /// - Throws: ``LedgerError``.
    public func areListed(_ entries: [EntryName], of source: SourceID) throws(LedgerError) -> [Bool] {
        try read { db in
            let ledger = LedgerTransaction(db: db)
            guard let number = try ledger.number(of: source) else { return entries.map { _ in false } }
            return try entries.map { entry in
                for key in entry.keys(source: number) {
                    if let known = try ledger.entry(key) { return known.isSame(as: entry.hash) }
                }
                return false
            }
        }
    }
}
