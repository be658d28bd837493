import NewsModel

/// What the path of a URL says on whether an article stands there.
struct ArticleAddress {
    /// Its form: numbers and titles stand for all their like, so that the articles of one site share few forms.
    let form: String
    /// How much it looks like an article's address; below 0 it looks like a section, a service or a file.
    let score: Double
    /// Whether its form tells anything: a number or a title stands in it.
    let isTelling: Bool

    /// Names of places that list, serve or explain and never tell a story.
    private static let services: Set<String> = [
        "about", "about-us", "account", "ads", "advertise", "agb", "app", "apps", "archive", "archives", "archiv", "author", "authors",
        "autor", "autores", "autoren", "auteur", "auteurs", "cart", "categories", "category", "categoria", "categorie", "kategori",
        "kategorie", "contact", "contact-us", "contacto", "kontakt", "iletisim", "cookies", "cookie-policy", "datenschutz", "donate",
        "etiket", "etiqueta", "faq", "feed", "feeds", "gizlilik", "help", "hilfe", "impressum", "imprint", "jobs", "careers", "karriere",
        "kunye", "legal", "login", "signin", "signup", "logout", "mentions-legales", "newsletter", "newsletters", "page", "privacy",
        "privacy-policy", "profile", "register", "rss", "schlagwort", "search", "suche", "arama", "buscar", "recherche", "shop", "sitemap",
        "subscribe", "subscription", "abo", "suscripcion", "tag", "tags", "tema", "temas", "thema", "themen", "terms", "terms-of-use",
        "topic", "topics", "user", "users", "yazar", "yazarlar", "writers", "columnists", "wp-admin", "wp-login.php", "share", "print",
    ]

    private static let files: Set<String> = [
        "jpg", "jpeg", "png", "gif", "webp", "svg", "pdf", "zip", "mp3", "mp4", "xml", "json", "css", "js", "rss", "atom", "ics", "apk",
        "exe", "doc", "docx", "xls", "xlsx", "csv",
    ]

    init(_ reference: URLReference) {
        var score = 0.0
        var form = ""
        var isTelling = false
        let segments = reference.path.split(separator: "/").map { $0.lowercased() }
        var dateParts = 0
        for (place, segment) in segments.enumerated() {
            let isLast = place == segments.count - 1
            let (stem, ending) = ArticleAddress.parts(of: segment, isLast: isLast)
            if let ending, ArticleAddress.files.contains(ending) { score -= 4 }
            if ArticleAddress.services.contains(segment) { score -= 3 }
            let digits = stem.utf8.reduce(0) { $0 + ($1.isDigit ? 1 : 0) }
            let joints = stem.utf8.reduce(0) { $0 + ($1 == UInt8(ascii: "-") || $1 == UInt8(ascii: "_") ? 1 : 0) }
            let length = ArticleAddress.length(of: stem)
            form += "/"
            if digits > 0, digits + joints == stem.utf8.count {
                form += "9"
                if stem.utf8.count <= 4, !isLast || dateParts > 0 { dateParts += 1 }
                if digits == 8 && joints <= 2 && stem.hasPrefix("20") { dateParts = 3 }
                if digits >= 5 { (score, isTelling) = (score + 1.5, true) }
            } else if joints >= 3 || length >= 28 || joints >= 2 && length >= 16 {
                form += digits >= 5 ? "*9" : "*"
                isTelling = true
                score += digits >= 5 ? 2 : joints >= 4 || length >= 28 ? 1.5 : 1
            } else if digits >= 5 {
                form += "*9"
                (score, isTelling) = (score + 1, true)
            } else {
                form += isLast ? "*" : stem
            }
            if let ending {
                form += "." + ending
                if ["html", "htm", "shtml", "php", "aspx"].contains(ending), segments.count > 1 { score += 0.25 }
            }
        }
        if dateParts >= 2 {
            score += 1.5
            isTelling = true
        }
        if let query = reference.query, query.utf8.contains(where: { $0.isDigit }) {
            let name = query.prefix { $0 != "=" }.lowercased()
            form += "?" + name
            if ["id", "p", "nid", "aid", "article", "newsid", "story", "haber", "artid", "articleid", "articleno", "idxno"].contains(name) {
                (score, isTelling) = (score + 1.5, true)
            } else if name == "page" || name == "q" || name == "s" {
                score -= 2
            }
        }
        if segments.isEmpty && reference.query == nil { score -= 4 }
        if segments.count == 1, !isTelling { score -= 1 }
        (self.form, self.score, self.isTelling) = (form, score, isTelling)
    }

    private static func parts(of segment: String, isLast: Bool) -> (stem: Substring, ending: String?) {
        guard isLast, let dot = segment.utf8.lastIndex(of: UInt8(ascii: ".")) else { return (segment[...], nil) }
        let ending = segment[segment.utf8.index(after: dot)...]
        guard (1...5).contains(ending.utf8.count), ending.utf8.allSatisfy({ (0x61...0x7A).contains($0) || $0.isDigit })
        else { return (segment[...], nil) }
        return (segment[..<dot], String(ending))
    }

    /// In characters: what is percent-encoded counts three times less, and two bytes of a letter beyond ASCII are one.
    private static func length(of text: Substring) -> Int {
        var count = 0
        var skip = 0
        for byte in text.utf8 {
            if skip > 0 {
                skip -= 1
            } else if byte == UInt8(ascii: "%") {
                (count, skip) = (count + 1, 2)
            } else if byte & 0xC0 != 0x80 {
                count += 1
            }
        }
        return text.utf8.contains(UInt8(ascii: "%")) ? count / 2 : count
    }
}
