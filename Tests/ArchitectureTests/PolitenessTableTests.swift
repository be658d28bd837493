import Foundation
import Testing

/// Holds the table of what a publisher may expect against the tests that are named by its numbers.
@Suite struct PolitenessTableTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    @Test func `every point of the table is one row, and has a test of its number`() throws {
        let page = try Self.text("Sources/Monitoring/Monitoring.docc/Politeness.md")
        let rows = page.matches(of: #/(?m)^\| (\d+) \|/#).compactMap { Int($0.1) }
        #expect(rows.sorted() == Array(1...52))
        let tests =
            try Self.text("Tests/MonitoringTests/PolitenessRuleTests.swift") + Self.text("Tests/EndToEndTests/PolitenessTests.swift")
        let numbers = Set(tests.matches(of: #/func `(\d+): /#).compactMap { Int($0.1) })
        #expect(numbers == Set(1...52))
    }
}
