import Foundation
import NewsModel
import Testing

@testable import Bookkeeping

@Suite struct SketchTests {
    private static func ledger() throws -> (Ledger, String) {
        let path = "/tmp/wirespool-sketch-\(getpid())-\(UInt64.random(in: 0 ... .max)).db"
        return (try Ledger(path: path), path)
    }

    private static func remove(_ ledger: Ledger, _ path: String) {
        ledger.close()
        for suffix in ["", "-wal", "-shm", ".lock"] { unlink(path + suffix) }
    }

    /// A sketch with marks from a number on.
    private static func sketch(_ first: UInt32) -> TextSketch? {
        TextSketch(
            marks: (0..<UInt32(TextSketch.keptMarkCount)).map { first + $0 }, bins: [UInt8](repeating: 1, count: TextSketch.binCount))
    }

    private static func record(_ story: Int64, _ first: UInt32, at: Instant = LedgerTests.now) throws -> SketchRecord {
        SketchRecord(story: story, toldAt: at, sketch: try #require(sketch(first)))
    }

    @Test func `what has most marks in common comes first, then what was told last`() throws {
        let (ledger, path) = try Self.ledger()
        defer { Self.remove(ledger, path) }
        try ledger.transaction { ledger in
            for (story, first) in [(1, 100), (2, 103), (3, 103), (4, 200), (5, 4_294_967_200)] as [(Int64, UInt32)] {
                try ledger.remember(try Self.record(story, first))
            }
            let asked = try #require(Self.sketch(101))
            #expect(try ledger.sketches(like: asked, limit: 10).map(\.story) == [1, 3, 2])
            #expect(try ledger.sketches(like: asked, limit: 2).map(\.story) == [1, 3])
            #expect(try ledger.sketches(like: try #require(Self.sketch(4_294_967_200)), limit: 2) == [try Self.record(5, 4_294_967_200)])
            #expect(try ledger.sketches(like: try #require(Self.sketch(300)), limit: 10).isEmpty)
        }
    }

    @Test func `a story has one sketch, that of its latest text`() throws {
        let (ledger, path) = try Self.ledger()
        defer { Self.remove(ledger, path) }
        try ledger.transaction { ledger in
            try ledger.remember(try Self.record(1, 100))
            try ledger.remember(try Self.record(1, 500))
            #expect(try ledger.sketches(like: try #require(Self.sketch(100)), limit: 10).isEmpty)
            #expect(try ledger.sketches(like: try #require(Self.sketch(500)), limit: 10).map(\.story) == [1])
            try ledger.forgetSketch(ofStory: 1)
            try ledger.forgetSketch(ofStory: 1)
        }
        let rows = try ledger.rowCounts()
        #expect(rows.sketches == 0 && rows.marks == 0)
    }

    @Test func `of a mark that many texts have the last told are looked at`() throws {
        let (ledger, path) = try Self.ledger()
        defer { Self.remove(ledger, path) }
        try ledger.transaction { ledger in
            for story in 1...100 { try ledger.remember(try Self.record(Int64(story), 7)) }
            #expect(try ledger.sketches(like: try #require(Self.sketch(7)), limit: 1000).map(\.story) == (37...100).reversed())
        }
    }

    @Test func `what is old or too much is forgotten, its marks step by step`() throws {
        let (ledger, path) = try Self.ledger()
        defer { Self.remove(ledger, path) }
        let now = LedgerTests.now
        try ledger.transaction { ledger in
            for story in 1...10 {
                try ledger.remember(try Self.record(Int64(story), UInt32(story * 100), at: story <= 4 ? now - .days(31) : now))
            }
            #expect(try ledger.pruneSketches(toldBefore: now - .days(30), limit: 2) == 2)
        }
        // The first step looked at the marks of two sketches, and these are gone.
        #expect(try ledger.rowCounts().sketches == 8)
        #expect(try ledger.rowCounts().marks == 8 * TextSketch.keptMarkCount)
        #expect(try ledger.transaction { try $0.pruneSketches(toldBefore: now - .days(30), limit: 100) } == 2)
        #expect(try ledger.transaction { try $0.pruneSketches(toldBefore: now - .days(30), limit: 100) } == 0)
        #expect(try ledger.rowCounts().sketches == 6)
        #expect(try ledger.rowCounts().marks == 6 * TextSketch.keptMarkCount)
        #expect(try ledger.transaction { try $0.pruneSketches(toldBefore: now - .days(30), limit: 100, maximum: 5) } == 1)
        let fifth = try #require(Self.sketch(500))
        #expect(try ledger.transaction { try $0.sketches(like: fifth, limit: 1) }.isEmpty)
        #expect(try ledger.rowCounts().sketches == 5)
        // By way of the daemon's own step, up to nothing at all.
        for _ in 0..<3 { try ledger.prune(now: now + .days(31)) }
        #expect(try ledger.rowCounts().sketches == 0)
        #expect(try ledger.rowCounts().marks == 0)
    }
}
