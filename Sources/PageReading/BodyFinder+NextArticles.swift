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
        // Of posts, a few may lead to articles of their own.
        let unlinked = others.filter { !leads($0.headline) }
        let posts = 2 * unlinked.count > others.count && arePosts(unlinked.map(\.article), below: own) ? Set(unlinked.map(\.article)) : []
        for other in others where !posts.contains(other.article) { remove(other.article) }
        if !parts.isEmpty, isToldElsewhere(parts) { parts.forEach { remove($0) } }
    }

    /// Whether articles are posts of one day, told by the hour: below an introduction of a paragraph or two, or in the order of their hours and
    /// many, or much shorter than what they are about. Other articles of today are as long as that, and written as the page's own is.
    private func arePosts(_ articles: [Int], below introduction: Int) -> Bool {
        let hours = articles.compactMap { hour(of: $0) }
        guard hours.count >= 3 else { return false }
        let (own, others) = (mass(of: introduction), articles.reduce(0) { $0 + mass(of: $1) })
        if outline.blockRange(of: introduction).count <= 4 { return others > 2 * own }
        // One may be kept above the others.
        let isOrdered = areOrdered(hours[...]) || hours.count >= 5 && areOrdered(hours.dropFirst())
        guard isOrdered else { return false }
        let areMany = hours.count >= 6 && 2 * articles.count { isNamed($0, as: introduction) } <= articles.count
        return areMany || others <= own * Double(articles.count) / 2
    }

    /// Whether two elements have the same classes, numbers apart, as one template writes them: posts are of another one than what they are
    /// about.
    private func isNamed(_ article: Int, as other: Int) -> Bool {
        func classes(of index: Int) -> [Substring] {
            let names = outline.document.node(at: index)?[.class]?.prefix(1_000).split(whereSeparator: \.isWhitespace) ?? []
            return names.filter { !$0.utf8.contains(where: \.isDigit) }
        }
        let names = classes(of: article)
        return !names.isEmpty && names == classes(of: other)
    }

    /// Whether minutes of the day go one way, midnight between them or not.
    private func areOrdered(_ minutes: ArraySlice<Int>) -> Bool {
        let steps = zip(minutes, minutes.dropFirst()).map { $1 - $0 }
        let (forth, back) = (steps.filter { $0 > 0 }, steps.filter { $0 < 0 })
        func isMidnight(_ steps: [Int]) -> Bool { steps.isEmpty || steps.count == 1 && abs(steps[0]) >= 12 * 60 }
        return isMidnight(forth) || isMidnight(back)
    }

    /// Whether a headline is a link to elsewhere.
    private func leads(_ headline: Int) -> Bool {
        guard outline.blocks[outline.blockRange(of: headline)].contains(where: { $0.linkDensity > 0.5 }) else { return false }
        let link = outline.document.node(at: headline)?.descendants.first { $0.tag == .a } ?? outline.document.node(at: headline)?.parent
        return link?[.href]?.hasPrefix("#") != true
    }

    /// Whether a headline is the article's own, perhaps with the number of a part, and leads nowhere.
    private func repeats(_ headline: Int, _ title: String) -> Bool {
        guard !leads(headline), let letters = letters(of: headline), letters.hasPrefix(title) else { return false }
        let rest = letters.unicodeScalars.dropFirst(title.unicodeScalars.count)
        // "Part two" in any language, and what has the number of a part.
        return rest.count <= 16 || rest.count <= 40 && rest.contains { $0.properties.numericType != nil }
    }

    /// The minute of the day that the first time in an article tells, as `18:40`, `6.40 pm` or `18h40 Uhr`; nil where that has a date.
    private func hour(of article: Int) -> Int? {
        guard let time = (article..<Int(outline.ends[article])).first(where: { outline.tags[$0] == .time }),
            let text = outline.document.node(at: time)?.text, (4...14).contains(text.utf8.count)
        else { return nil }
        let bytes = text.utf8
        let hours = bytes.prefix { $0.isDigit }
        let rest = bytes.dropFirst(hours.count)
        let minutes = rest.dropFirst().prefix { $0.isDigit }
        let end = rest.dropFirst(1 + minutes.count)
        guard (1...2).contains(hours.count), minutes.count == 2, let mark = rest.first, ":.h".utf8.contains(mark),
            let hour = Int(Substring(hours)), let minute = Int(Substring(minutes)), hour < 25, minute < 60,
            end.first != UInt8(ascii: "."), mark == UInt8(ascii: ":") || !end.contains(where: \.isDigit)
        else { return nil }
        let half = end.first { $0 > 0x20 }.map { $0 | 0x20 }
        let isAfternoon = half == UInt8(ascii: "p") && hour < 12
        let isMidnight = half == UInt8(ascii: "a") && hour == 12
        return (isAfternoon ? hour + 12 : isMidnight ? 0 : hour) * 60 + minute
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
