import Foundation
import NewsModel
import Testing

@testable import Administration

/// The pages for people.
@Suite struct StatusPageTests {
    private static let page = StatusPage(
        daemon: AdminServerTests.Fixture.responders().daemon, now: AdminServerTests.snapshot.startedAt + .hours(1))

    /// The front page and one of a source, by name so that a test's own name stays short.
    private static var pages: [String: String] {
        [
            "front": page.front(
                AdminServerTests.snapshot, SourceQuery("q=" + "%22%3E%3Cscript%3E&health=failing"), AdminServerTests.sources),
            "source": page.source(AdminServerTests.detail),
        ]
    }

    @Test(arguments: ["front", "source"]) func `hostile texts are shown as texts, wherever a publisher can put one`(_ name: String) throws {
        let page = try #require(Self.pages[name])
        let shown = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot; onload=&quot;y\u{FFFD}\u{FFFD}[31m &amp; قطار"
        #expect(page.contains("<span class=\"text\" dir=\"rtl\" lang=\"ar&quot;&gt;&lt;b&gt;\">\(shown)</span>"))
        #expect(page.contains("<span class=\"text\" dir=\"auto\">\(shown)</span>"))
        #expect(page.contains("/var/spool/&lt;wirespool&gt;") == (name == "front"))
        #expect(!page.contains("secret"), "the URL's password")
        let markup = page.replacing(StatusPage.script, with: "").replacing(StatusPage.style, with: "")
        #expect(markup.matches(of: /<script/).count == 1 && markup.matches(of: /<style/).count == 1)
        #expect(!markup.contains("<b>") && !markup.contains("src=") && !markup.contains("onload=\"") && !markup.contains("url("))
        #expect(markup.unicodeScalars.allSatisfy { !(0x202A...0x202E).contains($0.value) })
    }

    @Test(arguments: ["front", "source"]) func `nothing but the page's own style and script is allowed, by their hashes`(_ name: String)
        throws
    {
        let page = try #require(Self.pages[name])
        func hash(_ text: Substring) -> String { Data(ContentHash(hashing: Array(text.utf8)).bytes).base64EncodedString() }
        let style = try #require(page.firstMatch(of: /<style>(?<text>.*?)<\/style>/.dotMatchesNewlines())?.text)
        let script = try #require(page.firstMatch(of: /<script>(?<text>.*?)<\/script>/.dotMatchesNewlines())?.text)
        #expect(
            StatusPage.contentSecurityPolicy.hasPrefix(
                "default-src 'none'; style-src 'sha256-\(hash(style))'; script-src 'sha256-\(hash(script))'; connect-src 'self'; "))
        #expect(
            !page.contains(" style=") && page.matches(of: /https?:\/\//).allSatisfy { !page[..<$0.range.lowerBound].hasSuffix("href=\"") })
    }

    @Test(arguments: ["front", "source"]) func `it has what a reader of screens needs`(_ name: String) throws {
        let page = try #require(Self.pages[name])
        #expect(page.hasPrefix("<!doctype html>\n<html lang=\"en\">") && page.contains("<meta name=\"viewport\""))
        #expect(page.matches(of: /<h1>/).count == 1 && page.matches(of: /<main>/).count == 1)
        #expect(page.matches(of: /<th(?! scope="col")[ >]/).isEmpty && page.contains("<th scope=\"col\">"))
        #expect(page.matches(of: /<table>/).count == page.matches(of: /role="region" aria-label="[^"]+" tabindex="0"><table>/).count)
        #expect(page.matches(of: /<svg/).count == page.matches(of: /<svg [^>]*role="img" aria-label="[^"]+">/).count)
        for control in page.matches(of: /<(?:input|select) name/) {
            let label = page[..<control.range.lowerBound]
            #expect(
                (label.ranges(of: "<label>").last?.lowerBound ?? label.startIndex)
                    > (label.ranges(of: "</label>").last?.lowerBound ?? label.startIndex))
        }
    }

