/// The date of RFC 5322 section 3.3 in its plain form, which is nearly every feed's: `Sun, 11 Jan 2026 13:40:15 +0300`.
enum RFC5322Date {
    /// Reads it without leaving the bytes; false where the text is anything else.
    static func read(_ text: UnsafeBufferPointer<UInt8>, into fields: inout CivilFields) -> Bool {
        var index = 0
        func digits(_ most: Int) -> Int? {
            var value = 0
            let first = index
            while index < text.count, index - first < most, (0x30...0x39).contains(text[index]) {
                value = value * 10 + Int(text[index] - 0x30)
                index += 1
            }
            return index > first ? value : nil
        }
        func skip(_ byte: UInt8) -> Bool {
            guard index < text.count, text[index] == byte else { return false }
            index += 1
            return true
        }
        while index < text.count, text[index] <= 0x20 { index += 1 }
        if index + 5 < text.count, text[index + 3] == 0x2C, text[index + 4] == 0x20 { index += 5 }
        guard let day = digits(2), skip(0x20), index + 3 < text.count else { return false }
        let name = UInt32(text[index] | 0x20) << 16 | UInt32(text[index + 1] | 0x20) << 8 | UInt32(text[index + 2] | 0x20)
        guard let month = months.firstIndex(of: name) else { return false }
        index += 3
        let beforeYear = index
        guard skip(0x20), let year = digits(4), index == beforeYear + 5, skip(0x20), let hour = digits(2), skip(0x3A),
            let minute = digits(2)
        else { return false }
        var second = 0
        if skip(0x3A) {
            guard let value = digits(2) else { return false }
            second = value
        }
        guard skip(0x20) else { return false }
        var offset = 0
        let rest = index
        if skip(0x2B) || skip(0x2D) {
            let sign = text[rest] == 0x2D ? -1 : 1
            let start = index
            guard let value = digits(4), index == start + 4, value % 100 < 60 else { return false }
            offset = sign * (value / 100 * 3600 + value % 100 * 60)
        } else if !((skip(0x47) && skip(0x4D) && skip(0x54)) || skip(0x5A)) {
            return false
        }
        while index < text.count, text[index] <= 0x20 { index += 1 }
        guard index == text.count else { return false }
        fields = CivilFields(year: year, month: month + 1, day: day, hour: hour, minute: minute, second: second, offset: offset)
        return true
    }

    private static let months: [UInt32] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"].map {
        $0.utf8.reduce(0) { $0 << 8 | UInt32($1) }
    }
}
