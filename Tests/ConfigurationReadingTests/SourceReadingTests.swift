import NewsModel
import Testing

@testable import ConfigurationReading

@Suite struct SourceReadingTests {
    private func source(_ keys: String) throws -> Source {
        try #require(reading("sources: [{id: a, url: 'https://a.example/', \(keys)}]").sources.first)
    }

    @Test func `every key of a source is read`() throws {
        let configuration = try reading(
            """
            polling: {interval: 2h, timeout: 20s}
            articles: {full_text: always}
            sources:
              - id: aa-ar
                name: وكالة الأناضول
                url: https://u:${credential:p}@a.example/rss?key=${credential:k}
                kind: feed
                language: ar
                timezone: Europe/Istanbul
                agency: AA
                subjects: [سياسة, "no"]
                headers: {Accept-Language: ar, X-Api-Key: "${credential:api}"}
                auth: {basic: {username: me, password_file: "${credential:pw}"}}
                tls: {ca_file: ca.pem, certificate_file: "${credential:cert}", key_file: /k/key.pem}
                proxy: ""
                keep: {url: "/news/"}
                drop: {headline: ["^a", "(?i)b"], subject: c}
                extract: {headline: "//h1", body_html: "//div[@id='x']"}
                formerly: old
                enabled: false
                interval: 30m
                max_body: 1MiB
                full_text_wait: 1m
                backfill: all
            """)
        var expected = Source(
            id: try #require(SourceID("aa-ar")), name: "وكالة الأناضول", url: "https://u:${credential:p}@a.example/rss?key=${credential:k}",
            kind: .feed)
        expected.polling.interval = .minutes(30)
        expected.polling.timeout = .seconds(20)
        expected.polling.maximumBodyBytes = 1 << 20
        expected.articles.fullText = .always
        expected.articles.fullTextWait = .minutes(1)
        expected.articles.backfill = .all
        expected.language = "ar"
        expected.timezone = "Europe/Istanbul"
        expected.agency = "AA"
        expected.subjects = ["سياسة", "no"]
        expected.headers = [HeaderField(name: "Accept-Language", value: "ar"), HeaderField(name: "X-Api-Key", value: "${credential:api}")]
        expected.authentication = .basic(username: "me", passwordFile: "${credential:pw}")
        expected.tls = SourceTLS(
            authoritiesFile: "/etc/wirespool/ca.pem", certificateFile: "${credential:cert}", keyFile: "/k/key.pem")
        expected.proxy = ""
        expected.keep = [EntryPattern(property: .url, pattern: "/news/")]
        expected.drop = [
            EntryPattern(property: .headline, pattern: "^a"), EntryPattern(property: .headline, pattern: "(?i)b"),
            EntryPattern(property: .subject, pattern: "c"),
        ]
        expected.extract = ["headline": "//h1", "body_html": "//div[@id='x']"]
        expected.formerly = SourceID("old")
        expected.isEnabled = false
        #expect(configuration.sources == [expected])
    }

    @Test func `a source with nothing else has the defaults`() throws {
        #expect(try source("") == Source(id: #require(SourceID("a")), url: "https://a.example/"))
    }

    @Test func `a source's contact stands in its user agent unless it has one`() throws {
        #expect(try source("contact: me@a.example").polling.userAgent == "wirespool (+me@a.example)")
        #expect(try source("contact: me@a.example, user_agent: X/1").polling.userAgent == "X/1")
    }

    @Test(arguments: [
        ("kind: has", "kind: 'has' is not available in this version, which polls feeds, sitemaps and pages"),
        ("links: //a", "links: is for kind: page"),
        ("transfers: 1", "unknown key 'transfers' in a source"), ("language: pt_BR", "language: 'pt_BR' is not a language tag of BCP 47"),
        ("timezone: istanbul", "timezone: 'istanbul' is not an IANA time zone"),
        ("timezone: '+03:00'", "timezone: '+03:00' is not an IANA time zone"),
        ("timezone: EST", "timezone: 'EST' is not an IANA time zone"),
        ("timezone: ../../etc/passwd", "timezone: '../../etc/passwd' is not an IANA time zone"),
        ("enabled: yes", "enabled: 'yes' is neither true nor false"), ("subjects: x", "subjects: must be a list, and is a single value"),
        ("keep: {headline: '(('}", "headline: '((' is not a regular expression"), ("keep: {title: x}", "unknown key 'title' in keep"),
        ("extract: {title: x}", "unknown key 'title' in extract"),
        ("formerly: A", "formerly: 'A' is not an id: a–z, 0–9, '.', '_' and '-', a letter or digit first, 64 at most"),
        ("formerly: a", "formerly: a still is a source, at w.yaml:1:16"),
        ("headers: [a]", "headers: must hold names and values, and is a list"),
        ("headers: {User-Agent: x}", "header User-Agent is the program's own"), ("headers: {A: 1, a: 2}", "header a is given twice"),
        ("headers: {'A:': 1}", "not the name of a header field"),
        ("headers: {A: \"x\\r\\nB: y\"}", "A: must be one line without control characters"),
        ("auth: {}", "auth: names neither basic nor bearer"), ("auth: {basic: {username: x}}", "basic: has no password_file"),
        ("auth: {basic: {username: 'a:b', password_file: f}}", "username: cannot hold a colon"),
        ("tls: x", "tls must hold keys, and is a single value"), ("tls: {}", "tls: names no file"),
        ("tls: {key_file: k}", "key_file: is given without certificate_file"),
        ("tls: {ca_file: f, verify: 'no'}", "unknown key 'verify' in tls"),
        ("tls: {ca_file: '${credential:x}'}", "ca_file: a path cannot hold ${…}"),
        ("tls: {certificate_file: 'a${credential:x}'}", "certificate_file: neither a path nor a credential"),
        ("interval: 1m", "interval 1m is below min_interval 15m"), ("max_body: 512MiB", "max_body is above polling.bodies_in_memory"),
    ])
    func `a wrong key of a source is told`(keys: String, message: String) {
        let text = "sources: [{id: a, url: 'https://a.example/', \(keys)}]"
        let error = #expect(throws: ConfigurationErrors.self) { try ConfigurationReader.read(text: text, file: "w.yaml") }
        #expect(error?.problems.map(\.message) == [message])
    }

