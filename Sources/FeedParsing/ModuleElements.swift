import Markup
import NewsModel

extension FeedHeader {
    /// An element of a module that says something of the feed.
    mutating func readModule(_ element: Element, _ context: FieldContext, isAtom: Bool) {
        func text(_ type: String = "text/plain") -> FeedText? { TextConstruct.read(element, context, default: type, isAtom: isAtom) }
        switch (element.vocabulary, element.local) {
        case (.dublinCore, .title): title = title ?? text()
        case (.dublinCore, .description): subtitle = subtitle ?? text()
        case (.dublinCore, .language): language = FieldContext.language(element.text) ?? language
        case (.dublinCore, .rights): rights = text()
        case (.dublinCore, .creator), (.dublinCore, .author): addAuthor(FeedPerson(element, context))
        case (.dublinCore, .contributor): if let person = FeedPerson(element, context) { contributors.append(person) }
        case (.dublinCore, .publisher): publisher = FeedPerson(element, context)
        case (.dublinCore, .subject): categories += [FeedCategory(element)].compactMap { $0 }
        case (.dublinCore, .date): date = FieldContext.date(element.text)
        case (.dublinCoreTerms, .issued): published = FieldContext.date(element.text) ?? published
        case (.dublinCoreTerms, .created): created = FieldContext.date(element.text)
        case (.dublinCoreTerms, .modified): updated = FieldContext.date(element.text) ?? updated
        case (.itunes, .author): addAuthor(FeedPerson(element, context))
        case (.itunes, .subtitle): subtitle = subtitle ?? text()
        case (.itunes, .summary): subtitle = subtitle ?? text()
        case (.itunes, .image): image = FeedImage(element, context) ?? image
        case (.itunes, .link) where element["rel"] == "image": image = FeedImage(element, context)
        case (.itunes, .owner): publisher = FeedPerson(element, context)
        case (.itunes, .category): categories += FeedCategory.iTunes(element)
        case (.itunes, .keywords): categories += FeedCategory.keywords(element)
        case (.itunes, _): itunes.read(element)
        case (.podcast, .person): if let person = FeedPerson(element, context) { contributors.append(person) }
        case (.admin, .generatoragent): generator = FeedGenerator(name: nil, url: context.resolve(element["resource"]))
        case (.threading, .inreplyto): inReplyTo = FeedHeader.attributes(element, ["href", "ref", "source", "type"])
        case (.creativeCommons, .license): license = context.resolve(element["resource"] ?? element.text)
        case (.media, .thumbnail): image = image ?? FeedImage(element, context)
        default: break
        }
    }
}

extension ITunes {
    mutating func read(_ element: Element) {
        let word = element.text.lowercased()
        let exactly = element.rawText
        switch element.local {
        case .block: isBlocked = exactly == "yes" || exactly == "Yes"
        case .explicit:
            hasExplicit = true
            isExplicit = ["yes", "true", "explicit"].contains(word) ? true : ["clean", "no", "false"].contains(word) ? false : nil
        case .duration: duration = element.text
        case .keywords: keywords = element.text
        case .episode: episode = element.text
        case .season: season = element.text
        default: break
        }
    }
}

extension FeedCategory {
    /// Media RSS's default.
    static let mediaScheme = "http://search.yahoo.com/mrss/category_schema"
    static let iTunesScheme = "http://www.itunes.com/"

    /// `<itunes:category text="…">`, and those within.
    static func iTunes(_ element: Element) -> [FeedCategory] {
        var found: [FeedCategory] = []
        if let text = element["text"], !text.isEmpty { found.append(FeedCategory(term: text, scheme: iTunesScheme)) }
        for child in element.children where child.local == .category {
            if let text = child["text"], !text.isEmpty { found.append(FeedCategory(term: text, scheme: iTunesScheme)) }
        }
        return found
    }

    /// Words apart by commas, or where there is none, by spaces.
    static func keywords(_ element: Element) -> [FeedCategory] {
        let text = element.text
        let words = text.contains(",") ? text.split(separator: ",") : text.split(whereSeparator: \.isWhitespace)
        return words.map { FeedText.trimmed(String($0)) }.filter { !$0.isEmpty }.map {
            FeedCategory(term: $0, scheme: iTunesScheme, isKeyword: true)
        }
    }
}

