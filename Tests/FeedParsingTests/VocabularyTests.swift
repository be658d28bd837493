import FeedParsing
import NewsModel
import Testing

/// Every vocabulary that says something of an entry, one test each.
@Suite struct VocabularyTests {
    private func item(_ members: String, attributes: String = "", channel: String = "") throws -> Parsed {
        try Parsed(rss("<item>\(members)</item>", attributes: attributes, channel: channel), url: "https://example.org/feed")
    }

    private func list(_ value: Any?) -> [[String: Any]] { value as? [[String: Any]] ?? [] }

    @Test func `RSS 0·91 and 2·0 say who, what and where`() throws {
        let parsed = try item(
            """
            <title>Bridge</title><link>/1</link><author>a@example.org (A. Writer)</author><category domain="urn:d">City</category>
            <comments>/1#c</comments><enclosure url="/a.mp3" length="12" type="audio/mpeg"/><guid>tag:1</guid>
            <source url="https://other.example/feed">Other</source><pubDate>11 Jan 26 10:00 GMT</pubDate>
            """,
            channel: """
                <link>https://example.org/</link><description>All of it</description><language>tr</language><copyright>© Wire</copyright>
                <managingEditor>e@example.org</managingEditor><lastBuildDate>Sun, 11 Jan 2026 11:00:00 GMT</lastBuildDate>
                <image><url>/l.png</url><title>Logo</title><link>/</link></image><generator>Press</generator><category>News</category>
                """)
        let entry = parsed.entries[0]
        #expect(parsed.entry(0, "link") == "https://example.org/1")
        #expect(list(entry["authors"]).first?["email"] as? String == "a@example.org")
        #expect(list(entry["categories"]).first?["scheme"] as? String == "urn:d")
        #expect(parsed.entry(0, "comments") == "https://example.org/1#c")
        #expect(list(entry["enclosures"]).first?["url"] as? String == "https://example.org/a.mp3")
        #expect((entry["source"] as? [String: Any])?["title"] as? String == "Other")
        #expect(parsed.entry(0, "published") == "2026-01-11T10:00:00Z")
        #expect(parsed.header["subtitle"] as? String == "All of it")
        #expect(parsed.header["rights"] as? String == "© Wire")
        #expect(parsed.header["updated"] as? String == "2026-01-11T11:00:00Z")
        #expect((parsed.header["image"] as? [String: Any])?["url"] as? String == "https://example.org/l.png")
    }

    @Test func `RSS 1·0 keeps its items beside the channel`() throws {
        let parsed = try Parsed(
            """
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <channel rdf:about="https://example.org/"><title>Wire</title><dc:language>el</dc:language></channel>
            <item rdf:about="https://example.org/1"><title>One</title><link>https://example.org/1</link><dc:date>2026-01-11T10:00+02:00</dc:date></item>
            <item rdf:about="https://example.org/2"><title>Two</title></item></rdf:RDF>
            """)
        #expect(parsed.titles == ["One", "Two"])
        #expect(parsed.entry(0, "id") == "https://example.org/1")
        #expect(parsed.entry(0, "published") == "2026-01-11T08:00:00Z")
        #expect(parsed.header["language"] as? String == "el")
    }

    @Test func `Atom says all of an entry`() throws {
        let parsed = try Parsed(
            """
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr" xml:base="https://example.org/a/"><title>Fil</title>
            <entry xml:lang="de"><title type="html">&lt;b&gt;Brücke&lt;/b&gt;</title><id>urn:1</id><link href="eins"/><summary>Kurz</summary>
            <published>2026-01-11T10:00:00Z</published><updated>2026-01-11T12:00:00Z</updated><rights>©</rights>
            <author><name>A</name><email>a@example.org</email><uri>/a</uri></author><contributor><name>B</name></contributor>
            <category term="c" scheme="urn:s" label="City"/><content type="text">Lang</content>
            <source><title>Quelle</title><id>urn:q</id></source></entry></feed>
            """)
        let entry = parsed.entries[0]
        #expect(parsed.entry(0, "link") == "https://example.org/a/eins")
        #expect(parsed.entry(0, "title_lang") == "de")
        #expect(parsed.entry(0, "updated") == "2026-01-11T12:00:00Z")
        #expect(list(entry["authors"]).first?["url"] as? String == "https://example.org/a")
        #expect(list(entry["contributors"]).first?["name"] as? String == "B")
        #expect(list(entry["categories"]).first?["label"] as? String == "City")
        #expect((entry["source"] as? [String: Any])?["id"] as? String == "urn:q")
        #expect(parsed.header["language"] as? String == "fr")
    }

