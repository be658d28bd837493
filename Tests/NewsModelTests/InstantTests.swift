import Foundation
import Testing

@testable import NewsModel

@Suite struct InstantTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2026-01-11T10:40:15Z", 1_768_128_015_000), ("2026-01-11T10:40:15.120Z", 1_768_128_015_120),
        ("2026-01-11T13:40:15+03:00", 1_768_128_015_000), ("2026-01-11t05:10:15-05:30", 1_768_128_015_000),
        ("2026-01-11 10:40:15z", 1_768_128_015_000), ("2026-01-11T10:40:15.9999Z", 1_768_128_015_999),
        ("1969-12-31T23:59:59.999Z", -1), ("0000-01-01T00:00:00Z", -62_167_219_200_000), ("2024-02-29T00:00:00Z", 1_709_164_800_000),
        ("2016-12-31T23:59:60Z", 1_483_228_800_000),
    ])
    func `RFC 3339 is read`(text: String, milliseconds: Int64) {
        #expect(Instant(rfc3339: text)?.milliseconds == milliseconds)
    }

    @Test(arguments: [
        "", "2026-01-11", "2026-01-11T10:40:15", "2026-01-11T10:40Z", "2026-13-11T10:40:15Z", "2026-02-29T10:40:15Z",
        "2026-01-11T24:00:00Z",
        "2026-01-11T10:60:15Z", "2026-01-11T10:40:61Z", "2026-01-11T10:40:15.Z", "2026-01-11T10:40:15+3:00", "2026-01-11T10:40:15+24:00",
        "26-01-11T10:40:15Z", "2026-01-11T10:40:15Z ", "٢٠٢٦-٠١-١١T10:40:15Z", "+2026-01-11T10:40:15Z",
    ])
    func `nothing looser is read`(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test func `what is written is read back`() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let instant = Instant(milliseconds: .random(in: -62_167_219_200_000...253_402_300_799_999, using: &generator))
            #expect(Instant(rfc3339: instant.description) == instant)
            #expect(Instant(rfc3339: instant.rfc3339(alwaysMilliseconds: true)) == instant)
        }
    }

    @Test func `milliseconds stand only where they are not zero`() {
        #expect(Instant(milliseconds: 1_768_128_015_000).description == "2026-01-11T10:40:15Z")
        #expect(Instant(milliseconds: 1_768_128_015_007).description == "2026-01-11T10:40:15.007Z")
        #expect(Instant(milliseconds: 1_768_128_015_000).rfc3339(alwaysMilliseconds: true) == "2026-01-11T10:40:15.000Z")
    }

    @Test func `the day and hour before the epoch count downwards`() {
        let instant = Instant(milliseconds: -1)
        #expect(instant.day.description == "1969-12-31")
        #expect(instant.hour == 23)
    }

    @Test(arguments: [Int64.min, .min + 1, .max - 1, .max])
    func `no instant traps`(milliseconds: Int64) {
        let instant = Instant(milliseconds: milliseconds)
        #expect(instant.description.hasSuffix("Z"))
        #expect((0...23).contains(instant.hour))
        #expect((1...7).contains(instant.day.weekday))
        #expect(Instant(seconds: milliseconds).milliseconds == (milliseconds < 0 ? .min : .max))
        #expect((instant - Instant(milliseconds: -1) < .zero) == (milliseconds < 0))
        _ = Instant(year: Int(milliseconds), month: Int(milliseconds), day: Int(milliseconds), hour: Int(milliseconds))
        _ = Duration.seconds(milliseconds).milliseconds
    }

    @Test func `JSON holds an instant as a string`() throws {
        let json = try JSONEncoder().encode([Instant(milliseconds: 1_768_128_015_120)])
        #expect(String(decoding: json, as: UTF8.self) == #"["2026-01-11T10:40:15.120Z"]"#)
        #expect(try JSONDecoder().decode([Instant].self, from: json) == [Instant(milliseconds: 1_768_128_015_120)])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([Instant].self, from: Data(#"["today"]"#.utf8)) }
    }
}

@Suite struct CalendarDayTests {
    @Test(arguments: [
        (0, "1970-01-01", 4), (-1, "1969-12-31", 3), (19_782, "2024-02-29", 4), (20_464, "2026-01-11", 7), (11_016, "2000-02-29", 2),
        (-719_528, "0000-01-01", 6), (2_932_896, "9999-12-31", 5),
    ])
    func `days are counted from the epoch`(days: Int64, text: String, weekday: Int) {
        let day = CalendarDay(daysSinceEpoch: days)
        #expect(day.description == text)
        #expect(day.daysSinceEpoch == days)
        #expect(day.weekday == weekday)
    }

    @Test func `every day of 800 years follows the one before`() {
        for days in Int64(-146_097)...146_097 {
            let (day, next) = (CalendarDay(daysSinceEpoch: days), CalendarDay(daysSinceEpoch: days + 1))
            let isNext =
                next.year == day.year && next.month == day.month && next.day == day.day + 1
                || next.day == 1 && day.day == CalendarDay.length(ofMonth: day.month, year: day.year)
            guard isNext, day.daysSinceEpoch == days, day < next else {
                Issue.record("\(day) → \(next)")
                return
            }
        }
    }

    @Test(arguments: [(2026, 2, 29), (1900, 2, 29), (2026, 4, 31), (2026, 0, 1), (2026, 13, 1), (2026, 1, 0), (10_000, 1, 1), (-1, 1, 1)])
    func `there is no such day`(year: Int, month: Int, day: Int) {
        #expect(CalendarDay(year: year, month: month, day: day) == nil)
    }

    @Test func `a day alone stays a day`() {
        #expect(NewsDate("2026-01-11")?.description == "2026-01-11")
        #expect(NewsDate("2026-01-11T10:40:15+03:00")?.description == "2026-01-11T07:40:15Z")
        #expect(NewsDate("2026-01-11")?.earliestInstant.description == "2026-01-11T00:00:00Z")
        #expect(NewsDate("11.01.2026") == nil)
    }
}
