import Markup
import NewsModel

extension PageReader {
    /// The articles that a listing page links, each once, in the page's order.
    ///
    /// - Parameters:
    ///   - bytes: The page as served, decompressed.
    ///   - contentType: The value of the `Content-Type` field, for its charset.
    ///   - url: Where the page was fetched: relative links are resolved against it, and links to other sites are no articles of this one.
    ///   - xpath: XPath 1.0 of the links, of elements around them, or of their addresses; without it they are found by themselves.
    ///   - hints: Language and zone of the dates that stand beside the links.
    /// - Throws: ``PageError`` of type ``ErrorType/noArticle`` where it links none, ``ErrorType/malformed`` where it is no markup at all.
    /// - Complexity: About linear in the bytes; never more than the limits of ``HTMLLimits``.
    public static func links(
        _ bytes: [UInt8], contentType: String? = nil, url: String? = nil, xpath: String? = nil, hints: PageHints = .init()
    ) throws(PageError) -> [ListedLink] {
        let document = try document(bytes, contentType: contentType).document
        let reading = PageReading(document, url: url, hints: hints)
        var finder = LinkFinder(reading, hints: hints)
        let found = xpath.map { finder.find(by: $0) } ?? finder.find()
        guard !found.isEmpty else {
            if let target = PageImpression.target(of: reading) {
                throw PageError(
                    type: .noArticle, message: "the page sends its readers on to \(target)", hint: "poll or name that address",
                    location: target)
            }
            throw PageError(
                type: .noArticle, message: "the page links no articles",
                hint: xpath == nil ? "name them with links:, an XPath" : "links: finds nothing on the page as it is served")
        }
        return found
    }
}
