import Markup

/// What is known of each block of a page, as numbers: what ``BlockModel`` judges by.
///
/// - Complexity: Linear in the page's nodes and in the letters of its blocks.
struct BlockFeatures {
    /// What became of a block so far.
    enum State: Int {
        case outside, kept, clutter, pruned
    }

    static let width = BlockFeature.allCases.count

    /// One row of ``width`` numbers for each block.
    private(set) var values: [Float]
    private(set) var states: [State] = []

    private let outline: PageOutline
    private let container: Int
    private var words: BlockWords
    /// Of each node what its names and those above it say, from the container inward.
    private var chainSigns: [ClassSigns]
    private var chainTags: [UInt16]
    private var depths: [Int16]

    init(
        _ outline: PageOutline, container: Int, clutter: [Bool], removed: [Bool], headline: String?, description: String?,
        linkedBody: String?
    ) {
        self.outline = outline
        self.container = container
        let blocks = outline.blocks
        values = Array(repeating: 0, count: blocks.count * BlockFeatures.width)
        chainSigns = outline.signs
        chainTags = Array(repeating: 0, count: outline.tags.count)
        depths = Array(repeating: 0, count: outline.tags.count)
        words = BlockWords(outline)
        let range = outline.blockRange(of: container)
        states = blocks.indices.map { number in
            if !range.contains(number) { return .outside }
            if clutter[blocks[number].start] { return .clutter }
            return removed[blocks[number].start] ? .pruned : .kept
        }
        inherit()
        words.countCore(blocks.indices.filter { states[$0] == .kept && blocks[$0].length >= 80 && blocks[$0].linkDensity < 0.3 })
        readText(headline: headline, description: description, linkedBody: linkedBody)
        readPlaces()
        readLikes(range)
        readOrder(range)
    }

    private subscript(_ number: Int, _ feature: BlockFeature) -> Float {
        get { values[number * BlockFeatures.width + feature.rawValue] }
        set { values[number * BlockFeatures.width + feature.rawValue] = newValue }
    }

    // MARK: Down the tree

    private mutating func inherit() {
        for index in outline.tags.indices.dropFirst() {
            let parent = Int(outline.parents[index])
            guard parent >= 0 else { continue }
            let tag = outline.tags[index]
            if parent != container {
                if tag != .text { chainSigns[index].formUnion(chainSigns[parent]) } else { chainSigns[index] = chainSigns[parent] }
                chainTags[index] = chainTags[parent]
            }
            depths[index] = parent == container ? 1 : depths[parent] + 1
            chainTags[index] |= BlockFeatures.bit(of: tag)
        }
    }

    private static func bit(of tag: HTMLTag) -> UInt16 {
        switch tag {
        case .article, .main: 1
        case .aside, .footer, .nav: 2
        case .figure, .figcaption: 8
        case .ul, .ol, .dl: 16
        case .table: 32
        case .blockquote, .q: 64
        default: 0
        }
    }

    /// Tags in groups that say alike.
    private static func group(of tag: HTMLTag) -> Float {
        switch tag {
        case .p: 0
        case .blockquote, .pre: 1
        case .li, .dd, .dt: 2
        case .td, .th, .caption: 3
        case .h2: 4
        case .h3: 5
        case .h4, .h5, .h6: 6
        case .figcaption: 7
        case .h1: 8
        case .div, .article, .section, .main, .body: 9
        default: 10
        }
    }

    // MARK: Text

