import ArgumentParser
import Bookkeeping
import ConfigurationReading
import Foundation
import NewsModel

/// The sources, with their health.
struct Sources: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Shows the sources and how they do.", subcommands: [SourcesList.self, SourcesShow.self])

    /// A source as configured, and what the ledger knows of it.
    struct Row {
        let source: Source
        let state: SourceState?

        var health: String {
            guard source.isEnabled else { return "disabled" }
            guard let state else { return "not polled yet" }
            if state.standing != .active { return state.standing.rawValue }
            if let error = state.lastError { return "failing (\(error.type.rawValue), \(state.failures)×)" }
            return state.lastSuccessAt == nil ? "not polled yet" : "ok"
        }
    }

    /// The configured sources in their order, with their states where there is a ledger.
    static func rows(_ settings: Configuration) throws -> [Row] {
        guard FileManager.default.fileExists(atPath: settings.ledger.path) else {
            return settings.sources.map { Row(source: $0, state: nil) }
        }
        let ledger: Ledger
        do {
            ledger = try Ledger.openReadOnly(path: settings.ledger.path)
        } catch {
            throw failure(.ioError, "\(error)")
        }
        return try settings.sources.map { Row(source: $0, state: try ledger.source($0.id)?.state) }
    }
}

/// All sources.
struct SourcesList: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the sources: health, last and next poll.")

    @OptionGroup var configuration: ConfigurationOption
    @Flag(help: "Only those whose last poll failed.") var failing = false
    @Flag(help: "One JSON object a line.") var json = false

    func run() throws {
        let rows = try Sources.rows(configuration.read()).filter { !failing || $0.state?.lastError != nil }
        if json {
            for row in rows { StandardOutput.write(line: String(decoding: row.json, as: UTF8.self)) }
            return
        }
        var table = [["SOURCE", "HEALTH", "LAST POLL", "NEXT POLL", "BECAUSE"].map(Terminal.bold)]
        for row in rows {
            let health = row.state?.lastError == nil ? row.health : Terminal.red(row.health)
            table.append([
                row.source.id.rawValue, health, row.state?.lastPollAt?.description ?? "–", row.state?.nextPollAt.description ?? "–",
                row.state?.nextReason.rawValue ?? "–",
            ])
        }
        StandardOutput.write(line: Terminal.table(table))
    }
}

/// One source.
struct SourcesShow: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Shows one source in depth.")

    @Argument(help: "The source's id.") var id: String
    @OptionGroup var configuration: ConfigurationOption
    @Flag(help: "One JSON object.") var json = false

    func run() throws {
        let rows = try Sources.rows(configuration.read())
        guard let row = rows.first(where: { $0.source.id.rawValue == id }) else {
            throw failure(.noInput, "no source '\(id)' is configured ('wirespool sources list' names them)")
        }
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
            ("id", source.id.rawValue), ("name", source.name), ("url", source.url), ("kind", source.kind.rawValue), ("health", health),
            ("last poll", state?.lastPollAt?.description ?? ""), ("last success", state?.lastSuccessAt?.description ?? ""),
            ("last new article", state?.lastNewAt?.description ?? ""), ("next poll", state?.nextPollAt.description ?? ""),
            ("because", state?.nextReason.rawValue ?? ""), ("entries every", state?.entryGap.map(\.inWords) ?? ""),
            ("failures in a row", state.map { $0.failures > 0 ? String($0.failures) : "" } ?? ""),
            ("last error", state?.lastError.map { "\($0.type.rawValue): \($0.message)" } ?? ""),
            ("etag", state?.validators?.etag ?? ""), ("last-modified", state?.validators?.lastModified ?? ""),
            ("moved to", state?.move?.url ?? ""),
        ]
    }

    var json: [UInt8] {
        var json = JSONWriter()
        json.beginObject()
        json.member("id", source.id.rawValue)
        json.member("name", source.name)
        json.member("url", source.url)
        json.member("kind", source.kind.rawValue)
        json.key("enabled")
        json.boolean(source.isEnabled)
        json.member("health", health)
        json.member("standing", state?.standing.rawValue)
        json.member("last_poll_at", state?.lastPollAt?.description)
        json.member("last_success_at", state?.lastSuccessAt?.description)
        json.member("last_new_at", state?.lastNewAt?.description)
        json.member("next_poll_at", state?.nextPollAt.description)
        json.member("next_reason", state?.nextReason.rawValue)
        json.member("failures", state?.failures)
        json.member("error_type", state?.lastError?.type.rawValue)
        json.member("error_message", state?.lastError?.message)
        json.member("etag", state?.validators?.etag)
        json.member("last_modified", state?.validators?.lastModified)
        json.member("moved_to", state?.move?.url)
        json.endObject()
        return json.bytes
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
