import Markup
import NewsModel

extension PageReading {
    /// Takes the byline, the authors, the provider and the place.
    ///
    /// Where nobody is named, a team or a company stands in the authors' place: it is whom the page names. An agency does where the page's
    /// data calls it the author.
    mutating func readPeople(_ body: Body?) {
        if let ruled = ruled("byline"), let line = ruled.texts.first {
            content.byline = line
            set("byline", ruled.origin)
            note("byline", line, ruled.origin, ruled.place, isChosen: true)
        }
        var collectives: [(name: String, url: String?, origin: FieldOrigin)] = []
        if let ruled = ruled("authors") {
            for text in ruled.texts { add(AuthorNames(text, as: .names, site: site), ruled.origin, ruled.place, &collectives) }
        }
        let isRuled = !content.authors.isEmpty
        let range = body.flatMap { body in
            body.nodes.map(\.index).min().map { $0..<max($0 + 1, body.nodes.map(\.endIndex).max() ?? 0) }
        }
        let start = range?.lowerBound ?? document.nodeCount
        var names = site
        (names.places, names.perhapsPlaces) = placesOfWriting
        names.authors = namedAuthors
        names.language = content.language
        var finder = BylineFinder(outline: outline, site: names, heading: headlineIndex ?? headingIndex, body: range) {
            [self] index, isNear in
            isElsewhere(index, body: start, byTag: isNear, inAside: !isNear || index > start)
        }
        let shown = finder.lines()
        let linkedNames = shown.filter { $0.rank == 0 && $0.isOneAuthor }.flatMap(\.names.people)
        finder.site.authors.formUnion(linkedNames.map(Comparing.letters))
        let plain = confirmed(finder.plainLines(), by: shown)
        if !isRuled {
            for author in linked.authors {
                let names = AuthorNames(author.name, as: .names, site: site)
                if author.isOrganization {
                    let parts = names.people + names.others
                    // "Doe & Sons" is one.
                    for name in parts.count > 1 ? [author.name] : parts { collectives.append((name, author.url, .jsonLD)) }
                    note("authors", author.name, .jsonLD, "JSON-LD author", isChosen: false, "an organisation")
                } else if names.people.isEmpty, names.others.count == 1, let name = names.others.first, !AuthorNames.isTeam(name) {
                    // A person's own site bears the person's name; where somebody else is shown, it is the site's.
                    let isShown = shown.contains { $0.rank == 0 && $0.names.people.contains { $0.contains(" ") } }
                    if isShown { collectives.append((name, author.url, .jsonLD)) } else { addAuthor(name, url: author.url, .jsonLD) }
                } else {
                    add(names, .jsonLD, "JSON-LD author", &collectives, url: author.url)
                }
            }
            if let names = meta.values["citation_author"], content.authors.isEmpty {
                for name in names { add(AuthorNames(name, as: .names, site: site), .meta, "citation_author", &collectives) }
            }
            // What is said in the head is taken where the page shows it as well; often it is the site's own name.
            for name in PageReading.authorNames where content.authors.isEmpty {
                let names = (meta.values[name] ?? []).flatMap { AuthorNames($0, as: .names, site: site).people }
                let isShown =
                    !names.isEmpty
                    && names.allSatisfy { name in
                        name.contains(" ")
                            && shown.contains {
                                $0.rank <= 3 && ($0.text.lowercased().contains(name.lowercased()) || name.hasPrefix($0.text + " "))
                            }
                    }
                if isShown {
                    for value in meta.values[name] ?? [] { add(AuthorNames(value, as: .names, site: site), .meta, name, &collectives) }
                }
            }
            readShown(shown, plain, &collectives)
            takeFullNames()
            // A byline beside the headline goes before what is only said.
            if content.authors.isEmpty, let line = plain.first(where: { $0.rank == 0 && $0.isLed && !$0.names.people.isEmpty }) {
                add(line.names, .text, line.place, &collectives)
            }
            for name in PageReading.authorNames where content.authors.isEmpty {
                for value in meta.values[name] ?? [] { add(AuthorNames(value, as: .names, site: site), .meta, name, &collectives) }
                readShown([], plain, &collectives)
            }
            if content.authors.isEmpty, let said = cardAuthor { add(said, .meta, "twitter:data", &collectives) }
            if content.authors.isEmpty, let said = meta.microdata["author"]?.first?.value, said.utf8.count < 80 {
                add(AuthorNames(said, as: .names, site: site), .microdata, "itemprop author", &collectives)
            }
            // Where the page says that nobody in particular wrote it, a line that does not say so itself is no byline.
            if content.authors.isEmpty, let line = plain.first(where: { $0.isLed || collectives.isEmpty }) {
                add(line.names, .text, "line", &collectives)
            }
        }
        if content.authors.isEmpty, !collectives.contains(where: { $0.origin == .jsonLD }) {
            for author in linked.authors where Agencies.isAgency(author.name) { addAuthor(author.name, url: author.url, .jsonLD) }
            for name in meta.first("author", "article:author").map({ [$0] }) ?? []
            where content.authors.isEmpty && collectives.isEmpty && Agencies.isAgency(name) {
                addAuthor(name, url: nil, .meta)
            }
        }
        if content.authors.isEmpty, let first = collectives.first {
            for other in collectives where other.origin == first.origin { addAuthor(other.name, url: other.url, other.origin) }
        }
        readByline(shown + plain)
        readAgency()
        if let ruled = ruled("located"), let place = ruled.texts.first {
            content.located = place
            set("located", ruled.origin)
            note("located", place, ruled.origin, ruled.place, isChosen: true)
        } else if let place = linked.place {
            content.located = place
            set("located", .jsonLD)
            note("located", place, .jsonLD, "JSON-LD contentLocation", isChosen: true)
        }
    }

