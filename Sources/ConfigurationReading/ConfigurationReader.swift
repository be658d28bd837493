import Foundation
public import NewsModel
import Yams

/// Reads the configuration: one YAML file and those it includes.
///
/// Relative paths are relative to the directory of the file they stand in. Included files hold `sources:` alone.
public enum ConfigurationReader {
    /// Reads a file and all it includes.
    ///
    /// - Parameter looksIntoFiles: Whether the files that `tls:` names are opened, and what is wrong with them told.
    /// - Throws: ``ConfigurationErrors`` with everything that is wrong, of all files. Blocks: reads files.
    public static func read(file: String, looksIntoFiles: Bool = false) throws(ConfigurationErrors) -> Configuration {
        switch bytes(ofFile: file) {
        case .success(let bytes): return try read(bytes: bytes, file: file, looksIntoFiles: looksIntoFiles)
        case .failure(let problem): throw ConfigurationErrors(problems: [problem])
        }
    }

    /// Reads a configuration from memory as if it stood in a file; what it includes is looked for beside that file.
    ///
    /// - Throws: ``ConfigurationErrors`` with everything that is wrong, of all files. Blocks: reads files where some are included.
    public static func read(text: String, file: String) throws(ConfigurationErrors) -> Configuration {
        try read(bytes: Array(text.utf8), file: file)
    }

    /// Reads a configuration from bytes as if they stood in a file.
    ///
    /// - Throws: ``ConfigurationErrors`` with everything that is wrong, of all files. Blocks: reads files where some are included.
    public static func read(bytes: [UInt8], file: String) throws(ConfigurationErrors) -> Configuration {
        try read(bytes: bytes, file: file, looksIntoFiles: false)
    }

