/// When a source's entries appear, as far as they were seen: how many in how long, and at which hours and on which days.
///
/// Every number fades with time, so that what was long ago counts less.
public struct Habit: Equatable, Codable, Sendable {
    /// Entries that appeared while it was watched.
    public var entries: Float
    /// Hours for which it was watched.
    public var hours: Float
    /// The same, fading within hours.
    public var recentEntries: Float
    /// The same, fading within hours.
    public var recentHours: Float
    /// Entries by the hour of the day in UTC, 0–23.
    public var byHour: [Float]
    /// Entries by the day of the week in UTC, 0 Monday – 6 Sunday.
    public var byDay: [Float]
    /// The newest entry that was counted.
    public var newest: Instant

    /// A source of which nothing was seen, whose entries count from an instant on.
    public init(newest: Instant) {
        (entries, hours, recentEntries, recentHours) = (0, 0, 0, 0)
        byHour = Array(repeating: 0, count: 24)
        byDay = Array(repeating: 0, count: 7)
        self.newest = newest
    }

    private static let byteCount = 1 + 8 + 16 + 4 + 48 + 4 + 14

    /// Its bytes in the ledger: a version, `newest` in milliseconds, the four numbers, then hours and days in 16 bits each, as shares of
    /// their largest.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = [1]
        bytes.reserveCapacity(Habit.byteCount)
        func put(_ value: UInt64, _ count: Int) {
            for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * index))) }
        }
        put(UInt64(bitPattern: newest.milliseconds), 8)
        for value in [entries, hours, recentEntries, recentHours] { put(UInt64(value.bitPattern), 4) }
        for list in [byHour, byDay] {
            let largest = list.max() ?? 0
            put(UInt64(largest.bitPattern), 4)
            for value in list { put(UInt64(largest > 0 ? (value / largest * 65_535).rounded() : 0), 2) }
        }
        return bytes
    }

    /// Reads ``bytes``; nil for what is of another version or damaged.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Habit.byteCount, bytes[0] == 1 else { return nil }
        var position = 1
        func take(_ count: Int) -> UInt64 {
            defer { position += count }
            return (0..<count).reduce(0) { $0 | UInt64(bytes[position + $1]) << UInt64(8 * $1) }
        }
        func number() -> Float { Float(bitPattern: UInt32(truncatingIfNeeded: take(4))) }
        self.init(newest: Instant(milliseconds: Int64(bitPattern: take(8))))
        (entries, hours, recentEntries, recentHours) = (number(), number(), number(), number())
        func read(_ list: inout [Float]) {
            let largest = number()
            for index in list.indices { list[index] = Float(take(2)) / 65_535 * largest }
        }
        read(&byHour)
        read(&byDay)
        for numbers in [[entries, hours, recentEntries, recentHours], byHour, byDay] {
            guard numbers.allSatisfy({ $0.isFinite && $0 >= 0 }) else { return nil }
        }
    }
}
