import ArgumentParser
import Bookkeeping
import ConfigurationReading
import Foundation
import Monitoring
import NewsModel
import SourceListing

/// Sources from a list into the ledger.
struct SourcesImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Takes sources from a list into the ledger, beside the configured ones.",
        discussion: """
            The list is OPML, CSV or NDJSON, told by its content. OPML: each outline with an xmlUrl, the outlines around it and its categories \
            become subjects. CSV: the first line names the columns, url and where wanted id, name and any key of a source as the configuration \
            has it; a list of addresses alone needs none. NDJSON: one object a line, {"url","id"?,"name"?} and the same keys.

            Where no id is given, one is made of the name or the host. A source that was imported before is brought to what the list says; \
            one whose address or id another source has is told and left out. A line that cannot be read is told and left out, and the exit \
            status is then 65. The daemon may run meanwhile, and begins to poll the new sources within half a minute.
            """)

    @Argument(help: "The list; - for standard input.") var file: String
    @OptionGroup var configuration: ConfigurationOption
    @Option(help: "The list's format, instead of the one its content tells.") var format: SourceListFormat?
    @Flag(help: "Read the list and tell what is wrong with it; change nothing.") var dryRun = false
    @Flag(help: "The result as one JSON object.") var json = false

    func run() throws {
        let settings = try configuration.read()
        let lines: LineReader
        do {
            lines = try LineReader(file: file)
        } catch {
            throw failure(.noInput, "\(file): \(error.description)")
        }
        let format = try listFormat(lines)
        var importing = Importing(settings, file: file, total: lines.byteCount)
        if !dryRun {
            do throws(LedgerError) {
                importing.ledger = try Ledger.openForImport(path: settings.ledger.path)
            } catch {
                throw failure(error.exitStatus, "\(error)")
            }
        }
        defer { importing.ledger?.close() }
        do {
            try read(lines, as: format, into: &importing)
            try importing.finish()
        } catch let error as LedgerError {
            throw failure(error.exitStatus, "\(error) (\(importing.counts.rest))")
        } catch let error as LineReader.Failure {
            throw failure(.ioError, "\(file): \(error.description) (\(importing.counts.rest))")
        }
        StandardOutput.write(line: json ? importing.counts.json : importing.counts.text(isDryRun: dryRun))
        if importing.counts.invalid > 0 { throw ExitStatus.dataError.code }
    }
}

extension SourcesImport {
    /// An outline holds another, so that OPML is read whole.
    private static let maximumOutlineBytes = 1 << 30

    private func listFormat(_ lines: LineReader) throws -> SourceListFormat {
        if let format { return format }
        do throws(LineReader.Failure) {
            if let format = SourceListFormat.detected(in: try lines.peek()) { return format }
        } catch {
            throw failure(.ioError, "\(file): \(error.description)")
        }
        throw failure(.dataError, "\(file): \(SourceListReader.unknownFormat)")
    }

    private func read(_ lines: LineReader, as format: SourceListFormat, into importing: inout Importing) throws {
        switch format {
        case .ndjson:
            var reader = JSONLineReader()
            while let line = try lines.next() {
                if let item = reader.take(line) { try importing.take(item, offset: lines.offset) }
            }
        case .csv:
            var reader = DelimitedLineReader()
            while let line = try lines.next() {
                let items = reader.take(line)
                if items.isEmpty, let unknown = reader.keys.first(where: { !Configuration.isSourceKey($0) }) {
                    throw failure(
                        .dataError,
                        "\(importing.file):1: column '\(Terminal.printable(unknown))' is no key of a source (remove or rename it)")
                }
                for item in items { try importing.take(item, offset: lines.offset) }
            }
            for item in reader.finish() { try importing.take(item, offset: lines.offset) }
        case .opml:
            var reader = OutlineReader(try lines.rest(limit: SourcesImport.maximumOutlineBytes))
            while let item = reader.next() {
                let (read, total) = reader.progress
                try importing.take(item, offset: (lines.byteCount ?? total) * (read >> 10) / max(1, total >> 10))
            }
        }
    }
}

/// One import while it goes on: lines become batches, each committed whole.
private struct Importing {
    struct Counts {
        var (added, changed, unchanged, duplicates, invalid) = (0, 0, 0, 0, 0)
        var stored: Int { added + changed + unchanged }

        var rest: String { "\(stored) sources are imported; run the import again for the rest" }

        func text(isDryRun: Bool) -> String {
            if isDryRun { return "\(stored) sources can be read, \(invalid) lines cannot" }
            return "\(added) added, \(changed) changed, \(unchanged) unchanged, \(duplicates) duplicates, \(invalid) unreadable"
        }

