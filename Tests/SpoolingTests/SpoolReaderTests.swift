import Foundation
import Glibc
import NewsModel
import Spooling
import Testing

@Suite struct SpoolReaderTests {
    static let now = Instant(year: 2026, month: 1, day: 11, hour: 10)
    /// By the file system's clock.
    static var today: Instant { Instant(seconds: Int64(time(nil))) }

    /// A spool in a directory of its own, which goes with the value.
    final class Place {
        let directory: SpoolDirectory
        let writer: SpoolWriter
        private var generator = ArticleIDGenerator(after: nil)

        init(consumers: [String] = []) throws {
            directory = SpoolDirectory(path: "/tmp/wirespool-spool-\(getpid())-\(UInt64.random(in: 0 ... .max))")
            writer = try SpoolWriter(directory: directory, consumers: consumers)
            try writer.create(now: SpoolReaderTests.now)
        }

        deinit { Place.remove(directory.path) }

        static func remove(_ path: String) {
            for name in (try? SystemCalls().names(in: path)) ?? [] where unlink("\(path)/\(name)") != 0 { remove("\(path)/\(name)") }
            rmdir(path)
        }

        func article(_ headline: String = "Headline") -> Article {
            var content = ArticleContent()
            content.headline = headline
            content.bodyText = "Text.\n\nنص."
            let candidate = Candidate(
                source: ArticleSource(id: source, name: "A", url: "https://a.example/", kind: .feed), content: content,
                fetchedAt: SpoolReaderTests.now, provenance: Provenance(format: "rss20"))
            let id = generator.next(now: SpoolReaderTests.now)
            return Article(
                candidate, id: id, event: .new, story: id, version: 1, previous: nil, contentHash: ContentHash(of: content),
                firstSeenAt: SpoolReaderTests.now)
        }

        private var source: SourceID { SourceID("a") ?? { preconditionFailure("a letter") }() }

        @discardableResult
        func publish(_ count: Int = 1) throws -> [Article] {
            let articles = (0..<count).map { _ in article() }
            try writer.stage(articles.map { ($0.id, $0.jsonLine) })
            try writer.publish(articles.map(\.id))
            return articles
        }
    }

    @Test func `what is staged is not seen, what is published is`() throws {
        let place = try Place()
        let reader = try SpoolReader(directory: place.directory)
        let article = place.article()
        try place.writer.stage([(article.id, article.jsonLine)])
        #expect(try reader.articlesWaiting().isEmpty)
        try place.writer.publish([article.id])
        #expect(try reader.articlesWaiting() == [article.id] && reader.article(article.id) == article)
        try place.writer.publish([article.id])
        #expect(try reader.articlesWaiting() == [article.id])
    }

    @Test func `an article goes from box to box, and only as it may`() throws {
        let place = try Place()
        let reader = try SpoolReader(directory: place.directory)
        let id = try #require(try place.publish().first).id
        #expect(throws: SpoolError.self) { try reader.done(id) }
        try reader.claim(id)
        #expect(try reader.box(of: id) == .cur)
        let error = try #require(throws: SpoolError.self) { try reader.claim(id) }
        #expect(error.code == .missing && error.message.contains("cur/"))
        try reader.fail(id)
        #expect(try reader.box(of: id) == .failed)
        try reader.release(id)
        #expect(try reader.box(of: id) == .new)
        try reader.claim(id)
        try reader.release(id)
        try reader.claim(id)
        try reader.done(id)
        #expect(try reader.box(of: id) == .done && reader.articles(in: .new).isEmpty)
        #expect(throws: SpoolError.self) { try reader.release(id) }
    }

    @Test func `the longest waiting are claimed first, and no more than there are`() throws {
        let place = try Place()
        let reader = try SpoolReader(directory: place.directory)
        let ids = try place.publish(5).map(\.id)
        #expect(try reader.claim(limit: 2) == Array(ids[..<2]))
        #expect(try reader.claim(limit: 9) == Array(ids[2...]))
        #expect(try reader.claim(limit: 1).isEmpty)
    }

