import Foundation
import Glibc
import NewsModel
import Testing

@testable import Administration

@Suite struct AdminServerTests {
    /// A server on a Unix socket and a TCP port of its own.
    final class Fixture: Sendable {
        let directory: String
        let server: AdminServer
        let port: Int
        var socket: String { directory + "/s" }

        init(_ responders: AdminResponders = Fixture.responders()) async throws {
            directory = FileManager.default.temporaryDirectory.path() + "/wsa-\(UInt32.random(in: 0 ... .max))"
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
            server = AdminServer(
                listeners: [.unix(directory + "/s"), .tcp("127.0.0.1", 0)], responders: responders, connectionSeconds: 600)
            let bound = await server.start()
            guard case .success(.tcp(_, let port)) = bound.last else { throw AdminClientError(.address, "no port") }
            self.port = port
        }

        func stop() async {
            await server.stop()
            try? FileManager.default.removeItem(atPath: directory)
        }

        static func responders(readiness: [String] = []) -> AdminResponders {
            responders(metrics: "wirespool_polls_total 1\n", readiness: readiness)
        }

        static func responders(metrics: String, readiness: [String] = []) -> AdminResponders {
            AdminResponders(
                daemon: RunningDaemon(version: snapshot.version, pid: snapshot.pid, startedAt: snapshot.startedAt),
                clock: { snapshot.startedAt + .hours(1) },
                status: { snapshot }, sources: { query in sources.filter { query.health == nil || $0.health == query.health } },
                source: { id in detail.source.id == id ? detail : nil }, articles: { snapshot.newest }, metrics: { metrics },
                readiness: { readiness }, control: { .done("\($0)") })
        }

        /// What the server answers to these bytes over TCP, to the end of the connection.
        func answer(to request: String, halfClose: Bool = false) async throws -> String {
            let port = port
            return try await blocking {
                guard let name = SocketName(loopbackHost: "127.0.0.1", port: port) else { return "" }
                let descriptor = name.makeSocket(isBlocking: true)
                defer { close(descriptor) }
                guard name.connect(descriptor) == 0 else { return "" }
                var rest = Array(request.utf8)[...]
                while !rest.isEmpty {
                    let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                    guard count > 0 else { break }
                    rest = rest.dropFirst(count)
                }
                if halfClose { shutdown(descriptor, Int32(SHUT_WR)) }
                var answer: [UInt8] = []
                var buffer = [UInt8](repeating: 0, count: 16_384)
                while case let count = recv(descriptor, &buffer, buffer.count, 0), count > 0 { answer += buffer.prefix(count) }
                return String(decoding: answer, as: UTF8.self)
            }
        }
    }

    static let hostile = "<script>alert('x')</script>\" onload=\"y\u{202E}\u{1B}[31m & قطار"

    static var sources: [SourceReport] {
        let instant = Instant(year: 2026, month: 1, day: 11, hour: 10)
        guard let failing = SourceID("aa-ar"), let quiet = SourceID("quiet") else { preconditionFailure("literals") }
        var state = SourceState(nextPollAt: instant + .minutes(90))
        state.lastError = PollError(type: .http5xx, message: hostile)
        state.failures = 3
        state.nextReason = .backoff
        return [
            SourceReport(Source(id: failing, name: hostile, url: "https://reader:secret@www.example.org/" + hostile), state),
            SourceReport(Source(id: quiet, url: "https://quiet.example/feed"), SourceState(nextPollAt: instant + .minutes(90))),
        ]
    }

    static var detail: SourceDetail {
        var source = Source(id: sources[0].id, name: hostile, url: "https://www.example.org/" + hostile)
        source.kind = .feed
        var state = SourceState(nextPollAt: snapshot.startedAt)
        state.validators = Validators(url: source.url, etag: hostile, lastModified: hostile)
        state.move = Move(url: "https://elsewhere.example/" + hostile, count: 2, since: snapshot.startedAt)
        let poll = PollReport(
            at: snapshot.startedAt, milliseconds: 12, status: 503, bytes: 2048, articles: 0, errorType: .http5xx,
            nextAt: snapshot.startedAt + .hours(2), nextReason: .backoff)
        return SourceDetail(source, state, polls: [poll], articles: snapshot.newest, documents: [sources[0]])
    }

