public import Dispatch

/// Runs an actor on a serial Dispatch queue, so that C callbacks and event sources of that queue may enter it directly.
///
/// `DispatchSerialQueue`, which would be an executor by itself, does not exist on Linux.
public final class QueueExecutor: SerialExecutor, Sendable {
    /// The queue the actor runs on. Work given to it may enter the actor by `assumeIsolated`.
    public let queue: DispatchQueue

    /// An executor over a new serial queue of that label.
    ///
    /// - Parameter target: A serial queue on whose thread the work is done, one piece at a time with that of others that have it for a
    ///   target: what they send each other then wakes no thread. nil for a thread of its own.
    public init(label: String, target: DispatchQueue? = nil) {
        queue = DispatchQueue(label: label, target: target)
    }

    /// Runs one job of the actor on the queue.
    public func enqueue(_ job: consuming ExecutorJob) {
        let unowned = UnownedJob(job)
        let executor = asUnownedSerialExecutor()
        queue.async { unowned.runSynchronously(on: executor) }
    }

    /// This executor, as the runtime names it.
    public func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

    /// Traps unless called on the queue.
    public func checkIsolated() { dispatchPrecondition(condition: .onQueue(queue)) }
}
