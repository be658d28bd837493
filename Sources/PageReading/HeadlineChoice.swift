import Markup
import NewsModel

/// Chooses an article's headline among what a page shows and says.
struct HeadlineChoice {
    private(set) var candidates: [HeadlineCandidate] = []

    /// The best of them; of equals the first.
    var best: HeadlineCandidate? {
        var best: HeadlineCandidate?
        for candidate in candidates where best.map({ candidate.score > $0.score }) ?? true { best = candidate }
        return best
    }

    /// - Parameters:
    ///   - isElsewhere: Whether a node stands in a bar, a foot or a list of other articles.
    init(outline: PageOutline, linked: LinkedData, meta: MetaTags, site: SiteNames, isElsewhere: (Int) -> Bool) {
        let said: [(text: String?, origin: FieldOrigin, place: String, sign: HeadlineCandidate.Sign)] = [
            (linked.headline, .jsonLD, "JSON-LD headline", .linked), (meta.first("og:title"), .openGraph, "og:title", .openGraph),
            (meta.first("twitter:title"), .meta, "twitter:title", .twitter), (meta.title, .meta, "title", .title),
        ]
        // Markup in a title is a mistake of some content systems.
        let texts = said.map { $0.text.map { $0.holds("<") || $0.holds("&") ? SanitizedHTML.plainText(of: $0) : $0 } }
        let raw = texts.compactMap { $0 }.map(Comparing.letters)
        let headings = HeadlineChoice.headings(
            of: outline, site: site, known: texts.compactMap { $0 }.map { Comparing.letters(site.removed(from: $0)) },
            said: texts.compactMap { $0 }, isElsewhere)
        let shown = headings.filter { $0.signs.isDisjoint(with: [.element, .site, .logo, .part, .elsewhere]) }.map {
            Comparing.letters($0.text)
        }
        let firsts = headings.filter { $0.signs.contains(.h1) && shown.contains(Comparing.letters($0.text)) }.map {
            Comparing.letters($0.text)
        }
        let logos = headings.filter { $0.signs.contains(.logo) }.map { Comparing.letters($0.text) }
        for (text, entry) in zip(texts, said) {
            guard let text = text.map({ site.removed(from: $0, others: raw + shown, logos: logos, headings: firsts) }), !text.isEmpty else {
                continue
            }
            if entry.origin != .jsonLD, HeadlineChoice.isCut(text, of: headings.map(\.text) + [linked.headline ?? ""]) { continue }
            candidates.append(HeadlineCandidate(text: text, origin: entry.origin, place: entry.place, signs: [entry.sign]))
        }
        for heading in headings {
            var heading = heading
            heading.text = site.removed(from: heading.text, others: raw)
            candidates.append(heading)
        }
        compare()
    }

    /// Whether an attribute's value ended at a quotation mark of the text itself: `content="He said "no" today"`.
    private static func isCut(_ text: String, of whole: [String]) -> Bool {
        whole.contains { other in
            guard other.hasPrefix(text) else { return false }
            let rest = other.dropFirst(text.count).drop { $0 == " " }
            return rest.first == "\"" || rest.first == "'" && rest.count > 1
        }
    }

    /// The headings of the page that may be the headline, in their order.
    private static func headings(
        of outline: PageOutline, site: SiteNames, known: [String], said: [String], _ isElsewhere: (Int) -> Bool
    ) -> [HeadlineCandidate] {
        var found: [HeadlineCandidate] = []
        var counts: [HTMLTag: Int] = [:]
        let document = outline.document
        var skipped = 0
        for index in 0..<document.nodeCount where index >= skipped {
            let tag = outline.tags[index]
            guard tag != .text, tag != .title, tag != .meta, tag != .script, let node = document.node(at: index) else { continue }
            let isHeading = tag == .h1 || tag == .h2 || tag == .h3
            guard isHeading || !tag.isInlineLink && HeadlineChoice.mayBeNamed(node) else { continue }
            let isNamed = HeadlineChoice.isNamed(node)
            guard isHeading || isNamed else { continue }
            let limit = tag == .h1 ? 12 : isHeading ? 8 : 4
            guard counts[tag, default: 0] < limit, node.isSmall(nodes: 60), !outline.isSkipped[index] else { continue }
            var text = node.text
            guard (2..<500).contains(text.utf8.count), text.contains(where: \.isLetter) else { continue }
            counts[tag, default: 0] += 1
            if isHeading { skipped = node.endIndex }
            // "Town hall: The bridge stays" is one headline where the titles write it so.
            if isHeading, let kicker = kicker(of: node, whole: text), !(said + [text]).contains(where: { $0.contains(kicker + ":") }) {
                let rest = text.dropFirst(kicker.count).drop { !$0.isLetter && !$0.isNumber && !"«»„“”\"'‘’‚¿¡(".contains($0) }
                if rest.contains(where: \.isLetter) { text = String(rest) }
            }
            var signs: Set<HeadlineCandidate.Sign> = [tag == .h1 ? .h1 : tag == .h2 ? .h2 : tag == .h3 ? .h3 : .element]
            if isNamed { signs.insert(.named) }
            if isElsewhere(index) { signs.insert(.elsewhere) }
            if site.isSite(text) { signs.insert(.site) }
            if isLogo(node) { signs.insert(.logo) }
            if text.utf8.count < 12, !text.holds(" ") { signs.insert(.short) }
            found.append(HeadlineCandidate(text: text, origin: .text, place: node.name, signs: signs, index: index))
            if isHeading, let part = HeadlineChoice.part(of: node, whole: text, known: known) {
                signs.formUnion([.part])
                found.append(HeadlineCandidate(text: part, origin: .text, place: node.name + " part", signs: signs, index: index))
            }
        }
        let firsts = found.indices.filter {
            found[$0].signs.contains(.h1) && found[$0].signs.isDisjoint(with: [.site, .part]) && !isOnlyLogo(found[$0])
        }
        if firsts.count == 1, let only = firsts.first { found[only].signs.insert(.onlyH1) }
        // A part stands where its heading does.
        for index in found.indices.dropFirst() where found[index].signs.contains(.part) {
            found[index].signs.formUnion(found[index - 1].signs.intersection([.onlyH1]))
        }
        return found
    }

