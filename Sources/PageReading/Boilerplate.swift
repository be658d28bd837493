import Markup

/// Lines that are no part of any article's text, known by how they begin.
enum Boilerplate {
    /// Whether a short line only points elsewhere, asks for something, or names a part of the page.
    static func isLabel(_ text: String, linkDensity: Double) -> Bool {
        let lower = text.lowercased()
        if lower.utf8.count < 200, exact.contains(lower.trimmed) { return true }
        for length in pointers.lengths(in: lower) {
            let rest = lower.utf8.dropFirst(length)
            if rest.isEmpty || rest.starts(with: ":".utf8) || rest.starts(with: "：".utf8) || linkDensity > 0.3 { return true }
        }
        return always.begin(lower) || linkDensity > 0 && lower.utf8.count < 200 && asksToFollow(lower)
    }

    /// "Follow us on Google News": how such a line begins, and where.
    private static func asksToFollow(_ lower: String) -> Bool {
        followings.begin(lower) && platforms.contains { lower.contains($0) }
    }

    private static let followings = Beginnings([
        "follow us", "follow me", "follow our", "join us on", "join our", "find us on", "folge uns", "folgt uns", "folgen sie uns",
        "suivez-nous",
        "retrouvez-nous", "rejoignez-nous", "síguenos", "síganos", "siga-nos", "seguici", "volg ons", "følg oss", "følg os", "följ oss",
        "seuraa meitä", "obserwuj nas", "śledź nas", "dołącz do nas", "sledujte nás", "kövess minket", "kövessen minket", "urmărește-ne",
        "urmăriți-ne", "ακολουθήστε μας", "bizi takip", "ikuti kami", "theo dõi chúng tôi", "следите за нами", "читайте нас",
        "присоединяйтесь к нам", "підписуйтесь на нас", "підписуйтеся на нас", "стежте за нами", "приєднуйтесь до нас", "تابعنا", "تابعونا",
        "ما را در", "关注我们", "關注我們", "フォローして", "ติดตามเรา",
    ])

    private static let platforms = [
        "google", "facebook", "telegram", "whatsapp", "twitter", "instagram", "viber", "tiktok", "youtube", "телеграм", "вайбер",
        "вконтакте",
        "дзен", "واتساب", "تلغرام", "تليغرام", "تلگرام", "فيسبوك", "تويتر", "微信", "微博",
    ]

    /// Whether a text asks whether the content of another service may be shown.
    static func isConsent(_ text: String) -> Bool {
        guard consents.begin(text.prefix(80).lowercased()) else { return false }
        let lower = text.lowercased()
        return services.contains { lower.holds($0) }
    }

    /// What such a text speaks of.
    private static let services = [
        "extern", "empfohlen", "cookie", "drittan", "drittpl", "datenschutz", "third part", "third-part", "einwilligung", "zustimmung",
        "tracking", "traceurs", "youtube", "facebook", "instagram", "twitter",
    ]

    private static let consents = Beginnings([
        "empfohlener redaktioneller inhalt", "empfohlener externer inhalt", "an dieser stelle finden sie einen",
        "an dieser stelle findest du einen",
        "ich bin damit einverstanden, dass mir", "hier finden sie externen inhalt", "mit ihrer zustimmung wird hier",
        "wir benötigen ihre zustimmung", "wir benötigen ihre einwilligung", "um diesen inhalt anzuzeigen", "um diese inhalte anzuzeigen",
        "diesen inhalt anzeigen", "dieser inhalt stammt von", "inhalte von drittanbietern", "we need your consent to",
        "to display this content",
        "we need your permission before we load", "this article contains content provided by", "allow and continue",
        "ce contenu est bloqué",
        "cliquez sur « j'accepte", "pour afficher ce contenu", "en cliquant sur « j’accepte", "este contenido no se puede mostrar",
        "om deze inhoud te tonen", "voor deze inhoud zijn cookies nodig",
    ])

    /// Whether a line is the address of a mailbox and no more.
    static func isAddress(_ text: String) -> Bool {
        guard text.utf8.count < 60, text.holds("@"), !text.holds(" "), let sign = text.firstIndex(of: "@") else { return false }
        return text[sign...].holds(".") && text.utf8.allSatisfy { $0 < 0x80 }
    }

    /// Whether a line before the text says who wrote it or when.
    static func isByline(_ text: String) -> Bool {
        guard text.utf8.count < 160 else { return false }
        if bylines.begin(text.lowercased()), text.split(separator: " ").count <= 12 { return true }
        return text.utf8.count < 40 && DateReading.read(text) != nil
    }

    private static let bylines = Beginnings([
        "by ", "von ", "par ", "por ", "door ", "di ", "af ", "av ", "автор", "autor:", "autorin:", "author:", "auteur :", "published",
        "updated", "posted", "last updated",
    ])

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
        "story continues below", "continues below", "related coverage", "continue reading below", "advertisement - continue reading below",
        "share on facebook", "share on twitter", "copy link", "link copied", "save", "listen", "listen to this article",
    ]

    private static let pointers = Beginnings([
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
    ])

    private static let always = Beginnings([
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
    ])
}

extension String {
    /// Without white space, colons and dashes at the ends.
    fileprivate var trimmed: String {
        func isEdge(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-") }
        guard let first = utf8.first, let last = utf8.last, isEdge(first) || isEdge(last) else { return self }
        let rest = utf8.drop(while: isEdge)
        let end = rest.lastIndex { !isEdge($0) }.map(rest.index(after:)) ?? rest.startIndex
        return String(decoding: rest[..<end], as: UTF8.self)
    }
}
