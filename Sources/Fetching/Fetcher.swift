import CCurl
public import Dispatch
import Dispatching
import Glibc
import NewsModel

/// Makes requests over libcurl, many at once, on one serial queue of its own.
///
/// It follows no redirect, keeps no cookie, asks no environment, and connects to no address that its ``AddressPolicy`` refuses. It
/// lives until ``shutdown(completion:)`` is called.
///
/// Method: <https://curl.se/libcurl/c/libcurl-multi.html>, the socket interface.
public actor Fetcher {
    nonisolated let executor: QueueExecutor
    let configuration: FetcherConfiguration
    let policy: AddressPolicy
    /// The `CURLM *`.
    let multi: UnsafeMutableRawPointer
    let poll: EpollDescriptor
    let lookups: LookupGate
    let largeBodies: LargeBodies
    /// Requests that were made and not yet looked at.
    private let arrivals = Mailbox<Arrival>()
    var transfers: [UnsafeMutableRawPointer: Transfer] = [:]
    var waiting = WaitingLine()
    var idle: [EasyHandle] = []
    /// When libcurl wants to be called, in nanoseconds of the monotonic clock.
    var wantedAt: UInt64?
    lazy var alarm: Alarm = .init(on: executor.queue, leeway: .nanoseconds(0)) { self.assumeIsolated { $0.alarmRang() } }
    var source: (any DispatchSourceRead)?
    private var isShutDown = false
    private var isClosed = false
    private var shutdownCompletions: [@Sendable () -> Void] = []

    private struct Arrival {
        let request: FetchRequest
        let completion: @Sendable (Result<FetchResponse, FetchError>) -> Void
    }

    /// The transfers queue.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// A fetcher with nothing to do.
    ///
    /// - Parameter target: The queue on whose thread it works, as of ``QueueExecutor``; nil for a thread of its own.
    /// - Throws: ``FetchError`` — `.connect` where libcurl or epoll cannot be had (memory, file descriptors; transient).
    public init(_ configuration: FetcherConfiguration = .init(), target: DispatchQueue? = nil) throws(FetchError) {
        guard Fetcher.isLibraryReady, let multi = curl_multi_init() else { throw .unavailable }
        guard let poll = EpollDescriptor() else {
            curl_multi_cleanup(multi)
            throw .unavailable
        }
        let executor = QueueExecutor(label: "wirespool.transfers", target: target)
        self.executor = executor
        self.configuration = configuration
        self.multi = multi
        self.poll = poll
        policy = AddressPolicy(allowed: configuration.allowedAddresses)
        lookups = LookupGate(limit: configuration.maximumLookups)
        largeBodies = LargeBodies(limit: configuration.maximumLargeBodies, maximumWaitingBytes: configuration.maximumWaitingBytes)
        executor.queue.async { self.assumeIsolated { $0.open(executor.queue) } }
    }

    /// curl_global_init(3), once for the process, and what becomes of the memory of large bodies.
    private static let isLibraryReady: Bool = {
        wirespool_return_large_blocks()
        return curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK
    }()

    /// Makes a request, at once or when its turn comes. May be called on any queue.
    ///
    /// - Parameter completion: Called once, on the transfers queue; it should hand the response on and return. Any status is a response.
    public nonisolated func fetch(
        _ request: FetchRequest, completion: @escaping @Sendable (Result<FetchResponse, FetchError>) -> Void
    ) {
        guard arrivals.post(Arrival(request: request, completion: completion)) else { return }
        executor.queue.async { self.assumeIsolated { $0.takeArrivals() } }
    }

    /// Ends all transfers, each with an error, and gives libcurl back. Requests made afterwards fail at once.
    ///
    /// - Parameter completion: Called on the transfers queue, after the completions of all requests.
    public nonisolated func shutdown(completion: @escaping @Sendable () -> Void) {
        executor.queue.async { self.assumeIsolated { $0.close(completion) } }
    }

    /// Transfers under way.
    public var underway: Int { transfers.count }

    /// Requests that wait for their turn.
    public var waitingCount: Int { waiting.count }

    private func takeArrivals() {
        for arrival in arrivals.takeAll() { submit(arrival.request, arrival.completion) }
        // libcurl is gone after a shutdown.
        if !isShutDown { settle() }
    }

    private func submit(_ request: FetchRequest, _ completion: @escaping @Sendable (Result<FetchResponse, FetchError>) -> Void) {
        let target: FetchTarget
        do throws(FetchError) {
            target = try FetchTarget(request, policy: policy)
        } catch {
            completion(.failure(error))
            return
        }
        guard !isShutDown else {
            completion(.failure(.shutDown(target.host)))
            return
        }
        let needsLookup = target.lookup.map { !lookups.isResolved($0, now: DispatchTime.now().uptimeNanoseconds) } ?? false
        waiting.append(WaitingLine.Entry(request, target, completion: completion), needsLookup: needsLookup)
    }

    /// Starts what waits, as far as there is room.
    func startWaiting() {
        while transfers.count < configuration.maximumTransfers, let next = waiting.next(mayLookUp: lookups.hasRoom) {
            start(next.entry, needsLookup: next.needsLookup)
        }
    }

    private func start(_ entry: WaitingLine.Entry, needsLookup: Bool) {
        guard let easy = idle.popLast() ?? EasyHandle() else {
            entry.completion(.failure(.unavailable))
            return
        }
        if needsLookup { lookups.begin() }
        let transfer = Transfer(entry, easy: easy, policy: policy, lookups: lookups, largeBodies: largeBodies, holdsLookup: needsLookup)
        let agent = entry.request.userAgent.isEmpty ? configuration.defaultUserAgent : entry.request.userAgent
        guard easy.prepare(transfer, userAgent: agent), curl_multi_add_handle(multi, easy.pointer) == CURLM_OK else {
            transfer.endLookup(found: false)
            entry.completion(.failure(.unavailable))
            return
        }
        transfers[easy.pointer] = transfer
    }

    /// Hands over what has ended.
    func reap() {
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let pointer = message.pointee.easy_handle, let transfer = transfers[pointer] else {
                continue
            }
            end(transfer, wirespool_message_result(message))
        }
        for transfer in largeBodies.overdue(now: DispatchTime.now().uptimeNanoseconds) { end(transfer, CURLE_OPERATION_TIMEDOUT) }
    }

    private func end(_ transfer: Transfer, _ code: CURLcode) {
        let pointer = transfer.easy.pointer
        transfers[pointer] = nil
        let result = transfer.result(code)
        largeBodies.forget(transfer)
        curl_multi_remove_handle(multi, pointer)
        if !transfer.easy.isSpent { idle.append(transfer.easy) }
        transfer.completion(result)
    }

    /// Whoever held a large body has let go of it: the next one is read on.
    func placeLeft() {
        guard let transfer = largeBodies.free(), transfers[transfer.easy.pointer] === transfer else { return }
        let code = curl_easy_pause(transfer.easy.pointer, 0)  // CURLPAUSE_CONT
        // What was kept is handed over at once; where that is refused, libcurl does not come back to the transfer.
        if code != CURLE_OK { end(transfer, code) }
        settle()
    }

    private func close(_ completion: @escaping @Sendable () -> Void) {
        guard !isClosed else {
            completion()
            return
        }
        shutdownCompletions.append(completion)
        guard !isShutDown else { return }
        isShutDown = true
        let ended = transfers.values.map { (pointer: $0.easy.pointer, host: $0.target.host, completion: $0.completion) }
        for transfer in ended { curl_multi_remove_handle(multi, transfer.pointer) }
        for transfer in transfers.values { largeBodies.forget(transfer) }
        transfers.removeAll()
        idle.removeAll()
        largeBodies.left = {}
        // Closes the connections that were kept, and asks the socket callback to forget them.
        curl_multi_cleanup(multi)
        for transfer in ended { transfer.completion(.failure(.shutDown(transfer.host))) }
        for entry in waiting.removeAll() { entry.completion(.failure(.shutDown(entry.target.host))) }
        alarm.cancel()
        // The descriptor may be closed only when the source has let go of it: in its cancel handler.
        source?.cancel()
        source = nil
    }

    /// The source's last word.
    func finishClosing() {
        isClosed = true
        poll.close()
        let completions = shutdownCompletions
        shutdownCompletions = []
        for completion in completions { completion() }
    }
}
