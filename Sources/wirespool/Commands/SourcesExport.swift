import ArgumentParser
import Bookkeeping
import ConfigurationReading
import Foundation
import NewsModel

/// All sources as a list.
struct SourcesExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes all sources as a list that 'sources import' reads.",
        discussion: "What a source says otherwise than the configuration's own values stands in its line. Secrets stay unresolved.")

    @OptionGroup var configuration: ConfigurationOption
    @Option(help: "The list's format.") var format = SourceList.Format.ndjson
    @Flag(help: "Only imported sources.") var imported = false

    func run() throws {
        let settings = try configuration.read()
        var output = BufferedOutput()
        if !imported {
            for source in settings.sources { output.write(SourceList.json(source, settings: settings.settings(of: source))) }
        }
        if let ledger = try Sources.ledger(settings) {
            do throws(LedgerError) {
                try ledger.forEachSource(.imported) { source, overrides in
                    output.write(SourceList.json(source.source, settings: overrides ?? ""))
                    return true
                }
            } catch {
                throw failure(error.exitStatus, "\(error)")
            }
        }
        output.flush()
    }
}

extension SourceList.Format: ExpressibleByArgument {}

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
