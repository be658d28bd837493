import Markup
import NewsModel

/// A sitemap being read from its tree. Elements are known by their local names: half of all publishers get a namespace or a prefix wrong.
struct SitemapElements {
    var sitemap: Sitemap
    private let context: FieldContext
    private let limits: FeedLimits
    /// Of one page.
    private static let maximumMedia = 1000

    init(encoding: String, context: FieldContext, limits: FeedLimits) {
        sitemap = Sitemap(format: .pages, encoding: encoding)
        self.context = context
        self.limits = limits
    }

    /// Reads the document; false where it is no sitemap.
    mutating func read(_ tree: DocumentTree) -> Bool {
        var candidates = tree.roots
        // A sitemap that something is wrapped around: a page, a browser's view of it.
        for _ in 0..<4 {
            for element in candidates where element.local == .urlset || element.local == .sitemapindex {
                sitemap.format = element.local == .urlset ? .pages : .index
                readChildren(element)
                if tree.isCut { noteCut() }
                if sitemap.entries.isEmpty, !sitemap.children.isEmpty { sitemap.format = .index }
                return true
            }
            candidates = candidates.prefix(100).flatMap { $0.children }
        }
        return false
    }

    /// The document broke off: an address that it broke off within is no address.
    mutating func breakOff(within text: ArraySlice<UInt8>) {
        noteCut()
        let tail = String(decoding: text.suffix(8192), as: UTF8.self).lowercased()
        let opened = tail.ranges(of: "loc>").last
        let isWithinAddress = opened.map { range in
            var before = tail[..<range.lowerBound]
            while let last = before.last, last.isLetter || last == ":" || last == "_" || last == "-" { before.removeLast() }
            return before.last != "/"
        }
        if sitemap.format == .index {
            if isWithinAddress == true { _ = sitemap.children.popLast() }
        } else if isWithinAddress == true {
            _ = sitemap.entries.popLast()
        } else if !sitemap.entries.isEmpty {
            sitemap.entries[sitemap.entries.count - 1].isTruncated = true
        }
    }

    private mutating func noteCut() {
        if !sitemap.warnings.contains(.documentTruncated) { sitemap.warnings.append(.documentTruncated) }
    }

    private mutating func readChildren(_ element: Element) {
        for child in element.children {
            switch child.name.lowercasedLocal {
            case "url": readPage(child)
            case "sitemap": readSitemap(child)
            // One within the other was meant to stand beside it.
            case "urlset", "sitemapindex":
                for inner in child.children { inner.name.lowercasedLocal == "sitemap" ? readSitemap(inner) : readPage(inner) }
            default: break
            }
        }
    }

    private func address(_ element: Element) -> String? {
        // Escaped twice is as common as an address that means a reference is rare.
        let text = element.text.replacing("&amp;", with: "&")
        guard let url = context.resolve(text.filter { !$0.isNewline }), let reference = URLReference(url), reference.isHTTP else {
            return nil
        }
        return reference.description
    }

    private mutating func readSitemap(_ element: Element) {
        var (url, date): (String?, FeedDate?)
        var nested: [Element] = []
        for child in element.children {
            switch child.name.lowercasedLocal {
            case "loc": url = url ?? address(child)
            case "lastmod": date = FieldContext.date(child.text) ?? date
            case "sitemap": nested.append(child)
            default: break
            }
        }
        if let url {
            if sitemap.children.count < limits.maximumEntries {
                sitemap.children.append(SitemapReference(url: url, date: date))
            } else {
                noteCut()
            }
        }
        for child in nested { readSitemap(child) }
    }

