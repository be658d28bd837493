import Markup
import NewsModel

/// Finds who a page shows as the authors of its article.
///
/// Elements that name an author (`rel=author`, `itemprop=author`, links to an author's page, names of classes) are taken nearest to the headline and
/// the text first; then lines that begin like a byline.
struct BylineFinder {
    /// A byline as it is shown.
    struct Line {
        /// On one line.
        var text: String
        var names: AuthorNames
        /// The author's page, by name.
        var links: [String: String] = [:]
        /// 0 beside the headline … 6 far behind the text.
        var rank: Int
        var index: Int
        /// What marks it.
        var place: String
        /// Whether it begins like a byline: "by", "von".
        var isLed = false
        /// Whether nothing but a date beside it makes it one: sections and places stand there as well.
        var isDated = false
        /// Whether its element is an author's alone, and no line about one.
        var isOneAuthor = false
        /// Whether a link is a name only if nothing else leads where it does.
        var isDoubtful = false
        /// The block that it is, of a line that nothing marks.
        var nodes = 0..<0

        /// 0 where it says of itself that it is the author, 1 where only its class is called so.
        var strength: Int { place == "itemprop" || place == "rel" ? 0 : 1 }
    }

    let outline: PageOutline
    var site: SiteNames
    /// The node of the headline, and those of the text.
    let heading: Int?
    let body: Range<Int>?
    let isElsewhere: (Int, Bool) -> Bool

    /// All bylines, the likeliest first.
    func lines() -> [Line] {
        var found: [Line] = []
        var skipped = 0
        var tried = 0
        let document = outline.document
        for index in 0..<document.nodeCount where index >= skipped && outline.tags[index] != .text {
            guard let node = document.node(at: index), let place = mark(of: node), node.isSmall(nodes: 90) else { continue }
            if outline.signs[index].contains(.comments) || outline.signs[index].contains(.hidden) || isInTeaser(node) { continue }
            guard let rank = rank(of: index, isStrong: place == "itemprop" || place == "rel") else { continue }
            if isElsewhere(index, rank < 3) && !isInOwnAside(node, place, rank)
                || place == "link" && (isAbout(node, rank) || isReviewer(node, within: max(0, index - 6)))
                || place == "class" && isInSource(node)
            {
                continue
            }
            // A page that marks a thousand elements says nothing by it.
            tried += 1
            if tried > 1000 { break }
            guard var line = line(node, place, rank) else { continue }
            line.isOneAuthor = place != "class" || isCalledAuthor(node) && line.names.people == [line.text]
            skipped = node.endIndex
            found.append(line)
            if found.count >= 60 { break }
        }
        return distinct(found.sorted { ($0.rank, $0.strength, $0.index) < ($1.rank, $1.strength, $1.index) })
    }

    /// Whether an element stands in a link to another article: one with a heading, with a line before the name, or with a sentence behind it,
    /// where an author's has an office.
    private func isInTeaser(_ node: HTMLNode) -> Bool {
        guard let link = outline.ancestors(of: node.index).prefix(6).first(where: { outline.tags[$0] == .a }),
            outline.length(in: link) > outline.length(in: node.index)
        else { return false }
        let end = Int(outline.ends[link])
        guard end - link < 90, outline.length(of: link..<node.index) <= 20 else { return true }
        return (link + 1..<end).contains { index in
            if outline.tags[index].isHeading {
                return !(index..<Int(outline.ends[index])).contains(node.index)
            }
            guard index >= node.endIndex, outline.tags[index] == .text else { return false }
            let words = outline.document.textBytes(at: index).split { $0 <= 0x20 }.count
            // Of a script without spaces the length tells.
            return words >= 7 || words <= 2 && outline.length(in: index) >= 30
        }
    }

    /// Whether an element stands in an `address` in an `aside` beside the headline and says that it is the author: an aside lists other articles
    /// as well, but no addresses.
    private func isInOwnAside(_ node: HTMLNode, _ place: String, _ rank: Int) -> Bool {
        guard rank == 0, place == "rel" || place == "itemprop" else { return false }
        let above = outline.ancestors(of: node.index).prefix { outline.tags[$0] != .article }
        guard let aside = above.first(where: { outline.tags[$0] == .aside }), !isElsewhere(aside, true) else { return false }
        return above.contains { outline.tags[$0] == .address } && !above.contains { outline.tags[$0] == .li }
    }

