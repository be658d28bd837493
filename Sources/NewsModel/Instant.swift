/// A moment in time, to the millisecond, counted from 1970-01-01T00:00:00Z without leap seconds.
public struct Instant: Hashable, Comparable, Sendable {
    /// Milliseconds since the epoch; negative before it.
    public var milliseconds: Int64

    /// The instant so many milliseconds after the epoch.
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    /// The instant so many whole seconds after the epoch, held within what 64 bits of milliseconds hold.
    public init(seconds: Int64) {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        self.milliseconds = overflow ? (seconds < 0 ? .min : .max) : product
    }

    /// The instant of a civil date and time, less its offset from UTC. Fields out of range roll over arithmetically, months by
    /// one year at most; absurd ones give some instant, never a trap.
    public init(
        year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0, millisecond: Int = 0,
        offsetSeconds: Int = 0
    ) {
        let days = CalendarDay.daysSinceEpoch(year: year, month: month, day: day)
        let inDay = Int64(hour) &* 3600 &+ Int64(minute) &* 60 &+ Int64(second) &- Int64(offsetSeconds)
        self.milliseconds = (days &* 86_400 &+ inDay) &* 1000 &+ Int64(millisecond)
    }

    /// The later instant.
    public static func + (instant: Instant, duration: Duration) -> Instant {
        Instant(milliseconds: instant.milliseconds &+ duration.milliseconds)
    }

    /// The earlier instant.
    public static func - (instant: Instant, duration: Duration) -> Instant {
        Instant(milliseconds: instant.milliseconds &- duration.milliseconds)
    }

    /// The time from `earlier` to `later`; negative where they are the other way round, and held within what 64 bits of
    /// milliseconds hold.
    public static func - (later: Instant, earlier: Instant) -> Duration {
        let (difference, overflow) = later.milliseconds.subtractingReportingOverflow(earlier.milliseconds)
        return .milliseconds(overflow ? (later < earlier ? .min : .max) : difference)
    }

    /// Whether one instant comes before another.
    public static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }

    /// Clocks are corrected by so much without anybody having set them.
    public static let clockTolerance = Duration.minutes(1)

    /// Whether it was taken from a clock that was wrong, as it lies in the future.
    public func isAhead(of now: Instant) -> Bool { self > now + Instant.clockTolerance }

    /// The day in UTC.
    public var day: CalendarDay { CalendarDay(daysSinceEpoch: floorDivide(milliseconds, 86_400_000)) }

    /// The hour in UTC, 0–23.
    public var hour: Int { Int(floorModulo(milliseconds, 86_400_000) / 3_600_000) }

    /// The day of the week in UTC: 1 Monday … 7 Sunday (ISO 8601).
    public var weekday: Int { Int(floorModulo(floorDivide(milliseconds, 86_400_000) + 3, 7)) + 1 }

    /// RFC 3339 in UTC: `2026-01-11T10:40:15Z`, with `.123` only where the milliseconds are not zero.
    public var description: String { rfc3339(alwaysMilliseconds: false) }

    /// RFC 3339 in UTC, as in a log's `@timestamp` where milliseconds always stand.
    public func rfc3339(alwaysMilliseconds: Bool) -> String {
        let inDay = floorModulo(milliseconds, 86_400_000)
        let (s, ms) = (inDay / 1000, inDay % 1000)
        var text = day.description
        text.reserveCapacity(24)
        text += "T\(padded(s / 3600, 2)):\(padded(s / 60 % 60, 2)):\(padded(s % 60, 2))"
        if ms != 0 || alwaysMilliseconds { text += ".\(padded(ms, 3))" }
        return text + "Z"
    }

    /// Reads RFC 3339 (section 5.6): date, `T` or a space, time, optional fraction, `Z` or an offset. Nothing looser.
    public init?(rfc3339 text: String) {
        var reader = DigitReader(text)
        guard let year = reader.digits(4), reader.skip("-"), let month = reader.digits(2), reader.skip("-"),
            let day = reader.digits(2), reader.skip("T") || reader.skip("t") || reader.skip(" "),
            let hour = reader.digits(2), reader.skip(":"), let minute = reader.digits(2), reader.skip(":"),
            let second = reader.digits(2), CalendarDay(year: year, month: month, day: day) != nil,
            hour < 24, minute < 60, second <= 60
        else { return nil }
        var milliseconds = 0
        if reader.skip(".") {
            guard let fraction = reader.fraction() else { return nil }
            milliseconds = fraction
        }
        var offset = 0
        if !(reader.skip("Z") || reader.skip("z")) {
            let negative = reader.skip("-")
            guard negative || reader.skip("+"), let h = reader.digits(2), reader.skip(":"), let m = reader.digits(2),
                h < 24, m < 60
            else { return nil }
            offset = (h * 3600 + m * 60) * (negative ? -1 : 1)
        }
        guard reader.atEnd else { return nil }
        self.init(
            year: year, month: month, day: day, hour: hour, minute: minute, second: second, millisecond: milliseconds,
            offsetSeconds: offset)
    }
}

extension Instant: CustomStringConvertible, Codable {
    /// Reads an RFC 3339 string.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let instant = Instant(rfc3339: text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not an RFC 3339 time: \(text)"))
        }
        self = instant
    }

    /// Writes an RFC 3339 string.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// A day of the proleptic Gregorian calendar, without a zone.
