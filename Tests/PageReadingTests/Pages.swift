/// Pages of our own writing, built like those of publishers.
enum Pages {
    static let sentence =
        "The council met on Tuesday evening, spoke for two hours about the old bridge, and decided to repair it before the winter comes."

    static let english = """
        <!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Harbour reopens after storm | The Coast</title>
        <link rel="canonical" href="/2026/03/02/harbour?utm_medium=feed"><meta property="og:site_name" content="The Coast">
        <meta property="og:image" content="/img/harbour.jpg">
        <script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"The Coast"},
        {"@type":"NewsArticle","headline":"Harbour reopens after storm","description":"Boats left the harbour on Monday.",
        "datePublished":"2026-03-02T09:15:00+01:00","dateModified":"2026-03-02T11:00:00+01:00","articleSection":"Local",
        "keywords":["harbour","storm"],"author":[{"@type":"Person","name":"Jane Doe"},{"@type":"Person","name":"Karl Ojo"}],}]}</script>
        </head><body class="has-sidebar"><header><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
        <main><article><h1>Harbour reopens after storm</h1><div class="byline">By Jane Doe and Karl Ojo</div>
        <div class="share-bar"><a href="#">Facebook</a><a href="#">Mail</a></div>
        <div class="article-body"><p>The harbour reopened on Monday morning, after three days in which no boat, however large, was able to leave it.</p>
        <figure><img src="/img/noon.jpg" alt="Harbour"><figcaption>The harbour at noon.</figcaption></figure>
        <h2>What happened</h2>
        <p>Waves of six metres had broken the outer wall on Friday, and stones as heavy as cars lay in the channel, the master said.</p>
        <p>Read also: <a href="/old">The storm of the century, and what it left of the village behind the dunes</a></p>
        <div class="newsletter-signup"><p>Get the morning letter, every day, free, in your box.</p><button>Sign up</button></div>
        <p>“We worked through the nights, and the divers deserve a rest,” he added, before he went back to the quay.</p>
        <h3>Related</h3><ul class="related"><li><a href="/1">One story of another day</a></li><li><a href="/2">Two stories of the sea</a></li></ul>
        </div></article><aside><p>Most read of all our stories in this week, chosen by the editors, with much love.</p></aside></main>
        <section id="comments"><p>I was there, and it was louder than anything I have heard in my life, believe me.</p></section>
        <footer><p>© 2026 The Coast. All rights reserved, in all countries, for all time.</p></footer></body></html>
        """

    static let agencyFirst = """
        <!DOCTYPE html><html class="no-js" dir="rtl"><head><meta charset="utf-8"><meta http-equiv="Content-Language" content="ar">
        <title>افتتاح جسر جديد في المدينة</title><meta name="description" content="بعد عامين من العمل"><meta property="og:description" content="بعد عامين من العمل - وكالة الأناضول">
        <meta name="keywords" content="تركيا,وكالة الأناضول"><link rel="canonical" href="https://www.aa.com.tr/ar/a/b/1">
        </head><body><main><div class="print"><div class="detay-bg"><div class="detay-spot container"><div class="detay-spot-category">
        <span class="detay-news-category"><a href="/ar/1">تركيا</a>, <a href="/ar/2">اقتصاد</a></span>
        <h1>افتتاح جسر جديد في المدينة</h1><h4>بعد عامين من العمل</h4>
        <div class="row"><div><span style="float:left">Ali Yilmaz &nbsp;|</span><span class="tarih">03.02.2026 - محدث : 04.02.2026</span></div></div>
        </div></div></div><div class="row detay container"><div class="sticky-top social-left"><a href="#">facebook</a></div>
        <div class="detay-icerik"><h6>Istanbul</h6><div><p><strong>علي يلماز / الأناضول</strong></p>
        <p>افتتحت البلدية، الثلاثاء، جسرا جديدا يربط ضفتي النهر.</p><p>وقال رئيس البلدية إن العمل استغرق عامين كاملين.</p><p></p></div>
        <div style="border:1px solid #0077b6; background-color:#e6f2fa">اشترك في قناتنا</div>
        <span class="detay-foto-editor">الأخبار المنشورة على الصفحة الرسمية لوكالة الأناضول، هي اختصار.</span>
        <div class="detay-paylas"><h6>المواضيع ذات الصلة</h6><a href="/ar/s">تركيا</a></div></div></div>
        <div class="detay-benzerHaberler"><h1>أخبار مشابهة</h1><a href="/ar/3"><h4>خبر آخر</h4></a></div></div></main></body></html>
        """

    static let agencySecond = """
        <!DOCTYPE html><html lang="tr" dir="ltr"><head><meta charset="utf-8"><title>Köprü açıldı</title>
        <meta property="article:published_time" content="2026-04-20T14:15:30.813"><meta property="og:title" content="Köprü açıldı">
        <script type="application/ld+json">{"@type":"NewsArticle","headline":"Köprü açıldı","description":"İki yıl süren çalışma tamamlandı",
        "datePublished":"2026-04-20T14:09:42.493","dateModified":"2026-04-20T14:15:30.453","author":{"@type":"Person","name":"Ali Yılmaz"},
        "articleBody":"İki yıl süren çalışma tamamlandı","inLanguage":"tr"}</script></head>
        <body><header><nav><a href="/">AA</a></nav></header><main id="main-content"></main>
        <div hidden id="S:22"><section><p>Haberi Paylaş</p><p>Anadolu Ajansı web sitesinde, abonelere sunulan haberler özetlenerek yayımlanır.</p></section></div>
        <div hidden id="S:1a"><h1 class="caustenBlack">Köprü açıldı</h1><span class="text-descriptionColor">İki yıl süren çalışma tamamlandı</span>
        <span class="caustenMedium text-base">Ali Yılmaz</span><span class="caustenMedium text-sm text-dateColor!">20 Nisan 2026</span>
        <span class="caustenMedium text-dateColor">İstanbul</span>
        <div dir="ltr" class="embed-responsive prose"><p>Belediye, köprüyü salı günü açtı.</p><p></p><h2>Ayrıntılar</h2>
        <figure class="image"><img src="/uploads/a.jpg"><figcaption>Fotoğraf : X/AA</figcaption></figure>
        <p>Başkan, çalışmanın iki yıl sürdüğünü söyledi.</p></div></div>
        <script>$RS("S:1a","P:1a")</script></body></html>
        """
}
