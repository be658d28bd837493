import NewsModel
import PageReading
import Testing

/// Lines that look like bylines, and what tells those that are from the others.
@Suite struct PageBylineTests {
    private func read(head: String = "", before: String, text: String = "", after: String = "") throws -> ArticleContent {
        let paragraphs = "<p>\(text)\(Pages.sentence)</p>" + String(repeating: "<p>\(Pages.sentence)</p>", count: 5)
        let page = """
            <html lang='en'><head>\(head)</head><body><main><article><h1>The bridge stays</h1>\(before)
            <div>\(paragraphs)\(after)</div></article></main></body></html>
            """
        return try PageReader.read(Array(page.utf8), contentType: "text/html; charset=utf-8", url: "https://www.coastnews.example/a/b")
            .content
    }

    private func names(head: String = "", before: String, text: String = "", after: String = "") throws -> [String] {
        try read(head: head, before: before, text: text, after: after).authors.map(\.name)
    }

    // MARK: A name beside a date

    @Test(arguments: [
        "Middle East · 3 Nov 2026", "Real Estate — 12 March 2026", "Interest Rates, 12 March 2026", "San Francisco, 3 November 2026",
        "12 March 2026 | Climate Change", "Ann First · 3 Nov 2026 · 4 min",
    ])
    func `a section or a place beside a date is no author, nor a name that is said nowhere else`(line: String) throws {
        let content = try read(before: "<p>\(line)</p>")
        #expect(content.authors.isEmpty)
        #expect(content.byline == nil)
    }

    @Test(arguments: [
        ("Ann First · 3 Nov 2026 · 4 min", "<meta name='author' content='Ann First'>", ""),
        ("Ann First, 3 November 2026", "", "<p><em>Ann First</em></p>"),
        ("3 Nov 2026 | 10:12 | Ann First", "<meta name='parsely-author' content='Ann First'>", ""),
    ])
    func `a name beside a date is the byline where the page says elsewhere who wrote`(_ line: String, _ head: String, _ after: String)
        throws
    {
        let content = try read(head: head, before: "<p>\(line)</p>", after: after)
        #expect(content.authors.map(\.name) == ["Ann First"])
        #expect(content.byline == line)
    }

    @Test func `a section is told by the label that it has, not by words in a name`() throws {
        let heading = "<h2 id='authorities-respond'>Authorities Respond</h2>"
        #expect(try names(before: "<section aria-labelledby='authorities-respond'>\(heading)</section>").isEmpty)
        let label = "<h2 id='authors' class='sr-only'>Who wrote this</h2>"
        #expect(try names(before: "<section aria-labelledby='authors'>\(label)<p>Ann First</p></section>") == ["Ann First"])
    }

    // MARK: A name in a link

    @Test(arguments: [
        "<a href='/by/ann-first'><span class='author-name'>Ann First</span> <span>Political correspondent</span></a>",
        "<a href='/by/ann-first'><span class='author-name'>Ann First</span> <span>Senior political correspondent in London</span></a>",
        "<a href='/by/ann-first'><h4><span class='author-name'>Ann First</span></h4> <span>Politikredakteurin in Berlin und Brüssel</span></a>",
    ])
    func `an author's link may hold the office`(link: String) throws {
        #expect(try names(before: "<div>\(link)</div>") == ["Ann First"])
    }

    @Test(arguments: [
        "<span class='author-name'>Cid Third</span> <h3>The other bridge falls</h3>",
        "<b>The other bridge, and what became of it</b> <span class='author-name'>Cid Third</span>",
        "<span class='author-name'>Cid Third</span> <span>The other bridge was old, and it was to be repaired</span>",
        "<span class='author-name'>Cid Third</span> <span>もう一つの橋はどうなったのか市民は語る</span>",
    ])
    func `a link to another article names nobody`(link: String) throws {
        #expect(try names(before: "<div><a href='/other'>\(link)</a></div>").isEmpty)
    }

    @Test(arguments: [
        ("<address><a rel='author' href='/w/1'>Ann First</a></address>", ["Ann First"]),
        ("<p><a rel='author' href='/w/1'>Ann First</a></p>", []),
        ("<ul><li><address><a rel='author' href='/w/1'>Ann First</a></address></li></ul>", []),
    ])
    func `an address in an aside within the text names the author, and a list there others`(_ inside: String, _ expected: [String]) throws {
        #expect(try names(before: "", text: "The bridge.</p><aside><div>\(inside)</div></aside><p>") == expected)
    }

