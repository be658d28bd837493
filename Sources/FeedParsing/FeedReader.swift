import Markup
import NewsModel

/// Reads feeds: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, CDF, JSON Feed.
///
/// Pure: no file, no network, no clock. May be called from many threads at once.
public struct FeedReader {
    /// What the document says.
    ///
    /// - Parameters:
    ///   - bytes: The body as it came; gzip is undone.
    ///   - contentType: The `Content-Type` field, of which the charset is used.
    ///   - url: What relative links are relative to.
    ///   - language: The `Content-Language` field: the language where the document names none.
    /// - Throws: ``FeedError``: `notAFeed` for any other document, `malformed` where nothing could be read, `truncated` for a body that ends within
    ///   its compression, `tooLarge`.
    public static func parse(
        _ bytes: [UInt8], contentType: String?, url: String?, language: String? = nil, limits: FeedLimits = .init()
    ) throws(FeedError) -> ParsedFeed {
        try parse(DocumentText(bytes, contentType: contentType, limits: limits), url: url, language: language, limits: limits)
    }

    static func parse(_ text: DocumentText, url: String?, language: String?, limits: FeedLimits) throws(FeedError) -> ParsedFeed {
        var context = FieldContext(base: url, language: nil)
        context.language = language.flatMap { FieldContext.language(String($0.prefix { $0 != "," })) }
        var feed: ParsedFeed
        if text.isJSON {
            feed = try parseJSON(text.utf8, encoding: text.encoding, context: context, limits: limits)
        } else {
            feed = try parseXML(text.utf8, encoding: text.encoding, context: context, limits: limits)
        }
        feed.transportLanguage = context.language
        feed.warnings = text.warnings + feed.warnings
        return feed
    }

    private static func parseJSON(
        _ text: [UInt8], encoding: String, context: FieldContext, limits: FeedLimits
    ) throws(FeedError) -> ParsedFeed {
        guard let (value, completeness) = JSONValue.read(text, maximumDepth: limits.maximumDepth) else {
            throw FeedError(type: .malformed, message: "the document begins as JSON and is none")
        }
        guard var feed = JSONFeed.read(value, encoding: encoding, context: context, limits: limits) else {
            throw FeedError(
                type: completeness == .whole ? .notAFeed : .malformed, message: "JSON, but no JSON Feed: `version` and `items` are missing",
                hint: "look for the address of the feed itself")
        }
        if completeness != .whole { feed.warnings.append(.markupRepaired) }
        if completeness == .truncated { feed.markTruncated() }
        return feed
    }

    private static func parseXML(
        _ text: [UInt8], encoding: String, context: FieldContext, limits: FeedLimits
    ) throws(FeedError) -> ParsedFeed {
        let start = Prolog.end(in: text)
        let content = text[start.content...]
        if let tree = PlainXML.read(content, limits: limits) ?? StrictXML.read(content, limits: limits),
            let feed = feed(of: tree, encoding, context, limits)
        {
            var feed = feed
            if start.isUnclean { feed.warnings.append(.markupRepaired) }
            return feed
        }
        let (tree, isTruncated) = LooseXML.read(content, limits: limits)
        guard var feed = feed(of: tree, encoding, context, limits) else { throw notAFeed(tree, text, url: context.base) }
        feed.warnings.append(.markupRepaired)
        if isTruncated {
            feed.markTruncated()
        }
        return feed
    }

    private static func feed(of tree: DocumentTree, _ encoding: String, _ context: FieldContext, _ limits: FeedLimits) -> ParsedFeed? {
        var candidates = tree.roots
        // A feed that something is wrapped around: a page, a SOAP envelope, a browser's view of it.
        for _ in 0..<4 {
            for element in candidates {
                var document = FeedDocument(encoding: encoding, limits: limits)
                if document.read(element, context) {
                    // What stands beside the outermost element was meant to stand in it.
                    document.addSiblings(candidates, of: element, context)
                    if tree.isCut { document.feed.warnings.append(.documentTruncated) }
                    return document.feed
                }
            }
            candidates = candidates.prefix(100).flatMap { $0.children }
        }
        return nil
    }

    private static func startsAsPage(_ text: [UInt8]) -> Bool {
        let head = String(decoding: text.drop { $0 <= 0x20 }.prefix(14), as: UTF8.self).lowercased()
        return head == "<!doctype html"
    }

    private static func notAFeed(_ tree: DocumentTree, _ text: [UInt8], url: String?) -> FeedError {
        guard let root = tree.roots.first else {
            return FeedError(type: .notAFeed, message: "no markup was found", hint: "look at the address in a browser")
        }
        let isPage = ["html", "head", "title", "meta", "body", "base"].contains(root.name.lowercasedLocal) || startsAsPage(text)
        if isPage { return PageAnnouncement(utf8: text, url: url).error }
        switch root.local {
        case .urlset, .sitemapindex: return FeedError(type: .notAFeed, message: "a sitemap, not a feed", hint: "configure `kind: sitemap`")
        case .opml: return FeedError(type: .notAFeed, message: "OPML, a list of feeds", hint: "use `wirespool sources import`")
        default: return FeedError(type: .notAFeed, message: "the outermost element is <\(root.name.text.prefix(60))>", hint: "")
        }
    }
}

extension ParsedFeed {
    /// The document ended within its last entry.
    fileprivate mutating func markTruncated() {
        warnings.append(.documentTruncated)
        if !entries.isEmpty { entries[entries.count - 1].isTruncated = true }
    }
}
