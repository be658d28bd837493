import NewsModel

/// How much longer than else all intervals have to be so that no more polls come together than are wanted.
///
/// Every interval is made longer by the same factor. As each goes with the square root of its source's rate, so do the polls that remain, and
/// the delay over all entries stays the smallest that so many polls can give (Sia, Cho, Cho 2007, see ``Habit/wait(now:unit:limit:)``).
struct Budget: Sendable {
    /// Polls an hour; 0 for any number.
    var perHour: Int
    /// 1 or more.
    private(set) var stretch = 1.0
    private var wanted = 0.0
    private var watched = 0.0
    private var notedAt: Instant?

    private static let memoryHours = 2.0

    init(perHour: Int) { self.perHour = perHour }

    /// Notes a poll: for so long it stood for its source, which would else be polled after `unstretched`.
    ///
    /// The sum of these shares over an hour is how many polls all sources together would have in it.
    mutating func note(after span: Duration, unstretched: Duration, now: Instant) {
        guard perHour > 0 else {
            stretch = 1
            return
        }
        let passed = max(0, min((now - (notedAt ?? now)) / .hours(1), 1))
        notedAt = now
        let share = max(0, 1 - passed / Budget.memoryHours)
        wanted = wanted * share + min(max(0, span / max(unstretched, .seconds(1))), 100)
        watched = watched * share + passed
        guard watched > 0.01 else { return }
        stretch = min(max(1, wanted / watched / Double(perHour)), 1000)
    }
}
