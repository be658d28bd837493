import Markup
import NewsModel
import Testing

@Suite struct DateReadingTests {
    @Test(arguments: [
        // RFC 822, 2822, 850, asctime
        ("Sun, 11 Jan 2026 13:40:15 +0300", "2026-01-11T10:40:15Z"),
        ("11 Jan 26 13:40 GMT", "2026-01-11T13:40:00Z"),
        ("Sunday, 11-Jan-26 13:40:15 GMT", "2026-01-11T13:40:15Z"),
        ("Sun Jan 11 13:40:15 2026", "2026-01-11T13:40:15Z"),
        ("Sun Jan 11 13:40:15 PST 2026", "2026-01-11T21:40:15Z"),
        ("Mon, 11 Jan 2026 13:40:15 GMT", "2026-01-11T13:40:15Z"),
        ("Sun, 11 Jan 2026 24:00:00 GMT", "2026-01-12T00:00:00Z"),
        ("  Sun,  11 January 2026\n13:40:15 UT ", "2026-01-11T13:40:15Z"),
        // RFC 3339 and ISO 8601
        ("2026-01-11T13:40:15Z", "2026-01-11T13:40:15Z"),
        ("2026-01-11t13:40:15.25+03:00", "2026-01-11T10:40:15.250Z"),
        ("2026-01-11T13:40:15.250-03:30", "2026-01-11T17:10:15.250Z"),
        ("2026-01-11 13:40", "2026-01-11T13:40:00Z"),
        ("20260111T134015Z", "2026-01-11T13:40:15Z"),
        ("2026-01-11T13:40:15-05:00Z", "2026-01-11T18:40:15Z"),
        ("2026-011", "2026-01-11"), ("2026011", "2026-01-11"),
        ("2026-W02-7", "2026-01-11"), ("2026W027", "2026-01-11"), ("2020-W53-5", "2021-01-01"),
        ("2026-01-11", "2026-01-11"), ("20260111", "2026-01-11"), ("2026-01", "2026-01-01"),
        // zones by name
        ("Sun, 11 Jan 2026 13:40:15 EST", "2026-01-11T18:40:15Z"),
        ("Sun, 12 Jul 2026 13:40:15 EDT", "2026-07-12T17:40:15Z"),
        ("Sun, 12 Jul 2026 13:40:15 CEST", "2026-07-12T11:40:15Z"),
        ("Sun, 12 Jul 2026 13:40:15 Europe/Istanbul", "2026-07-12T10:40:15Z"),
        ("Sun, 11 Jan 2026 13:40:15 GMT+0300", "2026-01-11T10:40:15Z"),
        ("Sun, 11 Jan 2026 13:40:15 UTC-01:01", "2026-01-11T14:41:15Z"),
        // clocks of twelve hours
        ("January 11, 2026 1:40 PM", "2026-01-11T13:40:00Z"), ("Jan. 11, 2026, 12:05 a.m.", "2026-01-11T00:05:00Z"),
        ("Sunday, January 11, 2026 - 1:40pm", "2026-01-11T13:40:00Z"),
        // order of numbers
        ("11.01.2026 13:40", "2026-01-11T13:40:00Z"), ("11/01/2026", "2026-01-11"), ("13/01/2026", "2026-01-13"),
        ("01/13/2026", "2026-01-13"),
        ("2026/01/11 13:40:15", "2026-01-11T13:40:15Z"), ("Mon, 01/12/2026", "2026-01-12"),
        // languages
        ("So, 11 Jän 2026 13:40:00 +0100", "2026-01-11T12:40:00Z"), ("mar., 01 déc. 2026 13:40:00 +0100", "2026-12-01T12:40:00Z"),
        ("11 Ocak 2026 13:40", "2026-01-11T13:40:00Z"), ("11 Ağustos 2026", "2026-08-11"), ("11 de enero de 2026", "2026-01-11"),
        ("11 января 2026 г., 13:40", "2026-01-11T13:40:00Z"), ("2026. január 11. 13:40", "2026-01-11T13:40:00Z"),
        ("Κυρ, 11 Ιαν 2026 13:40:00 +0200", "2026-01-11T11:40:00Z"), ("2026年1月11日 13:40", "2026-01-11T13:40:00Z"),
        ("2026년 01월 11일 13:40:15", "2026-01-11T13:40:15Z"), ("11 يناير 2026 13:40", "2026-01-11T13:40:00Z"),
        ("11 كانون الثاني 2026", "2026-01-11"),
        // digits of other scripts
        ("٢٠٢٦-٠١-١١T١٣:٤٠:١٥Z", "2026-01-11T13:40:15Z"), ("۱۱ ژانویه ۲۰۲۶", "2026-01-11"),
        // numbers of seconds and milliseconds
        ("1768138815", "2026-01-11T13:40:15Z"), ("1768138815000", "2026-01-11T13:40:15Z"),
        ("Sun, 11th Jan 2026 13:40:15 GMT", "2026-01-11T13:40:15Z"),
    ])
    func `a date is read as it is meant`(text: String, expected: String) {
        #expect(DateReading.read(text)?.date.description == expected)
    }

