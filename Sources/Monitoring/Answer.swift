public import NewsModel

/// What a publisher answered, without the body.
public struct Answer: Equatable, Sendable {
    /// The URL that answered.
    public var url: String
    /// The status code (RFC 9110 section 15).
    public var status: Int
    /// The header fields, in their order.
    public var headers: [HeaderField]
    /// Bytes of the body, decoded.
    public var bodyBytes: Int

    /// An answer.
    public init(url: String, status: Int, headers: [HeaderField] = [], bodyBytes: Int = 0) {
        self.url = url
        self.status = status
        self.headers = headers
        self.bodyBytes = bodyBytes
    }

    /// The validators it carries, bound to its URL.
    public var validators: Validators? {
        Validators(url: url, etag: headers.first(named: "ETag"), lastModified: headers.first(named: "Last-Modified"))
    }

    /// The first target of a relation in the `Link` fields (RFC 8288), seen from the URL that answered.
    func link(relation: String) -> String? {
        for field in headers where field.isNamed("Link") {
            for link in field.value.split(separator: "<").map({ $0.split(separator: ">", maxSplits: 1) }) where link.count == 2 {
                let parameters = link[1].split(whereSeparator: { $0 == ";" || $0 == "," }).map { $0.trimmingSpaces.lowercased() }
                let names = parameters.first { $0.hasPrefix("rel=") }?.dropFirst(4).filter { $0 != "\"" }.split(separator: " ") ?? []
                guard names.contains(where: { $0 == relation }), let target = URLReference(String(link[0])), let base = URLReference(url)
                else { continue }
                return target.resolved(against: base).withoutUserInfo
            }
        }
        return nil
    }

    /// Where a redirect leads, seen from the URL that answered; nil where it is no redirect.
    public var redirectTarget: URLReference? {
        guard [301, 302, 303, 307, 308].contains(status), let location = headers.first(named: "Location"),
            let target = URLReference(location), let base = URLReference(url)
        else { return nil }
        return target.resolved(against: base)
    }

    /// Whether the redirect says that the document moved for good.
    public var isPermanentRedirect: Bool { status == 301 || status == 308 }

    /// Why the answer is no document; nil for 200, 203, 226 and 304.
    public var failure: PollError? {
        let type: ErrorType
        let hint: String
        switch status {
        case 200, 203, 226, 304: return nil
        case 401, 407: (type, hint) = (.unauthorized, "check the source's credentials")
        case 403, 451: (type, hint) = (.blocked, "the publisher refuses this client; ask the publisher, or remove the source")
        case 410: (type, hint) = (.gone, "the publisher removed it for good; remove the source, or give its new address")
        case 429: (type, hint) = (.rateLimited, "the publisher asks for fewer requests")
        case 300..<400: (type, hint) = (.redirect, "a redirect without a usable Location")
        case 500...: (type, hint) = (.http5xx, "the publisher's server fails; it is tried again")
        default: (type, hint) = (.http4xx, "check the source's address")
        }
        let place = URLReference(url)?.withoutUserInfo ?? url
        return PollError(type: type, message: "\(place) answered \(status) (\(hint))")
    }
}

/// For how long an answer is fresh, and when the publisher wants the next request.
public struct Freshness: Equatable, Sendable {
    /// Longer than this no cache rule holds a poll back.
    public static let limit: Duration = .hours(24)
    /// Longer than this no `Retry-After` holds a poll back.
    public static let retryLimit: Duration = .days(7)

    /// How long the answer may be used without asking again (RFC 9111 section 4.2.1); zero where it says nothing.
    public let lifetime: Duration
    /// How long to wait, by `Retry-After` (RFC 9110 section 10.2.3); nil where it is absent or not to be believed.
    public let retryAfter: Duration?

    /// Reads an answer's header fields.
    public init(_ headers: [HeaderField], now: Instant) {
        lifetime = min(Freshness.limit, Freshness.lifetime(headers, now: now))
        retryAfter = Freshness.retryAfter(headers, now: now)
    }

    private static func lifetime(_ headers: [HeaderField], now: Instant) -> Duration {
        var maxAge: Int?
        for field in headers where field.isNamed("Cache-Control") {
            for directive in field.value.split(separator: ",") {
                let parts = directive.split(separator: "=", maxSplits: 1).map { $0.trimmingSpaces.lowercased() }
                switch parts.first {
                case "no-cache", "no-store": return .zero
                case "max-age":
                    guard parts.count == 2, let seconds = Int(parts[1].filter { $0 != "\"" }), seconds >= 0 else { return .zero }
                    maxAge = min(maxAge ?? seconds, seconds)
                default: break
                }
            }
        }
        if let maxAge {
            let age = headers.first(named: "Age").flatMap { Int($0.trimmingSpaces) } ?? 0
            return .seconds(max(0, min(maxAge, 366 * 86_400) - max(0, min(age, 366 * 86_400))))
        }
        guard let expires = headers.first(named: "Expires").flatMap({ Instant(httpDate: $0, now: now) }) else { return .zero }
        let from = headers.first(named: "Date").flatMap { Instant(httpDate: $0, now: now) } ?? now
        return max(.zero, expires - from)
    }

    private static func retryAfter(_ headers: [HeaderField], now: Instant) -> Duration? {
        guard let value = headers.first(named: "Retry-After")?.trimmingSpaces, !value.isEmpty else { return nil }
        if value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            guard let seconds = Int(value.prefix(12)), seconds > 0 else { return nil }
            return min(retryLimit, .seconds(seconds))
        }
        guard let date = Instant(httpDate: value, now: now), date > now else { return nil }
        return min(retryLimit, date - now)
    }
}

extension StringProtocol {
    var trimmingSpaces: String {
        var view = Substring(self)
        while let first = view.first, first == " " || first == "\t" { view.removeFirst() }
        while let last = view.last, last == " " || last == "\t" { view.removeLast() }
        return String(view)
    }
}
