import ArgumentParser
import ConfigurationReading
import NewsModel
import Spooling

extension Spool {
    struct Claim: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Takes articles out of new/ and prints the paths of their files in cur/.",
            discussion: "The longest waiting first. Exits 75 where nothing waits, and with --wait where nothing came in time.")

        @OptionGroup var location: SpoolLocation
        @Argument(help: "Articles to be claimed; else those that wait longest.") var articles: [ArticleName] = []
        @Option(help: "So many at most.") var limit = 1
        @Option(help: ArgumentHelp("Where nothing waits, wait for so long, such as 10m.", valueName: "duration")) var wait: Age?
        @Flag(help: "Print the articles' JSON instead of their paths.") var json = false

        func validate() throws {
            if limit < 1 { throw ValidationError("--limit is 1 or more") }
        }

        func run() throws {
            let count = try location.withReader { reader in
                for article in articles {
                    try reader.claim(article.id)
                    try show(article.id, reader)
                }
                guard articles.isEmpty else { return articles.count }
                let claimed = try claim(reader)
                // Each is this caller's now: one that cannot be shown hides none of the others.
                var failure: SpoolError?
                for id in claimed {
                    do { try show(id, reader) } catch let error as SpoolError { failure = failure ?? error }
                }
                if let failure { throw failure }
                return claimed.count
            }
            if count == 0 { throw ExitStatus.temporaryFailure.code }
        }

        private func claim(_ reader: SpoolReader) throws -> [ArticleID] {
            guard let wait else { return try reader.claim(limit: limit) }
            let watcher = try SpoolWatcher(reader)
            let end = ContinuousClock.now + .milliseconds(wait.duration.milliseconds)
            while true {
                let claimed = try reader.claim(limit: limit)
                let rest = end - .now
                guard claimed.isEmpty, rest > .zero else { return claimed }
                _ = try watcher.next(timeout: rest)
            }
        }

        private func show(_ id: ArticleID, _ reader: SpoolReader) throws {
            if json {
                StandardOutput.write(try reader.json(of: id))
            } else {
                StandardOutput.write(line: reader.directory.path(of: id, in: .cur, consumer: reader.consumer))
            }
        }
    }

    struct Done: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Says that claimed articles are finished: cur/ to done/.")

        @OptionGroup var location: SpoolLocation
        @OptionGroup var articles: ArticleNames

        func run() throws { try articles.each(location, to: .done) { try $0.done($1) } }
    }

    struct Fail: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Gives claimed articles up: cur/ to failed/.")

        @OptionGroup var location: SpoolLocation
        @OptionGroup var articles: ArticleNames

        func run() throws { try articles.each(location, to: .failed) { try $0.fail($1) } }
    }

    struct Release: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lets articles wait again: cur/ or failed/ to new/.",
            discussion: """
                With --older-than those that were claimed so long ago and never finished: their consumer must be gone, or each of them \
                will be worked on twice.
                """)

        @OptionGroup var location: SpoolLocation
        @OptionGroup var articles: OptionalArticleNames
        @Option(help: ArgumentHelp("Every article that was claimed so long ago, such as 2h.", valueName: "duration")) var olderThan: Age?

        func validate() throws {
            if articles.articles.isEmpty == (olderThan == nil) { throw ValidationError("name articles, or --older-than: one of the two") }
        }

        func run() throws {
            try articles.each(location, to: .new, or: { reader in try olderThan.map { try reader.claims(before: $0.instant) } ?? [] }) {
                try $0.release($1)
            }
        }
    }

    struct Replay: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lets articles wait once more that are finished: done/ or failed/ to new/.",
            discussion: """
                With --of a consumer is given what another one has, in whatever box: so a new consumer gets what was spooled before it. \
                What it has already is left as it is.
                """)

        @OptionGroup var location: SpoolLocation
        @OptionGroup var articles: OptionalArticleNames
        @Option(help: ArgumentHelp("Every article spooled from this time on: RFC 3339, or a day.", valueName: "time")) var since: String?
        @Flag(help: "Every article of done/.") var all = false
        @Option(help: ArgumentHelp("Take the articles of that consumer; '-' for the spool's own boxes.", valueName: "name")) var of: String?

        func validate() throws {
            let ways = (articles.articles.isEmpty ? 0 : 1) + (since == nil ? 0 : 1) + (all ? 1 : 0)
            if ways != 1 { throw ValidationError("name articles, or --since, or --all: one of the three") }
            if since != nil && sinceInstant == nil { throw ValidationError("--since is a time such as 2026-01-11T10:00:00Z, or a day") }
        }

        private var sinceInstant: Instant? { since.flatMap { NewsDate($0)?.earliestInstant } }

        func run() throws {
            try location.withReader { reader in
                let other = try of.map { try SpoolReader(directory: reader.directory, consumer: $0 == "-" ? nil : $0) }
                let boxes: [SpoolDirectory.Box] = other == nil ? [.done] : SpoolDirectory.Box.allCases
                var ids = articles.articles.map(\.id)
                if ids.isEmpty {
                    ids = try boxes.flatMap { try (other ?? reader).articles(in: $0) }.sorted()
                    if let sinceInstant { ids = ids.filter { $0.instant >= sinceInstant } }
                }
                for id in ids {
                    if let other {
                        guard try reader.replay(id, from: other) else { continue }
                    } else {
                        try reader.replay(id)
                    }
                    if articles.json { SpoolLines.write(id, in: .new) }
                }
            }
        }
    }

    struct Prune: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Removes finished articles: of done/ alone.",
            discussion: """
                The daemon does it by itself, after spool.retention and spool.retention_size; without options so does this. What waits, is \
                claimed or was given up is never removed. Of every consumer, where none is named.
                """)

        @OptionGroup var location: SpoolLocation
        @Option(help: ArgumentHelp("Finished so long ago, such as 7d.", valueName: "duration")) var olderThan: Age?
        @Option(help: ArgumentHelp("The longest spooled, until the files come to no more than that, such as 10GiB.", valueName: "size"))
        var largerThan: Size?
        @Flag(help: "Print the count as JSON.") var json = false

        func run() throws {
            var before = olderThan?.instant
            var bytes = largerThan?.bytes
            if before == nil && bytes == nil {
                let settings = try location.configuration.read().spool
                before = .current - settings.retention
                if settings.retentionBytes > 0 { bytes = settings.retentionBytes }
            }
            var removed = 0
            try location.withReaders { reader in
                removed += try reader.prune(before: before ?? Instant(milliseconds: 0), maximumBytes: bytes.map(Int64.init))
            }
            StandardOutput.write(line: json ? "{\"removed\":\(removed)}" : "\(removed) removed")
        }
    }
}

