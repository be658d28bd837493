import Markup

extension PageOutline {
    /// What the label that an element names by its `aria-labelledby` (WAI-ARIA 1.2 section 5.2.8.4) says of it. One that is shown is a
    /// heading, its `id` often made of its own words: it is read. Of one that is only read aloud the `id` tells what it is.
    func labelSigns(of index: Int) -> ClassSigns {
        guard let section = document.node(at: index), let name = section.attribute("aria-labelledby"), name.utf8.count < 200 else {
            return []
        }
        // A label stands at the beginning.
        let ids = name.split(separator: " ").map(String.init)
        let near = index + 1..<max(index + 1, min(index + 32, Int(ends[index])))
        let label = near.lazy.compactMap(document.node(at:)).first { $0[.id].map(ids.contains) == true }
        guard let label else { return [] }
        if signs[label.index].contains(.hidden) { return ClassSigns(names: name.utf8) }
        guard label.isSmall(nodes: 20, bytes: 400) else { return [] }
        let text = label.text
        if PageOutline.ambiguous.contains(Comparing.letters(text)), !section.isSmall(nodes: 24, bytes: 120) { return [] }
        if BylineFinder.isLabel(text) { return .byline }
        return Boilerplate.isLabel(text, linkDensity: 0) ? .clutter : []
    }

    /// Labels that may head a part of the text as well: they tell of a section that has no more than a name or a line.
    private static let ambiguous: Set<String> = [
        "af", "av", "by", "close", "di", "email", "haber", "image", "listen", "par", "photo", "play", "por", "print", "reuters", "save",
        "text", "video", "von", "文", "текст",
    ]
}
