import Foundation
import LoopbackPublisher
import NewsModel
import Testing

/// The commands that work without a daemon, on documents of the tests' own.
@Suite struct CommandTests {
    private let place: Workplace

    init() throws { place = try Workplace() }

    @Test func `parse gives one line a document, in their order, whatever each is`() async throws {
        try place.write("a.xml", Documents.rss([Documents.story(1), Documents.story(2)]))
        try place.write("b.html", "<html><body>no feed</body></html>")
        try place.write("c.xml", Documents.atom([Documents.story(3)]))
        let outcome = try await place.run("parse", "a.xml", "b.html", "c.xml")
        #expect(outcome.status == 65)
        let lines = outcome.lines.compactMap { JSONValue(parsing: $0) }
        try #require(lines.count == 3)
        #expect(lines.map { $0["file"]?.text } == ["a.xml", "b.html", "c.xml"])
        #expect(lines[0]["format"]?.text == "rss20")
        #expect(lines[0]["encoding"]?.text?.lowercased() == "utf-8")
        #expect(lines[0]["feed"]?["title"]?.text == "Test")
        #expect(lines[0]["entries"]?.elements.map { $0["title"]?.text } == ["Numbered story 1", "Numbered story 2"])
        #expect(lines[0]["entries"]?.elements.map { $0["id"]?.text } == ["story-1", "story-2"])
        #expect(lines[1]["error"]?["type"]?.text == "not_a_feed")
        #expect(lines[2]["format"]?.text == "atom10")
    }

