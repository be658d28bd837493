import Foundation
import Testing

/// Holds the table of cases of what is one story against the tests that are named by its numbers.
@Suite struct IdentityTableTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    @Test func `every case of the table is one row, and has one test of its number`() throws {
        let page = try Self.text("Sources/Committing/Committing.docc/Identity.md")
        let rows = page.matches(of: #/(?m)^\| (\d+) \|/#).compactMap { Int($0.1) }
        #expect(rows == Array(1...60))
        let tests = try [
            "NewsModelTests/ContentIdentityTests", "NewsModelTests/TextSketchTests", "CommittingTests/IdentityTests",
            "CommittingTests/SimilarArticlesTests", "EndToEndTests/CommandTests",
        ].flatMap { try Self.text("Tests/\($0).swift").matches(of: #/func `(\d+): /#).compactMap { Int($0.1) } }
        #expect(tests.sorted() == Array(1...60))
    }
}
