import Markup

/// Links to pages about authors, and which of them are names: beside one stand others that lead to the same page.
extension BylineFinder {
    /// What a link to an author's page is.
    enum LinkStanding {
        case name
        /// A name in whatever letters, or words such as "ver más".
        case perhaps
        /// Words about whom the page is about: "More by Ann", "Edit topics".
        case other
    }

    /// What a link is, by its letters and by what its address says last: `/author/bell-hooks`.
    func standing(ofLink node: HTMLNode, _ text: String, _ names: AuthorNames) -> LinkStanding {
        if names.people.isEmpty { return .name }
        if !AuthorNames(BylineFinder.isLed(text) ? text : "By " + text, as: .line, site: site).people.isEmpty { return .name }
        let path = (node[.href] ?? "").prefix { $0 != "?" && $0 != "#" }
        let slug = Comparing.letters(path.split(separator: "/").last.map(String.init) ?? "")
        if slug.contains(Comparing.letters(text)) { return .name }
        return slug.contains(where: \.isLetter) ? .other : .perhaps
    }

    /// Whether an element is a link to an author's page and no name of one: other words, or another link to a page that is linked by a name.
    func isOtherLink(_ node: HTMLNode, besides links: [String: String]) -> Bool {
        guard node.tag == .a, let href = node[.href], BylineFinder.isAuthorPage(href) else { return false }
        let text = node.text
        return links.values.contains(href) || standing(ofLink: node, text, AuthorNames(text, as: .names, site: site)) == .other
    }

    /// The lines without links that lead to the page of somebody whom another line names, and say something else.
    func distinct(_ lines: [Line]) -> [Line] {
        var named: [String: Set<String>] = [:]
        for line in lines.filter({ !$0.isDoubtful }) + lines.filter(\.isDoubtful) {
            let pages = line.links.filter { named[$0.value] == nil && BylineFinder.isAuthorPage($0.value) }
            for (name, href) in pages { named[href, default: []].insert(Comparing.letters(name)) }
        }
        return lines.filter { line in
            guard line.place == "link" || line.place == "rel", let href = line.links.values.first, let known = named[href] else {
                return true
            }
            // "Ann" is Ann First.
            let text = Comparing.letters(line.text)
            return known.contains { $0.contains(text) || text.contains($0) }
        }
    }
}
