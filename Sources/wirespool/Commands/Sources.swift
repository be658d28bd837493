public import ArgumentParser
import Bookkeeping
import ConfigurationReading
import Foundation
public import NewsModel

/// The sources, with their health.
struct Sources: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows the sources and how they do, and takes lists of sources in and out.",
        subcommands: [
            SourcesList.self, SourcesShow.self, SourcesPoll.self, SourcesPause.self, SourcesResume.self, SourcesImport.self,
            SourcesExport.self, SourcesRemove.self,
        ])

    /// A source as configured or imported, and what the ledger knows of it.
    struct Row {
        let source: Source
        let state: SourceState?
        var isImported = false
        /// The documents that it has beside its own.
        var parts: [DueSource] = []

        private var standing: SourceHealth { state.map { SourceHealth(source, $0) } ?? (source.isEnabled ? .waiting : .disabled) }

        /// In the colour of its health.
        func paint(_ text: String) -> String {
            switch standing {
            case .failing, .gone, .quarantined: Terminal.red(text)
            case .ok: state?.silentSince == nil ? Terminal.green(text) : Terminal.yellow(text)
            case .waiting, .paused, .disabled: Terminal.yellow(text)
            }
        }

        /// When it is polled next, and why then; nil where nobody polls it.
        var due: SourceState? { standing == .disabled || standing == .paused ? nil : state }

        var health: String {
            let health = standing
            switch health {
            case .gone, .paused, .quarantined, .disabled: return health.rawValue
            case .failing: return "failing (\(state?.lastError?.type.rawValue ?? ""), \(state?.failures ?? 0)×)"
            case .ok, .waiting:
                if let since = state?.silentSince { return "silent since \(since.day)" }
                return health == .ok ? "ok" : "not polled yet"
            }
        }
    }

    /// The ledger, for reading; nil where there is none yet.
    static func ledger(_ settings: Configuration) throws -> Ledger? {
        guard FileManager.default.fileExists(atPath: settings.ledger.path) else { return nil }
        do {
            return try Ledger.openReadOnly(path: settings.ledger.path)
        } catch {
            throw failure(error.exitStatus, "\(error)")
        }
    }
}

/// All sources.
struct SourcesList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the sources: health, last and next poll.")

    @OptionGroup var configuration: ConfigurationOption
    @Flag(help: "Only those whose last poll failed, the longest failing first; short for --health failing.") var failing = false
    @Option(help: "Only those that do so.") var health: SourceHealth?
    @Flag(help: "Only those that have brought nothing for longer than is their habit, the longest silent first.") var silent = false
    @Flag(help: "Only those that are due now, the longest due first.") var due = false
    @Flag(help: "Only those that were imported.") var imported = false
    @Option(help: ArgumentHelp("Only those with this in their identifier or address.", valueName: "text")) var match: String?
    @Option(help: "So many at most.") var limit: Int?
    @Flag(help: "One JSON object a line.") var json = false

    func validate() throws {
        if failing, let health, health != .failing { throw ValidationError("--failing and --health \(health.rawValue) leave none") }
        if let limit, limit < 1 { throw ValidationError("--limit is 1 at least") }
    }

    func run() throws {
        let settings = try configuration.read()
        let ledger = try Sources.ledger(settings)
        var output = SourceTable(isJSON: json, limit: limit ?? .max)
        do throws(LedgerError) {
            if let query {
                try ledger?.forEachSource(query) { source, _ in
                    output.add(.init(source: source.source, state: source.state, isImported: source.isImported))
                }
            } else {
                for source in settings.sources {
                    let known = try ledger?.source(source.id)
                    guard output.add(.init(source: source, state: known?.isImported == false ? known?.state : nil)) else { break }
                }
                try ledger?.forEachSource(.imported) { source, _ in
                    output.add(.init(source: source.source, state: source.state, isImported: true))
                }
            }
        } catch {
            throw failure(error.exitStatus, "\(error)")
        }
        output.end()
    }
}

