import Markup
import NewsModel

extension PageReading {
    /// Takes the line below the headline: as a rule says, else what is shown there, else what JSON-LD calls so.
    mutating func readSubheadline(_ body: Body?) {
        if let ruled = ruled("subheadline"), let text = ruled.texts.first {
            take(subheadline: text, ruled.origin, ruled.place)
        } else if let text = shownSubheadline(body) {
            take(subheadline: text, .text, "below the headline")
        } else if let text = linked.alternativeHeadline, !isHeadline(text) {
            take(subheadline: text, .jsonLD, "JSON-LD alternativeHeadline")
        }
    }

    private mutating func take(subheadline text: String, _ origin: FieldOrigin, _ place: String) {
        content.subheadline = text
        set("subheadline", origin)
        note("subheadline", text, origin, place, isChosen: true)
    }

    /// Whether a text is the headline, a part of it, or the same in other words.
    private func isHeadline(_ text: String) -> Bool {
        guard let headline = content.headline.map(Comparing.letters), !headline.isEmpty else { return false }
        let letters = Comparing.letters(text)
        // What has the headline in it and goes on tells more.
        return headline.holds(letters) || letters.holds(headline) && letters.utf8.count <= 2 * headline.utf8.count
            || LetterPairs(letters).likeness(to: LetterPairs(headline)) > 0.6
    }

    /// One of the first lines below the headline that its element, its names or the page's description make the subheadline.
    private func shownSubheadline(_ body: Body?) -> String? {
        guard let heading = headlineIndex ?? headingIndex, !outline.blockRange(of: heading).isEmpty else { return nil }
        let said = [linked.isArticle ? linked.description : nil, meta.first("og:description"), meta.first("description")]
            .compactMap { $0.map(Comparing.letters) }
        let first = outline.blockRange(of: heading).upperBound
        var isNext = true
        for number in first..<min(first + 8, outline.blocks.count) {
            let block = outline.blocks[number]
            let text = outline.text(of: block)
            if isHeadline(text) { continue }
            // A long paragraph that nothing calls anything is the text's first.
            switch standing(of: block, below: heading, mayBeHeading: isNext && !isSection(block, body), text, said) {
            case .subheadline: return text
            case .text: return nil
            case .other: isNext = isNext && block.length < 60
            }
        }
        return nil
    }

    private enum Standing {
        case subheadline, text, other
    }

    private func standing(of block: TextBlock, below heading: Int, mayBeHeading: Bool, _ text: String, _ said: [String]) -> Standing {
        let tag = outline.tags[block.container]
        let around =
            [block.container]
            + outline.ancestors(of: block.start).prefix { $0 > heading && !($0..<Int(outline.ends[$0])).contains(heading) }
        let isSmall = { [outline] in outline.blockRange(of: $0).count <= 2 }
        let isElsewhere =
            isElsewhere(block.start, body: heading)
            || around.contains { [outline] in
                [.figure, .figcaption].contains(outline.tags[$0])
                    || !outline.signs[$0].isDisjoint(with: [.clutter, .comments, .byline, .hidden, .caption])
            }
        let letters = Comparing.letters(text)
        guard !isElsewhere, (12..<400).contains(block.length), block.linkDensity < 0.3, letters.utf8.count >= 12, text.last != ":" else {
            return block.length >= 400 ? .text : .other
        }
        let isDeck = around.contains { isSmall($0) && outline.signs[$0].contains(.deck) }
        let isHeading = [.h2, .h3, .h4].contains(tag) && mayBeHeading && letters.utf8.count >= 24
        // A first paragraph may be said of the page as well.
        let isFirst = isInText(text) && (tag == .p || block.length > 200)
        let isSaid = !isFirst && said.contains { $0 == letters || $0.utf8.count >= 60 && letters.hasPrefix($0) }
        let isLead =
            around.contains { isSmall($0) && outline.signs[$0].contains(.standfirst) }
            && ([.h2, .h3, .h4].contains(tag) || !isInText(text))
        if isDeck || isHeading || isSaid || isLead, !Boilerplate.isByline(text), !Boilerplate.isLabel(text, linkDensity: block.linkDensity)
        {
            return .subheadline
        }
        return tag == .p && block.length >= 80 && block.marks > 0 ? .text : .other
    }

    /// Whether a heading is one of a section of the text: it stands in the text's element, where the headline does not, or other such
    /// headings follow there.
    private func isSection(_ block: TextBlock, _ body: Body?) -> Bool {
        guard let holder = body?.nodes.first(where: { $0.index < block.start && block.start < $0.endIndex }) else { return false }
        if let headline = headlineIndex ?? headingIndex, headline < holder.index { return true }
        return (block.end..<holder.endIndex).contains { outline.tags[$0] == outline.tags[block.container] && body?.removed[$0] == false }
    }

    /// Whether a text is a paragraph of the article's own.
    private func isInText(_ text: String) -> Bool { (content.bodyText ?? "").prefix(4000).contains(text) }
}
