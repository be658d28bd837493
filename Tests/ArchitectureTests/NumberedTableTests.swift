import Testing

/// Holds tables whose rows have numbers against the tests that are named by these.
@Suite struct NumberedTableTests {
    @Test func `every point that a publisher may expect is one row, and has a test of its number`() throws {
        #expect(try Repository.rows(of: "Sources/Monitoring/Monitoring.docc/Politeness.md").sorted() == Array(1...52))
        let files = ["Tests/MonitoringTests/PolitenessRuleTests.swift", "Tests/EndToEndTests/PolitenessTests.swift"]
        #expect(try Set(files.flatMap(Repository.testNumbers)) == Set(1...52))
    }

    @Test func `every case of what is one story is one row, and has one test of its number`() throws {
        #expect(try Repository.rows(of: "Sources/Committing/Committing.docc/Identity.md") == Array(1...60))
        let tests = try [
            "NewsModelTests/ContentIdentityTests", "NewsModelTests/TextSketchTests", "CommittingTests/IdentityTests",
            "CommittingTests/SimilarArticlesTests", "EndToEndTests/CommandTests",
        ].flatMap { try Repository.testNumbers(in: "Tests/\($0).swift") }
        #expect(tests.sorted() == Array(1...60))
    }
}