    private static func read(bytes: [UInt8], file: String, looksIntoFiles: Bool) throws(ConfigurationErrors) -> Configuration {
        var configuration = Configuration()
        var register = SourceRegister()
        let main = YAMLDocument(
            file: file, directory: IncludePattern.absoluteDirectory(of: file), looksIntoFiles: looksIntoFiles)
        var documents = [main]
        configuration.files = [file]
        if let node = main.compose(bytes), let root = MappingReader<RootKey>(node, "the configuration", in: main) {
            configuration.readSections(root)
            configuration.addSources(root[.sources], in: main, to: &register)
            func read(_ key: RootKey, example: String, _ read: ([UInt8], YAMLDocument) -> Void) {
                for (included, mark) in includedFiles(root, key, example: example, file: file, in: main) {
                    switch self.bytes(ofFile: included) {
                    case .success(let bytes):
                        let document = YAMLDocument(
                            file: included, directory: IncludePattern.absoluteDirectory(of: included), looksIntoFiles: looksIntoFiles)
                        documents.append(document)
                        configuration.files.append(included)
                        read(bytes, document)
                    case .failure(let problem): main.report(mark, "\(problem.file): \(problem.message)", problem.suggestion)
                    }
                }
            }
            read(.include, example: "sources.d/*.yaml") { configuration.readIncluded($0, $1, to: &register) }
            read(.rules, example: "rules.d/*.yaml") { configuration.readRules($0, $1) }
        }
        register.checkRenames()
        configuration.sources = register.sources
        let problems = documents.flatMap { document in document.problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) } }
        guard problems.isEmpty else { throw ConfigurationErrors(problems: unique(problems)) }
        return configuration
    }

    /// Reads files of rules by themselves.
    ///
    /// - Throws: ``ConfigurationErrors`` with everything that is wrong, of all files. Blocks: reads files.
    public static func rules(files: [String]) throws(ConfigurationErrors) -> [PageRule] {
        var configuration = Configuration()
        var problems: [ConfigurationProblem] = []
        for file in files {
            switch bytes(ofFile: file) {
            case .success(let bytes):
                let document = YAMLDocument(file: file, directory: IncludePattern.absoluteDirectory(of: file))
                configuration.readRules(bytes, document)
                problems += document.problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
            case .failure(let problem): problems.append(problem)
            }
        }
        guard problems.isEmpty else { throw ConfigurationErrors(problems: unique(problems)) }
        return configuration.rules
    }

    /// One anchor that is used often would be told as often.
    private static func unique(_ problems: [ConfigurationProblem]) -> [ConfigurationProblem] {
        var seen: Set<ConfigurationProblem> = []
        return problems.filter { seen.insert($0).inserted }
    }

    /// The files that a key's paths and patterns name, each once.
    private static func includedFiles(
        _ root: MappingReader<RootKey>, _ key: RootKey, example: String, file: String, in document: YAMLDocument
    ) -> [(String, Place?)] {
        let patterns = root.read(key) { value -> [Value]? in
            if case .scalar = value.node, !value.node.isNothing { return [value] }
            return value.list(limit: 1000, example: example)
        }
        var seen: Set<String> = [IncludePattern.identity(of: file)]
        var files: [(String, Place?)] = []
        for value in patterns ?? [] {
            guard let text = value.line(example: example, limit: 4095) else { continue }
            let pattern = IncludePattern(text, beside: file)
            let matches = pattern.files
            if matches.isEmpty && !pattern.isGlob {
                value.report("there is no file \(YAMLDocument.shortened(text))", "remove it, or write a pattern such as \(example)")
            }
            for match in matches {
                let identity = IncludePattern.identity(of: match)
                if identity == IncludePattern.identity(of: file) {
                    value.report("the file includes itself", "keep \(key == .rules ? "rules" : "sources") in files of their own")
                } else if seen.insert(identity).inserted {
                    files.append((match, value.node.place))
                }
            }
        }
        return files
    }

    private static func bytes(ofFile file: String) -> Result<[UInt8], ConfigurationProblem> {
        func problem(_ message: String, _ suggestion: String?) -> Result<[UInt8], ConfigurationProblem> {
            .failure(ConfigurationProblem(file: file, line: 0, column: 0, message: message, suggestion: suggestion))
        }
        // Not blocking: a named pipe without a writer would hold the daemon for ever.
        let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let code = errno
            return problem(String(cString: strerror(code)).lowercased(), hint(for: code))
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return problem("not a regular file", "name a YAML file")
        }
        guard status.st_size <= YAMLDocument.limitInBytes else {
            return problem("larger than \(Quantities.text(bytes: YAMLDocument.limitInBytes))", "split it and name the parts in include:")
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Int(status.st_size) + 1)
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= YAMLDocument.limitInBytes {
            let count = Foundation.read(descriptor, &chunk, chunk.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { return problem(String(cString: strerror(errno)).lowercased(), nil) }
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        return .success(bytes)
    }

    private static func hint(for code: Int32) -> String? {
        switch code {
        case ENOENT: "name the file with --config FILE or $WIRESPOOL_CONFIG"
        case EACCES: "let the user that runs wirespool read it"
        default: nil
        }
    }
}

extension Configuration {
    fileprivate func addSources(_ node: Node?, in document: YAMLDocument, to register: inout SourceRegister) {
        guard let node else { return }
        for item in Value(node: node, name: "sources", document: document).list(limit: 5_000_000, example: "{id: a, url: …}") ?? [] {
            if let source = source(item.node, in: document) { register.add(source) }
        }
    }

    fileprivate func readIncluded(_ bytes: [UInt8], _ document: YAMLDocument, to register: inout SourceRegister) {
        guard let node = document.compose(bytes), !node.isNothing else { return }
        guard case .mapping(let mapping) = node else {
            document.report(
                node.place, "an included file holds sources: alone, and this is \(node.kindName)", "write sources: above the list")
            return
        }
        for (key, value) in mapping {
            if key.scalar?.string == IncludedKey.sources.rawValue {
                addSources(value, in: document, to: &register)
            } else {
                let name = YAMLDocument.shortened(key.scalar?.string ?? key.kindName)
                let isKnown = RootKey(rawValue: name) != nil
                document.report(
                    key.place, "'\(name)' in an included file, which holds sources: alone",
                    isKnown ? "move it to the configuration itself" : nearest(name, among: ["sources"]).map { "write \($0)" })
            }
        }
    }
}
