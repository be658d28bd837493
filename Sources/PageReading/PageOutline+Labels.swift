import Markup

extension PageOutline {
    /// What the label that an element names by its `aria-labelledby` (WAI-ARIA 1.2 section 5.2.8.4) says of it. One that is shown is a
    /// heading, its `id` often made of its own words: it is read. Of one that is only read aloud the `id` tells what it is.
    func labelSigns(of index: Int) -> ClassSigns {
        guard let name = document.node(at: index)?.attribute("aria-labelledby"), name.utf8.count < 200 else { return [] }
        // A label stands at the beginning.
        let ids = name.split(separator: " ").map(String.init)
        let near = index + 1..<max(index + 1, min(index + 32, Int(ends[index])))
        let label = near.lazy.compactMap(document.node(at:)).first { $0[.id].map(ids.contains) == true }
        guard let label else { return [] }
        if signs[label.index].contains(.hidden) { return ClassSigns(names: name.utf8) }
        if BylineFinder.isLabel(label.text) { return .byline }
        return Boilerplate.isLabel(label.text, linkDensity: 0) ? .clutter : []
    }
}
