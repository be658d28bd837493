import Foundation
import Testing

/// Holds the sources against the table of who may import whom in Package.swift.
@Suite struct ModuleTableTests {
    /// Module → the modules of the project that Package.swift lets it import.
    private static func table() throws -> [String: Set<String>] {
        let manifest = try Repository.text("Package.swift")
        var table: [String: Set<String>] = [:]
        for match in manifest.matches(of: /module\("(\w+)"(?:, \[([^\]]*)\])?\)/) {
            let names = (match.2 ?? "").matches(of: /"(\w+)"/).map { String($0.1) }
            table[String(match.1)] = Set(names)
        }
        return table
    }

    /// The modules that the sources of a module import.
    private static func imports(of module: String) throws -> Set<String> {
        let folder = Repository.root.appendingPathComponent("Sources/\(module)")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? []
        var imported: Set<String> = []
        for file in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(
                of:
                    /(?m)^(?:(?:public|internal|package|private|fileprivate|@testable|@preconcurrency) )*import (?:(?:struct|class|enum|func|protocol) )?(\w+)/
            ) {
                imported.insert(String(match.1))
            }
        }
        return imported
    }

    @Test func `the table names every folder of Sources but the program and the C libraries`() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Repository.root.path + "/Sources")
        let expected = Set(folders).subtracting(["wirespool"]).filter { !["CCurl", "CUchardet", "CXML2", "CZlib"].contains($0) }
        #expect(Set(try ModuleTableTests.table().keys) == expected)
    }

    @Test func `no module imports a sibling beyond the table`() throws {
        let table = try ModuleTableTests.table()
        let ours = Set(table.keys).union(["CCurl", "CUchardet", "CXML2", "CZlib", "wirespool"])
        #expect(table.count > 10)
        for (module, allowed) in table {
            let foreign = try ModuleTableTests.imports(of: module).intersection(ours).subtracting(allowed)
            #expect(foreign.isEmpty, "\(module) imports \(foreign.sorted().joined(separator: ", "))")
        }
    }

    @Test func `no module is let import what it does not`() throws {
        for (module, allowed) in try ModuleTableTests.table() {
            let unused = allowed.subtracting(try ModuleTableTests.imports(of: module))
            #expect(unused.isEmpty, "\(module) does not import \(unused.sorted().joined(separator: ", "))")
        }
    }

    @Test func `the top level holds nothing but what a newcomer expects there`() throws {
        let expected: Set<String> = [
            "Package.swift", "Sources", "Tests", "deploy", "systemd", "config", "README.md", "CHANGELOG.md", "LICENSE", "Makefile",
            "Benchmarks", ".ci", ".swift-format", ".gitignore", ".git", ".build", "Package.resolved", ".swiftpm",
        ]
        let found = Set(try FileManager.default.contentsOfDirectory(atPath: Repository.root.path))
        #expect(found.subtracting(expected).isEmpty)
    }
}
