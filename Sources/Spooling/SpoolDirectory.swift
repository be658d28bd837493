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

    /// The article a file's name stands for; nil where it is no article's.
    public static func article(named name: String) -> ArticleID? {
        name.hasSuffix(".json") ? ArticleID(String(name.dropLast(5))) : nil
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
