import Markup
import NewsModel

extension PageReading {
    /// Whether a node stands in a bar, a foot or a list of other articles that does not hold the text itself.
    ///
    /// - Parameter byTag: Names are not asked: publishers give those of sharing bars to the line with the date.
    /// - Parameter inAside: Whether an `aside` is such a list; beside the headline some put the byline into one.
    func isElsewhere(_ index: Int, body start: Int, byTag: Bool = false, inAside: Bool = true) -> Bool {
        var isInFoot = false
        for above in outline.ancestors(of: index) {
            let tag = outline.tags[above]
            let signs = outline.signs[above]
            if tag == .article && above <= start { isInFoot = false }
            if above <= start && Int(outline.ends[above]) > start { continue }
            // An article's own foot tells who wrote it.
            if signs.contains(.clutter) || tag == .footer,
                PageReading.footNames.isFound(in: document.node(at: above)?.bytes(of: .class)?.prefix(PageReading.nameBytes))
            {
                continue
            }
            if tag == .aside && inAside || tag == .nav || signs.contains(.comments) || !byTag && signs.contains(.clutter) { return true }
            if tag == .footer { isInFoot = true }
        }
        return isInFoot
    }

    /// Bytes of an element's names that are looked at for each node in it.
    private static let nameBytes = 1000

    private static let footNames = NameSearch(
        ["post", "entry", "article"].flatMap { name in ["", "-", "_", "__"].map { name + $0 + "foot" } })

    /// Whether a node stands in a bar, a foot or a list that links other articles.
    func isListed(_ index: Int, body start: Int) -> Bool {
        for above in outline.ancestors(of: index).prefix(6) {
            if above <= start && Int(outline.ends[above]) > start { return false }
            if linksOthers(above) { return true }
        }
        return false
    }

    /// Whether a link in a node has the length of a headline.
    func linksOthers(_ index: Int) -> Bool {
        (index..<Int(outline.ends[index])).contains { inner in
            outline.tags[inner] == .a && document.node(at: inner).map { $0.text.utf8.count >= 12 } == true
        }
    }

    /// Whether a property that stands at a node is one of an item that is no article and does not hold the text.
    func isOfAnotherItem(_ index: Int, body start: Int) -> Bool {
        for above in outline.ancestors(of: index).prefix(12) {
            if above <= start && Int(outline.ends[above]) > start { return false }
            guard let node = document.node(at: above) else { continue }
            if let types = node[.itemtype] ?? node.attribute("typeof") { return DateTerms.isOther(types: types) }
            if node.bytes(of: .itemscope) != nil { return false }
        }
        return false
    }

    /// The nodes from a little before the headline to the end of the article; from the page's beginning where no heading says the headline, and
    /// the whole page where the text is not known.
    func place(of body: Body?) -> Range<Int> {
        guard let body, let first = body.nodes.map(\.index).min(), let last = body.nodes.map(\.endIndex).max() else {
            return 0..<document.nodeCount
        }
        let article = outline.ancestors(of: first).first { outline.tags[$0] == .article }
        // A line that is no heading may be far from the rest.
        let heading = headingIndex.flatMap { outline.tags[$0] == .h1 || outline.tags[$0] == .h2 ? max(0, $0 - 40) : nil }
        let isLoose = article == nil && heading == nil
        let start = isLoose ? 0 : min(article ?? first, heading ?? first)
        let whole = article ?? (isLoose ? partOfHeadline(and: first) : nil)
        let end = max(last, whole.map { Int(outline.ends[$0]) } ?? last)
        return max(0, min(start, first))..<min(document.nodeCount, max(end, first))
    }

    /// The part of the page that holds the line of the headline and the text: its foot may tell the date.
    private func partOfHeadline(and text: Int) -> Int? {
        guard let line = headingIndex, let part = outline.ancestors(of: text).first(where: { $0 <= line && line < Int(outline.ends[$0]) })
        else { return nil }
        return [.main, .body, .html].contains(outline.tags[part]) ? nil : part
    }

    /// The first heading that is the headline, or the beginning of it; of a page without one, the first line that says it.
    func heading(of headline: String?) -> Int? {
        guard let headline = headline.map(Comparing.letters), !headline.isEmpty else { return nil }
        // White space and marks take room as well; a page of headings in each other is not read once for each.
        let bytes = min(8192, 1024 + 4 * headline.utf8.count)
        let heading = outline.tags.indices.first {
            guard outline.tags[$0] == .h1 || outline.tags[$0] == .h2, let node = document.node(at: $0),
                node.isSmall(nodes: 400, bytes: bytes)
            else { return false }
            let text = node.text
            return headline.hasPrefix(Comparing.letters(text)) && !text.isEmpty
        }
        if let heading { return heading }
        guard headline.utf8.count >= 12 else { return nil }
        let line = outline.blocks.first {
            $0.length <= headline.utf8.count && $0.linkDensity < 0.5 && Comparing.letters(outline.text(of: $0)) == headline
        }
        return line?.container
    }
}
