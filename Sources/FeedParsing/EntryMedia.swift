import NewsModel

/// An item's pictures, videos, sound and documents in the model's words, the lead one first.
enum EntryMedia {
    /// `media:content` (the default first), then the item's own image, then enclosures; thumbnails only where there is no other picture.
    static func media(of entry: ParsedEntry) -> [Media] {
        var media: [Media] = []
        func add(_ medium: Media?) {
            guard media.count < 100, let medium, !media.contains(where: { $0.url == medium.url }) else { return }
            media.append(medium)
        }
        for content in entry.media.filter(\.isDefault) + entry.media.filter({ !$0.isDefault }) { add(medium(content)) }
        if let image = entry.image { add(self.image(image)) }
        for enclosure in entry.enclosures {
            add(
                url(enclosure.url).map {
                    Media(kind: kind(enclosure.type, nil, $0), url: $0, type: type(enclosure.type), bytes: count(enclosure.length))
                })
        }
        if !media.contains(where: { $0.kind == .image }) { for thumbnail in entry.thumbnails { add(image(thumbnail)) } }
        return media
    }

    private static func medium(_ content: FeedMedia) -> Media? {
        guard let url = url(content.url) else { return nil }
        return Media(
            kind: kind(content.type, content.medium, url), url: url, caption: content.text ?? content.title, credit: content.credit,
            width: pixels(content.width), height: pixels(content.height), type: type(content.type), bytes: count(content.fileSize))
    }

    private static func image(_ image: FeedImage) -> Media? {
        image.url.flatMap(url).map { Media(kind: .image, url: $0, width: pixels(image.width), height: pixels(image.height)) }
    }

    private static func url(_ text: String) -> String? {
        guard let reference = URLReference(text), reference.isHTTP else { return nil }
        return reference.description
    }

    /// A length of 0 is a program's way to say that it does not know.
    private static func count(_ text: String?) -> Int? {
        guard let text, let value = Int(FeedText.trimmed(text)), value > 0 else { return nil }
        return value
    }

    private static func pixels(_ text: String?) -> Int? {
        guard let value = count(text), value <= 100_000 else { return nil }
        return value
    }

    private static func type(_ text: String?) -> String? {
        guard let text else { return nil }
        let type = FeedText.trimmed(text).lowercased()
        return type.contains("/") ? type : nil
    }

    private static func kind(_ type: String?, _ medium: String?, _ url: String) -> Media.Kind {
        switch medium {
        case "image": return .image
        case "video": return .video
        case "audio": return .audio
        case "document", "executable": return .document
        default: break
        }
        let type = type?.lowercased() ?? ""
        if type.hasPrefix("image") { return .image }
        if type.hasPrefix("video") || type == "application/x-shockwave-flash" { return .video }
        if type.hasPrefix("audio") { return .audio }
        if type.contains("/") && type != "application/octet-stream" { return .document }
        let path = URLReference(url)?.path.lowercased() ?? ""
        let suffix = path.split(separator: ".").last.map(String.init) ?? ""
        if ["jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "bmp", "jfif"].contains(suffix) { return .image }
        if ["mp4", "m4v", "mov", "webm", "mpg", "mpeg", "avi", "mkv", "m3u8", "flv", "3gp", "ogv"].contains(suffix) { return .video }
        if ["mp3", "m4a", "ogg", "oga", "opus", "wav", "aac", "flac"].contains(suffix) { return .audio }
        return medium == nil && type.isEmpty && !path.contains(".") ? .image : .document
    }
}
