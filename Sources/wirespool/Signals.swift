import Dispatch
import Glibc

/// The signals a daemon lives by: SIGTERM and SIGINT ask it to end, SIGHUP to read its configuration again, SIGPIPE is nothing.
///
/// Until ``init(onReady:onTerminate:onReload:)`` has said that it is ready, these signals are lost; so READY=1 is told after that.
final class Signals: Sendable {
    private nonisolated(unsafe) let sources: [any DispatchSourceSignal]

    /// Takes the signals over, for as long as this object lives.
    ///
    /// - Parameters:
    ///   - onReady: Called once, when every signal would arrive.
    ///   - onTerminate: Called with `SIGTERM` or `SIGINT`, each time.
    ///   - onReload: Called at SIGHUP.
    init(
        onReady: @escaping @Sendable () -> Void, onTerminate: @escaping @Sendable (String) -> Void, onReload: @escaping @Sendable () -> Void
    ) {
        // A closed pipe is an error of write(2), which each writer knows how to take.
        signal(SIGPIPE, SIG_IGN)
        let queue = DispatchQueue(label: "signals")
        let registered = DispatchGroup()
        let handlers: [(Int32, @Sendable () -> Void)] = [
            (SIGTERM, { onTerminate("SIGTERM") }), (SIGINT, { onTerminate("SIGINT") }), (SIGHUP, onReload),
        ]
        sources = handlers.map { number, handler in
            // Dispatch only watches: without this the signal's own action would end the process.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            registered.enter()
            source.setRegistrationHandler { registered.leave() }
            source.setEventHandler(handler: handler)
            source.resume()
            return source
        }
        registered.notify(queue: queue, execute: onReady)
    }
}