    @Test func `Atom 0·3 has other names for the dates`() throws {
        let parsed = try Parsed(
            """
            <feed version="0.3" xmlns="http://purl.org/atom/ns#"><tagline>T</tagline><entry><title>A</title><issued>2026-01-11T10:00:00Z</issued>
            <modified>2026-01-11T11:00:00Z</modified><created>2026-01-11T09:00:00Z</created>
            <content type="text/html" mode="escaped">&lt;p&gt;B&lt;/p&gt;</content></entry></feed>
            """)
        #expect(parsed.entry(0, "published") == "2026-01-11T10:00:00Z")
        #expect(parsed.entry(0, "updated") == "2026-01-11T11:00:00Z")
        #expect(parsed.entry(0, "created") == "2026-01-11T09:00:00Z")
        #expect(parsed.entry(0, "body") == "<p>B</p>")
        #expect(parsed.header["subtitle"] as? String == "T")
    }

    @Test func `CDF names its items by href`() throws {
        let parsed = try Parsed(
            """
            <CHANNEL HREF="https://example.org/"><TITLE>Wire</TITLE><ABSTRACT>All</ABSTRACT>
            <ITEM HREF="https://example.org/1" LASTMOD="2026-01-11"><TITLE>One</TITLE><ABSTRACT>Short</ABSTRACT></ITEM></CHANNEL>
            """)
        #expect(parsed.entry(0, "link") == "https://example.org/1")
        #expect(parsed.entry(0, "summary") == "Short")
        #expect(parsed.feed.format == "cdf")
    }

