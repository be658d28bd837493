import Markup

/// What the names of members in a program's data say of their values.
enum DataNames {
    /// What a name says of a text in an object that bears the headline, the likeliest first.
    enum Standing {
        /// A usual name of an article's text.
        case body
        /// One such with words before it: "fullBody".
        case compound
        /// It says nothing.
        case unknown
        /// The text of something that an article may have, or be: "videoText".
        case perhaps
        /// None of an article's text, nor its headline: "aboutAuthor", "tags".
        case beside
    }

    /// Whose the articles below a name are.
    enum Owner { case page, perhapsOthers, readers }

    static func standing(of name: String) -> Standing {
        let words = words(of: name)
        if bodies.contains(Comparing.letters(name)) || bodies.contains(words.joined()) { return .body }
        if words.contains(where: isOfOthers) { return .beside }
        let isBody = words.last.map(bodies.contains) == true
        if words.contains(where: { things.contains(NameWords.singular($0)) }) { return isBody ? .perhaps : .beside }
        return isBody ? .compound : .unknown
    }

    static func isBesideText(_ name: String) -> Bool { standing(of: name) == .beside }

    /// Whether a text may be below it: "data" and "layout" are no texts, but have some.
    static func mayWrap(_ name: String) -> Bool {
        let words = words(of: name)
        return !words.contains(where: isOfOthers) && !words.contains { things.contains(NameWords.singular($0)) && !wrappers.contains($0) }
    }

    /// Whether all of its words say that a text is an article's, and that it is whole: "fullBody", and not "offerText".
    static func isWhole(_ name: String) -> Bool {
        let words = words(of: name)
        return !words.isEmpty && words.allSatisfy { bodies.contains($0) || wholes.contains($0) }
    }

    /// Of "comments" and "commentThread" the readers, of "relatedArticles" perhaps others: a newsletter, an opinion piece and an article
    /// with related ones have pages of their own.
    ///
    /// - Parameter isList: Whether the value is a list: of a comment there is one.
    static func owner(of name: String, isList: Bool) -> Owner {
        let words = words(of: name)
        if words.contains("comments") || words.contains("replies") || isList && words.last == "comment" { return .readers }
        let letters = words.joined()
        if letters.holds("comment"), readers.contains(where: letters.holds) { return .readers }
        return words.contains { otherArticles.contains(NameWords.singular($0)) } ? .perhapsOthers : .page
    }

    /// Without what something is called for having it ("contentWithAds"), and without a query's arguments ("article({…})").
    private static func words(of name: String) -> [String] {
        let words = NameWords.words(of: name.prefix { $0 != "(" })
        let end = words.dropFirst().firstIndex { $0 == "with" || $0 == "without" } ?? words.endIndex
        return words[..<end].flatMap { word in
            guard let first = beginnings.first(where: word.hasPrefix) else { return [word] }
            let rest = String(word.dropFirst(first.count))
            return bodies.contains(rest) ? [first, rest] : [word]
        }
    }

    private static func isOfOthers(_ word: String) -> Bool {
        let single = NameWords.singular(word)
        return others.contains(word) || others.contains(single) || endings.contains { word.hasSuffix($0) || single.hasSuffix($0) }
            || beginnings.contains { single.hasPrefix($0) && !things.contains(single) }
    }

    /// The letters alone.
    private static let bodies: Set<String> = [
        "article", "articlebody", "articlecontent", "blocks", "body", "bodyhtml", "bodyjson", "bodytext", "brodtext",
        "components", "contenido", "content", "contentelements", "contenthtml", "contentjson", "contents", "contenttext",
        "conteudo", "continut", "contenu", "corpo", "corps", "cuerpo", "elements", "fulltext", "html", "icerik", "indhold", "inhalt",
        "innhold", "isi", "maincontent", "maintext", "metin", "noidung", "obsah", "paragraphs", "postcontent", "richtext", "sadrzaj",
        "sections", "story", "storybody", "szoveg", "tekst", "testo", "text", "texte", "texto", "tresc",
    ]

    private static let wholes: Set<String> = ["complete", "entire", "full", "main", "post", "whole"]

    /// In the singular.
    private static let others: Set<String> = [
        "about", "abstract", "ad", "alt", "author", "banner", "bio", "biography", "caption", "code", "cookie", "css", "cta",
        "description", "disclaimer", "excerpt", "faq", "footer", "keyword", "legal", "menu", "message", "navigation", "next", "notice",
        "policie", "policy", "privacy", "promo", "query", "recommended", "related", "script", "sidebar", "sponsored", "src", "style",
        "summary", "svg", "tag", "teaser", "term", "token", "tracking", "url",
    ]

    /// In the singular.
    private static let things: Set<String> = [
        "data", "embed", "gallery", "image", "intro", "introduction", "json", "layout", "more", "newsletter", "template",
        "thread", "video",
    ]

    private static let wrappers: Set<String> = ["data", "json", "layout", "template"]

    private static let otherArticles: Set<String> = ["comment", "newsletter", "recommended", "related", "replie", "sidebar"]

    /// What readers wrote, the letters alone.
    private static let readers = ["commentdata", "commentfeed", "commentitem", "commentlist", "commentsection", "commentthread"]

    /// Those that end words of names that part none: "shortdescription".
    private static let endings = [
        "abstract", "caption", "code", "comment", "cookie", "css", "description", "disclaimer", "excerpt", "keyword",
        "message", "metadata", "notice", "summary",
    ]

    /// Those that begin no other word: "teasertext".
    private static let beginnings = ["author", "embed", "intro", "legal", "teaser"]
}
