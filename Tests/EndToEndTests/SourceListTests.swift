import Foundation
import GRDB
import LoopbackPublisher
import Testing

/// Lists of sources in and out of the program.
@Suite struct SourceListTests {
    private let place: Workplace

    init() throws { place = try Workplace() }

    @Test func `sources of an OPML file are polled beside the configured ones, and their folders are their articles' subjects`()
        async throws
    {
        let publisher = try LoopbackPublisher { .feed(Documents.rss([Documents.story($0.path == "/a" ? 1 : 2)]), for: $0) }
        try place.configure(DaemonConfiguration([.init(id: "configured", url: publisher.url("/a"), keys: ["full_text: never"])]))
        try place.write(
            "list.opml",
            """
            <opml version="2.0"><body><outline text="World"><outline text="Imported one" xmlUrl="\(publisher.url("/b"))"/></outline>
            <outline text="Known" xmlUrl="\(publisher.url("/a#x"))"/><outline text="Bad" xmlUrl="ftp://a.example/"/></body></opml>
            """)
        let imported = try await place.run("sources", "import", "list.opml")
        #expect(
            imported.status == 65 && imported.output == "1 added, 0 changed, 0 unchanged, 1 duplicates, 1 unreadable\n",
            "\(imported.diagnostics)")
        #expect(imported.diagnostics.contains("list.opml:2: the configured source configured has the address"))
        #expect(imported.diagnostics.contains("list.opml:2:1: url:"))
        try await place.pollAll()
        let articles = try place.articles()
        #expect(Set(articles.map(\.source)) == ["configured", "imported-one"])
        let subjects = articles.first { $0.source == "imported-one" }?["subjects"]?.elements.compactMap { $0["name"]?.text }
        #expect(subjects?.contains("World") == true)
        let list = try await place.run("sources", "list")
        #expect(list.output.contains("imported-one") && list.output.contains("(imported)"))
        let again = try await place.run("sources", "import", "list.opml")
        #expect(again.output.hasPrefix("0 added, 0 changed, 1 unchanged"))
    }

    @Test(arguments: ["opml", "csv", "ndjson"])
    func `what is exported is imported elsewhere, and exported again as it was`(format: String) async throws {
        let keys = ["language: ar", "subjects: [x, \"y, z\"]", "interval: 2h", "max_interval: 4h", "headers: {X-A: \"b, \\\"c\\\"\"}"]
        try place.configure(
            DaemonConfiguration([
                .init(id: "a", url: "https://a.example/?x=1&y=2", name: "A & <b>", keys: keys), .init(id: "b", url: "https://b.example/"),
            ]))
        try place.write("more.csv", "url,name,enabled\nhttps://c.example/,وكالة,false\n")
        #expect(try await place.run("sources", "import", "more.csv").status == 0)
        let exported = try await place.run("sources", "export", "--format", format)
        #expect(exported.status == 0)

        let other = try Workplace()
        try other.configure(DaemonConfiguration())
        try other.write("list", exported.output)
        let imported = try await other.run("sources", "import", "list")
        #expect(imported.status == 0 && imported.output.hasPrefix("3 added"), "\(imported.output) \(imported.diagnostics)")
        let again = try await other.run("sources", "export", "--format", format)
        #expect(Set(again.output.split(separator: "\n")) == Set(exported.output.split(separator: "\n")))
    }

    @Test func `a ledger of an earlier version is told as one, and checked as any other`() async throws {
        try place.configure(DaemonConfiguration([.init(id: "a", url: "http://127.0.0.1:9/")]))
        try place.write("one.csv", "url\nhttps://c.example/\n")
        #expect(try await place.run("sources", "import", "one.csv").status == 0)
        let queue = try DatabaseQueue(path: place.path("ledger.db"))
        try await queue.write { db in
            try db.execute(sql: "ALTER TABLE source DROP COLUMN decided_at; ALTER TABLE page DROP COLUMN decided_at")
            try db.execute(sql: "DELETE FROM grdb_migrations WHERE identifier = (SELECT MAX(identifier) FROM grdb_migrations)")
        }
        try queue.close()
        for result in [try await place.run("sources", "list"), try await place.run("sources", "show", "a")] {
            #expect(result.status == 75 && result.diagnostics.contains("earlier version"), "\(result.diagnostics)")
            #expect(result.diagnostics.contains("start the daemon"))
        }
        #expect(try await place.run("ledger", "check").status == 0)
        try await place.pollAll()
        #expect(try await place.run("sources", "list").output.contains("imported"))
    }

    @Test func `a list that is none changes nothing and says what it should be`() async throws {
        try place.configure(DaemonConfiguration())
        for (text, said) in [
            ("hello\n", "neither OPML nor CSV nor NDJSON"), ("url,intervall\nhttps://a.example/,1h\n", "column 'intervall'"),
            ("<rss/>", "no OPML"),
        ] {
            try place.write("list", text)
            let outcome = try await place.run("sources", "import", "list")
            #expect(outcome.status == 65 && outcome.diagnostics.contains(said), "\(outcome.diagnostics)")
        }
        #expect(try await place.run("sources", "import", "missing").status == 66)
        #expect(try await place.run("sources", "list", "--imported", "--json").output.isEmpty)
    }
}
