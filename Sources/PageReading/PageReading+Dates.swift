import Markup
import NewsModel

extension PageReading {
    /// Takes publication and update: as a rule says, then what is said in machine-readable form, then what is shown.
    mutating func readDates(_ body: Body?) {
        let place = place(of: body)
        let start = body?.nodes.map(\.index).min() ?? 0
        let times = meta.times.filter { time in
            !(time.terms.isProperty && isOfAnotherItem(time.index, body: start)) && !(time.terms.isTitle && isLinked(time.index, in: body))
        }
        let shown = ShownDates(
            times: times, place: place,
            isElsewhere: { [self] in isElsewhere($0, body: start, byTag: true, inAside: $1) },
            isListed: { [self] in isListed($0, body: start) })
        var dates = PageDates(timezone: hints.timezone ?? rules.compactMap(\.timezone).first, language: content.language)
        if let ruled = ruled("published_at") { dates.publish(ruled.texts, ruled.origin, ruled.place) }
        if let ruled = ruled("updated_at") { dates.update(ruled.texts, ruled.origin, ruled.place) }
        publishInsteadOfSave(place, start, &dates)
        dates.publish([linked.published], .jsonLD, "JSON-LD datePublished")
        dates.publish(
            [meta.first("article:published_time", "og:article:published_time", "article:published")], .meta, "article:published_time")
        dates.publish(own("datepublished", place, start), .microdata, "itemprop datePublished")
        publish(PageReading.publicationNames, &dates)
        dates.publish(shown.publications, .text, "time")
        if dates.published == nil, let shown = bareDate(place, start, dates) { publish(PageReading.creationNames, besides: shown, &dates) }
        publish(PageReading.creationNames, &dates)
        dates.update([linked.modified], .jsonLD, "JSON-LD dateModified")
        dates.update(own("datemodified", place, start), .microdata, "itemprop dateModified")
        dates.update(
            [meta.first("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")], .meta,
            "article:modified_time")
        dates.update(shown.updates, .text, "time")
        if dates.published == nil || explains {
            if let shown = bareDate(place, start, dates) { dates.publish([shown], .text, "line beside the headline") }
            for line in visibleDates(place, start) { dates.read(within: line, .text, "element named a date") }
            for line in linesBesideHeadline(start) { dates.read(within: line, .text, "line beside the headline") }
            if let text = content.bodyText { dates.read(beginningOf: text, .text, "beginning of the text") }
            for line in datesBehind(place, start) { dates.read(within: line, .text, "element named a date, behind the text") }
            if let line = labelledDate(dates) { dates.publish([line], .text, "line behind a label") }
        }
        if let path = pageURL?.path ?? meta.canonical.flatMap({ URLReference($0)?.path }) { dates.publish(fromPath: path) }
        if let only = shown.onlyDay { dates.publish([only], .text, "the only time of the page") }
        complete(&dates, times, place, start)
        for note in dates.notes { self.note(note.field, note.text, note.origin, note.place, isChosen: note.isChosen) }
        take(dates)
    }

    /// Whether a node is of a link in the text: what that leads to has the date.
    private func isLinked(_ index: Int, in body: Body?) -> Bool {
        guard let body, !body.removed[index], body.nodes.contains(where: { ($0.index..<$0.endIndex).contains(index) }) else { return false }
        return outline.tags[index] == .a || outline.ancestors(of: index).prefix(3).contains { outline.tags[$0] == .a }
    }

    /// Takes the time of a day, and the offset of a local time, from where else the page tells them.
    private func complete(_ dates: inout PageDates, _ times: [MetaTags.Time], _ place: Range<Int>, _ start: Int) {
        var isDay = false
        if case .day = dates.published?.date { isDay = true }
        guard isDay || dates.isTimezoneAssumed else { return }
        let lines = linesBesideHeadline(start) + visibleDates(place, start)
        if isDay { dates.takeTime(from: lines.map(withoutAuthors)) }
        let names = PageReading.publicationNames + PageReading.creationNames + [["article:published_time", "article:modified_time"]]
        let said = [linked.published, linked.modified] + names.joined().map { [meta] in meta.first($0) }
        dates.takeOffsets(from: said.compactMap { $0 } + times.filter { place.contains($0.index) }.prefix(8).map(\.value) + lines)
    }