    static var snapshot: StatusSnapshot {
        let instant = Instant(year: 2026, month: 1, day: 11, hour: 10)
        guard let source = SourceID("aa-ar"), let id = ArticleID("0197a5e2-7c1f-7abc-9def-0123456789ab") else {
            preconditionFailure("literals")
        }
        return StatusSnapshot(
            version: "0.1.0", pid: 42, startedAt: instant, uptimeSeconds: 3600, sources: .init(active: 3, failing: 1, total: 4),
            polls: .init(total: 9, failed: 1, underway: 2), articles: .init(spooled: 7, revised: 1, duplicates: 3),
            spool: .init(directory: "/var/spool/<wirespool>", waiting: 5, freeBytes: 1 << 40, isPaused: true, reason: hostile),
            nextDue: [.init(source: source, at: instant, reason: .retryAfter)],
            failing: [.init(source: source, errorType: .http5xx, errorMessage: hostile, since: nil, nextAt: instant)],
            newest: [
                .init(
                    id: id, headline: hostile, source: source, event: .revised, version: 2, spooledAt: instant, language: "ar\"><b>",
                    direction: .rtl)
            ])
    }

    @Test func `commands are taken over the Unix socket alone`() async throws {
        let fixture = try await Fixture()
        let source = try #require(SourceID("aa-ar"))
        for command in [AdminCommand.poll(source, isForced: true), .poll(source, isForced: false), .pause(source), .resume(source)] {
            let answer = try await blocking { try AdminClient.post(command, socket: fixture.socket, timeoutSeconds: 600) }
            #expect(String(decoding: answer, as: UTF8.self) == "\(command)\n")
            let refused = try await fixture.answer(to: "POST \(command.path) HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
            #expect(refused.hasPrefix("HTTP/1.1 405 "))
        }
        await fixture.stop()
    }

    @Test func `what a command could not do is said with its status`() async throws {
        for (outcome, status) in [(AdminOutcome.unknown("none"), 404), (.refused("later"), 409), (.failed("broken"), 503)] {
            var responders = Fixture.responders()
            responders.control = { _ in outcome }
            let fixture = try await Fixture(responders)
            let source = try #require(SourceID("a"))
            let error = await #expect(throws: AdminClientError.self) {
                try await blocking { try AdminClient.post(.pause(source), socket: fixture.socket, timeoutSeconds: 600) }
            }
            #expect(error?.code == .status(status) && error?.body.isEmpty == false, "\(String(describing: error))")
            await fixture.stop()
        }
    }

    @Test func `the Unix socket answers what is asked`() async throws {
        let fixture = try await Fixture()
        #expect(try await get("/healthz", socket: fixture.socket) == Array("ok\n".utf8))
        #expect(try await get("/readyz", socket: fixture.socket) == Array("ready\n".utf8))
        #expect(try await get("/metrics", socket: fixture.socket) == Array("wirespool_polls_total 1\n".utf8))
        #expect(try await StatusSnapshot(json: get("/status", socket: fixture.socket)) == Self.snapshot)
        await fixture.stop()
    }

