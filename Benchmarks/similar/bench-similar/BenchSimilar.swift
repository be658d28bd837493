import Foundation
import NewsModel

/// Measures how near-duplicates are found: `found` (articles on standard input, one JSON object a line), `cost N…` (texts remembered).
@main
struct BenchSimilar {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        switch arguments.first {
        case "found": try Found.measure(FileHandle.standardInput.readDataToEndOfFile())
        case "cost": for number in arguments.dropFirst().compactMap({ Int($0) }) { try Cost.measure(remembered: number) }
        default:
            print("usage: bench-similar found < ARTICLES.ndjson | cost NUMBER…")
            exit(64)
        }
    }
}

extension Instant {
    static var current: Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
}

/// The same numbers in every run.
struct Dice: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Shingles.mixed(state)
    }
}

/// A directory that goes with the value.
final class Workplace {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/bench-similar-\(UInt64.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
