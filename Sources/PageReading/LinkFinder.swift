import Markup
import NewsModel

/// Finds the links to articles of a listing page: by what repeats, by dates and headings beside them, and by the form of their addresses.
///
/// Each address is scored over all links that lead to it. Those that are sure teach which forms of addresses the site's articles have; with that
/// the doubtful ones are decided.
struct LinkFinder {
    private let reading: PageReading
    private let outline: PageOutline
    private let language: String?
    private let zone: DateReading.ZoneOffset?
    private var targets: [Target] = []
    private var targetOfKey: [String: Int] = [:]
    /// The links in document order: the node, and which target it leads to.
    private var links: [(node: HTMLNode, target: Int)] = []
    /// How many targets the links of one structure lead to.
    private var targetsOfStructure: [Int: Set<Int>] = [:]

    /// An address that is linked, with everything that speaks for or against an article there.
    private struct Target {
        let url: String
        let address: ArticleAddress
        /// Whether it is another page of the same site.
        let isOfSite: Bool
        var headline: String?
        var headlineWeight = 0
        var isHeading = false
        var isInClutter = true
        var structures: Set<Int> = []
        var date: NewsDate?
    }

    /// More links than any listing has.
    static let maximumLinks = 5_000
    /// Above this an address is taken for an article's.
    private static let threshold = 3.0
    /// Of fewer letters a text is no headline if there is a better one.
    private static let telling = 25
    /// An item of a list has no more elements and texts, which bounds the work for each link.
    private static let largestItem = 300
    /// An item of a list is looked for in so many elements around a link.
    private static let climb = 7

    init(_ reading: PageReading, hints: PageHints) {
        self.reading = reading
        outline = reading.outline
        language = reading.document.root[.lang] ?? hints.language
        zone = hints.timezone.flatMap(DateReading.zoneOffset)
    }

    /// The links, in the order in which the page has them.
    mutating func find() -> [ListedLink] {
        readPage()
        return chosen().map { ListedLink(url: $0.url, headline: $0.headline, publishedAt: $0.date) }
    }

    /// The links that an XPath finds: links themselves, elements around them, or addresses.
    mutating func find(by xpath: String) -> [ListedLink] {
        readPage()
        var found: [Int] = []
        switch reading.document.root.xpath(xpath) {
        case .nodes(let nodes)?:
            for node in nodes { found += links[firstLink(from: node.index)...].prefix { $0.node.index < node.endIndex }.map(\.target) }
        case .strings(let strings)?: found = strings.compactMap { add($0) }
        case nil: break
        }
        var seen: Set<Int> = []
        return found.filter { seen.insert($0).inserted }.map {
            ListedLink(url: targets[$0].url, headline: targets[$0].headline, publishedAt: targets[$0].date)
        }
    }