    @Test func `many claim at once, and each article is one's alone`() async throws {
        let place = try Place()
        let reader = try SpoolReader(directory: place.directory)
        let ids = try place.publish(200).map(\.id)
        let claimed = try await withThrowingTaskGroup(of: [ArticleID].self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var mine: [ArticleID] = []
                    while true {
                        let some = try reader.claim(limit: 7)
                        if some.isEmpty { return mine }
                        mine += some
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(claimed.sorted() == ids)
    }

    @Test func `a directory without SPOOL.json is no spool`() throws {
        let error = try #require(throws: SpoolError.self) { try SpoolReader(directory: SpoolDirectory(path: "/tmp")) }
        #expect(error.code == .missing)
    }

    @Test func `directories are the group's, with its bit set, and files are read-only`() throws {
        let place = try Place()
        let id = try #require(try place.publish().first).id
        var status = stat()
        for box in SpoolDirectory.Box.allCases {
            #expect(stat(place.directory.path(of: box), &status) == 0 && status.st_mode & 0o7777 == 0o2770)
        }
        #expect(stat(place.directory.path(of: id, in: .new), &status) == 0 && status.st_mode & 0o7777 == 0o440)
    }

    @Test func `each of several consumers gets its own, one file for all`() throws {
        let place = try Place(consumers: ["indexer", "archive"])
        let id = try #require(try place.publish().first).id
        let readers = try ["indexer", "archive"].map { try SpoolReader(directory: place.directory, consumer: $0) }
        for reader in readers { #expect(try reader.articlesWaiting() == [id]) }
        try readers[0].claim(id)
        try readers[0].done(id)
        #expect(try readers[1].box(of: id) == .new)
        var status = stat()
        #expect(stat(try readers[1].path(of: id), &status) == 0 && status.st_nlink == 2)
    }

    @Test func `recovery goes by the names it finds, not by today's consumers`() throws {
        let place = try Place(consumers: ["indexer"])
        let article = place.article()
        try place.writer.stage([(article.id, article.jsonLine)])
        let path = place.directory.stagingPath
        #expect(try SystemCalls().names(in: path) == ["\(article.id).indexer"])
        #expect(try place.writer.recover(pending: [article.id]).published == [article.id])
        #expect(try SpoolReader(directory: place.directory, consumer: "indexer").articlesWaiting() == [article.id])
        #expect(try place.writer.greatestID() == article.id)
    }

    @Test func `verifying finds what is not as it should be`() throws {
        let place = try Place()
        let reader = try SpoolReader(directory: place.directory)
        let articles = try place.publish(4)
        var findings: [SpoolFinding] = []
        #expect(try reader.verify { findings.append($0) } == 4)
        #expect(findings.isEmpty)

        func overwrite(_ name: String, _ bytes: [UInt8]) throws {
            let path = place.directory.path(of: .new) + "/" + name
            try SystemCalls().remove(path)
            let file = try SystemCalls().create(path, mode: 0o440)
            try SystemCalls().write(bytes, to: file, path: path)
            close(file)
        }
        var changed = articles[0]
        changed.content.headline = "Changed"
        try overwrite("\(changed.id).json", changed.jsonLine)
        try overwrite("\(articles[1].id).json", Array(articles[1].jsonLine.prefix(100)))
        try overwrite("\(articles[2].id).json", articles[3].jsonLine)
        try overwrite("junk", [])
        _ = try reader.verify { findings.append($0) }
        #expect(findings.count == 4)
        for text in ["content_hash is", "not an article", "its id is \(articles[3].id)", "its name is not"] {
            #expect(findings.contains { $0.reason.contains(text) }, "\(text)")
        }
    }

    @Test func `a watcher tells what waits, and then what appears`() throws {
        let place = try Place()
        let first = try place.publish(2).map(\.id)
        let reader = try SpoolReader(directory: place.directory)
        let watcher = try SpoolWatcher(reader)
        #expect(try watcher.next(timeout: .seconds(0)) == first)
        let second = try place.publish(3).map(\.id)
        #expect(try watcher.next(timeout: .seconds(10)) == second)
        #expect(try watcher.next(timeout: .seconds(0)).isEmpty)
        try reader.claim(second[0])
        try reader.release(second[0])
        #expect(try watcher.next(timeout: .seconds(10)) == [second[0]])
    }

    @Test func `an article that waited before the watcher came appears again when it is released`() throws {
        let place = try Place()
        let first = try place.publish(2).map(\.id)
        let reader = try SpoolReader(directory: place.directory)
        let watcher = try SpoolWatcher(reader)
        #expect(try watcher.next(timeout: .seconds(0)) == first)
        try reader.claim(first[0])
        try reader.release(first[0])
        #expect(try watcher.next(timeout: .seconds(10)) == [first[0]])
    }

    @Test func `after more happened than the kernel keeps, what was told and still waits is not told again`() throws {
        let limit = FileManager.default.contents(atPath: "/proc/sys/fs/inotify/max_queued_events")
            .flatMap { Int(String(decoding: $0, as: UTF8.self).split(separator: "\n").first ?? "") }
        guard let limit, limit <= 100_000 else { return }
        let place = try Place()
        let first = try place.publish(3).map(\.id)
        let reader = try SpoolReader(directory: place.directory)
        let watcher = try SpoolWatcher(reader)
        #expect(try watcher.next(timeout: .seconds(0)) == first)
        let (new, cur) = (place.directory.path(of: first[0], in: .new), place.directory.path(of: first[0], in: .cur))
        for _ in 0...(limit / 2) {
            rename(new, cur)
            rename(cur, new)
        }
        let late = try place.publish().map(\.id)
        let told = try watcher.next(timeout: .seconds(10))
        #expect(told.contains(late[0]) && !told.contains(first[1]) && !told.contains(first[2]))
        #expect(try watcher.next(timeout: .seconds(0)).isEmpty)
    }

    @Test func `what was claimed before a failure is not lost`() throws {
        let place = try Place()
        let ids = try place.publish(3).map(\.id)
        // A directory cannot be replaced by a file: the second rename fails.
        let obstacle = place.directory.path(of: ids[1], in: .cur)
        mkdir(obstacle, 0o700)
        let reader = try SpoolReader(directory: place.directory)
        #expect(try reader.claim(limit: 3) == [ids[0]])
        #expect(throws: SpoolError.self) { try reader.claim(limit: 3) }
        rmdir(obstacle)
        #expect(try reader.claim(limit: 3) == Array(ids[1...]))
    }

    @Test func `what was finished long ago is removed a few looks at a time, and nothing else`() throws {
        let place = try Place()
        let reader = try SpoolReader(directory: place.directory)
        let ids = try place.publish(25).map(\.id)
        for id in try reader.claim(limit: 20) { try reader.done(id) }
        _ = try reader.claim(limit: 2)
        // Spooled in January; finished just now by the file system's clock.
        #expect(try place.writer.removeDone(before: SpoolReaderTests.today - .hours(1)) == 0)
        let later = SpoolReaderTests.today + .hours(1)
        var calls: [Int] = []
        while try !reader.articles(in: .done).isEmpty && calls.count < 20 {
            calls.append(try place.writer.removeDone(before: later, looks: 6))
        }
        #expect(calls.reduce(0, +) == 20 && calls.count >= 4 && calls.allSatisfy { $0 <= 6 })
        #expect(try reader.articlesWaiting() == Array(ids[22...]) && reader.articles(in: .cur).count == 2)
    }

    @Test func `what was spooled after the instant is not even looked at`() throws {
        let place = try Place()
        let reader = try SpoolReader(directory: place.directory)
        try place.publish()
        for id in try reader.claim(limit: 1) { try reader.done(id) }
        // Its inode changed before, as after a clock was set back; its identifier says otherwise.
        let path = try #require(try SystemCalls().names(in: place.directory.path(of: .done)).first)
        let future = SpoolReaderTests.today + .days(2)
        var generator = ArticleIDGenerator(after: nil)
        let done = place.directory.path(of: .done)
        rename("\(done)/\(path)", "\(done)/\(generator.next(now: future)).json")
        #expect(try place.writer.removeDone(before: SpoolReaderTests.today + .days(1)) == 0)
        #expect(try place.writer.removeDone(before: SpoolReaderTests.today + .days(3)) == 1)
    }

    @Test func `a spool of a later version is told from a damaged one`() throws {
        let place = try Place()
        let path = place.directory.identityPath
        for (json, code) in [(#"{"spool":2,"id":"x","created":"2026-01-11T10:00:00Z"}"#, SpoolError.Code.newerVersion), ("{}", .damaged)] {
            try SystemCalls().remove(path)
            let file = try SystemCalls().create(path, mode: 0o440)
            try SystemCalls().write(Array(json.utf8), to: file, path: path)
            close(file)
            let error = try #require(throws: SpoolError.self) { try SpoolReader(directory: place.directory) }
            #expect(error.code == code)
        }
    }

    @Test func `free space is told`() throws {
        let place = try Place()
        #expect(try place.writer.freeBytes() > 0)
    }
}
