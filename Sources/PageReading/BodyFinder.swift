import Markup

/// Finds the element that holds an article's text, and what in it is none of it.
///
/// Several candidates are made: elements that their names call an article's text, and the subtree whose blocks are worth most (long
/// sentences count for it, links and labels against it). The choice is made by what remains of each after pruning.
struct BodyFinder {
    let outline: PageOutline
    /// Of each node whether it is left out.
    var isRemoved: [Bool]
    /// Of each block what it is worth; running sums, so that a subtree's worth is one subtraction.
    private var worth: [Double] = []
    private(set) var mass: [Double] = []
    private(set) var totalMass = 0.0
    /// Of elements with parts that fold, how many.
    private var folds: [Int32: Int] = [:]

    /// - Parameter titles: What the page calls itself, the site's name perhaps among it.
    init(_ outline: PageOutline, titles: [String]) {
        self.outline = outline
        isRemoved = outline.isSkipped
        sum()
        removeClutter()
        removeVariants()
        removeNextArticles(after: titles)
        sum()
    }

    // MARK: Worth

    /// What a block says for or against the element it stands in.
    private static func worth(of block: TextBlock, in tag: HTMLTag) -> Double {
        let length = Double(block.length)
        let density = block.linkDensity
        if density > 0.6 { return -min(length, 80) - 10 }
        switch tag {
        case .h1, .h2, .h3, .h4, .h5, .h6, .figcaption, .caption, .dt: return 0
        case .p, .pre, .blockquote:
            if length >= 25 && block.marks > 0 { return length * (1 - density) }
            return length >= 60 ? length * 0.5 : -2
        default:
            if length >= 80 && block.marks > 0 || length >= 150 { return length * (1 - density) }
            // Cells and items are short by nature.
            if (tag == .td || tag == .th || tag == .li || tag == .dd) && density < 0.3 { return -1 }
            return length < 25 ? -12 : -4
        }
    }

    private mutating func sum() {
        worth = [0]
        mass = [0]
        worth.reserveCapacity(outline.blocks.count + 1)
        mass.reserveCapacity(outline.blocks.count + 1)
        for block in outline.blocks {
            let value = BodyFinder.worth(of: block, in: outline.tags[block.container])
            let isOut = isOut(block)
            worth.append((worth.last ?? 0) + (isOut ? -2 : value))
            mass.append((mass.last ?? 0) + (isOut ? 0 : max(0, value)))
        }
        totalMass = mass.last ?? 0
    }

    private func worth(of node: Int) -> Double {
        let range = outline.blockRange(of: node)
        return worth[range.upperBound] - worth[range.lowerBound]
    }

    /// Of the blocks that begin in a node.
    func mass(of node: Int) -> Double {
        let range = outline.blockRange(of: node)
        return mass[range.upperBound] - mass[range.lowerBound]
    }

    /// Whether nothing is left of a block's text.
    func isOut(_ block: TextBlock) -> Bool { outline.isOut(block, isRemoved) }

    // MARK: Pruning the page

    mutating func remove(_ node: Int) {
        for index in node..<Int(outline.ends[node]) { isRemoved[index] = true }
    }

    // MARK: Candidates

    /// The element that holds the text; nil where the page has no text to speak of.
    func container() -> Int? {
        var best = -1
        var bestWorth = 0.0
        var named: [(node: Int, worth: Double, rank: Double)] = []
        for (index, tag) in outline.tags.enumerated() where tag != .text && !isRemoved[index] && !tag.isInline {
            let own = worth(of: index)
            if own > bestWorth + (best >= 0 && index < Int(outline.ends[best]) ? 0 : 1) {
                best = index
                bestWorth = own
            }
            let signs = outline.signs[index]
            if signs.contains(.body) {
                // Lists of results and verse have no sentences, and are a text all the same.
                named.append((index, max(own, plainLength(of: index) * 0.3), 1))
            } else if tag == .article {
                named.append((index, own, 0.9))
            } else if signs.contains(.content) && tag != .body {
                named.append((index, own, 0.75))
            }
        }
        guard best >= 0, bestWorth > 0 else { return nil }
        best = descend(best)
        var choice = best
        var choiceWorth = worth(of: best) * (isInClutter(best) ? 0.4 : 0.85)
        for candidate in named where candidate.worth > 100 {
            let isInside = candidate.node >= best && candidate.node < Int(outline.ends[best])
            let holdsBest = candidate.node < best && best < Int(outline.ends[candidate.node])
            if holdsBest { continue }
            // Elsewhere on the page a named element must hold more than a teaser.
            let weight = isInside ? 1.0 : candidate.rank == 1 ? 1.2 : 0.8
            if candidate.worth * candidate.rank * weight > choiceWorth {
                choice = candidate.node
                choiceWorth = candidate.worth * candidate.rank * weight
            }
        }
        return descend(choice)
    }

