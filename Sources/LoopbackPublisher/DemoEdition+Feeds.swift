import NewsModel

extension DemoEdition {
    func rss(_ items: [DemoItem], carriesText: Bool) -> String {
        var xml = """
            <?xml version="1.0" encoding="UTF-8"?>
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" \
            xmlns:atom="http://www.w3.org/2005/Atom">
            <channel>
            <title>\(demoEscaped(newspaper.name))</title>
            <link>\(demoEscaped(homeURL))</link>
            <description>\(demoEscaped(newspaper.name))</description>
            <language>\(newspaper.language)</language>
            <atom:link rel="self" type="application/rss+xml" href="\(demoEscaped(feedURL))"/>

            """
        for item in items {
            let story = item.story
            xml += """
                <item>
                <title>\(demoEscaped(story.headline))</title>
                <link>\(demoEscaped(pageURL(item)))</link>
                <guid isPermaLink="false">\(demoEscaped(guid(item)))</guid>
                <pubDate>\(HTTPDate.text(item.publishedAt))</pubDate>

                """
            if carriesText {
                xml += "<dc:creator>\(demoEscaped(story.author))</dc:creator>\n"
                for topic in story.topics { xml += "<category>\(demoEscaped(topic))</category>\n" }
                xml += "<description>\(demoEscaped(story.paragraphs.first ?? ""))</description>\n"
                xml += "<content:encoded>\(demoEscaped(story.html))</content:encoded>\n"
                xml += "<enclosure url=\"\(demoEscaped(imageURL(item)))\" type=\"image/svg+xml\" length=\"0\"/>\n"
            } else {
                xml += "<description>\(demoEscaped(story.subheadline))</description>\n"
                xml += "<image>\(demoEscaped(imageURL(item)))</image>\n"
            }
            xml += "</item>\n"
        }
        return xml + "</channel>\n</rss>\n"
    }

    func atom(_ items: [DemoItem]) -> String {
        let updated = items.map(\.updatedAt).max() ?? site.startedAt
        var xml = """
            <?xml version="1.0" encoding="UTF-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="\(newspaper.language)">
            <id>tag:\(newspaper.id).example,2026:feed</id>
            <title>\(demoEscaped(newspaper.name))</title>
            <updated>\(updated)</updated>
            <link rel="self" type="application/atom+xml" href="\(demoEscaped(feedURL))"/>
            <link rel="alternate" type="text/html" href="\(demoEscaped(homeURL))"/>

            """
        for item in items {
            let story = item.story
            xml += """
                <entry>
                <id>\(demoEscaped(guid(item)))</id>
                <title>\(demoEscaped(story.headline))</title>
                <link rel="alternate" type="text/html" href="\(demoEscaped(pageURL(item)))"/>
                <link rel="enclosure" type="image/svg+xml" href="\(demoEscaped(imageURL(item)))"/>
                <published>\(item.publishedAt)</published>
                <updated>\(item.updatedAt)</updated>
                <author><name>\(demoEscaped(story.author))</name></author>

                """
            for topic in story.topics { xml += "<category term=\"\(demoEscaped(topic))\"/>\n" }
            xml += "<content type=\"html\">\(demoEscaped(story.html))</content>\n</entry>\n"
        }
        return xml + "</feed>\n"
    }

    /// JSON Feed 1.1, <https://www.jsonfeed.org/version/1.1/>.
    func jsonFeed(_ items: [DemoItem]) -> String {
        var json = JSONWriter(capacity: 16 << 10)
        json.beginObject()
        json.member("version", "https://jsonfeed.org/version/1.1")
        json.member("title", newspaper.name)
        json.member("home_page_url", homeURL)
        json.member("feed_url", feedURL)
        json.member("language", newspaper.language)
        json.key("items")
        json.beginArray()
        for item in items {
            json.beginObject()
            json.member("id", guid(item))
            json.member("url", pageURL(item))
            json.member("title", item.story.headline)
            json.member("content_html", item.story.html)
            json.member("image", imageURL(item))
            json.member("date_published", item.publishedAt.description)
            json.member("date_modified", item.updatedAt.description)
            json.key("authors")
            json.beginArray()
            json.beginObject()
            json.member("name", item.story.author)
            json.endObject()
            json.endArray()
            json.strings("tags", item.story.topics)
            json.endObject()
        }
        json.endArray()
        json.endObject()
        json.newline()
        return json.text
    }
}
