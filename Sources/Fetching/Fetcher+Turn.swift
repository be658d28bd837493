import Dispatch
import Dispatching

extension Fetcher {
    /// Calls back on the transfers queue after what it does now: a sign that the queue works.
    public nonisolated func afterTurn(_ done: @escaping @Sendable () -> Void) {
        executor.queue.async(execute: done)
    }
}
