import Markup
import NewsModel

/// What is known of each block of a page, as numbers: what ``BlockModel`` judges by.
///
/// The numbers of all blocks together would take more than the page: they are made for a tile of blocks at a time.
///
/// - Complexity: Linear in the page's nodes and in the letters of its blocks.
struct BlockFeatures {
    /// What became of a block so far.
    enum State: Int {
        case outside, kept, clutter, pruned
    }

    static let width = BlockFeature.allCases.count

    /// Rows of one tile: as many as lie close to the processor with their numbers.
    private static let tileRows = 128

    private(set) var states: [State] = []

    private let outline: PageOutline
    private let container: Int
    private let range: Range<Int>
    private var words: BlockWords
    private let headline: BlockWords.Known?
    private let description: BlockWords.Known?
    private let linkedBody: BlockWords.Known?
    /// Of each node what its names and those above it say, from the container inward.
    private var chainSigns: [ClassSigns]
    private var chainTags: [UInt16]
    private var depths: [Int16]
    /// Of each node with blocks in its children which group they are; 0 of those that stand in no other.
    private var siblings: [Int32]
    private var siblingGroups = [Group()]
    private var likes: [UInt64: Group] = [:]
    /// Of each block which it is like.
    private var keys: [UInt64] = []
    /// Of each block how many others stand between it and the next of the text.
    private var untilText: [UInt8] = []
    private var page = Page()

    init(
        _ outline: PageOutline, container: Int, clutter: [Bool], removed: [Bool], headline: String?, description: String?,
        linkedBody: String?
    ) {
        self.outline = outline
        self.container = container
        let blocks = outline.blocks
        chainSigns = outline.signs
        chainTags = Array(repeating: 0, count: outline.tags.count)
        depths = Array(repeating: 0, count: outline.tags.count)
        siblings = Array(repeating: 0, count: outline.tags.count)
        words = BlockWords(outline)
        self.headline = headline.map { BlockWords.Known($0) }
        self.description = description.map { BlockWords.Known($0) }
        self.linkedBody = linkedBody.map { BlockWords.Known($0) }
        let range = outline.blockRange(of: container)
        self.range = range
        states = blocks.indices.map { number in
            if !range.contains(number) { return .outside }
            if outline.isOut(blocks[number], clutter) { return .clutter }
            return outline.isOut(blocks[number], removed) ? .pruned : .kept
        }
        inherit()
        words.countCore(blocks.indices.filter { states[$0] == .kept && blocks[$0].length >= 80 && blocks[$0].linkDensity < 0.3 })
        countLikes()
        sum()
    }

    /// Calls with the numbers of some blocks after another, one row of ``width`` numbers for each.
    func eachTile(_ body: ([Float]) -> Void) {
        var order = Order()
        var first = 0
        while first < outline.blocks.count {
            var tile = Tile(blocks: first..<min(first + BlockFeatures.tileRows, outline.blocks.count))
            readText(&tile)
            readPlaces(&tile)
            readLikes(&tile)
            readOrder(&tile, &order)
            body(tile.values)
            first = tile.blocks.upperBound
        }
    }

    /// The rows of some blocks.
    private struct Tile {
        let blocks: Range<Int>
        private(set) var values: [Float]

        init(blocks: Range<Int>) {
            self.blocks = blocks
            values = Array(repeating: 0, count: blocks.count * BlockFeatures.width)
        }

        subscript(_ number: Int, _ feature: BlockFeature) -> Float {
            get { values[(number - blocks.lowerBound) * BlockFeatures.width + feature.rawValue] }
            set { values[(number - blocks.lowerBound) * BlockFeatures.width + feature.rawValue] = newValue }
        }
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

