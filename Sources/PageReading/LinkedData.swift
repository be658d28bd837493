import Markup

/// What a page says of its article in JSON-LD (schema.org).
struct LinkedData {
    var headline: String?
    var alternativeHeadline: String?
    var description: String?
    var body: String?
    var authors: [(name: String, url: String?, isOrganization: Bool)] = []
    var published: String?
    var modified: String?
    var publisher: String?
    var section: [String] = []
    var keywords: [String] = []
    var language: String?
    var place: String?
    var images: [(url: String, caption: String?, width: Int?, height: Int?)] = []
    var url: String?
    var rights: String?
    var isFree: Bool?
    /// Of the whole text, as the publisher counts them.
    var wordCount: Int?
    /// The name of the site, of a `WebSite` beside the article.
    var siteName: String?
    private(set) var isArticle = false
    /// Whether one of the page's objects is a live blog.
    private(set) var isLiveBlog = false

    private static let maximumAuthors = 200

    init(_ document: HTMLDocument) {
        var objects: [LenientJSON] = []
        for (index, tag) in document.allTags.enumerated() where tag == .script {
            guard let node = document.node(at: index), LinkedData.linkedType.isFound(in: node.bytes(of: .type)) else { continue }
            for child in node.children where child.isText {
                if let value = LenientJSON(child.textBytes) { LinkedData.collect(value, into: &objects, depth: 0) }
            }
        }
        guard !objects.isEmpty else { return }
        var byID: [String: LenientJSON] = [:]
        for object in objects {
            if let id = object["@id"]?.text, case .object(let members) = object, members.count > 1, byID[id] == nil { byID[id] = object }
        }
        for object in objects where LinkedData.types(object).contains("WebSite") { siteName = siteName ?? LinkedData.plain(object["name"]) }
        let ranked = objects.map { (object: $0, rank: LinkedData.rank($0)) }.filter { $0.rank > 0 }
        guard let best = ranked.map(\.rank).max(), let article = ranked.first(where: { $0.rank == best })?.object else { return }
        read(article, byID)
        isArticle = best >= 3
        isLiveBlog = objects.contains { LinkedData.types($0).contains("LiveBlogPosting") }
    }

    private static let linkedType = NameSearch(["ld+json"])

    private mutating func read(_ article: LenientJSON, _ byID: [String: LenientJSON]) {
        func resolved(_ value: LenientJSON) -> LenientJSON {
            if let id = value["@id"]?.text, let known = byID[id], value["name"] == nil { known } else { value }
        }
        headline = LinkedData.plain(article["headline"]) ?? LinkedData.plain(article["name"])
        alternativeHeadline = LinkedData.plain(article["alternativeHeadline"])
        description = LinkedData.plain(article["description"])
        body = article["articleBody"]?.text ?? article["text"]?.text
        published = LinkedData.plain(article["datePublished"]) ?? LinkedData.plain(article["dateCreated"])
        modified = LinkedData.plain(article["dateModified"])
        language = LinkedData.plain(article["inLanguage"]) ?? LinkedData.plain(article["inLanguage"]?["alternateName"])
        rights = LinkedData.plain(article["copyrightNotice"])
        url =
            LinkedData.plain(article["url"]) ?? LinkedData.plain(article["mainEntityOfPage"]?["@id"])
            ?? LinkedData.plain(article["mainEntityOfPage"])
        for author in (article["author"] ?? article["creator"])?.values ?? [] {
            let author = resolved(author)
            for name in (author["name"] ?? author).values where authors.count < LinkedData.maximumAuthors {
                if let name = LinkedData.plain(name) {
                    let isOrganization = LinkedData.types(author).contains { $0.hasSuffix("Organization") }
                    authors.append((name, author["url"]?.text, isOrganization))
                }
            }
        }
        if let value = article["publisher"]?.values.first {
            publisher = LinkedData.plain(resolved(value)["name"]) ?? LinkedData.plain(value)
        }
        section = (article["articleSection"]?.values ?? []).compactMap(LinkedData.plain)
        for value in article["keywords"]?.values ?? [] {
            guard let text = LinkedData.plain(value) ?? LinkedData.plain(value["name"]) else { continue }
            keywords += PageReading.keywords(in: text)
        }
        let location = article["contentLocation"]?.values.first ?? article["locationCreated"]?.values.first
        if let location { place = LinkedData.plain(location["name"]) ?? LinkedData.plain(location) }
        for value in article["image"]?.values ?? [] {
            let image = resolved(value)
            guard let url = image.text ?? image["url"]?.text ?? image["contentUrl"]?.text ?? image["url"]?.values.first?.text else {
                continue
            }
            images.append((url, LinkedData.plain(image["caption"]), LinkedData.number(image["width"]), LinkedData.number(image["height"])))
        }
        wordCount = LinkedData.number(article["wordCount"])
        if let value = article["isAccessibleForFree"] {
            switch value {
            case .boolean(let free): isFree = free
            case .string(let text): isFree = text.lowercased() == "true"
            default: break
            }
        }
    }

    private static func collect(_ value: LenientJSON, into objects: inout [LenientJSON], depth: Int) {
        guard depth < 6, objects.count < 500 else { return }
        switch value {
        case .array(let values):
            for value in values { collect(value, into: &objects, depth: depth + 1) }
        case .object(let members):
            objects.append(value)
            for member in members where ["@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemReviewed"].contains(member.name) {
                collect(member.value, into: &objects, depth: depth + 1)
            }
            // Authors and publishers may be named by reference elsewhere.
            for member in members where ["author", "publisher", "creator"].contains(member.name) {
                for value in member.value.values where value["@id"] != nil { objects.append(value) }
            }
        default: break
        }
    }

    private static func types(_ value: LenientJSON) -> [String] {
        (value["@type"]?.values ?? []).compactMap(\.text).map { $0.split(separator: "/").last.map(String.init) ?? $0 }
    }

    private static func rank(_ value: LenientJSON) -> Int {
        var rank = 0
        for type in types(value) {
            let own =
                if type.hasSuffix("NewsArticle") || type == "LiveBlogPosting" {
                    5
                } else if type.hasSuffix("Article") || type.hasSuffix("Posting") || type == "Report" || type == "Review" {
                    4
                } else if type == "Recipe" || type == "VideoObject" || type == "AudioObject" || type == "PodcastEpisode" || type == "HowTo"
                {
                    2
                } else if type.hasSuffix("Page") {
                    1
                } else {
                    0
                }
            rank = max(rank, own)
        }
        return rank
    }

    private static func number(_ value: LenientJSON?) -> Int? {
        guard let text = value?.text else { return nil }
        return Int(text.prefix { $0.isASCII && $0.isNumber })
    }

    /// Plain text: publishers put markup and escaped markup into JSON-LD.
    private static func plain(_ value: LenientJSON?) -> String? {
        guard let text = value?.text ?? value?.values.first?.text else { return nil }
        let plain = PlainText.collapsed(SanitizedHTML.plainText(of: text))
        return plain.isEmpty ? nil : plain
    }
}
