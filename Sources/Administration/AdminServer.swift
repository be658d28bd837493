import Dispatch
import Glibc

/// Serves health, metrics and the status page over HTTP/1.1, on a Unix socket and on loopback; on the Unix socket alone it takes commands.
///
/// Everything is bounded: a request's head (16 KiB, then 431), the time of a connection (10 seconds), the connections at once (64 of each
/// listener, then they are closed unanswered: a crowd at the port keeps nobody from the Unix socket), one request a connection. A want of
/// descriptors is waited out. All work but the responders' runs on one queue.
public final class AdminServer: Sendable {
    static let maximumConnections = 64

    /// A listening socket, what watches it and who has come in by it. Belongs to the queue.
    private final class Watch: @unchecked Sendable {
        let socket: ListeningSocket
        let source: any DispatchSourceRead
        var connections: [ObjectIdentifier: AdminConnection] = [:]

        init(_ socket: ListeningSocket, _ source: any DispatchSourceRead) {
            self.socket = socket
            self.source = source
        }
    }

    /// Belongs to the queue.
    private final class State: @unchecked Sendable {
        var watches: [Watch] = []
    }

    private let listeners: [AdminListener]
    private let passed: [Int32]
    private let router: AdminRouter
    private let connectionSeconds: Int
    private let state = State()
    private let queue = DispatchQueue(label: "administration")

    /// A server that does not listen yet.
    ///
    /// - Parameters:
    ///   - passed: Descriptors of sockets that a service manager listens on (sd_listen_fds(3)); they belong to the server from now on.
    ///   - connectionSeconds: How long a connection may last.
    public init(listeners: [AdminListener], passed: [Int32] = [], responders: AdminResponders, connectionSeconds: Int = 10) {
        self.listeners = listeners
        self.passed = passed
        self.connectionSeconds = connectionSeconds
        router = AdminRouter(responders: responders)
    }

    /// Listens on the sockets that were passed, and on every listener that is not one of them; each that cannot be had costs no other.
    ///
    /// A Unix socket's name that an earlier process left is replaced where nobody answers there; nothing else is.
    ///
    /// - Returns: The listeners as they are bound, with the ports that were taken, and what could not be had.
    @discardableResult public func start() async -> [Result<AdminListener, AdminServerError>] {
        var opened: [ListeningSocket] = []
        var outcomes: [Result<AdminListener, AdminServerError>] = []
        func take(_ make: () throws(AdminServerError) -> ListeningSocket) {
            do throws(AdminServerError) {
                let socket = try make()
                opened.append(socket)
                outcomes.append(.success(socket.listener))
            } catch {
                outcomes.append(.failure(error))
            }
        }
        for descriptor in passed { take { () throws(AdminServerError) in try ListeningSocket(passed: descriptor) } }
        for listener in listeners where !opened.contains(where: { $0.listener.isSame(as: listener) }) {
            take { () throws(AdminServerError) in try ListeningSocket(listener) }
        }
        let sockets = opened
        await withCheckedContinuation { continuation in
            queue.async {
                for socket in sockets { self.listen(on: socket) }
                continuation.resume()
            }
        }
        return outcomes
    }

    /// Closes listeners and connections, and removes the Unix socket's name.
    public func stop() async {
        await withCheckedContinuation { continuation in
            queue.async {
                for watch in self.state.watches {
                    watch.socket.removeName()
                    watch.source.cancel()
                    for connection in watch.connections.values { connection.cancel() }
                }
                self.state.watches = []
                continuation.resume()
            }
        }
    }

    private func listen(on socket: ListeningSocket) {
        let source = DispatchSource.makeReadSource(fileDescriptor: socket.descriptor, queue: queue)
        let watch = Watch(socket, source)
        source.setEventHandler { [weak watch] in
            if let watch { self.accept(from: watch) }
        }
        source.setCancelHandler { close(socket.descriptor) }
        state.watches.append(watch)
        source.resume()
    }

    private func accept(from watch: Watch) {
        for _ in 0..<16 {
            let descriptor = Glibc.accept(watch.socket.descriptor, nil, nil)
            guard descriptor >= 0 else {
                if errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == ENOBUFS {
                    // The connection stays in the queue and would wake us at once again.
                    watch.source.suspend()
                    queue.asyncAfter(deadline: .now() + .seconds(1)) { watch.source.resume() }
                }
                return
            }
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
            guard watch.connections.count < AdminServer.maximumConnections else {
                close(descriptor)
                continue
            }
            var isTrusted = false
            if case .unix = watch.socket.listener { isTrusted = true }
            let connection = AdminConnection(descriptor: descriptor, queue: queue)
            let identity = ObjectIdentifier(connection)
            watch.connections[identity] = connection
            connection.start(
                limit: .seconds(connectionSeconds), reply: { [router, isTrusted] in await router.reply(to: $0, isTrusted: isTrusted) },
                onEnd: { watch.connections[identity] = nil })
        }
    }
}