extension EntryReader {
    /// An element of a module that says something of the item.
    mutating func readModule(_ element: Element, _ context: FieldContext) {
        switch element.vocabulary {
        case .dublinCore, .dublinCoreTerms: readDublinCore(element, context)
        case .content: if element.local == .encoded { addContent(element, "text/html") }
        case .media: readMedia(element, context, into: nil)
        case .itunes: readITunes(element, context)
        case .podcast:
            if element.local == .person, let person = FeedPerson(element, context) { entry.contributors.append(person) }
        case .slash: if element.local == .section { entry.categories += [FeedCategory(element)].compactMap { $0 } }
        case .georss, .gml, .w3cGeo: readGeometry(element)
        case .threading:
            if element.local == .inreplyto { entry.inReplyTo = FeedHeader.attributes(element, ["href", "ref", "source", "type"]) }
        case .wfw: if element.local == .commentrss { entry.commentsFeed = context.resolve(element.text) }
        case .feedburner: if element.local == .origlink { entry.originalLink = context.resolve(element.text) }
        case .creativeCommons: if element.local == .license { entry.license = context.resolve(element["resource"] ?? element.text) }
        default: break
        }
    }

    private mutating func readDublinCore(_ element: Element, _ context: FieldContext) {
        switch (element.vocabulary, element.local) {
        case (.dublinCoreTerms, .issued): entry.published = FieldContext.date(element.text) ?? entry.published
        case (.dublinCoreTerms, .created): entry.created = FieldContext.date(element.text) ?? entry.created
        case (.dublinCoreTerms, .modified): entry.updated = FieldContext.date(element.text) ?? entry.updated
        case (_, .title): entry.title = entry.title ?? text(element)
        case (_, .description), (_, .abstract): entry.summary = entry.summary ?? text(element, "text/html")
        case (_, .creator), (_, .author): addAuthor(FeedPerson(element, context))
        case (_, .contributor): if let person = FeedPerson(element, context) { entry.contributors.append(person) }
        case (_, .publisher): entry.publisher = FeedPerson(element, context)
        case (_, .subject): entry.categories += [FeedCategory(element)].compactMap { $0 }
        case (_, .date): entry.date = FieldContext.date(element.text) ?? entry.date
        case (_, .rights): entry.rights = entry.rights ?? text(element)
        case (_, .language): entry.language = FieldContext.language(element.text) ?? entry.language
        default: break
        }
    }

    private mutating func readITunes(_ element: Element, _ context: FieldContext) {
        switch element.local {
        case .author: addAuthor(FeedPerson(element, context))
        case .title: entry.title = entry.title ?? text(element)
        case .subtitle: entry.subtitle = text(element)
        case .summary: entry.summary = entry.summary ?? text(element, "text/html")
        case .image: entry.image = FeedImage(element, context) ?? entry.image
        case .link: if element["rel"] == "image" { entry.image = FeedImage(element, context) ?? entry.image }
        case .category: entry.categories += FeedCategory.iTunes(element)
        case .keywords: entry.categories += FeedCategory.keywords(element)
        default: entry.itunes.read(element)
        }
    }

    /// Media RSS, <https://www.rssboard.org/media-rss>. What a group or content says belongs to the medium; title and description are the
    /// item's where it has none of its own (YouTube).
    private mutating func readMedia(_ element: Element, _ context: FieldContext, into medium: Int?) {
        switch element.local {
        case .group:
            for child in element.children where child.vocabulary == .media { readMedia(child, context.within(child), into: medium) }
        case .content:
            guard let url = context.resolve(element["url"] ?? element.first(.player)?["url"]) else { return }
            entry.media.append(
                FeedMedia(
                    url: url, type: element["type"], medium: element["medium"]?.lowercased(), width: element["width"],
                    height: element["height"],
                    fileSize: element["filesize"], isDefault: element["isdefault"] == "true"))
            let index = entry.media.count - 1
            for child in element.children where child.vocabulary == .media { readMedia(child, context.within(child), into: index) }
        case .thumbnail:
            guard let image = FeedImage(element, context) else { return }
            entry.thumbnails.append(FeedImage(url: image.url, width: element["width"], height: element["height"]))
        case .title:
            if let medium { entry.media[medium].title = text(element)?.plain }
            if entry.title == nil { entry.title = text(element) }
        case .description, .text:
            if let medium { entry.media[medium].text = text(element)?.plain }
            if entry.summary == nil, medium == nil, element.local == .description { entry.summary = text(element) }
        case .credit:
            let name = element.text
            guard !name.isEmpty else { return }
            entry.credits.append(FeedCredit(role: element["role"], scheme: element["scheme"], content: name))
            if let medium { entry.media[medium].credit = name }
        case .category:
            guard var category = FeedCategory(element) else { return }
            if category.scheme == nil { category.scheme = FeedCategory.mediaScheme }
            entry.categories.append(category)
        case .keywords: entry.categories += FeedCategory.keywords(element).map { FeedCategory(term: $0.term, isKeyword: true) }
        case .copyright: if entry.rights == nil { entry.rights = text(element) }
        default: break
        }
    }
}
