public import NewsModel

/// Where everything is in a spool.
///
/// ```
/// SPOOL.json        {"spool":1,"id":"…","created":"…"}
/// tmp/              being written
/// new/<id>.json     an article: complete, immutable
/// cur/<id>.json     claimed by a consumer: it renamed the file from new/
/// done/<id>.json    finished
/// failed/<id>.json  given up by a consumer
/// ```
///
/// Several consumers have `<consumer>/new`, `cur`, `done` and `failed` each, and hard links to one file.
public struct SpoolDirectory: Hashable, Sendable {
    /// What has become of an article.
    public enum Box: String, Sendable, CaseIterable {
        /// Waits for a consumer.
        case new
        /// Claimed.
        case cur
        /// Finished.
        case done
        /// Given up.
        case failed
    }

    /// The spool's root.
    public let path: String

    /// The spool at a path.
    public init(path: String) {
        self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    /// `SPOOL.json`.
    public var identityPath: String { path + "/SPOOL.json" }

    /// The directory of articles being written.
    public var stagingPath: String { path + "/tmp" }

    /// The directory of a box: of the spool's only consumer, or of one of several.
    public func path(of box: Box, consumer: String? = nil) -> String {
        consumer.map { "\(path)/\($0)/\(box.rawValue)" } ?? "\(path)/\(box.rawValue)"
    }

    /// The file of an article.
    public func path(of id: ArticleID, in box: Box, consumer: String? = nil) -> String {
        "\(path(of: box, consumer: consumer))/\(id).json"
    }

    /// Whether a consumer may have a name: a–z, 0–9, `-` and `_`, 32 characters at most, and no name the spool uses itself.
    public static func isConsumerName(_ name: String) -> Bool {
        let own = Box.allCases.map(\.rawValue) + ["tmp", "json"]
        return !name.isEmpty && name.utf8.count <= 32 && !own.contains(name) && !name.hasPrefix("-")
            && name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F }
    }

    /// The article a file's name stands for; nil where it is no article's.
    public static func article(named name: String) -> ArticleID? {
        name.hasSuffix(".json") ? ArticleID(String(name.dropLast(5))) : nil
    }
}

extension SpoolDirectory {
    /// Who has boxes in the spool, whatever is configured: nil for its own, then every directory in it that has a `new/`, by name.
    ///
    /// - Throws: ``SpoolError`` where the spool cannot be read.
    public func owners() throws(SpoolError) -> [String?] {
        try spooling { () throws(SystemError) in try owners(SystemCalls()) }
    }

    func owners(_ files: any SpoolFileSystem) throws(SystemError) -> [String?] {
        let own: [String?] = files.exists(path(of: .new)) ? [nil] : []
        let named = try files.names(in: path).filter { SpoolDirectory.isConsumerName($0) && files.exists(path(of: .new, consumer: $0)) }
        return own + named.sorted()
    }
}

/// A name in `tmp/`: `<id>.json`, or with several consumers `<id>.<consumer>`.
struct StagedName: Hashable {
    var id: ArticleID
    var consumer: String?

    init(id: ArticleID, consumer: String?) {
        self.id = id
        self.consumer = consumer
    }

    init?(_ name: String) {
        guard let id = ArticleID(String(name.prefix(36))), name.utf8.count > 37, name.dropFirst(36).first == "." else { return nil }
        self.id = id
        let suffix = String(name.dropFirst(37))
        consumer = suffix == "json" ? nil : suffix
    }

    var text: String { "\(id).\(consumer ?? "json")" }
}
