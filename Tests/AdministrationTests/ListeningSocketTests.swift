import Foundation
import Glibc
import Testing

@testable import Administration

extension [Result<AdminListener, AdminServerError>] {
    fileprivate var failures: [AdminServerError.Code] {
        compactMap { if case .failure(let error) = $0 { error.code } else { nil } }
    }
}

@Suite struct ListeningSocketTests {
    static let responders = AdminServerTests.Fixture.responders()

    func withDirectory(_ body: (String) async throws -> Void) async throws {
        let path = FileManager.default.temporaryDirectory.path() + "/wsl-\(UInt32.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        try await body(path)
    }

    @Test func `the socket is for its group, and goes when the server stops`() async throws {
        try await withDirectory { directory in
            let server = AdminServer(listeners: [.unix(directory + "/s")], responders: Self.responders, connectionSeconds: 600)
            await server.start()
            var status = stat()
            #expect(lstat(directory + "/s", &status) == 0)
            #expect(status.st_mode & 0o777 == 0o660)
            await server.stop()
            #expect(access(directory + "/s", F_OK) != 0)
        }
    }

    @Test func `a socket that an earlier daemon left is replaced`() async throws {
        try await withDirectory { directory in
            let name = try #require(SocketName(unixPath: directory + "/s"))
            let left = name.makeSocket()
            #expect(name.bind(left) == 0)
            close(left)
            let server = AdminServer(listeners: [.unix(directory + "/s")], responders: Self.responders, connectionSeconds: 600)
            await server.start()
            let answer = try await get("/healthz", socket: directory + "/s")
            #expect(answer == Array("ok\n".utf8))
            await server.stop()
        }
    }

    @Test func `a socket that somebody answers on is left alone`() async throws {
        try await withDirectory { directory in
            let first = AdminServer(listeners: [.unix(directory + "/s")], responders: Self.responders, connectionSeconds: 600)
            await first.start()
            let second = AdminServer(listeners: [.unix(directory + "/s")], responders: Self.responders, connectionSeconds: 600)
            #expect(await second.start().failures == [.inUse])
            let answer = try await get("/healthz", socket: directory + "/s")
            #expect(answer == Array("ok\n".utf8))
            await first.stop()
        }
    }

    @Test func `what is not a socket is left alone`() async throws {
        try await withDirectory { directory in
            try "precious".write(toFile: directory + "/s", atomically: true, encoding: .utf8)
            let server = AdminServer(listeners: [.unix(directory + "/s")], responders: Self.responders, connectionSeconds: 600)
            #expect(await server.start().failures == [.notASocket])
            #expect(try String(contentsOfFile: directory + "/s", encoding: .utf8) == "precious")
        }
    }

    @Test func `a listener that cannot be had costs no other, and says what to do`() async throws {
        try await withDirectory { directory in
            let taken = try ListeningSocket(.tcp("127.0.0.1", 0))
            let listeners: [AdminListener] = [taken.listener, .tcp("192.0.2.1", 80), .unix(directory + "/none/s"), .unix(directory + "/s")]
            let server = AdminServer(listeners: listeners, responders: Self.responders, connectionSeconds: 600)
            let outcomes = await server.start()
            #expect(outcomes.failures == [.inUse, .address, .system])
            for (outcome, word) in zip(outcomes, ["name another port", "127.0.0.1", "make the socket's directory"]) {
                guard case .failure(let error) = outcome else { continue }
                #expect(error.message.contains(word))
            }
            let answer = try await get("/healthz", socket: directory + "/s")
            #expect(answer == Array("ok\n".utf8))
            await server.stop()
            close(taken.descriptor)
        }
    }

    @Test func `a socket that was passed takes the place of its listener, and its name stays`() async throws {
        try await withDirectory { directory in
            let passed = try ListeningSocket(.unix(directory + "/s"))
            let server = AdminServer(
                listeners: [.unix(directory + "/s"), .tcp("127.0.0.1", 0)], passed: [passed.descriptor], responders: Self.responders,
                connectionSeconds: 600)
            let outcomes = await server.start()
            #expect(outcomes.count == 2 && outcomes.failures.isEmpty && outcomes.first == .success(.unix(directory + "/s")))
            let answer = try await get("/healthz", socket: directory + "/s")
            #expect(answer == Array("ok\n".utf8))
            await server.stop()
            #expect(access(directory + "/s", F_OK) == 0)
        }
    }

    @Test func `of passed descriptors only listening sockets of a path or of loopback are served`() async throws {
        let loopback = try ListeningSocket(.tcp("127.0.0.1", 0))
        let other = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        let everywhere = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        // Bound by listen(2) itself, to every address.
        #expect(listen(everywhere, 1) == 0)
        let datagrams = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        let file = open("/dev/null", O_RDONLY)
        let descriptors = [other, everywhere, datagrams, file, 9_999, loopback.descriptor]
        let server = AdminServer(listeners: [], passed: descriptors, responders: Self.responders, connectionSeconds: 600)
        let outcomes = await server.start()
        #expect(outcomes.failures == Array(repeating: .address, count: 5) && outcomes.last == .success(loopback.listener))
        await server.stop()
        for descriptor in descriptors.prefix(4) { close(descriptor) }
    }

    @Test(arguments: ["0.0.0.0", "::", "192.0.2.1", "::ffff:127.0.0.1", "example.org", "", "127.1"])
    func `nothing but loopback is listened on`(host: String) {
        let error = #expect(throws: AdminServerError.self) { try ListeningSocket(.tcp(host, 0)) }
        #expect(error?.code == .address)
    }

    @Test func `a path that does not fit into a socket's name is refused`() {
        let error = #expect(throws: AdminServerError.self) { try ListeningSocket(.unix("/" + String(repeating: "a", count: 107))) }
        #expect(error?.code == .address)
    }

    @Test func `a client tells a daemon that is not there from one that may not be asked`() async throws {
        try await withDirectory { directory in
            var error = await failure(of: "/status", socket: directory + "/none")
            #expect(error?.code == .notRunning)
            let name = try #require(SocketName(unixPath: directory + "/left"))
            let left = name.makeSocket()
            #expect(name.bind(left) == 0)
            close(left)
            error = await failure(of: "/status", socket: directory + "/left")
            #expect(error?.code == .notRunning)
        }
    }

    @Test(arguments: [
        ("", AdminClientError.Code.malformed), ("nonsense\r\n\r\n", .malformed),
        ("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort", .malformed), ("HTTP/1.1 404 Not Found\r\n\r\n", .status(404)),
    ])
    func `a client takes no half answer for a whole one`(answer: String, code: AdminClientError.Code) async throws {
        try await withDirectory { directory in
            let listening = try ListeningSocket(.unix(directory + "/s"))
            _ = fcntl(listening.descriptor, F_SETFL, 0)
            async let served: Void = blocking {
                let descriptor = accept(listening.descriptor, nil, nil)
                var buffer = [UInt8](repeating: 0, count: 4096)
                _ = recv(descriptor, &buffer, buffer.count, 0)
                _ = send(descriptor, answer, answer.utf8.count, Int32(MSG_NOSIGNAL))
                close(descriptor)
            }
            let error = await failure(of: "/status", socket: directory + "/s")
            #expect(error?.code == code)
            try await served
            close(listening.descriptor)
        }
    }
}
