import Foundation
import PageReading

/// Prints what is known of each block of some pages, as one line of JSON for each page.
///
/// usage: `block-features < MANIFEST`, of which each line is `{"file": PATH, "url": ADDRESS}`; files are HTML, not compressed.
/// A line tells `file`, and `blocks`, each with its text and its row of numbers; the first line tells the columns' names.
@main
struct Program {
    private struct Page: Decodable {
        var file: String
        var url: String?
    }

    static func main() throws {
        var isFirst = true
        while let line = readLine() {
            let page = try JSONDecoder().decode(Page.self, from: Data(line.utf8))
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: page.file)))
            let sheet = try? PageReader.blockSheet(bytes, url: page.url)
            if isFirst, let sheet { try say(["names": sheet.names]) }
            isFirst = isFirst && sheet == nil
            let rows = sheet?.rows ?? []
            try say([
                "file": page.file, "blocks": rows.map { ["text": $0.text, "row": $0.features.map { Double($0) }] as [String: Any] },
            ])
        }
    }

    private static func say(_ value: [String: Any]) throws {
        FileHandle.standardOutput.write(try JSONSerialization.data(withJSONObject: value))
        FileHandle.standardOutput.write(Data("\n".utf8))
    }
}
