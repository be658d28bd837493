import Foundation
import NewsModel
import Testing

@testable import Telemetry

@Suite struct EventCatalogueTests {
    /// The two tables of the page, as the code has them.
    static var tables: String {
        var text = "## Events\n\n| event.name | level | message | with |\n|---|---|---|---|\n"
        for name in EventName.allCases {
            let definition = name.definition
            let keys = definition.keys.map { "`\($0.rawValue)`" }.joined(separator: " ")
            let level = ([definition.level.rawValue, definition.exception].filter { !$0.isEmpty }).joined(separator: "; ")
            text += "| `\(name.rawValue)` | \(level) | \(definition.message) | \(keys) |\n"
        }
        text += "\n## Keys\n\n| key | type | what it is |\n|---|---|---|\n"
        for key in EventKey.allCases { text += "| `\(key.rawValue)` | \(key.valueType.rawValue) | \(key.meaning) |\n" }
        return text
    }

    static let page = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "../../Sources/Telemetry/Telemetry.docc/Events.md")

    @Test func `the page shows the catalogue as it is in the code`() throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let start = try #require(text.range(of: "## Events\n"))
        if ProcessInfo.processInfo.environment["WIRESPOOL_WRITE_PAGES"] != nil {
            try (text[..<start.lowerBound] + Self.tables).write(to: Self.page, atomically: true, encoding: .utf8)
        } else {
            #expect(text[start.lowerBound...] == Self.tables, "run the tests with WIRESPOOL_WRITE_PAGES=1, and look at the difference")
        }
    }

    @Test func `every key belongs to an event, and no event has one twice`() {
        var used: Set<EventKey> = []
        for name in EventName.allCases {
            let keys = name.definition.keys
            #expect(Set(keys).count == keys.count, "\(name.rawValue)")
            used.formUnion(keys)
        }
        #expect(used == Set(EventKey.allCases))
    }

    @Test(arguments: EventName.allCases)
    func `names are dotted and in small letters`(name: EventName) {
        #expect(name.rawValue.wholeMatch(of: /[a-z]+\.[a-z_]+/) != nil)
    }

    @Test func `the contract's events carry what the contract says, in its order`() {
        #expect(
            EventName.pollFinished.definition.keys.map(\.rawValue) == [
                "source.id", "event.outcome", "event.duration", "url.full", "http.response.status_code", "http.response.body.bytes",
                "poll.entries", "poll.new", "poll.revised", "poll.duplicate", "poll.next_at", "poll.next_reason", "error.type",
                "error.message",
            ])
        #expect(
            EventName.articleSpooled.definition.keys.map(\.rawValue) == [
                "article.id", "article.story", "article.event", "article.version", "article.headline", "url.full", "source.id",
            ])
        #expect(EventName.articleDuplicate.definition.keys.map(\.rawValue) == ["article.story", "source.id", "url.full"])
    }

    @Test func `each named field has the type that its key has`() {
        let instant = Instant(seconds: 0)
        let fields: [EventField] = [
            .nextAt(instant), .hostUntil(instant), .sourceSince(instant), .spoolOldestAt(instant), .statusCode(200), .bodyBytes(1),
            .entries(1), .new(1), .revised(1), .duplicate(1), .articleVersion(1), .duration(nanoseconds: 1), .processID(1),
            .processUptime(seconds: 1), .sourcesTotal(1), .sourcesAdded(1), .sourcesChanged(1), .sourcesRemoved(1), .pollsTotal(1),
            .articlesSpooled(1), .spoolWaiting(1), .spoolFreeBytes(1), .spoolMinimumFreeBytes(1), .spoolPublished(1), .spoolRemoved(1),
            .commitPolls(1), .commitArticles(1), .sourceFailures(1), .sourceCrashes(1), .configurationErrors([]), .configurationRestart([]),
            .url(""), .previousURL(""), .errorMessage(""), .signal(""), .hostName(""), .spoolReason(""), .adminListener(""),
        ]
        for field in fields {
            switch (field.value, field.key.valueType) {
            case (.integer, .integer), (.string, .string), (.string, .time), (.strings, .strings): break
            default: Issue.record("\(field.key.rawValue) is declared \(field.key.valueType.rawValue) and holds \(field.value)")
            }
        }
    }
}