    private func readText(_ tile: inout Tile) {
        for number in tile.blocks {
            let block = outline.blocks[number]
            let text = words.texts[number]
            tile[number, .length] = Float(min(block.length, 3000))
            tile[number, .marks] = Float(min(block.marks, 60))
            tile[number, .markShare] = Float(block.marks) / Float(max(block.length, 1))
            tile[number, .linkDensity] = Float(block.linkDensity)
            tile[number, .endsSentence] = block.endsSentence ? 1 : 0
            tile[number, .digitShare] = Float(text.digits) / Float(max(block.length, 1))
            tile[number, .upperShare] = Float(text.uppers) / Float(max(text.uppers + text.lowers, 1))
            tile[number, .startsLower] = (0x61...0x7A).contains(text.first) ? 1 : 0
            tile[number, .holdsAddress] = text.holdsAddress ? 1 : 0
            tile[number, .repeats] = Float(min(words.repeats(number), 4))
            tile[number, .headlineShare] = headline.map { words.share(of: number, in: $0) } ?? -1
            tile[number, .descriptionShare] = description.map { words.share(of: number, in: $0) } ?? -1
            tile[number, .linkedBodyShare] = linkedBody.map { words.share(of: number, in: $0) } ?? -1
            let core = words.core(number)
            tile[number, .coreShare] = core.share
            tile[number, .strangeWords] = Float(min(core.strange, 50))
        }
    }

    // MARK: Place

