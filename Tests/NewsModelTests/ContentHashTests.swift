import Foundation
import Testing

@testable import NewsModel

@Suite struct ContentHashTests {
    struct Vector: Decodable {
        var headline: String
        var text: String
        var hash: String
    }

    /// Made by the Python program of the documentation, not by this code.
    private static func vectors() throws -> [Vector] {
        let file = Documentation.directory.appending(path: "content-hash-vectors.jsonl")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
            try JSONDecoder().decode(Vector.self, from: Data($0.utf8))
        }
    }

    @Test func `the documented vectors come out`() throws {
        let vectors = try ContentHashTests.vectors()
        #expect(vectors.count >= 30)
        for vector in vectors {
            var content = ArticleContent()
            content.headline = vector.headline
            content.bodyText = vector.text
            #expect(ContentHash(of: content).description == vector.hash, "\(vector.headline) | \(vector.text)")
        }
    }

    @Test(.enabled(if: Python.isAvailable, "python3 is not installed"))
    func `the program of the documentation gives the vectors`() throws {
        let page = try String(contentsOf: Documentation.directory.appending(path: "ArticleFields.md"), encoding: .utf8)
        let start = try #require(page.firstRange(of: "```python\n"))
        let end = try #require(page[start.upperBound...].firstRange(of: "```"))
        let check = """

            import json, sys
            for line in sys.stdin.buffer:
                vector = json.loads(line)
                print(content_hash({"headline": vector["headline"], "body_text": vector["text"]}))
            """
        let vectors = try Data(contentsOf: Documentation.directory.appending(path: "content-hash-vectors.jsonl"))
        let result = try #require(Python.run(["-c", page[start.upperBound..<end.lowerBound] + check], input: Array(vectors)))
        #expect(try result.output.split(separator: "\n").map(String.init) == ContentHashTests.vectors().map(\.hash))
    }

    @Test func `the summary stands in where the body has no visible text`() {
        var withBody = ArticleContent()
        withBody.bodyText = "text"
        var withSummary = ArticleContent()
        withSummary.summary = "text"
        withSummary.bodyText = " \u{200B}\u{0640}\n"
        #expect(ContentHash(of: withBody) == ContentHash(of: withSummary))
        withBody.summary = "other"
        #expect(ContentHash(of: withBody) == ContentHash(of: withSummary))
    }

    @Test(arguments: [("a", "A"), ("محمد", "مُحمد"), ("a b", "ab"), ("a.", "a"), ("ي", "ى"), ("ı", "i"), ("ß", "ss")])
    func `what readers see makes a difference`(a: String, b: String) {
        #expect(CanonicalContent.canonicalText(a) != CanonicalContent.canonicalText(b))
    }

    @Test func `canonical text is canonical already`() throws {
        for vector in try ContentHashTests.vectors() {
            let once = CanonicalContent.canonicalText(vector.text)
            #expect(Array(CanonicalContent.canonicalText(once).utf8) == Array(once.utf8))
        }
    }

    @Test func `its text comes back, and nothing else is one`() {
        let hash = ContentHash(hashing: Array("abc".utf8))
        #expect(hash.description == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(ContentHash(hash.description) == hash)
        #expect(ContentHash(bytes: hash.bytes) == hash)
        #expect(ContentHash(bytes: Array(hash.bytes.dropLast())) == nil)
        for text in ["", "sha256:", "md5:abc", hash.description.uppercased(), hash.description + "0", String(hash.description.dropLast())] {
            #expect(ContentHash(text) == nil)
        }
    }
}
