import Foundation
import Glibc
import Testing

@testable import Administration

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
            try await server.start()
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
            try await server.start()
            #expect(try await get("/healthz", socket: directory + "/s") == Array("ok\n".utf8))
            await server.stop()
        }
    }

    @Test func `a socket that somebody answers on is left alone`() async throws {
        try await withDirectory { directory in
            let first = AdminServer(listeners: [.unix(directory + "/s")], responders: Self.responders, connectionSeconds: 600)
            try await first.start()
            let second = AdminServer(listeners: [.unix(directory + "/s")], responders: Self.responders, connectionSeconds: 600)
            let error = await #expect(throws: AdminServerError.self) { try await second.start() }
            #expect(error?.code == .inUse)
            #expect(try await get("/healthz", socket: directory + "/s") == Array("ok\n".utf8))
            await first.stop()
        }
    }

    @Test func `what is not a socket is left alone`() async throws {
        try await withDirectory { directory in
            try "precious".write(toFile: directory + "/s", atomically: true, encoding: .utf8)
            let server = AdminServer(listeners: [.unix(directory + "/s")], responders: Self.responders, connectionSeconds: 600)
            let error = await #expect(throws: AdminServerError.self) { try await server.start() }
            #expect(error?.code == .notASocket)
            #expect(try String(contentsOfFile: directory + "/s", encoding: .utf8) == "precious")
        }
    }

    @Test func `a server that cannot have one listener takes none`() async throws {
        try await withDirectory { directory in
            let server = AdminServer(
                listeners: [.unix(directory + "/s"), .tcp("192.0.2.1", 80)], responders: Self.responders, connectionSeconds: 600)
            let error = await #expect(throws: AdminServerError.self) { try await server.start() }
            #expect(error?.code == .address)
            #expect(access(directory + "/s", F_OK) != 0)
        }
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