    @Test func `JSON Feed says all of an item`() throws {
        let parsed = try Parsed(
            #"""
            {"version":"https://jsonfeed.org/version/1.1","title":"W","home_page_url":"https://example.org/","feed_url":"https://example.org/f",
            "items":[{"id":"1","url":"/1","external_url":"https://other.example/","title":"A","content_text":"One\n\nTwo","summary":"S",
            "image":"/i.png","date_published":"2026-01-11T10:00:00Z","date_modified":"2026-01-11T11:00:00Z","tags":["City"],
            "authors":[{"name":"A. Writer","url":"/a"}],"language":"tr","attachments":[{"url":"/a.mp3","mime_type":"audio/mpeg","size_in_bytes":9}]}]}
            """#, url: "https://example.org/f")
        let entry = parsed.entries[0]
        #expect(parsed.entry(0, "published") == "2026-01-11T10:00:00Z")
        #expect(parsed.entry(0, "updated") == "2026-01-11T11:00:00Z")
        #expect(list(entry["categories"]).first?["term"] as? String == "City")
        #expect(list(entry["authors"]).first?["name"] as? String == "A. Writer")
        #expect(list(entry["enclosures"]).first?["type"] as? String == "audio/mpeg")
        #expect(parsed.header["feed_link"] as? String == "https://example.org/f")
        let article = candidates(from: parsed.feed, source: .example, fetchedAt: .example, http: nil)[0].candidate.content
        #expect(article.bodyText == "One\n\nTwo")
        #expect(article.language == "tr")
        #expect(article.media.map(\.url).contains("https://example.org/i.png"))
    }

    @Test func `Dublin Core and its terms`() throws {
        let parsed = try item(
            """
            <dc:title>Bridge</dc:title><dc:creator>A. Writer</dc:creator><dc:contributor>B. Helper</dc:contributor><dc:subject>City</dc:subject>
            <dc:description>Short</dc:description><dc:publisher>Press</dc:publisher><dc:rights>©</dc:rights><dc:language>el</dc:language>
            <dcterms:issued>2026-01-11T10:00:00Z</dcterms:issued><dcterms:modified>2026-01-11T11:00:00Z</dcterms:modified>
            """)
        let entry = parsed.entries[0]
        #expect(parsed.titles == ["Bridge"])
        #expect(parsed.entry(0, "author") == "A. Writer")
        #expect(list(entry["contributors"]).first?["name"] as? String == "B. Helper")
        #expect(list(entry["categories"]).first?["term"] as? String == "City")
        #expect(parsed.entry(0, "summary") == "Short")
        #expect(parsed.entry(0, "publisher") == "Press")
        #expect(parsed.entry(0, "published") == "2026-01-11T10:00:00Z")
        #expect(parsed.entry(0, "updated") == "2026-01-11T11:00:00Z")
    }

    @Test func `Media RSS`() throws {
        let parsed = try item(
            """
            <title>T</title><media:group><media:content url="/v.mp4" type="video/mp4" medium="video" width="640" height="360" fileSize="9" isDefault="true">
            <media:title>The bridge</media:title><media:credit role="photographer">C. Camera</media:credit></media:content></media:group>
            <media:thumbnail url="/t.jpg" width="120" height="80"/><media:keywords>river, bridge</media:keywords>
            <media:category scheme="urn:s">city</media:category><media:copyright>© C</media:copyright>
            """)
        let entry = parsed.entries[0]
        #expect(list(entry["media"]).first?["url"] as? String == "https://example.org/v.mp4")
        #expect(list(entry["media"]).first?["title"] as? String == "The bridge")
        #expect(list(entry["credits"]).first?["content"] as? String == "C. Camera")
        #expect(list(entry["thumbnails"]).first?["width"] as? String == "120")
        #expect(list(entry["categories"]).compactMap { $0["term"] as? String } == ["river", "bridge", "city"])
        let media = candidates(from: parsed.feed, source: .example, fetchedAt: .example, http: nil)[0].candidate.content.media
        #expect(media.first?.kind == .video)
        #expect(media.first?.credit == "C. Camera")
    }

    @Test func `podcasts: iTunes and the podcast namespace`() throws {
        let parsed = try item(
            """
            <itunes:title>Episode</itunes:title><itunes:author>Host</itunes:author><itunes:summary>About it</itunes:summary>
            <itunes:duration>1:02:03</itunes:duration><itunes:explicit>clean</itunes:explicit><itunes:episode>7</itunes:episode>
            <itunes:season>2</itunes:season><itunes:image href="/e.jpg"/><itunes:keywords>a, b</itunes:keywords>
            <podcast:person role="guest">G. Guest</podcast:person><enclosure url="/e.mp3" type="audio/mpeg" length="1"/>
            """,
            channel: """
                <itunes:owner><itunes:name>Owner</itunes:name></itunes:owner><itunes:category text="News"><itunes:category text="Daily"/></itunes:category>
                """)
        let entry = parsed.entries[0]
        let itunes = entry["itunes"] as? [String: Any]
        #expect(parsed.titles == ["Episode"])
        #expect(parsed.entry(0, "author") == "Host")
        #expect(parsed.entry(0, "summary") == "About it")
        #expect(itunes?["duration"] as? String == "1:02:03")
        #expect(itunes?["explicit"] as? Bool == false)
        #expect(itunes?["episode"] as? String == "7" && itunes?["season"] as? String == "2")
        #expect(list(entry["contributors"]).first?["name"] as? String == "G. Guest")
        #expect(list(parsed.header["categories"]).compactMap { $0["term"] as? String } == ["News", "Daily"])
    }

    @Test(arguments: [
        "<georss:point>41.0 29.5</georss:point>", "<geo:lat>41.0</geo:lat><geo:long>29.5</geo:long>",
        "<georss:where><gml:Point><gml:pos>41.0 29.5</gml:pos></gml:Point></georss:where>",
    ])
    func `GeoRSS, GML and W3C places`(place: String) throws {
        let geo = try item("<title>T</title>\(place)").entries[0]["geo"] as? [String: Any]
        #expect(geo?["type"] as? String == "Point")
        #expect(geo?["coordinates"] as? [Double] == [29.5, 41.0])
    }

    @Test func `Slash, comment feeds, threads and licences`() throws {
        let parsed = try item(
            """
            <title>T</title><slash:section>City</slash:section><slash:comments>9</slash:comments><wfw:commentRss>/1/comments</wfw:commentRss>
            <thr:in-reply-to ref="urn:0" href="https://example.org/0"/><creativeCommons:license>https://licence.example/by</creativeCommons:license>
            """)
        let entry = parsed.entries[0]
        #expect(list(entry["categories"]).compactMap { $0["term"] as? String } == ["City"])
        #expect(parsed.entry(0, "comments_feed") == "https://example.org/1/comments")
        #expect((entry["in_reply_to"] as? [String: Any])?["ref"] as? String == "urn:0")
        #expect(parsed.entry(0, "license") == "https://licence.example/by")
    }

    @Test(arguments: [("hourly", 2, 1800), ("weekly", 1, 604_800), ("daily", 24, 3600)])
    func `the syndication module says how often`(period: String, frequency: Int, seconds: Int) throws {
        let channel = "<sy:updatePeriod>\(period)</sy:updatePeriod><sy:updateFrequency>\(frequency)</sy:updateFrequency>"
        #expect(try item("<title>T</title>", channel: channel).feed.updatePeriod == seconds)
    }

    @Test func `Atom links within RSS`() throws {
        let parsed = try item(
            "<title>T</title><atom:link href='/1'/><atom:link rel='enclosure' href='/a.pdf' type='application/pdf'/>",
            channel: "<atom:link rel='self' href='/feed.xml'/><atom:link rel='hub' href='https://hub.example/'/>")
        #expect(parsed.entry(0, "link") == "https://example.org/1")
        #expect(parsed.feed.selfLink == "https://example.org/feed.xml")
        #expect(parsed.feed.hubs == ["https://hub.example/"])
        #expect(list(parsed.entries[0]["enclosures"]).first?["url"] as? String == "https://example.org/a.pdf")
    }
}
