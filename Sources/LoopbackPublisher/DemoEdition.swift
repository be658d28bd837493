import NewsModel

/// A newspaper of the demo as one request sees it: its feed's document and its pages.
struct DemoEdition {
    /// The most items a feed lists.
    static let window = 20

    let newspaper: DemoNewspaper
    let site: DemoSite
    /// Scheme, host and port by which the site was asked.
    let base: String

    init(_ newspaper: DemoNewspaper, site: DemoSite, base: String) {
        self.newspaper = newspaper
        self.site = site
        self.base = base
    }

    var type: String {
        switch newspaper.form {
        case .atom: "application/atom+xml; charset=utf-8"
        case .json: "application/feed+json"
        default: "application/rss+xml; charset=utf-8"
        }
    }

    /// The newest items, the last one first.
    func items(now: Instant) -> [DemoItem] {
        var count = newspaper.initial + site.beats(at: now) / newspaper.step
        if newspaper.bulletin == nil { count = min(count, newspaper.written.count) }
        return (max(0, count - Self.window)..<max(0, count)).reversed().compactMap { item($0, now: now) }
    }

    /// The item of an index, where it has appeared.
    func item(_ index: Int, now: Instant) -> DemoItem? {
        let beat = (index - newspaper.initial + 1) * newspaper.step
        guard index >= 0, beat <= site.beats(at: now) || index < newspaper.initial else { return nil }
        guard var story = index < newspaper.written.count ? newspaper.written[index] : newspaper.bulletin?(index) else { return nil }
        let publishedAt = index < newspaper.initial ? site.startedAt - .minutes(17 * (newspaper.initial - index)) : moment(beat)
        var updatedAt = publishedAt
        if let revision = newspaper.revision, revision.index == index, site.beats(at: now) >= revision.beat {
            story = revision.story
            updatedAt = moment(revision.beat)
        }
        return DemoItem(index: index, story: story, publishedAt: publishedAt, updatedAt: updatedAt)
    }

    private func moment(_ beat: Int) -> Instant {
        Instant(milliseconds: site.startedAt.milliseconds &+ Int64(clamping: beat) &* site.tempo.milliseconds)
    }

    /// The feed's document.
    func document(now: Instant) -> String {
        let items = items(now: now)
        switch newspaper.form {
        case .atom: return atom(items)
        case .json: return jsonFeed(items)
        case .teasers: return rss(items, carriesText: false)
        default: return rss(items, carriesText: true)
        }
    }

    var feedURL: String { base + newspaper.path }
    var homeURL: String { "\(base)/\(newspaper.id)/" }

    func guid(_ item: DemoItem) -> String {
        if case .teasers = newspaper.form { return String(Self.firstPageNumber + item.index) }
        return "tag:\(newspaper.id).example,2026:story-\(item.index)"
    }

    func imageURL(_ item: DemoItem) -> String { "\(base)/images/\(newspaper.id)-\(item.index).svg" }

    /// Where the item's page is; an Arabic one has its topic and headline in its path, as newspapers have them.
    func pageURL(_ item: DemoItem) -> String {
        guard case .teasers = newspaper.form else { return "\(homeURL)story-\(item.index)" }
        let section = Self.slug(item.story.topics.first ?? "")
        let path = "/\(newspaper.id)/\(section)/\(Self.slug(item.story.headline))/\(Self.firstPageNumber + item.index)"
        return URLReference(base + path)?.description ?? base + "/\(newspaper.id)/\(Self.firstPageNumber + item.index)"
    }

    static let firstPageNumber = 7_100_000

    private static func slug(_ text: String) -> String {
        text.split { !$0.isLetter && !$0.isNumber }.joined(separator: "-")
    }

    /// The page at a path of this newspaper.
    func page(at path: String, now: Instant) -> String? {
        guard let last = path.split(separator: "/").last else { return nil }
        if case .teasers = newspaper.form {
            guard let number = Int(last), number >= Self.firstPageNumber, number < Self.firstPageNumber + 1_000_000_000,
                let item = item(number - Self.firstPageNumber, now: now)
            else { return nil }
            return agencyPage(item, now: now)
        }
        guard last.hasPrefix("story-"), let index = Int(last.dropFirst(6)), index < 1_000_000_000, let item = item(index, now: now) else {
            return nil
        }
        return plainPage(item)
    }
}