extension SourcesList {
    /// What is asked of the ledger; nil for every source, those among them that it does not know yet.
    fileprivate var query: SourceQuery? {
        var query = SourceQuery()
        query.text = match ?? ""
        query.health = failing ? .failing : health
        query.isSilent = silent
        query.dueBefore = due ? .current : nil
        query.isImported = imported
        query.order = due ? .next : silent ? .silent : query.health == .failing ? .failures : .id
        query.limit = .max
        return query.isEverything ? nil : query
    }
}

extension SourceHealth: ExpressibleByArgument {}

/// Rows as they come: a table whose columns are as wide as the first thousand rows need, or a JSON object a line.
private struct SourceTable {
    private let isJSON: Bool
    private var left: Int
    private var output = BufferedOutput()
    private var rows = [["SOURCE", "HEALTH", "LAST POLL", "NEXT POLL", "BECAUSE"].map(Terminal.bold)]
    private var widths: [Int]?

    init(isJSON: Bool, limit: Int) {
        self.isJSON = isJSON
        left = limit
    }

    /// - Returns: Whether there is room for more.
    mutating func add(_ row: Sources.Row) -> Bool {
        guard left > 0 else { return false }
        left -= 1
        if isJSON {
            output.write(row.json + [0x0A])
            return left > 0
        }
        let health = row.paint(row.health)
        rows.append([
            row.source.id.rawValue, health + (row.isImported ? " (imported)" : ""), row.state?.lastPollAt?.description ?? "–",
            row.due?.nextPollAt.description ?? "–", row.due?.nextReason.rawValue ?? "–",
        ])
        if rows.count > 1000 { writeRows() }
        return left > 0
    }

    mutating func end() {
        if !isJSON { writeRows() }
        output.flush()
    }

    private mutating func writeRows() {
        guard !rows.isEmpty else { return }
        let table = Terminal.columns(rows, widths: &widths)
        output.write(Array((table + "\n").utf8))
        rows = []
    }
}

/// Imported sources out of the ledger.
struct SourcesRemove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Removes imported sources; configured ones leave with their lines in the configuration.",
        discussion: "What was seen of them is remembered for thirty days, should they come back.")

    @Argument(help: "The sources' ids.") var ids: [String]
    @OptionGroup var configuration: ConfigurationOption

    func run() throws {
        let settings = try configuration.read()
        let names = ids.compactMap { SourceID($0) }
        let unknown = Set(ids).subtracting(names.map(\.rawValue)).sorted()
        do throws(LedgerError) {
            guard FileManager.default.fileExists(atPath: settings.ledger.path) else {
                throw LedgerError(.missing, "ledger \(settings.ledger.path): there is none, so nothing was imported")
            }
            let ledger = try Ledger.openForImport(path: settings.ledger.path)
            defer { ledger.close() }
            let missing = try ledger.removeImported(names, now: .current).map(\.rawValue) + unknown
            guard missing.isEmpty else {
                throw LedgerError(.missing, "no imported source: \(missing.joined(separator: ", "))")
            }
        } catch {
            throw failure(error.exitStatus, error.message)
        }
    }
}

/// One source.
struct SourcesShow: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Shows one source in depth.")

    @Argument(help: "The source's id.") var id: String
    @OptionGroup var configuration: ConfigurationOption
    @Flag(help: "One JSON object.") var json = false

    func run() throws {
        let settings = try configuration.read()
        let ledger = try Sources.ledger(settings)
        let known = try SourceID(id).flatMap { try ledger?.source($0) }
        let configured = settings.sources.first { $0.id.rawValue == id }
        var row: Sources.Row
        if let configured {
            row = .init(source: configured, state: known?.isImported == false ? known?.state : nil)
        } else if let known, known.isImported {
            row = .init(source: known.source, state: known.state, isImported: true)
        } else {
            throw failure(.noInput, "no source '\(id)' is configured or imported ('wirespool sources list' names them)")
        }
        if let known, row.state != nil { row.parts = try ledger?.parts(of: known.source.id) ?? [] }
        if json {
            StandardOutput.write(line: String(decoding: row.json, as: UTF8.self))
            return
        }
        StandardOutput.write(line: Terminal.table(row.facts.filter { !$0.1.isEmpty }.map { [Terminal.bold($0.0), $0.1] }))
    }
}

