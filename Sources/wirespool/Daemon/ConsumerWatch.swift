import Dispatch
import Dispatching
import NewsModel
import Spooling
import Telemetry

/// Tells of consumers that take nothing, do not finish what they claimed, or left the configuration with articles unread.
///
/// Looks at start and then a few times within `spool.consumer_idle`; the same is told again once a day.
actor ConsumerWatch {
    private let executor = QueueExecutor(label: "wirespool.consumers")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let spool: SpoolDirectory
    private let consumers: [String]
    private let idle: Duration
    private let log: EventLog
    private var told: [String?: (concern: String, at: ContinuousClock.Instant)] = [:]

    private static let toldAgainAfter = Swift.Duration.seconds(86_400)

    init(spool: SpoolDirectory, consumers: [String], idle: Duration, log: EventLog) {
        self.spool = spool
        self.consumers = consumers
        self.idle = idle
        self.log = log
    }

    /// Begins to look; 0 for `idle` never does.
    nonisolated func start(once: Bool) {
        guard idle > .zero else { return }
        executor.queue.async { self.assumeIsolated { $0.look(goesOn: !once) } }
    }

    private func look(goesOn: Bool) {
        for standing in (try? spool.standings()) ?? [] {
            guard let concern = standing.concern(configured: consumers, idle: idle, now: .current) else {
                told[standing.consumer] = nil
                continue
            }
            if let last = told[standing.consumer], last.concern == concern, .now - last.at < ConsumerWatch.toldAgainAfter { continue }
            told[standing.consumer] = (concern, .now)
            var fields: [EventField] = [.spoolReason(concern)]
            if let consumer = standing.consumer { fields.append(.spoolConsumer(consumer)) }
            fields += [.spoolWaiting(standing.waiting), .spoolClaimed(standing.claimed)]
            if let oldest = [standing.oldestWaitingSince, standing.oldestClaimedSince].compactMap(\.self).min() {
                fields.append(.spoolOldestAt(oldest))
            }
            log.emit(Event(.spoolConsumerIdle, fields))
        }
        guard goesOn else { return }
        let pause = Int(min(max(idle.milliseconds / 4, 1000), 3_600_000))
        executor.queue.asyncAfter(deadline: .now() + .milliseconds(pause)) { self.assumeIsolated { $0.look(goesOn: true) } }
    }
}
