import Markup
import NewsModel

extension PageReading {
    mutating func readDates(_ body: Body?) {
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
    func visibleDates(_ place: Range<Int>, _ start: Int) -> [String] {
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

    /// The short lines before and after the heading, where a date stands if anywhere.
    func linesBesideHeadline(_ start: Int) -> [String] {
        guard let heading = headingIndex() else { return [] }
        let number = outline.blockRange(of: heading).lowerBound
        let blocks = outline.blocks[max(0, number - 3)..<min(outline.blocks.count, number + 9)]
        return blocks.filter { (6..<160).contains($0.length) && !isElsewhere($0.start, body: start, byTag: true) }.map {
            outline.text(of: $0)
        }
    }
}
