/// Pages that list articles.
enum ListingPages {
    /// Cards with a picture, a headline and a button, between navigation, a box of services and a footer.
    static let english = """
        <html lang="en"><head><title>The Harbour Post</title></head><body>
        <header><a href="/"><img src="/logo.svg" alt="The Harbour Post"></a></header>
        <nav><ul><li><a href="/politics">Politics</a></li><li><a href="/business">Business</a></li>
        <li><a href="/weather/forecast-for-the-coming-week-in-the-harbour">Forecast for the coming week in the harbour</a></li></ul></nav>
        <main>
          <article class="card"><a href="/2026/03/02/harbour-reopens-after-storm"><img src="1.jpg"></a>
            <h2><a href="/2026/03/02/harbour-reopens-after-storm#top">Harbour reopens after storm</a></h2>
            <time datetime="2026-03-02T08:15:00Z">2 March</time><a href="/author/jane-doe">Jane Doe</a>
            <a href="/2026/03/02/harbour-reopens-after-storm?utm_source=front">Read more</a></article>
          <article class="card"><a href="/2026/03/01/ferry-fares-rise-again-in-april"><img src="2.jpg"><h2>Ferry fares rise again in April</h2></a>
            <span class="when">1 March 2026, 18:00</span></article>
          <article class="card"><h2><a href="https://harbour.example/2026/02/28/council-votes-on-the-new-quay">Council votes on the new quay</a></h2></article>
          <article class="card"><h2><a href="https://elsewhere.example/2026/02/28/win-a-cruise-for-two-today">Win a cruise for two today</a></h2></article>
          <ul class="brief"><li><a href="/2026/02/27/short">Short</a></li><li><a href="/2026/02/27/fog-2">Fog</a></li></ul>
        </main>
        <aside><a href="/newsletters/the-harbour-in-the-morning">The harbour in the morning: our newsletter for you</a></aside>
        <footer><a href="/about/who-we-are-and-what-we-do">Who we are and what we do at The Harbour Post</a>
        <a href="/privacy-policy">Privacy policy</a><a href="mailto:desk@harbour.example">Mail</a><a href="/report.pdf">Annual report</a></footer>
        </body></html>
        """

    /// A section of an Arabic site: addresses that end in a number, days beside them.
    static let arabic = """
        <html lang="ar" dir="rtl"><body><ul class="menu"><li><a href="/ar/اقتصاد">اقتصاد</a></li><li><a href="/ar/رياضة">رياضة</a></li></ul>
        <div class="list">
        <div class="item"><a href="/ar/اقتصاد/افتتاح-خط-ترام-جديد-في-المدينة/3801201"><h3>افتتاح خط ترام جديد في المدينة القديمة</h3></a>
          <span>٢ مارس ٢٠٢٦</span></div>
        <div class="item"><a href="/ar/اقتصاد/ارتفاع-أسعار-القمح-في-الأسواق/3801187"><h3>ارتفاع أسعار القمح في الأسواق العالمية</h3></a>
          <span>1 مارس 2026</span></div>
        <div class="item"><a href="/ar/اقتصاد/ميناء-يستقبل-أولى-السفن/3801150"><h3>الميناء يستقبل أولى السفن بعد العاصفة</h3></a></div>
        </div><div class="pages"><a href="/ar/اقتصاد?page=2">2</a><a href="/ar/اقتصاد?page=3">3</a></div></body></html>
        """

    /// Addresses that differ in a query alone, titles without spaces.
    static let japanese = """
        <html lang="ja"><body><div id="gnav"><a href="list.php?c=1">社会</a><a href="list.php?c=2">経済</a></div><table>
        <tr><td>2026年3月2日</td><td><a href="article.php?id=20260302001">港が嵐のあと三日ぶりに再開、漁船も出航</a></td></tr>
        <tr><td>2026年3月1日</td><td><a href="article.php?id=20260301004">四月からフェリー運賃が値上げへ</a></td></tr>
        <tr><td>2026年2月28日</td><td><a href="article.php?id=20260228002">市議会が新しい岸壁の計画を可決</a></td></tr>
        </table></body></html>
        """
}
