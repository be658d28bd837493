import CCurl
import Glibc

/// An epoll(7) descriptor with a buffer for one batch of events. Belongs to the transfers queue.
final class EpollDescriptor {
    let descriptor: Int32
    private let events: UnsafeMutableBufferPointer<epoll_event>
    /// One wake handles no more: an unbounded drain starves the timers.
    private static let batch = 64

    /// nil where the kernel gives none.
    init?() {
        descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard descriptor >= 0 else { return nil }
        events = .allocate(capacity: EpollDescriptor.batch)
        events.initialize(repeating: epoll_event())
    }

    deinit { events.deallocate() }

    /// Watches a socket as libcurl asks for it (CURLMOPT_SOCKETFUNCTION), or forgets it.
    func watch(_ socket: Int32, _ what: Int32, isKnown: Bool) {
        var event = epoll_event()
        event.data.fd = socket
        guard what != CURL_POLL_REMOVE else {
            _ = epoll_ctl(descriptor, EPOLL_CTL_DEL, socket, &event)
            return
        }
        if what & CURL_POLL_IN != 0 { event.events |= EPOLLIN.rawValue }
        if what & CURL_POLL_OUT != 0 { event.events |= EPOLLOUT.rawValue }
        // A number may have been closed and given out again behind our back: then the other operation is the right one.
        if epoll_ctl(descriptor, isKnown ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, socket, &event) != 0 {
            _ = epoll_ctl(descriptor, isKnown ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, socket, &event)
        }
    }

    /// Hands over the events of one batch, without waiting: sockets, and what happened as CURL_CSELECT_* bits.
    func forEachReady(_ body: (Int32, Int32) -> Void) {
        let count = epoll_wait(descriptor, events.baseAddress, Int32(EpollDescriptor.batch), 0)
        guard count > 0 else { return }
        for event in events.prefix(Int(count)) {
            var what: Int32 = 0
            if event.events & (EPOLLIN.rawValue | EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0 { what |= CURL_CSELECT_IN }
            if event.events & EPOLLOUT.rawValue != 0 { what |= CURL_CSELECT_OUT }
            body(event.data.fd, what)
        }
    }

    /// Closes the descriptor.
    func close() { _ = Glibc.close(descriptor) }
}
