import Foundation
import Glibc
import NewsModel

/// A publisher over TLS on loopback, with a certificate of its own that openssl has made: Python's http.server as a process.
final class TLSPublisher {
    /// Who asked for what.
    struct Request: Equatable {
        /// The client's port, which tells connections apart.
        let connection: String
        let path: String
        /// The common name of the client's certificate; empty where it presented none.
        let client: String
    }

    static let isPossible = ["openssl", "python3"].allSatisfy { (try? run($0, "openssl" == $0 ? "version" : "--version")) == true }

    let port: Int
    private let process: Process
    private let log: String

    /// Answers `/robots.txt`, `/away` (a redirect to `target`) and everything else with a feed.
    ///
    /// - Parameter clients: The certificate that clients have to present; nil for none.
    init(_ place: Workplace, certificate: String, clients: String? = nil, target: String = "") async throws {
        let script = try place.write("publisher-\(UUID()).py", Self.script)
        log = try place.write("publisher-\(UUID()).log", "")
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "python3", script, certificate, clients ?? "", target, log, try place.write("feed.xml", Documents.rss([Documents.story(1)])),
        ]
        try process.run()
        let log = log
        func started() -> Int? {
            String(decoding: FileManager.default.contents(atPath: log) ?? Data(), as: UTF8.self).split(separator: "\n").first.flatMap {
                Int($0)
            }
        }
        guard try await Program.holds(within: Program.patience, { started() != nil }), let port = started() else {
            TLSPublisher.end(process)
            throw Program.Failure(description: "the publisher over TLS did not start")
        }
        self.port = port
    }

    deinit { TLSPublisher.end(process) }

    private static func end(_ process: Process) {
        // It inherits the mask of a thread of Dispatch, in which SIGTERM is blocked.
        kill(process.processIdentifier, SIGKILL)
        _ = process.endStatus(waiting: true)
    }

    func url(_ path: String) -> String { "https://127.0.0.1:\(port)\(path)" }

    var requests: [Request] {
        String(decoding: FileManager.default.contents(atPath: log) ?? Data(), as: UTF8.self).split(separator: "\n").dropFirst().map {
            let parts = $0.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
            return Request(connection: parts[0], path: parts[1], client: parts[2])
        }
    }

    /// A certificate that signs itself, and its key, in one file; both also apart, in `NAME.cert` and `NAME.key`.
    static func makeCertificate(_ name: String, in place: Workplace) throws -> String {
        let (certificate, key) = (place.path(name + ".cert"), place.path(name + ".key"))
        let isMade = try run(
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
            "/CN=\(name)", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate)
        guard isMade else { throw Program.Failure(description: "openssl made no certificate") }
        let parts = [certificate, key].map { String(decoding: FileManager.default.contents(atPath: $0) ?? Data(), as: UTF8.self) }
        return try place.write(name + ".pem", parts.joined())
    }

    private static func run(_ arguments: String...) throws -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process.endStatus(waiting: true) == 0
    }

    private static let script = """
        import http.server, ssl, sys
        certificate, clients, target, log, feed = sys.argv[1:]
        out = open(log, "a", buffering=1)
        body = open(feed, "rb").read()

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            def do_GET(self):
                names = dict(pair for part in (self.connection.getpeercert() or {}).get("subject", ()) for pair in part)
                out.write(f"{self.client_address[1]} {self.path} {names.get('commonName', '')}\\n")
                away = self.path == "/away"
                data = b"" if away else b"User-agent: *\\nAllow: /\\n" if self.path == "/robots.txt" else body
                self.send_response(302 if away else 200)
                if away: self.send_header("Location", target)
                self.send_header("Content-Type", "application/rss+xml")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
            def log_message(self, *_): pass

        class Server(http.server.ThreadingHTTPServer):
            def handle_error(self, *_): pass

        server = Server(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        if clients:
            context.load_verify_locations(clients)
            context.verify_mode = ssl.CERT_REQUIRED
            # In 1.3 the refusal comes after the client's request, and may be lost with the connection.
            context.maximum_version = ssl.TLSVersion.TLSv1_2
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        out.write(f"{server.server_address[1]}\\n")
        server.serve_forever()
        """
}
