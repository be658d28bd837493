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
        var others: [(article: Int, headline: Int)] = []
        for headline in headlines {
            let last = max(own, parts.last ?? own, others.last?.article ?? own)
            guard let next = article(around: headline), next >= Int(outline.ends[last]) else { continue }
            if repeats(headline, title) { parts.append(next) } else { others.append((next, headline)) }
        }
        if !arePosts(others, below: own) { others.forEach { remove($0.article) } }
        if !parts.isEmpty, isToldElsewhere(parts) { parts.forEach { remove($0) } }
    }

    /// Whether articles are posts of one day, told by the hour: below an introduction of a paragraph or two, or in the order of their hours
    /// and much shorter than what they are about. Other articles of today are as long as that, or lead to pages of their own.
    private func arePosts(_ articles: [(article: Int, headline: Int)], below introduction: Int) -> Bool {
        let posts = articles.filter { !leads($0.headline) }
        let hours = posts.compactMap { hour(of: $0.article) }
        guard hours.count >= 3, posts.count == articles.count else { return false }
        let (own, others) = (mass(of: introduction), posts.reduce(0) { $0 + mass(of: $1.article) })
        if outline.blockRange(of: introduction).count <= 4 { return others > 2 * own }
        return others <= own * Double(posts.count) / 2 && (hours == hours.sorted() || hours == hours.sorted().reversed())
    }

    private func leads(_ headline: Int) -> Bool { outline.blocks[outline.blockRange(of: headline)].contains { $0.linkDensity > 0.5 } }

    /// Whether a headline is the article's own, perhaps with the number of a part, and leads nowhere.
    private func repeats(_ headline: Int, _ title: String) -> Bool {
        guard !leads(headline), let letters = letters(of: headline), letters.hasPrefix(title) else { return false }
        let rest = letters.unicodeScalars.dropFirst(title.unicodeScalars.count)
        // "Part two" in any language, and what has the number of a part.
        return rest.count <= 16 || rest.count <= 40 && rest.contains { $0.properties.numericType != nil }
    }

    /// The minute of the day that the first time in an article tells; nil where that has a date.
    private func hour(of article: Int) -> Int? {
        guard let time = (article..<Int(outline.ends[article])).first(where: { outline.tags[$0] == .time }),
            let text = outline.document.node(at: time)?.text, (3...8).contains(text.utf8.count), text.utf8.first?.isDigit == true
        else { return nil }
        let numbers = text.utf8.split(maxSplits: 1) { ":.h".utf8.contains($0) }.map { Int(Substring($0.prefix { $0.isDigit })) ?? 0 }
        guard numbers.count == 2 else { return nil }
        let isAfternoon = text.lowercased().holds("p") && numbers[0] < 12
        return (isAfternoon ? numbers[0] + 12 : numbers[0]) * 60 + numbers[1]
    }

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