    @Test func `parse reads standard input, and what is gzipped as it is`() async throws {
        let feed = Array(Documents.rss([Documents.story(1)]).utf8)
        let outcome = try await place.run("parse", input: feed)
        #expect(outcome.status == 0, "\(outcome.diagnostics)")
        let line = try #require(outcome.lines.first.flatMap { JSONValue(parsing: $0) })
        #expect(line["entries"]?.elements.count == 1)
        // RFC 1952 around one stored block (RFC 1951 section 3.2.4); the checksum is that of the bytes.
        let length = UInt16(feed.count)
        let size = [UInt8(length & 255), UInt8(length >> 8)]
        let check = Self.crc32(feed)
        let tail = [check, UInt32(feed.count)].flatMap { value in (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * UInt32($0))) } }
        let gzip = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 1] + size + size.map { ~$0 } + feed + tail
        let packed = try await place.run("parse", input: gzip)
        #expect(packed.lines.first.flatMap { JSONValue(parsing: $0) }?["entries"] == line["entries"])
    }

    private static func crc32(_ bytes: [UInt8]) -> UInt32 {
        var crc: UInt32 = .max
        for byte in bytes {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        return ~crc
    }

    @Test(arguments: ["parse", "extract"])
    func `a manifest is answered line by line, in order`(command: String) async throws {
        try place.write("a.xml", Documents.rss([Documents.story(1)]))
        try place.write("a.html", "<html><body><article><h1>Head</h1><p>\(Documents.text(1))</p></article></body></html>")
        let good = command == "parse" ? "a.xml" : "a.html"
        let manifest = ["{\"file\":\"\(good)\",\"url\":\"http://feed.example/a\"}", "{\"file\":\"missing\"}", "{\"file\":\"\(good)\"}"]
        let outcome = try await place.run(command, "--manifest", "-", input: Array((manifest.joined(separator: "\n") + "\n").utf8))
        let lines = outcome.lines.compactMap { JSONValue(parsing: $0) }
        #expect(lines.map { $0["file"]?.text } == [good, "missing", good])
        #expect(lines.count == 3 && lines[1]["error"] != nil && lines[0]["error"] == nil)
    }

    @Test(arguments: ["check", "hash", "parse"])
    func `output that cannot be written is an error, and a reader that went away is none`(command: String) async throws {
        try place.configure(DaemonConfiguration())
        let file = try place.write("input", command == "hash" ? #"{"headline":"A"}"# : Documents.rss([Documents.story(1)]))
        let words = [command] + (command == "check" ? ["--config", place.configurationFile] : [file])
        let full = try Program.start(words, in: place.directory, output: "/dev/full", diagnostics: place.path("stderr"))
        #expect(try await Program.end(of: full, limit: Program.patience, what: "\(words)") == 74)
        let said = String(decoding: FileManager.default.contents(atPath: place.path("stderr")) ?? Data(), as: UTF8.self)
        #expect(said.contains("No space left on device"))

        let closed = Pipe()
        try closed.fileHandleForReading.close()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try Program.path())
        process.arguments = words
        process.standardOutput = closed
        process.standardError = FileHandle.nullDevice
        try process.run()
        #expect(try await Program.end(of: process, limit: Program.patience, what: "\(words)") == 0)
    }

    @Test func `check warns of a configuration without sources`() async throws {
        try place.configure(DaemonConfiguration())
        let outcome = try await place.run("check")
        #expect(outcome.status == 0 && outcome.output == "ok: 0 sources, 1 file\n")
        #expect(outcome.diagnostics.contains("no sources"))
    }

    @Test func `extract reads an agency's page without what surrounds it`() async throws {
        let start = Instant(year: 2026, month: 1, day: 5, hour: 10)
        let site = DemoSite(startedAt: start)
        func get(_ path: String) -> String {
            let host = HeaderField(name: "Host", value: "127.0.0.1:80")
            return String(decoding: site.response(to: .init(target: path, headers: [host], receivedAt: start)).body, as: UTF8.self)
        }
        let page = get("/anba-ar/x/x/7100000")
        try place.write("page.html", page)
        let outcome = try await place.run("extract", "page.html", "--url", "http://127.0.0.1/anba-ar/x/x/7100000")
        #expect(outcome.status == 0, "\(outcome.diagnostics)")
        let article = try #require(outcome.lines.first.flatMap { JSONValue(parsing: $0) })
        #expect(article["file"]?.text == "page.html")
        #expect(article["headline"]?.text == "افتتاح خط ترام جديد يربط الميناء بالجامعة في مدينة الفنار")
        #expect(article["byline"]?.text == "ليلى حمدان / الوكالة")
        #expect(article["located"]?.text == "Al Fanar")
        #expect(article["published_at"]?.text == "2026-01-05")
        #expect(article["direction"]?.text == "rtl")
        #expect(article["body_text"]?.text?.components(separatedBy: "\n\n").count == 5)
    }

    @Test func `hash gives an article's content hash, and the bytes that are hashed`() async throws {
        let publisher = try LoopbackPublisher { .feed(Documents.rss([Documents.story(1)]), for: $0) }
        try place.configure(DaemonConfiguration([.init(id: "feed", url: publisher.url("/feed"))]))
        try await place.pollAll()
        let article = try #require(try place.articles().first)
        let file = place.path("spool/new/" + article.name)
        let hash = try #require(article["content_hash"]?.text)
        let outcome = try await place.run("hash", file)
        #expect(outcome.status == 0 && outcome.output.contains(hash))
        let canonical = try await place.run("hash", "--canonical", file)
        #expect(canonical.bytes.starts(with: Array("wirespool.content/1".utf8)))
        #expect(ContentHash(hashing: canonical.bytes).description == hash)
    }

    @Test func `19: hash gives every documented vector`() async throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appendingPathComponent("Sources/NewsModel/NewsModel.docc/content-hash-vectors.jsonl")
        let vectors = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
        try place.write("articles", vectors.map { $0.replacing("\"text\":", with: "\"body_text\":") + "\n" }.joined())
        let outcome = try await place.run("hash", "articles")
        #expect(outcome.status == 0, "\(outcome.diagnostics)")
        #expect(outcome.lines == vectors.compactMap { JSONValue(parsing: $0)?["hash"]?.text })
    }

    @Test func `check tells every error with its place, and a good file is good`() async throws {
        let publisher = try LoopbackPublisher { _ in .status(404) }
        try place.configure(DaemonConfiguration([.init(id: "feed", url: publisher.url("/feed"))]))
        let good = try await place.run("check")
        #expect(good.status == 0, "\(good.diagnostics)")
        #expect(publisher.requests.isEmpty)
        let file = try place.write(
            "bad.yaml",
            """
            poling:
              interval: 1h
            sources:
              - id: a
                url: https://feed.example/x
              - id: a
                url: https://feed.example/y
              - id: b
                url: https://feed.example/x
                interval: soon
            """)
        let bad = try await place.run("check", "--config", file)
        #expect(bad.status == 78)
        let text = bad.output + bad.diagnostics
        for place in ["bad.yaml:1:1:", "bad.yaml:6:", "bad.yaml:9:", "bad.yaml:10:"] {
            #expect(text.contains(place), "\(place) in \(text)")
        }
        #expect(text.contains("polling"))
    }

    @Test func `try shows what a feed would yield and writes nothing`() async throws {
        let publisher = try LoopbackPublisher { request in
            request.path == "/feed" ? .feed(Documents.rss([Documents.story(1), Documents.story(2)]), for: request) : .status(404)
        }
        try place.configure(DaemonConfiguration())
        let outcome = try await place.run("try", publisher.url("/feed"))
        #expect(outcome.status == 0, "\(outcome.diagnostics)")
        #expect(outcome.output.contains("Numbered story 1") && outcome.output.contains("Numbered story 2"))
        #expect(!FileManager.default.fileExists(atPath: place.path("spool")))
        #expect(!FileManager.default.fileExists(atPath: place.path("ledger.db")))
        let missing = try await place.run("try", publisher.url("/none"))
        #expect(missing.status != 0)
        #expect(missing.diagnostics.contains("404"))
    }

    @Test func `a page in a feed's place names the feeds that it announces, to who tries it and in the log`() async throws {
        let page = """
            <html><head><title>The Gazette</title><link rel="alternate" type="application/rss+xml" href="/news/rss.xml"></head><body></body></html>
            """
        let publisher = try LoopbackPublisher { request in
            request.path == "/" ? .ok(page, type: "text/html; charset=utf-8") : .status(404)
        }
        try place.configure(DaemonConfiguration([.init(id: "gazette", url: publisher.url("/"))]))
        let tried = try await place.run("try", publisher.url("/"))
        #expect(tried.status == 0 && tried.output.contains("The Gazette"))
        #expect(tried.diagnostics.contains(publisher.url("/news/rss.xml")), "\(tried.diagnostics)")
        try await place.pollAll()
        let failed = try #require(place.log("poll.finished", source: "gazette").last)
        #expect(failed["error.type"]?.text == "not_a_feed")
        #expect(failed["error.message"]?.text?.contains(publisher.url("/news/rss.xml")) == true, "\(failed.text)")
    }

    @Test func `an article is claimed, finished and put back from a shell`() async throws {
        let publisher = try LoopbackPublisher { .feed(Documents.rss([Documents.story(1), Documents.story(2)]), for: $0) }
        try place.configure(DaemonConfiguration([.init(id: "feed", url: publisher.url("/feed"), keys: ["full_text: never"])]))
        try await place.pollAll()
        let names = try place.articles().map(\.name)
        try #require(names.count == 2)
        let list = try await place.run("spool", "list")
        #expect(list.status == 0 && names.allSatisfy { list.output.contains($0.dropLast(5)) })
        let verified = try await place.run("spool", "verify")
        #expect(verified.status == 0)

        let claimed = try await place.run("spool", "claim")
        #expect(claimed.status == 0, "\(claimed.diagnostics)")
        let first = try #require(try place.articles(in: "cur").first)
        #expect(first.name == names[0])
        #expect(claimed.output.contains(first.name.dropLast(5)))
        #expect(try await place.run("spool", "done", String(first.name.dropLast(5))).status == 0)
        #expect(try place.articles(in: "done").map(\.name) == [names[0]])

        #expect(try await place.run("spool", "claim").status == 0)
        #expect(try await place.run("spool", "release", String(names[1].dropLast(5))).status == 0)
        #expect(try place.articles().map(\.name) == [names[1]])
        #expect(try await place.run("spool", "claim").status == 0)
        #expect(try await place.run("spool", "fail", String(names[1].dropLast(5))).status == 0)
        #expect(try place.articles(in: "failed").map(\.name) == [names[1]])
        let none = try await place.run("spool", "claim")
        #expect(none.status == 75)
    }

    @Test(
        arguments: [
            (["--nonsense"], 64), (["parse", "missing.xml"], 66), (["check", "--config", "missing.yaml"], 78), (["status"], 69),
            (["run", "--all"], 64), (["parse", "--manifest", "-", "a.xml"], 64), (["extract", "--manifest", "-", "a.html"], 64),
            (["--help"], 0), (["--version"], 0),
        ])
    func `the exit status says what kind of failure it was`(arguments: [String], status: Int) async throws {
        try place.configure(DaemonConfiguration())
        let outcome = try await Program.run(
            arguments, in: place.directory, environment: ["WIRESPOOL_CONFIG": place.configurationFile])
        // A configuration that is not there is no input, and an error of the configuration.
        let accepted: [Int] = status == 78 ? [78, 66] : [status]
        #expect(accepted.contains(Int(outcome.status)), "\(arguments): \(outcome.status) \(outcome.diagnostics)")
        if status == 0 { #expect(!outcome.output.isEmpty) } else { #expect(!outcome.diagnostics.isEmpty || !outcome.output.isEmpty) }
    }
}
