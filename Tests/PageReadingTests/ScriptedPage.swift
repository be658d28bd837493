import NewsModel
import PageReading

/// A page whose article stands in the data of its program.
enum ScriptedPage {
    static let paragraphs = (1...6).map { "In paragraph \($0), \(Pages.sentence)" }

    /// The lines of the text that such a page has.
    static func body(_ scripts: String) throws -> [String] {
        let page =
            "<html lang='en'><title>The harbour opens again</title><meta property='og:title' content='The harbour opens again'><div id='app'></div>\(scripts)"
        let text = try PageReader.read(Array(page.utf8), url: "https://www.example.org/a").content.bodyText ?? ""
        return text.split(separator: "\n").map(String.init)
    }
}
