import Markup
import NewsModel

extension PageReading {
    mutating func readHeadline() {
        if let ruled = ruled("headline"), let text = ruled.texts.first {
            content.headline = text
            set("headline", ruled.origin)
            return
        }
        var headings: [String] = []
        for index in 0..<document.nodeCount where outline.tags[index] == .h1 {
            guard let node = document.node(at: index) else { continue }
            let text = node.text
            if !text.isEmpty && text.utf8.count < 500 { headings.append(text) }
        }
        if let choice = HeadlineChoice(linked: linked, meta: meta, headings: headings, siteName: siteName) {
            content.headline = choice.text
            set("headline", choice.origin)
        }
    }
}
