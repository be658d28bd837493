import NewsModel

/// A date in whatever order: each token is taken for what it can be, and one that can be nothing ends the attempt.
struct LooseDate {
    private let tokens: [DateTokens.Token]
    private let isMonthFirst: Bool
    private let isCroatian: Bool
    /// Whether the month is one of the Persian calendar's.
    private var isPersian = false
    private let isInPersian: Bool
    /// Whether years may be counted in the Buddhist era.
    private let isInThai: Bool
    private var index = 0
    private var fields = CivilFields()
    private var weekday: Int?
    private var isAfternoon: Bool?
    private var hasSeenNumber = false
    /// Whether the month stood before every number.
    private var isMonthLeading = false
    private var (year, month, day): (Int?, Int?, Int?) = (nil, nil, nil)
    /// Whether day and month might be the other way round.
    private var isAmbiguous = false

    init(tokens: DateTokens, language: String?) {
        self.tokens = tokens.tokens
        let language = (language ?? "").lowercased()
        isCroatian = language == "hr" || language.hasPrefix("hr-")
        isInPersian = CivilFields.isPersian(language)
        isInThai = CivilFields.isThai(language) || tokens.scalars.contains { (0xE00...0xE7F).contains($0) }
        isMonthFirst = language.hasPrefix("en-us") || language.hasPrefix("en_us") || language.hasPrefix("en-ph")
    }

    mutating func read() -> CivilFields? {
        while index < tokens.count { guard step() else { return nil } }
        guard var year, let month else { return nil }
        if isPersian, day == nil || !PersianDate.years.contains(year) { return nil }
        if year < 100 { year = CivilFields.year(twoDigits: year) }
        fields.year = year
        fields.month = month
        fields.day = day ?? 1
        guard fields.toGregorian(isPersian: isPersian || isInPersian, isThai: isInThai) else { return nil }
        if isAmbiguous, !isPersian, !isInPersian, let weekday,
            CalendarDay(year: fields.year, month: fields.month, day: fields.day)?.weekday != weekday,
            let swapped = CalendarDay(year: fields.year, month: fields.day, day: fields.month), swapped.weekday == weekday
        {
            (fields.month, fields.day) = (fields.day, fields.month)
        }
        if day == nil && fields.hour != nil { return nil }
        if let isAfternoon, let hour = fields.hour, hour <= 12 { fields.hour = hour % 12 + (isAfternoon ? 12 : 0) }
        return fields
    }

    private func peek(_ ahead: Int) -> DateTokens.Token? {
        let at = index + ahead
        return at >= 0 && at < tokens.count ? tokens[at] : nil
    }

    private mutating func step() -> Bool {
        switch tokens[index] {
        case .space:
            index += 1
            return true
        case .number(let value, let digits):
            hasSeenNumber = true
            return readNumber(value, digits)
        case .word(let word): return readWord(word)
        case .mark(let mark): return readMark(mark)
        }
    }

    private mutating func readMark(_ mark: UInt32) -> Bool {
        let isSign = mark == 0x2B || mark == 0x2D || mark == 0x2212
        if isSign, fields.hour != nil, case .number? = peek(1) { return readOffset(isNegative: mark != 0x2B) }
        index += 1
        // Comma, point, hyphen, slash, brackets, the Arabic comma, dashes.
        return [0x2C, 0x2E, 0x2D, 0x2F, 0x28, 0x29, 0x60C, 0x2013, 0x2014, 0x7C, 0x5B, 0x5D, 0xB7].contains(mark)
    }

    /// `+0300`, `-05:00`, `+3`, and a `z` after it that says nothing.
    private mutating func readOffset(isNegative: Bool) -> Bool {
        var text: [UInt32] = []
        index += 1
        while index < tokens.count {
            if case .number(let value, let digits) = tokens[index], value >= 0, digits <= 4 {
                let string = String(value)
                text += Array(repeating: 0x30, count: max(0, digits - string.utf8.count)) + string.utf8.map(UInt32.init)
            } else if tokens[index] == .mark(0x3A) {
                text.append(0x3A)
            } else {
                break
            }
            index += 1
        }
        guard let offset = ISO8601Date.offset(text[...]) else { return false }
        if tokens.count > index, tokens[index] == .word("z") { index += 1 }
        fields.offset = isNegative ? -offset : offset
        return true
    }

