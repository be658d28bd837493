import NewsModel

/// The other way to know a text again, for comparison: 64 bits, each the majority of that bit among the text's shingles; two texts are
/// near-duplicates where few bits differ (Charikar 2002; Manku, Jain, Das Sarma 2007 take 3 of 64).
enum SimHash {
    static let thresholds = 3...12

    static func hash(of text: String) -> UInt64 {
        var sums = [Int](repeating: 0, count: UInt64.bitWidth)
        Shingles.forEach(of: text) { shingle in
            let number = Shingles.mixed(shingle)
            for bit in sums.indices { sums[bit] += number >> UInt64(bit) & 1 == 1 ? 1 : -1 }
        }
        return sums.indices.reduce(0) { $0 | (sums[$1] > 0 ? 1 << UInt64($1) : 0) }
    }
}

/// What each threshold finds among the same versions.
struct SimHashTally {
    private var versions = 0
    private var right = [Int](repeating: 0, count: UInt64.bitWidth + 1)
    private var wrong = [Int](repeating: 0, count: UInt64.bitWidth + 1)

    /// Compares with every text that is remembered: what an index by parts of the hash would find at most.
    mutating func add(_ hash: UInt64, of story: Int, among known: [(story: Int, hash: UInt64)]) {
        versions += 1
        for other in known {
            let distance = (hash ^ other.hash).nonzeroBitCount
            if other.story == story { right[distance] += 1 } else { wrong[distance] += 1 }
        }
    }

    /// A line for each threshold: recall and precision.
    var lines: [String] {
        SimHash.thresholds.map { threshold in
            let (right, wrong) = (right[...threshold].reduce(0, +), wrong[...threshold].reduce(0, +))
            return "\(pad("SimHash, \(threshold) bits", -18)) 0–20 % "
                + Found.line(versions: versions, right: right, wrong: wrong)
        }
    }
}
