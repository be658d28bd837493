import CCurl
import Dispatch
import NewsModel

/// One request under way: what libcurl's callbacks leave behind until it ends.
///
/// Belongs to the transfers queue, as the callbacks do.
final class Transfer {
    let easy: EasyHandle
    let request: FetchRequest
    let target: FetchTarget
    let completion: @Sendable (Result<FetchResponse, FetchError>) -> Void
    private let policy: AddressPolicy
    private let lookups: LookupGate
    private let largeBodies: LargeBodies
    private var place: BodyPlace?
    private var holdsLookup: Bool
    private var head = ResponseHead()
    private var body: [UInt8] = []
    private var isEncoded = false
    /// Whether what it unpacks to while it waits is bounded.
    private var mayWait = true
    /// Whether it stands still until there is room for a large body.
    private(set) var isWaiting = false
    private let begun = DispatchTime.now().uptimeNanoseconds
    /// How much of its time was left when it began to wait, in nanoseconds.
    private var timeLeft: UInt64 = 0
    /// When its time is over, or its patience while it waits; reckoned from when it first waits, until then libcurl keeps its time.
    private(set) var deadline = UInt64.max
    /// What made a callback stop the transfer.
    private(set) var failure: FetchError?
    private var refused: IPAddress?
    private var hasTried = false

    /// A transfer; `holdsLookup` where the gate counts it.
    init(
        _ entry: WaitingLine.Entry, easy: EasyHandle, policy: AddressPolicy, lookups: LookupGate, largeBodies: LargeBodies,
        holdsLookup: Bool
    ) {
        self.easy = easy
        request = entry.request
        target = entry.target
        completion = entry.completion
        self.policy = policy
        self.lookups = lookups
        self.largeBodies = largeBodies
        self.holdsLookup = holdsLookup
    }

    /// What becomes of a piece of the body.
    enum Reception {
        case taken
        /// It is to come again when there is room.
        case later
        case refused
    }

    /// Whether decompression made so much of so little that it is no document: beyond 1 MiB, more than 200 to 1.
    private static let suspiciousBytes = 1 << 20
    private static let suspiciousRatio = 200
    /// What libcurl reads of the wire at once, and may count only after it has handed over what was in it.
    ///
    /// Of a body that is told to wait it unpacks the rest of the chunk all the same, and keeps it: of gzip up to a thousand times as much.
    /// With less than a frame of HTTP/2 (RFC 9113 section 4.2) libcurl 7.88 forgets what is left of one until a timer wakes it.
    static let chunkBytes = 16 << 10

    /// Whether libcurl may open a socket to an address. A proxy is the operator's own word.
    func mayConnect(to address: IPAddress?) -> Bool {
        endLookup(found: true)
        guard let address else { return false }
        guard !request.proxy.isEmpty || policy.allows(address) else {
            refused = address
            return false
        }
        hasTried = true
        return true
    }

    /// Gives the place at the lookup gate back, once.
    func endLookup(found: Bool) {
        guard holdsLookup else { return }
        holdsLookup = false
        lookups.end(resolved: found ? target.lookup : nil, now: DispatchTime.now().uptimeNanoseconds)
    }

    /// Takes a line of the header.
    ///
    /// - Returns: Whether to go on.
    func receiveHeader(_ line: UnsafeRawBufferPointer) -> Bool {
        let ended = head.receive(line)
        guard head.byteCount <= request.maximumHeaderBytes else {
            fail(.tooLarge, "the header is larger than \(request.maximumHeaderBytes) bytes")
            return false
        }
        guard ended, head.status != 204, head.status != 304 else { return true }
        let codings = head.codings
        isEncoded = !codings.isEmpty
        // gzip within gzip unpacks a thousand times a thousand times as much, and other codings know no bound.
        mayWait = codings.count <= 1 && codings.allSatisfy { ["gzip", "x-gzip", "deflate"].contains($0) }
        guard let length = head.fields.first(named: "Content-Length"), let announced = Int(length), announced > 0 else { return true }
        guard isEncoded || announced <= request.maximumBodyBytes else {
            failAtBodyLimit()
            return false
        }
        // An encoded body is rarely more than four times as large; more grows as it comes.
        let expected = isEncoded ? min(announced, request.maximumBodyBytes / 4) * 4 : announced
        body.reserveCapacity(max(0, min(expected, LargeBodies.bytes)))
        return true
    }

