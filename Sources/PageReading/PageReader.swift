import NewsModel
import Markup

/// Reads the article out of an HTML page.
///
/// Of several sources the best is taken for each field: a rule for the publisher or the configuration, JSON-LD, microdata, OpenGraph and its
/// like, and what stands visibly on the page. The text comes from ``BodyFinder``.
public enum PageReader {
    /// A page of more bytes, decompressed, is not read.
    public static let maximumBytes = 8 << 20

    /// The article of a page.
    ///
    /// - Parameters:
    ///   - bytes: The page as served, decompressed.
    ///   - contentType: The value of the `Content-Type` field, for its charset.
    ///   - url: Where the page was fetched: relative links are resolved against it.
    ///   - explaining: Whether ``PageArticle/explanation`` is kept.
    /// - Throws: ``PageError`` of type ``ErrorType/noArticle`` where the page has neither a headline nor text or
    ///   seems to be another thing, which the message tells; ``ErrorType/malformed`` where it
    ///   is no markup at all; ``ErrorType/tooLarge`` above ``maximumBytes``.
    /// - Complexity: About linear in the bytes; never more than the limits of ``HTMLLimits``.
    public static func read(
        _ bytes: [UInt8], contentType: String? = nil, url: String? = nil, hints: PageHints = .init(),
        explaining: Bool = false
    ) throws(PageError) -> PageArticle {
        let (document, decoded) = try document(bytes, contentType: contentType)
        var reading = PageReading(document, url: url, hints: hints, explains: explaining)
        var article = reading.article(encoding: decoded.encoding)
        if decoded.isRepaired { article.warnings.append(.encodingRepaired) }
        if decoded.isMislabelled { article.warnings.append(.encodingMislabelled) }
        if document.isTruncated { article.warnings.append(.textTruncated) }
        if let impression = PageImpression(of: reading, content: article.content) {
            throw PageError(
                type: .noArticle, message: impression.description, hint: impression.hint, location: impression.location)
        }
        guard article.content.headline != nil || article.content.bodyText != nil else {
            throw PageError(
                type: .noArticle, message: "the page holds neither a headline nor text", hint: "look at the address in a browser")
        }
        return article
    }

    /// The page's elements and texts, and what became of its bytes.
    static func document(_ bytes: [UInt8], contentType: String?) throws(PageError) -> (document: HTMLDocument, decoded: DecodedText) {
        guard bytes.contains(where: { $0 > 0x20 }) else {
            throw PageError(type: .noArticle, message: "the page is empty", hint: "look at the address in a browser")
        }
        guard bytes.count <= maximumBytes else {
            throw PageError(type: .tooLarge, message: "the page has more than 8 MiB", hint: "the address may lead to an archive or a film")
        }
        if let kind = FileKind.name(of: bytes) {
            throw PageError(
                type: .malformed, message: "the document is \(kind), not a page", hint: "the article may stand at another address")
        }
        var decoded = CharacterDecoding.decode(bytes, httpCharset: ContentType.charset(of: contentType), as: .html)
        if isBinary(decoded.utf8) {
            throw PageError(type: .malformed, message: "the document is no text", hint: "the address may lead to a picture or an archive")
        }
        if let repaired = Mojibake.repaired(decoded.utf8) { (decoded.utf8, decoded.isMislabelled) = (repaired, true) }
        return (HTMLDocument(utf8: decoded.utf8), decoded)
    }

    /// Whether the beginning has more control characters than a text could.
    private static func isBinary(_ bytes: [UInt8]) -> Bool {
        let head = bytes.prefix(2048)
        let controls = head.reduce(0) { $0 + ($1 < 0x09 || $1 > 0x0D && $1 < 0x20 ? 1 : 0) }
        return controls * 10 > head.count
    }
}
