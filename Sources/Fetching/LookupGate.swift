/// Bounds the names that are looked up at once, and remembers which ones libcurl holds in its cache.
///
/// Belongs to the transfers queue.
final class LookupGate {
    private let limit: Int
    private var underway = 0
    private var resolved: [String: UInt64] = [:]

    /// libcurl keeps an answer for 60 seconds (CURLOPT_DNS_CACHE_TIMEOUT); a little less, so that it is there when the transfer starts.
    private static let lifetimeNanoseconds: UInt64 = 50_000_000_000
    private static let maximumNames = 8192

    init(limit: Int) { self.limit = limit }

    /// Whether one more name may be looked up.
    var hasRoom: Bool { underway < limit }

    /// Whether a name was looked up a short while ago.
    func isResolved(_ name: String, now: UInt64) -> Bool {
        guard let since = resolved[name] else { return false }
        return now &- since < LookupGate.lifetimeNanoseconds
    }

    /// A lookup begins.
    func begin() { underway += 1 }

    /// A lookup has ended.
    ///
    /// - Parameter name: The name that an address was found for; nil where none was.
    func end(resolved name: String?, now: UInt64) {
        underway = max(0, underway - 1)
        guard let name else { return }
        if resolved.count >= LookupGate.maximumNames {
            resolved = resolved.filter { now &- $0.value < LookupGate.lifetimeNanoseconds }
            if resolved.count >= LookupGate.maximumNames { resolved.removeAll(keepingCapacity: true) }
        }
        resolved[name] = now
    }
}