    /// Takes a piece of the body, decompressed.
    func receiveBody(_ piece: UnsafeRawBufferPointer) -> Reception {
        guard failure == nil else { return .refused }
        guard piece.count <= request.maximumBodyBytes - body.count else {
            failAtBodyLimit()
            return .refused
        }
        let total = body.count + piece.count
        if isEncoded, total > Transfer.suspiciousBytes,
            total / Transfer.suspiciousRatio > easy.count(CURLINFO_SIZE_DOWNLOAD_T) &+ Transfer.chunkBytes
        {
            fail(.tooLarge, "the body's compression is beyond \(Transfer.suspiciousRatio) to 1")
            return .refused
        }
        if total > LargeBodies.bytes, place == nil {
            guard let place = largeBodies.takePlace() else { return wait() }
            hold(place)
        }
        body.append(contentsOf: piece)
        return .taken
    }

    private func wait() -> Reception {
        guard mayWait else {
            fail(.crowdedUnasked(target.host))
            return .refused
        }
        guard largeBodies.wait(self) else {
            fail(.crowded(target.host))
            return .refused
        }
        isWaiting = true
        let (now, timeout) = (DispatchTime.now().uptimeNanoseconds, UInt64(EasyHandle.milliseconds(request.timeout)) * 1_000_000)
        timeLeft = timeout - min(now - min(begun, now), timeout)
        deadline = now + timeout
        easy.dropTimeout()
        return .later
    }

    /// Has a place for a large body.
    func hold(_ place: BodyPlace) {
        self.place = place
        if isWaiting {
            isWaiting = false
            deadline = DispatchTime.now().uptimeNanoseconds + timeLeft
        }
        // Room for all that may come, of which only what is written to costs memory; growing would cost it several times.
        body.reserveCapacity(request.maximumBodyBytes)
    }

    private func failAtBodyLimit() {
        fail(.tooLarge, "the body is larger than \(request.maximumBodyBytes) bytes", hint: "the limit is polling.max_body")
    }

    private func fail(_ type: ErrorType, _ message: String, hint: String? = nil) {
        fail(FetchError(type, "\(target.host): \(message)", hint: hint))
    }

    /// The first failure is the one that is told; libcurl may hand over more before it stops.
    private func fail(_ error: FetchError) {
        if failure == nil { failure = error }
        body = []
        place = nil
    }

    /// What became of it. To be asked once, while the handle is still as libcurl left it.
    func result(_ code: CURLcode) -> Result<FetchResponse, FetchError> {
        endLookup(found: code == CURLE_OK)
        if let failure { return .failure(failure) }
        if isWaiting { return .failure(.crowded(target.host)) }
        if let refused, !hasTried { return .failure(FetchTarget.forbidden(target.host, refused)) }
        guard code == CURLE_OK, head.isComplete else { return .failure(FetchError(code, self)) }
        return .success(
            FetchResponse(
                status: head.status, headers: head.fields, body: body, place: place, url: request.url,
                httpVersion: Transfer.version(easy.code(CURLINFO_HTTP_VERSION)), remoteAddress: easy.text(CURLINFO_PRIMARY_IP),
                bodyBytesOnWire: easy.count(CURLINFO_SIZE_DOWNLOAD_T), duration: .microseconds(easy.count(CURLINFO_TOTAL_TIME_T))))
    }

    private static func version(_ code: Int) -> String {
        switch code {
        case Int(CURL_HTTP_VERSION_1_0): "1.0"
        case Int(CURL_HTTP_VERSION_1_1): "1.1"
        case Int(CURL_HTTP_VERSION_2_0): "2"
        case Int(CURL_HTTP_VERSION_3): "3"
        default: ""
        }
    }

    /// Whether an answer began.
    var hasStatus: Bool { head.status != 0 }
    /// Whether the header of the answer came whole.
    var hasHeader: Bool { head.isComplete }
    /// What it may take while it waits.
    var waitingBytes: Int { FetcherConfiguration.waitingBytes(isPacked: isEncoded) }
    /// Bytes of the body so far.
    var bodyCount: Int { body.count }
}