    private mutating func readPage(_ element: Element) {
        guard element.name.lowercasedLocal == "url" else { return }
        var entry = SitemapEntry(url: "")
        var news = SitemapNews()
        var nested: [Element] = []
        for child in element.children {
            switch child.name.lowercasedLocal {
            case "loc":
                // `<image:loc>` without its `<image:image>`.
                guard !isNamed(child, "image") else {
                    if let url = address(child), entry.images.count < SitemapElements.maximumMedia {
                        entry.images.append(SitemapImage(url: url))
                    }
                    continue
                }
                if entry.url.isEmpty { entry.url = address(child) ?? "" }
            case "lastmod": entry.date = FieldContext.date(child.text) ?? entry.date
            case "changefreq": entry.changeFrequency = child.text.isEmpty ? nil : child.text.lowercased()
            case "priority": entry.priority = Double(child.text).flatMap { (0...1).contains($0) ? $0 : nil }
            case "news": for field in child.children { readNews(field, into: &news) }
            case "image": readImage(child, into: &entry)
            case "video": readVideo(child, into: &entry)
            case "link": readLink(child, into: &entry)
            case "url": nested.append(child)
            default: if isNamed(child, "news") { readNews(child, into: &news) }
            }
        }
        if news != SitemapNews() { entry.news = news }
        if !entry.url.isEmpty {
            if sitemap.entries.count < limits.maximumEntries { sitemap.entries.append(entry) } else { noteCut() }
        }
        for child in nested { readPage(child) }
    }

    /// Whether an element is of an extension, by its namespace or its prefix.
    private func isNamed(_ element: Element, _ name: String) -> Bool {
        element.name.namespace.lowercased().contains("sitemap-" + name) || element.name.text.lowercased().hasPrefix(name + ":")
    }

    private func plain(_ element: Element) -> String? {
        let text = FeedText(element.hasChildElements ? element.innerMarkup : element.text, type: "text/html").plain
        return text.isEmpty ? nil : text
    }

    private func words(_ element: Element) -> [String] {
        element.text.split { $0 == "," || $0 == "،" || $0 == "、" || $0 == ";" }.map {
            FeedText.trimmed(NamedEntities.decodeReferences(String($0)))
        }
        .filter { !$0.isEmpty }
    }

    private func readNews(_ element: Element, into news: inout SitemapNews) {
        switch element.name.lowercasedLocal {
        case "publication": for child in element.children { readNews(child, into: &news) }
        case "name": news.publication = plain(element) ?? news.publication
        case "language": news.language = FieldContext.language(element.text).map(SitemapElements.language) ?? news.language
        case "publication_date": news.date = FieldContext.date(element.text) ?? news.date
        case "title": news.title = news.title ?? plain(element)
        case "keywords": news.keywords = Array(words(element).prefix(SitemapElements.maximumMedia))
        case "genres": news.genres = Array(words(element).prefix(SitemapElements.maximumMedia))
        case "stock_tickers": news.stockTickers = Array(words(element).prefix(SitemapElements.maximumMedia))
        default: break
        }
    }

    /// Google's names of Chinese, as BCP 47.
    private static func language(_ tag: String) -> String {
        switch tag.lowercased() {
        case "zh-cn": "zh-Hans"
        case "zh-tw": "zh-Hant"
        default: tag
        }
    }

    private func readImage(_ element: Element, into entry: inout SitemapEntry) {
        guard entry.images.count < SitemapElements.maximumMedia else { return }
        var image = SitemapImage(url: "")
        for child in element.children {
            switch child.name.lowercasedLocal {
            case "loc": image.url = address(child) ?? image.url
            case "caption": image.caption = plain(child)
            case "title": image.title = plain(child)
            default: break
            }
        }
        if !image.url.isEmpty { entry.images.append(image) }
    }

    private func readVideo(_ element: Element, into entry: inout SitemapEntry) {
        guard entry.videos.count < SitemapElements.maximumMedia else { return }
        var video = SitemapVideo()
        for child in element.children {
            switch child.name.lowercasedLocal {
            case "content_loc": video.contentURL = address(child)
            case "player_loc": video.playerURL = address(child)
            case "thumbnail_loc": video.thumbnailURL = address(child)
            case "title": video.title = plain(child)
            case "description": video.text = plain(child)
            case "duration": video.duration = Int(child.text).flatMap { (0...1_000_000).contains($0) ? $0 : nil }
            default: break
            }
        }
        if video != SitemapVideo() { entry.videos.append(video) }
    }

    private func readLink(_ element: Element, into entry: inout SitemapEntry) {
        guard entry.links.count < SitemapElements.maximumMedia else { return }
        let link = FeedLink(element, context)
        if link.href != nil { entry.links.append(link) }
    }
}
