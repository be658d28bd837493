import NewsModel

/// What makes one newspaper of the demo: its form, its stories and how often it tells one.
struct DemoNewspaper: Sendable {
    enum Form: Sendable {
        case rss, atom, json
        /// RSS with nothing but teasers.
        case teasers
        /// RSS that never changes.
        case fixed
        /// 429.
        case refusing
        /// No feed at all.
        case broken
    }

    let id: String
    let name: String
    let path: String
    let purpose: String
    let form: Form
    let language: String
    /// Stories that are there from the beginning.
    let initial: Int
    /// Beats between two new stories.
    let step: Int
    let written: [DemoStory]
    /// What follows the written stories; nil where nothing does.
    let bulletin: (@Sendable (Int) -> DemoStory)?
    /// The story that changes, and the beat at which it does.
    var revision: (index: Int, beat: Int, story: DemoStory)?

    var feed: DemoSite.Feed? {
        guard let id = SourceID(id) else { return nil }
        let isRefusing = if case .refusing = form { true } else { false }
        let isTeasing = if case .teasers = form { true } else { false }
        return DemoSite.Feed(
            id: id, name: name, path: path, purpose: purpose, fullText: isTeasing,
            host: isRefusing ? "127.0.0.2" : "127.0.0.1")
    }

    static let all: [DemoNewspaper] = [
        DemoNewspaper(
            id: "anba-ar", name: "وكالة أنباء الفنار", path: "/anba-ar/rss.xml",
            purpose: "teasers in Arabic; the text is read from the pages",
            form: .teasers, language: "ar", initial: 4, step: 2, written: DemoArabicStories.all,
            bulletin: { DemoArabicStories.bulletin($0) }),
        DemoNewspaper(
            id: "harbour-courier", name: "The Harbour Courier", path: "/harbour-courier/atom.xml", purpose: "Atom with the full text",
            form: .atom, language: "en", initial: 5, step: 1, written: DemoEnglishStories.courier,
            bulletin: { DemoEnglishStories.bulletin($0, of: "Almery harbour", topic: "harbour") }),
        DemoNewspaper(
            id: "field-notes", name: "Field Notes", path: "/field-notes/feed.json", purpose: "JSON Feed 1.1", form: .json, language: "en",
            initial: 3, step: 3, written: DemoEnglishStories.fieldNotes,
            bulletin: { DemoEnglishStories.bulletin($0, of: "Field station", topic: "weather") }),
        DemoNewspaper(
            id: "island-mirror", name: "Island Mirror", path: "/island-mirror/rss.xml",
            purpose: "carries a story of the Courier word for word", form: .rss, language: "en", initial: 2, step: 5,
            written: [DemoEnglishStories.mirror[0], DemoEnglishStories.courier[0], DemoEnglishStories.mirror[1]],
            bulletin: { DemoEnglishStories.bulletin($0, of: "Sorrel island", topic: "islands") }),
        DemoNewspaper(
            id: "tide-desk", name: "The Tide Desk", path: "/tide-desk/atom.xml", purpose: "revises a story after some seconds", form: .atom,
            language: "en", initial: 2, step: 4, written: [DemoEnglishStories.tideDesk[0], DemoEnglishStories.surge],
            bulletin: { DemoEnglishStories.bulletin($0, of: "Vessin lock", topic: "shipping") },
            revision: (index: 1, beat: 1, story: DemoEnglishStories.surgeRevised)),
        DemoNewspaper(
            id: "harbour-gazette", name: "Harbour Gazette", path: "/harbour-gazette/rss.xml", purpose: "never changes: 304", form: .fixed,
            language: "en", initial: 2, step: 1, written: DemoEnglishStories.gazette, bulletin: nil),
        DemoNewspaper(
            id: "busy-wire", name: "Busy Wire", path: "/busy-wire/rss.xml", purpose: "answers 429 with Retry-After", form: .refusing,
            language: "en", initial: 0, step: 1, written: [], bulletin: nil),
        DemoNewspaper(
            id: "broken-news", name: "Broken News", path: "/broken-news/rss.xml", purpose: "a web page where the feed should be",
            form: .broken, language: "en", initial: 0, step: 1, written: [], bulletin: nil),
    ]
}