    @Test func `the status has the members of its description`() throws {
        let json = try #require(try JSONSerialization.jsonObject(with: Data(Self.snapshot.json())) as? [String: Any])
        #expect(
            json.keys.sorted() == [
                "activity", "articles", "failing", "newest", "next_due", "pid", "polls", "sources", "spool", "started_at", "uptime_seconds",
                "version",
            ])
        #expect((json["spool"] as? [String: Any])?.keys.sorted() == ["directory", "free_bytes", "is_paused", "reason", "waiting"])
        #expect(((json["failing"] as? [[String: Any]])?.first)?.keys.sorted() == ["error_message", "error_type", "next_at", "source"])
        #expect(
            ((json["newest"] as? [[String: Any]])?.first)?.keys.sorted() == [
                "direction", "event", "headline", "id", "language", "source", "spooled_at", "version",
            ])
    }

    @Test func `sources and articles are answered as JSON, and one source in depth`() async throws {
        let fixture = try await Fixture()
        func json(_ path: String) async throws -> Any {
            try JSONSerialization.jsonObject(with: Data(try await get(path, socket: fixture.socket)))
        }
        #expect((try await json("/sources") as? [[String: Any]])?.compactMap { $0["id"] as? String } == ["aa-ar", "quiet"])
        #expect((try await json("/sources?health=failing") as? [[String: Any]])?.compactMap { $0["health"] as? String } == ["failing"])
        #expect((try await json("/articles") as? [[String: Any]])?.first?["version"] as? Int == 2)
        let detail = try await json("/sources/aa-ar") as? [String: Any]
        #expect(((detail?["polls"] as? [[String: Any]])?.first)?["next_reason"] as? String == "backoff")
        #expect(detail?["etag"] as? String == Self.hostile)
        for path in ["/sources/none", "/sources/", "/sources/../status", "/?source=none", "/?source=%00"] {
            #expect(await failure(of: path, socket: fixture.socket)?.code == .status(404), "\(path)")
        }
        await fixture.stop()
    }

    @Test func `who is not ready says why`() async throws {
        let fixture = try await Fixture(Fixture.responders(readiness: ["the spool is full", "the ledger is locked"]))
        let error = await failure(of: "/readyz", socket: fixture.socket)
        #expect(error?.code == .status(503))
        #expect(error?.body == Array("the spool is full\nthe ledger is locked\n".utf8))
        #expect(try await get("/healthz", socket: fixture.socket) == Array("ok\n".utf8))
        await fixture.stop()
    }

    @Test(arguments: [
        ("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", 200), ("GET /healthz HTTP/1.1\r\nHost: evil.example\r\n\r\n", 421),
        ("GET /status HTTP/1.0\r\n\r\n", 421), ("POST /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc", 405),
        ("DELETE / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 405), ("GET /etc/passwd HTTP/1.1\r\nHost: [::1]\r\n\r\n", 404),
        ("GET /../status HTTP/1.1\r\nHost: localhost\r\n\r\n", 404), ("hello\r\n\r\n", 400),
    ])
    func `over TCP only requests for this machine are answered`(request: String, status: Int) async throws {
        let fixture = try await Fixture()
        let answer = try await fixture.answer(to: request)
        #expect(answer.hasPrefix("HTTP/1.1 \(status) "))
        #expect(answer.contains("\r\nConnection: close\r\n"))
        await fixture.stop()
    }

    @Test func `a client that has sent all it has still gets its answer`() async throws {
        let fixture = try await Fixture()
        #expect(try await fixture.answer(to: "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", halfClose: true).hasSuffix("\r\n\r\nok\n"))
        await fixture.stop()
    }

    @Test func `HEAD answers without a body`() async throws {
        let fixture = try await Fixture()
        let answer = try await fixture.answer(to: "HEAD /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(answer.contains("Content-Length: 3\r\n") && answer.hasSuffix("\r\n\r\n"))
        await fixture.stop()
    }

    @Test func `a header without end is refused, and the refusal arrives`() async throws {
        let fixture = try await Fixture()
        let answer = try await fixture.answer(to: "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + String(repeating: "a", count: 500_000))
        #expect(answer.hasPrefix("HTTP/1.1 431 "))
        #expect(try await get("/healthz", socket: fixture.socket) == Array("ok\n".utf8))
        await fixture.stop()
    }

    @Test func `clients that say nothing do not keep the others out`() async throws {
        let fixture = try await Fixture()
        let name = try #require(SocketName(unixPath: fixture.socket))
        let silent = (0..<(AdminServer.maximumConnections - 1)).map { _ in name.makeSocket(isBlocking: true) }
        for descriptor in silent { #expect(name.connect(descriptor) == 0) }
        #expect(try await get("/healthz", socket: fixture.socket) == Array("ok\n".utf8))
        for descriptor in silent { close(descriptor) }
        await fixture.stop()
    }

    @Test func `beyond the number of connections the new one is closed, and later ones are answered`() async throws {
        let fixture = try await Fixture()
        let name = try #require(SocketName(unixPath: fixture.socket))
        let silent = (0..<AdminServer.maximumConnections).map { _ in name.makeSocket(isBlocking: true) }
        for descriptor in silent { #expect(name.connect(descriptor) == 0) }
        #expect(await failure(of: "/healthz", socket: fixture.socket) != nil)
        for descriptor in silent { close(descriptor) }
        var answer: [UInt8] = []
        for _ in 0..<1000 where answer.isEmpty {
            answer = (try? await get("/healthz", socket: fixture.socket)) ?? []
        }
        #expect(answer == Array("ok\n".utf8))
        await fixture.stop()
    }

    @Test func `a crowd at the port keeps nobody from the Unix socket`() async throws {
        let fixture = try await Fixture()
        let name = try #require(SocketName(loopbackHost: "127.0.0.1", port: fixture.port))
        let silent = (0..<AdminServer.maximumConnections).map { _ in name.makeSocket(isBlocking: true) }
        for descriptor in silent { #expect(name.connect(descriptor) == 0) }
        #expect(try await fixture.answer(to: "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n") == "")
        #expect(try await get("/healthz", socket: fixture.socket) == Array("ok\n".utf8))
        for descriptor in silent { close(descriptor) }
        await fixture.stop()
    }

    @Test func `a long answer arrives whole`() async throws {
        let line = "wirespool_polls_total{source=\"a\"} 1\n"
        let long = String(repeating: line, count: 100_000)
        let fixture = try await Fixture(Fixture.responders(metrics: long))
        #expect(try await get("/metrics", socket: fixture.socket) == Array(long.utf8))
        await fixture.stop()
    }
}