    /// Whether an element below the beginning of the text stands in an item of a list that links something else: a source, with who wrote it.
    private func isInSource(_ node: HTMLNode) -> Bool {
        guard let body, block(of: node.index) > block(of: body.lowerBound) + 2,
            let item = outline.ancestors(of: node.index).prefix(4).first(where: { outline.tags[$0] == .li }),
            outline.document.node(at: item)?.isSmall(nodes: 60) == true
        else { return false }
        return (node.endIndex..<max(node.endIndex, Int(outline.ends[item]))).contains { index in
            guard outline.tags[index] == .a, outline.length(in: index) >= 12, let link = outline.document.node(at: index) else {
                return false
            }
            return mark(of: link) == nil
        }
    }

    /// Whether "Reviewed by" or the like stands right before a name.
    private func isReviewer(_ node: HTMLNode, within start: Int) -> Bool {
        guard let before = (start..<node.index).last(where: { outline.tags[$0] == .text && outline.document.textBytes(at: $0).count > 2 })
        else { return false }
        return AuthorNames.endsLikeReview(
            String(decoding: outline.document.textBytes(at: before).suffix(BylineFinder.lineBytes), as: UTF8.self))
    }

    /// Whether a link leads to somebody the article is about: it stands within a sentence of the text, or behind it to a page about a person.
    private func isAbout(_ node: HTMLNode, _ rank: Int) -> Bool {
        guard let body, node.index >= body.lowerBound, rank > 0 || body.contains(node.index) else { return false }
        let isBehind = rank > 0 || block(of: node.index) > block(of: body.lowerBound) + 2
        if isBehind, let href = node[.href], href.holds("/person/") || href.holds("/people/") { return true }
        // A block that has begun before the link counts among those before it.
        let next = block(of: node.index)
        let own = [next, next - 1].filter(outline.blocks.indices.contains).map { outline.blocks[$0] }.first {
            $0.start <= node.endIndex && node.index < $0.end
        }
        guard body.contains(node.index), let block = own, block.length >= 80, block.length > 4 * node.text.utf8.count else { return false }
        if BylineFinder.isLed(PlainText.collapsed(beginning(of: block.start..<block.end))) { return false }
        let before = beginning(of: block.start..<max(block.start, node.index))
        // No line that leads to a name is as long.
        return before.utf8.count >= BylineFinder.lineBytes || !AuthorNames.endsLikeLead(before)
    }

    /// Bytes of a text that a byline may have.
    private static let lineBytes = 400

