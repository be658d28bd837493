import Bookkeeping
import Committing
import Foundation
import GRDB
import NewsModel
import Spooling

/// What near-duplicates cost with many texts remembered: to look one up, and of a commit.
enum Cost {
    private static let batches = 30
    private static let articles = 100

    static func measure(remembered: Int) throws {
        let place = try Workplace()
        let ledgerPath = place.path + "/ledger.db"
        try Ledger(path: ledgerPath).close()
        try fill(ledgerPath, remembered)
        let bytes = try FileManager.default.attributesOfItem(atPath: ledgerPath)[.size] as? Int ?? 0
        print("\n\(remembered) remembered: a ledger of \(bytes >> 20) MiB")
        let ledger = try Ledger(path: ledgerPath)
        defer { ledger.close() }
        var dice = Dice(state: 11)
        try lookUp(ledger, remembered: remembered, &dice)
        try commit(ledger, place, &dice)
    }

    /// A mark as texts have them: every second is one that many have, some of them very many.
    private static func mark(_ dice: inout Dice) -> UInt32 {
        guard dice.next() % 2 == 0 else { return UInt32(truncatingIfNeeded: dice.next()) }
        let place = pow(Double.random(in: 0..<1, using: &dice), 4)
        return UInt32(truncatingIfNeeded: Shingles.mixed(UInt64(place * 4_000_000)))
    }

    private static func sketch(_ dice: inout Dice) -> TextSketch? {
        let marks = (0..<TextSketch.markCount).map { _ in mark(&dice) }
        return TextSketch(marks: marks, bins: (0..<TextSketch.binCount).map { _ in UInt8(1 + dice.next() % 255) })
    }

