import Foundation
import Glibc

/// What is mounted where: `/proc/self/mountinfo`, proc_pid_mountinfo(5).
enum MountTable {
    /// The type of the file system that a path is on, such as `ext4`; nil where it cannot be told.
    static func type(of path: String) -> String? {
        guard let table = FileManager.default.contents(atPath: "/proc/self/mountinfo"), let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return type(of: String(cString: real), in: String(decoding: table, as: UTF8.self))
    }

    /// The same of a table: the last of the longest mount points that the path is below.
    static func type(of path: String, in table: String) -> String? {
        var best: (length: Int, type: String)?
        for line in table.split(separator: "\n") {
            // Fields up to a lone hyphen are many or few; the type is the first after it.
            let fields = line.split(separator: " ")
            guard fields.count > 4, let hyphen = fields.firstIndex(of: "-"), fields.indices.contains(hyphen + 1) else { continue }
            let point = unescaped(fields[4])
            guard path == point || point == "/" || path.hasPrefix(point + "/") else { continue }
            if point.utf8.count >= best?.length ?? 0 { best = (point.utf8.count, String(fields[hyphen + 1])) }
        }
        return best?.type
    }

    /// Blanks and backslashes are written in octal.
    private static func unescaped(_ text: Substring) -> String {
        [("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")].reduce(String(text)) { text, pair in
            text.replacing(pair.0, with: pair.1)
        }
    }
}
