import Foundation
import Yams

/// A place in a file: line and column from 1, columns in Unicode scalars.
struct Place: Comparable {
    let line: Int
    let column: Int

    init(line: Int, column: Int) { (self.line, self.column) = (line, column) }

    init(_ mark: Mark) { self.init(line: mark.line, column: mark.column) }

    static func < (a: Place, b: Place) -> Bool { (a.line, a.column) < (b.line, b.column) }
}

/// One file of the configuration while it is read: its nodes, and the problems found in it.
final class YAMLDocument {
    let file: String
    /// What relative paths in the file are relative to; absolute.
    let directory: String
    /// Whether the files of certificates and keys that it names are opened.
    let looksIntoFiles: Bool
    private(set) var problems: [ConfigurationProblem] = []
    /// Nodes that may still be read: aliases could make a small file stand for an endless one.
    private var nodesLeft = 50_000_000

    init(file: String, directory: String, looksIntoFiles: Bool = false) {
        self.file = file
        self.looksIntoFiles = looksIntoFiles
        self.directory = directory
    }

    /// The size from which a file is refused; a million sources fit.
    static let limitInBytes = 256 << 20

    func report(_ mark: Place?, _ message: String, _ suggestion: String? = nil) {
        problems.append(
            ConfigurationProblem(file: file, line: mark?.line ?? 0, column: mark?.column ?? 0, message: message, suggestion: suggestion))
    }

    /// Counts a node that is read; false, told once, when there have been too many.
    func count(_ node: Node) -> Bool {
        nodesLeft -= 1
        if nodesLeft == 0 { report(node.place, "aliases make this file too large", "write fewer of them") }
        return nodesLeft > 0
    }

    /// The file's document; nil where it is empty or, told, not YAML.
    func compose(_ bytes: [UInt8]) -> Node? {
        guard let text = decode(bytes) else { return nil }
        if let place = YAMLDocument.dangerousKey(in: text) {
            report(
                Place(line: place.line, column: place.column), "a mapping key must be a plain name here",
                "write no alias and no list as a key")
            return nil
        }
        do {
            // The basic resolver leaves scalars as text: the reader decides what `off` and `1.0` are, not YAML 1.1.
            return try Yams.compose(yaml: text, .basic, .default, .utf8)
        } catch let error as YamlError {
            report(error, in: text)
        } catch {
            report(Place(line: 1, column: 1), "not YAML")
        }
        return nil
    }

    private func decode(_ bytes: [UInt8]) -> String? {
        var bytes = bytes[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            report(Place(line: 1, column: 1), "the file is in UTF-16", "save it as UTF-8")
            return nil
        }
        guard bytes.count <= YAMLDocument.limitInBytes else {
            report(nil, "larger than \(Quantities.text(bytes: YAMLDocument.limitInBytes))", "split it and name the parts in include:")
            return nil
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let repaired = String(decoding: bytes, as: UTF8.self)
            let before = zip(repaired.utf8, bytes).prefix { $0 == $1 }.count
            report(mark(after: bytes.prefix(before)), "these bytes are not UTF-8", "save the file as UTF-8")
            return nil
        }
        let control = bytes.firstIndex { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D || $0 == 0x7F }
        if let control {
            report(mark(after: bytes[..<control]), "a control character (byte \(bytes[control]))", "remove it")
            return nil
        }
        return text
    }

    private func mark(after bytes: ArraySlice<UInt8>) -> Place {
        let line = bytes.count { $0 == 0x0A } + 1
        let start = bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? bytes.startIndex
        return Place(line: line, column: bytes[start...].count { $0 & 0xC0 != 0x80 } + 1)
    }
}

// MARK: - What Yams says

