import Markup
import NewsModel

extension PageReading {
    /// Takes the summary: as a rule says, else what the page says of itself, unless that was cut and the page has a whole one.
    mutating func readSummary() {
        if let ruled = ruled("summary"), let text = ruled.texts.first {
            take(summary: text, ruled.origin)
            return
        }
        let said: [(origin: FieldOrigin, text: () -> String?)] = [
            (.jsonLD, { [linked] in linked.isArticle ? linked.description : nil }),
            (.openGraph, { [meta] in meta.first("og:description").map(SanitizedHTML.plainText(of:)) }),
            (.meta, { [meta] in meta.first("description", "twitter:description", "dc.description").map(SanitizedHTML.plainText(of:)) }),
        ]
        let summaries = said.lazy.compactMap { entry in entry.text().map { (text: $0, origin: entry.origin) } }
        guard let first = summaries.first else { return }
        // Most end as a sentence does.
        let beginning = PageReading.beginning(of: first.text)
        let standfirst = PageReading.endsSentence(first.text) ? nil : standfirst(beginning: beginning)
        if isCut(first.text, standfirst) {
            // The same text may be whole in another place.
            let whole = summaries.first { Comparing.letters($0.text).hasPrefix(beginning) && !isCut($0.text, standfirst) }
            if let whole { return take(summary: whole.text, whole.origin) }
            if let standfirst { return take(summary: standfirst, .text) }
        }
        take(summary: first.text, first.origin)
    }

    private mutating func take(summary text: String, _ origin: FieldOrigin) {
        content.summary = text
        set("summary", origin)
        note("summary", text, origin, "summary", isChosen: true)
    }

    /// Whether a summary ends with an ellipsis, or within a sentence that the page has whole.
    private func isCut(_ text: String, _ standfirst: String?) -> Bool {
        if PageReading.endsOpen(text) { return true }
        let letters = Comparing.letters(text)
        guard !PageReading.endsSentence(text), letters.utf8.count >= 40, let standfirst else { return false }
        let paragraphs = (content.bodyText ?? "").split(separator: "\n\n", maxSplits: 6).prefix(6).map(String.init)
        return (paragraphs + [standfirst]).contains { paragraph in
            let whole = Comparing.letters(paragraph)
            return whole.utf8.count > letters.utf8.count && whole.hasPrefix(letters)
        }
    }

    /// Its first letters, by which a text is known where it was cut.
    private static func beginning(of text: String) -> String { Comparing.letters(String(text.prefix(60))) }

    private static func withoutClosing(_ text: String) -> some Collection<Character> {
        text.reversed().drop { $0.isWhitespace || "])\"”“’»«".contains($0) }
    }

    private static func endsOpen(_ text: String) -> Bool {
        let end = withoutClosing(text)
        return end.first == "…" || end.starts(with: "...")
    }

    private static func endsSentence(_ text: String) -> Bool {
        !endsOpen(text) && withoutClosing(text).first.map { ".!?:。！？।؟۔".contains($0) } == true
    }

    /// The whole summary that the page shows below its headline, in an element that its names call so. It begins as what was cut does, or
    /// is of what the article is of: an advertisement stands there as well.
    private func standfirst(beginning: String) -> String? {
        guard let heading = headlineIndex ?? headingIndex else { return nil }
        let first = outline.blockRange(of: heading).upperBound
        let end = first + 8 < outline.blocks.count ? outline.blocks[first + 8].start : document.nodeCount
        let paragraphs = (content.bodyText ?? "").prefix(10_000).split(separator: "\n")
        // Elements around the same text are judged once.
        var judged: Range<Int>?
        for index in heading..<max(heading, end) where outline.signs[index].contains(.standfirst) && !outline.isSkipped[index] {
            let blocks = outline.blockRange(of: index)
            guard blocks != judged, (1...3).contains(blocks.count), blocks.allSatisfy({ outline.blocks[$0].linkDensity < 0.3 }),
                let node = document.node(at: index), !isElsewhere(index, body: heading)
            else { continue }
            judged = blocks
            let text = node.text
            guard (40..<1000).contains(text.utf8.count), PageReading.endsSentence(text) else { continue }
            if !beginning.isEmpty && Comparing.letters(text).hasPrefix(beginning) || isOfArticle(text, paragraphs) { return text }
        }
        return nil
    }

    /// Whether enough of a text's longer words stand in the article besides. They do of 19 in 20 summaries, and of one in five advertisements.
    private func isOfArticle(_ text: String, _ paragraphs: [Substring]) -> Bool {
        let others = paragraphs.filter { $0.utf8.count < 40 || !text.contains($0) }
        return BlockWords.Known("\(content.headline ?? "") \(others.joined(separator: " "))").share(of: text) > 0.2
    }
}
