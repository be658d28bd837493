import Foundation
import Glibc
import LoopbackPublisher
import Testing

/// The real daemon, asked by those who mean it no good, and where it cannot be asked at all.
@Suite struct AdminPortTests {
    /// A daemon that polls one source every second, and its port.
    private struct Fixture {
        let place: Workplace
        let publisher: LoopbackPublisher
        let daemon: RunningDaemon
        let port: UInt16

        init() async throws {
            place = try Workplace()
            publisher = try LoopbackPublisher { .feed(Documents.rss([Documents.story(1)]), for: $0) }
            var configuration = DaemonConfiguration([.init(id: "quick", url: publisher.url("/quick"))])
            configuration.listeners = ["127.0.0.1:0"]
            daemon = try RunningDaemon(place, configuration)
            try await daemon.wait(forEvent: "admin.listening", count: 2)
            try await daemon.wait(forEvent: "poll.finished")
            let listener = place.log("admin.listening").compactMap { $0["admin.listener"]?.text }.first { $0.hasPrefix("127") }
            port = try #require(listener?.split(separator: ":").last.flatMap { UInt16($0) })
        }

        /// The daemon is the same, polls, and answers at both doors.
        func expectUnmoved(_ what: String) async throws {
            let polls = publisher.requests(to: "/quick").count
            try await daemon.wait(for: "polls beside \(what)") { publisher.requests(to: "/quick").count >= polls + 2 }
            #expect(try await place.run("status").status == 0, "\(what)")
            #expect(try await answers(within: Program.patience), "\(what)")
            #expect(place.log("daemon.ready").count == 1, "\(what)")
        }

        /// Whether the port answers, once it has let go of those before.
        func answers(within limit: Duration) async throws -> Bool {
            try await Program.holds(within: limit) {
                let client = try LoopbackClient(port: port)
                client.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8)
                return client.receive().hasSuffix("\r\n\r\nok\n")
            }
        }

        var openDescriptors: Int { (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(daemon.pid)/fd").count) ?? 0 }

        /// The most memory it ever held.
        var peakKiB: Int {
            let status =
                FileManager.default.contents(atPath: "/proc/\(daemon.pid)/status").map { String(decoding: $0, as: UTF8.self) } ?? ""
            let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
            return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
        }
    }

    @Test func `ten thousand connections are turned away, and the daemon is unmoved`() async throws {
        let fixture = try await Fixture()
        #expect(try await fixture.answers(within: Program.patience))
        let (descriptors, memory) = (fixture.openDescriptors, fixture.peakKiB)
        #expect(descriptors > 0 && memory > 0)
        // Two hundred of them at a time; the oldest goes for the newest.
        var open: [LoopbackClient?] = Array(repeating: nil, count: 200)
        for number in 0..<10_000 {
            let client = try LoopbackClient(port: fixture.port)
            // One says nothing, one begins, one asks for what costs most and does not listen.
            if number % 3 == 1 { client.send("GET / HT".utf8) }
            if number % 3 == 2 { client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8) }
            open[number % open.count] = client
            if number == 5_000 { #expect(try await fixture.place.run("status").status == 0) }
        }
        #expect(fixture.openDescriptors <= descriptors + 64 + 8)
        try await fixture.expectUnmoved("ten thousand connections")
        open = []
        #expect(try await Program.holds(within: Program.patience) { fixture.openDescriptors <= descriptors + 8 })
        #expect(fixture.peakKiB < memory + 64 << 10)
        #expect(try await fixture.daemon.terminate() == 0)
    }

    @Test func `strange requests get their refusal, and nothing else`() async throws {
        let fixture = try await Fixture()
        let host = "Host: localhost\r\n"
        let requests: [(what: String, bytes: [UInt8], answer: String)] = [
            ("a name of somebody else's", Array("GET / HTTP/1.1\r\nHost: wirespool.evil.example\r\n\r\n".utf8), "421"),
            ("no name", Array("GET / HTTP/1.1\r\n\r\n".utf8), "400"),
            ("two names", Array("GET / HTTP/1.1\r\n\(host)Host: evil.example\r\n\r\n".utf8), "400"),
            ("a command over TCP", Array("POST /sources/quick/pause HTTP/1.1\r\n\(host)Content-Length: 0\r\n\r\n".utf8), "405"),
            ("a method that nobody has", Array("BREW / HTTP/1.1\r\n\(host)\r\n".utf8), "405"),
            ("a huge line", Array(("GET /" + String(repeating: "a", count: 1 << 20)).utf8), "431"),
            ("a huge head", Array(("GET / HTTP/1.1\r\n" + String(repeating: "X: y\r\n", count: 200_000)).utf8), "431"),
            ("a huge body", Array("GET /healthz HTTP/1.1\r\n\(host)Content-Length: 99999999999999999999\r\n\r\n".utf8), "200"),
            ("a proxy's request", Array("GET http://localhost/ HTTP/1.1\r\n\(host)\r\n".utf8), "400"),
            ("a version to come", Array("GET / HTTP/3.0\r\n\(host)\r\n".utf8), "505"),
            ("HTTP/2", Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8), "505"),
            ("TLS", [0x16, 0x03, 0x01, 0x00, 0x04, 0x01, 0x00, 0x00, 0x0A, 0x0A, 0x0A], "400"),
            ("zeros", [UInt8](repeating: 0, count: 20_000), "431"),
            ("a folded line", Array("GET / HTTP/1.1\r\n\(host) folded\r\n\r\n".utf8), "400"),
            ("a way out", Array("GET /../../etc/passwd HTTP/1.1\r\n\(host)\r\n".utf8), "404"),
        ]
        for request in requests {
            let client = try LoopbackClient(port: fixture.port)
            client.send(request.bytes)
            let answer = client.receive()
            #expect(answer.hasPrefix("HTTP/1.1 \(request.answer) "), "\(request.what): \(answer.prefix(200))")
            #expect(answer.ranges(of: "HTTP/1.1 ").count == 1, "\(request.what)")
        }
        try await fixture.expectUnmoved("strange requests")
        #expect(fixture.place.log("source.paused").isEmpty)
        #expect(try await fixture.daemon.terminate() == 0)
    }

