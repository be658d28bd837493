import Fetching
import Foundation
import LoopbackPublisher
import NewsModel
import Testing

/// Against nginx, which speaks HTTP/2 (RFC 9113) over TLS.
@Suite(.serialized, .enabled(if: TLSPublisher.isPossible && Nginx.isPossible, "openssl or nginx is not installed"))
struct HTTP2Tests {
    @Test(.timeLimit(.minutes(2)))
    func `a large body that waits holds up no other one of its host, and connections are used again`() async throws {
        let place = try Workplace()
        let certificate = try TLSPublisher.makeCertificate("server", in: place)
        let nginx = try await Nginx(place, certificate: certificate)
        _ = try place.write("site/large.xml", String(repeating: "<!-- no news -->\n", count: 200_000))
        _ = try place.write("site/small.xml", "<rss/>")
        let fetcher = try Fetcher(
            FetcherConfiguration(maximumLargeBodies: 1, allowedAddresses: [#require(AddressBlock("127.0.0.0/8"))]))
        let (small, large) = (nginx.url("/small.xml"), nginx.url("/large.xml"))
        let tls = SourceTLS(authoritiesFile: place.path("server.cert"))
        @Sendable func fetch(_ url: String) async throws -> FetchResponse {
            // libcurl's own timers wake it no sooner.
            let request = FetchRequest(url: url, tls: tls, connectTimeout: .seconds(60), timeout: .seconds(50))
            return try await withCheckedContinuation { done in fetcher.fetch(request) { done.resume(returning: $0) } }.get()
        }
        #expect(try await fetch(small).httpVersion == "2")
        let bodies = (0..<4).map { _ in Task { try await fetch(large).body.count } }
        for _ in 0..<20 { #expect(try await fetch(small).body.count == 6) }
        for body in bodies { #expect(try await body.value == 3_400_000) }
        #expect(nginx.connections <= 5)
        await withCheckedContinuation { done in fetcher.shutdown { done.resume() } }
    }
}

/// nginx as a process, with the files of `site` at one address of loopback.
private final class Nginx {
    static let isPossible = path != nil
    private static let path = ["/usr/sbin/nginx", "/usr/local/sbin/nginx"].first { FileManager.default.isExecutableFile(atPath: $0) }

    private let process = Process()
    private let port: Int
    private let log: String

    init(_ place: Workplace, certificate: String) async throws {
        let free = try LoopbackPublisher { _ in .status(404) }
        free.stop()
        (port, log) = (try #require(URL(string: free.url("/"))?.port), place.path("access.log"))
        try FileManager.default.createDirectory(atPath: place.path("site"), withIntermediateDirectories: true)
        let configuration = try place.write(
            "nginx.conf",
            """
            daemon off; master_process off; pid nginx.pid; error_log nginx.error.log;
            events { }
            http {
                client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
                types { application/rss+xml xml; }
                log_format connection $connection;
                server {
                    listen 127.0.0.1:\(port) ssl http2; ssl_certificate \(certificate); ssl_certificate_key \(certificate);
                    root site; access_log access.log connection;
                }
            }
            """)
        process.executableURL = URL(fileURLWithPath: try #require(Nginx.path))
        process.arguments = ["-p", place.directory, "-e", place.path("nginx.error.log"), "-c", configuration]
        try process.run()
        let pid = place.path("nginx.pid")
        guard try await Program.holds(within: Program.patience, { FileManager.default.fileExists(atPath: pid) }) else {
            throw Program.Failure(description: "nginx did not start")
        }
    }

    deinit {
        kill(process.processIdentifier, SIGKILL)
        _ = process.endStatus(waiting: true)
    }

    func url(_ path: String) -> String { "https://127.0.0.1:\(port)\(path)" }

    /// How many connections brought the requests.
    var connections: Int {
        Set(String(decoding: FileManager.default.contents(atPath: log) ?? Data(), as: UTF8.self).split(separator: "\n")).count
    }
}
