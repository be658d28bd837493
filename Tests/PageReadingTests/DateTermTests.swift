import NewsModel
import PageReading
import Testing

/// What properties and classes say of the dates of a page.
@Suite struct DateTermTests {
    @Test(arguments: ["publisher", "public-holiday", "republish", "updatable"])
    func `a date in the title of what is no date is none`(_ name: String) throws {
        let page =
            "<title>The bridge stays</title><main><article><h1>The bridge stays</h1><time datetime='2026-03-05T10:00:00Z'>5 March</time>"
            + "<a class='\(name)' title='2020-05-12' href='/p'>The Coast</a><p>\(Pages.sentence)</p><p>\(Pages.sentence)</p></article></main>"
        let content = try PageReader.read(Array(page.utf8), url: "https://www.example.org/a").content
        #expect(content.publishedAt?.description == "2026-03-05T10:00:00Z" && content.updatedAt == nil)
    }

    @Test func `what is called published and updated at once is the publication`() throws {
        let page =
            "<title>The bridge stays</title><main><article><h1>The bridge stays</h1><abbr class='published updated' title='2026-03-05T10:00:00Z'>"
            + "5 March</abbr><p>\(Pages.sentence)</p><p>\(Pages.sentence)</p></article></main>"
        let content = try PageReader.read(Array(page.utf8), url: "https://www.example.org/a").content
        #expect(content.publishedAt?.description == "2026-03-05T10:00:00Z" && content.updatedAt == nil)
    }

    @Test(arguments: [
        "<a class='user created' title='Member since 3 May 2012'>Ann</a>",
        "<button class='btn-publish' title='Version 2.5.2019'>Go</button>",
        "<button class='btn-publish' title='2.5.2019'>Go</button>",
        "<button><span class='published' title='2.5.2019'>Go</span></button>",
        "<div class='entry published' title='The plan of May 2012 returns'>x</div>",
        "<a class='entry-date' href='/a' title='Permalink to: The plan of 5 May 2012'>x</a>",
        "<span class='published' title='5 May 2012 in Harrow'>x</span>",
    ])
    func `a title that holds a date and more is none, nor is that of a button`(_ other: String) throws {
        #expect(try read(other + "<p>12 March 2026</p>").publishedAt?.description == "2026-03-12")
    }

    @Test func `a link in the text has the date of what it leads to`() throws {
        let text = "<p>\(Pages.sentence) <a class='created' href='/p' title='5 May 2012'>A picture</a> \(Pages.sentence)</p>"
        #expect(try read(text).publishedAt == nil)
        let line = "<p><a class='entry-date' href='/p' title='5 May 2012'>10:00</a></p>"
        #expect(try read(line).publishedAt?.description == "2012-05-05")
    }

    @Test(arguments: [
        ("cs", "Vydáno 12. března 2026"), ("zh", "发表于 2026年3月12日"), ("ko", "등록 2026.03.12"), ("ko", "승인 2026.03.12"),
        ("fr", "Mis en ligne le 12 mars 2026"), ("fr", "Créé le 12 mars 2026"), ("de", "Geschrieben am 12. März 2026"),
        ("de", "Eingestellt am 12.03.2026"), ("nl", "Geplaatst op 12 maart 2026"), ("sv", "Skapad 12 mars 2026"),
        ("id", "Diterbitkan pada 12 Maret 2026"), ("en", "Added 12 March 2026"), ("en", "Written 12 March 2026"),
        ("en", "Posted by Ann First on 12 March 2026"),
    ])
    func `a title says in many words that it is the publication`(_ language: String, _ title: String) throws {
        let content = try read("<span class='published' title='\(title)'>once</span>", language: language)
        #expect(content.publishedAt?.description == "2026-03-12")
    }

    @Test(arguments: ["Member since 3 May 2012", "Version 2.5.2019", "Photo of 5 May 2019", "Harrow by night on 5 May 2019"])
    func `a title that says something else beside its date is no publication`(title: String) throws {
        #expect(try read("<span class='published' title='\(title)'>once</span>").publishedAt == nil)
    }

    @Test(arguments: [
        ("en", "Published on Monday, 2 May 2011"), ("en", "First published: May 2nd, 2011"), ("fr", "Publié le lundi 2 mai 2011"),
        ("de", "Veröffentlicht am Montag, 2. Mai 2011"), ("es", "Publicado el lunes, 2 de mayo de 2011"), ("zh", "发布时间：2011年5月2日"),
        ("ko", "입력 2011.05.02"), ("ar", "الاثنين ٢ مايو ٢٠١١"), ("pl", "Opublikowano 2 maja 2011"), ("ru", "Опубликовано 2 мая 2011"),
        ("it", "Pubblicato lunedì 2 maggio 2011"), ("tr", "Yayınlanma: 2 Mayıs 2011 Pazartesi"), ("fa", "تاریخ انتشار: 2 مه 2011"),
        ("ja", "公開日：2011年5月2日"), ("nl", "Gepubliceerd op maandag 2 mei 2011"), ("th", "เผยแพร่ 2 พฤษภาคม 2554"),
    ])
    func `a word of publishing and a weekday may stand before the date of a title`(_ language: String, _ title: String) throws {
        let content = try read("<span class='published' title='\(title)'>once</span>", language: language)
        #expect(content.publishedAt?.description == "2011-05-02")
    }

