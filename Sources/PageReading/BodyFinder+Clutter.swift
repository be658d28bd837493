import Markup

extension BodyFinder {
    /// Leaves out what the page itself calls no text of an article, unless that is where most of the text stands.
    mutating func removeClutter() {
        var (found, namedHidden): ([Named], [Named]) = ([], [])
        var hidden: [Int] = []
        var hiddenMass = 0.0
        // Of elements of one name together: a grid whose every cell is called a sidebar holds the text.
        var masses: NameMasses = [:]
        var index = 0
        while index < outline.tags.count {
            guard !isRemoved[index], let clutter = clutter(index) else {
                index += 1
                continue
            }
            switch clutter.kind {
            case .hidden:
                hidden.append(index)
                hiddenMass += clutter.mass
            case .namedHidden:
                namedHidden.append(Named(node: index, mass: clutter.mass, names: names(of: index, telling: .hidden)))
            case .named:
                let named = Named(node: index, mass: clutter.mass, names: names(of: index, telling: [.clutter, .comments]))
                found.append(named)
                named.add(to: &masses)
            }
            index = Int(outline.ends[index])
        }
        for named in found where isComments(named.node) || named.mass(masses) <= totalMass * 0.5 { remove(named.node) }
        removeHidden(namedHidden)
        // A page that is streamed has its text in hidden parts, which a program moves into place.
        if hiddenMass <= totalMass * 0.65 || isToldElsewhere(hidden) { hidden.forEach { remove($0) } }
    }

    /// Leaves out what names hide. A page that shows one of several columns, each of which is hidden by a name, has its text there; not so in
    /// the few small parts of such a name. So has one that shows the beginning of its text and hides the rest, to be read on.
    private mutating func removeHidden(_ parts: [Named]) {
        let isMost = parts.reduce(0) { $0 + $1.mass } > totalMass * 0.65 && !isToldElsewhere(parts.map(\.node))
        func isSmall(_ part: Named) -> Bool { part.mass <= totalMass * 0.02 }
        var masses: NameMasses = [:]
        for part in parts where isSmall(part) { part.add(to: &masses) }
        let rest = isMost ? [] : rest(among: parts)
        for part in parts where !rest.contains(part.node) {
            if !isMost || isSmall(part) && part.mass(masses) <= totalMass * 0.1 { remove(part.node) }
        }
    }

    /// Of hidden parts those that go on with a text whose beginning is shown: paragraphs, or a part with several, behind shown paragraphs of
    /// the same element. Empty where they are less than a third of the page's text, or say what is shown.
    private func rest(among parts: [Named]) -> Set<Int> {
        let hidden = Set(parts.map(\.node))
        // Of each element the first paragraph right in it that is shown; no index where there is none.
        var beginnings: [Int: Int] = [:]
        func beginning(_ parent: HTMLNode) -> Int {
            if let known = beginnings[parent.index] { return known }
            let first = parent.children.first {
                $0.tag == .p && !isRemoved[$0.index] && !hidden.contains($0.index) && mass(of: $0.index) > 60
            }
            let index = first?.index ?? Int.max
            beginnings[parent.index] = index
            return index
        }
        let rest = parts.filter { part in
            guard let node = outline.document.node(at: part.node), let parent = node.parent, beginning(parent) < part.node,
                !isNamedOtherwise(node)
            else { return false }
            return node.tag == .p || outline.blockRange(of: part.node).count >= 3 && !beginsAnother(node)
        }
        guard rest.reduce(0, { $0 + $1.mass }) > totalMass * 0.35, !isToldElsewhere(rest.map(\.node)), isOneLanguage(rest) else {
            return []
        }
        return Set(rest.map(\.node))
    }

    /// Whether an element's names say of what is hidden that it is something else than text: terms, a gallery or a translation.
    private func isNamedOtherwise(_ node: HTMLNode) -> Bool {
        outline.signs[node.index].contains(.clutter)
            || (node.bytes(of: .class) ?? []).split { !(0x61...0x7A).contains($0 | 0x20) }.contains {
                BodyFinder.namesOfOthers.contains(String(decoding: $0, as: UTF8.self).lowercased())
            }
    }

    private static let namesOfOthers: Set = [
        "terms", "conditions", "lang", "language", "translation", "translated", "modal", "dialog", "popup", "tab", "gallery", "slideshow",
        "faq", "bio",
        "author", "authors", "caption", "captions", "comment", "comments", "related", "newsletter", "form", "menu", "nav", "share",
        "social", "promo",
        "product", "products", "review", "reviews", "transcript", "credits", "sources", "next", "login", "signup", "disclaimer", "legal",
        "privacy",
    ]

    /// Whether a part begins as an article of its own does.
    private func beginsAnother(_ node: HTMLNode) -> Bool {
        let first = outline.blocks[outline.blockRange(of: node.index)].first.map { outline.tags[$0.container] }
        return first == .h1 || first == .h2
            || (node.index + 1..<node.endIndex).contains { outline.tags[$0] == .article || outline.tags[$0] == .h1 }
    }

    /// Whether hidden parts are in the language of what is shown, as far as both can be told: a translation is no rest.
    private func isOneLanguage(_ parts: [Named]) -> Bool {
        let hidden = Set(parts.flatMap { outline.blockRange(of: $0.node) })
        func language(_ blocks: some Sequence<Int>) -> String? {
            LanguageDetection.language(of: blocks.lazy.prefix(20).map { outline.text(of: outline.blocks[$0]) }.joined(separator: " "))
        }
        let shown = outline.blocks.indices.filter { !hidden.contains($0) && !isOut(outline.blocks[$0]) && outline.blocks[$0].length > 60 }
        guard let one = language(shown), let other = language(hidden.sorted()) else { return true }
        return one.prefix(2) == other.prefix(2)
    }

