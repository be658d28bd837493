import Foundation
import NewsModel
import PageReading
import Testing

/// Whole pages of each kind, and what must come out of them: `Samples`, which `make bench PART=pages` reads too.
@Suite struct SampleTests {
    private static let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Samples")

    struct Sample: Decodable, CustomTestStringConvertible, Sendable {
        var file: String
        var url: String
        var headline: String
        var authors: [String]
        var published: String
        var warnings: [String]?
        var body_paragraphs: [String]

        var testDescription: String { file }
    }

    static let samples =
        (try? JSONDecoder().decode([Sample].self, from: Data(contentsOf: directory.appendingPathComponent("ground-truth.json")))) ?? []

    @Test func `there are samples`() { #expect(SampleTests.samples.count >= 8) }

    @Test(arguments: samples)
    func `a page gives its text and nothing else`(_ sample: Sample) throws {
        let page = try Data(contentsOf: SampleTests.directory.appendingPathComponent(sample.file))
        let article = try PageReader.read(Array(page), url: sample.url)
        #expect(article.content.headline == sample.headline)
        #expect(article.content.authors.map(\.name) == sample.authors)
        #expect(article.content.publishedAt?.description == sample.published)
        #expect(article.warnings.map(\.rawValue) == sample.warnings ?? [])
        #expect((article.content.bodyText ?? "").components(separatedBy: "\n\n") == sample.body_paragraphs)
    }

    @Test func `nearly everything that may be known of a block differs among the samples' blocks`() throws {
        var seen: [String: Set<Float>] = [:]
        for sample in SampleTests.samples {
            let page = try Data(contentsOf: SampleTests.directory.appendingPathComponent(sample.file))
            let sheet = try PageReader.blockSheet(Array(page), url: sample.url)
            for row in sheet.rows {
                for (name, value) in zip(sheet.names, row.features) { seen[name, default: []].insert(value) }
            }
        }
        // Of these the samples have none.
        let absent: Set = ["isInTable", "isNamedFigure", "isNamedCaption", "isNamedBody", "holdsAddress", "linkedBodyShare"]
        #expect(Set(seen.filter { $0.value.count < 2 }.keys) == absent)
    }
}
