/// What is told of a metric in the Prometheus text, beside its values.
public struct MetricDefinition: Sendable {
    /// What kind of metric it is.
    public enum Kind: Equatable, Sendable {
        /// Only ever rises.
        case counter
        /// Goes up and down.
        case gauge
        /// Counts values up to each of these bounds, which rise.
        case histogram(bounds: [Double])
    }

    /// Without the prefix.
    public let name: String
    /// The kind.
    public let kind: Kind
    /// One line for people.
    public let help: String

    /// A definition.
    public init(name: String, kind: Kind, help: String) {
        self.name = name
        self.kind = kind
        self.help = help
    }
}
