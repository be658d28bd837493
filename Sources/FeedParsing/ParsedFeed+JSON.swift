import Markup
package import NewsModel

extension ParsedFeed {
    /// The feed as one line of JSON, newline included: what `wirespool parse` prints.
    ///
    /// - Parameter file: Given back as it is, so that the answer finds its question.
    public func jsonLine(file: String) -> [UInt8] {
        var json = JSONWriter(capacity: 4096 + entries.count * 2048)
        json.beginObject()
        json.member("file", file)
        json.member("format", format)
        json.member("encoding", encoding)
        json.key("feed")
        json.beginObject()
        header.writeMembers(to: &json)
        json.member("feed_link", selfLink)
        json.strings("hubs", hubs)
        json.member("new_location", newLocation)
        json.member("ttl", ttl.map { $0 / 60 })
        json.member("update_period_seconds", updatePeriod)
        json.integers("skip_hours", skipHours)
        json.integers("skip_days", skipDays)
        json.endObject()
        json.key("entries")
        json.beginArray()
        for entry in entries {
            json.beginObject()
            entry.writeMembers(to: &json, feedLanguage: header.language)
            json.endObject()
        }
        json.endArray()
        json.sitemaps(sitemaps)
        json.strings("warnings", warnings.map(\.rawValue))
        json.endObject()
        json.newline()
        return json.bytes
    }
}

extension FeedHeader {
    func writeMembers(to json: inout JSONWriter) {
        json.text("title", title)
        json.text("subtitle", subtitle)
        json.text("info", info)
        json.text("rights", rights)
        json.member("link", link)
        json.links(links)
        json.member("id", id)
        json.member("language", language)
        json.date("published", published, language)
        json.date("updated", updated ?? date ?? published, language)
        json.date("created", created, language)
        json.people("authors", authors)
        json.member("author", authors.last?.line)
        json.people("contributors", contributors)
        json.publisher(publisher)
        json.categories(categories)
        if let generator {
            json.key("generator")
            json.beginObject()
            json.member("name", generator.name)
            json.member("url", generator.url)
            json.member("version", generator.version)
            json.endObject()
        }
        json.image("image", image)
        json.member("icon", icon)
        json.member("logo", logo)
        json.member("docs", docs)
        json.member("license", license)
        json.values("cloud", cloud)
        json.values("textinput", textInput)
        json.values("in_reply_to", inReplyTo)
        json.itunes(itunes)
    }
}

extension ParsedEntry {
    /// Its summary and its contents, harmless.
    package var safeTexts: (summary: String?, contents: [String]) { (summary?.safeValue, contents.map(\.safeValue)) }

    /// Those of its summary and its contents that are markup, harmless.
    package var safeMarkup: [String] { ([summary].compactMap { $0 } + contents).filter(\.isMarkup).map(\.safeValue) }

    /// When it was published and updated, as far as that can be read, with UTC for times that name no zone. Read at each call.
    package var readDates: (published: NewsDate?, updated: NewsDate?) {
        ((published ?? date ?? created)?.read(language: language)?.date, updated?.read(language: language)?.date)
    }

    func writeMembers(to json: inout JSONWriter, feedLanguage: String?) {
        let language = language ?? feedLanguage
        json.member("id", id)
        if isIDPermalink {
            json.key("id_is_permalink")
            json.boolean(true)
        }
        json.text("title", title)
        json.text("subtitle", subtitle)
        json.member("link", link)
        json.links(links)
        json.date("published", published ?? date, language)
        json.date("updated", updated ?? date, language)
        json.date("created", created, language)
        json.date("expired", expired, language)
        json.people("authors", authors)
        json.member("author", authors.last?.line)
        json.people("contributors", contributors)
        json.publisher(publisher)
        let (safeSummary, safeContents) = safeTexts
        json.text("summary", summary, safe: safeSummary)
        if !contents.isEmpty {
            json.key("content")
            json.beginArray()
            for (content, safe) in zip(contents, safeContents) {
                json.beginObject()
                json.member("value", safe)
                json.member("type", content.type)
                json.member("lang", content.language)
                json.member("base", content.base)
                json.member("src", content.source)
                json.endObject()
            }
            json.endArray()
        }
        json.member("body", safeContents.first ?? safeSummary)
        json.categories(categories)
        if !enclosures.isEmpty {
            json.key("enclosures")
            json.beginArray()
            for enclosure in enclosures {
                json.beginObject()
                json.member("url", enclosure.url)
                json.member("type", enclosure.type)
                json.member("length", enclosure.length)
                json.endObject()
            }
            json.endArray()
        }
        writeMedia(to: &json)
        json.member("comments", comments)
        json.member("comments_feed", commentsFeed)
        json.text("rights", rights)
        json.member("license", license)
        if let source {
            json.key("source")
            json.beginObject()
            source.writeMembers(to: &json)
            json.endObject()
        }
        if let geo { geo.write(to: &json) }
        json.values("in_reply_to", inReplyTo)
        json.itunes(itunes)
    }

