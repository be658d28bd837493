import ArgumentParser

/// The program.
@main struct Wirespool: ParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "wirespool",
        abstract: "Watches news sources and leaves each new article, once, as one JSON file in a spool directory.",
        discussion: """
            Begin with 'wirespool demo': a small publisher and the whole daemon in a temporary directory.
            The configuration is --config FILE, else $WIRESPOOL_CONFIG, else /etc/wirespool/wirespool.yaml.
            """,
        version: "wirespool \(version)",
        subcommands: [
            Run.self, Check.self, Try.self, Parse.self, Extract.self, Hash.self, Sources.self, Spool.self, LedgerCommand.self, Status.self,
            Doctor.self, Demo.self,
        ])

    /// `Name/Version (+contact)`: who asks, and where a publisher can complain.
    static func userAgent(contact: String) -> String {
        contact.isEmpty ? "wirespool/\(version)" : "wirespool/\(version) (+\(contact))"
    }
}
