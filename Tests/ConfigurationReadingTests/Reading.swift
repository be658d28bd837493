import ConfigurationReading

/// The configuration that a text is, as if it stood in `/etc/wirespool/w.yaml`.
func reading(_ text: String) throws -> Configuration { try ConfigurationReader.read(text: text, file: "/etc/wirespool/w.yaml") }

/// What is wrong with a text, each `line:column: what (what instead)`; empty where nothing is.
func problems(_ text: String) -> [String] {
    do {
        _ = try ConfigurationReader.read(text: text, file: "w.yaml")
        return []
    } catch {
        return error.problems.map { String($0.description.dropFirst("w.yaml:".count)) }
    }
}