    @Test(arguments: [
        "", "/feed", "feed.xml", "ftp://a.example/", "https://", "https:///x", "https://a b/", "https://a:b/", "file:///etc/passwd",
        "https://.",
        "https://${credential:host}/", "https://a.example/${x}", "https://a.example/${credential:../x}", "https://a.example/${credential:x",
    ])
    func `a url that cannot be polled is told`(url: String) {
        let lines = problems("sources:\n  - id: a\n    url: \"\(url)\"\n")
        #expect(lines.count == 1)
        #expect(lines.first?.hasPrefix("3:10: url: ") == true)
    }

    @Test func `id and url must be there`() {
        #expect(
            problems("sources:\n  - name: x\n  - {}\n  - x\n") == [
                "2:5: a source has no id (write id: a-name, of a–z, 0–9, '.', '_' and '-')",
                "2:5: a source has no url (write url: https://…)",
                "3:5: a source has no id (write id: a-name, of a–z, 0–9, '.', '_' and '-')",
                "3:5: a source has no url (write url: https://…)",
                "4:5: a source must hold keys, and is a single value (write id: … under it)",
            ])
    }

    @Test(arguments: [
        "HTTPS://A.example/x", "https://a.example:443/x", "https://a.example./x", "https://a.example/x#top",
        "https://a.EXAMPLE/%78".replacing("%78", with: "x"),
    ])
    func `one url is refused in whatever way it is written`(url: String) {
        let text = "sources:\n  - {id: a, url: 'https://a.example/x'}\n  - {id: b, url: '\(url)'}\n"
        #expect(problems(text) == ["3:18: source b has the url of a, given at w.yaml:2:18 (remove one of them)"])
    }

    @Test(arguments: [
        "http://a.example/x", "https://a.example/X", "https://a.example/x/", "https://a.example/x?y", "https://a.example:444/x",
    ])
    func `another url is another source`(url: String) {
        #expect(problems("sources:\n  - {id: a, url: 'https://a.example/x'}\n  - {id: b, url: '\(url)'}\n") == [])
    }

    @Test(arguments: [
        "sources: [{id: a, url: 'https://u:hunter2@a.example/'}]", "sources: [{id: a, url: 'https://${credential:u}:hunter2@a.example/'}]",
        "sources: [{id: a, url: 'https://a.example/', password: hunter2}]", "sources: [{id: a, url: 'https://a.example/', token: hunter2}]",
        "sources: [{id: a, url: 'https://a.example/', auth: {basic: {username: u, password: hunter2, password_file: f}}}]",
        "sources: [{id: a, url: 'https://a.example/', auth: {bearer: {token: hunter2, token_file: f}}}]",
        "sources: [{id: a, url: 'https://a.example/', headers: {Authorization: 'Bearer hunter2'}}]",
        "sources: [{id: a, url: 'https://a.example/', headers: {X-API-Key: hunter2}}]",
        "sources: [{id: a, url: 'https://a.example/', headers: {Cookie: s=hunter2}}]", "network: {proxy: 'http://u:hunter2@p.example:1'}",
        "password: hunter2", "sources: [{id: a, url: 'ftp://u:hunter2@a.example/'}]", "sources: [{id: a, url: 'u:hunter2@a.example'}]",
    ])
    func `a secret in clear is refused and never repeated`(text: String) {
        let lines = problems(text)
        #expect(lines.count == 1)
        #expect(!lines.joined().contains("hunter2"))
    }

    @Test(arguments: [
        "https://u:${credential:p}@a.example/", "https://${credential:u}@a.example/", "https://u@a.example/",
        "https://a.example/${credential:p}",
    ])
    func `a credential in a url is kept as it stands`(url: String) throws {
        #expect(try reading("sources: [{id: a, url: '\(url)'}]").sources.first?.url == url)
    }
}
