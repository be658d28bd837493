import FeedParsing
import Foundation
import NewsModel

/// Reads documents in memory again and again; prints bytes read and CPU seconds, as one line of JSON.
///
/// usage: `bench-feeds parse|dates|html|articles|json SECONDS FILE…`
@main
struct BenchFeeds {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count > 3, let mode = Mode(rawValue: arguments[1]), let wanted = Double(arguments[2]) else {
            FileHandle.standardError.write(Data("usage: bench-feeds parse|dates|html|articles|json SECONDS FILE…\n".utf8))
            exit(64)
        }
        let documents = try arguments[3...].map { [UInt8](try Data(contentsOf: URL(fileURLWithPath: $0))) }
        let work = try documents.map { try mode.work(on: $0) }
        var bytes = 0
        var spent = 0.0
        let before = cpuSeconds()
        repeat {
            for (document, read) in zip(documents, work) {
                try read()
                bytes += document.count
            }
            spent = cpuSeconds() - before
        } while spent < wanted
        print(#"{"bytes": \#(bytes), "seconds": \#(spent)}"#)
    }

    private static func cpuSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// What is asked for beyond the fields.
private enum Mode: String {
    case parse, dates, html, articles, json

    /// What is done with a document each time.
    func work(on document: [UInt8]) throws -> () throws -> Void {
        let url = "https://www.example.org/feed.xml"
        func parsed() throws -> ParsedFeed { try FeedReader.parse(document, contentType: "application/xml", url: url) }
        switch self {
        case .parse: return { _ = try parsed() }
        case .dates: return { for entry in try parsed().entries { _ = entry.readDates } }
        case .html: return { for entry in try parsed().entries { _ = entry.safeTexts } }
        case .json: return { _ = try parsed().jsonLine(file: "") }
        case .articles:
            guard let id = SourceID("bench") else { return {} }
            let source = Source(id: id, url: url)
            return { _ = candidates(from: try parsed(), source: source, fetchedAt: Instant(milliseconds: 1_790_000_000_000), http: nil) }
        }
    }
}
