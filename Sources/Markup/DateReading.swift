public import NewsModel

/// A date as a document gives it, read.
public struct ReadDate: Hashable, Sendable {
    /// The moment, or the day where no time is given.
    public var date: NewsDate
    /// Whether the time had no offset and UTC was taken for it.
    public var isTimezoneAssumed: Bool
    /// What the clock showed there, as the moment it would be in UTC; nil of a day, and of seconds since 1970.
    public var wallClock: Instant?

    /// A date that was read.
    public init(date: NewsDate, isTimezoneAssumed: Bool = false, wallClock: Instant? = nil) {
        self.date = date
        self.isTimezoneAssumed = isTimezoneAssumed
        self.wallClock = wallClock
    }
}

/// Reads dates as feeds and pages write them.
///
/// Forms: RFC 822, 850, 2822 and 5322, asctime(3), RFC 3339, ISO 8601 with week and ordinal dates and in its basic form, seconds since 1970, and
/// whatever people and programs make of these: month names in many languages, two-digit years, clocks of twelve hours, wrong weekdays.
public enum DateReading {
    /// What is offered as the offset of a zone for a local time without one, in seconds east of UTC.
    public typealias ZoneOffset = @Sendable (_ local: CalendarDay, _ hour: Int, _ minute: Int) -> Int

    /// The date in the text; nil where it is none, or cannot be (30 February, 25 o'clock).
    ///
    /// - Parameters:
    ///   - zoneOffsetSeconds: Asked where a time has no offset of its own; without it UTC is assumed.
    ///   - language: BCP 47; decides whether `04/11/2020` begins with the month (`en-US`, `en-PH`) or, as everywhere else, with the day.
    public static func read(_ text: String, zoneOffsetSeconds: ZoneOffset? = nil, language: String? = nil) -> ReadDate? {
        var fields = CivilFields()
        var text = text
        let isPlain = text.withUTF8 { RFC5322Date.read($0, into: &fields) || RFC3339Date.read($0, into: &fields) }
        if !isPlain {
            guard text.utf8.count <= 200 else { return nil }
            let tokens = DateTokens(text)
            if tokens.isEmpty { return nil }
            if let instant = epoch(tokens) { return ReadDate(date: .instant(instant)) }
            var iso = CivilFields()
            if ISO8601Date.read(tokens.scalars, into: &iso) {
                let language = (language ?? "").lowercased()
                guard iso.toGregorian(isPersian: CivilFields.isPersian(language), isThai: CivilFields.isThai(language)) else { return nil }
                fields = iso
            } else {
                var loose = LooseDate(tokens: tokens, language: language)
                guard let read = loose.read() else { return nil }
                fields = read
            }
        }
        return fields.date(zoneOffsetSeconds)
    }

    /// Whether a word is a month's name in one of the known languages, or a day's in English.
    public static func isCalendarWord(_ word: String) -> Bool {
        let name = DateTokens.folded(word.lowercased().filter(\.isLetter))
        return DateWords.month(name) != nil || DateWords.weekday(name) != nil
    }

    /// Whether a word stands in dates and says nothing else, in one of the known languages: a month's or a day's name, `am`, `uhr`, `of`.
    public static func isDateWord(_ word: String) -> Bool {
        let name = DateTokens.folded(word.lowercased())
        return DateWords.month(name) != nil || DateWords.persianMonth(name) != nil || DateWords.weekday(name) != nil
            || DayNames.contains(name) || DateWords.fillers.contains(name) || DateWords.halves[name] != nil || DateWords.isCounting(name)
    }

    /// Seconds or milliseconds since 1970, as JavaScript and databases print them: 9 to 10 or 13 digits.
    private static func epoch(_ tokens: DateTokens) -> Instant? {
        let scalars = tokens.scalars
        guard [9, 10, 13].contains(scalars.count), let number = ISO8601Date.number(scalars[...]) else { return nil }
        return scalars.count == 13 ? Instant(milliseconds: Int64(number)) : Instant(seconds: Int64(number))
    }
}

/// The parts of a date and time, as they were found.
struct CivilFields {
    var year = 0
    var month = 0
    var day = 0
    var hour: Int?
    var minute = 0
    var second = 0
    var millisecond = 0
    /// Seconds east of UTC.
    var offset: Int?
    /// A zone of the tz database.
    var zone: String?

    /// RFC 5322 section 4.3, but with the century turning at 70: nobody publishes in 2080.
    static func year(twoDigits year: Int) -> Int { year < 70 ? year + 2000 : year + 1900 }

    /// Whether dates of a language, in lower case, may be of the Persian calendar.
    static func isPersian(_ language: String) -> Bool { language == "fa" || language.hasPrefix("fa-") }
    /// Whether years of a language, in lower case, may be counted in the Buddhist era.
    static func isThai(_ language: String) -> Bool { language == "th" || language.hasPrefix("th-") }

    /// Turns a date into one of the Gregorian calendar where its year shows that it is of another; false where that has no such day.
    mutating func toGregorian(isPersian: Bool, isThai: Bool) -> Bool {
        if isPersian, PersianDate.years.contains(year) {
            guard let date = PersianDate.gregorian(year: year, month: month, day: day) else { return false }
            (year, month, day) = (date.year, date.month, date.day)
        } else if isThai, (2400..<2700).contains(year) {
            year -= 543
        }
        return true
    }

    func date(_ zoneOffset: DateReading.ZoneOffset?) -> ReadDate? {
        guard year >= 1, let calendarDay = CalendarDay(year: year, month: month, day: day) else { return nil }
        guard let hour else { return ReadDate(date: .day(calendarDay)) }
        let isMidnight = hour == 24 && minute == 0 && second == 0
        guard hour < 24 || isMidnight, minute < 60, second <= 60 else { return nil }
        var seconds = offset
        if seconds == nil, let zone { seconds = ZoneNames.offset(zone: zone, day: calendarDay, hour: hour, minute: minute) }
        let isAssumed = seconds == nil && zoneOffset == nil
        let east = seconds ?? zoneOffset?(calendarDay, hour, minute) ?? 0
        guard abs(east) < 86_400 else { return nil }
        let instant = Instant(
            year: year, month: month, day: day, hour: hour, minute: minute, second: second, millisecond: millisecond, offsetSeconds: east)
        guard instant.milliseconds >= -62_135_596_800_000, instant.milliseconds < 253_402_300_800_000 else { return nil }
        let wallClock = Instant(milliseconds: instant.milliseconds + Int64(east) * 1000)
        return ReadDate(date: .instant(instant), isTimezoneAssumed: isAssumed, wallClock: wallClock)
    }
}