    private func writeMedia(to json: inout JSONWriter) {
        json.image("image", image)
        if !thumbnails.isEmpty {
            json.key("thumbnails")
            json.beginArray()
            for thumbnail in thumbnails {
                json.beginObject()
                json.member("url", thumbnail.url)
                json.member("width", thumbnail.width)
                json.member("height", thumbnail.height)
                json.endObject()
            }
            json.endArray()
        }
        if !media.isEmpty {
            json.key("media")
            json.beginArray()
            for medium in media {
                json.beginObject()
                json.member("url", medium.url)
                json.member("type", medium.type)
                json.member("medium", medium.medium)
                json.member("title", medium.title)
                json.endObject()
            }
            json.endArray()
        }
        guard !credits.isEmpty else { return }
        json.key("credits")
        json.beginArray()
        for credit in credits {
            json.beginObject()
            json.member("role", credit.role)
            json.member("scheme", credit.scheme)
            json.member("content", credit.content)
            json.endObject()
        }
        json.endArray()
    }
}

extension FeedGeometry {
    fileprivate func write(to json: inout JSONWriter) {
        json.key("geo")
        json.beginObject()
        json.member("type", type)
        json.key("coordinates")
        // GeoJSON's nesting: a point is a pair, a line a list of them, a polygon a list of rings.
        if type == "Point" {
            json.pair(points.first ?? [])
        } else {
            if type == "Polygon" { json.beginArray() }
            json.beginArray()
            for point in points { json.pair(point) }
            json.endArray()
            if type == "Polygon" { json.endArray() }
        }
        json.endObject()
    }
}

extension JSONWriter {
    fileprivate mutating func pair(_ numbers: [Double]) {
        beginArray()
        for value in numbers { number(value) }
        endArray()
    }

    fileprivate mutating func sitemaps(_ sitemaps: [SitemapReference]) {
        guard !sitemaps.isEmpty else { return }
        key("sitemaps")
        beginArray()
        for sitemap in sitemaps {
            beginObject()
            member("url", sitemap.url)
            date("updated", sitemap.date, nil)
            endObject()
        }
        endArray()
    }

    fileprivate mutating func integers(_ name: String, _ values: [Int]) {
        guard !values.isEmpty else { return }
        key(name)
        beginArray()
        for value in values { integer(value) }
        endArray()
    }

    /// A text with, beside it, its type, language and base.
    fileprivate mutating func text(_ name: String, _ text: FeedText?, safe: String? = nil) {
        guard let text else { return }
        member(name, safe ?? text.safeValue)
        member(name + "_type", text.type)
        member(name + "_lang", text.language)
        member(name + "_base", text.base)
    }

    fileprivate mutating func date(_ name: String, _ date: FeedDate?, _ language: String?) {
        member(name, date?.read(language: language)?.date.earliestInstant.description)
    }

    fileprivate mutating func people(_ name: String, _ people: [FeedPerson]) {
        guard !people.isEmpty else { return }
        key(name)
        beginArray()
        for person in people { self.person(person) }
        endArray()
    }

    private mutating func person(_ person: FeedPerson) {
        beginObject()
        member("name", person.name)
        member("email", person.email)
        member("url", person.url)
        endObject()
    }

    fileprivate mutating func publisher(_ publisher: FeedPerson?) {
        guard let publisher else { return }
        member("publisher", publisher.line)
        key("publisher_person")
        person(publisher)
    }

    fileprivate mutating func links(_ links: [FeedLink]) {
        guard !links.isEmpty else { return }
        key("links")
        beginArray()
        for link in links {
            beginObject()
            member("href", link.href)
            member("rel", link.rel)
            member("type", link.type)
            member("hreflang", link.hreflang)
            member("title", link.title)
            member("length", link.length)
            endObject()
        }
        endArray()
    }

    fileprivate mutating func categories(_ categories: [FeedCategory]) {
        guard !categories.isEmpty else { return }
        key("categories")
        beginArray()
        for category in categories {
            beginObject()
            member("term", category.term)
            member("scheme", category.scheme)
            member("label", category.label)
            endObject()
        }
        endArray()
    }

    fileprivate mutating func image(_ name: String, _ image: FeedImage?) {
        guard let image else { return }
        key(name)
        beginObject()
        member("url", image.url)
        member("title", image.title)
        member("link", image.link)
        member("width", image.width)
        member("height", image.height)
        member("description", image.description)
        endObject()
    }

    fileprivate mutating func values(_ name: String, _ values: [NamedValue]) {
        guard !values.isEmpty else { return }
        key(name)
        beginObject()
        for value in values { member(value.name, value.value) }
        endObject()
    }

    fileprivate mutating func itunes(_ itunes: ITunes) {
        guard itunes != ITunes() else { return }
        key("itunes")
        beginObject()
        if let isBlocked = itunes.isBlocked { member("block", isBlocked ? 1 : 0) }
        if itunes.hasExplicit {
            key("explicit")
            if let isExplicit = itunes.isExplicit, isExplicit { integer(1) } else { boolean(false) }
        }
        member("duration", itunes.duration)
        member("keywords", itunes.keywords)
        member("episode", itunes.episode)
        member("season", itunes.season)
        endObject()
    }
}
