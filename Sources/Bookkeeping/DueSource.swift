public import NewsModel

/// A source with what is remembered of it.
public struct DueSource: Equatable, Sendable {
    /// As it is configured.
    public let source: Source
    /// As the last poll left it.
    public let state: SourceState

    /// A source and its state.
    public init(source: Source, state: SourceState) {
        self.source = source
        self.state = state
    }
}

/// How many of what the ledger holds.
public struct LedgerCounts: Equatable, Sendable {
    /// Sources that are configured or imported.
    public var sources = 0
    /// Of these, by standing; those that are not enabled left out.
    public var standings: [SourceState.Standing: Int] = [:]
    /// Sources whose last poll failed.
    public var failing = 0
    /// Sources that are not enabled.
    public var disabled = 0
    /// Stories that are known.
    public var stories = 0
    /// Keys of entries.
    public var keys = 0
    /// Content hashes within the window.
    public var hashes = 0
    /// Entries that wait for their pages.
    public var awaitedPages = 0

    /// Nothing.
    public init() {}
}
