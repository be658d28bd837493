import Markup
import NewsModel

/// The pictures, films and sound of an article, the lead one first.
struct PageMedia {
    private(set) var media: [Media] = []
    private var seen: Set<String> = []
    private let base: URLReference?

    init(base: URLReference?) { self.base = base }

    /// Adds one, unless it is there already, at whatever size.
    mutating func add(
        _ kind: Media.Kind, _ url: String?, caption: String? = nil, credit: String? = nil, width: Int? = nil, height: Int? = nil
    ) {
        guard let url, let reference = URLReference(url) else { return }
        let absolute = base.map { reference.resolved(against: $0) } ?? reference
        guard absolute.isHTTP, media.count < 100 else { return }
        let key = absolute.path.split(separator: "/").last.map(String.init) ?? absolute.path
        guard !key.isEmpty else { return }
        guard seen.insert("\(kind) \(key)").inserted else {
            if let caption, let index = media.firstIndex(where: { $0.url.contains(key) && $0.caption == nil }) {
                media[index].caption = caption
            }
            return
        }
        media.append(Media(kind: kind, url: absolute.description, caption: caption, credit: credit, width: width, height: height))
    }

    /// Adds what stands in an element.
    mutating func add(in node: HTMLNode, leavingOut removed: [Bool]) {
        for inner in node.descendants {
            if inner.index < removed.count && removed[inner.index] { continue }
            switch inner.tag {
            case .img:
                let width = inner[.width].flatMap { Int($0) }
                if let width, width < 60 { continue }
                let source = [inner[.src], inner.attribute("data-src"), inner.attribute("data-original")].compactMap { $0 }
                    .first { !$0.hasPrefix("data:") }
                add(.image, source, caption: caption(of: inner), width: width, height: inner[.height].flatMap { Int($0) })
            case .video: add(.video, inner[.src] ?? inner.children.first { $0.tag == .source }?[.src])
            case .audio: add(.audio, inner[.src] ?? inner.children.first { $0.tag == .source }?[.src])
            default: continue
            }
        }
    }

    private func caption(of image: HTMLNode) -> String? {
        var above = image.parent
        for _ in 0..<4 {
            guard let node = above else { return nil }
            if node.tag == .figure {
                let text = node.descendants.first { $0.tag == .figcaption }?.text ?? ""
                return text.isEmpty ? nil : text
            }
            above = node.parent
        }
        return nil
    }
}
