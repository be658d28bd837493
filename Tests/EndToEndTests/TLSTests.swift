import Fetching
import Foundation
import NewsModel
import Testing

/// Sources whose origin has an authority of its own, or asks for a client's certificate.
@Suite(.serialized, .enabled(if: TLSPublisher.isPossible, "openssl or python3 is not installed"))
struct TLSTests {
    private let place: Workplace
    private let server: String
    private let client: String

    init() throws {
        place = try Workplace()
        server = try TLSPublisher.makeCertificate("server", in: place)
        client = try TLSPublisher.makeCertificate("client", in: place)
    }

    private func poll(_ url: String, _ tls: String?) async throws -> LogLine {
        try place.configure(
            DaemonConfiguration([.init(id: "feed", url: url, keys: ["full_text: never"] + (tls.map { ["tls: {\($0)}"] } ?? []))]))
        try await place.pollAll()
        return try #require(place.log("poll.finished", source: "feed").last)
    }

    @Test func `an authority of the source's own is accepted, and without it nothing is`() async throws {
        let publisher = try await TLSPublisher(place, certificate: server)
        let refused = try await poll(publisher.url("/feed"), nil)
        #expect(refused["error.type"]?.text == "tls")
        #expect(refused["error.message"]?.text?.contains("tls.ca_file") == true)
        let other = try await poll(publisher.url("/feed"), "ca_file: client.cert")
        #expect(other["error.type"]?.text == "tls")
        #expect(publisher.requests.isEmpty)
        let accepted = try await poll(publisher.url("/feed"), "ca_file: server.cert")
        #expect(accepted["error.type"] == nil, "\(accepted.text)")
        #expect(publisher.requests.map(\.path) == ["/feed"])
    }

    @Test func `a certificate is presented to whoever asks for it, with its key beside it or in the same file`() async throws {
        let publisher = try await TLSPublisher(place, certificate: server, clients: place.path("client.cert"))
        let refused = try await poll(publisher.url("/feed"), "ca_file: server.cert")
        #expect(refused["error.type"]?.text == "tls", "\(refused.text)")
        #expect(refused["error.message"]?.text?.contains("tls.certificate_file") == true, "\(refused.text)")
        #expect(publisher.requests.isEmpty)
        for keys in ["certificate_file: client.pem", "certificate_file: client.cert, key_file: client.key"] {
            let accepted = try await poll(publisher.url("/feed"), "ca_file: server.cert, \(keys)")
            #expect(accepted["error.type"] == nil, "\(accepted.text)")
        }
        #expect(publisher.requests.map(\.client) == ["client", "client"])
        let mixed = try await poll(publisher.url("/feed"), "ca_file: server.cert, certificate_file: client.cert, key_file: server.key")
        #expect(mixed["error.type"]?.text == "tls")
        #expect(mixed["error.message"]?.text?.contains("tls.key_file") == true, "\(mixed.text)")
    }

    @Test func `neither authority nor certificate goes along to another origin`() async throws {
        let elsewhere = try await TLSPublisher(place, certificate: server, clients: place.path("client.cert"))
        let publisher = try await TLSPublisher(place, certificate: server, target: elsewhere.url("/feed"))
        let line = try await poll(publisher.url("/away"), "ca_file: server.cert, certificate_file: client.pem")
        #expect(line["error.type"]?.text == "tls", "\(line.text)")
        #expect(publisher.requests.map(\.path) == ["/away"])
        #expect(elsewhere.requests.isEmpty)
    }

    @Test func `the robots file of the source's origin is asked for in the same way`() async throws {
        let publisher = try await TLSPublisher(place, certificate: server, clients: place.path("client.cert"))
        try place.configure(
            DaemonConfiguration([
                .init(
                    id: "page", url: publisher.url("/front"),
                    keys: ["kind: page", "tls: {ca_file: server.cert, certificate_file: client.pem}"])
            ]))
        try await place.pollAll()
        #expect(publisher.requests.prefix(2).map(\.path) == ["/robots.txt", "/front"])
        #expect(publisher.requests.allSatisfy { $0.client == "client" })
    }

