import Foundation
import NewsModel
import Testing

@testable import ConfigurationReading

@Suite struct ConfigurationReaderTests {
    @Test(arguments: [
        "", "\n", "# only a comment\n", "---\n", "{}", "~", "spool:\npolling: ~\nsources:\ninclude: []\n", "\u{FEFF}spool: {}\r\n",
    ])
    func `nothing configured are the defaults`(text: String) throws {
        var expected = Configuration()
        expected.files = ["/etc/wirespool/w.yaml"]
        #expect(try reading(text) == expected)
    }

    @Test func `every section is read`() throws {
        let configuration = try reading(
            """
            spool: {directory: /srv/spool/, min_free: 500MB, retention: 7d, retention_size: 2GiB, consumers: [indexer, archive],
              consumer_idle: 6h}
            ledger: {url: "sqlite:///srv/ledger.db"}
            polling: {interval: 2h, min_interval: 90s, max_interval: 7d, jitter: 2.5%, transfers: 10, bodies_in_memory: 1GiB,
              transfers_per_host: 2, delay_per_host: 0s, connect_timeout: 5s, timeout: 1m, max_body: 1MiB, redirects: 0,
              user_agent: "Reader/1", contact: news@example.org}
            articles: {full_text: never, full_text_wait: 0s, backfill: none, duplicate_window: 1d, near_duplicates: off}
            network: {allow: [10.0.0.0/8, "fd00::/8", 0.0.0.0/0], proxy: "socks5h://localhost:1080"}
            log: {level: debug, destination: /var/log/wirespool.log}
            admin: {listen: [unix:/run/a.sock, 127.0.0.1:9464, "[::1]:0"]}
            """)
        #expect(configuration.spool.directory == "/srv/spool")
        #expect(configuration.spool.minimumFreeBytes == 500_000_000)
        #expect(configuration.spool.retention == .days(7))
        #expect(configuration.spool.retentionBytes == 2 << 30)
        #expect(configuration.spool.consumers == ["indexer", "archive"])
        #expect(configuration.spool.consumerIdle == .hours(6))
        #expect(configuration.ledger.path == "/srv/ledger.db")
        var polling = PollingPolicy()
        polling.interval = .hours(2)
        polling.minimumInterval = .seconds(90)
        polling.maximumInterval = .days(7)
        polling.jitter = 0.025
        polling.transfersPerHost = 2
        polling.delayPerHost = .zero
        polling.connectTimeout = .seconds(5)
        polling.timeout = .minutes(1)
        polling.maximumBodyBytes = 1 << 20
        polling.redirects = 0
        polling.userAgent = "Reader/1"
        #expect(configuration.polling.policy == polling)
        #expect(configuration.polling.transfers == 10)
        #expect(configuration.polling.bodiesInMemoryBytes == 1 << 30)
        #expect(configuration.polling.contact == "news@example.org")
        var articles = ArticlePolicy()
        articles.fullText = .never
        articles.fullTextWait = .zero
        articles.backfill = ArticlePolicy.Backfill.none
        articles.duplicateWindow = .days(1)
        articles.nearDuplicates = .off
        #expect(configuration.articles == articles)
        #expect(configuration.network.allow == ["10.0.0.0/8", "fd00::/8", "0.0.0.0/0"])
        #expect(configuration.network.proxy == "socks5h://localhost:1080")
        #expect(configuration.log.level == .debug)
        #expect(configuration.log.destination == .file("/var/log/wirespool.log"))
        #expect(
            configuration.admin.listen == [.unix("/run/a.sock"), .tcp(host: "127.0.0.1", port: 9464), .tcp(host: "::1", port: 0)])
        #expect(configuration.admin.listen.map(\.description) == ["unix:/run/a.sock", "127.0.0.1:9464", "[::1]:0"])
    }

    @Test func `relative paths are relative to the file`() throws {
        let configuration = try reading(
            """
            spool: {directory: spool}
            ledger: {url: sqlite:state/ledger.db}
            log: {destination: log/wirespool.log}
            admin: {listen: unix:admin.sock}
            sources: [{id: a, url: "https://a.example/", auth: {bearer: {token_file: a.token}}}]
            """)
        #expect(configuration.spool.directory == "/etc/wirespool/spool")
        #expect(configuration.ledger.path == "/etc/wirespool/state/ledger.db")
        #expect(configuration.log.destination == .file("/etc/wirespool/log/wirespool.log"))
        #expect(configuration.admin.listen == [.unix("/etc/wirespool/admin.sock")])
        #expect(configuration.sources.first?.authentication == .bearer(tokenFile: "/etc/wirespool/a.token"))
    }

    @Test func `all problems are told at once, in the order of files and lines`() throws {
        let files = try TemporaryFiles([
            "w.yaml":
                "sources:\n  - id: a\n    url: https://a.example/\ninclude: ['d/*.yaml', missing.yaml]\nspol: {}\nlog: {level: loud}\n",
            "d/b.yaml": "sources:\n  - id: a\n    url: https://b.example/\n", "d/a.yaml": "polling: {}\nsources: {}\n",
            "d/c.yml": "not: read",
        ])
        let error = #expect(throws: ConfigurationErrors.self) { try ConfigurationReader.read(file: files("w.yaml")) }
        let lines = error?.problems.map { $0.description.replacing(files.path + "/", with: "") }
        #expect(
            lines == [
                "w.yaml:4:23: include: there is no file missing.yaml (remove it, or write a pattern such as sources.d/*.yaml)",
                "w.yaml:5:1: unknown key 'spol' in the configuration (write spool)",
                "w.yaml:6:14: level: 'loud' is not known (one of debug, info, notice, warning, error)",
                "d/a.yaml:1:1: 'polling' in an included file, which holds sources: alone (move it to the configuration itself)",
                "d/a.yaml:2:10: sources: must be a list, and is a mapping (write sources: [{id: a, url: …}])",
                "d/b.yaml:2:9: id a is given twice, first at w.yaml:2:9 (write another id, or remove one of them)",
            ])
    }

    @Test func `included files are read once, in the order of their names`() throws {
        let files = try TemporaryFiles([
            "w.yaml": "include: ['d/*.yaml', d/a.yaml, 'nothing/*.yaml']\nsources: [{id: first, url: 'https://x.example/'}]\n",
            "d/b.yaml": "sources: [{id: b, url: 'https://b.example/'}]\n", "d/a.yaml": "sources: [{id: a, url: 'https://a.example/'}]\n",
            "d/.hidden.yaml": "nonsense", "d/empty.yaml": "",
        ])
        let configuration = try ConfigurationReader.read(file: files("w.yaml"))
        #expect(configuration.sources.map(\.id.rawValue) == ["first", "a", "b"])
        #expect(configuration.files.map { $0.replacing(files.path + "/", with: "") } == ["w.yaml", "d/a.yaml", "d/b.yaml", "d/empty.yaml"])
    }

    @Test func `a file that includes itself is told`() throws {
        let files = try TemporaryFiles(["w.yaml": "include: ['*.yaml']\n"])
        let error = #expect(throws: ConfigurationErrors.self) { try ConfigurationReader.read(file: files("w.yaml")) }
        #expect(error?.problems.map(\.message) == ["include: the file includes itself"])
    }

    @Test func `files that are not there, or no files, are told`() throws {
        let files = try TemporaryFiles(["d/x": ""])
        let missing = #expect(throws: ConfigurationErrors.self) { try ConfigurationReader.read(file: files("none.yaml")) }
        #expect(
            missing?.description
                == "\(files("none.yaml")): no such file or directory (name the file with --config FILE or $WIRESPOOL_CONFIG)")
        let directory = #expect(throws: ConfigurationErrors.self) { try ConfigurationReader.read(file: files("d")) }
        #expect(directory?.problems.first?.message == "not a regular file")
    }

    @Test(arguments: [
        ("polling: {intervall: 1h}", "1:11: unknown key 'intervall' in polling (write interval)"),
        ("polling: {max-body: 1MiB}", "1:11: unknown key 'max-body' in polling (write max_body)"),
        ("interval: 1h", "1:1: unknown key 'interval' in the configuration (write it under polling:)"),
        ("polling: {interval: 60}", "1:21: interval: 60 has no unit (write 60s, 60m, 60h or 60d)"),
        (
            "polling: {interval: 1h30m}",
            "1:21: interval: '1h30m' is not a duration (write a whole number and s, m, h or d, such as 90s, 15m, 12h, 7d)"
        ),
        (
            "polling: {interval: 99999999999999999999d}",
            "1:21: interval: '99999999999999999999d' is not a duration (write a whole number and s, m, h or d, such as 90s, 15m, 12h, 7d)"
        ),
        ("polling: {timeout: 0s}", "1:20: timeout: 0s is below 1s (write a value from 1s to 1h)"),
        ("polling: {timeout: }", "1:20: timeout: has no value (write timeout: 1s, or remove the line)"),
        ("polling: {timeout: [1s]}", "1:20: timeout: must be a single value, and is a list (write timeout: 1s)"),
        ("polling: {max_body: 16}", "1:21: max_body: 16 has no unit (write 16B)"),
        ("polling: {jitter: 101%}", "1:19: jitter: '101%' is not a percentage from 0% to 100% (such as 10%)"),
        ("polling: {redirects: -1}", "1:22: redirects: '-1' is not a whole number (write a number from 0 to 20)"),
        ("polling: {transfers: 10001}", "1:22: transfers: 10001 is above 10000 (write a value from 1 to 10000)"),
        (
            "polling: {interval: 5m}",
            "1:21: interval 5m is below min_interval 15m (write interval: 15m or more, or set min_interval: 5m as well)"
        ),
        (
            "polling: {interval: 2d}",
            "1:21: interval 2d is above max_interval 1d (write interval: 1d or less, or set max_interval: 2d as well)"
        ),
        ("polling: {min_interval: 2d}", "1:25: min_interval 2d is above max_interval 1d (write min_interval: 1d or less)"),
        ("polling: {max_body: 1GiB}", "1:21: max_body 1GiB is above bodies_in_memory (write bodies_in_memory: 1GiB or more)"),
        (
            "polling: {contact: nobody}",
            "1:20: contact: 'nobody' is neither a web page nor a mail address (write https://example.org/wirespool)"
        ),
        ("polling: {user_agent: \"a\\nb\"}", "1:23: user_agent: must be one line without control characters (write user_agent: \"\")"),
        ("polling: [a]", "1:10: polling must hold keys, and is a list (write interval: … under it)"),
        ("articles: {full_text: allways}", "1:23: full_text: 'allways' is not known (write always)"),
        (
            "articles: {backfill: some}",
            "1:22: backfill: 'some' is not a duration (write all, none, or a whole number and s, m, h or d, such as 90s, 15m, 12h, 7d)"
        ),
        ("log: {level: warn}", "1:14: level: 'warn' is not known (write warning)"),
        (
            "spool: {consumers: [a, cur]}",
            "1:24: consumers: 'cur' is a name the spool uses itself (write another, such as indexer)"
        ),
        ("spool: {consumers: [a, a]}", "1:24: consumers: 'a' is given twice (keep one of them)"),
        (
            "spool: {consumers: [../x]}",
            "1:21: consumers: '../x' is no consumer's name (use a–z, 0–9, '-' and '_', such as indexer)"
        ),
        ("ledger: {url: /var/ledger.db}", "1:15: url: '/var/ledger.db' does not name an SQLite database (write sqlite:///var/ledger.db)"),
        ("network: {allow: [10.0.0.1/8]}", "1:19: allow: '10.0.0.1/8' is not a CIDR block (write 10.0.0.0/8)"),
        ("network: {allow: [10.0.0.1]}", "1:19: allow: '10.0.0.1' is not a CIDR block (write 10.0.0.1/32)"),
        (
            "network: {proxy: 'http://x.example/path'}",
            "1:18: proxy: a proxy is a scheme, a host and a port alone (write http://proxy.example.org:3128)"
        ),
        ("admin: {listen: ':9464'}", "1:17: listen: ':9464' is not a place to listen (write 127.0.0.1:9464)"),
        ("admin: {listen: [a:1, a:1]}", "1:23: listen: 'a:1' is given twice (keep one of them)"),
        (
            "? [a]\n: b",
            "1:3: a key of the configuration must be a name, and is a list (one of spool, ledger, polling, articles, network, log, admin, include, rules, sources)"
        ),
        ("log: {level: !x debug}", "1:14: level: has the tag !x (write the value alone)"),
        ("just text", "1:1: the configuration must hold keys, and is a single value (write spool: … under it)"),
    ])
    func `a wrong value is told with its place and what to write`(text: String, problem: String) {
        #expect(problems(text) == [problem])
    }

    @Test(arguments: [
        (
            "a: b: c",
            "1:5: not YAML: mapping values are not allowed in this context (put text that holds ': ' into quotes, and check the indentation)"
        ),
        (
            "log:\n\tlevel: info",
            "2:1: not YAML: found character that cannot start any token, while scanning for the next token (indent with spaces, not with tabs)"
        ),
        ("log: {level: info", "2:1: not YAML: did not find expected ',' or '}', while parsing a flow mapping"),
        ("log: {}\n---\nlog: {}\n", "2:1: a second document begins here (remove the ---)"),
        ("log: *nothing", "1:6: not YAML: found undefined alias"),
        ("log: " + String(repeating: "[", count: 2000), "1:7: nested too deeply (nothing here is nested deeper than six levels)"),
        (
            "log:\n  level: info\nspool: {}\nlog:\n  level: debug\n",
            "4:1: 'log' is given twice in one mapping, first at line 1 (keep one of them)"
        ),
        ("log: {level: info, level: debug}", "1:7: 'level' is given twice in one mapping (keep one of them)"),
        ("log: \"\u{7}\"", "1:7: a control character (byte 7) (remove it)"),
    ])
    func `what is not YAML is one problem with its place`(text: String, problem: String) {
        #expect(problems(text) == [problem])
    }

    @Test func `bytes that are not UTF-8 are told with their place`() {
        for (bytes, problem) in [
            (Array("log: ä".utf8) + [0x20, 0xFF, 0x20], "w.yaml:1:8: these bytes are not UTF-8 (save the file as UTF-8)"),
            ([0xFF, 0xFE, 0x61, 0x00], "w.yaml:1:1: the file is in UTF-16 (save it as UTF-8)"),
        ] {
            let error = #expect(throws: ConfigurationErrors.self) { try ConfigurationReader.read(bytes: bytes, file: "w.yaml") }
            #expect(error?.description == problem)
        }
    }

    @Test func `anchors and merge keys are taken`() throws {
        let configuration = try reading(
            """
            sources:
              - &base {id: a, url: "https://a.example/", language: ar, interval: 2h, subjects: &s [x, y]}
              - {<<: *base, id: b, url: "https://b.example/", interval: 3h}
              - {<<: [{timezone: UTC}, *base], id: c, url: "https://c.example/", subjects: *s}
            """)
        #expect(configuration.sources.map(\.language) == ["ar", "ar", "ar"])
        #expect(configuration.sources.map(\.polling.interval) == [.hours(2), .hours(3), .hours(2)])
        #expect(configuration.sources.map(\.subjects) == [["x", "y"], ["x", "y"], ["x", "y"]])
        #expect(configuration.sources.last?.timezone == "UTC")
    }
}
