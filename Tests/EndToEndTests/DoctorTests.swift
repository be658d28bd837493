import Foundation
import LoopbackPublisher
import Testing

/// `wirespool doctor`, on places where all is well and on such where it is not.
@Suite struct DoctorTests {
    private let place: Workplace

    init() throws { place = try Workplace() }

    private func findings(_ arguments: String...) async throws -> (status: Int32, found: [String: JSONValue]) {
        let outcome = try await Program.run(
            ["doctor", "--json"] + arguments, in: place.directory, environment: ["WIRESPOOL_CONFIG": place.configurationFile])
        let lines = outcome.lines.compactMap { JSONValue(parsing: $0) }
        #expect(lines.count == outcome.lines.count, "\(outcome.output)")
        // The worst of each check stands first where there are several.
        return (outcome.status, Dictionary(lines.map { ($0["check"]?.text ?? "", $0) }, uniquingKeysWith: { first, _ in first }))
    }

    @Test func `where all is well it says so, asks a publisher once, and tells what would be polled`() async throws {
        let publisher = try LoopbackPublisher { .feed(Documents.rss([Documents.story(1)]), for: $0) }
        try place.configure(DaemonConfiguration([.init(id: "feed", url: publisher.url("/feed"), keys: ["full_text: never"])]))
        try await place.pollAll()
        let asked = publisher.requests.count
        let (status, found) = try await findings()
        #expect(status == 0)
        for check in ["configuration", "spool", "disk", "ledger", "names", "publisher", "plan", "secrets", "limits", "clock", "user"] {
            let outcome = try #require(found[check]?["outcome"]?.text, "\(check)")
            #expect(outcome != "failed", "\(found[check].map { "\($0)" } ?? "")")
        }
        #expect(found["publisher"]?["outcome"]?.text == "ok")
        #expect(found["plan"]?["message"]?.text?.contains("1 sources") == true)
        #expect(publisher.requests.count == asked + 1)
        #expect(publisher.requests.last?.path == "/robots.txt")
        #expect(found["daemon"]?["message"]?.text?.contains("not running") == true)
    }

    @Test func `what is missing is named with what to do`() async throws {
        var configuration = DaemonConfiguration([.init(id: "feed", url: "http://127.0.0.1:1/feed")])
        configuration.spoolDirectory = place.path("no/such")
        try place.configure(configuration)
        let (status, found) = try await findings()
        #expect(status == 65)
        #expect(found["spool"]?["outcome"]?.text == "failed")
        #expect(found["spool"]?["action"]?.text?.isEmpty == false)
        #expect(found["publisher"]?["outcome"]?.text == "failed")
        #expect(found["publisher"]?["message"]?.text?.contains("connect") == true)
    }

    @Test func `a spool that is too full, a damaged ledger and a secret that is not there are told`() async throws {
        var configuration = DaemonConfiguration([
            .init(id: "paid", url: "http://127.0.0.1:1/feed", keys: ["auth: {bearer: {token_file: \(place.path("no-token"))}}"])
        ])
        configuration.spool = ["min_free: 1000TiB"]
        try FileManager.default.createDirectory(atPath: place.path("spool"), withIntermediateDirectories: true)
        try place.configure(configuration)
        try place.write("ledger.db", String(repeating: "no database ", count: 1000))
        let (status, found) = try await findings("--offline")
        #expect(status == 65)
        #expect(found["disk"]?["outcome"]?.text == "failed")
        #expect(found["ledger"]?["outcome"]?.text == "failed")
        #expect(found["secrets"]?["outcome"]?.text != "ok")
        #expect(found["secrets"]?["message"]?.text?.contains("no-token") == true)
        #expect(found["publisher"] == nil && found["names"] == nil)
    }

    @Test func `a running daemon answers`() async throws {
        let publisher = try LoopbackPublisher { .feed(Documents.rss([Documents.story(1)]), for: $0) }
        let daemon = try RunningDaemon(place, DaemonConfiguration([.init(id: "feed", url: publisher.url("/feed"))]))
        try await daemon.wait(for: "the socket") { !place.log("daemon.ready").isEmpty }
        let (_, found) = try await findings("--offline")
        #expect(found["daemon"]?["outcome"]?.text == "ok", "\(found["daemon"].map { "\($0)" } ?? "")")
        #expect(try await daemon.terminate() == 0)
    }

    @Test func `the page's port is told: served, nobody's, or another program's`() async throws {
        let publisher = try LoopbackPublisher { .feed(Documents.rss([Documents.story(1)]), for: $0) }
        var configuration = DaemonConfiguration([.init(id: "feed", url: publisher.url("/feed"))])
        configuration.listeners = ["127.0.0.1:0"]
        let daemon = try RunningDaemon(place, configuration)
        try await daemon.wait(forEvent: "admin.listening", count: 2)
        let listener = try #require(place.log("admin.listening").last?["admin.listener"]?.text)
        func page(_ listener: String) async throws -> JSONValue? {
            configuration.listeners = [listener]
            try place.configure(configuration)
            return try await findings("--offline").found["page"]
        }
        let served = try await page(listener)
        #expect(served?["outcome"]?.text == "ok" && served?["message"]?.text == "is at http://\(listener)/")
        let taken = try await page("127.0.0.1:\(publisher.port)")
        #expect(taken?["outcome"]?.text == "failed" && taken?["message"]?.text?.contains("another program") == true)
        #expect(try await daemon.terminate() == 0)
        let nobodys = try await page(listener)
        #expect(nobodys?["outcome"]?.text == "warning" && nobodys?["message"]?.text?.contains("nobody listens") == true)
    }

    @Test func `a path that is no socket's is told as such, and one where nobody listens with what to do`() async throws {
        let file = try place.write("file", "")
        let wrong = try await place.run("status", "--socket", file)
        #expect(wrong.status == 69 && wrong.diagnostics.contains("\(file): not a socket"), "\(wrong.diagnostics)")
        let empty = try await place.run("status", "--socket", place.path("none"))
        #expect(empty.status == 69 && empty.diagnostics.contains("systemctl start wirespool"), "\(empty.diagnostics)")
    }

    @Test func `a configuration with errors is told with its places`() async throws {
        try place.write("wirespool.yaml", "spol: {}\nsources: [{id: a}]\n")
        let (status, found) = try await findings()
        #expect(status == 78)
        #expect(found["configuration"]?["message"]?.text?.contains("wirespool.yaml:1:1") == true)
    }
}
