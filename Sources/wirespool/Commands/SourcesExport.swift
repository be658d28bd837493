public import ArgumentParser
import Bookkeeping
import ConfigurationReading
import Foundation
import NewsModel
public import SourceListing

/// All sources as a list.
struct SourcesExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes all sources as a list that 'sources import' reads.",
        discussion: """
            What a source says otherwise than the configuration's own values stands with it, in OPML and CSV under 'settings' where other \
            programs have no place for it. Secrets stay unresolved.
            """)

    @OptionGroup var configuration: ConfigurationOption
    @Option(help: "The list's format.") var format = SourceListFormat.ndjson
    @Flag(help: "Only imported sources.") var imported = false

    func run() throws {
        let settings = try configuration.read()
        let writer = SourceListWriter(format)
        var output = BufferedOutput()
        output.write(Array(writer.start.utf8))
        if !imported {
            for source in settings.sources { output.write(writer.text(of: source, settings: settings.settings(of: source))) }
        }
        if let ledger = try Sources.ledger(settings) {
            let configured = Set(settings.sources.map(\.id))
            do throws(LedgerError) {
                try ledger.forEachSource(.imported) { source, overrides in
                    // One that the configuration has taken over since is its own.
                    guard imported || !configured.contains(source.source.id) else { return true }
                    output.write(writer.text(of: source.source, settings: overrides ?? ""))
                    return true
                }
            } catch {
                throw failure(error.exitStatus, "\(error)")
            }
        }
        output.write(Array(writer.end.utf8))
        output.flush()
    }
}

extension SourceListFormat: ExpressibleByArgument {}

extension SourceListWriter {
    fileprivate func text(of source: Source, settings: String) -> [UInt8] {
        let name = source.name == source.id.rawValue ? nil : source.name
        return Array(text(of: SourceLine(id: source.id.rawValue, name: name, url: source.url, settings: settings)).utf8)
    }
}

/// Standard output in pieces large enough for many lines.
struct BufferedOutput {
    private var bytes: [UInt8] = []

    mutating func write(_ more: [UInt8]) {
        bytes += more
        if bytes.count >= 1 << 16 { flush() }
    }

    mutating func flush() {
        StandardOutput.write(bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}
