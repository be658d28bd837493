public import NewsModel

extension Instant {
    /// Reads an HTTP-date in any of its three forms (RFC 9110 section 5.6.7): IMF-fixdate, RFC 850, asctime.
    ///
    /// A two-digit year is the one within fifty years of `now`.
    public init?(httpDate text: String, now: Instant) {
        let words = text.split { " ,-:\t".contains($0) }.map(String.init)
        guard words.count >= 7 else { return nil }
        let isASCTime = Instant.month(words[1]) != nil
        let (dayWord, monthWord) = isASCTime ? (words[2], words[1]) : (words[1], words[2])
        let (yearWord, timeStart) = isASCTime ? (words[6], 3) : (words[3], 4)
        guard let day = Int(dayWord), let month = Instant.month(monthWord), var year = Int(yearWord),
            let hour = Int(words[timeStart]), let minute = Int(words[timeStart + 1]), let second = Int(words[timeStart + 2]),
            (0..<24).contains(hour), (0..<60).contains(minute), (0...60).contains(second)
        else { return nil }
        if yearWord.count == 2 {
            let current = now.day.year
            year += current / 100 * 100
            if year > current + 50 { year -= 100 }
        }
        guard CalendarDay(year: year, month: month, day: day) != nil else { return nil }
        self.init(year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    }

    private static func month(_ word: String) -> Int? {
        let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        return names.firstIndex(of: word.lowercased()).map { $0 + 1 }
    }
}
