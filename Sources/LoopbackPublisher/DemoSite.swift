public import NewsModel

/// The newspapers of `wirespool demo`: a publisher's handler that tells invented news, a little more of it as time goes by.
///
/// Everything it answers is a function of the request and of the time since it began, so two runs with the same beginning tell the
/// same stories under the same identifiers.
public final class DemoSite: Sendable {
    /// When the first edition stood.
    public let startedAt: Instant
    /// The beat: about one new story comes with each.
    public let tempo: Duration

    /// A newspaper of the site, as it would be configured.
    public struct Feed: Sendable {
        /// The source's identifier.
        public let id: SourceID
        /// Its name for people.
        public let name: String
        /// Its path at the site.
        public let path: String
        /// What it shows, in a few words.
        public let purpose: String
        /// Whether its entries' pages hold more than the feed: to be polled with `full_text: always`.
        public let fullText: Bool
        /// The address of loopback it is best served from: the one that refuses would else make the daemon wait with all the others.
        public let host: String
    }

    /// A site.
    ///
    /// - Parameters:
    ///   - startedAt: For a second run over the same spool the beginning of the first, so that it goes on where that one ended.
    ///   - tempo: 1 ms at least.
    public init(startedAt: Instant, tempo: Duration = .seconds(2)) {
        self.startedAt = startedAt
        self.tempo = max(tempo, .milliseconds(1))
    }

    /// The newspapers, in the order of a tour.
    public var sources: [Feed] { DemoNewspaper.all.compactMap(\.feed) }

    /// The answer to a request; 404 to what is no part of the site.
    public func response(to request: LoopbackPublisher.Request) -> LoopbackPublisher.Response {
        guard request.method == "GET" || request.method == "HEAD" else { return .status(405) }
        let path = request.path
        if path == "/robots.txt" { return .ok("User-agent: *\nAllow: /\n", type: "text/plain") }
        if path.hasPrefix("/images/") { return image(path) }
        guard let newspaper = DemoNewspaper.all.first(where: { path.hasPrefix("/\($0.id)/") }) else { return .status(404) }
        let edition = DemoEdition(newspaper, site: self, base: base(of: request))
        guard path == newspaper.path else {
            return edition.page(at: path, now: request.receivedAt).map { .ok($0, type: "text/html; charset=utf-8") } ?? .status(404)
        }
        switch newspaper.form {
        case .refusing:
            return .tooManyRequests(retryAfter: 120)
        case .broken:
            return .ok(edition.brokenPage, type: "text/html; charset=utf-8")
        case .fixed:
            let (etag, modified) = ("\"gazette-1\"", HTTPDate.text(startedAt))
            if request.isConditional { return .notModified(etag: etag, lastModified: modified) }
            return .ok(
                body: Array(edition.document(now: startedAt).utf8), type: edition.type, etag: etag, lastModified: modified)
        case .rss, .teasers, .atom, .json:
            let body = Array(edition.document(now: request.receivedAt).utf8)
            return .conditional(request, body: body, type: edition.type, etag: "\"\(DemoSite.fingerprint(body))\"")
        }
    }

    /// Beats since the beginning; 0 before it.
    func beats(at now: Instant) -> Int {
        let elapsed = now.milliseconds &- startedAt.milliseconds
        return Int(clamping: min(max(0, elapsed) / max(1, tempo.milliseconds), 1_000_000_000))
    }

    private func base(of request: LoopbackPublisher.Request) -> String {
        let host = request.header("Host") ?? "127.0.0.1"
        let isPlain = host.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || ".:[]-".utf8.contains($0) }
        return "http://" + (isPlain && !host.isEmpty ? host : "127.0.0.1")
    }

    private func image(_ path: String) -> LoopbackPublisher.Response {
        let hue = Int(DemoSite.fingerprint(Array(path.utf8)).prefix(2), radix: 16) ?? 0
        let picture = """
            <svg xmlns="http://www.w3.org/2000/svg" width="640" height="360"><rect width="640" height="360" \
            fill="hsl(\(hue) 40% 60%)"/><path d="M0 260q160-60 320 0t320 0v100H0z" fill="hsl(\(hue) 40% 35%)"/></svg>
            """
        return .ok(picture, type: "image/svg+xml")
    }

    /// FNV-1a, 64 bits, in hexadecimal.
    static func fingerprint(_ bytes: [UInt8]) -> String {
        let text = String(FNV1a.hash(of: bytes), radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }
}

/// Dates as HTTP and RSS write them (RFC 9110 section 5.6.7).
enum HTTPDate {
    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    static func text(_ instant: Instant) -> String {
        let day = instant.day
        let clock = instant.rfc3339(alwaysMilliseconds: true).dropFirst(11).prefix(8)
        return "\(weekdays[(day.weekday - 1) % 7]), \(twoDigits(day.day)) \(months[(day.month - 1) % 12]) \(day.year) \(clock) GMT"
    }

    static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