public struct CalendarDay: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The year, 0–9999.
    public let year: Int
    /// The month, 1–12.
    public let month: Int
    /// The day of the month, 1–31.
    public let day: Int

    /// The day, or nil where there is no such one.
    public init?(year: Int, month: Int, day: Int) {
        guard (0...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= CalendarDay.length(ofMonth: month, year: year)
        else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// The day so many days after 1970-01-01, held within the years 0–9999.
    ///
    /// Method: Howard Hinnant, chrono-Compatible Low-Level Date Algorithms, `civil_from_days`.
    public init(daysSinceEpoch: Int64) {
        let z = min(max(daysSinceEpoch, -719_528), 2_932_896) + 719_468
        let era = floorDivide(z, 146_097)
        let doe = z - era * 146_097
        let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100)
        let mp = (5 * doy + 2) / 153
        let month = Int(mp < 10 ? mp + 3 : mp - 9)
        self.day = Int(doy - (153 * mp + 2) / 5 + 1)
        self.month = month
        self.year = Int(yoe + era * 400) + (month <= 2 ? 1 : 0)
    }

    /// Days from 1970-01-01 to a civil date (`days_from_civil`).
    public static func daysSinceEpoch(year: Int, month: Int, day: Int) -> Int64 {
        let y = Int64(month <= 2 ? year &- 1 : year)
        let era = floorDivide(y, 400)
        let yoe = floorModulo(y, 400)
        let doy = Int64((153 &* (month > 2 ? month &- 3 : month &+ 9) &+ 2) / 5 &+ day &- 1)
        return era &* 146_097 &+ (yoe * 365 + yoe / 4 - yoe / 100) &+ doy &- 719_468
    }

    /// Days from 1970-01-01 to this day.
    public var daysSinceEpoch: Int64 { CalendarDay.daysSinceEpoch(year: year, month: month, day: day) }

    /// The day of the week: 1 Monday … 7 Sunday (ISO 8601).
    public var weekday: Int { Int(floorModulo(daysSinceEpoch + 3, 7)) + 1 }

    /// The number of days of a month, 28–31.
    public static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    /// Whether one day comes before another.
    public static func < (a: CalendarDay, b: CalendarDay) -> Bool { a.daysSinceEpoch < b.daysSinceEpoch }

    /// `2026-01-11`.
    public var description: String { "\(padded(Int64(year), 4))-\(padded(Int64(month), 2))-\(padded(Int64(day), 2))" }
}

/// When something was published: an instant, or where nothing finer is known, a day.
public enum NewsDate: Hashable, Sendable {
    /// A moment.
    case instant(Instant)
    /// A day, in the publisher's own zone.
    case day(CalendarDay)

    /// The moment; of a day, its beginning in UTC.
    public var earliestInstant: Instant {
        switch self {
        case .instant(let instant): instant
        case .day(let day): Instant(seconds: day.daysSinceEpoch * 86_400)
        }
    }

    /// Reads `2026-01-11` or an RFC 3339 time.
    public init?(_ text: String) {
        if let instant = Instant(rfc3339: text) {
            self = .instant(instant)
            return
        }
        var reader = DigitReader(text)
        guard let y = reader.digits(4), reader.skip("-"), let m = reader.digits(2), reader.skip("-"),
            let d = reader.digits(2), reader.atEnd, let day = CalendarDay(year: y, month: m, day: d)
        else { return nil }
        self = .day(day)
    }
}

extension NewsDate: CustomStringConvertible, Codable {
    /// RFC 3339 in UTC, or the day alone.
    public var description: String {
        switch self {
        case .instant(let instant): instant.description
        case .day(let day): day.description
        }
    }

    /// Reads the string form.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let date = NewsDate(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "neither a day nor an RFC 3339 time: \(text)"))
        }
        self = date
    }

    /// Writes the string form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Duration {
    /// The duration in whole milliseconds, rounded towards zero and held within what 64 bits hold.
    public var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        return overflow ? (seconds < 0 ? .min / 4 : .max / 4) : product &+ attoseconds / 1_000_000_000_000_000
    }

    /// The duration in seconds.
    public var inSeconds: Double { Double(milliseconds) / 1000 }

    /// A duration of so many hours.
    public static func hours(_ hours: Int) -> Duration { .seconds(hours * 3600) }

    /// A duration of so many minutes.
    public static func minutes(_ minutes: Int) -> Duration { .seconds(minutes * 60) }

    /// A duration of so many days of 24 hours.
    public static func days(_ days: Int) -> Duration { .seconds(days * 86_400) }
}

/// A cursor over the ASCII digits of a short text.
struct DigitReader {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = Substring(text).utf8 }

    var atEnd: Bool { rest.isEmpty }

    mutating func digits(_ count: Int) -> Int? {
        guard rest.count >= count else { return nil }
        var value = 0
        for byte in rest.prefix(count) {
            guard (48...57).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        rest = rest.dropFirst(count)
        return value
    }

    /// A fraction of a second in milliseconds; digits beyond the third are dropped.
    mutating func fraction() -> Int? {
        let run = rest.prefix { (48...57).contains($0) }
        guard !run.isEmpty else { return nil }
        rest = rest[run.endIndex...]
        var (value, scale) = (0, 100)
        for byte in run.prefix(3) {
            value += Int(byte - 48) * scale
            scale /= 10
        }
        return value
    }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard rest.first == UInt8(ascii: character) else { return false }
        rest = rest.dropFirst()
        return true
    }
}

// Both for a positive divisor; they hold at Int64.min too.
func floorDivide(_ a: Int64, _ b: Int64) -> Int64 { a % b < 0 ? a / b - 1 : a / b }
func floorModulo(_ a: Int64, _ b: Int64) -> Int64 { a % b < 0 ? a % b + b : a % b }

private func padded(_ number: Int64, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
