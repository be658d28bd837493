import ConfigurationReading
import NewsModel
import PageReading
import Testing

/// Files of rules: what they may say, and how their errors are told.
@Suite struct RuleReadingTests {
    private func rules(_ text: String) throws -> [PageRule] {
        let directory = try TemporaryFiles(["w.yaml": "rules: [rules.d/*.yaml]", "rules.d/a.yaml": text])
        return try ConfigurationReader.read(file: directory("w.yaml")).rules
    }

    private func problems(_ text: String) throws -> [String] {
        let directory = try TemporaryFiles(["a.yaml": text])
        let file = directory("a.yaml")
        do {
            _ = try ConfigurationReader.rules(files: [file])
            return []
        } catch {
            return error.problems.map { String($0.description.dropFirst(file.utf8.count + 1)) }
        }
    }

    @Test func `the rules that are shipped are those of the program`() throws {
        let shipped = try ConfigurationReader.rules(files: [Checkout.path("config/rules.d/anadolu-agency.yaml")])
        #expect(shipped == PageRule.builtIn)
    }

    @Test func `a rule has every key`() throws {
        let text = """
            rules:
              - name: example.org
                hosts: [Example.org, news.example.com]
                class: story
                when: //article
                fields: {headline: //h1, authors: [//a, "//p[@class='by']"], canonical_url: "//link/@href"}
                body: //article
                remove: [//aside, //nav]
                agency: Example Agency
                timezone: Europe/Istanbul
            """
        let expected = PageRule(
            name: "example.org", hosts: ["example.org", "news.example.com"], className: "story", when: "//article",
            fields: ["headline": ["//h1"], "authors": ["//a", "//p[@class='by']"], "canonical_url": ["//link/@href"]], body: ["//article"],
            remove: ["//aside", "//nav"], agency: "Example Agency", timezone: "Europe/Istanbul")
        #expect(try rules(text) == [expected])
    }

    @Test(arguments: [
        ("rules: [{hosts: [a.example], body: //p}]", "a rule has no name"),
        ("rules: [{name: a, body: //p}]", "names neither hosts nor a class"),
        ("rules: [{name: a, hosts: [a.example]}]", "tells neither fields nor a body"),
        ("rules: [{name: a, hosts: [https://a.example/x], body: //p}]", "write the host alone, such as a.example"),
        ("rules: [{name: a, class: .story, body: //p}]", "without a dot"),
        ("rules: [{name: a, hosts: [a.example], fields: {title: //h1}}]", "unknown key 'title' in fields"),
        ("rules: [{name: a, hosts: [a.example], fields: {headline: \"//h1[\"}}]", "headline: '//h1[' is no XPath 1.0 expression"),
        ("rules: [{name: a, hosts: [a.example], body: \"ends-with(//p, 'x')\"}]", "a function or prefix that XPath 1.0 does not have"),
        ("rules: [{name: a, hosts: [a.example], when: \"//p]\", body: //p}]", "at ']'"),
        ("rules: [{name: a, hosts: [a.example], fields: {headline: //h1}, remove: //p}]", "the rule has none"),
        ("rules: [{name: a, hosts: [a.example], body: //p, timezone: Istanbul}]", "write Europe/Istanbul"),
        ("rules: [{name: a, hosts: [a.b], body: //p}, {name: a, hosts: [a.b], body: //p}]", "given twice"),
        ("sources: []", "unknown key 'sources' in a file of rules"),
    ])
    func `each error is told with its place and what to write`(_ text: String, _ expected: String) throws {
        let problems = try problems(text)
        #expect(problems.contains { $0.contains(expected) && $0.hasPrefix("1:") }, "\(problems)")
    }

    @Test func `an extract or links that is no XPath is an error`() {
        let text = """
            sources:
              - {id: a, url: "https://a.example/", kind: page, links: "//a[", extract: {headline: "//h1)"}}
            """
        let problems = ConfigurationReadingTests.problems(text)
        #expect(problems.count == 2, "\(problems)")
    }

    @Test func `a file that is not there is told with its name`() throws {
        #expect(throws: ConfigurationErrors.self) { try ConfigurationReader.rules(files: ["/nonexistent/rules.yaml"]) }
    }
}
