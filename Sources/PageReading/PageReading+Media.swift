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
        if let body { for node in body.nodes { media.add(in: node, leavingOut: body.removed) } }
        content.media = media.media
        if isRuled, let ruled {
            set("media", ruled.origin)
        } else if !content.media.isEmpty {
            set("media", meta.first("og:image") != nil ? .openGraph : linked.images.isEmpty ? .text : .jsonLD)
        }
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
