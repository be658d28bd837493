import Markup

extension BodyFinder {
    /// Leaves out the articles that a page has follow its own: elements like the one whose headline the page is titled by, each with a
    /// headline too. Of a page that is titled otherwise, as one of several parts or posts, nothing is left out.
    mutating func removeNextArticles(after titles: [String]) {
        let headlines = outline.tags.indices.filter { outline.tags[$0] == .h1 && !isRemoved[$0] && !outline.blockRange(of: $0).isEmpty }
        let titles = headlines.count > 1 ? titles.map(Comparing.letters) : []
        guard let first = headlines.first(where: { isTitle($0, titles) }), let own = article(around: first) else { return }
        for headline in headlines {
            guard let next = article(around: headline), next >= Int(outline.ends[own]), !isRemoved[next] else { continue }
            remove(next)
        }
    }

    /// Whether one of the titles, of which there are only letters, begins with a headline.
    private func isTitle(_ headline: Int, _ titles: [String]) -> Bool {
        let blocks = outline.blocks[outline.blockRange(of: headline)]
        guard blocks.count <= 4, blocks.allSatisfy({ $0.length <= 500 }) else { return false }
        let letters = Comparing.letters(blocks.map(outline.text(of:)).joined())
        return letters.utf8.count >= 8 && titles.contains { $0.hasPrefix(letters) }
    }

    /// The outermost.
    private func article(around index: Int) -> Int? { outline.ancestors(of: index).filter { outline.tags[$0] == .article }.min() }
}