    @Test(arguments: [
        "ver más", "Leer más", "Leer Más", "Все статьи", "Подробнее", "więcej artykułów", "More by Ann", "全部文章", "სრულად ნახვა",
    ])
    func `a link that leads where an author's name does is no second author`(text: String) throws {
        for (element, rel) in [("p class='meta'", ""), ("p class='byline'", ""), ("p", "rel='author'")] {
            let (name, other) = ("<a \(rel) href='/author/7'>Ann First</a>", "<a \(rel) href='/author/7'>\(text)</a>")
            #expect(try names(before: "<\(element)>\(name) \(other)</p>") == ["Ann First"])
        }
    }

    @Test(arguments: ["ver más", "Leer más", "Все статьи", "więcej artykułów", "More by Ann", "mehr"])
    func `a link that is written unlike a name is one only where its address says so`(text: String) throws {
        for element in ["p class='meta'", "p class='byline'"] {
            #expect(try names(before: "<\(element)><a href='/author/ann-first'>\(text)</a></p>").isEmpty)
        }
        #expect(try names(before: "<p><a href='/author/bell-hooks-2?page=1'>bell hooks</a></p>") == ["bell hooks"])
    }

    @Test func `two authors whose links lead to one page that is nobody's own are two`() throws {
        let line = "<p><a rel='author' href='#'>Ann First</a> <a rel='author' href='#'>Ben Second</a></p>"
        #expect(try names(before: line) == ["Ann First", "Ben Second"])
    }

    @Test(arguments: ["Themen bearbeiten", "Kostenlos neu registrieren", "Log out here"])
    func `a link to the account of a reader names nobody`(text: String) throws {
        #expect(try names(before: "<p><a href='/service/profil/themen/'>\(text)</a></p>").isEmpty)
    }

    @Test(arguments: [
        "bell hooks", "danah boyd", "ann first", "Udo an der Heide", "D'arcy o'Neil", "ʻOkina Kamaka", "გიორგი მაისურაძე",
    ])
    func `a link to an author's page names somebody in whatever letters`(name: String) throws {
        #expect(try names(before: "<p><a href='/author/1'>\(name)</a></p>") == [name])
    }

    @Test(arguments: [
        "<a rel='author' href='/a'>Ann First</a>", "<a href='/author/ann-first'>Ann First</a>",
    ])
    func `where a link names the author, what stands behind a comma in a line elsewhere is nobody`(link: String) throws {
        for other in ["Harrow Valley", "Marine Biologist", "Coast Alliance", "Grand Rapids", "Photos Ben Second"] {
            #expect(try names(before: "<p>\(link)</p><p>By Ann First, \(other)</p>") == ["Ann First"])
        }
        #expect(try names(before: "<p>\(link)</p><p>By Ann First and Ben Second</p>") == ["Ann First", "Ben Second"])
        #expect(try names(before: "<p>By \(link), Ben Second</p>") == ["Ann First", "Ben Second"])
        #expect(try names(before: "<p>By \(link), Ben Second, Cara Third</p>") == ["Ann First", "Ben Second", "Cara Third"])
    }

    @Test func `where a name may be broken into lines is no part of it`() throws {
        #expect(try names(before: "<p class='byline'>By Mat&shy;thi&shy;as First</p>") == ["Matthias First"])
    }

    // MARK: Places and desks

