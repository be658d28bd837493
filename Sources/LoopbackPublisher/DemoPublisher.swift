import NewsModel

/// The demo's newspapers, being published: the site on as many addresses of loopback as it asks for.
public final class DemoPublisher: Sendable {
    /// What is published.
    public let site: DemoSite
    private let publishers: [String: LoopbackPublisher]

    /// Starts to publish.
    ///
    /// - Parameter port: The port on each address; 0 for any that is free.
    /// - Throws: ``LoopbackPublisherError``, where an address cannot be listened on.
    public init(_ site: DemoSite, port: UInt16 = 0) throws {
        self.site = site
        var publishers: [String: LoopbackPublisher] = [:]
        for host in Set(site.sources.map(\.host)) {
            let common = publishers.values.first?.port ?? port
            publishers[host] = try LoopbackPublisher(host: host, port: common) { site.response(to: $0) }
        }
        self.publishers = publishers
    }

    /// The port, the same on each address.
    public var port: UInt16 { publishers.values.first?.port ?? 0 }

    /// The newspapers with their addresses, in the order of a tour.
    public var sources: [(feed: DemoSite.Feed, url: String)] {
        site.sources.map { feed in (feed, publishers[feed.host]?.url(feed.path) ?? "") }
    }

    /// Every request so far.
    public var requests: [LoopbackPublisher.Request] {
        publishers.values.flatMap(\.requests).sorted { $0.tick < $1.tick }
    }

    /// Closes every listener and connection.
    public func stop() {
        for publisher in publishers.values { publisher.stop() }
    }
}