    private mutating func readNumber(_ value: Int, _ digits: Int) -> Bool {
        guard value >= 0 else { return false }
        if fields.hour == nil, isTimeAhead(digits) { return readTime(value) }
        // 14 h 30, 14 h.
        if fields.hour == nil, digits <= 2, year != nil, peek(1) == .space, peek(2) == .word("h") {
            fields.hour = value
            index += 3
            if peek(0) == .space, case .number(let minute, 2)? = peek(1) {
                fields.minute = minute
                index += 2
            }
            return true
        }
        if let read = readNumericDate(value, digits) { return read }
        index += 1
        // 3pm, 3 pm.
        let isApart = peek(0) == .space && year != nil && month != nil
        if digits <= 2, fields.hour == nil, day != nil, case .word(let word)? = peek(isApart ? 1 : 0),
            let isAfternoon = LooseDate.half(word)
        {
            (fields.hour, self.isAfternoon) = (value, isAfternoon)
            index += isApart ? 2 : 1
            return true
        }
        if let mark = cjkMark { return readMarked(value, mark) }
        if digits == 4, year == nil {
            year = value
        } else if year != nil, month == nil, day == nil, digits <= 2, isNumberNext {
            // 2025. 1. 3.
            month = value
        } else if digits <= 2, day == nil, (1...31).contains(value) {
            day = value
        } else if digits <= 2, month == nil, day != nil, (1...12).contains(value), year == nil {
            month = value
            isAmbiguous = true
        } else if digits == 2, year == nil, month != nil {
            year = value
        } else {
            return false
        }
        return true
    }

    /// Whether the next thing but marks and spaces is a number of a day's size.
    private var isNumberNext: Bool {
        var ahead = 0
        while let token = peek(ahead) {
            switch token {
            case .number(_, let digits): return digits <= 2 && peek(ahead + 1) != .mark(0x3A)
            case .word: return false
            case .space, .mark: ahead += 1
            }
        }
        return false
    }

    /// `年`, `월` and the like after a number.
    private var cjkMark: Character? {
        guard case .word(let word)? = peek(0), let first = word.first, "年月日년월일時时시分분秒초".contains(first) else { return nil }
        return first
    }

    private mutating func readMarked(_ value: Int, _ mark: Character) -> Bool {
        // 3日下午4:05
        if case .word(let word)? = peek(0), let half = DateWords.leadingHalves[String(word.dropFirst())] { isAfternoon = half }
        index += 1
        switch mark {
        case "年", "년": year = value
        case "月", "월": month = value
        case "日", "일": day = value
        case "時", "时", "시": fields.hour = value
        case "分", "분": fields.minute = value
        default: fields.second = value
        }
        return true
    }

    private func isTimeAhead(_ digits: Int) -> Bool {
        guard digits <= 2 else { return false }
        if peek(1) == .mark(0x3A), case .number? = peek(2) { return true }
        if peek(1) == .word("h"), year != nil { return true }
        // 13.40, as in Finland and Italy, after a whole date.
        if year != nil, month != nil, day != nil, peek(1) == .mark(0x2E), case .number(_, 2)? = peek(2) { return true }
        return false
    }

    private mutating func readTime(_ hour: Int) -> Bool {
        fields.hour = hour
        index += 2
        guard case .number(let minute, let digits)? = peek(0) else { return true }
        guard digits <= 2 else { return false }
        fields.minute = minute
        index += 1
        guard peek(0) == .mark(0x3A) || peek(0) == .mark(0x2E), case .number(let second, 1...2)? = peek(1) else {
            return peek(0) != .mark(0x3A)
        }
        fields.second = second
        index += 2
        if peek(0) == .mark(0x2E) || peek(0) == .mark(0x2C), case .number? = peek(1) { index += 2 }
        return peek(0) != .mark(0x3A)
    }

