import Markup
import NewsModel

extension PageReading {
    mutating func readDescriptions(_ body: Body?) {
        readSubheadline(body)
        readSummary()
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

    mutating func readKeywords() {
        var keywords: [String] = []
        if let ruled = ruled("keywords") {
            keywords = ruled.texts
            set("keywords", ruled.origin)
        } else if !linked.keywords.isEmpty {
            keywords = linked.keywords
            set("keywords", .jsonLD)
        } else if let values = meta.values["article:tag"] ?? meta.values["keywords"] ?? meta.values["news_keywords"] {
            keywords = values.flatMap(PageReading.keywords)
            set("keywords", .meta)
        }
        content.keywords = PageReading.unique(keywords).filter { !Agencies.isAgency($0) && $0.count < 80 }.prefix(50).map { $0 }
        if content.keywords.isEmpty { fields["keywords"] = nil }
    }

    /// The keywords of a list. Of very many, the first: fewer are kept than are read.
    static func keywords(in list: String) -> [String] {
        list.split(maxSplits: 1000, whereSeparator: { $0 == "," || $0 == ";" || $0 == "،" || $0 == "、" }).prefix(1000).map {
            PlainText.collapsed(String($0))
        }
    }

    static func unique(_ values: [String]) -> [String] {
        var seen: Set<String> = []
        return values.filter { !$0.isEmpty && seen.insert($0.lowercased()).inserted }
    }
}
