import Markup
import NewsModel

extension PageReading {
    mutating func readBody() -> Body? {
        var finder = BodyFinder(outline)
        var nodes: [HTMLNode] = []
        var removed: [Bool] = []
        var origin = FieldOrigin.text
        for rule in rules {
            let found = rule.body.lazy.compactMap { [document] in document.root.xpath($0)?.nodes }.first { !$0.isEmpty }
            guard let found else { continue }
            // Of nodes within each other the outer holds the inner.
            for node in found where !nodes.contains(where: { $0.contains(node) }) { nodes.append(node) }
            removed = outline.isSkipped
            for path in rule.removals {
                for node in document.root.xpath(path)?.nodes ?? [] {
                    for index in node.index..<node.endIndex { removed[index] = true }
                }
            }
            origin = rule.name == "extract" ? .configuration : .rule
            break
        }
        if nodes.isEmpty, let container = finder.container() {
            finder.prune(container, headline: content.headline)
            removed = finder.isRemoved
            nodes = document.node(at: container).map { [$0] } ?? []
        }
        var body = SanitizedHTML(nodes: nodes, base: base, leavingOut: removed)
        if let text = linked.body, let whole = LinkedBody.whole(text, against: body.text) {
            body = whole
            origin = .jsonLD
        }
        guard !body.text.isEmpty else { return nil }
        content.bodyText = body.text
        content.bodyHTML = body.html
        set("body_text", origin)
        set("body_html", origin)
        return Body(nodes: nodes, removed: removed)
    }
}
