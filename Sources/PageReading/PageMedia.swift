import Markup
import NewsModel

/// The pictures, films and sound of an article, the lead one first.
struct PageMedia {
    private(set) var media: [Media] = []
    /// Of each picture, by its kind and ``PictureName``, its place in ``media``.
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
        guard let url, !url.isEmpty, let reference = URLReference(url) else { return }
        let absolute = base.map { reference.resolved(against: $0) } ?? reference
        guard absolute.isHTTP, !absolute.path.isEmpty, media.count < PageMedia.maximumCount else { return }
        let key = "\(kind) \(PictureName.name(of: absolute))"
        if let place = places[key] {
            if media[place].caption == nil { media[place].caption = caption }
            return
        }
        places[key] = media.count
        media.append(Media(kind: kind, url: absolute.description, caption: caption, credit: credit, width: width, height: height))
    }

    /// Adds what stands in an element.
    mutating func add(in node: HTMLNode, leavingOut removed: [Bool]) {
        for inner in node.descendants where media.count < PageMedia.maximumCount {
            let index = PageMedia.holder(of: inner).index
            if index < removed.count && removed[index] { continue }
            switch inner.tag {
            case .img: if (inner[.width].flatMap { Int($0) } ?? 60) >= 60 { add(picture: inner, leavingOutBlanks: true) }
            case .video, .audio:
                let sources = [inner[.src]] + inner.children.filter { $0.tag == .source }.prefix(8).map { $0[.src] }
                add(inner.tag == .video ? .video : .audio, sources.compactMap { $0 }.first { !$0.isEmpty })
            default: continue
            }
        }
    }

    /// The element that tells whether one is the article's: films and sound are no text wherever they stand, nor is what is a player alone.
    private static func holder(of node: HTMLNode) -> HTMLNode {
        guard node.tag == .video || node.tag == .audio, let parent = node.parent else { return node }
        let names = NameWords.words(of: parent[.class] ?? "")
        return names.contains("player") ? parent.parent ?? parent : parent
    }

    /// Adds an `img`.
    ///
    /// - Parameter leavingOutBlanks: Whether one is left out that shows nothing (`transparent.png`) or counts who reads (`pixel.gif?id=3`).
    mutating func add(picture: HTMLNode, leavingOutBlanks: Bool = false) {
        guard let address = picture.pictureAddress, !leavingOutBlanks || !PageMedia.showsNothing(address) else { return }
        add(
            .image, address, caption: caption(of: picture), width: picture[.width].flatMap { Int($0) },
            height: picture[.height].flatMap { Int($0) })
    }

    /// Whether a picture may be more than a mark or a portrait: no size says otherwise, and it has an address of its own.
    static func isLarge(_ picture: HTMLNode) -> Bool {
        let sizes = [picture[.width], picture[.height]].compactMap { $0.flatMap { Int($0) } }
        guard sizes.allSatisfy({ $0 >= 120 }), let source = picture.pictureAddress,
            !source.lowercased().hasSuffix(".svg"), !source.lowercased().hasSuffix(".gif")
        else { return false }
        return !words(of: source).contains(where: marks.contains) && !isBlank(source)
    }

    /// The words of a picture's file: by them it is told, since longer words hold others.
    private static func words(of address: String) -> [String] {
        NameWords.words(of: file(of: address)).filter { !["jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "x", "px"].contains($0) }
    }

    private static func file(of address: String) -> Substring { address.prefix { $0 != "?" }.split(separator: "/").last ?? "" }

    /// Whether a file's name says that it holds a place without a picture, or counts who reads.
    private static func isBlank(_ address: String) -> Bool {
        let words = words(of: address)
        // What comes last is what it is: "renderTimingPixel", not "google-pixel-10".
        return words.last == "pixel" && !file(of: address).contains(where: \.isNumber) || isNamedBlank(words)
    }

    private static func isNamedBlank(_ words: [String]) -> Bool { !words.isEmpty && words.allSatisfy(blanks.contains) }

    /// Whether a picture is blank by the form of its file too: what is transparent or counts is no photograph.
    private static func showsNothing(_ address: String) -> Bool {
        guard isBlank(address) else { return false }
        if address.holds("?") || address.hasSuffix(".gif") { return true }
        return (address.hasSuffix(".png") || address.hasSuffix(".svg")) && isNamedBlank(words(of: address))
    }

    private static let marks: Set<String> = ["logo", "logos", "icon", "icons", "favicon", "avatar", "placeholder", "spacer"]
    /// Words of pictures as well, where others stand beside them.
    private static let blanks: Set<String> = ["pixel", "blank", "transparent", "tracking", "empty", "clear", "spacer"]

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
