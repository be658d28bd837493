import Markup
import NewsModel

/// What one statement of a date lacks and another of the same page has: the offset of a local time, the time of a day.
extension PageDates {
    var isTimezoneAssumed: Bool { isAssumed.published || isAssumed.updated }

    /// Gives times without an offset the one of a text that names the same clock and has one: `10:31:40` and "12 Mar 2024 10:31 WIB".
    mutating func takeOffsets(from texts: [String]) {
        guard isTimezoneAssumed else { return }
        let said = texts.compactMap { explicitTime(in: $0) }
        if isAssumed.published, let read = published, let known = PageDates.known(read.date, said) {
            published = (.instant(known), read.origin)
            isAssumed.published = false
        }
        if isAssumed.updated, let read = updated, let known = PageDates.known(read.date, said) {
            updated = (.instant(known), read.origin)
            isAssumed.updated = false
        }
    }

    /// A moment that a text tells with its offset, and what it says for it.
    private func explicitTime(in text: String) -> (moment: Instant, text: String)? {
        var (read, said) = (DateReading.read(text, language: language), text)
        if read == nil {
            let words = PageDates.words(of: text)
            guard let found = firstDate(in: words[...]) else { return nil }
            (read, said) = (found.read, words[found.start..<found.end].joined(separator: " "))
        }
        guard let read, !read.isTimezoneAssumed, case .instant(let moment) = read.date else { return nil }
        return (moment, said)
    }

    /// The moment of a clock that was taken for UTC, where a text shows the same clock and another moment.
    private static func known(_ date: NewsDate, _ said: [(moment: Instant, text: String)]) -> Instant? {
        guard case .instant(let local) = date else { return nil }
        let minute = local.milliseconds / 60_000
        let (hour, rest) = (minute / 60 % 24, minute % 60)
        let minutes = rest < 10 ? "0\(rest)" : "\(rest)"
        let clocks = [hour, hour % 12 == 0 ? 12 : hour % 12].flatMap { hour in
            [":", ".", "h", "H", "時", "시"].map { "\(hour)\($0)\(minutes)" }
        }
        for entry in said {
            let offset = minute - entry.moment.milliseconds / 60_000
            // Zones lie on quarters of an hour, from -12 to +14.
            guard offset % 15 == 0, (-720...840).contains(offset), clocks.contains(where: entry.text.contains) else { continue }
            return Instant(milliseconds: local.milliseconds - offset * 60_000)
        }
        return nil
    }

    /// Gives a publication that is known by the day alone the time that a line tells of the same day.
    mutating func takeTime(from lines: [String]) {
        guard let read = published, case .day(let day) = read.date else { return }
        for line in lines {
            let words = PageDates.words(of: line)
            let end = words.indices.first { PageDates.isUpdateWord(at: $0, in: words[...]) } ?? words.endIndex
            guard let found = firstDate(in: words[..<end]), case .instant(let moment) = found.read.date, moment.day == day else { continue }
            published = (found.read.date, read.origin)
            isAssumed.published = found.read.isTimezoneAssumed
            return
        }
    }

    /// The words of a line in which a date may stand.
    static func words(of line: String) -> [Substring] {
        Array(line.split(whereSeparator: { $0.isWhitespace || $0 == "|" || $0 == "•" || $0 == "·" }).prefix(24))
    }
}
