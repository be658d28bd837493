import ConfigurationReading
import NewsModel
import SourceListing
import Testing

@Suite struct SourceLineReaderTests {
    func reader() throws -> SourceLineReader {
        SourceLineReader(
            try ConfigurationReader.read(text: "polling: {interval: 2h}\nsources: []\n", file: "/x/wirespool.yaml"), file: "list")
    }

    @Test(arguments: [
        (nil, "https://www.example.org/feed", "example.org"), ("Example News", "https://x.example/", "example-news"),
        ("وكالة الأناضول", "https://www.aa.com.tr/ar/rss", "aa.com.tr"), (nil, "https://[::1]/feed", "1"),
        ("A — B", "https://x.example/", "a-b"),
    ])
    func `an identifier is made of the name, or of the host`(name: String?, url: String, id: String) throws {
        var reader = try reader()
        let source = try reader.source(SourceLine(line: 1, name: name, url: url))
        #expect(source.id.rawValue == id)
        #expect(source.polling.interval == .hours(2))
    }

    @Test(arguments: [
        (SourceLine(line: 3, url: "nope"), "list:3:1: url: "),
        (SourceLine(line: 4, id: "A B", url: "https://a.example/"), "list:4:1: id: "),
        (SourceLine(line: 5, url: "https://a.example/", settings: #"{"intervall":"1h"}"#), "list:5:1: unknown key 'intervall'"),
        (SourceLine(line: 6, url: "https://a.example/", settings: #"{"formerly":"b"}"#), "list:6:1: formerly: cannot stand here"),
        (SourceLine(line: 7, url: "https://u:secret@a.example/"), "list:7:1: url: a password"),
    ])
    func `what is wrong is told at the line`(line: SourceLine, message: String) throws {
        var reader = try reader()
        let errors = #expect(throws: ConfigurationErrors.self) { try reader.source(line) }
        #expect(errors?.description.hasPrefix(message) == true, "\(errors?.description ?? "")")
        #expect(errors?.description.contains("secret") == false || line.line == 7)
    }

    @Test func `what a source says otherwise than the configuration is written so that it is read again`() throws {
        let text = """
            polling: {interval: 2h}
            sources:
              - id: a
                url: https://a.example/
                language: ar
                interval: 90m
                jitter: 20%
                max_body: 2MiB
                backfill: all
                full_text: never
                subjects: [x, y]
                keep: {url: ["/news/"]}
                headers: {Accept-Language: ar}
                auth: {basic: {username: u, password_file: /etc/p}}
                enabled: false
            """
        let configuration = try ConfigurationReader.read(text: text, file: "/x/wirespool.yaml")
        let source = configuration.sources[0]
        var reader = SourceLineReader(configuration, file: "list")
        let again = try reader.source(
            SourceLine(line: 1, id: "a", url: source.url, settings: configuration.settings(of: source)))
        #expect(again == source)
        #expect(configuration.settings(of: Source(id: source.id, url: "x", polling: configuration.polling.policy)) == "")
    }
}
