import Markup
import NewsModel

/// When a page says its article was published and last changed.
struct PageDates {
    var published: (date: NewsDate, origin: FieldOrigin)?
    var updated: (date: NewsDate, origin: FieldOrigin)?
    /// What was read as a date, in the order in which it was asked.
    private(set) var notes: [(field: String, text: String, origin: FieldOrigin, place: String, isChosen: Bool)] = []
    /// Whether UTC was taken for a time without an offset, of the publication and of the update.
    var isAssumed = (published: false, updated: false)
    private(set) var isInvalid = false

    let zone: DateReading.ZoneOffset?
    let language: String?

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
        isAssumed.published = read.isTimezoneAssumed
    }

    /// Takes the first of the texts that is a date.
    mutating func update(_ texts: [String?], _ origin: FieldOrigin, _ place: String) {
        guard let (read, text) = read(texts) else { return }
        notes.append(("updated_at", text, origin, place, updated == nil))
        guard updated == nil else { return }
        updated = (read.date, origin)
        isAssumed.updated = read.isTimezoneAssumed
    }

    /// Takes another publication in the place of the one that is known.
    mutating func retake(_ read: ReadDate, _ text: String, _ origin: FieldOrigin, _ place: String) {
        for index in notes.indices where notes[index].field == "published_at" { notes[index].isChosen = false }
        notes.append(("published_at", text, origin, place, true))
        published = (read.date, origin)
        isAssumed.published = read.isTimezoneAssumed
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
    static func isPlausible(_ date: NewsDate) -> Bool {
        let year = date.earliestInstant.day.year
        return (1990...2100).contains(year)
    }

    /// The dates within a line such as `Published: 12 March 2020 at 10:00 | Updated …`: what follows a word of updating is the update.
    mutating func read(within line: String, _ origin: FieldOrigin, _ place: String) {
        let words = PageDates.words(of: line)[...]
        guard words.contains(where: { $0.contains(where: \.isNumber) }) else { return }
        let mark = words.indices.first { PageDates.isUpdateWord(at: $0, in: words) } ?? words.endIndex
        var rest = words[..<mark]
        if mark < words.endIndex, let found = firstDate(in: words[mark...]) {
            notes.append(("updated_at", line, origin, place, updated == nil))
            if updated == nil {
                updated = (found.read.date, origin)
                isAssumed.updated = found.read.isTimezoneAssumed
            }
            if firstDate(in: rest) == nil { rest = words[found.end...] }
        }
        guard let found = firstDate(in: rest) else { return }
        notes.append(("published_at", line, origin, place, published == nil))
        guard published == nil else { return }
        published = (found.read.date, origin)
        isAssumed.published = found.read.isTimezoneAssumed
    }

    /// Whether one date is more than a day after another; of two without a time, whether it is a later day.
    func isLater(_ text: String?, than other: String?) -> Bool {
        guard let first = date(text), let second = date(other) else { return false }
        if case .day(let day) = first, case .day(let other) = second { return day.daysSinceEpoch > other.daysSinceEpoch }
        // A day begins and ends in the publisher's own zone.
        var slack = Duration.days(1)
        if case .day = second { slack += .hours(14) }
        return first.earliestInstant > second.earliestInstant + slack
    }

    /// Whether two dates are one day whose month and day were mixed up: `01/11/2021` and `11/01/2021`.
    func isMixedUp(_ text: String?, with other: String?) -> Bool {
        guard let first = date(text)?.earliestInstant.day, let second = date(other)?.earliestInstant.day else { return false }
        return first.year == second.year && first.month == second.day && first.day == second.month
    }

    /// Whether two dates lie within an hour.
    func isSame(_ text: String?, as other: String?) -> Bool {
        guard let first = date(text), let second = date(other) else { return false }
        return abs(first.earliestInstant.milliseconds - second.earliestInstant.milliseconds) < 3_600_000
    }

    /// Whether a text is a date and no more.
    func isDay(_ text: String) -> Bool {
        text.contains(where: \.isNumber) && date(text).map(PageDates.isPlausible) == true
    }

    private func date(_ text: String?) -> NewsDate? {
        text.flatMap { DateReading.read($0, zoneOffsetSeconds: zone, language: language)?.date }
    }

    /// Whether a line begins with a word of publishing.
    static func isLedByPublication(_ line: String) -> Bool {
        publicationWords.begin(line.prefix(30).lowercased())
    }

    /// How words of publishing begin, in which a line may begin.
    private static let publicationWords = Beginnings([
        "publi", "first published", "originally published", "posted", "veröffentlicht", "erschienen", "erstellt am", "yayın", "опублик",
        "опублік", "公開日", "掲載日", "发布", "發布", "發佈", "نشر", "تاريخ النشر", "تاریخ انتشار", "opublikowan", "gepubliceerd", "publicerad",
        "publisert", "julkaistu", "pubblicat", "δημοσιεύ", "입력", "게시", "פורסם", "dipublikasi", "diterbitkan", "közzétév", "เผยแพร่",
    ])

    /// Whether a line begins with a word for this day.
    static func isOfToday(_ line: String) -> Bool { todayWords.begin(line.prefix(30).lowercased()) }

    private static let todayWords = Beginnings([
        "today", "heute", "aujourd", "hoy", "hoje", "avui", "oggi", "vandaag", "i dag", "idag", "tänään", "bugün", "dnes", "dzisiaj",
        "dziś",
        "danas", "сегодня", "сьогодні", "днес", "данас", "σήμερα", "היום", "اليوم", "امروز", "आज", "今天", "今日", "오늘", "hari ini", "hôm nay",
        "วันนี้",
    ])

    /// Words that say no more than one of publishing or updating, beside it or alone: `First published`, `Dernière mise à jour`, `Créé le`.
    private static let besideWords = Set(
        words:
            "تاریخ تاريخ انتشار first last originally created date time zuletzt datum erstellt dernière"
            + " última ultima ultimo último son ostatnia mise mis jour op på en ligne créé créée geschrieben eingestellt geplaatst skapad skapat"
            + " added written vydáno pada 发表于 发表 發表於 發表 등록 승인 기사등록 기사승인 投稿日 投稿 公開 fecha data дата публикации tarih tarihi"
    )

    /// A text that is a date and no more than a word of publishing or updating before it, without that up to its colon; nil of all others.
    static func onlyDate(_ text: String) -> String? {
        // What follows the first number is read strictly.
        let label = text.prefix { !$0.isNumber }
        guard label.endIndex < text.endIndex else { return nil }
        // A colon is no letter, a vowel's mark is one.
        var words = label.unicodeScalars.split { scalar in !(scalar.properties.isAlphabetic || scalar.properties.isDiacritic) }
            .map { String($0).lowercased() }
        // "Posted by Ann First on"
        if words.count >= 4, words[1] == "by", words.last == "on", publicationWords.begin(words[0]) {
            words.removeSubrange(1..<words.count - 1)
        }
        let isNothingElse =
            words.count <= 8
            && words.allSatisfy(isOfDating)
        guard isNothingElse else { return nil }
        return String(text[(label.lastIndex { ":：".contains($0) }.map(text.index(after:)) ?? text.startIndex)...])
    }

    /// Whether a line tells when something was published or updated, how long it takes to read, and no more: "Publié le 19 août 2024 à 07h00,
    /// modifié le 20 août 2024. Temps de lecture 4 min."
    static func isDateLine(_ text: String) -> Bool {
        guard text.utf8.count < 160, text.lazy.filter(\.isNumber).prefix(5).count == 5 else { return false }
        let words = text.lowercased().split { !$0.isLetter }.map(String.init)
        guard words.count <= 20, words.contains(where: isLabel), text.first?.isNumber == true || words.first.map(isLabel) == true else {
            return false
        }
        return words.allSatisfy { isOfDating($0) || readingWords.contains($0) || joiningWords.contains($0) }
    }

    /// Whether a word says that something was published or updated.
    private static func isLabel(_ word: String) -> Bool { publicationWords.begin(word) || updateWords.begin(word) }

    /// Whether a word stands in a date and its label, and tells nothing else.
    private static func isOfDating(_ word: String) -> Bool {
        isLabel(word) || besideWords.contains(word) || DateReading.isDateWord(word)
    }

    private static let joiningWords = Set(
        words:
            "a am as at alle às b c d da de del dem den di do du e el h hrs i il in kl la las le los m min s o om on ore os p pm the u uhr um vor"
            + " w à в г о 年 月 日 时 時 分")

    private static let readingWords = Set(
        words: "temps lecture lesezeit minuten minutes minutos minuti minuter minuty reading time tiempo lectura leitura lettura leestijd")

    /// How words of updating begin.
    private static let updateWords = Beginnings([
        "updat", "modifi", "güncelle", "guncelle", "محدث", "محدّث", "تحديث", "تحدیث", "aktualis", "aktualiz", "actualiz", "actualis",
        "atualiz", "aggiorn",
        "обновлен", "изменен", "оновлен", "به‌روزرسانی", "بروزرسانی", "بروز‌رسانی", "bijgewerkt", "oppdater", "opdater", "uppdater",
        "päivitetty",
        "ажурирано", "ažurirano", "ενημερώθηκε", "ενημέρωση", "עודכן", "更新", "업데이트", "수정", "diperbarui", "frissít", "geändert", "yenilən",
        "nûkirin",
    ])

    /// Whether a line says that it is about an update.
    static func tellsUpdate(_ line: String) -> Bool {
        let words = line.split(separator: " ")[...]
        return words.indices.contains { isUpdateWord(at: $0, in: words) }
    }

    static func isUpdateWord(at index: Int, in words: ArraySlice<Substring>) -> Bool {
        let word = words[index].lowercased().drop { !$0.isLetter }
        if updateWords.begin(String(word)) { return true }
        guard index + 2 < words.endIndex else { return false }
        return ["mis à jour", "mise à jour", "به روز رسانی"].contains(
            "\(word) \(words[index + 1].lowercased()) \(words[index + 2].lowercased().filter { $0 != ":" })")
    }

    /// The date a text begins with, as in `(21. November 2022) The council …`.
    mutating func read(beginningOf text: String, _ origin: FieldOrigin, _ place: String) {
        guard published == nil, let first = text.first, first == "(" || first.isNumber else { return }
        // Of the rest nothing is cut.
        let words = text.split(separator: " ", maxSplits: 5).prefix(5)
        guard let found = firstDate(in: words), let start = words.indices.first, found.start == start else { return }
        published = (found.read.date, origin)
        isAssumed.published = found.read.isTimezoneAssumed
        notes.append(("published_at", words.joined(separator: " "), origin, place, true))
    }

    func firstDate(in words: ArraySlice<Substring>) -> (read: ReadDate, start: Int, end: Int)? {
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

    /// The day in a path such as `/2020/03/12/`, `/2020-03/12/`, `/2020-03-12-title` or `/12-03-2020`.
    mutating func publish(fromPath path: String) {
        guard published == nil, let day = PageDates.day(inPath: path) else { return }
        published = (.day(day), .url)
        notes.append(("published_at", path, .url, "address", true))
    }

    private static func day(inPath path: String) -> CalendarDay? {
        let separators = [UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "_")]
        // Runs of digits, each with what separates it from the one before.
        var runs: [(value: Int, length: Int, isSeparated: Bool)] = []
        var gap = 2
        var previous = UInt8(ascii: " ")
        for byte in path.utf8 {
            if byte.isDigit {
                if gap == 0, let last = runs.indices.last {
                    if runs[last].length < 9 { runs[last].value = runs[last].value * 10 + Int(byte) - 48 }
                    runs[last].length += 1
                } else {
                    runs.append((Int(byte) - 48, 1, gap == 1 && separators.contains(previous)))
                }
                gap = 0
            } else {
                gap += 1
            }
            previous = byte
        }
        for (index, run) in runs.enumerated() {
            if run.length == 8, (19_950_101...21_001_231).contains(run.value),
                let day = CalendarDay(year: run.value / 10_000, month: run.value / 100 % 100, day: run.value % 100)
            {
                return day
            }
            guard index + 2 < runs.count, case let (second, third) = (runs[index + 1], runs[index + 2]), second.length == 2,
                second.isSeparated, third.isSeparated
            else { continue }
            if run.length == 4, third.length == 2, (1995...2100).contains(run.value),
                let day = CalendarDay(year: run.value, month: second.value, day: third.value)
            {
                return day
            }
            if run.length == 2, third.length == 4, (1995...2100).contains(third.value),
                let day = CalendarDay(year: third.value, month: second.value, day: run.value)
            {
                return day
            }
        }
        return nil
    }
}
