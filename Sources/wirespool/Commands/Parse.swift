import ArgumentParser
import FeedParsing
import Foundation
import NewsModel

/// `wirespool parse`: feed documents to JSON, offline.
struct Parse: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parse",
        abstract: "Read feeds and sitemaps and print what they say, one JSON object a line.",
        discussion: """
            RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, CDF, JSON Feed and sitemaps, well-formed or not, gzipped or not. Nothing is fetched.

            Each document is answered with {"file","format","encoding","feed":{…},"entries":[…]}, or with {"file","error":{"type","message"}}.
            Exit status: 0; 65 when a document named on the command line could not be read as a feed or a sitemap.

              wirespool parse feed.xml | jq '.entries[].title'
              curl -s https://example.org/rss | wirespool parse --url https://example.org/rss
            """)

    @OptionGroup var documents: DocumentOptions

    func run() throws {
        try DocumentInputs.run(documents) { input, bytes throws(DocumentError) in
            do throws(FeedError) {
                let document = try SourceDocument.parse(
                    bytes, contentType: input.contentType, url: input.base, language: input.headers["content-language"])
                return document.feed.jsonLine(file: input.file)
            } catch {
                throw DocumentError(type: error.type.rawValue, message: error.message, hint: error.hint)
            }
        }
    }
}

extension DocumentInput {
    /// The document's base: its `Content-Location`, seen from its URL (RFC 9110 section 8.7).
    var base: String? {
        guard let location = headers["content-location"], let reference = URLReference(location) else { return url }
        guard let url, let from = URLReference(url) else { return location }
        return reference.resolved(against: from).description
    }
}
