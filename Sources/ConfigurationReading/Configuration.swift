public import NewsModel

/// Everything that is configured: the file, what it includes, and the defaults of what it leaves out.
public struct Configuration: Equatable, Sendable {
    /// Where articles are left.
    public var spool = SpoolSettings()
    /// Where it is remembered what was seen.
    public var ledger = LedgerSettings()
    /// How sources are polled.
    public var polling = PollingSettings()
    /// What is made of entries, where a source says nothing else.
    public var articles = ArticlePolicy()
    /// What may be reached, and how.
    public var network = NetworkSettings()
    /// What is told, and where.
    public var log = LogSettings()
    /// Where the daemon can be asked.
    public var admin = AdminSettings()
    /// What is known of publishers' pages, in the order of the files.
    public var rules: [PageRule] = []
    /// The sources in the order of the files, the values of `polling` and `articles` already mixed in.
    public var sources: [Source] = []
    /// The files that were read, the configuration itself first.
    public var files: [String] = []

    /// The defaults, and no source.
    public init() {}
}

/// The keys of `spool`.
public struct SpoolSettings: Equatable, Sendable {
    /// An absolute path.
    public var directory = "/var/spool/wirespool"
    /// Bytes that stay free on its disk; below it polling pauses.
    public var minimumFreeBytes = 1 << 30
    /// How long finished articles stay in `done/`.
    public var retention: Duration = .days(30)
    /// Bytes that the finished articles in one `done/` may come to, the longest spooled going first; 0 for any number.
    public var retentionBytes = 0
    /// Names of independent consumers; empty for the one spool.
    public var consumers: [String] = []
    /// For so long a consumer may touch nothing while articles wait, or keep what it claimed, before it is told; 0 for ever.
    public var consumerIdle: Duration = .days(1)

    /// The defaults.
    public init() {}
}

/// The keys of `ledger`.
public struct LedgerSettings: Equatable, Sendable {
    /// The absolute path of the SQLite database.
    public var path = "/var/lib/wirespool/ledger.db"

    /// The defaults.
    public init() {}
}

/// The keys of `polling`.
public struct PollingSettings: Equatable, Sendable {
    /// What holds for every source that says nothing else.
    public var policy = PollingPolicy()
    /// Transfers under way at once, all sources together: 1–10,000.
    public var transfers = 256
    /// Polls an hour, all sources together; 0 for no limit.
    public var budget = 0
    /// Bytes of answers that are not committed yet; beyond it fetching waits.
    public var bodiesInMemoryBytes = 256 << 20
    /// Where a publisher finds who is polling: a URL or a mail address.
    public var contact = "https://example.org/wirespool"

    /// The defaults.
    public init() {}
}

/// The keys of `network`.
public struct NetworkSettings: Equatable, Sendable {
    /// CIDR blocks that are private and may be reached all the same, each valid, with no bit set beyond its prefix.
    public var allow: [String] = []
    /// The proxy's URL; empty for none.
    public var proxy = ""

    /// The defaults.
    public init() {}
}

/// The keys of `log`.
public struct LogSettings: Equatable, Sendable {
    /// The least important lines that are written.
    public enum Level: String, Sendable, CaseIterable { case debug, info, notice, warning, error }

    /// Where lines go.
    public enum Destination: Equatable, Sendable {
        /// Standard output.
        case stdout
        /// A file by its absolute path, opened anew at SIGHUP.
        case file(String)
    }

    /// The least important lines that are written.
    public var level = Level.info
    /// Where lines go.
    public var destination = Destination.stdout

    /// The defaults.
    public init() {}
}

/// The keys of `admin`.
public struct AdminSettings: Equatable, Sendable {
    /// Where the daemon listens; empty for nowhere.
    public var listen: [AdminListener] = [.unix("/run/wirespool/admin.sock")]

    /// The defaults.
    public init() {}
}

/// A place where the daemon can be asked.
public enum AdminListener: Hashable, Sendable {
    /// A Unix socket by its absolute path, 107 bytes at most (unix(7)).
    case unix(String)
    /// A host, an IPv6 address without its brackets, and a port; port 0 is any free one.
    case tcp(host: String, port: Int)
}

extension AdminListener: CustomStringConvertible {
    /// As it stands in the configuration.
    public var description: String {
        switch self {
        case .unix(let path): "unix:\(path)"
        case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        }
    }
}