    @Test func `who is slow is let go, and keeps nobody waiting`() async throws {
        let fixture = try await Fixture()
        #expect(try await fixture.answers(within: Program.patience))
        let descriptors = fixture.openDescriptors
        let dripping = try LoopbackClient(port: fixture.port)
        let deaf = try LoopbackClient(port: fixture.port)
        deaf.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8)
        var head = Array("GET / HTTP/1.1\r\nHost: localhost\r\nX: ".utf8)[...]
        try await fixture.expectUnmoved("slow clients")
        // A byte at a time, for as long as somebody listens.
        try await fixture.daemon.wait(for: "the end of both") {
            dripping.send([head.popFirst() ?? UInt8(ascii: "a")])
            return dripping.isClosed && fixture.openDescriptors <= descriptors
        }
        #expect(deaf.receive().contains("wirespool_polls_total"))
        #expect(try await fixture.daemon.terminate() == 0)
    }

    @Test func `where the page cannot be served the daemon says why, and polls on`() async throws {
        let place = try Workplace()
        let publisher = try LoopbackPublisher { .feed(Documents.rss([Documents.story(1)]), for: $0) }
        // Something precious stands where the Unix socket belongs; of the ports one is the publisher's.
        try place.write("admin.sock", "precious")
        var configuration = DaemonConfiguration([.init(id: "quick", url: publisher.url("/quick"))])
        let taken = "127.0.0.1:\(publisher.port)"
        configuration.listeners = ["unix:\(place.directory)/none/admin.sock", taken, "127.0.0.1:0"]
        let daemon = try RunningDaemon(place, configuration)
        try await daemon.wait(forEvent: "admin.listening")
        try await daemon.wait(for: "polls") { publisher.requests(to: "/quick").count >= 3 }
        let failures = place.log("admin.failed")
        #expect(
            failures.compactMap { $0["admin.listener"]?.text } == [
                "unix:\(place.directory)/admin.sock", "unix:\(place.directory)/none/admin.sock", taken,
            ])
        let messages = failures.compactMap { $0["error.message"]?.text }
        for (message, advice) in zip(messages, ["remove it or name another path", "make the socket's directory", "name another port"]) {
            #expect(message.contains(advice))
        }
        #expect(try await daemon.terminate() == 0)
        #expect(try String(contentsOfFile: place.path("admin.sock"), encoding: .utf8) == "precious")
    }

    private static let activator = "/usr/bin/systemd-socket-activate"

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: activator), "systemd-socket-activate is not installed"))
    func `the first question starts a daemon whose socket the service manager holds`() async throws {
        let place = try Workplace()
        try place.configure(DaemonConfiguration())
        // It closes every descriptor that it inherits, by one of which Process learns of an end: timeout(1) keeps that open.
        let process = try Program.start(
            executable: "/usr/bin/timeout",
            [
                "600", Self.activator, "--listen=\(place.directory)/admin.sock", try Program.path(), "run", "--config",
                place.configurationFile,
            ],
            in: place.directory, output: place.path("stdout"), diagnostics: place.path("stderr"))
        let socket = place.path("admin.sock")
        #expect(try await Program.holds(within: Program.patience) { FileManager.default.fileExists(atPath: socket) })
        let status = try await place.run("status", "--json")
        #expect(status.status == 0, "\(status.diagnostics)")
        let pid = try #require(JSONValue(parsing: status.bytes)?["pid"]?.integer.flatMap { Int32(exactly: $0) })
        #expect(place.log("admin.listening").compactMap { $0["admin.listener"]?.text } == ["unix:\(socket)"])
        kill(pid, SIGTERM)
        #expect(try await Program.end(of: process, limit: Program.patience, what: "run, after SIGTERM") == 0)
        #expect(FileManager.default.fileExists(atPath: socket))
    }
}
