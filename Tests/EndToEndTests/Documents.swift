import LoopbackPublisher
import NewsModel
import Synchronization

/// Feeds of the tests' own, written as publishers write them.
enum Documents {
    struct Item {
        var guid: String
        var headline: String
        var text: String
        var link: String?
        var date = "Mon, 05 Jan 2026 10:00:00 GMT"
    }

    static func rss(_ items: [Item], title: String = "Test") -> String {
        var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel><title>\(title)</title>"
        xml += "<link>http://feed.example/</link><description>\(title)</description><language>en</language>\n"
        for item in items {
            xml += "<item><title>\(item.headline)</title>"
            if let link = item.link { xml += "<link>\(link)</link>" }
            xml += "<guid isPermaLink=\"false\">\(item.guid)</guid><pubDate>\(item.date)</pubDate>"
            xml += "<description>&lt;p&gt;\(item.text)&lt;/p&gt;</description></item>\n"
        }
        return xml + "</channel></rss>\n"
    }

    static func atom(_ items: [Item], updated: String = "2026-01-05T10:00:00Z") -> String {
        var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\">"
        xml += "<id>urn:test:feed</id><title>Test</title><updated>\(updated)</updated>\n"
        for item in items {
            xml += "<entry><id>\(item.guid)</id><title>\(item.headline)</title><updated>\(updated)</updated>"
            if let link = item.link { xml += "<link href=\"\(link)\"/>" }
            xml += "<content type=\"html\">&lt;p&gt;\(item.text)&lt;/p&gt;</content></entry>\n"
        }
        return xml + "</feed>\n"
    }

    /// A paragraph of its own for each number, longer than 200 characters.
    static func text(_ number: Int) -> String {
        """
        Paragraph number \(number) of the numbered stories says that item \(number) was put into the list after item \(number - 1), and \
        that whoever counts them at the end has to arrive at every number once: none is to be missing, and none is to be there twice, \
        whatever happened to the one who wrote them down.
        """
    }

    static func story(_ number: Int) -> Item {
        Item(guid: "story-\(number)", headline: "Numbered story \(number)", text: text(number))
    }

    /// A gzip stream (RFC 1952) of one byte repeated so many times, without its sum: nobody is to come so far.
    static func gzipBomb(bytes total: Int) -> [UInt8] {
        [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255] + Deflate.repeating(0x60, count: total) + [0, 0, 0, 0, 0, 0, 0, 0]
    }
}

/// A value that the test changes while the publisher's thread reads it.
final class Shared<Value: Sendable>: Sendable {
    private let storage: Mutex<Value>

    init(_ value: Value) { storage = Mutex(value) }

    var value: Value {
        get { storage.withLock { $0 } }
        set { storage.withLock { $0 = newValue } }
    }

    /// Changes the value and gives back what the change says.
    func change<Result: Sendable>(_ body: @Sendable (inout Value) -> Result) -> Result { storage.withLock { body(&$0) } }
}

extension LoopbackPublisher.Response {
    /// A feed whose validator is its content.
    static func feed(_ text: String, for request: LoopbackPublisher.Request) -> Self {
        .conditional(request, body: Array(text.utf8), type: "application/rss+xml", etag: "\"\(text.utf8.count)-\(stableNumber(text))\"")
    }

    private static func stableNumber(_ text: String) -> UInt32 { text.utf8.reduce(17) { $0 &* 31 &+ UInt32($1) } }
}
