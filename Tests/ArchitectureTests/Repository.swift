import Foundation

/// The project's own files.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// The numbers of the rows of a page's table, in its order.
    static func rows(of page: String) throws -> [Int] {
        try text(page).matches(of: #/(?m)^\| (\d+) \|/#).compactMap { Int($0.1) }
    }

    /// The numbers that the tests of a file are named by, in its order.
    static func testNumbers(in file: String) throws -> [Int] {
        try text(file).matches(of: #/func `(\d+): /#).compactMap { Int($0.1) }
    }
}
