import Markup
import NewsModel

extension PageReading {
    /// Whether the text is but the beginning, the rest being for subscribers.
    var isPaywalled: Bool {
        let text = content.bodyText ?? ""
        // What says how long it is says how much is missing; scripts without spaces are not counted in words.
        if let words = linked.wordCount, words >= 150, content.language.map({ !["zh", "ja", "th"].contains($0.prefix(2)) }) ?? true {
            let own = text.split(whereSeparator: \.isWhitespace).count
            if own * 2 < words, linked.isFree != true, own < 400 { return linked.isFree == false || isWalled }
        }
        guard text.utf8.count < 1500 else { return false }
        if linked.isFree == false { return true }
        if let tier = meta.first("article:content_tier")?.lowercased(), tier == "locked" { return true }
        return !text.isEmpty && isWalled
    }

    /// Whether an element that is shown bears the name of a wall.
    private var isWalled: Bool {
        var next = 0
        for index in 0..<document.nodeCount where index >= next && outline.tags[index] != .text && !outline.isSkipped[index] {
            guard let node = document.node(at: index), node.endIndex - index < 200,
                PageReading.walls.isFound(in: node.bytes(of: .class)) || PageReading.walls.isFound(in: node.bytes(of: .id))
            else { continue }
            if node.text.utf8.count >= 40 { return true }
            // What stands in it says no more.
            next = node.endIndex
        }
        return false
    }

    private static let walls = NameSearch([
        "paywall", "pay-wall", "regwall", "subscription-wall", "subscriber-only", "piano-offer", "offer-wall",
    ])
}
