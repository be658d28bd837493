import Markup
import NewsModel

extension PageReading {
    mutating func readMedia(_ body: Body?) {
        var media = PageMedia(base: base)
        let ruled = ruled("media")
        for url in ruled?.texts ?? [] { media.add(.image, url) }
        let isRuled = !media.media.isEmpty
        if let image = meta.first("og:image", "og:image:url", "og:image:secure_url") {
            media.add(
                .image, image, caption: nil, width: meta.first("og:image:width").flatMap { Int($0) },
                height: meta.first("og:image:height").flatMap { Int($0) })
        }
        for image in linked.images.prefix(3) {
            media.add(.image, image.url, caption: image.caption, width: image.width, height: image.height)
        }
        if media.media.isEmpty { media.add(.image, meta.first("twitter:image", "twitter:image:src")) }
        if media.media.isEmpty, let body, let picture = leadPicture(body) { media.add(picture: picture) }
        if let body { for node in body.nodes { media.add(in: node, leavingOut: body.removed) } }
        content.media = media.media
        if isRuled, let ruled {
            set("media", ruled.origin)
        } else if !content.media.isEmpty {
            set("media", meta.first("og:image") != nil ? .openGraph : linked.images.isEmpty ? .text : .jsonLD)
        }
    }

    /// The first picture between the headline and the text: of a page that names none, the lead one.
    private func leadPicture(_ body: Body) -> HTMLNode? {
        guard let heading = headlineIndex ?? headingIndex, let start = body.nodes.map(\.index).min() else { return nil }
        let first = outline.blocks[outline.blockRange(of: start)].first { $0.length >= 80 && !outline.isOut($0, body.removed) }?.start
        guard let first, heading < first else { return nil }
        return (heading..<first).lazy.filter { [outline] in outline.tags[$0] == .img }.prefix(20).first { [self] index in
            if !isElsewhere(index, body: start, byTag: true), !outline.ancestors(of: index).contains(where: isPortraitOrMark) {
                return document.node(at: index).map { PageMedia.isLarge($0) } ?? false
            }
            return false
        }.flatMap { [document] in document.node(at: $0) }
    }

    private func isPortraitOrMark(_ index: Int) -> Bool {
        !outline.signs[index].isDisjoint(with: [.byline, .hidden]) || outline.tags[index] == .noscript || outline.tags[index] == .address
    }

    mutating func canonicalURL() -> String? {
        let ruled = ruled("canonical_url")
        let said: [(String?, FieldOrigin)] = [
            (ruled?.texts.first, ruled?.origin ?? .rule), (meta.canonical, .meta), (meta.first("og:url"), .openGraph),
            (linked.url, .jsonLD),
        ]
        for (value, origin) in said {
            guard let value, let reference = URLReference(value) else { continue }
            let absolute = base.map { reference.resolved(against: $0) } ?? reference
            // A canonical link to the front page is a mistake of the publisher's.
            let isFront = absolute.path.isEmpty || absolute.path == "/"
            if absolute.isHTTP, !isFront || (pageURL?.path ?? "/") == "/" {
                fields["canonical_url"] = origin
                return absolute.withoutTracking.description
            }
        }
        guard let pageURL, pageURL.isHTTP else { return nil }
        fields["canonical_url"] = .url
        return pageURL.withoutTracking.description
    }
}