    /// Three numbers between equal marks: year first where it has four digits, else the day, or in America the month. Nil where there are none.
    private mutating func readNumericDate(_ first: Int, _ digits: Int) -> Bool? {
        guard year == nil, month == nil, day == nil, case .mark(let mark)? = peek(1), [0x2F, 0x2E, 0x2D].contains(mark),
            case .number(let second, 1...2)? = peek(2), peek(3) == .mark(mark), case .number(let third, let thirdDigits)? = peek(4)
        else { return nil }
        index += 5
        if digits == 4 {
            (year, month, day) = (first, second, third)
            return thirdDigits <= 2
        }
        guard digits <= 2, thirdDigits == 2 || thirdDigits == 4 else { return false }
        year = third
        (day, month) = isMonthFirst && mark == 0x2F ? (second, first) : (first, second)
        if let month, month > 12 { (day, self.month) = (month, day) }
        isAmbiguous = first <= 12 && second <= 12
        return true
    }

    private static func half(_ word: String) -> Bool? { DateWords.halves[word.filter { $0 != "." }] }

    private mutating func readWord(_ word: String) -> Bool {
        defer { index += 1 }
        if fields.hour != nil, isAfternoon == nil, let half = LooseDate.half(word) {
            isAfternoon = half
            return true
        }
        if fields.hour == nil, isAfternoon == nil, let half = DateWords.leadingHalves[word] {
            isAfternoon = half
            return true
        }
        // 1:40 p. m.
        if fields.hour != nil, isAfternoon == nil, word == "a" || word == "p", peek(1) == .mark(0x2E), peek(2) == .space,
            peek(3) == .word("m")
        {
            isAfternoon = word == "p"
            index += 3
            return true
        }
        let name = word.hasSuffix(".") ? String(word.dropLast()) : word
        if DateWords.isCounting(name), let counted = countedNumber { return readCounted(counted, after: name) }
        // "mar., 01 déc. 2020": what stands first was a Tuesday.
        if month == nil || isMonthLeading, let found = readMonth(name) {
            isMonthLeading = month == nil && !hasSeenNumber
            month = found
            return true
        }
        if let found = DateWords.weekday(name) {
            weekday = found
            return true
        }
        if fields.hour != nil {
            if let offset = ZoneNames.offset(name) {
                // "GMT+01:00": the name is only the zero it counts from.
                if fields.offset == nil { fields.offset = offset }
                return true
            }
            if name.contains("/") {
                fields.zone = name
                return true
            }
        }
        if name == "t", day != nil { return true }
        if DateWords.fillers.contains(name) || DayNames.contains(name) { return true }
        // A weekday in any language, or a label such as "Published:".
        if !hasSeenNumber, month == nil { return true }
        return false
    }

    /// The number after a word that says what it counts, and how far away it is.
    private var countedNumber: (value: Int, distance: Int)? {
        let distance = peek(1) == .space ? 2 : 1
        guard case .number(let value, 1...3)? = peek(distance), value > 0 else { return nil }
        return (value, distance)
    }

    /// `tháng 1`, `令和7年`, `Thứ 6`. A year that is known already stays.
    private mutating func readCounted(_ number: (value: Int, distance: Int), after word: String) -> Bool {
        index += number.distance
        if DateWords.monthMarks.contains(word) { month = number.value }
        guard let base = DateWords.eras[word] else { return true }
        if year == nil { year = base + number.value }
        if case .word(let next)? = peek(1), next.hasPrefix("年") { index += 1 }
        return true
    }

    /// A month's name of one word, or of two as in the Levant.
    private mutating func readMonth(_ name: String) -> Int? {
        if peek(1) == .space, case .word(let next)? = peek(2), let month = DateWords.month(name + " " + next, isCroatian: isCroatian) {
            index += 2
            return month
        }
        if let month = DateWords.persianMonth(name) {
            isPersian = true
            return month
        }
        return DateWords.month(name, isCroatian: isCroatian)
    }
}
