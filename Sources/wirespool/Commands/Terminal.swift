import Foundation
import Glibc

/// What a terminal can be trusted with.
enum Terminal {
    /// Whether a person looks at standard output.
    static var isInteractive: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Whether colour is welcome: on a terminal, unless `NO_COLOR` is set (no-color.org).
    static var hasColor: Bool {
        isInteractive && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
    }

    /// A text from outside, without characters that steer a terminal; on one line.
    static func printable(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0A, 0x0D: out.append(" ")
            case 0..<0x20, 0x7F..<0xA0: continue
            case 0x202A...0x202E, 0x2066...0x2069: continue
            default: out.append(scalar)
            }
        }
        return String(out)
    }

    /// A text in bold, where colour is welcome.
    static func bold(_ text: String) -> String { hasColor ? "\u{1B}[1m\(text)\u{1B}[0m" : text }

    /// A text in red, where colour is welcome.
    static func red(_ text: String) -> String { hasColor ? "\u{1B}[31m\(text)\u{1B}[0m" : text }

    /// A text in grey, where colour is welcome.
    static func dim(_ text: String) -> String { hasColor ? "\u{1B}[2m\(text)\u{1B}[0m" : text }

    /// Rows in columns as wide as their widest cell; the last one is not filled up.
    static func table(_ rows: [[String]]) -> String {
        var widths: [Int]?
        return columns(rows, widths: &widths)
    }

    /// Rows in columns of given widths; where none are given they are as wide as their widest cell, and are given back.
    static func columns(_ rows: [[String]], widths known: inout [Int]?) -> String {
        guard let columns = rows.map(\.count).max() else { return "" }
        let widths =
            known
            ?? (0..<columns).map { column in rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0 }
        known = widths
        return rows.map { row in
            row.enumerated().map { column, cell in
                column >= widths.count - 1 ? cell : cell + String(repeating: " ", count: max(0, widths[column] - cell.count))
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }
}
