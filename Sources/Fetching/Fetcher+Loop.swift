import CCurl
import Dispatch
import Dispatching

/// The event loop. curl_multi_socket_action(3) is called from here alone, and so never from inside one of libcurl's callbacks.
extension Fetcher {
    /// Turns through libcurl's expired timers per wake, before other work of the queue gets its turn.
    private static let maximumRounds = 4

    /// Connections that are kept open besides those of the transfers: more hosts are visited than transfers are under way.
    private static let keptConnections = 256

    /// Connections that are open at once, at most, where so many transfers are allowed.
    public static func connections(transfers: Int) -> Int { min(transfers, 4096) + keptConnections }

    /// Ties libcurl, the epoll descriptor and the alarm to the queue.
    func open(_ queue: DispatchQueue) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        _ = wirespool_multi_set_pointer(multi, CURLMOPT_SOCKETDATA, context)
        _ = wirespool_multi_set_socket_callback(multi, onSocket)
        _ = wirespool_multi_set_pointer(multi, CURLMOPT_TIMERDATA, context)
        _ = wirespool_multi_set_timer_callback(multi, onTimer)
        _ = wirespool_multi_set_long(multi, CURLMOPT_MAXCONNECTS, Fetcher.connections(transfers: configuration.maximumTransfers))
        // A stream that waits would hold up the others of its connection, which do not know of each other.
        _ = wirespool_multi_set_long(multi, CURLMOPT_PIPELINING, 0)  // CURLPIPE_NOTHING
        largeBodies.left = { queue.async { self.assumeIsolated { $0.placeLeft() } } }
        let source = DispatchSource.makeReadSource(fileDescriptor: poll.descriptor, queue: queue)
        source.setEventHandler { self.assumeIsolated { $0.socketsReady() } }
        source.setCancelHandler { self.assumeIsolated { $0.finishClosing() } }
        source.activate()
        self.source = source
    }

    private func socketsReady() {
        guard source != nil else { return }
        var running: Int32 = 0
        poll.forEachReady { socket, what in curl_multi_socket_action(multi, socket, what, &running) }
        settle()
    }

    func alarmRang() {
        guard source != nil else { return }
        alarm.rang()
        settle()
    }

    /// After anything that may have ended transfers or begun some: hands over, starts, and lets libcurl run what is due.
    func settle() {
        var running: Int32 = 0
        for round in 0... {
            reap()
            startWaiting()
            guard let wantedAt, round < Fetcher.maximumRounds, wantedAt <= DispatchTime.now().uptimeNanoseconds else { break }
            // libcurl asks anew for what remains.
            self.wantedAt = nil
            curl_multi_socket_action(multi, wirespool_socket_timeout(), 0, &running)
        }
        setAlarm()
    }

    private func setAlarm() {
        for time in [wantedAt, largeBodies.deadline] {
            if let time { alarm.set(for: DispatchTime(uptimeNanoseconds: time)) }
        }
    }

    fileprivate func socketChanged(_ socket: Int32, _ what: Int32, isKnown: Bool) {
        poll.watch(socket, what, isKnown: isKnown)
        // Any pointer but NULL: handed to the callback the next time, it says that the socket is watched.
        if what != CURL_POLL_REMOVE, !isKnown { curl_multi_assign(multi, socket, multi) }
    }

    fileprivate func timerChanged(_ milliseconds: Int) {
        wantedAt = milliseconds < 0 ? nil : DispatchTime.now().uptimeNanoseconds &+ UInt64(milliseconds) &* 1_000_000
    }
}

private func fetcher(_ context: UnsafeMutableRawPointer?) -> Fetcher? {
    context.map { Unmanaged<Fetcher>.fromOpaque($0).takeUnretainedValue() }
}

private func onSocket(
    _ easy: UnsafeMutableRawPointer?, _ socket: curl_socket_t, _ what: Int32, _ context: UnsafeMutableRawPointer?,
    _ known: UnsafeMutableRawPointer?
) -> Int32 {
    let isKnown = known != nil
    fetcher(context)?.assumeIsolated { $0.socketChanged(socket, what, isKnown: isKnown) }
    return 0
}

private func onTimer(_ multi: UnsafeMutableRawPointer?, _ milliseconds: Int, _ context: UnsafeMutableRawPointer?) -> Int32 {
    fetcher(context)?.assumeIsolated { $0.timerChanged(milliseconds) }
    return 0
}
