import Glibc

/// Tells how likely a block is of an article's text: boosted regression trees over ``BlockFeatures``.
///
/// The trees were learned by `Benchmarks/blocks/train` (gradient boosting, LightGBM: Ke et al., NIPS 2017, with cross entropy as loss) from
/// pages whose text people marked; ``trees`` is what it wrote.
struct BlockModel: Sendable {
    static let shared = BlockModel(trees)

    /// A split: left where the feature is at most the threshold. A child below zero is the leaf `-1 - child`.
    private struct Split {
        var feature: Int
        var threshold: Float
        var left: Int
        var right: Int
    }

    private var splits: [Split] = []
    private var leaves: [Float] = []
    /// Of each tree its first split, or its only leaf.
    private var roots: [Int] = []

    /// Reads trees, each ended by `;`, in Polish notation: `feature:threshold left right` for a split, a number alone for a leaf. A feature is
    /// told by its place in ``BlockFeature``.
    ///
    /// What cannot be read is a leaf that says nothing for or against.
    init(_ text: String) {
        for tree in text.split(separator: ";") {
            var tokens = tree.split(whereSeparator: \.isWhitespace)[...]
            if !tokens.isEmpty { roots.append(read(&tokens)) }
        }
    }

    private mutating func read(_ tokens: inout ArraySlice<Substring>) -> Int {
        let parts = tokens.popFirst()?.split(separator: ":") ?? []
        guard parts.count == 2, let feature = Int(parts[0]), (0..<BlockFeatures.width).contains(feature), let threshold = Float(parts[1])
        else {
            let value = parts.count == 1 ? Float(parts[0]) ?? 0 : 0
            leaves.append(value.isFinite ? value : 0)
            return -leaves.count
        }
        let place = splits.count
        splits.append(Split(feature: feature, threshold: threshold, left: -1, right: -1))
        splits[place].left = read(&tokens)
        splits[place].right = read(&tokens)
        return place
    }

    /// Of each row the probability that its block is of the text, 0…1.
    func probabilities(_ values: [Float]) -> [Float] {
        stride(from: 0, to: values.count, by: BlockFeatures.width).map { row in
            var sum: Float = 0
            for root in roots {
                var place = root
                while place >= 0 {
                    let split = splits[place]
                    place = values[row + split.feature] <= split.threshold ? split.left : split.right
                }
                sum += leaves[-1 - place]
            }
            return 1 / (1 + exp(-sum))
        }
    }
}
