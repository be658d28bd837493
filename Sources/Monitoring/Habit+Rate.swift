public import NewsModel

extension Habit {
    /// After so long what was seen counts half.
    static let halfLife: Duration = .days(20)
    /// The same of what is recent.
    static let recentHalfLife: Duration = .hours(2)
    /// So much of the rate is what was seen lately, at most.
    static let recentShare = 0.5
    /// So many of a document's entries are looked at.
    static let maximumEntries = 200
    /// Known of every source before anything was seen: one entry in two days.
    static let priorHours = 48.0

    /// What a document teaches that is seen for the first time: its entries' own dates; nil with fewer than two.
    public init?(entryDates: [Instant], now: Instant) {
        let dates = entryDates.filter { $0 <= now }.sorted().suffix(Habit.maximumEntries)
        guard dates.count >= 2, let first = dates.first else { return nil }
        self.init(newest: first)
        watch(from: first, to: first, dates: [])
        var last = first
        // Entry by entry, so that old ones have faded as they would have.
        for date in dates.dropFirst() {
            watch(from: last, to: date, dates: [date])
            last = date
        }
        watch(from: last, to: now, dates: [])
    }

    /// Adds what a poll showed: the time that went by, and the entries that appeared in it.
    ///
    /// - Parameter dates: Of all entries of the document; those that are not newer than the newest are known.
    public mutating func watch(from start: Instant, to now: Instant, dates: [Instant]) {
        // What was learned by a clock that was ahead would let nothing in until that time.
        newest = min(newest, now)
        let span = max(.zero, min(now - start, .days(60)))
        fade(by: span)
        hours += Float(span / .hours(1))
        recentHours += Float(span / .hours(1))
        let new = dates.filter { $0 > newest && $0 <= now }.sorted().suffix(Habit.maximumEntries)
        for date in new {
            entries += 1
            recentEntries += Float(Habit.share(after: now - date, halfLife: Habit.recentHalfLife))
            byHour[date.hour] += 1
            byDay[date.weekday - 1] += 1
        }
        if let last = new.last { newest = last }
    }

    private mutating func fade(by span: Duration) {
        let (slow, fast) = (
            Float(Habit.share(after: span, halfLife: Habit.halfLife)), Float(Habit.share(after: span, halfLife: Habit.recentHalfLife))
        )
        entries *= slow
        hours *= slow
        recentEntries *= fast
        recentHours *= fast
        for index in byHour.indices { byHour[index] *= slow }
        for index in byDay.indices { byDay[index] *= slow }
    }

    private static func share(after span: Duration, halfLife: Duration) -> Double { share(afterHalfLives: span / halfLife) }

    private static func share(afterHalfLives halfLives: Double) -> Double {
        var (left, share) = (max(0, halfLives), 1.0)
        while left >= 1, share > 1e-9 { (left, share) = (left - 1, share / 2) }
        guard left < 1 else { return 0 }
        // 2^-x within a hundredth, for x from 0 to 1.
        return share * (1 - left * (0.6931 - left * (0.2402 - left * 0.0490)))
    }

    /// Entries an hour over all hours.
    public var meanRate: Double { (Double(entries) + 1) / (Double(hours) + Habit.priorHours) }

    /// How many entries an hour are to be expected at an instant, as seen from `now`.
    public func rate(at instant: Instant, now: Instant) -> Double { Outlook(self, now: now).rate(at: instant) }

    /// A habit as it is looked at from one moment: what does not change from hour to hour is reckoned once.
    private struct Outlook {
        private let habit: Habit
        private let now: Instant
        private let mean: Double
        private let meanByHour: Double
        private let meanByDay: Double
        private let recent: Double

        init(_ habit: Habit, now: Instant) {
            self.habit = habit
            self.now = now
            mean = habit.meanRate
            meanByHour = Outlook.mean(habit.byHour)
            meanByDay = Outlook.mean(habit.byDay)
            recent = (Double(habit.recentEntries) + mean) / (Double(habit.recentHours) + 1)
        }

        func rate(at instant: Instant) -> Double {
            // How much more than the mean an hour or a day brings, drawn to the mean as long as little was seen.
            let byHour = (Double(habit.byHour[instant.hour]) + 1) / (meanByHour + 1)
            let byDay = (Double(habit.byDay[instant.weekday - 1]) + 1) / (meanByDay + 1)
            let usual = mean * byHour * byDay
            guard habit.recentHours > 0 else { return usual }
            let ahead = Double(instant.milliseconds &- now.milliseconds) / Outlook.recentHalfLife
            let weight = Habit.recentShare * Habit.share(afterHalfLives: ahead)
            return usual * (1 - weight) + recent * weight
        }

        private static let recentHalfLife = Double(Habit.recentHalfLife.milliseconds)

        private static func mean(_ list: [Float]) -> Double { Double(list.reduce(0, +)) / Double(list.count) }
    }

    /// How long to wait so that requests go with the square root of the rate.
    ///
    /// At a given number of requests the sum of the delays of all entries is then the smallest, over sources and over the hours of one
    /// source. Source: K. C. Sia, J. Cho, H.-K. Cho, “Efficient Monitoring Algorithm for Fast News Alerts”, IEEE TKDE 19(7), 2007.
    /// - Parameters:
    ///   - unit: A source that brings an entry in that time is asked once in it; one that brings one in a hundred times that, in ten.
    ///   - limit: Not longer.
    public func wait(now: Instant, unit: Duration, limit: Duration) -> Duration {
        let unitHours = max(unit / .hours(1), 1e-6)
        let outlook = Outlook(self, now: now)
        let (step, longest): (Int64, Int64) = (30 * 60_000, limit.milliseconds)
        var (waited, sum): (Int64, Double) = (0, 0)
        while waited < longest {
            let density = (outlook.rate(at: Instant(milliseconds: now.milliseconds &+ waited &+ step / 2)) / unitHours).squareRoot()
            let gained = density / 2
            if sum + gained >= 1 { return min(limit, .milliseconds(waited + Int64(Double(step) * ((1 - sum) / gained)))) }
            (waited, sum) = (waited + step, sum + gained)
        }
        return limit
    }
}
