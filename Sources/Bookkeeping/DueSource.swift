public import NewsModel

/// A source with what is remembered of it.
public struct DueSource: Equatable, Sendable {
    /// As it is configured.
    @Shared public private(set) var source: Source
    /// As the last poll left it.
    @Shared public private(set) var state: SourceState
    /// Whether it was imported, and stands in no configuration.
    public let isImported: Bool

    /// A source and its state.
    public init(source: Source, state: SourceState, isImported: Bool = false) {
        self.source = source
        self.state = state
        self.isImported = isImported
    }
}

/// How many sources the ledger holds, and how they stand.
public struct LedgerCounts: Equatable, Sendable {
    /// Sources that are configured or imported.
    public var sources = 0
    /// Of these, by standing; those that are not enabled left out.
    public var standings: [SourceState.Standing: Int] = [:]
    /// Sources whose last poll failed.
    public var failing = 0
    /// Sources that are not enabled.
    public var disabled = 0

    /// Nothing.
    public init() {}
}

/// How many rows the ledger holds of what was seen.
package struct LedgerRowCounts: Equatable, Sendable {
    /// Stories that are known.
    package var stories: Int
    /// Keys of entries.
    package var keys: Int
    /// Content hashes within the window.
    package var hashes: Int
    /// Entries that wait for their pages.
    package var awaitedPages: Int
    /// Texts of which near-duplicates are found.
    package var sketches: Int
    /// What these are found by.
    package var marks: Int
}
