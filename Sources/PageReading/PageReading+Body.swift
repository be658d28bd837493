import Markup
import NewsModel

extension PageReading {
    mutating func readBody() -> Body? {
        var finder = BodyFinder(outline)
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
            finder.prune(container, headline: content.headline)
            removed = finder.isRemoved
            nodes = document.node(at: container).map { [$0] } ?? []
            place = nodes.first.map(PageReading.tag(of:)) ?? ""
        }
        var body = SanitizedHTML(nodes: nodes, base: base, leavingOut: removed)
        if let text = linked.body, let whole = LinkedBody.whole(text, against: body.text) {
            body = whole
            (origin, place) = (.jsonLD, "JSON-LD articleBody")
        }
        guard !body.text.isEmpty else { return nil }
        content.bodyText = body.text
        content.bodyHTML = body.html
        set("body_text", origin)
        set("body_html", origin)
        note("body_text", body.text, origin, place, isChosen: true, "\(body.text.count) characters")
        return Body(nodes: nodes, removed: removed)
    }

    /// An element's opening tag, for people.
    private static func tag(of node: HTMLNode) -> String {
        let names = [(node[.id], "#"), (node[.class], ".")].compactMap { value, mark in value.map { mark + $0 } }
        return String((node.name + names.joined()).prefix(120))
    }
}
