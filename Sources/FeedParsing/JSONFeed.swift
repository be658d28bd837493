import Markup
import NewsModel

/// JSON Feed 1.0 and 1.1, <https://www.jsonfeed.org/version/1.1/>.
enum JSONFeed {
    /// The feed; nil where the document is other JSON.
    static func read(_ document: JSONValue, encoding: String, context: FieldContext, limits: FeedLimits) -> ParsedFeed? {
        let version = document["version"]?.text ?? ""
        let isDeclared = version.lowercased().contains("jsonfeed.org")
        guard isDeclared || (document["items"] != nil && (document["title"] ?? document["feed_url"] ?? document["version"]) != nil) else {
            return nil
        }
        var feed = ParsedFeed(format: version.contains("1.1") || (!isDeclared && version.isEmpty) ? "json11" : "json10", encoding: encoding)
        var context = context
        var header = FeedHeader()
        header.language = document["language"]?.text.flatMap(FieldContext.language)
        context.language = header.language ?? context.language
        func text(_ value: JSONValue?) -> FeedText? {
            value?.text.map { FeedText(FeedText.trimmed($0), language: context.language, base: context.base) }
        }
        header.title = text(document["title"])
        header.subtitle = text(document["description"])
        header.link = context.resolve(document["home_page_url"]?.text)
        if let link = header.link { header.links.append(FeedLink(href: link)) }
        feed.selfLink = context.resolve(document["feed_url"]?.text)
        if let link = feed.selfLink { header.links.append(FeedLink(href: link, rel: "self")) }
        header.icon = context.resolve(document["favicon"]?.text)
        header.logo = context.resolve(document["icon"]?.text)
        if let logo = header.logo { header.image = FeedImage(url: logo) }
        header.authors = people(document, context)
        for hub in document["hubs"]?.elements ?? [] { if let url = context.resolve(hub["url"]?.text) { feed.hubs.append(url) } }
        feed.header = header
        for item in (document["items"]?.elements ?? []).prefix(limits.maximumEntries) {
            guard case .object = item else { continue }
            feed.entries.append(entry(item, context))
        }
        return feed
    }

    private static func people(_ value: JSONValue, _ context: FieldContext) -> [FeedPerson] {
        let listed = value["authors"]?.elements ?? []
        let all = listed.isEmpty ? [value["author"]].compactMap { $0 } : listed
        return all.compactMap { author in
            if case .string(let name) = author { return name.isEmpty ? nil : FeedPerson(name: name) }
            let person = FeedPerson(name: author["name"]?.text, url: context.resolve(author["url"]?.text))
            return person.isEmpty ? nil : person
        }
    }

    private static func entry(_ item: JSONValue, _ context: FieldContext) -> ParsedEntry {
        var context = context
        if let language = item["language"]?.text { context.language = FieldContext.language(language) }
        func text(_ name: String, _ type: String = "text/plain") -> FeedText? {
            item[name]?.text.map { FeedText(FeedText.trimmed($0), type: type, language: context.language, base: context.base) }
        }
        var entry = ParsedEntry()
        entry.language = context.language
        entry.base = context.base
        entry.id = item["id"]?.text
        entry.title = text("title")
        entry.summary = text("summary")
        entry.link = context.resolve(item["url"]?.text) ?? context.resolve(item["external_url"]?.text)
        if let link = entry.link { entry.links.append(FeedLink(href: link)) }
        entry.contents = [text("content_html", "text/html"), text("content_text")].compactMap { $0 }
        entry.published = item["date_published"]?.text.flatMap(FieldContext.date)
        entry.updated = item["date_modified"]?.text.flatMap(FieldContext.date)
        entry.authors = people(item, context)
        entry.image = (context.resolve(item["image"]?.text) ?? context.resolve(item["banner_image"]?.text)).map { FeedImage(url: $0) }
        entry.categories = (item["tags"]?.elements ?? []).compactMap { $0.text.map { FeedCategory(term: $0, isKeyword: true) } }
        for attachment in item["attachments"]?.elements ?? [] {
            guard let url = context.resolve(attachment["url"]?.text) else { continue }
            entry.enclosures.append(FeedEnclosure(url: url, type: attachment["mime_type"]?.text, length: attachment["size_in_bytes"]?.text))
        }
        return entry
    }
}
