import Dispatch
import Foundation
import Synchronization

/// A publisher of a script, on loopback: an HTTP/1.1 server that answers whatever its handler says, and as badly as it says.
///
/// It keeps connections alive, serves several hundred at once from one thread of its own, and remembers every request. The handler is
/// called on that thread, one request at a time, so it should not block.
public final class LoopbackPublisher: Sendable {
    /// The address it listens on, as it was given.
    public let host: String
    /// The port it listens on.
    public let port: UInt16

    private let journal: RequestJournal
    private let wake: WakePipe
    private let finished = DispatchSemaphore(value: 0)
    private let isStopped = Mutex(false)

    /// Starts to listen.
    ///
    /// - Parameters:
    ///   - host: A literal address of loopback: `127.0.0.1` or another of 127.0.0.0/8, or `::1`.
    ///   - port: 0 for any that is free.
    /// - Throws: ``LoopbackPublisherError`` — `.notLoopback`, `.socket` with the errno.
    public init(
        host: String = "127.0.0.1", port: UInt16 = 0, handler: @escaping @Sendable (Request) -> Response
    ) throws {
        let listener = try ListeningSocket(host: host, port: port)
        let wake = try WakePipe()
        let journal = RequestJournal()
        self.host = host
        self.port = listener.port
        self.wake = wake
        self.journal = journal
        let loop = PublisherLoop(listener: listener, wake: wake, journal: journal, handler: handler)
        let finished = finished
        let thread = Thread {
            loop.run()
            finished.signal()
        }
        thread.name = "loopback-publisher"
        thread.start()
    }

    deinit { stop() }

    /// The absolute URL of a path of this publisher.
    public func url(_ path: String) -> String {
        let authority = host.contains(":") ? "[\(host)]" : host
        return "http://\(authority):\(port)" + (path.hasPrefix("/") ? path : "/" + path)
    }

    /// Every request so far, in the order of their arrival. A request stands here before its answer is sent.
    public var requests: [Request] { journal.requests }

    /// The requests for one path, whatever their query.
    public func requests(to path: String) -> [Request] { journal.requests.filter { $0.path == path } }

    /// Closes the listener and every connection. May be called twice; waits until the port is free, unless called by the handler.
    public func stop() {
        let first = isStopped.withLock { stopped in
            defer { stopped = true }
            return !stopped
        }
        guard first else { return }
        wake.signal()
        if Thread.current.name != "loopback-publisher" { _ = finished.wait(timeout: .now() + 5) }
    }
}

/// Why a publisher could not start.
public struct LoopbackPublisherError: Error, CustomStringConvertible, Sendable {
    /// What went wrong.
    public enum Code: Sendable {
        /// The host is no literal address of loopback.
        case notLoopback
        /// A system call failed.
        case socket
    }

    /// What went wrong.
    public let code: Code
    /// The errno of the system call; 0 where there was none.
    public let errno: Int32
    /// For people.
    public let description: String
}

/// What was asked so far; filled by the loop, read by anyone.
final class RequestJournal: Sendable {
    private let entries = Mutex<[LoopbackPublisher.Request]>([])

    var requests: [LoopbackPublisher.Request] { entries.withLock { $0 } }

    func append(_ request: LoopbackPublisher.Request) { entries.withLock { $0.append(request) } }
}
