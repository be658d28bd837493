import Monitoring
import NewsModel
import Testing

@Suite struct FreshnessTests {
    static let now = Instant(year: 2026, month: 3, day: 1, hour: 12)

    @Test(arguments: [
        (["Cache-Control": "max-age=600"], 600),
        (["Cache-Control": "public, MAX-AGE=\"600\""], 600),
        (["Cache-Control": "max-age=600", "Age": "100"], 500),
        (["Cache-Control": "max-age=600", "Age": "1000"], 0),
        (["Cache-Control": "no-cache, max-age=600"], 0),
        (["Cache-Control": "no-store"], 0),
        (["Cache-Control": "max-age=-5"], 0),
        (["Cache-Control": "max-age=99999999999999999999"], 0),
        (["Cache-Control": "max-age=31536000"], 86_400),
        (["Expires": "Sun, 01 Mar 2026 13:00:00 GMT"], 3600),
        (["Expires": "Sun, 01 Mar 2026 13:00:00 GMT", "Date": "Sun, 01 Mar 2026 12:30:00 GMT"], 1800),
        (["Expires": "0"], 0),
        (["Expires": "Sun, 01 Mar 2020 13:00:00 GMT"], 0),
        (["Expires": "Sun, 01 Mar 2026 13:00:00 GMT", "Cache-Control": "max-age=60"], 60),
        ([:], 0),
    ])
    func `the lifetime follows the cache rules and is capped at a day`(headers: [String: String], seconds: Int) {
        let freshness = Freshness(headers.map { HeaderField(name: $0.key, value: $0.value) }, now: FreshnessTests.now)
        #expect(freshness.lifetime == .seconds(seconds))
    }

    @Test(arguments: [
        ("120", 120), ("Sun, 01 Mar 2026 12:10:00 GMT", 600), ("Sun, 01 Mar 2020 12:10:00 GMT", nil), ("-5", nil), ("1e9", nil),
        ("soon", nil), ("", nil), ("0", nil), ("999999999", 7 * 86_400), ("99999999999999999999999", 7 * 86_400),
    ])
    func `a Retry-After that cannot be believed is none, and seven days are the most`(value: String, seconds: Int?) {
        let freshness = Freshness([HeaderField(name: "retry-after", value: value)], now: FreshnessTests.now)
        #expect(freshness.retryAfter == seconds.map { .seconds($0) })
    }

    @Test(arguments: [
        "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
    ])
    func `an HTTP-date is read in its three forms`(text: String) {
        #expect(Instant(httpDate: text, now: FreshnessTests.now)?.description == "1994-11-06T08:49:37Z")
    }

    @Test(arguments: ["", "yesterday", "Sun, 31 Feb 2026 08:49:37 GMT", "Sun, 06 Nov 1994 28:49:37 GMT", "a b c d e f g h"])
    func `what is no HTTP-date is none`(text: String) {
        #expect(Instant(httpDate: text, now: FreshnessTests.now) == nil)
    }
}