    /// The text of nodes as far as a byline may go, from the first ones.
    private func beginning(of nodes: Range<Int>) -> String {
        var bytes: [UInt8] = []
        for index in nodes.prefix(BylineFinder.lineBytes) where outline.tags[index] == .text && bytes.count < BylineFinder.lineBytes {
            bytes += outline.document.textBytes(at: index).prefix(BylineFinder.lineBytes)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    // MARK: Marks

    private func mark(of node: HTMLNode) -> String? {
        if node.tag == .meta || node.tag == .link || node.tag == .script || node.tag == .head || node.tag == .html { return nil }
        if BylineFinder.properties.isFound(in: node.bytes(of: .itemprop)), let property = node[.itemprop]?.lowercased(),
            property.split(separator: " ").contains(where: { $0 == "author" || $0 == "creator" })
        {
            return "itemprop"
        }
        if node.tag == .a {
            if BylineFinder.properties.isFound(in: node.bytes(of: .rel)), node[.rel]?.lowercased().contains("author") == true {
                return "rel"
            }
            if let bytes = node.bytes(of: .href), BylineFinder.mayBeAuthorPage(bytes), let href = node[.href],
                BylineFinder.isAuthorPage(href)
            {
                return "link"
            }
            return nil
        }
        if node.tag == .section, outline.labelSigns(of: node.index).contains(.byline) { return "label" }
        guard outline.signs[node.index].contains(.byline) else {
            // `author-name`, `post_author`, `AuthorName__Name`: whatever stands about the word.
            guard !node.tag.isInline || node.tag == .span, let names = node.bytes(of: .class),
                BylineFinder.authorWords.isFound(in: names) || names.elementsEqual("by".utf8)
            else {
                return nil
            }
            return "class"
        }
        return "class"
    }

    private static let authorWords = NameSearch(["author", "byline", "autor", "auteur", "writer"])

    private static let properties = NameSearch(["author", "creator"])

    /// Whether an address has a part that may name a page about somebody: in the bytes, since it is asked of every link.
    private static func mayBeAuthorPage(_ href: ArraySlice<UInt8>) -> Bool {
        href.withUnsafeBufferPointer { bytes in
            var start = 0
            for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "/") || byte == UInt8(ascii: "-") {
                if index - start <= 16, pageHashes.contains(hash(bytes[start..<index])) { return true }
                if byte == UInt8(ascii: "/") { start = index + 1 }
            }
            return false
        }
    }

    /// FNV-1a of the letters in lower case.
    private static func hash(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> UInt64 {
        FNV1a.hash(of: bytes.lazy.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 })
    }

    private static let pageHashes = Set(
        pages.map { name in Array(name.utf8).withUnsafeBufferPointer { hash($0[...]) } })

    private static let pages: Set<Substring> = [
        "author", "authors", "autor", "autores", "autoren", "auteur", "auteurs", "autore", "autori", "profile", "profiles", "profil",
        "staff",
        "people", "person", "contributor", "contributors", "journalist", "journalists", "journaliste", "reporter", "reporters", "writer",
        "writers",
        "editors", "columnist", "columnists", "yazar", "yazarlar", "muhabir", "byline", "newsteam", "user", "users", "u", "interviewer",
        "redakteur",
        "redakteure", "forfatter", "skribent", "redaktor", "team", "auteur-e-s", "about-author", "experts", "instructor",
    ]

    /// Where everybody has a page, the site itself and its photographers too.
    private static let elsewhere = [
        "facebook.com", "twitter.com", "x.com", "youtube.com", "instagram.com", "linkedin.com", "bsky.app", "t.me", "threads.net",
        "pinterest.com",
        "vk.com", "flickr.com", "unsplash.com", "wikipedia.org", "google.com", "tiktok.com", "github.com",
    ]

    /// Whether a link leads to a page about somebody: `/author/jane-doe`.
    static func isAuthorPage(_ href: String) -> Bool {
        guard href.utf8.count < 300 else { return false }
        // Most links do not look like it, and a reference costs more than a look.
        let head = href.prefix { $0 != "?" && $0 != "#" }
        let names = head.split(separator: "/")
        guard names.contains(where: { $0.utf8.count <= 16 && pages.contains(Substring($0.lowercased())) || $0.hasPrefix("author-") }),
            let reference = URLReference(href)
        else { return false }
        if let host = reference.host, elsewhere.contains(where: { host.hasSuffix($0) }) { return false }
        let parts = reference.path.split(separator: "/")
        return parts.dropLast().contains { pages.contains(Substring($0.lowercased())) } || parts.last?.hasPrefix("author-") == true
    }

    // MARK: Places

    func block(of index: Int) -> Int { outline.blockRange(of: index).lowerBound }

    /// How near to the article a node stands; nil for one that is too far to be its byline.
    private func rank(of index: Int, isStrong: Bool) -> Int? {
        let own = block(of: index)
        guard let body else {
            guard let heading else { return isStrong ? 4 : nil }
            return abs(own - block(of: heading)) < 15 ? 0 : isStrong ? 4 : nil
        }
        let first = block(of: body.lowerBound)
        let last = block(of: max(body.lowerBound, body.upperBound - 1))
        if let heading, case let top = block(of: heading), index > heading, own <= top + 12, index < body.upperBound { return 0 }
        if index < body.lowerBound {
            let top = min(first, heading.map { block(of: $0) } ?? first)
            return own + 8 >= top && first - own < 60 ? 0 : isStrong ? 4 : nil
        }
        if body.contains(index) { return own < first + 6 ? 1 : own + 5 >= last ? 2 : isStrong ? 5 : nil }
        return own <= last + 20 ? 3 : isStrong ? 6 : nil
    }

    // MARK: Names

    private func line(_ node: HTMLNode, _ place: String, _ rank: Int) -> Line? {
        let text = node.text
        guard (2..<400).contains(text.utf8.count) else { return nil }
        if place == "label" { return labelledLine(node, rank) }
        let isName = (place == "rel" || place == "link") && text.split(separator: " ").count <= 6
        var links: [String: String] = [:]
        if isName {
            let names = AuthorNames(text, as: .names, site: site)
            let standing = standing(ofLink: node, text, names)
            guard !names.people.isEmpty || !names.others.isEmpty, standing != .other || place == "rel" else { return nil }
            if let href = node[.href] { for name in names.people + names.others { links[name] = href } }
            return Line(
                text: text, names: names, links: links, rank: rank, index: node.index, place: place, isDoubtful: standing != .name)
        }
        // Names that stand in elements of their own, without what is said of them.
        var inner: [String] = []
        var known = site
        var skipped = node.index + 1
        for part in node.descendants where part.index >= skipped && !part.isText {
            let property = part[.itemprop]?.lowercased()
            let isNamed =
                property == "name" || part.tag == .a && mark(of: part) != nil
                || (part[.class]?.lowercased()).map { names in
                    names.split(whereSeparator: \.isWhitespace).contains {
                        $0 == "fn" || $0 == "name" || $0.hasSuffix("author-name") || $0.hasSuffix("author__name")
                    }
                } == true
            if isNamed, isOtherLink(part, besides: links) {
                // "More by Ann"
                if part.text == text { return nil }
                skipped = part.endIndex
                continue
            }
            if isNamed || outline.signs[part.index].contains(.byline) && isCalledAuthor(part), part.isSmall(nodes: 12) {
                known.authors.insert(Comparing.letters(part.text))
            }
            guard isNamed else { continue }
            skipped = part.endIndex
            if isReviewer(part, within: node.index) { continue }
            let name = part.tag == .meta ? part[.content] ?? "" : part.text
            guard (2..<80).contains(name.utf8.count) else { continue }
            inner.append(name)
            if let href = part[.href] ?? part.parent?[.href], part.tag == .a || part.parent?.tag == .a { links[name] = href }
        }
        let whole = AuthorNames(text, as: .line, site: known)
        if !inner.isEmpty {
            let names = AuthorNames(inner.joined(separator: ", "), as: .names, site: site)
            // "By Ann First, London": where she is.
            let isMore =
                whole.people.count > names.people.count && names.people.allSatisfy(whole.people.contains)
                && whole.people.allSatisfy { names.people.contains($0) || $0.holds(" ") || names.people.allSatisfy { !$0.holds(" ") } }
            if !isMore, !names.people.isEmpty || !names.others.isEmpty {
                return Line(text: text, names: names, links: links, rank: rank, index: node.index, place: place)
            }
        }
        if whole.people.isEmpty, text.holds("|") || text.holds("·") || text.holds("•") {
            // "12 March · Ann First": behind the date.
            let pieces = text.split { "|·•".contains($0) }.map { AuthorNames(String($0), as: .line, site: site) }
            if let names = pieces.first(where: { !$0.people.isEmpty }) {
                return Line(text: text, names: names, rank: rank, index: node.index, place: place)
            }
        }
        if let parts = parts(of: node, text, whole) {
            return Line(
                text: text, names: parts, links: links, rank: rank, index: node.index, place: place, isLed: BylineFinder.isLed(text))
        }
        var names = whole
        // A line of one or two words in an element called "author" is the name, whatever it looks like.
        if names.people.isEmpty, text.utf8.count < 60, text.split(separator: " ").count <= 3 {
            names = AuthorNames(text, as: .names, site: site)
        }
        guard !names.people.isEmpty || !names.others.isEmpty else { return nil }
        return Line(
            text: text, names: names, links: links, rank: rank, index: node.index, place: place, isLed: BylineFinder.isLed(text))
    }

    /// Whether an element's class says that it is the author, and not what is said of one: `byline__author`, not `author-place`.
    private func isCalledAuthor(_ node: HTMLNode) -> Bool {
        (node[.class] ?? "").split(whereSeparator: \.isWhitespace).contains {
            ["author", "autor", "auteur", "writer"].contains(NameWords.words(of: $0).last)
        }
    }

    /// The first line of a section that is labelled as a byline, without what of it is only read aloud: `Author, ` before each name.
    private func labelledLine(_ node: HTMLNode, _ rank: Int) -> Line? {
        for block in outline.blocks[outline.blockRange(of: node.index)].prefix(6) {
            var text = ""
            for index in block.start..<block.end where outline.tags[index] == .text {
                let isHidden = outline.ancestors(of: index).prefix { $0 > node.index }.contains { outline.signs[$0].contains(.hidden) }
                if !isHidden { text += String(decoding: outline.document.textBytes(at: index), as: UTF8.self) }
            }
            text = PlainText.collapsed(text)
            let names = AuthorNames(text, as: .line, site: site)
            if !names.people.isEmpty {
                return Line(text: text, names: names, rank: rank, index: block.start, place: "section", isLed: true)
            }
        }
        return nil
    }

    /// Names that stand in elements without names of their own: several of them side by side, or the first in a box about somebody.
    private func parts(of node: HTMLNode, _ text: String, _ whole: AuthorNames) -> AuthorNames? {
        let isBox = text.split(separator: " ").count > 8 && !BylineFinder.isLed(text)
        // "Ann First Ben Second" may look like one.
        let isRun = whole.people.count == 1 && whole.people.contains { $0.split(separator: " ").count > 3 }
        guard isBox || whole.people.isEmpty || isRun else { return nil }
        var names: [String] = []
        for part in node.descendants where !part.isText && part.index != node.index {
            guard part.endIndex - part.index == 2, part.tag != .time else { continue }
            let name = part.text
            guard name.holds(" "), AuthorNames(name, as: .line, site: site).people == [name] else { continue }
            names.append(name)
            if isBox { break }
        }
        guard isBox ? !names.isEmpty : names.count > 1, !isRun || isBox || names.joined(separator: " ") == whole.people[0] else {
            return nil
        }
        return AuthorNames(names.joined(separator: ", "), as: .names, site: site)
    }
}
