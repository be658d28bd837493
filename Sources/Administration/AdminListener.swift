/// Where the status page is served: `admin.listen`.
public enum AdminListener: Hashable, Sendable, CustomStringConvertible {
    /// A Unix socket, mode 0660, in the group of its directory where that is setgid.
    case unix(String)
    /// A TCP port on loopback: an IPv4 or IPv6 address, or `localhost` for 127.0.0.1. Port 0 takes any that is free.
    case tcp(String, Int)

    /// Reads `unix:/path`, `127.0.0.1:9464`, `[::1]:9464` or `localhost:9464`; nil where it is none of these.
    public init?(_ text: String) {
        if text.hasPrefix("unix:") {
            let path = String(text.dropFirst(5))
            guard path.hasPrefix("/"), !path.utf8.contains(0) else { return nil }
            self = .unix(path)
            return
        }
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]), (0...65_535).contains(port) else {
            return nil
        }
        var host = text[..<colon]
        if host.hasPrefix("[") && host.hasSuffix("]") { host = host.dropFirst().dropLast() } else if host.contains(":") { return nil }
        guard !host.isEmpty else { return nil }
        self = .tcp(String(host), port)
    }

    /// Whether both are one address: `localhost` is 127.0.0.1.
    func isSame(as other: AdminListener) -> Bool {
        guard case .tcp(let host, let port) = self, case .tcp(let otherHost, let otherPort) = other else { return self == other }
        return port == otherPort && (host == "localhost" ? "127.0.0.1" : host) == (otherHost == "localhost" ? "127.0.0.1" : otherHost)
    }

    /// The form that ``init(_:)`` reads.
    public var description: String {
        switch self {
        case .unix(let path): "unix:\(path)"
        case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        }
    }
}

/// Why the status page cannot be served.
public struct AdminServerError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public enum Code: String, Sendable {
        /// The address is neither a loopback address nor a path that fits into a socket's name (107 bytes), or no address of a listener at all.
        case address
        /// Another process answers there.
        case inUse
        /// Something that is not a socket stands at the path; it is left alone.
        case notASocket
        /// A system call failed: no such directory, no permission, no descriptor.
        case system
    }

    /// What is wrong.
    public let code: Code
    /// The listener, or the descriptor that was passed.
    public let place: String
    /// For people: what happened and what to do.
    public let message: String

    /// The place and what is wrong with it.
    public var description: String { "\(place): \(message)" }
}