    @Test(arguments: [
        ("By Budi Santoso, Ann First", "Budi Santoso, Ann First - ", ["Budi Santoso", "Ann First"]),
        ("By Budi Santoso, Nairobi and Ann First, London", "", ["Budi Santoso", "Ann First"]),
        ("By Suparman, Mia", "", ["Suparman", "Mia"]), ("By Ann First, Mia, Ben Third", "", ["Ann First", "Mia", "Ben Third"]),
        ("By Ann First, Ben and Carl Third", "", ["Ann First", "Ben", "Carl Third"]),
        ("By Ann First, Toulouse", "", ["Ann First"]), ("By Ann First, Cleveland, Ohio", "", ["Ann First"]),
        ("By Ann First, Toulouse and Ben Second, Lille", "", ["Ann First", "Ben Second"]),
        ("Автор: Иван Петров, Москва", "", ["Иван Петров"]), ("بقلم: أحمد علي، القاهرة", "", ["أحمد علي"]),
        ("By Ann First, St. Louis", "", ["Ann First"]), ("By Ann First, Salt Lake City", "", ["Ann First"]),
        ("By Ann First, South Kent and Ben Second", "", ["Ann First", "Ben Second"]),
        ("By Budi Santoso, London, Ontario", "", ["Budi Santoso"]),
        ("By Budi Santoso, Tide Institute, Harrow", "", ["Budi Santoso"]), ("By Budi Santoso, Reuters, Harrow", "", ["Budi Santoso"]),
        ("By Budi Santoso, Ph.D.", "", ["Budi Santoso"]),
        ("Von Anna Schmidt, Bad Homburg", "Bad Homburg (dpa) – ", ["Anna Schmidt"]),
        ("By Ann First, Los Alamos, New Mexico", "Los Alamos, New Mexico (AP) — ", ["Ann First"]),
        ("By Ann First, Port-au-Ville Basse", "Port-au-Ville Basse (AFP) - ", ["Ann First"]),
        ("Von Anna Schmidt, Bad Tölz", "Bad Tölz - ", ["Anna Schmidt"]),
        ("By Ann First, Budi Santoso", "Budi Santoso – the man who builds bridges. ", ["Ann First", "Budi Santoso"]),
        ("By Ann First, Budi Santoso", "Budi Santoso (32) builds bridges. ", ["Ann First", "Budi Santoso"]),
        ("By Ann First, Budi Santoso", "Budi Santoso: How old is the bridge? ", ["Ann First", "Budi Santoso"]),
        ("By Budi Santoso, Harrow", "HARROW (Coast) — ", ["Budi Santoso"]),
        ("By Budi Santoso, Harrow", "Harrow, Kent – ", ["Budi Santoso"]), ("By Budi Santoso, Jakarta", "", ["Budi Santoso"]),
        ("By Budi Santoso, New Delhi", "", ["Budi Santoso"]), ("By Suparman, Indonesia", "", ["Suparman"]),
        ("By Ann First, Ukraine and Ben Second", "", ["Ann First", "Ben Second"]),
        ("By Ann First, Nairobi, Kenya and Ben Second", "", ["Ann First", "Ben Second"]),
        ("By Ann First, Nairobi, Kibera and Ben Second", "", ["Ann First", "Ben Second"]),
        ("By Ann First, Germany, Ben Second", "", ["Ann First", "Ben Second"]),
        ("By Kai First, Nova Second", "", ["Kai First", "Nova Second"]), ("By Ann First, Santa Monica", "", ["Ann First"]),
        ("By Ann First, Lake Tahoe", "", ["Ann First"]), ("By Ann First, San Jose", "", ["Ann First"]),
        ("By Ann First, Saint Louis", "", ["Ann First"]), ("By Ann First, Cape Cod", "", ["Ann First"]),
        ("By Ann First, San Jose Courier", "", ["Ann First"]), ("By Ann First, West Virginia", "", ["Ann First"]),
        ("By Ann First and Lake Second", "", ["Ann First", "Lake Second"]),
        ("By Ann First, Harrow, Middlesex", "", ["Ann First"]), ("By Ann First, Toulouse, Lyon", "", ["Ann First"]),
        ("By Ann First, Guardian, Observer", "", ["Ann First"]),
        ("By Ann First, Ben Second, Harrow, Middlesex", "", ["Ann First", "Ben Second"]),
        ("By Ann First and Ben Second, Harrow, Middlesex", "", ["Ann First", "Ben Second"]),
        ("By Ann First, San Third and Ben Second", "", ["Ann First", "San Third", "Ben Second"]),
        ("By Ann First, Cape Third, Ben Second", "", ["Ann First", "Cape Third", "Ben Second"]),
        ("By Ann First, Mount Third, Ben Second", "", ["Ann First", "Mount Third", "Ben Second"]),
        ("By Ann First, Lake Harrow", "LAKE HARROW (Coast) — ", ["Ann First"]),
    ])
    func `a place behind a name is no author, and another name is one`(
        _ byline: String, _ dateline: String, _ expected: [String]
    ) throws {
        #expect(try names(before: "<p class='byline'>\(byline)</p>", text: dateline) == expected)
    }

