import NewsModel
import PageReading
import Testing

/// Whole pages that publishers answer with 200 in an article's place, with all that stands around them, in many languages.
@Suite struct PageKindTests {
    /// A page of a newspaper: bars, the latest stories with their days, a foot.
    private func page(_ language: String, title: String, main: String, teasers: Int = 6) -> [UInt8] {
        let stories = (1...max(1, teasers)).prefix(teasers).map { number in
            """
            <article class="teaser"><a href="/2026/03/0\(number)/story-\(number)"><h3>The harbour reopens, part \(number)</h3></a>
            <time datetime="2026-03-0\(number)">\(number).3.2026</time><p>\(Pages.sentence)</p></article>
            """
        }.joined()
        return Array(
            """
            <!DOCTYPE html><html lang="\(language)"><head><meta charset="utf-8"><title>\(title) | The Coast</title>
            <meta property="og:site_name" content="The Coast"><meta name="robots" content="noindex"></head>
            <body><header><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
            <main>\(main)</main><section class="latest">\(stories)</section><footer><p>© 2026 The Coast</p></footer></body></html>
            """.utf8)
    }

    private func failure(_ page: [UInt8], url: String = "https://www.example.org/2026/bridge") -> PageError? {
        do {
            _ = try PageReader.read(page, contentType: "text/html; charset=utf-8", url: url)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        ("en", "Page not found", "The page you asked for was moved, or has never been there."),
        ("en", "Error 404", "Nothing stands here. Try the search, or go back to the front page."),
        ("de", "Seite nicht gefunden", "Die gewünschte Seite wurde verschoben oder gelöscht."),
        ("fr", "Page introuvable", "La page que vous cherchez a été déplacée ou supprimée."),
        ("es", "Página no encontrada", "La página que busca ha sido movida o eliminada."),
        ("pt", "Página não encontrada", "A página que procura foi movida ou apagada."),
        ("it", "Pagina non trovata", "La pagina cercata è stata spostata o cancellata."),
        ("nl", "Pagina niet gevonden", "De pagina is verplaatst of bestaat niet meer."),
        ("tr", "Sayfa bulunamadı", "Aradığınız sayfa taşınmış ya da silinmiş olabilir."),
        ("ru", "Страница не найдена", "Страница была перемещена или удалена."),
        ("uk", "Сторінку не знайдено", "Сторінку переміщено або видалено."), ("ar", "الصفحة غير موجودة", "ربما نقلت الصفحة أو حذفت."),
        ("fa", "صفحه یافت نشد", "این صفحه جابه‌جا یا حذف شده است."), ("zh", "页面不存在", "您访问的页面已被移动或删除。"),
        ("ja", "ページが見つかりません", "お探しのページは移動または削除されました。"),
        ("ko", "페이지를 찾을 수 없습니다", "요청하신 페이지가 이동되었거나 삭제되었습니다."),
        ("pl", "Nie znaleziono strony", "Strona została przeniesiona lub usunięta."),
        ("id", "Halaman tidak ditemukan", "Halaman telah dipindahkan atau dihapus."),
        ("sv", "Sidan kunde inte hittas", "Sidan har flyttats eller tagits bort."),
        ("cs", "Stránka nenalezena", "Stránka byla přesunuta nebo smazána."),
    ])
    func `a page that says there is none at its address is no article, whatever is offered in its place`(
        _ language: String, _ title: String, _ text: String
    ) throws {
        for teasers in [0, 9] {
            let told = try #require(failure(page(language, title: title, main: "<h1>\(title)</h1><p>\(text)</p>", teasers: teasers)))
            #expect(told.type == .noArticle)
            #expect(told.message.contains("none at its address"), "\(told.message)")
        }
    }

