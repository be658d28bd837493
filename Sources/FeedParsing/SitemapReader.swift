import Markup
import NewsModel

/// Reads sitemaps: XML, with the news, image and video extensions, indexes of sitemaps, and plain lists of addresses.
///
/// As loose as ``FeedReader``: broken XML, wrong or missing namespaces, any character set, gzip. Pure: no file, no network, no clock.
public struct SitemapReader {
    /// What the document says.
    ///
    /// - Parameters:
    ///   - bytes: The body as it came; gzip is undone.
    ///   - contentType: The `Content-Type` field, of which the charset is used.
    ///   - url: What relative addresses are relative to.
    ///   - limits: As for feeds; `maximumEntries` counts pages and sitemaps each.
    /// - Throws: ``FeedError``: `notAFeed` for any other document, `truncated` for a body that ends within its compression, `encoding`, `tooLarge`.
    public static func parse(
        _ bytes: [UInt8], contentType: String?, url: String?, limits: FeedLimits = .init()
    ) throws(FeedError) -> Sitemap {
        try parse(DocumentText(bytes, contentType: contentType, limits: limits), url: url, limits: limits)
    }

    static func parse(_ text: DocumentText, url: String?, limits: FeedLimits) throws(FeedError) -> Sitemap {
        if var sitemap = list(text, limits: limits) {
            sitemap.warnings = text.warnings + sitemap.warnings
            return sitemap
        }
        let start = Prolog.end(in: text.utf8)
        let content = text.utf8[start.content...]
        var reader = SitemapElements(encoding: text.encoding, context: FieldContext(base: url, language: nil), limits: limits)
        if let tree = PlainXML.read(content, limits: limits) ?? StrictXML.read(content, limits: limits), reader.read(tree) {
            if start.isUnclean { reader.sitemap.warnings.append(.markupRepaired) }
        } else {
            let (tree, isTruncated) = LooseXML.read(content, limits: limits)
            guard reader.read(tree) else {
                throw FeedError(type: .notAFeed, message: "no sitemap: there is neither <urlset> nor <sitemapindex>")
            }
            reader.sitemap.warnings.append(.markupRepaired)
            if isTruncated || !hasRootEnd(content) { reader.breakOff(within: content) }
        }
        reader.sitemap.warnings = text.warnings + reader.sitemap.warnings
        return reader.sitemap
    }

    /// Whether the document begins as a sitemap does: with its outermost element, or with addresses alone.
    static func looksLikeSitemap(_ text: [UInt8]) -> Bool {
        let head = String(decoding: text[Prolog.end(in: text).content...].prefix(4096), as: UTF8.self)
        // Comments and processing instructions may stand before it.
        var rest = Substring(head)
        while let open = rest.firstIndex(of: "<") {
            rest = rest[open...].dropFirst()
            if rest.first == "!" || rest.first == "?" {
                let end = rest.hasPrefix("!--") ? rest.firstRange(of: "-->")?.upperBound : rest.firstIndex(of: ">")
                rest = end.map { rest[$0...] } ?? ""
                continue
            }
            let name = rest.prefix { $0.isLetter || $0 == ":" || $0 == "_" || $0 == "-" || $0.isNumber }
            return ["urlset", "sitemapindex"].contains(name.split(separator: ":").last?.lowercased() ?? "")
        }
        return addresses(in: text, limit: 1000) != nil
    }

    /// A text file of addresses; nil for any other document.
    private static func list(_ text: DocumentText, limits: FeedLimits) -> Sitemap? {
        guard let addresses = addresses(in: text.utf8, limit: limits.maximumEntries) else { return nil }
        var sitemap = Sitemap(format: .text, encoding: text.encoding)
        for address in addresses.prefix(limits.maximumEntries) { sitemap.entries.append(SitemapEntry(url: address)) }
        if addresses.count > limits.maximumEntries { sitemap.warnings.append(.documentTruncated) }
        return sitemap
    }

    private static let maximumLine = 1 << 13

    /// One address a line; nil where more than one line in ten is something else.
    ///
    /// - Parameter limit: After so many and one more no further are read.
    private static func addresses(in text: [UInt8], limit: Int) -> [String]? {
        guard let first = text.first(where: { $0 > 0x20 }), first | 0x20 == UInt8(ascii: "h") || first == UInt8(ascii: "#") else {
            return nil
        }
        var found: [String] = []
        var others = 0
        var rest = text[...]
        while !rest.isEmpty, found.count <= limit {
            let line = FeedText.trimmed(String(decoding: rest.prefix { $0 != 0x0A && $0 != 0x0D }.prefix(maximumLine), as: UTF8.self))
            rest = rest.drop { $0 != 0x0A && $0 != 0x0D }.drop { $0 == 0x0A || $0 == 0x0D }
            if line.isEmpty || line.hasPrefix("#") { continue }
            if let reference = URLReference(line), reference.isHTTP, !line.contains(where: { $0.isWhitespace || $0 == "<" }) {
                found.append(reference.description)
            } else {
                others += 1
                if others > 100 { return nil }
            }
        }
        return found.isEmpty || others * 10 > found.count + others ? nil : found
    }

    /// Whether the outermost element is ended somewhere near the end.
    private static func hasRootEnd(_ content: ArraySlice<UInt8>) -> Bool {
        let tail = String(decoding: content.suffix(4096), as: UTF8.self).lowercased()
        return tail.contains("urlset>") || tail.contains("sitemapindex>")
    }
}
