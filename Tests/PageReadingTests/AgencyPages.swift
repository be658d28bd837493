/// Anadolu Agency's pages of both generations, in the languages it writes.
struct AgencyPage: Sendable, CustomStringConvertible {
    var language: String
    var isRightToLeft = false
    var headline: String
    var spot: String
    var place: String
    var kicker: String
    /// Before the day of an update.
    var update: String
    /// The day of publication with the month written out.
    var day: String
    var paragraphs: [String]
    var notice: String
    var related: String

    var description: String { language }
    var url: String { "https://www.aa.com.tr/\(language)/x/y/3801201" }

    /// Until April 2026.
    var first: String {
        let direction = isRightToLeft ? "rtl" : "ltr"
        return """
            <!DOCTYPE html><html class="no-js" dir="\(direction)"><head><meta charset="utf-8"><meta http-equiv="Content-Language" content="\(language)">
            <title>\(headline)</title><meta name="description" content="\(spot)"></head><body><main><div class="print"><div class="detay-bg">
            <div class="detay-spot container"><div class="detay-spot-category"><span class="detay-news-category"><a href="/\(language)/1">\(kicker)</a></span>
            <h1>\(headline)</h1><h4>\(spot)</h4><div class="row"><div><span style="float:left">Ali Yilmaz &nbsp;|</span>
            <span class="tarih">03.02.2026 - \(update) : 04.02.2026</span></div></div></div></div></div><div class="row detay container">
            <div class="detay-icerik"><h6>\(place)</h6><div>\(markup)<p></p></div><span class="detay-foto-editor">\(notice)</span>
            <div class="detay-paylas"><h6>\(related)</h6><a class="btn btn-outline-secondary" href="/\(language)/search/?s=1">\(kicker)</a></div></div></div>
            <div class="detay-benzerHaberler"><h1>\(related)</h1><a href="/\(language)/3"><h4>\(spot)</h4></a></div></div></main></body></html>
            """
    }

    /// Since April 2026: streamed, the article in a hidden segment.
    ///
    /// - Parameter isLinked: Whether it says of itself what it is; the publication it gives in `meta` is the update, and all its times are
    ///   those of Istanbul.
    func second(isLinked: Bool) -> String {
        let linked = """
            <meta property="article:published_time" content="2026-04-20T14:15:30.813"><script type="application/ld+json">{"@type":"NewsArticle",
            "headline":"\(headline)","description":"\(spot)","articleBody":"\(spot)","datePublished":"2026-04-20T14:09:42.493",
            "dateModified":"2026-04-20T14:15:30.453","author":{"@type":"Person","name":"Ali Yilmaz"},"inLanguage":"\(language)"}</script>
            """
        let direction = isRightToLeft ? "rtl" : "ltr"
        return """
            <!DOCTYPE html><html lang="\(language)" dir="\(direction)"><head><meta charset="utf-8"><title>\(headline)</title>\(isLinked ? linked : "")</head><body>
            <main id="main-content"></main><div hidden id="S:22"><section><p class="text-shareNewsTextColor">\(notice)</p></section></div>
            <div hidden id="S:1a"><a href="/\(language)/1"><span class="bg-categoryTagBackground">\(kicker)</span></a><h1 class="caustenBlack">\(headline)</h1>
            <span class="text-descriptionColor">\(spot)</span><span class="caustenMedium text-base">Ali Yilmaz</span>
            <span class="caustenMedium text-sm text-dateColor!">\(day)</span><span class="caustenMedium text-dateColor">\(place)</span>
            <div dir="\(direction)" class="embed-responsive prose">\(markup)<p></p></div></div><script>$RS("S:1a","P:1a")</script></body></html>
            """
    }

    private var markup: String { paragraphs.map { "<p>\($0)</p>" }.joined() }