    /// Whether a node stands in what would have been left out, had it not held so much of the page's text.
    private func isInClutter(_ node: Int) -> Bool {
        ([node] + outline.ancestors(of: node)).contains { outline.tags[$0] == .aside || outline.tags[$0] == .footer }
    }

    /// Characters in a node that stand in no link.
    private func plainLength(of node: Int) -> Double {
        var length = 0
        for block in outline.blocks[outline.blockRange(of: node)] where !isOut(block) {
            length += block.length - block.linkLength
        }
        return Double(length)
    }

    /// Goes down as long as one child has nearly all of the worth.
    private func descend(_ start: Int) -> Int {
        var node = start
        while true {
            let own = worth(of: node)
            var child = node + 1
            var next: Int?
            while child < Int(outline.ends[node]) {
                if outline.tags[child] != .text, !isRemoved[child], worth(of: child) >= own * 0.985, !isLeaf(child) { next = child }
                child = Int(outline.ends[child])
            }
            guard let next else { return node }
            node = next
        }
    }

    private func isLeaf(_ node: Int) -> Bool {
        switch outline.tags[node] {
        case .p, .h1, .h2, .h3, .h4, .h5, .h6, .ul, .ol, .li, .blockquote, .pre, .table: true
        default: outline.tags[node].isInline
        }
    }

    // MARK: Pruning the text

    /// Leaves out what stands in the container and is not of the text.
    mutating func prune(_ container: Int, headline: String?) {
        let own = mass(of: container)
        let end = Int(outline.ends[container])
        var found: [(node: Int, names: [ArraySlice<UInt8>])] = []
        var masses: [ArraySlice<UInt8>: Double] = [:]
        for index in container..<end where outline.tags[index] == .details { folds[outline.parents[index], default: 0] += 1 }
        var index = container + 1
        while index < end {
            let isOut = isRemoved[index] || outline.tags[index] == .text || outline.tags[index].isInline && isPartOfLine(index)
            guard !isOut, isAside(index, of: own) || isLinkList(index, of: own) else {
                index += 1
                continue
            }
            let names = names(of: index, telling: [.clutter, .comments, .hidden])
            found.append((index, names))
            for name in names { masses[name, default: 0] += mass(of: index) }
            index = Int(outline.ends[index])
        }
        for entry in found where !entry.names.contains(where: { masses[$0, default: 0] > own * 0.3 }) {
            let pictures = outline.signs[entry.node].contains(.caption) ? self.pictures(in: entry.node) : []
            remove(entry.node)
            for picture in pictures { outline.restore(picture..<picture + 1, upTo: container, in: &isRemoved) }
        }
        pruneBlocks(container, headline: headline)
        pruneEmptyHeadings(container)
    }

    /// The pictures that a captioned element holds: of `<div class="wp-caption">` the text alone is none of the article's.
    private func pictures(in index: Int) -> [Int] {
        (index + 1..<max(index + 1, Int(outline.ends[index]))).filter { outline.tags[$0] == .img && !isRemoved[$0] }
    }

    private func isAside(_ index: Int, of total: Double) -> Bool {
        let tag = outline.tags[index]
        let signs = outline.signs[index]
        let small = mass(of: index) <= total * 0.2
        switch tag {
        case .details: return small && !isAnswer(index)
        case .header, .form, .time: return small
        case .section where small && length(of: index) < 1500 && isLabelledAside(index): return true
        default: break
        }
        if signs.contains(.clutter) || signs.contains(.comments) || signs.contains(.hidden) { return mass(of: index) <= total * 0.4 }
        if tag == .figcaption { return false }
        if signs.contains(.caption) { return small }
        if signs.contains(.byline) || signs.contains(.date) { return mass(of: index) <= total * 0.1 && length(of: index) < 400 }
        if signs.contains(.aside) && tag != .p && !signs.contains(.body) { return small && length(of: index) < 1500 }
        return false
    }

    /// Whether a section's label is that of a byline or of another thing beside the text.
    private func isLabelledAside(_ index: Int) -> Bool {
        !outline.labelSigns(of: index).isDisjoint(with: [.byline, .clutter, .comments, .date])
    }

    /// Whether a part that folds is one of several beside each other: questions with their answers.
    private func isAnswer(_ index: Int) -> Bool { folds[outline.parents[index], default: 0] > 1 }

    private func length(of node: Int) -> Int {
        outline.blocks[outline.blockRange(of: node)].reduce(0) { $0 + (isOut($1) ? 0 : $1.length) }
    }

