/// What the names of members in a program's data say of their values.
enum DataNames {
    /// Whether it is a usual name of an article's text.
    static func isBody(_ name: String) -> Bool { bodies.contains(Comparing.letters(name)) }

    /// Whether a word in it says that its value is none of an article's text, nor its headline: "aboutAuthor", "tags".
    static func isBesideText(_ name: String) -> Bool {
        NameWords.words(of: name).contains { word in
            let single = singular(word)
            return others.contains(word) || others.contains(single) || endings.contains { word.hasSuffix($0) || single.hasSuffix($0) }
                || beginnings.contains(where: single.hasPrefix)
        }
    }

    /// Whether articles below it are others, or none: "comments", "relatedArticles".
    static func isOfOthers(_ name: String) -> Bool {
        NameWords.words(of: name).contains { otherArticles.contains(singular($0)) }
    }

    /// "Policies" becomes "policie".
    private static func singular(_ word: String) -> String { word.hasSuffix("s") ? String(word.dropLast()) : word }

    /// The letters alone.
    private static let bodies: Set<String> = [
        "article", "articlebody", "articlecontent", "blocks", "body", "bodyhtml", "bodyjson", "bodytext", "brodtext",
        "components", "contenido", "content", "contentelements", "contenthtml", "contentjson", "contents", "contenttext",
        "conteudo", "contenu", "corpo", "corps", "cuerpo", "elements", "fulltext", "html", "icerik", "indhold", "inhalt",
        "innhold", "maincontent", "maintext", "metin", "paragraphs", "postcontent", "richtext", "sections", "story", "storybody",
        "tekst", "testo", "text", "texte", "texto",
    ]

    /// In the singular.
    private static let others: Set<String> = [
        "about", "abstract", "ad", "alt", "author", "banner", "bio", "biography", "caption", "code", "comment", "cookie", "css",
        "cta", "data", "description", "disclaimer", "embed", "excerpt", "faq", "footer", "gallery", "image", "intro",
        "introduction", "json", "keyword", "layout", "legal", "menu", "message", "more", "navigation", "newsletter", "next",
        "notice", "policie", "policy", "privacy", "promo", "query", "recommended", "related", "script", "sidebar", "sponsored",
        "src", "style", "summary", "svg", "tag", "teaser", "template", "term", "thread", "token", "tracking", "url", "video",
    ]

    private static let otherArticles: Set<String> = ["comment", "newsletter", "recommended", "related", "replie", "sidebar"]

    /// Those that end words of names that part none: "shortdescription".
    private static let endings = [
        "abstract", "bio", "caption", "code", "comment", "cookie", "css", "description", "disclaimer", "excerpt", "keyword",
        "message", "metadata", "notice", "summary",
    ]

    /// Those that begin no other word: "teasertext".
    private static let beginnings = ["embed", "intro", "legal", "teaser"]
}