    @Test(arguments: [
        ("<p class='byline'>By <span class='author'>Ann First</span>, <span class='author'>Paris</span></p>", ["Ann First", "Paris"]),
        ("<p class='byline'><span class='author'>Ann First</span>, <span class='author'>Suparman</span></p>", ["Ann First", "Suparman"]),
        ("<p class='byline'>By <span class='author'>Ann First</span>, <span class='author-place'>Paris</span></p>", ["Ann First"]),
        ("<p class='byline'>By Ann First, <a href='/author/ben'>Ben</a></p>", ["Ann First", "Ben"]),
        ("<p class='byline'>By Ann First, <a href='/author/sofia'>Sofia</a></p>", ["Ann First", "Sofia"]),
        ("<p>By Ann First, <a href='/author/ben'>Ben</a></p>", ["Ann First", "Ben"]),
        ("<p>By Ann First, <a href='/author/ben'>Ben Second</a></p>", ["Ann First", "Ben Second"]),
    ])
    func `a word that an element or a link names is an author, whatever place is called so`(_ byline: String, _ expected: [String]) throws {
        #expect(try names(before: byline) == expected)
    }

    @Test(arguments: [
        "By Ann First, <a href='/author/ben'>Ben Second</a>", "By Ann First, <span class='author'>Ben Second</span>",
    ])
    func `whom an element or a link names is an author, although the text begins like one of a place of that name`(line: String) throws {
        for element in ["p class='byline'", "p"] {
            let names = try names(before: "<\(element)>\(line)</p>", text: "Ben Second – The man who builds bridges. ")
            #expect(names == ["Ann First", "Ben Second"])
        }
    }

    @Test(arguments: [
        ("By Ann First, Ben Second, Cara and Dan", ["Ann First", "Ben Second", "Cara", "Dan"]),
        ("By Ann First, Ben & Cara", ["Ann First", "Ben", "Cara"]), ("By Ann First and Ben, Harrow", ["Ann First", "Ben"]),
        ("By Ann First and Ben, Kenya", ["Ann First", "Ben"]), ("By Ann First, Harrow, Kenya", ["Ann First"]),
        ("By Ann First, J.R.Second", ["Ann First", "J.R.Second"]),
    ])
    func `words that a conjunction joins are people`(_ byline: String, _ expected: [String]) throws {
        #expect(try names(before: "<p class='byline'>\(byline)</p>") == expected)
    }

    @Test(arguments: ["Economist", "Historian", "Chefredakteurin", "Volontärin", "Politics", "Newsweek", "Estadão", "Arts and Culture"])
    func `an office, a section or a paper behind a name is no author`(other: String) throws {
        #expect(try names(before: "<p class='byline'>By Ann First, \(other)</p>") == ["Ann First"])
    }

    @Test(arguments: ["Oleh: Budi Santoso, S.Pd., M.Pd.", "Oleh: Budi Santoso, M.Si.", "Oleh: Budi Santoso, S.I.Kom"])
    func `a word with points within is a degree`(line: String) throws {
        #expect(try names(before: "<p class='byline'>\(line)</p>") == ["Budi Santoso"])
    }

    @Test func `the heading of a section at the end signs nothing`() throws {
        #expect(try names(before: "", after: "<h2><strong>Plan Your Coast Trip</strong></h2>").isEmpty)
    }

    @Test func `the section behind a name is no author`() throws {
        let head = "<meta property='article:section' content='Opinion'>"
        #expect(try names(head: head, before: "<p class='byline'>By Ann First, Opinion</p>") == ["Ann First"])
    }

    @Test func `a word that the head names is an author, whatever place is called so`() throws {
        let head = "<meta name='author' content='Sofia'><meta name='author' content='Ann First'>"
        #expect(try names(head: head, before: "<p class='byline'>By Ann First, Sofia</p>") == ["Ann First", "Sofia"])
    }

