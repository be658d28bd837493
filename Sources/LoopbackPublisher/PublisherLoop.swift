import Glibc
import NewsModel

/// The publisher's own thread: poll(2) over the listener, the connections and the wake-up.
///
/// Everything in it belongs to that thread once ``run()`` was called.
final class PublisherLoop: @unchecked Sendable {
    private struct Connection {
        let number: Int
        var reader = RequestReader()
        var answer: OutgoingAnswer?
        var dueAt: ContinuousClock.Instant?
        var wantsWrite = false
        /// After the last answer the client's remaining bytes are read and dropped, so that closing does not reset what was sent.
        var isDraining = false
    }

    private let listener: ListeningSocket
    private let wake: WakePipe
    private let journal: RequestJournal
    private let handler: @Sendable (LoopbackPublisher.Request) -> LoopbackPublisher.Response
    private var connections: [Int32: Connection] = [:]
    private var waiting: Set<Int32> = []
    private var accepted = 0
    private var isRunning = true
    private var input = [UInt8](repeating: 0, count: 64 << 10)

    init(
        listener: ListeningSocket, wake: WakePipe, journal: RequestJournal,
        handler: @escaping @Sendable (LoopbackPublisher.Request) -> LoopbackPublisher.Response
    ) {
        self.listener = listener
        self.wake = wake
        self.journal = journal
        self.handler = handler
    }

    func run() {
        while isRunning {
            var watched = [
                pollfd(fd: listener.descriptor, events: Int16(POLLIN), revents: 0),
                pollfd(fd: wake.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            for (descriptor, connection) in connections {
                watched.append(pollfd(fd: descriptor, events: Int16(connection.wantsWrite ? POLLIN | POLLOUT : POLLIN), revents: 0))
            }
            guard poll(&watched, nfds_t(watched.count), timeout()) >= 0 || errno == EINTR else { break }
            // Connections first: a descriptor accepted in this round must not take the place of one that was dropped in it.
            for event in watched.dropFirst(2) where event.revents != 0 {
                if event.revents & Int16(POLLIN | POLLHUP | POLLERR) != 0 { read(event.fd) }
                if event.revents & Int16(POLLOUT) != 0 { proceed(event.fd) }
            }
            if watched[0].revents != 0 { acceptAll() }
            if watched[1].revents != 0 { isRunning = false }
            let now = ContinuousClock.now
            for descriptor in waiting where connections[descriptor]?.dueAt.map({ $0 <= now }) ?? true {
                waiting.remove(descriptor)
                proceed(descriptor)
            }
        }
        for descriptor in connections.keys { _ = close(descriptor) }
        connections = [:]
        _ = close(listener.descriptor)
    }

    /// Milliseconds for poll(2), rounded up so that it does not spin.
    private func timeout() -> Int32 {
        guard let due = waiting.compactMap({ connections[$0]?.dueAt }).min() else { return -1 }
        let left = (due - ContinuousClock.now).milliseconds
        return Int32(clamping: max(0, left) + 1)
    }

    private func acceptAll() {
        // Out of descriptors the listener stays readable: a bounded number a wake, and the others get their turn.
        for _ in 0..<64 {
            let descriptor = accept(listener.descriptor, nil, nil)
            guard descriptor >= 0 else { return }
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
            var on: Int32 = 1
            _ = setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
            accepted += 1
            connections[descriptor] = Connection(number: accepted)
        }
    }

    private func read(_ descriptor: Int32) {
        guard connections[descriptor] != nil else { return }
        let count = recv(descriptor, &input, input.count, 0)
        if count > 0 {
            if connections[descriptor]?.isDraining == true { return }
            connections[descriptor]?.reader.append(input[..<count])
            if connections[descriptor]?.answer == nil {
                proceed(descriptor)
            } else if connections[descriptor]?.reader.isOverfull == true {
                drop(descriptor)
            }
        } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
            drop(descriptor)
        }
    }

    /// Writes what may be written, and takes up the next request where nothing is left to write.
    private func proceed(_ descriptor: Int32) {
        guard var connection = connections[descriptor], !connection.isDraining else { return }
        connection.dueAt = nil
        var isBlocked = false
        loop: while !isBlocked {
            guard connection.answer != nil else {
                switch connection.reader.next() {
                case .incomplete: break loop
                case .message(let message): connection.answer = answer(to: message, of: connection.number)
                case .refused(let status):
                    connection.answer = OutgoingAnswer(.status(status), method: "GET", keepsAlive: false, now: .now)
                }
                continue
            }
            switch connection.answer?.step(now: .now) {
            case .write(let bytes):
                let sent = bytes.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                if sent >= 0 {
                    connection.answer?.wrote(sent)
                    // One slow reader or endless answer does not keep the others waiting.
                    isBlocked = bytes.count >= 32 << 10
                } else if errno == EAGAIN {
                    isBlocked = true
                } else if errno != EINTR {
                    return drop(descriptor)
                }
            case .wait(let until):
                connection.dueAt = until
                waiting.insert(descriptor)
                break loop
            case .hang: break loop
            case .finished(keepsAlive: true), nil: connection.answer = nil
            case .finished(keepsAlive: false):
                connection.isDraining = true
                _ = shutdown(descriptor, Int32(SHUT_WR))
                break loop
            case .reset:
                var linger = linger(l_onoff: 1, l_linger: 0)
                _ = setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
                return drop(descriptor)
            }
        }
        connection.wantsWrite = isBlocked
        connections[descriptor] = connection
    }

    private func answer(to message: RequestReader.Message, of connection: Int) -> OutgoingAnswer {
        var wall = timespec()
        clock_gettime(CLOCK_REALTIME, &wall)
        let request = LoopbackPublisher.Request(
            method: message.method, target: message.target, headers: message.headers, body: message.body,
            receivedAt: Instant(milliseconds: Int64(wall.tv_sec) * 1000 + Int64(wall.tv_nsec) / 1_000_000), tick: .now,
            connection: connection)
        journal.append(request)
        return OutgoingAnswer(handler(request), method: message.method, keepsAlive: message.keepsAlive, now: .now)
    }

    private func drop(_ descriptor: Int32) {
        connections[descriptor] = nil
        waiting.remove(descriptor)
        _ = close(descriptor)
    }
}