/// How long ago, as durations are written everywhere: `90s`, `15m`, `12h`, `7d`.
struct Age: ExpressibleByArgument {
    let duration: Duration

    init?(argument: String) {
        guard let duration = Duration(configurationText: argument) else { return nil }
        self.duration = duration
    }

    var instant: Instant { .current - duration }
}

/// A size, as the configuration writes sizes: `16MiB`.
struct Size: ExpressibleByArgument {
    let bytes: Int

    init?(argument: String) {
        guard let bytes = Int(configurationSize: argument) else { return nil }
        self.bytes = bytes
    }
}

/// Articles by name, one at least.
struct ArticleNames: ParsableArguments {
    @Argument(help: "Ids, or the paths of their files.") var articles: [ArticleName]
    @Flag(help: "Print id and box of each as JSON, one a line.") var json = false

    func each(_ location: SpoolLocation, to box: SpoolDirectory.Box, _ act: (SpoolReader, ArticleID) throws -> Void) throws {
        try location.withReader { reader in
            for article in articles {
                try act(reader, article.id)
                if json { SpoolLines.write(article.id, in: box) }
            }
        }
    }
}

/// Articles by name, where there is another way to say which.
struct OptionalArticleNames: ParsableArguments {
    @Argument(help: "Ids, or the paths of their files.") var articles: [ArticleName] = []
    @Flag(help: "Print id and box of each as JSON, one a line.") var json = false

    func each(
        _ location: SpoolLocation, to box: SpoolDirectory.Box, or others: (SpoolReader) throws -> [ArticleID],
        _ act: (SpoolReader, ArticleID) throws -> Void
    ) throws {
        try location.withReader { reader in
            for id in articles.isEmpty ? try others(reader) : articles.map(\.id) {
                try act(reader, id)
                if json { SpoolLines.write(id, in: box) }
            }
        }
    }
}
