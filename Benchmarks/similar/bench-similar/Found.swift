import Bookkeeping
import Committing
import Foundation
import NewsModel

/// Precision and recall over edited versions of real articles, by the ledger itself.
enum Found {
    private struct Line: Decodable {
        let file: String?
        let headline: String?
        let body_text: String?
        let summary: String?
    }

    private struct Text {
        let file: String
        let words: Words
    }

    /// The greatest share of words that is edited.
    private static let share = 0.2

    static func measure(_ input: Data) throws {
        var seen: Set<String> = []
        let texts = input.split(separator: 10).compactMap { line -> Text? in
            guard let line = try? JSONDecoder().decode(Line.self, from: line) else { return nil }
            var content = ArticleContent()
            (content.headline, content.bodyText, content.summary) = (line.headline, line.body_text, line.summary)
            let text = CanonicalContent(content).text
            // The same page twice is no near-duplicate of itself.
            return !text.isEmpty && seen.insert(text).inserted ? Text(file: line.file ?? "", words: Words(text)) : nil
        }
        for length in [Int.max, 80, 50] {
            try measure(texts.map { Text(file: $0.file, words: $0.words.prefix(length)) }, length: length)
        }
    }

    private static func measure(_ texts: [Text], length: Int) throws {
        let place = try Workplace()
        let ledger = try Ledger(path: place.path + "/ledger.db")
        defer { ledger.close() }
        let now = Instant.current
        try ledger.transaction { ledger in
            func found(_ text: Words) throws -> [(story: Int64, similarity: Double)]? {
                try TextSketch(of: text.text).map { try nearDuplicates(of: $0, in: ledger, now: now, window: .days(30)) }
            }
            var kept: [Int] = []
            var pairs: [String] = []
            for (number, text) in texts.enumerated() {
                guard let sketch = TextSketch(of: text.words.text) else { continue }
                for known in try nearDuplicates(of: sketch, in: ledger, now: now, window: .days(30)) {
                    pairs.append("  \(known.similarity) \(text.file) · \(texts[Int(known.story)].file)")
                }
                try ledger.remember(SketchRecord(story: Int64(number), toldAt: now, sketch: sketch))
                kept.append(number)
            }
            print(
                "\n\(length == .max ? "whole texts" : "the first \(length) words"): \(kept.count) of \(texts.count) are long enough;",
                terminator: "")
            print(" \(pairs.count) pairs of them are near-duplicates")
            for pair in pairs { print(pair) }
            print("edit               words    versions   recall  precision  lowest similarity")
            var all = Tally()
            let hashes = kept.map { (story: $0, hash: SimHash.hash(of: texts[$0].words.text)) }
            var simHash = SimHashTally()
            for edit in Edit.allCases {
                for exact in [false, true] {
                    var dice = Dice(state: 7)
                    var tally = Tally()
                    for number in kept {
                        let share = exact ? share : Double.random(in: 0...share, using: &dice)
                        let other = texts[kept[Int.random(in: kept.indices, using: &dice)]].words
                        let version = edit.applied(to: texts[number].words, share: share, from: other, &dice)
                        tally.add(try found(version), of: Int64(number))
                        if !exact { simHash.add(SimHash.hash(of: version.text), of: number, among: hashes) }
                    }
                    print("\(pad(edit.rawValue, -18)) \(exact ? "20 %   " : "0–20 % ")\(tally)")
                    if !exact { all.add(tally) }
                }
            }
            print("\(pad("together", -18)) 0–20 % \(all)")
            for line in simHash.lines { print(line) }
            for share in [0.4, 0.6] {
                var dice = Dice(state: 7)
                var tally = Tally()
                for number in kept {
                    tally.add(
                        try found(Edit.cut.applied(to: texts[number].words, share: share, from: texts[number].words, &dice)),
                        of: Int64(number))
                }
                print("\(pad("cut tail", -18)) \(Int(share * 100)) %   \(tally)")
            }
        }
    }

    /// What was found, rightly or not; a version that became too short counts as not found.
    private struct Tally: CustomStringConvertible {
        var (versions, right, wrong) = (0, 0, 0)
        var least = 1.0

        mutating func add(_ found: [(story: Int64, similarity: Double)]?, of story: Int64) {
            versions += 1
            for known in found ?? [] {
                if known.story == story {
                    right += 1
                    least = min(least, known.similarity)
                } else {
                    wrong += 1
                }
            }
        }

        mutating func add(_ other: Tally) {
            (versions, right, wrong) = (versions + other.versions, right + other.right, wrong + other.wrong)
            least = min(least, other.least)
        }

        var description: String {
            Found.line(versions: versions, right: right, wrong: wrong) + String(format: "     %.2f", least)
        }
    }

    /// How many versions, recall and precision.
    static func line(versions: Int, right: Int, wrong: Int) -> String {
        let (recall, precision) = (Double(right) / Double(max(1, versions)), Double(right) / Double(max(1, right + wrong)))
        return "\(pad("\(versions)", 10))   \(String(format: "%.4f     %.4f", recall, precision))"
    }
}

/// Filled up to a width; a negative one fills up behind.
func pad(_ text: String, _ width: Int) -> String {
    let fill = String(repeating: " ", count: max(0, abs(width) - text.count))
    return width < 0 ? text + fill : fill + text
}
