/// What a part of a rich text is.
enum RichTextKind {
    case paragraph, heading, quote, item, lineBreak
    /// None of the text: a picture, a film, an advertisement.
    case aside
    /// An entry of Contentful that is embedded as a block.
    case entry
    /// By any other name, such as a container's or a span's.
    case other
    /// It does not say.
    case unspecified

    /// What an object says it is, in the ways of several systems.
    init(of object: LenientJSON) {
        guard let name = RichTextKind.name(of: object) else {
            self = .unspecified
            return
        }
        // Portable Text has what a block is in its style.
        if name == "block", object["children"] != nil {
            let kind = RichTextKind(name: object["style"]?.text ?? "")
            self = object["listItem"]?.text != nil ? .item : kind == .other ? .paragraph : kind
        } else {
            self.init(name: name)
        }
    }

    private init(name: String) {
        let words = NameWords.words(of: name).drop { $0 == "core" }
        let letters = words.joined()
        if letters == "embeddedentryblock" {
            self = .entry
        } else if RichTextKind.asides.contains(letters) || letters.hasPrefix("embeddedentry") || letters.hasPrefix("embeddedasset") {
            self = .aside
        } else if letters.hasSuffix("paragraph") || letters == "p" || letters == "unstyled" {
            self = .paragraph
        } else if letters.hasSuffix("heading") || letters == "h" || words.first == "header" {
            self = .heading
        } else if letters.hasSuffix("listitem") || letters == "li" {
            self = .item
        } else if letters.hasSuffix("quote") {
            self = .quote
        } else if ["br", "hardbreak", "linebreak", "softbreak"].contains(letters) {
            self = .lineBreak
        } else {
            self = .other
        }
    }

    private static func name(of object: LenientJSON) -> String? {
        let name = ["type", "_type", "nodeType", "__typename", "kind", "blockName"].lazy.compactMap { object[$0]?.text }.first
        // Trees of HTML (hast) have what an element is beside that it is one.
        if name == "element", let tag = object["tagName"]?.text { return tag }
        // Of anything else a name is a title.
        return name ?? object["name"]?.text.flatMap { $0.hasPrefix("core/") ? $0 : nil }
    }

    private static let asides: Set<String> = [
        "ad", "advertisement", "audio", "customembed", "embed", "figcaption", "gallery", "iframe", "image", "interstitiallink",
        "newsletter", "oembed",
        "oembedresponse", "promo", "rawhtml", "related", "relatedcontent", "script", "social", "style", "video",
    ]
}
