import Foundation
import NewsModel
import Testing

@testable import Telemetry

@Suite struct EventLineTests {
    let instant = Instant(year: 2026, month: 1, day: 11, hour: 10, minute: 40, second: 15)

    func text(_ event: Event) -> String { String(decoding: EventLine.bytes(of: event, at: instant), as: UTF8.self) }

    func object(_ event: Event) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(EventLine.bytes(of: event, at: instant))) as? [String: Any])
    }

    @Test func `a line has the four common keys first, then its own in the order of the catalogue`() {
        let event = Event(
            .pollFinished, level: .info,
            [
                .errorMessage("no such host"), .errorType(.dns), .url("https://example.org/feed"), .outcome(.failure), .sourceID("aa-ar"),
                .duration(nanoseconds: 1500),
            ])
        #expect(
            text(event) == """
                {"@timestamp":"2026-01-11T10:40:15.000Z","log.level":"info","message":"a source was polled","event.name":"poll.finished",\
                "source.id":"aa-ar","event.outcome":"failure","event.duration":1500,"url.full":"https://example.org/feed",\
                "error.type":"dns","error.message":"no such host"}

                """)
    }

    @Test func `what the catalogue does not give an event is left out`() {
        #expect(!text(Event(.articleDuplicate, [.sourceID("a"), .signal("SIGTERM")])).contains("SIGTERM"))
    }

    @Test(arguments: [
        (Event.Outcome.success, 0, EventLevel.debug), (.success, 1, .info), (.failure, 0, .info),
    ])
    func `a poll is worth reading when it brought something or failed`(outcome: Event.Outcome, articles: Int, level: EventLevel) {
        #expect(Event.levelOfPoll(outcome, articles: articles) == level)
    }

    @Test func `a given level stands above all`() {
        #expect(Event(.pollFinished, level: .warning, [.outcome(.failure)]).level == .warning)
    }

    @Test(arguments: [
        ("a\nb\r\t\u{0}\u{1B}[31m\u{7F}", #"a\nb\r\t\u0000\u001b[31m\u007f"#),
        ("a\u{9B}31m\u{85}", #"a\u009b31m\u0085"#),
        ("\u{202E}dlrow\u{2066}\u{61C}", #"\u202edlrow\u2066\u061c"#),
        ("\u{200E}\u{200F}\u{202A}\u{2069}\u{200D}", "\\u200e\\u200f\\u202a\\u2069\u{200D}"),
        ("\u{2028}\u{2029}", #"\u2028\u2029"#),
        (#"a"b\c"#, #"a\"b\\c"#),
        ("معتز – 世界 🌍", "معتز – 世界 🌍"),
    ])
    func `what steers a terminal or ends a line is escaped, and comes back whole`(raw: String, escaped: String) throws {
        let event = Event(.articleSpooled, [.articleHeadline(raw)])
        #expect(text(event).contains("\"article.headline\":\"\(escaped)\""))
        #expect(text(event).filter { $0 == "\n" }.count == 1)
        #expect(try object(event)["article.headline"] as? String == raw)
    }

    @Test(arguments: [
        ("https://user:secret@example.org/feed", "https://example.org/feed"),
        ("https://user@example.org", "https://example.org"),
        ("https://a:b@c:secret@example.org:8443/x@y", "https://example.org:8443/x@y"),
        ("//user:secret@example.org/", "//example.org/"),
        ("https://example.org/@author?mail=a@b.c", "https://example.org/@author?mail=a@b.c"),
        (
            "could not fetch https://u:secret@h/x (from \"http://u:secret@proxy:3128\")",
            "could not fetch https://h/x (from \"http://proxy:3128\")"
        ),
        ("write to desk@example.org", "write to desk@example.org"),
        ("https://", "https://"), ("https://@", "https://"), ("@", "@"),
    ])
    func `a URL's user information is never written`(raw: String, written: String) throws {
        let event = Event(.pollFinished, message: raw, [.url(raw), .errorMessage(raw)])
        let line = try object(event)
        #expect(line["url.full"] as? String == written)
        #expect(line["error.message"] as? String == written)
        #expect(line["message"] as? String == written)
        let list = try object(Event(.daemonReloadFailed, [.configurationErrors([raw])]))
        #expect(list["config.errors"] as? [String] == [written])
    }

    @Test(arguments: ["a", "\"", "\u{1}", "ش", "🌍", "\u{202E}"])
    func `a line stays below 16 KiB, whatever is in it`(filling: String) throws {
        let long = String(repeating: filling, count: 20_000)
        for event in [
            Event(.pollFinished, message: long, [.sourceID(long), .url(long), .nextReason(long), .errorMessage(long)]),
            Event(
                .daemonReloadFailed,
                [.configurationPath(long), .configurationErrors(Array(repeating: long, count: 100)), .errorMessage(long)]),
        ] {
            #expect(EventLine.bytes(of: event, at: instant).count < 16 << 10)
            let message = try #require(try object(event)["error.message"] as? String)
            #expect(message.hasSuffix("…"))
            #expect(message.unicodeScalars.dropLast().allSatisfy { String($0) == filling })
        }
    }

    @Test func `user information is not shown where it is too long to be seen whole`() {
        let line = text(Event(.pollFinished, [.url("https://user:" + String(repeating: "secret", count: 10_000) + "@example.org/")]))
        #expect(!line.contains("secret"))
    }

    @Test func `a list that is cut says how many are missing`() throws {
        let line = try object(Event(.daemonReloadFailed, [.configurationErrors((0..<200).map { "error \($0)" })]))
        let errors = try #require(line["config.errors"] as? [String])
        #expect(errors.count == 65)
        #expect(errors.last == "… 136 more")
    }

    @Test(arguments: [(2, "ab…"), (3, "ab…"), (4, "abش…"), (5, "abش…"), (6, "abشش")])
    func `a value is cut between two scalars`(limit: Int, cut: String) {
        // The first two letters are of one byte, the others of two.
        #expect(EventLine.shown("abشش", limit) == cut)
    }

    @Test func `a duration is told in nanoseconds, also one beyond what they can count`() {
        #expect(EventField.duration(.milliseconds(1500)).value == .integer(1_500_000_000))
        #expect(EventField.duration(.seconds(Int64.max)).value == .integer(.max))
    }
}
