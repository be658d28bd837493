import Markup

/// What an element's names say of a date in it: properties of microdata and RDFa, and classes, as hAtom has them.
struct DateTerms {
    private(set) var isPublication = false
    private(set) var isUpdate = false
    /// Whether a vocabulary's property says what it is, and so of which item: of the one it stands in.
    private(set) var isProperty = false
    /// Whether the date is an element's title.
    private(set) var isTitle = false

    init(_ node: HTMLNode) {
        for names in [node.bytes(of: .itemprop), node.bytes(of: .property)] {
            guard let names, !names.isEmpty, names.count <= DateTerms.maximumNames else { continue }
            isProperty = true
            let terms = DateTerms.localNames(String(decoding: names, as: UTF8.self))
            isPublication = isPublication || terms.contains(where: DateTerms.publications.contains)
            isUpdate = isUpdate || terms.contains(where: DateTerms.updates.contains)
        }
        if isPublication || isUpdate { return }
        let classes = node.bytes(of: .class)
        isPublication = DateTerms.publicationClasses.isFound(in: classes) || node.attribute("pubdate") != nil
        isUpdate = DateTerms.updateClasses.isFound(in: classes)
    }

    /// What the classes of an element say that is no `time`, by the words they are made of (`published`, `publish-date`), and of both the
    /// publication: who publishes, and a holiday, are no date.
    init(classesOf node: HTMLNode, title: String) {
        isTitle = true
        let names = (node.bytes(of: .class) ?? []).prefix(DateTerms.maximumNames).split { $0 <= 0x20 }
        let words = names.map { NameWords.words(of: String(decoding: $0, as: UTF8.self)) }
        isPublication = words.contains { name in
            name.contains(where: DateTerms.publicationWords.contains) || name.contains("entry") && name.contains("date")
        }
        isUpdate = !isPublication && words.joined().contains(where: DateTerms.updateWords.contains)
        guard isPublication || isUpdate else { return }
        if PageDates.tellsUpdate(title) { (isPublication, isUpdate) = (false, true) }
    }

    /// Whether the types of an item are of something whose dates are not an article's: an event, a picture, a person.
    static func isOther(types: String) -> Bool {
        types.utf8.count <= maximumNames && localNames(types).contains { type in otherTypes.contains(where: type.hasSuffix) }
    }

    /// Terms without what they belong to, in lower case: `created` of `dc:created` and `http://purl.org/dc/terms/created`.
    private static func localNames(_ terms: String) -> [String] {
        terms.lowercased().split(whereSeparator: \.isWhitespace).map { term in
            term.split { ":/#".contains($0) }.last.map(String.init) ?? ""
        }
    }

    /// Bytes of an attribute that is looked at.
    private static let maximumNames = 500

    /// schema.org, Dublin Core.
    private static let publications: Set<String> = [
        "datepublished", "datecreated", "created", "issued", "dateissued", "published", "pubdate", "publicationdate", "publishdate",
    ]
    private static let updates: Set<String> = ["datemodified", "modified", "updated", "dateupdated", "lastmodified"]
    private static let otherTypes = [
        "event", "festival", "imageobject", "image", "person", "organization", "comment", "comments", "answer", "question", "place",
        "business", "product", "offer", "rating", "listitem", "jobposting", "concept",
    ]

    private static let publicationClasses = NameSearch(["publi", "created", "entry-date"])
    private static let updateClasses = NameSearch(["modif", "updat"])
    private static let publicationWords: Set<String> = ["published", "publish", "pubdate", "created"]
    private static let updateWords: Set<String> = ["updated", "modified"]
}
