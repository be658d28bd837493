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

    /// A moment that a text tells with its offset, and what the clock shows there.
    private func explicitTime(in text: String) -> (moment: Instant, wallClock: Instant)? {
        let read = DateReading.read(text, language: language) ?? firstDate(in: PageDates.words(of: text)[...])?.read
        guard let read, !read.isTimezoneAssumed, case .instant(let moment) = read.date, let wallClock = read.wallClock else { return nil }
        return (moment, wallClock)
    }

    /// The moment of a clock that was taken for UTC, where a text shows the same minute of the same day and its offset.
    private static func known(_ date: NewsDate, _ said: [(moment: Instant, wallClock: Instant)]) -> Instant? {
        guard case .instant(let local) = date else { return nil }
        return said.first { $0.wallClock.milliseconds / 60_000 == local.milliseconds / 60_000 }.map {
            Instant(milliseconds: local.milliseconds - ($0.wallClock.milliseconds - $0.moment.milliseconds))
        }
    }

    /// Gives a publication that is known by the day alone the time of a line, or part of a line, that is a date of that day and no more, or says
    /// that it is the publication: other lines may tell when something takes place.
    mutating func takeTime(from lines: [String]) {
        guard let read = published, case .day(let day) = read.date else { return }
        for line in lines {
            for part in [Substring(line), PageDates.firstPart(of: line)].compactMap({ $0 }) {
                let words = PageDates.words(of: String(part))
                let end = words.indices.first { PageDates.isUpdateWord(at: $0, in: words[...]) } ?? words.endIndex
                guard let found = firstDate(in: words[..<end]), let wallClock = found.read.wallClock, wallClock.day == day,
                    found.start == 0 && found.end == end || PageDates.isLedByPublication(String(part))
                else { continue }
                retake(found.read, line, .text, "time of the day, in a line")
                return
            }
        }
    }

    /// What stands before the first mark of a line: "5 March 2026, 11:20 | By Ann First". Behind one may stand when something takes place.
    private static func firstPart(of line: String) -> Substring? {
        line.firstIndex { $0 == "|" || $0 == "•" || $0 == "·" }.map { line[..<$0] }
    }

    /// The words of a line in which a date may stand; of a long text, the first ones.
    static func words(of line: String) -> [Substring] {
        let start = Substring(line.unicodeScalars.prefix(200))
        let words = start.split { $0.isWhitespace || $0 == "|" || $0 == "•" || $0 == "·" }
        // The last one may be cut.
        return Array(words.dropLast(start.endIndex == line.endIndex ? 0 : 1).prefix(24))
    }
}
