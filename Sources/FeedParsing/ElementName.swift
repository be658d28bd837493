/// The vocabularies of elements that are understood.
enum Vocabulary: UInt8, Sendable {
    /// RSS of every age, CDF, and elements without a namespace.
    case plain
    /// Atom 0.3 and 1.0.
    case atom
    case rdf, dublinCore, dublinCoreTerms, content, media, itunes, podcast, syndication, slash, threading, georss, gml, w3cGeo, wfw,
        creativeCommons
    case xhtml, admin, feedburner, prism, foaf, xml, other

    /// Whether its elements are those of a feed itself.
    var isCore: Bool { self == .plain || self == .atom }

    /// The vocabulary of a namespace. Compared in lower case: publishers' capitals differ.
    static func named(_ uri: String) -> Vocabulary {
        if uri.isEmpty { return .plain }
        return uris[uri.lowercased()] ?? .other
    }

    /// The vocabulary that a prefix nobody declared is wont to mean.
    static func customary(prefix: String) -> Vocabulary { prefixes[prefix.lowercased()] ?? .other }

    private static let uris: [String: Vocabulary] = {
        var table: [String: Vocabulary] = [:]
        for (vocabulary, list) in lists { for uri in list { table[uri.lowercased()] = vocabulary } }
        return table
    }()

    private static let prefixes: [String: Vocabulary] = [
        "rss": .plain, "atom": .atom, "atom10": .atom, "atom03": .atom, "a10": .atom, "rdf": .rdf, "dc": .dublinCore,
        "dcterms": .dublinCoreTerms, "content": .content, "media": .media, "itunes": .itunes, "podcast": .podcast, "sy": .syndication,
        "syn": .syndication,
        "slash": .slash, "thr": .threading, "georss": .georss, "gml": .gml, "geo": .w3cGeo, "wfw": .wfw, "cc": .creativeCommons,
        "creativecommons": .creativeCommons, "xhtml": .xhtml, "admin": .admin, "feedburner": .feedburner, "prism": .prism, "foaf": .foaf,
    ]

    private static let lists: [(Vocabulary, [String])] = [
        (
            .plain,
            [
                "http://backend.userland.com/rss", "http://blogs.law.harvard.edu/tech/rss", "http://purl.org/rss/1.0/",
                "http://my.netscape.com/rdf/simple/0.9/", "http://channel.netscape.com/rdf/simple/0.9/", "http://example.com/newformat#",
                "http://example.com/necho", "http://purl.org/echo/", "uri/of/echo/namespace#", "http://purl.org/pie/",
                "http://www.rssboard.org/rss-specification", "http://backend.userland.com/rss2", "http://backend.userland.com/rss091",
                "http://purl.org/net/rss1.1#", "http://cyber.law.harvard.edu/rss/rss.html", "http://www.w3.org/2005/rss",
            ]
        ),
        (
            .atom,
            [
                "http://www.w3.org/2005/Atom", "https://www.w3.org/2005/Atom", "http://www.w3.org/2005/Atom/", "http://purl.org/atom/ns#",
                "http://purl.org/atom/ns",
            ]
        ),
        (.rdf, ["http://www.w3.org/1999/02/22-rdf-syntax-ns#"]),
        (.dublinCore, ["http://purl.org/dc/elements/1.1/", "http://purl.org/dc/elements/1.0/", "http://purl.org/dc/elements/1.1"]),
        (.dublinCoreTerms, ["http://purl.org/dc/terms/", "http://purl.org/dc/terms"]),
        (.content, ["http://purl.org/rss/1.0/modules/content/", "http://purl.org/rss/1.0/modules/content"]),
        (
            .media,
            [
                "http://search.yahoo.com/mrss/", "http://search.yahoo.com/mrss", "https://search.yahoo.com/mrss/",
                "http://video.search.yahoo.com/mrss", "http://tools.search.yahoo.com/mrss/", "http://www.rssboard.org/media-rss",
            ]
        ),
        (.itunes, ["http://www.itunes.com/DTDs/PodCast-1.0.dtd", "http://example.com/DTDs/PodCast-1.0.dtd"]),
        (
            .podcast,
            ["https://podcastindex.org/namespace/1.0", "https://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"]
        ),
        (.syndication, ["http://purl.org/rss/1.0/modules/syndication/"]), (.slash, ["http://purl.org/rss/1.0/modules/slash/"]),
        (.threading, ["http://purl.org/syndication/thread/1.0"]),
        (.georss, ["http://www.georss.org/georss", "http://www.georss.org/georss/"]),
        (.gml, ["http://www.opengis.net/gml"]), (.w3cGeo, ["http://www.w3.org/2003/01/geo/wgs84_pos#"]),
        (.wfw, ["http://wellformedweb.org/CommentAPI/"]),
        (
            .creativeCommons,
            [
                "http://backend.userland.com/creativeCommonsRssModule", "http://web.resource.org/cc/",
                "http://cyber.law.harvard.edu/rss/creativeCommonsRssModule.html", "http://creativecommons.org/ns#",
            ]
        ),
        (.xhtml, ["http://www.w3.org/1999/xhtml"]), (.admin, ["http://webns.net/mvcb/"]),
        (.feedburner, ["http://rssnamespace.org/feedburner/ext/1.0"]),
        (.prism, ["http://prismstandard.org/namespaces/basic/2.0/", "http://prismstandard.org/namespaces/1.2/basic/"]),
        (.foaf, ["http://xmlns.com/foaf/0.1/"]), (.xml, ["http://www.w3.org/XML/1998/namespace"]),
    ]
}