    /// Whether an element is mostly links to elsewhere.
    private func isLinkList(_ index: Int, of total: Double) -> Bool {
        switch outline.tags[index] {
        case .ul, .ol, .div, .section, .table, .dl, .aside, .p, .article, .h2, .h3, .h4, .h5, .center: break
        default: return false
        }
        var (length, links, items) = (0, 0, 0)
        for block in outline.blocks[outline.blockRange(of: index)] where !isOut(block) {
            length += block.length
            links += block.linkLength
            items += 1
        }
        guard length > 0, mass(of: index) <= total * 0.2 else { return false }
        let density = Double(links) / Double(length)
        if outline.tags[index] == .p { return density > 0.85 && length > 12 && items == 1 }
        return density > (items > 1 ? 0.5 : 0.7)
    }

    private mutating func pruneBlocks(_ container: Int, headline: String?) {
        let range = outline.blockRange(of: container)
        guard !range.isEmpty else { return }
        let normalHeadline = headline.map(Comparing.letters)
        var seenText = false
        var seenHeadline = false
        var textBefore = 0
        // A mailbox below the text is its author's; within it, it is told of.
        var mailboxes: [TextBlock] = []
        for number in range {
            let block = outline.blocks[number]
            if isOut(block) { continue }
            let tag = outline.tags[block.container]
            let isSentence = block.length >= 60 && block.marks > 0
            if tag == .h1 || tag == .title {
                if !seenText, !seenHeadline, tag == .h1 { removeLines(range.lowerBound..<number) }
                seenHeadline = true
                removeBlock(block)
                continue
            }
            if block.length > 220, !(block.length < 800 && Boilerplate.isConsent(outline.text(of: block))) {
                (seenText, mailboxes) = (true, [])
                textBefore += block.length
                continue
            }
            let text = outline.text(of: block)
            let letters = Comparing.letters(text)
            if letters.isEmpty {
                if !(tag == .p && block.length > 2) { removeBlock(block) }
                continue
            }
            if let normalHeadline, letters == normalHeadline, textBefore < 600 {
                if !seenText, !seenHeadline { removeLines(range.lowerBound..<number) }
                seenHeadline = true
                removeBlock(block)
                continue
            }
            if Boilerplate.isLabel(text, linkDensity: block.linkDensity) || Boilerplate.isConsent(text) { removeBlock(block); continue }
            if Boilerplate.isAddress(text) {
                if seenText { mailboxes.append(block) } else { removeBlock(block) }
                continue
            }
            if !seenText && !isSentence && Boilerplate.isByline(text) || textBefore < 600 && PageDates.isDateLine(text) {
                removeBlock(block)
                continue
            }
            switch tag {
            case .p, .li, .td, .th, .pre, .blockquote, .h2, .h3, .h4, .h5, .h6, .dd, .dt, .figcaption, .caption: break
            default:
                // A short line in no paragraph is a label, a date, a button.
                if block.length < 40 && !block.endsSentence && !isBesideText(number, range) { removeBlock(block); continue }
            }
            if isSentence { (seenText, mailboxes) = (true, []) }
            textBefore += block.length
        }
        for block in mailboxes { removeBlock(block) }
    }

    /// Leaves out the few lines above the headline: where one is, and what the article is filed under. Sentences there are text.
    private mutating func removeLines(_ numbers: Range<Int>) {
        let lines = numbers.filter { !isOut(outline.blocks[$0]) }
        guard lines.count <= 5, lines.allSatisfy({ outline.blocks[$0].length < 60 && !outline.blocks[$0].endsSentence }) else { return }
        for number in lines { removeBlock(outline.blocks[number]) }
    }

    /// Whether a block is a line among lines of one element, as where paragraphs are parted by `br`.
    private func isBesideText(_ number: Int, _ range: Range<Int>) -> Bool {
        for other in [number - 1, number + 1] where range.contains(other) {
            if outline.blocks[other].container == outline.blocks[number].container && outline.blocks[other].length > 40 { return true }
        }
        return false
    }

    mutating func removeBlock(_ block: TextBlock) {
        let only = outline.blockRange(of: block.container)
        if only.count == 1 && !outline.tags[block.container].isInline && outline.tags[block.container] != .body {
            let hasPicture = (block.container..<Int(outline.ends[block.container])).contains { outline.tags[$0] == .img }
            if !hasPicture { return remove(block.container) }
        }
        for index in block.start..<block.end where outline.tags[index] == .text { isRemoved[index] = true }
    }

    /// A heading that no text follows heads something that was left out.
    mutating func pruneEmptyHeadings(_ container: Int) {
        var heading: [(block: TextBlock, level: Int)] = []
        for block in outline.blocks[outline.blockRange(of: container)] where !isOut(block) {
            let level =
                switch outline.tags[block.container] {
                case .h2: 2
                case .h3: 3
                case .h4: 4
                case .h5, .h6: 5
                default: 0
                }
            if level == 0 {
                heading = []
                continue
            }
            while let last = heading.last, last.level >= level {
                removeBlock(last.block)
                heading.removeLast()
            }
            heading.append((block, level))
        }
        for entry in heading { removeBlock(entry.block) }
    }
}
