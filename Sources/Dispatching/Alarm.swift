public import Dispatch

/// A timer of an actor on a queue, which is only ever moved to an earlier time: whoever it wakes too early sets it again, which is rarer than
/// the events between which the time moves on.
public struct Alarm {
    private let timer: any DispatchSourceTimer
    private let leeway: DispatchTimeInterval
    private var firesAt: DispatchTime?
    private var isCancelled = false

    /// An alarm that is not set.
    ///
    /// - Parameters:
    ///   - queue: On which it goes off.
    ///   - leeway: By how much it may be late.
    ///   - ring: Called on the queue at each time that it is set for, and to call ``rang()`` first.
    public init(on queue: DispatchQueue, leeway: DispatchTimeInterval, ring: @escaping @Sendable () -> Void) {
        self.leeway = leeway
        timer = DispatchSource.makeTimerSource(queue: queue)
        timer.setEventHandler(handler: ring)
        timer.activate()
    }

    /// Whether it is going to go off.
    public var isSet: Bool { firesAt != nil }

    /// Sets it, unless it goes off before that anyway, or never again.
    public mutating func set(for deadline: DispatchTime) {
        guard !isCancelled, firesAt.map({ deadline < $0 }) ?? true else { return }
        firesAt = deadline
        timer.schedule(deadline: deadline, leeway: leeway)
    }

    /// Notes that it went off, so that it can be set again.
    public mutating func rang() { firesAt = nil }

    /// Goes off no more, whatever it is set for.
    public mutating func cancel() {
        isCancelled = true
        firesAt = nil
        timer.cancel()
    }
}