    private mutating func readText(headline: String?, description: String?, linkedBody: String?) {
        let headline = headline.map { BlockWords.Known($0) }
        let description = description.map { BlockWords.Known($0) }
        let linked = linkedBody.map { BlockWords.Known($0) }
        for (number, block) in outline.blocks.enumerated() {
            let text = words.texts[number]
            self[number, .length] = Float(min(block.length, 3000))
            self[number, .marks] = Float(min(block.marks, 60))
            self[number, .markShare] = Float(block.marks) / Float(max(block.length, 1))
            self[number, .linkDensity] = Float(block.linkDensity)
            self[number, .endsSentence] = block.endsSentence ? 1 : 0
            self[number, .digitShare] = Float(text.digits) / Float(max(block.length, 1))
            self[number, .upperShare] = Float(text.uppers) / Float(max(text.uppers + text.lowers, 1))
            self[number, .startsLower] = (0x61...0x7A).contains(text.first) ? 1 : 0
            self[number, .holdsAddress] = text.holdsAddress ? 1 : 0
            self[number, .repeats] = Float(min(words.repeats(number), 4))
            self[number, .headlineShare] = headline.map { words.share(of: number, in: $0) } ?? -1
            self[number, .descriptionShare] = description.map { words.share(of: number, in: $0) } ?? -1
            self[number, .linkedBodyShare] = linked.map { words.share(of: number, in: $0) } ?? -1
            let core = words.core(number)
            self[number, .coreShare] = core.share
            self[number, .strangeWords] = Float(min(core.strange, 50))
        }
    }

    // MARK: Place

    private mutating func readPlaces() {
        for (number, block) in outline.blocks.enumerated() {
            let tags = chainTags[block.container]
            self[number, .state] = Float(states[number].rawValue)
            self[number, .tag] = BlockFeatures.group(of: outline.tags[block.container])
            self[number, .depth] = Float(depths[block.container])
            self[number, .isInArticle] = tags & 1 != 0 ? 1 : 0
            self[number, .isInAside] = tags & 2 != 0 ? 1 : 0
            self[number, .isInFigure] = tags & 8 != 0 ? 1 : 0
            self[number, .isInList] = tags & 16 != 0 ? 1 : 0
            self[number, .isInTable] = tags & 32 != 0 ? 1 : 0
            self[number, .isInQuote] = tags & 64 != 0 ? 1 : 0
            let own = outline.signs[block.container]
            let parent = Int(outline.parents[block.container])
            self[number, .ownName] = BlockFeatures.badness(of: own)
            self[number, .parentName] = parent >= 0 ? BlockFeatures.badness(of: outline.signs[parent]) : 0
            let chain = chainSigns[block.container]
            let named: [(BlockFeature, ClassSigns)] = [
                (.isNamedClutter, .clutter), (.isNamedAside, .aside), (.isNamedComments, .comments), (.isNamedBody, .body),
                (.isNamedCaption, .caption), (.isNamedFigure, .figure),
            ]
            for (feature, sign) in named { self[number, feature] = chain.contains(sign) ? 1 : 0 }
        }
    }

    private static func badness(of signs: ClassSigns) -> Float {
        if !signs.isDisjoint(with: [.clutter, .comments]) { return 3 }
        if !signs.isDisjoint(with: [.aside, .caption, .byline, .date, .hidden]) { return 2 }
        return signs.contains(.body) ? -1 : 0
    }

    // MARK: Likeness

    fileprivate struct Group {
        var count = 0
        var length = 0
        var links = 0
    }

    private mutating func readLikes(_ range: Range<Int>) {
        var siblings: [Int: Group] = [:]
        var likes: [UInt64: Group] = [:]
        var keys: [UInt64] = []
        // Of each element once: its name and class may be long.
        var signatures: [Int: UInt64] = [:]
        func signature(of index: Int) -> UInt64 {
            if let known = signatures[index] { return known }
            let found = self.signature(of: index)
            signatures[index] = found
            return found
        }
        keys.reserveCapacity(outline.blocks.count)
        var total = 0
        for (number, block) in outline.blocks.enumerated() {
            let parent = Int(outline.parents[block.container])
            let key = signature(of: block.container) &* 31 &+ (parent >= 0 ? signature(of: parent) : 0)
            keys.append(key)
            siblings[parent, default: Group()].add(block)
            likes[key, default: Group()].add(block)
            if range.contains(number) { total += block.length }
        }
        let whole = Float(max(total, 1))
        for (number, block) in outline.blocks.enumerated() {
            if let group = siblings[Int(outline.parents[block.container])] {
                self[number, .siblingCount] = Float(min(group.count, 100))
                self[number, .siblingShare] = Float(group.length) / whole
            }
            if let group = likes[keys[number]] {
                self[number, .likeCount] = Float(min(group.count, 100))
                self[number, .likeShare] = Float(group.length) / whole
                self[number, .likeLinkDensity] = Float(group.links) / Float(max(group.length, 1))
                self[number, .likeMeanLength] = Float(group.length) / Float(group.count)
            }
        }
    }

