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
        let span = max(.zero, min(now - start, .days(60)))
        fade(by: span)
        hours += Float(span / .hours(1))
        recentHours += Float(span / .hours(1))
        let new = dates.filter { $0 > newest && $0 <= now }.sorted().suffix(Habit.maximumEntries)
        for date in new {
            entries += 1
            recentEntries += Float(Habit.share(after: now - date, halfLife: Habit.recentHalfLife))
            byHour[date.hour] += 1
            byDay[date.day.weekday - 1] += 1
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

    private static func share(after span: Duration, halfLife: Duration) -> Double {
        var (left, share) = (max(0, span / halfLife), 1.0)
        while left >= 1, share > 1e-9 { (left, share) = (left - 1, share / 2) }
        // 2^-x within a hundredth, for x from 0 to 1.
        return share * (1 - left * (0.6931 - left * (0.2402 - left * 0.0490)))
    }

    /// Entries an hour over all hours.
    public var meanRate: Double { (Double(entries) + 1) / (Double(hours) + Habit.priorHours) }

    /// How many entries an hour are to be expected at an instant, as seen from `now`.
    public func rate(at instant: Instant, now: Instant) -> Double {
        let usual = meanRate * Habit.factor(byHour, instant.hour) * Habit.factor(byDay, instant.day.weekday - 1)
        guard recentHours > 0 else { return usual }
        let weight = Habit.recentShare * Habit.share(after: instant - now, halfLife: Habit.recentHalfLife)
        let recent = (Double(recentEntries) + meanRate) / (Double(recentHours) + 1)
        return usual * (1 - weight) + recent * weight
    }

    /// How much more than the mean an hour or a day brings, drawn to the mean as long as little was seen.
    private static func factor(_ list: [Float], _ index: Int) -> Double {
        let mean = Double(list.reduce(0, +)) / Double(list.count)
        return (Double(list[index]) + 1) / (mean + 1)
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
        let step: Duration = .minutes(30)
        var (waited, sum) = (Duration.zero, 0.0)
        while waited < limit {
            let density = (rate(at: now + waited + step / 2, now: now) / unitHours).squareRoot()
            let gained = density * (step / .hours(1))
            if sum + gained >= 1 { return min(limit, waited + step * ((1 - sum) / gained)) }
            (waited, sum) = (waited + step, sum + gained)
        }
        return limit
    }
}
