public import NewsModel

/// A source that is to be imported.
public struct ImportedSource: Equatable, Sendable {
    /// With today's defaults mixed in. Where none was given, its identifier is a proposal, and its name is that.
    public var source: Source
    /// Whether the identifier was given; else another one is made of it where it is taken.
    public var isIDGiven: Bool
    /// Whether the name was given.
    public var isNameGiven: Bool
    /// What was said of it besides identifier, name and address, as canonical JSON: the defaults may change, this holds. Empty for nothing.
    public var overrides: String

    /// A source that is to be imported.
    public init(source: Source, isIDGiven: Bool, isNameGiven: Bool, overrides: String) {
        self.source = source
        self.isIDGiven = isIDGiven
        self.isNameGiven = isNameGiven
        self.overrides = overrides
    }
}

/// What became of a source that was to be imported.
public enum ImportOutcome: Equatable, Sendable {
    /// It was not known.
    case added(SourceID)
    /// It was imported before, and is otherwise now.
    case changed(SourceID)
    /// It was imported before, and is as it was.
    case unchanged(SourceID)
    /// Another source has its address; it is left as it is.
    case sameAddress(as: SourceID, isConfigured: Bool)
    /// Another source has its identifier; it is left as it is.
    case sameIdentifier(SourceID, isConfigured: Bool)
}

/// One run of an import, over as many batches as there are: what was met in it before, so that a source given twice is told.
public struct ImportRun: Sendable {
    /// Sources that were added, changed or found unchanged so far.
    public var count: Int { met.count }
    var met: Set<Int64> = []

    /// A run that has met nothing.
    public init() {}
}