    /// A line without the author it begins with: "Ann First — 5 March 2026, 11:20".
    private func withoutAuthors(_ line: String) -> String {
        guard let name = content.authors.map(\.name).first(where: { line.hasPrefix($0) }) else { return line }
        return String(line.dropFirst(name.count).drop { !$0.isLetter && !$0.isNumber })
    }

    private mutating func take(_ dates: PageDates) {
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

    /// Takes a shown date before those of systems that write the last save into both, publication and update.
    private func publishInsteadOfSave(_ place: Range<Int>, _ start: Int, _ dates: inout PageDates) {
        if dates.isLater(linked.published, than: linked.modified) {
            publishShown(start, &dates)
            return
        }
        let saved = linked.published ?? meta.first("article:published_time")
        let modified = linked.published == nil ? meta.first("article:modified_time") : linked.modified
        guard dates.isSame(saved, as: modified), let shown = bareDate(place, start, dates), dates.isLater(saved, than: shown),
            !dates.isMixedUp(saved, with: shown)
        else { return }
        dates.publish([shown], .text, "line beside the headline")
    }

    /// The first line below the headline that is a date and no more, or small element that says it is the publication.
    private func bareDate(_ place: Range<Int>, _ start: Int, _ dates: PageDates) -> String? {
        linesBesideHeadline(start, above: 0).lazy.compactMap { PageReading.bareDate(in: $0, dates) }.first
            ?? visibleDates(place, start).lazy.filter(PageDates.isLedByPublication).compactMap { PageReading.bareDate(in: $0, dates) }.first
    }

    private static func bareDate(in line: String, _ dates: PageDates) -> String? {
        guard line.split(separator: " ").count <= 8, !PageDates.tellsUpdate(line) else { return nil }
        var text = line[...]
        if PageDates.isLedByPublication(line), let number = line.firstIndex(where: \.isNumber) {
            // "Published: March 12, 2020": from the month on.
            let month = line[..<number].split(separator: " ").last.flatMap { DateReading.isCalendarWord(String($0)) ? $0.startIndex : nil }
            text = line[(month ?? number)...]
        }
        return text.utf8.count <= 40 && dates.isDay(String(text)) ? String(text) : nil
    }

    /// The date behind a line that says "Published" and no more.
    private func labelledDate(_ dates: PageDates) -> String? {
        for (number, block) in outline.blocks.enumerated().dropLast() where (8..<24).contains(block.length) {
            let label = outline.text(of: block)
            guard !label.contains(where: \.isNumber), label.split(separator: " ").count <= 2, PageDates.isLedByPublication(label) else {
                continue
            }
            // A second label may stand there for those who listen.
            for next in outline.blocks[(number + 1)...].prefix(2) where next.length < 40 {
                let text = outline.text(of: next)
                if dates.isDay(text) { return text }
            }
        }
        return nil
    }

    /// Takes a line beside the headline that says it is the publication: it goes before a `datePublished` that comes after `dateModified`, as
    /// of systems that write a copy's last save into it.
    private func publishShown(_ start: Int, _ dates: inout PageDates) {
        for line in linesBesideHeadline(start) where PageDates.isLedByPublication(line) {
            dates.read(within: line, .text, "line beside the headline")
        }
    }

    private func publish(_ names: [[String]], _ dates: inout PageDates) {
        for names in names { dates.publish(names.map { meta.first($0) }, .meta, "meta " + (names.first { meta.first($0) != nil } ?? "")) }
    }

    /// Takes what is shown where a name that may tell of the document's making has another day.
    private func publish(_ names: [[String]], besides shown: String, _ dates: inout PageDates) {
        let said = names.joined().lazy.compactMap { [meta] in meta.first($0) }.first
        if dates.isLater(said, than: shown) || dates.isLater(shown, than: said) {
            dates.publish([shown], .text, "line beside the headline")
        }
    }

    /// Names of `meta` elements with the publication, the likeliest first.
    private static let publicationNames = [
        ["datepublished"],
        [
            "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "published",
            "cxenseparse:recs:publishtime", "article.published", "article_date_original", "citation_publication_date",
            "citation_online_date",
            "og:published_time", "published_date", "publication-date", "rnews:datepublished", "og:pubdate",
        ],
    ]

    /// Names of those that may as well tell when the document was made; what is shown goes before them.
    private static let creationNames = [
        ["dc.date.issued", "dcterms.created", "dcterms.date", "dc.date", "dc.date.created", "dcterms.issued"],
        ["date", "created", "og:article:published", "article:created_time"],
    ]

    /// The values of a property that belongs to this article and to none of a list beside it.
    private func own(_ name: String, _ place: Range<Int>, _ start: Int) -> [String] {
        let values = (meta.microdata[name] ?? []).filter { !isOfAnotherItem($0.index, body: start) }
        let near = values.filter { $0.index < place.upperBound && !isElsewhere($0.index, body: start) }
        return (near.isEmpty ? valuesOfThisArticle(values) : near).map(\.value)
    }

    /// Those that belong to an item of microdata that bears the page's headline, wherever on the page it stands.
    private func valuesOfThisArticle(_ values: [(index: Int, value: String)]) -> [(index: Int, value: String)] {
        guard !values.isEmpty, let headline = content.headline.map(Comparing.letters) else { return [] }
        let names = ["headline", "name"].flatMap { meta.microdata[$0] ?? [] }.filter { Comparing.letters($0.value) == headline }.map(
            \.index)
        return values.filter { entry in
            let item = outline.ancestors(of: entry.index).prefix(8).first { document.node(at: $0)?.bytes(of: .itemscope) != nil }
            return item.map { item in names.contains { (item..<Int(outline.ends[item])).contains($0) } } ?? false
        }
    }

    /// The texts of small elements that their names call a date, those beside the headline and in the text first.
    private func visibleDates(_ place: Range<Int>, _ start: Int) -> [String] {
        var near: [String] = []
        var others: [String] = []
        var asides = 0
        func isOwn(_ index: Int) -> Bool {
            if !isElsewhere(index, body: start, byTag: true, inAside: index > start) { return true }
            guard asides < 8, place.contains(index), !isElsewhere(index, body: start, inAside: false) else { return false }
            asides += 1
            return isDateOfAside(index, place)
        }
        for index in 0..<place.upperBound where near.count < 8 {
            guard let text = dateText(index), isOwn(index), !isOfToday(text, at: index) else { continue }
            if place.contains(index) { near.append(text) } else if others.count < 8 { others.append(text) }
        }
        return near + others
    }

    /// Whether a date in an `aside` is the article's: it says that it is one of publishing or updating or its name calls it a date, the only one
    /// there without such a label, above the first paragraph and beside no heading and no link to another article.
    private func isDateOfAside(_ index: Int, _ place: Range<Int>) -> Bool {
        guard let aside = outline.ancestors(of: index).first(where: { outline.tags[$0] == .aside }), !linksOthers(aside) else {
            return false
        }
        func isLabelled(_ index: Int) -> Bool {
            dateText(index).map { PageDates.isLedByPublication($0) || PageDates.tellsUpdate($0) } ?? false
        }
        guard outline.signs[index].contains(.date) || isLabelled(index) else { return false }
        let inner = aside..<Int(outline.ends[aside])
        let dates = inner.filter { dateText($0) != nil && !(index < $0 && $0 < Int(outline.ends[index])) }
        guard dates.count == 1 || dates.allSatisfy(isLabelled), !inner.contains(where: { outline.tags[$0].isHeading })
        else { return false }
        let first = Int(outline.blocksBefore[headingIndex.map { max($0, place.lowerBound) } ?? place.lowerBound])
        return outline.blocks[min(first, outline.blockRange(of: aside).lowerBound)..<outline.blockRange(of: aside).lowerBound]
            .allSatisfy { $0.length < 160 }
    }

    /// Those of the blocks right behind the text.
    private func datesBehind(_ place: Range<Int>, _ start: Int) -> [String] {
        guard place.upperBound < document.nodeCount else { return [] }
        let last = Int(outline.blocksBefore[place.upperBound])
        let end = last + 10 < outline.blocks.count ? outline.blocks[last + 10].start : document.nodeCount
        guard end > place.upperBound else { return [] }
        return (place.upperBound..<end).lazy.compactMap { [self] index in
            dateText(index).flatMap { isElsewhere(index, body: start) ? nil : $0 }
        }.prefix(3).map { $0 }
    }

    private func dateText(_ index: Int) -> String? {
        guard outline.tags[index] != .text else { return nil }
        let signs = outline.signs[index]
        guard signs.contains(.date) || signs.contains(.byline) || outline.tags[index] == .time, let node = document.node(at: index),
            node.isSmall(nodes: 30)
        else { return nil }
        let text = outline.spacedText(of: index..<node.endIndex)
        return (6..<200).contains(text.utf8.count) ? text : nil
    }

    /// The short lines after the heading and some above it, where a date stands if anywhere.
    private func linesBesideHeadline(_ start: Int, above: Int = 3) -> [String] {
        guard let heading = headlineIndex ?? headingIndex else { return [] }
        let number = outline.blockRange(of: heading).lowerBound
        let blocks = outline.blocks[max(0, number - above)..<min(outline.blocks.count, number + 9)]
        return blocks.lazy.filter {
            (6..<160).contains($0.length) && !isElsewhere($0.start, body: start, byTag: true, inAside: $0.start > start)
        }.map { ($0.start, outline.spacedText(of: $0.start..<$0.end)) }.filter { !isOfToday($0.1, at: $0.0) }.map(\.1)
    }

    /// Whether a line above the headline tells what day it is now: many papers have it in the page's head.
    private func isOfToday(_ line: String, at index: Int) -> Bool {
        PageDates.isOfToday(line) && index < headlineIndex ?? headingIndex ?? 0
            && !outline.ancestors(of: index).contains { outline.tags[$0] == .article }
    }
}

/// What the `time` elements of a page say of its article.
struct ShownDates {
    /// Of its publication, those that say so first.
    private(set) var publications: [String] = []
    private(set) var updates: [String] = []
    /// Where all `time` elements of the page name one day: that of the article, wherever they stand.
    private(set) var onlyDay: String?

    /// - Parameter place: From a little before the headline to the end of the article.
    init(
        times: [MetaTags.Time], place: Range<Int>, isElsewhere: (_ index: Int, _ inAside: Bool) -> Bool, isListed: (_ index: Int) -> Bool
    ) {
        let before = times.filter { $0.index < place.upperBound && !isElsewhere($0.index, true) }
        let near = before.filter { place.contains($0.index) }
        // None beside the headline: then one in an aside there, or before the text's end in no list of other articles.
        let aside = times.filter { place.contains($0.index) && !isElsewhere($0.index, false) }
        let own = !near.isEmpty ? near : !aside.isEmpty ? aside : before
        publications =
            own.filter(\.terms.isPublication).map(\.value)
            + own.filter { !$0.terms.isUpdate && !$0.terms.isPublication }.prefix(1).map(\.value)
        updates = own.filter(\.terms.isUpdate).map(\.value)
        let days = Set(times.filter { !$0.terms.isUpdate }.map { $0.value.prefix(10) })
        if days.count == 1, let day = days.first, times.prefix(8).contains(where: { !isListed($0.index) }) { onlyDay = String(day) }
    }
}
