import NewsModel

/// Dates of ISO 8601 and RFC 3339, extended and basic, with what is often left out or put in.
enum ISO8601Date {
    /// Reads scalars that are in lower case and have ASCII digits; false where they are another form, or go on after it.
    static func read(_ text: [UInt32], into fields: inout CivilFields) -> Bool {
        let dateEnd = text.firstIndex { !isDigit($0) && $0 != dash && $0 != 0x77 } ?? text.count
        guard readDate(text[..<dateEnd], into: &fields) else { return false }
        var index = dateEnd
        if index == text.count { return true }
        let hasMark = text[index] == 0x74
        guard hasMark || text[index] == 0x20 else { return false }
        index += 1
        while index < text.count, text[index] == 0x20 { index += 1 }
        guard
            let time = text[index...].firstIndex(where: { !isDigit($0) && $0 != 0x3A && $0 != 0x2E && $0 != 0x2C }) ?? Optional(text.count),
            readTime(text[index..<time], into: &fields)
        else { return false }
        return readZone(Array(text[time...]), into: &fields)
    }

    private static let dash: UInt32 = 0x2D

    static func isDigit(_ scalar: UInt32) -> Bool { (0x30...0x39).contains(scalar) }

    /// The value of digits alone; nil for anything else, or more than 15 of them.
    static func number(_ text: ArraySlice<UInt32>) -> Int? {
        guard !text.isEmpty, text.count <= 15, text.allSatisfy(isDigit) else { return nil }
        return text.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    private static func readDate(_ text: ArraySlice<UInt32>, into fields: inout CivilFields) -> Bool {
        if let week = text.firstIndex(of: 0x77) { return readWeek(text, week, into: &fields) }
        let parts = text.split(separator: dash, omittingEmptySubsequences: false)
        let values = parts.map(number)
        guard values.allSatisfy({ $0 != nil }) else { return false }
        let lengths = parts.map(\.count)
        let numbers = values.compactMap { $0 }
        fields.month = 1
        fields.day = 1
        switch lengths {
        case [4, 2, 2], [4, 1, 1], [4, 1, 2], [4, 2, 1]: (fields.year, fields.month, fields.day) = (numbers[0], numbers[1], numbers[2])
        case [4, 2]: (fields.year, fields.month) = (numbers[0], numbers[1])
        case [4, 3]: return setOrdinal(numbers[0], numbers[1], into: &fields)
        case [4]: fields.year = numbers[0]
        case [8]: (fields.year, fields.month, fields.day) = (numbers[0] / 10_000, numbers[0] / 100 % 100, numbers[0] % 100)
        case [7]: return setOrdinal(numbers[0] / 1000, numbers[0] % 1000, into: &fields)
        case [6]:
            let year = CivilFields.year(twoDigits: numbers[0] / 10_000)
            (fields.year, fields.month, fields.day) = (year, numbers[0] / 100 % 100, numbers[0] % 100)
        default: return false
        }
        return CalendarDay(year: fields.year, month: fields.month, day: fields.day) != nil
    }

    private static func setOrdinal(_ year: Int, _ ordinal: Int, into fields: inout CivilFields) -> Bool {
        guard let first = CalendarDay(year: year, month: 1, day: 1), (1...366).contains(ordinal) else { return false }
        return set(CalendarDay(daysSinceEpoch: first.daysSinceEpoch + Int64(ordinal - 1)), in: &fields) && fields.year == year
    }

    private static func set(_ day: CalendarDay, in fields: inout CivilFields) -> Bool {
        (fields.year, fields.month, fields.day) = (day.year, day.month, day.day)
        return true
    }

    /// `2026-W02-7`, `2026W027`, `2026-W02`.
    private static func readWeek(_ text: ArraySlice<UInt32>, _ mark: Int, into fields: inout CivilFields) -> Bool {
        let before = text[..<mark].filter { $0 != dash }
        let after = text[(mark + 1)...].filter { $0 != dash }
        guard before.count == 4, let year = number(before[...]), after.count == 2 || after.count == 3, let digits = number(after[...]),
            let fourth = CalendarDay(year: year, month: 1, day: 4)
        else { return false }
        let week = after.count == 3 ? digits / 10 : digits
        let weekday = after.count == 3 ? digits % 10 : 1
        guard (1...53).contains(week), (1...7).contains(weekday) else { return false }
        // The first week is the one with 4 January in it.
        let monday = fourth.daysSinceEpoch - Int64(fourth.weekday - 1)
        let day = CalendarDay(daysSinceEpoch: monday + Int64((week - 1) * 7 + weekday - 1))
        // The week is the year's whose 4 January, or whose Thursday, is in it.
        let thursday = CalendarDay(daysSinceEpoch: monday + Int64((week - 1) * 7 + 3))
        return thursday.year == year && set(day, in: &fields)
    }

    private static func readTime(_ text: ArraySlice<UInt32>, into fields: inout CivilFields) -> Bool {
        var whole = text
        if let point = text.firstIndex(where: { $0 == 0x2E || $0 == 0x2C }) {
            let fraction = text[(point + 1)...].prefix(3)
            guard let value = number(fraction), text[(point + 1)...].allSatisfy(isDigit) else { return false }
            fields.millisecond = value * [1, 100, 10, 1][fraction.count]
            whole = text[..<point]
        }
        let parts = whole.split(separator: 0x3A, omittingEmptySubsequences: false)
        if parts.count == 1 {
            guard let digits = number(whole) else { return false }
            switch whole.count {
            case 2: fields.hour = digits
            case 4: (fields.hour, fields.minute) = (digits / 100, digits % 100)
            case 6: (fields.hour, fields.minute, fields.second) = (digits / 10_000, digits / 100 % 100, digits % 100)
            default: return false
            }
            return true
        }
        let values = parts.compactMap { $0.count <= 2 ? number($0) : nil }
        guard values.count == parts.count, values.count <= 3 else { return false }
        (fields.hour, fields.minute, fields.second) = (values[0], values[1], values.count == 3 ? values[2] : 0)
        return true
    }

    /// Nothing, `z`, `+03:00`, `+0300`, `+03`, `-05:00z`, ` utc`, or a zone's name.
    static func readZone(_ text: [UInt32], into fields: inout CivilFields) -> Bool {
        let rest = text.filter { $0 != 0x20 }
        guard let first = rest.first else { return true }
        if first == 0x2B || first == dash || first == 0x2212 {
            var digits = rest.dropFirst()
            if digits.last == 0x7A { digits = digits.dropLast() }
            guard let offset = offset(digits) else { return false }
            fields.offset = first == 0x2B ? offset : -offset
            return true
        }
        let name = String(String.UnicodeScalarView(rest.compactMap { Unicode.Scalar($0) }))
        if let offset = ZoneNames.offset(name) {
            fields.offset = offset
            return true
        }
        for prefix in ["gmt", "utc"] where name.hasPrefix(prefix) { return readZone(Array(rest.dropFirst(3)), into: &fields) }
        guard name.contains("/") else { return false }
        fields.zone = name
        return true
    }

    /// Seconds of `hh`, `hhmm`, `hh:mm`, `h:mm`, `hh:mm:ss`; nil where it is none.
    static func offset(_ text: ArraySlice<UInt32>) -> Int? {
        let parts = text.split(separator: 0x3A, omittingEmptySubsequences: false)
        let values = parts.compactMap(number)
        guard values.count == parts.count else { return nil }
        let (hours, minutes): (Int, Int)
        switch (parts.count, text.count) {
        case (1, 1), (1, 2): (hours, minutes) = (values[0], 0)
        case (1, 3), (1, 4): (hours, minutes) = (values[0] / 100, values[0] % 100)
        case (2, 3...5), (3, 6...8): (hours, minutes) = (values[0], values[1])
        default: return nil
        }
        return hours < 24 && minutes < 60 ? hours * 3600 + minutes * 60 : nil
    }
}