    @Test(arguments: ["Updated 2 May 2011", "Last updated on 2 May 2011", "Mis à jour le 2 mai 2011", "Zuletzt aktualisiert: 2. Mai 2011"])
    func `a title that tells an update is one, whatever the class`(title: String) throws {
        let content = try read("<span class='published' title='\(title)'>once</span>")
        #expect(content.publishedAt == nil)
        #expect(content.updatedAt?.description == "2011-05-02")
    }

    private func read(_ before: String, language: String = "en") throws -> ArticleContent {
        let text = String(repeating: "<p>\(Pages.sentence)</p>", count: 5)
        let page =
            "<html lang='\(language)'><title>The bridge stays</title><main><h1>The bridge stays</h1>\(before)<div>\(text)</div></main></html>"
        return try PageReader.read(Array(page.utf8), url: "https://www.coastnews.example/a/b").content
    }

    private static let published = "2026-03-12T10:00:00Z"
    private static let updated = "2026-04-12T10:00:00Z"

    @Test(arguments: [
        ("time", "property", "dateModified", "datePublished", "datetime"),
        ("time", "itemprop", "dateModified", "datePublished", "datetime"),
        ("time", "class", "last-updated", "entry-date", "datetime"), ("abbr", "class", "updated", "published", "title"),
        ("span", "property", "schema:dateModified", "schema:datePublished", "content"),
        ("span", "property", "http://purl.org/dc/terms/modified", "http://purl.org/dc/terms/created", "content"),
        ("time", "property", "https://schema.org/dateModified", "https://schema.org/datePublished", "datetime"),
    ])
    func `update and publication are told apart, however they are named`(
        _ tag: String, _ attribute: String, _ update: String, _ publication: String, _ value: String
    ) throws {
        let content = try read(
            "<\(tag) \(attribute)='\(update)' \(value)='\(DateTermTests.updated)'></\(tag)>"
                + "<\(tag) \(attribute)='\(publication)' \(value)='\(DateTermTests.published)'></\(tag)>")
        #expect(content.publishedAt?.description == DateTermTests.published)
        #expect(content.updatedAt?.description == DateTermTests.updated)
    }

    @Test(arguments: [
        ("en", "published", "Monday, May 2nd, 2011, 10:00 am", "2011-05-02T10:00:00Z"),
        ("fr", "published", "lundi 2 mai 2011, 10:00", "2011-05-02T10:00:00Z"), ("en", "published-date", "2011-05-02", "2011-05-02"),
        ("en", "entry-date", "2011-05-02", "2011-05-02"), ("en", "post publish-date", "2011-05-02", "2011-05-02"),
        ("en", "article__published", "2011-05-02", "2011-05-02"), ("en", "postPubdate", "2011-05-02", "2011-05-02"),
    ])
    func `a title is the date of what is called published, in whatever words`(
        _ language: String, _ name: String, _ title: String, _ expected: String
    ) throws {
        let content = try read("<p><abbr class='\(name)' title='\(title)'>2 years ago</abbr></p>", language: language)
        #expect(content.publishedAt?.description == expected)
    }

    @Test(arguments: ["modified-date", "updated", "lastModified"])
    func `a title is the update of what is called so`(name: String) throws {
        let content = try read(
            "<time datetime='\(DateTermTests.published)'></time><abbr class='\(name)' title='2026-04-12'>last month</abbr>")
        #expect(content.publishedAt?.description == DateTermTests.published)
        #expect(content.updatedAt?.description == "2026-04-12")
    }

    @Test(arguments: [
        "<div typeof='Event'><span property='dateCreated' content='2019-01-01T10:00:00Z'></span></div>",
        "<div typeof='schema:MusicEvent'><time property='startDate' datetime='2019-01-01T10:00:00Z'></time></div>",
        "<figure itemprop='image' itemscope itemtype='https://schema.org/ImageObject'><meta itemprop='datePublished' content='2019-01-01'></figure>",
        "<div itemscope itemtype='https://schema.org/Person'><time itemprop='dateCreated' datetime='2019-01-01'></time></div>",
        "<span class='publications' title='10 publications of ours'></span>", "<span property='dc:issued' content='yes'></span>",
    ])
    func `a date of something else is not the article's`(_ other: String) throws {
        let content = try read("\(other)<time datetime='\(DateTermTests.published)'>12 March</time>")
        #expect(content.publishedAt?.description == DateTermTests.published)
    }

    @Test(arguments: ["Event", "schema:NewsArticle", "sioc:Item foaf:Document"])
    func `an item that holds the text is the article, whatever its type`(type: String) throws {
        let text = String(repeating: "<p>\(Pages.sentence)</p>", count: 5)
        let page = """
            <html lang='en'><title>The bridge stays</title><main typeof='\(type)'><h1>The bridge stays</h1>
            <span property='dateCreated' content='\(DateTermTests.published)'></span><div>\(text)</div></main></html>
            """
        let content = try PageReader.read(Array(page.utf8), url: "https://www.coastnews.example/a/b").content
        #expect(content.publishedAt?.description == DateTermTests.published)
    }

    @Test func `a class belongs to no item`() throws {
        let content = try read(
            "<div itemscope itemtype='https://schema.org/Person'><time class='published' datetime='\(DateTermTests.published)'></time></div>"
        )
        #expect(content.publishedAt?.description == DateTermTests.published)
    }

    @Test func `a recording is what its page tells`() throws {
        let content = try read(
            "<div itemscope itemtype='https://schema.org/AudioObject'><meta itemprop='datePublished' content='\(DateTermTests.published)'></div>"
        )
        #expect(content.publishedAt?.description == DateTermTests.published)
    }
}
