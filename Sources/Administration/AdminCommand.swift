public import NewsModel

/// What the operator wants done with a source.
public enum AdminCommand: Equatable, Sendable {
    /// Polled now; forced, also where the publisher asked for patience.
    case poll(SourceID, isForced: Bool)
    /// Not polled any more.
    case pause(SourceID)
    /// Polled again.
    case resume(SourceID)

    /// Where it is posted to.
    public var path: String {
        switch self {
        case .poll(let id, let isForced): "/sources/\(id)/poll" + (isForced ? "?force=true" : "")
        case .pause(let id): "/sources/\(id)/pause"
        case .resume(let id): "/sources/\(id)/resume"
        }
    }

    init?(path: String, query: String) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0].isEmpty, parts[1] == "sources", let id = SourceID(String(parts[2])) else { return nil }
        switch (parts[3], query) {
        case ("poll", ""): self = .poll(id, isForced: false)
        case ("poll", "force=true"): self = .poll(id, isForced: true)
        case ("pause", ""): self = .pause(id)
        case ("resume", ""): self = .resume(id)
        default: return nil
        }
    }
}

/// What became of a command.
public enum AdminOutcome: Equatable, Sendable {
    /// Done; what is so now.
    case done(String)
    /// There is no such source.
    case unknown(String)
    /// Not done, and why not.
    case refused(String)
    /// Not possible for now, and why.
    case failed(String)
}
