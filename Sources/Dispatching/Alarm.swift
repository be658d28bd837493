public import Dispatch

/// A timer of an actor on a queue, which is only ever moved to an earlier time: whoever it wakes too early sets it again, which is rarer than
/// the events between which the time moves on.
public struct Alarm {
    private let queue: DispatchQueue
    private let leeway: DispatchTimeInterval
    private var timer: (any DispatchSourceTimer)?
    private var firesAt: DispatchTime?

    /// An alarm that is not set.
    ///
    /// - Parameters:
    ///   - queue: On which it goes off.
    ///   - leeway: By how much it may be late.
    public init(on queue: DispatchQueue, leeway: DispatchTimeInterval) {
        self.queue = queue
        self.leeway = leeway
    }

    /// Whether it is going to go off.
    public var isSet: Bool { firesAt != nil }

    /// Sets it, unless it goes off before that anyway.
    ///
    /// - Parameter ring: Called on the queue at each time that it is set for, and to call ``rang()`` first; that of the first call is kept.
    public mutating func set(for deadline: DispatchTime, _ ring: @escaping @Sendable () -> Void) {
        if let firesAt, firesAt <= deadline { return }
        firesAt = deadline
        (timer ?? start(ring)).schedule(deadline: deadline, leeway: leeway)
    }

    /// Notes that it went off, so that it can be set again.
    public mutating func rang() { firesAt = nil }

    /// Goes off no more.
    public func cancel() { timer?.cancel() }

    private mutating func start(_ ring: @escaping @Sendable () -> Void) -> any DispatchSourceTimer {
        let timer = DispatchSource.makeTimerSource(queue: queue)
        timer.setEventHandler(handler: ring)
        timer.activate()
        self.timer = timer
        return timer
    }
}