    /// Of an element's names those that say one of some things of it; all of them together where none does by itself.
    func names(of index: Int, telling signs: ClassSigns) -> [ArraySlice<UInt8>] {
        guard let names = outline.document.node(at: index)?.bytes(of: .class), !names.isEmpty else { return [] }
        let telling = names.split { $0 <= 0x20 }.filter { !ClassSigns(names: $0).isDisjoint(with: signs) }
        return telling.isEmpty ? [names] : Array(Set(telling))
    }

    /// Whether some parts say what the others say, as where a page has its text once more for search engines.
    func isToldElsewhere(_ parts: [Int]) -> Bool {
        var isOut = isRemoved
        for node in parts { for index in node..<Int(outline.ends[node]) { isOut[index] = true } }
        let (shown, rest) = (
            outline.blocks.filter { !outline.isOut($0, isOut) }, parts.flatMap { outline.blocks[outline.blockRange(of: $0)] }
        )
        return BlockWords.share(of: rest.map(outline.text(of:)), in: shown.map(outline.text(of:))) > 0.7
    }

    private func isComments(_ index: Int) -> Bool { outline.signs[index].contains(.comments) }

    /// How much of the text stands in an element that the page calls none of it, and how it says so; nil of any other.
    private func clutter(_ index: Int) -> (mass: Double, kind: ClutterKind)? {
        let tag = outline.tags[index]
        if tag == .text || tag == .html || tag == .body { return nil }
        let signs = outline.signs[index]
        let isNamed =
            signs.contains(.clutter) || tag == .nav || tag == .footer || tag == .aside || tag == .menu || tag == .address
        let isHidden = isHidden(index)
        let isNamedHidden = signs.contains(.hidden)
        guard isNamed || isHidden || isNamedHidden || signs.contains(.comments) else { return nil }
        // A link or a mark in the middle of a line is part of it, whatever its name.
        if tag.isInline && !isHidden && !isNamedHidden && isPartOfLine(index) { return nil }
        let own = text(in: index)
        func holdsArticle() -> Bool { tag == .article || tag == .main || holdsBody(index) }
        if isHidden { return (own, .hidden) }
        if signs.contains(.comments), own < totalMass * 0.9, !holdsArticle() { return (own, .named) }
        if isNamedHidden { return own <= totalMass * 0.65 ? (own, .namedHidden) : nil }
        return own <= totalMass * 0.35 && !holdsArticle() ? (own, .named) : nil
    }

    /// Whether an element that is named an article's text stands in a node, with some text.
    private func holdsBody(_ node: Int) -> Bool {
        guard mass(of: node) > 400 else { return false }
        for index in node..<Int(outline.ends[node]) where outline.signs[index].contains(.body) && mass(of: index) > 400 {
            return true
        }
        return false
    }

    /// Whether the line that an element stands in begins before it or ends after it.
    func isPartOfLine(_ index: Int) -> Bool { line(around: index) != nil }

    private func line(around index: Int) -> Int? {
        let range = outline.blockRange(of: index)
        let end = Int(outline.ends[index])
        if let last = range.last { return outline.blocks[last].end > end ? last : nil }
        guard range.lowerBound > 0 else { return nil }
        return outline.blocks[range.lowerBound - 1].end > index ? range.lowerBound - 1 : nil
    }

    /// The mass of what stands in a node: of a line that it is a part of, what its own letters are of it.
    private func text(in index: Int) -> Double {
        guard outline.tags[index].isInline, let line = line(around: index) else { return mass(of: index) }
        let length = outline.blocks[line].length
        let rest = outline.blockRange(of: index).dropLast(outline.blockRange(of: index).last == line ? 1 : 0)
        let whole = mass[rest.upperBound] - mass[rest.lowerBound]
        return whole + (mass[line + 1] - mass[line]) * Double(min(outline.length(in: index), length)) / Double(max(length, 1))
    }

    /// Hidden by an attribute or its own style, hidden by a name, or named something else.
    private enum ClutterKind { case hidden, namedHidden, named }

    /// What is called clutter, by which of its names.
    private struct Named {
        let node: Int
        let mass: Double
        let names: [ArraySlice<UInt8>]

        /// How much stands in all that has one of its names.
        func mass(_ masses: NameMasses) -> Double { names.map { masses[$0, default: 0] }.max() ?? 0 }

        func add(to masses: inout NameMasses) { for name in names { masses[name, default: 0] += mass } }
    }

    private typealias NameMasses = [ArraySlice<UInt8>: Double]

    private func isHidden(_ index: Int) -> Bool {
        guard let node = outline.document.node(at: index) else { return false }
        if node.bytes(of: .hidden) != nil { return true }
        // What AMP shows at its time: the question for consent, the menu.
        if outline.tags[index] == .other, node.attribute("layout") == "nodisplay" { return true }
        guard let style = node.bytes(of: .style), BodyFinder.hiding.isFound(in: style) else { return false }
        // What is cut to nothing or stands beside the screen is read aloud alone.
        let declarations = style.filter { $0 > 0x20 }
        return BodyFinder.hidingDeclarations.isFound(in: declarations[...])
    }

    private static let hiding = NameSearch(["none", "clip", "-9999"])
    private static let hidingDeclarations = NameSearch(["display:none", "clip:rect(", "left:-9999", "text-indent:-9999"])
}
