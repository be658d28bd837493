import Markup
import NewsModel

/// One reading of one page, field by field.
struct PageReading {
    private let document: HTMLDocument
    private let hints: PageHints
    private let linked: LinkedData
    private let meta: MetaTags
    private let outline: PageOutline
    private let pageURL: URLReference?
    private let base: URLReference?
    private let rules: [PageRule]
    private let siteName: String?

    private var content = ArticleContent()
    private var fields: [String: FieldOrigin] = [:]
    private var warnings: [ArticleWarning] = []

    init(_ document: HTMLDocument, url: String?, hints: PageHints) {
        self.document = document
        self.hints = hints
        linked = LinkedData(document)
        meta = MetaTags(document)
        outline = PageOutline(document)
        pageURL = url.flatMap { URLReference($0) }
        let declared = [meta.canonical, meta.first("og:url")].compactMap { $0 }.compactMap { URLReference($0) }.first { $0.isHTTP }
        let place = pageURL ?? declared
        if let base = meta.base.flatMap({ URLReference($0) }) {
            self.base = place.map { base.resolved(against: $0) } ?? base
        } else {
            base = place
        }
        var rules: [PageRule] = []
        if let own = PageRule(extract: hints.extract) { rules.append(own) }
        let host = (pageURL ?? declared)?.host
        if let rule = PageRule.rule(for: document, host: host) { rules.append(rule) }
        self.rules = rules
        siteName = meta.first("og:site_name", "application-name") ?? linked.publisher ?? linked.siteName
    }

    mutating func article(encoding: String) -> PageArticle {
        readHeadline()
        let body = readBody()
        readLanguage(body)
        readPeople(body)
        readDates(body)
        readDescriptions()
        readMedia(body)
        content.rights = linked.rights ?? meta.first("copyright", "dc.rights", "dcterms.rights")
        if content.rights != nil { fields["rights"] = linked.rights != nil ? .jsonLD : .meta }
        if linked.isFree == false, (content.bodyText?.utf8.count ?? 0) < 1500 { warnings.append(.paywalled) }
        if content.headline == nil { warnings.append(.headlineMissing) }
        if content.bodyText == nil { warnings.append(.bodyMissing) }
        return PageArticle(content: content, canonicalURL: canonicalURL(), fields: fields, warnings: warnings, encoding: encoding)
    }

    private mutating func set(_ field: String, _ origin: FieldOrigin) { fields[field] = origin }

    /// What the rules say of a field.
    private func ruled(_ field: String) -> (texts: [String], origin: FieldOrigin)? {
        for rule in rules {
            if let texts = rule.texts(field, in: document) { return (texts, rule.name == "extract" ? .configuration : .rule) }
        }
        return nil
    }

    // MARK: Fields

    private mutating func readHeadline() {
        if let ruled = ruled("headline"), let text = ruled.texts.first {
            content.headline = text
            set("headline", ruled.origin)
            return
        }
        var headings: [String] = []
        for index in 0..<document.nodeCount where outline.tags[index] == .h1 {
            guard let node = document.node(at: index) else { continue }
            let text = node.text
            if !text.isEmpty && text.utf8.count < 500 { headings.append(text) }
        }
        if let choice = HeadlineChoice(linked: linked, meta: meta, headings: headings, siteName: siteName) {
            content.headline = choice.text
            set("headline", choice.origin)
        }
    }

    private struct Body {
        var nodes: [HTMLNode]
        var removed: [Bool]
    }

    private mutating func readBody() -> Body? {
        var finder = BodyFinder(outline)
        var nodes: [HTMLNode] = []
        var removed: [Bool] = []
        var origin = FieldOrigin.text
        for rule in rules {
            let found = rule.body.lazy.compactMap { [document] in document.root.xpath($0)?.nodes }.first { !$0.isEmpty }
            guard let found else { continue }
            // Of nodes within each other the outer holds the inner.
            for node in found where !nodes.contains(where: { $0.contains(node) }) { nodes.append(node) }
            removed = outline.isSkipped
            for path in rule.removals {
                for node in document.root.xpath(path)?.nodes ?? [] {
                    for index in node.index..<node.endIndex { removed[index] = true }
                }
            }
            origin = rule.name == "extract" ? .configuration : .rule
            break
        }
        if nodes.isEmpty, let container = finder.container() {
            finder.prune(container, headline: content.headline)
            removed = finder.isRemoved
            nodes = document.node(at: container).map { [$0] } ?? []
        }
        var body = SanitizedHTML(nodes: nodes, base: base, leavingOut: removed)
        if let text = linked.body, let whole = LinkedBody.whole(text, against: body.text) {
            body = whole
            origin = .jsonLD
        }
        guard !body.text.isEmpty else { return nil }
        content.bodyText = body.text
        content.bodyHTML = body.html
        set("body_text", origin)
        set("body_html", origin)
        return Body(nodes: nodes, removed: removed)
    }

