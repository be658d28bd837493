import Markup
import NewsModel

extension PageReading {
    /// Takes the headline: as a rule says, else the best of what the page shows and says.
    ///
    /// - Parameter body: Where the text stands, once that is known: what is near it counts more.
    mutating func readHeadline(_ body: Body?) {
        forget("headline")
        let before = content.headline
        defer { if content.headline != before { headingIndex = heading(of: content.headline) } }
        if let ruled = ruled("headline"), let text = ruled.texts.first {
            content.headline = text
            set("headline", ruled.origin)
            note("headline", text, ruled.origin, ruled.place, isChosen: true)
            return
        }
        let start = body?.nodes.map(\.index).min()
        var choice =
            headlineChoice
            ?? HeadlineChoice(outline: outline, linked: linked, meta: meta, site: site) {
                isElsewhere($0, body: document.nodeCount, byTag: true)
            }
        headlineChoice = choice
        if let start { choice.place(beside: start, outline: outline) { isElsewhere($0, body: start, byTag: true) } }
        guard let best = choice.best else { return }
        content.headline = best.text
        headlineIndex =
            best.index ?? choice.candidates.first { Comparing.letters($0.text) == Comparing.letters(best.text) && $0.index != nil }?.index
        set("headline", best.origin)
        guard explains else { return }
        for candidate in choice.candidates.sorted(by: { $0.score > $1.score }) {
            let signs = candidate.signs.map(\.rawValue).sorted().joined(separator: " ")
            let score = (candidate.score * 100).rounded() / 100
            let likeness = (candidate.likeness * 100).rounded() / 100
            note(
                "headline", candidate.text, candidate.origin, candidate.place,
                isChosen: candidate.index == best.index && candidate.place == best.place,
                "score \(score), likeness \(likeness), \(signs)")
        }
    }
}
