import Markup
import NewsModel

/// What a page that holds no article seems to be.
///
/// Only what has little text, no date and no article in its structured data is asked: an article about consent is an article. What is titled
/// as a missing page and no more, and has no headline that says something else, may have text, and dates shown in it: the stories it offers
/// instead.
struct PageImpression {
    /// For people: what it seems to be.
    let description: String
    /// What to do about it.
    let hint: String
    /// Where the page sends its readers; nil for most.
    var location: String?

    /// - Parameter content: What was read of it.
    init?(of reading: PageReading, content: ArticleContent) {
        let length = content.bodyText?.utf8.count ?? 0
        if length < 400, let target = PageImpression.target(of: reading) {
            description = "the page sends its readers on to \(target)"
            hint = "poll or name that address"
            location = target
            return
        }
        guard !reading.linked.isArticle else { return nil }
        // What stands in `title` alone may be a program's that knows no better.
        let headlines = [reading.meta.first("og:title"), content.headline].compactMap { $0 }
        let titles = ([reading.meta.title].compactMap { $0 } + headlines).filter { $0.count <= 80 }.map { $0.lowercased() }
        if reading.fields["published_at"].map({ $0 == .text || $0 == .url }) ?? true,
            (headlines.isEmpty ? titles : headlines.map { $0.lowercased() }).contains(where: {
                PageImpression.isOnlyAbsence($0, of: reading)
            })
        {
            description = PageImpression.absence
            hint = PageImpression.absenceHint
            return
        }
        guard length < 1200, content.publishedAt == nil else { return nil }
        func isTitled(_ phrases: [String]) -> Bool { titles.contains { title in phrases.contains { title.holds($0) } } }
        let host = reading.pageURL?.host ?? ""
        if isTitled(PageImpression.challenges) {
            description = "the page seems to be a check for robots, or a refusal"
            hint = "the publisher does not want to be read this way"
        } else if isTitled(PageImpression.absences) {
            description = PageImpression.absence
            hint = PageImpression.absenceHint
        } else if host.hasPrefix("consent.") || isTitled(PageImpression.consents) {
            description = "the page seems to ask for consent first"
            hint = "look at the address in a browser"
        } else if length < 600, PageImpression.asksForPassword(reading.document) {
            description = "the page seems to ask its readers to log in"
            hint = "give auth: or headers: of an account, or poll another address"
        } else if content.headline == nil, length == 0 {
            description = "the page holds neither a headline nor text"
            hint =
                PageImpression.isScripted(reading.document)
                ? "it seems to be drawn by a program in the browser"
                : "it may be drawn by a program in the browser, or ask for consent first"
        } else {
            return nil
        }
    }

    private static let absence = "the page seems to say that there is none at its address"
    private static let absenceHint = "the article was moved or withdrawn"

    /// Whether a title says that there is no page, and hardly a word more.
    private static func isOnlyAbsence(_ title: String, of reading: PageReading) -> Bool {
        guard title.count <= 80, absences.contains(where: title.holds) || title.hasPrefix("404") else { return false }
        let letters = Comparing.letters(reading.site.removed(from: title))
        return ["404", "error404", "404error", "404notfound"].contains(letters)
            || absences.lazy.map(Comparing.letters).contains {
                $0.utf8.count >= 8 && letters.count <= $0.count + 8 && letters.holds($0)
            }
    }

    /// Where a `meta` element sends the reader at once or within ten seconds; nil where that is the page itself.
    static func target(of reading: PageReading) -> String? {
        guard let value = reading.meta.first("refresh") else { return nil }
        let parts = value.split(maxSplits: 1, whereSeparator: { $0 == ";" || $0 == "," })
        guard parts.count == 2, let seconds = Double(parts[0].filter { !$0.isWhitespace }), seconds <= 10 else { return nil }
        var text = parts[1].drop { $0.isWhitespace }
        guard text.lowercased().hasPrefix("url") else { return nil }
        text = text.dropFirst(3).drop { $0.isWhitespace || $0 == "=" }
        let address = text.trimmingPrefix { $0 == "'" || $0 == "\"" }.prefix { $0 != "'" && $0 != "\"" && !$0.isWhitespace }
        guard let reference = URLReference(String(address)) else { return nil }
        let target = reading.base.map { reference.resolved(against: $0) } ?? reference
        guard target.isHTTP, target.withoutTracking.description != reading.pageURL?.withoutTracking.description else { return nil }
        return target.description
    }

    private static func asksForPassword(_ document: HTMLDocument) -> Bool {
        (0..<document.nodeCount).contains { index in
            guard let node = document.node(at: index), node.name == "input" else { return false }
            return node[.type]?.lowercased() == "password"
        }
    }

    /// Whether a page has the empty element that a program fills.
    private static func isScripted(_ document: HTMLDocument) -> Bool {
        (0..<document.nodeCount).contains { index in
            guard let node = document.node(at: index), let id = node[.id] else { return false }
            return ["root", "app", "__next", "__nuxt"].contains(id) && node.text.isEmpty
        }
    }

    private static let challenges = [
        "just a moment", "attention required", "access denied", "access to this page has been denied", "are you a robot", "are you human",
        "pardon our interruption", "security check", "ddos-guard", "verify you are", "verifying you are", "human verification",
        "bot verification", "one more step", "403 forbidden", "request blocked", "unusual traffic",
    ]

    private static let absences = [
        "404 ", " 404", "error 404", "page not found", "page cannot be found", "page can't be found", "page doesn't exist",
        "seite nicht gefunden", "seite wurde nicht gefunden", "page introuvable", "page non trouvée", "página no encontrada",
        "página não encontrada", "pagina non trovata", "pagina niet gevonden", "sayfa bulunamadı", "страница не найдена",
        "сторінку не знайдено", "الصفحة غير موجودة", "الصفحة المطلوبة غير", "صفحه مورد نظر", "صفحه یافت نشد", "页面不存在", "找不到页面", "頁面不存在",
        "ページが見つかりません", "페이지를 찾을 수", "nie znaleziono strony", "strona nie istnieje", "sidan kunde inte hittas", "sidan hittades inte",
        "siden blev ikke fundet", "siden finnes ikke", "halaman tidak ditemukan", "stránka nenalezena", "stranica nije pronađena",
        "faqja nuk u gjet", "410 gone",
    ]

    private static let consents = [
        "before you continue", "your privacy", "privacy settings", "privacy choices", "cookie settings", "cookie consent",
        "bevor sie fortfahren", "zustimmung", "cookie-einstellungen", "datenschutz-einstellungen", "datenschutzeinstellungen",
        "avant de continuer", "choix de confidentialité", "paramètres de confidentialité", "antes de continuar",
        "configuración de privacidad", "definições de privacidade", "configurações de privacidade", "prima di continuare",
        "impostazioni sulla privacy", "voordat u doorgaat", "voordat je verdergaat", "privacy-instellingen", "devam etmeden önce",
        "gizlilik ayarları", "zanim przejdziesz", "ustawienia prywatności", "integritetsinställningar", "настройки конфиденциальности",
        "إعدادات الخصوصية", "続行する前に", "プライバシー設定",
    ]
}