    /// WCAG 2.2, success criterion 1.4.3: 4.5 to 1.
    @Test(arguments: ["ink", "soft", "bad", "good", "link"], [false, true])
    func `its colours can be read by day and by night`(_ name: String, _ isDark: Bool) throws {
        func colour(_ name: String) throws -> Substring {
            let colours = StatusPage.style.matches(of: /--(\w+):#([0-9a-f]{6})/).filter { $0.1 == name }
            #expect(colours.count == 2)
            return try #require(isDark ? colours.last : colours.first).2
        }
        func luminance(_ hex: some StringProtocol) -> Double {
            let parts = stride(from: 0, to: 6, by: 2).map { start -> Double in
                let from = hex.index(hex.startIndex, offsetBy: start)
                let value = Double(Int(hex[from..<hex.index(from, offsetBy: 2)], radix: 16) ?? 0) / 255
                return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
            }
            return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
        }
        for ground in ["paper", "card"] {
            let (ink, paper) = (luminance(try colour(name)), luminance(try colour(ground)))
            #expect((max(ink, paper) + 0.05) / (min(ink, paper) + 0.05) >= 4.5, "on \(ground)")
        }
    }

    @Test func `a daemon without trouble says so, one with trouble says what to do`() {
        let spool = StatusSnapshot.Spool(directory: "/s", waiting: 0, freeBytes: 1)
        var status = StatusSnapshot(
            version: "1", pid: 1, startedAt: AdminServerTests.snapshot.startedAt, uptimeSeconds: 1, sources: .init(active: 4, total: 4),
            spool: spool)
        #expect(status.concerns.isEmpty && Self.page.front(status, SourceQuery(), []).contains("All is well."))
        status.sources.failing = 1
        #expect(status.concerns == [.init(text: "One source fails; it says why below.", health: .failing)])
        #expect(Self.page.front(status, SourceQuery(), []).contains("<a href=\"/?health=failing#sources\">Show them</a>"))
        status.sources.failing = 9
        #expect(status.concerns.first?.text.contains("look at this machine's network") == true)
        status.spool.isPaused = true
        #expect(status.concerns.first?.text.hasPrefix("Polling is paused: ") == true)
    }

    @Test func `numbers are set in thousands, and shares are as wide as they are`() {
        #expect([0, 7, 999, 1000, -1_234_567].map(HTMLText.number) == ["0", "7", "999", "1,000", "-1,234,567"])
        let bar = ShareBar(title: "T", shares: [("good", 1999), ("bad", 1), ("rest", 0)]).svg
        #expect(bar.contains("class=\"good-share\" x=\"0\" y=\"0\" width=\"988\"") && !bar.contains("rest-share"))
        #expect(bar.contains("class=\"bad-share\" x=\"988\" y=\"0\" width=\"12\""))
    }

    @Test func `a query is read from an address, and what it does not know is left out`() {
        var expected = SourceQuery()
        (expected.text, expected.health, expected.order, expected.limit) = ("a b&c", .failing, .silent, 7)
        #expect(SourceQuery("q=+a+b%26c&health=failing&order=silent&limit=7&x=1") == expected)
        #expect(
            SourceQuery("q=%&health=none&order=%FF&limit=-3&limit=x&&=")
                == {
                    var query = SourceQuery(); query.limit = 1; return query
                }())
        #expect(SourceQuery("limit=999999999").limit == SourceQuery.maximumLimit)
    }

    @Test func `hours are counted as they pass, and a day is kept`() {
        let start = Instant(year: 2026, month: 1, day: 11, hour: 10)
        var activity = Activity()
        activity.add(polls: 2, failed: 1, at: start + .minutes(59))
        activity.add(articles: 3, at: start + .minutes(60))
        activity.add(polls: 1, at: start + .minutes(50))
        let hours = activity.hours(upTo: start + .hours(2))
        #expect(hours.count == 24 && hours.suffix(3).map(\.polls) == [2, 1, 0] && hours.suffix(3).map(\.articles) == [0, 3, 0])
        for hour in 0..<100 { activity.add(polls: 1, at: start + .hours(hour + 3)) }
        #expect(activity.hours.count == 24)
        #expect(Activity().hours(upTo: start).allSatisfy { $0.polls == 0 })
    }

    @Test func `bars are as high as their share, and what is not nothing is seen`() {
        let chart = BarChart(
            title: "T", bars: [.init(value: 1000, marked: 500, label: "a"), .init(value: 1, label: "b"), .init(value: 0, label: "c")])
        #expect(chart.svg.contains("class=\"bar\" x=\"1\" y=\"0\" width=\"8\" height=\"48\""))
        #expect(chart.svg.contains("class=\"mark\" x=\"1\" y=\"24\" width=\"8\" height=\"24\""))
        #expect(chart.svg.contains("class=\"bar\" x=\"11\" y=\"47\" width=\"8\" height=\"1\""))
        #expect(chart.svg.matches(of: /class="bar"/).count == 2)
    }
}
