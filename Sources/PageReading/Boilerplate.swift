import Markup

/// Lines that are no part of any article's text, known by how they begin.
enum Boilerplate {
    /// Whether a short line only points elsewhere, asks for something, or names a part of the page.
    static func isLabel(_ text: String, linkDensity: Double) -> Bool {
        let lower = text.lowercased()
        if lower.count < 50 && exact.contains(lower.trimmed) { return true }
        for prefix in pointers where lower.hasPrefix(prefix) {
            let rest = lower.dropFirst(prefix.count)
            if rest.first.map({ $0 == ":" || $0 == "：" }) ?? true { return true }
            if linkDensity > 0.3 { return true }
        }
        for prefix in always where lower.hasPrefix(prefix) { return true }
        return false
    }

    /// Whether a line before the text says who wrote it or when.
    static func isByline(_ text: String) -> Bool {
        guard text.utf8.count < 160 else { return false }
        let lower = text.lowercased()
        for prefix in [
            "by ", "von ", "par ", "por ", "door ", "di ", "af ", "av ", "автор", "published", "updated", "posted", "last updated",
        ]
        where lower.hasPrefix(prefix) {
            if text.split(separator: " ").count <= 12 { return true }
        }
        return text.utf8.count < 40 && DateReading.read(text) != nil
    }

    private static let exact: Set<String> = [
        "advertisement", "advertising", "ad", "sponsored", "sponsored content", "share", "share this", "share this article", "tweet",
        "print",
        "email", "comments", "comment", "read more", "more", "related", "related articles", "related stories", "related topics",
        "related content", "recommended", "most read", "subscribe", "sign up", "newsletter", "reuters", "close", "loading", "loading...",
        "photo", "video", "play", "image", "caption", "hide caption", "toggle caption", "enlarge", "this article is more than 1 year old",
        "anzeige", "werbung", "teilen", "publicité", "partager", "lire aussi", "publicidad", "compartir", "publicidade", "compartilhe",
        "pubblicità", "condividi", "reklama", "udostępnij", "реклама", "поделиться", "reklam", "paylaş", "إعلان", "شارك", "広告",
        "advertentie", "annonse", "annons", "mainos", "继续阅读", "广告", "story continues below advertisement",
        "article continues below advertisement", "continue reading", "skip advertisement", "follow us", "tags", "tags:", "topics",
        "share on facebook", "share on twitter", "copy link", "link copied", "save", "listen", "listen to this article",
    ]

    private static let pointers: [String] = [
        "read more", "read also", "also read", "read:", "related:", "related story", "related article", "see also", "more:", "more on",
        "watch:", "watch now", "listen:", "recommended:", "must read", "don't miss", "explore more", "up next", "what to read next",
        "lire aussi", "à lire aussi", "a lire aussi", "à lire également", "voir aussi", "lisez aussi", "leia mais", "leia também",
        "veja também",
        "saiba mais", "lea también", "lee también", "leer más", "te puede interesar", "ver también", "más información", "leggi anche",
        "leggi:", "vedi anche", "approfondisci", "lesen sie auch", "lesen sie mehr", "mehr zum thema", "auch interessant", "siehe auch",
        "mehr dazu", "lees ook", "lees meer", "läs också", "läs mer", "les også", "les mer", "læs også", "lue myös", "katso myös",
        "czytaj też", "czytaj także", "czytaj również", "zobacz też", "zobacz także", "zobacz również", "przeczytaj", "čtěte také",
        "čtěte více", "prečítajte si", "olvasta már", "citește și", "citeşte şi", "vezi și", "прочетете", "читайте также", "читать также",
        "читайте також", "читайте ещё", "смотрите также", "по теме", "діставайте", "διαβάστε", "δείτε επίσης", "ayrıca", "ilgili haber",
        "okumak için", "اقرأ أيضا", "اقرأ أيضاً", "إقرأ أيضا", "إقرأ أيضاً", "اقرا ايضا", "شاهد أيضا", "طالع أيضا", "بیشتر بخوانید",
        "بیشتر بدانید", "مزید پڑھیں", "קראו גם", "ये भी पढ़ें", "यह भी पढ़ें", "baca juga", "baca selengkapnya", "simak juga", "xem thêm",
        "đọc thêm", "関連記事", "あわせて読みたい", "相关阅读", "延伸阅读", "延伸閱讀", "相關新聞", "관련기사", "अधिक पढ़ें",
    ]

    private static let always: [String] = [
        "sign up for ", "sign up to ", "subscribe to ", "click here to ", "follow us on", "follow our ", "download our app",
        "get our free", "join our ", "like us on", "find us on", "this article was originally published", "all rights reserved",
        "copyright ©", "© ", "(c) ", "image credit", "image source", "image caption", "photo credit", "photo by ", "photo:", "photos:",
        "foto:",
        "fotos:", "picture:", "image:", "credit:", "getty images", "reporting by ", "our standards:", "have a tip", "email the author",
        "contact the author",
        "filed under", "posted in", "tagged with", "tags:", "tagged:", "share this:", "like this:", "اشترك في", "تابعونا", "bizi takip",
        "aa'nın whatsapp", "anadolu ajansı web sitesinde", "anadolu agency website contains",
        "الأخبار المنشورة على الصفحة الرسمية لوكالة الأناضول",
        "mit material von", "сообщить об ошибке", "нашли ошибку", "подписывайтесь на", "подпишитесь на", "подписаться",
    ]
}

extension String {
    /// Without white space, colons and dashes at the ends.
    fileprivate var trimmed: String {
        var view = self[...]
        while let first = view.first, first.isWhitespace || first == ":" || first == "-" { view = view.dropFirst() }
        while let last = view.last, last.isWhitespace || last == ":" || last == "-" { view = view.dropLast() }
        return String(view)
    }
}