    private func readPlaces(_ tile: inout Tile) {
        for number in tile.blocks {
            let block = outline.blocks[number]
            let tags = chainTags[block.container]
            tile[number, .state] = Float(states[number].rawValue)
            tile[number, .tag] = BlockFeatures.group(of: outline.tags[block.container])
            tile[number, .depth] = Float(depths[block.container])
            tile[number, .isInArticle] = tags & 1 != 0 ? 1 : 0
            tile[number, .isInAside] = tags & 2 != 0 ? 1 : 0
            tile[number, .isInFigure] = tags & 8 != 0 ? 1 : 0
            tile[number, .isInList] = tags & 16 != 0 ? 1 : 0
            tile[number, .isInTable] = tags & 32 != 0 ? 1 : 0
            tile[number, .isInQuote] = tags & 64 != 0 ? 1 : 0
            let own = outline.signs[block.container]
            let parent = Int(outline.parents[block.container])
            tile[number, .ownName] = BlockFeatures.badness(of: own)
            tile[number, .parentName] = parent >= 0 ? BlockFeatures.badness(of: outline.signs[parent]) : 0
            let chain = chainSigns[block.container]
            let named: [(BlockFeature, ClassSigns)] = [
                (.isNamedClutter, .clutter), (.isNamedAside, .aside), (.isNamedComments, .comments), (.isNamedBody, .body),
                (.isNamedCaption, .caption), (.isNamedFigure, .figure),
            ]
            for (feature, sign) in named { tile[number, feature] = chain.contains(sign) ? 1 : 0 }
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

    private mutating func countLikes() {
        // Of each element once: its name and class may be long.
        var signatures: [UInt64] = Array(repeating: 0, count: outline.tags.count)
        func signature(of index: Int) -> UInt64 {
            if signatures[index] == 0 { signatures[index] = self.signature(of: index) }
            return signatures[index]
        }
        keys.reserveCapacity(outline.blocks.count)
        for block in outline.blocks {
            let parent = Int(outline.parents[block.container])
            let key = signature(of: block.container) &* 31 &+ (parent >= 0 ? signature(of: parent) : 0)
            keys.append(key)
            likes[key, default: Group()].add(block)
            if parent >= 0, siblings[parent] == 0 {
                siblings[parent] = Int32(siblingGroups.count)
                siblingGroups.append(Group())
            }
            siblingGroups[parent >= 0 ? Int(siblings[parent]) : 0].add(block)
        }
    }

    private func readLikes(_ tile: inout Tile) {
        let whole = Float(max(page.inside, 1))
        for number in tile.blocks {
            let parent = Int(outline.parents[outline.blocks[number].container])
            let siblings = siblingGroups[parent >= 0 ? Int(siblings[parent]) : 0]
            tile[number, .siblingCount] = Float(min(siblings.count, 100))
            tile[number, .siblingShare] = Float(siblings.length) / whole
            if let group = likes[keys[number]] {
                tile[number, .likeCount] = Float(min(group.count, 100))
                tile[number, .likeShare] = Float(group.length) / whole
                tile[number, .likeLinkDensity] = Float(group.links) / Float(max(group.length, 1))
                tile[number, .likeMeanLength] = Float(group.length) / Float(group.count)
            }
        }
    }

    /// Of an element's name and class, which elements of one kind on a page share.
    private func signature(of index: Int) -> UInt64 {
        let name = outline.document.node(at: index)?.bytes(of: .class) ?? []
        return name.reduce(FNV1a.seed ^ UInt64(outline.tags[index].rawValue)) { FNV1a.hash($1, onto: $0) }
    }

    // MARK: Order

    /// Letters of the page, of its container, of links in it, and of what was kept.
    private struct Page {
        var total = 0
        var inside = 0
        var links = 0
        var kept = 0
    }

    /// What stands before a block.
    private struct Order {
        var before = 0
        var since = 40
        var sinceHeading = 40
        var heading = 0
    }

    private func isText(_ number: Int) -> Bool {
        let block = outline.blocks[number]
        return states[number] == .kept && block.length >= 80 && block.marks > 0 && block.linkDensity < 0.3
    }

    private mutating func sum() {
        let blocks = outline.blocks
        page.total = blocks.reduce(0) { $0 + $1.length }
        page.inside = blocks[range].reduce(0) { $0 + $1.length }
        page.links = blocks[range].reduce(0) { $0 + $1.linkLength }
        page.kept = range.reduce(0) { $0 + (states[$1] == .kept ? blocks[$1].length : 0) }
        untilText = Array(repeating: 0, count: blocks.count)
        var until: UInt8 = 40
        for number in blocks.indices.reversed() {
            untilText[number] = until
            until = isText(number) ? 0 : min(until + 1, 40)
        }
    }

    private func readOrder(_ tile: inout Tile, _ order: inout Order) {
        let blocks = outline.blocks
        let (total, inside, kept) = (page.total, page.inside, page.kept)
        for number in tile.blocks {
            let block = blocks[number]
            let isKept = states[number] == .kept
            tile[number, .place] = Float(number - range.lowerBound) / Float(max(range.count, 1))
            tile[number, .textBefore] = Float(order.before) / Float(max(kept, 1))
            tile[number, .textAfter] = Float(kept - order.before - (isKept ? block.length : 0)) / Float(max(kept, 1))
            tile[number, .sinceText] = Float(order.since)
            tile[number, .untilText] = Float(untilText[number])
            tile[number, .sinceHeading] = Float(order.sinceHeading)
            tile[number, .headingLength] = Float(order.heading)
            order.since = isText(number) ? 0 : min(order.since + 1, 40)
            let group = BlockFeatures.group(of: outline.tags[block.container])
            if (4...6).contains(group) {
                (order.sinceHeading, order.heading) = (0, min(block.length, 200))
            } else {
                order.sinceHeading = min(order.sinceHeading + 1, 40)
            }
            if isKept { order.before += block.length }
            tile[number, .pageLength] = Float(min(total, 200_000))
            tile[number, .pageBlocks] = Float(blocks.count)
            tile[number, .containerShare] = Float(inside) / Float(max(total, 1))
            tile[number, .containerLength] = Float(min(inside, 200_000))
            tile[number, .containerBlocks] = Float(range.count)
            tile[number, .containerLinkDensity] = Float(page.links) / Float(max(inside, 1))
            tile[number, .containerKept] = Float(kept) / Float(max(inside, 1))
            readNeighbour(number - 1, of: number, &tile, .beforeLength, .beforeLinkDensity, .beforeState, .beforeTag, nil)
            readNeighbour(number + 1, of: number, &tile, .afterLength, .afterLinkDensity, .afterState, .afterTag, .afterEnds)
        }
    }

    private func readNeighbour(
        _ other: Int, of number: Int, _ tile: inout Tile, _ length: BlockFeature, _ density: BlockFeature, _ state: BlockFeature,
        _ tag: BlockFeature, _ ends: BlockFeature?
    ) {
        guard outline.blocks.indices.contains(other) else {
            for feature in [length, density, state, tag, ends] { if let feature { tile[number, feature] = -1 } }
            return
        }
        let block = outline.blocks[other]
        tile[number, length] = Float(min(block.length, 3000))
        tile[number, density] = Float(block.linkDensity)
        tile[number, state] = Float(states[other].rawValue)
        tile[number, tag] = BlockFeatures.group(of: outline.tags[block.container])
        if let ends { tile[number, ends] = block.endsSentence ? 1 : 0 }
    }
}

extension BlockFeatures.Group {
    fileprivate mutating func add(_ block: TextBlock) {
        count += 1
        length += block.length
        links += block.linkLength
    }
}
