import Markup
import NewsModel

extension PageReading {
    mutating func readPeople(_ body: Body?) {
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

    mutating func readAgency() {
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

    mutating func addAuthors(_ lines: [String], _ origin: FieldOrigin) {
        for line in lines {
            for name in AuthorNames.people(in: line, site: siteName) { addAuthor(name, url: nil, origin) }
        }
    }

    mutating func addAuthor(_ name: String, url: String?, _ origin: FieldOrigin) {
        let letters = Comparing.letters(name)
        guard content.authors.count < 20, !content.authors.contains(where: { Comparing.letters($0.name) == letters }) else { return }
        let address = url.flatMap { URLReference($0) }.map { reference in base.map { reference.resolved(against: $0) } ?? reference }
        content.authors.append(Author(name: name, url: address?.isHTTP == true ? address?.description : nil))
        set("authors", origin)
    }

    /// The texts of small elements that their names call a byline, links to authors first.
    ///
    /// Those before and in the text come before those after it; what stands in a bar, a foot or a list of other articles is none of this one's.
    func visibleBylines(_ body: Body?) -> [String] {
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
}
