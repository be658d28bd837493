import Glibc

/// Tells how likely a block is of an article's text: boosted regression trees over ``BlockFeatures``.
///
/// The trees were learned by `Benchmarks/blocks/train` (gradient boosting, LightGBM: Ke et al., NIPS 2017, with cross entropy as loss) from
/// pages whose text people marked; ``trees`` is what it wrote.
struct BlockModel: Sendable {
    static let shared = BlockModel(trees)

    /// A split, or a leaf, at which every row stays. Small, for all trees together lie close to the processor.
    private struct Node {
        /// A row whose feature is above it goes on to the node behind `next`, any other to `next`.
        var threshold: Float
        var next: UInt16
        var feature: UInt8
    }

    private struct Tree {
        var root: UInt16
        /// Splits above its deepest leaf.
        var depth: Int
    }

    private var nodes: [Node] = []
    /// Of each leaf, what it adds.
    private var values: [Float] = []
    private var trees: [Tree] = []

    /// Reads trees, each ended by `;`, in Polish notation: `feature:threshold left right` for a split, a number alone for a leaf. A feature is
    /// told by its place in ``BlockFeature``; left is where it is at most the threshold.
    ///
    /// What cannot be read is a leaf that says nothing for or against; so is what lies behind the first 65,000 nodes.
    init(_ text: String) {
        for tree in text.split(separator: ";") {
            var tokens = tree.split(whereSeparator: \.isWhitespace)[...]
            guard !tokens.isEmpty else { continue }
            let root = nodes.count
            guard addLeaf() else { return }
            trees.append(Tree(root: UInt16(root), depth: read(&tokens, into: root)))
        }
    }

    /// Adds a leaf that says nothing, where there is room for it.
    private mutating func addLeaf() -> Bool {
        guard let place = UInt16(exactly: nodes.count) else { return false }
        nodes.append(Node(threshold: .infinity, next: place, feature: 0))
        values.append(0)
        return true
    }

    /// Reads a node into its place, and tells how deep it goes.
    private mutating func read(_ tokens: inout ArraySlice<Substring>, into place: Int) -> Int {
        let parts = tokens.popFirst()?.split(separator: ":") ?? []
        guard parts.count == 2, let feature = UInt8(parts[0]), feature < BlockFeatures.width, let threshold = Float(parts[1]),
            let next = UInt16(exactly: nodes.count), addLeaf(), addLeaf()
        else {
            let value = parts.count == 1 ? Float(parts[0]) ?? 0 : 0
            values[place] = value.isFinite ? value : 0
            return 0
        }
        nodes[place] = Node(threshold: threshold, next: next, feature: feature)
        let left = read(&tokens, into: Int(next))
        return 1 + max(left, read(&tokens, into: Int(next) + 1))
    }

    /// Of each block the probability that it is of the text, 0…1.
    func probabilities(of features: BlockFeatures) -> [Float] {
        var found: [Float] = []
        found.reserveCapacity(features.states.count)
        features.eachTile { found += probabilities($0) }
        return found
    }

    /// Of each row the probability that its block is of the text, 0…1.
    ///
    /// All rows go down a tree together, a level at a time: which way a row goes cannot be foreseen, so the processor is not made to. What is
    /// read lies within its buffer, since ``read(_:into:)`` makes no node that leads to none and no feature above the width.
    func probabilities(_ rows: [Float]) -> [Float] {
        let width = BlockFeatures.width
        let count = rows.count / width
        var sums = [Float](repeating: 0, count: count)
        var places = [UInt16](repeating: 0, count: count)
        rows.withUnsafeBufferPointer { rows in
            nodes.withUnsafeBufferPointer { nodes in
                places.withUnsafeMutableBufferPointer { places in
                    for tree in trees {
                        places.update(repeating: tree.root)
                        for _ in 0..<tree.depth {
                            for row in 0..<count {
                                let node = nodes[Int(places[row])]
                                let isAbove = rows[row &* width &+ Int(node.feature)] > node.threshold
                                places[row] = node.next &+ (isAbove ? 1 : 0)
                            }
                        }
                        for row in 0..<count { sums[row] += values[Int(places[row])] }
                    }
                }
            }
        }
        return sums.map { 1 / (1 + exp(-$0)) }
    }
}
