import Dispatch
import Glibc

/// One connection: reads a request's head, sends one reply, closes. Belongs to the server's queue.
final class AdminConnection: @unchecked Sendable {
    private let descriptor: Int32
    private let queue: DispatchQueue
    private let reader: any DispatchSourceRead
    private let writer: any DispatchSourceWrite
    private let timer: any DispatchSourceTimer
    private var received: [UInt8] = []
    private var output: ArraySlice<UInt8> = []
    private var drainedBytes = 0
    private var isAnswering = false
    private var isAnswered = false
    private var isCancelled = false
    private var writerIsSuspended = true
    private var readerIsSuspended = false
    private var reply: (@Sendable (RequestHead) async -> Reply)?

    init(descriptor: Int32, queue: DispatchQueue) {
        self.descriptor = descriptor
        self.queue = queue
        reader = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
        writer = DispatchSource.makeWriteSource(fileDescriptor: descriptor, queue: queue)
        timer = DispatchSource.makeTimerSource(queue: queue)
    }

    /// Begins to read.
    ///
    /// - Parameters:
    ///   - limit: How long the whole connection may last.
    ///   - reply: Called once, for a request that can be read.
    ///   - onEnd: Called once, on the queue, when the descriptor is closed.
    func start(limit: DispatchTimeInterval, reply: @escaping @Sendable (RequestHead) async -> Reply, onEnd: @escaping @Sendable () -> Void)
    {
        self.reply = reply
        // The descriptor may be closed, and its number used again, only after both sources have let go of it.
        let open = DispatchGroup()
        for _ in 0..<2 { open.enter() }
        reader.setCancelHandler { open.leave() }
        writer.setCancelHandler { open.leave() }
        open.notify(queue: queue) { [descriptor] in
            close(descriptor)
            onEnd()
        }
        reader.setEventHandler { [weak self] in self?.read() }
        writer.setEventHandler { [weak self] in self?.write() }
        timer.setEventHandler { [weak self] in self?.cancel() }
        timer.schedule(deadline: .now() + limit)
        timer.resume()
        reader.resume()
    }

    /// Ends the connection, whatever it is doing.
    func cancel() {
        guard !isCancelled else { return }
        isCancelled = true
        reply = nil
        timer.cancel()
        reader.cancel()
        writer.cancel()
        // A suspended source runs no cancel handler.
        if writerIsSuspended { writer.resume() }
        if readerIsSuspended { reader.resume() }
        writerIsSuspended = false
        readerIsSuspended = false
    }

    private func read() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count < 0 && (errno == EAGAIN || errno == EINTR) { return }
        guard count > 0 else {
            guard count == 0 && isAnswering && !isAnswered else { return cancel() }
            // The client has said all it wanted to say, and still listens.
            reader.suspend()
            readerIsSuspended = true
            return
        }
        guard !isAnswering else {
            // What a client still sends is taken and thrown away for a while: closing with unread bytes would reset the connection and
            // take the reply with it.
            drainedBytes += count
            if drainedBytes > 1 << 20 { cancel() }
            return
        }
        received += buffer.prefix(count)
        switch RequestHead.read(received) {
        case .incomplete: return
        case .refused(let status):
            isAnswering = true
            send(.refusal(status), withoutBody: false)
        case .complete(let head):
            isAnswering = true
            guard let reply else { return cancel() }
            Task {
                let made = await reply(head)
                self.queue.async { self.send(made, withoutBody: head.method == "HEAD") }
            }
        }
    }

    private func send(_ reply: Reply, withoutBody: Bool) {
        guard !isCancelled else { return }
        received = []
        output = reply.bytes(withoutBody: withoutBody)[...]
        write()
    }

    private func write() {
        guard !isCancelled else { return }
        while !output.isEmpty {
            let count = output.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count > 0 {
                output = output.dropFirst(count)
            } else if count < 0 && errno == EINTR {
                continue
            } else if count < 0 && errno == EAGAIN {
                if writerIsSuspended { writer.resume() }
                writerIsSuspended = false
                return
            } else {
                return cancel()
            }
        }
        if !writerIsSuspended { writer.suspend() }
        writerIsSuspended = true
        isAnswered = true
        if readerIsSuspended { return cancel() }
        // The client closes when it has read the reply; read() then sees the end.
        shutdown(descriptor, Int32(SHUT_WR))
    }
}
