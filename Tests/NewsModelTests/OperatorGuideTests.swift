import Foundation
import NewsModel
import Testing

/// `deploy/guides/operator.md`, from which the man page wirespool-logs(5) takes the table too.
@Suite struct OperatorGuideTests {
    private static let guide = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("deploy/guides/operator.md")

    @Test func `every error type is told, with what to do, and no other`() throws {
        let text = try String(contentsOf: Self.guide, encoding: .utf8)
        let section = try #require(text.components(separatedBy: "## Every error.type\n").last?.components(separatedBy: "\n## ").first)
        let rows = section.matches(of: /(?m)^\| `([a-z0-9_]+)` \| ([^|]+) \| ([^|]+) \|$/)
        #expect(rows.map { String($0.1) } == ErrorType.allCases.map(\.rawValue))
        for row in rows { #expect(row.2.count > 20 && row.3.count > 10, "\(row.1)") }
    }
}
