import Foundation
import NewsModel
import Testing

@testable import ConfigurationReading

/// `config/`: what people copy is read, says the truth about the defaults, and agrees with the schema.
@Suite struct ExampleConfigurationTests {
    private static let file = Checkout.path("config/wirespool.yaml")
    private static let schemaFile = Checkout.path("config/wirespool.schema.json")

    private static func text() throws -> String { try String(contentsOfFile: file, encoding: .utf8) }

    @Test func `it is read, and without its sources it is the defaults`() throws {
        var configuration = try ConfigurationReader.read(file: ExampleConfigurationTests.file)
        #expect(configuration.sources.count >= 15)
        #expect(Set(configuration.sources.compactMap(\.language).compactMap(TextDirection.init(language:))) == [.ltr, .rtl])
        #expect(!configuration.rules.isEmpty)
        configuration.sources = []
        configuration.rules = []
        configuration.files = []
        #expect(configuration == Configuration())
    }

    @Test func `the values that are commented out are the defaults`() throws {
        let shown = try ExampleConfigurationTests.text().replacing(/(?m)^  # (?=[a-z_]+: )/, with: "  ").replacing(
            "include: [sources.d/*.yaml]", with: ""
        ).replacing("rules: [rules.d/*.yaml]", with: "")
        var configuration = try ConfigurationReader.read(text: shown, file: ExampleConfigurationTests.file)
        configuration.files = []
        #expect(configuration == Configuration())
        for keys in [
            SpoolKey.allCases.map(\.rawValue), LedgerKey.allCases.map(\.rawValue), PollingKey.allCases.map(\.rawValue),
            ArticlesKey.allCases.map(\.rawValue), NetworkKey.allCases.map(\.rawValue), LogKey.allCases.map(\.rawValue),
            AdminKey.allCases.map(\.rawValue),
        ] {
            for key in keys { #expect(shown.contains("\n  \(key): "), "\(key) is not shown") }
        }
        for key in RootKey.allCases where key != .include && key != .rules {
            #expect(shown.contains("\n\(key.rawValue):") || key == .sources, "\(key.rawValue)")
        }
    }

    @Test func `the source that is shown has every key of its own and is read`() throws {
        let text = try ExampleConfigurationTests.text()
        let start = try #require(text.firstRange(of: "# sources:\n"))
        let shown = text[start.lowerBound...].split(separator: "\n").map { $0.dropFirst(2) }.joined(separator: "\n")
        let source = try #require(ConfigurationReader.read(text: shown, file: "/etc/wirespool/wirespool.yaml").sources.first)
        #expect(source.authentication == .basic(username: "reader", passwordFile: "/etc/wirespool/example.password"))
        let inherited = Set(PollingKey.allCases.map(\.rawValue) + ArticlesKey.allCases.map(\.rawValue))
        for key in SourceKey.allCases.map(\.rawValue) where !inherited.contains(key) {
            #expect(shown.contains(" \(key): "), "\(key) is not shown")
        }
    }

    @Test func `a source may have the keys of polling and articles that are its own`() {
        let own = Set(PollingKey.allCases.map(\.rawValue)).subtracting(["transfers", "bodies_in_memory", "budget"])
        #expect(Set(SourceKey.allCases.map(\.rawValue)).isSuperset(of: own.union(ArticlesKey.allCases.map(\.rawValue))))
    }

    // MARK: Examples

    @Test(arguments: ["newsroom", "archive", "monitor"]) func `an example is read without a problem`(name: String) throws {
        let configuration = try ConfigurationReader.read(file: Checkout.path("config/examples/\(name).yaml"))
        #expect(configuration.polling.contact != Configuration().polling.contact, "publishers must find who polls")
        #expect(configuration.sources.isEmpty == (name == "monitor"))
    }

    @Test func `the media monitor's holds 10,000 sources in files of their own`() throws {
        var files = ["wirespool.yaml": try String(contentsOfFile: Checkout.path("config/examples/monitor.yaml"), encoding: .utf8)]
        for part in 0..<10 {
            files["sources.d/part-\(part).yaml"] =
                "sources:\n" + (0..<1000).map { "  - {id: s\(part)-\($0), url: 'https://h\(part)-\($0).example/feed'}\n" }.joined()
        }
        let place = try TemporaryFiles(files)
        let configuration = try ConfigurationReader.read(file: place("wirespool.yaml"))
        #expect(configuration.sources.count == 10_000)
        #expect(configuration.spool.consumers == ["indexer", "alerts"])
    }

    // MARK: The schema

    private static func schema() throws -> [String: Any] {
        let data = try Data(contentsOf: URL(filePath: schemaFile))
        return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    private static func keys(_ schema: [String: Any], _ path: String...) throws -> Set<String> {
        var node = schema
        for name in path { node = try #require(node[name] as? [String: Any], "\(path)") }
        #expect(node["additionalProperties"] as? Bool == false, "\(path)")
        return Set(try #require(node["properties"] as? [String: Any]).keys)
    }

    private static func keys<Key: ConfigurationKey>(of _: Key.Type) -> Set<String> { Set(Key.allCases.map(\.rawValue)) }

    @Test func `the schema has the keys that are read, and no more`() throws {
        let schema = try ExampleConfigurationTests.schema()
        #expect(try Self.keys(schema) == Self.keys(of: RootKey.self))
        #expect(try Self.keys(schema, "properties", "spool") == Self.keys(of: SpoolKey.self))
        #expect(try Self.keys(schema, "properties", "ledger") == Self.keys(of: LedgerKey.self))
        #expect(try Self.keys(schema, "properties", "polling") == Self.keys(of: PollingKey.self))
        #expect(try Self.keys(schema, "properties", "articles") == Self.keys(of: ArticlesKey.self))
        #expect(try Self.keys(schema, "properties", "network") == Self.keys(of: NetworkKey.self))
        #expect(try Self.keys(schema, "properties", "log") == Self.keys(of: LogKey.self))
        #expect(try Self.keys(schema, "properties", "admin") == Self.keys(of: AdminKey.self))
        #expect(try Self.keys(schema, "$defs", "source") == Self.keys(of: SourceKey.self))
        #expect(try Self.keys(schema, "$defs", "patterns") == Self.keys(of: PatternKey.self))
        #expect(try Self.keys(schema, "$defs", "source", "properties", "auth") == Self.keys(of: AuthKey.self))
        #expect(try Self.keys(schema, "$defs", "source", "properties", "auth", "properties", "basic") == Self.keys(of: BasicKey.self))
        #expect(try Self.keys(schema, "$defs", "source", "properties", "auth", "properties", "bearer") == Self.keys(of: BearerKey.self))
        #expect(try Self.keys(schema, "$defs", "source", "properties", "extract") == Self.keys(of: ExtractKey.self))
    }

    private static let validator = """
        import json, sys, jsonschema, yaml
        validator = jsonschema.Draft202012Validator(json.load(open(sys.argv[1])))
        jsonschema.Draft202012Validator.check_schema(validator.schema)
        for line in sys.stdin:
            document = yaml.safe_load(json.loads(line))
            errors = ["/".join(map(str, e.absolute_path)) + ": " + e.message[:200] for e in validator.iter_errors(document)]
            print("; ".join(errors) or "valid")
        """

    private static func verdicts(_ texts: [String]) throws -> [String] {
        let lines = texts.map { text -> [UInt8] in
            var json = JSONWriter()
            json.string(text)
            json.newline()
            return json.bytes
        }
        let result = try #require(Python.run(["-c", validator, schemaFile], input: Array(lines.joined())))
        try #require(result.status == 0)
        return result.output.split(separator: "\n").map(String.init)
    }

    @Test(.enabled(if: Python.hasModules("jsonschema, yaml"), "python3 with jsonschema and yaml is not installed"))
    func `all files of config validate`() throws {
        var texts = [try ExampleConfigurationTests.text()]
        texts.append(texts[0].replacing(/(?m)^  # (?=[a-z_]+: )/, with: "  "))
        if let start = texts[0].firstRange(of: "# sources:\n") {
            texts.append(texts[0][start.lowerBound...].split(separator: "\n").map { String($0.dropFirst(2)) }.joined(separator: "\n"))
        }
        for directory in [Checkout.path("config/sources.d"), Checkout.path("config/examples")] {
            for name in try FileManager.default.contentsOfDirectory(atPath: directory).sorted() {
                texts.append(try String(contentsOfFile: directory + "/" + name, encoding: .utf8))
            }
        }
        #expect(try Set(ExampleConfigurationTests.verdicts(texts)) == ["valid"])
    }

    @Test(.enabled(if: Python.hasModules("jsonschema, yaml"), "python3 with jsonschema and yaml is not installed"))
    func `what the reader refuses by its form, the schema refuses`() throws {
        let texts = [
            "spol: {}", "polling: {interval: 60}", "polling: {interval: 1w}", "polling: {jitter: 10}", "polling: {transfers: 0}",
            "polling: {max_body: 16M}", "articles: {full_text: allways}", "articles: {backfill: some}", "ledger: {url: /var/x}",
            "network: {allow: [10.0.0.1]}", "log: {level: warn}", "admin: {listen: nowhere}", "spool: {consumers: [new]}",
            "sources: [{id: A, url: 'https://a.example/'}]", "sources: [{id: a}]", "sources: [{id: a, url: ftp://a}]",
            "sources: [{id: a, url: 'https://a.example/', kind: has}]", "sources: [{id: a, url: 'https://a.example/', transfers: 1}]",
            "sources: [{id: a, url: 'https://a.example/', password: x}]", "sources: [{id: a, url: 'https://a.example/', links: //a}]",
            "sources: [{id: a, url: 'https://a.example/', auth: {basic: {username: x}}}]", "sources: {a: b}",
        ]
        for text in texts { #expect(!problems(text).isEmpty, "\(text)") }
        let verdicts = try ExampleConfigurationTests.verdicts(texts)
        #expect(verdicts.count == texts.count)
        for (text, verdict) in zip(texts, verdicts) { #expect(verdict != "valid", "\(text)") }
    }
}