extension YAMLDocument {
    private func report(_ error: YamlError, in text: String) {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
            guard !problem.hasPrefix("Maximum nesting level") else {
                return report(Place(mark), "nested too deeply", "nothing here is nested deeper than six levels")
            }
            let message = "not YAML: \(problem)" + (context.map { ", \($0.text)" } ?? "")
            report(Place(mark), message, hint(for: problem, at: Place(mark), in: text))
        case .composer(_, let problem, let mark, _):
            let several = problem == "but found another document"
            report(Place(mark), several ? "a second document begins here" : "not YAML: \(problem)", several ? "remove the ---" : nil)
        case .duplicatedKeysInMapping(let duplicates, let context):
            reportDuplicates(duplicates, first: Place(context.mark), in: text)
        case .reader(let problem, let offset, _, _):
            let before = offset.map { Array(text.prefix($0).utf8) } ?? []
            report(mark(after: before[...]), "not YAML: \(problem)")
        default:
            report(Place(line: 1, column: 1), "not YAML")
        }
    }

    private func hint(for problem: String, at mark: Place, in text: String) -> String? {
        let lines = text.split(separator: "\n", maxSplits: mark.line, omittingEmptySubsequences: false)
        guard mark.line >= 1, mark.line <= lines.count else { return nil }
        let line = lines[mark.line - 1]
        if line.prefix(while: { $0 == " " || $0 == "\t" }).contains("\t") { return "indent with spaces, not with tabs" }
        if problem.hasPrefix("mapping values are not allowed") { return "put text that holds ': ' into quotes, and check the indentation" }
        if problem.hasPrefix("found character that cannot start any token") { return "put text that begins with @, ` or % into quotes" }
        if problem.hasPrefix("did not find expected key") { return "check the indentation, and quotes within quotes" }
        return nil
    }

    /// Yams names the first place alone; the second is looked for where block mappings have it: at the same column.
    private func reportDuplicates(_ duplicates: [String], first: Place, in text: String) {
        let key = duplicates.first ?? ""
        let lines = text.split(separator: "\n", maxSplits: first.line + 100_000, omittingEmptySubsequences: false)
        let indent = first.column - 1
        let second = lines.indices.dropFirst(first.line).first { index in
            let line = lines[index]
            guard line.prefix(indent).allSatisfy({ $0 == " " }) else { return false }
            let rest = line.dropFirst(indent)
            return ["\(key):", "\"\(key)\":", "'\(key)':"].contains { rest.hasPrefix($0) }
        }
        let name = YAMLDocument.shortened(key)
        if let second {
            report(
                Place(line: second + 1, column: first.column), "'\(name)' is given twice in one mapping, first at line \(first.line)",
                "keep one of them")
        } else {
            report(first, "'\(name)' is given twice in one mapping", "keep one of them")
        }
    }

    /// What may be repeated of a text in a message: short, without control characters.
    static func shortened(_ text: String) -> String {
        let visible = String(
            String.UnicodeScalarView(
                text.unicodeScalars.prefix(60).filter { !$0.properties.isDefaultIgnorableCodePoint && $0.value >= 0x20 }))
        return text.unicodeScalars.count > 60 ? visible + "…" : visible
    }

    /// Where a key might be an alias or a collection, in a file with so many aliases that hashing the key could take for ever.
    ///
    /// Fewer than 40 aliases cannot stand for more than a few million nodes; Yams hashes keys, and nothing else, through them.
    static func dangerousKey(in text: String) -> (line: Int, column: Int)? {
        guard text.utf8.contains(UInt8(ascii: "*")), text.utf8.contains(UInt8(ascii: "&")) else { return nil }
        var aliases = 0
        var danger: (line: Int, column: Int)?
        for (index, line) in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            var previous: UInt8 = 0x20
            var (inAlias, afterAlias) = (false, false)
            for (column, byte) in line.enumerated() {
                let isBlank = byte == 0x20 || byte == 0x09 || byte == 0x0D
                let startsToken =
                    previous == 0x20 || previous == 0x09 || [0x5B, 0x7B, 0x2C, 0x3A, 0x2D, 0x3F, 0x5D, 0x7D].contains(previous)
                if byte == 0x2A, startsToken {
                    aliases += 1
                    inAlias = true
                } else if inAlias, isBlank || byte == 0x3A {
                    (inAlias, afterAlias) = (false, true)
                } else if byte == 0x5D || byte == 0x7D {
                    (inAlias, afterAlias) = (false, true)
                } else if !isBlank, byte != 0x3A {
                    afterAlias = false
                }
                if danger == nil, afterAlias && byte == 0x3A || byte == 0x3F && startsToken { danger = (index + 1, column + 1) }
                previous = byte
            }
        }
        return aliases > 40 ? danger : nil
    }
}
