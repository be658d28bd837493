/// What the names of members in a program's data say of their values.
enum DataNames {
    /// Whether it is a usual name of an article's text.
    static func isBody(_ name: String) -> Bool { bodies.contains(Comparing.letters(name)) }

    /// Whether a word in it says that its value is none of an article's text, nor its headline: "aboutAuthor", "tags".
    static func isBesideText(_ name: String) -> Bool {
        NameWords.words(of: name).contains { word in
            let single = word.hasSuffix("s") ? String(word.dropLast()) : word
            return others.contains(word) || others.contains(single) || endings.contains(where: single.hasSuffix)
        }
    }

    /// The letters alone.
    private static let bodies: Set<String> = [
        "article", "articlebody", "articlecontent", "blocks", "body", "bodyhtml", "bodytext", "components", "content", "contentelements",
        "contenthtml", "contents", "contenttext", "elements", "fulltext", "html", "maincontent", "maintext", "paragraphs", "postcontent",
        "richtext", "sections", "story", "storybody", "text",
    ]

    /// In the singular.
    private static let others: Set<String> = [
        "about", "abstract", "alt", "author", "bio", "biography", "caption", "code", "comment", "cookie", "css", "data", "description",
        "disclaimer", "embed", "excerpt", "intro", "introduction", "json", "keyword", "legal", "message", "notice", "policy", "policies",
        "privacy", "query", "script", "src", "style", "summary", "svg", "tag", "teaser", "term", "token", "tracking", "url",
    ]

    /// Those that end no other word, for names that part no words: "shortdescription".
    private static let endings = [
        "abstract", "comment", "cookie", "description", "disclaimer", "excerpt", "keyword", "metadata", "summary",
    ]
}