    /// Marks of each where it stands beside the text.
    ///
    /// - Parameter start: The index of the node with the text.
    mutating func place(beside start: Int, outline: PageOutline, isElsewhere: (Int) -> Bool) {
        let startBlock = outline.blockRange(of: start).lowerBound
        for number in candidates.indices {
            guard let index = candidates[number].index else { continue }
            let own = outline.blockRange(of: index).lowerBound
            let sign: HeadlineCandidate.Sign =
                index >= start ? own < startBlock + 3 ? .atStart : .behind : own + 15 >= startBlock ? .near : .before
            candidates[number].signs.insert(sign)
            candidates[number].signs.remove(.elsewhere)
            if isElsewhere(index) { candidates[number].signs.insert(.elsewhere) }
        }
        let nearest = candidates.last { heading in
            heading.signs.contains(.h1) && heading.signs.isDisjoint(with: [.site, .part, .elsewhere]) && !HeadlineChoice.isOnlyLogo(heading)
                && (heading.index ?? start) < start
        }
        guard let nearest else { return }
        for number in candidates.indices where candidates[number].index == nearest.index { candidates[number].signs.insert(.nearestH1) }
    }

    /// Whether a heading is called a logo, and nothing calls it a headline.
    private static func isOnlyLogo(_ heading: HeadlineCandidate) -> Bool {
        heading.signs.contains(.logo) && !heading.signs.contains(.named)
    }

    /// Marks of each what the others say of it.
    private mutating func compare() {
        let letters = candidates.map { Comparing.letters($0.text) }
        let pairs = letters.map(LetterPairs.init)
        for index in candidates.indices {
            let isShown = candidates[index].index != nil
            for other in candidates.indices where other != index && (candidates[other].index == nil || !isShown) {
                if letters[other] == letters[index] {
                    candidates[index].signs.formUnion(candidates[other].echo)
                    candidates[index].likeness = 1
                    continue
                }
                candidates[index].likeness = max(candidates[index].likeness, pairs[index].likeness(to: pairs[other]))
                guard candidates[other].index == nil, letters[index].utf8.count >= 6, letters[other].utf8.count >= 6 else { continue }
                if letters[other].hasPrefix(letters[index]) { candidates[index].signs.insert(.begins) }
                if letters[index].hasPrefix(letters[other]) { candidates[index].signs.insert(.longer) }
            }
            if candidates.indices.contains(where: { candidates[$0].signs.contains(.logo) && letters[$0] == letters[index] }) {
                candidates[index].signs.insert(.logo)
            }
            if !isShown, candidates[index].likeness < 0.3 { candidates[index].signs.insert(.alone) }
        }
    }

    /// The part of a heading that another title repeats, where a line above or below it stands in the same element.
    private static func part(of node: HTMLNode, whole: String, known: [String]) -> String? {
        let letters = Comparing.letters(whole)
        guard !known.contains(letters) else { return nil }
        for inner in node.descendants where !inner.isText && !inner.tag.isInlineLink {
            let text = inner.text
            guard text.utf8.count * 3 >= whole.utf8.count, text.utf8.count < whole.utf8.count else { continue }
            if known.contains(Comparing.letters(text)) { return text }
        }
        return known.first {
            letters.hasSuffix($0) && (12...max(12, letters.utf8.count - 4)).contains($0.utf8.count)
                && $0.utf8.count * 2 >= letters.utf8.count
        }.flatMap {
            ending(of: whole, letters: $0)
        }
    }

