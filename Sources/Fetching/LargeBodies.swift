/// Bounds the large bodies that are held at once; further ones are not read on until there is room.
///
/// Belongs to the transfers queue.
final class LargeBodies {
    /// Every answer may have so much.
    static let bytes = 1 << 20

    private var places: Int
    private let maximumWaitingBytes: Int
    /// Those that wait, in their order, and those that waited: whose time is kept here, since libcurl's runs on meanwhile.
    private var timed: [Transfer] = []
    /// Called on any queue, when what holds a place lets go of it.
    var left: @Sendable () -> Void = {}

    init(limit: Int, maximumWaitingBytes: Int) {
        places = limit
        self.maximumWaitingBytes = maximumWaitingBytes
    }

    /// A place for a body; nil where there is none.
    func takePlace() -> BodyPlace? {
        guard places > 0 else { return nil }
        places -= 1
        return BodyPlace(left)
    }

    /// Has a transfer wait for a place.
    ///
    /// - Returns: Whether it may: not where too many wait.
    func wait(_ transfer: Transfer) -> Bool {
        let taken = timed.lazy.filter(\.isWaiting).reduce(0) { $0 + $1.waitingBytes }
        guard taken == 0 || taken + transfer.waitingBytes <= maximumWaitingBytes else { return false }
        timed.append(transfer)
        return true
    }

    /// A place is free again: whoever has waited longest has it. Should that one end, its place comes back by itself.
    ///
    /// - Returns: Who may go on.
    func free() -> Transfer? {
        guard let transfer = timed.first(where: \.isWaiting) else {
            places += 1
            return nil
        }
        transfer.hold(BodyPlace(left))
        return transfer
    }

    /// A transfer has ended.
    func forget(_ transfer: Transfer) { timed.removeAll { $0 === transfer } }

    /// When the time of one that waits, or waited, is over, in nanoseconds of the monotonic clock.
    var deadline: UInt64? { timed.lazy.map(\.deadline).min() }

    /// Those whose time is over.
    func overdue(now: UInt64) -> [Transfer] { timed.filter { $0.deadline <= now } }
}

/// The place of a large body among those that may be held at once. It is given back when nobody holds it any more: keep it as long as the
/// body, or what was made of it.
public final class BodyPlace: Sendable {
    private let left: @Sendable () -> Void

    init(_ left: @escaping @Sendable () -> Void) { self.left = left }

    deinit { left() }
}