        var json: String {
            var json = JSONWriter()
            json.beginObject()
            json.member("added", added)
            json.member("changed", changed)
            json.member("unchanged", unchanged)
            json.member("duplicates", duplicates)
            json.member("invalid", invalid)
            json.endObject()
            return String(decoding: json.bytes, as: UTF8.self)
        }
    }

    var ledger: Ledger?
    private(set) var counts = Counts()
    private var reader: SourceLineReader
    private var batch: [(imported: ImportedSource, line: Int)] = []
    private var run = ImportRun()
    private var progress: Progress
    let file: String
    /// The configuration's sources, which the ledger learns of when the daemon starts.
    private let configuredIDs: Set<SourceID>
    private let configuredURLs: [String: SourceID]

    /// Sources of one transaction: short enough that the daemon's commits come between.
    private static let batchSize = 2000

    init(_ configuration: Configuration, file: String, total: Int?) {
        reader = SourceLineReader(configuration, file: file == "-" ? "standard input" : file)
        self.file = reader.file
        progress = Progress(total: total)
        configuredIDs = Set(configuration.sources.map(\.id))
        configuredURLs = Dictionary(
            configuration.sources.map { (URLReference.normalized($0.url), $0.id) }, uniquingKeysWith: { first, _ in first })
    }

    mutating func take(_ item: SourceListItem, offset: Int) throws {
        switch item {
        case .problem(let line, let message): refuse("\(file):\(line): \(message)")
        case .source(let listed):
            do throws(ConfigurationErrors) {
                let source = try reader.source(listed)
                let imported = ImportedSource(
                    source: source, isIDGiven: listed.id != nil, isNameGiven: listed.name != nil, overrides: listed.settings)
                if let outcome = collision(imported) { tell(outcome, imported, listed.line) } else { batch.append((imported, listed.line)) }
            } catch {
                for problem in error.problems { refuse(problem.description, isCounted: false) }
                counts.invalid += 1
            }
        }
        if batch.count >= Importing.batchSize { try store(offset: offset) }
    }

    private func collision(_ imported: ImportedSource) -> ImportOutcome? {
        if let id = configuredURLs[URLReference.normalized(imported.source.url)] { return .sameAddress(as: id, isConfigured: true) }
        return imported.isIDGiven && configuredIDs.contains(imported.source.id)
            ? .sameIdentifier(imported.source.id, isConfigured: true) : nil
    }

    mutating func finish() throws {
        try store(offset: nil)
        progress.end()
    }

    private mutating func refuse(_ message: String, isCounted: Bool = true) {
        if isCounted { counts.invalid += 1 }
        progress.clear()
        warn(message)
    }

    private mutating func store(offset: Int?) throws {
        defer { batch.removeAll(keepingCapacity: true) }
        guard let ledger else {
            counts.added += batch.count
            return
        }
        let began = ContinuousClock.now
        let policies = batch.map(\.imported.source.polling)
        let (first, now) = (run.count, Instant.current)
        let outcomes = try ledger.importSources(batch.map(\.imported), run: &run, now: now) { id, place in
            let policy = policies[min(max(0, place - first), policies.count - 1)]
            return Pace.firstPoll(of: id, among: Pace.company(of: place), policy: policy, now: now)
        }
        for (outcome, (imported, line)) in zip(outcomes, batch) { tell(outcome, imported, line) }
        progress.show(offset: offset, "\(counts.stored) sources")
        // Whoever waits for SQLite's lock gets it.
        let pause = min((ContinuousClock.now - began) / 8, .milliseconds(250))
        usleep(UInt32(clamping: max(1, pause.milliseconds) * 1000))
    }

    private mutating func tell(_ outcome: ImportOutcome, _ imported: ImportedSource, _ line: Int) {
        switch outcome {
        case .added: counts.added += 1
        case .changed: counts.changed += 1
        case .unchanged: counts.unchanged += 1
        case .sameAddress(let other, let isConfigured):
            counts.duplicates += 1
            progress.clear()
            let address = URLReference(imported.source.url)?.withoutUserInfo ?? ""
            warn("\(file):\(line): \(isConfigured ? "the configured source" : "source") \(other) has the address \(address) (left out)")
        case .sameIdentifier(let id, let isConfigured):
            counts.duplicates += 1
            progress.clear()
            warn("\(file):\(line): the id \(id) is \(isConfigured ? "the configuration's" : "given before") (left out; give it another id)")
        }
    }
}
