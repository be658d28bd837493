import Foundation
import Testing

@testable import NewsModel

/// The JSON Schema of the article, held against the code; documents are validated by python3 with jsonschema where there is one.
@Suite struct ArticleSchemaTests {
    private static let hasValidator = Python.hasModules("jsonschema")

    private static let program = """
        import json, sys, jsonschema
        schema = json.load(open(sys.argv[1]))
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        for line in sys.stdin.buffer:
            errors = ["/".join(map(str, e.absolute_path)) + ": " + e.message[:200] for e in validator.iter_errors(json.loads(line))]
            print("; ".join(errors) or "valid")
        """

    private static func verdicts(_ lines: [UInt8]) throws -> [String] {
        let result = try #require(Python.run(["-c", program, Documentation.file("article-1.schema.json")], input: lines))
        try #require(result.status == 0)
        return result.output.split(separator: "\n").map(String.init)
    }

    @Test(.enabled(if: hasValidator, "python3 with jsonschema is not installed"))
    func `every article validates`() throws {
        let lines = try ArticleSamples.minimal().jsonLine + ArticleSamples.full().jsonLine
        #expect(try ArticleSchemaTests.verdicts(lines) == ["valid", "valid"])
    }

    @Test(.enabled(if: hasValidator, "python3 with jsonschema is not installed"))
    func `what is no article does not validate`() throws {
        let full = String(decoding: try ArticleSamples.full().jsonLine, as: UTF8.self)
        let changes = [
            ("\"warnings\":[", "\"warnings\":[\"No code\","), ("\"version\":2", "\"version\":1"), ("\"urgency\":3", "\"urgency\":10"),
            ("\"direction\":\"rtl\"", "\"direction\":\"up\""), ("\"published_at\":\"2026-01-11\"", "\"published_at\":\"11.01.2026\""),
            ("\"keywords\":[", "\"keywords\":[1,"), ("\"updated_at\":\"2026-01-11T10:40:15Z\"", "\"updated_at\":null"),
            ("\"kind\":\"video\"", "\"kind\":\"hologram\""),
            ("\"fields\":{", "\"fields\":{\"headline\":\"guess\",\"headline\":\"guess\",\"x\":\"guess\","),
        ]
        var lines = ""
        for (original, changed) in changes {
            try #require(full.contains(original))
            lines += full.replacing(original, with: changed)
        }
        let verdicts = try ArticleSchemaTests.verdicts(Array(lines.utf8))
        #expect(verdicts.count == changes.count)
        #expect(!verdicts.contains("valid"))
    }

    @Test(.enabled(if: hasValidator, "python3 with jsonschema is not installed"))
    func `what a later program adds validates`() throws {
        let full = String(decoding: try ArticleSamples.full().jsonLine, as: UTF8.self)
        let added = [
            ("{\"schema\":", "{\"added\":1,\"schema\":"), ("\"kind\":\"video\"", "\"kind\":\"video\",\"added\":true"),
            ("\"fields\":{", "\"added\":{},\"fields\":{"), ("\"warnings\":[", "\"warnings\":[\"added_later\","),
        ]
        var lines = ""
        for (original, changed) in added {
            try #require(full.contains(original))
            lines += full.replacing(original, with: changed)
        }
        #expect(try ArticleSchemaTests.verdicts(Array(lines.utf8)) == ["valid", "valid", "valid", "valid"])
    }

    @Test func `the schema knows every warning and every field, and no more`() throws {
        let data = try Data(contentsOf: Documentation.directory.appending(path: "article-1.schema.json"))
        let schema = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
        let properties = try #require(schema["properties"] as? [String: [String: Any]])
        let alternatives = (properties["warnings"]?["items"] as? [String: Any])?["anyOf"] as? [[String: Any]]
        let warnings = alternatives?.first?["enum"] as? [String]
        #expect(Set(warnings ?? []) == Set(ArticleWarning.allCases.map(\.rawValue)))
        let full = try #require(JSONSerialization.jsonObject(with: Data(try ArticleSamples.full().jsonLine)) as? [String: Any])
        ArticleSchemaTests.expect(schema, toName: [full], at: "")
        let minimal = try #require(JSONSerialization.jsonObject(with: Data(try ArticleSamples.minimal().jsonLine)) as? [String: Any])
        #expect(Set(schema["required"] as? [String] ?? []) == Set(minimal.keys))
    }

    /// The open schema holds for readers alone: what is written is named in it, in every object.
    private static func expect(_ schema: [String: Any], toName values: [Any], at path: String) {
        if let items = schema["items"] as? [String: Any] {
            return expect(items, toName: values.flatMap { $0 as? [Any] ?? [] }, at: path)
        }
        guard let properties = schema["properties"] as? [String: [String: Any]] else { return }
        let objects = values.compactMap { $0 as? [String: Any] }
        #expect(Set(properties.keys) == Set(objects.flatMap(\.keys)), "\(path)")
        #expect(schema["additionalProperties"] as? Bool == true, "\(path)")
        for (name, property) in properties {
            expect(property, toName: objects.compactMap { $0[name] }, at: path + "/" + name)
        }
    }

    @Test func `the documentation names every field`() throws {
        let page = try String(contentsOf: Documentation.directory.appending(path: "ArticleFields.md"), encoding: .utf8)
        let full = try #require(JSONSerialization.jsonObject(with: Data(try ArticleSamples.full().jsonLine)) as? [String: Any])
        for name in full.keys { #expect(page.contains("`\(name)`"), "\(name)") }
    }
}
