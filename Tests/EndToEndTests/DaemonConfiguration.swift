import LoopbackPublisher

/// A configuration for one test, written as YAML.
struct DaemonConfiguration {
    struct Source {
        var id: String
        var url: String
        var name: String?
        /// Further keys, in YAML: `full_text: always`.
        var keys: [String] = []
    }

    /// What every test needs: loopback allowed, no waiting between requests.
    var interval = "1s"
    /// The same: what a source teaches moves nothing.
    var maximumInterval = "1s"
    /// Further keys of `polling`.
    var polling: [String] = []
    /// Keys of `articles`.
    var articles = ["backfill: all"]
    /// Keys of `spool` beside its directory.
    var spool: [String] = ["min_free: 1MiB"]
    var spoolDirectory = "spool"
    var ledgerFile = "ledger.db"
    var level = "debug"
    /// Listeners of `admin` beside the Unix socket.
    var listeners: [String] = []
    /// CIDR blocks that may be reached.
    var allowed = "127.0.0.0/8, \"::1/128\""
    var sources: [Source] = []

    init(_ sources: [Source] = []) { self.sources = sources }

    /// The file's text; relative places are those of `directory`.
    func yaml(in directory: String) -> String {
        let spoolPath = spoolDirectory.hasPrefix("/") ? spoolDirectory : directory + "/" + spoolDirectory
        var lines = ["spool:", "  directory: \(spoolPath)"] + spool.map { "  " + $0 }
        lines += ["ledger:", "  url: sqlite://\(directory)/\(ledgerFile)"]
        lines += ["polling:", "  interval: \(interval)", "  min_interval: \(interval)", "  max_interval: \(maximumInterval)"]
        lines += ["  delay_per_host: 0s", "  jitter: 0%", "  transfers_per_host: 8", "  contact: https://example.org/wirespool-tests"]
        lines += polling.map { "  " + $0 }
        if !articles.isEmpty { lines += ["articles:"] + articles.map { "  " + $0 } }
        lines += ["network:", "  allow: [\(allowed)]"]
        lines += ["log:", "  level: \(level)", "  destination: \(directory)/log.ndjson"]
        lines += ["admin:", "  listen: [\((["unix:\(directory)/admin.sock"] + listeners).map { "\"\($0)\"" }.joined(separator: ", "))]"]
        lines += [sources.isEmpty ? "sources: []" : "sources:"]
        for source in sources {
            lines += ["  - id: \(source.id)", "    url: \"\(source.url)\""]
            if let name = source.name { lines.append("    name: \"\(name)\"") }
            lines += source.keys.map { "    " + $0 }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