    /// Where the article was written, in letters alone: as data says it, and as its text begins, "HARROW, England (AP) — "; and where perhaps.
    private var placesOfWriting: (known: Set<String>, perhaps: Set<String>) {
        var known = [ruled("located")?.texts.first ?? linked.place].compactMap { $0 }
        var perhaps: [String] = []
        let beginning = (content.bodyText ?? "").prefix(60)
        let end = beginning.indices.first {
            "(:".contains(beginning[$0]) || "—–-".contains(beginning[$0]) && beginning[..<$0].last == " "
        }
        // "Ben Second – the man who builds bridges." goes on with a small letter.
        if let end, beginning[end] == "(" || beginning[end...].first(where: \.isLetter)?.isLowercase != true {
            let parts = beginning[..<end].split { ",/".contains($0) }.prefix(3).map { PlainText.collapsed(String($0)) }
            // An agency in brackets stands behind a place, a number behind a person of that age.
            let isAgency = beginning[end] == "(" && beginning[end...].dropFirst().first?.isLetter == true
            // People of two names stand before a dash and a colon as well.
            known += parts.filter { isAgency || !$0.holds(" ") || $0 == $0.uppercased() }
            if "—–-".contains(beginning[end]) { perhaps = parts }
        }
        func letters(_ places: [String]) -> Set<String> { Set(places.map(Comparing.letters).filter { !$0.isEmpty }) }
        return (letters(known), letters(perhaps))
    }

    /// Those whom the page's data names one by one.
    private var namedAuthors: Set<String> {
        let said = linked.authors.map(\.name) + PageReading.authorNames.flatMap { meta.values[$0] ?? [] }
        return Set(said.map { AuthorNames($0, as: .names, site: site).people }.filter { $0.count == 1 }.joined().map(Comparing.letters))
    }

    /// The lines without those that only have a date beside a name that the page says nowhere else.
    private func confirmed(_ plain: [BylineFinder.Line], by shown: [BylineFinder.Line]) -> [BylineFinder.Line] {
        guard plain.contains(where: \.isDated) else { return plain }
        var said = linked.authors.map(\.name) + (["citation_author"] + PageReading.authorNames).flatMap { meta.values[$0] ?? [] }
        said += (shown + plain.filter { !$0.isDated }).flatMap(\.names.people) + (cardAuthor?.people ?? [])
        let known = said.map(Comparing.letters)
        return plain.filter { line in
            !line.isDated || line.names.people.map(Comparing.letters).allSatisfy { name in known.contains { $0.contains(name) } }
        }
    }

    /// Whom a card for Twitter names behind a label such as "Written by".
    private var cardAuthor: AuthorNames? {
        for number in ["1", "2"] {
            guard let label = meta.first("twitter:label" + number), let value = meta.first("twitter:data" + number) else { continue }
            if BylineFinder.isLabel(label) { return AuthorNames(value, as: .names, site: site) }
        }
        return nil
    }

    private static let authorNames = [
        "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl", "articleauthor",
    ]

    private mutating func add(
        _ names: AuthorNames, _ origin: FieldOrigin, _ place: String,
        _ collectives: inout [(name: String, url: String?, origin: FieldOrigin)],
        url: String? = nil, links: [String: String] = [:]
    ) {
        for name in names.people {
            note("authors", name, origin, place, isChosen: true)
            addAuthor(name, url: url ?? links[name], origin)
        }
        for name in names.others {
            note("authors", name, origin, place, isChosen: false, "no person")
            collectives.append((name, url ?? links[name], origin))
        }
    }