    /// The line above a headline that stands in one element with it.
    private static func kicker(of node: HTMLNode, whole: String) -> String? {
        for inner in node.descendants where !inner.isText && kickerNames.isFound(in: inner.bytes(of: .class)) {
            let text = inner.text
            return text.utf8.count >= 3 && whole.hasPrefix(text) && whole.utf8.count >= text.utf8.count + 12 ? text : nil
        }
        return nil
    }

    private static let kickerNames = NameSearch([
        "kicker", "overline", "eyebrow", "topline", "dachzeile", "spitzmarke", "roofline", "titleheader", "topic-label", "pretitle",
        "pre-title", "surtitle", "antetitulo", "occhiello",
    ])

    /// The shortest ending of a text that has these letters.
    private static func ending(of text: String, letters: String) -> String? {
        var start = text.endIndex
        while start > text.startIndex {
            start = text.index(before: start)
            if text[start].isLetter || text[start].isNumber, Comparing.letters(String(text[start...])) == letters {
                return PlainText.collapsed(String(text[start...]))
            }
        }
        return nil
    }

    /// Whether the names hold a word of titles at all: what costs least is asked of every element.
    private static func mayBeNamed(_ node: HTMLNode) -> Bool {
        if node.bytes(of: .itemprop) != nil { return true }
        guard let names = node.bytes(of: .class) else { return false }
        return names.withUnsafeBufferPointer { bytes in
            guard bytes.count >= 5 else { return false }
            for index in 0..<bytes.count - 3 where bytes[index + 3] == UInt8(ascii: "e") || bytes[index + 3] == UInt8(ascii: "d") {
                let (a, b, c) = (bytes[index], bytes[index + 1], bytes[index + 2])
                if a == UInt8(ascii: "i") && b == UInt8(ascii: "t") && c == UInt8(ascii: "l") { return true }
                if a == UInt8(ascii: "e") && b == UInt8(ascii: "a") && c == UInt8(ascii: "d") { return true }
            }
            return false
        }
    }

    private static func isNamed(_ node: HTMLNode) -> Bool {
        if headlineName.isFound(in: node.bytes(of: .itemprop)) { return true }
        let names = node.bytes(of: .class) ?? node.bytes(of: .id)
        return titleNames.isFound(in: names) && !otherNames.isFound(in: names)
    }

    private static let headlineName = NameSearch(["headline"])
    private static let otherNames = NameSearch(["sub", "kicker", "teaser", "related"])
    private static let titleNames = NameSearch([
        "headline", "entry-title", "post-title", "article-title", "article__title", "articletitle", "post__title", "posttitle",
        "entry__title", "entrytitle", "story-title", "news-title", "newstitle", "article_title", "post_title", "title--article",
    ])
    private static let logoNames = NameSearch([
        "logo", "site-title", "sitetitle", "site-name", "sitename", "site_title", "blog-title", "blogtitle", "branding",
    ])

    /// Whether a heading is the site's: a link to the front page, or called so by the names about it.
    private static func isLogo(_ node: HTMLNode) -> Bool {
        var above: HTMLNode? = node
        for _ in 0..<3 {
            guard let element = above else { break }
            if logoNames.isFound(in: element.bytes(of: .class)) || logoNames.isFound(in: element.bytes(of: .id)) { return true }
            above = element.parent
        }
        let links = node.descendants.filter { $0.tag == .a } + (node.parent?.tag == .a ? [node.parent].compactMap { $0 } : [])
        return links.contains { link in
            guard let href = link[.href], let reference = URLReference(href) else { return false }
            return reference.path.isEmpty && !href.hasPrefix("#") && !href.hasPrefix("?") || reference.path == "/"
        }
    }
}

extension HTMLTag {
    /// A link, whose names tell of what it leads to.
    fileprivate var isInlineLink: Bool { self == .a || self == .img }
}

/// The pairs of letters in a text, each with how often it occurs: how like two texts are, in any script.
///
/// Method: Dice's coefficient over bigrams.
struct LetterPairs {
    /// Letters that are looked at: a longer title is nobody's headline.
    private static let maximumLetters = 4000

    /// In order, each as often as it occurs.
    private var pairs: [UInt64] = []

    init(_ letters: String) {
        var previous: UInt32?
        for scalar in letters.unicodeScalars.prefix(LetterPairs.maximumLetters) {
            if let previous { pairs.append(UInt64(previous) << 32 | UInt64(scalar.value)) }
            previous = scalar.value
        }
        pairs.sort()
    }

    /// 0 nothing in common … 1 the same pairs.
    func likeness(to other: LetterPairs) -> Double {
        guard !pairs.isEmpty, !other.pairs.isEmpty else { return 0 }
        var (own, others, common) = (0, 0, 0)
        while own < pairs.count, others < other.pairs.count {
            let (pair, otherPair) = (pairs[own], other.pairs[others])
            if pair == otherPair { common += 1 }
            if pair <= otherPair { own += 1 }
            if otherPair <= pair { others += 1 }
        }
        return 2 * Double(common) / Double(pairs.count + other.pairs.count)
    }
}
