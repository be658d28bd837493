import Markup
import NewsModel

/// When a page says its article was published and last changed.
struct PageDates {
    var published: (date: NewsDate, origin: FieldOrigin)?
    var updated: (date: NewsDate, origin: FieldOrigin)?
    /// What was read as a date, in the order in which it was asked.
    private(set) var notes: [(field: String, text: String, origin: FieldOrigin, place: String, isChosen: Bool)] = []
    private(set) var isTimezoneAssumed = false
    private(set) var isInvalid = false

    private let zone: DateReading.ZoneOffset?
    private let language: String?

    init(timezone: String?, language: String?) {
        zone = timezone.flatMap(DateReading.zoneOffset)
        self.language = language
    }

    /// Takes the first of the texts that is a date.
    mutating func publish(_ texts: [String?], _ origin: FieldOrigin, _ place: String) {
        guard let (read, text) = read(texts) else { return }
        notes.append(("published_at", text, origin, place, published == nil))
        guard published == nil else { return }
        published = (read.date, origin)
        if read.isTimezoneAssumed { isTimezoneAssumed = true }
    }

    /// Takes the first of the texts that is a date.
    mutating func update(_ texts: [String?], _ origin: FieldOrigin, _ place: String) {
        guard let (read, text) = read(texts) else { return }
        notes.append(("updated_at", text, origin, place, updated == nil))
        guard updated == nil else { return }
        updated = (read.date, origin)
        if read.isTimezoneAssumed { isTimezoneAssumed = true }
    }

    private mutating func read(_ texts: [String?]) -> (ReadDate, String)? {
        for case let text? in texts {
            if let read = DateReading.read(text, zoneOffsetSeconds: zone, language: language), PageDates.isPlausible(read.date) {
                return (read, text)
            }
            isInvalid = isInvalid || !text.isEmpty
        }
        return nil
    }

    /// The web begins in 1990; what lies before is a placeholder.
    private static func isPlausible(_ date: NewsDate) -> Bool {
        let year = date.earliestInstant.day.year
        return (1990...2100).contains(year)
    }

    /// The dates within a line such as `Published: 12 March 2020 at 10:00 | Updated …`: what follows a word of updating is the update.
    mutating func read(within line: String, _ origin: FieldOrigin, _ place: String) {
        let words = line.split(whereSeparator: { $0.isWhitespace || $0 == "|" || $0 == "•" || $0 == "·" }).prefix(24)
        guard words.contains(where: { $0.contains(where: \.isNumber) }) else { return }
        let mark = words.indices.first { PageDates.isUpdateWord(at: $0, in: words) } ?? words.endIndex
        var rest = words[..<mark]
        if mark < words.endIndex, let found = firstDate(in: words[mark...]) {
            notes.append(("updated_at", line, origin, place, updated == nil))
            if updated == nil {
                updated = (found.read.date, origin)
                isTimezoneAssumed = isTimezoneAssumed || found.read.isTimezoneAssumed
            }
            if firstDate(in: rest) == nil { rest = words[found.end...] }
        }
        guard let found = firstDate(in: rest) else { return }
        notes.append(("published_at", line, origin, place, published == nil))
        guard published == nil else { return }
        published = (found.read.date, origin)
        isTimezoneAssumed = isTimezoneAssumed || found.read.isTimezoneAssumed
    }

    /// Whether one date is more than a day after another.
    func isLater(_ text: String?, than other: String?) -> Bool {
        guard let text, let other, let date = DateReading.read(text, zoneOffsetSeconds: zone, language: language)?.date,
            let second = DateReading.read(other, zoneOffsetSeconds: zone, language: language)?.date
        else { return false }
        return date.earliestInstant > second.earliestInstant + .days(1)
    }

    /// Whether a line begins with a word of publishing.
    static func isLedByPublication(_ line: String) -> Bool {
        let lower = line.prefix(30).lowercased()
        return publicationWords.contains { lower.hasPrefix($0) }
    }

