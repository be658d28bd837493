import SourceListing
import Testing

@Suite struct SourceListReaderTests {
    func items(_ text: String) -> [SourceListItem] { SourceListReader.items(in: Array(text.utf8)) }

    @Test(
        arguments: [
            ("\u{FEFF}  <?xml version=\"1.0\"?>", SourceListFormat.opml), ("{\"url\":", .ndjson), ("id;name;url\n", .csv),
            ("xmlUrl\tTitle\n", .csv),
            ("https://a.example/\n", .csv), ("\"https://a.example/\",\"A\"\n", .csv), ("url", .csv), ("", nil), ("[{\"url\":1}]", nil),
            ("some words", nil), ("name,address\n", nil), ("\u{0}url", nil),
        ])
    func `the format is told by how the list begins`(head: String, format: SourceListFormat?) {
        #expect(SourceListFormat.detected(in: head.utf8) == format)
    }

    @Test func `cells are read as RFC 4180 has them, over several lines as well`() {
        let text =
            "id,name,url,subjects,enabled,redirects,settings\r\n"
            + "a,\"A, \"\"B\"\"\",https://a.example/,x|y,FALSE,3,\"{\"\"agency\"\":\"\"Z\"\"}\"\r\n" + "\r\n"
            + "b,\"two\r\nlines\",https://b.example/,\"[\"\"p|q\"\"]\",,,\r\n"
        #expect(
            items(text) == [
                .source(
                    SourceLine(
                        line: 2, id: "a", name: "A, \"B\"", url: "https://a.example/",
                        settings: #"{"agency":"Z","enabled":false,"redirects":3,"subjects":["x","y"]}"#)),
                .source(SourceLine(line: 4, id: "b", name: "two lines", url: "https://b.example/", settings: #"{"subjects":["p|q"]}"#)),
            ])
    }

    @Test(arguments: ["url;name\nhttps://a.example/;A", "Feed URL\tTitle\nhttps://a.example/\tA", "name,url\nA,https://a.example/\n"])
    func `columns have the separator and the order of the first line`(text: String) {
        #expect(items(text) == [.source(SourceLine(line: 2, name: "A", url: "https://a.example/"))])
    }

    @Test func `addresses alone are a list`() {
        #expect(
            items("https://a.example/\nhttps://b.example/\n") == [
                .source(SourceLine(line: 1, url: "https://a.example/")), .source(SourceLine(line: 2, url: "https://b.example/")),
            ])
    }

    @Test func `what cannot be read is told at its line, and costs its neighbours nothing`() {
        let text = "url,name\nhttps://a.example/,\"A\n,B\nhttps://c.example/,C,x\nhttps://d.example/,\"D\" d\nhttps://e.example/,E\n"
        let found = items(text)
        #expect(found.contains(.source(SourceLine(line: 6, name: "E", url: "https://e.example/"))))
        let lines = found.compactMap { if case .problem(let line, _) = $0 { line } else { nil } }
        #expect(lines == [2, 3, 4, 5])
        #expect(
            SourceListReader.items(in: Array("url\n".utf8) + [0xFF, 0x0A]) == [.problem(line: 2, "not UTF-8 (save the list as UTF-8)")])
    }

    @Test func `a quote that is never closed takes no list with it`() {
        let text = "url,name\nhttps://a.example/,\"A\n" + (1...500).map { "https://b.example/\($0),B\n" }.joined()
        let sources = items(text).count { if case .source = $0 { true } else { false } }
        #expect(sources == 500)
    }

    @Test func `a line of NDJSON is an object with an address`() {
        let text =
            "{\"url\":\" https://a.example/ \",\"name\":null,\"interval\":\"2h\",\"health\":\"ok\"}\n\n[1]\n{\"name\":\"x\"}\n{\"url\":\"x\",\"id\":1}\n{\n{\"url\":\" \"}\n{\"url\":\"feed:FEED:https://b.example/\"}\n"
        let found = items(text)
        #expect(found.first == .source(SourceLine(line: 1, url: "https://a.example/", settings: #"{"interval":"2h"}"#)))
        #expect(found.dropFirst().map { if case .problem(let line, _) = $0 { line } else { 0 } } == [3, 4, 5, 6, 7, 0])
        #expect(found.last == .source(SourceLine(line: 8, url: "https://b.example/")))
    }

    @Test(arguments: SourceListFormat.allCases)
    func `what is written is read again`(format: SourceListFormat) {
        let sources = [
            SourceLine(id: "a", name: "A & \"B\", <c>; d", url: "https://a.example/?x=1&y='2'"),
            SourceLine(id: "b", url: "https://b.example/"),
            SourceLine(
                id: "c", name: "وكالة الأناضول", url: "https://c.example/",
                settings:
                    #"{"auth":{"basic":{"password_file":"/etc/p","username":"u"}},"enabled":false,"headers":{"A":"b\"c"},"interval":"90m","keep":{"url":["/a|b/","<x>"]},"language":"ar","redirects":3,"subjects":["x, y","z/w"]}"#
            ),
            SourceLine(
                id: "f", name: "\"\u{300}\" &\u{301}<\u{302}", url: "https://f.example/\u{303}", settings: #"{"agency":"\#u{300}a"}"#),
            SourceLine(id: "d", name: "D", url: "https://d.example/", settings: #"{"subjects":["x","y z"]}"#),
            SourceLine(id: "e", name: "E", url: "https://e.example/", settings: #"{"agency":"{x","subjects":["a|b"]}"#),
        ]
        let writer = SourceListWriter(format)
        let text = writer.start + sources.map(writer.text).joined() + writer.end
        #expect(SourceListFormat.detected(in: text.utf8) == format)
        let read = items(text).map { item -> SourceLine? in
            guard case .source(var source) = item else { return nil }
            source.line = 0
            return source
        }
        #expect(read == sources)
    }
}
