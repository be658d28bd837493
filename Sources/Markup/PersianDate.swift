import NewsModel

/// Days of the Persian calendar (Solar Hijri), as Iran and Afghanistan date their news.
enum PersianDate {
    /// The years in which the rule below is the calendar: 1921–2094.
    static let years = 1300..<1473

    /// The same day in the Gregorian calendar; nil where there is no such one.
    ///
    /// Method: the cycle of 33 years with 8 leap years, which agrees with the observed equinox in ``years`` (K. M. Borkowski, "The Persian calendar
    /// for 3000 years", Earth, Moon and Planets 74, 1996).
    static func gregorian(year: Int, month: Int, day: Int) -> CalendarDay? {
        guard years.contains(year), (1...12).contains(month), day >= 1, day <= length(ofMonth: month, year: year) else { return nil }
        let dayOfYear = (month <= 7 ? (month - 1) * 31 : (month - 1) * 30 + 6) + day
        return CalendarDay(daysSinceEpoch: Int64(start(ofYear: year) + dayOfYear - 1))
    }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 1...6: 31
        case 7...11: 30
        default: start(ofYear: year + 1) - start(ofYear: year) == 366 ? 30 : 29
        }
    }

    /// Days from 1970-01-01 to 1 Farvardin: 1404 begins on 2025-03-21.
    private static func start(ofYear year: Int) -> Int { (year - 1) * 365 + (8 * year + 21) / 33 - 492_268 }
}