    private static let publicationWords = [
        "publi", "first published", "originally published", "posted", "veröffentlicht", "erschienen", "erstellt am", "yayın", "опублик",
        "公開日", "掲載日", "发布", "發布", "نشر", "تاريخ النشر", "تاریخ انتشار", "opublikowan", "gepubliceerd", "publicerad", "publisert",
        "julkaistu",
        "pubblicat", "δημοσιεύ",
    ]

    /// How words of updating begin.
    private static let updateWords = [
        "updat", "modifi", "güncelle", "guncelle", "محدث", "محدّث", "تحديث", "تحدیث", "aktualis", "aktualiz", "actualiz", "actualis",
        "atualiz", "aggiorn",
        "обновлен", "изменен", "оновлен", "به‌روزرسانی", "بروزرسانی", "بروز‌رسانی", "bijgewerkt", "oppdater", "opdater", "uppdater",
        "päivitetty",
        "ажурирано", "ažurirano", "ενημερώθηκε", "ενημέρωση", "עודכן", "更新", "업데이트", "수정", "diperbarui", "frissít", "geändert", "yenilən",
        "nûkirin",
    ]

    private static func isUpdateWord(at index: Int, in words: ArraySlice<Substring>) -> Bool {
        let word = words[index].lowercased().drop { !$0.isLetter }
        if updateWords.contains(where: { word.hasPrefix($0) }) { return true }
        guard index + 2 < words.endIndex else { return false }
        return ["mis à jour", "mise à jour", "به روز رسانی"].contains(
            "\(word) \(words[index + 1].lowercased()) \(words[index + 2].lowercased().filter { $0 != ":" })")
    }

    /// The date a text begins with, as in `(21. November 2022) The council …`.
    mutating func read(beginningOf text: String, _ origin: FieldOrigin, _ place: String) {
        guard published == nil, let first = text.first, first == "(" || first.isNumber else { return }
        let words = text.split(separator: " ").prefix(5)
        guard let found = firstDate(in: words), let start = words.indices.first, found.start == start else { return }
        published = (found.read.date, origin)
        isTimezoneAssumed = isTimezoneAssumed || found.read.isTimezoneAssumed
        notes.append(("published_at", words.joined(separator: " "), origin, place, true))
    }

    private func firstDate(in words: ArraySlice<Substring>) -> (read: ReadDate, start: Int, end: Int)? {
        for start in words.indices {
            for length in stride(from: min(7, words.endIndex - start), through: 1, by: -1) {
                let window = words[start..<start + length]
                guard window.contains(where: { $0.contains(where: \.isNumber) }) else { continue }
                if length == 1, let only = window.first, only.filter(\.isNumber).count < 6 { continue }
                let text = window.joined(separator: " ")
                guard let read = DateReading.read(text, zoneOffsetSeconds: zone, language: language), PageDates.isPlausible(read.date)
                else { continue }
                return (read, start, start + length)
            }
        }
        return nil
    }

    /// The day in a path such as `/2020/03/12/` or `/2020-03-12-title`.
    mutating func publish(fromPath path: String) {
        guard published == nil else { return }
        let digits = Array(path.utf8)
        for index in digits.indices where index + 8 <= digits.count {
            if index > 0, (0x30...0x39).contains(digits[index - 1]) { continue }
            var position = index
            func number(_ count: Int) -> Int? {
                var value = 0
                guard position + count <= digits.count else { return nil }
                for byte in digits[position..<position + count] {
                    guard (0x30...0x39).contains(byte) else { return nil }
                    value = value * 10 + Int(byte) - 48
                }
                position += count
                return value
            }
            guard let year = number(4), (1995...2100).contains(year), position < digits.count else { continue }
            let separator = digits[position]
            let isSeparated = [UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "_")].contains(separator)
            if isSeparated { position += 1 }
            guard let month = number(2) else { continue }
            if isSeparated {
                guard position < digits.count, digits[position] == separator else { continue }
                position += 1
            }
            guard let dayNumber = number(2), position == digits.count || !(0x30...0x39).contains(digits[position]),
                let day = CalendarDay(year: year, month: month, day: dayNumber)
            else { continue }
            published = (.day(day), .url)
            notes.append(("published_at", path, .url, "address", true))
            return
        }
    }
}
