import Foundation
import Glibc
import NewsModel

/// A temporary directory of one test, and what the program leaves in it. It goes when the test ends.
final class Workplace: Sendable {
    let directory: String

    init() throws {
        var template = Array((NSTemporaryDirectory() + "wirespool-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw Program.Failure(description: "mkdtemp: \(String(cString: strerror(errno)))") }
        directory = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        if ProcessInfo.processInfo.environment["WIRESPOOL_KEEP"] == nil { try? FileManager.default.removeItem(atPath: directory) }
    }

    var configurationFile: String { directory + "/wirespool.yaml" }
    var logFile: String { directory + "/log.ndjson" }

    func path(_ name: String) -> String { directory + "/" + name }

    /// Writes a file and gives its path.
    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        let path = path(name)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    func configure(_ configuration: DaemonConfiguration) throws { try write("wirespool.yaml", configuration.yaml(in: directory)) }

    /// Runs a command with this place's configuration.
    func run(_ arguments: String..., input: [UInt8]? = nil, limit: Duration = Program.patience) async throws -> Program.Outcome {
        try await Program.run(
            arguments, input: input, in: directory, environment: ["WIRESPOOL_CONFIG": configurationFile], limit: limit)
    }

    /// Polls every source once, whatever is due, and waits for the end.
    @discardableResult
    func pollAll(limit: Duration = Program.patience) async throws -> Program.Outcome {
        try await run("run", "--once", "--all", limit: limit)
    }

    /// The complete lines of the log so far.
    var log: [LogLine] { LogLine.lines(of: FileManager.default.contents(atPath: logFile) ?? Data()) }

    func log(_ event: String, source: String? = nil) -> [LogLine] {
        log.filter { $0.event == event && (source == nil || $0["source.id"]?.text == source) }
    }

    /// The articles in a directory of the spool, in the order of their names.
    func articles(in part: String = "new", of spool: String = "spool") throws -> [SpooledArticle] {
        let place = spool.hasPrefix("/") ? spool : path(spool)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: place + "/" + part)) ?? []
        return try names.sorted().filter { !$0.hasPrefix(".") }.compactMap { name in
            let file = place + "/" + part + "/" + name
            // A consumer may have renamed it meanwhile.
            guard let data = FileManager.default.contents(atPath: file) else { return nil }
            return try SpooledArticle(name: name, bytes: Array(data))
        }
    }
}

/// A line of the log.
struct LogLine: Sendable {
    let text: String
    let value: JSONValue

    var event: String { value["event.name"]?.text ?? "" }
    var level: String { value["log.level"]?.text ?? "" }

    subscript(key: String) -> JSONValue? { value[key] }

    /// The lines that are complete; one that is no JSON stands as a string.
    static func lines(of data: Data) -> [LogLine] {
        var lines = data.split(separator: 10, omittingEmptySubsequences: true)
        if data.last != 10, !lines.isEmpty { lines.removeLast() }
        return lines.map { line in
            let text = String(decoding: line, as: UTF8.self)
            return LogLine(text: text, value: JSONValue(parsing: line) ?? .string(text))
        }
    }

    /// Whether the first four keys are those of the contract, in its order.
    var beginsAsAgreed: Bool {
        let form =
            #"^\{"@timestamp":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z","log\.level":"[a-z]+","message":"([^"\\]|\\.)*","event\.name":"[a-z_.]+"[,}]"#
        return text.range(of: form, options: .regularExpression) != nil
    }
}

/// A file of the spool.
struct SpooledArticle: Sendable {
    let name: String
    let bytes: [UInt8]
    let value: JSONValue
    /// The same by the project's own model.
    let article: Article

    init(name: String, bytes: [UInt8]) throws {
        guard let value = JSONValue(parsing: bytes) else { throw Program.Failure(description: "\(name) is no JSON") }
        self.name = name
        self.bytes = bytes
        self.value = value
        article = try Article(json: bytes)
    }

    subscript(field: String) -> JSONValue? { value[field] }

    var headline: String { value["headline"]?.text ?? "" }
    var event: String { value["event"]?.text ?? "" }
    var story: String { value["story"]?.text ?? "" }
    var version: Int { value["version"]?.integer ?? 0 }
    var source: String { value["source"]?["id"]?.text ?? "" }
    var guid: String { value["guid"]?.text ?? "" }
}