    /// Takes those that are shown: all that stand together beside the headline, where structured data names nobody or only half a name.
    private mutating func readShown(
        _ shown: [BylineFinder.Line], _ plain: [BylineFinder.Line], _ collectives: inout [(name: String, url: String?, origin: FieldOrigin)]
    ) {
        let known = content.authors
        let isHalf = known.count == 1 && !(known[0].name.contains(" ")) && known[0].name.utf8.allSatisfy { $0 < 0x80 }
        if let fuller = fullerLine(than: known, shown + plain) {
            content.authors = []
            add(fuller.names, .text, fuller.place, &collectives, links: fuller.links)
            return
        }
        if isHalf {
            let half = Comparing.letters(known[0].name)
            let fuller = (shown.prefix(8) + plain.prefix(8)).flatMap(\.names.people).first { name in
                let letters = Comparing.letters(name)
                return name.contains(" ") && letters.utf8.count > half.utf8.count
                    && (letters.contains(half) || half.hasSuffix(letters.suffix(4)))
            }
            guard let fuller else { return }
            content.authors = []
            addAuthor(fuller, url: nil, .text)
            return
        }
        guard known.isEmpty, let nearest = shown.first else { return }
        let person = shown.first { !$0.names.people.isEmpty }
        // A desk that says it is the author, beside the headline, is: who is named elsewhere wrote something else.
        let first =
            nearest.strength == 0 && nearest.rank == 0 && (person?.rank ?? 9) + (person?.strength ?? 0) > 0 ? nearest : person ?? nearest
        var last = first.index
        for line in shown.filter({ $0.rank == first.rank }).sorted(by: { $0.index < $1.index }) where line.index >= first.index {
            guard line.index - last < 60 else { break }
            last = line.index
            // An element that is only called so may be the box about the author.
            if first.place != "class", line.place == "class" { continue }
            add(line.names, line.place == "itemprop" ? .microdata : .text, line.place, &collectives, links: line.links)
        }
        // "By Ann First and Ben Second", of whom one has a page. Behind a comma alone, in a line of its own, may stand a place or an office.
        let marked = Set(shown.flatMap(\.names.people))
        let lines = plain.filter { line in
            line.names.onlyListed.isSubset(of: marked) || shown.contains { line.nodes.contains($0.index) }
        }
        if let fuller = fullerLine(than: content.authors, lines) {
            content.authors = []
            add(fuller.names, .text, fuller.place, &collectives, links: first.links)
        }
    }

    /// Takes the full name that the head gives where a byline has the first names alone.
    private mutating func takeFullNames() {
        guard let first = content.authors.first?.name, content.authors.allSatisfy({ !$0.name.contains(" ") }) else { return }
        let said = ["author", "article:author"].flatMap { meta.values[$0] ?? [] }.flatMap { AuthorNames($0, as: .names, site: site).people }
        guard let name = said.first(where: { $0.hasPrefix(first + " ") }) else { return }
        content.authors = []
        addAuthor(name, url: nil, .meta)
    }

    /// A byline beside the headline that names those who are known and more.
    private func fullerLine(than known: [Author], _ lines: [BylineFinder.Line]) -> BylineFinder.Line? {
        guard !known.isEmpty else { return nil }
        let names = known.map { Comparing.letters($0.name) }
        return lines.first { line in
            guard line.rank == 0, line.isLed, line.names.people.count > names.count, line.names.people.count <= 6 else { return false }
            let shown = line.names.people.map(Comparing.letters)
            // "Dr Ann First" is Ann First.
            let isKnown = names.allSatisfy { name in shown.contains { $0.hasSuffix(name) && $0.utf8.count <= name.utf8.count + 6 } }
            return isKnown && line.names.people.allSatisfy { $0.contains(" ") || names.contains(Comparing.letters($0)) }
        }
    }

    /// The byline as it is printed: the first line that names one of the authors.
    private mutating func readByline(_ lines: [BylineFinder.Line]) {
        guard content.byline == nil else { return }
        let short = lines.filter { $0.text.utf8.count < 200 && $0.rank <= 3 }
        let names = content.authors.map { $0.name.lowercased() }
        let line = names.isEmpty ? short.first : short.first { line in names.contains { line.text.lowercased().contains($0) } }
        guard let line else { return }
        content.byline = line.text
        set("byline", .text)
        note("byline", line.text, .text, line.place, isChosen: true)
    }

    private mutating func readAgency() {
        if let ruled = ruled("agency"), let name = ruled.texts.first {
            content.agency = name
            set("agency", ruled.origin)
        } else if let agency = content.byline.flatMap(Agencies.agency) {
            content.agency = agency
            set("agency", fields["byline"] ?? .text)
        } else if let named = linked.authors.first(where: { Agencies.isAgency($0.name) }) {
            content.agency = PlainText.collapsed(named.name)
            set("agency", .jsonLD)
        } else if let named = PageReading.authorNames.compactMap({ meta.values[$0] }).joined().first(where: Agencies.isAgency) {
            content.agency = named
            set("agency", .meta)
        } else if let agency = hints.agency {
            content.agency = agency
            set("agency", .configuration)
        } else if let agency = rules.compactMap(\.agency).first {
            content.agency = agency
            set("agency", .rule)
        }
        let (agency, origin) = (content.agency, fields["agency"] ?? .text)
        note("agency", agency, origin, "byline, JSON-LD, meta, configuration or rule", isChosen: true)
    }

    private mutating func addAuthor(_ name: String, url: String?, _ origin: FieldOrigin) {
        let letters = Comparing.letters(name)
        guard content.authors.count < 40, !content.authors.contains(where: { Comparing.letters($0.name) == letters }) else { return }
        let address = url.flatMap { URLReference($0) }.map { reference in base.map { reference.resolved(against: $0) } ?? reference }
        content.authors.append(Author(name: name, url: address?.isHTTP == true ? address?.description : nil))
        set("authors", origin)
    }
}
