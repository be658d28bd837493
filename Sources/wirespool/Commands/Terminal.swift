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

    /// A text in green, where colour is welcome.
    static func green(_ text: String) -> String { hasColor ? "\u{1B}[32m\(text)\u{1B}[0m" : text }

    /// A text in yellow, where colour is welcome.
    static func yellow(_ text: String) -> String { hasColor ? "\u{1B}[33m\(text)\u{1B}[0m" : text }

    /// A text in grey, where colour is welcome.
    static func dim(_ text: String) -> String { hasColor ? "\u{1B}[2m\(text)\u{1B}[0m" : text }

    /// Columns and rows of the terminal; 80 and 24 where it does not say.
    static var size: (columns: Int, rows: Int) {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return (80, 24) }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    /// How many columns of a terminal a text takes: colours take none, East Asian and pictorial characters two.
    static func width(of text: String) -> Int {
        var width = 0
        forEachPart(text) { width += $1 }
        return width
    }

    /// The beginning of a text that fits into so many columns, with all of its colours.
    static func clipped(_ text: String, to columns: Int) -> String {
        var (clipped, left) = ("", columns)
        forEachPart(text) { part, width in
            guard width <= left else {
                left = width > 0 ? 0 : left
                return
            }
            left -= width
            clipped += part
        }
        return clipped
    }

    /// Characters and colours (ESC [ … m) with their widths.
    private static func forEachPart(_ text: String, _ body: (String, Int) -> Void) {
        var rest = text[...]
        while let character = rest.first {
            if character == "\u{1B}", let end = rest.firstIndex(of: "m") {
                body(String(rest[...end]), 0)
                rest = rest[rest.index(after: end)...]
            } else {
                body(String(character), width(of: character))
                rest = rest.dropFirst()
            }
        }
    }

    /// The blocks of UAX #11 that are wide throughout, and pictures.
    private static func width(of character: Character) -> Int {
        guard let scalar = character.unicodeScalars.first else { return 0 }
        switch scalar.value {
        case ..<0x20: return 0
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xAC00...0xD7A3,
            0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }

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
            ?? (0..<columns).map { column in rows.map { $0.indices.contains(column) ? Terminal.width(of: $0[column]) : 0 }.max() ?? 0 }
        known = widths
        return rows.map { row in
            row.enumerated().map { column, cell in
                column >= widths.count - 1 ? cell : cell + String(repeating: " ", count: max(0, widths[column] - Terminal.width(of: cell)))
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }
}
