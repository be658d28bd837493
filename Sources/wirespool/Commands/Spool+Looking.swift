import ArgumentParser
import NewsModel
import Spooling

extension Spool {
    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists articles in the order of their spooling.",
            discussion: "In a pipe: id, box, time, source, event and version, headline, separated by tabs.")

        @OptionGroup var location: SpoolLocation
        @Option(help: "The boxes to look into; may be repeated.") var box: [SpoolDirectory.Box] = [.new]
        @Flag(help: "Look into all boxes.") var all = false
        @Option(help: ArgumentHelp("Only those of cur/ that were claimed so long ago, such as 2h.", valueName: "duration"))
        var olderThan: Age?
        @Option(help: "So many at most, the oldest first; 0 for all. [default: 50 on a terminal, else all]") var limit: Int?
        @Flag(help: "Print the articles' JSON, one a line.") var json = false

        func validate() throws {
            if let limit, limit < 0 { throw ValidationError("--limit is 0 or more") }
            if olderThan != nil && (all || box != [.cur]) { throw ValidationError("--older-than goes with --box cur") }
        }

        func run() throws {
            try location.withReader { reader in
                let boxes = all ? SpoolDirectory.Box.allCases : box
                let articles = try boxes.flatMap { box in
                    try (olderThan.map { try reader.claims(before: $0.instant) } ?? reader.articles(in: box)).map { (id: $0, box: box) }
                }.sorted { $0.id < $1.id }
                let limit = limit ?? (Terminal.isInteractive && !json ? 50 : 0)
                var rows: [[String]] = []
                for (id, box) in limit > 0 ? articles.prefix(limit) : articles[...] {
                    guard let bytes = try json(of: id, reader) else { continue }
                    if json {
                        StandardOutput.write(bytes)
                        continue
                    }
                    let cells =
                        (try? Article(json: bytes)).map { SpoolLines.cells($0, box: box) }
                        ?? ["\(id)", box.rawValue, id.instant.description, "", "", "(not an article: see `spool verify`)"]
                    if Terminal.isInteractive { rows.append(cells) } else { StandardOutput.write(line: SpoolLines.row(cells)) }
                }
                guard Terminal.isInteractive && !json else { return }
                if !rows.isEmpty {
                    StandardOutput.write(line: Terminal.table([["ID", "BOX", "SPOOLED", "SOURCE", "EVENT", "HEADLINE"]] + rows))
                }
                let more = articles.count - rows.count
                StandardOutput.write(
                    line:
                        Terminal.dim(more > 0 ? "… \(more) more" : articles.isEmpty ? "nothing there" : "\(rows.count) in all"))
            }
        }

        /// Consumers go on working: what is gone is passed over.
        private func json(of id: ArticleID, _ reader: SpoolReader) throws -> [UInt8]? {
            do { return try reader.json(of: id) } catch  where error.code == .missing { return nil }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Shows an article, in whatever box it is.")

        @OptionGroup var location: SpoolLocation
        @Argument(help: "The article's id, or the path of its file.") var article: ArticleName
        @Flag(help: "Print its JSON as it stands.") var json = false

        func run() throws {
            try location.withReader { reader in
                if json {
                    StandardOutput.write(try reader.json(of: article.id))
                } else {
                    let found = try reader.article(article.id)
                    let path = try reader.path(of: article.id)
                    StandardOutput.write(SpoolLines.text(found, path: path))
                }
            }
        }
    }

    struct Follow: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints each article as it appears in new/; claims nothing.",
            discussion: "Begins with those that wait. An article that somebody released appears again.")

        @OptionGroup var location: SpoolLocation
        @Flag(help: "Print the articles' JSON, one a line.") var json = false
        @Option(help: ArgumentHelp("End after so many articles.", valueName: "count")) var limit: Int?

        func run() throws {
            try location.withReader { reader in
                let watcher = try SpoolWatcher(reader)
                var shown = 0
                while true {
                    for id in try watcher.next() {
                        // Finished and pruned before it was looked at.
                        guard let bytes = try? reader.json(of: id) else { continue }
                        if json {
                            StandardOutput.write(bytes)
                        } else if let article = try? Article(json: bytes) {
                            StandardOutput.write(line: SpoolLines.row(SpoolLines.cells(article)))
                        }
                        shown += 1
                        if let limit, shown >= limit { return }
                    }
                }
            }
        }
    }

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Reads every article: is it one, whole, named for its id, and with the hash of its content?",
            discussion: "Of every consumer, where none is named. Prints what is wrong, one a line, and exits 65 where anything is.")

        @OptionGroup var location: SpoolLocation
        @Flag(help: "Print findings as JSON, one a line.") var json = false

        func run() throws {
            var findings = 0
            var count = 0
            var progress = Progress(total: nil)
            try location.withReaders { reader in
                let before = count
                count += try reader.verify(
                    report: { finding in
                        findings += 1
                        progress.clear()
                        StandardOutput.write(json ? line(finding) : Array((Terminal.printable(finding.description) + "\n").utf8))
                    }, progress: { progress.show(offset: nil, "\(before + $0) articles read") })
            }
            progress.end()
            guard findings == 0 else { throw failure(.dataError, "\(count) articles read, \(findings) findings") }
            if !json { StandardOutput.write(line: "\(count) articles read, all of them sound") }
        }

        private func line(_ finding: SpoolFinding) -> [UInt8] {
            var json = JSONWriter(capacity: 256)
            json.beginObject()
            json.member("path", finding.path)
            json.member("reason", finding.reason)
            json.endObject()
            json.newline()
            return json.bytes
        }
    }
}
