import Markup
import NewsModel

/// What an HTML page that was taken for a feed says of itself: its title, and the feeds that it announces.
///
/// Source: HTML Living Standard, section 4.6.7.1, "Link type alternate"; <https://www.rssboard.org/rss-autodiscovery>.
struct PageAnnouncement {
    /// The title on one line, at most 100 characters; nil where there is none.
    var title: String?
    /// The addresses of the feeds, absolute where the page's own is known, each once, in the page's order: at most five.
    var feeds: [String] = []

    private static let types: Set<String> = [
        "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json", "application/rss",
        "application/atom",
        "text/rss+xml", "text/atom+xml", "application/x-rss+xml",
    ]
    private static let maximumFeeds = 5

    /// Reads a page.
    ///
    /// - Parameter url: The page's address.
    init(utf8: [UInt8], url: String?) {
        // What a page announces stands in its head.
        let document = HTMLDocument(utf8: Array(utf8.prefix(1 << 20)))
        var context = FieldContext(base: url, language: nil)
        var hasBase = false
        for node in document.root.descendants {
            switch node.tag {
            case .title where title == nil:
                let text = node.text
                if !text.isEmpty { title = String(text.prefix(100)) }
            case .base where !hasBase:
                guard let base = context.resolve(node[.href]) else { continue }
                (context.base, hasBase) = (base, true)
            case .link, .a:
                guard feeds.count < PageAnnouncement.maximumFeeds, PageAnnouncement.announcesFeed(node),
                    let address = context.resolve(node[.href]), address.utf8.count <= 500, !feeds.contains(address),
                    URLReference(address).map({ $0.scheme == nil || $0.isHTTP }) == true
                else { continue }
                feeds.append(address)
            default: continue
            }
        }
    }

    private static func announcesFeed(_ node: HTMLNode) -> Bool {
        let type = (node[.type] ?? "").lowercased().prefix { $0 != ";" && $0 != " " }
        let relations = (node[.rel] ?? "").lowercased().split(separator: " ")
        return relations.contains("alternate") && types.contains(String(type)) || node.tag == .link && relations.contains("feed")
    }

    /// That the page is no feed, and where its feeds are.
    var error: FeedError {
        let name = title.map { "an HTML page, “\($0)”, not a feed" } ?? "an HTML page, not a feed"
        if feeds.isEmpty {
            return FeedError(
                type: .notAFeed, message: name,
                hint: "it announces no feed: often there is one at /feed, /rss.xml or /atom.xml; else configure `kind: page`")
        }
        return FeedError(
            type: .notAFeed, message: name,
            hint: "it announces \(feeds.joined(separator: " and ")): configure that address, or `kind: page`",
            announcedFeeds: feeds)
    }
}
