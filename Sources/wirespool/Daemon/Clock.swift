import NewsModel
import Telemetry

extension Instant {
    /// Now, by the system's clock.
    static var current: Instant { EventLog.systemTime() }
}
