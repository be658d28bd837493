import ArgumentParser
import ConfigurationReading
import Dispatch
import Foundation
import Glibc
import LoopbackPublisher
import Monitoring
import NewsModel
import Telemetry

/// The whole thing, working, with nothing to configure.
struct Demo: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "A small publisher on loopback and the whole daemon against it, in a temporary directory.",
        discussion: """
            The publisher's sources do what real ones do: an Arabic feed whose articles are on its pages, feeds in English, one that carries a \
            story of another word for word, one that revises a story, one that never changes, one that asks for fewer requests, one that is \
            broken. On a terminal a live view runs until Ctrl-C; in a pipe it ends after 15 seconds with a summary.
            """)

    @Option(help: ArgumentHelp("Where configuration, ledger, spool and log are kept.", valueName: "DIR")) var directory: String?
    @Option(name: .customLong("for"), help: ArgumentHelp("How long it runs, such as 15s or 2m.", valueName: "DURATION"))
    var duration: String?

    func run() throws {
        let length = try duration.map { text in
            guard let length = Duration(configurationText: text), length > .zero else {
                throw failure(.usage, "'\(text)' is no duration (write 15s or 2m)")
            }
            return length
        }
        let place = try DemoPlace(directory: directory)
        let settings: Configuration
        do throws(ConfigurationErrors) {
            settings = try ConfigurationReader.read(file: place.configurationFile)
        } catch {
            throw failure(.configuration, error.problems.map(\.description).joined(separator: "\n"))
        }
        let log = EventLog(settings.log)
        let lifetime = DaemonLifetime(log: log)
        let daemon: Daemon
        do throws(Daemon.StartError) {
            daemon = try Daemon(settings, mode: .continuous, log: log, service: ServiceManager(environment: [:]), finished: { _ in })
        } catch {
            throw failure(error.status, error.description)
        }
        let view = DemoView(place: place, daemon: daemon)
        let isLive = Terminal.isInteractive && length == nil
        if !isLive || length != nil {
            DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(Int((length ?? .seconds(15)).milliseconds))) {
                lifetime.end("the end of the demo")
            }
        }
        view.begin(isLive: Terminal.isInteractive)
        lifetime.run(daemon, reload: {}, atEnd: { _ in await view.summarise() })
    }
}

/// The demo's directory: made once, and found again by a second run, with the publisher's clock and port.
final class DemoPlace: Sendable {
    let directory: String
    let configurationFile: String
    let spool: String
    let log: String
    let publisher: DemoPublisher

    private struct Beginning: Codable {
        var startedAt: Instant
        var port: UInt16
    }

    init(directory given: String?) throws {
        let files = FileManager.default
        directory = try given.map { URL(fileURLWithPath: $0).standardizedFileURL.path } ?? DemoPlace.temporaryDirectory()
        configurationFile = directory + "/wirespool.yaml"
        spool = directory + "/spool"
        log = directory + "/wirespool.log"
        let memory = directory + "/demo.json"
        do {
            try files.createDirectory(atPath: directory, withIntermediateDirectories: true)
            let before = files.contents(atPath: memory).flatMap { try? JSONDecoder().decode(Beginning.self, from: $0) }
            let site = DemoSite(startedAt: before?.startedAt ?? .current, tempo: .seconds(3))
            publisher = try DemoPlace.publish(site, port: before?.port)
            let beginning = Beginning(startedAt: before?.startedAt ?? site.startedAt, port: publisher.port)
            try JSONEncoder().encode(beginning).write(to: URL(fileURLWithPath: memory))
            try Data(DemoPlace.configuration(of: publisher).utf8).write(to: URL(fileURLWithPath: configurationFile))
        } catch {
            let number = DemoPlace.systemError(of: error)
            let reason = number.map { String(cString: strerror($0)) } ?? "\(error)"
            throw failure(DemoPlace.status(of: number), "the demo cannot be set up in \(directory): \(reason); name another --directory")
        }
    }

    /// The port of an earlier run, so that the links stay; another one where it is taken.
    private static func publish(_ site: DemoSite, port: UInt16?) throws -> DemoPublisher {
        if let port, let publisher = try? DemoPublisher(site, port: port) { return publisher }
        return try DemoPublisher(site)
    }