    /// Written past the program, in the order of the tables. The last third comes in a second pass, so that pages are as full as in use.
    private static func fill(_ path: String, _ number: Int) throws {
        var dice = Dice(state: 3)
        let queue = try DatabaseQueue(path: path)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000")
        }
        var done = 0
        for end in [number * 2 / 3, number] {
            var pairs: [UInt64] = []
            pairs.reserveCapacity((end - done) * TextSketch.keptMarkCount)
            while done < end {
                try queue.write { db in
                    let insert = try db.makeStatement(sql: "INSERT INTO sketch(number, story, told_at, marks, bins) VALUES (?, ?, ?, ?, ?)")
                    for _ in 0..<min(100_000, end - done) {
                        done += 1
                        guard let sketch = sketch(&dice) else { continue }
                        var marks = Data()
                        for mark in sketch.marks.prefix(TextSketch.keptMarkCount) {
                            withUnsafeBytes(of: mark.bigEndian) { marks.append(contentsOf: $0) }
                            pairs.append(UInt64(mark) << 32 | UInt64(done))
                        }
                        try insert.execute(
                            arguments: [done, 1_000_000_000 + done, Instant.current.milliseconds, marks, Data(sketch.bins)])
                    }
                }
            }
            pairs.sort()
            for start in stride(from: 0, to: pairs.count, by: 4_000_000) {
                try queue.write { db in
                    let insert = try db.makeStatement(sql: "INSERT OR IGNORE INTO mark(hash, sketch) VALUES (?, ?)")
                    for pair in pairs[start..<min(start + 4_000_000, pairs.count)] {
                        try insert.execute(arguments: [Int64(pair >> 32), Int64(pair & 0xFFFF_FFFF)])
                    }
                }
            }
        }
        try queue.close()
    }

    private static func lookUp(_ ledger: Ledger, remembered: Int, _ dice: inout Dice) throws {
        var times: [Double] = []
        try ledger.transaction { ledger in
            for _ in 0..<3000 {
                guard let sketch = sketch(&dice) else { continue }
                let start = ContinuousClock.now
                _ = try nearDuplicates(of: sketch, in: ledger, now: .current, window: .days(30))
                times.append(milliseconds(since: start))
            }
        }
        times.sort()
        let texts = (0..<200).map { text($0 * 2, &dice) }
        let start = ContinuousClock.now
        let made = texts.compactMap { TextSketch(of: $0) }
        let making = milliseconds(since: start) / Double(made.count)
        print(
            "a look-up: median \(format(times[times.count / 2])) ms, 99 % below \(format(times[times.count * 99 / 100])) ms;",
            "a sketch of 500 words: \(format(making)) ms")
    }

    /// Batches of new articles with and without, by turns, on one ledger and one spool.
    private static func commit(_ ledger: Ledger, _ place: Workplace, _ dice: inout Dice) throws {
        guard let id = SourceID("bench") else { return }
        var source = Source(id: id, url: "https://bench.example/feed")
        source.articles.backfill = .all
        let now = Instant.current
        _ = try ledger.synchronise([source], now: now) { _ in now }
        let writer = try SpoolWriter(directory: SpoolDirectory(path: place.path + "/spool"))
        let committer = try Committer(ledger: ledger, spool: writer)
        _ = try committer.recover(now: now)
        var times: [ArticlePolicy.NearDuplicates: [Double]] = [:]
        var seconds: [ArticlePolicy.NearDuplicates: Double] = [:]
        var (number, tagged) = (0, 0)
        for batch in 0..<(2 * batches) {
            let policy: ArticlePolicy.NearDuplicates = batch % 2 == 0 ? .tag : .off
            source.articles.nearDuplicates = policy
            let items = (0..<articles).map { _ in
                number += 1
                return item(number, source, &dice)
            }
            let record = PollRecord(source: Shared(wrappedValue: source), state: SourceState(nextPollAt: now), items: items, listedAt: now)
            let (start, cpu) = (ContinuousClock.now, Double(clock()))
            let reports = try committer.commit([.poll(record)], now: .current)
            times[policy, default: []].append(milliseconds(since: start) / Double(articles))
            seconds[policy, default: 0] += (Double(clock()) - cpu) / Double(CLOCKS_PER_SEC)
            tagged += reports.flatMap(\.spooled).count { !$0.similarTo.isEmpty }
            if let reason = reports.compactMap(\.untaggedBecause).first { print("not tagged: \(reason)") }
        }
        let medians = times.mapValues { $0.sorted()[$0.count / 2] }
        guard let tag = medians[.tag], let off = medians[.off] else { return }
        print(
            "a commit of \(articles) articles of 500 words: \(format(off)) ms an article with off, \(format(tag)) with tag:",
            "ratio \(String(format: "%.2f", tag / off)), of processor time \(String(format: "%.2f", (seconds[.tag] ?? 0) / (seconds[.off] ?? 1)))",
            "(\(tagged) tagged of \(batches * articles / 2) copies)")
    }

    /// 500 words, and every second text is a copy of the one before with a fifth of its words replaced.
    private static func text(_ number: Int, _ dice: inout Dice) -> String {
        var words = Dice(state: UInt64(number / 2))
        let text: [String] = (0..<500).map { _ in
            let word = words.next()
            return "word\((number % 2 == 1 && dice.next() % 5 == 0 ? dice.next() : word) % 50_000)"
        }
        return text.joined(separator: " ")
    }

    private static func item(_ number: Int, _ source: Source, _ dice: inout Dice) -> ListedItem {
        var content = ArticleContent()
        (content.headline, content.bodyText) = ("Headline \(number)", text(number, &dice))
        let candidate = Candidate(
            source: source.articleSource, guid: "\(number)", url: "https://bench.example/\(number)", content: content, fetchedAt: .current,
            provenance: Provenance(format: "rss20"))
        return ListedItem(
            candidate: candidate, entryHash: ContentHash(hashing: Array("\(number)".utf8)), isGuidUnique: true, isLinkUnique: true,
            wantsPage: false)
    }

    private static func milliseconds(since start: ContinuousClock.Instant) -> Double {
        Double((ContinuousClock.now - start).components.attoseconds) / 1e15 + Double((ContinuousClock.now - start).components.seconds)
            * 1000
    }

    private static func format(_ number: Double) -> String { String(format: "%.3f", number) }
}