extension Sources.Row {
    var facts: [(String, String)] {
        [
            ("id", source.id.rawValue), ("name", source.name), ("url", source.url), ("kind", source.kind.rawValue),
            ("origin", isImported ? "imported" : "configured"), ("health", health),
            ("last poll", state?.lastPollAt?.description ?? ""), ("last success", state?.lastSuccessAt?.description ?? ""),
            ("last new article", state?.lastNewAt?.description ?? ""), ("next poll", due?.nextPollAt.description ?? ""),
            ("because", due?.nextReason.rawValue ?? ""), ("entries every", state?.entryGap.map(\.inWords) ?? ""),
            ("failures in a row", state.map { $0.failures > 0 ? String($0.failures) : "" } ?? ""),
            ("last error", state?.lastError.map { "\($0.type.rawValue): \($0.message)" } ?? ""),
            ("etag", state?.validators?.etag ?? ""), ("last-modified", state?.validators?.lastModified ?? ""),
            ("moved to", state?.move?.url ?? ""), ("hub", Terminal.printable(state?.hub ?? "")),
            ("calls itself", Terminal.printable(state?.selfURL ?? "")),
        ]
            + parts.map { part in
                let row = Sources.Row(source: part.source, state: part.state)
                return ("sitemap", "\(Terminal.printable(part.source.url))  \(row.health), next poll \(part.state.nextPollAt)")
            }
    }

    var json: [UInt8] {
        var json = JSONWriter()
        write(to: &json)
        return json.bytes
    }

    private func write(to json: inout JSONWriter) {
        json.beginObject()
        json.member("id", source.id.rawValue)
        json.member("name", source.name)
        json.member("url", source.url)
        json.member("kind", source.kind.rawValue)
        json.key("imported")
        json.boolean(isImported)
        json.key("enabled")
        json.boolean(source.isEnabled)
        json.member("health", health)
        json.member("standing", state?.standing.rawValue)
        json.member("last_poll_at", state?.lastPollAt?.description)
        json.member("last_success_at", state?.lastSuccessAt?.description)
        json.member("last_new_at", state?.lastNewAt?.description)
        json.member("next_poll_at", due?.nextPollAt.description)
        json.member("next_reason", due?.nextReason.rawValue)
        json.member("failures", state?.failures)
        json.member("error_type", state?.lastError?.type.rawValue)
        json.member("error_message", state?.lastError?.message)
        json.member("etag", state?.validators?.etag)
        json.member("last_modified", state?.validators?.lastModified)
        json.member("moved_to", state?.move?.url)
        json.member("silent_since", state?.silentSince?.description)
        json.member("entry_gap_seconds", state?.entryGap.map { Int($0.inSeconds) })
        json.member("hub", state?.hub)
        json.member("self_url", state?.selfURL)
        if !parts.isEmpty {
            json.key("sitemaps")
            json.beginArray()
            for part in parts { Sources.Row(source: part.source, state: part.state, isImported: isImported).write(to: &json) }
            json.endArray()
        }
        json.endObject()
    }
}

extension Duration {
    /// `90s`, `15m`, `12h`, `7d`: the largest unit that leaves two digits or fewer, rounded.
    var inWords: String {
        let seconds = Int(inSeconds.rounded())
        return switch seconds {
        case ..<100: "\(seconds)s"
        case ..<6000: "\((seconds + 30) / 60)m"
        case ..<172_800: "\((seconds + 1800) / 3600)h"
        default: "\((seconds + 43_200) / 86_400)d"
        }
    }
}
