import Foundation

/// What the status page is made from. Each is asked anew for each request.
public struct AdminResponders: Sendable {
    /// The state of the daemon.
    public var status: @Sendable () async -> StatusSnapshot
    /// Prometheus text.
    public var metrics: @Sendable () async -> String
    /// Why the daemon is not ready, one reason each; empty where it is.
    public var readiness: @Sendable () async -> [String]
    /// Does what the operator wants: asked over the Unix socket alone.
    public var control: @Sendable (AdminCommand) async -> AdminOutcome

    /// Responders.
    public init(
        status: @escaping @Sendable () async -> StatusSnapshot, metrics: @escaping @Sendable () async -> String,
        readiness: @escaping @Sendable () async -> [String], control: @escaping @Sendable (AdminCommand) async -> AdminOutcome
    ) {
        self.status = status
        self.metrics = metrics
        self.readiness = readiness
        self.control = control
    }
}

/// Which path answers what.
struct AdminRouter: Sendable {
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
        case "/healthz": return .text(200, "ok\n")
        case "/readyz":
            let reasons = await responders.readiness()
            return reasons.isEmpty ? .text(200, "ready\n") : .text(503, reasons.map { $0 + "\n" }.joined())
        case "/metrics":
            return Reply(status: 200, contentType: "text/plain; version=0.0.4; charset=utf-8", body: Array(await responders.metrics().utf8))
        case "/status":
            guard let json = try? await responders.status().json() else { return .refusal(503) }
            return Reply(status: 200, contentType: "application/json", body: json)
        case "/":
            return Reply(
                status: 200, contentType: "text/html; charset=utf-8", body: Array(StatusPage.html(await responders.status()).utf8),
                fields: [("Content-Security-Policy", StatusPage.contentSecurityPolicy)])
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
}
