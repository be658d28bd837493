import Markup
import NewsModel

/// The pictures, films and sound of an article, the lead one first.
struct PageMedia {
    private(set) var media: [Media] = []
    /// Of each picture, by its kind and the last part of its path, its place in ``media``.
    private var places: [String: Int] = [:]
    /// Of each figure the caption; empty where it has none.
    private var captions: [Int: String] = [:]
    private let base: URLReference?

    private static let maximumCount = 100

    init(base: URLReference?) { self.base = base }

    /// Adds one, unless it is there already, at whatever size.
    mutating func add(
        _ kind: Media.Kind, _ url: String?, caption: String? = nil, credit: String? = nil, width: Int? = nil, height: Int? = nil
    ) {
        guard let url, let reference = URLReference(url) else { return }
        let absolute = base.map { reference.resolved(against: $0) } ?? reference
        guard absolute.isHTTP, media.count < PageMedia.maximumCount else { return }
        let key = absolute.path.split(separator: "/").last.map(String.init) ?? absolute.path
        guard !key.isEmpty else { return }
        if let place = places["\(kind) \(key)"] {
            if media[place].caption == nil { media[place].caption = caption }
            return
        }
        places["\(kind) \(key)"] = media.count
        media.append(Media(kind: kind, url: absolute.description, caption: caption, credit: credit, width: width, height: height))
    }

    /// Adds what stands in an element.
    mutating func add(in node: HTMLNode, leavingOut removed: [Bool]) {
        for inner in node.descendants where media.count < PageMedia.maximumCount {
            if inner.index < removed.count && removed[inner.index] { continue }
            switch inner.tag {
            case .img: if (inner[.width].flatMap { Int($0) } ?? 60) >= 60 { add(picture: inner) }
            case .video: add(.video, inner[.src] ?? inner.children.first { $0.tag == .source }?[.src])
            case .audio: add(.audio, inner[.src] ?? inner.children.first { $0.tag == .source }?[.src])
            default: continue
            }
        }
    }

    /// Adds an `img`.
    mutating func add(picture: HTMLNode) {
        add(
            .image, PageMedia.source(of: picture), caption: caption(of: picture), width: picture[.width].flatMap { Int($0) },
            height: picture[.height].flatMap { Int($0) })
    }

    /// Whether a picture may be more than a mark or a portrait: no size says otherwise, and it has an address of its own.
    static func isLarge(_ picture: HTMLNode) -> Bool {
        let sizes = [picture[.width], picture[.height]].compactMap { $0.flatMap { Int($0) } }
        guard sizes.allSatisfy({ $0 >= 120 }), let source = source(of: picture),
            !source.lowercased().hasSuffix(".svg"), !source.lowercased().hasSuffix(".gif")
        else { return false }
        return !isMark(source.prefix { $0 != "?" }.split(separator: "/").last ?? "")
    }

    /// Whether a file's name says that it is a mark, or a place without a picture: by its words, since others hold theirs.
    private static func isMark(_ file: Substring) -> Bool {
        var words: [String] = [""]
        var isAfterSmall = false
        for character in file.prefix(200) {
            if !character.isLetter || character.isUppercase && isAfterSmall { words.append("") }
            if character.isLetter { words[words.count - 1] += character.lowercased() }
            isAfterSmall = character.isLowercase
        }
        let named = words.filter { !$0.isEmpty && !["jpg", "jpeg", "png", "webp", "avif", "x", "px"].contains($0) }
        // What comes last is what it is: "renderTimingPixel", not "google-pixel-10".
        let isPixel = words.filter { $0 != "png" && $0 != "jpg" }.last == "pixel"
        return named.contains(where: marks.contains) || isPixel || !named.isEmpty && named.allSatisfy(blanks.contains)
    }

    private static let marks: Set<String> = ["logo", "logos", "icon", "icons", "favicon", "avatar", "placeholder", "spacer"]
    /// Words of pictures as well, where others stand beside them.
    private static let blanks: Set<String> = ["pixel", "blank", "transparent", "tracking", "empty", "clear"]

    /// The address of a picture, which may be kept from loading at once.
    private static func source(of picture: HTMLNode) -> String? {
        let sources = [picture[.src], picture.attribute("data-src"), picture.attribute("data-original")].compactMap { $0 }
        guard let source = sources.first(where: { !$0.hasPrefix("data:") }) else { return nil }
        // Some write the list for several widths there.
        return source.holds("w, http") ? source.split(separator: " ").first.map(String.init) : source
    }

    private mutating func caption(of image: HTMLNode) -> String? {
        var above = image.parent
        for _ in 0..<4 {
            guard let node = above else { return nil }
            if node.tag == .figure {
                let text = captions[node.index] ?? node.descendants.first { $0.tag == .figcaption }?.text ?? ""
                captions[node.index] = text
                return text.isEmpty ? nil : text
            }
            above = node.parent
        }
        return nil
    }
}