    /// Either of them is polled first.
    @Test(arguments: [("a", "b"), ("b", "a")])
    func `a source without the authority leaves the robots file readable for one that has it`(stranger: String, own: String) async throws {
        let publisher = try await TLSPublisher(place, certificate: server)
        try place.configure(
            DaemonConfiguration([
                .init(id: stranger, url: publisher.url("/stranger"), keys: ["kind: page"]),
                .init(id: own, url: publisher.url("/own"), keys: ["kind: page", "tls: {ca_file: server.cert}"]),
            ]))
        try await place.pollAll()
        #expect(publisher.requests.map(\.path) == ["/robots.txt", "/own"])
        let refused = try #require(place.log("poll.finished", source: stranger).last)
        #expect(refused["error.type"]?.text == "robots", "\(refused.text)")
    }

    @Test(arguments: ["feed", "page"])
    func `two sources of one origin present each its own certificate`(kind: String) async throws {
        _ = try TLSPublisher.makeCertificate("other", in: place)
        let both = try ["client.cert", "other.cert"].map { try String(contentsOfFile: place.path($0), encoding: .utf8) }
        let publisher = try await TLSPublisher(place, certificate: server, clients: try place.write("clients.pem", both.joined()))
        try place.configure(
            DaemonConfiguration(
                ["client", "other"].map { name in
                    .init(
                        id: name, url: publisher.url("/\(name)"),
                        keys: ["kind: \(kind)", "full_text: never", "tls: {ca_file: server.cert, certificate_file: \(name).pem}"])
                }))
        for _ in 0..<2 { try await place.pollAll() }
        for name in ["client", "other"] {
            let asked = publisher.requests.filter { $0.client == name }.map(\.path)
            let once = kind == "page" ? ["/robots.txt", "/\(name)"] : ["/\(name)"]
            #expect(asked == once + once)
        }
        let connections = Dictionary(grouping: publisher.requests, by: \.connection)
        #expect(connections.values.allSatisfy { Set($0.map(\.client)).count == 1 })
    }

    @Test func `a connection is used again for the same files alone`() async throws {
        let publisher = try await TLSPublisher(place, certificate: server)
        let fetcher = try Fetcher(FetcherConfiguration(allowedAddresses: [#require(AddressBlock("127.0.0.0/8"))]))
        func fetch(_ tls: SourceTLS?) async -> Result<FetchResponse, FetchError> {
            let request = FetchRequest(url: publisher.url("/feed"), tls: tls)
            return await withCheckedContinuation { done in fetcher.fetch(request) { done.resume(returning: $0) } }
        }
        let plain = SourceTLS(authoritiesFile: place.path("server.cert"))
        let named = SourceTLS(authoritiesFile: place.path("server.cert"), certificateFile: client)
        for tls in [plain, plain, named, named] { _ = try await fetch(tls).get() }
        let connections = publisher.requests.map(\.connection)
        try #require(connections.count == 4)
        #expect(connections[0] == connections[1] && connections[2] == connections[3])
        #expect(connections[1] != connections[2])
        for tls in [nil, SourceTLS(certificateFile: client), SourceTLS(authoritiesFile: client)] {
            guard case .failure(let error) = await fetch(tls) else {
                Issue.record("a connection of other files was used again")
                continue
            }
            #expect(error.type == .tls)
        }
        #expect(publisher.requests.count == 4)
        await withCheckedContinuation { done in fetcher.shutdown { done.resume() } }
    }

    @Test func `check and doctor name the place of a file that cannot be used`() async throws {
        try place.configure(
            DaemonConfiguration([.init(id: "feed", url: "https://127.0.0.1:1/feed", keys: ["tls: {ca_file: nowhere.pem}"])]))
        for command in ["check", "doctor"] {
            let outcome = try await place.run(command)
            #expect(outcome.status == 78)
            #expect(
                outcome.output.contains("nowhere.pem: no such file or directory") && outcome.output.contains("wirespool.yaml:"),
                "\(outcome.output)")
        }
    }
}
