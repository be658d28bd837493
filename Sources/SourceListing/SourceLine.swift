/// One source of a list that is imported or exported, as the list says it.
public struct SourceLine: Equatable, Sendable {
    /// Its line in the list, from 1; 0 where it is in none yet.
    public var line: Int
    /// Its identifier; nil where none is given.
    public var id: String?
    /// Its name for people; nil where none is given.
    public var name: String?
    /// Its address.
    public var url: String
    /// A JSON object, in one form, of further keys of a source as the configuration has them; empty for none.
    public var settings: String

    /// A line.
    public init(line: Int = 0, id: String? = nil, name: String? = nil, url: String, settings: String = "") {
        self.line = line
        self.id = id
        self.name = name
        self.url = url
        self.settings = settings
    }
}

/// What a reader of a list comes upon.
public enum SourceListItem: Equatable, Sendable {
    /// A source.
    case source(SourceLine)
    /// What cannot be read at a line, and what to do about it.
    case problem(line: Int, String)
}
