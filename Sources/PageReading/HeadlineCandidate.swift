import Markup
import NewsModel

/// One text that may be an article's headline, and what speaks for and against it.
struct HeadlineCandidate {
    /// Plain text, without the site's name.
    var text: String
    /// Where it was found.
    var origin: FieldOrigin
    /// Where it was found, for people: `h1`, `og:title`.
    var place: String
    /// What is known of it.
    var signs: Set<Sign>
    /// 0–1: how much of it the page's other titles repeat (Dice's coefficient over pairs of letters), at best.
    var likeness = 0.0
    /// The node it stands in; nil for one that is not shown.
    var index: Int?

    /// What is known of a text that may be the headline.
    enum Sign: String, CaseIterable {
        /// The elements it may stand in.
        case h1, h2, h3, element
        /// The only `h1` of the page.
        case onlyH1
        /// The last `h1` before the text.
        case nearestH1
        /// Its element's names, or its `itemprop`, call it the headline.
        case named
        /// Within fifteen blocks before the text.
        case near
        /// Before the text, but further away.
        case before
        /// In the text's first blocks.
        case atStart
        /// Behind those.
        case behind
        /// In a bar, a foot or a list of other articles.
        case elsewhere
        /// The site's name, or a part of its host's.
        case site
        /// Links to the front page.
        case logo
        /// One short word.
        case short
        /// A part of a heading that another title repeats.
        case part
        /// Another title of the page, or a heading, says the same.
        case asLinked, asOpenGraph, asTwitter, asTitle, asHeading
        /// Another title of the page begins with it.
        case begins
        /// It begins with another title of the page.
        case longer
        /// What is said and not shown.
        case linked, openGraph, twitter, title
        /// No heading of the page is anything like it.
        case alone
    }

    /// What each sign is worth.
    ///
    /// Set by what holds on the headlines of some hundred publishers' pages; a sign that is not listed counts nothing.
    static let weights: [Sign: Double] = [
        .h1: 0.4, .h2: -0.5, .h3: -0.9, .element: -0.6, .onlyH1: 0.9, .nearestH1: 0.9, .named: 1.1, .part: 0.3, .near: 0.2, .before: -0.3,
        .atStart: 0.7, .behind: -1.8, .elsewhere: -1, .site: -2, .logo: -2, .short: -0.6, .asHeading: 1.6, .asLinked: 0.2,
        .asOpenGraph: 0.6,
        .begins: 0.9, .longer: 0.2, .linked: 1.1, .openGraph: 0.6,
    ]

    /// What the likeness is worth.
    static let likenessWeight = 1.8

    /// The sign of those that say the same.
    var echo: Set<Sign> {
        if index != nil { return [.asHeading] }
        if signs.contains(.linked) { return [.asLinked] }
        if signs.contains(.openGraph) { return [.asOpenGraph] }
        return signs.contains(.twitter) ? [.asTwitter] : [.asTitle]
    }

    /// How likely it is the headline, among those of the same page.
    ///
    /// Summed in order of weight: in any other order the last digit differs, and equals are no longer equal.
    var score: Double {
        signs.compactMap { HeadlineCandidate.weights[$0] }.sorted().reduce(likeness * HeadlineCandidate.likenessWeight, +)
    }
}
