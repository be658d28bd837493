import Markup
import NewsModel

extension PageReading {
    mutating func readBody() -> Body? {
        var finder = BodyFinder(outline, titles: titles)
        var nodes: [HTMLNode] = []
        var removed: [Bool] = []
        var origin = FieldOrigin.text
        var place = ""
        for rule in rules {
            let found = rule.body.lazy.compactMap { [document] in document.root.xpath($0)?.nodes }.first { !$0.isEmpty }
            guard let found else { continue }
            // Of nodes within each other the outer holds the inner.
            for node in found where !nodes.contains(where: { $0.contains(node) }) { nodes.append(node) }
            removed = outline.isSkipped
            for path in rule.remove {
                for node in document.root.xpath(path)?.nodes ?? [] {
                    for index in node.index..<node.endIndex { removed[index] = true }
                }
            }
            (origin, place) = (rule.origin, rule.place)
            break
        }
        if nodes.isEmpty, let container = finder.container() {
            let holder = finder.judge(features(&finder, in: container), in: container, headline: content.headline)
            removed = finder.isRemoved
            nodes = document.node(at: holder).map { [$0] } ?? []
            if let node = nodes.first { restorePostHeads(in: node, &removed) }
            place = nodes.first.map(PageReading.tag(of:)) ?? ""
        }
        var body = SanitizedHTML(nodes: nodes, base: base, leavingOut: removed)
        if body.text.isEmpty, let captions = captions() {
            body = SanitizedHTML(nodes: captions, base: base, leavingOut: outline.isSkipped, captionsAreText: true)
            (nodes, removed, place) = (captions, outline.isSkipped, "figcaption")
        }
        if origin == .text || body.text.isEmpty, let (whole, from, name) = dataBody(against: body.text) {
            (body, origin, place) = (whole, from, name)
        }
        guard !body.text.isEmpty else { return nil }
        content.bodyText = body.text
        content.bodyHTML = body.html
        set("body_text", origin)
        set("body_html", origin)
        note("body_text", body.text, origin, place, isChosen: true, "\(body.text.count) characters")
        return Body(nodes: nodes, removed: removed)
    }

    /// The text that the page's data has, where it shows but little of it; a program's not of what is sold.
    private func dataBody(against shown: String) -> (SanitizedHTML, FieldOrigin, String)? {
        if let text = linked.body, let whole = DataBody.whole(text, against: shown, base: nil) {
            return (whole, .jsonLD, "JSON-LD articleBody")
        }
        guard shown.utf8.count < 200, linked.isFree != false, let headline = content.headline else { return nil }
        for markup in ScriptedBody.texts(of: document, headline: headline, against: shown) {
            if let whole = DataBody.whole(markup: markup, against: shown, base: base) { return (whole, .text, "data of a script") }
        }
        return nil
    }

    /// Of a page that shows pictures and has no other text: the figures, whose captions are the text.
    private func captions() -> [HTMLNode]? {
        var figures: [HTMLNode] = []
        var (count, length, next) = (0, 0, 0)
        for index in 0..<document.nodeCount where index >= next && outline.tags[index] == .figcaption && !outline.isSkipped[index] {
            guard !isElsewhere(index, body: 0, byTag: true), let caption = document.node(at: index) else { continue }
            next = caption.endIndex
            let bytes = caption.text.utf8.count
            guard bytes >= 20 else { continue }
            (count, length) = (count + 1, length + bytes)
            let figure = outline.ancestors(of: index).first { outline.tags[$0] == .figure }.flatMap(document.node(at:)) ?? caption
            // A figure of figures has what they have.
            while let last = figures.last, figure.contains(last) { figures.removeLast() }
            if figures.last?.contains(figure) != true { figures.append(figure) }
        }
        return count >= 2 && length >= 120 ? figures : nil
    }

    /// What the page calls itself; nothing of a live blog, whose posts may be articles with headlines of their own.
    var titles: [String] {
        linked.isLiveBlog ? [] : [meta.title, meta.first("og:title"), linked.isArticle ? linked.headline : nil].compactMap { $0 }
    }

    /// Prunes the container, and tells what is known of each block of the page.
    func features(_ finder: inout BodyFinder, in container: Int) -> BlockFeatures {
        let clutter = finder.isRemoved
        finder.prune(container, headline: content.headline)
        return BlockFeatures(
            outline, container: container, clutter: clutter, removed: finder.isRemoved, headline: content.headline,
            description: meta.first("og:description", "description"), linkedBody: linked.body)
    }

    /// An element's opening tag, for people.
    private static func tag(of node: HTMLNode) -> String {
        let names = [(node[.id], "#"), (node[.class], ".")].compactMap { value, mark in value.map { mark + $0 } }
        return String((node.name + names.joined()).prefix(120))
    }
}