    private mutating func readLanguage(_ body: Body?) {
        let text = content.bodyText ?? content.headline ?? ""
        let declared: [(String?, FieldOrigin)] = [
            (ruled("language")?.texts.first, .rule), (meta.language, .meta), (linked.language, .jsonLD),
            (meta.first("content-language", "language", "dc.language", "dcterms.language"), .meta), (meta.first("og:locale"), .openGraph),
            (hints.language, .configuration),
        ]
        for (value, origin) in declared {
            guard let value, let language = PageReading.languageTag(value), LanguageDetection.fits(language, text: text) else { continue }
            content.language = language
            set("language", origin)
            break
        }
        if content.language == nil, let detected = LanguageDetection.language(of: text) {
            content.language = detected
            set("language", .detected)
            warnings.append(.languageDetected)
        }
        if let declared = meta.direction?.lowercased(), declared == "rtl" || content.language == nil && declared == "ltr" {
            content.direction = TextDirection(rawValue: declared)
            set("direction", .meta)
        } else if let language = content.language {
            content.direction = TextDirection(language: language)
            set("direction", .detected)
        }
    }

    private static func languageTag(_ value: String) -> String? {
        let parts = value.split(whereSeparator: { $0 == "-" || $0 == "_" }).prefix(3)
        guard let primary = parts.first?.lowercased(), (2...3).contains(primary.count), primary.allSatisfy({ $0.isASCII && $0.isLetter }),
            primary != "und"
        else { return nil }
        var tag = primary
        for part in parts.dropFirst() {
            guard part.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber) }) else { break }
            if part.count == 2 {
                tag += "-" + part.uppercased()
            } else if part.count == 4 {
                tag += "-" + part.prefix(1).uppercased() + part.dropFirst().lowercased()
            } else if part.count == 3 {
                tag += "-" + part
            }
        }
        return tag
    }

    private mutating func readPeople(_ body: Body?) {
        if let ruled = ruled("byline"), let line = ruled.texts.first {
            content.byline = line
            set("byline", ruled.origin)
        }
        if let ruled = ruled("authors") {
            addAuthors(ruled.texts, ruled.origin)
        }
        if content.authors.isEmpty && !linked.authors.isEmpty {
            for author in linked.authors where !author.isOrganization {
                for name in AuthorNames.people(in: author.name, site: siteName) { addAuthor(name, url: author.url, .jsonLD) }
            }
        }
        if content.authors.isEmpty {
            addAuthors(meta.microdata["author"]?.prefix(3).map { $0 } ?? [], .microdata)
        }
        if content.authors.isEmpty {
            let names = [
                "author", "article:author", "dc.creator", "dcterms.creator", "sailthru.author", "parsely-author", "byl", "citation_author",
            ]
            for name in names where content.authors.isEmpty { addAuthors(meta.values[name] ?? [], .meta) }
        }
        let visible = visibleBylines(body)
        let isKnown = !content.authors.isEmpty
        if content.authors.isEmpty { addAuthors(visible.filter { $0.utf8.count < 160 }.prefix(1).map { $0 }, .text) }
        // A line that names none of the known authors belongs to another article of the page.
        let lines = visible.filter { line in
            line.utf8.count < 200 && (!isKnown || content.authors.contains { line.lowercased().contains($0.name.lowercased()) })
        }
        if content.byline == nil, let line = lines.first {
            content.byline = line
            set("byline", .text)
        }
        readAgency()
        if let ruled = ruled("located"), let place = ruled.texts.first {
            content.located = place
            set("located", ruled.origin)
        } else if let place = linked.place {
            content.located = place
            set("located", .jsonLD)
        }
    }

    private mutating func readAgency() {
        if let ruled = ruled("agency"), let name = ruled.texts.first {
            content.agency = name
            set("agency", ruled.origin)
        } else if let agency = content.byline.flatMap(Agencies.agency) {
            content.agency = agency
            set("agency", fields["byline"] ?? .text)
        } else if let named = linked.authors.first(where: { Agencies.isAgency($0.name) }) {
            content.agency = named.name
            set("agency", .jsonLD)
        } else if let agency = hints.agency {
            content.agency = agency
            set("agency", .configuration)
        } else if let agency = rules.compactMap(\.agency).first {
            content.agency = agency
            set("agency", .rule)
        }
    }

    private mutating func addAuthors(_ lines: [String], _ origin: FieldOrigin) {
        for line in lines {
            for name in AuthorNames.people(in: line, site: siteName) { addAuthor(name, url: nil, origin) }
        }
    }

    private mutating func addAuthor(_ name: String, url: String?, _ origin: FieldOrigin) {
        let letters = Comparing.letters(name)
        guard content.authors.count < 20, !content.authors.contains(where: { Comparing.letters($0.name) == letters }) else { return }
        let address = url.flatMap { URLReference($0) }.map { reference in base.map { reference.resolved(against: $0) } ?? reference }
        content.authors.append(Author(name: name, url: address?.isHTTP == true ? address?.description : nil))
        set("authors", origin)
    }

    /// The texts of small elements that their names call a byline, links to authors first.
    ///
    /// Those before and in the text come before those after it; what stands in a bar, a foot or a list of other articles is none of this one's.
    private func visibleBylines(_ body: Body?) -> [String] {
        let start = body?.nodes.map(\.index).min() ?? document.nodeCount
        let end = body?.nodes.map(\.endIndex).max() ?? document.nodeCount
        var found: [[String]] = [[], [], [], []]
        for index in 0..<document.nodeCount where outline.tags[index] != .text {
            guard let node = document.node(at: index) else { continue }
            let isAuthorLink = node.tag == .a && (node[.rel] == "author" || (node[.href]?.contains("/author/") ?? false))
            guard isAuthorLink || outline.signs[index].contains(.byline) else { continue }
            guard !outline.signs[index].contains(.comments), node.endIndex - node.index < 60 else { continue }
            if isElsewhere(index, body: start) { continue }
            let text = node.text
            guard (3..<200).contains(text.utf8.count) else { continue }
            let kind = (index < end ? 0 : 2) + (isAuthorLink ? 0 : 1)
            if found[kind].count < 6 { found[kind].append(text) }
        }
        return found.flatMap { $0 }
    }

    /// Whether a node stands in a bar, a foot or a list of other articles that does not hold the text itself.
    ///
    /// - Parameter byTag: Names are not asked: publishers give those of sharing bars to the line with the date.
    private func isElsewhere(_ index: Int, body start: Int, byTag: Bool = false) -> Bool {
        outline.ancestors(of: index).contains { above in
            if above <= start && Int(outline.ends[above]) > start { return false }
            let tag = outline.tags[above]
            let signs = outline.signs[above]
            if tag == .aside || tag == .nav || signs.contains(.comments) || !byTag && signs.contains(.clutter) { return true }
            // An article's own foot tells who wrote it.
            return tag == .footer && !outline.ancestors(of: above).contains { outline.tags[$0] == .article && $0 <= start }
        }
    }

    private mutating func readDates(_ body: Body?) {
        let place = place(of: body)
        let start = body?.nodes.map(\.index).min() ?? 0
        let ownTimes = meta.times.filter { $0.index < place.upperBound && !isElsewhere($0.index, body: start, byTag: true) }
        var times = ownTimes.filter { place.contains($0.index) }
        // None beside the headline: then one before the text's end that stands in no list of other articles.
        if times.isEmpty { times = ownTimes }
        var dates = PageDates(timezone: hints.timezone ?? rules.compactMap(\.timezone).first, language: content.language)
        if let ruled = ruled("published_at") { dates.publish(ruled.texts, ruled.origin) }
        if let ruled = ruled("updated_at") { dates.update(ruled.texts, ruled.origin) }
        dates.publish([linked.published], .jsonLD)
        dates.publish(meta.microdata["datepublished"]?.map { $0 } ?? [], .microdata)
        dates.publish(
            [
                meta.first("article:published_time", "og:article:published_time", "article:published"), meta.first("datepublished"),
                meta.first(
                    "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publication_date",
                    "cxenseparse:recs:publishtime"),
                meta.first("dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "dc.date.created", "dcterms.issued"),
                meta.first(
                    "date", "article.published", "article_date_original", "citation_publication_date", "og:published_time", "created"),
            ], .meta)
        dates.publish(times.filter(\.isPublication).map(\.value), .text)
        dates.publish(times.filter { !$0.isUpdate }.prefix(1).map(\.value), .text)
        dates.update([linked.modified], .jsonLD)
        dates.update(meta.microdata["datemodified"]?.map { $0 } ?? [], .microdata)
        dates.update([meta.first("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")], .meta)
        dates.update(times.filter(\.isUpdate).map(\.value), .text)
        if dates.published == nil {
            for line in visibleDates(place, start) + linesBesideHeadline(start) { dates.read(within: line, .text) }
        }
        if let path = pageURL?.path ?? meta.canonical.flatMap({ URLReference($0)?.path }) { dates.publish(fromPath: path) }
        if let published = dates.published {
            content.publishedAt = published.date
            set("published_at", published.origin)
        } else {
            warnings.append(dates.isInvalid ? .dateInvalid : .dateMissing)
        }
        if let updated = dates.updated {
            content.updatedAt = updated.date
            set("updated_at", updated.origin)
        }
        if dates.isTimezoneAssumed { warnings.append(.timezoneAssumed) }
    }

    /// The texts of small elements that their names call a date, those beside the headline and in the text first.
    private func visibleDates(_ place: Range<Int>, _ start: Int) -> [String] {
        var near: [String] = []
        var others: [String] = []
        for index in 0..<place.upperBound where outline.tags[index] != .text && near.count < 8 {
            guard outline.signs[index].contains(.date) || outline.signs[index].contains(.byline) || outline.tags[index] == .time,
                let node = document.node(at: index), node.endIndex - node.index < 30
            else { continue }
            let text = node.text
            guard (6..<200).contains(text.utf8.count) else { continue }
            if isElsewhere(index, body: start, byTag: true) { continue }
            if place.contains(index) { near.append(text) } else if others.count < 8 { others.append(text) }
        }
        return near + others
    }

    /// The nodes from a little before the headline to the end of the article; the whole page where neither is known.
    private func place(of body: Body?) -> Range<Int> {
        guard let body, let first = body.nodes.map(\.index).min(), let last = body.nodes.map(\.endIndex).max() else {
            return 0..<document.nodeCount
        }
        let article = outline.ancestors(of: first).first { outline.tags[$0] == .article }
        let heading = headingIndex().map { max(0, $0 - 40) }
        guard article != nil || heading != nil else { return 0..<document.nodeCount }
        let start = min(article ?? first, heading ?? first)
        let end = max(last, article.map { Int(outline.ends[$0]) } ?? last)
        return max(0, min(start, first))..<min(document.nodeCount, max(end, first))
    }

    /// The heading that is the headline.
    private func headingIndex() -> Int? {
        guard let headline = content.headline.map(Comparing.letters), !headline.isEmpty else { return nil }
        return (0..<document.nodeCount).first {
            guard outline.tags[$0] == .h1 || outline.tags[$0] == .h2, let text = document.node(at: $0)?.text else { return false }
            return headline.hasPrefix(Comparing.letters(text)) && !text.isEmpty
        }
    }

    /// The short lines before and after the heading, where a date stands if anywhere.
    private func linesBesideHeadline(_ start: Int) -> [String] {
        guard let heading = headingIndex() else { return [] }
        let number = outline.blockRange(of: heading).lowerBound
        let blocks = outline.blocks[max(0, number - 3)..<min(outline.blocks.count, number + 9)]
        return blocks.filter { (6..<160).contains($0.length) && !isElsewhere($0.start, body: start, byTag: true) }.map {
            outline.text(of: $0)
        }
    }

    private mutating func readDescriptions() {
        if let ruled = ruled("subheadline"), let text = ruled.texts.first {
            content.subheadline = text
            set("subheadline", ruled.origin)
        } else if let text = linked.alternativeHeadline, Comparing.letters(text) != Comparing.letters(content.headline ?? "") {
            content.subheadline = text
            set("subheadline", .jsonLD)
        }
        if let ruled = ruled("summary"), let text = ruled.texts.first {
            content.summary = text
            set("summary", ruled.origin)
        } else if let text = linked.isArticle ? linked.description : nil {
            content.summary = text
            set("summary", .jsonLD)
        } else if let text = meta.first("og:description") {
            content.summary = SanitizedHTML.plainText(of: text)
            set("summary", .openGraph)
        } else if let text = meta.first("description", "twitter:description", "dc.description") {
            content.summary = SanitizedHTML.plainText(of: text)
            set("summary", .meta)
        }
        if let ruled = ruled("subjects") {
            content.subjects = PageReading.unique(ruled.texts).map { Subject(name: $0) }
            set("subjects", ruled.origin)
        } else if !linked.section.isEmpty {
            content.subjects = PageReading.unique(linked.section).prefix(20).map { Subject(name: $0) }
            set("subjects", .jsonLD)
        } else if let sections = meta.values["article:section"] {
            content.subjects = PageReading.unique(sections).prefix(20).map { Subject(name: $0) }
            set("subjects", .meta)
        }
        readKeywords()
    }

    private mutating func readKeywords() {
        var keywords: [String] = []
        if let ruled = ruled("keywords") {
            keywords = ruled.texts
            set("keywords", ruled.origin)
        } else if !linked.keywords.isEmpty {
            keywords = linked.keywords
            set("keywords", .jsonLD)
        } else if let values = meta.values["article:tag"] ?? meta.values["keywords"] ?? meta.values["news_keywords"] {
            keywords = values.flatMap { $0.split(whereSeparator: { $0 == "," || $0 == ";" || $0 == "،" || $0 == "、" }) }.map {
                PlainText.collapsed(String($0))
            }
            set("keywords", .meta)
        }
        content.keywords = PageReading.unique(keywords).filter { !Agencies.isAgency($0) && $0.count < 80 }.prefix(50).map { $0 }
        if content.keywords.isEmpty { fields["keywords"] = nil }
    }

    private static func unique(_ values: [String]) -> [String] {
        var seen: Set<String> = []
        return values.filter { !$0.isEmpty && seen.insert($0.lowercased()).inserted }
    }

    private mutating func readMedia(_ body: Body?) {
        var media = PageMedia(base: base)
        if let ruled = ruled("media") {
            for url in ruled.texts { media.add(.image, url) }
        }
        if let image = meta.first("og:image", "og:image:url", "og:image:secure_url") {
            media.add(
                .image, image, caption: nil, width: meta.first("og:image:width").flatMap { Int($0) },
                height: meta.first("og:image:height").flatMap { Int($0) })
        }
        for image in linked.images.prefix(3) {
            media.add(.image, image.url, caption: image.caption, width: image.width, height: image.height)
        }
        if media.media.isEmpty { media.add(.image, meta.first("twitter:image", "twitter:image:src")) }
        if let body { for node in body.nodes { media.add(in: node, leavingOut: body.removed) } }
        content.media = media.media
        if !content.media.isEmpty { set("media", meta.first("og:image") != nil ? .openGraph : linked.images.isEmpty ? .text : .jsonLD) }
    }

    private mutating func canonicalURL() -> String? {
        for (value, origin) in [(meta.canonical, FieldOrigin.meta), (meta.first("og:url"), .openGraph), (linked.url, .jsonLD)] {
            guard let value, let reference = URLReference(value) else { continue }
            let absolute = base.map { reference.resolved(against: $0) } ?? reference
            // A canonical link to the front page is a mistake of the publisher's.
            let isFront = absolute.path.isEmpty || absolute.path == "/"
            if absolute.isHTTP, !isFront || (pageURL?.path ?? "/") == "/" {
                fields["canonical_url"] = origin
                return absolute.withoutTracking.description
            }
        }
        guard let pageURL, pageURL.isHTTP else { return nil }
        fields["canonical_url"] = .url
        return pageURL.withoutTracking.description
    }
}
