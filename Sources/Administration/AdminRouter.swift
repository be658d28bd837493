import Foundation
public import NewsModel

/// The daemon's process.
public struct RunningDaemon: Sendable {
    /// The program's version.
    public var version: String
    /// The process's identifier.
    public var pid: Int
    /// When it started.
    public var startedAt: Instant

    /// A process.
    public init(version: String, pid: Int, startedAt: Instant) {
        (self.version, self.pid, self.startedAt) = (version, pid, startedAt)
    }
}

/// What the status page is made from. Each is asked anew for each request.
public struct AdminResponders: Sendable {
    /// Who answers.
    public var daemon: RunningDaemon
    /// What time it is.
    public var clock: @Sendable () -> Instant
    /// The state of the daemon.
    public var status: @Sendable () async -> StatusSnapshot
    /// The sources of a query, as many at most as it asks for.
    public var sources: @Sendable (SourceQuery) async -> [SourceReport]
    /// One source in depth; nil where there is none of that identifier.
    public var source: @Sendable (SourceID) async -> SourceDetail?
    /// Articles that were spooled since the start, the newest first, as far as they are kept.
    public var articles: @Sendable () async -> [StatusSnapshot.Newest]
    /// Prometheus text.
    public var metrics: @Sendable () async -> String
    /// Why the daemon is not ready, one reason each; empty where it is.
    public var readiness: @Sendable () async -> [String]
    /// Does what the operator wants: asked over the Unix socket alone.
    public var control: @Sendable (AdminCommand) async -> AdminOutcome

    /// Responders.
    public init(
        daemon: RunningDaemon, clock: @escaping @Sendable () -> Instant,
        status: @escaping @Sendable () async -> StatusSnapshot, sources: @escaping @Sendable (SourceQuery) async -> [SourceReport],
        source: @escaping @Sendable (SourceID) async -> SourceDetail?, articles: @escaping @Sendable () async -> [StatusSnapshot.Newest],
        metrics: @escaping @Sendable () async -> String,
        readiness: @escaping @Sendable () async -> [String], control: @escaping @Sendable (AdminCommand) async -> AdminOutcome
    ) {
        self.daemon = daemon
        self.clock = clock
        self.status = status
        self.sources = sources
        self.source = source
        self.articles = articles
        self.metrics = metrics
        self.readiness = readiness
        self.control = control
    }
}

/// Which path answers what.
struct AdminRouter: Sendable {
    /// What `/healthz` answers.
    static let healthy = "ok\n"

    let responders: AdminResponders

    /// The reply to a request.
    ///
    /// - Parameter isTrusted: Over the Unix socket. Over TCP nothing is changed, and a browser could have been lured here by a name of
    ///   somebody else's.
    func reply(to head: RequestHead, isTrusted: Bool) async -> Reply {
        guard isTrusted || head.isForLoopback else { return .refusal(421) }
        if isTrusted, head.method == "POST" { return await done(head) }
        guard head.method == "GET" || head.method == "HEAD" else { return .refusal(405) }
        switch head.path {
        case "/healthz": return .text(200, AdminRouter.healthy)
        case "/readyz":
            let reasons = await responders.readiness()
            return reasons.isEmpty ? .text(200, "ready\n") : .text(503, reasons.map { $0 + "\n" }.joined())
        case "/metrics":
            return Reply(status: 200, contentType: "text/plain; version=0.0.4; charset=utf-8", body: Array(await responders.metrics().utf8))
        case "/status": return .json(await responders.status())
        case "/sources": return .json(await responders.sources(SourceQuery(head.query)))
        case "/articles": return .json(await responders.articles())
        case "/": return await page(SourceQuery(head.query), source: SourceQuery.source(head.query))
        case let path where path.hasPrefix("/sources/"):
            guard let id = SourceID(String(path.dropFirst(9))), let detail = await responders.source(id) else { return .refusal(404) }
            return .json(detail)
        default: return .refusal(404)
        }
    }

    private func done(_ head: RequestHead) async -> Reply {
        guard let command = AdminCommand(path: head.path, query: head.query) else { return .refusal(404) }
        return switch await responders.control(command) {
        case .done(let text): .text(200, text + "\n")
        case .unknown(let text): .text(404, text + "\n")
        case .refused(let text): .text(409, text + "\n")
        case .failed(let text): .text(503, text + "\n")
        }
    }

    private func page(_ query: SourceQuery, source: String?) async -> Reply {
        let page = StatusPage(daemon: responders.daemon, now: responders.clock())
        if let source {
            guard let id = SourceID(source), let detail = await responders.source(id) else { return .refusal(404) }
            return .page(page.source(detail))
        }
        var query = query
        query.limit = StatusPage.maximumRows + 1
        return .page(page.front(await responders.status(), query, await responders.sources(query)))
    }
}

extension Reply {
    /// One object or array on one line, members in snake case and in alphabetical order, ending in a newline.
    fileprivate static func json(_ value: some Encodable) -> Reply {
        guard let json = try? AdministrationJSON.encode(value) else { return .refusal(503) }
        return Reply(status: 200, contentType: "application/json", body: json)
    }

    fileprivate static func page(_ html: String) -> Reply {
        Reply(
            status: 200, contentType: "text/html; charset=utf-8", body: Array(html.utf8),
            fields: [("Content-Security-Policy", StatusPage.contentSecurityPolicy)])
    }
}