    private static func temporaryDirectory() throws -> String {
        var template = Array((NSTemporaryDirectory() + "wirespool-demo-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else {
            let number = errno
            throw failure(
                status(of: number), "no temporary directory in $TMPDIR: \(String(cString: strerror(number))); name one with --directory")
        }
        return String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// The errno below an error of Foundation's.
    private static func systemError(of error: any Error) -> Int32? {
        if let error = error as? POSIXError { return error.code.rawValue }
        return ((error as? CocoaError)?.userInfo[NSUnderlyingErrorKey] as? POSIXError)?.code.rawValue
    }

    private static func status(of number: Int32?) -> ExitStatus {
        number == EACCES || number == EPERM ? .notPermitted : .cannotCreate
    }

    private static func configuration(of publisher: DemoPublisher) -> String {
        var yaml = """
            # The configuration of 'wirespool demo': an ordinary one, but for the short intervals.
            spool:
              directory: spool
              min_free: 16MiB
            ledger:
              url: sqlite:ledger.db
            polling:
              interval: 2s
              min_interval: 2s
              max_interval: 2s
              delay_per_host: 0s
              transfers_per_host: 4
              contact: https://example.org/wirespool-demo
            network:
              allow: [127.0.0.0/8]
            log:
              level: debug
              destination: wirespool.log
            admin:
              listen: [unix:admin.sock, 127.0.0.1:0]
            sources:

            """
        for (feed, url) in publisher.sources {
            yaml += "  - id: \(feed.id)\n    name: \(feed.name)\n    url: \(url)\n"
            if feed.fullText { yaml += "    full_text: always\n" }
        }
        return yaml
    }
}

/// What a person sees of the demo.
final class DemoView: Sendable {
    private let place: DemoPlace
    private let daemon: Daemon
    private let shown = ShownArticles()

    init(place: DemoPlace, daemon: Daemon) {
        self.place = place
        self.daemon = daemon
    }

    func begin(isLive: Bool) {
        StandardOutput.write(line: "A publisher on 127.0.0.1:\(place.publisher.port) and wirespool, in \(place.directory)")
        Task { [self] in
            if let page = await page() { StandardOutput.write(line: "Its page, while it runs: \(Terminal.bold(page))") }
            while isLive {
                let counts = await daemon.tally.counts
                for article in await shown.fresh(Array(counts.newest)) {
                    let mark = article.event == .new ? "new     " : "revised "
                    let headline = Terminal.printable(article.content.headline ?? "–")
                    StandardOutput.write(line: "\(Terminal.bold(mark)) \(article.source.id)  \(headline)")
                }
                StandardOutput.write("\r\u{1B}[K" + Terminal.dim("\(line(counts))  (Ctrl-C ends)") + "\r")
                try? await Task.sleep(for: .milliseconds(500))
            }
        }
    }

    /// Where a browser finds the page, once the daemon listens; nil where it cannot.
    private func page() async -> String? {
        while true {
            if let listeners = await daemon.tally.counts.listeners {
                return listeners.first { !$0.hasPrefix("unix:") }.map { "http://\($0)/" }
            }
            try? await Task.sleep(for: .milliseconds(20))
        }
    }

    private func line(_ counts: Tally.Counts) -> String {
        "\(counts.polls) polled, \(counts.spooled) spooled, \(counts.duplicates) duplicates, \(counts.revised) revised, \(counts.failedPolls) failed"
    }

    func summarise() async {
        let counts = await daemon.tally.counts
        let table = Terminal.table([
            ["polled", "\(counts.polls)"], ["spooled", "\(counts.spooled)"], ["duplicates", "\(counts.duplicates)"],
            ["revised", "\(counts.revised)"],
            ["failed", "\(counts.failedPolls)" + why(counts.failures)],
        ])
        // As it was called: a fresh build is not on the PATH.
        let program = CommandLine.arguments.first ?? "wirespool"
        StandardOutput.write(
            line: """

                \(table)

                articles  \(place.spool)/new   (\(program) spool list --spool \(place.spool))
                log       \(place.log)
                again     \(program) demo --directory \(place.directory)
                """)
    }

    private func why(_ failures: [ErrorType: Int]) -> String {
        guard !failures.isEmpty else { return "" }
        return "  ("
            + failures.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.key.rawValue) \($0.value)×" }.joined(separator: ", ") + ")"
    }
}

/// Which articles the live view has shown.
private actor ShownArticles {
    private var seen: Set<ArticleID> = []

    func fresh(_ articles: [Article]) -> [Article] {
        articles.reversed().filter { seen.insert($0.id).inserted }
    }
}