    /// Of an element's name and class, which elements of one kind on a page share.
    private func signature(of index: Int) -> UInt64 {
        let name = outline.document.node(at: index)?.bytes(of: .class) ?? []
        return name.reduce(FNV1a.seed ^ UInt64(outline.tags[index].rawValue)) { FNV1a.hash($1, onto: $0) }
    }

    // MARK: Order

    private mutating func readOrder(_ range: Range<Int>) {
        let blocks = outline.blocks
        let total = blocks.reduce(0) { $0 + $1.length }
        let inside = blocks[range].reduce(0) { $0 + $1.length }
        let links = blocks[range].reduce(0) { $0 + $1.linkLength }
        let kept = range.reduce(0) { $0 + (states[$1] == .kept ? blocks[$1].length : 0) }
        func isText(_ number: Int) -> Bool {
            states[number] == .kept && blocks[number].length >= 80 && blocks[number].marks > 0 && blocks[number].linkDensity < 0.3
        }
        var before = 0
        var (since, sinceHeading, heading) = (40, 40, 0)
        for number in blocks.indices {
            let block = blocks[number]
            self[number, .place] = Float(number - range.lowerBound) / Float(max(range.count, 1))
            self[number, .textBefore] = Float(before) / Float(max(kept, 1))
            self[number, .textAfter] = Float(kept - before - (states[number] == .kept ? block.length : 0)) / Float(max(kept, 1))
            self[number, .sinceText] = Float(since)
            self[number, .sinceHeading] = Float(sinceHeading)
            self[number, .headingLength] = Float(heading)
            since = isText(number) ? 0 : min(since + 1, 40)
            let group = BlockFeatures.group(of: outline.tags[block.container])
            if (4...6).contains(group) {
                (sinceHeading, heading) = (0, min(block.length, 200))
            } else {
                sinceHeading = min(sinceHeading + 1, 40)
            }
            if states[number] == .kept { before += block.length }
            self[number, .pageLength] = Float(min(total, 200_000))
            self[number, .pageBlocks] = Float(blocks.count)
            self[number, .containerShare] = Float(inside) / Float(max(total, 1))
            self[number, .containerLength] = Float(min(inside, 200_000))
            self[number, .containerBlocks] = Float(range.count)
            self[number, .containerLinkDensity] = Float(links) / Float(max(inside, 1))
            self[number, .containerKept] = Float(kept) / Float(max(inside, 1))
            readNeighbour(number - 1, of: number, .beforeLength, .beforeLinkDensity, .beforeState, .beforeTag, nil)
            readNeighbour(number + 1, of: number, .afterLength, .afterLinkDensity, .afterState, .afterTag, .afterEnds)
        }
        var until = 40
        for number in blocks.indices.reversed() {
            self[number, .untilText] = Float(until)
            until = isText(number) ? 0 : min(until + 1, 40)
        }
    }

    private mutating func readNeighbour(
        _ other: Int, of number: Int, _ length: BlockFeature, _ density: BlockFeature, _ state: BlockFeature, _ tag: BlockFeature,
        _ ends: BlockFeature?
    ) {
        guard outline.blocks.indices.contains(other) else {
            for feature in [length, density, state, tag, ends] { if let feature { self[number, feature] = -1 } }
            return
        }
        let block = outline.blocks[other]
        self[number, length] = Float(min(block.length, 3000))
        self[number, density] = Float(block.linkDensity)
        self[number, state] = Float(states[other].rawValue)
        self[number, tag] = BlockFeatures.group(of: outline.tags[block.container])
        if let ends { self[number, ends] = block.endsSentence ? 1 : 0 }
    }
}

extension BlockFeatures.Group {
    fileprivate mutating func add(_ block: TextBlock) {
        count += 1
        length += block.length
        links += block.linkLength
    }
}