    /// The first of the links that stands at a node or behind it.
    private func firstLink(from index: Int) -> Int {
        var (low, high) = (0, links.count)
        while low < high {
            let middle = (low + high) / 2
            if links[middle].node.index < index { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private mutating func readPage() {
        for node in reading.document.root.descendants where node.tag == .a { take(node) }
        readItems()
    }

    // MARK: What is linked

    private mutating func take(_ node: HTMLNode) {
        guard !outline.isSkipped[node.index], links.count < LinkFinder.maximumLinks, let href = node[.href], let target = add(href)
        else { return }
        links.append((node, target))
        let surroundings = surroundings(of: node)
        targets[target].structures.insert(surroundings.structure)
        targetsOfStructure[surroundings.structure, default: []].insert(target)
        if !surroundings.isClutter { targets[target].isInClutter = false }
        if surroundings.isHeading || node.descendants.contains(where: { $0.tag.isHeading }) { targets[target].isHeading = true }
        if let heading = node.descendants.first(where: { $0.tag.isHeading }) { call(target, heading.text, isHeading: true) }
        call(target, node.text, isHeading: surroundings.isHeading)
    }

    private mutating func add(_ href: String) -> Int? {
        guard !href.isEmpty, href.utf8.first != UInt8(ascii: "#"), var reference = URLReference(href) else { return nil }
        if let base = reading.base { reference = reference.resolved(against: base) }
        reference.fragment = nil
        guard reference.isHTTP else { return nil }
        let key = reference.storyKey
        if let known = targetOfKey[key] { return known }
        let page = reading.pageURL ?? reading.base
        let isOfSite = page.map { key != $0.storyKey && reference.isOfSite($0) } ?? true
        targetOfKey[key] = targets.count
        targets.append(Target(url: reference.description, address: ArticleAddress(reference), isOfSite: isOfSite))
        return targets.count - 1
    }

    /// The longest text that leads there is its headline, a heading before any other.
    private mutating func call(_ target: Int, _ text: String, isHeading: Bool) {
        let weight = LinkFinder.weight(of: text) + (isHeading ? 1_000 : 0)
        guard weight > targets[target].headlineWeight, text.utf8.count <= 600 else { return }
        (targets[target].headline, targets[target].headlineWeight) = (text, weight)
    }

    /// Letters; an ideograph or a kana says as much as two.
    private static func weight(of text: String) -> Int {
        text.unicodeScalars.reduce(0) { $0 + (!$1.properties.isAlphabetic ? 0 : (0x2E80...0x9FFF).contains($1.value) ? 2 : 1) }
    }

    /// What the elements around a link say: their names as one number, and whether they are made for finding one's way.
    private func surroundings(of node: HTMLNode) -> (structure: Int, isHeading: Bool, isClutter: Bool) {
        var hasher = Hasher()
        var isHeading = false
        var isClutter = false
        var level = 0
        var current: HTMLNode? = node
        while let element = current {
            if level < 5 {
                hasher.combine(element.tag)
                let name = element.bytes(of: .class)?.drop { $0 == 0x20 }.prefix { $0 != 0x20 }.prefix(100)
                hasher.combine(name.map { String(decoding: $0, as: UTF8.self) })
            }
            if level < 4, element.tag.isHeading { isHeading = true }
            if element.tag == .nav || element.tag == .footer || element.tag == .form { isClutter = true }
            level += 1
            current = element.parent
        }
        return (hasher.finalize(), isHeading, isClutter)
    }

    // MARK: The items of lists

    /// What stands beside a link in its item: a heading where the link is but a picture, and a date.
    private mutating func readItems() {
        for (place, link) in links.enumerated()
        where targets[link.target].date == nil || targets[link.target].headlineWeight < LinkFinder.telling {
            guard let item = item(of: place) else { continue }
            for inner in item.descendants where !outline.isSkipped[inner.index] {
                if inner.tag.isHeading, targets[link.target].headlineWeight < LinkFinder.telling {
                    call(link.target, inner.text, isHeading: true)
                    targets[link.target].isHeading = true
                } else if targets[link.target].date == nil, inner.tag == .time {
                    targets[link.target].date = date(inner[.datetime]) ?? date(inner.text)
                } else if targets[link.target].date == nil, inner.isText, (6...60).contains(inner.textBytes.count) {
                    targets[link.target].date = LinkFinder.namesDay(inner.text) ? date(inner.text) : nil
                }
            }
        }
    }

    /// Whether numbers for a day, a month and a year may stand in a text, one of them perhaps as a word: `2022` and `May 2022` are no days.
    private static func namesDay(_ text: String) -> Bool {
        let numbers = text.split { !$0.isNumber }.count
        return numbers >= 3 || numbers == 2 && text.contains(where: \.isLetter)
    }

    private func date(_ text: String?) -> NewsDate? {
        guard let text, let read = DateReading.read(text, zoneOffsetSeconds: zone, language: language),
            (1990...2100).contains(read.date.earliestInstant.day.year)
        else { return nil }
        return read.date
    }

    /// The largest element around a link in which no link leads to another article; authors, sections and services do not count.
    private func item(of place: Int) -> HTMLNode? {
        let target = links[place].target
        var item: HTMLNode? = links[place].node
        func isOther(_ link: Int) -> Bool { links[link].target != target && targets[links[link].target].address.score >= 0 }
        for _ in 0..<LinkFinder.climb {
            guard let parent = item?.parent, parent.endIndex - parent.index <= LinkFinder.largestItem else { break }
            var first = place
            while first > 0, links[first - 1].node.index > parent.index {
                first -= 1
                if isOther(first) { return item }
            }
            var last = place
            while last + 1 < links.count, links[last + 1].node.index < parent.endIndex {
                last += 1
                if isOther(last) { return item }
            }
            item = parent
        }
        return item
    }

    // MARK: The choice

    private func chosen() -> [Target] {
        let scores = targets.indices.map(score)
        var articlesOfForm: [String: Int] = [:]
        for (target, score) in zip(targets, scores) where target.isOfSite && score >= LinkFinder.threshold && target.address.isTelling {
            articlesOfForm[target.address.form, default: 0] += 1
        }
        return zip(targets, scores).filter { target, score in
            // A form that the site's articles have decides what the place on the page leaves open.
            let isOfKnownForm = target.address.isTelling && articlesOfForm[target.address.form, default: 0] >= 3
            return target.isOfSite && score >= LinkFinder.threshold - (isOfKnownForm ? 2.5 : 0)
        }.map(\.0)
    }

    private func score(_ index: Int) -> Double {
        let target = targets[index]
        var score = target.address.score
        let letters = target.headlineWeight % 1_000
        score += letters >= 40 ? 2 : letters >= 20 ? 1.25 : letters >= 10 ? 0 : -1
        if target.isHeading { score += 1 }
        if target.date != nil { score += 1 }
        if target.isInClutter { score -= 2.5 }
        let repeated = target.structures.map { targetsOfStructure[$0]?.count ?? 0 }.max() ?? 0
        if repeated >= 3 { score += 0.5 }
        return score
    }
}

extension URLReference {
    /// Whether it stands at the same site: one host below the other, or both below one name of two labels that is no register of a country.
    fileprivate func isOfSite(_ other: URLReference) -> Bool {
        guard let host, let otherHost = other.host else { return false }
        if host == otherHost || host.hasSuffix("." + otherHost) || otherHost.hasSuffix("." + host) { return true }
        let labels = host.split(separator: ".")
        let common = zip(labels.reversed(), otherHost.split(separator: ".").reversed()).prefix { $0 == $1 }.count
        // `example.org`, but not `co.uk`.
        return common >= 3 || common == 2 && labels[labels.count - 2].count > 3
    }
}
