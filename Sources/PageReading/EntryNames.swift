/// What names say of an entry that is embedded in a text: that of its type of content, and those of its fields.
enum EntryNames {
    /// Whether a name of a type of content says that it stands beside an article: "newsletterSignup", "relatedArticle", and not
    /// "articleSection".
    static func isBox(_ type: String) -> Bool {
        let words = NameWords.words(of: type).map(NameWords.singular)
        return words.last == "article" || words.contains(where: boxes.contains)
    }

    /// Whether a name says who published something, or when: "authors", "publishedAt".
    static func isOfPublishing(_ name: String) -> Bool {
        NameWords.words(of: name).map(NameWords.singular).contains(where: publishing.contains)
    }

    private static let boxes: Set<String> = [
        "ad", "author", "banner", "cta", "faq", "newsletter", "promo", "recommended", "related", "signup", "teaser",
    ]

    private static let publishing: Set<String> = ["author", "byline", "category", "date", "publication", "published", "updated"]
}
