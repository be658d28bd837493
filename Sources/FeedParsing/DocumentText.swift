import Markup
import NewsModel

/// A document unpacked and decoded, before anybody knows what it is.
struct DocumentText {
    /// In UTF-8, without a byte order mark.
    let utf8: [UInt8]
    /// The character set it was in.
    let encoding: String
    /// What was repaired on the way.
    let warnings: [ArticleWarning]
    /// Whether its first character is a brace.
    let isJSON: Bool

    /// Unpacks gzip and decodes the character set.
    ///
    /// - Throws: ``FeedError``: `notAFeed` where there is nothing, `truncated` for a body that ends within its compression, `encoding` for one that
    ///   is damaged there, `tooLarge`.
    init(_ bytes: [UInt8], contentType: String?, limits: FeedLimits) throws(FeedError) {
        let body = try DocumentText.unpacked(bytes, limits: limits)
        guard body.count <= limits.maximumBytes else {
            throw FeedError(type: .tooLarge, message: "the document has \(body.count) bytes, more than \(limits.maximumBytes)")
        }
        guard body.contains(where: { $0 > 0x20 }) else {
            throw FeedError(type: .notAFeed, message: "the document is empty", hint: "look at the address in a browser")
        }
        isJSON = DocumentText.looksLikeJSON(body)
        let charset = ContentType.charset(of: contentType)
        let decoded = CharacterDecoding.decode(body, httpCharset: charset, as: isJSON ? .json : .xml)
        utf8 = decoded.utf8
        warnings = (decoded.isRepaired ? [.encodingRepaired] : []) + (decoded.isMislabelled ? [.encodingMislabelled] : [])
        // RFC 3023 section 3.1: XML as text/* without a charset is US-ASCII, and where it is, that is said.
        let isText = contentType.map { FeedText.trimmed($0).lowercased().hasPrefix("text/") } ?? false
        encoding = isText && charset == nil && decoded.utf8.allSatisfy({ $0 < 0x80 }) ? "us-ascii" : decoded.encoding
    }

    private static func unpacked(_ bytes: [UInt8], limits: FeedLimits) throws(FeedError) -> [UInt8] {
        guard Gunzip.isGzip(bytes) else { return bytes }
        do {
            return try Gunzip.inflate(bytes, limit: limits.maximumBytes)
        } catch {
            switch error {
            case .tooLarge: throw FeedError(type: .tooLarge, message: "the document unpacks to more than \(limits.maximumBytes) bytes")
            case .truncated: throw FeedError(type: .truncated, message: "the gzip stream ends before its end", hint: "fetch it again")
            case .corrupt: throw FeedError(type: .encoding, message: "the gzip stream is damaged", hint: "fetch it again")
            }
        }
    }

    /// Whether the first character is a brace, after a byte order mark, white space, or the zero bytes of UTF-16.
    private static func looksLikeJSON(_ bytes: [UInt8]) -> Bool {
        for byte in bytes.prefix(512) {
            if byte == UInt8(ascii: "{") { return true }
            if byte > 0x20 && ![0xEF, 0xBB, 0xBF, 0xFE, 0xFF].contains(byte) { return false }
        }
        return false
    }
}