    @Test(arguments: [
        ("Oleh: Suparman, Budi Santoso", ["Suparman", "Budi Santoso"]), ("Penulis: Budi Santoso", ["Budi Santoso"]),
        ("Ditulis oleh Budi Santoso", ["Budi Santoso"]), ("Oleh Petrenko", ["Oleh Petrenko"]),
        ("Oleh: Suparman dan Budi Santoso", ["Suparman", "Budi Santoso"]), ("By Ann First and Dan Third", ["Ann First", "Dan Third"]),
        ("By Oleh Petrenko and Ann First", ["Oleh Petrenko", "Ann First"]),
        ("By Ann First in London and Ben Second in Paris", ["Ann First", "Ben Second"]),
        ("By Ann First in New York, Ben Second in Paris and Cid Third in Rome", ["Ann First", "Ben Second", "Cid Third"]),
        ("By Ann First in London and San Pedro", ["Ann First"]),
        ("By Ann First in São Paulo, Brazil, and Ben Second in Paris", ["Ann First", "Ben Second"]),
        ("Por Ana Díaz en Madrid y José Ruiz en Lima", ["Ana Díaz", "José Ruiz"]), ("Por Ana Díaz en Madrid", ["Ana Díaz"]),
        ("Door Jan Jansen en Piet Pieters", ["Jan Jansen", "Piet Pieters"]),
        ("Par Jean Dupont à Paris et Marie Curie à Lyon", ["Jean Dupont", "Marie Curie"]),
        ("OLEH BUDI SANTOSO", ["BUDI SANTOSO"]), ("OLEH PETRENKO", ["OLEH PETRENKO"]),
    ])
    func `what leads a name and where it was written are no part of it`(_ byline: String, _ expected: [String]) throws {
        #expect(try names(before: "<p class='byline'>\(byline)</p>") == expected)
    }

    @Test(arguments: [
        ("id", "Oleh Budi Santoso", ["Budi Santoso"]), ("en", "Oleh Budi Santoso", ["Oleh Budi Santoso"]),
        ("es", "Ana Díaz en Madrid", ["Ana Díaz"]), ("nl", "Jan Jansen en Piet Pieters", ["Jan Jansen", "Piet Pieters"]),
        ("nl", "Por Mertens en Jan Peeters", ["Mertens", "Jan Peeters"]),
        ("fr", "Par Marie Dupont, en collaboration avec Jean Martin", ["Marie Dupont", "Jean Martin"]),
        ("es", "Por Ana Díaz, en colaboración con José Ruiz", ["Ana Díaz", "José Ruiz"]),
        ("ar", "كتب: أحمد علي، حلب", ["أحمد علي"]), ("ar", "كتب: أحمد علي، القاهرة", ["أحمد علي"]),
        ("ms", "Oleh Ahmad Ali, Ipoh", ["Ahmad Ali"]), ("id", "Oleh Budi Santoso, Surabaya", ["Budi Santoso"]),
    ])
    func `the language of the page tells what a word before a name is`(
        _ language: String, _ byline: String, _ expected: [String]
    ) throws {
        let page =
            "<html lang='\(language)'><main><article><h1>Kota 12</h1><p class='byline'>\(byline)</p>"
            + String(repeating: "<p>12 345 678 901 234 567 890 123 456 789 012 345 678 901 234 567 890.</p>", count: 6)
            + "</article></main></html>"
        let content = try PageReader.read(Array(page.utf8), url: "https://www.coastnews.example/a/b").content
        #expect(content.authors.map(\.name) == expected)
    }

    @Test func `where the data says an article was written is no second author`() throws {
        let head =
            #"<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","contentLocation":{"name":"Harrow"}}</script>"#
        #expect(try names(head: head, before: "<p class='byline'>By Budi Santoso, Harrow</p>") == ["Budi Santoso"])
    }

    @Test(arguments: [
        ("사회부 기자", []), ("디지털뉴스팀 기자", []), ("이서연 기자", ["이서연"]), ("사회부 이서연 기자", ["이서연"]), ("이서연 사회부 기자", ["이서연"]),
    ])
    func `a desk of a Korean paper is nobody`(_ line: String, _ expected: [String]) throws {
        #expect(try names(before: "<p>\(line)</p>") == expected)
    }
}
