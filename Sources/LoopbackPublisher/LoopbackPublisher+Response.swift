public import NewsModel

extension LoopbackPublisher {
    /// An answer, and how it is delivered.
    public struct Response: Sendable {
        /// 100–999.
        public var status: Int
        /// Sent in this order; Content-Length, Transfer-Encoding and Connection are added where the delivery needs them and none is given.
        public var headers: [HeaderField]
        /// The body, already encoded as `Content-Encoding` may say.
        public var body: [UInt8]
        /// How it is delivered.
        public var delivery: Delivery

        /// An answer.
        public init(status: Int, headers: [HeaderField] = [], body: [UInt8] = [], delivery: Delivery = .whole) {
            self.status = status
            self.headers = headers
            self.body = body
            self.delivery = delivery
        }

        /// 200 with a body.
        public static func ok(
            body: [UInt8], type: String = "application/xml", etag: String? = nil, lastModified: String? = nil
        ) -> Response {
            var headers = [HeaderField(name: "Content-Type", value: type)]
            headers += validators(etag, lastModified)
            return Response(status: 200, headers: headers, body: body)
        }

        /// 200 with a body in UTF-8.
        public static func ok(
            _ text: String, type: String = "application/xml; charset=utf-8", etag: String? = nil, lastModified: String? = nil
        ) -> Response {
            ok(body: Array(text.utf8), type: type, etag: etag, lastModified: lastModified)
        }

        /// 304 without validators.
        public static var notModified: Response { Response(status: 304) }

        /// 304 with validators.
        public static func notModified(etag: String?, lastModified: String? = nil) -> Response {
            Response(status: 304, headers: validators(etag, lastModified))
        }

        /// A redirect.
        public static func redirect(to location: String, status: Int = 302) -> Response {
            Response(status: status, headers: [HeaderField(name: "Location", value: location)])
        }

        /// A status with a short text of its own.
        public static func status(_ status: Int, headers: [HeaderField] = []) -> Response {
            let type = HeaderField(name: "Content-Type", value: "text/plain; charset=utf-8")
            return Response(status: status, headers: headers + [type], body: Array("\(status) \(reason(of: status))\n".utf8))
        }

        /// 429 with Retry-After, in seconds.
        public static func tooManyRequests(retryAfter seconds: Int) -> Response {
            status(429, headers: [HeaderField(name: "Retry-After", value: String(seconds))])
        }

        /// 304 where the request's validators match the ones given, else 200 with the body.
        ///
        /// RFC 9110 section 13.2.2: If-None-Match decides alone where it is there, by weak comparison; If-Modified-Since is compared
        /// byte for byte, as many publishers do.
        public static func conditional(
            _ request: Request, body: [UInt8], type: String = "application/xml", etag: String?, lastModified: String? = nil
        ) -> Response {
            let matches: Bool
            if let wanted = request.header("If-None-Match") {
                let tags = wanted.split(separator: ",").map { opaque(String($0)) }
                matches = tags.contains("*") || etag.map { tags.contains(opaque($0)) } == true
            } else if let since = request.header("If-Modified-Since") {
                matches = since == lastModified
            } else {
                matches = false
            }
            return matches
                ? .notModified(etag: etag, lastModified: lastModified)
                : .ok(body: body, type: type, etag: etag, lastModified: lastModified)
        }

        /// The same answer with one more header field.
        public func adding(_ name: String, _ value: String) -> Response {
            var copy = self
            copy.headers.append(HeaderField(name: name, value: value))
            return copy
        }

        /// The same answer, delivered in another way.
        public func delivered(_ delivery: Delivery) -> Response {
            var copy = self
            copy.delivery = delivery
            return copy
        }

        private static func validators(_ etag: String?, _ lastModified: String?) -> [HeaderField] {
            var fields: [HeaderField] = []
            if let etag { fields.append(HeaderField(name: "ETag", value: etag)) }
            if let lastModified { fields.append(HeaderField(name: "Last-Modified", value: lastModified)) }
            return fields
        }

        private static func opaque(_ tag: String) -> String {
            let trimmed = tag.drop { $0 == " " }
            let text = trimmed.hasPrefix("W/") ? trimmed.dropFirst(2) : trimmed
            return text.last == " " ? String(text.dropLast()) : String(text)
        }

        static func reason(of status: Int) -> String {
            switch status {
            case 200: "OK"
            case 204: "No Content"
            case 226: "IM Used"
            case 301: "Moved Permanently"
            case 302: "Found"
            case 303: "See Other"
            case 304: "Not Modified"
            case 307: "Temporary Redirect"
            case 308: "Permanent Redirect"
            case 400: "Bad Request"
            case 401: "Unauthorized"
            case 403: "Forbidden"
            case 404: "Not Found"
            case 410: "Gone"
            case 413: "Content Too Large"
            case 429: "Too Many Requests"
            case 431: "Request Header Fields Too Large"
            case 500: "Internal Server Error"
            case 502: "Bad Gateway"
            case 503: "Service Unavailable"
            default: "Status"
            }
        }
    }

    /// How an answer leaves: properly, or in one of the ways that publishers fail in.
    public enum Delivery: Sendable {
        /// At once.
        case whole
        /// At once, after a pause.
        case delayed(Duration)
        /// The head at once, then so many bytes of the body at a time, with pauses between them.
        case dripped(bytes: Int, every: Duration)
        /// Content-Length tells of the whole body; after so many bytes of it the connection is closed.
        case truncated(after: Int)
        /// In chunks of 1000 bytes (RFC 9112 section 7.1).
        case chunked
        /// The body, then this pattern again and again until the client leaves, or a gibibyte was sent. Without Content-Length.
        case endless([UInt8])
        /// Header fields without end, until the client leaves or 64 MiB were sent.
        case endlessHeaders
        /// No answer; the connection stays open until the client leaves.
        case silent
        /// The connection is reset (TCP RST) before anything is sent.
        case reset
    }
}
