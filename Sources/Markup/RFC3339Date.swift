import NewsModel

/// The date of RFC 3339 section 5.6 in its plain form, which is nearly every Atom feed's: `2026-01-11T13:40:15+03:00`, with or without milliseconds.
enum RFC3339Date {
    /// Reads it without leaving the bytes; false where the text is anything else, or may be no date.
    static func read(_ text: UnsafeBufferPointer<UInt8>, into fields: inout CivilFields) -> Bool {
        func number(_ start: Int, _ count: Int) -> Int? {
            guard start + count <= text.count else { return nil }
            var value = 0
            for place in start..<(start + count) {
                guard (0x30...0x39).contains(text[place]) else { return nil }
                value = value * 10 + Int(text[place] - 0x30)
            }
            return value
        }
        guard text.count >= 20, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"), text[10] | 0x20 == UInt8(ascii: "t"),
            text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"), let year = number(0, 4), let month = number(5, 2),
            let day = number(8, 2), let hour = number(11, 2), let minute = number(14, 2), let second = number(17, 2),
            CalendarDay(year: year, month: month, day: day) != nil, hour < 24, minute < 60, second < 60
        else { return false }
        var index = 19
        var millisecond = 0
        if text[index] == UInt8(ascii: ".") {
            guard let value = number(20, 3) else { return false }
            (millisecond, index) = (value, 23)
        }
        guard let offset = offset(text, at: index, number) else { return false }
        fields = CivilFields(
            year: year, month: month, day: day, hour: hour, minute: minute, second: second, millisecond: millisecond, offset: offset)
        return true
    }

    /// Seconds east of UTC, to the end of the text.
    private static func offset(_ text: UnsafeBufferPointer<UInt8>, at index: Int, _ number: (Int, Int) -> Int?) -> Int? {
        guard index < text.count else { return nil }
        let sign = text[index]
        if sign == UInt8(ascii: "Z") { return index + 1 == text.count ? 0 : nil }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), index + 6 == text.count, text[index + 3] == UInt8(ascii: ":"),
            let hours = number(index + 1, 2), let minutes = number(index + 4, 2), hours <= 14, minutes < 60
        else { return nil }
        return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 3600 + minutes * 60)
    }
}
