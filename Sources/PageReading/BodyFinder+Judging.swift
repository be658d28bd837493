import Markup

extension BodyFinder {
    /// Takes and leaves blocks as ``BlockModel`` judges them: of what the rules kept, and of what stands elsewhere on the page.
    ///
    /// Those are taken from which the best F1 over letters is to be expected: the best threshold is half of what can be reached (Lipton, Elkan,
    /// Naryanaswamy, *Optimal Thresholding of Classifiers to Maximize F1 Measure*, 2014); it is set a little higher, for what is wrongly told
    /// does more harm than a line that is missing.
    ///
    /// - Returns: The element that holds what was taken; it holds the container.
    mutating func judge(_ features: BlockFeatures, in container: Int, headline: String?) -> Int {
        let probabilities = tablesAsWholes(BlockModel.shared.probabilities(of: features), in: container)
        let threshold = min(0.45, 0.6 * BodyFinder.expectedF1(probabilities, outline.blocks))
        let isJudged = outline.blocks.indices.map { self.isJudged($0, features.states[$0]) }
        let letters = headline.map(Comparing.letters)
        let taken = outline.blocks.indices.filter {
            isJudged[$0] && probabilities[$0] > threshold && !(features.states[$0] == .outside && says($0, letters))
        }
        guard !taken.isEmpty else { return container }
        let holder = self.holder(of: taken, and: container)
        leaveOut(around: container, in: holder)
        for number in outline.blockRange(of: container)
        where isJudged[number] && probabilities[number] <= threshold {
            removeBlock(outline.blocks[number])
        }
        for number in taken where features.states[number] != .kept { restore(outline.blocks[number], upTo: holder) }
        pruneEmptyHeadings(holder)
        return holder
    }

    /// One probability for all cells of a table within the container: a row of which a cell is missing says what is wrong. A table whose cells
    /// hold paragraphs is a layout.
    private func tablesAsWholes(_ probabilities: [Float], in container: Int) -> [Float] {
        var probabilities = probabilities
        let range = outline.blockRange(of: container)
        var number = range.lowerBound
        while number < range.upperBound {
            let table = outline.ancestors(of: outline.blocks[number].start).prefix { $0 > container }.first { outline.tags[$0] == .table }
            guard let table else {
                number += 1
                continue
            }
            let cells = number..<max(number + 1, outline.blockRange(of: table).upperBound)
            if outline.blocks[cells].allSatisfy({ $0.length < BodyFinder.paragraphInCell }) {
                let letters = outline.blocks[cells].reduce(0) { $0 + Float($1.length) }
                let weighted = cells.reduce(0) { $0 + probabilities[$1] * Float(outline.blocks[$1].length) }
                for cell in cells { probabilities[cell] = weighted / max(letters, 1) }
            }
            number = cells.upperBound
        }
        return probabilities
    }

    /// In bytes.
    private static let paragraphInCell = 200

    /// Captions, a headline or summary beside the container, and what the rules left out, in it and elsewhere, are for the rules alone to judge.
    private func isJudged(_ number: Int, _ state: BlockFeatures.State) -> Bool {
        let container = outline.blocks[number].container
        guard outline.tags[container] != .figcaption else { return false }
        guard state != .kept else { return true }
        return state == .outside && !isOut(outline.blocks[number]) && outline.tags[container] != .h1
            && !outline.signs[container].contains(.standfirst)
    }

    /// Whether a block says the headline and no more.
    private func says(_ number: Int, _ headline: String?) -> Bool {
        guard let headline, outline.blocks[number].length <= 500 else { return false }
        return Comparing.letters(outline.text(of: outline.blocks[number])) == headline
    }

    /// The F1 to be expected of the likeliest blocks, of as many as give the most.
    private static func expectedF1(_ probabilities: [Float], _ blocks: [TextBlock]) -> Float {
        let total = zip(probabilities, blocks).reduce(0) { $0 + $1.0 * Float($1.1.length) }
        var (best, expected, taken): (Float, Float, Float) = (0, 0, 0)
        for number in probabilities.indices.sorted(by: { probabilities[$0] > probabilities[$1] }) {
            expected += probabilities[number] * Float(blocks[number].length)
            taken += Float(blocks[number].length)
            best = max(best, 2 * expected / max(taken + total, 1))
        }
        return best
    }

    /// The nearest element that holds the container and all blocks.
    private func holder(of blocks: [Int], and container: Int) -> Int {
        var holder = container
        for number in blocks {
            let start = outline.blocks[number].start
            while !(holder..<Int(outline.ends[holder])).contains(start), outline.parents[holder] >= 0 {
                holder = Int(outline.parents[holder])
            }
        }
        return holder
    }

    /// Of an element around the container, nothing else is taken but what is restored.
    private mutating func leaveOut(around container: Int, in holder: Int) {
        guard holder != container else { return }
        let inside = container..<Int(outline.ends[container])
        for index in holder + 1..<Int(outline.ends[holder]) where !inside.contains(index) { isRemoved[index] = true }
        for index in outline.ancestors(of: container) where index > holder { isRemoved[index] = false }
    }

    private mutating func restore(_ block: TextBlock, upTo holder: Int) {
        var end = block.end
        // What parts it from the next: it may be nothing but breaks.
        while end < outline.tags.count, outline.tags[end] == .br || outline.tags[end] == .text && outline.blockRange(of: end).isEmpty {
            end += 1
        }
        for index in block.start..<end where (outline.tags[index] == .text || outline.tags[index] == .br) && !outline.isSkipped[index] {
            outline.restore(index..<index + 1, upTo: holder, in: &isRemoved)
        }
    }
}
