public import NewsModel

extension LoopbackPublisher {
    /// A request as it came.
    public struct Request: Sendable {
        /// `GET`, `HEAD` …
        public var method: String
        /// Path and query, as they were sent.
        public var target: String
        /// The header fields in their order, names and values as they were sent, white space around values removed.
        public var headers: [HeaderField]
        /// The body, by Content-Length.
        public var body: [UInt8]
        /// When its head was complete, by the wall clock.
        public var receivedAt: Instant
        /// The same moment by the monotonic clock: what the pace of requests is measured by.
        public var tick: ContinuousClock.Instant
        /// The number of the connection, from 1 in the order they were accepted.
        public var connection: Int

        /// A request, such as a test makes for a handler.
        public init(
            method: String = "GET", target: String, headers: [HeaderField] = [], body: [UInt8] = [], receivedAt: Instant,
            tick: ContinuousClock.Instant = .now, connection: Int = 0
        ) {
            self.method = method
            self.target = target
            self.headers = headers
            self.body = body
            self.receivedAt = receivedAt
            self.tick = tick
            self.connection = connection
        }

        /// The target without its query.
        public var path: String { String(target.prefix { $0 != "?" }) }

        /// What follows the question mark; nil where there is none.
        public var query: String? {
            target.firstIndex(of: "?").map { String(target[target.index(after: $0)...]) }
        }

        /// The first field of that name, in whatever case.
        public func header(_ name: String) -> String? { headers.first(named: name) }

        /// Whether it carries a validator (RFC 9110 section 13.1).
        public var isConditional: Bool { header("If-None-Match") != nil || header("If-Modified-Since") != nil }
    }
}
