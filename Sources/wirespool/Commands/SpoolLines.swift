import Foundation
import NewsModel
import Spooling

/// How articles of the spool are shown: a table on a terminal, tab-separated in a pipe, or their own JSON.
enum SpoolLines {
    /// When, from where, what happened, and the headline.
    static func cells(_ article: Article, box: SpoolDirectory.Box? = nil) -> [String] {
        [article.id.description] + (box.map { [$0.rawValue] } ?? []) + [
            article.id.instant.description, article.source.id.rawValue, "\(article.event.rawValue) v\(article.version)",
            Terminal.printable(article.content.headline ?? "(no headline)"),
        ]
    }

    /// A row that is not to be aligned with others.
    static func row(_ cells: [String]) -> String { cells.joined(separator: Terminal.isInteractive ? "  " : "\t") }

    /// An article to be read.
    static func text(_ article: Article, path: String) -> String {
        let content = article.content
        let facts: [(String, String?)] = [
            ("id", article.id.description), ("event", "\(article.event.rawValue), version \(article.version)"),
            ("story", article.story == article.id ? nil : article.story.description), ("file", path),
            ("source", "\(article.source.id) (\(article.source.name))"), ("url", article.canonicalURL ?? article.url),
            ("published", content.publishedAt?.description), ("updated", content.updatedAt?.description),
            ("byline", content.byline), ("agency", content.agency), ("located", content.located), ("language", content.language),
            ("subjects", joined(content.subjects.map(\.name))), ("keywords", joined(content.keywords)),
            ("media", content.media.isEmpty ? nil : "\(content.media.count), first \(content.media[0].url)"),
            ("warnings", joined(article.warnings.map(\.rawValue))),
        ]
        var text = Terminal.bold(Terminal.printable(content.headline ?? "(no headline)")) + "\n"
        if let subheadline = content.subheadline { text += Terminal.printable(subheadline) + "\n" }
        text += "\n"
        let rows = facts.compactMap { name, value in value.map { [name, Terminal.printable($0)] } }
        text += Terminal.table(rows) + "\n"
        for paragraph in paragraphs(content.summary) + paragraphs(content.bodyText) { text += "\n\(Terminal.printable(paragraph))\n" }
        return text
    }

    /// One line of JSON: where an article is now.
    static func write(_ id: ArticleID, in box: SpoolDirectory.Box) {
        StandardOutput.write(line: "{\"id\":\"\(id)\",\"box\":\"\(box.rawValue)\"}")
    }

    private static func joined(_ words: [String]) -> String? { words.isEmpty ? nil : words.joined(separator: ", ") }

    private static func paragraphs(_ text: String?) -> [String] {
        (text ?? "").components(separatedBy: "\n\n").filter { !$0.isEmpty }
    }
}
