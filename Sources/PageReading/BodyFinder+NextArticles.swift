import Markup

extension BodyFinder {
    /// Leaves out the articles that a page has follow its own: elements like the one whose headline the page is titled by, each with a
    /// headline too. Of a page that is titled otherwise, as one of several parts or posts, nothing is left out; nor are further parts of the
    /// article, under its own headline again.
    mutating func removeNextArticles(after titles: [String]) {
        let headlines = outline.tags.indices.filter { outline.tags[$0] == .h1 && !isRemoved[$0] && !outline.blockRange(of: $0).isEmpty }
        let titles = headlines.count > 1 ? titles.map(Comparing.letters) : []
        guard let first = headlines.first(where: { isTitle($0, titles) }), let own = article(around: first) else { return }
        let title = letters(of: first) ?? ""
        var parts: [Int] = []
        for headline in headlines {
            guard let next = article(around: headline), next >= Int(outline.ends[parts.last ?? own]), !isRemoved[next] else { continue }
            if repeats(headline, title) { parts.append(next) } else { remove(next) }
        }
        if !parts.isEmpty, isToldElsewhere(parts) { parts.forEach { remove($0) } }
    }

    /// Whether a headline is the article's own, perhaps with the number of a part, and leads nowhere.
    private func repeats(_ headline: Int, _ title: String) -> Bool {
        let leads = outline.blocks[outline.blockRange(of: headline)].contains { $0.linkDensity > 0.5 }
        guard !leads, let letters = letters(of: headline), letters.hasPrefix(title) else { return false }
        return letters.utf8.count - title.utf8.count <= BodyFinder.maximumPartName
    }

    /// Letters of "part 12", in any language.
    private static let maximumPartName = 16

    /// Whether one of the titles, of which there are only letters, begins with a headline.
    private func isTitle(_ headline: Int, _ titles: [String]) -> Bool {
        guard let letters = letters(of: headline) else { return false }
        return letters.utf8.count >= 8 && titles.contains { $0.hasPrefix(letters) }
    }

    /// Nil of what is too long for a headline.
    private func letters(of headline: Int) -> String? {
        let blocks = outline.blocks[outline.blockRange(of: headline)]
        guard blocks.count <= 4, blocks.allSatisfy({ $0.length <= 500 }) else { return nil }
        return Comparing.letters(blocks.map(outline.text(of:)).joined())
    }

    /// The outermost.
    private func article(around index: Int) -> Int? { outline.ancestors(of: index).filter { outline.tags[$0] == .article }.min() }
}