    @Test(arguments: [
        ("en", "Before you continue", "We and our partners store data on your device.", "Accept all"),
        ("en", "Your privacy choices", "We and our partners store data on your device.", "Accept all"),
        ("de", "Bevor Sie fortfahren", "Wir und unsere Partner speichern Daten auf Ihrem Gerät.", "Alle akzeptieren"),
        ("de", "Datenschutz-Einstellungen", "Wir und unsere Partner speichern Daten auf Ihrem Gerät.", "Alle akzeptieren"),
        ("fr", "Avant de continuer", "Nous et nos partenaires stockons des données sur votre appareil.", "Tout accepter"),
        ("fr", "Vos choix de confidentialité", "Nous et nos partenaires stockons des données sur votre appareil.", "Tout accepter"),
        ("es", "Antes de continuar", "Nosotros y nuestros socios guardamos datos en su dispositivo.", "Aceptar todo"),
        ("it", "Prima di continuare", "Noi e i nostri partner conserviamo dati sul tuo dispositivo.", "Accetta tutto"),
        ("nl", "Voordat u doorgaat", "Wij en onze partners slaan gegevens op uw apparaat op.", "Alles accepteren"),
        ("tr", "Devam etmeden önce", "Biz ve ortaklarımız cihazınızda veri saklarız.", "Tümünü kabul et"),
        ("pl", "Zanim przejdziesz dalej", "My i nasi partnerzy przechowujemy dane na Twoim urządzeniu.", "Akceptuję"),
        ("pl", "Ustawienia prywatności", "My i nasi partnerzy przechowujemy dane na Twoim urządzeniu.", "Akceptuję"),
        ("pt", "Definições de privacidade", "Nós e os nossos parceiros guardamos dados no seu dispositivo.", "Aceitar tudo"),
        ("ja", "続行する前に", "当社とパートナーは端末にデータを保存します。", "すべて同意"),
    ])
    func `a page that asks for consent first is no article`(_ language: String, _ title: String, _ text: String, _ button: String) throws {
        let main = "<h1>\(title)</h1><p>\(text)</p><form action='/consent'><button name='agree'>\(button)</button></form>"
        let told = try #require(failure(page(language, title: title, main: main, teasers: 0)))
        #expect(told.type == .noArticle)
        #expect(told.message.contains("consent"), "\(told.message)")
    }

    @Test func `a story about a page that is not found is one, teasers or not`() {
        let text = String(repeating: "<p>\(Pages.sentence)</p>", count: 12)
        let story = "<article><h1>Page not found: how links die</h1>\(text)</article>"
        #expect(failure(page("en", title: "Page not found: how links die", main: story)) == nil)
        let data = "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Page not found\"}</script>"
        #expect(failure(page("en", title: "Page not found", main: "\(data)<h1>Page not found</h1>\(text)")) == nil)
        let dated = "<meta property='article:published_time' content='2026-03-02'>"
        #expect(failure(page("en", title: "Page not found", main: "\(dated)<h1>Page not found</h1>\(text)")) == nil)
        // The title of a program that draws its page knows no better.
        #expect(failure(page("en", title: "Page not found", main: "<article><h1>The bridge stays closed</h1>\(text)</article>")) == nil)
    }

    // MARK: Limits

    private static let text = String(repeating: "<p>\(Pages.sentence)</p>", count: 5)

    @Test func `a page of eight megabytes of text is read`() throws {
        let paragraph = "<p>" + String(repeating: Pages.sentence + " ", count: 40) + "</p>\n"
        let head = "<title>T</title><h1>The bridge stays</h1><article>"
        let count = (PageReader.maximumBytes - head.utf8.count) / paragraph.utf8.count
        let article = try PageReader.read(Array((head + String(repeating: paragraph, count: count)).utf8))
        #expect(article.content.headline == "The bridge stays")
        #expect(article.content.bodyText?.utf8.count ?? 0 > 6 << 20)
    }

    @Test(arguments: ["div", "b", "ul><li", "table><tr><td", "blockquote", "svg><g", "time datetime='2026-03-02'><h2"])
    func `a page that nests its elements without end is read`(_ element: String) throws {
        let deep = String(repeating: "<\(element)>", count: (2 << 20) / (element.utf8.count + 2))
        let page = "<title>T</title><h1>The bridge stays</h1><article>\(PageKindTests.text)</article>\(deep)<p>\(Pages.sentence)"
        let article = try PageReader.read(Array(page.utf8))
        #expect(article.content.headline == "The bridge stays")
        #expect(article.content.bodyText?.contains(Pages.sentence) == true)
    }

    @Test func `a page that never ends in one tag, one comment or one program is read as far as it goes`() throws {
        for beginning in ["<div a='", "<!-- ", "<script>", "<style>", "<p class=x ", "<script type='application/ld+json'>{\"a\":\""] {
            let page = "<title>T</title><h1>The bridge stays</h1><article>\(PageKindTests.text)</article>" + beginning
            let article = try PageReader.read(Array(page.utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: 2 << 20))
            #expect(article.content.headline == "The bridge stays")
            #expect(article.content.bodyText?.hasPrefix(Pages.sentence) == true)
        }
    }
}
