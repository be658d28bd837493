import Foundation

/// One item of `include`: a path or a pattern of glob(3), relative to the file it stands in.
struct IncludePattern {
    /// Whether it may well match nothing.
    let isGlob: Bool
    private let pattern: String

    init(_ text: String, beside file: String) {
        isGlob = text.contains(where: { "*?[".contains($0) })
        if text.hasPrefix("/") {
            pattern = text
        } else if let slash = file.lastIndex(of: "/") {
            pattern = IncludePattern.escaped(String(file[...slash])) + text
        } else {
            pattern = text
        }
    }

    /// The files that match, in the order of their bytes; directories are none.
    var files: [String] {
        var found = glob_t()
        defer { globfree(&found) }
        guard glob(pattern, GLOB_NOSORT, nil, &found) == 0 else { return [] }
        var names: [String] = []
        for index in 0..<Int(found.gl_pathc) {
            guard let name = found.gl_pathv?[index] else { continue }
            var status = stat()
            if stat(name, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { continue }
            names.append(String(cString: name))
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    private static func escaped(_ path: String) -> String {
        var text = ""
        for character in path {
            if "*?[\\".contains(character) { text.append("\\") }
            text.append(character)
        }
        return text
    }

    /// The one path that all names of a file have in common: realpath(3), or the name where there is none.
    static func identity(of file: String) -> String {
        guard let resolved = realpath(file, nil) else { return file }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// The directory a file is in, absolute, without a slash at its end unless it is the root.
    static func absoluteDirectory(of file: String) -> String {
        let directory = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "."
        if file.hasPrefix("/") { return directory }
        let current = FileManager.default.currentDirectoryPath
        return directory == "." ? current : current + "/" + directory
    }
}