/// The local names that are understood, in lower case.
enum LocalName: String, Sendable {
    case abstract, author, block, body, box, category, channel, cloud, comments, commentrss, content, contributor, copyright, created,
        creator
    case credit, date, day, description, docs, duration, email, enclosure, encoded, entry, expirationdate, explicit, feed, fullitem,
        generator
    case group, guid, height, homepage, hour, html, icon, id, image, info, issued, item, items, keywords, language, lastbuilddate, lastmod
    case li, license, line, linestring, link, logo, managingeditor, modified, name, newlocation, owner, point, polygon, pos, poslist,
        pubdate
    case published, publisher, rating, rdf, redirect, references, rights, rss, seq, skipdays, skiphours, source, subject, subtitle, summary
    case tagline, text, textinput, thumbnail, title, ttl, updated, updatebase, updatefrequency, updateperiod, uri, url, valid, value,
        webmaster
    case width, xhtml, usagerules, inreplyto = "in-reply-to", where_ = "where", lat, long, div, player, pubdatelong, longname, topic
    case opml, urlset, sitemapindex, errorreportsto, generatoragent, restriction, copyrightterms, type, hidden, linklist, expires, available
    case lowerCorner = "lowercorner", upperCorner = "uppercorner", exterior, linearring, envelope, subcategory, status, episode, season
    case newFeedURL = "new-feed-url"
    case origlink, person, section
    case other
}

/// An element's name, looked up once a document.
struct QualifiedName: Sendable {
    /// As it stands, with its prefix.
    var text: String
    /// Without the prefix.
    var localText: String
    var lowercasedLocal: String
    var local: LocalName
    var vocabulary: Vocabulary
    /// The namespace; empty for none.
    var namespace: String

    /// Whether it is an item's or entry's.
    var isItem: Bool { vocabulary.isCore && (local == .item || local == .entry) }

    init(local: String, prefix: String?, namespace: String?) {
        let prefix = prefix ?? ""
        text = prefix.isEmpty ? local : prefix + ":" + local
        localText = local
        lowercasedLocal = local.lowercased()
        self.local = LocalName(rawValue: lowercasedLocal) ?? .other
        self.namespace = namespace ?? ""
        if let namespace {
            let known = Vocabulary.named(namespace)
            // A default namespace of somebody's own: the elements are a feed's all the same.
            vocabulary = known == .other && prefix.isEmpty && !QualifiedName.foreign.contains(namespace) ? .plain : known
        } else {
            vocabulary = prefix.isEmpty ? .plain : prefix == "xml" ? .xml : Vocabulary.customary(prefix: prefix)
        }
    }

    private static let foreign: Set<String> = [
        "http://www.w3.org/2000/svg", "http://www.w3.org/1998/Math/MathML", "http://www.sitemaps.org/schemas/sitemap/0.9",
    ]
}