    static let all: [AgencyPage] = [
        AgencyPage(
            language: "en", headline: "New bridge opens in the city", spot: "After two years of work", place: "ISTANBUL", kicker: "Türkiye",
            update: "Update", day: "20 April 2026",
            paragraphs: [
                "The municipality opened a new bridge across the river on Tuesday.", "The mayor said the work had taken two full years.",
            ],
            notice: "Anadolu Agency website contains only a portion of the news stories offered to subscribers, and in summarized form.",
            related: "Related topics"),
        AgencyPage(
            language: "tr", headline: "Şehirde yeni köprü açıldı", spot: "İki yıllık çalışmanın ardından", place: "İstanbul",
            kicker: "Gündem",
            update: "Güncelleme", day: "20 Nisan 2026",
            paragraphs: [
                "Belediye, nehrin iki yakasını birleştiren yeni köprüyü salı günü açtı.", "Başkan, çalışmanın iki yıl sürdüğünü söyledi.",
            ],
            notice: "Anadolu Ajansı web sitesinde, abonelere sunulan haberler, özetlenerek yayımlanmaktadır.", related: "İlgili konular"),
        AgencyPage(
            language: "ar", isRightToLeft: true, headline: "افتتاح جسر جديد في المدينة", spot: "بعد عامين من العمل", place: "Istanbul",
            kicker: "تركيا", update: "محدث", day: "20 أبريل 2026",
            paragraphs: ["افتتحت البلدية، الثلاثاء، جسرا جديدا يربط ضفتي النهر.", "وقال رئيس البلدية إن العمل استغرق عامين كاملين."],
            notice: "الأخبار المنشورة على الصفحة الرسمية لوكالة الأناضول، هي اختصار لجزء من الأخبار.", related: "المواضيع ذات الصلة"),
        AgencyPage(
            language: "fr", headline: "Un nouveau pont ouvert dans la ville", spot: "Après deux ans de travaux", place: "Istanbul",
            kicker: "Monde", update: "Mise à jour", day: "20 avril 2026",
            paragraphs: [
                "La municipalité a ouvert mardi un nouveau pont sur le fleuve.",
                "Le maire a déclaré que les travaux avaient duré deux ans.",
            ],
            notice: "Seulement une partie des dépêches, que l'Agence Anadolu diffuse à ses abonnés, est publiée sur ce site.",
            related: "Sujets connexes"),
        AgencyPage(
            language: "ru", headline: "В городе открыт новый мост", spot: "После двух лет работ", place: "Стамбул", kicker: "Мир",
            update: "Обновлено", day: "20 апреля 2026",
            paragraphs: ["Муниципалитет во вторник открыл новый мост через реку.", "Мэр заявил, что работы продолжались два года."],
            notice: "На сайте агентства «Анадолу» публикуется лишь часть новостей, предоставляемых абонентам.", related: "Похожие темы"),
        AgencyPage(
            language: "es", headline: "Abren un nuevo puente en la ciudad", spot: "Tras dos años de obras", place: "Estambul",
            kicker: "Mundo", update: "Actualización", day: "20 abril 2026",
            paragraphs: [
                "La municipalidad abrió el martes un nuevo puente sobre el río.", "El alcalde dijo que las obras duraron dos años.",
            ],
            notice: "El sitio web de la Agencia Anadolu contiene solo una parte de las noticias ofrecidas a los suscriptores.",
            related: "Temas relacionados"),
        AgencyPage(
            language: "fa", isRightToLeft: true, headline: "پل جدید شهر افتتاح شد", spot: "پس از دو سال کار", place: "استانبول",
            kicker: "ترکیه", update: "به‌روزرسانی", day: "20 آوریل 2026",
            paragraphs: ["شهرداری روز سه‌شنبه پل جدیدی را بر روی رودخانه افتتاح کرد.", "شهردار گفت که این کار دو سال طول کشیده است."],
            notice: "تنها بخشی از اخباری که خبرگزاری آناتولی به مشترکان ارائه می‌کند، در این سایت منتشر می‌شود.", related: "موضوعات مرتبط"),
        AgencyPage(
            language: "id", headline: "Jembatan baru dibuka di kota", spot: "Setelah dua tahun pengerjaan", place: "Istanbul",
            kicker: "Dunia", update: "Pembaruan", day: "20 April 2026",
            paragraphs: [
                "Pemerintah kota pada hari Selasa membuka jembatan baru di atas sungai.",
                "Wali kota mengatakan pekerjaan itu memakan waktu dua tahun.",
            ],
            notice: "Laman Anadolu Agency hanya memuat sebagian berita yang ditawarkan kepada pelanggan.", related: "Topik terkait"),
        AgencyPage(
            language: "bs", headline: "U gradu otvoren novi most", spot: "Nakon dvije godine radova", place: "Istanbul", kicker: "Svijet",
            update: "Ažurirano", day: "20. april 2026",
            paragraphs: [
                "Općina je u utorak otvorila novi most preko rijeke.", "Gradonačelnik je rekao da su radovi trajali dvije godine.",
            ],
            notice: "Na web-stranici Anadolu Agency objavljuje se samo dio vijesti koje se nude pretplatnicima.", related: "Povezane teme"),
        AgencyPage(
            language: "sq", headline: "Hapet ura e re në qytet", spot: "Pas dy vitesh pune", place: "Stamboll", kicker: "Bota",
            update: "Përditësuar", day: "20 prill 2026",
            paragraphs: ["Bashkia hapi të martën një urë të re mbi lumë.", "Kryetari tha se puna zgjati dy vjet."],
            notice: "Faqja e Anadolu Agency përmban vetëm një pjesë të lajmeve që u ofrohen abonentëve.", related: "Tema të ngjashme"),
        AgencyPage(
            language: "mk", headline: "Отворен нов мост во градот", spot: "По две години работа", place: "Истанбул", kicker: "Свет",
            update: "Ажурирано", day: "20 април 2026",
            paragraphs: ["Општината во вторникот отвори нов мост преку реката.", "Градоначалникот рече дека работата траела две години."],
            notice: "На веб-страницата на Анадолу се објавува само дел од вестите за претплатниците.", related: "Поврзани теми"),
    ]
}