    @Test(arguments: [
        "", "invalid", "soon", "Sun, 16 zzz 2026 11:47:32 GMT", "Sun, Dec x 2026 11:47:32 GMT", "Sun, 99 Jun 2026 12:00:00 GMT",
        "Mon, 30 Feb 2026 12:00:00 GMT", "2026-02-30", "2026-13-01", "2026-01-11T25:00:00Z", "2026-01-11T10:61:00Z", "2026-01-11T10:14:61Z",
        "Sun, 16 Dec 2012 1:2:3:4 GMT", "2026-xx-27", "22013", "2026-W54-1", "2025-W53-1", "2026-366", "2026-01-11T10:00:00+00:xx",
        "0000-00-00 00:00:00",
        "99999999999999999999999", "11 Jan", "13:40",
    ])
    func `what cannot be is no date`(text: String) {
        #expect(DateReading.read(text) == nil)
    }

    @Test func `a time without an offset says that UTC was assumed`() {
        #expect(DateReading.read("2026-01-11 13:40")?.isTimezoneAssumed == true)
        #expect(DateReading.read("2026-01-11 13:40 +0300")?.isTimezoneAssumed == false)
        #expect(DateReading.read("2026-01-11")?.isTimezoneAssumed == false)
    }

    @Test func `a configured zone is asked where there is no offset`() {
        let read = DateReading.read("2026-01-11 13:40", zoneOffsetSeconds: { _, _, _ in 10_800 })
        #expect(read?.date.description == "2026-01-11T10:40:00Z")
        #expect(read?.isTimezoneAssumed == false)
        #expect(DateReading.read("2026-01-11 13:40Z", zoneOffsetSeconds: { _, _, _ in 10_800 })?.date.description == "2026-01-11T13:40:00Z")
    }

    @Test func `American English begins with the month`() {
        #expect(DateReading.read("04/11/2026", language: "en-US")?.date.description == "2026-04-11")
        #expect(DateReading.read("04/11/2026", language: "en-GB")?.date.description == "2026-11-04")
    }

    @Test(
        arguments: [
            ("5. studenoga 2020.", "hr", "2020-11-05"), ("5. studeni 2020", nil, "2020-11-05"), ("5. listopada 2020.", "hr", "2020-10-05"),
            ("5 listopada 2020", "pl", "2020-11-05"), ("5. prosinca 2020.", "hr-HR", "2020-12-05"),
            ("5. prosinca 2020.", nil, "2020-12-05"),
        ] as [(String, String?, String)])
    func `Croatian months are told from Polish ones by the language`(text: String, language: String?, day: String) {
        #expect(DateReading.read(text, language: language)?.date.description == day)
    }
}
