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
        var left = port == 0 ? 8 : 1
        while true {
            do {
                publishers = try DemoPublisher.listen(site, port)
                return
            } catch {
                // A port that is free on one address may be taken on the next.
                left -= 1
                if left == 0 { throw error }
            }
        }
    }

    private static func listen(_ site: DemoSite, _ port: UInt16) throws -> [String: LoopbackPublisher] {
        var publishers: [String: LoopbackPublisher] = [:]
        do {
            for host in Set(site.sources.map(\.host)) {
                let common = publishers.values.first?.port ?? port
                publishers[host] = try LoopbackPublisher(host: host, port: common) { site.response(to: $0) }
            }
        } catch {
            for publisher in publishers.values { publisher.stop() }
            throw error
        }
        return publishers
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
