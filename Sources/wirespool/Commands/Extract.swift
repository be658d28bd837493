import ArgumentParser
import Foundation
import NewsModel
import PageReading

/// `wirespool extract`: HTML pages to article JSON, offline.
struct Extract: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extract",
        abstract: "Read HTML pages and print the article each holds, one JSON object a line.",
        discussion: """
            Nothing is fetched. Pages may be gzipped. Each is answered with {"file",…}, in which the members are named as in a spooled \
            article (those that a page can tell, and provenance.encoding besides), or with {"file","error":{"type","message","hint"}}.
            Exit status: 0; 65 when a page named on the command line held no article.

            With --explain the line has "explanation" as well: what was found for each field, [{"field","value","origin","place","chosen","reason"?}].

              wirespool extract page.html --url https://example.org/2026/page | jq -r .body_text
            """)

    @OptionGroup var documents: DocumentOptions
    @OptionGroup var rules: RuleOptions

    func run() throws {
        let hints = PageHints(rules: try rules.read())
        try DocumentInputs.run(documents) { input, bytes throws(DocumentError) in
            do throws(PageError) {
                return try PageReader.read(
                    bytes, contentType: input.contentType, url: input.base, hints: hints, explaining: rules.explain
                ).jsonLine(file: input.file)
            } catch {
                throw DocumentError(type: error.type.rawValue, message: error.message, hint: error.hint)
            }
        }
    }
}

extension PageArticle {
    /// `{"file",…}`: the members of an article that a page alone can tell, in the contract's order.
    func jsonLine(file: String) -> [UInt8] {
        var json = JSONWriter(capacity: 2048 + (content.bodyText?.utf8.count ?? 0) * 3)
        json.beginObject()
        json.member("file", file)
        json.member("canonical_url", canonicalURL)
        content.writeMembers(to: &json, firstSeenAt: nil, fetchedAt: nil)
        json.key("provenance")
        json.beginObject()
        json.member("format", "html")
        json.member("encoding", encoding)
        json.key("fields")
        json.beginObject()
        for (field, origin) in fields.sorted(by: { $0.key < $1.key }) { json.member(field, origin.rawValue) }
        json.endObject()
        json.endObject()
        json.strings("warnings", warnings.map(\.rawValue))
        if !explanation.isEmpty {
            json.key("explanation")
            json.beginArray()
            for candidate in explanation { candidate.write(to: &json) }
            json.endArray()
        }
        json.endObject()
        json.newline()
        return json.bytes
    }
}

extension FieldCandidate {
    /// `{"field","value","origin","place","chosen","reason"?}`.
    fileprivate func write(to json: inout JSONWriter) {
        json.beginObject()
        json.member("field", field)
        json.member("value", value)
        json.member("origin", origin.rawValue)
        json.member("place", place)
        json.key("chosen")
        json.boolean(isChosen)
        json.member("reason", reason)
        json.endObject()
    }
}
