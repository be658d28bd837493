import Foundation
import Testing

/// Files that say what a run is to leave behind, line by line. With `WIRESPOOL_GOLDEN=write` they are written instead of compared:
/// what changed is then read in the difference, by a person.
enum Golden {
    static func expect(_ name: String, _ lines: [String], sourceLocation: SourceLocation = #_sourceLocation) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden/" + name)
        let text = lines.map { $0 + "\n" }.joined()
        if ProcessInfo.processInfo.environment["WIRESPOOL_GOLDEN"] == "write" {
            try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
            return
        }
        guard let data = try? Data(contentsOf: file) else {
            Issue.record("\(name) was never written (WIRESPOOL_GOLDEN=write)", sourceLocation: sourceLocation)
            return
        }
        let wanted = String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
        for index in 0..<max(wanted.count, lines.count) {
            let (expected, found) = (index < wanted.count ? wanted[index] : "nothing", index < lines.count ? lines[index] : "nothing")
            #expect(found == expected, "\(name), line \(index + 1)", sourceLocation: sourceLocation)
        }
    }
}

/// Takes out of a run's results what is different every time.
struct Mask {
    private var names: [String: String] = [:]
    private let directory: String
    private let ports: [String]

    init(directory: String, ports: [UInt16]) {
        self.directory = directory
        self.ports = ports.map { String($0) }
    }

    /// Members whose values are moments, lengths of time or numbers of this run.
    private static let varying: Set<String> = [
        "@timestamp", "first_seen_at", "fetched_at", "event.duration", "poll.next_at", "process.pid", "process.uptime", "service.version",
        "host.until", "source.since", "spool.free_bytes",
    ]

    mutating func callAsFunction(_ value: JSONValue, key: String = "") -> JSONValue {
        if Self.varying.contains(key) { return .string("…") }
        switch value {
        case .string(let text): return .string(masked(text))
        case .array(let elements): return .array(elements.map { self($0) })
        case .object(let members):
            var out: [String: JSONValue] = [:]
            // In the order of the names, so that identifiers are numbered alike in every run.
            for (name, member) in members.sorted(by: { $0.key < $1.key }) { out[name] = self(member, key: name) }
            return .object(out)
        case .null, .boolean, .number: return value
        }
    }

    private mutating func masked(_ text: String) -> String {
        var text = text.replacing(directory, with: "DIRECTORY")
        for port in ports { text = text.replacing(":" + port, with: ":PORT") }
        let form = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/
        return text.replacing(form) { match in
            let id = String(match.output)
            if let name = names[id] { return name }
            let name = "ID\(names.count + 1)"
            names[id] = name
            return name
        }
    }
}
