import Bookkeeping
import Committing
import Foundation
import NewsModel
import Spooling
import Testing

/// Holds the page that describes the commit against the calls that are made, and against what a crash after each of them leaves.
@Suite struct CommitProtocolTests {
    /// A row of the table of instants.
    struct Instant {
        var number: Int
        var call: String
        var place: String
        var times: String
        var outcome: String
    }

    private static let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Sources/Committing/Committing.docc/Commit.md")

    private static func rows(_ columns: Int) throws -> [[String]] {
        let lines = try String(contentsOf: page, encoding: .utf8).split(separator: "\n").filter { $0.hasPrefix("| ") }
        return lines.map { line in
            line.dropFirst(2).dropLast(2).components(separatedBy: " | ").map { $0.replacing("`", with: "") }
        }.filter { $0.count == columns }
    }

    private static func instants() throws -> [Instant] {
        try rows(5).compactMap { row in
            Int(row[0]).map { Instant(number: $0, call: row[1], place: row[2], times: row[3], outcome: row[4]) }
        }
    }

    /// The calls a row stands for, by the row's number.
    private static func calls(_ instants: [Instant], consumers: [String]) throws -> [(number: Int, text: String)] {
        let owners: [String?] = consumers.isEmpty ? [nil] : consumers
        return try instants.flatMap { instant in
            let whose: [String?] =
                switch instant.times {
                case "once": [owners[0]]
                case "each consumer": owners
                case "each further consumer": Array(owners.dropFirst())
                default: throw UnknownWord(text: instant.times)
                }
            let names = ["open": "create", "fsync of the directory": "fsync-directory"]
            return whose.map { owner in
                var place = instant.place
                if let owner {
                    place = place.replacing("tmp/<id>.json", with: "tmp/<id>.\(owner)").replacing("<consumer>", with: owner)
                        .replacing("new/", with: "\(owner)/new/")
                }
                return (instant.number, "\(names[instant.call] ?? instant.call) \(place)")
            }
        }
    }

    struct UnknownWord: Error { var text: String }

    private static let item = entry("g1", longText)

    /// A desk whose COMMITs are noted, and may be the last that happens.
    private static func desk(_ files: FaultyFiles, consumers: [String], diesAtCommit number: Int? = nil) throws -> Desk {
        let isArmed = Switch()
        let count = Counter()
        let desk = try Desk(
            consumers: consumers, files: files,
            interruption: LedgerInterruption(
                beforeCommit: {},
                afterCommit: {
                    guard isArmed.isOn else { return }
                    files.note("COMMIT ledger")
                    count.value += 1
                    if count.value == number {
                        files.die()
                        throw UnknownWord(text: "the process is dead")
                    }
                }))
        try desk.settle()
        files.reset(.none)
        isArmed.isOn = true
        return desk
    }

    /// Makes the spool's place and the article's name those of the page.
    private static func told(_ files: FaultyFiles, _ desk: Desk) throws -> [String] {
        let id = #/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/#
        return files.story.map { line in
            let text = line.replacing("\(desk.spool.path)/", with: "").replacing(id, with: "<id>")
            return text.hasPrefix("fsync-directory ") ? text + "/" : text
        }
    }

    @Test(arguments: CommitFaultTests.spools) func `the calls of a commit are those of the table, in its order`(consumers: [String]) throws
    {
        let files = FaultyFiles()
        let desk = try CommitProtocolTests.desk(files, consumers: consumers)
        try desk.poll(CommitProtocolTests.item)
        try desk.poll([])
        let instants = try CommitProtocolTests.instants()
        #expect(instants.map(\.number) == Array(1...10))
        let calls = try CommitProtocolTests.calls(instants, consumers: consumers)
        #expect(try CommitProtocolTests.told(files, desk) == calls.map(\.text))
    }

    @Test(arguments: CommitFaultTests.spools, [false, true])
    func `a crash after each call leaves what the table says`(consumers: [String], losesPower: Bool) throws {
        let instants = try CommitProtocolTests.instants()
        let calls = try CommitProtocolTests.calls(instants, consumers: consumers)
        var (fileCalls, commits) = (0, 0)
        for (number, text) in calls {
            let isCommit = text == "COMMIT ledger"
            if isCommit { commits += 1 } else { fileCalls += 1 }
            let files = FaultyFiles()
            let desk = try CommitProtocolTests.desk(files, consumers: consumers, diesAtCommit: isCommit ? commits : nil)
            if !isCommit { files.fault = .crash(after: fileCalls) }
            _ = try? desk.poll(CommitProtocolTests.item)
            if commits > 1 { _ = try? desk.poll([]) }
            #expect(files.isDead)
            desk.close()
            if losesPower { files.losePower() }
            try desk.open()
            let outcome = try #require(instants.first { $0.number == number }?.outcome)
            for owner in desk.owners {
                let visible = try desk.visible(to: owner).count
                #expect(visible == (outcome == "published" ? 1 : 0), "after \(text): \(outcome)")
            }
            #expect(try desk.staged.isEmpty)
            #expect(try desk.poll(CommitProtocolTests.item).spooled.count == (outcome == "asked again" ? 1 : 0))
        }
    }

    @Test func `a consumer's calls are those of the table`() throws {
        let moves = Dictionary(
            uniqueKeysWithValues: try CommitProtocolTests.rows(2).filter { $0[1].hasPrefix("rename") }.map { ($0[0], $0[1]) })
        let desk = try Desk()
        try desk.settle()
        let id = try #require(try desk.poll(CommitProtocolTests.item).spooled.first?.id)
        let files = FaultyFiles()
        let reader = try SpoolReader(directory: desk.spool, consumer: nil, files: files)
        let acts: [(String, (SpoolReader) throws -> Void)] = [
            ("claim", { _ = try $0.claim(limit: 1) }), ("release", { try $0.release(id) }), ("claim", { try $0.claim(id) }),
            ("done", { try $0.done(id) }), ("replay", { try $0.replay(id) }), ("claim", { try $0.claim(id) }),
            ("fail", { try $0.fail(id) }),
        ]
        for (move, act) in acts {
            files.reset(.none)
            try act(reader)
            let made = try CommitProtocolTests.told(files, desk).filter { !$0.hasPrefix("readdir") }
            #expect(made.map { $0.replacing("fsync-directory", with: "fsync") }.joined(separator: ", ") == moves[move], "\(move)")
        }
        #expect(Set(moves.keys) == Set(acts.map(\.0)))
    }
}

/// Counts; used by one thread at a time.
final class Counter: @unchecked Sendable {
    var value = 0
}
