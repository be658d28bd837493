/// One thing that is wrong with a configuration, and what to write instead. It never holds a secret.
public struct ConfigurationProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file as it was named, or as an `include` found it.
    public var file: String
    /// From 1; 0 where it concerns the file as a whole.
    public var line: Int
    /// From 1, in Unicode scalars; 0 where it concerns the file as a whole.
    public var column: Int
    /// What is wrong.
    public var message: String
    /// What to write instead, where that can be said.
    public var suggestion: String?

    /// A problem.
    public init(file: String, line: Int, column: Int, message: String, suggestion: String? = nil) {
        self.file = file
        self.line = line
        self.column = column
        self.message = message
        self.suggestion = suggestion
    }

    /// `file:line:column: what is wrong (what to write instead)`.
    public var description: String {
        let place = line > 0 ? "\(file):\(line):\(column)" : file
        return "\(place): \(message)" + (suggestion.map { " (\($0))" } ?? "")
    }
}

/// Everything that is wrong with a configuration at once.
public struct ConfigurationErrors: Error, Equatable, Sendable, CustomStringConvertible {
    /// In the order of the files as they are read, then of line and column; never empty.
    public var problems: [ConfigurationProblem]

    /// These problems.
    public init(problems: [ConfigurationProblem]) { self.problems = problems }

    /// One problem a line.
    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
